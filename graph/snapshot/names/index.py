"""The index of names: one SQLite file a snapshot, read-only, that finds things by what they are called.

A thing is one row, numbered by its *rank*, which ascends with the length of its own (first) name, then with its id.
Ranks are the row ids of the full-text table: answers stream in the order in which equally good hits are shown, and stop
when there are enough. There is room between ranks: an index can be made from another one by what changed, and answers
as one made anew, though its ranks may be others.
"""

import re
import shutil
import sqlite3
import threading
import unicodedata
import weakref
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, Final, NamedTuple

import orjson
from anyascii import anyascii

from graph.errors import SnapshotError
from graph.snapshot.names.ranks import PARTS as RANKS_PARTS
from graph.snapshot.names.ranks import Ranks
from graph.snapshot.names.vocabulary import AFTER_ALL, Vocabulary
from graph.snapshot.names.vocabulary import PARTS as VOCABULARY_PARTS

FORMAT: Final = 2
NAMES_AT_MOST: Final = 16
"""Names of one thing that are indexed; further ones are left out."""
FOLDED_AT_MOST: Final = 1000
"""Characters of a folded name that are indexed."""
INDEXED_BEGINNINGS: Final = 4
"""Beginnings of up to so many characters have an index of their own; longer ones are spelt out as words."""
SPELT_OUT_AT_MOST: Final = 64
"""Words that one beginning is spelt out as."""
FEW_NAMES: Final = 2000
"""So many names with a common beginning are gathered and sorted; of more, the shortest are found by streaming."""
STREAMED_AT_MOST: Final = 20_000
"""Things that are looked through for a common beginning of their names."""
CORRECTIONS_KEPT: Final = 1024
"""Typed words of which the near ones are kept in memory."""
MAPPED_BYTES: Final = 1 << 30
CACHED_KIB: Final = 1 << 16
"""Room for pages of a file that is being written."""
GATHERED_BYTES: Final = 1 << 25
"""Room for what the full-text table gathers in memory before it writes."""
IN_PIECES: Final = 1.5
"""To how much of its size the full-text table may grow by updates before it is put into one piece again."""
WRITTEN_ANEW: Final = 8
"""Where more than one in so many things would be touched, an index is written anew rather than updated."""

ID_MARK: Final = "= "
"""Stands before a folded id, like a word: ids are found as names are, but a name that starts as typed is better."""

_NO_WORD = re.compile("[^a-z0-9]+")
_SYLLABLE = re.compile("[\u1100-\u11ff\u3040-\u30fb\u30fd-\u30ff\u3400-\u9fff\uac00-\ud7ff\uf900-\ufaff]")
"""Characters of scripts that leave no blanks within a name: Hangul, kana and Han; each stands as a word of its own."""
_ACRONYM = re.compile(r"[(\[]([^()\[\]]{2,16})[)\]]")
_CAPITALS_OF_ACRONYM: Final = 2
_SCHEMA: Final = (
    "CREATE TABLE part (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
    """
    CREATE TABLE thing (
        rank INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, folded TEXT NOT NULL,
        names TEXT NOT NULL
    )""",
    "CREATE TABLE name (folded TEXT NOT NULL, rank INTEGER NOT NULL, PRIMARY KEY (folded, rank)) WITHOUT ROWID",
    f"""
    CREATE VIRTUAL TABLE words USING fts5(
        folded, content='', detail=none, columnsize=0, tokenize="ascii tokenchars '_'",
        prefix='{" ".join(str(size) for size in range(1, INDEXED_BEGINNINGS + 1))}'
    )""",
    f"INSERT INTO words (words, rank) VALUES ('hashsize', {GATHERED_BYTES})",
    # Of the pieces of each size that updates leave, two are soon made one: small updates cost little each.
    "INSERT INTO words (words, rank) VALUES ('automerge', 2)",
)
_INSERT_THING: Final = "INSERT INTO thing VALUES (?, ?, ?, ?, ?, ?)"
_INSERT_PART: Final = "INSERT OR REPLACE INTO part VALUES (?, ?)"


@dataclass(frozen=True, slots=True)
class NameRow:
    """A thing and what it is called.

    Attributes:
        names: (field, name), its own name first; ``name``, ``native_name``, ``acronym``, ``id``.
    """

    id: str
    kind: str
    country: str | None
    names: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class NamedThing:
    """A thing as the index holds it.

    Attributes:
        rank: ascends with the length of the first name, then with the id; means nothing in another index.
        names: (field, name, folded name, after ``ID_MARK`` if it is an id); those that fold alike but once.
    """

    rank: int
    id: str
    kind: str
    country: str | None
    names: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Only:
    """Restricts a search to some kinds and some countries; empty does not restrict."""

    kinds: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()

    def terms(self) -> list[str]:
        """Conditions of a full-text query."""
        marks = (
            [_mark("kind", kind) for kind in sorted(self.kinds)],
            [_mark("country", country) for country in sorted(self.countries)],
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


class _Folding(dict[int, str]):
    """What each character is folded to; learnt as characters are met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = _NO_WORD.sub(" ", " and " if character == "&" else anyascii(character).lower())
        self[code] = f" {plain} " if _SYLLABLE.match(character) else plain
        return self[code]


_FOLDING: Final = _Folding()
_PLAIN: Final = bytes(ord(_FOLDING[code]) if code < 128 and code != ord("&") else 32 for code in range(256))
"""The same for characters of ASCII but the ampersand, quicker."""


def fold(text: str) -> str:
    """A name as it is compared: words of a-z and 0-9 with a blank between, transliterated, without case or punctuation.

    >>> fold("Øresund & Île-de-France"), fold("Łódź"), fold("한국")
    ('oresund and ile de france', 'lodz', 'han gug')
    """
    if text.isascii():
        text = text.replace("&", " and ") if "&" in text else text
        return " ".join(text.encode().translate(_PLAIN).decode().split())
    text = unicodedata.normalize("NFKC", text)
    return " ".join(text.translate(_FOLDING).split())


def acronyms(name: str) -> list[str]:
    """What looks like an acronym in brackets.

    >>> acronyms("MedTech Innovation Consortium (MTIC)"), acronyms("House of Energy (merged 2020)")
    (['MTIC'], [])
    """
    return [
        found
        for found in _ACRONYM.findall(name)
        if " " not in found and sum(character.isupper() for character in found) >= _CAPITALS_OF_ACRONYM
    ]


def either(terms: Sequence[str]) -> str:
    """Full-text condition that one of the words holds."""
    return "(" + " OR ".join(f'"{term}"' for term in terms) + ")"


@lru_cache(maxsize=1024)
def _mark(facet: str, value: str) -> str:
    """A word that stands for a kind or a country, which nobody can type."""
    return f"_{facet}_{value.encode().hex()}"


@lru_cache(maxsize=4096)
def _marks(kind: str, country: str | None) -> str:
    """Marks of a thing."""
    return " ".join([_mark("kind", kind), *([_mark("country", country)] if country else [])])


# Writing


class IndexedRow(NamedTuple):
    """A thing as it is written, without its rank: plain values, for the garbage collector has better things to do.

    Attributes:
        length: of its own name, folded.
        folded: its names folded, ids after ``ID_MARK``, a line each, between line ends.
        names: as JSON: (field, name).
    """

    length: int
    id: str
    kind: str
    country: str | None
    folded: str
    names: str


def write_name_index(path: Path, rows: Iterable[NameRow]) -> None:
    """Write the index of names; the same rows, in whatever order, give the same index.

    Args:
        path: of the file; one that is there is replaced.
        rows: at most one a thing.

    Raises:
        SnapshotError: the file cannot be written, or the disk is full.
    """
    _write_anew(path, sorted(row for one in rows if (row := _row(one))))


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
    made = {one.id: _row(one) for one in added}
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


def _row(row: NameRow) -> IndexedRow | None:
    """A thing with its names folded, without those that fold to nothing or to an earlier one; None if none is left."""
    names: dict[str, tuple[str, str]] = {}
    for one in row.names[:NAMES_AT_MOST]:
        folded = fold(one[1])
        if len(folded) > FOLDED_AT_MOST:
            folded = folded[:FOLDED_AT_MOST].rstrip()
        if folded and folded not in names:
            names[folded] = one
    if not names:
        return None
    length = len(next(iter(names)))
    marked = [ID_MARK + folded if field == "id" else folded for folded, (field, _) in names.items()]
    lines = "\n".join(["", *marked, ""])
    # As text: the bytes that orjson gives hold on to far more memory than they need.
    said = orjson.dumps([*names.values()]).decode()
    return IndexedRow._make((length, row.id, row.kind, row.country, lines, said))


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
    ranks = Ranks.of([(row.length, row.id) for row in rows])
    ranked = dict(zip(ranks.ranks.tolist(), rows, strict=True))
    documents = {rank: _document(row) for rank, row in ranked.items()}
    parts = {"format": str(FORMAT).encode(), **ranks.parts(), **Vocabulary.of(_count(documents.values())).parts()}
    with _writing(path) as connection:
        for statement in _SCHEMA:
            connection.execute(statement)
        connection.executemany("INSERT INTO words (rowid, folded) VALUES (?, ?)", documents.items())
        connection.executemany(_INSERT_THING, ((rank, *row[1:]) for rank, row in ranked.items()))
        connection.executemany("INSERT INTO name VALUES (?, ?)", sorted(_names(ranked)))
        connection.executemany(_INSERT_PART, parts.items())
        _join_pieces(connection)


def _document(row: IndexedRow) -> str:
    """Text of a thing in the full-text table: the words of all names, and its marks."""
    words = " ".join(dict.fromkeys(row.folded.replace(ID_MARK, "").split()))
    return f"{words} {_marks(row.kind, row.country)}"


def _count(documents: Iterable[str]) -> Counter[str]:
    """How many documents have each word; marks are not counted."""
    count = Counter(chain.from_iterable(map(str.split, documents)))
    for mark in [word for word in count if word.startswith("_")]:
        del count[mark]
    return count


def _names(ranked: Mapping[int, IndexedRow]) -> Iterator[tuple[str, int]]:
    """Rows of ``name``."""
    return ((name, rank) for rank, row in ranked.items() for name in _lines(row.folded))


def _join_pieces(connection: sqlite3.Connection) -> None:
    """Make one piece of those that the full text was written in: who searches looks through all."""
    connection.execute("INSERT INTO words (words) VALUES ('optimize')")
    connection.execute(_INSERT_PART, ("pages", str(_pages(connection)).encode()))


def _pages(connection: sqlite3.Connection) -> int:
    (pages,) = connection.execute("SELECT count(*) FROM words_data").fetchone()
    return int(pages)


# Updating


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


def _change(index: "NameIndex", ids: Collection[str], rows: Sequence[IndexedRow]) -> _Change | None:
    """What becomes of an index if things of these ids go and these rows, in order, come.

    Returns:
        None if that is so much that the index is better written anew.
    """
    ranks = index.ranks()
    places = ranks.find(ids)
    rank_of = {id_: int(ranks.ranks[place]) for id_, place in places.items()}
    before = index.indexed(rank_of.values())
    lengths = {row.id: row.length for row in before.values()}
    stay = {rank_of[row.id]: row for row in rows if lengths.get(row.id) == row.length}
    new = [row for row in rows if lengths.get(row.id) != row.length]
    gone = [places[id_] for id_, rank in rank_of.items() if rank not in stay]
    ranks, new_ranks, moves = ranks.changed(gone, [(row.length, row.id) for row in new])
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
    old, new = ({rank: _document(row) for rank, row in some.items()} for some in (before, after))
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


# Reading


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
            WHERE name.folded IN (?, ?){condition} ORDER BY rank LIMIT ?"""
        return self._numbers(sql, [folded, ID_MARK + folded, *values, at_most])

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
        """Full-text term for the words that begin like this; None if there are none."""
        spelt_out = self.vocabulary.beginning(word, SPELT_OUT_AT_MOST + 1)
        if not spelt_out:
            return None
        # SQLite first gathers all rows of an unindexed beginning, but streams those of words.
        stream = len(word) > INDEXED_BEGINNINGS and len(spelt_out) <= SPELT_OUT_AT_MOST
        return either(spelt_out) if stream else f'"{word}"*'

    def folded(self, ranks: Sequence[int]) -> dict[int, list[str]]:
        """Folded names of things by rank, ids after ``ID_MARK``."""
        sql = "SELECT rank, folded FROM json_each(?) CROSS JOIN thing ON rank = value"
        return {rank: _lines(folded) for rank, folded in self._rows(sql, [_json(ranks)])}

    def things(self, ranks: Sequence[int]) -> list[NamedThing]:
        """Things by rank, in the order asked for."""
        found = {}
        for rank, row in self.indexed(ranks).items():
            pairs = zip(orjson.loads(row.names), _lines(row.folded), strict=True)
            names = tuple((field, name, line) for (field, name), line in pairs)
            found[rank] = NamedThing(rank, row.id, row.kind, row.country, names)
        return [found[rank] for rank in ranks]

    def indexed(self, ranks: Iterable[int] | None = None) -> dict[int, IndexedRow]:
        """Things as they are written, by rank: these, or all."""
        columns = "SELECT rank, thing.id, kind, country, folded, names FROM"
        if ranks is None:
            found = self._rows(f"{columns} thing")
        else:
            found = self._rows(f"{columns} json_each(?) CROSS JOIN thing ON rank = value", [_json(ranks)])
        return {rank: IndexedRow(_length(row[3]), *row) for rank, *row in found}

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


def _lines(folded: str) -> list[str]:
    return folded[1:-1].split("\n")


def _length(folded: str) -> int:
    """Length of the first name."""
    first = folded[1 : folded.index("\n", 1)]
    return len(first.removeprefix(ID_MARK))


def _json(ranks: Iterable[int]) -> str:
    return orjson.dumps(list(ranks)).decode()
