"""What new ties of an asker would be worth, market by market; to whom it can be introduced, and by whom."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.cached import cached_property
from graph.relations import MODERATE
from graph.snapshot.day.worth import COST_PER_NAT, INFINITE, cost
from graph.work import current_work, look
from queries.routing.candidate import FLOOR_COST
from queries.routing.everywhere import Doors
from queries.routing.kernel.one_more import rests_here
from queries.routing.kernel.terrain import ANY
from queries.routing.one_more import NEW_TIE_COST, abroad, nowhere, onward_of, partners
from queries.routing.spread import ByTies
from queries.routing.ways import Leave

F8 = NDArray[np.float64]
I4 = NDArray[np.int32]
LEAST_INTRODUCTION: Final = MODERATE
"""The least strength of an introduction that is counted on."""
CANDIDATES_AT_MOST: Final = 4_000


class Introductions:
    """Clusters and research organisations to which an asker has no tie, but somebody who can introduce it. C of them.

    An introduction is two ties: from the asker to who introduces, and on from there; its strength, their product, is at
    least ``LEAST_INTRODUCTION``. Of more than so many, those of the strongest introductions are taken, then by id.

    Attributes:
        node: (C) ascending.
        cost: (C) of the best introduction to each.
        place: (C) of each among them: the strongest introduction first, then by id.
        left_out: how many more there are.
    """

    def __init__(self, one: ByTies, most: int = CANDIDATES_AT_MOST) -> None:
        self._one = one
        reached = self._reached()
        node = np.flatnonzero(partners(one) & (reached <= cost(LEAST_INTRODUCTION))).astype(np.int32)
        self.node: I4 = np.sort(node[np.lexsort((node, reached[node]))[:most]])
        self.cost: I4 = reached[self.node]
        self.place: NDArray[np.int64] = np.argsort(np.lexsort((self.node, self.cost)))
        self.left_out = len(node) - len(self.node)

    @cached_property
    def _leave(self) -> Leave:
        return replace(self._one.of.leave, terrain=nowhere(self._one))

    @cached_property
    def _introducing(self) -> dict[int, int]:
        """Who may introduce the asker → the cost of its tie to them."""
        known = {node: self._leave.tie(node) for node in self._leave.contacts.tolist()}
        leads = self._leave.leads_on(list(known)) if known else {}
        return {by: first for by, first in known.items() if self._leave.allows(by, first) and leads[by] == ANY}

    def _reached(self) -> I4:
        """(N) cost of the best way of two ties to each organisation; INFINITE where there is none."""
        found, terrain = np.full(len(self._one.of.facts.kind), INFINITE, dtype=np.int32), self._leave.terrain
        for by, first in self._introducing.items():
            look()
            hops = slice(int(terrain.ptr[by]), int(terrain.ptr[by + 1]))
            usable = terrain.hop_cost[hops] <= terrain.hop_at_most
            to = terrain.neighbour[hops][usable]
            found[to] = np.minimum(found[to], terrain.hop_cost[hops][usable] + first)
        return found

    def introducer(self, to: int, met: Mapping[int, int]) -> int:
        """Who introduces best: of the asker's own contacts, and of those whom it has met; equal ones by id.

        Args:
            to: one of the organisations.
            met: organisations to which the asker has come to be tied meanwhile → the cost of that tie.
        """
        terrain, known = self._leave.terrain, {**self._introducing, **met}
        hops = slice(int(terrain.ptr[to]), int(terrain.ptr[to + 1]))
        ways = zip(terrain.back_cost[hops].tolist(), terrain.neighbour[hops].tolist(), strict=True)
        best: tuple[int, int] = min(
            (known[by] + back, by) for back, by in ways if by in known and back <= terrain.hop_at_most
        )
        return best[1]


@dataclass(frozen=True)
class Worths:
    """What ties would be worth in all markets but the asker's own. M markets, C organisations.

    Attributes:
        market: (M) positions.
        now: (M) the best score as it is; 0 where there is no door opener.
        shut: (M) whether nobody opens it as it is who is there, or there for it.
        new: (C, M) the best score by a new tie to each; 0 where that is none, or no more than it is.
    """

    market: NDArray[np.int64]
    now: F8
    shut: NDArray[np.bool_]
    new: F8


def worths_of(doors: Doors, nodes: I4) -> Worths:
    """What a tie of ``MISSING_TIE`` of the first asker to each of some organisations (ascending) would be worth.

    A market's best score by a new tie is that of the best opener to which the asker comes by that tie and by ties
    beyond it; strengths are taken as e^-(cost / 2^16).
    """
    found, signals = list(abroad(doors, 0)), current_work().signals
    market, now = np.array([one.market for one, _ in found]), np.zeros(len(found))
    shut = np.array([not one.is_open for one, _ in found], dtype=np.bool_)
    new, first = np.zeros((len(nodes), len(found))), doors.by_ties[0][0]
    if not len(nodes) or first.of.leave.terrain.hop_at_most < NEW_TIE_COST:
        return Worths(market, now, shut, new[:0])
    count = len(first.of.facts.kind)
    candidate = np.zeros(count, dtype=np.bool_)
    candidate[nodes] = True
    onward, rest, terrain = onward_of(first, candidate), np.full(count, INFINITE, dtype=np.int32), nowhere(first)
    for at, (one, of) in enumerate(found):
        look()
        limit = FLOOR_COST - NEW_TIE_COST
        if one.best is not None:
            now[at] = np.exp(-one.best.total / COST_PER_NAT)
            limit = min(limit, one.best.total - 1 - NEW_TIE_COST)
        rests_here(terrain, of.of.leave.start, onward, of.of.outlook.goal, one.market, limit, rest, signals)
        some = rest[nodes] < INFINITE
        new[some, at] = np.exp(-(NEW_TIE_COST + rest[nodes[some]]) / COST_PER_NAT)
        rest[nodes] = INFINITE
    return Worths(market, now, shut, new)
