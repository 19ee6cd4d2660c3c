"""Organisations: what all have in common, and what the kinds have of their own."""

from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from api.schema.model.places import Market, Sector, market_of
from api.schema.model.presence import Presence, presences_page
from api.schema.model.relation import Relation
from api.schema.model.source import Statement, statements_of
from api.schema.model.strategy import Priority, Service
from api.schema.model.thing import Thing
from api.schema.model.words import (
    AgencyForm,
    ClusterForm,
    InnovationOfficeForm,
    OrganisationKind,
    OrganisationStatus,
    OtherNameKind,
    TradeOfficeForm,
)
from api.schema.plumbing.base import Reading, argument, field, interface, object_type, of_kind, told
from api.schema.plumbing.pages import After, Connection, First, Paging, check_first
from api.schema.plumbing.scalars import URL, MarketCode, PartialDate, RegionCode
from api.schema.plumbing.shown import show, shown_as
from graph import kinds
from graph.relations import HOME, HOST
from queries.reading import ties_of
from queries.reading.mandates import has_public_mandate, mandates_of, offices_of, operators_of
from queries.reading.relation import Relation as Fact
from queries.reading.relations_of import some_relations_of
from queries.reading.sectors import sectors_of

Some = Annotated[int, argument("At most so many, up to 100.")]
if TYPE_CHECKING:
    Tie: TypeAlias = Any
else:
    Tie = shown_as(ties_of.Tie)


@object_type
class Identifier:
    """An id under which others know it."""

    scheme: str = told("Whose id it is: ror, pic, lei, wikidata, domain.")
    value: str = told("The id.")


@object_type
class OtherName:
    """A name that it has beside its own."""

    kind: OtherNameKind = told("What sort of name.")
    name: str = told("The name.")


@object_type
class Place:
    """Where it is based."""

    city: str | None = told("City.")
    region: RegionCode | None = told("Region, by code.")
    region_name: str | None = told("Region, by name.")
    latitude: float | None = told("Degrees north; of the city where nothing finer is known.")
    longitude: float | None = told("Degrees east.")


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
class Organisation(Thing):
    """Anything that can introduce or be introduced."""

    @field
    def native_name(self) -> str | None:
        """Its name in its own language, where that is another one."""
        name: str | None = self._said("native_name")
        return name

    @field
    def other_names(self) -> list[OtherName]:
        """Its other names: former ones, those in its own language, acronyms and short forms; in the order stated."""
        named = (said.partition(":") for said in (self._said("other_names") or ()))
        return [OtherName(kind=kind, name=name) for kind, _, name in named]

    @field
    def kind(self) -> OrganisationKind:
        """What it is."""
        kind: str = self._said("kind")
        return kind

    @field
    def status(self) -> OrganisationStatus:
        """Whether it still exists."""
        status: str = self._said("status")
        return status

    @field
    def country(self) -> Market | None:
        """The market in which it is located."""
        market: Market | None = market_of(self.reading, self._said("country"))
        return market

    @field
    def place(self) -> Place | None:
        """Where in it; null where nobody says."""
        said = [self._said(name) for name in ("city", "region", "region_name", "lat", "lon")]
        if all(value is None for value in said):
            return None
        return Place(city=said[0], region=said[1], region_name=said[2], latitude=said[3], longitude=said[4])

    @field
    def sectors(self) -> list[Sector]:
        """The sectors that it works in, on the day of the answer."""
        return self.reading.things(sectors_of(self.reading.day, self.node))

    @field
    def website(self) -> URL | None:
        """Its page."""
        website: URL | None = self._said("website")
        return website

    @field
    def founded(self) -> PartialDate | None:
        """When it was founded."""
        founded: PartialDate | None = self._said("founded")
        return founded

    @field
    def dissolved(self) -> PartialDate | None:
        """When it was dissolved."""
        dissolved: PartialDate | None = self._said("dissolved")
        return dissolved

    @field
    def ownership(self) -> str | None:
        """Who owns it: public, private or mixed."""
        ownership: str | None = self._said("ownership")
        return ownership

    @field
    def size(self) -> str | None:
        """How large it is: micro, small, medium or large."""
        size: str | None = self._said("size")
        return size

    @field
    def has_public_mandate(self) -> bool:
        """Whether it is public, an agency that is no chamber, or an office of one."""
        return has_public_mandate(self.reading.day, self.node)

    @field
    def languages(self) -> list[str]:
        """The languages that it works in."""
        languages: list[str] = self._said("languages") or []
        return languages

    @field
    def competences(self) -> list[str]:
        """What it is good at."""
        competences: list[str] = self._said("competences") or []
        return competences

    @field
    def identifiers(self) -> list[Identifier]:
        """The ids under which others know it."""
        parts = [one.partition(":") for one in self._said("identifiers") or []]
        return [Identifier(scheme=scheme, value=value) for scheme, _, value in parts]

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


@of_kind(kinds.CLUSTER)
@object_type
class Cluster(Organisation):
    """A cluster organisation."""

    @field
    def form(self) -> ClusterForm | None:
        """Its form."""
        form: str | None = self._said("form")
        return form


@of_kind(kinds.TRADE_AGENCY)
@object_type
class TradeAgency(Organisation):
    """An agency for trade, investment, export credit or innovation, or a chamber."""

    @field
    def form(self) -> AgencyForm | None:
        """What it is for."""
        form: str | None = self._said("form")
        return form

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


@of_kind(kinds.TRADE_OFFICE)
@object_type
class TradeOffice(Office):
    """An office abroad for trade or investment; a chamber or mission abroad."""

    @field
    def form(self) -> TradeOfficeForm | None:
        """What it is."""
        form: str | None = self._said("form")
        return form


@of_kind(kinds.INNOVATION_OFFICE)
@object_type
class InnovationOffice(Office):
    """An office abroad for innovation or soft landing."""

    @field
    def form(self) -> InnovationOfficeForm | None:
        """What it is."""
        form: str | None = self._said("form")
        return form


@of_kind(kinds.COMPANY)
@object_type
class Company(Organisation):
    """A company."""


@of_kind(kinds.RESEARCH_ORGANISATION)
@object_type
class ResearchOrganisation(Organisation):
    """A university or research organisation."""


@of_kind(kinds.PUBLIC_BODY)
@object_type
class PublicBody(Organisation):
    """A public body."""


@of_kind(kinds.INVESTOR)
@object_type
class Investor(Organisation):
    """An investor."""
