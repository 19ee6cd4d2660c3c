"""The form of the index of names: its tables, and what stands in them of one thing.

A thing is one row, numbered by its *rank*, which ascends with its tier (who is sought most comes first, and what is
gone last), then with the length of its own (first) name, then with its id.
Ranks are the row ids of the full-text table: answers stream in the order in which equally good hits are shown, and stop
when there are enough. There is room between ranks: an index can be made from another one by what changed, and answers
as one made anew, though its ranks may be others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

import orjson

from graph import kinds
from graph.snapshot.names.folding import fold

FORMAT: Final = 3
NAMES_AT_MOST: Final = 32
"""Names of one thing that are indexed; further ones are left out."""
FOLDED_AT_MOST: Final = 1000
"""Characters of a folded name that are indexed."""
INDEXED_BEGINNINGS: Final = 4
"""Beginnings of up to so many characters have an index of their own; longer ones are spelt out as words."""
GATHERED_BYTES: Final = 1 << 25
"""Room for what the full-text table gathers in memory before it writes."""

ID_MARK: Final = "= "
"""Stands before a folded id, like a word: ids are found as names are, but a name that starts as typed is better."""

EXACT_MARK: Final = "! "
"""Stands before an acronym of two or three letters: it is found by itself, or as a word, and begins nothing."""
INITIALS_MARK: Final = "~ "
"""Stands before initials that nobody states: they are found by themselves only."""
MARKS: Final = (ID_MARK, EXACT_MARK, INITIALS_MARK)
MARK_LENGTH: Final = 2
SHORT_ACRONYM: Final = 3
"""Letters of an acronym that is found by itself only."""
ACRONYM: Final = "acronym"
INITIALS: Final = "initials"

TIER: Final = 1024
"""Room for the lengths of names within a tier; more than ``FOLDED_AT_MOST``."""
_TIERS: Final = {
    **dict.fromkeys(kinds.OFFICE_KINDS, 1),
    **dict.fromkeys(kinds.CONTEXT_KINDS, 2),
    **dict.fromkeys((kinds.COMPANY, kinds.RESEARCH_ORGANISATION, kinds.PUBLIC_BODY, kinds.INVESTOR), 3),
}
"""Clusters and agencies, and where routes end, are sought most, then offices; others come after them."""
_GONE: Final = 4
"""Tiers by which what is gone comes later."""
TIERS: Final = 2 * _GONE
GONE: Final = frozenset({"merged", "closed"})
"""States of what is gone."""

SCHEMA: Final = (
    "CREATE TABLE part (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
    """
    CREATE TABLE thing (
        rank INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, status TEXT,
        folded TEXT NOT NULL, about TEXT NOT NULL, names TEXT NOT NULL
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
        names: (field, name), its own name first; ``name``, ``native_name``, ``former``, ``native``, ``acronym``,
            ``short``, ``initials``, ``id``.
        about: words that are no names of it, but tell which one is meant: of its city, form and sectors.
        status: ``merged`` or ``closed``, if it is that.
    """

    id: str
    kind: str
    country: str | None
    names: Sequence[tuple[str, str]]
    about: Sequence[str] = ()
    status: str | None = None


class IndexedRow(NamedTuple):
    """A thing as it is written, without its rank: plain values, for the garbage collector has better things to do.

    Attributes:
        place: its tier, and the length of its own name, folded: see ``place_of``.
        folded: its names folded, some after one of ``MARKS``, a line each, between line ends.
        about: words folded.
        names: as JSON: (field, name).
    """

    place: int
    id: str
    kind: str
    country: str | None
    status: str | None
    folded: str
    about: str
    names: str


def tier_of(kind: str, status: str | None) -> int:
    """How much things of a kind and a status are sought: those of tier 0 most."""
    return _TIERS.get(kind, 0) + (_GONE if status in GONE else 0)


def place_of(kind: str, status: str | None, length: int) -> int:
    """What things are ordered by before their ids."""
    return tier_of(kind, status) * TIER + length


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
    place = place_of(row.kind, row.status, len(next(iter(names))))
    marked = [_mark_of(field, folded) + folded for folded, (field, _) in names.items()]
    about = " ".join(dict.fromkeys(" ".join(map(_folded, row.about)).split()))
    # As text: the bytes that orjson gives hold on to far more memory than they need.
    said = orjson.dumps([*names.values()]).decode()
    lines_ = "\n".join(["", *marked, ""])
    return IndexedRow._make((place, row.id, row.kind, row.country, row.status, lines_, about, said))


_folded: Final = lru_cache(maxsize=1 << 16)(fold)
"""What stands about a thing stands about many."""


def _mark_of(field: str, folded: str) -> str:
    if field == "id":
        return ID_MARK
    if field == INITIALS:
        return INITIALS_MARK
    return EXACT_MARK if field == ACRONYM and len(folded) <= SHORT_ACRONYM else ""


def unmarked(line: str) -> str:
    """A folded name without its mark."""
    return line[MARK_LENGTH:] if line.startswith(MARKS) else line


def lines(folded: str) -> list[str]:
    """The folded names of an indexed row."""
    return folded[1:-1].split("\n")


def document(row: IndexedRow) -> str:
    """Text of a thing in the full-text table: the words of its names, what stands about it, and its marks."""
    words: dict[str, None] = {}
    for line in lines(row.folded):
        if line.startswith(EXACT_MARK):
            words[acronym_term(unmarked(line))] = None
        elif not line.startswith(INITIALS_MARK):
            words.update(dict.fromkeys(unmarked(line).split()))
    about = [about_term(word) for word in row.about.split()]
    return " ".join([*words, *about, _marks(row.kind, row.country)])


def about_term(word: str) -> str:
    """What stands in full text for a word about a thing; nobody can type it."""
    return f"_a_{word}"


def acronym_term(word: str) -> str:
    """What stands in full text for a short acronym; nobody can type it."""
    return f"_x_{word}"


@lru_cache(maxsize=4096)
def _marks(kind: str, country: str | None) -> str:
    """Marks of a thing."""
    return " ".join([mark("kind", kind), *([mark("country", country)] if country else [])])


def mark(facet: str, value: str) -> str:
    """A word that stands for a kind or a country, which nobody can type."""
    return f"_{facet}_{value.encode().hex()}"
