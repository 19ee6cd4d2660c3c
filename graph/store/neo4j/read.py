"""Reading one consistent revision of a store in Neo4j, whose own transactions see each commit as it comes."""

from collections.abc import Callable, Collection, Iterator
from typing import Any, Final, TypeVar

from neo4j import READ_ACCESS, ManagedTransaction, Transaction

from graph.errors import StoreError
from graph.implied import IMPLIED_KINDS
from graph.relations import RELATION_KINDS
from graph.statements import EntityStatement, Judgement, RelationStatement, Source
from graph.store.checks import check_revision, too_many_changes
from graph.store.neo4j.channel import rows
from graph.store.neo4j.connection import SCAN_SECONDS, Connection
from graph.store.neo4j.lists import relation_lists, saying_lists
from graph.store.neo4j.prepare import no_store
from graph.store.neo4j.records import read_judgement, read_source
from graph.store.neo4j.schema import kind_of, relationship_type
from graph.store.neo4j.values import RELATION_COLUMNS, read_entity, read_relation
from graph.store.protocol import COUNTED, Changes

ATTEMPTS_AT_MOST: Final = 100
"""How often something is read again because the store has changed meanwhile."""

AnyTransaction = ManagedTransaction | Transaction
Result = TypeVar("Result")

_THEN: Final = "r.changed <= $revision"
_LIVE_THINGS: Final = saying_lists("s.name, properties(r)", _THEN)
_NEW: Final = "r.changed > $since AND r.added > $since"
_NEW_THINGS: Final = saying_lists("s.name, properties(r)", _NEW)
_KINDS_ADDED: Final = "MATCH (v:Revision) WHERE v.number > $since UNWIND v.kinds AS kind RETURN DISTINCT kind"
_STAMP: Final = "MATCH (v:Revision {number: $revision}) RETURN v.token"
_NUMBERS: Final = "MATCH (v:Revision) WHERE v.number > $since RETURN v.statements"
_RETIRED: Final = (
    "MATCH (a)-[r:RETIRED]->() WHERE r.retired > $since AND r.added <= $since "
    "WITH r.retired AS revision, collect([r.was, coalesce(r.source, a.name), r.type, r.id, r.key]) AS retired "
    "RETURN retired"
)
_LEFT_SAYS: Final = (
    "MATCH (s:Source)-[r:SAYS]->() WHERE r.changed > $revision AND r.added <= $revision "
    "RETURN s.name, properties(r) AS said "
    "UNION ALL MATCH (s:Source)-[r:RETIRED]->() "
    "WHERE r.retired > $revision AND r.added <= $revision AND r.was = 'SAYS' "
    "RETURN s.name, properties(r) AS said"
)


def read_revision(tx: AnyTransaction) -> int:
    """The revision that is committed."""
    found = rows(tx, "MATCH (o:OpenDoors {name: 'store'}) RETURN o.revision")
    if not found:
        raise no_store()
    return int(found[0][0])


def read_stamp(tx: AnyTransaction, revision: int) -> str:
    """Stamp of a revision; empty where there is none."""
    found = rows(tx, _STAMP, revision=revision)
    return str(found[0][0]) if found else ""


def at_one_revision(tx: AnyTransaction, read: Callable[[int], Result]) -> tuple[int, Result]:
    """What ``read`` answers while the revision stays the same, and the revision.

    Raises:
        StoreError: the store has changed during each of many attempts (code ``store_locked``).
    """
    revision = read_revision(tx)
    for _ in range(ATTEMPTS_AT_MOST):
        found = read(revision)
        reached = read_revision(tx)
        if reached == revision:
            return revision, found
        revision = reached
    raise StoreError(
        "The store changes faster than it can be read.",
        code="store_locked",
        suggestion="Try again when less is being written.",
    )


class Neo4jScan:
    """One revision. What is written meanwhile is recognised by its revision, and what has left is found where it went.

    A live statement has ``changed`` <= the revision. One that was live then and is not so now has either moved to
    another node (live, ``added`` <= the revision < ``changed``) or been retired (``added`` <= the revision <
    ``retired``); retired ones stay for ever. So: read what is live, then what has left, until the revision did not
    change while that was read.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._revision, (self._stamp, self._sources, self._judgements) = connection.read(
            lambda tx: at_one_revision(
                tx, lambda revision: (read_stamp(tx, revision), read_sources(tx), read_judgements(tx))
            )
        )

    @property
    def revision(self) -> int:
        """The revision seen."""
        return self._revision

    @property
    def stamp(self) -> str:
        """Stamp of the revision seen."""
        return self._stamp

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
            revision = self._revision
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
        if read_revision(tx) != self._revision:
            _, found = at_one_revision(tx, lambda _: read())
            yield from found

    def relations(self) -> Iterator[RelationStatement]:
        """Live statements of relations, in no particular order."""
        seen: set[tuple[str, str]] = set()
        with self._connection.transaction(READ_ACCESS, SCAN_SECONDS) as tx:
            revision = self._revision
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


def read_sources(tx: AnyTransaction, since: int = -1) -> list[Source]:
    """Declarations made or altered after a revision, by name."""
    found = rows(tx, "MATCH (s:Source) WHERE s.revision > $since RETURN properties(s)", since=since)
    return sorted((read_source(said) for (said,) in found), key=lambda source: source.name)


def read_judgements(tx: AnyTransaction, since: int = -1) -> list[Judgement]:
    """Judgements made after a revision, in the order of making."""
    query = "MATCH (j:Judgement) WHERE j.revision > $since RETURN properties(j) ORDER BY j.revision, j.place"
    return [read_judgement(said) for (said,) in rows(tx, query, since=since)]


def read_counts(tx: AnyTransaction) -> dict[str, int]:
    """How many there are of each of ``COUNTED``; relations of most kinds without going through them."""
    counts = dict.fromkeys(COUNTED, 0)
    for type_, label in (("source", "Source"), ("judgement", "Judgement"), ("quarantined", "QuarantinedRow")):
        ((counts[type_],),) = rows(tx, f"MATCH (n:{label}) RETURN count(n)")
    counts.update((type_, count) for type_, count in rows(tx, "MATCH ()-[r:SAYS]->() RETURN r.type, count(*)"))
    types = [(relationship_type(kind), "r.key" if kind in IMPLIED_KINDS else "r") for kind in RELATION_KINDS]
    query = " UNION ALL ".join(f"MATCH ()-[r:{type_}]->() RETURN count({said}) AS held" for type_, said in types)
    counts["relation"] = sum(held for (held,) in rows(tx, query))
    return counts


def read_changes(tx: ManagedTransaction, since: int, stamp: str, at_most: int) -> Changes:
    """What changed after a revision, see ``graph.store.protocol.Store.changes``."""

    def read(revision: int) -> Changes:
        check_revision(since, stamp, read_stamp(tx, since), revision)
        _check_number(tx, since, at_most)
        return _changes(tx, since, revision)

    _, found = at_one_revision(tx, read)
    return found


def plan_changes(tx: ManagedTransaction) -> None:
    """Ask what ``read_changes`` asks if relations of every kind have changed; none has since the latest revision."""
    since = read_revision(tx)
    _changes(tx, since, since, kinds=RELATION_KINDS)


def _check_number(tx: ManagedTransaction, since: int, at_most: int) -> None:
    numbers = [number for (number,) in rows(tx, _NUMBERS, since=since)]
    if None in numbers or sum(numbers) > at_most:  # programs that did not note the number have written here
        raise too_many_changes(since, at_most)


def _changes(tx: ManagedTransaction, since: int, revision: int, kinds: Collection[str] | None = None) -> Changes:
    things = [said for (part,) in rows(tx, _NEW_THINGS, since=since) for said in part]
    added: list[Any] = [read_entity(source, said) for source, said in things]
    if kinds is None:
        kinds = [kind for (kind,) in rows(tx, _KINDS_ADDED, since=since)]
    for kind in filter(RELATION_KINDS.__contains__, kinds):
        for (part,) in rows(tx, relation_lists(kind, RELATION_COLUMNS, _NEW), since=since):
            added += [read_relation(kind, cells) for cells in part]
    retired = [
        (source, type_, id_) if was == "SAYS" else (source, "relation", key)
        for (part,) in rows(tx, _RETIRED, since=since)
        for was, source, type_, id_, key in part
    ]
    return Changes(
        revision=revision,
        stamp=read_stamp(tx, revision),
        added=tuple(added),
        retired=tuple(retired),
        judgements=tuple(read_judgements(tx, since)),
        sources=tuple(read_sources(tx, since)),
    )
