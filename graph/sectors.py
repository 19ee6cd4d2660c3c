"""Sectors that a text may mean: by their names, by everyday words, and with typing errors."""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from graph.errors import InputError, did_you_mean
from graph.snapshot.names.folding import SMALL_WORDS, fold

TEXT_AT_MOST: Final = 200
"""Characters of the longest text that can mean a sector."""
SUGGESTED: Final = 5
"""What more sectors than these are called says nothing about which is meant."""
LIKENESS: Final = 0.75
SHORTEST_LIKE: Final = 3
"""A text of so many characters may be like another one: 1 − slips of the pen / letters of the longer one."""
LISTED_AT_MOST: Final = 100
"""Sectors that are listed where nothing tells which is meant."""

Sectors = Mapping[str, tuple[str, str]]
"""Name and group of each sector, by id."""


@cache
def everyday_words() -> dict[str, tuple[str, ...]]:
    """What people call the sectors of the starter data beside their names, by id."""
    said = tomllib.loads((Path(__file__).with_name("spellings") / "sectors.toml").read_text(encoding="utf-8"))
    return {sector: tuple(words) for sector, words in said.items()}


def sector_id(text: str, sectors: Sectors, where: str) -> str:
    """The id of the sector that a text names: its id or its name, but for case, diacritics and punctuation.

    Args:
        text: what somebody wrote.
        sectors: all that there are.
        where: where the text stood, for the error.

    Raises:
        InputError: ``unknown_sector``, with those that may be meant, or all where nothing tells and they are few.
    """
    folded = fold(text[: TEXT_AT_MOST + 1])
    named = [id_ for id_, (name, _) in sectors.items() if folded and folded in (fold(id_), fold(name))]
    if len(named) == 1:
        return named[0]
    close = named or sectors_meant(text, sectors)
    every = f"It is one of {', '.join(sectors)}." if 0 < len(sectors) <= LISTED_AT_MOST else "Look at `sectors`."
    raise InputError(
        f"{text!r} is no known sector.",
        code="unknown_sector",
        value=text,
        where=where,
        nearest=close,
        suggestion=did_you_mean([f"{id_} ({sectors[id_][0]})" for id_ in close], every),
    )


def sectors_meant(text: str, sectors: Sectors) -> list[str]:
    """Ids of at most ``SUGGESTED`` sectors that a text may mean.

    The first of these that finds any decides: it is an everyday word for the sector; it is its group; all its words are
    among those and among the words of its name; any of them is; the same with typing errors. Ids come in the given
    order, those with typing errors best first.

    >>> sectors_meant("Ocean", {"energy": ("Energy", "energy"), "maritime": ("Maritime and blue economy", "maritime")})
    ['maritime']
    """
    folded = fold(text[: TEXT_AT_MOST + 1])
    if not folded or len(text) > TEXT_AT_MOST:
        return []
    terms = {id_: [fold(one) for one in (*everyday_words().get(id_, ()), id_, sectors[id_][0])] for id_ in sectors}
    words = {id_: {word for term in said for word in term.split()} for id_, said in terms.items()}
    sought = set(folded.split()) - SMALL_WORDS
    ways: tuple[Callable[[str], bool], ...] = (
        lambda id_: folded in terms[id_],
        lambda id_: folded == fold(sectors[id_][1]),
        lambda id_: bool(sought) and sought <= words[id_],
        lambda id_: not sought.isdisjoint(words[id_]),
    )
    for way in ways:
        found = [id_ for id_ in sectors if way(id_)]
        if 0 < len(found) <= SUGGESTED:
            return found
    return list(dict.fromkeys(_alike(folded, {id_: {*terms[id_], *words[id_]} for id_ in terms})))[:SUGGESTED]


def _alike(folded: str, terms: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """Ids by how like what is said of them is to a text, best first; equal ones in the given order."""
    if len(folded) < SHORTEST_LIKE:
        return
    said = [(term, id_) for id_, some in terms.items() for term in sorted(some)]
    found = process.extract(
        folded, [term for term, _ in said], scorer=OSA.normalized_similarity, score_cutoff=LIKENESS, limit=None
    )
    for _, _, at in sorted(found, key=lambda hit: (-hit[1], hit[2])):
        yield said[at][1]
