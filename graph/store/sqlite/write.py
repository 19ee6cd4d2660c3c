"""One batch, written to an SQLite store within the transaction that is open."""

import sqlite3
from operator import itemgetter
from typing import Final

from graph.statements import Run
from graph.store.base import with_retired
from graph.store.checks import CheckedBatch
from graph.store.refusals import check_declared
from graph.store.sqlite import rows
from graph.store.sqlite.format import write_stamp

_LIVE: Final = "WHERE retired_revision IS NULL"
_SEEN: Final = "DO UPDATE SET seen_run = excluded.seen_run"
_ADD_ENTITY: Final = (
    f"INSERT INTO entity ({rows.ENTITY_COLUMNS}, checksum, kind, digest, added_revision, seen_run) "
    f"VALUES ({rows.placeholders(rows.ENTITY_COLUMNS)}, ?, ?, ?, %d, %d) "
    f"ON CONFLICT (source, id) {_LIVE} {_SEEN} WHERE digest = excluded.digest"
)
_ADD_RELATION: Final = (
    f"INSERT INTO relation ({rows.RELATION_COLUMNS}, checksum, added_revision, seen_run) "
    f"VALUES ({rows.placeholders(rows.RELATION_COLUMNS)}, ?, %d, %d) "
    f"ON CONFLICT (source, key) {_LIVE} {_SEEN}"
)
_ADD_JUDGEMENT: Final = (
    f"INSERT INTO judgement ({rows.JUDGEMENT_COLUMNS}, checksum) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)
_PUT_QUARANTINED: Final = (
    f"INSERT OR REPLACE INTO quarantine ({rows.QUARANTINE_COLUMNS}, checksum, seen_run) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_PUT_RUN: Final = f"INSERT OR REPLACE INTO run ({rows.RUN_COLUMNS}, checksum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"


_KEY: Final = itemgetter(1)


def put_run(connection: sqlite3.Connection, run: Run) -> None:
    """Note a run as it is now."""
    connection.execute(_PUT_RUN, rows.run_cells(run))


class BatchWriter:
    """Writes one batch. The transaction is the caller's.

    Args:
        revision: the store's revision before the batch.
    """

    def __init__(self, connection: sqlite3.Connection, checked: CheckedBatch, revision: int) -> None:
        self._connection = connection
        self._checked = checked
        self._batch = checked.batch
        self._before = revision
        self._next = revision + 1
        self._changed = False

    def write(self) -> int:
        """Write everything; the revision after it, which has grown if a fact, a declaration or a judgement changed."""
        batch = self._batch
        mark = self._run_mark()
        self._declare()
        self._sources = {name: row for row, name in self._connection.execute("SELECT id, name FROM source")}
        check_declared(self._checked.speakers, self._sources)
        self._add_entities(mark)
        self._add_relations(mark)
        self._see(mark)
        self._connection.executemany("DELETE FROM quarantine WHERE key = ?", ((key,) for key in batch.released))
        self._connection.executemany(
            _PUT_QUARANTINED, ((*rows.quarantine_cells(row), mark) for row in batch.quarantined)
        )
        self._judge()
        retired = self._retire(batch.run.source, mark) if batch.run and batch.retire_unseen else None
        if batch.run:
            put_run(self._connection, batch.run if retired is None else with_retired(batch.run, retired))
        return self._note_revision()

    def _run_mark(self) -> int:
        """The run that says this batch; without one the latest, so that no run still going on will retire it."""
        if self._batch.run:
            return self._batch.run.id
        latest: int | None = self._connection.execute("SELECT max(id) FROM run").fetchone()[0]
        return latest or 0

    def _declare(self) -> None:
        source = self._batch.source
        if source is None:
            return
        self._connection.execute("INSERT INTO source (name) VALUES (?) ON CONFLICT DO NOTHING", (source.name,))
        (row,) = self._connection.execute("SELECT id FROM source WHERE name = ?", (source.name,)).fetchone()
        said = rows.declaration_text(source)
        latest = self._connection.execute(
            "SELECT said FROM declaration WHERE source = ? ORDER BY row DESC LIMIT 1", (row,)
        ).fetchone()
        if latest != (said,):
            cells = (row, said, self._next)
            self._connection.execute(
                f"INSERT INTO declaration ({rows.DECLARATION_COLUMNS}, checksum) VALUES (?, ?, ?, ?)",
                (*cells, rows.checksum(cells)),
            )
            self._changed = True

    def _rows_of(self, table: str) -> int:
        """The last row number; rows are never deleted, so it grows by one for each row added."""
        last: int | None = self._connection.execute(f"SELECT max(row) FROM {table}").fetchone()[0]
        return last or 0

    def _add_entities(self, mark: int) -> None:
        """Add those that are not live, and retire the live statements of these ids that say something else."""
        cells = list(rows.entity_cells(self._checked.things, self._sources))
        if not cells:
            return
        before = self._rows_of("entity")
        add = _ADD_ENTITY % (self._next, mark)
        new_or_same = self._connection.executemany(add, cells).rowcount
        if new_or_same < len(cells):
            self._connection.executemany(
                f"UPDATE entity SET retired_revision = ? {_LIVE} AND source = ? AND id = ? AND digest <> ?",
                ((self._next, source, id_, digest) for source, _, id_, *_, digest in cells),
            )
            self._connection.executemany(add, cells)
        self._changed |= self._rows_of("entity") > before

    def _add_relations(self, mark: int) -> None:
        """Add those whose key is not live; a key is its content's digest, so the others say nothing new."""
        if not self._checked.relations:
            return
        before = self._rows_of("relation")
        cells = sorted(
            rows.relation_cells(self._checked.relations, self._sources), key=_KEY
        )  # so that the index is gone through once
        self._connection.executemany(_ADD_RELATION % (self._next, mark), cells)
        self._changed |= self._rows_of("relation") > before

    def _see(self, mark: int) -> None:
        run = self._batch.run
        for table, column, seen in (
            ("entity", "id", self._checked.seen_ids),
            ("relation", "key", self._checked.seen_keys),
        ):
            if seen:
                assert run is not None
                update = f"UPDATE {table} SET seen_run = ? {_LIVE} AND source = ? AND {column} = ?"
                source = self._sources[run.source]
                self._connection.executemany(update, ((mark, source, one) for one in seen))

    def _judge(self) -> None:
        for judgement in self._batch.judgements:
            cursor = self._connection.execute(_ADD_JUDGEMENT, rows.judgement_cells(judgement, self._next))
            self._changed |= cursor.rowcount > 0

    def _retire(self, source_name: str, mark: int) -> int:
        """Retire what an earlier run said last; the number retired. One pass over a table is cheaper than its index."""
        retired = 0
        for table in ("entity", "relation"):
            cursor = self._connection.execute(
                f"UPDATE {table} NOT INDEXED SET retired_revision = ? {_LIVE} AND source = ? AND seen_run < ?",
                (self._next, self._sources[source_name], mark),
            )
            retired += cursor.rowcount
        self._connection.execute("DELETE FROM quarantine WHERE source = ? AND seen_run < ?", (source_name, mark))
        self._changed |= retired > 0
        return retired

    def _note_revision(self) -> int:
        if not self._changed:
            return self._before
        reached = (self._next, self._rows_of("entity"), self._rows_of("relation"))
        self._connection.execute(
            f"INSERT INTO revision ({rows.REVISION_COLUMNS}, checksum) VALUES (?, ?, ?, ?)",
            (*reached, rows.checksum(reached)),
        )
        write_stamp(self._connection, self._next)
        return self._next
