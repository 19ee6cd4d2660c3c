"""The layers of a day's graph as views."""

from collections.abc import Callable
from typing import Final

from exports.graphs.part import WHOLE, GraphPart
from exports.graphs.relations import RELATION_ATTRIBUTES, STATEMENT_ATTRIBUTES, relations_view, statements_view
from exports.graphs.ties import TIE_ATTRIBUTES, ties_view
from exports.graphs.view import Attribute, GraphView, Layer
from graph.errors import InputError, did_you_mean, nearest
from graph.snapshot.on_day import Day

EDGE_ATTRIBUTES: Final[dict[Layer, tuple[Attribute, ...]]] = {
    Layer.STATEMENTS: STATEMENT_ATTRIBUTES,
    Layer.RELATIONS: RELATION_ATTRIBUTES,
    Layer.TIES: TIE_ATTRIBUTES,
}
"""What is told of each edge of a layer."""
_VIEWS: Final[dict[Layer, Callable[[Day, GraphPart], GraphView]]] = {
    Layer.STATEMENTS: statements_view,
    Layer.RELATIONS: relations_view,
    Layer.TIES: ties_view,
}


def graph_view(day: Day, layer: Layer, part: GraphPart = WHOLE) -> GraphView:
    """A layer of a day's graph, or of a part of it.

    What has not begun by that day is left out of every layer; what was over by then is told with the day on which it
    ended, and has no tie but for what is left of it.

    Args:
        day: on which to stand.
        layer: what the edges are.
        part: which part.

    Raises:
        InputError: the part names what is not known, or so many steps as are not exported.
    """
    return _VIEWS[layer](day, part)


def layer_named(name: str, where: str) -> Layer:
    """The layer of a name.

    Raises:
        InputError: there is none.
    """
    if name in set(Layer):
        return Layer(name)
    close = nearest(name, Layer)
    raise InputError(
        f"{name!r} is no layer.", code="unknown_layer", value=name, where=where, nearest=close,
        suggestion=did_you_mean(close, f"There are {', '.join(Layer)}."),
    )  # fmt: skip
