"""Reading what has changed since a revision."""

from collections.abc import Collection
from typing import Any, Final

from neo4j import ManagedTransaction

from graph.relations import RELATION_KINDS
from graph.store.neo4j.connection.channel import rows
from graph.store.neo4j.form.statements import RELATION_COLUMNS, read_entity, read_relation
from graph.store.neo4j.reading.declared import read_judgements, read_sources
from graph.store.neo4j.reading.lists import relation_lists, saying_lists
from graph.store.neo4j.reading.revision import at_one_revision, read_revision, read_stamp
from graph.store.protocol import Changes
from graph.store.refusals import check_revision, too_many_changes

_NEW: Final = "r.changed > $since AND r.added > $since"
_NEW_THINGS: Final = saying_lists("s.name, properties(r)", _NEW)
_KINDS_ADDED: Final = "MATCH (v:Revision) WHERE v.number > $since UNWIND v.kinds AS kind RETURN DISTINCT kind"
_NUMBERS: Final = "MATCH (v:Revision) WHERE v.number > $since RETURN v.statements"
_RETIRED: Final = (
    "MATCH (a)-[r:RETIRED]->() WHERE r.retired > $since AND r.added <= $since "
    "WITH r.retired AS revision, collect([r.was, coalesce(r.source, a.name), r.type, r.id, r.key]) AS retired "
    "RETURN retired"
)


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
