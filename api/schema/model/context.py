"""What brings organisations together: projects, events, programmes."""

from typing import Annotated, Any

from api.schema.model.places import Market, Sector, market_of
from api.schema.model.source import Statement, statements_of
from api.schema.model.thing import Thing
from api.schema.model.words import ContextKind, ContextStatus
from api.schema.plumbing.base import argument, field, interface, object_type, of_kind
from api.schema.plumbing.scalars import URL, MarketCode, PartialDate
from graph import kinds


@interface
class Context(Thing):
    """What brings organisations together, but introduces nobody by itself. Who takes part: see its relations."""

    @field
    def kind(self) -> ContextKind:
        """A project, an event or a programme."""
        kind: str = self._said("kind")
        return kind

    @field
    def status(self) -> ContextStatus | None:
        """Its state; null where nobody says."""
        status: str | None = self._said("status")
        return status

    @field
    def start(self) -> PartialDate | None:
        """When it begins."""
        start: PartialDate | None = self._said("start")
        return start

    @field
    def end(self) -> PartialDate | None:
        """When it ends."""
        end: PartialDate | None = self._said("end")
        return end

    @field
    def stated_participants(self) -> int | None:
        """How many are said to take part in all, known ones or not; null where nobody says."""
        count: int | None = self._said("participants")
        return count

    @field
    def country(self) -> Market | None:
        """The country that its description names; where it brings its participants to is a relation."""
        market: Market | None = market_of(self.reading, self._said("country"))
        return market

    @field
    def sectors(self) -> list[Sector]:
        """The sectors that it is about."""
        return [
            self.reading.thing(node)
            for sector in self._listed("sectors")
            if (node := self.reading.snapshot.find(sector)) is not None
        ]

    @field
    def website(self) -> URL | None:
        """Its page."""
        website: URL | None = self._said("website")
        return website

    @field
    def statements(
        self, property: Annotated[str | None, argument("Those that speak of this property.")] = None
    ) -> list[Statement]:
        """What each source says of it."""
        return statements_of(self.reading, self.node, property)

    def _said(self, name: str) -> Any:
        return self.reading.record(self.node).get(name)

    def _listed(self, name: str) -> list[Any]:
        return self._said(name) or []


@of_kind(kinds.PROJECT)
@object_type
class Project(Context):
    """A project that organisations take part in."""

    @field
    def funder(self) -> str | None:
        """Who pays for it."""
        funder: str | None = self._said("funder")
        return funder


@of_kind(kinds.EVENT)
@object_type
class Event(Context):
    """An event that organisations organise or attend."""

    @field
    def format(self) -> str | None:
        """What happens: matchmaking, investor_pitching, knowledge, project_meeting, networking, fair and the like."""
        format_: str | None = self._said("format")
        return format_

    @field
    def mode(self) -> str | None:
        """Where: online, on_site or hybrid."""
        mode: str | None = self._said("mode")
        return mode

    @field
    def month(self) -> int | None:
        """The month in which it recurs, 1 to 12."""
        month: int | None = self._said("month")
        return month

    @field
    def cadence(self) -> str | None:
        """How often it recurs."""
        cadence: str | None = self._said("cadence")
        return cadence

    @field
    def city(self) -> str | None:
        """The city in which it happens."""
        city: str | None = self._said("city")
        return city

    @field
    def fee(self) -> str | None:
        """What it costs."""
        fee: str | None = self._said("fee")
        return fee


@of_kind(kinds.PROGRAMME)
@object_type
class Programme(Context):
    """A programme of support."""

    @field
    def funder(self) -> str | None:
        """Who pays for it."""
        funder: str | None = self._said("funder")
        return funder

    @field
    def countries(self) -> list[MarketCode]:
        """The markets whose organisations may apply."""
        codes: list[MarketCode] = self._listed("countries")
        return codes

    @field
    def countries_note(self) -> str | None:
        """What else its source says of who may apply."""
        note: str | None = self._said("countries_note")
        return note

    @field
    def beneficiaries(self) -> list[str]:
        """Who it is for."""
        who: list[str] = self._listed("beneficiaries")
        return who

    @field
    def deadline(self) -> PartialDate | None:
        """When applications close."""
        deadline: PartialDate | None = self._said("deadline")
        return deadline

    @field
    def fee(self) -> str | None:
        """What taking part costs."""
        fee: str | None = self._said("fee")
        return fee
