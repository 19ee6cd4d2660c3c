"""Search by name, as people type: without diacritics, while typing, words in any order, and with typing errors."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal, Protocol

import numpy as np

from graph.errors import InputError, LimitError, SnapshotError
from graph.snapshot.names.folding import fold
from graph.snapshot.names.form import ID_MARK
from graph.snapshot.names.index import NamedThing, NameIndex, Only, either
from graph.snapshot.names.vocabulary import ERRORS_AT_MOST, errors_between, same_digits

TEXT_AT_MOST: Final = 200
"""Characters of a text that is searched for."""
WORDS_AT_MOST: Final = 12
"""Words of the text that are looked for; further ones count only where the text is a name, or the beginning of one."""
FIRST_AT_MOST: Final = 100
COUNTED_AT_MOST: Final = 1000
"""Matches that are counted, and how far one can page."""
FILTERS_AT_MOST: Final = 300
"""Kinds, or countries, that a search can be restricted to."""
ENOUGH: Final = 10
"""With so many matches as typed, or an exact one, there was no typing error."""
SIMILAR_AT_MOST: Final = 200
"""Similar names that are compared; the shortest of more."""
SHORT: Final = 3
"""A word of so many characters is not corrected, but may be left out where nothing is found otherwise."""
LONG: Final = 8
"""A word of so many characters may have two typing errors, a shorter one one."""

How = Literal["exact", "prefix", "words", "similar"]

EXACT: Final = 1.0
PREFIX: Final = 0.8
IN_ORDER: Final = 0.65
ANY_ORDER: Final = 0.5
BEGINNINGS: Final = 0.4
"""Least scores of the ways to match; similar names lie below. How much of the name was typed decides between two."""
SHARE_AT_MOST: Final = 0.99
"""Keeps the ways to match apart, also where more was typed than a thing's own name: another name of it matched."""
OUT_OF_ORDER: Final = 0.5
NOT_AT_START: Final = 0.25
ONLY_BEGUN: Final = 0.25
"""What disorder, other words before, and each word that is only begun cost a similar name; a typing error costs 1."""
COST_STEP: Final = 0.25
"""No two costs are nearer to each other."""
FEW_ERRORS: Final = 2.0
"""Where something matches as typed, only similar names that cost less are shown."""


class Named(Protocol):
    """What is searched; a ``Snapshot`` above all."""

    @property
    def names(self) -> NameIndex:
        """The index of names."""

    def find(self, id_: str) -> int | None:
        """Node of an id; None if there is none."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A thing that was found.

    Attributes:
        name: of its names, the one that matched, as its source writes it.
        field: which name that is: ``name``, ``native_name``, ``acronym``, ``id``.
        how: ``exact``, the name or id as typed; ``prefix``, the name starts like this; ``words``, all words typed begin
            words of it; ``similar``, with typing errors.
        score: in (0, 1], descending; equally good ones come by length of their own name, then id.
    """

    node: int
    id: str
    kind: str
    country: str | None
    name: str
    field: str
    how: How
    score: float


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """What was found.

    Attributes:
        hits: the page asked for, best first.
        total: matches in all, as far as they were counted.
        capped: whether there may be more than ``total``.
    """

    hits: tuple[SearchHit, ...]
    total: int
    capped: bool


@dataclass(frozen=True, slots=True)
class _Typed:
    folded: str
    words: tuple[str, ...]
    only: Only


@dataclass(frozen=True, slots=True)
class _Match:
    """A thing by its rank, how well it matches, and which of its names does; ``least`` and ``most`` bound the score."""

    rank: int
    how: How
    least: float
    most: float
    line: int = 0


def search(
    snapshot: Named,
    text: str,
    *,
    kinds: Collection[str] = (),
    countries: Collection[str] = (),
    first: int = 10,
    offset: int = 0,
) -> SearchAnswer:
    """Find things by what they are called.

    Best are names exactly as typed, then names that start like the text, then names with words that begin like the
    words typed, in this order or in any; all regardless of case, diacritics and punctuation. Ids are names that are no
    better for their beginning. Where these are fewer than ``ENOUGH`` and none is exact, similar names follow: a word of
    4 to 7 characters may have one typing error, a longer one two; a transposition is one, and digits are never errors.

    Args:
        snapshot: in which to look.
        text: 1 to 200 characters.
        kinds: only things of these kinds; empty: of any.
        countries: only things in these countries (ISO 3166 alpha-2); empty: anywhere.
        first: hits wanted, at most 100.
        offset: hits passed over; with ``first`` at most 1,000.

    Raises:
        InputError: there is nothing to look for, or a number is negative.
        LimitError: the text or a list is too long, or too much is wanted.
        SnapshotError: the index of names is damaged, or names what the snapshot does not hold.
    """
    typed = _typed(text, kinds, countries)
    wanted = _wanted(first, offset)
    index = snapshot.names
    ranks = _matching(index, typed)
    total, capped = min(len(ranks), COUNTED_AT_MOST), len(ranks) > COUNTED_AT_MOST
    similar: list[_Match] = []
    if total < ENOUGH and not index.called(typed.folded, typed.only, 1):
        similar, capped = _similar(index, typed, ranks)
        total += len(similar)
    matches = [*_as_typed(index, typed, ranks[:COUNTED_AT_MOST], wanted), *similar]
    return SearchAnswer(tuple(_hits(snapshot, typed, matches[offset:wanted])), total, capped)


def _typed(text: str, kinds: Collection[str], countries: Collection[str]) -> _Typed:
    if len(text) > TEXT_AT_MOST:
        raise LimitError(
            f"The text has {len(text)} characters.",
            code="text_too_long",
            value=text,
            where="text",
            suggestion=f"Search for at most {TEXT_AT_MOST} characters.",
        )
    for where, some in (("kinds", kinds), ("countries", countries)):
        if len(some) > FILTERS_AT_MOST:
            raise LimitError(
                f"{len(some)} {where} are too many.",
                value=len(some),
                where=where,
                suggestion=f"Name at most {FILTERS_AT_MOST}.",
            )
    folded = fold(text)
    if not folded:
        raise InputError(
            "There is nothing to search for.",
            code="empty_text",
            value=text,
            where="text",
            suggestion="Write a name, the beginning of one, or an id.",
        )
    words = tuple(folded.split(maxsplit=WORDS_AT_MOST)[:WORDS_AT_MOST])
    return _Typed(folded, words, Only(frozenset(kinds), frozenset(countries)))


def _wanted(first: int, offset: int) -> int:
    for where, value in (("first", first), ("offset", offset)):
        if value < 0:
            raise InputError(f"{value} is negative.", value=value, where=where, suggestion="Write 0 or more.")
    if first > FIRST_AT_MOST:
        raise LimitError(
            f"{first} hits are too many at once.",
            value=first,
            where="first",
            suggestion=f"Ask for at most {FIRST_AT_MOST}.",
        )
    if first + offset > COUNTED_AT_MOST:
        raise LimitError(
            f"One can page through the best {COUNTED_AT_MOST} hits.",
            value=offset,
            where="offset",
            suggestion="Type more of the name, or name a kind or country.",
        )
    return first + offset


# As typed


def _matching(index: NameIndex, typed: _Typed) -> list[int]:
    """Ranks of things with words that begin with every word typed: all that match as typed, whichever way."""
    terms = [index.beginning(word) for word in typed.words]
    known = [term for term in terms if term]
    if len(known) < len(terms):
        return []
    return index.matching(known, typed.only, COUNTED_AT_MOST + 1)


def _as_typed(index: NameIndex, typed: _Typed, ranks: Sequence[int], wanted: int) -> list[_Match]:
    """The best matches of names as typed, as many as wanted. A worse way to match is tried only where needed."""
    if not ranks:
        return []
    found: dict[int, _Match] = {}
    for rank in index.called(typed.folded, typed.only, wanted):
        found[rank] = _Match(rank, "exact", EXACT, EXACT)
    if len(found) < wanted:
        for rank in index.starting(typed.folded, typed.only, wanted):
            found.setdefault(rank, _Match(rank, "prefix", PREFIX, EXACT))
    if len(found) < wanted:
        for match in _by_words(index, typed, [rank for rank in ranks if rank not in found]):
            found[match.rank] = match
    return list(found.values())[:wanted]


def _by_words(index: NameIndex, typed: _Typed, ranks: Sequence[int]) -> list[_Match]:
    if len(typed.words) == 1:
        return [_Match(rank, "words", IN_ORDER, PREFIX) for rank in ranks]
    in_order, in_any_order, begun = [], [], []
    names = index.folded(ranks)
    for rank in ranks:
        lines = names[rank]
        if any(_stand_in_order(typed.words, line) for line in lines):
            in_order.append(_Match(rank, "words", IN_ORDER, PREFIX))
        elif any(_stand_in_any_order(typed.words, line) for line in lines):
            in_any_order.append(_Match(rank, "words", ANY_ORDER, IN_ORDER))
        else:
            begun.append(_Match(rank, "words", BEGINNINGS, ANY_ORDER))
    return in_order + in_any_order + begun


def _stand_in_order(words: Iterable[str], line: str) -> bool:
    """Whether the words begin words of a folded name, in this order."""
    line, at = f" {line}", 0
    for word in words:
        at = line.find(f" {word}", at) + 1
        if not at:
            return False
    return True


def _stand_in_any_order(words: Sequence[str], line: str) -> bool:
    """Whether all words but the last are words of a folded name, and the last begins one."""
    line = f" {line} "
    return f" {words[-1]}" in line and all(f" {word} " in line for word in words[:-1])


# With typing errors


def _similar(index: NameIndex, typed: _Typed, known: Sequence[int]) -> tuple[list[_Match], bool]:
    """Names that differ by typing errors, best first, without those already known; and whether there may be more.

    Errors are looked for in words that begin no known word; where that finds nothing, in all words, and then in short
    words, by leaving them out.
    """
    as_typed = [index.beginning(word) for word in typed.words]
    errors = 1 if known else ERRORS_AT_MOST
    if None in as_typed:
        terms = [term or _near(index, word, errors) for term, word in zip(as_typed, typed.words, strict=True)]
        found, capped = _compared(index, typed, [terms], known, few_errors=bool(known))
        if found:
            return found, capped
    terms = [_either(term, _near(index, word, errors)) for term, word in zip(as_typed, typed.words, strict=True)]
    found, capped = _compared(index, typed, [terms], known, few_errors=bool(known))
    if len(known) + len(found) < ENOUGH:
        short = [place for place, word in enumerate(typed.words) if len(word) <= SHORT]
        without = [[*terms[:place], *terms[place + 1 :]] for place in short]
        more, more_capped = _compared(
            index, typed, without, [*known, *(match.rank for match in found)], few_errors=True
        )
        found = sorted(found + more, key=lambda match: (-match.most, match.rank))
        capped = capped or more_capped
    return found, capped


def _near(index: NameIndex, word: str, errors: int) -> str | None:
    """Full-text term for the words that one with so many typing errors may stand for; None if there are none."""
    errors = min(errors, 0 if len(word) <= SHORT else 1 if len(word) < LONG else ERRORS_AT_MOST)
    near = index.near(word, errors) if errors else ()
    return either([found.word for found in near]) if near else None


def _either(one: str | None, other: str | None) -> str | None:
    return f"({one} OR {other})" if one and other else one or other


def _compared(
    index: NameIndex, typed: _Typed, queries: Iterable[Sequence[str | None]], known: Sequence[int], *, few_errors: bool
) -> tuple[list[_Match], bool]:
    """What any of the full-text queries finds, without the known, best first; and whether there may be more."""
    at_most = SIMILAR_AT_MOST + len(known)
    possible = [[term for term in terms if term] for terms in queries if terms and None not in terms]
    answers = [index.matching(terms, typed.only, at_most) for terms in possible]
    ranks = sorted({rank for answer in answers for rank in answer}.difference(known))
    capped = len(ranks) > SIMILAR_AT_MOST or any(len(answer) == at_most for answer in answers)
    names = index.folded(ranks[:SIMILAR_AT_MOST])
    words = sorted({word for lines in names.values() for line in lines for word in line.split()})
    costs = [_costs(word, words) for word in typed.words]
    found = []
    for rank, lines in names.items():
        cost, line = min((_cost(costs, line.split()), place) for place, line in enumerate(lines))
        if cost < FEW_ERRORS or not few_errors:
            found.append((cost, rank, line))
    return [
        _Match(rank, "similar", _score_of(cost + COST_STEP), _score_of(cost), line)
        for cost, rank, line in sorted(found)
    ], capped


def _score_of(cost: float) -> float:
    """Best score of a similar name; as typed nothing matches that would cost less than 1."""
    return 2 * BEGINNINGS / (1 + cost)


def _costs(typed: str, words: Sequence[str]) -> dict[str, float]:
    """What it costs to take each word for the typed one; at most all its letters, and all if digits differ."""
    at_most = min(ERRORS_AT_MOST, len(typed))
    fewest, whole = errors_between(typed, words, at_most)
    cost = np.where(fewest > at_most, len(typed), fewest + ONLY_BEGUN * (whole > fewest))
    return {
        word: one if same_digits(typed, word) else len(typed) for word, one in zip(words, cost.tolist(), strict=True)
    }


def _cost(costs: Sequence[dict[str, float]], words: Sequence[str]) -> float:
    """What it costs to take a name for the typed one: each typed word stands for the nearest word of the name."""
    total, places = 0.0, []
    for cost in costs:
        each = [cost[word] for word in words]
        least = min(each)
        total += least
        places.append(each.index(least))
    if any(later <= earlier for earlier, later in pairwise(places)):
        total += OUT_OF_ORDER
    return total + NOT_AT_START if places[0] else total


# Hits


def _hits(snapshot: Named, typed: _Typed, matches: Sequence[_Match]) -> Iterator[SearchHit]:
    for match, thing in zip(matches, snapshot.names.things([match.rank for match in matches]), strict=True):
        field, name, _ = thing.names[_line(match, typed, thing)]
        # Ranks ascend with the length of a thing's own name, so scores of one way to match descend with them.
        share = min(SHARE_AT_MOST, len(typed.folded) / len(thing.names[0][2].removeprefix(ID_MARK)))
        score = match.least + (match.most - match.least) * share
        yield SearchHit(
            _node(snapshot, thing.id), thing.id, thing.kind, thing.country, name, field, match.how, round(score, 6)
        )


def _node(snapshot: Named, id_: str) -> int:
    node = snapshot.find(id_)
    if node is None:
        raise SnapshotError(
            f"The index of names holds {id_!r}, which the snapshot does not.",
            code="snapshot_damaged",
            value=id_,
            suggestion="Delete the snapshot's folder; it is built anew from the store.",
        )
    return node


def _line(match: _Match, typed: _Typed, thing: NamedThing) -> int:
    """Which of its names matched: the first that matches as well as the thing, else that with most of the words."""
    lines = [folded for _, _, folded in thing.names]
    if match.how == "similar":
        return match.line
    if match.how == "exact":
        return [line.removeprefix(ID_MARK) for line in lines].index(typed.folded)
    if match.how == "prefix":
        return next(place for place, line in enumerate(lines) if line.startswith(typed.folded))
    held = [
        (_stand_in_order(typed.words, line), sum(f" {word}" in f" {line}" for word in typed.words), -place)
        for place, line in enumerate(lines)
    ]
    return -max(held)[2]
