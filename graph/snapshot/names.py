"""The index of names: one SQLite file a snapshot, read-only, that finds things by what they are called.

A thing is one row, numbered by *rank*: the length of its own (first) name, then its id. Ranks are the row ids of the
full-text table: answers stream in the order in which equally good hits are shown, and stop when there are enough.
"""

import re
import sqlite3
import threading
import unicodedata
import weakref
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import orjson
from anyascii import anyascii
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from graph.errors import SnapshotError

FORMAT: Final = 1
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
COMPARED_LETTERS: Final = 8
"""Letters of a mistyped word that are compared with every word known, before the likely ones are measured exactly."""
ERRORS_AT_MOST: Final = 2
"""Typing errors that are forgiven in one word."""
CORRECTIONS_KEPT: Final = 1024
"""Typed words of which the near ones are kept in memory."""
NEAR_AT_MOST: Final = 64
"""Known words that one mistyped word may stand for."""
MAPPED_BYTES: Final = 1 << 30

ID_MARK: Final = "= "
"""Stands before a folded id, like a word: ids are found as names are, but a name that starts as typed is better."""

_NO_WORD = re.compile("[^a-z0-9]+")
_SYLLABLE = re.compile("[\u1100-\u11ff\u3040-\u30fb\u30fd-\u30ff\u3400-\u9fff\uac00-\ud7ff\uf900-\ufaff]")
"""Characters of scripts that leave no blanks within a name: Hangul, kana and Han; each stands as a word of its own."""
_DIGITS = re.compile("[0-9]+")
_ACRONYM = re.compile(r"[(\[]([^()\[\]]{2,16})[)\]]")
_CAPITALS_OF_ACRONYM: Final = 2
_AFTER_ALL: Final = "{"
"""Sorts after every character of a folded name."""

_SCHEMA: Final = f"""
    CREATE TABLE part (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE thing (
        rank INTEGER PRIMARY KEY, node INTEGER NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, country TEXT,
        folded TEXT NOT NULL, names BLOB NOT NULL
    );
    CREATE TABLE name (folded TEXT NOT NULL, rank INTEGER NOT NULL, PRIMARY KEY (folded, rank)) WITHOUT ROWID;
    CREATE TABLE word (word TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE VIRTUAL TABLE words USING fts5(
        folded, content='', detail=none, columnsize=0, tokenize="ascii tokenchars '_'",
        prefix='{" ".join(str(size) for size in range(1, INDEXED_BEGINNINGS + 1))}'
    );
"""


@dataclass(frozen=True, slots=True)
class NameRow:
    """A thing and what it is called.

    Attributes:
        node: its number in the snapshot.
        names: (field, name), its own name first; ``name``, ``native_name``, ``acronym``, ``id``.
    """

    node: int
    id: str
    kind: str
    country: str | None
    names: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class NamedThing:
    """A thing as the index holds it.

    Attributes:
        rank: place in the order of length of the first name, then id.
        names: (field, name, folded name, after ``ID_MARK`` if it is an id); those that fold alike but once.
    """

    rank: int
    node: int
    id: str
    kind: str
    country: str | None
    names: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class NearWord:
    """A known word that a mistyped one may stand for.

    Attributes:
        errors: typing errors between the typed word and this word, or its beginning.
        whole: whether it is the whole word that is so near.
    """

    word: str
    errors: int
    whole: bool


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


def fold(text: str) -> str:
    """A name as it is compared: words of a-z and 0-9 with a blank between, transliterated, without case or punctuation.

    >>> fold("Øresund & Île-de-France"), fold("Łódź"), fold("한국")
    ('oresund and ile de france', 'lodz', 'han gug')
    """
    if not text.isascii():
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


# Writing


class _Row(NamedTuple):
    """A row of ``thing`` without its rank: plain values, for the garbage collector has better things to do."""

    length: int
    id: str
    node: int
    kind: str
    country: str | None
    folded: str
    names: tuple[tuple[str, str], ...]


def write_name_index(path: Path, rows: Iterable[NameRow]) -> None:
    """Write the index of names; the same rows, in whatever order, give the same index.

    Args:
        path: of the file; one that is there is replaced.
        rows: at most one a node.

    Raises:
        SnapshotError: the file cannot be written, or the disk is full.
    """
    ranked = sorted(row for one in rows if (row := _row(one)))
    try:
        path.unlink(missing_ok=True)
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            _write(connection, ranked)
        finally:
            connection.close()
    except (OSError, sqlite3.Error) as error:
        raise SnapshotError(
            f"The index of names cannot be written: {error}.",
            code="snapshot_unwritable",
            where=str(path),
            suggestion="Free some space, or make the folder writable; what was published before still serves.",
        ) from error


def _row(row: NameRow) -> _Row | None:
    """A thing with its names folded, without those that fold to nothing or to an earlier one; None if none is left."""
    names: dict[str, tuple[str, str]] = {}
    for said in row.names[:NAMES_AT_MOST]:
        folded = fold(said[1])
        if len(folded) > FOLDED_AT_MOST:
            folded = folded[:FOLDED_AT_MOST].rstrip()
        if folded and folded not in names:
            names[folded] = said
    if not names:
        return None
    length = len(next(iter(names)))
    lines = "\n".join(ID_MARK + folded if field == "id" else folded for folded, (field, _) in names.items())
    return _Row(length, row.id, row.node, row.kind, row.country, f"\n{lines}\n", tuple(names.values()))


def _write(connection: sqlite3.Connection, ranked: Sequence[_Row]) -> None:
    # The file is derived, and published by a rename: a crash leaves nothing that is ever read. So no journal, no sync.
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.executescript(_SCHEMA)
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO words (rowid, folded) VALUES (?, ?)", _documents(ranked))
    connection.executemany("INSERT INTO thing VALUES (?, ?, ?, ?, ?, ?, ?)", _columns(ranked))
    names = sorted((folded, rank) for rank, row in enumerate(ranked) for folded in row.folded[1:-1].split("\n"))
    connection.executemany("INSERT INTO name VALUES (?, ?)", names)
    count = Counter(chain.from_iterable(map(_words, ranked)))
    connection.executemany("INSERT INTO word VALUES (?)", ((word,) for word in sorted(count)))
    connection.executemany("INSERT INTO part VALUES (?, ?)", _parts(count))
    connection.execute("INSERT INTO words (words) VALUES ('optimize')")
    connection.execute("COMMIT")


def _words(row: _Row) -> Iterable[str]:
    """Distinct words of all names."""
    return dict.fromkeys(row.folded.replace(ID_MARK, "").split())


def _documents(ranked: Iterable[_Row]) -> Iterator[tuple[int, str]]:
    """Rank and distinct words of each thing, with its marks."""
    for rank, row in enumerate(ranked):
        marks = f"{_mark('kind', row.kind)} {_mark('country', row.country) if row.country else ''}"
        yield rank, f"{' '.join(_words(row))} {marks}"


def _columns(ranked: Iterable[_Row]) -> Iterator[tuple[int, int, str, str, str | None, str, bytes]]:
    """Rows of ``thing``."""
    for rank, row in enumerate(ranked):
        yield rank, row.node, row.id, row.kind, row.country, row.folded, orjson.dumps(row.names)


def _parts(count: Counter[str]) -> list[tuple[str, bytes]]:
    """What a ``Vocabulary`` holds in memory."""
    words = sorted(count, key=lambda word: (-count[word], word))
    ends = np.cumsum([len(word) for word in words], dtype=np.int64)
    size = COMPARED_LETTERS + ERRORS_AT_MOST
    letters = np.array(words, dtype=f"S{size}").view(np.uint8).reshape(len(words), size)
    return [
        ("format", str(FORMAT).encode()),
        ("words", "".join(words).encode()),
        ("ends", ends.tobytes()),
        ("letters", np.ascontiguousarray(letters.T).tobytes()),
    ]


# Reading


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words of all names, the commonest first, to find what a mistyped one stands for.

    Attributes:
        text: the words end to end.
        ends: where each ends.
        letters: ``letters[p, w]``: character ``p`` of word ``w``, 0 where it has none.
    """

    text: str
    ends: NDArray[np.int64]
    letters: NDArray[np.uint8]

    def near(self, typed: str, errors: int) -> tuple[NearWord, ...]:
        """Known words of which a beginning, or the whole, is within so many typing errors of ``typed``, nearest first.

        A transposition of neighbours counts as one error. Digits are never errors.
        """
        words = [word for word in self._likely(typed, errors) if same_digits(typed, word)]
        if not words:
            return ()
        fewest, whole = errors_between(typed, words, errors)
        found = [
            NearWord(words[at], int(fewest[at]), bool(whole[at] <= fewest[at]))
            for at in np.flatnonzero(fewest <= errors).tolist()
        ]
        return tuple(sorted(found, key=lambda near: (near.errors, not near.whole))[:NEAR_AT_MOST])

    def _likely(self, typed: str, errors: int) -> list[str]:
        # An error spoils one letter at most, and moves the letters after it by one: within n errors, all but n of the
        # typed letters, and all digits, stand in the word, each at most n places away.
        missing = np.zeros(self.letters.shape[1], dtype=np.uint8)
        for place, letter in enumerate(typed[:COMPARED_LETTERS]):
            first = max(0, place - errors)
            seen = self.letters[first] == ord(letter)
            for near in range(first + 1, place + errors + 1):
                seen |= self.letters[near] == ord(letter)
            missing += ~seen * np.uint8(errors + 1 if letter.isdigit() else 1)
        likely = np.flatnonzero(missing <= errors)
        ends = self.ends[likely]
        starts = np.where(likely > 0, self.ends[likely - 1], 0)
        return [self.text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]


def same_digits(typed: str, word: str) -> bool:
    """Whether the digits typed are those that the word begins with: numbers that differ are different."""
    return typed.isalpha() or "".join(_DIGITS.findall(word)).startswith("".join(_DIGITS.findall(typed)))


def errors_between(typed: str, words: Sequence[str], at_most: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Typing errors between a typed word and each of some words, counted to ``at_most + 1``.

    Returns:
        to the nearest beginning of each word, the whole included; and to the whole word.
    """
    fewest = np.full(len(words), at_most + 1, dtype=np.uint8)
    longest = len(typed) + at_most
    for size in range(max(0, len(typed) - at_most), longest + 1):
        beginnings = [word[:size] for word in words]
        here = process.cdist([typed], beginnings, scorer=OSA.distance, score_cutoff=at_most, dtype=np.uint8)[0]
        np.minimum(fewest, here, out=fewest)
    # The last beginnings are whole words where these are no longer; longer ones have more errors than are counted.
    whole = np.where([len(word) <= longest for word in words], here, at_most + 1).astype(np.uint8)
    return fewest, whole


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
        parts = dict(self._rows("SELECT name, value FROM part"))
        try:
            if parts["format"] != str(FORMAT).encode():
                raise ValueError(f"its format is {parts['format']!r}, not {FORMAT}")
            letters = np.frombuffer(parts["letters"], dtype=np.uint8).reshape(COMPARED_LETTERS + ERRORS_AT_MOST, -1)
            ends = np.frombuffer(parts["ends"], dtype=np.int64)
            vocabulary = Vocabulary(parts["words"].decode(), ends, letters)
        except (ValueError, KeyError) as error:
            self.close()
            raise self._damaged(error) from error
        self.near: Final = lru_cache(maxsize=CORRECTIONS_KEPT)(vocabulary.near)
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
        few = self._numbers(sql, [folded, folded + _AFTER_ALL, FEW_NAMES + 1])
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
        sql = "SELECT word FROM word WHERE word >= ? AND word < ? ORDER BY word LIMIT ?"
        spelt_out = [one for (one,) in self._rows(sql, [word, word + _AFTER_ALL, SPELT_OUT_AT_MOST + 1])]
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
        sql = "SELECT thing.* FROM json_each(?) CROSS JOIN thing ON rank = value"
        found = {}
        for rank, node, id_, kind, country, folded, said in self._rows(sql, [_json(ranks)]):
            pairs = zip(orjson.loads(said), _lines(folded), strict=True)
            names = tuple((field, name, line) for (field, name), line in pairs)
            found[rank] = NamedThing(rank, node, id_, kind, country, names)
        return [found[rank] for rank in ranks]

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


def _json(ranks: Sequence[int]) -> str:
    return orjson.dumps(ranks).decode()
