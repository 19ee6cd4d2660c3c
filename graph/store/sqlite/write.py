"""One batch, written to an SQLite store within the transaction that is open."""

import sqlite3
from operator import itemgetter
from typing import Final

from graph.statements import Batch, EntityStatement, RelationStatement, Run
from graph.store.checks import check_judgement, undeclared
from graph.store.plain import to_json
from graph.store.sqlite import rows
from graph.store.sqlite.format import write_stamp
from graph.store.sqlite.rows import Cells

_LIVE: Final = "WHERE retired_revision IS NULL"
_SEEN: Final = "DO UPDATE SET seen_run = excluded.seen_run"
_ADD_ENTITY: Final = (
    f"INSERT INTO entity ({rows.ENTITY_COLUMNS}, kind, digest, added_revision, seen_run) "
    f"VALUES ({rows.placeholders(rows.ENTITY_COLUMNS)}, ?, ?, %d, %d) "
    f"ON CONFLICT (source, id) {_LIVE} {_SEEN} WHERE digest = excluded.digest"
)
_ADD_RELATION: Final = (
    f"INSERT INTO relation ({rows.RELATION_COLUMNS}, added_revision, seen_run) "
    f"VALUES ({rows.placeholders(rows.RELATION_COLUMNS)}, %d, %d) "
    f"ON CONFLICT (source, key) {_LIVE} {_SEEN}"
)
_ADD_JUDGEMENT: Final = (
    f"INSERT INTO judgement ({rows.JUDGEMENT_COLUMNS}, revision) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)
_ADD_QUARANTINED: Final = (
    f"INSERT INTO quarantine ({rows.QUARANTINE_COLUMNS}, seen_run) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
    'ON CONFLICT (key) DO UPDATE SET line = excluded.line, "column" = excluded."column", code = excluded.code, '
    "message = excluded.message, seen_run = excluded.seen_run"
)


_KEY: Final = itemgetter(1)


class BatchWriter:
    """Writes one batch. The transaction is the caller's.

    Args:
        revision: the store's revision before the batch.
    """

    def __init__(self, connection: sqlite3.Connection, batch: Batch, revision: int) -> None:
        assert batch.run is not None or not (batch.seen or batch.retire_unseen), "only a run sees statements again"
        self._connection = connection
        self._batch = batch
        self._before = revision
        self._next = revision + 1
        self._changed = False
        self._sources: dict[str, int] = {}

    def write(self) -> int:
        """Write everything; the revision after it, which has grown if a fact, a declaration or a judgement changed."""
        batch = self._batch
        mark = self._run_mark()
        self._declare()
        self._add_entities([said for said in batch.statements if isinstance(said, EntityStatement)], mark)
        self._add_relations([said for said in batch.statements if isinstance(said, RelationStatement)], mark)
        self._see(mark)
        self._connection.executemany("DELETE FROM quarantine WHERE key = ?", ((key,) for key in batch.released))
        self._connection.executemany(
            _ADD_QUARANTINED, ((*rows.quarantine_cells(row), mark) for row in batch.quarantined)
        )
        self._judge()
        retired = self._retire(batch.run.source, mark) if batch.run and batch.retire_unseen else None
        if batch.run:
            self._note_run(batch.run, retired)
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
        row = self._source_row(source.name)
        said = rows.declaration_text(source)
        latest = self._connection.execute(
            "SELECT said FROM declaration WHERE source = ? ORDER BY row DESC LIMIT 1", (row,)
        ).fetchone()
        if latest != (said,):
            self._connection.execute(
                "INSERT INTO declaration (source, said, revision) VALUES (?, ?, ?)", (row, said, self._next)
            )
            self._changed = True

    def _source_row(self, name: str) -> int:
        if name not in self._sources:
            found = self._connection.execute("SELECT id FROM source WHERE name = ?", (name,)).fetchone()
            if found is None:
                raise undeclared(name)
            self._sources[name] = found[0]
        return self._sources[name]

    def _rows_of(self, table: str) -> int:
        """The last row number; rows are never deleted, so it grows by one for each row added."""
        last: int | None = self._connection.execute(f"SELECT max(row) FROM {table}").fetchone()[0]
        return last or 0

    def _add_entities(self, statements: list[EntityStatement], mark: int) -> None:
        if not statements:
            return
        before = self._rows_of("entity")
        cells = list(rows.entity_cells(statements, self._source_row))
        contradicts_itself = len({(said.source, said.id) for said in statements}) < len(statements)
        for group in [[said] for said in cells] if contradicts_itself else [cells]:
            self._replace_entities(group, mark)
        self._changed |= self._rows_of("entity") > before

    def _replace_entities(self, cells: list[Cells], mark: int) -> None:
        """Add those that are not live, and retire the live statements of these ids that say something else.

        No id comes twice.
        """
        add = _ADD_ENTITY % (self._next, mark)
        new_or_same = self._connection.executemany(add, cells).rowcount
        if new_or_same < len(cells):
            self._connection.executemany(
                f"UPDATE entity SET retired_revision = ? {_LIVE} AND source = ? AND id = ? AND digest <> ?",
                ((self._next, source, id_, digest) for source, _, id_, *_, digest in cells),
            )
            self._connection.executemany(add, cells)

    def _add_relations(self, statements: list[RelationStatement], mark: int) -> None:
        """Add those whose key is not live; a key is its content's digest, so the others say nothing new."""
        if not statements:
            return
        before = self._rows_of("relation")
        cells = sorted(
            rows.relation_cells(statements, self._source_row), key=_KEY
        )  # so that the index is gone through once
        self._connection.executemany(_ADD_RELATION % (self._next, mark), cells)
        self._changed |= self._rows_of("relation") > before

    def _see(self, mark: int) -> None:
        seen = self._batch.seen
        if not seen:
            return
        assert self._batch.run is not None
        source = self._source_row(self._batch.run.source)
        update = f"UPDATE %s SET seen_run = ? {_LIVE} AND source = ? AND %s = ?"
        keys = ((mark, source, key) for type_, key in seen if type_ == "relation")
        self._connection.executemany(update % ("relation", "key"), keys)
        ids = ((mark, source, id_) for type_, id_ in seen if type_ != "relation")
        self._connection.executemany(update % ("entity", "id"), ids)

    def _judge(self) -> None:
        for judgement in self._batch.judgements:
            check_judgement(judgement)
            cursor = self._connection.execute(_ADD_JUDGEMENT, (*rows.judgement_cells(judgement), self._next))
            self._changed |= cursor.rowcount > 0

    def _retire(self, source_name: str, mark: int) -> int:
        """Retire what an earlier run said last; the number retired. One pass over a table is cheaper than its index."""
        retired = 0
        for table in ("entity", "relation"):
            cursor = self._connection.execute(
                f"UPDATE {table} NOT INDEXED SET retired_revision = ? {_LIVE} AND source = ? AND seen_run < ?",
                (self._next, self._source_row(source_name), mark),
            )
            retired += cursor.rowcount
        self._connection.execute("DELETE FROM quarantine WHERE source = ? AND seen_run < ?", (source_name, mark))
        self._changed |= retired > 0
        return retired

    def _note_run(self, run: Run, retired: int | None) -> None:
        counts = dict(run.counts) if retired is None else {**run.counts, "retired": retired}
        self._connection.execute(
            "UPDATE run SET state = ?, finished = ?, checkpoint = ?, counts = ? WHERE id = ?",
            (run.state, run.finished, to_json(run.checkpoint), to_json(counts), run.id),
        )

    def _note_revision(self) -> int:
        if not self._changed:
            return self._before
        reached = (self._next, self._rows_of("entity"), self._rows_of("relation"))
        self._connection.execute("INSERT INTO revision VALUES (?, ?, ?)", reached)
        write_stamp(self._connection, self._next)
        return self._next
