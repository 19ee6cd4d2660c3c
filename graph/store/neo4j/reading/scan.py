"""Reading everything that is live at one revision, whatever is written meanwhile."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from neo4j import READ_ACCESS, Transaction

from graph.relations import RELATION_KINDS
from graph.statements import EntityStatement, Judgement, RelationStatement, Source
from graph.store.neo4j.connection.channel import rows
from graph.store.neo4j.connection.pool import SCAN_SECONDS, Connection
from graph.store.neo4j.form.schema import kind_of, relationship_type
from graph.store.neo4j.form.statements import RELATION_COLUMNS, read_entity, read_relation
from graph.store.neo4j.reading.declared import read_judgements, read_sources
from graph.store.neo4j.reading.lists import relation_lists, saying_lists
from graph.store.neo4j.reading.revision import at_one_revision, read_revision, read_stamp

_THEN: Final = "r.changed <= $revision"
_LIVE_THINGS: Final = saying_lists("s.name, properties(r)", _THEN)
_LEFT_SAYS: Final = (
    "MATCH (s:Source)-[r:SAYS]->() WHERE r.changed > $revision AND r.added <= $revision "
    "RETURN s.name, properties(r) AS said "
    "UNION ALL MATCH (s:Source)-[r:RETIRED]->() "
    "WHERE r.retired > $revision AND r.added <= $revision AND r.was = 'SAYS' "
    "RETURN s.name, properties(r) AS said"
)


class Neo4jScan:
    """One revision. What is written meanwhile is recognised by its revision, and what has left is found where it went.

    A live statement has ``changed`` <= the revision. One that was live then and is not so now has either moved to
    another node (live, ``added`` <= the revision < ``changed``) or been retired (``added`` <= the revision <
    ``retired``); retired ones stay for ever. So: read what is live, then what has left, until the revision did not
    change while that was read.

    Attributes:
        revision, stamp: of the revision seen.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.revision, (self.stamp, self._sources, self._judgements) = connection.read(
            lambda tx: at_one_revision(
                tx, lambda revision: (read_stamp(tx, revision), read_sources(tx), read_judgements(tx))
            )
        )

    def sources(self) -> list[Source]:
        """Current declarations, by name."""
        return list(self._sources)

    def judgements(self) -> list[Judgement]:
        """All judgements, in the order of making."""
        return list(self._judgements)

    def entities(self) -> Iterator[EntityStatement]:
        """Live statements of things, in no particular order."""
        seen: set[tuple[str, str]] = set()
        with self._connection.transaction(READ_ACCESS, SCAN_SECONDS) as tx:
            revision = self.revision
            for (part,) in _values(tx, _LIVE_THINGS, revision=revision):
                for source, said in part:
                    statement = read_entity(source, said)
                    seen.add((source, statement.id))
                    yield statement
            for source, said in self._left(tx, lambda: rows(tx, _LEFT_SAYS, revision=revision)):
                for name in ("was", "retired"):
                    said.pop(name, None)
                statement = read_entity(source, said)
                if (source, statement.id) not in seen:
                    seen.add((source, statement.id))
                    yield statement

    def _left(self, tx: Transaction, read: Callable[[], list[list[Any]]]) -> Iterator[list[Any]]:
        """What was live at the revision and has left since; none of it is missed, some may come twice."""
        if read_revision(tx) != self.revision:
            _, found = at_one_revision(tx, lambda _: read())
            yield from found

    def relations(self) -> Iterator[RelationStatement]:
        """Live statements of relations, in no particular order."""
        seen: set[tuple[str, str]] = set()
        with self._connection.transaction(READ_ACCESS, SCAN_SECONDS) as tx:
            revision = self.revision
            for kind, part in _live_relations(tx, revision):
                for cells in part:
                    said = read_relation(kind, cells)
                    seen.add((said.source, said.key))
                    yield said
            for type_, *cells in self._left(tx, lambda: _relations_left(tx, revision)):
                said = read_relation(kind_of(type_), cells)
                if (said.source, said.key) not in seen:
                    seen.add((said.source, said.key))
                    yield said


def _values(tx: Transaction, query: str, **parameters: Any) -> Iterator[list[Any]]:
    for record in tx.run(query, parameters):
        yield record.values()


def _live_relations(tx: Transaction, revision: int) -> Iterator[tuple[str, list[list[Any]]]]:
    for kind in RELATION_KINDS:
        for (part,) in _values(tx, relation_lists(kind, RELATION_COLUMNS, _THEN), revision=revision):
            yield kind, part


def _relations_left(tx: Transaction, revision: int) -> list[list[Any]]:
    query = (
        f"CALL () {{ {_of_all_types('r.changed > $revision AND r.added <= $revision')} }} "
        f"RETURN type(r), {RELATION_COLUMNS}"
    )
    found = rows(tx, query, revision=revision)
    query = (
        "MATCH ()-[r:RETIRED]->() WHERE r.retired > $revision AND r.added <= $revision AND r.was <> 'SAYS' "
        f"RETURN r.was, {RELATION_COLUMNS}"
    )
    return found + rows(tx, query, revision=revision)


def _of_all_types(condition: str) -> str:
    """A query for relationships ``r`` of all types of relations, each by its own index."""
    types = map(relationship_type, RELATION_KINDS)
    return " UNION ALL ".join(f"MATCH ()-[r:{type_}]->() WHERE {condition} RETURN r" for type_ in types)
