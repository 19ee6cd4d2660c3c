"""The best set of at most n rows: each column counts what its best chosen row is worth there.

So the worth of a set is monotone and submodular: a further row never takes anything away, and adds the less, the more
there are. Worth is whole numbers, so that sums are the same in whatever order.
"""

import heapq
from dataclasses import dataclass
from itertools import count
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.work import look

BRANCHES_AT_MOST: Final = 3_000
"""Partial sets that are looked at; where that is too few, the answer says how good it is at least."""

I8 = NDArray[np.int64]
B1 = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class BestSet:
    """What was found.

    Attributes:
        rows: chosen ones, what adds most to those before it first; fewer than asked for where nothing else adds any.
        gains: what each adds to those before it, and to the base.
        worth: of all together, the base included.
        bound: no set is worth more: the worth itself where this one is certainly the best.
    """

    rows: list[int]
    gains: list[int]
    worth: int
    bound: int

    @property
    def exact(self) -> bool:
        """Whether no set is worth more."""
        return self.worth == self.bound


def best_set(worth: I8, base: I8, wanted: int, branches: int = BRANCHES_AT_MOST) -> BestSet:
    """The best rows, at most ``wanted``, beside what is there already.

    Branch and bound, the most promising partial set first: with the row that adds most, or without it. No set that
    grows from a partial one is worth more than it and the largest gains of as many rows as are left to choose. It
    begins with the set of the greedy method, which adds at least 1 − 1/e of what the best one adds. Of equal sets the
    first found is kept; of equal gains the earlier row goes first.

    Args:
        worth: (C, D) not negative.
        base: (D) what each column is worth without any row.
        wanted: rows at most.
        branches: partial sets that are looked at, at most.
    """
    rows = _undominated(worth)
    left = worth[rows]
    chosen, best = _searched(left, base, wanted, branches)
    picked, gains = _in_order_of_gain(worth, base, rows[chosen].tolist())
    total = int(base.sum()) + sum(gains)
    return BestSet(picked, gains, total, max(total, best))


def _undominated(worth: I8) -> NDArray[np.int64]:
    """Rows that no other row reaches in every column; of equal ones the first.

    Whatever set another row is in, the one that reaches it everywhere can take its place, or makes it needless.
    """
    kept: list[int] = []
    order = np.argsort(-worth.sum(axis=1), kind="stable")
    for row in order.tolist():
        look()
        if worth[row].any() and not (worth[kept] >= worth[row]).all(axis=1).any():
            kept.append(row)
    return np.sort(np.array(kept, dtype=np.int64))


_Partial = tuple[int, int, I8, B1, tuple[int, ...]]
"""A partial set: the bound of those that grow from it, negative; its turn; what it covers; free rows; its rows."""


def _greedy(worth: I8, base: I8, wanted: int) -> tuple[int, list[int]]:
    """What is worth most to add, again and again; with the worth of all."""
    covered, chosen = base, list[int]()
    while len(chosen) < min(wanted, len(worth)):
        each = np.maximum(worth, covered).sum(axis=1) - covered.sum()
        at = int(each.argmax())
        if each[at] <= 0:
            break
        chosen.append(at)
        covered = np.maximum(covered, worth[at])
    return int(covered.sum()), chosen


def _searched(worth: I8, base: I8, wanted: int, branches: int) -> tuple[list[int], int]:
    """The best rows found, and what no set exceeds."""
    best = _greedy(worth, base, wanted)
    tick = count()
    alone = np.maximum(worth, base).sum(axis=1) - base.sum()
    bound = int(base.sum()) + _largest(alone, wanted)
    heap: list[_Partial] = [(-bound, next(tick), base, np.ones(len(worth), dtype=np.bool_), ())]
    looked = 0
    while heap and looked < branches and -heap[0][0] > best[0]:
        look()
        _, _, covered, free, chosen = heapq.heappop(heap)
        looked += 1
        gains = np.where(free, np.maximum(worth, covered).sum(axis=1) - covered.sum(), 0)
        total, rest = int(covered.sum()), wanted - len(chosen)
        if total > best[0]:
            best = total, list(chosen)
        at = int(gains.argmax()) if rest and len(gains) else -1
        if at < 0 or gains[at] <= 0:
            continue
        without = free.copy()
        without[at] = False
        largest = _largest(gains, rest)
        grown = np.maximum(worth[at], covered)
        heapq.heappush(heap, (-(total + largest), next(tick), grown, without, (*chosen, at)))
        gains[at] = 0
        heapq.heappush(heap, (-(total + _largest(gains, rest)), next(tick), covered, without, chosen))
    return best[1], max(best[0], -heap[0][0] if heap else 0)


def _largest(gains: I8, most: int) -> int:
    """Sum of the largest gains, at most so many."""
    return int(np.sort(gains)[max(0, len(gains) - most) :].sum())


def _in_order_of_gain(worth: I8, base: I8, rows: list[int]) -> tuple[list[int], list[int]]:
    covered, left = base, sorted(rows)
    picked, gains = [], []
    while left:
        each = np.maximum(worth[left], covered).sum(axis=1) - covered.sum()
        at = int(each.argmax())
        gains.append(int(each[at]))
        picked.append(left.pop(at))
        covered = np.maximum(covered, worth[picked[-1]])
    return picked, gains
