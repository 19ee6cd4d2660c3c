"""How many steps it takes, whatever they cost."""

from typing import Any

import numpy as np
from numba import njit

from queries.kernel.bounds import INFINITE
from queries.kernel.search import Goal
from queries.kernel.terrain import ANY, NONE, OUTSIDER, Start, Terrain, leads_on, may_follow, position


@njit(cache=True, nogil=True)
def steps_needed(terrain: Terrain, goal: Goal, start: Start) -> int:  # pragma: no cover
    """Fewest ties from the asker to any opener, without limit; -1 if there is no way."""
    count = len(terrain.ptr) - 1
    is_goal = np.zeros(count, np.bool_)
    for at in range(len(goal.opener)):
        is_goal[goal.opener[at]] = goal.far[at] < INFINITE and goal.opener[at] != start.asker
    seen = np.zeros(count, np.bool_)
    if start.asker != OUTSIDER:
        seen[start.asker] = True
    level = np.array([start.asker], np.int32)
    steps = 0
    while len(level):
        steps += 1
        following = np.empty(count, np.int32)
        size = 0
        for node in level:
            size = _neighbours(terrain, is_goal, start, node, steps - 1, seen, following, size)
            if size < 0:
                return steps
        level = following[:size]
    return -1


@njit(cache=True, nogil=True)
def _neighbours(
    terrain: Terrain, is_goal: Any, start: Start, node: int, steps: int, seen: Any, into: Any, size: int
) -> int:  # pragma: no cover
    """Append the unseen neighbours of ``node``; -1 as soon as one of them is a goal."""
    if node == OUTSIDER:
        for at in range(len(start.root_node)):
            size = _see(terrain, is_goal, start.root_node[at], start.root_cost[at], seen, into, size)
        return size
    leads = leads_on(terrain, start, node, steps) if steps > 0 else ANY
    if leads == NONE:
        return size
    for hop in range(terrain.ptr[node], terrain.ptr[node + 1]):
        if len(terrain.removed_tie) and position(terrain.removed_tie, terrain.hop_tie[hop]) >= 0:
            continue
        if may_follow(terrain, leads, node, terrain.neighbour[hop]):
            size = _see(terrain, is_goal, terrain.neighbour[hop], terrain.hop_cost[hop], seen, into, size)
    for arc in range(np.searchsorted(terrain.extra_from, node), len(terrain.extra_from)):
        if terrain.extra_from[arc] != node:
            break
        if may_follow(terrain, leads, node, terrain.extra_to[arc]):
            size = _see(terrain, is_goal, terrain.extra_to[arc], terrain.extra_cost[arc], seen, into, size)
    return size


@njit(cache=True, nogil=True)
def _see(
    terrain: Terrain, is_goal: Any, node: int, cost: int, seen: Any, into: Any, size: int
) -> int:  # pragma: no cover
    if size < 0 or cost > terrain.hop_at_most or seen[node] or (len(terrain.blocked) and terrain.blocked[node]):
        return size
    if is_goal[node]:
        return -1
    seen[node] = True
    into[size] = node
    return size + 1
