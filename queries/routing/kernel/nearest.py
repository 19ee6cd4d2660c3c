"""The cheapest routes of at most three ties from one asker to each of many: no search, and no overlay.

First and second steps lead on from the asker and are found once; last steps are looked up back from each target. No
route has anybody on it twice: to come back to somebody costs more than to have been there.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numba import njit

from queries.reading.ties import OUTSIDER
from queries.routing.kernel.bounds import INFINITE
from queries.routing.kernel.terrain import ANY, END, NONE, Start, Terrain, leads_on, may_follow

STEPS: Final = 3


class Near(NamedTuple):
    """Costs of the ways from the asker to each of N organisations; INFINITE where there is none.

    Attributes:
        first: (N) of one tie.
        second: (N) of two ties, the first one to a contact that leads on.
        either: (N) the lower one of both: most last steps need no look at more.
    """

    first: Any
    second: Any
    either: Any


def from_asker(terrain: Terrain, start: Start) -> Near:
    """The asker's own ties. Terrain here and below is without an overlay."""
    first = np.full(len(terrain.kind), INFINITE, dtype=np.int32)
    _lower_first(terrain, start, first)
    return Near(first, np.full_like(first, INFINITE), first.copy())


@njit(cache=True, nogil=True)
def _lower_first(terrain: Terrain, start: Start, first: Any) -> None:  # pragma: no cover
    for at in range(len(start.root_node)):
        first[start.root_node[at]] = min(first[start.root_node[at]], start.root_cost[at])
    if start.asker != OUTSIDER:
        for hop in range(terrain.ptr[start.asker], terrain.ptr[start.asker + 1]):
            first[terrain.neighbour[hop]] = min(first[terrain.neighbour[hop]], terrain.hop_cost[hop])


@njit(cache=True, nogil=True)
def lead_on(terrain: Terrain, start: Start, contacts: Any, near: Near) -> None:  # pragma: no cover
    """Take in the second steps by which some contacts lead on."""
    for contact in contacts:
        leads = leads_on(terrain, start, contact, 1)
        if leads == NONE or near.first[contact] >= INFINITE:
            continue
        for hop in range(terrain.ptr[contact], terrain.ptr[contact + 1]):
            to, cost = terrain.neighbour[hop], near.first[contact] + terrain.hop_cost[hop]
            if cost < near.second[to] and to != start.asker and may_follow(terrain, leads, contact, to):
                near.second[to] = cost
                near.either[to] = min(near.either[to], cost)


@njit(cache=True, nogil=True)
def costs_by_ties(terrain: Terrain, start: Start, near: Near, targets: Any) -> Any:  # pragma: no cover
    """Cost of the best route to each of some organisations; INFINITE where there is none."""
    found = np.empty(len(targets), np.int64)
    for at in range(len(targets)):
        found[at] = _least(terrain, start, near, targets[at])
    return found


@njit(cache=True, nogil=True)
def _least(terrain: Terrain, start: Start, near: Near, target: int) -> Any:  # pragma: no cover
    least = np.int64(near.first[target])
    for hop in range(terrain.ptr[target], terrain.ptr[target + 1]):
        middle, last = terrain.neighbour[hop], terrain.back_cost[hop]
        if near.either[middle] + last >= least:
            continue
        if near.first[middle] + last < least and _leads(terrain, start, middle, target):
            least = near.first[middle] + last
        if near.second[middle] + last < least and leads_on(terrain, start, middle, 2) == ANY:
            least = near.second[middle] + last
    return min(least, np.int64(INFINITE))


@njit(cache=True, nogil=True)
def _leads(terrain: Terrain, start: Start, contact: int, onward: int) -> bool:  # pragma: no cover
    """Whether a route may lead from a contact to an organisation."""
    return may_follow(terrain, leads_on(terrain, start, contact, 1), contact, onward)


@njit(cache=True, nogil=True)
def route_by_ties(terrain: Terrain, start: Start, near: Near, target: int) -> Any:  # pragma: no cover
    """Ids of the best route, by cost, steps, ids: from the asker's contact on, END behind the last."""
    ids = np.full(STEPS, END, np.int32)
    least = _least(terrain, start, near, target)
    if least >= INFINITE:
        return ids
    if near.first[target] == least:
        ids[0] = target
        return ids
    hops = range(terrain.ptr[target], terrain.ptr[target + 1])
    for hop in hops:
        middle = terrain.neighbour[hop]
        if near.first[middle] + terrain.back_cost[hop] == least and _leads(terrain, start, middle, target):
            ids[0], ids[1] = middle, target
            return ids
    for hop in hops:
        middle = terrain.neighbour[hop]
        if near.second[middle] + terrain.back_cost[hop] == least and leads_on(terrain, start, middle, 2) == ANY:
            contact = _contact_before(terrain, start, near, middle)
            if ids[0] == END or contact < ids[0]:
                ids[0], ids[1], ids[2] = contact, middle, target
    return ids


@njit(cache=True, nogil=True)
def _contact_before(terrain: Terrain, start: Start, near: Near, node: int) -> int:  # pragma: no cover
    """The first contact by which two steps lead to an organisation at their cost."""
    for hop in range(terrain.ptr[node], terrain.ptr[node + 1]):
        contact = terrain.neighbour[hop]
        if near.first[contact] + terrain.back_cost[hop] == near.second[node] and _leads(terrain, start, contact, node):
            return contact
    return END
