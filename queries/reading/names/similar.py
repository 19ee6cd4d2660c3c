"""Names with typing errors."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

import numpy as np

from graph.snapshot.names.form import INITIALS_MARK
from graph.snapshot.names.index import Described, NameIndex, either
from graph.snapshot.names.vocabulary import ERRORS_AT_MOST, errors_between, same_digits
from queries.reading.names.by_meaning import NEVER, Ways, term_of
from queries.reading.names.matches import ABOUT, Match, Typed
from queries.reading.names.meaning import Part

SIMILAR_AT_MOST: Final = 200
"""Similar names that are compared; the shortest of more."""
SHORT: Final = 3
"""A word of so many characters is not corrected, but may be left out where nothing is found otherwise."""
LONG: Final = 8
"""A word of so many characters may have two typing errors, a shorter one one."""
OUT_OF_ORDER: Final = 0.5
NOT_AT_START: Final = 0.25
ONLY_BEGUN: Final = 0.25
MEANT: Final = 0.25
"""What disorder, other words before, each word that is only begun, and each part that holds otherwise than by its words
in a name cost a similar name; a typing error costs 1."""
COST_STEP: Final = 0.25
"""No two costs are nearer to each other."""
FEW_ERRORS: Final = 2.0
"""Where something matches as typed, only similar names that cost less are shown."""


def similar(index: NameIndex, typed: Typed, known: Sequence[int], enough: int) -> tuple[list[Match], bool]:
    """Names that differ by typing errors, best first, without those already known; and whether there may be more.

    Errors are looked for in words that begin no known word; where that finds nothing, in all words, and then in short
    words, by leaving them out.
    """
    parts = typed.parts
    errors = 1 if known else ERRORS_AT_MOST
    near = [_near_term(index, part, errors) for part in parts]
    unknown = [not all(index.beginning(word) for word in part.words) and not part.means_more for part in parts]
    as_typed = [term_of(index, part) for part in parts]
    if any(unknown):
        terms = [
            near_one if is_unknown else term for near_one, is_unknown, term in zip(near, unknown, as_typed, strict=True)
        ]
        found, capped = _compared(index, typed, [(parts, terms)], known, few_errors=bool(known))
        if found:
            return found, capped
    terms = [_either(term, near_one) for term, near_one in zip(as_typed, near, strict=True)]
    found, capped = _compared(index, typed, [(parts, terms)], known, few_errors=bool(known))
    if len(known) + len(found) < enough:
        short = [place for place, part in enumerate(parts) if all(len(word) <= SHORT for word in part.words)]
        without = [((*parts[:place], *parts[place + 1 :]), [*terms[:place], *terms[place + 1 :]]) for place in short]
        more, more_capped = _compared(
            index, typed, without, [*known, *(match.rank for match in found)], few_errors=True
        )
        found = sorted(found + more, key=lambda match: (-match.most, match.rank))
        capped = capped or more_capped
    return found, capped


def _near_term(index: NameIndex, part: Part, errors: int) -> str | None:
    """Full-text term for the words that those of a part may stand for, each with so many errors; None if for none."""
    terms = [_near(index, word, errors) for word in part.words]
    return f"({' AND '.join(term for term in terms if term)})" if all(terms) else None


def _near(index: NameIndex, word: str, errors: int) -> str | None:
    errors = min(errors, 0 if len(word) <= SHORT else 1 if len(word) < LONG else ERRORS_AT_MOST)
    near = index.near(word, errors) if errors else ()
    return either([found.word for found in near]) if near else None


def _either(one: str | None, other: str | None) -> str | None:
    return f"({one} OR {other})" if one and other else one or other


def _compared(
    index: NameIndex,
    typed: Typed,
    queries: Iterable[tuple[Sequence[Part], Sequence[str | None]]],
    known: Sequence[int],
    *,
    few_errors: bool,
) -> tuple[list[Match], bool]:
    """What any of the full-text queries finds, without the known, best first; and whether there may be more."""
    at_most = SIMILAR_AT_MOST + len(known)
    possible = [[term for term in terms if term] for _, terms in queries if terms and None not in terms]
    answers = [index.matching(terms, typed.only, at_most) for terms in possible]
    ranks = sorted({rank for answer in answers for rank in answer}.difference(known))
    capped = len(ranks) > SIMILAR_AT_MOST or any(len(answer) == at_most for answer in answers)
    things = index.described(ranks[:SIMILAR_AT_MOST])
    names = {rank: _stated(thing) for rank, thing in things.items()}
    words = sorted({word for some in names.values() for _, own in some for word in own})
    costs = [[_costs(word, words) for word in part.words] for part in typed.parts]
    abouts = frozenset().union(*(thing.about for thing in things.values()))
    ways = [Ways.of(part, abouts) for part in typed.parts]
    never = [NEVER] * len(ways)
    possible_ways = any(way.possible for way in ways)
    found = []
    for rank, thing in things.items():
        meant = [MEANT if way.cost(thing) < NEVER else NEVER for way in ways] if possible_ways else never
        cost, line = min((_cost(costs, meant, own), place) for place, own in names[rank])
        if cost < FEW_ERRORS or not few_errors:
            found.append((cost, rank, line))
    return [
        Match(rank, "similar", _score_of(cost + COST_STEP), _score_of(cost), line) for cost, rank, line in sorted(found)
    ], capped


@lru_cache(maxsize=1024)
def _score_of(cost: float) -> float:
    """Best score of a similar name; as typed nothing matches that would cost less than 1."""
    return min(ABOUT, 2 * ABOUT / (1 + cost))


def _costs(typed: str, words: Sequence[str]) -> dict[str, float]:
    """What it costs to take each word for the typed one; at most all its letters, and all if digits differ."""
    at_most = min(ERRORS_AT_MOST, len(typed))
    fewest, whole = errors_between(typed, words, at_most)
    cost = np.where(fewest > at_most, len(typed), fewest + ONLY_BEGUN * (whole > fewest))
    return {
        word: one if same_digits(typed, word) else len(typed) for word, one in zip(words, cost.tolist(), strict=True)
    }


def _stated(thing: Described) -> list[tuple[int, list[str]]]:
    """Place and words of each of its names, but for initials.

    A mark counts as a word: so an id costs more than a name that begins like it.
    """
    return [(place, line.split()) for place, line in enumerate(thing.lines) if not line.startswith(INITIALS_MARK)]


def _cost(costs: Sequence[Sequence[dict[str, float]]], meant: Sequence[float], words: Sequence[str]) -> float:
    """What it costs to take a name: each typed word stands for the nearest word of it, or its part holds otherwise.

    Args:
        costs: of each part what each word of a name costs, for each of its words.
        meant: of each part what it costs that it holds otherwise.
        words: of the name.
    """
    total, last, disorder, first = 0.0, -1, False, True
    for part, otherwise in zip(costs, meant, strict=True):
        own, places = 0.0, []
        for cost in part:
            each = [cost[word] for word in words]
            least = min(each)
            own += least
            places.append(each.index(least))
        if otherwise < own:
            total += otherwise
            continue
        total += own
        for place in places:
            if first and place:
                total += NOT_AT_START
            first = False
            disorder |= place <= last
            last = place
    return total + OUT_OF_ORDER if disorder else total
