"""Search for routes that pass some organisations: simple routes, for which dominance by node alone is wrong.

A cheaper way to an organisation may already have used one that the rest of the dearer way needs, so a partial route is
dominated only by one whose organisations are among its own, which has met at least as much of what is to be met, at no
higher cost and in no more steps.
"""

from typing import Any, NamedTuple

import numpy as np
from numba import njit

from graph.work import SINCE
from queries.routing.kernel.bounds import CAP, INFINITE, UNIT, UNREACHABLE
from queries.routing.kernel.search import Found, Goal, beyond, consider, ranked, steps_on
from queries.routing.kernel.terrain import (
    LABELS_AT_MOST,
    Labels,
    Scratch,
    Start,
    Terrain,
    before,
    on_route,
    pop,
    position,
    push,
)
from queries.routing.kernel.work import spent


class Wanted(NamedTuple):
    """What a route has to meet, ends included.

    Attributes:
        via: (N, or empty) one of these.
        in_order: all of these nodes, in this order.
    """

    via: Any
    in_order: Any


@njit(cache=True, nogil=True)
def meets(wanted: Wanted, ids: Any, count: int) -> bool:  # pragma: no cover
    """Whether a route of so many ids meets what is wanted."""
    met, passed = len(wanted.via) == 0, 0
    for at in range(count):
        node = ids[at]
        if node >= 0 and len(wanted.via) and wanted.via[node]:
            met = True
        if passed < len(wanted.in_order) and wanted.in_order[passed] == node:
            passed += 1
    return met and passed == len(wanted.in_order)


@njit(cache=True, nogil=True)
def _bounds_through(terrain: Terrain, goal: Goal, via: Any, work: Any) -> Any:  # pragma: no cover
    """(layers, N) bytes like ``Goal.bounds``, of the rest of the way that still has to meet ``via`` (N)."""
    layers, count = goal.bounds.shape
    through = np.empty((layers, count), np.uint8)
    earlier = np.full(count, INFINITE, np.int32)
    for layer in range(layers):
        if spent(work, len(terrain.neighbour)):
            break
        now = earlier.copy()
        if layer > 0:
            for node in range(count):
                best = now[node]
                for hop in range(terrain.ptr[node], terrain.ptr[node + 1]):
                    best = min(best, terrain.hop_cost[hop] + earlier[terrain.neighbour[hop]])
                now[node] = best
            for arc in range(len(terrain.extra_from)):
                node = terrain.extra_from[arc]
                now[node] = min(now[node], terrain.extra_cost[arc] + earlier[terrain.extra_to[arc]])
        for node in range(count):
            if via[node]:
                rest = goal.bounds[layer, node]
                now[node] = INFINITE if rest == UNREACHABLE else rest * UNIT
            through[layer, node] = UNREACHABLE if now[node] >= INFINITE else min(CAP, now[node] // UNIT)
        earlier = now
    return through


@njit(cache=True, nogil=True)
def _within(labels: Labels, smaller: int, larger: int) -> bool:  # pragma: no cover
    """Whether all organisations of one partial route are on the other."""
    while smaller >= 0:
        if not on_route(labels, larger, labels.node[smaller]):
            return False
        smaller = labels.parent[smaller]
    return True


@njit(cache=True, nogil=True)
def _dominated(labels: Labels, met: Any, first: Any, next_: Any, label: int, work: Any) -> bool:  # pragma: no cover
    other = first[labels.node[label]]
    while other >= 0:
        work[SINCE] += 1
        cheaper = labels.cost[other] < labels.cost[label] or labels.steps[other] < labels.steps[label]
        no_worse = (
            labels.cost[other] <= labels.cost[label]
            and labels.steps[other] <= labels.steps[label]
            and met[0, other] >= met[0, label]
            and met[1, other] >= met[1, label]
        )
        if no_worse and _within(labels, other, label) and (cheaper or not before(labels, label, other)):
            return True
        other = next_[other]
    return False


@njit(cache=True, nogil=True)
def _meet(wanted: Wanted, met: Any, label: int, parent: int, node: int) -> None:  # pragma: no cover
    """Note what a partial route has met: whether one of ``via``, and how many of those in order."""
    met[0, label] = met[0, parent] if parent >= 0 else len(wanted.via) == 0
    met[1, label] = met[1, parent] if parent >= 0 else 0
    if node >= 0 and len(wanted.via) and wanted.via[node]:
        met[0, label] = 1
    if met[1, label] < len(wanted.in_order) and wanted.in_order[met[1, label]] == node:
        met[1, label] += 1


@njit(cache=True, nogil=True)
def _reach(
    terrain: Terrain, goal: Goal, start: Start, scratch: Scratch, found: Found, max_steps: int, state: Any,
    parent: int, count: int, wanted: Wanted, through: Any, met: Any, next_: Any,
) -> None:  # pragma: no cover  # fmt: skip
    labels, first = scratch.labels, scratch.best[0]
    steps, at_parent = labels.steps[parent] + 1, labels.node[parent]
    for at in range(count):
        node, hop = scratch.step_node[at], scratch.step_cost[at]
        if hop > terrain.hop_at_most or node == start.asker or (len(terrain.blocked) and terrain.blocked[node]):
            continue
        if on_route(labels, parent, node):
            continue
        label, cost = state[0], labels.cost[parent] + hop
        if label >= LABELS_AT_MOST:
            state[2] = 1
            return
        labels.node[label], labels.cost[label], labels.steps[label], labels.parent[label] = node, cost, steps, parent
        _meet(wanted, met, label, parent, node)
        bound = goal.bounds[max_steps - steps, node] if met[0, label] else through[max_steps - steps, node]
        estimate = cost + bound * UNIT
        if bound == UNREACHABLE or estimate > found.state[1]:
            continue
        opener = position(goal.opener, node) if goal.bounds[0, node] != UNREACHABLE else -1
        dominated = _dominated(labels, met, first, next_, label, scratch.work)
        if dominated and not (opener >= 0 and steps == 2 and goal.through[opener] < INFINITE):
            continue
        state[0] = label + 1
        if opener >= 0 and met[0, label] and met[1, label] == len(wanted.in_order):
            rest = beyond(terrain, goal, opener, steps, at_parent)
            if rest < INFINITE:
                consider(labels, label, cost + rest, opener, found)
        next_[label] = -1
        if not dominated:
            next_[label], first[node] = first[node], label
            if steps < max_steps:
                state[1] = push(scratch.heap, state[1], estimate << 32 | label)


@njit(cache=True, nogil=True)
def search_via(
    terrain: Terrain, goal: Goal, start: Start, scratch: Scratch, max_steps: int, found: Found, wanted: Wanted
) -> Any:  # pragma: no cover
    """Like ``search``, of routes that meet what is ``wanted``."""
    labels = scratch.labels
    through = _bounds_through(terrain, goal, wanted.via, scratch.work) if len(wanted.via) else goal.bounds
    met, next_ = np.zeros((2, LABELS_AT_MOST), np.int32), np.empty(LABELS_AT_MOST, np.int32)
    state = np.zeros(3, np.int64)
    labels.node[0], labels.cost[0], labels.steps[0], labels.parent[0] = start.asker, 0, 0, -1
    _meet(wanted, met, 0, -1, start.asker)
    state[0] = 1
    # Bounds without what is to be met: a lower bound still, and the stricter one is looked at in ``_reach``.
    count = steps_on(terrain, goal, start, scratch, found.state[1], max_steps, 0)
    _reach(terrain, goal, start, scratch, found, max_steps, state, 0, count, wanted, through, met, next_)
    while state[1] > 0 and state[2] == 0:
        key = scratch.heap[0]
        state[1] = pop(scratch.heap, state[1])
        if key >> 32 > found.state[1]:
            break
        label = key & 0xFFFFFFFF
        node = labels.node[label]
        if spent(scratch.work, 1 + terrain.ptr[node + 1] - terrain.ptr[node]):
            break
        count = steps_on(terrain, goal, start, scratch, found.state[1], max_steps, label)
        _reach(terrain, goal, start, scratch, found, max_steps, state, label, count, wanted, through, met, next_)
    result = ranked(labels, found, state, scratch.work)
    for label in range(1, state[0]):
        scratch.best[0, labels.node[label]] = -1
    return result
