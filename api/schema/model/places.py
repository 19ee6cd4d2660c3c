"""Where routes end: markets, corridors, sectors."""

from typing import Annotated, Any

from api.schema.model.source import Statement, statements_of
from api.schema.model.thing import In, Thing, named
from api.schema.model.words import CorridorKind, CorridorStatus
from api.schema.plumbing.base import Reading, argument, field, input_type, object_type, of_kind, told
from api.schema.plumbing.pages import Connection, Paging
from api.schema.plumbing.scalars import URL, MarketCode, PartialDate
from graph.markets import market_name
from queries.reading.corridors import CorridorFilter as Wanted
from queries.reading.corridors import corridors, markets_along
from queries.reading.markets import corridors_of, located_count, present_count
from queries.reading.sectors import near_sectors


@of_kind("market")
@object_type
class Market(Thing):
    """A country, as somewhere to go. Its id is its code."""

    @field
    def name(self, language: In = "en") -> str:
        """What it is called; in other languages than English as CLDR has it."""
        return (
            named(self.reading, self.node)
            if language == "en"
            else market_name(self.reading.snapshot.id_of(self.node), language)
        )

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
