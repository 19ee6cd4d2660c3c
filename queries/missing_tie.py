"""The tie that is missing: which two contacts, once tied, would open the door best."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.relations import KNOWN_TIE, MISSING_TIE
from graph.snapshot.day.worth import cost
from queries.kernel.search import Goal, Start, Terrain
from queries.kernel.steps import standing_of
from queries.question import Party

PAIRS_AT_MOST: Final = 200_000
"""Pairs of contacts looked at; those that rank behind them are not."""


@dataclass(frozen=True, slots=True)
class MissingTie:
    """A tie to be made.

    Attributes:
        contact: tied to the asker.
        other: tied to the opener, and not to the contact.
        opener: the door opener that would be reached.
        asker: position of the asker.
        total: integer sum of the route asker, contact, other, opener with the new tie at .6, of presence and of fit.
    """

    contact: int
    other: int
    opener: int
    asker: int
    total: int


def missing_tie(terrain: Terrain, goal: Goal, start: Start, party: Party, position: int) -> MissingTie | None:
    """The tie between a contact of the asker and a contact of an opener that would give the best score; None if none.

    Contacts are one tie away (mandates do not count); equal totals are told apart by the ids of contact, other and
    opener. The constraints on organisations, kinds and strength apply; ``via`` and ``maxSteps`` do not.
    """
    new = cost(MISSING_TIE)
    if new > terrain.hop_at_most:
        return None
    contacts = sorted(_contacts(terrain, party))
    edges = _edges_to_openers(terrain, goal, start, party)
    if not contacts or not len(edges):
        return None
    heap = [(near + int(edges[0, 0]), at, 0) for at, (near, _) in enumerate(contacts)]
    heapq.heapify(heap)
    best: tuple[int, int, int, int] | None = None
    for _ in range(PAIRS_AT_MOST):
        if not heap or (best is not None and heap[0][0] + new > best[0]):
            break
        total, at, edge = heapq.heappop(heap)
        near, contact = contacts[at]
        if edge + 1 < len(edges):
            heapq.heappush(heap, (near + int(edges[edge + 1, 0]), at, edge + 1))
        other, opener = int(edges[edge, 1]), int(edges[edge, 2])
        if len({party.node, contact, other, opener}) == 4 and not _tied(terrain, contact, other):
            found = (total + new, contact, other, opener)
            best = found if best is None else min(best, found)
    return None if best is None else MissingTie(best[1], best[2], best[3], position, best[0])


def _contacts(terrain: Terrain, party: Party) -> Iterator[tuple[int, int]]:
    """(cost, organisation) of each contact of the asker that may be a step."""
    if party.node is None:
        known = [(cost(KNOWN_TIE), node) for node in party.knows]
    else:
        hops = slice(int(terrain.ptr[party.node]), int(terrain.ptr[party.node + 1]))
        known = list(zip(terrain.hop_cost[hops].tolist(), terrain.neighbour[hops].tolist(), strict=True))
    for hop, node in known:
        if hop <= terrain.hop_at_most and not (len(terrain.blocked) and terrain.blocked[node]):
            yield hop, node


def _edges_to_openers(terrain: Terrain, goal: Goal, start: Start, party: Party) -> NDArray[np.int64]:
    """(E, 3) cost of the last tie with presence and fit, contact of the opener, opener; in this order."""
    openers = np.arange(len(goal.opener))
    courteous, fit = standing_of(goal, start, openers)
    beyond = np.where(courteous, goal.courteous, goal.full) + goal.fits[fit]
    usable = goal.allowed.copy()
    if party.node is not None:
        usable &= goal.opener != party.node
    if len(terrain.blocked):
        usable &= ~terrain.blocked[goal.opener]
    rows = []
    for at in np.flatnonzero(usable).tolist():
        opener = int(goal.opener[at])
        hops = slice(int(terrain.ptr[opener]), int(terrain.ptr[opener + 1]))
        count = hops.stop - hops.start
        rows.append(
            np.column_stack(
                [
                    terrain.hop_cost[hops].astype(np.int64),
                    terrain.neighbour[hops],
                    np.full(count, opener),
                    np.full(count, beyond[at]),
                ]
            )
        )
    if not rows:
        return np.zeros((0, 3), dtype=np.int64)
    edges = np.concatenate(rows)
    edges = edges[edges[:, 0] <= terrain.hop_at_most]
    if len(terrain.blocked):
        edges = edges[~terrain.blocked[edges[:, 1]]]
    table = np.column_stack([edges[:, 0] + edges[:, 3], edges[:, 1], edges[:, 2]])
    return table[np.lexsort((table[:, 2], table[:, 1], table[:, 0]))]


def _tied(terrain: Terrain, one: int, other: int) -> bool:
    start, stop = int(terrain.ptr[one]), int(terrain.ptr[one + 1])
    at = start + int(np.searchsorted(terrain.neighbour[start:stop], other))
    return bool(at < stop and terrain.neighbour[at] == other)
