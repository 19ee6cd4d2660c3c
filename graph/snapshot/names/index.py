"""The index of names, an inverted index: one SQLite file a snapshot, read-only, that finds things by their names.

What stands in it, and what a rank is, is told in ``form``; it is made in ``writing``.
"""

import sqlite3
import threading
import weakref
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import orjson

from graph.errors import SnapshotError
from graph.snapshot.names.form import (
    EXACT_MARK,
    FORMAT,
    ID_MARK,
    INDEXED_BEGINNINGS,
    INITIALS_MARK,
    SHORT_ACRONYM,
    IndexedRow,
    about_term,
    acronym_term,
    lines,
    mark,
    place_of,
    unmarked,
)
from graph.snapshot.names.ranks import PARTS as RANKS_PARTS
from graph.snapshot.names.ranks import Ranks
from graph.snapshot.names.vocabulary import AFTER_ALL, Vocabulary
from graph.snapshot.names.vocabulary import PARTS as VOCABULARY_PARTS

SPELT_OUT_AT_MOST: Final = 64
"""Words that one beginning is spelt out as."""
FEW_NAMES: Final = 2000
"""So many names with a common beginning are gathered and sorted; of more, the shortest are found by streaming."""
STREAMED_AT_MOST: Final = 20_000
"""Things that are looked through for a common beginning of their names."""
CORRECTIONS_KEPT: Final = 1024
"""Typed words of which the near ones are kept in memory."""
MAPPED_BYTES: Final = 1 << 30


@dataclass(frozen=True, slots=True)
class NamedThing:
    """A thing as the index holds it.

    Attributes:
        rank: ascends with tier and length of the first name, then with the id; means nothing in another index.
        status: ``merged`` or ``closed``, if it is that.
        names: (field, name, folded name, after its mark if it has one); those that fold alike but once.
    """

    rank: int
    id: str
    kind: str
    country: str | None
    status: str | None
    names: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Described:
    """What of a thing is compared with what was typed.

    Attributes:
        lines: its names folded, after their marks if they have any.
        about: words that are no names of it, but tell which one is meant.
    """

    lines: list[str]
    about: frozenset[str]
    kind: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Only:
    """Restricts a search to some kinds and some countries; empty does not restrict."""

    kinds: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()

    def terms(self) -> list[str]:
        """Conditions of a full-text query."""
        marks = (
            [mark("kind", kind) for kind in sorted(self.kinds)],
            [mark("country", country) for country in sorted(self.countries)],
        )
        return [either(some) for some in marks if some]

    def condition(self) -> tuple[str, list[str]]:
        """Condition on ``thing`` in SQL, and its parameters."""
        text, values = "", []
        for column, some in (("kind", self.kinds), ("country", self.countries)):
            if some:
                text += f" AND thing.{column} IN ({', '.join('?' * len(some))})"
                values += sorted(some)
        return text, values


EVERYTHING: Final = Only()


def about(word: str, *, begun: bool = False) -> str:
    """Full-text term for a word about a thing, or for those that begin like this."""
    return f'"{about_term(word)}"' + ("*" if begun else "")


def either(terms: Sequence[str]) -> str:
    """Full-text condition that one of the words holds."""
    return "(" + " OR ".join(f'"{term}"' for term in terms) + ")"


class _Connection(sqlite3.Connection):
    """A connection that can be referred to weakly, and closes when its thread goes."""

    def __del__(self) -> None:
        with suppress(sqlite3.ProgrammingError):  # It may not even have been opened.
            self.close()


class NameIndex:
    """An index of names, open for reading. Safe to share between threads: each has a connection of its own."""

    def __init__(self, path: Path) -> None:
        """Open the index at ``path``.

        Raises:
            SnapshotError: it is not there, is damaged, or is of another format.
        """
        self._path = path
        self._local = threading.local()
        self._open: weakref.WeakSet[_Connection] = weakref.WeakSet()
        parts = self._parts("format", "pages", *VOCABULARY_PARTS)
        try:
            if parts["format"] != str(FORMAT).encode():
                raise ValueError(f"its format is {parts['format']!r}, not {FORMAT}")
            self.vocabulary: Final = Vocabulary.read(parts)
            """All words of all names."""
            self.pages: Final = int(parts["pages"])
            """What full text took when it was last in one piece."""
        except (ValueError, KeyError) as error:
            self.close()
            raise self._damaged(error) from error
        self.near: Final = lru_cache(maxsize=CORRECTIONS_KEPT)(self.vocabulary.near)
        """As ``Vocabulary.near``; the same words are mistyped, and typed letter by letter, again and again."""

    @property
    def _connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        found: _Connection | None = getattr(self._local, "connection", None)
        if found is None:
            # Used by one thread only, but closed by whichever closes the index.
            address = f"{self._path.resolve().as_uri()}?mode=ro&immutable=1"
            found = sqlite3.connect(
                address, uri=True, isolation_level=None, check_same_thread=False, factory=_Connection
            )
            self._open.add(found)
            found.execute(f"PRAGMA mmap_size = {MAPPED_BYTES}")
            self._local.connection = found
        return found

    def close(self) -> None:
        """Close the connections of all threads. No thread may be searching."""
        for connection in list(self._open):
            connection.close()

    def called(self, folded: str, only: Only, at_most: int) -> list[int]:
        """Ranks of things that have exactly this folded name or id, lowest first."""
        condition, values = only.condition()
        sql = f"""
            SELECT DISTINCT rank FROM name JOIN thing USING (rank)
            WHERE name.folded IN (?, ?, ?){condition} ORDER BY rank LIMIT ?"""
        return self._numbers(sql, [folded, ID_MARK + folded, EXACT_MARK + folded, *values, at_most])

    def with_initials(self, folded: str, only: Only, at_most: int) -> list[int]:
        """Ranks of things whose name has these initials, which nobody states, lowest first."""
        condition, values = only.condition()
        sql = f"SELECT rank FROM name JOIN thing USING (rank) WHERE name.folded = ?{condition} ORDER BY rank LIMIT ?"
        return self._numbers(sql, [INITIALS_MARK + folded, *values, at_most])

    def starting(self, folded: str, only: Only, at_most: int) -> list[int]:
        """Ranks of things with a name, not just an id, that starts like this, lowest first."""
        sql = "SELECT rank FROM name WHERE folded >= ? AND folded < ? LIMIT ?"
        few = self._numbers(sql, [folded, folded + AFTER_ALL, FEW_NAMES + 1])
        if len(few) > FEW_NAMES:
            return self._streamed(folded, only, at_most)
        ranks = sorted(set(few))
        condition, values = only.condition()
        if condition:
            sql = f"SELECT rank FROM json_each(?) CROSS JOIN thing ON rank = value WHERE TRUE{condition}"
            ranks = sorted(self._numbers(sql, [_json(ranks), *values]))
        return ranks[:at_most]

    def _streamed(self, folded: str, only: Only, at_most: int) -> list[int]:
        """As ``starting``, where so many names start like this that one soon meets enough of them, by rank."""
        *whole, last = folded.split()
        terms = [*(f'"{word}"' for word in whole), self.beginning(last), *only.terms()]
        sql = f"""
            SELECT thing.rank
            FROM (SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid LIMIT {STREAMED_AT_MOST}) AS found
            CROSS JOIN thing ON thing.rank = found.rowid
            WHERE instr(thing.folded, ?) LIMIT ?"""
        return sorted(self._numbers(sql, [" AND ".join(term for term in terms if term), f"\n{folded}", at_most]))

    def matching(self, terms: Sequence[str], only: Only, at_most: int) -> list[int]:
        """Ranks of things of which all full-text terms hold, lowest first."""
        sql = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid LIMIT ?"
        return self._numbers(sql, [" AND ".join([*terms, *only.terms()]), at_most])

    def beginning(self, word: str) -> str | None:
        """Full-text term for the words of names that begin like this, or this short acronym; None for none."""
        spelt_out = self.vocabulary.beginning(word, SPELT_OUT_AT_MOST + 1)
        acronym = self.acronym(word)
        if not spelt_out:
            return acronym
        # SQLite first gathers all rows of an unindexed beginning, but streams those of words.
        stream = len(word) > INDEXED_BEGINNINGS and len(spelt_out) <= SPELT_OUT_AT_MOST
        begun = either(spelt_out) if stream else f'"{word}"*'
        return f"({begun} OR {acronym})" if acronym else begun

    def acronym(self, word: str) -> str | None:
        """Full-text term for a short acronym; None where nothing has it."""
        if len(word) > SHORT_ACRONYM:
            return None
        found = self._numbers("SELECT rank FROM name WHERE folded = ? LIMIT 1", [EXACT_MARK + word])
        return f'"{acronym_term(word)}"' if found else None

    def described(self, ranks: Sequence[int]) -> dict[int, Described]:
        """What things are compared by, by rank."""
        sql = "SELECT rank, folded, about, kind, country FROM json_each(?) CROSS JOIN thing ON rank = value"
        return {
            rank: Described(lines(folded), frozenset(about.split()), kind, country)
            for rank, folded, about, kind, country in self._rows(sql, [_json(ranks)])
        }

    def things(self, ranks: Sequence[int]) -> list[NamedThing]:
        """Things by rank, in the order asked for."""
        found = {}
        for rank, row in self.indexed(ranks).items():
            pairs = zip(orjson.loads(row.names), lines(row.folded), strict=True)
            names = tuple((field, name, line) for (field, name), line in pairs)
            found[rank] = NamedThing(rank, row.id, row.kind, row.country, row.status, names)
        return [found[rank] for rank in ranks]

    def indexed(self, ranks: Iterable[int] | None = None) -> dict[int, IndexedRow]:
        """Things as they are written, by rank: these, or all."""
        columns = "SELECT rank, thing.id, kind, country, status, folded, about, names FROM"
        if ranks is None:
            found = self._rows(f"{columns} thing")
        else:
            found = self._rows(f"{columns} json_each(?) CROSS JOIN thing ON rank = value", [_json(ranks)])
        return {rank: IndexedRow(_place(*row[1:5]), *row) for rank, *row in found}

    def ranks(self) -> Ranks:
        """All ranks.

        Raises:
            SnapshotError: they are damaged.
        """
        try:
            return Ranks.read(self._parts(*RANKS_PARTS))
        except (ValueError, KeyError) as error:
            raise self._damaged(error) from error

    def _parts(self, *names: str) -> dict[str, bytes]:
        return dict(self._rows(f"SELECT name, value FROM part WHERE name IN ({', '.join('?' * len(names))})", names))

    def _numbers(self, sql: str, values: Sequence[str | int]) -> list[int]:
        return [number for (number,) in self._rows(sql, values)]

    def _rows(self, sql: str, values: Sequence[str | int] = ()) -> list[Any]:
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise self._damaged(error) from error

    def _damaged(self, error: Exception) -> SnapshotError:
        return SnapshotError(
            f"The index of names cannot be read: {error}.",
            code="snapshot_damaged",
            where=str(self._path),
            suggestion="Delete the snapshot's folder; it is built anew from the store.",
        )


def _place(kind: str, country: str | None, status: str | None, folded: str) -> int:
    """As ``IndexedRow.place``."""
    return place_of(kind, status, len(unmarked(folded[1 : folded.index("\n", 1)])))


def _json(ranks: Iterable[int]) -> str:
    return orjson.dumps(list(ranks)).decode()
