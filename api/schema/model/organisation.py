"""Organisations: what all have in common, and what the kinds have of their own."""

from typing import Annotated, Any

import numpy as np
import strawberry

from api.schema.answers.route import Contribution, contributions
from api.schema.model.presence import Presence, presences_page
from api.schema.model.properties import shows, type_of_kind
from api.schema.model.relation import Relation, relation_of
from api.schema.model.source import Statement, statements_of
from api.schema.model.strategy import Priority, Service
from api.schema.model.thing import Thing
from api.schema.plumbing.base import Reading, argument, field, interface, object_type, told
from api.schema.plumbing.pages import PAGE_AT_MOST, After, Connection, First, Paging, check_first
from api.schema.plumbing.scalars import MarketCode, PartialDate, RegionCode
from graph import kinds
from graph.properties import meaning_of
from graph.relations import HOME, HOST
from queries.reading.related import related
from queries.reading.ties import plain_view
from queries.routing.routes import Step as Taken
from queries.routing.standing import StepKind

Some = Annotated[int, argument("At most so many, up to 100.")]


@object_type
class Place:
    """Where it is based."""

    city: str | None = told(meaning_of("organisation", "city"))
    region: RegionCode | None = told(meaning_of("organisation", "region"))
    region_name: str | None = told(meaning_of("organisation", "region_name"))
    latitude: float | None = told(meaning_of("organisation", "lat"))
    longitude: float | None = told(meaning_of("organisation", "lon"))


@object_type
class Interest:
    """That an organisation has said that it looks for collaboration somewhere."""

    role: str | None = told(
        "What it looks for: seeks_partners, seeks_market_entry, seeks_investors, seeks_knowledge, seeks_suppliers."
    )
    subject: Thing = told("The market, sector or corridor.")
    relation: Relation = told("The relation that says so, with dates and evidence.")


@object_type
class Constituency:
    """Those whom an agency or office is mandated to serve."""

    role: str = told(
        "`home`: its constituency may knock at it. `host`: it is the desk of its operator for those based around it."
    )
    area: Thing = told("The market or bloc.")
    region: RegionCode | None = told("The region of the market to which it is confined.")
    relation: Relation = told("The mandate, with dates and evidence.")


@interface
@shows("organisation", after={"size": "has_public_mandate"})
class Organisation(Thing):
    """Anything that can introduce or be introduced."""

    @field
    def place(self) -> Place | None:
        """Where in it; null where nobody says."""
        said = [self._said(name) for name in ("city", "region", "region_name", "lat", "lon")]
        if all(value is None for value in said):
            return None
        return Place(city=said[0], region=said[1], region_name=said[2], latitude=said[3], longitude=said[4])

    @field
    def has_public_mandate(self) -> bool:
        """Whether it is public, an agency that is no chamber, or an office of one."""
        return bool(self.reading.on.public[self.node])

    @field
    def statements(
        self, property: Annotated[str | None, argument("Those that speak of this property.")] = None
    ) -> list[Statement]:
        """Facts as their sources state them, where sources differ, most sure first."""
        return statements_of(self.reading, self.node, property)

    @field
    def presence(
        self,
        market: Annotated[MarketCode | None, argument("In this market only.")] = None,
        first: First = 50,
        after: After = None,
    ) -> Connection[Presence]:
        """The markets in which it counts as present, and why."""
        return presences_page(self.reading, self.node, market, first, after)

    @field
    def ties(
        self,
        first: First = 20,
        after: After = None,
        as_of: Annotated[PartialDate | None, argument("As of this date; the snapshot's own day by default.")] = None,
    ) -> "Connection[Tie]":
        """The organisations to which it is tied, by whatever relations, strongest first."""
        reading = self.reading
        if as_of is not None:
            reading = reading.as_of(reading.snapshot.standing(reading.snapshot.day_of(as_of)))
        return ties_page(reading, self.node, first, after)

    @field
    def priorities(self, first: Some = 50) -> list[Priority]:
        """The strategic priorities that it has published."""
        return [self.reading.thing(target) for _, target in self._led_to("pursues", first)]

    @field
    def interests(self, first: Some = 50) -> list[Interest]:
        """The collaboration that it has said it looks for, ended interests included."""
        return [
            Interest(role=fact.fact.said("role"), subject=self.reading.thing(target), relation=fact)
            for fact, target in self._led_to("interested_in", first)
        ]

    @field
    def services(self, first: Some = 50) -> list[Service]:
        """The services that it offers."""
        return [self.reading.thing(target) for _, target in self._led_to("offers", first)]

    def _said(self, name: str) -> Any:
        return self.reading.record(self.node).get(name)

    def _led_to(self, kind: str, first: int) -> list[tuple[Relation, int]]:
        found = related(self.reading.snapshot, self.node, [kind], "OUT")[: check_first(first)]
        facts = [relation_of(self.reading, position) for position in found.tolist()]
        return [(fact, fact.fact.target) for fact in facts]

    def _mandates(self, role: str, first: int) -> list[Constituency]:
        held = [
            Constituency(role=role, area=self.reading.thing(target), region=fact.fact.said("region"), relation=fact)
            for fact, target in self._led_to("mandated_for", PAGE_AT_MOST)
            if fact.fact.said("role") == role
        ]
        return held[: check_first(first)]

    def _operators(self) -> "list[Organisation]":
        return self.reading.things(self.reading.on.mandated.operators(self.node))


@object_type
class Tie:
    """What all relations between two are worth for an introduction: strength = min(0.95, 1 − Π (1 − worth))."""

    reading: strawberry.Private[Reading]
    taken: strawberry.Private[Taken]
    organisation: Organisation = told("The other one.")
    strength: float = told("Strength of an introduction to the other one, in [0, 0.95].")
    strength_back: float = told("Strength of an introduction by the other one, in [0, 0.95].")

    @field
    def relations(self, first: Some = 5) -> list[Contribution]:
        """The facts that make it, strongest first."""
        return contributions(self.reading, self.taken.contributions, first)


def ties_page(reading: Reading, organisation: int, first: int, after: str | None) -> Connection[Tie]:
    """A page of an organisation's ties, strongest first, then by id."""
    snapshot, ties = reading.snapshot, reading.on.ties
    span = slice(int(ties.ptr[organisation]), int(ties.ptr[organisation + 1]))
    order = np.lexsort((ties.neighbour[span], ties.hop_cost[span])) + span.start
    view = plain_view(snapshot, reading.on, ties)

    def shown(at: Any) -> Tie:
        other = int(ties.neighbour[at])
        tie, strength = view.tie(organisation, other)
        taken = Taken(view, organisation, other, StepKind.TIE, strength, tie)
        back = view.tie(other, organisation)[1]
        return Tie(
            reading=reading, taken=taken, organisation=reading.thing(other), strength=strength, strength_back=back
        )

    def key(at: Any) -> list[Any]:
        return [int(ties.hop_cost[at]), snapshot.id_of(int(ties.neighbour[at]))]

    page: Connection[Tie] = Paging(order.tolist(), key, "ties", (int, str), first, after).shown(shown)
    return page


@type_of_kind("organisation", kinds.CLUSTER)
class Cluster(Organisation):
    """A cluster organisation."""


@type_of_kind("organisation", kinds.TRADE_AGENCY)
class TradeAgency(Organisation):
    """An agency for trade, investment, export credit or innovation, or a chamber."""

    @field
    def constituency(self, first: Some = 50) -> list[Constituency]:
        """Those who may knock at it, because to serve them is its mandate."""
        return self._mandates(HOME, first)

    @field
    def offices(self, first: First = 50, after: After = None) -> Connection[Organisation]:
        """Its offices abroad, by id."""
        snapshot = self.reading.snapshot
        operated = related(snapshot, self.node, ["operates"], "OUT")
        targets = np.unique(snapshot.facts.rel_target[operated])
        offices = targets[self.reading.on.office[targets]].tolist()

        def key(node: int) -> list[Any]:
            return [snapshot.id_of(node)]

        page: Connection[Organisation] = Paging(offices, key, "offices", (str,), first, after).shown(self.reading.thing)
        return page


@interface
class Office(Organisation):
    """An office abroad."""

    @field
    def operator(self) -> Organisation | None:
        """Who runs it; the first by id of several; null where nobody says."""
        return next(iter(self._operators()), None)

    @field
    def operators(self) -> list[Organisation]:
        """All who run it."""
        return self._operators()

    @field
    def desk_for(self, first: Some = 50) -> list[Constituency]:
        """Those based around it whom it takes in, as the desk of its operator."""
        return self._mandates(HOST, first)


@type_of_kind("organisation", kinds.TRADE_OFFICE)
class TradeOffice(Office):
    """An office abroad for trade or investment; a chamber or mission abroad."""


@type_of_kind("organisation", kinds.INNOVATION_OFFICE)
class InnovationOffice(Office):
    """An office abroad for innovation or soft landing."""


@type_of_kind("organisation", kinds.COMPANY)
class Company(Organisation):
    """A company."""


@type_of_kind("organisation", kinds.RESEARCH_ORGANISATION)
class ResearchOrganisation(Organisation):
    """A university or research organisation."""


@type_of_kind("organisation", kinds.PUBLIC_BODY)
class PublicBody(Organisation):
    """A public body."""


@type_of_kind("organisation", kinds.INVESTOR)
class Investor(Organisation):
    """An investor."""
