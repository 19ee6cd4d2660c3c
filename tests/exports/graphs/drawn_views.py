"""Views as hypothesis draws them: every type of value, missing ones, and texts of any characters."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from exports.graphs.view import ALWAYS, Attribute, Edge, GraphView, Node, Value, ValueType
from graph.kinds import ORGANISATION_KINDS
from graph.relations import RELATION_KINDS
from graph.statements import ENTITY_TYPES
from tests.exports.graphs.views import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, small_view

_AWKWARD = st.sampled_from("=+-@\t\r\n'\",;&<>%#:/ \x00\x07\u2028\ufffe\ud800é北")
_CHARACTERS = _AWKWARD | st.characters(exclude_characters="|")
_VALUES: dict[ValueType, st.SearchStrategy[Value]] = {
    ValueType.TEXT: st.text(_CHARACTERS, min_size=1, max_size=12),
    ValueType.TEXTS: st.lists(st.text(_CHARACTERS, min_size=1, max_size=6), max_size=3).map(tuple),
    ValueType.DATE: st.sampled_from(("1999", "2001-02", "2010-12-31")),
    ValueType.WHOLE: st.integers(-(2**63), 2**63 - 1),
    ValueType.NUMBER: st.floats(allow_nan=False, allow_infinity=False),
    ValueType.YES_NO: st.booleans(),
}
_NAMES = _VALUES[ValueType.TEXT].map(str)
_WORDS: dict[tuple[Attribute, ...], dict[str, Sequence[str | None]]] = {
    NODE_ATTRIBUTES: {"type": ENTITY_TYPES, "kind": (None, *ORGANISATION_KINDS)},
    EDGE_ATTRIBUTES: {"kind": tuple(RELATION_KINDS)},
}
"""Attributes that hold words of the model, and which."""


@st.composite
def views(draw: st.DrawFn, ids: st.SearchStrategy[str] = _NAMES) -> GraphView:
    """A view of a few nodes and edges.

    Args:
        draw: of hypothesis.
        ids: of nodes and of edges.
    """
    nodes = [
        Node(id_, draw(_NAMES), ALWAYS, _drawn(draw, NODE_ATTRIBUTES))
        for id_ in draw(st.lists(ids, min_size=1, max_size=4, unique=True))
    ]
    ends = st.sampled_from([node.id for node in nodes])
    edges = [
        Edge(
            id_, draw(ends), draw(ends), draw(st.none() | st.floats(0, 1, exclude_min=True)), ALWAYS,
            _drawn(draw, EDGE_ATTRIBUTES),
        )
        for id_ in draw(st.lists(ids, max_size=4, unique=True))
    ]  # fmt: skip
    return replace(small_view(nodes, edges), part=draw(_NAMES))


def _drawn(draw: st.DrawFn, attributes: tuple[Attribute, ...]) -> tuple[Value, ...]:
    return tuple(draw(_value(one, _WORDS[attributes].get(one.name, ()))) for one in attributes)


def _value(one: Attribute, words: Sequence[str | None]) -> st.SearchStrategy[Value]:
    if words:
        return st.sampled_from(words)
    return _VALUES[one.type] if one.type is ValueType.TEXTS else st.none() | _VALUES[one.type]
