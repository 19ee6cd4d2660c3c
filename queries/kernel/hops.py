"""How many steps it takes, whatever they cost."""

from typing import Any

import numpy as np
from numba import njit

from queries.kernel.search import OUTSIDER, Goal, Start, Terrain


@njit(cache=True, nogil=True)
def steps_needed(terrain: Terrain, goal: Goal, start: Start) -> int:  # pragma: no cover
    """Fewest steps from the asker to any allowed opener, without limit; -1 if there is no way."""
    count = len(terrain.ptr) - 1
    is_goal = np.zeros(count, np.bool_)
    for at in range(len(goal.opener)):
        is_goal[goal.opener[at]] = goal.allowed[at] and goal.opener[at] != start.asker
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
            size = _neighbours(terrain, is_goal, start, node, seen, following, size)
            if size < 0:
                return steps
        level = following[:size]
    return -1


@njit(cache=True, nogil=True)
def _neighbours(
    terrain: Terrain, is_goal: Any, start: Start, node: int, seen: Any, into: Any, size: int
) -> int:  # pragma: no cover
    """Append the unseen neighbours of ``node``; -1 as soon as one of them is a goal."""
    place = start.root_place if node == OUTSIDER else terrain.place[node]
    if node == OUTSIDER:
        for at in range(len(start.root_node)):
            size = _see(terrain, is_goal, start.root_node[at], start.root_cost[at], seen, into, size)
    else:
        for hop in range(terrain.ptr[node], terrain.ptr[node + 1]):
            size = _see(terrain, is_goal, terrain.neighbour[hop], terrain.hop_cost[hop], seen, into, size)
    if place >= 0:
        for arc in range(terrain.home_ptr[place], terrain.home_ptr[place + 1]):
            size = _see(terrain, is_goal, terrain.home_target[arc], terrain.home_cost[arc], seen, into, size)
        for arc in range(terrain.desk_ptr[place], terrain.desk_ptr[place + 1]):
            if (
                is_goal[terrain.desk_target[arc]]
                and terrain.desk_cost[arc] <= terrain.hop_at_most
                and terrain.desk_target[arc] != node
            ):
                return -1
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
