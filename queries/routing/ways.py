"""Ways to an organisation that need no search: what standing gives, alone or with one more step (design, section 4)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.cached import cached_property
from graph.relations import RECEPTION
from graph.snapshot.columns import among, row_of
from graph.snapshot.day.worth import INFINITE, cost
from queries.routing.kernel.between import tie_cost
from queries.routing.kernel.terrain import ANY, NONE, Start, Terrain, first_steps_lead_on, may_follow, position
from queries.routing.kernel.via import Wanted, meets
from queries.routing.standing import STEP_ORDER, AskerStanding, FirstStep, StepKind
from queries.routing.target import EXPORT_CREDIT, INNOVATION_FORMS

I4 = NDArray[np.int32]
RECEPTION_COST: Final = cost(RECEPTION)


class Reach(StrEnum):
    """How an opener is reached."""

    OWN_NETWORK = "own_network"
    OWN_MANDATE = "own_mandate"
    HOME_AGENCY = "home_agency"
    DESK = "desk"
    FRONT_DOOR = "front_door"
    RECEPTION = "reception"


@dataclass(frozen=True, slots=True)
class Way:
    """A route, before it is told.

    Attributes:
        nodes: from the asker on; OUTSIDER for one who is not in the graph.
        kinds, costs: of each step.
        first: what standing the first step is by; None for a tie.
        raised: strength of a direct tie that is told for the reception that it takes the place of; None.
    """

    nodes: tuple[int, ...]
    kinds: tuple[StepKind, ...]
    costs: tuple[int, ...]
    first: FirstStep | None = None
    raised: float | None = None

    @property
    def cost(self) -> int:
        """Integer cost of the route."""
        return sum(self.costs)

    @property
    def is_near(self) -> bool:
        """The asker's own tie or knock, and no more."""
        return self.kinds in ((StepKind.TIE,), (StepKind.KNOCK,))

    @property
    def order(self) -> tuple[int, int, tuple[int, ...], tuple[int, ...]]:
        """Routes compare by integer sum, then steps, then ids, then kinds of step."""
        return self.cost, len(self.kinds), self.nodes, tuple(STEP_ORDER[kind] for kind in self.kinds)


@dataclass(frozen=True)
class Leave:
    """What constraints leave of an asker's steps.

    Attributes:
        terrain: ties, and who may be a step.
        max_steps: at most so many.
        meeting: whom a route has to meet.
    """

    terrain: Terrain
    start: Start
    max_steps: int
    meeting: Wanted

    def allows(self, node: int, step_cost: int) -> bool:
        """Whether a step to an organisation at this cost may be taken."""
        shut = self.terrain.blocked
        return step_cost <= self.terrain.hop_at_most and not (len(shut) and shut[node]) and node != self.start.asker

    @cached_property
    def has_to_meet(self) -> bool:
        """Whether a route has to meet anybody."""
        return bool(len(self.meeting.via) or len(self.meeting.in_order))

    def meets(self, nodes: Sequence[int]) -> bool:
        """Whether a route meets whom it has to."""
        return not self.has_to_meet or bool(meets(self.meeting, np.array(nodes, dtype=np.int32), len(nodes)))

    def leads_on(self, nodes: Sequence[int]) -> dict[int, int]:
        """Where a route may lead on from each of the organisations of a first step."""
        leads = first_steps_lead_on(self.terrain, self.start, np.array(nodes, dtype=np.int32))
        return dict(zip(nodes, leads.tolist(), strict=True))

    def tie(self, target: int) -> int:
        """Cost of the asker's own tie to an organisation; INFINITE if there is none."""
        return int(tie_cost(self.terrain, self.start, self.start.asker, target))

    @cached_property
    def contacts(self) -> I4:
        """Organisations to which the asker has a tie, however weak, ascending."""
        asker = self.start.asker
        if asker < 0:
            return np.unique(self.start.root_node)
        if self._has_changes:
            return np.array(sorted({node for node, _ in self.ties_of(asker)}), dtype=np.int32)
        hops = self._hops(asker)
        known: I4 = self.terrain.neighbour[hops][self.terrain.hop_cost[hops] < INFINITE]
        return known

    @property
    def _has_changes(self) -> bool:
        """Whether an overlay adds ties or takes some away."""
        return bool(len(self.terrain.extra_from) or len(self.terrain.removed_tie))

    def _hops(self, node: int) -> slice:
        """The rows of an organisation's ties."""
        return slice(int(self.terrain.ptr[node]), int(self.terrain.ptr[node + 1]))

    def ties_of(self, node: int) -> Iterator[tuple[int, int]]:
        """(organisation, cost) of each tie from an organisation."""
        terrain = self.terrain
        hops = self._hops(node)
        removed = set(terrain.removed_tie.tolist())
        columns = (terrain.neighbour[hops], terrain.hop_cost[hops], terrain.hop_tie[hops])
        for to, hop, tie in zip(*(column.tolist() for column in columns), strict=True):
            if hop < INFINITE and tie not in removed:
                yield to, hop
        for arc in np.flatnonzero(terrain.extra_from == node).tolist():
            yield int(terrain.extra_to[arc]), int(terrain.extra_cost[arc])

    def ties_to(self, node: int, wanted: I4) -> Iterator[tuple[int, int]]:
        """(organisation, cost) of each tie from an organisation to one of those wanted, ascending."""
        terrain = self.terrain
        if self._has_changes or not len(wanted):
            wished = set(wanted.tolist())
            yield from ((to, hop) for to, hop in self.ties_of(node) if to in wished)
            return
        hops = self._hops(node)
        to, cost = terrain.neighbour[hops], terrain.hop_cost[hops]
        at = np.minimum(wanted.searchsorted(to), len(wanted) - 1)
        kept = (wanted[at] == to) & (cost < INFINITE)
        yield from zip(to[kept].tolist(), cost[kept].tolist(), strict=True)


class Listing:
    """All ways that begin with standing, for one asker and area."""

    def __init__(self, standing: AskerStanding, leave: Leave) -> None:
        self.standing, self.leave = standing, leave
        self.facts = standing.facts
        self.asker = leave.start.asker
        self.steps = [step for step in standing.steps if leave.allows(step.node, step.cost)]
        self._leads = leave.leads_on([step.node for step in self.steps])

    def alone(self) -> Iterator[Way]:
        """First steps that are whole routes."""
        for step in self.steps:
            if self.leave.meets((self.asker, step.node)):
                yield Way((self.asker, step.node), (step.kind,), (step.cost,), step)

    def _knocks_on(self) -> Iterator[FirstStep]:
        """Agencies at which the asker knocks and which may introduce further."""
        for step in self.steps:
            if step.kind is StepKind.KNOCK and step.node == step.agency and self.leave.max_steps > 1:
                form = int(self.facts.form[step.node])
                if form not in INNOVATION_FORMS and form != EXPORT_CREDIT and self._leads[step.node] != NONE:
                    yield step

    def by_home_agency(self, wanted: I4) -> Iterator[Way]:
        """A knock at an agency, then one tie, to those wanted (ascending)."""
        for step in self._knocks_on():
            leads = self._leads[step.node]
            for node, hop in self.leave.ties_to(step.node, wanted):
                if self.leave.allows(node, hop):
                    follows = leads == ANY or may_follow(self.leave.terrain, leads, step.node, node)
                    if follows and self.leave.meets((self.asker, step.node, node)):
                        kinds = (StepKind.KNOCK, StepKind.TIE)
                        yield Way((self.asker, step.node, node), kinds, (step.cost, hop), step)

    def to_operator(self, target: int) -> Iterator[Way]:
        """An office knocked at or a desk, then the organisation that operates it: in introductions only."""
        for step in self.steps if self.leave.max_steps > 1 else ():
            office = bool(self.standing.day.on.office[step.node]) and step.kind in (StepKind.KNOCK, StepKind.DESK)
            if office and target in self.standing.mandated.operators(step.node):
                hop = dict(self.leave.ties_of(step.node)).get(target, INFINITE)
                if self.leave.allows(target, hop) and self.leave.meets((self.asker, step.node, target)):
                    yield Way((self.asker, step.node, target), (step.kind, StepKind.TIE), (step.cost, hop), step)

    # Receptions

    @cached_property
    def hosts(self) -> list[tuple[int, FirstStep]]:
        """(market, first step) of those who receive the asker, best first; each step of one operator once."""
        if self.leave.max_steps < 2 or self.leave.terrain.hop_at_most < RECEPTION_COST:
            return []
        found = [(market, step) for step in self.steps for market in step.markets if self._leads[step.node] == ANY]
        return sorted(found, key=lambda host: (host[0], host[1].order))

    @cached_property
    def receptions(self) -> "Receptions":
        """Whom the asker may be introduced to by those who receive it, and by whom best."""
        nodes, hosts = [np.zeros(0, dtype=np.int32)], [np.zeros(0, dtype=np.int32)]
        for market in dict.fromkeys(market for market, _ in self.hosts):
            there = self.standing.received(market)
            if len(there):
                nodes.append(there)
                hosts.append(self._best_hosts(market, there))
        node, host = np.concatenate(nodes), np.concatenate(hosts)
        kept = (host >= 0) & (node != self.asker)
        node, host = node[kept], host[kept]
        costs = np.array([step.cost for _, step in self.hosts], dtype=np.int64)
        if len(nodes) > 2:
            order = np.argsort(node, kind="stable")
            node, host = node[order], host[order]
        return Receptions(node, host, costs[host] + RECEPTION_COST, among(node, self.leave.contacts))

    def _best_hosts(self, market: int, there: I4) -> I4:
        """For each of those received the position of its best host; -1 for none."""
        best = np.full(len(there), -1, dtype=np.int32)
        for at in range(len(self.hosts) - 1, -1, -1):
            of_market, step = self.hosts[at]
            if of_market != market:
                continue
            if not step.regional and not self.leave.has_to_meet and step.node not in there:
                best[:] = at
                continue
            within = self.standing.in_region(there, market, step.agency) if step.regional else True
            best[within & (there != step.node) & self._met(step, there)] = at
        return best

    def _met(self, step: FirstStep, there: I4) -> NDArray[np.bool_]:
        if not self.leave.has_to_meet:
            return np.ones(len(there), dtype=np.bool_)
        return np.array([self.leave.meets((self.asker, step.node, node)) for node in there.tolist()], dtype=np.bool_)

    def reception(self, node: int, host: int) -> Way:
        """The way to one who is received."""
        step = self.hosts[host][1]
        kinds = (step.kind, StepKind.RECEPTION)
        return Way((self.asker, step.node, node), kinds, (step.cost, RECEPTION_COST), step)

    def receptions_of(self, node: int) -> Iterator[Way]:
        """Every reception to an organisation, each host once; none where the asker has a tie of its own to it."""
        if position(self.leave.contacts, node) >= 0 or not self.leave.allows(node, RECEPTION_COST):
            return
        seen = set()
        for at, (market, step) in enumerate(self.hosts):
            there = self.standing.received(market)
            if (step.node, step.kind) in seen or position(there, node) < 0 or step.node == node:
                continue
            one = np.array([node], dtype=np.int32)
            if step.regional and not self.standing.in_region(one, market, step.agency)[0]:
                continue
            if self.leave.meets((self.asker, step.node, node)):
                seen.add((step.node, step.kind))
                yield self.reception(node, at)

    def raised_tie(self, node: int) -> Way | None:
        """The asker's own tie to one whom a reception would lead to: worth at least that; None if there is none."""
        found = self.receptions
        at = row_of(found.node, node)
        if at == len(found.node) or found.node[at] != node or not found.known[at]:
            return None
        strength = self.hosts[int(found.host[at])][1].strength * RECEPTION
        own, received = self.leave.tie(node), cost(strength)
        if received >= own or not self.leave.allows(node, received) or not self.leave.meets((self.asker, node)):
            return None
        return Way((self.asker, node), (StepKind.TIE,), (received,), None, strength)


@dataclass(frozen=True, slots=True)
class Receptions:
    """Those to whom an asker may be introduced by reception, ascending; each once, by its best host.

    Attributes:
        host: position among the hosts.
        cost: of the route.
        known: the asker has a tie of its own to it, which is told instead.
    """

    node: I4
    host: I4
    cost: NDArray[np.int64]
    known: NDArray[np.bool_]
