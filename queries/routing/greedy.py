"""Choosing several of many so that the best of each market together rise most."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.work import look

F8 = NDArray[np.float64]
DIGITS: Final = 9
"""Gains that are alike in so many are equal: sums differ in their last digits from one processor to the next."""
GUARANTEE: Final = 1 - 1 / np.e


@dataclass(frozen=True)
class Choice:
    """What was chosen, one after the other.

    Attributes:
        chosen: rows, in the order in which they were chosen.
        no_more_than: no choice of as many as these raises the sum by more than this.
    """

    chosen: list[int]
    no_more_than: float


def choose(now: F8, new: F8, order: Sequence[int], most: int, least: float = 0.0) -> Choice:
    """Choose up to ``most`` rows, each time the one that raises the sum of the best of all columns most.

    With f(S) the sum over columns of the larger of ``now`` and the best ``new`` among the rows S: f is monotone and
    submodular, being a sum of maxima, so what greedy choice adds is at least ``GUARANTEE`` of what any choice of as
    many rows can add. What a row adds never rises as others are chosen, so what it added before is a bound, and only
    rows whose bound stands first are looked at again (lazily). None is chosen that adds nothing or too little.

    Args:
        now: (M) of each column as it is.
        new: (C, M) of each row.
        order: (C) equal rows are taken by this, ascending; no two are alike.
        most: how many.
        least: what one has to add.
    """
    bests, chosen = [now], list[int]()
    heap = [(-gain, order[row], row) for row, gain in _gains(now, new)]
    heapify(heap)
    while heap and len(chosen) < most:
        look()
        row = _next(heap, bests[-1], new, least)
        if row is None:
            break
        chosen.append(row)
        bests.append(np.maximum(bests[-1], new[row]))
    bounds = (_sum_of(best - now) + _most_of_all(best, new, len(chosen)) for best in bests)
    return Choice(chosen, round(min(bounds), DIGITS))


def _next(heap: list[tuple[float, int, int]], best: F8, new: F8, least: float) -> int | None:
    """The row that adds most, taken from the heap of bounds; None where none adds enough."""
    while heap:
        _, place, row = heappop(heap)
        again = (-_sum_of(np.maximum(new[row] - best, 0.0)), place, row)
        if again[0] == 0 or -again[0] < least:
            continue
        if not heap or again <= heap[0]:
            return row
        heappush(heap, again)
    return None


def _gains(best: F8, new: F8) -> Iterator[tuple[int, float]]:
    sums = np.maximum(new - best, 0.0).sum(axis=1)
    return ((row, round(gain, DIGITS)) for row, gain in enumerate(sums.tolist()))


def _most_of_all(best: F8, new: F8, most: int) -> float:
    """What so many rows would add if none took anything from another: no choice adds more."""
    return _sum_of(np.sort(np.maximum(new - best, 0.0).sum(axis=1))[::-1][:most])


def _sum_of(values: F8) -> float:
    return round(float(values.sum()), DIGITS)
