"""The tie that is missing: which two contacts, once tied, would open the door best."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from graph.relations import LEAST_LIKELIHOOD, MISSING_TIE
from graph.snapshot.day.worth import INFINITE, cost
from queries.kernel.terrain import ANY, Terrain, leads_on

if TYPE_CHECKING:
    from queries.candidates import Candidates

PAIRS_AT_MOST: Final = 200_000
"""Pairs of contacts looked at; those that rank behind them are not."""
STEPS: Final = 3


@dataclass(frozen=True, slots=True)
class MissingTie:
    """A tie to be made.

    Attributes:
        contact: tied to the asker.
        other: tied to the opener, and not to the contact.
        opener: the door opener that would be reached.
        asker: position of the asker.
        total: integer sum of the route asker, contact, other, opener with the new tie at .6, of presence, fit and
            likelihood.
        likelihood: strength of the best way of two ties between the two, at least .05.
        score: route strength × presence × fit, with the new tie.
    """

    contact: int
    other: int
    opener: int
    asker: int
    total: int
    likelihood: float
    score: float


def missing_tie(of: "Candidates") -> MissingTie | None:
    """The tie between a contact of the asker and a contact of an opener that would give the best score × likelihood.

    Contacts are one tie away; equal totals are told apart by the ids of contact, other and opener. The constraints
    apply to the route that it would make.
    """
    leave, new = of.leave, cost(MISSING_TIE)
    if new > leave.terrain.hop_at_most or leave.max_steps < STEPS:
        return None
    contacts = sorted(_contacts(of))
    edges = _edges_to_openers(of)
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
        if _is_missing(of, contact, other, opener):
            found = (total + new + _unlikelihood(of, contact, other), contact, other, opener)
            best = found if best is None else min(best, found)
    return None if best is None else _told(of, *best)


def _told(of: "Candidates", total: int, contact: int, other: int, opener: int) -> MissingTie:
    asker, at = of.leave.start.asker, of.target.position(opener)
    first, last = of.view.tie(asker, contact)[1], of.view.tie(other, opener)[1]
    score = first * MISSING_TIE * last * of.outlook.presence(at, near=False) * of.outlook.fit(at).value
    between = _best_between(of, contact, other)
    likelihood = max(LEAST_LIKELIHOOD, 0.0 if between is None else between[1])
    return MissingTie(contact, other, opener, of.position, total, likelihood, score)


def _is_missing(of: "Candidates", contact: int, other: int, opener: int) -> bool:
    asker = of.leave.start.asker
    if len({asker, contact, other, opener}) < STEPS + 1 or _tied(of.leave.terrain, contact, other):
        return False
    return of.leave.meets((asker, contact, other, opener))


def _contacts(of: "Candidates") -> Iterator[tuple[int, int]]:
    """(cost, organisation) of each contact of the asker that may be a step and introduce further."""
    leave = of.leave
    asker = leave.start.asker
    known = zip(leave.start.root_node.tolist(), leave.start.root_cost.tolist(), strict=True)
    for node, hop in leave.ties_of(asker) if asker >= 0 else known:
        if leave.allows(node, hop) and leave.leads_on(node) == ANY:
            yield hop, node


def _edges_to_openers(of: "Candidates") -> NDArray[np.int64]:
    """(E, 3) cost of the last tie with presence and fit, contact of the opener, opener; in this order."""
    terrain, outlook, rows = of.leave.terrain, of.outlook, []
    for at in np.flatnonzero(outlook.far < INFINITE).tolist():
        opener = int(of.target.opener[at])
        hops = slice(int(terrain.ptr[opener]), int(terrain.ptr[opener + 1]))
        back = terrain.back_cost[hops].astype(np.int64)
        usable = back <= terrain.hop_at_most
        if len(terrain.removed_tie):
            usable &= ~np.isin(terrain.hop_tie[hops], terrain.removed_tie)
        contact = np.concatenate([terrain.neighbour[hops][usable], terrain.extra_to[terrain.extra_from == opener]])
        last = np.concatenate([back[usable], terrain.extra_cost[terrain.extra_from == opener]])
        rows.append(np.column_stack([last + int(outlook.far[at]), contact, np.full(len(contact), opener)]))
    if not rows:
        return np.zeros((0, 3), dtype=np.int64)
    table = np.concatenate(rows).astype(np.int64)
    kept = [
        of.leave.allows(node, 0) and leads_on(terrain, of.leave.start, node, 2) == ANY for node in table[:, 1].tolist()
    ]
    table = table[np.array(kept, dtype=np.bool_)] if len(table) else table
    return table[np.lexsort((table[:, 2], table[:, 1], table[:, 0]))]


def _tied(terrain: Terrain, one: int, other: int) -> bool:
    """Whether there is a tie between two, either way."""
    if bool(((terrain.extra_from == one) & (terrain.extra_to == other)).any()):
        return True
    start, stop = int(terrain.ptr[one]), int(terrain.ptr[one + 1])
    at = start + int(np.searchsorted(terrain.neighbour[start:stop], other))
    if at == stop or terrain.neighbour[at] != other:
        return False
    return terrain.hop_tie[at] not in terrain.removed_tie


def _unlikelihood(of: "Candidates", one: int, other: int) -> int:
    """Cost of the likelihood of a tie."""
    between = _best_between(of, one, other)
    return cost(max(LEAST_LIKELIHOOD, 0.0 if between is None else between[1]))


def _best_between(of: "Candidates", one: int, other: int) -> tuple[int, float] | None:
    """(cost, strength) of the best way of two ties between two, by its cost, then by ids; None if there is none."""
    onward = dict(of.leave.ties_of(one))
    terrain = of.leave.terrain
    hops = slice(int(terrain.ptr[other]), int(terrain.ptr[other + 1]))
    found = []
    for node, back, tie in zip(
        terrain.neighbour[hops].tolist(), terrain.back_cost[hops].tolist(), terrain.hop_tie[hops].tolist(), strict=True
    ):
        if node in onward and back < INFINITE and tie not in terrain.removed_tie:
            found.append((onward[node] + back, node))
    for arc in np.flatnonzero(terrain.extra_from == other).tolist():
        if int(terrain.extra_to[arc]) in onward:
            node = int(terrain.extra_to[arc])
            found.append((onward[node] + int(terrain.extra_cost[arc]), node))
    if not found:
        return None
    total, between = min(found)
    return total, of.view.tie(one, between)[1] * of.view.tie(between, other)[1]
