"""Views drawn at random, with texts of any characters, and what a view is expected to be read as."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from hypothesis import strategies as st

from exports.characters import plain
from exports.graphs.view import Attribute, Edge, GraphView, Node, Period, Value, ValueType
from graph.relations import RELATION_KINDS
from graph.statements import ENTITY_TYPES
from tests.exports.graphs.views import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, small_view

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=12)
_WITHOUT_BAR = st.text(st.characters(exclude_categories=(), exclude_characters="|"), max_size=8)
_VALUES: dict[ValueType, st.SearchStrategy[Value]] = {
    ValueType.TEXT: ANY_TEXT,
    ValueType.TEXTS: st.lists(_WITHOUT_BAR, max_size=3).map(tuple),
    ValueType.DATE: st.sampled_from(["1999", "2001-02", "2020-02-29"]),
    ValueType.WHOLE: st.integers(-(2**31), 2**40),
    # igraph fails at numbers nearer to nought than any that a graph holds.
    ValueType.NUMBER: st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False),
    ValueType.YES_NO: st.booleans(),
}
_DAYS = st.none() | st.sampled_from(["1999-01-01", "2010-06-15", "2015-03-01", "2026-11-28"])
PERIODS = st.builds(Period, _DAYS, _DAYS)


AWKWARD_IDS = st.text(st.characters(exclude_categories=()) | st.sampled_from("=-@'\",&<>%#:/ \t\n\u2028"), min_size=1)
_PLAIN_IDS = st.sampled_from(["a", "b-1", "KR", "dk:84", "ø"])
_WORDS: dict[str, st.SearchStrategy[Value]] = {
    "type": st.sampled_from(ENTITY_TYPES),
    "kind": st.sampled_from(tuple(RELATION_KINDS)),
}


def _values(
    attributes: Iterable[Attribute], words: Mapping[str, st.SearchStrategy[Value]]
) -> st.SearchStrategy[tuple[Value, ...]]:
    return st.tuples(*(words.get(one.name, st.none() | _VALUES[one.type]) for one in attributes))


@st.composite
def views(
    draw: st.DrawFn, ids_of: st.SearchStrategy[str] = _PLAIN_IDS, *, in_words_of_the_model: bool = False
) -> GraphView:
    """A view of some nodes and edges, several of them between the same two.

    Args:
        draw: of hypothesis.
        ids_of: of nodes, and of edges for the most part.
        in_words_of_the_model: types and kinds are; else any text.
    """
    words = _WORDS if in_words_of_the_model else {}
    ids = draw(st.lists(ids_of, min_size=1, max_size=4, unique=True))
    nodes = [Node(id_, draw(ANY_TEXT), draw(PERIODS), draw(_values(NODE_ATTRIBUTES, words))) for id_ in ids]
    one = st.sampled_from(ids)
    weights = st.none() | st.floats(0, 1, exclude_min=True, allow_subnormal=False)
    edges = [
        Edge(
            f"{draw(ids_of)}~{at}",
            draw(one),
            draw(one),
            draw(weights),
            draw(PERIODS),
            draw(_values(EDGE_ATTRIBUTES, words)),
        )
        for at in range(draw(st.integers(0, 4)))
    ]
    return small_view(nodes, sorted(edges, key=lambda edge: (str(edge.values[0]), edge.source, edge.target)))


def as_read(attributes: Iterable[Attribute], values: Iterable[Value]) -> dict[str, Value]:
    """What a reader makes of values: what is missing is absent, texts are joined."""
    named = zip(attributes, values, strict=True)
    return {one.name: _as_read(value) for one, value in named if value is not None and value != ()}


def _as_read(value: Value) -> Value:
    joined = "|".join(value) if isinstance(value, tuple) else value
    return plain(joined) if isinstance(joined, str) else joined


def typed(values: dict[str, Value]) -> dict[str, tuple[type, Value]]:
    """Values with their types, since yes is 1 to whoever only compares."""
    return {name: (type(value), value) for name, value in values.items()}


@dataclass
class Watched:
    """A view of many nodes and edges, which counts how many of each have been asked for."""

    nodes: int = 0
    edges: int = 0
    view: GraphView = field(init=False)

    def __post_init__(self) -> None:
        whole = small_view([self._node(at) for at in range(2)], ())
        self.view = replace(whole, node_count=20_000, edge_count=20_000, nodes=self._nodes, edges=self._edges)

    @staticmethod
    def _node(at: int) -> Node:
        return Node(f"n{at}", f"Node {at}", Period(None, None), ("organisation", None, (), None, None, None, None))

    def _nodes(self) -> Iterator[Node]:
        for at in range(20_000):
            self.nodes += 1
            yield self._node(at)

    def _edges(self) -> Iterator[Edge]:
        for at in range(20_000):
            self.edges += 1
            yield Edge(f"e{at}", f"n{at}", "n0", 0.5, Period(None, None), ("partner_of", (), None, None, None, None))
