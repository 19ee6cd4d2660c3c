"""Best-first search from one asker to the best door openers of a target.

The search is exact: what it leaves out is beyond a lower bound, and what is of equal cost is ordered by stated rules.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from queries.kernel.bounds import INFINITE, UNIT, UNREACHABLE

LABELS_AT_MOST: Final = 200_000
STEPS_BESIDE_TIES: Final = 4_096
"""Room for an overlay's ties and an outsider's acquaintances, beside one tie and one mandate for everybody."""
NO_DESK: Final = -1
OUTSIDER: Final = -1
"""Stands for an asker who is no node; before all nodes in the order of ids."""


class Terrain(NamedTuple):
    """Where steps lead, as arrays; N organisations, P places.

    An array called ``…ptr`` tells where the rows of each organisation or place begin in the arrays named beside it.

    Attributes:
        ptr, neighbour, hop_cost: ties, by organisation.
        place: (N) place of organisation; -1 for an office, which uses no mandate.
        home_ptr, home_target, home_cost: (P+1 …) constituency steps of each place; INFINITE marks one not to be taken.
        desk_ptr, desk_target, desk_office, desk_cost: (P+1 …) desk steps of each place that are good for the target.
        extra_from, extra_to, extra_cost: directed ties of an overlay, by their beginning.
        removed_tie, hop_tie: ties of an overlay not to be used (ascending), and the tie of each hop.
        blocked: (N, or empty for nobody) neither step nor desk nor opener.
        hop_at_most: largest cost of a step.
    """

    ptr: Any
    neighbour: Any
    hop_cost: Any
    place: Any
    home_ptr: Any
    home_target: Any
    home_cost: Any
    desk_ptr: Any
    desk_target: Any
    desk_office: Any
    desk_cost: Any
    extra_from: Any
    extra_to: Any
    extra_cost: Any
    removed_tie: Any
    hop_tie: Any
    blocked: Any
    hop_at_most: int


class Goal(NamedTuple):
    """The openers of a target, ascending, and what each costs beyond the route; O openers.

    Attributes:
        opener: (O) nodes.
        full, courteous: (O) cost of presence in full, and by courtesy.
        office: (O) whether courtesy may apply.
        operator_ptr, operator: (O+1 …) operators of each opener that is an office, ascending.
        group: (O) openers of one group (not negative) are one door opener.
        allowed: (O) whether it may be an opener at all, by its kind.
        sector_ptr, sector: (N+1 …) sectors of organisations.
        fits: cost of fit: shared or free, cross-sector or none stated, other.
        cross_sector: sector node of the cross-sector; -1 if there is none.
        bounds: (layers, N) see ``bound_layers``.
    """

    opener: Any
    full: Any
    courteous: Any
    office: Any
    operator_ptr: Any
    operator: Any
    group: Any
    allowed: Any
    sector_ptr: Any
    sector: Any
    fits: Any
    cross_sector: int
    bounds: Any


class Start(NamedTuple):
    """Who asks.

    Attributes:
        asker: node; OUTSIDER for one who is not in the graph.
        root_node, root_cost: first steps of an outsider.
        root_place: place of an outsider, for its desks and constituencies, in the terrain's numbering; -1.
        agencies: ascending: those in whose constituency the asker is.
        wanted: ascending sector nodes to fit; empty: every opener fits.
    """

    asker: int
    root_node: Any
    root_cost: Any
    root_place: int
    agencies: Any
    wanted: Any


class Labels(NamedTuple):
    """Partial routes: node and desk of the last step, cost and steps so far, and the label before."""

    node: Any
    desk: Any
    cost: Any
    steps: Any
    parent: Any


class Scratch(NamedTuple):
    """Memory of one search, kept for the next by the same thread.

    Attributes:
        labels: partial routes.
        best: (7, N) the label that is best at so many steps and organisation; -1 between searches.
        heap: keys, estimate above label.
        step_node, step_cost: steps that lead on from one organisation.
    """

    labels: Labels
    best: Any
    heap: Any
    step_node: Any
    step_cost: Any


def new_scratch(organisations: int) -> Scratch:
    """Memory for searches over so many organisations."""
    columns = [np.empty(LABELS_AT_MOST, np.int32) for _ in range(5)]
    best = np.full((7, organisations), -1, np.int32)
    steps = [np.empty(2 * organisations + STEPS_BESIDE_TIES, np.int32) for _ in range(2)]
    return Scratch(Labels(*columns), best, np.empty(LABELS_AT_MOST + 1, np.int64), *steps)


@njit(cache=True, nogil=True)
def _push(heap: Any, size: int, key: int) -> int:  # pragma: no cover
    at = size
    while at > 0:
        above = (at - 1) >> 1
        if heap[above] <= key:
            break
        heap[at] = heap[above]
        at = above
    heap[at] = key
    return size + 1


@njit(cache=True, nogil=True)
def _pop(heap: Any, size: int) -> int:  # pragma: no cover
    """Remove the first key, which the caller has read; return the new size."""
    size -= 1
    key = heap[size]
    at = 0
    while True:
        below = 2 * at + 1
        if below >= size:
            break
        if below + 1 < size and heap[below + 1] < heap[below]:
            below += 1
        if key <= heap[below]:
            break
        heap[at] = heap[below]
        at = below
    heap[at] = key
    return size


@njit(cache=True, nogil=True)
def _ids(labels: Labels, last: int, into: Any) -> int:  # pragma: no cover
    """Write the ids of a route from the asker on, a desk before its operator; return how many."""
    count = 0
    at = last
    while at >= 0:
        into[count] = labels.node[at]
        count += 1
        if labels.desk[at] != NO_DESK:
            into[count] = labels.desk[at]
            count += 1
        at = labels.parent[at]
    for low in range(count // 2):
        into[low], into[count - 1 - low] = into[count - 1 - low], into[low]
    return count


@njit(cache=True, nogil=True)
def _before(labels: Labels, one: int, other: int) -> bool:  # pragma: no cover
    """Whether the ids of one route stand before those of another."""
    left, right = np.empty(16, np.int32), np.empty(16, np.int32)
    left_count, right_count = _ids(labels, one, left), _ids(labels, other, right)
    for at in range(min(left_count, right_count)):
        if left[at] != right[at]:
            return bool(left[at] < right[at])
    return left_count < right_count


@njit(cache=True, nogil=True)
def _position(ascending: Any, sought: int) -> int:  # pragma: no cover
    at = np.searchsorted(ascending, sought)
    return int(at) if at < len(ascending) and ascending[at] == sought else -1


@njit(cache=True, nogil=True)
def _share(one: Any, other: Any) -> bool:  # pragma: no cover
    i = j = 0
    while i < len(one) and j < len(other):
        if one[i] == other[j]:
            return True
        if one[i] < other[j]:
            i += 1
        else:
            j += 1
    return False


@njit(cache=True, nogil=True)
def beyond_route(goal: Goal, start: Start, at: int) -> int:  # pragma: no cover
    """Cost of presence and fit of opener ``at`` for this asker."""
    presence = goal.full[at]
    if goal.office[at] and not _share(start.agencies, goal.operator[goal.operator_ptr[at] : goal.operator_ptr[at + 1]]):
        presence = goal.courteous[at]
    sectors = goal.sector[goal.sector_ptr[goal.opener[at]] : goal.sector_ptr[goal.opener[at] + 1]]
    if len(start.wanted) == 0 or _share(start.wanted, sectors):
        return presence + goal.fits[0]
    if len(sectors) == 0 or _position(sectors, goal.cross_sector) >= 0:
        return presence + goal.fits[1]
    return presence + goal.fits[2]


class Found(NamedTuple):
    """The best openers so far; W are wanted.

    Attributes:
        label: (W) the last label of each one's route.
        total: (W) cost of route, presence and fit.
        opener: (W) position among the goal's openers.
        state: how many there are so far, and the total that another one must not exceed.
    """

    label: Any
    total: Any
    opener: Any
    state: Any


@njit(cache=True, nogil=True)
def _better(
    goal: Goal, labels: Labels, label: int, total: int, opener: int, found: Found, at: int
) -> bool:  # pragma: no cover
    """Whether a candidate ranks before entry ``at``: by sum, steps, own id; routes of the same opener by their ids."""
    if total != found.total[at]:
        return bool(total < found.total[at])
    steps, other = labels.steps[label], labels.steps[found.label[at]]
    if steps != other:
        return bool(steps < other)
    if opener != found.opener[at]:
        return bool(opener < found.opener[at])
    return _before(labels, label, found.label[at])


@njit(cache=True, nogil=True)
def _consider(
    goal: Goal, labels: Labels, label: int, total: int, opener: int, found: Found
) -> None:  # pragma: no cover
    count, wanted = found.state[0], len(found.label)
    if count == wanted and total > found.state[1]:
        return
    group = goal.group[opener]
    at = -1
    for one in range(count):
        if found.opener[one] == opener or (group >= 0 and goal.group[found.opener[one]] == group):
            at = one
            break
    if at < 0 and count < wanted:
        at = count
        found.state[0] = count + 1
    elif at < 0:
        worst = 0
        for one in range(1, count):
            if _better(goal, labels, found.label[worst], found.total[worst], found.opener[worst], found, one):
                worst = one
        if not _better(goal, labels, label, total, opener, found, worst):
            return
        at = worst
    elif not _better(goal, labels, label, total, opener, found, at):
        return
    found.label[at], found.total[at], found.opener[at] = label, total, opener
    if found.state[0] == wanted:
        found.state[1] = found.total[:wanted].max()


@njit(cache=True, nogil=True)
def _steps_on(
    terrain: Terrain, goal: Goal, start: Start, scratch: Scratch, limit: int, max_steps: int, label: int
) -> int:  # pragma: no cover
    """Write the steps that lead on from a partial route and may still lead to one of the best; return how many.

    Most hops of a large organisation lead nowhere near: they are passed over here.
    """
    node, cost = scratch.labels.node[label], scratch.labels.cost[label]
    bounds = goal.bounds[max_steps - scratch.labels.steps[label] - 1]
    count = 0
    if node == OUTSIDER:
        place = start.root_place
        for at in range(len(start.root_node)):
            scratch.step_node[count], scratch.step_cost[count] = start.root_node[at], start.root_cost[at]
            count += 1
    else:
        place = terrain.place[node]
        for hop in range(terrain.ptr[node], terrain.ptr[node + 1]):
            bound = bounds[terrain.neighbour[hop]]
            if bound == UNREACHABLE or cost + terrain.hop_cost[hop] + bound * UNIT > limit:
                continue
            if len(terrain.removed_tie) and _position(terrain.removed_tie, terrain.hop_tie[hop]) >= 0:
                continue
            scratch.step_node[count], scratch.step_cost[count] = terrain.neighbour[hop], terrain.hop_cost[hop]
            count += 1
        if len(terrain.extra_from):
            for arc in range(np.searchsorted(terrain.extra_from, node), len(terrain.extra_from)):
                if terrain.extra_from[arc] != node:
                    break
                scratch.step_node[count], scratch.step_cost[count] = terrain.extra_to[arc], terrain.extra_cost[arc]
                count += 1
    if place >= 0:
        for arc in range(terrain.home_ptr[place], terrain.home_ptr[place + 1]):
            if terrain.home_target[arc] != node:
                scratch.step_node[count], scratch.step_cost[count] = terrain.home_target[arc], terrain.home_cost[arc]
                count += 1
    return count


@njit(cache=True, nogil=True)
def _reach(
    terrain: Terrain, goal: Goal, start: Start, scratch: Scratch, found: Found, max_steps: int, state: Any,
    parent: int, count: int,
) -> None:  # pragma: no cover  # fmt: skip
    """Extend a partial route by each of its steps that is not blocked or dominated and may lead to one of the best."""
    labels, best = scratch.labels, scratch.best
    steps, so_far = labels.steps[parent] + 1, labels.cost[parent]
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
        other = best[steps, node]
        dominated = other >= 0 and labels.cost[other] < cost
        for fewer in range(1, steps):
            before = best[fewer, node]
            dominated = dominated or (before >= 0 and labels.cost[before] <= cost)
        if dominated:
            continue
        label = state[0]
        if label >= LABELS_AT_MOST:
            state[2] = 1
            return
        labels.node[label], labels.desk[label], labels.cost[label] = node, NO_DESK, cost
        labels.steps[label], labels.parent[label] = steps, parent
        if other >= 0 and labels.cost[other] == cost and not _before(labels, label, other):
            continue
        state[0] = label + 1
        best[steps, node] = label
        if goal.bounds[0, node] != UNREACHABLE:
            opener = _position(goal.opener, node)
            if goal.allowed[opener]:
                _consider(goal, labels, label, cost + beyond_route(goal, start, opener), opener, found)
        if steps < max_steps:
            state[1] = _push(scratch.heap, state[1], estimate << 32 | label)


@njit(cache=True, nogil=True)
def plain_cost(terrain: Terrain, start: Start, node: int, target: int) -> int:  # pragma: no cover
    """Cost of the step between two without a desk: by the stronger of tie and constituency; INFINITE if by neither."""
    best = np.int64(INFINITE)
    place = start.root_place if node == OUTSIDER else terrain.place[node]
    if node == OUTSIDER:
        for at in range(len(start.root_node)):
            if start.root_node[at] == target:
                best = min(best, start.root_cost[at])
    else:
        at = terrain.ptr[node] + np.searchsorted(terrain.neighbour[terrain.ptr[node] : terrain.ptr[node + 1]], target)
        if at < terrain.ptr[node + 1] and terrain.neighbour[at] == target:
            if len(terrain.removed_tie) == 0 or _position(terrain.removed_tie, terrain.hop_tie[at]) < 0:
                best = min(best, terrain.hop_cost[at])
        for arc in range(np.searchsorted(terrain.extra_from, node), len(terrain.extra_from)):
            if terrain.extra_from[arc] != node:
                break
            if terrain.extra_to[arc] == target:
                best = min(best, terrain.extra_cost[arc])
    if place >= 0:
        for arc in range(terrain.home_ptr[place], terrain.home_ptr[place + 1]):
            if terrain.home_target[arc] == target:
                best = min(best, terrain.home_cost[arc])
    return int(best)


@njit(cache=True, nogil=True)
def _reach_by_desk(
    terrain: Terrain, goal: Goal, start: Start, scratch: Scratch, found: Found, state: Any, parent: int, arc: int
) -> None:  # pragma: no cover
    """End route ``parent`` at a desk's operator, where no tie or constituency between the two is as strong."""
    labels = scratch.labels
    node, office, hop = terrain.desk_target[arc], terrain.desk_office[arc], terrain.desk_cost[arc]
    if hop > terrain.hop_at_most or node == start.asker or goal.bounds[0, node] == UNREACHABLE:
        return
    if len(terrain.blocked) and (terrain.blocked[node] or terrain.blocked[office]):
        return
    opener = _position(goal.opener, node)
    if not goal.allowed[opener]:
        return
    total = labels.cost[parent] + hop + beyond_route(goal, start, opener)
    if total > found.state[1] or plain_cost(terrain, start, labels.node[parent], node) <= hop:
        return
    label = state[0]
    if label >= LABELS_AT_MOST:
        state[2] = 1
        return
    state[0] = label + 1
    labels.node[label], labels.desk[label], labels.cost[label] = node, office, labels.cost[parent] + hop
    labels.steps[label], labels.parent[label] = labels.steps[parent] + 1, parent
    _consider(goal, labels, label, total, opener, found)


@njit(cache=True, nogil=True)
def _expand(
    terrain: Terrain, goal: Goal, start: Start, scratch: Scratch, found: Found, max_steps: int, state: Any, label: int
) -> None:  # pragma: no cover
    count = _steps_on(terrain, goal, start, scratch, found.state[1], max_steps, label)
    _reach(terrain, goal, start, scratch, found, max_steps, state, label, count)
    node = scratch.labels.node[label]
    place = start.root_place if node == OUTSIDER else terrain.place[node]
    if place >= 0:
        for arc in range(terrain.desk_ptr[place], terrain.desk_ptr[place + 1]):
            if terrain.desk_target[arc] != node:
                _reach_by_desk(terrain, goal, start, scratch, found, state, label, arc)


@njit(cache=True, nogil=True)
def search(
    terrain: Terrain, goal: Goal, start: Start, scratch: Scratch, max_steps: int, wanted: int
) -> Any:  # pragma: no cover
    """The best ``wanted`` openers for one asker.

    Returns:
        routes (W, 16) ids from the asker on, -2 behind the end; desks (W) of the last step; totals (W); positions among
        openers (W); exact; labels made. W ≤ wanted, in the order of rank.
    """
    labels, best = scratch.labels, scratch.best
    found = Found(
        np.empty(wanted, np.int32),
        np.empty(wanted, np.int64),
        np.empty(wanted, np.int32),
        np.array([0, np.int64(2) ** 40]),
    )
    state = np.zeros(3, np.int64)
    labels.node[0], labels.desk[0], labels.cost[0], labels.steps[0], labels.parent[0] = start.asker, NO_DESK, 0, 0, -1
    state[0] = 1
    _expand(terrain, goal, start, scratch, found, max_steps, state, 0)
    while state[1] > 0 and state[2] == 0:
        key = scratch.heap[0]
        state[1] = _pop(scratch.heap, state[1])
        if key >> 32 > found.state[1]:
            break
        label = key & 0xFFFFFFFF
        node, steps = labels.node[label], labels.steps[label]
        stale = best[steps, node] != label
        for fewer in range(1, steps):
            other = best[fewer, node]
            if other >= 0 and labels.cost[other] <= labels.cost[label]:
                stale = True
        if not stale:
            _expand(terrain, goal, start, scratch, found, max_steps, state, label)
    result = _ranked(goal, labels, found, state)
    for label in range(1, state[0]):
        best[labels.steps[label], labels.node[label]] = -1
    return result


@njit(cache=True, nogil=True)
def _ranked(goal: Goal, labels: Labels, found: Found, state: Any) -> Any:  # pragma: no cover
    count = found.state[0]
    for at in range(1, count):
        label, total, opener = found.label[at], found.total[at], found.opener[at]
        back = at
        while back > 0 and _better(goal, labels, label, total, opener, found, back - 1):
            found.label[back], found.total[back], found.opener[back] = (
                found.label[back - 1],
                found.total[back - 1],
                found.opener[back - 1],
            )
            back -= 1
        found.label[back], found.total[back], found.opener[back] = label, total, opener
    routes, desks = np.full((count, 16), -2, np.int32), np.empty(count, np.int32)
    for at in range(count):
        _ids(labels, found.label[at], routes[at])
        desks[at] = labels.desk[found.label[at]]
    return routes, desks, found.total[:count].copy(), found.opener[:count].copy(), state[2] == 0, state[0]


Ids = NDArray[np.int32]
__all__ = [
    "INFINITE",
    "LABELS_AT_MOST",
    "NO_DESK",
    "OUTSIDER",
    "Goal",
    "Scratch",
    "Start",
    "Terrain",
    "beyond_route",
    "new_scratch",
    "search",
]
