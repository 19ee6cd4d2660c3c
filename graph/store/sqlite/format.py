"""The file of an SQLite store: its tables, how one is opened or refused, and what SQLite's failures mean to a user."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from uuid import uuid4

from graph.errors import StoreError
from graph.store.refusals import LOCKED, newer_format

APPLICATION_ID: Final = 0x4F44524B
"""Marks a database file as an OpenDoors store (SQLite's ``application_id``)."""
FORMAT: Final = 1
"""Version of the tables below (SQLite's ``user_version``)."""
CACHE_KIB: Final = 64 * 1024
LOG_PAGES: Final = 16 * 1024
"""Pages of the write-ahead log after which it is folded into the file: 64 MiB, so that a load folds it a few times
only."""

# Invariants: rows of `entity` and `relation` are only ever added, and retired once, never deleted (an append-only log
# with soft deletes); so row numbers grow with revisions, and `revision` notes how far both tables had come at each.
# `revision` holds a row for each commit that changed a fact, a declaration or a judgement, numbered without gaps. A row
# is live while retired_revision is null. seen_run is the latest run that said a row; it is never compared with anything
# but run ids.
TABLES: Final = """
CREATE TABLE revision (
    number INTEGER PRIMARY KEY,
    entity_rows INTEGER NOT NULL,
    relation_rows INTEGER NOT NULL
) STRICT;
CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE declaration (
    row INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES source (id),
    said TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT;
CREATE TABLE entity (
    row INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES source (id),
    type TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    properties TEXT NOT NULL,
    url TEXT,
    locator TEXT,
    retrieved TEXT,
    confidence TEXT NOT NULL,
    audience TEXT NOT NULL,
    digest TEXT NOT NULL,
    added_revision INTEGER NOT NULL,
    retired_revision INTEGER,
    seen_run INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX entity_live ON entity (source, id) WHERE retired_revision IS NULL;
CREATE INDEX entity_retired ON entity (retired_revision) WHERE retired_revision IS NOT NULL;
CREATE TABLE relation (
    row INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES source (id),
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    start TEXT NOT NULL,
    "end" TEXT NOT NULL,
    since TEXT,
    until TEXT,
    status TEXT,
    role TEXT,
    region TEXT,
    name TEXT,
    "order" REAL,
    url TEXT,
    locator TEXT,
    retrieved TEXT,
    confidence TEXT NOT NULL,
    audience TEXT NOT NULL,
    added_revision INTEGER NOT NULL,
    retired_revision INTEGER,
    seen_run INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX relation_live ON relation (source, key) WHERE retired_revision IS NULL;
CREATE INDEX relation_retired ON relation (retired_revision) WHERE retired_revision IS NOT NULL;
CREATE TABLE judgement (
    row INTEGER PRIMARY KEY,
    "left" TEXT NOT NULL,
    "right" TEXT NOT NULL,
    same INTEGER NOT NULL CHECK (same IN (0, 1)),
    who TEXT NOT NULL,
    why TEXT NOT NULL,
    at TEXT NOT NULL,
    revision INTEGER NOT NULL,
    CHECK ("left" < "right"),
    UNIQUE ("left", "right", same, who, why, at)
) STRICT;
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('running', 'finished', 'failed')),
    started TEXT NOT NULL,
    finished TEXT,
    checkpoint TEXT NOT NULL,
    counts TEXT NOT NULL
) STRICT;
CREATE INDEX run_of_source ON run (source);
CREATE TABLE quarantine (
    key TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    type TEXT NOT NULL,
    file TEXT NOT NULL,
    line INTEGER NOT NULL,
    "column" TEXT,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    said TEXT NOT NULL,
    seen_run INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX quarantine_place ON quarantine (source, file, line);
"""
SUMMED: Final = {
    "revision": "number, entity_rows, relation_rows",
    "declaration": "source, said, revision",
    "entity": "source, type, id, properties, url, locator, retrieved, confidence, audience",
    "relation": (
        'source, key, kind, start, "end", since, until, status, role, region, name, "order", '
        "url, locator, retrieved, confidence, audience"
    ),
    "judgement": '"left", "right", same, who, why, at, revision',
    "run": "id, source, fingerprint, state, started, finished, checkpoint, counts",
    "quarantine": 'source, key, type, file, line, "column", code, message, said',
}
"""Tables whose rows have a checksum of what they say, and the columns that say it. It tells a damaged row from one that
was edited by hand in SQL: that leaves it without a checksum, as those are that older programs have written. The column
is added with the first write, for the reasons for which the next table is made then. A row that is to say something
else is replaced whole: an update takes its checksum away."""
_KEYS: Final = {"quarantine": "key"}
"""By what the row of a table is found that has no row numbers."""
# Invariant: what was seen was seen by a run that there is.
_SEEN_BY_NOBODY: Final = " UNION ALL ".join(
    f"SELECT 1 FROM {table} WHERE seen_run > (SELECT coalesce(max(id), 0) FROM run)"
    for table in ("entity", "relation", "quarantine")
)
# A stamp for each revision, see `graph.store.protocol.Store`. The table is made with the first one, so that a file that
# is older, or may not be written to, is a store as well. It is no reason for another FORMAT: a program that does not
# know it writes revisions without stamps, which are not recognised again and so do no harm.
_STAMPS: Final = "CREATE TABLE IF NOT EXISTS stamp (revision INTEGER PRIMARY KEY, stamp TEXT NOT NULL) STRICT"


def connect(path: Path, busy_seconds: float, pages_at_most: int | None = None) -> sqlite3.Connection:
    """A connection without implicit transactions, to be used by one thread at a time."""
    connection = sqlite3.connect(path, timeout=busy_seconds, isolation_level=None, check_same_thread=False)
    try:
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        connection.execute("PRAGMA foreign_keys = ON")
        # FULL, not NORMAL: a load commits a few dozen times, so that syncing each commit costs well under a second, and
        # a judgement that was answered for survives a power cut.
        connection.execute("PRAGMA synchronous = FULL")
        if pages_at_most is not None:
            connection.execute(f"PRAGMA max_page_count = {int(pages_at_most)}")
    except BaseException:
        connection.close()
        raise
    return connection


def prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Make sure that the file is a store of this format, and make an empty file into one.

    Raises:
        StoreError: it is somebody else's database, or of another format; it is left as it is.
    """
    if _is_empty(connection, path):
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        try:
            if _is_empty(connection, path):  # asked again, since another process may have been first
                _create(connection)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    connection.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")


def _create(connection: sqlite3.Connection) -> None:
    for statement in TABLES.split(";"):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {FORMAT}")


def checksums(connection: sqlite3.Connection, table: str) -> str:
    """The column of a table's checksums, to be selected; NULL where it has none."""
    found = connection.execute("SELECT 1 FROM pragma_table_info(?) WHERE name = 'checksum'", (table,)).fetchone()
    return "checksum" if found else "NULL"


def add_checksums(connection: sqlite3.Connection) -> None:
    """Give the tables the column of checksums, if they have none yet."""
    for table in SUMMED:
        if checksums(connection, table) == "NULL":
            key = _KEYS.get(table, "rowid")
            connection.execute(f"ALTER TABLE {table} ADD COLUMN checksum INTEGER")
            connection.execute(
                f"CREATE TRIGGER {table}_edited AFTER UPDATE OF {SUMMED[table]} ON {table} "
                f"BEGIN UPDATE {table} SET checksum = NULL WHERE {key} = new.{key}; END"
            )


def check_all(connection: sqlite3.Connection, only_form: bool = False) -> None:
    """Read the whole file, and make sure that it is sound.

    Args:
        connection: to it.
        only_form: neither are indices compared with tables, which takes most of the time, nor tables with each other.

    Raises:
        DamagedError: it is not.
    """
    (found,) = connection.execute(f"PRAGMA {'quick' if only_form else 'integrity'}_check(1)").fetchone()
    if found != "ok":
        raise DamagedError(found)
    if not only_form and connection.execute(f"SELECT EXISTS ({_SEEN_BY_NOBODY})").fetchone() != (0,):
        raise DamagedError("a row was seen by a run that there is not")


def stamp_of(connection: sqlite3.Connection, revision: int) -> str:
    """Stamp of a revision; empty where there is none."""
    if not connection.execute("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'stamp'").fetchone():
        return ""
    found = connection.execute("SELECT stamp FROM stamp WHERE revision = ?", (revision,)).fetchone()
    return found[0] if found else ""


def write_stamp(connection: sqlite3.Connection, revision: int) -> None:
    """Give a revision that is about to be committed its stamp."""
    connection.execute(_STAMPS)
    connection.execute("INSERT INTO stamp VALUES (?, ?)", (revision, uuid4().hex))


def _is_empty(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether the file holds nothing at all yet; otherwise it is a store of this format.

    Raises:
        StoreError: it is neither.
    """
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if application == 0 and version == 0 and tables == 0:
        return True
    if application != APPLICATION_ID or version < FORMAT:
        raise foreign(path)
    if version > FORMAT:
        raise newer_format(version, FORMAT, str(path))
    return False


class DamagedError(sqlite3.DatabaseError):
    """The file is not what was written, though SQLite itself could read it."""

    sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    sqlite_errorname = "SQLITE_CORRUPT"


def foreign(path: Path) -> StoreError:
    """The error of a file that is something else."""
    return StoreError(
        "The file is no OpenDoors store.",
        code="store_foreign",
        value=str(path),
        where=str(path),
        suggestion="Name another file, or one that does not exist yet; this one is left as it is.",
    )


_UNWRITABLE: Final = (
    "store_unwritable",
    "The store may not be written to.",
    "Ask for the right to write to the file and its folder.",
)
_MEANINGS: Final = {
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_LOCKED: LOCKED,
    sqlite3.SQLITE_READONLY: _UNWRITABLE,
    sqlite3.SQLITE_PERM: _UNWRITABLE,
    sqlite3.SQLITE_CANTOPEN: (
        "store_unwritable",
        "The store cannot be opened.",
        "Check that it is a file, and that the file and its folder may be written to.",
    ),
    sqlite3.SQLITE_FULL: (
        "store_full",
        "There is no room left for the store.",
        "Free some disk space, then do the same again.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "store_unusable",
        "The store's file is damaged.",
        "Put back a copy of it with `opendoors restore FILE --force`, or load the sources again into a new store.",
    ),
}
"""SQLite's primary code → our code, what it means, what to do."""


def store_error(error: sqlite3.Error, path: Path) -> StoreError:
    """What a failure of SQLite means, and what to do."""
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if primary == sqlite3.SQLITE_NOTADB:
        return foreign(path)
    code, message, suggestion = _MEANINGS.get(
        primary, ("store_unusable", f"The store failed: {error}.", "Check the disk and the file, then try again.")
    )
    return StoreError(message, code=code, value=str(path), where=str(path), suggestion=suggestion)


@contextmanager
def store_errors(path: Path) -> Iterator[None]:
    """Turns SQLite's failures within the block into StoreError."""
    try:
        yield
    except sqlite3.Error as error:
        raise store_error(error, path) from error
