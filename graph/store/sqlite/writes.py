"""How many writes an SQLite store has had, counted in it and noted beside it.

What is committed stands in the write-ahead log until it is folded into the file. SQLite takes a log as far as it is
sound: where it is damaged, all from there on is gone, and what is left is a sound database of an earlier day. So each
write is counted in the file, in the same transaction, and the count is noted beside it once it is committed. A store
that has had fewer writes than are noted has lost some. A page of the file that is newer than the log around it is
noticed likewise, since each write puts the count into the log.

The note is of one file, known by its inode: where another file is put in its place, it tells nothing. Nor does one that
is gone or damaged itself.
"""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Final

import orjson

from graph.errors import StoreError
from graph.store.sqlite.rows import checksum

# No reason for another FORMAT: a program that does not know it writes without counting, and notes nothing.
_TABLE: Final = "CREATE TABLE IF NOT EXISTS writes (row INTEGER PRIMARY KEY, count INTEGER NOT NULL) STRICT"
_ROW: Final = 1


def count_write(connection: sqlite3.Connection) -> None:
    """Count the write that is about to be committed."""
    connection.execute(_TABLE)
    connection.execute("INSERT INTO writes VALUES (?, 1) ON CONFLICT (row) DO UPDATE SET count = count + 1", (_ROW,))


def _counted(connection: sqlite3.Connection) -> int:
    if not connection.execute("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'writes'").fetchone():
        return 0
    found = connection.execute("SELECT count FROM writes WHERE row = ?", (_ROW,)).fetchone()
    return found[0] if found else 0


class Writes:
    """The note beside a store's file.

    Args:
        path: the store's file.
    """

    def __init__(self, path: Path) -> None:
        self._store = path
        self._path = path.with_name(path.name + "-writes")

    def noted(self) -> int:
        """Writes that the file has had at least; 0 where nothing is known."""
        try:
            inode, count, said = orjson.loads(self._path.read_bytes())
            known = (inode, said) == (self._store.stat().st_ino, checksum((inode, count)))
        except (OSError, ValueError, TypeError):
            return 0
        return int(count) if known else 0

    def note(self, connection: sqlite3.Connection, inode: int) -> None:
        """Note what is committed. Where that cannot be written, what was noted before goes on being true.

        Args:
            connection: to the file.
            inode: of the file that is open; another one may have been put in its place.
        """
        cells = (inode, _counted(connection))
        with suppress(OSError), self._path.open("wb") as file:
            file.write(orjson.dumps((*cells, checksum(cells))))
            file.flush()
            os.fsync(file.fileno())

    def forget(self) -> None:
        """The file is about to become that of another store."""
        self._path.unlink(missing_ok=True)

    def refuse_lost(self, connection: sqlite3.Connection, noted: int) -> None:
        """Make sure that a file has had the writes that were noted.

        Raises:
            StoreError: it has not.
        """
        lost = noted - _counted(connection)
        if lost > 0:
            raise StoreError(
                f"The store's file is damaged: it lacks its last {lost:,} write{'s' if lost > 1 else ''}.",
                code="store_unusable",
                value=str(self._store),
                where=str(self._store),
                suggestion="Put back a copy of it with `opendoors restore FILE --force`, or load the sources again "
                f"into a new store. To go on without what is lost, take {self._path.name} away.",
            )
