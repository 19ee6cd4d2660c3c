"""The best distinct simple routes between two organisations, best first.

Every partial route is bounded by the cheapest rest of the way to the one target: within one and two steps known for all
organisations that have one, beyond that worked out for an organisation when it is first met. Where several routes are
wanted no partial route dominates another: the next best ones are wanted too.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numba import njit

from queries.kernel.bounds import INFINITE
from queries.kernel.search import (
    LABELS_AT_MOST,
    NO_DESK,
    OUTSIDER,
    Labels,
    Scratch,
    Start,
    Terrain,
    _before,
    _ids,
    _pop,
    _position,
    _push,
    plain_cost,
)

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
        place: (L, P) the same by a mandate of a place as the next step.
        touched: organisations with a value in any row; state[0] says how many.
    """

    within: Any
    place: Any
    touched: Any
    state: Any


@njit(cache=True, nogil=True)
def _touch(rest: Rest, node: int) -> None:  # pragma: no cover
    if rest.within[0, node] == INFINITE and rest.within[1, node] == INFINITE:
        rest.touched[rest.state[0]] = node
        rest.state[0] += 1


@njit(cache=True, nogil=True)
def _lower(rest: Rest, layer: int, node: int, cost: int) -> None:  # pragma: no cover
    if cost < rest.within[layer, node]:
        _touch(rest, node)
        rest.within[layer, node] = cost


@njit(cache=True, nogil=True)
def near_target(terrain: Terrain, members_ptr: Any, members: Any, target: int, rest: Rest) -> None:  # pragma: no cover
    """Fill the first two rows: who is one and two steps from the target.

    ``members_ptr`` and ``members`` are the organisations of each place.
    """
    places = len(members_ptr) - 1
    for hop in range(terrain.ptr[target], terrain.ptr[target + 1]):
        if len(terrain.removed_tie) == 0 or _position(terrain.removed_tie, terrain.hop_tie[hop]) < 0:
            _lower(rest, 0, terrain.neighbour[hop], terrain.hop_cost[hop])
    for arc in range(np.searchsorted(terrain.extra_from, target), len(terrain.extra_from)):
        if terrain.extra_from[arc] != target:
            break
        _lower(rest, 0, terrain.extra_to[arc], terrain.extra_cost[arc])
    for spot in range(len(terrain.home_ptr) - 1):
        for arc in range(terrain.home_ptr[spot], terrain.home_ptr[spot + 1]):
            if terrain.home_target[arc] == target:
                rest.place[0, spot] = min(rest.place[0, spot], terrain.home_cost[arc])
        for arc in range(terrain.desk_ptr[spot], terrain.desk_ptr[spot + 1]):
            if terrain.desk_target[arc] == target:
                rest.place[0, spot] = min(rest.place[0, spot], terrain.desk_cost[arc])
    for at in range(rest.state[0]):
        node = rest.touched[at]
        if rest.within[0, node] < INFINITE:
            _relax(terrain, rest, node, rest.within[0, node])
    for spot in range(places):
        if rest.place[0, spot] < INFINITE:
            for at in range(members_ptr[spot], members_ptr[spot + 1]):
                _relax(terrain, rest, members[at], rest.place[0, spot])
    for spot in range(len(terrain.home_ptr) - 1):
        rest.place[1, spot] = rest.place[0, spot]
        for arc in range(terrain.home_ptr[spot], terrain.home_ptr[spot + 1]):
            if terrain.home_cost[arc] < INFINITE:
                agency = terrain.home_target[arc]
                cost = rest.within[0, agency]
                if terrain.place[agency] >= 0:
                    cost = min(cost, rest.place[0, terrain.place[agency]])
                cost += terrain.home_cost[arc]
                rest.place[1, spot] = min(rest.place[1, spot], cost)


@njit(cache=True, nogil=True)
def _relax(terrain: Terrain, rest: Rest, node: int, cost: int) -> None:  # pragma: no cover
    """Whoever is tied to ``node`` is one step further from the target than it."""
    for hop in range(terrain.ptr[node], terrain.ptr[node + 1]):
        _lower(rest, 1, terrain.neighbour[hop], terrain.hop_cost[hop] + cost)
    for arc in range(np.searchsorted(terrain.extra_from, node), len(terrain.extra_from)):
        if terrain.extra_from[arc] != node:
            break
        _lower(rest, 1, terrain.extra_to[arc], terrain.extra_cost[arc] + cost)


@njit(cache=True, nogil=True)
def _within_two(terrain: Terrain, rest: Rest, node: int) -> int:  # pragma: no cover
    best = min(rest.within[0, node], rest.within[1, node])
    place = terrain.place[node]
    if place >= 0:
        best = min(best, rest.place[0, place], rest.place[1, place])
    return best


@njit(cache=True, nogil=True)
def rest_of(terrain: Terrain, rest: Rest, steps: int, node: int) -> int:  # pragma: no cover
    """Cheapest rest of the way from ``node`` within so many steps; INFINITE or more if there is none.

    Three steps are worked out when they are first asked for; ``fill_beyond`` must have been called for more.
    """
    place = terrain.place[node]
    if steps == 1:
        best = rest.within[0, node]
        return min(best, rest.place[0, place]) if place >= 0 else best
    if steps == 2:
        return _within_two(terrain, rest, node)
    known = rest.within[steps - 1, node]
    if known >= 0:
        return known
    best = _within_two(terrain, rest, node)
    for hop in range(terrain.ptr[node], terrain.ptr[node + 1]):
        best = min(best, terrain.hop_cost[hop] + _within_two(terrain, rest, terrain.neighbour[hop]))
    for arc in range(np.searchsorted(terrain.extra_from, node), len(terrain.extra_from)):
        if terrain.extra_from[arc] != node:
            break
        best = min(best, terrain.extra_cost[arc] + _within_two(terrain, rest, terrain.extra_to[arc]))
    if place >= 0:
        for arc in range(terrain.home_ptr[place], terrain.home_ptr[place + 1]):
            if terrain.home_cost[arc] < INFINITE:
                best = min(best, terrain.home_cost[arc] + _within_two(terrain, rest, terrain.home_target[arc]))
    rest.within[2, node] = best
    rest.touched[rest.state[0]] = node
    rest.state[0] += 1
    return best


@njit(cache=True, nogil=True)
def fill_beyond(terrain: Terrain, rest: Rest) -> None:  # pragma: no cover
    """Work out all rows beyond the second for every organisation, where routes may take more than four steps."""
    count = len(terrain.ptr) - 1
    for node in range(count):
        rest_of(terrain, rest, 3, node)
    for layer in range(3, len(rest.within)):
        before, now = rest.within[layer - 1], rest.within[layer]
        for node in range(count):
            best = before[node]
            for hop in range(terrain.ptr[node], terrain.ptr[node + 1]):
                best = min(best, terrain.hop_cost[hop] + before[terrain.neighbour[hop]])
            place = terrain.place[node]
            if place >= 0:
                for arc in range(terrain.home_ptr[place], terrain.home_ptr[place + 1]):
                    if terrain.home_cost[arc] < INFINITE:
                        best = min(best, terrain.home_cost[arc] + before[terrain.home_target[arc]])
            now[node] = best
        for arc in range(len(terrain.extra_from)):
            node = terrain.extra_from[arc]
            now[node] = min(now[node], terrain.extra_cost[arc] + before[terrain.extra_to[arc]])


@njit(cache=True, nogil=True)
def _add(
    terrain: Terrain,
    start: Start,
    rest: Rest,
    scratch: Scratch,
    state: Any,
    parent: int,
    node: int,
    hop: int,
    target: int,
    left: int,
    shut: Any,
) -> None:  # pragma: no cover
    """Extend ``parent`` by one step that is not the last."""
    labels = scratch.labels
    if hop > terrain.hop_at_most or node == target:
        return
    if node == start.asker or _position(shut, node) >= 0 or (len(terrain.blocked) and terrain.blocked[node]):
        return
    at = parent
    while at >= 0:
        if labels.node[at] == node:
            return
        at = labels.parent[at]
    cost = labels.cost[parent] + hop
    beyond = rest_of(terrain, rest, left, node)
    if beyond >= INFINITE:
        return
    if cost + beyond > state[3]:
        state[4] = 1
        return
    if state[5] and _dominated(scratch, state, parent, node, cost):
        return
    _label(scratch, state, parent, node, NO_DESK, cost, cost + beyond)


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
        labels.node[label], labels.desk[label], labels.parent[label] = node, NO_DESK, parent
        if not _before(labels, label, other):
            return True
    best[steps, node] = state[0]
    return False


@njit(cache=True, nogil=True)
def _label(
    scratch: Scratch, state: Any, parent: int, node: int, desk: int, cost: int, estimate: int
) -> None:  # pragma: no cover
    labels = scratch.labels
    label = state[0]
    if label >= LABELS_AT_MOST:
        state[2] = 1
        return
    state[0] = label + 1
    labels.node[label], labels.desk[label], labels.cost[label] = node, desk, cost
    labels.steps[label], labels.parent[label] = labels.steps[parent] + 1, parent
    state[1] = _push(scratch.heap, state[1], estimate << 32 | label)


@njit(cache=True, nogil=True)
def _finish(
    terrain: Terrain, start: Start, scratch: Scratch, state: Any, parent: int, target: int, direct: bool, shut: Any
) -> None:  # pragma: no cover
    """Extend ``parent`` to the target by the last step.

    The step is taken through each desk that is stronger than tie and constituency; if there is none, by the stronger of
    these two. ``direct`` is False where the asker itself may not take the plain step. A desk among ``shut`` is not
    used, but is as strong as it is.
    """
    labels = scratch.labels
    node = labels.node[parent]
    plain = plain_cost(terrain, start, node, target)
    place = start.root_place if node == OUTSIDER else terrain.place[node]
    stronger = False
    if place >= 0:
        for arc in range(terrain.desk_ptr[place], terrain.desk_ptr[place + 1]):
            hop, office = terrain.desk_cost[arc], terrain.desk_office[arc]
            if terrain.desk_target[arc] != target or hop >= plain or hop > terrain.hop_at_most:
                continue
            if len(terrain.blocked) and terrain.blocked[office]:
                continue
            stronger = True
            if _position(shut, office) < 0:
                cost = labels.cost[parent] + hop
                if cost <= state[3]:
                    _label(scratch, state, parent, target, office, cost, cost)
                else:
                    state[4] = 1
    if not stronger and plain < INFINITE and plain <= terrain.hop_at_most and (direct or parent > 0):
        cost = labels.cost[parent] + plain
        if cost <= state[3]:
            _label(scratch, state, parent, target, NO_DESK, cost, cost)
        else:
            state[4] = 1


@njit(cache=True, nogil=True)
def _rest_at_hand(within: Any, by_place: Any, place: Any, steps: int, node: int) -> int:  # pragma: no cover
    """A lower bound of ``rest_of`` without working anything out: 0 where it is not known yet."""
    spot = place[node]
    if steps > 2:
        return max(0, within[steps - 1, node])
    best = within[0, node]
    if spot >= 0:
        best = min(best, by_place[0, spot])
    if steps == 2:
        best = min(best, within[1, node])
        if spot >= 0:
            best = min(best, by_place[1, spot])
    return best


@njit(cache=True, nogil=True)
def _expand(
    terrain: Terrain,
    start: Start,
    rest: Rest,
    scratch: Scratch,
    state: Any,
    label: int,
    target: int,
    max_steps: int,
    direct: bool,
    shut: Any,
) -> None:  # pragma: no cover
    node, left = scratch.labels.node[label], max_steps - scratch.labels.steps[label] - 1
    _finish(terrain, start, scratch, state, label, target, direct, shut)
    if left == 0:
        return
    place = start.root_place if node == OUTSIDER else terrain.place[node]
    if node == OUTSIDER:
        for at in range(len(start.root_node)):
            to, cost = start.root_node[at], start.root_cost[at]
            if cost == plain_cost(terrain, start, node, to):
                _add(terrain, start, rest, scratch, state, label, to, cost, target, left, shut)
        return
    # Most hops of a large organisation lead nowhere near the target; they are passed over here, without a call.
    so_far, limit = scratch.labels.cost[label], state[3]
    for hop in range(terrain.ptr[node], terrain.ptr[node + 1]):
        to, cost = terrain.neighbour[hop], terrain.hop_cost[hop]
        beyond = _rest_at_hand(rest.within, rest.place, terrain.place, left, to)
        if so_far + cost + beyond > limit:
            if beyond < INFINITE:
                state[4] = 1
            continue
        if len(terrain.removed_tie) and _position(terrain.removed_tie, terrain.hop_tie[hop]) >= 0:
            continue
        if place < 0 or not _home_is_stronger(terrain, place, to, cost):
            _add(terrain, start, rest, scratch, state, label, to, cost, target, left, shut)
    for arc in range(np.searchsorted(terrain.extra_from, node), len(terrain.extra_from)):
        if terrain.extra_from[arc] != node:
            break
        to, cost = terrain.extra_to[arc], terrain.extra_cost[arc]
        if place < 0 or not _home_is_stronger(terrain, place, to, cost):
            _add(terrain, start, rest, scratch, state, label, to, cost, target, left, shut)
    if place >= 0:
        for arc in range(terrain.home_ptr[place], terrain.home_ptr[place + 1]):
            to, cost = terrain.home_target[arc], terrain.home_cost[arc]
            if cost < INFINITE and to != node and _only_way(terrain, start, node, to, cost):
                _add(terrain, start, rest, scratch, state, label, to, cost, target, left, shut)


@njit(cache=True, nogil=True)
def _home_is_stronger(terrain: Terrain, place: int, target: int, tie: int) -> bool:  # pragma: no cover
    """Whether a constituency of the place is stronger than a tie to the same organisation: then it alone counts."""
    for arc in range(terrain.home_ptr[place], terrain.home_ptr[place + 1]):
        if terrain.home_target[arc] == target and terrain.home_cost[arc] < tie:
            return True
    return False


@njit(cache=True, nogil=True)
def _only_way(terrain: Terrain, start: Start, node: int, target: int, home: int) -> bool:  # pragma: no cover
    """Whether no tie between the two is as strong as the constituency."""
    at = terrain.ptr[node] + np.searchsorted(terrain.neighbour[terrain.ptr[node] : terrain.ptr[node + 1]], target)
    tied = at < terrain.ptr[node + 1] and terrain.neighbour[at] == target and terrain.hop_cost[at] <= home
    if tied and len(terrain.removed_tie):
        tied = _position(terrain.removed_tie, terrain.hop_tie[at]) < 0
    for arc in range(np.searchsorted(terrain.extra_from, node), len(terrain.extra_from)):
        if terrain.extra_from[arc] != node:
            break
        tied = tied or (terrain.extra_to[arc] == target and terrain.extra_cost[arc] <= home)
    return not tied


@njit(cache=True, nogil=True)
def _meets(labels: Labels, label: int, via: Any) -> bool:  # pragma: no cover
    if len(via) == 0:
        return True
    while label >= 0:
        if labels.node[label] >= 0 and via[labels.node[label]]:
            return True
        if labels.desk[label] != NO_DESK and via[labels.desk[label]]:
            return True
        label = labels.parent[label]
    return False


@njit(cache=True, nogil=True)
def routes_to(
    terrain: Terrain,
    start: Start,
    rest: Rest,
    scratch: Scratch,
    target: int,
    max_steps: int,
    wanted: int,
    direct: bool,
    shut: Any,
    via: Any,
) -> Any:  # pragma: no cover
    """The best ``wanted`` distinct simple routes from the asker to ``target``, by cost, steps, ids.

    ``rest`` comes from ``near_target`` of the same terrain, or of one with more steps. ``via`` (N, or empty): one of
    these must be on the route. ``shut``: ascending, organisations that are neither on the way nor desks; ``direct``:
    whether the asker may step to the target without a desk.

    Returns:
        routes (W, 16) ids from the asker on, -2 behind the end; desks (W); costs (W); exact.
    """
    found = np.empty(LABELS_AT_MOST, np.int32)
    least = _least(terrain, start, rest, target, max_steps)
    margin = np.int64(NARROWEST)
    while True:
        # Labels made, keys in the heap, cut short, cost not to exceed, whether that left anything out,
        # whether to dominate.
        state = np.array([1, 0, 0, least + margin, 0, 1 if wanted == 1 and len(via) == 0 else 0])
        count = _within(terrain, start, rest, scratch, target, max_steps, wanted, direct, shut, via, found, state)
        if state[5]:
            for label in range(1, state[0]):
                scratch.best[scratch.labels.steps[label], scratch.labels.node[label]] = -1
        if count >= wanted or state[2] or not state[4] or margin >= WIDEST:
            return _in_order(scratch.labels, found, count, wanted, state)
        margin *= WIDER


@njit(cache=True, nogil=True)
def _least(terrain: Terrain, start: Start, rest: Rest, target: int, max_steps: int) -> int:  # pragma: no cover
    """Cost below which there is no route; 0 where there seems to be none at all."""
    if start.asker != OUTSIDER:
        least = rest_of(terrain, rest, max_steps, start.asker) if max_steps < 3 else np.int64(INFINITE)
        if max_steps >= 3:
            for hop in range(terrain.ptr[start.asker], terrain.ptr[start.asker + 1]):
                onward = rest_of(terrain, rest, max_steps - 1, terrain.neighbour[hop])
                least = min(least, terrain.hop_cost[hop] + onward)
            least = min(least, rest_of(terrain, rest, 2, start.asker))
        return int(least) if least < INFINITE else 0
    least = plain_cost(terrain, start, OUTSIDER, target)
    if max_steps > 1:
        for at in range(len(start.root_node)):
            onward = rest_of(terrain, rest, max_steps - 1, start.root_node[at])
            least = min(least, start.root_cost[at] + onward)
    return int(least) if least < INFINITE else 0


@njit(cache=True, nogil=True)
def _within(
    terrain: Terrain, start: Start, rest: Rest, scratch: Scratch, target: int, max_steps: int, wanted: int,
    direct: bool, shut: Any, via: Any, found: Any, state: Any,
) -> int:  # pragma: no cover  # fmt: skip
    """Find the routes that cost no more than ``state[3]``, or than the last of those wanted; return how many."""
    labels = scratch.labels
    labels.node[0], labels.desk[0], labels.cost[0], labels.steps[0], labels.parent[0] = start.asker, NO_DESK, 0, 0, -1
    count = 0
    _expand(terrain, start, rest, scratch, state, 0, target, max_steps, direct, shut)
    while state[1] > 0 and state[2] == 0:
        key = scratch.heap[0]
        if key >> 32 > state[3]:
            break
        state[1] = _pop(scratch.heap, state[1])
        label = key & 0xFFFFFFFF
        if labels.node[label] != target:
            _expand(terrain, start, rest, scratch, state, label, target, max_steps, direct, shut)
        elif _meets(labels, label, via):
            found[count] = label
            count += 1
            if count == wanted:
                state[3] = labels.cost[label]
    return count


@njit(cache=True, nogil=True)
def _in_order(labels: Labels, found: Any, count: int, wanted: int, state: Any) -> Any:  # pragma: no cover
    """Routes come by cost already; those of equal cost by steps, then ids."""
    for at in range(1, count):
        label = found[at]
        back = at
        while back > 0:
            other = found[back - 1]
            if labels.cost[other] != labels.cost[label]:
                break
            fewer = labels.steps[label] < labels.steps[other]
            if not fewer and (labels.steps[label] > labels.steps[other] or not _before(labels, label, other)):
                break
            found[back] = other
            back -= 1
        found[back] = label
    count = min(count, wanted)
    routes, desks, costs = np.full((count, 16), -2, np.int32), np.empty(count, np.int32), np.empty(count, np.int64)
    for at in range(count):
        _ids(labels, found[at], routes[at])
        desks[at], costs[at] = labels.desk[found[at]], labels.cost[found[at]]
    return routes, desks, costs, state[2] == 0


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
    rest.place[:] = INFINITE
