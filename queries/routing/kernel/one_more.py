"""What one more tie of an asker would be worth: of each organisation, the rest of the way from it, market by market."""

from typing import Any, NamedTuple

import numpy as np
from numba import njit

from graph.snapshot.day.worth import COST_PER_NAT
from queries.routing.kernel.bounds import INFINITE
from queries.routing.kernel.search import Goal
from queries.routing.kernel.terrain import ANY, Start, Terrain, leads_on, operates, position
from queries.routing.kernel.work import spent


class Onward(NamedTuple):
    """Rest of the way to the openers of one market; L steps after the first, N organisations.

    Attributes:
        cost: (L, N) from each organisation within so many ties, presence and fit included; INFINITE for none.
        met, met_count: (L, N), (L) organisations that have one.
        first: (N) from each candidate on, as the asker's contact.
        first_met: (N + 1) those; in the last place how many.
        candidate: (N) whom the new tie may lead to.
        hop_ptr, hop: (N + 1 …) the rows of each organisation's ties that lead to a candidate.
        gain: (N) what it has raised the best scores of markets by so far.
    """

    cost: Any
    met: Any
    met_count: Any
    first: Any
    first_met: Any
    candidate: Any
    hop_ptr: Any
    hop: Any
    gain: Any


@njit(cache=True, nogil=True)
def _lower(onward: Onward, ties: int, node: int, cost: int) -> None:  # pragma: no cover
    if onward.cost[ties, node] == INFINITE:
        onward.met[ties, onward.met_count[ties]] = node
        onward.met_count[ties] += 1
    onward.cost[ties, node] = min(onward.cost[ties, node], cost)


@njit(cache=True, nogil=True)
def _lower_first(onward: Onward, node: int, cost: int) -> None:  # pragma: no cover
    if onward.first[node] == INFINITE:
        onward.first_met[onward.first_met[-1]] = node
        onward.first_met[-1] += 1
    onward.first[node] = min(onward.first[node], cost)


@njit(cache=True, nogil=True)
def _one_back(
    terrain: Terrain, start: Start, onward: Onward, ties: int, to: int, node: int, hop: int, market: int, limit: int
) -> None:  # pragma: no cover
    """Whoever has a tie to an organisation is one tie further from the openers; as a contact, and as a step."""
    cost = onward.cost[ties, to] + hop
    if hop > terrain.hop_at_most or cost > limit or node == start.asker:
        return
    if len(terrain.blocked) and terrain.blocked[node]:
        return
    if onward.candidate[node]:
        _lower_first(onward, node, cost)
    if ties + 1 < len(onward.cost) and cost < onward.cost[ties + 1, node]:
        if terrain.country[node] == market or leads_on(terrain, start, node, 2) == ANY:
            _lower(onward, ties + 1, node, cost)


@njit(cache=True, nogil=True)
def _go_back(
    terrain: Terrain, start: Start, onward: Onward, ties: int, to: int, market: int, limit: int
) -> None:  # pragma: no cover
    """One tie back from an organisation; in the last place only to candidates."""
    last = ties + 1 == len(onward.cost)
    first = onward.hop_ptr[to] if last else np.int64(terrain.ptr[to])
    end = onward.hop_ptr[to + 1] if last else np.int64(terrain.ptr[to + 1])
    for row in range(first, end):
        hop = onward.hop[row] if last else row
        cost = terrain.back_cost[hop]
        if cost >= INFINITE or (len(terrain.removed_tie) and position(terrain.removed_tie, terrain.hop_tie[hop]) >= 0):
            continue
        _one_back(terrain, start, onward, ties, to, terrain.neighbour[hop], cost, market, limit)
    for arc in range(np.searchsorted(terrain.extra_from, to), len(terrain.extra_from)):
        if terrain.extra_from[arc] != to:
            break
        _one_back(terrain, start, onward, ties, to, terrain.extra_to[arc], terrain.extra_cost[arc], market, limit)


@njit(cache=True, nogil=True)
def _at_the_end(terrain: Terrain, start: Start, onward: Onward, goal: Goal, limit: int) -> None:  # pragma: no cover
    """The openers themselves; and offices of others, by the tie of the asker to their operator."""
    for at in range(len(goal.opener)):
        node = goal.opener[at]
        shut = node == start.asker or (len(terrain.blocked) and terrain.blocked[node])
        if shut or goal.near[at] >= INFINITE:
            continue
        if onward.candidate[node] and goal.near[at] <= limit:
            _lower_first(onward, node, goal.near[at])
        if len(onward.cost) and goal.far[at] <= limit:
            _lower(onward, 0, node, goal.far[at])
        if not len(onward.cost) or goal.through[at] >= limit:
            continue
        for hop in range(terrain.ptr[node], terrain.ptr[node + 1]):
            operator, cost = terrain.neighbour[hop], np.int64(terrain.back_cost[hop]) + goal.through[at]
            gone = len(terrain.removed_tie) and position(terrain.removed_tie, terrain.hop_tie[hop]) >= 0
            if gone or terrain.back_cost[hop] > terrain.hop_at_most or cost > limit or not onward.candidate[operator]:
                continue
            if operates(terrain, operator, node):
                _lower_first(onward, operator, cost)


@njit(cache=True, nogil=True)
def _find_rests(
    terrain: Terrain, start: Start, onward: Onward, goal: Goal, market: int, limit: int, work: Any
) -> None:  # pragma: no cover
    """The rest of the way from each candidate, where it costs no more than ``limit``."""
    _at_the_end(terrain, start, onward, goal, limit)
    for ties in range(len(onward.cost)):
        for at in range(onward.met_count[ties]):
            node = onward.met[ties, at]
            if spent(work, 1 + terrain.ptr[node + 1] - terrain.ptr[node]):
                break
            _go_back(terrain, start, onward, ties, node, market, limit)


@njit(cache=True, nogil=True)
def _empty(onward: Onward) -> None:  # pragma: no cover
    """Leave it as it was, for the next market."""
    for at in range(onward.first_met[-1]):
        onward.first[onward.first_met[at]] = INFINITE
    onward.first_met[-1] = 0
    for ties in range(len(onward.cost)):
        for at in range(onward.met_count[ties]):
            onward.cost[ties, onward.met[ties, at]] = INFINITE
        onward.met_count[ties] = 0


@njit(cache=True, nogil=True)
def gain_here(
    terrain: Terrain, start: Start, onward: Onward, goal: Goal, market: int, best: int, new: int, floor: int, work: Any
) -> None:  # pragma: no cover
    """Add what the new tie would be worth in one market, for each candidate.

    Args:
        terrain: it asks about no market.
        start: who asks.
        onward: empty but for candidates and gains; so it is left.
        goal: the openers of the market.
        market: its position.
        best: total of its best opener as it is; -1 where there is none.
        new: cost of the new tie.
        floor: an opener of a larger total is none.
        work: signals of the work that it is part of.
    """
    limit = floor - new if best < 0 else min(floor, best - 1) - new
    _find_rests(terrain, start, onward, goal, market, limit, work)
    before = 0.0 if best < 0 else np.exp(-best / COST_PER_NAT)
    for at in range(onward.first_met[-1]):
        node = onward.first_met[at]
        onward.gain[node] += np.exp(-(new + onward.first[node]) / COST_PER_NAT) - before
    _empty(onward)


@njit(cache=True, nogil=True)
def rests_here(
    terrain: Terrain, start: Start, onward: Onward, goal: Goal, market: int, limit: int, rest: Any, work: Any
) -> None:  # pragma: no cover
    """Write the rest of the way from each candidate to the openers of one market into ``rest`` (N).

    What costs more than ``limit`` is left out; the other arguments are those of ``gain_here``.
    """
    _find_rests(terrain, start, onward, goal, market, limit, work)
    for at in range(onward.first_met[-1]):
        rest[onward.first_met[at]] = onward.first[onward.first_met[at]]
    _empty(onward)
