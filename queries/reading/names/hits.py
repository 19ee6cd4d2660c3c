"""Things that are called like a text, best first: all the ways in which a name may be meant, brought together."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from graph.errors import InputError, LimitError, SnapshotError
from graph.markets import markets_meant
from graph.snapshot.names.folding import fold
from graph.snapshot.names.form import INITIALS_MARK, TIERS, tier_of, unmarked
from graph.snapshot.names.index import NamedThing, NameIndex, Only
from queries.reading.names.as_typed import as_typed, joined, matching, stand_in_order
from queries.reading.names.by_meaning import meant
from queries.reading.names.matches import EXACT, WHOLE_WORDS, How, Match, Typed
from queries.reading.names.meaning import SHORT_CODE, WORDS_AT_MOST, parts_of
from queries.reading.names.similar import similar

TEXT_AT_MOST: Final = 200
"""Characters of a text that is searched for."""
COUNTED_AT_MOST: Final = 1000
"""Matches that are counted, and how far one can page."""
FILTERS_AT_MOST: Final = 300
"""Kinds, or countries, that a search can be restricted to."""
ENOUGH: Final = 10
"""With so many matches of names as typed, or an exact one, nothing else was meant."""
SHARE_AT_MOST: Final = 0.99
"""Keeps the ways to match apart, also where more was typed than a thing's own name: another name of it matched."""
MARKET: Final = "market"


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
        status: ``merged`` or ``closed``, if it is that.
        name: of its names, the one that matched, as its source writes it.
        field: which name that is: ``name``, ``native_name``, ``former``, ``native``, ``acronym``, ``short``,
            ``initials``, ``id``.
        how: ``exact``, the name or id as typed; ``prefix``, the name starts like this; ``initials``, its words do;
            ``words``, all words typed begin words of it; ``about``, some of them tell where it is, or what it is;
            ``similar``, with typing errors, or written apart or together.
        score: in (0, 1], descending; equally good ones come by whether they are gone, by kind, by length of their own
            name, then id.
    """

    node: int
    id: str
    kind: str
    country: str | None
    status: str | None
    name: str
    field: str
    how: How
    score: float


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found.

    Attributes:
        some: the hits asked for, best first.
        total: matches in all, as far as they were counted.
        capped: whether there may be more than ``total``.
    """

    some: tuple[SearchHit, ...]
    total: int
    capped: bool


def hits(snapshot: Named, text: str, kinds: Collection[str], countries: Collection[str], start: int, stop: int) -> Hits:
    """The hits from place ``start`` to ``stop`` in the order of goodness.

    Raises:
        InputError: there is nothing to look for.
        LimitError: the text or a list is too long.
        SnapshotError: the index of names is damaged, or names what the snapshot does not hold.
    """
    typed = _typed(text, kinds, countries)
    matches, capped = _matches(snapshot.names, text, typed, stop)
    return Hits(tuple(_hits(snapshot, typed, matches[start:stop])), min(len(matches), COUNTED_AT_MOST), capped)


def _typed(text: str, kinds: Collection[str], countries: Collection[str]) -> Typed:
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
    return Typed(folded, words, parts_of(text), Only(frozenset(kinds), frozenset(countries)))


def _matches(index: NameIndex, text: str, typed: Typed, wanted: int) -> tuple[list[Match], bool]:
    """All matches that are counted, best first as far as they are wanted; and whether there may be more."""
    exact = bool(index.called(typed.folded, typed.only, 1))
    ranks = matching(index, typed, COUNTED_AT_MOST + 1)
    capped = len(ranks) > COUNTED_AT_MOST
    initialled = index.with_initials(typed.folded, typed.only, COUNTED_AT_MOST)
    best = as_typed(index, typed, ranks[:COUNTED_AT_MOST], max(wanted, ENOUGH), initialled)
    found = {match.rank: match for match in best}
    known = {*ranks, *initialled, *found}
    if len(known) < ENOUGH and not exact:
        _take(found, joined(index, typed, COUNTED_AT_MOST))
        _take(found, meant(index, typed, found, COUNTED_AT_MOST - len(found)))
        if len(found) < ENOUGH and not initialled:
            more, capped = similar(index, typed, [*found], ENOUGH)
            _take(found, more)
    _take(found, (Match(rank, "words", 0.0, 0.0) for rank in (*ranks, *initialled)))  # counted, and not wanted
    return _with_market(index, text, typed, sorted(found.values(), key=lambda match: -match.least)), capped


def _take(found: dict[int, Match], more: Iterable[Match]) -> None:
    for match in more:
        found.setdefault(match.rank, match)


def _with_market(index: NameIndex, text: str, typed: Typed, matches: list[Match]) -> list[Match]:
    """With the market first that the text names; what else is called by a code that it may be comes before it."""
    codes = markets_meant(text)
    if len(codes) != 1 or (typed.only.kinds and MARKET not in typed.only.kinds):
        return matches
    only = Only(frozenset({MARKET}), typed.only.countries)
    market = index.called(fold(codes[0]), only, 1)
    others = [match for match in matches if match.rank not in market]
    exact = sum(match.how == "exact" for match in others) if len(typed.folded) <= SHORT_CODE else 0
    return [*others[:exact], *(Match(rank, "exact", EXACT, EXACT, 0) for rank in market), *others[exact:]]


# Hits


def _hits(snapshot: Named, typed: Typed, matches: Sequence[Match]) -> Iterator[SearchHit]:
    for match, thing in zip(matches, snapshot.names.things([match.rank for match in matches]), strict=True):
        field, name, _ = thing.names[_line(match, typed, thing)]
        # Ranks ascend with tiers, and within one with the length of a thing's own name.
        share = min(SHARE_AT_MOST, len(typed.folded) / len(unmarked(thing.names[0][2])))
        share = (TIERS - 1 - tier_of(thing.kind, thing.status) + share) / TIERS
        score = match.least + (match.most - match.least) * share
        yield SearchHit(
            _node(snapshot, thing.id), thing.id, thing.kind, thing.country, thing.status, name, field, match.how,
            round(score, 6),
        )  # fmt: skip


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


def _line(match: Match, typed: Typed, thing: NamedThing) -> int:
    """Which of its names matched: the first that matches as well as the thing, else that with most of the words."""
    if match.line is not None:
        return match.line
    lines = [folded for _, _, folded in thing.names]
    if match.how == "exact":
        return [unmarked(line) for line in lines].index(typed.folded)
    if match.how == "initials":
        return lines.index(INITIALS_MARK + typed.folded)
    if match.how == "prefix":
        start = f"{typed.folded} " if match.least == WHOLE_WORDS else typed.folded
        return next(place for place, line in enumerate(lines) if line.startswith(start))
    words = match.words or typed.words
    held = [
        (stand_in_order(words, line), sum(f" {word}" in f" {line}" for word in words), -place)
        for place, line in enumerate(lines)
        if not line.startswith(INITIALS_MARK)
    ]
    return -max(held)[2]
