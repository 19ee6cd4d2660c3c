"""Names and what stands about a thing together: city, country, sectors, form and kind, however they were written."""

from collections.abc import Collection, Sequence
from typing import Final

from graph.snapshot.names.form import INITIALS_MARK, mark, unmarked
from graph.snapshot.names.index import Described, NameIndex, about, either
from queries.names.matches import ABOUT, BEGINNINGS, Match, Typed
from queries.names.meaning import Part

OTHERWISE: Final = 0.1
ABOUT_IT: Final = 0.2
OF_ITS_SORT: Final = 0.3
STEP: Final = 0.1
"""What it costs if a part typed stands in a name in other words; stands about the thing; is its country or kind. No two
costs are nearer to each other than ``STEP``."""


def meant(index: NameIndex, typed: Typed, known: Collection[int], at_most: int) -> list[Match]:
    """Things of which each part typed stands in a name or about them, best first, without those already known."""
    terms = [term_of(index, part) for part in typed.parts]
    possible = [term for term in terms if term]
    if len(possible) < len(terms):
        return []
    ranks = [rank for rank in index.matching(possible, typed.only, at_most + len(known)) if rank not in known]
    things = index.described(ranks)
    costs = sorted((round(sum(cost_of(part, things[rank]) for part in typed.parts), 3), rank) for rank in ranks)
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


def cost_of(part: Part, thing: Described) -> float:
    """What it costs that a part stands not in a name as typed; 0: it does."""
    names = words_of(thing)
    if all(any(name.startswith(word) for name in names) for word in part.words):
        return 0.0
    return cost_otherwise(part, thing, names)


def words_of(thing: Described) -> set[str]:
    """All words of a thing's names."""
    lines = (unmarked(line) for line in thing.lines if not line.startswith(INITIALS_MARK))
    return {word for line in lines for word in line.split()}


def cost_otherwise(part: Part, thing: Described, names: Collection[str]) -> float:
    """What the best of the ways costs in which a part holds but for its own words in names; infinite if none does."""
    own = all(any(one.startswith(word) for one in thing.about) for word in part.words)
    if part.within and thing.country not in part.within:
        return ABOUT_IT if own else float("inf")
    if any(all(word in names for word in words) for words in part.otherwise):
        return OTHERWISE
    if own or any(thing.about.issuperset(words) for words in part.otherwise):
        return ABOUT_IT
    return OF_ITS_SORT if thing.country in part.countries or thing.kind in part.kinds else float("inf")
