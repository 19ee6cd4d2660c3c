"""Organisations: what all have in common, and what the kinds have of their own."""

from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from api.schema.model.presence import Presence, presences_page
from api.schema.model.properties import type_of_kind, with_properties
from api.schema.model.relation import Relation
from api.schema.model.source import Statement, statements_of
from api.schema.model.strategy import Priority, Service
from api.schema.model.thing import Thing
from api.schema.plumbing.base import Reading, argument, field, interface, object_type, told
from api.schema.plumbing.pages import After, Connection, First, Paging, check_first
from api.schema.plumbing.scalars import MarketCode, PartialDate, RegionCode
from api.schema.plumbing.shown import show, shown_as
from graph import kinds
from graph.properties import meaning_of
from graph.relations import HOME, HOST
from queries.reading import ties_of
from queries.reading.departure import departure
from queries.reading.mandates import has_public_mandate, mandates_of, offices_of, operators_of
from queries.reading.relation import Relation as Fact
from queries.reading.relations_of import some_relations_of

Some = Annotated[int, argument("At most so many, up to 100.")]
if TYPE_CHECKING:
    Tie: TypeAlias = Any
else:
    Tie = shown_as(ties_of.Tie)


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


@object_type
class Departure:
    """That an organisation is gone on the day of the answer, and where it went."""

    how: str = told("`merged_into` or `succeeded_by`; `merged` or `closed` where nobody says into whom.")
    on: PartialDate | None = told("When; null where nobody says.")
    into: list["Organisation"] = told("Those into which it went, gone ones as well; at most 10.")
    successors: list["Organisation"] = told("Those who answer for it on the day, the first one first; at most 10.")
    sentence: str = told('The same in words, to be read after its name: "merged into Zuyder Cluster on 2022-07-01".')


@interface
@with_properties("organisation", after={"size": "has_public_mandate"})
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
        return has_public_mandate(self.reading.day, self.node)

    @field
    def statements(
        self, property: Annotated[str | None, argument("Those that speak of this property.")] = None
    ) -> list[Statement]:
        """Facts as their sources state them, where sources differ, most sure first."""
        return statements_of(self.reading, self.node, property)

    @field
    def departure(self) -> Departure | None:
        """Where it went, if it is gone on the day of the answer; null while it exists, and before it was founded."""
        found = departure(self.reading.day, self.node)
        if found is None:
            return None
        things, when = self.reading.things, None if found.when is None else PartialDate(found.when)
        return Departure(
            how=found.how, on=when, into=things(found.into), successors=things(found.successors),
            sentence=found.sentence,
        )  # fmt: skip

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
    ) -> Connection[Tie]:
        """The organisations to which it is tied, by whatever relations, strongest first."""
        reading = self.reading if as_of is None else self.reading.on_day(as_of)
        return ties_page(reading, self.node, first, after)

    @field
    def priorities(self, first: Some = 50) -> list[Priority]:
        """The strategic priorities that it has published."""
        return [self.reading.thing(fact.target) for fact in self._leading("pursues", first)]

    @field
    def interests(self, first: Some = 50) -> list[Interest]:
        """The collaboration that it has said it looks for, ended interests included."""
        return [
            Interest(
                role=fact.said("role"),
                subject=self.reading.thing(fact.target),
                relation=Relation(reading=self.reading, fact=fact),
            )
            for fact in self._leading("interested_in", first)
        ]

    @field
    def services(self, first: Some = 50) -> list[Service]:
        """The services that it offers."""
        return [self.reading.thing(fact.target) for fact in self._leading("offers", first)]

    def _said(self, name: str) -> Any:
        return self.reading.record(self.node).get(name)

    def _leading(self, kind: str, first: int) -> list[Fact]:
        return some_relations_of(self.reading.day, self.node, kind, "OUT", check_first(first))

    def _mandates(self, role: str, first: int) -> list[Constituency]:
        return [
            Constituency(
                role=role,
                area=self.reading.thing(fact.target),
                region=fact.said("region"),
                relation=Relation(reading=self.reading, fact=fact),
            )
            for fact in mandates_of(self.reading.day, self.node, role, check_first(first))
        ]

    def _operators(self) -> "list[Organisation]":
        return self.reading.things(operators_of(self.reading.day, self.node))


def ties_page(reading: Reading, organisation: int, first: int, after: str | None) -> Connection[Tie]:
    """A page of an organisation's ties, strongest first, then by id."""

    def key(hop: int) -> list[Any]:
        return list(ties_of.Tie(reading.day, organisation, hop).place)

    paging = Paging(ties_of.hops_of(reading.day, organisation), key, "ties", (int, str), first, after)
    page: Connection[Tie] = paging.shown(lambda hop: show(reading, ties_of.Tie(reading.day, organisation, hop)))
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
        offices = offices_of(self.reading.day, self.node)
        paging = Paging(offices, lambda node: [snapshot.id_of(node)], "offices", (str,), first, after)
        page: Connection[Organisation] = paging.shown(self.reading.thing)
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
