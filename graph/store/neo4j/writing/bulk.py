"""Writing many things and relations at once.

Rows go to the server as lists, and what is the same in all of them once: maps would carry the names of properties in
each row, which costs both sides more than the values do.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from graph.store.neo4j.connection.channel import Channel
from graph.store.neo4j.form.dates import Properties
from graph.store.neo4j.form.schema import ENTITY, UNKNOWN, relationship_type

Row = tuple[Any, ...]

_RELATIONS: Final = (
    "UNWIND $rows AS row MATCH (a:Entity {id: row[0]}) MATCH (b:Entity {id: row[1]}) CREATE (a)-[:%s %s]->(b)"
)
_SAYINGS: Final = (
    "MATCH (s:Source {name: $source}) UNWIND $rows AS row MATCH (n:Entity {id: row[0]}) CREATE (s)-[:SAYS %s]->(n)"
)
_NEW_THINGS: Final = "MATCH (s:Source {name: $source}) UNWIND $rows AS row CREATE (s)-[:SAYS %s]->(:%s %s)"
_THINGS: Final = (
    "MATCH (s:Source {name: $source}) UNWIND $rows AS row MERGE (n:Entity {id: row[0]}) "
    f"SET n = %s, n:%s REMOVE n:{UNKNOWN} CREATE (s)-[:SAYS %s]->(n)"
)


class Bulk:
    """Sends rows of one transaction.

    Args:
        same: properties of every statement written: its revisions and its run.
    """

    def __init__(self, channel: Channel, same: Properties) -> None:
        self._channel = channel
        self._same = same

    def relations(self, kind: str, placed: Sequence[tuple[str, str, Properties]], implied: bool) -> None:
        """Relations of one kind, from (node, node, what is said); all nodes are there."""
        same = {} if implied else self._same
        columns, text = _columns((said for *_, said in placed), same, 2)
        rows = [(a, b, *map(said.get, columns)) for a, b, said in placed]
        self._channel.send(_RELATIONS % (relationship_type(kind), text), rows=rows, same=same)

    def sayings(self, source: str, placed: Sequence[tuple[str, Properties]]) -> None:
        """What a source says of things, from (node, what is said); all nodes are there."""
        columns, text = _columns((said for _, said in placed), self._same, 1)
        rows = [(node, *map(said.get, columns)) for node, said in placed]
        self._channel.send(_SAYINGS % text, rows=rows, same=self._same, source=source)

    def things(
        self, source: str, labels: Sequence[str], described: Sequence[tuple[Properties, Properties]], new: bool
    ) -> None:
        """What a source says of things of which nothing else is said, and their nodes, from (node, what is said).

        Args:
            source: whose name it is.
            labels: of the nodes.
            described: the properties of the node, its id among them, and of the statement.
            new: no node has one of these ids.
        """
        node_columns, _ = _columns((node for node, _ in described), {}, 0)
        node_columns = ["id", *(name for name in node_columns if name != "id")]
        said_columns, said_text = _columns((said for _, said in described), self._same, len(node_columns))
        node_text = _text(node_columns, {}, 0)
        rows = [(*map(node.get, node_columns), *map(said.get, said_columns)) for node, said in described]
        of_node = ":".join((ENTITY, *labels))
        query = _NEW_THINGS % (said_text, of_node, node_text) if new else _THINGS % (node_text, of_node, said_text)
        self._channel.send(query, rows=rows, same=self._same, source=source)


def _columns(described: Iterable[Properties], same: Mapping[str, Any], first: int) -> tuple[list[str], str]:
    """The names of all properties that occur, in order, and the map of Cypher that they make with what is the same.

    The first of them stands at ``first`` in a row.
    """
    columns = sorted({name for properties in described for name in properties})
    return columns, _text(columns, same, first)


def _text(columns: Iterable[str], same: Mapping[str, Any], first: int) -> str:
    parts = [f"{_name(name)}: row[{at}]" for at, name in enumerate(columns, start=first)]
    parts += [f"{name}: $same.{name}" for name in same]
    return "{" + ", ".join(parts) + "}"


def _name(name: str) -> str:
    """A property's name as Cypher has it, whatever it is."""
    escaped = name.replace("`", "``")
    return f"`{escaped}`"


def grouped(items: Iterable[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    """Key → values, from pairs."""
    groups: dict[Any, list[Any]] = defaultdict(list)
    for key, value in items:
        groups[key].append(value)
    return groups
