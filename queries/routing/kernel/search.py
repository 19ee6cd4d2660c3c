"""Best-first search (A* over labels of cost and steps) over ties from one asker to the best door openers of a target.

The search is exact: what it leaves out is beyond a lower bound, and what is of equal cost is ordered by stated rules.
"""

from typing import Any, NamedTuple

import numpy as np
from numba import njit

from queries.reading.ties import OUTSIDER
from queries.routing.kernel.bounds import INFINITE, UNIT, UNREACHABLE
from queries.routing.kernel.terrain import (
    END,
    LABELS_AT_MOST,
    NONE,
    ROUTE_IDS,
    Labels,
    Scratch,
    Start,
    Terrain,
    before,
    ids_of,
    leads_on,
    may_follow,
    operates,
    pop,
    position,
    push,
)
from queries.routing.kernel.work import spent


class Goal(NamedTuple):
    """The openers of a target, ascending, and what each costs this asker beyond the route; O openers.

    Attributes:
        opener: (O) nodes.
        near: (O) cost of presence and fit where the asker's own tie leads to it; INFINITE: no opener so.
        far: (O) the same by way of others.
        through: (O) of an office of others the same by the asker's own tie to its operator; INFINITE for all others.
        bounds: (layers, N) see ``bound_layers``.
    """

    opener: Any
    near: Any
    far: Any
    through: Any
    bounds: Any


class Found(NamedTuple):
    """The best openers so far; W are wanted.

    Attributes:
        label: (W) the last label of each one's route.
        total: (W) cost of route, presence and fit.
        opener: (W) position among the goal's openers.
        slot: (O) where each opener stands among these; -1.
        state: how many there are so far, and the total that another one must not exceed.
    """

    label: Any
    total: Any
    opener: Any
    slot: Any
    state: Any


def new_found(wanted: int, openers: int, limit: int) -> Found:
    """Nothing yet, of so many openers. None is to be found whose total is above ``limit``."""
    return Found(
        np.empty(wanted, np.int32),
        np.empty(wanted, np.int64),
        np.empty(wanted, np.int32),
        np.full(openers, -1, np.int32),
        np.array([0, limit]),
    )


@njit(cache=True, nogil=True)
def _better(labels: Labels, label: int, total: int, opener: int, found: Found, at: int) -> bool:  # pragma: no cover
    """Whether a candidate stands before entry ``at``: by sum, steps, own id; routes of the same opener by their ids."""
    if total != found.total[at]:
        return bool(total < found.total[at])
    steps, other = labels.steps[label], labels.steps[found.label[at]]
    if steps != other:
        return bool(steps < other)
    if opener != found.opener[at]:
        return bool(opener < found.opener[at])
    return before(labels, label, found.label[at])


@njit(cache=True, nogil=True)
def consider(labels: Labels, label: int, total: int, opener: int, found: Found) -> None:  # pragma: no cover
    """Keep a route to an opener if it is among the best."""
    count, wanted = found.state[0], len(found.label)
    if total > found.state[1]:
        return
    at = found.slot[opener]
    if at < 0 and count < wanted:
        at = count
        found.state[0] = count + 1
    elif at < 0:
        worst = 0
        for one in range(1, count):
            if _better(labels, found.label[worst], found.total[worst], found.opener[worst], found, one):
                worst = one
        if not _better(labels, label, total, opener, found, worst):
            return
        at = worst
        found.slot[found.opener[at]] = -1
    elif not _better(labels, label, total, opener, found, at):
        return
    found.label[at], found.total[at], found.opener[at], found.slot[opener] = label, total, opener, at
    if found.state[0] == wanted:
        found.state[1] = min(found.state[1], found.total[:wanted].max())


@njit(cache=True, nogil=True)
def beyond(terrain: Terrain, goal: Goal, opener: int, steps: int, parent_node: int) -> int:  # pragma: no cover
    """Cost of presence and fit of an opener that is reached in so many ties, the last of them from ``parent_node``."""
    if steps == 1:
        return int(goal.near[opener])
    if steps == 2 and goal.through[opener] < INFINITE and operates(terrain, parent_node, goal.opener[opener]):
        return int(goal.through[opener])
    return int(goal.far[opener])


@njit(cache=True, nogil=True)
def steps_on(
    terrain: Terrain, goal: Goal, start: Start, scratch: Scratch, limit: int, max_steps: int, label: int
) -> int:  # pragma: no cover
    """Write the steps that lead on from a partial route and may still lead to one of the best; return how many.

    Most hops of a large organisation lead nowhere near: they are passed over here.
    """
    node, cost, steps = scratch.labels.node[label], scratch.labels.cost[label], scratch.labels.steps[label]
    count = 0
    if node == OUTSIDER:
        for at in range(len(start.root_node)):
            scratch.step_node[count], scratch.step_cost[count] = start.root_node[at], start.root_cost[at]
            count += 1
        return count
    leads = leads_on(terrain, start, node, steps) if steps > 0 else 1
    if leads == NONE:
        return 0
    bounds = goal.bounds[max_steps - steps - 1]
    for hop in range(terrain.ptr[node], terrain.ptr[node + 1]):
        to, hop_cost = terrain.neighbour[hop], terrain.hop_cost[hop]
        bound = bounds[to]
        if bound == UNREACHABLE or cost + hop_cost + bound * UNIT > limit:
            continue
        if len(terrain.removed_tie) and position(terrain.removed_tie, terrain.hop_tie[hop]) >= 0:
            continue
        if may_follow(terrain, leads, node, to):
            scratch.step_node[count], scratch.step_cost[count] = to, hop_cost
            count += 1
    if len(terrain.extra_from):
        for arc in range(np.searchsorted(terrain.extra_from, node), len(terrain.extra_from)):
            if terrain.extra_from[arc] != node:
                break
            if may_follow(terrain, leads, node, terrain.extra_to[arc]):
                scratch.step_node[count], scratch.step_cost[count] = terrain.extra_to[arc], terrain.extra_cost[arc]
                count += 1
    return count


@njit(cache=True, nogil=True)
def _dominated(scratch: Scratch, node: int, steps: int, cost: int, label: int) -> bool:  # pragma: no cover
    """Whether another way to an organisation serves at least as well. ``label`` is the partial route itself."""
    labels, best = scratch.labels, scratch.best
    for fewer in range(1, steps):
        other = best[fewer, node]
        if other >= 0 and labels.cost[other] <= cost:
            return True
    other = best[steps, node]
    if other < 0 or labels.cost[other] > cost:
        return False
    return labels.cost[other] < cost or not before(labels, label, other)


@njit(cache=True, nogil=True)
def _reach(
    terrain: Terrain, goal: Goal, start: Start, scratch: Scratch, found: Found, max_steps: int, state: Any,
    parent: int, count: int,
) -> None:  # pragma: no cover  # fmt: skip
    """Extend a partial route by each of its steps that is not blocked or dominated and may lead to one of the best."""
    labels = scratch.labels
    steps, so_far, at_parent = labels.steps[parent] + 1, labels.cost[parent], labels.node[parent]
    bounds = goal.bounds[max_steps - steps]
    for at in range(count):
        node, hop = scratch.step_node[at], scratch.step_cost[at]
        cost = so_far + hop
        bound = bounds[node]
        estimate = cost + bound * UNIT
        if hop > terrain.hop_at_most or node == start.asker or bound == UNREACHABLE or estimate > found.state[1]:
            continue
        if len(terrain.blocked) and terrain.blocked[node]:
            continue
        label = state[0]
        if label >= LABELS_AT_MOST:
            state[2] = 1
            return
        labels.node[label], labels.cost[label], labels.steps[label], labels.parent[label] = node, cost, steps, parent
        opener = position(goal.opener, node) if goal.bounds[0, node] != UNREACHABLE else -1
        dominated = _dominated(scratch, node, steps, cost, label)
        # An office that only its operator may lead to is an opener by this route, be another way to it better or not.
        if dominated and not (opener >= 0 and steps == 2 and goal.through[opener] < INFINITE):
            continue
        state[0] = label + 1
        if opener >= 0:
            rest = beyond(terrain, goal, opener, steps, at_parent)
            if rest < INFINITE:
                consider(labels, label, cost + rest, opener, found)
        if not dominated:
            scratch.best[steps, node] = label
            if steps < max_steps:
                state[1] = push(scratch.heap, state[1], estimate << 32 | label)


@njit(cache=True, nogil=True)
def search(
    terrain: Terrain, goal: Goal, start: Start, scratch: Scratch, max_steps: int, found: Found
) -> Any:  # pragma: no cover
    """The best openers for one asker, by ties alone; ``found`` says how many, and up to which total.

    Returns:
        routes (W, ROUTE_IDS) ids from the asker on, END behind the last; totals (W); positions among openers (W);
        exact; labels made. W is at most what is wanted, in the order of sum, steps, id.
    """
    labels, best = scratch.labels, scratch.best
    state = np.zeros(3, np.int64)
    labels.node[0], labels.cost[0], labels.steps[0], labels.parent[0] = start.asker, 0, 0, -1
    state[0] = 1
    count = steps_on(terrain, goal, start, scratch, found.state[1], max_steps, 0)
    _reach(terrain, goal, start, scratch, found, max_steps, state, 0, count)
    while state[1] > 0 and state[2] == 0:
        key = scratch.heap[0]
        state[1] = pop(scratch.heap, state[1])
        if key >> 32 > found.state[1]:
            break
        label = key & 0xFFFFFFFF
        node, steps = labels.node[label], labels.steps[label]
        if spent(scratch.work, 1 + terrain.ptr[node + 1] - terrain.ptr[node]):
            break
        stale = best[steps, node] != label
        for fewer in range(1, steps):
            other = best[fewer, node]
            if other >= 0 and labels.cost[other] <= labels.cost[label]:
                stale = True
        if not stale:
            count = steps_on(terrain, goal, start, scratch, found.state[1], max_steps, label)
            _reach(terrain, goal, start, scratch, found, max_steps, state, label, count)
    result = ranked(labels, found, state, scratch.work)
    for label in range(1, state[0]):
        best[labels.steps[label], labels.node[label]] = -1
    return result


@njit(cache=True, nogil=True)
def ranked(labels: Labels, found: Found, state: Any, work: Any) -> Any:  # pragma: no cover
    """What ``search`` returns."""
    count = found.state[0]
    for at in range(1, count):
        label, total, opener = found.label[at], found.total[at], found.opener[at]
        back = at
        while back > 0 and _better(labels, label, total, opener, found, back - 1):
            found.label[back], found.total[back], found.opener[back] = (
                found.label[back - 1],
                found.total[back - 1],
                found.opener[back - 1],
            )
            back -= 1
        found.label[back], found.total[back], found.opener[back] = label, total, opener
        if spent(work, 1 + at - back):
            break
    routes = np.full((count, ROUTE_IDS), END, np.int32)
    for at in range(count):
        ids_of(labels, found.label[at], routes[at])
    return routes, found.total[:count].copy(), found.opener[:count].copy(), state[2] == 0, state[0]
