"""Ranking the openers of a target for several askers.

One search an asker; then the best of each opener, and offices of one operator as one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.relations import KNOWN_TIE
from graph.snapshot.day.standing import Standing
from graph.snapshot.day.worth import cost
from graph.snapshot.snapshot import Snapshot
from queries.kernel.bounds import INFINITE
from queries.kernel.search import NO_DESK, OUTSIDER, Goal, Start, Terrain, search
from queries.kernel.steps import decompose, standing_of
from queries.kernel.threads import scratch
from queries.kernel.via import search_via
from queries.landscape import good_for, landscape, strongest
from queries.question import Party, RouteConstraints, via_mask
from queries.target import Target, read_only


@dataclass(frozen=True, slots=True)
class Ranked:
    """An opener as the kernel found it.

    Attributes:
        total: integer sum of route, presence and fit.
        asker: position among the askers.
        ids: nodes from the asker on, the last step's desk before its operator; OUTSIDER for an asker who is not in the
            graph.
        desk: of the last step; None.
        opener: position among the target's openers.
        courteous: its presence counts by courtesy only.
        fit: which of the goal's fits it has, 0 to 2.
        ties: tie of each step; -1 for none.
        homes: of each step the terrain's arc of a constituency, where that is stronger than the tie; -1 for none.
    """

    total: int
    asker: int
    ids: tuple[int, ...]
    desk: int | None
    opener: int
    courteous: bool
    fit: int
    ties: tuple[int, ...]
    homes: tuple[int, ...]

    @property
    def node(self) -> int:
        """The opener's node."""
        return self.ids[-1]

    @property
    def steps(self) -> int:
        """Number of introductions."""
        return len(self.ids) - 1 - (self.desk is not None)

    @property
    def rank(self) -> tuple[int, int, int]:
        """Openers compare by sum, then steps, then their own id (nodes are in the order of ids)."""
        return self.total, self.steps, self.node


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best openers, each once.

    Attributes:
        exact: no search was cut short.
        labels: partial routes made.
    """

    ranked: list[Ranked]
    exact: bool
    labels: int


@dataclass(frozen=True, slots=True)
class Sought:
    """Openers of a target, as a question constrains them.

    Attributes:
        terrain, goal: those of the target, under the constraints.
        sectors: to be fitted instead of each asker's own; None: each asker's own.
        constraints: what routes must keep to.
    """

    target: Target
    terrain: Terrain
    goal: Goal
    sectors: NDArray[np.int32] | None
    constraints: RouteConstraints


def start_of(
    snapshot: Snapshot,
    on: Standing,
    target: Target,
    terrain: Terrain,
    party: Party,
    wanted: NDArray[np.int32] | None,
    mandates: bool,
) -> tuple[Start, Terrain]:
    """Where the kernel starts for an asker, and the terrain from there.

    An outsider's mandates are those of its country and region, as one more place of the terrain; its acquaintances are
    ties.
    """
    sectors = party.sectors if wanted is None else wanted
    free = len(sectors) == 0 or (len(sectors) == 1 and sectors[0] == target.goal.cross_sector)
    fit = read_only(np.zeros(0, dtype=np.int32) if free else sectors.astype(np.int32))
    agencies = read_only(party.agencies.astype(np.int32))
    if party.node is not None:
        return Start(party.node, _NONE, _NONE, -1, agencies, fit), terrain
    home, host = on.mandated.home, on.mandated.host
    at = strongest(home, home.at(party.country, party.region)) if mandates else _NONE
    at = at[good_for(home, target.markets)[at]]
    land = landscape(snapshot, on)
    steps = dict.fromkeys(party.knows, cost(KNOWN_TIE))
    for node, worth in zip(home.target[at].tolist(), home.worth[at].tolist(), strict=True):
        steps[node] = min(cost(worth), steps.get(node, int(INFINITE)))
    desks = strongest(host, host.at(party.country, party.region)) if mandates else _NONE
    promoters = {
        organisation for organisation, market in on.mandated.promoted if market in set(target.markets.tolist())
    }
    desks = desks[np.isin(host.target[desks], sorted(promoters))]
    spot = len(land.home_ptr) - 1
    terrain = terrain._replace(
        home_ptr=read_only(np.append(terrain.home_ptr, terrain.home_ptr[-1]).astype(np.int32)),
        desk_ptr=read_only(np.append(terrain.desk_ptr, terrain.desk_ptr[-1] + len(desks)).astype(np.int32)),
        desk_target=read_only(
            np.append(terrain.desk_target[: terrain.desk_ptr[-1]], host.target[desks]).astype(np.int32)
        ),
        desk_office=read_only(
            np.append(terrain.desk_office[: terrain.desk_ptr[-1]], host.desk[desks]).astype(np.int32)
        ),
        desk_cost=read_only(
            np.append(
                terrain.desk_cost[: terrain.desk_ptr[-1]], [cost(float(worth)) for worth in host.worth[desks]]
            ).astype(np.int32)
        ),
    )
    root_node, root_cost = (read_only(np.array(list(one), dtype=np.int32)) for one in (steps, steps.values()))
    return Start(OUTSIDER, root_node, root_cost, spot, agencies, fit), terrain


_NONE = read_only(np.zeros(0, dtype=np.int32))


def rank(snapshot: Snapshot, on: Standing, sought: Sought, parties: Sequence[Party], wanted: int) -> Ranking:
    """The best ``wanted`` door openers over all askers.

    An opener's best is taken over the askers, equal ones by the asker's position. Offices that share an operator with
    one that ranks before them are not openers of their own; since that can leave too few, the search is widened until
    there are enough, or no more.
    """
    asked = wanted
    while True:
        best: dict[int, Ranked] = {}
        exact, labels, full = True, 0, False
        for position, party in enumerate(parties):
            found, party_exact, party_labels = _search_one(snapshot, on, sought, party, position, asked)
            exact, labels, full = exact and party_exact, labels + party_labels, full or len(found) == asked
            for one in found:
                other = best.get(one.node)
                if other is None or (one.total, one.steps) < (other.total, other.steps):
                    best[one.node] = one
        kept = _one_for_each_operator(on, sorted(best.values(), key=lambda one: one.rank))
        if len(kept) >= wanted or not full:
            return Ranking(kept[:wanted], exact, labels)
        asked *= 2


def _search_one(
    snapshot: Snapshot, on: Standing, sought: Sought, party: Party, position: int, asked: int
) -> tuple[list[Ranked], bool, int]:
    """(openers found, whether the search was exact, partial routes made) for the asker at ``position``."""
    goal, constraints = sought.goal, sought.constraints
    mandates = constraints.relation_kinds is None or "mandated_for" in constraints.relation_kinds
    start, terrain = start_of(snapshot, on, sought.target, sought.terrain, party, sought.sectors, mandates)
    memory = scratch(len(snapshot.facts.kind))
    if constraints.via:
        via = via_mask(snapshot, constraints)
        result = search_via(terrain, goal, start, memory, constraints.max_steps, asked, via)
    else:
        result = search(terrain, goal, start, memory, constraints.max_steps, asked)
    routes, desks, totals, openers, exact, labels = result
    courteous, fits = standing_of(goal, start, openers)
    ties, homes = decompose(terrain, routes, desks)
    columns = (array.tolist() for array in (routes, desks, totals, openers, courteous, fits, ties, homes))
    found = []
    for ids, desk, total, opener, by_courtesy, fit, step_ties, step_homes in zip(*columns, strict=True):
        nodes, through = tuple(ids[: ids.index(-2)]), None if desk == NO_DESK else desk
        found.append(
            Ranked(total, position, nodes, through, opener, by_courtesy, fit, tuple(step_ties), tuple(step_homes))
        )
    return found, bool(exact), int(labels)


def _one_for_each_operator(on: Standing, ranked: list[Ranked]) -> list[Ranked]:
    kept: list[Ranked] = []
    taken: set[int] = set()
    for one in ranked:
        operators = set(on.mandated.operators.get(one.node, ())) if on.office[one.node] else set()
        if not operators & taken:
            kept.append(one)
            taken |= operators
    return kept
