"""Search for routes through one of some organisations: simple routes, for which dominance by node alone is wrong.

A cheaper way to an organisation may already have used one that the rest of the dearer way needs, so a partial route is
dominated only by one whose organisations are among its own, which has met ``via`` if it has, at no higher cost and in
no more steps.
"""

from typing import Any

import numpy as np
from numba import njit

from queries.kernel.bounds import CAP, INFINITE, UNIT, UNREACHABLE
from queries.kernel.search import (
    LABELS_AT_MOST,
    NO_DESK,
    OUTSIDER,
    Found,
    Goal,
    Labels,
    Scratch,
    Start,
    Terrain,
    _before,
    _consider,
    _pop,
    _position,
    _push,
    _ranked,
    beyond_route,
    plain_cost,
)


@njit(cache=True, nogil=True)
def bounds_through(terrain: Terrain, goal: Goal, via: Any) -> Any:  # pragma: no cover
    """(layers, N) bytes like ``Goal.bounds``, of the rest of the way that still has to meet ``via`` (N)."""
    layers, count = goal.bounds.shape
    through = np.empty((layers, count), np.uint8)
    before = np.full(count, INFINITE, np.int32)
    for layer in range(layers):
        now = before.copy()
        if layer > 0:
            _through_steps(terrain, goal, via, before, now)
        for node in range(count):
            if via[node]:
                rest = goal.bounds[layer, node]
                now[node] = INFINITE if rest == UNREACHABLE else rest * UNIT
            through[layer, node] = UNREACHABLE if now[node] >= INFINITE else min(CAP, now[node] // UNIT)
        before = now
    return through


@njit(cache=True, nogil=True)
def _through_steps(terrain: Terrain, goal: Goal, via: Any, before: Any, now: Any) -> None:  # pragma: no cover
    for node in range(len(now)):
        best = now[node]
        for hop in range(terrain.ptr[node], terrain.ptr[node + 1]):
            best = min(best, terrain.hop_cost[hop] + before[terrain.neighbour[hop]])
        place = terrain.place[node]
        if place >= 0:
            for arc in range(terrain.home_ptr[place], terrain.home_ptr[place + 1]):
                if terrain.home_cost[arc] < INFINITE:
                    best = min(best, terrain.home_cost[arc] + before[terrain.home_target[arc]])
            for arc in range(terrain.desk_ptr[place], terrain.desk_ptr[place + 1]):
                operator = terrain.desk_target[arc]
                if goal.bounds[0, operator] != UNREACHABLE and (via[terrain.desk_office[arc]] or via[operator]):
                    best = min(best, terrain.desk_cost[arc] + goal.bounds[0, operator] * UNIT)
        now[node] = best
    for arc in range(len(terrain.extra_from)):
        node = terrain.extra_from[arc]
        now[node] = min(now[node], terrain.extra_cost[arc] + before[terrain.extra_to[arc]])


@njit(cache=True, nogil=True)
def _on_route(labels: Labels, label: int, node: int) -> bool:  # pragma: no cover
    while label >= 0:
        if labels.node[label] == node:
            return True
        label = labels.parent[label]
    return False


@njit(cache=True, nogil=True)
def _within(labels: Labels, smaller: int, larger: int) -> bool:  # pragma: no cover
    """Whether all organisations of one partial route are on the other."""
    while smaller >= 0:
        if not _on_route(labels, larger, labels.node[smaller]):
            return False
        smaller = labels.parent[smaller]
    return True


@njit(cache=True, nogil=True)
def _dominated(labels: Labels, met: Any, first: Any, next_: Any, label: int) -> bool:  # pragma: no cover
    other = first[labels.node[label]]
    while other >= 0:
        cheaper = labels.cost[other] < labels.cost[label] or labels.steps[other] < labels.steps[label]
        no_worse = (
            labels.cost[other] <= labels.cost[label]
            and labels.steps[other] <= labels.steps[label]
            and met[other] >= met[label]
        )
        if no_worse and _within(labels, other, label) and (cheaper or not _before(labels, label, other)):
            return True
        other = next_[other]
    return False


@njit(cache=True, nogil=True)
def _reach(
    terrain: Terrain, goal: Goal, start: Start, scratch: Scratch, found: Found, max_steps: int, state: Any,
    parent: int, node: int, hop: int, via: Any, through: Any, met: Any, next_: Any,
) -> None:  # pragma: no cover  # fmt: skip
    labels, first = scratch.labels, scratch.best[0]
    if hop > terrain.hop_at_most or node == start.asker or (len(terrain.blocked) and terrain.blocked[node]):
        return
    if _on_route(labels, parent, node):
        return
    steps, cost = labels.steps[parent] + 1, labels.cost[parent] + hop
    now_met = met[parent] or via[node]
    bound = goal.bounds[max_steps - steps, node] if now_met else through[max_steps - steps, node]
    if bound == UNREACHABLE or cost + bound * UNIT > found.state[1]:
        return
    label = state[0]
    if label >= LABELS_AT_MOST:
        state[2] = 1
        return
    labels.node[label], labels.desk[label], labels.cost[label], labels.steps[label], labels.parent[label] = (
        node,
        NO_DESK,
        cost,
        steps,
        parent,
    )
    met[label] = now_met
    if _dominated(labels, met, first, next_, label):
        return
    state[0] = label + 1
    next_[label], first[node] = first[node], label
    if now_met and goal.bounds[0, node] != UNREACHABLE:
        opener = _position(goal.opener, node)
        if goal.allowed[opener]:
            _consider(goal, labels, label, cost + beyond_route(goal, start, opener), opener, found)
    if steps < max_steps:
        state[1] = _push(scratch.heap, state[1], (cost + bound * UNIT) << 32 | label)


@njit(cache=True, nogil=True)
def _reach_by_desk(
    terrain: Terrain,
    goal: Goal,
    start: Start,
    scratch: Scratch,
    found: Found,
    state: Any,
    parent: int,
    arc: int,
    via: Any,
    met: Any,
    next_: Any,
) -> None:  # pragma: no cover
    labels = scratch.labels
    node, office, hop = terrain.desk_target[arc], terrain.desk_office[arc], terrain.desk_cost[arc]
    if (
        hop > terrain.hop_at_most
        or node == start.asker
        or goal.bounds[0, node] == UNREACHABLE
        or _on_route(labels, parent, node)
    ):
        return
    if not (met[parent] or via[office] or via[node]):
        return
    if len(terrain.blocked) and (terrain.blocked[node] or terrain.blocked[office]):
        return
    opener = _position(goal.opener, node)
    if not goal.allowed[opener] or plain_cost(terrain, start, labels.node[parent], node) <= hop:
        return
    label = state[0]
    if label >= LABELS_AT_MOST:
        state[2] = 1
        return
    state[0] = label + 1
    labels.node[label], labels.desk[label], labels.cost[label] = node, office, labels.cost[parent] + hop
    labels.steps[label], labels.parent[label] = labels.steps[parent] + 1, parent
    met[label], next_[label] = True, -1
    _consider(goal, labels, label, labels.cost[label] + beyond_route(goal, start, opener), opener, found)


@njit(cache=True, nogil=True)
def _expand(
    terrain: Terrain, goal: Goal, start: Start, scratch: Scratch, found: Found, max_steps: int, state: Any, label: int,
    via: Any, through: Any, met: Any, next_: Any,
) -> None:  # pragma: no cover  # fmt: skip
    node = scratch.labels.node[label]
    place = start.root_place if node == OUTSIDER else terrain.place[node]
    if node == OUTSIDER:
        for at in range(len(start.root_node)):
            _reach(
                terrain,
                goal,
                start,
                scratch,
                found,
                max_steps,
                state,
                label,
                start.root_node[at],
                start.root_cost[at],
                via,
                through,
                met,
                next_,
            )
    else:
        for hop in range(terrain.ptr[node], terrain.ptr[node + 1]):
            if len(terrain.removed_tie) and _position(terrain.removed_tie, terrain.hop_tie[hop]) >= 0:
                continue
            to, cost = terrain.neighbour[hop], terrain.hop_cost[hop]
            _reach(terrain, goal, start, scratch, found, max_steps, state, label, to, cost, via, through, met, next_)
        for arc in range(np.searchsorted(terrain.extra_from, node), len(terrain.extra_from)):
            if terrain.extra_from[arc] != node:
                break
            to, cost = terrain.extra_to[arc], terrain.extra_cost[arc]
            _reach(terrain, goal, start, scratch, found, max_steps, state, label, to, cost, via, through, met, next_)
    if place >= 0:
        for arc in range(terrain.home_ptr[place], terrain.home_ptr[place + 1]):
            to, cost = terrain.home_target[arc], terrain.home_cost[arc]
            _reach(terrain, goal, start, scratch, found, max_steps, state, label, to, cost, via, through, met, next_)
        for arc in range(terrain.desk_ptr[place], terrain.desk_ptr[place + 1]):
            _reach_by_desk(terrain, goal, start, scratch, found, state, label, arc, via, met, next_)


@njit(cache=True, nogil=True)
def search_via(
    terrain: Terrain, goal: Goal, start: Start, scratch: Scratch, max_steps: int, wanted: int, via: Any
) -> Any:  # pragma: no cover
    """Like ``search``, of routes that meet ``via`` (N): at an end, on the way, or as a desk."""
    labels = scratch.labels
    found = Found(
        np.empty(wanted, np.int32),
        np.empty(wanted, np.int64),
        np.empty(wanted, np.int32),
        np.array([0, np.int64(2) ** 40]),
    )
    through = bounds_through(terrain, goal, via)
    met, next_ = np.zeros(LABELS_AT_MOST, np.bool_), np.empty(LABELS_AT_MOST, np.int32)
    state = np.zeros(3, np.int64)
    labels.node[0], labels.desk[0], labels.cost[0], labels.steps[0], labels.parent[0] = start.asker, NO_DESK, 0, 0, -1
    met[0] = start.asker != OUTSIDER and via[start.asker]
    state[0] = 1
    _expand(terrain, goal, start, scratch, found, max_steps, state, 0, via, through, met, next_)
    while state[1] > 0 and state[2] == 0:
        key = scratch.heap[0]
        state[1] = _pop(scratch.heap, state[1])
        if key >> 32 > found.state[1]:
            break
        _expand(terrain, goal, start, scratch, found, max_steps, state, key & 0xFFFFFFFF, via, through, met, next_)
    result = _ranked(goal, labels, found, state)
    for label in range(1, state[0]):
        scratch.best[0, labels.node[label]] = -1
    return result
