"""One pass over the ties from one asker, of which the best openers of every market are read.

Where a route may lead depends on the market asked about only through the agencies and public bodies that are located
there: they are middle steps for that market alone. So there are two planes of partial routes: those good for whatever
market, made once; and beside them those that are better through organisations of one market, made and taken away again
for each. A partial route is kept by its last organisation and its number of steps, the best by cost, then ids.
"""

from typing import Any, NamedTuple

import numpy as np
from numba import njit

from queries.reading.ties import OUTSIDER
from queries.routing.kernel.between import tie_cost
from queries.routing.kernel.bounds import INFINITE
from queries.routing.kernel.search import Goal
from queries.routing.kernel.terrain import (
    ANY,
    END,
    NONE,
    ROUTE_IDS,
    Start,
    Terrain,
    leads_on,
    may_follow,
    position,
)
from queries.routing.kernel.work import spent

EVERYWHERE, HERE = 0, 1
"""The planes."""


class Spread(NamedTuple):
    """Partial routes of one asker; S steps at most, N organisations.

    Attributes:
        cost: (2, S + 1, N) of the best to each organisation in so many steps; INFINITE where there is none, or none as
            good as one of fewer steps, or, of the second plane, none better than that of the first.
        before: (2, S + 1, N) twice the organisation before the last, and the plane of the route to it.
        ends: (N, or empty for all) whom the last step may lead to.
        limit: none costs more.
        met, met_count: (S + 1, room), (S + 1) organisations with a route in the second plane, by steps.
    """

    cost: Any
    before: Any
    ends: Any
    limit: int
    met: Any
    met_count: Any


@njit(cache=True, nogil=True)
def _stands_before(spread: Spread, steps: int, one: Any, other: Any) -> bool:  # pragma: no cover
    """Whether the ids of one partial route of so many steps stand before those of another; both as in ``before``."""
    first = 0
    while steps > 0 and one != other:
        if one >> 1 != other >> 1:
            first = -1 if one >> 1 < other >> 1 else 1
        one, other = spread.before[one & 1, steps, one >> 1], spread.before[other & 1, steps, other >> 1]
        steps -= 1
    return first < 0


@njit(cache=True, nogil=True)
def _offer(spread: Spread, plane: int, steps: int, node: int, cost: int, came: int) -> None:  # pragma: no cover
    """Keep a partial route if it is the best of its steps, and none of fewer steps is as good."""
    for fewer in range(1, steps):
        if spread.cost[EVERYWHERE, fewer, node] <= cost or spread.cost[HERE, fewer, node] <= cost:
            return
    for other in range(plane, -1, -1):
        held = spread.cost[other, steps, node]
        if held < cost:
            return
        if held == cost and not _stands_before(spread, steps - 1, came, spread.before[other, steps, node]):
            return
    if plane == HERE and spread.cost[HERE, steps, node] == INFINITE:
        spread.met[steps, spread.met_count[steps]] = node
        spread.met_count[steps] += 1
    spread.cost[plane, steps, node] = cost
    spread.before[plane, steps, node] = came


@njit(cache=True, nogil=True)
def _lead_on(
    terrain: Terrain, start: Start, spread: Spread, plane: int, steps: int, came: int, leads: int
) -> None:  # pragma: no cover
    """Offer each step that leads on from a partial route of so many steps, which ``came`` stands for."""
    node, so_far = came >> 1, spread.cost[came & 1, steps, came >> 1]
    last = steps + 2 == spread.cost.shape[1]
    for hop in range(terrain.ptr[node], terrain.ptr[node + 1]):
        to, cost = terrain.neighbour[hop], terrain.hop_cost[hop]
        if cost > terrain.hop_at_most or so_far + cost > spread.limit or to == start.asker:
            continue
        if last and len(spread.ends) and not spread.ends[to]:
            continue
        if len(terrain.blocked) and terrain.blocked[to]:
            continue
        if len(terrain.removed_tie) and position(terrain.removed_tie, terrain.hop_tie[hop]) >= 0:
            continue
        if may_follow(terrain, leads, node, to):
            _offer(spread, plane, steps + 1, to, so_far + cost, came)
    for arc in range(np.searchsorted(terrain.extra_from, node), len(terrain.extra_from)):
        if terrain.extra_from[arc] != node:
            break
        to, cost = terrain.extra_to[arc], terrain.extra_cost[arc]
        if cost > terrain.hop_at_most or so_far + cost > spread.limit or to == start.asker:
            continue
        if not (len(terrain.blocked) and terrain.blocked[to]) and may_follow(terrain, leads, node, to):
            _offer(spread, plane, steps + 1, to, so_far + cost, came)


@njit(cache=True, nogil=True)
def spread_out(terrain: Terrain, start: Start, spread: Spread, work: Any) -> None:  # pragma: no cover
    """Fill the first plane. ``terrain`` asks about no market."""
    if start.asker == OUTSIDER:
        for at in range(len(start.root_node)):
            to, cost = start.root_node[at], start.root_cost[at]
            shut = len(terrain.blocked) and terrain.blocked[to]
            if cost <= terrain.hop_at_most and cost <= spread.limit and not shut:
                _offer(spread, EVERYWHERE, 1, to, cost, 2 * OUTSIDER)
    else:
        spread.cost[EVERYWHERE, 0, start.asker] = 0
        _lead_on(terrain, start, spread, EVERYWHERE, 0, 2 * start.asker, ANY)
    for steps in range(1, spread.cost.shape[1] - 1):
        for node in range(spread.cost.shape[2]):
            if spread.cost[EVERYWHERE, steps, node] < INFINITE:
                leads = leads_on(terrain, start, node, steps)
                if spent(work, 1 + terrain.ptr[node + 1] - terrain.ptr[node]):
                    return
                if leads != NONE:
                    _lead_on(terrain, start, spread, EVERYWHERE, steps, 2 * node + EVERYWHERE, leads)


@njit(cache=True, nogil=True)
def _spread_here(
    terrain: Terrain, start: Start, spread: Spread, market: int, anchors: Any, work: Any
) -> None:  # pragma: no cover
    """Fill the second plane for a market. ``anchors`` are the agencies and public bodies located there."""
    for steps in range(1, spread.cost.shape[1] - 1):
        for at in range(len(anchors)):
            node = anchors[at]
            known = spread.cost[EVERYWHERE, steps, node] < INFINITE and spread.cost[HERE, steps, node] == INFINITE
            if known and leads_on(terrain, start, node, steps) != ANY:
                spent(work, 1 + terrain.ptr[node + 1] - terrain.ptr[node])
                _lead_on(terrain, start, spread, HERE, steps, 2 * node + EVERYWHERE, ANY)
        for at in range(spread.met_count[steps]):
            node = spread.met[steps, at]
            leads = ANY if terrain.country[node] == market else leads_on(terrain, start, node, steps)
            if spent(work, 1 + terrain.ptr[node + 1] - terrain.ptr[node]):
                return
            if leads != NONE:
                _lead_on(terrain, start, spread, HERE, steps, 2 * node + HERE, leads)


@njit(cache=True, nogil=True)
def _forget_here(spread: Spread) -> None:  # pragma: no cover
    for steps in range(1, spread.cost.shape[1]):
        for at in range(spread.met_count[steps]):
            spread.cost[HERE, steps, spread.met[steps, at]] = INFINITE
        spread.met_count[steps] = 0


@njit(cache=True, nogil=True)
def _best_by_ties(terrain: Terrain, start: Start, spread: Spread, goal: Goal, opener: int) -> Any:  # pragma: no cover
    """(total, steps, came) of the best route of ties to an opener, ``came`` as in ``before``; a total of -1: none."""
    node, total, best_steps, best_came = goal.opener[opener], np.int64(-1), 0, np.int64(0)
    for steps in range(1, spread.cost.shape[1]):
        plane = HERE if spread.cost[HERE, steps, node] < INFINITE else EVERYWHERE
        beyond = goal.near[opener] if steps == 1 else goal.far[opener]
        cost = spread.cost[plane, steps, node]
        if cost < INFINITE and beyond < INFINITE and (total < 0 or cost + beyond < total):
            total, best_steps, best_came = np.int64(cost) + beyond, steps, np.int64(spread.before[plane, steps, node])
    if goal.through[opener] >= INFINITE or spread.cost.shape[1] < 3:
        return total, best_steps, best_came
    for at in range(terrain.operator_ptr[node], terrain.operator_ptr[node + 1]):
        operator = terrain.operator[at]
        first = spread.cost[EVERYWHERE, 1, operator]
        if first >= INFINITE:
            continue
        hop = np.int64(tie_cost(terrain, start, operator, node))
        cost, came = first + hop + goal.through[opener], np.int64(2 * operator + EVERYWHERE)
        if hop > terrain.hop_at_most or (total >= 0 and cost > total):
            continue
        fewer = best_steps > 2 or (best_steps == 2 and _stands_before(spread, 1, came, best_came))
        if total < 0 or cost < total or fewer:
            total, best_steps, best_came = cost, 2, came
    return total, best_steps, best_came


@njit(cache=True, nogil=True)
def openers_here(
    terrain: Terrain, start: Start, spread: Spread, goal: Goal, market: int, anchors: Any, work: Any
) -> Any:  # pragma: no cover
    """The openers of a market to which ties lead, each by the best of its routes; none of a total above the limit.

    Returns:
        positions among the openers, ascending; total of each; steps; routes (ids from the asker on, END behind the
        last).
    """
    _spread_here(terrain, start, spread, market, anchors, work)
    count = 0
    at, total = np.empty(len(goal.opener), np.int64), np.empty(len(goal.opener), np.int64)
    steps, came = np.empty(len(goal.opener), np.int64), np.empty(len(goal.opener), np.int64)
    for opener in range(len(goal.opener)):
        node = goal.opener[opener]
        shut = node == start.asker or (len(terrain.blocked) and terrain.blocked[node])
        if goal.near[opener] >= INFINITE or shut:
            continue
        best, best_steps, best_came = _best_by_ties(terrain, start, spread, goal, opener)
        if 0 <= best <= spread.limit:
            at[count], total[count], steps[count], came[count] = opener, best, best_steps, best_came
            count += 1
    routes = np.full((count, ROUTE_IDS), END, np.int32)
    for one in range(count):
        routes[one, steps[one]] = goal.opener[at[one]]
        before = came[one]
        for place in range(steps[one] - 1, -1, -1):
            routes[one, place] = before >> 1
            if place > 0:
                before = spread.before[before & 1, place, before >> 1]
    _forget_here(spread)
    return at[:count], total[:count], steps[:count], routes
