"""What each step of found routes is: a tie or a constituency; and how each opener counts for the asker."""

from typing import Any

import numpy as np
from numba import njit

from queries.kernel.bounds import INFINITE
from queries.kernel.search import NO_DESK, OUTSIDER, Goal, Start, Terrain, _position, _share

NONE = -1


@njit(cache=True, nogil=True)
def decompose(terrain: Terrain, routes: Any, desks: Any) -> Any:  # pragma: no cover
    """(W, 8) tie of each step, and (W, 8) arc of the terrain's constituencies where that is stronger; -1 for neither.

    The step of a desk, of an outsider, and of a tie that an overlay adds has neither.
    """
    ties, homes = np.full((len(routes), 8), NONE, np.int32), np.full((len(routes), 8), NONE, np.int32)
    for row in range(len(routes)):
        length = 0
        while length < 16 and routes[row, length] != -2:
            length += 1
        steps = length - 1 - (1 if desks[row] != NO_DESK else 0)
        by_tie = steps - 1 if desks[row] != NO_DESK else steps
        for step in range(by_tie):
            node, target = routes[row, step], routes[row, step + 1]
            if node == OUTSIDER:
                continue
            cost = np.int64(INFINITE)
            at = terrain.ptr[node] + np.searchsorted(
                terrain.neighbour[terrain.ptr[node] : terrain.ptr[node + 1]], target
            )
            if at < terrain.ptr[node + 1] and terrain.neighbour[at] == target:
                ties[row, step], cost = terrain.hop_tie[at], terrain.hop_cost[at]
            if terrain.place[node] >= 0:
                for arc in range(terrain.home_ptr[terrain.place[node]], terrain.home_ptr[terrain.place[node] + 1]):
                    if terrain.home_target[arc] == target and terrain.home_cost[arc] < cost:
                        homes[row, step], cost = arc, terrain.home_cost[arc]
    return ties, homes


@njit(cache=True, nogil=True)
def standing_of(goal: Goal, start: Start, openers: Any) -> Any:  # pragma: no cover
    """(W) whether each opener counts by courtesy only, and (W) which fit of ``Goal.fits`` it has."""
    courteous, fit = np.zeros(len(openers), np.bool_), np.zeros(len(openers), np.int64)
    for row in range(len(openers)):
        at = openers[row]
        operators = goal.operator[goal.operator_ptr[at] : goal.operator_ptr[at + 1]]
        courteous[row] = goal.office[at] and not _share(start.agencies, operators)
        sectors = goal.sector[goal.sector_ptr[goal.opener[at]] : goal.sector_ptr[goal.opener[at] + 1]]
        if len(start.wanted) and not _share(start.wanted, sectors):
            fit[row] = 1 if len(sectors) == 0 or _position(sectors, goal.cross_sector) >= 0 else 2
    return courteous, fit
