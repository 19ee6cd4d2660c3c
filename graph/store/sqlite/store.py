"""The embedded store: one SQLite file, with nothing to install."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import RLock
from typing import Final

from graph.errors import StoreError
from graph.statements import EntityStatement, QuarantinedRow, Run
from graph.store.base import BaseStore
from graph.store.checks import CheckedBatch
from graph.store.protocol import Changes, Scan
from graph.store.refusals import load_at_work
from graph.store.sqlite import rows
from graph.store.sqlite.format import DamagedError, add_checksums, check_all, connect, prepare, store_errors
from graph.store.sqlite.read import SqliteScan, read_changes, read_revision, read_source_names, read_things, selected
from graph.store.sqlite.write import BatchWriter, put_run
from graph.store.sqlite.writes import Writes, count_write

BATCH_ROWS: Final = 20_000
BUSY_SECONDS: Final = 5.0
"""How long a writer waits for another one before it gives up."""
CHECKED_BYTES: Final = 1 << 24
"""Up to this size a file's form is checked whenever it is opened; a larger one when all of it is read."""

_COUNTS: Final = """
    SELECT 'source', count(*) FROM source
    UNION ALL SELECT type, count(*) FROM entity WHERE retired_revision IS NULL GROUP BY type
    UNION ALL SELECT 'relation', count(*) FROM relation WHERE retired_revision IS NULL
    UNION ALL SELECT 'judgement', count(*) FROM judgement
    UNION ALL SELECT 'quarantined', count(*) FROM quarantine
"""


class SqliteStore(BaseStore):
    """The system of record in one SQLite file in write-ahead mode. May be used by several threads and processes.

    Args:
        path: the file; it and its folder are made if they do not exist.
        busy_seconds: how long a writer waits for another one.
        pages_at_most: limit on the file's size, in pages of 4 KiB; None: the disk's.
        create: whether a file that is not there is made.

    Raises:
        StoreError: the file is not there and not to be made (code ``store_unreachable``), cannot be opened, is somebody
            else's, or was written by a newer version.
    """

    def __init__(
        self,
        path: Path,
        *,
        busy_seconds: float = BUSY_SECONDS,
        pages_at_most: int | None = None,
        create: bool = True,
    ) -> None:
        self.path = path
        self._busy_seconds = busy_seconds
        self._pages_at_most = pages_at_most
        self._lock = RLock()
        self._writes = Writes(path)
        if create:
            _make_folder(path.parent)
        else:
            _identity(path)
        with store_errors(path):
            self._refuse_emptied()
            self._connection = self._connect()
        self._opened = _identity(path)

    def _connect(self) -> sqlite3.Connection:
        noted = self._writes.noted()  # first: others write, and note it, at any time
        connection = connect(self.path, self._busy_seconds, self._pages_at_most)
        try:
            prepare(connection, self.path)
            self._writes.refuse_lost(connection, noted)
            if self.path.stat().st_size <= CHECKED_BYTES:
                check_all(connection, only_form=True)
        except BaseException:
            connection.close()
            raise
        return connection

    def _refuse_emptied(self) -> None:
        """A file of no bytes is a store that begins, unless one was loaded into before: then all of it was cut off."""
        with suppress(FileNotFoundError):
            if self.path.stat().st_size == 0 and self._lock_file.exists():
                raise DamagedError("it is empty")

    @property
    def _lock_file(self) -> Path:
        """The file that loaders lock."""
        return self.path.with_name(self.path.name + "-loading")

    @property
    def batch_rows(self) -> int:
        """Of how many rows batches are best made."""
        return BATCH_ROWS

    def revision(self) -> int:
        """Number of the last committed state; 0 for an empty store."""
        with self._lock, store_errors(self.path):
            return read_revision(self._connection)

    def _write(self, checked: CheckedBatch) -> int:
        with self._writing() as connection:
            return BatchWriter(connection, checked, read_revision(connection)).write()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, store_errors(self.path):
            connection = self._connection
            try:
                connection.execute("BEGIN IMMEDIATE")
                add_checksums(connection)
                yield connection
                count_write(connection)
                connection.execute("COMMIT")
                self._writes.note(connection, self._opened[1])
            except BaseException:
                if connection.in_transaction:  # SQLite itself has already rolled back where the disk was full
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """A connection of its own, in one read transaction."""
        with store_errors(self.path), closing(connect(self.path, self._busy_seconds)) as connection:
            connection.execute("BEGIN")
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Scan]:
        """A consistent view of everything live at one revision, for as long as the context lasts."""
        with self._reading() as connection:
            yield SqliteScan(connection)

    def changes(self, since: int, stamp: str, at_most: int) -> Changes:
        """What changed after revision ``since`` of this stamp, judgements of identity included."""
        with self._reading() as connection:
            return read_changes(connection, since, stamp, at_most)

    def _start_run(self, source: str, fingerprint: str, started: str) -> Run:
        with self._writing() as connection:
            unfinished = list(_runs(connection, "source = ? AND state = 'running'", source))
            for run in unfinished:
                if run.fingerprint == fingerprint:
                    return run
            for run in unfinished:
                put_run(connection, replace(run, state="failed", finished=started))
            (latest,) = connection.execute("SELECT coalesce(max(id), 0) FROM run").fetchone()
            begun = Run(latest + 1, source, fingerprint, "running", started, None, {}, {})
            put_run(connection, begun)
            return begun

    def runs(self, source: str | None = None, limit: int = 20) -> list[Run]:
        """The latest runs, newest first."""
        with self._lock, store_errors(self.path):
            which = "?1 IS NULL OR source = ?1 ORDER BY id DESC LIMIT ?2"
            return list(_runs(self._connection, which, source, limit))

    def digests(self, source: str) -> Iterator[tuple[str, str, str]]:
        """(type, id or key, content digest) of each live statement of a source."""
        with self._reading() as connection:
            of_source = "source = (SELECT id FROM source WHERE name = ?) AND retired_revision IS NULL"
            yield from connection.execute(f"SELECT type, id, digest FROM entity WHERE {of_source}", (source,))
            yield from connection.execute(f"SELECT 'relation', key, key FROM relation WHERE {of_source}", (source,))

    def ids(self) -> Iterator[tuple[str, str, str, str]]:
        """(source, type, id, kind) of each live entity statement; the kind is empty where a type has none."""
        with self._reading() as connection:
            names = read_source_names(connection)
            for source, *rest in connection.execute(
                "SELECT source, type, id, kind FROM entity WHERE retired_revision IS NULL"
            ):
                type_, id_, kind = rest
                yield names[source], type_, id_, kind

    def things(self, sought: Iterable[tuple[str, str]]) -> Iterator[EntityStatement]:
        """What (source, id) say, of those that say something; in no particular order."""
        with self._reading() as connection:
            yield from read_things(connection, sought)

    def _count(self) -> dict[str, int]:
        with self._reading() as connection:
            return dict(connection.execute(_COUNTS))

    def loading(self) -> AbstractContextManager[None]:
        """Held while a source is loaded: one loader at a time, others wait as long as a writer does.

        The lock is SQLite's own on an empty file beside the store, so that it goes with the process that holds it. That
        file stays: to take it away would let two loaders lock two files of one name.
        """
        return _exclusive(self._lock_file, self._busy_seconds)

    def copy_to(self, path: Path) -> None:
        """Write all of it, at one revision, into a new file, whoever writes meanwhile.

        Raises:
            StoreError: the file cannot be written, or this one cannot be read.
        """
        with self._reading() as connection, store_errors(path), closing(connect(path, self._busy_seconds)) as copy:
            connection.backup(copy)

    def become(self, other: "SqliteStore") -> None:
        """Hold what another store holds, and nothing else, from one transaction on; whoever reads meanwhile goes on.

        Raises:
            StoreError: somebody is writing, or the disk is full; it is as it was then.
        """
        with other._reading() as connection, self._lock, store_errors(self.path):
            self._writes.forget()
            connection.backup(self._connection)
            self._writes.note(self._connection, self._opened[1])

    def quarantined(self, source: str | None = None, limit: int = 1000) -> list[QuarantinedRow]:
        """Rows that wait for repair, by source, file and line."""
        with self._lock, store_errors(self.path):
            which = "?1 IS NULL OR source = ?1 ORDER BY source, file, line, key LIMIT ?2"
            found = selected(self._connection, "quarantine", rows.QUARANTINE_COLUMNS, which, source, limit)
            return list(rows.read_quarantined(found))

    def is_replaced(self) -> bool:
        """Whether another file stands in the place of the one that is open."""
        return _identity(self.path) != self._opened

    def close(self) -> None:
        """Let go of the file. Closing twice is allowed."""
        with self._lock:
            self._connection.close()


def _runs(connection: sqlite3.Connection, which: str, *values: object) -> Iterator[Run]:
    return rows.read_runs(selected(connection, "run", rows.RUN_COLUMNS, which, *values))


def _identity(path: Path) -> tuple[int, int]:
    """Device and inode: of a file that is put in another one's place they differ."""
    try:
        found = path.stat()
    except OSError as error:
        raise StoreError(
            "The store's file is gone.",
            code="store_unreachable",
            value=str(path),
            where=str(path),
            suggestion="Put it back, or another one in its place.",
        ) from error
    return found.st_dev, found.st_ino


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The store's folder cannot be made: {error.strerror}.",
            code="store_unwritable",
            value=str(folder),
            where=str(folder),
            suggestion="Name a folder that you may write to.",
        ) from error


@contextmanager
def _exclusive(path: Path, busy_seconds: float) -> Iterator[None]:
    with store_errors(path), closing(sqlite3.connect(path, timeout=busy_seconds, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            raise load_at_work(str(path)) from error
        yield  # the lock goes with the connection
