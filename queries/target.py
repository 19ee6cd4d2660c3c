"""A market or corridor as the target of routes: its openers, the bounds towards them, and the terrain on the way."""

from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from graph.kinds import COMPANY, CROSS_SECTOR, ORGANISATION_KINDS
from graph.relations import COURTESY, FIT_CROSS_SECTOR, FIT_OTHER, FIT_SHARED
from graph.snapshot.day.mandates import Mandates
from graph.snapshot.day.standing import Standing
from graph.snapshot.day.worth import cost, costs
from graph.snapshot.snapshot import Snapshot
from queries.kernel.bounds import INFINITE, bound_layers
from queries.kernel.search import Goal, Terrain
from queries.landscape import Landscape, good_for, landscape
from queries.overlay import NOTHING_LAID, Overlay
from queries.question import DEFAULT_OPENER_KINDS, DEFAULT_STEPS, NOBODY, STEPS_AT_MOST, RouteConstraints, blocked

FIT_COSTS: Final = np.array([cost(FIT_SHARED), cost(FIT_CROSS_SECTOR), cost(FIT_OTHER)], dtype=np.int32)
_COMPANY = ORGANISATION_KINDS.index(COMPANY)
Scalar = TypeVar("Scalar", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Target:
    """Openers of a market or corridor on a day.

    Attributes:
        markets: positions of the markets in which an opener may be present.
        value: (O) presence at its best, before courtesy.
        market: (O) market position in which it is so; the first of equal ones.
        goal: openers and bounds for the kernel.
        terrain: the way there, unconstrained.
    """

    markets: NDArray[np.int64]
    value: NDArray[np.float64]
    market: NDArray[np.int64]
    goal: Goal
    terrain: Terrain

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        return sum(
            array.nbytes
            for array in (*self.goal, self.value, self.market)
            if isinstance(array, np.ndarray) and array.flags.owndata
        )


def find_target(
    snapshot: Snapshot,
    on: Standing,
    markets: NDArray[np.int64],
    constraints: RouteConstraints,
    laid: Overlay = NOTHING_LAID,
) -> Target:
    """The target of some markets, made once for each day and sort of opener.

    Bounds hold for every asker and under every constraint, since constraints only remove; companies, openers only if
    asked for, have their own.
    """
    companies = COMPANY in (constraints.opener_kinds or DEFAULT_OPENER_KINDS)
    layers = DEFAULT_STEPS if constraints.max_steps <= DEFAULT_STEPS else STEPS_AT_MOST
    key = ("target", on.day, markets.tobytes(), companies, layers, laid.key)
    return snapshot.memo.get(
        key, lambda: _target(snapshot, on, markets, companies, layers, laid), lambda made: made.nbytes
    )


def _target(
    snapshot: Snapshot, on: Standing, markets: NDArray[np.int64], companies: bool, layers: int, laid: Overlay
) -> Target:
    opener, value, market = _openers(snapshot, on, markets, companies)
    terrain = terrain_to(snapshot, on, markets, laid)
    full = costs(value)
    bounds = bound_layers(
        *terrain[:7], terrain.desk_ptr, terrain.desk_target, terrain.desk_cost,
        terrain.extra_from, terrain.extra_to, terrain.extra_cost, opener, full + FIT_COSTS[0], layers,
    )  # fmt: skip
    operators = [on.mandated.operators.get(node, []) if on.office[node] else [] for node in opener.tolist()]
    cross = snapshot.find(CROSS_SECTOR)
    goal = Goal(
        opener=opener,
        full=full,
        courteous=costs(value * COURTESY),
        office=on.office[opener],
        operator_ptr=np.concatenate(([0], np.cumsum([len(one) for one in operators]))).astype(np.int32),
        operator=np.array([operator for one in operators for operator in one], dtype=np.int32),
        group=_groups(operators),
        allowed=np.ones(len(opener), dtype=np.bool_),
        sector_ptr=on.sector_ptr,
        sector=on.sector,
        fits=FIT_COSTS,
        cross_sector=-1 if cross is None else cross,
        bounds=bounds,
    )
    for array in goal:
        if isinstance(array, np.ndarray):
            array.setflags(write=False)
    return Target(markets, value, market, goal, terrain)


def _openers(
    snapshot: Snapshot, on: Standing, markets: NDArray[np.int64], companies: bool
) -> tuple[NDArray[np.int32], NDArray[np.float64], NDArray[np.int64]]:
    """(opener ascending, its best presence, the market of it) over the markets."""
    present = on.present
    spans = [present.of_market(market) for market in markets.tolist()]
    node = np.concatenate([present.organisation[span] for span in spans] or [np.zeros(0, np.int32)])
    value = np.concatenate([present.value[span] for span in spans] or [np.zeros(0)])
    market = np.repeat(markets, [span.stop - span.start for span in spans])
    if not companies:
        kept = snapshot.facts.kind[node] != _COMPANY
        node, value, market = node[kept], value[kept], market[kept]
    order = np.lexsort((market, -value, node))
    node, value, market = node[order], value[order], market[order]
    first = np.diff(node, prepend=-1) != 0
    return node[first].astype(np.int32), value[first], market[first]


def terrain_to(
    snapshot: Snapshot, on: Standing, markets: NDArray[np.int64], laid: Overlay, operator: int | None = None
) -> Terrain:
    """All steps that may lead to these markets.

    Their desks are those of operators that promote one of the markets; with ``operator`` they are that one's, whatever
    it promotes.
    """
    land = landscape(snapshot, on)
    ties = on.ties
    usable = good_for(on.mandated.home, markets)
    home_cost = np.where(usable, land.home_cost, INFINITE).astype(np.int32)
    if operator is None:
        desk_ptr, desk = _promoting_desks(land, on.mandated, markets)
    else:
        desk_ptr, desk = _desks(land, on.mandated.host.target[land.desk] == operator)
    host = on.mandated.host
    made = Terrain(
        ties.ptr, ties.neighbour, ties.hop_cost,
        land.place, land.home_ptr, on.mandated.home.target[land.home], home_cost[land.home],
        desk_ptr, host.target[desk], host.desk[desk], land.desk_cost[desk],
        laid.source, laid.target, laid.cost, NOTHING_LAID.removed_tie, ties.hop_tie, NOBODY, int(INFINITE) - 1,
    )  # fmt: skip
    for array in made:
        if isinstance(array, np.ndarray):
            array.setflags(write=False)
    return made


def _promoting_desks(
    land: Landscape, mandated: Mandates, markets: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """(pointer by place, desks): those whose operator promotes one of the markets."""
    sought = set(markets.tolist())
    promoters = np.array(
        sorted({organisation for organisation, market in mandated.promoted if market in sought}), dtype=np.int32
    )
    return _desks(land, np.isin(mandated.host.target[land.desk], promoters))


def _desks(land: Landscape, good: NDArray[np.bool_]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    pointer = np.concatenate(([0], np.cumsum(good)))[land.desk_ptr]
    return pointer.astype(np.int32), land.desk[good]


def _groups(operators: list[list[int]]) -> NDArray[np.int32]:
    """(O) the operator by which offices are one door opener; -1 for none.

    There is none for what is no office, nor for offices of several operators and those that share an operator with
    them, which are settled by rank.
    """
    entangled = {operator for one in operators if len(one) > 1 for operator in one}
    return np.array([one[0] if len(one) == 1 and one[0] not in entangled else -1 for one in operators], dtype=np.int32)


def constrained(
    snapshot: Snapshot, on: Standing, target: Target, constraints: RouteConstraints, laid: Overlay = NOTHING_LAID
) -> tuple[Terrain, Goal]:
    """The target's terrain and goal under constraints."""
    goal = target.goal
    if constraints.opener_kinds is not None:
        codes = [ORGANISATION_KINDS.index(kind) for kind in constraints.opener_kinds]
        goal = goal._replace(allowed=read_only(np.isin(snapshot.facts.kind[goal.opener], codes)))
    return constrained_terrain(snapshot, on, target.terrain, constraints, laid), goal


def constrained_terrain(
    snapshot: Snapshot, on: Standing, terrain: Terrain, constraints: RouteConstraints, laid: Overlay = NOTHING_LAID
) -> Terrain:
    """The steps of a terrain that constraints and an overlay leave."""
    shut = blocked(snapshot, on, constraints)
    if len(laid.removed):
        shut = shut.copy() if len(shut) else np.zeros(len(snapshot.facts.kind), dtype=np.bool_)
        shut[laid.removed] = True
    hop_at_most = terrain.hop_at_most
    if constraints.min_strength is not None and constraints.min_strength > 0:
        hop_at_most = min(hop_at_most, cost(constraints.min_strength))
    terrain = terrain._replace(blocked=read_only(shut), hop_at_most=hop_at_most, removed_tie=laid.removed_tie)
    if constraints.relation_kinds is not None:
        terrain = _of_kinds(snapshot, on, terrain, constraints.relation_kinds)
    return terrain


def _of_kinds(snapshot: Snapshot, on: Standing, terrain: Terrain, kinds: frozenset[str]) -> Terrain:
    ties = snapshot.ties(on, kinds)
    terrain = terrain._replace(ptr=ties.ptr, neighbour=ties.neighbour, hop_cost=ties.hop_cost, hop_tie=ties.hop_tie)
    if "mandated_for" not in kinds:
        nowhere = read_only(np.zeros(len(terrain.home_ptr), dtype=np.int32))
        terrain = terrain._replace(home_ptr=nowhere, desk_ptr=nowhere)
    return terrain


def read_only(array: NDArray[Scalar]) -> NDArray[Scalar]:
    """The array, not to be written: the kernel knows one sort of array only."""
    array.setflags(write=False)
    return array
