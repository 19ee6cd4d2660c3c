"""Events as their sources state them: what happens, where and when; and whether they are over on a day."""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

import numpy as np

from graph.dates import first_day, last_day
from graph.kinds import EVENT
from graph.snapshot.day.worth import CODE
from graph.snapshot.facts import B1, I4, UNKNOWN_DAY
from graph.snapshot.files import array_bytes, frozen
from graph.snapshot.on_day import Day
from graph.snapshot.snapshot import Snapshot
from queries.reading.sectors import sectors_named

ONLINE, ON_SITE, HYBRID = "online", "on_site", "hybrid"
ANNUAL: Final = "annual"
HALF_A_MONTH: Final = 15
"""From the day after on what recurs in the running month is taken to be over rather than to come."""
_WHOLE_DAY: Final = len("YYYY-MM-DD")
_WITH_MONTH: Final = len("YYYY-MM")


class EventState(StrEnum):
    """How an event stands to a day."""

    CURRENT = "current"
    UPCOMING = "upcoming"
    RECURRING = "recurring"
    UNDATED = "undated"
    PAST = "past"


EVENT_STATES: Final[Mapping[EventState, str]] = {
    EventState.CURRENT: "The day lies within the time that is stated, of which no closer date may be known.",
    EventState.UPCOMING: "It begins later.",
    EventState.RECURRING: "It recurs, and the date of the next one is not known.",
    EventState.UNDATED: "Nobody says in which year it is or was.",
    EventState.PAST: "It is over, and nobody says that it recurs.",
}


@dataclass(frozen=True, slots=True)
class EventSaid:
    """An event, as its record has it.

    Attributes:
        node: which one.
        market: node of the market that its description names; None.
        sectors: nodes of the sectors that it is about, in the order stated.
        start, end: partial dates; None where nobody says.
        month: in which it recurs, 1 to 12; None.
        cadence: how often it recurs, in words; None where nobody says that it does.
        closed: its source says that it has been closed.
    """

    node: int
    name: str
    format: str | None
    mode: str | None
    market: int | None
    city: str | None
    sectors: tuple[int, ...]
    start: str | None
    end: str | None
    month: int | None
    cadence: str | None
    closed: bool

    def state_on(self, day: int) -> EventState:
        """How it stands to a day (ordinal)."""
        end = self.end or (None if self.cadence else self.start)
        if self.closed or (end and not self.cadence and last_day(end) < day):
            return EventState.PAST
        if self.start and first_day(self.start) > day:
            return EventState.UPCOMING
        if self.cadence and (end is None or last_day(end) < day):
            return EventState.RECURRING
        if end is None:
            return EventState.UNDATED
        return EventState.CURRENT if self.start else EventState.UPCOMING

    @property
    def first(self) -> int | None:
        """First day of the time that is stated; None where none is."""
        said = self.start or self.end
        return None if said is None else first_day(said)

    @property
    def last(self) -> int | None:
        """Last day of the time that is stated; None where none is."""
        said = self.end or self.start
        return None if said is None else last_day(said)

    @property
    def months(self) -> frozenset[int]:
        """The months in which it is, was or recurs; none where nobody says."""
        known = [said for said in (self.start, self.end or self.start) if said and len(said) >= _WITH_MONTH]
        if len(known) < 2 or self.cadence:
            return frozenset() if self.month is None else frozenset({self.month})
        first, last = (date.fromordinal(first_day(said)) for said in known)
        count = (last.year - first.year) * 12 + last.month - first.month + 1
        return frozenset((first.month - 1 + at) % 12 + 1 for at in range(min(count, 12)))

    @property
    def when(self) -> str:
        """Its stated time, in words, or that there is none."""
        month = f"in {calendar.month_name[self.month]}" if self.month else ""
        if self.start is None and self.end is None:
            return f"{month} of a year that nobody names" if month else "on a day that nobody names"
        if self.start is None:
            return f"until {self.end}"
        if self.end in (None, self.start):
            return f"on {self.start}" if len(self.start) == _WHOLE_DAY else f"in {self.start}"
        return f"from {self.start} until {self.end}"

    @property
    def rhythm(self) -> str:
        """How often and when it recurs, in words."""
        month = f", in {calendar.month_name[self.month]}" if self.month else ""
        return f"{self.cadence}{month}"


def events_said(snapshot: Snapshot) -> list[EventSaid]:
    """The events of a snapshot, by id; read once."""
    found: list[EventSaid] = snapshot.memo.get("events", lambda: _read(snapshot), lambda made: 500 * len(made) + 100)
    return found


@dataclass(frozen=True, slots=True)
class EventDays:
    """Days of the events of a snapshot; C contexts.

    Attributes:
        over: (C) of an event that does not recur its last day; UNKNOWN_DAY where nobody says, and of all else.
        recurs: (C) whether it is an event that recurs: that its last known one is over does not end it.
    """

    over: I4
    recurs: B1


def event_days(snapshot: Snapshot) -> EventDays:
    """The days of all events, found once."""
    found: EventDays = snapshot.memo.get("event days", lambda: frozen(_days(snapshot)), array_bytes)
    return found


def _days(snapshot: Snapshot) -> EventDays:
    section = snapshot.sections.range("context")
    over, recurs = np.full(len(section), UNKNOWN_DAY, dtype=np.int32), np.zeros(len(section), dtype=np.bool_)
    for said in events_said(snapshot):
        at = said.node - section.start
        recurs[at] = said.cadence is not None and not said.closed
        if not recurs[at] and said.last is not None:
            over[at] = said.last
    return EventDays(over, recurs)


def _read(snapshot: Snapshot) -> list[EventSaid]:
    day = snapshot.on_day()
    records = ((node, snapshot.record(node)) for node in snapshot.sections.range("context"))
    return [_event(day, node, record) for node, record in records if record["kind"] == EVENT]


def _event(day: Day, node: int, said: Mapping[str, Any]) -> EventSaid:
    country = said.get("country")
    return EventSaid(
        node, said["name"], said.get("format"), said.get("mode"),
        None if country is None else day.first_market + day.snapshot.market_position(country),
        said.get("city"), tuple(sectors_named(day, said.get("sectors"))), said.get("start"), said.get("end"),
        said.get("month"), said.get("cadence"), said.get("status") == "closed",
    )  # fmt: skip


def place_in_list(said: EventSaid, day: Day, own: frozenset[int] | None = None) -> tuple[int, int, int, int]:
    """What an event's place goes by in a list: what comes, recurs, is undated, and is past.

    ``own`` are the sectors of whom its sectors matter to: among its like what shares one comes first, what has none
    known next, and what is about others last. None: nobody's.
    """
    state, today = said.state_on(day.on.day), date.fromordinal(day.on.day)
    known = frozenset(said.sectors) - {day.snapshot.cross_sector}
    band = 0 if own is None or own & known else 2 if known else 1
    if state is EventState.PAST:
        return 3, band, -(said.last or 0), said.node
    if state in (EventState.CURRENT, EventState.UPCOMING):
        return 0, band, said.first or 0, said.node
    ahead = 13 if said.month is None else (said.month - today.month) % 12
    if said.month == today.month and today.day > HALF_A_MONTH:
        ahead = 12
    return (1 if state is EventState.RECURRING else 2), band, ahead, said.node


def markets_of_events(day: Day) -> Mapping[int, Sequence[int]]:
    """Event → nodes of the markets where it takes place, by code."""

    def found() -> dict[int, list[int]]:
        places = {said.node: {said.market} for said in events_said(day.snapshot) if said.market is not None}
        held = day.on.held.where(day.facts.rel_kind[day.on.held.relation] == CODE["takes_place_in"])
        for context, market in zip(held.source.tolist(), held.target.tolist(), strict=True):
            places.setdefault(context, set()).add(market)
        return {context: sorted(markets) for context, markets in places.items()}

    return day.remembered(("event places",), found, lambda made: 200 * len(made) + 100)


def events_in(day: Day, market: int) -> list[int]:
    """Events that take place in a market (node), as the question for events lists them."""

    def found() -> dict[int, list[int]]:
        made: dict[int, list[int]] = {}
        places = markets_of_events(day)
        for said in sorted(events_said(day.snapshot), key=lambda one: place_in_list(one, day)):
            for place in places.get(said.node, ()):
                made.setdefault(place, []).append(said.node)
        return made

    by_market = day.remembered(("events by market",), found, lambda made: 200 * len(made) + 100)
    return by_market.get(market, [])
