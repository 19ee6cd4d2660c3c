"""The one typed view of a day's graph that every format writes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from graph.snapshot.on_day import Header
from graph.statements import Source


class Layer(StrEnum):
    """What the edges of an exported graph are."""

    STATEMENTS = "statements"
    RELATIONS = "relations"
    TIES = "ties"


LAYERS: Final[Mapping[Layer, str]] = {
    Layer.STATEMENTS: "What each source says, once: an edge a statement, with its page, date and confidence.",
    Layer.RELATIONS: "What is the case: an edge a relation, all statements of one fact together.",
    Layer.TIES: "What all relations between two organisations are worth for an introduction, each way by itself.",
}


class ValueType(StrEnum):
    """What the values of an attribute are; any of them may be missing (None)."""

    TEXT = "text"
    TEXTS = "texts"
    """A tuple of texts, none of which holds a ``|``."""
    DATE = "date"
    """ISO text of a year, a month or a day: YYYY, YYYY-MM or YYYY-MM-DD."""
    WHOLE = "whole"
    NUMBER = "number"
    YES_NO = "yes_no"


Value = str | int | float | bool | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Attribute:
    """What is told of each node, or of each edge.

    Attributes:
        name: as a column is called; the same in every format.
        type: of its values.
        meaning: in one sentence.
    """

    name: str
    type: ValueType
    meaning: str


class Period(NamedTuple):
    """The days between which something is known to have been; None: not known, or not yet over."""

    first: str | None
    last: str | None


ALWAYS: Final = Period(None, None)


class Node(NamedTuple):
    """A thing of the graph.

    Attributes:
        id: unique among all nodes.
        name: what people call it.
        period: ISO days.
        values: of ``GraphView.node_attributes``, in their order.
    """

    id: str
    name: str
    period: Period
    values: tuple[Value, ...]


class Edge(NamedTuple):
    """An edge, from its source to its target.

    Attributes:
        id: unique among all edges.
        source, target: ids of nodes of the same view.
        weight: in (0, 1]; None where the layer has none.
        period: ISO days.
        values: of ``GraphView.edge_attributes``, in their order.
    """

    id: str
    source: str
    target: str
    weight: float | None
    period: Period
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class GraphView:
    """A layer of a day's graph, or of a part of it: a directed graph, several edges between two nodes among them.

    Attributes:
        header: revision and day.
        layer: what its edges are.
        part: which part of the graph it is, in words; empty: all of it.
        sources: whoever stated what is in it, by name.
        node_attributes, edge_attributes: what is told of each.
        node_count, edge_count: exact.
        nodes: makes an iterator of the nodes, by id within each type.
        edges: makes an iterator of the edges, by kind, source and target.
    """

    header: Header
    layer: Layer
    part: str
    sources: tuple[Source, ...]
    node_attributes: tuple[Attribute, ...]
    edge_attributes: tuple[Attribute, ...]
    node_count: int
    edge_count: int
    nodes: Callable[[], Iterator[Node]]
    edges: Callable[[], Iterator[Edge]]

    @property
    def about(self) -> dict[str, str]:
        """What every file says of itself: name → text. The sources' licences stand in ``sources``."""
        said = {
            "title": "OpenDoors",
            "layer": self.layer.value,
            "meaning": LAYERS[self.layer],
            "as_of": self.header.as_of,
            "revision": str(self.header.revision),
            "part": self.part or "the whole graph",
            "nodes": str(self.node_count),
            "edges": str(self.edge_count),
        }
        licences = [f"{one.name}: {one.title}, {one.publisher}, {one.licence}, {one.address}" for one in self.sources]
        return said | {"sources": "\n".join(licences)}
