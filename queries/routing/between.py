"""Several routes to one organisation: the best, the next best, and a fallback that shares nobody with the best."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from graph.cached import cached_property
from graph.work import current_work, look
from queries.routing.kernel.between import (
    ON_DEMAND,
    Rest,
    Sought,
    fill_beyond,
    forget,
    near_target,
    routes_to,
    tie_cost,
)
from queries.routing.kernel.bounds import INFINITE as UNREACHED
from queries.routing.kernel.terrain import END
from queries.routing.kernel.threads import scratch
from queries.routing.standing import StepKind
from queries.routing.target import read_only
from queries.routing.ways import Listing, Way

_NOBODY = read_only(np.zeros(0, dtype=np.int32))


@dataclass(frozen=True)
class Between:
    """Routes of one asker to one organisation.

    Attributes:
        listing: what the asker's standing gives.
        near_only: only the asker's own tie, or a knock, leads there.
        by_operator: an office of others, to which the asker's own tie to its operator leads too.
        introducing: an office or desk may lead to its operator.
        token: stands for these routes in a thread's memory.
    """

    listing: Listing
    target: int
    near_only: bool = False
    by_operator: bool = False
    introducing: bool = False
    token: object = field(default_factory=object, repr=False, compare=False)

    def best(self, wanted: int) -> tuple[list[Way], bool]:
        """The best distinct routes, by cost, steps, ids, kinds of step; and whether the search was exact."""
        return self._best(wanted, True, _NOBODY)

    def direct(self) -> Iterator[Way]:
        """The asker's own tie, if there is one that the constraints leave."""
        leave, asker = self.listing.leave, self.listing.asker
        cost = leave.tie(self.target)
        if self._raised is None and leave.allows(self.target, cost) and leave.meets((asker, self.target)):
            yield self.tied((asker, self.target))

    def apart(self) -> Iterator[Way]:
        """The ways by which the target's presence may be another than by all other ways."""
        yield from self.direct()
        yield from (way for way in self.listed if way.is_near)
        yield from self._near(False, set())

    def fallback(self, best: Way) -> Way | None:
        """The best route that shares no intermediary with ``best``, nor its first step if it is direct; or None."""
        between = read_only(np.array(sorted(best.nodes[1:-1]), dtype=np.int32))
        direct = not (len(best.kinds) == 1 and best.kinds[0] is StepKind.TIE)
        ties, _ = self._by_ties(1, direct, between)
        others = [
            way
            for way in self.listed
            if between_none(way, between)
            and (way.nodes, way.kinds) != (best.nodes, best.kinds)
            and (direct or way.kinds != (StepKind.TIE,))
        ]
        return min([*ties, *others], key=lambda way: way.order, default=None)

    def _best(self, wanted: int, direct: bool, shut: NDArray[np.int32]) -> tuple[list[Way], bool]:
        ties, exact = self._by_ties(wanted, direct, shut)
        return sorted([*ties, *self.listed], key=lambda way: way.order)[:wanted], exact

    @cached_property
    def _raised(self) -> Way | None:
        return self.listing.raised_tie(self.target)

    @cached_property
    def listed(self) -> list[Way]:
        """What needs no search, the raised tie among it."""
        return list(self._find_listed())

    def _find_listed(self) -> Iterator[Way]:
        listing, target = self.listing, self.target
        if self._raised is not None:
            yield self._raised
        seen = set()
        for way in sorted((way for way in listing.alone() if way.nodes[-1] == target), key=lambda way: way.order):
            if way.kinds not in seen and not (self.near_only and not way.is_near):
                seen.add(way.kinds)
                yield way
        if self.near_only:
            return
        yield from listing.by_home_agency(np.array([target], dtype=np.int32))
        yield from listing.receptions_of(target)
        if self.introducing:
            yield from _each_once(listing.to_operator(target))

    def _by_ties(self, wanted: int, direct: bool, shut: NDArray[np.int32]) -> tuple[list[Way], bool]:
        """Routes of ties alone; the raised one stands elsewhere."""
        direct = direct and self._raised is None
        if self.near_only:
            return list(self._near(direct, set(shut.tolist())))[:wanted], True
        leave = self.listing.leave
        sought = Sought(self.target, leave.max_steps, wanted, direct, shut, leave.meeting)
        memory = scratch(len(leave.terrain.kind))
        routes, costs, exact = routes_to(leave.terrain, leave.start, self._rest(), memory, sought)
        look()
        found = []
        for ids, cost in zip(routes.tolist(), costs.tolist(), strict=True):
            found.append(self.tied(tuple(ids[: ids.index(END)] if END in ids else ids)))
            assert found[-1].cost == cost
        return found, bool(exact)

    def _near(self, direct: bool, shut: set[int]) -> Iterator[Way]:
        """The asker's own tie, and by it and the operator of an office of others; best first."""
        leave, asker = self.listing.leave, self.listing.asker
        found = [*self.direct()] if direct else []
        operators = self.listing.standing.mandated.operators(self.target) if self.by_operator else []
        for operator in operators if leave.max_steps > 1 else ():
            first, last = leave.tie(operator), self._cost(operator, self.target)
            nodes = (asker, operator, self.target)
            allowed = leave.allows(operator, first) and leave.allows(self.target, last) and operator not in shut
            if allowed and leave.meets(nodes):
                found.append(self.tied(nodes))
        yield from sorted(found, key=lambda way: way.order)

    def tied(self, nodes: tuple[int, ...]) -> Way:
        """A way of ties."""
        costs = tuple(self._cost(one, other) for one, other in pairwise(nodes))
        return Way(nodes, (StepKind.TIE,) * len(costs), costs)

    def _cost(self, one: int, other: int) -> int:
        leave = self.listing.leave
        return int(tie_cost(leave.terrain, leave.start, one, other))

    def _rest(self) -> Rest:
        """The rest of the way to the target, in this thread's memory; kept until the next target."""
        leave = self.listing.leave
        shape = (len(leave.terrain.kind), max(ON_DEMAND - 1, leave.max_steps - 1))
        if getattr(_local, "shape", None) != shape:
            _local.shape, _local.rest, _local.token = shape, _new_rest(*shape), None
        rest: Rest = _local.rest
        if _local.token is not self.token:
            _local.token = None
            forget(rest)
            near_target(leave.terrain, self.target, rest)
            if len(rest.within) > ON_DEMAND:
                fill_beyond(leave.terrain, rest, current_work().signals)
                look()
            _local.token = self.token
        return rest


def between_none(way: Way, shut: NDArray[np.int32]) -> bool:
    """Whether none of these organisations is between the ends of a route."""
    return not set(way.nodes[1:-1]) & set(shut.tolist())


def _each_once(ways: Iterator[Way]) -> Iterator[Way]:
    seen = set()
    for way in ways:
        if (way.nodes, way.kinds) not in seen:
            seen.add((way.nodes, way.kinds))
            yield way


_local = threading.local()


def _new_rest(organisations: int, layers: int) -> Rest:
    within = np.full((layers, organisations), UNREACHED, dtype=np.int32)
    within[2:] = -1
    return Rest(within, np.empty(layers * organisations + 1, np.int32), np.zeros(1, np.int64))
