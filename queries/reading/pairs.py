"""Pairs of organisations over a day's ties: which ties are alive, and the best pairs with one between them."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.kinds import CLUSTER
from graph.relations import MEMBERSHIP, RELATION_KINDS, Carries
from graph.snapshot.day.standing import Standing
from graph.snapshot.day.ties import Ties
from graph.snapshot.facts import B1, I4
from graph.snapshot.on_day import Day

_TIES = [kind for kind in RELATION_KINDS.values() if kind.carries is Carries.TIE and not kind.symmetric]
MEMBER_KINDS: Final = (MEMBERSHIP,)
PART_KINDS: Final = tuple(kind.name for kind in _TIES if kind.sources == kind.targets == frozenset({CLUSTER}))
"""Kinds by which a cluster is part of another one."""


@dataclass(frozen=True, slots=True)
class Through:
    """Two organisations and one that is tied to both.

    Attributes:
        cost: integer sum of the two ties.
        one, partner, other: organisations.
        one_tie, other_tie: the tie between ``one`` and the partner, and that between the partner and ``other``.
    """

    cost: int
    one: int
    partner: int
    other: int
    one_tie: int
    other_tie: int


@dataclass(frozen=True, slots=True)
class TiesInto:
    """Ties from anybody to some organisations, by where they lead from, then by cost, then by where they lead to."""

    partner: I4
    organisation: I4
    cost: I4
    tie: I4


@dataclass(frozen=True, slots=True)
class Meeting:
    """Where to look for pairs: one of ``ones`` with one of ``others``; two of ``ones`` where that is None.

    Attributes:
        alike: the two ends are of one set, so that the one of a pair is the one that comes first by id.
    """

    ones: TiesInto
    others: TiesInto | None
    alike: bool = False


def alive(day: Day) -> B1:
    """(T) ties of which at least one relation, or shared context, has not ended."""
    return day.remembered(("alive",), lambda: _alive(day.on), lambda made: made.nbytes)


def _alive(on: Standing) -> B1:
    ties, lives = on.ties, on.worths.lives
    if not len(ties.first):
        return np.zeros(0, dtype=np.bool_)
    part = lives[ties.part_relation] & ((ties.part_other < 0) | lives[ties.part_other])
    found: B1 = np.logical_or.reduceat(part, ties.part_ptr[:-1])
    found.setflags(write=False)
    return found


def living_ties(day: Day) -> I4:
    """(N) with how many others each organisation has a living tie."""

    def counted() -> I4:
        ties, living = day.on.ties, alive(day)
        ends = np.concatenate([ties.first[living], ties.second[living]])
        return np.bincount(ends, minlength=len(day.facts.kind)).astype(np.int32)

    return day.remembered(("living ties",), counted, lambda made: made.nbytes)


def ties_into(ties: Ties, ends: B1, usable: B1) -> TiesInto:
    """Usable ties (T) that lead to one of ``ends`` (N); read from there, since a tie stands at both of its ends."""
    some = np.flatnonzero(ends).astype(np.int32)
    count = np.diff(ties.ptr)[some]
    hops = np.arange(count.sum()) + np.repeat(ties.ptr[some] - np.cumsum(count) + count, count)
    kept = usable[ties.hop_tie[hops]]
    hops, organisation = hops[kept], np.repeat(some, count)[kept]
    partner, tie = ties.neighbour[hops], ties.hop_tie[hops]
    cost = ties.cost[tie]
    order = np.lexsort((organisation, cost, partner))
    return TiesInto(partner[order], organisation[order], cost[order], tie[order])


def best_through(meetings: Sequence[Meeting], wanted: int) -> list[Through]:
    """The best pairs with one organisation between them, at most so many.

    By the product of the two ties, then by the partner's id; of one partner by the tie of the one, then that of the
    other, each by strength, then id. Of two of the same set, the one is the one that comes first by id.
    """
    heap = [root for at, meeting in enumerate(meetings) for root in _roots(meeting, at, wanted)]
    heapq.heapify(heap)
    found: list[Through] = []
    while heap and len(found) < wanted:
        cost, partner, at, i, j, spans = heapq.heappop(heap)
        meeting = meetings[at]
        ones, others = meeting.ones, meeting.others
        found.append(_through(cost, partner, meeting, i, j))
        (_, one_stop), (other_start, other_stop) = spans
        costs = ones.cost if others is None else others.cost
        if j + 1 < other_stop:
            heapq.heappush(heap, (int(ones.cost[i]) + int(costs[j + 1]), partner, at, i, j + 1, spans))
        begins = i + 1 if others is None else other_start
        if j == begins and i + 1 < one_stop:
            after = i + 2 if others is None else other_start
            if after < other_stop:
                heapq.heappush(heap, (int(ones.cost[i + 1]) + int(costs[after]), partner, at, i + 1, after, spans))
    return found


_Spans = tuple[tuple[int, int], tuple[int, int]]
_Entry = tuple[int, int, int, int, int, _Spans]


def _roots(meeting: Meeting, at: int, wanted: int) -> list[_Entry]:
    """The best pair of each partner: of so many partners as can be among the best pairs."""
    ones = meeting.ones
    others = ones if meeting.others is None else meeting.others
    partners = np.intersect1d(ones.partner, others.partner)
    one_start, one_stop = _spans(ones.partner, partners)
    other_start, other_stop = _spans(others.partner, partners)
    second = other_start
    if meeting.others is None:
        several = one_stop - one_start > 1
        partners, one_start, one_stop = partners[several], one_start[several], one_stop[several]
        other_start, other_stop, second = one_start, one_stop, one_start + 1
    cost = ones.cost[one_start].astype(np.int64) + others.cost[second]
    best = np.lexsort((partners, cost))[:wanted]
    return [
        (
            int(cost[k]), int(partners[k]), at, int(one_start[k]), int(second[k]),
            ((int(one_start[k]), int(one_stop[k])), (int(other_start[k]), int(other_stop[k]))),
        )
        for k in best.tolist()
    ]  # fmt: skip


def _spans(sorted_: I4, sought: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    return np.searchsorted(sorted_, sought), np.searchsorted(sorted_, sought, side="right")


def _through(cost: int, partner: int, meeting: Meeting, i: int, j: int) -> Through:
    ones = meeting.ones
    others = ones if meeting.others is None else meeting.others
    one, other = (int(ones.organisation[i]), int(ones.tie[i])), (int(others.organisation[j]), int(others.tie[j]))
    if (meeting.alike or meeting.others is None) and other < one:
        one, other = other, one
    return Through(cost, one[0], partner, other[0], one[1], other[1])
