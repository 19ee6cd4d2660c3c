"""The tie that is missing: the pair of contacts that, once tied, would open the door best."""

from typing import Any, Final, NamedTuple

import numpy as np
from numba import njit

from graph.snapshot.day.worth import COST_PER_NAT
from queries.routing.kernel.between import tie_cost
from queries.routing.kernel.bounds import INFINITE
from queries.routing.kernel.terrain import ANY, Start, Terrain, leads_on, pop, position, push
from queries.routing.kernel.via import Wanted, meets
from queries.routing.kernel.work import spent

PAIRS_AT_MOST: Final = 200_000
"""Pairs of contacts looked at; those that rank behind them are not."""
_CONTACT_BITS: Final = 24


class Strengths(NamedTuple):
    """Strengths of ties, of which a terrain holds the costs.

    Attributes:
        forward, backward: of each tie, from its first end to its second, and back.
        extra: of each tie of the overlay.
    """

    forward: Any
    backward: Any
    extra: Any


@njit(cache=True, nogil=True)
def edges_to_openers(
    terrain: Terrain, openers: Any, far: Any, start: Start
) -> tuple[Any, Any, Any]:  # pragma: no cover
    """Last ties: (E) cost with presence and fit, contact of the opener, opener; by opener.

    Args:
        terrain: where ties lead.
        openers: (O) nodes, ascending.
        far: (O) cost of presence and fit by way of others; INFINITE: no opener so.
        start: who asks.
    """
    room = len(terrain.extra_from)
    for at in range(len(openers)):
        room += terrain.ptr[openers[at] + 1] - terrain.ptr[openers[at]]
    cost, contact, opener = np.empty(room, np.int64), np.empty(room, np.int32), np.empty(room, np.int32)
    size = 0
    for at in range(len(openers)):
        if far[at] >= INFINITE:
            continue
        node = openers[at]
        for hop in range(terrain.ptr[node], terrain.ptr[node + 1]):
            if _usable(terrain, hop, terrain.back_cost[hop]) and _may_be_last(terrain, start, terrain.neighbour[hop]):
                cost[size], contact[size] = terrain.back_cost[hop] + far[at], terrain.neighbour[hop]
                opener[size] = node
                size += 1
        for arc in range(np.searchsorted(terrain.extra_from, node), len(terrain.extra_from)):
            if terrain.extra_from[arc] != node:
                break
            if terrain.extra_cost[arc] <= terrain.hop_at_most and _may_be_last(terrain, start, terrain.extra_to[arc]):
                cost[size], contact[size] = terrain.extra_cost[arc] + far[at], terrain.extra_to[arc]
                opener[size] = node
                size += 1
    return cost[:size], contact[:size], opener[:size]


@njit(cache=True, nogil=True)
def _usable(terrain: Terrain, hop: int, cost: int) -> bool:  # pragma: no cover
    if cost >= INFINITE or cost > terrain.hop_at_most:
        return False
    return not len(terrain.removed_tie) or position(terrain.removed_tie, terrain.hop_tie[hop]) < 0


@njit(cache=True, nogil=True)
def _may_be_last(terrain: Terrain, start: Start, node: int) -> bool:  # pragma: no cover
    """Whether an organisation may be the last middle step of three."""
    if node == start.asker or (len(terrain.blocked) and terrain.blocked[node]):
        return False
    return leads_on(terrain, start, node, 2) == ANY


@njit(cache=True, nogil=True)
def missing_pair(
    terrain: Terrain,
    start: Start,
    meeting: Wanted,
    strengths: Strengths,
    contacts: tuple[Any, Any],
    edges: tuple[Any, Any, Any],
    new: int,
    least: float,
    work: Any,
) -> Any:  # pragma: no cover
    """The best (total, contact, other, opener), by this order; a total of -1 where there is none.

    Args:
        terrain: where ties lead.
        start: who asks.
        meeting: whom the route has to meet.
        strengths: of the ties.
        contacts: (C) cost of the asker's tie to each of its contacts, ascending; the contact.
        edges: (E) cost of the last tie, ascending, with presence and fit; contact of the opener; opener.
        new: cost of the tie to be made.
        least: likelihood of a tie for which nothing speaks.
        work: signals of the work that it is part of.
    """  # fmt: skip
    near, contact = contacts
    cost, other, opener = edges
    edge = np.zeros(len(near), np.int64)
    heap = np.empty(len(near) + 1, np.int64)
    size = 0
    for at in range(len(near)):
        size = push(heap, size, ((near[at] + cost[0]) << _CONTACT_BITS) | at)
    best = np.full(4, -1, np.int64)
    route = np.empty(4, np.int32)
    for _ in range(PAIRS_AT_MOST):
        if size == 0 or (best[0] >= 0 and (heap[0] >> _CONTACT_BITS) + new > best[0]):
            break
        total, at = heap[0] >> _CONTACT_BITS, heap[0] & ((1 << _CONTACT_BITS) - 1)
        size = pop(heap, size)
        last = edge[at]
        edge[at] += 1
        if last + 1 < len(cost):
            size = push(heap, size, ((near[at] + cost[last + 1]) << _CONTACT_BITS) | at)
        one, two, three = contact[at], other[last], opener[last]
        if spent(work, 1 + terrain.ptr[one + 1] - terrain.ptr[one]):
            break
        if one in (two, three) or _tied(terrain, one, two):
            continue
        route[0], route[1], route[2], route[3] = start.asker, one, two, three
        if not meets(meeting, route, 4):
            continue
        likely = likelihood(terrain, start, strengths, one, two, least)
        total += new + max(1, int(np.round(-np.log(likely) * COST_PER_NAT)))
        if best[0] < 0 or _stands_before(total, one, two, three, best):
            best[0], best[1], best[2], best[3] = total, one, two, three
    return best


@njit(cache=True, nogil=True)
def _stands_before(total: int, one: int, two: int, three: int, best: Any) -> bool:  # pragma: no cover
    if total != best[0]:
        return bool(total < best[0])
    if one != best[1]:
        return bool(one < best[1])
    return bool(two < best[2]) if two != best[2] else bool(three < best[3])


@njit(cache=True, nogil=True)
def _tied(terrain: Terrain, one: int, other: int) -> bool:  # pragma: no cover
    """Whether there is a tie between two, either way."""
    for arc in range(np.searchsorted(terrain.extra_from, one), len(terrain.extra_from)):
        if terrain.extra_from[arc] != one:
            break
        if terrain.extra_to[arc] == other:
            return True
    start, stop = terrain.ptr[one], terrain.ptr[one + 1]
    at = start + np.searchsorted(terrain.neighbour[start:stop], other)
    if at == stop or terrain.neighbour[at] != other:
        return False
    return not len(terrain.removed_tie) or position(terrain.removed_tie, terrain.hop_tie[at]) < 0


@njit(cache=True, nogil=True)
def best_between(terrain: Terrain, start: Start, one: int, other: int) -> Any:  # pragma: no cover
    """By whom the best way of two ties leads, by its cost, then by id; -1 if there is none."""
    best, by = np.int64(INFINITE), np.int64(-1)
    here, end = terrain.ptr[one], terrain.ptr[one + 1]
    there, stop = terrain.ptr[other], terrain.ptr[other + 1]
    few = end - here <= stop - there
    low, high = (there, stop) if few else (here, end)
    for hop in range(here if few else there, end if few else stop):
        if (terrain.hop_cost[hop] if few else terrain.back_cost[hop]) >= best:
            continue
        between = terrain.neighbour[hop]
        at = low + np.searchsorted(terrain.neighbour[low:high], between)
        if at < high and terrain.neighbour[at] == between:
            onward, last = (hop, at) if few else (at, hop)
            if not _removed(terrain, onward) and not _removed(terrain, last):
                cost = np.int64(terrain.hop_cost[onward]) + np.int64(terrain.back_cost[last])
                if cost < best:
                    best, by = cost, np.int64(between)
    for arc in range(len(terrain.extra_from)):
        if terrain.extra_from[arc] == one:
            between = terrain.extra_to[arc]
        elif terrain.extra_to[arc] == other:
            between = terrain.extra_from[arc]
        else:
            continue
        cost = tie_cost(terrain, start, one, between) + tie_cost(terrain, start, between, other)
        if cost < best or (cost == best and between < by):
            best, by = cost, np.int64(between)
    return by


@njit(cache=True, nogil=True)
def _removed(terrain: Terrain, hop: int) -> bool:  # pragma: no cover
    return len(terrain.removed_tie) > 0 and position(terrain.removed_tie, terrain.hop_tie[hop]) >= 0


@njit(cache=True, nogil=True)
def _strength(terrain: Terrain, strengths: Strengths, one: int, other: int) -> float:  # pragma: no cover
    """Strength of the tie from one to another, between whom there is one."""
    for arc in range(np.searchsorted(terrain.extra_from, one), len(terrain.extra_from)):
        if terrain.extra_from[arc] != one:
            break
        if terrain.extra_to[arc] == other:
            return float(strengths.extra[arc])
    at = terrain.ptr[one] + position(terrain.neighbour[terrain.ptr[one] : terrain.ptr[one + 1]], other)
    tie = terrain.hop_tie[at]
    return float(strengths.forward[tie] if one < other else strengths.backward[tie])


@njit(cache=True, nogil=True)
def likelihood(
    terrain: Terrain, start: Start, strengths: Strengths, one: int, other: int, least: float
) -> float:  # pragma: no cover
    """Strength of the best way of two ties between two, at least ``least``."""
    between = best_between(terrain, start, one, other)
    if between < 0:
        return least
    by_two = _strength(terrain, strengths, one, between) * _strength(terrain, strengths, between, other)
    return max(least, by_two)
