"""A view as two tables, and what is said of them beside the rows."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final

from exports.graphs.view import Attribute, GraphView, Value, ValueType

Row = tuple[Value, ...]

_NODE: Final = (
    Attribute("id", ValueType.TEXT, "Unique among the nodes."),
    Attribute("label", ValueType.TEXT, "What people call it."),
)
_EDGE: Final = (
    Attribute("source", ValueType.TEXT, "Id of the node that it leads from."),
    Attribute("target", ValueType.TEXT, "Id of the node that it leads to."),
    Attribute("id", ValueType.TEXT, "Unique among the edges."),
    Attribute("weight", ValueType.NUMBER, "In (0, 1]; missing where it has none."),
)
"""Named as Gephi knows them. It and DuckDB tell no column from another one by case."""


@dataclass(frozen=True, slots=True)
class Table:
    """The nodes or the edges of a view.

    Attributes:
        name: ``nodes`` or ``edges``.
        columns: in their order.
        count: of the rows.
        rows: makes an iterator of the rows, in the view's order; each has a value for each column.
    """

    name: str
    columns: tuple[Attribute, ...]
    count: int
    rows: Callable[[], Iterator[Row]]


def tables(view: GraphView) -> tuple[Table, Table]:
    """Its nodes, and its edges."""
    return (
        Table(
            "nodes", _NODE + view.node_attributes, view.node_count,
            lambda: ((one.id, one.name, *one.values) for one in view.nodes()),
        ),
        Table(
            "edges", _EDGE + view.edge_attributes, view.edge_count,
            lambda: ((one.source, one.target, one.id, one.weight, *one.values) for one in view.edges()),
        ),
    )  # fmt: skip


def about_tables(view: GraphView) -> dict[str, Any]:
    """What a view says of itself, its sources with their licences, and of each table the columns."""
    sources = [
        {name: asdict(one)[name] for name in ("name", "title", "publisher", "licence", "address", "retrieved")}
        for one in view.sources
    ]
    told = {
        table.name: [{"name": one.name, "type": one.type.value, "meaning": one.meaning} for one in table.columns]
        for table in tables(view)
    }
    return view.about | {"sources": sources, "columns": told}
