"""The best distinct simple routes of ties between two organisations, best first (k shortest simple paths).

Every partial route is bounded by the cheapest rest of the way to the one target: within one and two steps known for all
organisations that have one, beyond that worked out for an organisation when it is first met. Where several routes are
wanted no partial route dominates another: the next best ones are wanted too.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numba import njit

from queries.reading.ties import OUTSIDER
from queries.routing.kernel.bounds import INFINITE
from queries.routing.kernel.terrain import (
    ANY,
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
    on_route,
    pop,
    position,
    push,
)
from queries.routing.kernel.via import Wanted, meets
from queries.routing.kernel.work import spent

ON_DEMAND: Final = 3
"""Rows of the rest of the way known at once or worked out on demand; further ones are worked out for everybody."""
NARROWEST: Final = 1 << 14
WIDER: Final = 4
WIDEST: Final = 1 << 26
"""Routes are first sought up to NARROWEST above the least that the best may cost (a quarter of its strength less), then
up to WIDER times as far above it, and so on to WIDEST, beyond any route."""


class Rest(NamedTuple):
    """Cheapest rest of the way to the target; organisations that are not touched have none.

    Attributes:
        within: (L, N) exact cost within one (row 0), two (row 1) … steps; rows beyond the second hold -1
            where not yet worked out.
        touched: organisations with a value in any row; state[0] says how many.
    """

    within: Any
    touched: Any
    state: Any


@njit(cache=True, nogil=True)
def _lower(rest: Rest, layer: int, node: int, cost: int) -> None:  # pragma: no cover
    if cost < rest.within[layer, node]:
        if rest.within[0, node] == INFINITE and rest.within[1, node] == INFINITE:
            rest.touched[rest.state[0]] = node
            rest.state[0] += 1
        rest.within[layer, node] = cost


@njit(cache=True, nogil=True)
def _lead_to(terrain: Terrain, rest: Rest, layer: int, node: int, beyond: int) -> None:  # pragma: no cover
    """Whoever has a tie to ``node`` is one step further from the target than it."""
    for hop in range(terrain.ptr[node], terrain.ptr[node + 1]):
        if len(terrain.removed_tie) == 0 or position(terrain.removed_tie, terrain.hop_tie[hop]) < 0:
            _lower(rest, layer, terrain.neighbour[hop], terrain.back_cost[hop] + beyond)
    for arc in range(np.searchsorted(terrain.extra_from, node), len(terrain.extra_from)):
        if terrain.extra_from[arc] != node:
            break
        _lower(rest, layer, terrain.extra_to[arc], terrain.extra_cost[arc] + beyond)


@njit(cache=True, nogil=True)
def near_target(terrain: Terrain, target: int, rest: Rest) -> None:  # pragma: no cover
    """Fill the first two rows: who is one and two steps from the target."""
    _lead_to(terrain, rest, 0, target, 0)
    for at in range(rest.state[0]):
        node = rest.touched[at]
        if rest.within[0, node] < INFINITE:
            _lead_to(terrain, rest, 1, node, rest.within[0, node])


@njit(cache=True, nogil=True)
def rest_of(terrain: Terrain, rest: Rest, steps: int, node: int) -> int:  # pragma: no cover
    """Cheapest rest of the way from ``node`` within so many steps; INFINITE or more if there is none.

    Three steps are worked out when they are first asked for; ``fill_beyond`` must have been called for more.
    """
    if steps == 1:
        return rest.within[0, node]
    if steps == 2:
        return min(rest.within[0, node], rest.within[1, node])
    known = rest.within[steps - 1, node]
    if known >= 0:
        return known
    best = min(rest.within[0, node], rest.within[1, node])
    for hop in range(terrain.ptr[node], terrain.ptr[node + 1]):
        to = terrain.neighbour[hop]
        best = min(best, terrain.hop_cost[hop] + min(rest.within[0, to], rest.within[1, to]))
    for arc in range(np.searchsorted(terrain.extra_from, node), len(terrain.extra_from)):
        if terrain.extra_from[arc] != node:
            break
        to = terrain.extra_to[arc]
        best = min(best, terrain.extra_cost[arc] + min(rest.within[0, to], rest.within[1, to]))
    rest.within[2, node] = min(best, INFINITE)
    rest.touched[rest.state[0]] = node
    rest.state[0] += 1
    return rest.within[2, node]


@njit(cache=True, nogil=True)
def fill_beyond(terrain: Terrain, rest: Rest, work: Any) -> None:  # pragma: no cover
    """Work out all rows beyond the second for every organisation, where routes may take more than four steps."""
    count = len(terrain.ptr) - 1
    for node in range(count):
        rest_of(terrain, rest, 3, node)
    for layer in range(3, len(rest.within)):
        if spent(work, len(terrain.neighbour)):
            return
        earlier, now = rest.within[layer - 1], rest.within[layer]
        for node in range(count):
            best = np.int64(earlier[node])
            for hop in range(terrain.ptr[node], terrain.ptr[node + 1]):
                best = min(best, np.int64(terrain.hop_cost[hop]) + earlier[terrain.neighbour[hop]])
            now[node] = min(best, np.int64(INFINITE))
        for arc in range(len(terrain.extra_from)):
            node = terrain.extra_from[arc]
            now[node] = min(now[node], terrain.extra_cost[arc] + earlier[terrain.extra_to[arc]])


@njit(cache=True, nogil=True)
def tie_cost(terrain: Terrain, start: Start, node: int, target: int) -> Any:  # pragma: no cover
    """Cost of the tie from one to another; INFINITE if there is none."""
    best = np.int64(INFINITE)
    if node == OUTSIDER:
        for at in range(len(start.root_node)):
            if start.root_node[at] == target:
                best = min(best, start.root_cost[at])
        return best
    at = terrain.ptr[node] + np.searchsorted(terrain.neighbour[terrain.ptr[node] : terrain.ptr[node + 1]], target)
    if at < terrain.ptr[node + 1] and terrain.neighbour[at] == target:
        if len(terrain.removed_tie) == 0 or position(terrain.removed_tie, terrain.hop_tie[at]) < 0:
            best = min(best, terrain.hop_cost[at])
    for arc in range(np.searchsorted(terrain.extra_from, node), len(terrain.extra_from)):
        if terrain.extra_from[arc] != node:
            break
        if terrain.extra_to[arc] == target:
            best = min(best, terrain.extra_cost[arc])
    return best


class Sought(NamedTuple):
    """Which routes are sought.

    Attributes:
        target: node.
        max_steps: ties at most.
        wanted: how many routes.
        direct: whether the asker's own tie to the target is one.
        shut: ascending: organisations that are not on the way.
        meeting: what each must meet.
    """

    target: int
    max_steps: int
    wanted: int
    direct: bool
    shut: Any
    meeting: Wanted


@njit(cache=True, nogil=True)
def _add(
    terrain: Terrain, start: Start, rest: Rest, scratch: Scratch, state: Any, sought: Sought, parent: int, node: int,
    hop: int, left: int,
) -> None:  # pragma: no cover  # fmt: skip
    """Extend ``parent`` by one step that is not the last."""
    labels = scratch.labels
    if hop > terrain.hop_at_most or node == sought.target:
        return
    if node == start.asker or position(sought.shut, node) >= 0 or (len(terrain.blocked) and terrain.blocked[node]):
        return
    if on_route(labels, parent, node):
        return
    cost = labels.cost[parent] + hop
    beyond = rest_of(terrain, rest, left, node)
    if beyond >= INFINITE:
        return
    if cost + beyond > state[3]:
        state[4] = 1
        return
    if state[5] and _dominated(scratch, state, parent, node, cost):
        return
    _label(scratch, state, parent, node, cost, cost + beyond)


@njit(cache=True, nogil=True)
def _dominated(scratch: Scratch, state: Any, parent: int, node: int, cost: int) -> bool:  # pragma: no cover
    """Whether another way to ``node`` serves at least as well; if not, remember that this one does."""
    labels, best = scratch.labels, scratch.best
    if state[0] >= LABELS_AT_MOST:
        state[2] = 1
        return True
    steps = labels.steps[parent] + 1
    for fewer in range(1, steps + 1):
        other = best[fewer, node]
        if other < 0 or labels.cost[other] > cost:
            continue
        if labels.cost[other] < cost or fewer < steps:
            return True
        label = state[0]
        labels.node[label], labels.steps[label], labels.parent[label] = node, steps, parent
        if not before(labels, label, other):
            return True
    best[steps, node] = state[0]
    return False


@njit(cache=True, nogil=True)
def _label(scratch: Scratch, state: Any, parent: int, node: int, cost: int, estimate: int) -> None:  # pragma: no cover
    labels = scratch.labels
    label = state[0]
    if label >= LABELS_AT_MOST:
        state[2] = 1
        return
    state[0] = label + 1
    labels.node[label], labels.cost[label] = node, cost
    labels.steps[label], labels.parent[label] = labels.steps[parent] + 1, parent
    state[1] = push(scratch.heap, state[1], estimate << 32 | label)


@njit(cache=True, nogil=True)
def _finish(
    terrain: Terrain, start: Start, scratch: Scratch, state: Any, sought: Sought, parent: int
) -> None:  # pragma: no cover
    """Extend ``parent`` to the target by the last step."""
    hop = tie_cost(terrain, start, scratch.labels.node[parent], sought.target)
    if hop < INFINITE and hop <= terrain.hop_at_most and (sought.direct or parent > 0):
        cost = scratch.labels.cost[parent] + hop
        if cost <= state[3]:
            _label(scratch, state, parent, sought.target, cost, cost)
        else:
            state[4] = 1


@njit(cache=True, nogil=True)
def _rest_at_hand(within: Any, steps: int, node: int) -> int:  # pragma: no cover
    """A lower bound of ``rest_of`` without working anything out: 0 where it is not known yet."""
    if steps > 2:
        return max(0, within[steps - 1, node])
    return min(within[0, node], within[1, node]) if steps == 2 else within[0, node]


@njit(cache=True, nogil=True)
def _expand(
    terrain: Terrain, start: Start, rest: Rest, scratch: Scratch, state: Any, sought: Sought, label: int
) -> None:  # pragma: no cover
    node, steps = scratch.labels.node[label], scratch.labels.steps[label]
    left = sought.max_steps - steps - 1
    if node == OUTSIDER:
        _finish(terrain, start, scratch, state, sought, label)
        for at in range(len(start.root_node)):
            if left > 0:
                to, cost = start.root_node[at], start.root_cost[at]
                _add(terrain, start, rest, scratch, state, sought, label, to, cost, left)
        return
    leads = leads_on(terrain, start, node, steps) if steps > 0 else ANY
    if leads == NONE:
        return
    if may_follow(terrain, leads, node, sought.target):
        _finish(terrain, start, scratch, state, sought, label)
    if left == 0:
        return
    # Most hops of a large organisation lead nowhere near the target; they are passed over here, without a call.
    so_far, limit = scratch.labels.cost[label], state[3]
    for hop in range(terrain.ptr[node], terrain.ptr[node + 1]):
        to, cost = terrain.neighbour[hop], terrain.hop_cost[hop]
        beyond = _rest_at_hand(rest.within, left, to)
        if so_far + cost + beyond > limit:
            if beyond < INFINITE and cost < INFINITE:
                state[4] = 1
            continue
        if len(terrain.removed_tie) and position(terrain.removed_tie, terrain.hop_tie[hop]) >= 0:
            continue
        if may_follow(terrain, leads, node, to):
            _add(terrain, start, rest, scratch, state, sought, label, to, cost, left)
    for arc in range(np.searchsorted(terrain.extra_from, node), len(terrain.extra_from)):
        if terrain.extra_from[arc] != node:
            break
        if may_follow(terrain, leads, node, terrain.extra_to[arc]):
            to, cost = terrain.extra_to[arc], terrain.extra_cost[arc]
            _add(terrain, start, rest, scratch, state, sought, label, to, cost, left)


@njit(cache=True, nogil=True)
def routes_to(terrain: Terrain, start: Start, rest: Rest, scratch: Scratch, sought: Sought) -> Any:  # pragma: no cover
    """The best distinct simple routes from the asker to the target, by cost, steps, ids.

    ``rest`` comes from ``near_target`` of the same terrain, or of one with more steps.

    Returns:
        routes (W, ROUTE_IDS) ids from the asker on, END behind the last; costs (W); exact.
    """
    found = np.empty(LABELS_AT_MOST, np.int32)
    least = _least(terrain, start, rest, sought)
    margin = np.int64(NARROWEST)
    alone = sought.wanted == 1 and len(sought.meeting.via) == 0 and len(sought.meeting.in_order) == 0
    while True:
        # Labels made, keys in the heap, cut short, cost not to exceed, whether that left anything out,
        # whether to dominate.
        state = np.array([1, 0, 0, least + margin, 0, 1 if alone else 0])
        count = _within(terrain, start, rest, scratch, sought, found, state)
        if state[5]:
            for label in range(1, state[0]):
                scratch.best[scratch.labels.steps[label], scratch.labels.node[label]] = -1
        if count >= sought.wanted or state[2] or not state[4] or margin >= WIDEST:
            return _in_order(scratch.labels, found, count, sought.wanted, state)
        margin *= WIDER


@njit(cache=True, nogil=True)
def _least(terrain: Terrain, start: Start, rest: Rest, sought: Sought) -> Any:  # pragma: no cover
    """Cost below which there is no route; 0 where there seems to be none at all."""
    max_steps = sought.max_steps
    if start.asker == OUTSIDER:
        least = tie_cost(terrain, start, OUTSIDER, sought.target)
        if max_steps > 1:
            for at in range(len(start.root_node)):
                onward = rest_of(terrain, rest, max_steps - 1, start.root_node[at])
                least = min(least, start.root_cost[at] + onward)
    elif max_steps < ON_DEMAND:
        least = np.int64(rest_of(terrain, rest, max_steps, start.asker))
    else:
        least = np.int64(rest_of(terrain, rest, 2, start.asker))
        for hop in range(terrain.ptr[start.asker], terrain.ptr[start.asker + 1]):
            onward = rest_of(terrain, rest, max_steps - 1, terrain.neighbour[hop])
            least = min(least, np.int64(terrain.hop_cost[hop]) + onward)
        for arc in range(np.searchsorted(terrain.extra_from, start.asker), len(terrain.extra_from)):
            if terrain.extra_from[arc] != start.asker:
                break
            onward = rest_of(terrain, rest, max_steps - 1, terrain.extra_to[arc])
            least = min(least, np.int64(terrain.extra_cost[arc]) + onward)
    return int(least) if least < INFINITE else 0


@njit(cache=True, nogil=True)
def _within(
    terrain: Terrain, start: Start, rest: Rest, scratch: Scratch, sought: Sought, found: Any, state: Any
) -> int:  # pragma: no cover
    """Find the routes that cost no more than ``state[3]``, or than the last of those wanted; return how many."""
    labels = scratch.labels
    labels.node[0], labels.cost[0], labels.steps[0], labels.parent[0] = start.asker, 0, 0, -1
    ids = np.empty(ROUTE_IDS, np.int32)
    count = 0
    _expand(terrain, start, rest, scratch, state, sought, 0)
    while state[1] > 0 and state[2] == 0:
        key = scratch.heap[0]
        if key >> 32 > state[3]:
            break
        state[1] = pop(scratch.heap, state[1])
        label = key & 0xFFFFFFFF
        node = labels.node[label]
        if spent(scratch.work, 1 + terrain.ptr[node + 1] - terrain.ptr[node]):
            state[2] = 1
        elif node != sought.target:
            _expand(terrain, start, rest, scratch, state, sought, label)
        elif meets(sought.meeting, ids, ids_of(labels, label, ids)):
            found[count] = label
            count += 1
            if count == sought.wanted:
                state[3] = labels.cost[label]
    return count


@njit(cache=True, nogil=True)
def _in_order(labels: Labels, found: Any, count: int, wanted: int, state: Any) -> Any:  # pragma: no cover
    """Routes come by cost already; those of equal cost by steps, then ids. Only those wanted are kept in order."""
    for at in range(1, count):
        label = found[at]
        back = min(at, wanted)
        while back > 0:
            other = found[back - 1]
            if labels.cost[other] != labels.cost[label]:
                break
            fewer = labels.steps[label] < labels.steps[other]
            if not fewer and (labels.steps[label] > labels.steps[other] or not before(labels, label, other)):
                break
            if back < wanted:
                found[back] = other
            back -= 1
        if back < wanted:
            found[back] = label
    count = min(count, wanted)
    routes, costs = np.full((count, ROUTE_IDS), END, np.int32), np.empty(count, np.int64)
    for at in range(count):
        ids_of(labels, found[at], routes[at])
        costs[at] = labels.cost[found[at]]
    return routes, costs, state[2] == 0


@njit(cache=True, nogil=True)
def forget(rest: Rest) -> None:  # pragma: no cover
    """Make the memory as it was before ``near_target``."""
    for at in range(rest.state[0]):
        node = rest.touched[at]
        rest.within[0, node], rest.within[1, node] = INFINITE, INFINITE
        if len(rest.within) > 2:
            rest.within[2, node] = -1
    rest.within[3:] = -1
    rest.state[0] = 0
