"""A day's graph in networkx, in one call."""

from typing import Any

import networkx as nx

from exports.graphs.layers import graph_view, layer_named
from exports.graphs.part import WHOLE, GraphPart
from exports.graphs.view import Attribute, GraphView, Layer, Value
from graph.snapshot.on_day import Day


def to_networkx(day: Day, layer: Layer | str = Layer.RELATIONS, part: GraphPart = WHOLE) -> nx.DiGraph:
    """A layer of a day's graph, or of a part of it, as a graph of networkx; see ``networkx_of``.

    Args:
        day: on which to stand, as ``open_day`` gives it.
        layer: what the edges are: statements, relations or ties.
        part: which part, such as ``GraphPart(market="KR")`` or ``GraphPart(around="kotra", steps=2)``.

    Raises:
        InputError: there is no such layer (code ``unknown_layer``), or the part names what is not known.
    """
    return networkx_of(graph_view(day, layer_named(layer, "layer"), part))


def networkx_of(view: GraphView) -> nx.DiGraph:
    """A view as a graph of networkx: a ``DiGraph`` of ties, a ``MultiDiGraph`` of statements and of relations.

    Nodes and edges come in the view's order. A node has ``name`` and the view's attributes, an edge ``weight`` and the
    view's attributes: texts, whole numbers, numbers, yes or no, tuples of texts, dates as texts; what is not known is
    absent. An edge's key is its id; a tie, of which there is one each way, has it as the attribute ``id``.
    ``graph.graph`` says what it is, as every exported file does: day, revision, layer, sources with their licences.

    >>> from exports.graphs.view import ALWAYS, Attribute, Edge, GraphView, Layer, Node, ValueType
    >>> from graph.snapshot.on_day import Header
    >>> nodes = [Node("a", "Alpha", ALWAYS, ("cluster",)), Node("b", "Beta", ALWAYS, (None,))]
    >>> edges = [Edge("a>b", "a", "b", 0.5, ALWAYS, ())]
    >>> kind = Attribute("kind", ValueType.TEXT, "What it is.")
    >>> header, ends = Header(7, "2026-01-01"), (lambda: iter(nodes), lambda: iter(edges))
    >>> graph = networkx_of(GraphView(header, Layer.TIES, "", (), (kind,), (), 2, 1, *ends))
    >>> graph.nodes["a"], graph.nodes["b"], graph.edges["a", "b"], graph.graph["as_of"]
    ({'name': 'Alpha', 'kind': 'cluster'}, {'name': 'Beta'}, {'id': 'a>b', 'weight': 0.5}, '2026-01-01')
    """
    several = view.layer is not Layer.TIES
    graph = (nx.MultiDiGraph if several else nx.DiGraph)(**view.about)
    graph.add_nodes_from(
        (node.id, {"name": node.name, **_known(view.node_attributes, node.values)}) for node in view.nodes()
    )
    for edge in view.edges():
        said = _known(view.edge_attributes, edge.values)
        if edge.weight is not None:
            said["weight"] = edge.weight
        if several:
            graph.add_edge(edge.source, edge.target, key=edge.id, **said)
        else:
            graph.add_edge(edge.source, edge.target, id=edge.id, **said)
    return graph


def _known(attributes: tuple[Attribute, ...], values: tuple[Value, ...]) -> dict[str, Any]:
    """What is known of a thing, by name."""
    return {
        attribute.name: value
        for attribute, value in zip(attributes, values, strict=True)
        if value is not None and value != ()
    }
