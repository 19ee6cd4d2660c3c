"""Keeping the graph true to identity: relationships that move to other nodes, and what nodes are labelled and hold."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, Final

from graph.markets import is_market, market_names
from graph.statements import ENTITY_TYPES, EntityStatement
from graph.store.neo4j.connection.channel import SENT_AT_ONCE, Channel, chunks
from graph.store.neo4j.form.dates import Properties
from graph.store.neo4j.form.properties import stored_properties
from graph.store.neo4j.form.schema import ENTITY, MARKET, SAYS, UNKNOWN, all_labels, labels
from graph.store.neo4j.form.statements import read_entity
from graph.store.neo4j.writing.identity import Identity
from graph.uniting import best_first, named_sectors, united

_ON_NODES: Final = (
    "UNWIND $ids AS id MATCH (n:Entity {id: id})-[r]-() WHERE NOT r:RETIRED WITH DISTINCT r "
    "WITH r, startNode(r) AS a, endNode(r) AS b "
    "RETURN elementId(r), type(r), a.name, r.id, r.source, r.start, r.end, r.implied, a.id, b.id"
)
_MOVE: Final = (
    "UNWIND $rows AS row MATCH ()-[r:%(type)s]->() WHERE elementId(r) = row.r "
    "MATCH (a:Entity {id: row.a}) MATCH (b:Entity {id: row.b}) "
    "CREATE (a)-[q:%(type)s]->(b) SET q = properties(r) %(changed)s DELETE r"
)
_MOVE_SAYING: Final = (
    "UNWIND $rows AS row MATCH (s:Source)-[r:SAYS]->() WHERE elementId(r) = row.r MATCH (b:Entity {id: row.b}) "
    "CREATE (s)-[q:SAYS]->(b) SET q = properties(r), q.changed = $revision DELETE r"
)
_ENSURE: Final = "UNWIND $ids AS id MERGE (n:Entity {id: id}) ON CREATE SET n:Unknown"
_NODE: Final = (
    "UNWIND $ids AS id MATCH (n:Entity {id: id}) "
    "RETURN id, [(s:Source)-[r:SAYS]->(n) | [s.name, properties(r)]], EXISTS { (n)--() }"
)
_DELETE: Final = "UNWIND $ids AS id MATCH (n:Entity {id: id}) DELETE n"


def ensure_nodes(channel: Channel, ids: Iterable[str]) -> None:
    """Make placeholders for those ids that have no node."""
    for part in chunks(sorted(set(ids))):
        channel.send(_ENSURE, ids=part)


class Moves:
    """Moves what stands on some nodes to where it belongs now.

    Args:
        need: is told the ids that are about to be asked about.
        place: (source, reference) → node.
        revision: of the change.
    """

    def __init__(
        self, channel: Channel, need: Callable[[Iterable[str]], None], place: Callable[[str, str], str], revision: int
    ) -> None:
        self._channel = channel
        self._need = need
        self._place = place
        self._revision = revision

    def move(self, nodes: Iterable[str]) -> set[str]:
        """Move what does not belong there any more; all nodes that have lost or gained something."""
        touched: set[str] = set()
        found: list[list[Any]] = []
        for part in chunks(sorted(nodes)):
            found += self._channel.ask(_ON_NODES, ids=part)
        self._need(
            id_ for _, _, _, said_id, _, start, end, *_ in found for id_ in (said_id, start, end) if id_ is not None
        )
        by_type: dict[tuple[str, bool], dict[str, dict[str, str]]] = defaultdict(dict)
        for rel, type_, source_name, said_id, source, start, end, implied, a, b in found:
            if type_ == SAYS:
                goes = {"r": rel, "b": self._place(source_name, said_id)}
                moves = goes["b"] != b
            else:
                goes = {"r": rel, "a": self._place(source, start), "b": self._place(source, end)}
                moves = (goes["a"], goes["b"]) != (a, b)
            if moves:
                by_type[type_, bool(implied)][rel] = goes
                touched.update(id_ for id_ in (a, b, goes.get("a"), goes["b"]) if id_ is not None)
        ensure_nodes(self._channel, touched)
        for (type_, implied), going in by_type.items():
            self._write(type_, implied, list(going.values()))
        return touched

    def _write(self, type_: str, implied: bool, going: list[dict[str, str]]) -> None:
        changed = "" if implied else ", q.changed = $revision"
        query = _MOVE_SAYING if type_ == SAYS else _MOVE % {"type": type_, "changed": changed}
        for part in chunks(going):
            self._channel.send(query, rows=part, revision=self._revision)


def node_labels(sayings: Iterable[tuple[str, Any]], id_: str) -> tuple[str, ...]:
    """Labels of a node beside Entity, from the (type, kind) of what is said of it."""
    said = [label for type_, kind in sayings for label in labels(type_, kind)]
    if is_market(id_):
        said.append(MARKET)
    return tuple(dict.fromkeys(said)) or (UNKNOWN,)


class Renewal:
    """Labels and properties of nodes from all that is said of them now."""

    def __init__(self, channel: Channel, identity: Identity, need: Callable[[Iterable[str]], None]) -> None:
        self._channel = channel
        self._identity = identity
        self._need = need

    def renew(self, nodes: Iterable[str]) -> None:
        """Renew these nodes, and delete those that nothing speaks of or refers to."""
        for part in chunks(sorted(set(nodes)), SENT_AT_ONCE):
            self._renew(part)

    def _renew(self, ids: list[str]) -> None:
        found = [
            (id_, [read_entity(source, said) for source, said in sayings], referred)
            for id_, sayings, referred in self._channel.ask(_NODE, ids=ids)
        ]
        self._need(
            id_
            for _, statements, _ in found
            for said in statements
            for id_ in (said.id, *named_sectors(said.properties))
        )
        by_labels: dict[tuple[str, ...], list[Properties]] = defaultdict(list)
        gone = []
        for id_, statements, referred in found:
            if not statements and not referred and not is_market(id_):
                gone.append(id_)
                continue
            of_node, properties = self.content(id_, statements)
            by_labels[of_node].append(properties)
        for part in chunks(gone):
            self._channel.send(_DELETE, ids=part)
        for of_node, properties_of in by_labels.items():
            self._channel.send(_set_node(of_node), rows=properties_of)

    def content(self, id_: str, statements: list[EntityStatement]) -> tuple[tuple[str, ...], Properties]:
        """Labels and properties of a node of which this is said."""
        resolve = self._identity.resolve
        by_type: dict[str, list[tuple[str, EntityStatement]]] = defaultdict(list)
        for said in statements:
            by_type[said.type].append((resolve(said.source, said.id) or said.id, said))
        kinds: list[tuple[str, Any]] = []
        stored: Properties = {}
        for type_ in sorted(by_type, key=ENTITY_TYPES.index):
            properties, _ = united(type_, best_first(by_type[type_], self._identity.owners), resolve)
            kinds.append((type_, properties.get("kind", "")))
            for name, value in stored_properties(type_, properties).items():
                stored.setdefault(name, value)
        if is_market(id_):
            stored.setdefault("name", market_names()[id_])
        stored["id"] = id_
        return node_labels(kinds, id_), stored


def _set_node(of_node: tuple[str, ...]) -> str:
    others = [label for label in all_labels() if label not in of_node]
    return (
        f"UNWIND $rows AS row MATCH (n:{ENTITY} {{id: row.id}}) SET n = row, n:{':'.join(of_node)} "
        f"REMOVE n:{':'.join(others)}"
    )
