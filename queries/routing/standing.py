"""What an asker may do without an introduction: knock, use a desk, write to a front door (design, section 3).

These are an asker's own, so only ever a first step: everything is listed here, and nothing is searched.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from graph.cached import cached_property
from graph.kinds import CLUSTER, ORGANISATION_KINDS, RESEARCH_ORGANISATION
from graph.regions import market_of_region
from graph.relations import (
    BILATERAL_ABROAD_BASE,
    BILATERAL_LOCATED_BASE,
    CHAMBER_FRONT_DOOR,
    CHAMBER_FRONT_DOOR_BASE,
    DESK,
    FRONT_DOOR,
    HALVED,
    INNOVATION_FRONT_DOOR_BASE,
    KNOCK,
    NATIONAL,
    NOTHING,
    PROMOTES_BASES,
    PROMOTES_ELSEWHERE,
    REGIONAL,
    SUPRANATIONAL,
)
from graph.snapshot.day.mandates import AGENCY, ANYWHERE, PROMOTING_ROLES
from graph.snapshot.day.presence import halved
from graph.snapshot.day.worth import cost
from graph.snapshot.on_day import Day
from queries.routing.askers import Party
from queries.routing.constraints import RouteConstraints
from queries.routing.target import Area, Doors, doors_of, present_counts

_CLUSTER: Final = ORGANISATION_KINDS.index(CLUSTER)
_RESEARCH: Final = ORGANISATION_KINDS.index(RESEARCH_ORGANISATION)
NATIONAL_ROLE, REGIONAL_ROLE, SUPRANATIONAL_ROLE = map(PROMOTING_ROLES.index, (NATIONAL, REGIONAL, SUPRANATIONAL))
I4 = NDArray[np.int32]


class StepKind(StrEnum):
    """What makes a step possible, in the order in which equal routes stand."""

    TIE = "tie"
    KNOCK = "knock"
    DESK = "desk"
    FRONT_DOOR = "front_door"
    RECEPTION = "reception"


STEP_ORDER: Final = {kind: at for at, kind in enumerate(StepKind)}


@dataclass(frozen=True, slots=True)
class FirstStep:
    """A step that an asker may take by itself.

    Attributes:
        node: to whom.
        agency: whose mandate it is: the agency knocked at, the operator of an office or desk, the front door itself.
        relation: the mandate, or the promotion; -1 where the step follows from where an office is located.
        markets: in which it receives the asker.
        regional: it receives only for the region of ``agency``.
    """

    node: int
    kind: StepKind
    strength: float
    agency: int
    relation: int
    markets: tuple[int, ...] = ()
    regional: bool = False

    @property
    def cost(self) -> int:
        """Integer cost of its strength."""
        return cost(self.strength)

    @property
    def order(self) -> tuple[int, int, int, int]:
        """By cost, then id, then kind."""
        return self.cost, self.node, STEP_ORDER[self.kind], self.agency


class AskerStanding:
    """The standing of one asker for an area.

    Args:
        sectors: those that count as the asker's: ascending nodes.
        constraints: relation kinds that may give standing; presence that it gives stays whatever these are.

    Attributes:
        agencies: those in whose constituency the asker is, ascending, whether it may knock there or not.
        knocks: those of them at which it may knock for this area → the mandate.
        presences: node → presence in the area by standing, halved where status says so.
        desk_operators: desk around the asker → (-presence, operator) of each operator for whom it is one.
        capped: desks of regional or supranational agencies beside which there is a desk for all of the market.
        at_home: its own agencies, whose job it is to bring it abroad.
        steps: all first steps, at most one of a kind to a node for each agency.
    """

    def __init__(self, day: Day, party: Party, area: Area, sectors: I4, constraints: RouteConstraints) -> None:
        self.day, self.party, self.area = day, party, area
        self.sectors, self.constraints = sectors, constraints
        self.facts, self.mandated = day.facts, day.on.mandated
        self.doors: Doors = doors_of(day)
        self._half = day.snapshot.memo.get(("halved",), lambda: halved(self.facts), lambda made: made.nbytes)
        self.presences: dict[int, float] = {}
        self.desk_operators: dict[int, list[tuple[float, int]]] = {}
        self.capped: set[int] = set()
        binding = {} if party.is_office else self._binding()
        self.agencies = sorted(binding)
        self.knocks = {agency: at for agency, at in binding.items() if agency != party.node and self._opens(agency)}
        self.steps = [*self._knocks(), *self._desks(), *self._front_doors()]
        self.at_home = frozenset(self._at_home())

    def _binding(self) -> dict[int, int]:
        """Agency in whose constituency the asker is → the mandate."""
        return self._bound("constituencies")

    def _bound(self, mandates: Literal["constituencies", "hosting"]) -> dict[int, int]:
        """Who has a mandate for those based where the asker is → the mandate."""
        party = self.party
        key = ("bound", mandates, party.country, party.regions)
        rows = getattr(self.doors, mandates)
        return self.day.remembered(key, lambda: _bound(rows, party), lambda made: 100 * len(made) + 100)

    def _opens(self, agency: int) -> bool:
        """Whether the asker may knock at an agency of its own for this area."""
        seat = int(self.facts.country[agency])
        if agency in self.doors.is_bilateral:
            return bool(self._bilateral_markets(agency))
        return seat in self.doors.homes[agency] or seat in self.area.markets

    def _bilateral_markets(self, agency: int) -> list[int]:
        """The markets of the area for which a bilateral chamber serves the asker."""
        seat, home = int(self.facts.country[agency]), self.party.country
        sides = self.doors.homes[agency] | {seat}
        return [
            market
            for market in self.area.markets
            if market != home and seat in (home, market) and {home, market} <= sides
        ]

    def _give(self, node: int, base: float, *others: int) -> float:
        """Note a presence by standing, halved if the status of the node or of one of ``others`` says so."""
        presence = base * (HALVED if self._half[[node, *others]].any() else 1.0)
        if presence >= NOTHING:
            self.presences[node] = max(self.presences.get(node, 0.0), presence)
        return presence

    # Knocking

    def _knocks(self) -> Iterator[FirstStep]:
        allowed = self.constraints.allows("mandated_for")
        present = [(market, present_offices(self.day, market)) for market in self.area.markets]
        for agency, relation in sorted(self.knocks.items()):
            if agency in self.doors.is_bilateral:
                self._bilateral(agency)
            if not allowed:
                continue
            yield FirstStep(agency, StepKind.KNOCK, KNOCK, agency, relation)
            there: dict[int, list[int]] = {}
            for market, offices in present:
                for office in offices.get(agency, ()):
                    if self.counts(market, office):
                        there.setdefault(office, []).append(market)
            for office, markets in sorted(there.items()):
                if self.party.node is None or self.party.node not in (office, *self.mandated.operators(office)):
                    receiving = tuple(market for market in markets if market != self.party.country)
                    yield FirstStep(office, StepKind.KNOCK, KNOCK, agency, relation, receiving)

    def _bilateral(self, agency: int) -> None:
        seat = int(self.facts.country[agency])
        for market in self._bilateral_markets(agency):
            if self.counts(market, agency):
                self._give(agency, BILATERAL_LOCATED_BASE if seat == market else BILATERAL_ABROAD_BASE)

    def counts(self, market: int, organisation: int) -> bool:
        """Whether presence of an organisation in a market of the area counts: where the corridor takes it in."""
        if not self.area.parts:
            return True
        return bool(present_counts(self.day, self.area, market, np.array([organisation]))[0])

    # Desks

    def _desks(self) -> list[FirstStep]:
        if self.party.is_office:
            return []
        around = self._around()
        steps: list[FirstStep] = []
        for market in self.area.markets:
            if market == self.party.country:
                continue
            good = [pair for pair in self._desks_around(market) if self.party.node not in pair]
            steps += self._desks_for(market, good, around)
        return steps if self.constraints.allows("mandated_for") else []

    def _desks_around(self, market: int) -> list[tuple[int, int]]:
        """(office, operator) of the desks for a market that serve organisations like the asker."""
        around = self._around()
        key = ("desks around", market, self.party.country, self.party.regions)

        def found() -> list[tuple[int, int]]:
            desks = self.doors.desks.get(market, {})
            return [(office, by) for office in sorted(desks.keys() & around.keys()) for by in desks[office]]

        return self.day.remembered(key, found, lambda made: 100 * len(made) + 100)

    def _desks_for(self, market: int, good: list[tuple[int, int]], around: dict[int, int]) -> Iterator[FirstStep]:
        full = {pair: self._represented(market, *pair) for pair in good}
        for (office, operator), presence in full.items():
            role = self.role(market, operator)
            base = presence
            if role > NATIONAL_ROLE:
                others = [
                    other
                    for (_, by), other in full.items()
                    if by != operator and (by, market) in self.doors.whole and other > 0
                ]
                if others:
                    base = min(presence, max(others))
                    self.capped.add(office)
            if base >= NOTHING:
                self.presences[office] = max(self.presences.get(office, 0.0), base)
            self.desk_operators.setdefault(office, []).append((-base, operator))
            receiving = (market,) if role in (NATIONAL_ROLE, REGIONAL_ROLE) else ()
            yield FirstStep(office, StepKind.DESK, DESK, operator, around[office], receiving, role == REGIONAL_ROLE)

    def _around(self) -> dict[int, int]:
        """Offices that serve organisations like the asker as desks → the mandate; -1 where they do by their place."""
        return self._bound("hosting")

    def _represented(self, market: int, office: int, operator: int) -> float:
        """Presence of a desk in a market by its operator."""
        role = self.role(market, operator)
        desks = self.doors.desks[market][office]
        base = self.promoting(market, operator, role) if role >= 0 else desks[operator]
        return base * (HALVED if self._half[office] or self._half[operator] else 1.0)

    def role(self, market: int, agency: int) -> int:
        """Position of the role by which an agency promotes a market; -1 if it does not."""
        return self.doors.roles.get((market, agency), -1)

    def promoting(self, market: int, agency: int, role: int) -> float:
        """Presence of an agency in the market that it promotes, for this asker, before halving."""
        if role == REGIONAL_ROLE and not self.has_cluster(market, agency):
            return PROMOTES_ELSEWHERE
        return PROMOTES_BASES[PROMOTING_ROLES[role]]

    # Front doors

    def _front_doors(self) -> Iterator[FirstStep]:
        allowed, party = self.constraints.allows("promotes"), self.party
        for market in self.area.markets:
            abroad = market != party.country
            span = self.mandated.promoters(market)
            for at in range(span.start, span.stop):
                agency, role = int(self.mandated.promoted_agency[at]), int(self.mandated.promoted_role[at])
                if allowed and agency != party.node:
                    receiving = (market,) if abroad and role != SUPRANATIONAL_ROLE else ()
                    relation = int(self.mandated.promoted_relation[at])
                    yield FirstStep(
                        agency, StepKind.FRONT_DOOR, FRONT_DOOR, agency, relation, receiving, role == REGIONAL_ROLE
                    )
            if abroad:
                yield from self._other_doors(market, allowed)

    def _other_doors(self, market: int, allowed: bool) -> Iterator[FirstStep]:
        """Chambers, and of a research organisation innovation agencies."""
        kinds = [(self.doors.chambers, CHAMBER_FRONT_DOOR, CHAMBER_FRONT_DOOR_BASE)]
        if self.party.kind == _RESEARCH:
            kinds.append((self.doors.innovators, FRONT_DOOR, INNOVATION_FRONT_DOOR_BASE))
        for doors, strength, base in kinds:
            for agency in doors.get(market, ()):
                if agency != self.party.node and self.counts(market, agency):
                    self._give(agency, base)
                    if allowed:
                        yield FirstStep(
                            agency, StepKind.FRONT_DOOR, strength, agency, self._constituency(market, agency)
                        )

    def _constituency(self, market: int, agency: int) -> int:
        """The mandate of an agency for all of a market; -1 where it has none."""
        rows = self.doors.constituencies.get(market, ())
        return next((relation for one, region, relation in rows if (one, region) == (agency, ANYWHERE)), -1)

    # Home agencies

    def _at_home(self) -> list[int]:
        """Presence of the asker's own agencies, whose job it is to bring it abroad, in every market there."""
        if self.party.kind == AGENCY or all(market == self.party.country for market in self.area.markets):
            return []
        found = [
            agency
            for agency in self.knocks
            if agency in self.doors.home_bases and self.facts.country[agency] == self.party.country
        ]
        for agency in found:
            self._give(agency, self.doors.home_bases[agency])
        return found

    # Regions

    def has_cluster(self, market: int, agency: int) -> bool:
        """Whether a cluster organisation of the asker's sectors is located in an agency's region of a market."""
        key = ("region has", market, agency, self.sectors.tobytes())
        if self.day.remembered(key, lambda: self._has_cluster(market, agency), lambda _: 100):
            return True
        party = self.party
        if party.node is not None or party.kind != _CLUSTER:
            return False
        region = self.region_of(market, agency)
        return region in party.regions and bool(np.isin(party.sectors, self.sectors).any())

    def _has_cluster(self, market: int, agency: int) -> bool:
        region = self.region_of(market, agency)
        country = int(self.facts.country[agency])
        if region >= 0:
            snapshot = self.day.snapshot
            country = snapshot.market_position(market_of_region(snapshot.manifest.regions[region]))
        there = self._located(country, (_CLUSTER,))
        return bool(self.in_region(there.node[there.shares(self.sectors)], market, agency).any())

    def received(self, market: int) -> I4:
        """Those located in a market to whom the asker may be introduced there, ascending.

        They share a sector with it; where nobody does, their first sector is a neighbour of one of the asker's.
        """
        there = self._located(market, (_CLUSTER, _RESEARCH) if self.party.kind == _RESEARCH else (_CLUSTER,))
        shares = there.shares(self.sectors)
        if not shares.any():
            shares = np.isin(there.first_sector, self._near)
        return there.node[shares]

    @cached_property
    def _near(self) -> I4:
        """Sectors that neighbour the asker's."""
        start = self.day.sections.range("sector").start
        facts = self.facts
        spans = [slice(facts.near_ptr[at - start], facts.near_ptr[at - start + 1]) for at in self.sectors.tolist()]
        return np.concatenate([facts.near[span] for span in spans] or [np.zeros(0, dtype=np.int32)])

    def _located(self, market: int, kinds: tuple[int, ...]) -> "Located":
        key = ("located", market, kinds)
        return self.day.remembered(key, lambda: _located(self.day, market, kinds), lambda made: made.works.nbytes)

    def region_of(self, market: int, agency: int) -> int:
        """An agency's region in a market: that of its first regional mandate there, else its own; -1 unknown."""
        span = self.mandated.homes(agency)
        parts = [
            int(self.mandated.home_region[at])
            for at in range(span.start, span.stop)
            if self.mandated.home_market[at] == market and self.mandated.home_region[at] != ANYWHERE
        ]
        return min(parts, default=int(self.facts.region[agency]))

    def in_region(self, nodes: I4, market: int, agency: int) -> NDArray[np.bool_]:
        """Whether each organisation of a market is located in the region of an agency; without a code in its city."""
        region = self.region_of(market, agency)
        if region >= 0:
            snapshot = self.day.snapshot
            inside = snapshot.memo.get(("within", region), lambda: snapshot.within((region,)), lambda made: made.nbytes)
            return np.asarray(inside[self.facts.region[nodes]])
        city = self.facts.city[agency]
        same = (self.facts.city[nodes] == city) & (self.facts.country[nodes] == self.facts.country[agency])
        return np.asarray(same & (city != 0))


def _bound(rows: dict[int, list[tuple[int, int, int]]], party: Party) -> dict[int, int]:
    found: dict[int, int] = {}
    for holder, region, relation in rows.get(party.country, ()):
        if region == ANYWHERE or region in party.regions:
            found.setdefault(holder, relation)
    return found


def present_offices(day: Day, market: int) -> dict[int, list[int]]:
    """Operator → its offices abroad that have presence of their own in a market, by id."""
    on = day.on

    def found() -> dict[int, list[int]]:
        offices: dict[int, list[int]] = {}
        there = on.present.organisation[on.present.of_market(market)]
        for office in there[on.office[there]].tolist():
            for operator in on.mandated.operators(office):
                offices.setdefault(operator, []).append(office)
        return offices

    return day.remembered(("present offices", market), found, lambda made: 100 * len(made))


@dataclass(frozen=True, slots=True)
class Located:
    """Living organisations of some kinds that are located in a market, ascending.

    Attributes:
        works: (S, n) whether each works in a sector, by position among sectors.
    """

    node: I4
    works: NDArray[np.bool_]
    first_sector: I4
    sector_start: int

    def shares(self, sectors: I4) -> NDArray[np.bool_]:
        """Whether each works in one of these sectors."""
        return np.asarray(self.works[sectors - self.sector_start].any(axis=0))


def _located(day: Day, market: int, kinds: tuple[int, ...]) -> Located:
    on = day.on
    facts, sectors = day.facts, day.sections.range("sector")
    node = np.flatnonzero((facts.country == market) & np.isin(facts.kind, kinds) & ~on.after.gone).astype(np.int32)
    works = np.zeros((len(sectors), len(node)), dtype=np.bool_)
    for at, one in enumerate(node.tolist()):
        works[on.sectors_of(one) - sectors.start, at] = True
    return Located(node, works, on.first_sector[node], sectors.start)
