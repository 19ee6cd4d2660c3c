"""Whom each organisation could bring together across borders: partners in two countries that have no tie themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from graph.snapshot.columns import among, pointers
from graph.snapshot.facts import B1, I4, I8
from graph.snapshot.on_day import Day
from graph.work import look
from queries.reading.betweenness import Arcs, living_arcs

ROWS_AT_ONCE: Final = 1_000_000
"""Neighbours looked at in one step, so that it takes little memory."""


@dataclass(frozen=True, slots=True)
class BorderPairs:
    """Partners of organisations, and pairs of them across a border. N organisations.

    Attributes:
        partners: (N) organisations to which it has a living tie; companies, its own offices abroad and whoever operates
            it left out.
        abroad: (N) of these, in other countries than its own.
        countries: (N) countries in which they are.
        from_home: (N) pairs of partners, one in its own country and one in another, with no living tie between the two.
        of_others: (N) the same of partners in two other countries.
    """

    partners: I8
    abroad: I8
    countries: I8
    from_home: I8
    of_others: I8


def border_pairs(day: Day) -> BorderPairs:
    """The border pairs of a day, counted once."""
    return day.remembered(("border pairs",), lambda: _border_pairs(day), lambda made: 5 * made.partners.nbytes)


def _border_pairs(day: Day) -> BorderPairs:
    arcs, country = living_arcs(day), day.facts.country
    count = len(country)
    apart = arcs.kept(~_of_one_house(day, arcs))
    partners = np.bincount(apart.source, minlength=count)
    home = np.bincount(apart.source[country[apart.source] == country[apart.target]], minlength=count)
    places, there = np.unique(apart.source.astype(np.int64) << 32 | country[apart.target], return_counts=True)
    holder = places >> 32
    squares = np.bincount(holder, weights=there.astype(np.float64) ** 2, minlength=count).astype(np.int64)
    across, from_home = (partners**2 - squares) // 2, home * (partners - home)
    tied, tied_from_home = _tied_pairs(day, arcs, apart)
    found = BorderPairs(
        partners, partners - home, np.bincount(holder, minlength=count),
        from_home - tied_from_home, across - from_home - (tied - tied_from_home),
    )  # fmt: skip
    for column in (found.partners, found.abroad, found.countries, found.from_home, found.of_others):
        column.setflags(write=False)
    return found


def _of_one_house(day: Day, arcs: Arcs) -> B1:
    """Whether one end operates the other."""
    mandated = day.on.mandated
    office = np.repeat(np.arange(len(mandated.operator_ptr) - 1), np.diff(mandated.operator_ptr))
    houses = office.astype(np.int64) << 32 | mandated.operator
    one, other = arcs.source.astype(np.int64), arcs.target.astype(np.int64)
    return among(one << 32 | other, houses) | among(other << 32 | one, houses)


def _tied_pairs(day: Day, arcs: Arcs, apart: Arcs) -> tuple[I8, I8]:
    """(N) pairs of partners across a border that have a tie themselves; of these, with one of the holder's country."""
    country, count = day.facts.country, len(day.facts.country)
    ptr = pointers(apart.source, count)
    held = apart.source.astype(np.int64) << 32 | apart.target
    across = (arcs.source < arcs.target) & (country[arcs.source] != country[arcs.target])
    one, other = arcs.source[across], arcs.target[across]
    fewer = np.diff(ptr)[one] <= np.diff(ptr)[other]
    one, other = np.where(fewer, one, other), np.where(fewer, other, one)
    tied, from_home = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    for span in _spans(np.diff(ptr)[one]):
        look()
        length = np.diff(ptr)[one[span]]
        at = np.repeat(ptr[one[span]] - np.cumsum(length) + length, length) + np.arange(length.sum())
        between, far = apart.target[at], np.repeat(other[span], length)
        both = among(between.astype(np.int64) << 32 | far, held)
        between, ends = between[both], (np.repeat(one[span], length)[both], far[both])
        tied += np.bincount(between, minlength=count)
        local = (country[between] == country[ends[0]]) | (country[between] == country[ends[1]])
        from_home += np.bincount(between[local], minlength=count)
    return tied, from_home


def _spans(lengths: I4) -> Iterator[slice]:
    """Rows in order, as many at once as have ``ROWS_AT_ONCE`` neighbours together, one at least."""
    ends, start = np.cumsum(lengths, dtype=np.int64), 0
    while start < len(lengths):
        done = int(ends[start - 1]) if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, done + ROWS_AT_ONCE, side="right")))
        yield slice(start, stop)
        start = stop
