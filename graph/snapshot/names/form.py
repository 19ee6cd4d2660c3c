"""The form of the index of names: its tables, and what stands in them of one thing.

A thing is one row, numbered by its *rank*, which ascends with the length of its own (first) name, then with its id.
Ranks are the row ids of the full-text table: answers stream in the order in which equally good hits are shown, and stop
when there are enough. There is room between ranks: an index can be made from another one by what changed, and answers
as one made anew, though its ranks may be others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

import orjson

from graph.snapshot.names.folding import fold

FORMAT: Final = 2
NAMES_AT_MOST: Final = 16
"""Names of one thing that are indexed; further ones are left out."""
FOLDED_AT_MOST: Final = 1000
"""Characters of a folded name that are indexed."""
INDEXED_BEGINNINGS: Final = 4
"""Beginnings of up to so many characters have an index of their own; longer ones are spelt out as words."""
GATHERED_BYTES: Final = 1 << 25
"""Room for what the full-text table gathers in memory before it writes."""

ID_MARK: Final = "= "
"""Stands before a folded id, like a word: ids are found as names are, but a name that starts as typed is better."""

SCHEMA: Final = (
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


def indexed_row(row: NameRow) -> IndexedRow | None:
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
    # As text: the bytes that orjson gives hold on to far more memory than they need.
    said = orjson.dumps([*names.values()]).decode()
    return IndexedRow._make((length, row.id, row.kind, row.country, "\n".join(["", *marked, ""]), said))


def lines(folded: str) -> list[str]:
    """The folded names of an indexed row."""
    return folded[1:-1].split("\n")


def document(row: IndexedRow) -> str:
    """Text of a thing in the full-text table: the words of all names, and its marks."""
    words = " ".join(dict.fromkeys(row.folded.replace(ID_MARK, "").split()))
    return f"{words} {_marks(row.kind, row.country)}"


@lru_cache(maxsize=4096)
def _marks(kind: str, country: str | None) -> str:
    """Marks of a thing."""
    return " ".join([mark("kind", kind), *([mark("country", country)] if country else [])])


@lru_cache(maxsize=1024)
def mark(facet: str, value: str) -> str:
    """A word that stands for a kind or a country, which nobody can type."""
    return f"_{facet}_{value.encode().hex()}"
