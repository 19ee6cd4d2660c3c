"""Writing the index of names: anew, or as another one with changes."""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from graph.errors import SnapshotError
from graph.snapshot.names.form import FORMAT, SCHEMA, IndexedRow, NameRow, document, indexed_row, lines
from graph.snapshot.names.index import NameIndex
from graph.snapshot.names.ranks import Ranks
from graph.snapshot.names.vocabulary import Vocabulary

CACHED_KIB: Final = 1 << 16
"""Room for pages of a file that is being written."""
IN_PIECES: Final = 1.5
"""To how much of its size the full-text table may grow by updates before it is put into one piece again."""
WRITTEN_ANEW: Final = 8
"""Where more than one in so many things would be touched, an index is written anew rather than updated."""

_INSERT_THING: Final = "INSERT INTO thing VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_PART: Final = "INSERT OR REPLACE INTO part VALUES (?, ?)"


def write_name_index(path: Path, rows: Iterable[NameRow]) -> None:
    """Write the index of names; the same rows, in whatever order, give the same index.

    Args:
        path: of the file; one that is there is replaced.
        rows: at most one a thing.

    Raises:
        SnapshotError: the file cannot be written, or the disk is full.
    """
    _write_anew(path, sorted(row for one in rows if (row := indexed_row(one))))


def update_name_index(old: Path, new: Path, removed: Iterable[str], added: Iterable[NameRow]) -> None:
    """Write the index of names as another one with changes; it answers as one that was written anew.

    Args:
        old: path of the other one, which stays as it is.
        new: path of the file to write; one that is there is replaced.
        removed: ids of things that are no more; where one is not indexed, nothing happens.
        added: things that are new, or not what they were, at most one row each; the old row of each goes.

    Raises:
        SnapshotError: the other one is not there, is damaged or of another format; or the new one cannot be written.
    """
    made = {one.id: indexed_row(one) for one in added}
    ids, rows = {*removed, *made}, sorted(row for row in made.values() if row)
    with closing(NameIndex(old)) as index:
        change = _change(index, ids, rows)
        if change is None:
            _write_anew(new, sorted([*(row for row in index.indexed().values() if row.id not in ids), *rows]))
            return
        with _writing(new, copied_from=old) as connection:
            more = _carry_out(connection, change)
            parts = change.ranks.parts() | index.vocabulary.changed(more).parts()
            connection.executemany(_INSERT_PART, parts.items())
            if _pages(connection) > IN_PIECES * index.pages:
                _join_pieces(connection)


@contextmanager
def _writing(path: Path, copied_from: Path | None = None) -> Iterator[sqlite3.Connection]:
    """A connection that writes a new file, in one transaction; a copy of another one, or empty."""
    try:
        if copied_from is None:
            path.unlink(missing_ok=True)
        else:
            shutil.copyfile(copied_from, path)
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            # The file is derived, and published by a rename: a crash leaves nothing that is ever read. So no journal,
            # no sync.
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(f"PRAGMA cache_size = {-CACHED_KIB}")
            connection.execute("BEGIN")
            yield connection
            connection.execute("COMMIT")
    except (OSError, sqlite3.Error) as error:
        raise SnapshotError(
            f"The index of names cannot be written: {error}.",
            code="snapshot_unwritable",
            where=str(path),
            suggestion="Free some space, or make the folder writable; what was published before still serves.",
        ) from error


def _write_anew(path: Path, rows: Sequence[IndexedRow]) -> None:
    """Write an index of rows that are in order."""
    ranks = Ranks.of([(row.place, row.id) for row in rows])
    ranked = dict(zip(ranks.ranks.tolist(), rows, strict=True))
    documents = {rank: document(row) for rank, row in ranked.items()}
    parts = {"format": str(FORMAT).encode(), **ranks.parts(), **Vocabulary.of(_count(documents.values())).parts()}
    with _writing(path) as connection:
        for statement in SCHEMA:
            connection.execute(statement)
        connection.executemany("INSERT INTO words (rowid, folded) VALUES (?, ?)", documents.items())
        connection.executemany(_INSERT_THING, ((rank, *row[1:]) for rank, row in ranked.items()))
        connection.executemany("INSERT INTO name VALUES (?, ?)", sorted(_names(ranked)))
        connection.executemany(_INSERT_PART, parts.items())
        _join_pieces(connection)


def _count(documents: Iterable[str]) -> Counter[str]:
    """How many documents have each word; marks are not counted."""
    count = Counter(chain.from_iterable(map(str.split, documents)))
    for mark in [word for word in count if word.startswith("_")]:
        del count[mark]
    return count


def _names(ranked: Mapping[int, IndexedRow]) -> Iterator[tuple[str, int]]:
    """Rows of ``name``."""
    return ((name, rank) for rank, row in ranked.items() for name in lines(row.folded))


def _join_pieces(connection: sqlite3.Connection) -> None:
    """Make one piece of those that the full text was written in: who searches looks through all."""
    connection.execute("INSERT INTO words (words) VALUES ('optimize')")
    connection.execute(_INSERT_PART, ("pages", str(_pages(connection)).encode()))


def _pages(connection: sqlite3.Connection) -> int:
    (pages,) = connection.execute("SELECT count(*) FROM words_data").fetchone()
    return int(pages)


@dataclass(frozen=True, slots=True)
class _Change:
    """How an index becomes another one.

    Attributes:
        before: by rank, what goes.
        after: by rank, what comes.
        ranks: of all things, afterwards.
    """

    before: dict[int, IndexedRow]
    after: dict[int, IndexedRow]
    ranks: Ranks


def _change(index: NameIndex, ids: Collection[str], rows: Sequence[IndexedRow]) -> _Change | None:
    """What becomes of an index if things of these ids go and these rows, in order, come.

    Returns:
        None if that is so much that the index is better written anew.
    """
    ranks = index.ranks()
    places = ranks.find(ids)
    rank_of = {id_: int(ranks.ranks[place]) for id_, place in places.items()}
    before = index.indexed(rank_of.values())
    before_at = {row.id: row.place for row in before.values()}
    stay = {rank_of[row.id]: row for row in rows if before_at.get(row.id) == row.place}
    new = [row for row in rows if before_at.get(row.id) != row.place]
    gone = [places[id_] for id_, rank in rank_of.items() if rank not in stay]
    ranks, new_ranks, moves = ranks.changed(gone, [(row.place, row.id) for row in new])
    others = index.indexed(moves.keys() - stay.keys())
    before |= others
    after = {moves.get(rank, rank): row for rank, row in (others | stay).items()}
    after |= zip(new_ranks, new, strict=True)
    for rank in [rank for rank, row in before.items() if after.get(rank) == row]:
        del before[rank], after[rank]
    touched = len(before.keys() | after.keys())
    return _Change(before, after, ranks) if touched * WRITTEN_ANEW <= len(ranks) else None


def _carry_out(connection: sqlite3.Connection, change: _Change) -> Counter[str]:
    """Replace what goes by what comes, in all tables.

    Returns:
        how many more things have each word.
    """
    before, after = change.before, change.after
    old, new = ({rank: document(row) for rank, row in some.items()} for some in (before, after))
    gone, come = old.items() - new.items(), new.items() - old.items()
    # Changes of full text are gathered in memory while ranks ascend; a rank's old document goes before its new one.
    documents = sorted([*((rank, 0, text) for rank, text in gone), *((rank, 1, text) for rank, text in come)])
    connection.executemany(
        "INSERT INTO words (words, rowid, folded) VALUES (?, ?, ?)",
        ((None if comes else "delete", rank, text) for rank, comes, text in documents),
    )
    names, new_names = set(_names(before)), set(_names(after))
    connection.executemany("DELETE FROM name WHERE folded = ? AND rank = ?", sorted(names - new_names))
    connection.executemany("INSERT INTO name VALUES (?, ?)", sorted(new_names - names))
    connection.executemany("DELETE FROM thing WHERE rank = ?", ((rank,) for rank in sorted(before)))
    connection.executemany(_INSERT_THING, ((rank, *row[1:]) for rank, row in sorted(after.items())))
    more = _count(new.values())
    more.subtract(_count(old.values()))
    return more
