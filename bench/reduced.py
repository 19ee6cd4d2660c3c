"""The questions as peers can be asked them: ties, at most three steps, presence; and the right answers to them.

Costs are the engine's integers, as floats: their sums are exact, so that an answer is right or wrong, never nearly
right. Found by going over all ties three times, which is slow, and too simple to be wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.kinds import COMPANY, ORGANISATION_KINDS
from graph.snapshot.day.worth import INFINITE
from graph.snapshot.snapshot import Snapshot

STEPS: Final = 3
OPENERS: Final = 10
ROUTES: Final = 3

Route = Sequence[int]
"""Nodes from the asker on."""
F8 = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ties:
    """Ties each way.

    Attributes:
        count: of nodes.
        source, target, cost: of each, in the order of sources, then targets.
        ptr: where those of a source begin.
    """

    count: int
    source: NDArray[Any]
    target: NDArray[Any]
    cost: F8
    ptr: NDArray[Any]

    def cost_of(self, route: Route) -> float:
        """Of a route; infinite where a tie is missing."""
        return sum(self._between(one, other) for one, other in pairwise(route))

    def _between(self, one: int, other: int) -> float:
        span = slice(int(self.ptr[one]), int(self.ptr[one + 1]))
        at = int(np.searchsorted(self.target[span], other))
        there = at < span.stop - span.start and self.target[span][at] == other
        return float(self.cost[span][at]) if there else np.inf


class Reduced:
    """A snapshot's ties and presence.

    Attributes:
        ties: each way.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        count, ties = len(snapshot.facts.kind), snapshot.standing().ties
        there = ties.hop_cost < INFINITE
        source = np.repeat(np.arange(count), np.diff(ties.ptr))[there]
        ptr = np.searchsorted(source, np.arange(count + 1))
        self.ties = Ties(count, source, ties.neighbour[there], ties.hop_cost[there].astype(np.float64), ptr)
        self._snapshot = snapshot
        self._towards = np.argsort(self.ties.target, kind="stable")
        self._reached, self._first = np.unique(self.ties.target[self._towards], return_index=True)

    def openers(self, market: str) -> tuple[NDArray[Any], F8]:
        """Everybody present in a market, companies aside, and the cost of the presence."""
        present = self._snapshot.standing().present
        span = present.of_market(self._snapshot.market_position(market))
        node = present.organisation[span]
        kept = self._snapshot.facts.kind[node] != ORGANISATION_KINDS.index(COMPANY)
        return node[kept], present.cost[span][kept].astype(np.float64)

    def best(self, market: str, asker: int, distance: F8) -> list[int]:
        """The ten openers with the least sum of distance and presence."""
        node, cost = self.openers(market)
        total = distance[node] + cost
        total[node == asker] = np.inf
        few = min(OPENERS, len(node))
        nearest = np.argpartition(total, few - 1)[:few]
        return [int(node[at]) for at in nearest[np.argsort(total[nearest])] if np.isfinite(total[at])]

    def distances(self, asker: int) -> F8:
        """Cost of the best route of at most three steps to everybody."""
        distance = np.full(self.ties.count, np.inf)
        distance[asker] = 0.0
        for _ in range(STEPS):
            through = (distance[self.ties.source] + self.ties.cost)[self._towards]
            nearer = np.minimum.reduceat(through, self._first)
            distance[self._reached] = np.minimum(distance[self._reached], nearer)
        return distance

    def are_best_openers(self, market: str, asker: int, routes: Sequence[Route]) -> bool:
        """Whether these are routes to ten best openers, each the best route of at most three steps.

        Which of equal ones come first or last is left to whoever answers.
        """
        distance = self.distances(asker)
        presence = dict(zip(*(part.tolist() for part in self.openers(market)), strict=True))
        if any(len(route) > STEPS + 1 or route[-1] not in presence for route in routes):
            return False
        found = [self.ties.cost_of(route) + presence[route[-1]] for route in routes]
        right = [distance[node] + presence[node] for node in self.best(market, asker, distance)]
        return len({route[-1] for route in routes}) == len(routes) and sorted(found) == right

    def are_best_routes(self, source: int, target: int, routes: Sequence[Route]) -> bool:
        """Whether these are the three best simple routes of at most three steps; which of equal ones is left open."""
        if any(len(route) > STEPS + 1 or len(set(route)) < len(route) for route in routes):
            return False
        found = sorted(self.ties.cost_of(route) for route in routes)
        different = len({tuple(route) for route in routes}) == len(routes)
        return different and found == self._best_costs(source, target)

    def _best_costs(self, source: int, target: int) -> list[float]:
        """Costs of the three best simple routes of at most three steps: by their last tie but the one to the target."""
        ties = self.ties
        near, last = np.full(ties.count, np.inf), np.full(ties.count, np.inf)
        out, into = ties.source == source, ties.target == target
        near[ties.target[out]] = ties.cost[out]
        last[ties.source[into]] = ties.cost[into]
        direct = near[target : target + 1].copy()
        for ends in (near, last):
            ends[[source, target]] = np.inf
        of_two = near + last
        of_three = near[ties.source] + ties.cost + last[ties.target]
        every = np.concatenate([direct, of_two, of_three])
        few = min(ROUTES, len(every))
        least = np.sort(np.partition(every, few - 1)[:few])
        return [float(one) for one in least if np.isfinite(one)]
