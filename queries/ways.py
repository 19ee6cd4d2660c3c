"""Several routes to one organisation: the best, the next best, and a fallback that shares nobody with the best."""

import threading
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from graph.snapshot.day.standing import Standing
from graph.snapshot.snapshot import Snapshot
from queries.kernel.between import ON_DEMAND, Rest, fill_beyond, forget, near_target, routes_to
from queries.kernel.bounds import INFINITE
from queries.kernel.search import NO_DESK, Start, Terrain
from queries.kernel.threads import scratch
from queries.landscape import landscape
from queries.question import Party
from queries.routes import Route, View, make_route
from queries.target import read_only

_NOBODY = read_only(np.zeros(0, dtype=np.int32))
_ANYONE = read_only(np.zeros(0, dtype=np.bool_))


@dataclass(frozen=True, slots=True)
class Ways:
    """Routes of one asker to one organisation, over a terrain made for it.

    Attributes:
        via: (N, or empty) one of these must be on every route.
        token: stands for these ways in a thread's memory.
    """

    snapshot: Snapshot
    on: Standing
    view: View
    party: Party
    terrain: Terrain
    start: Start
    target: int
    max_steps: int
    via: NDArray[np.bool_]
    token: object = field(default_factory=object, repr=False, compare=False)

    def best(self, wanted: int) -> tuple[list[Route], bool]:
        """The best distinct routes, by cost, then steps, then ids; and whether the search was exact."""
        return self._search(wanted, True, _NOBODY)

    def fallback(self, best: Route) -> Route | None:
        """The best route that shares neither intermediary nor desk with ``best``; None if there is none.

        Where ``best`` is direct, its tie is not shared either.
        """
        between = {node for node in best.organisations[1:-1] if node is not None} | {
            step.desk for step in best.steps if step.desk is not None
        }
        direct = len(best.steps) > 1 or best.steps[0].desk is not None
        shut = read_only(np.array(sorted(between), dtype=np.int32))
        routes, _ = self._search(1, direct, shut)
        return routes[0] if routes else None

    def _search(self, wanted: int, direct: bool, shut: NDArray[np.generic]) -> tuple[list[Route], bool]:
        rest = self._near()
        routes, desks, costs, exact = routes_to(
            self.terrain,
            self.start,
            rest,
            scratch(len(self.snapshot.facts.kind)),
            self.target,
            self.max_steps,
            wanted,
            direct,
            shut,
            self.via,
        )
        found = []
        for ids, desk, cost in zip(routes.tolist(), desks.tolist(), costs.tolist(), strict=True):
            through = None if desk == NO_DESK else desk
            found.append(make_route(self.view, self.party, ids[: ids.index(-2)], through, cost))
        return found, bool(exact)

    def _near(self) -> Rest:
        """The rest of the way to the target, in this thread's memory; kept until the next target."""
        shape = (len(self.snapshot.facts.kind), len(self.terrain.home_ptr) - 1, max(2, self.max_steps - 1))
        if getattr(_local, "shape", None) != shape:
            _local.shape, _local.rest, _local.token = shape, _new_rest(*shape), None
        rest: Rest = _local.rest
        if _local.token is not self.token:
            _local.token = None
            forget(rest)
            land = landscape(self.snapshot, self.on)
            near_target(self.terrain, land.member_ptr, land.member, self.target, rest)
            if len(rest.within) > ON_DEMAND:
                fill_beyond(self.terrain, rest)
            _local.token = self.token
        return rest


_local = threading.local()


def _new_rest(organisations: int, places: int, layers: int) -> Rest:
    within = np.full((layers, organisations), INFINITE, dtype=np.int32)
    within[2:] = -1
    place = np.full((layers, max(1, places)), INFINITE, dtype=np.int32)
    return Rest(within, place, np.empty(layers * organisations + 1, np.int32), np.zeros(1, np.int64))
