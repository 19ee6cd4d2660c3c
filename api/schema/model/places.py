"""Where routes end: markets, corridors, sectors."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import strawberry

from api.schema.model.presence import Presence, present_page
from api.schema.model.source import Statement, statements_of
from api.schema.model.thing import In, Thing, named
from api.schema.model.words import CorridorKind, CorridorStatus, OrganisationKind
from api.schema.plumbing.base import Reading, argument, field, input_type, object_type, of_kind, told
from api.schema.plumbing.pages import After, Connection, First, Paging, check_first
from api.schema.plumbing.scalars import URL, MarketCode, PartialDate, RegionCode
from api.schema.plumbing.shown import show, shown_as
from graph.centres import centres
from graph.markets import market_name
from graph.region_names import other_names, region_title, regions_of
from graph.regions import regions_above
from queries.reading import markets as read
from queries.reading.corridors import CorridorFilter as Wanted
from queries.reading.corridors import corridors, markets_along
from queries.reading.estimates import estimates_by_region
from queries.reading.events import events_in
from queries.reading.markets import corridors_of, located_count, present_count
from queries.reading.sectors import near_sectors

if TYPE_CHECKING:
    from api.schema.model.context import Event
    from api.schema.model.strategy import Estimate

    KindCount: TypeAlias = Any
else:
    KindCount = shown_as(read.KindCount)


@object_type
class Centre:
    """A place that stands for a market on a map."""

    city: str = told("Which one it is.")
    latitude: float = told("Degrees north.")
    longitude: float = told("Degrees east.")


@object_type
class Region:
    """A region of a market, as ISO 3166-2 has it."""

    code: RegionCode = told("Its code.")
    name: str = told("What it is called in the language asked for, as far as that is known; else its own name.")
    other_names: list[str] = told("By what other names people call it.")
    within: RegionCode | None = told("The region right above it.")


@of_kind("market")
@object_type
class Market(Thing):
    """A country, as somewhere to go. Its id is its code."""

    @field
    def name(self, language: In = "en") -> str:
        """What it is called; in other languages than English as CLDR has it."""
        if language == "en":
            return named(self.reading, self.node)
        return market_name(self.reading.snapshot.id_of(self.node), language)

    @field
    def code(self) -> MarketCode:
        """ISO 3166-1 alpha-2 code; XK for Kosovo."""
        return MarketCode(self.reading.snapshot.id_of(self.node))

    @field
    def capital(self) -> str | None:
        """Its capital."""
        capital: str | None = self.reading.record(self.node).get("capital")
        return capital

    @field
    def main_business_city(self) -> str | None:
        """The city where most business is done; often the capital."""
        city: str | None = self.reading.record(self.node).get("main_business_city")
        return city

    @field
    def organisations_located(self) -> int:
        """Organisations known to be located there, gone ones included."""
        return located_count(self.reading.day, self.node)

    @field
    def organisations_present(self) -> int:
        """Organisations that count as in the market, for whatever reason."""
        return present_count(self.reading.day, self.node)

    @field
    def centre(self) -> Centre | None:
        """Where it lies on a map: its capital, as GeoNames has it; null where nobody lives."""
        found = centres().get(self.reading.snapshot.id_of(self.node))
        return None if found is None else Centre(**asdict(found))

    @field
    def present(
        self,
        kinds: Annotated[list[OrganisationKind] | None, argument("Of these kinds only.")] = None,
        sector: Annotated[strawberry.ID | None, argument("Working in this sector.")] = None,
        first: First = 20,
        after: After = None,
    ) -> Connection[Presence]:
        """Who counts as in the market: the most present first, then who is tied to most others, then by id."""
        return present_page(self.reading, self.node, kinds, sector, first, after)

    @field
    def counts_by_kind(self) -> list[KindCount]:
        """How many organisations of each kind there are, of those of which there are any."""
        return [show(self.reading, one) for one in read.counts_by_kind(self.reading.day, self.node)]

    @field
    def estimates(self, first: First = 10) -> list[Annotated["Estimate", strawberry.lazy("api.schema.model.strategy")]]:
        """Published estimates of how many clusters it has: the newest first, those without a year last."""
        held = estimates_by_region(self.reading.snapshot).get(self.reading.snapshot.id_of(self.node), [])
        return self.reading.things(one.node for one in held[: check_first(first)])

    @field
    def events(self, first: First = 10) -> list[Annotated["Event", strawberry.lazy("api.schema.model.context")]]:
        """Events that take place there: what is to come first, what is past last. The field `events` tells more."""
        return self.reading.things(events_in(self.reading.day, self.node)[: check_first(first)])

    @field
    def regions(self, language: In = "en") -> list[Region]:
        """Its regions: those that lie in no other first, then by English name. At most some 220 of one."""
        return [
            Region(
                code=RegionCode(code), name=region_title(code, language), other_names=other_names(code),
                within=next((RegionCode(above) for above in regions_above(code)), None),
            )
            for code in regions_of(self.reading.snapshot.id_of(self.node))
        ]  # fmt: skip

    @field
    def corridors(self) -> "list[Corridor]":
        """Corridors and blocs to which it belongs."""
        return self.reading.things(corridors_of(self.reading.day, self.node))

    @field
    def statements(
        self, property: Annotated[str | None, argument("Those that speak of this property.")] = None
    ) -> list[Statement]:
        """What each source says of it."""
        return statements_of(self.reading, self.node, property)


def market_of(reading: Reading, code: Any) -> Any:
    """The market of a code, None for None."""
    return None if code is None else reading.thing(reading.day.first_market + reading.snapshot.market_position(code))


@of_kind("sector")
@object_type
class Sector(Thing):
    """A sector that organisations work in."""

    @field
    def group(self) -> str | None:
        """The group of sectors to which it belongs."""
        group: str | None = self.reading.record(self.node).get("group")
        return group

    @field
    def nace(self) -> list[str]:
        """Its codes in the classification of economic activities of the European Union."""
        codes: list[str] = self.reading.record(self.node).get("nace", [])
        return codes

    @field
    def near(self) -> "list[Sector]":
        """Its neighbours: sectors whose clusters are of use where it has none, in the order stated."""
        return self.reading.things(near_sectors(self.reading.day, self.node))


@of_kind("corridor")
@object_type
class Corridor(Thing):
    """An economic or transport corridor, a trade bloc, or a region of several markets."""

    @field
    def kind(self) -> CorridorKind:
        """Which of these it is."""
        kind: str = self.reading.record(self.node)["kind"]
        return kind

    @field
    def status(self) -> CorridorStatus | None:
        """Its state; null where nobody says."""
        status: str | None = self.reading.record(self.node).get("status")
        return status

    @field
    def since(self) -> PartialDate | None:
        """When it began."""
        since: PartialDate | None = self.reading.record(self.node).get("since")
        return since

    @field
    def website(self) -> URL | None:
        """Its page."""
        website: URL | None = self.reading.record(self.node).get("website")
        return website

    @field
    def markets(self) -> list[Market]:
        """The markets on it on the day of the answer, in their order along it where that is known, else by code."""
        return self.reading.things(markets_along(self.reading.day, self.node))

    @field
    def statements(
        self, property: Annotated[str | None, argument("Those that speak of this property.")] = None
    ) -> list[Statement]:
        """What each source says of it."""
        return statements_of(self.reading, self.node, property)


@input_type
class MarketFilter:
    """Which markets. All conditions hold together."""

    codes: list[MarketCode] | None = told("One of these.", default=None)
    corridor: strawberry.ID | None = told("Those on this corridor, bloc or region on the day.", default=None)
    present: bool | None = told("Those in which somebody counts as present, or nobody.", default=None)

    def understood(self) -> read.MarketFilter:
        """As the reading takes it."""
        return read.MarketFilter(
            codes=None if self.codes is None else frozenset(self.codes), corridor=self.corridor, present=self.present
        )


def markets_page(reading: Reading, where: MarketFilter | None, first: int, after: str | None) -> Connection[Market]:
    """A page of markets, by code."""
    found = read.markets(reading.day, read.MarketFilter() if where is None else where.understood())
    paging = Paging(found, lambda node: [reading.snapshot.id_of(node)], "markets", (str,), first, after)
    page: Connection[Market] = paging.shown(reading.thing)
    return page


@input_type
class CorridorFilter:
    """Which corridors. All conditions hold together."""

    kind: list[CorridorKind] | None = told("One of these kinds.", default=None)
    status: list[CorridorStatus] | None = told("One of these states.", default=None)
    market: MarketCode | None = told("This market lies on it.", default=None)

    def understood(self) -> Wanted:
        """As the reading takes it."""
        return Wanted(
            kind=None if self.kind is None else frozenset(self.kind),
            status=None if self.status is None else frozenset(self.status),
            market=self.market,
        )


def corridors_page(
    reading: Reading, where: CorridorFilter | None, first: int, after: str | None
) -> Connection[Corridor]:
    """A page of corridors, by id."""
    snapshot = reading.snapshot
    found = corridors(reading.day, None if where is None else where.understood())
    paging = Paging(found, lambda node: [snapshot.id_of(node)], "corridors", (str,), first, after)
    page: Connection[Corridor] = paging.shown(reading.thing)
    return page
