"""What organisations pursue and offer, and how many of them others estimate there are."""

from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from api.schema.model.places import Sector
from api.schema.model.source import Statement, statements_of
from api.schema.model.thing import Thing
from api.schema.model.words import ServiceKind
from api.schema.plumbing.base import field, object_type, of_kind
from api.schema.plumbing.scalars import MarketCode, PartialDate
from queries.reading.relations_of import holder_of
from queries.reading.sectors import sectors_named

if TYPE_CHECKING:
    from api.schema.model.organisation import Organisation

Holder = Annotated["Organisation", strawberry.lazy("api.schema.model.organisation")]


@of_kind("priority")
@object_type
class Priority(Thing):
    """A strategic priority that an organisation has published."""

    @field
    def organisation(self) -> Holder:
        """Whose it is."""
        holder: Holder = _holder(self, "pursues")
        return holder

    @field
    def sectors(self) -> list[Sector]:
        """The sectors that it is about."""
        return self.reading.things(sectors_named(self.reading.day, self.reading.record(self.node).get("sectors")))

    @field
    def markets(self) -> list[MarketCode]:
        """The markets that it is about."""
        codes: list[MarketCode] = self.reading.record(self.node).get("markets") or []
        return codes

    @field
    def since(self) -> PartialDate | None:
        """From when it holds."""
        since: PartialDate | None = self.reading.record(self.node).get("since")
        return since

    @field
    def until(self) -> PartialDate | None:
        """Until when it holds."""
        until: PartialDate | None = self.reading.record(self.node).get("until")
        return until

    @field
    def statements(self) -> list[Statement]:
        """What each source says of it."""
        return statements_of(self.reading, self.node)


@of_kind("service")
@object_type
class Service(Thing):
    """A service that an organisation offers."""

    @field
    def service(self) -> ServiceKind:
        """What it is."""
        service: str = self.reading.record(self.node)["service"]
        return service

    @field
    def organisation(self) -> Holder:
        """Who offers it."""
        holder: Holder = _holder(self, "offers")
        return holder

    @field
    def markets(self) -> list[MarketCode]:
        """The markets in which it is offered; empty: wherever its organisation is."""
        codes: list[MarketCode] = self.reading.record(self.node).get("markets") or []
        return codes

    @field
    def for_whom(self) -> list[str]:
        """Who it is for."""
        who: list[str] = self.reading.record(self.node).get("for_whom") or []
        return who

    @field
    def fee(self) -> str | None:
        """What it costs: free, fee, or as its source puts it."""
        fee: str | None = self.reading.record(self.node).get("fee")
        return fee

    @field
    def statements(self) -> list[Statement]:
        """What each source says of it."""
        return statements_of(self.reading, self.node)


@of_kind("estimate")
@object_type
class Estimate(Thing):
    """A published estimate of how many there are. Estimates count different things: they are never added up."""

    @field
    def region(self) -> str:
        """Where: a market, or a region of several by name."""
        region: str = self.reading.record(self.node)["region"]
        return region

    @field
    def sector(self) -> str | None:
        """In which sector; null: in all."""
        sector: str | None = self.reading.record(self.node).get("sector")
        return sector

    @field
    def count(self) -> int:
        """How many."""
        count: int = self.reading.record(self.node)["count"]
        return count

    @field
    def what(self) -> str:
        """Of what: regional_clusters, which are agglomerations in statistics, or cluster_organisations."""
        what: str = self.reading.record(self.node)["what"]
        return what

    @field
    def year(self) -> int | None:
        """Of which year."""
        year: int | None = self.reading.record(self.node).get("year")
        return year

    @field
    def publisher(self) -> str:
        """Who has estimated."""
        publisher: str = self.reading.record(self.node)["publisher"]
        return publisher

    @field
    def statements(self) -> list[Statement]:
        """What each source says of it."""
        return statements_of(self.reading, self.node)


def _holder(thing: Thing, kind: str) -> Any:
    """The organisation that pursues or offers a thing."""
    return thing.reading.thing(holder_of(thing.reading.day, thing.node, kind))
