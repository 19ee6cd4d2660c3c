"""Reading an SQLite store within a read transaction, which sees one revision (snapshot isolation)."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

import orjson

from graph.statements import EntityStatement, Judgement, RelationStatement, Source
from graph.store.protocol import Changes
from graph.store.refusals import check_revision, too_many_changes
from graph.store.sqlite import rows
from graph.store.sqlite.format import check_all, checksums, stamp_of

RETIRED_SINCE: Final = """
    SELECT count(*) FROM (
        SELECT 1 FROM entity WHERE retired_revision > ?1 UNION ALL SELECT 1 FROM relation WHERE retired_revision > ?1
        LIMIT ?2
    )
"""
"""How many rows were retired after a revision; no more are counted than asked for."""


def read_revision(connection: sqlite3.Connection) -> int:
    """The revision that is committed; 0 of an empty store."""
    number: int | None = connection.execute("SELECT max(number) FROM revision").fetchone()[0]
    return number or 0


def read_source_names(connection: sqlite3.Connection) -> dict[int, str]:
    """Row → name of each source."""
    return dict(connection.execute("SELECT id, name FROM source"))


class SqliteScan:
    """One revision, seen through one read transaction.

    Attributes:
        revision, stamp: of the revision seen.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.revision = read_revision(connection)
        _reached(connection, self.revision)  # a number that was written, not one that damage has made
        self.stamp = stamp_of(connection, self.revision)
        self._names = read_source_names(connection)

    def sources(self) -> list[Source]:
        """Current declarations, by name."""
        return sorted(_declarations(self._connection, 0), key=lambda source: source.name)

    def entities(self) -> Iterator[EntityStatement]:
        """Live statements of things, in no particular order; the whole file is checked before."""
        check_all(self._connection)
        found = selected(self._connection, "entity", rows.ENTITY_COLUMNS, "retired_revision IS NULL")
        return rows.read_entities(found, self._names)

    def relations(self) -> Iterator[RelationStatement]:
        """Live statements of relations, in no particular order."""
        found = selected(self._connection, "relation", rows.RELATION_COLUMNS, "retired_revision IS NULL")
        return rows.read_relations(found, self._names)

    def judgements(self) -> list[Judgement]:
        """All judgements, in the order of making."""
        return list(_judgements(self._connection, -1))


def selected(
    connection: sqlite3.Connection, table: str, columns: str, condition: str, *values: object
) -> sqlite3.Cursor:
    """Columns and checksums of rows."""
    return connection.execute(
        f"SELECT {columns}, {checksums(connection, table)} FROM {table} WHERE {condition}", values
    )


def _declarations(connection: sqlite3.Connection, since: int) -> list[Source]:
    """Current declarations that were made after a revision."""
    latest = "row IN (SELECT max(row) FROM declaration GROUP BY source) AND revision > ?"
    found = selected(connection, "declaration", rows.DECLARATION_COLUMNS, latest, since)
    return [rows.read_declaration(said) for _, said, _ in rows.verified(found)]


def _judgements(connection: sqlite3.Connection, since: int) -> Iterator[Judgement]:
    """Those made after a revision, in the order of making."""
    found = selected(connection, "judgement", rows.JUDGEMENT_COLUMNS, "revision > ? ORDER BY row", since)
    return rows.read_judgements(found)


def _reached(connection: sqlite3.Connection, revision: int) -> tuple[int, int]:
    """The last rows of things and of relations at a revision."""
    found = selected(connection, "revision", rows.REVISION_COLUMNS, "number = ?", revision)
    for _, entity_row, relation_row in rows.verified(found):
        return entity_row, relation_row
    return 0, 0


def _check_number(connection: sqlite3.Connection, since: int, revision: int, at_most: int) -> None:
    written = sum(_reached(connection, revision)) - sum(_reached(connection, since))
    left = at_most - written
    if left >= 0:
        (retired,) = connection.execute(RETIRED_SINCE, (since, left + 1)).fetchone()
        left -= retired
    if left < 0:
        raise too_many_changes(since, at_most)


def read_things(connection: sqlite3.Connection, sought: Iterable[tuple[str, str]]) -> Iterator[EntityStatement]:
    """What (source, id) say now, of those that say something."""
    ids: dict[str, list[str]] = defaultdict(list)
    for source, id_ in sought:
        ids[source].append(id_)
    which = "source = ? AND id IN (SELECT value FROM json_each(?)) AND retired_revision IS NULL"
    names = read_source_names(connection)
    for row, name in names.items():
        if name in ids:
            found = selected(connection, "entity", rows.ENTITY_COLUMNS, which, row, orjson.dumps(ids[name]).decode())
            yield from rows.read_entities(found, names)


def read_changes(connection: sqlite3.Connection, since: int, stamp: str, at_most: int) -> Changes:
    """What changed after a revision, see ``graph.store.protocol.Store.changes``."""
    revision = read_revision(connection)
    check_revision(since, stamp, stamp_of(connection, since), revision)
    _check_number(connection, since, revision, at_most)
    names = read_source_names(connection)
    entity_row, relation_row = _reached(connection, since)
    added = "row > ? AND retired_revision IS NULL ORDER BY row"
    entities = selected(connection, "entity", rows.ENTITY_COLUMNS, added, entity_row)
    relations = selected(connection, "relation", rows.RELATION_COLUMNS, added, relation_row)
    return Changes(
        revision=revision,
        stamp=stamp_of(connection, revision),
        added=(*rows.read_entities(entities, names), *rows.read_relations(relations, names)),
        retired=tuple(_retired(connection, since, entity_row, relation_row, names)),
        judgements=tuple(_judgements(connection, since)),
        sources=tuple(sorted(_declarations(connection, since), key=lambda source: source.name)),
    )


def _retired(
    connection: sqlite3.Connection, since: int, entity_row: int, relation_row: int, names: dict[int, str]
) -> Iterable[tuple[str, str, str]]:
    entities = connection.execute(
        "SELECT source, type, id FROM entity WHERE retired_revision > ? AND row <= ? ORDER BY row", (since, entity_row)
    )
    for source, type_, id_ in entities:
        yield names[source], type_, id_
    relations = connection.execute(
        "SELECT source, key FROM relation WHERE retired_revision > ? AND row <= ? ORDER BY row", (since, relation_row)
    )
    for source, key in relations:
        yield names[source], "relation", key
