"""Where routes end: markets, corridors, sectors."""

import math
from collections import Counter
from typing import Annotated, Any

from api.schema.model.source import Statement, statements_of
from api.schema.model.thing import Thing
from api.schema.model.words import CorridorKind, CorridorStatus
from api.schema.plumbing.base import Reading, argument, field, input_type, object_type, of_kind, told
from api.schema.plumbing.pages import Connection, Paging
from api.schema.plumbing.scalars import URL, MarketCode, PartialDate
from queries.reading.related import related
from queries.reading.relation import Relation as Position


@of_kind("market")
@object_type
class Market(Thing):
    """A country, as somewhere to go. Its id is its code."""

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
        count: int = _located(self.reading)[self._position()]
        return count

    @field
    def organisations_present(self) -> int:
        """Organisations that count as in the market, for whatever reason."""
        span = self.reading.on.present.of_market(self._position())
        count: int = span.stop - span.start
        return count

    @field
    def corridors(self) -> "list[Corridor]":
        """Corridors and blocs to which it belongs."""
        on = self.reading.on
        return self.reading.things([one for one in on.blocs if self._position() in on.markets_of(one)])

    @field
    def statements(
        self, property: Annotated[str | None, argument("Those that speak of this property.")] = None
    ) -> list[Statement]:
        """What each source says of it."""
        return statements_of(self.reading, self.node, property)

    def _position(self) -> int:
        return int(self.node - self.reading.snapshot.sections.range("market").start)


def _located(reading: Reading) -> "Counter[int]":
    snapshot = reading.snapshot
    counted: Counter[int] = snapshot.memo.get("located", lambda: Counter(snapshot.facts.country.tolist()))
    return counted


def market_of(reading: Reading, code: Any) -> Any:
    """The market of a code, None for None."""
    return None if code is None else reading.thing(reading.snapshot.find(code) or 0)


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
        facts = self.reading.snapshot.facts
        at = self.node - self.reading.snapshot.sections.range("sector").start
        return self.reading.things(facts.near[facts.near_ptr[at] : facts.near_ptr[at + 1]].tolist())


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
        snapshot, on = self.reading.snapshot, self.reading.on
        start = snapshot.sections.range("market").start
        order = {market + start: math.inf for market in on.markets_of(self.node)}
        for position in related(snapshot, self.node, ["lies_on"], "IN").tolist():
            fact = Position(self.reading.day, position)
            said = fact.said("order") if fact.source in order else None
            if said is not None:
                order[fact.source] = min(order[fact.source], float(said))
        return self.reading.things(sorted(order, key=lambda market: (order[market], market)))

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


def corridors_page(reading: Reading, where: CorridorFilter | None, first: int, after: str | None) -> Any:
    """A page of corridors, by id."""
    snapshot = reading.snapshot
    found = list(snapshot.sections.range("corridor"))
    if where is not None and where.kind is not None:
        found = [node for node in found if reading.record(node)["kind"] in where.kind]
    if where is not None and where.status is not None:
        found = [node for node in found if reading.record(node).get("status") in where.status]
    if where is not None and where.market is not None:
        position = snapshot.market_position(where.market)
        found = [node for node in found if position in reading.on.markets_of(node)]
    return Paging(found, lambda node: [snapshot.id_of(node)], "corridors", (str,), first, after).shown(reading.thing)


CorridorPage = Connection[Corridor]
