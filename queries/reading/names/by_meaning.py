"""Names and what stands about a thing together: city, country, sectors, form and kind, however they were written."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from graph.snapshot.names.folding import SMALL_WORDS
from graph.snapshot.names.form import INITIALS_MARK, mark, unmarked
from graph.snapshot.names.index import Described, NameIndex, about, either
from queries.reading.names.matches import ABOUT, BEGINNINGS, Match, Typed
from queries.reading.names.meaning import Part

OTHERWISE: Final = 0.1
ABOUT_IT: Final = 0.2
OF_ITS_SORT: Final = 0.3
NEVER: Final = float("inf")
STEP: Final = 0.1
"""What it costs if a part typed stands in a name in other words; stands about the thing; is its country or kind. No two
costs are nearer to each other than ``STEP``."""


def meant(index: NameIndex, typed: Typed, known: Collection[int], at_most: int) -> list[Match]:
    """Things of which each part typed stands in a name or about them, best first, without those already known.

    Small words may stand nowhere.
    """
    parts = [part for part in typed.parts if not SMALL_WORDS.issuperset(part.words)]
    if not parts:
        return []
    terms = [term_of(index, part) for part in parts]
    possible = [term for term in terms if term]
    if len(possible) < len(terms):
        return []
    ranks = [rank for rank in index.matching(possible, typed.only, at_most + len(known)) if rank not in known]
    things = index.described(ranks)
    abouts = frozenset().union(*(thing.about for thing in things.values()))
    ways = [Ways.of(part, abouts) for part in parts]
    costs = sorted((_sum(ways, things[rank]), rank) for rank in ranks)
    step = (BEGINNINGS - ABOUT) / (OF_ITS_SORT * len(terms) + STEP)
    return [
        Match(rank, "about", BEGINNINGS - step * (cost + STEP), BEGINNINGS - step * cost)
        for cost, rank in costs[:at_most]
    ]


def term_of(index: NameIndex, part: Part, in_names: str | None = None) -> str | None:
    """Full-text condition that a part holds, in any of its ways; None if it can hold nowhere.

    Args:
        index: which words there are.
        part: some words typed.
        in_names: condition that the words stand in names; that they begin words there by default.
    """
    begun = [index.beginning(word) for word in part.words]
    known = [term for term in begun if term]
    ways = [in_names] if in_names else [_all(known)] if len(known) == len(begun) else []
    ways.append(_all([about(word, begun=True) for word in part.words]))
    others = _otherwise(part)
    if others and part.within:
        others = [_all([either([mark("country", code) for code in sorted(part.within)]), f"({' OR '.join(others)})"])]
    return f"({' OR '.join([*ways, *others])})"


def _otherwise(part: Part) -> list[str]:
    """The ways in which a part holds but by its own words."""
    ways = []
    for words in part.otherwise:
        ways += [_all([f'"{word}"' for word in words]), _all([about(word) for word in words])]
    ways += [either([mark("country", code) for code in sorted(part.countries)])] if part.countries else []
    ways += [either([mark("kind", kind) for kind in sorted(part.kinds)])] if part.kinds else []
    return ways


def _all(terms: Sequence[str]) -> str:
    return f"({' AND '.join(terms)})"


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways in which a part can hold, as far as they concern some things.

    Attributes:
        begun: of each of its words, the words about any of the things that begin like it.
    """

    part: Part
    begun: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, part: Part, abouts: Iterable[str]) -> "Ways":
        """Those of a part, where ``abouts`` is all that stands about the things."""
        about_all = list(abouts)
        return cls(part, tuple(frozenset(one for one in about_all if one.startswith(word)) for word in part.words))

    @property
    def possible(self) -> bool:
        """Whether any of them can hold for any of the things."""
        return self.part.means_more or all(self.begun)

    def cost(self, thing: Described) -> float:
        """What the best of the ways costs in which the part holds but by its own words in names; NEVER if none does."""
        part, about_it = self.part, thing.about
        own = not any(about_it.isdisjoint(some) for some in self.begun)
        if not part.means_more or (part.within and thing.country not in part.within):
            return ABOUT_IT if own else NEVER
        names = words_of(thing) if part.otherwise else ()
        if any(all(word in names for word in words) for words in part.otherwise):
            return OTHERWISE
        if own or any(about_it.issuperset(words) for words in part.otherwise):
            return ABOUT_IT
        return OF_ITS_SORT if thing.country in part.countries or thing.kind in part.kinds else NEVER


def cost_of(ways: Ways, thing: Described, names: Collection[str]) -> float:
    """What it costs that a part stands not in a name as typed; 0: it does."""
    if all(any(name.startswith(word) for name in names) for word in ways.part.words):
        return 0.0
    return ways.cost(thing)


def words_of(thing: Described) -> set[str]:
    """All words of a thing's names."""
    lines = (unmarked(line) for line in thing.lines if not line.startswith(INITIALS_MARK))
    return {word for line in lines for word in line.split()}


def _sum(ways: Iterable[Ways], thing: Described) -> float:
    names = words_of(thing)
    return round(sum(cost_of(one, thing, names) for one in ways), 3)
