"""Events by what happens, where and when: what comes, what recurs, what is past; who organises them, and the routes."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Annotated, Final

import numpy as np

from graph.cached import cached_property
from graph.errors import InputError
from graph.kinds import EVENT
from graph.properties import words_of
from graph.relations import RELATION_KINDS, Carries
from graph.snapshot.day.worth import CODE, INFINITE
from graph.snapshot.on_day import Day
from graph.work import look
from queries.reading.answer import Answer
from queries.reading.events import (
    ANNUAL,
    HYBRID,
    ON_SITE,
    ONLINE,
    EventSaid,
    EventState,
    events_said,
    markets_of_events,
    place_in_list,
)
from queries.reading.nodes import ContextNode, Internal, MarketNode, OrganisationNode, PartialDay, Some
from queries.reading.relation import Relation
from queries.routing.askers import Asker, Party, understand, without_cross
from queries.routing.constraints import DEFAULT_STEPS, check_words
from queries.routing.explain import end_told
from queries.routing.nearness import Nearness
from queries.routing.routes import Route

SHOWN_AT_MOST: Final = 100
"""Events that are shown, and organisers of one."""
FORMATS: Final = words_of("context", "format")
MODES: Final = words_of("context", "mode")
_AT_EVENTS: Final = [
    kind for kind in RELATION_KINDS.values() if kind.carries is Carries.PARTICIPATION and EVENT in kind.targets
]
_HAPPENS: Final = {"knowledge": "Knowledge event", "networking": "Networking event"}
HOSTING: Final = [CODE[kind.name] for kind in _AT_EVENTS if kind.leading_roles is None]
"""Kinds of relations by which an organisation is the host of an event."""
ATTENDING: Final = [CODE[kind.name] for kind in _AT_EVENTS if kind.leading_roles is not None]


@dataclass(frozen=True)
class EventOrganiser:
    """Who organises an event.

    Attributes:
        organisation: which one.
        relation: that it organises the event, with dates and evidence.
    """

    nearness: Internal[Nearness | None]
    cost: Internal[int]
    organisation: OrganisationNode
    relation: Relation

    @property
    def is_asker(self) -> bool:
        """Whether it is the asker itself."""
        return self.nearness is not None and self.nearness.party.node == self.organisation

    @cached_property
    def route(self) -> Route | None:
        """The asker's best way to it, as `introductions` finds it; null without an asker, or where there is none."""
        if self.nearness is None or self.cost >= INFINITE:
            return None
        return self.nearness.route(self.organisation)

    @property
    def no_route(self) -> str | None:
        """Why there is no route; null where there is one, or where nobody asks."""
        if self.nearness is None or (self.cost < INFINITE and not self.is_asker):
            return None
        return "It is you." if self.is_asker else f"No chain of at most {DEFAULT_STEPS} introductions leads there."


@dataclass(frozen=True)
class ListedEvent:
    """An event, and how it stands to the day.

    Attributes:
        event: the event, with all that is said of it.
        state: how it stands to the day.
        markets: where it takes place, by code.
        shares_sector: whether it is about a sector in which the asker works; null where it is not known in which that
            is, and where nobody asks.
        organisers: who organises it: the nearest to the asker first, then by id.
        organiser_count: how many are known.
        attendees: who is known to attend it, by id.
        attendee_count: how many are known.
    """

    day: Internal[Day]
    said: Internal[EventSaid]
    event: ContextNode
    state: EventState
    markets: list[MarketNode]
    shares_sector: bool | None
    organisers: Annotated[list[EventOrganiser], Some(3)]
    organiser_count: int
    attendees: Annotated[list[OrganisationNode], Some(10)]
    attendee_count: int

    @property
    def start(self) -> PartialDay | None:
        """When it begins, or began first; null where nobody says."""
        return self.said.start

    @property
    def end(self) -> PartialDay | None:
        """When it ends, or the last one known ended; null where nobody says."""
        return self.said.end

    @property
    def sentence(self) -> str:
        """What happens, where, about what and when, as far as anybody says; in the past tense if it is over."""
        said, day = self.said, self.day
        what = _HAPPENS.get(said.format or "", (said.format or "event").replace("_", " ").capitalize())
        where = [*([said.city] if said.city else []), *(end_told(day, market) for market in self.markets)]
        place = f" in {', '.join(where)}" if where else ""
        how = {ONLINE: " online", HYBRID: " on site and online"}.get(said.mode or "", "")
        cross = day.snapshot.cross_sector
        named = [day.record(sector)["name"] for sector in said.sectors if sector != cross]
        about = f" on {', '.join(named)}" if named else " for every sector" if said.sectors else ""
        return f"{what}{how}{place}{about}: {self._when}."

    @property
    def _when(self) -> str:
        said = self.said
        if self.state is EventState.PAST:
            return f"it was {said.when}"
        if self.state is EventState.RECURRING:
            known = (
                f", the last one known was {said.when}"
                if said.end
                else f", held since {said.start}"
                if said.start
                else ""
            )
            this_month = said.cadence == ANNUAL and said.month == date.fromordinal(self.day.on.day).month
            next_one = "whether this year's is over" if this_month else "the date of the next one"
            return f"{said.rhythm}{known}; {next_one} is not known"
        if self.state is EventState.UNDATED:
            return f"it is or was {said.when}"
        closer = "; no closer date is known" if self.state is EventState.CURRENT and said.when.startswith("in ") else ""
        return f"{said.when}{closer}"

    @property
    def no_organiser(self) -> str | None:
        """Why nobody is named as its organiser; null where somebody is."""
        return None if self.organiser_count else "Who organises it is not known here: ask on its page."


@dataclass(frozen=True)
class EventsAnswer(Answer):
    """Events, from one revision.

    Attributes:
        events: what the day lies in and what is to come, by first day; then what recurs, by the next month in which it
            does, the running one last from its 16th day on; then what is undated; what is past last, the latest first;
            equal ones by id. Of each sort those about a sector of the asker's first, then those about every sector or
            none that is known, where an asker is given, its sectors are known, and none is asked for.
        event_count: how many there are.
        current_count, upcoming_count, recurring_count, undated_count, past_count: how many of them are so.
        unclear_count: how many more may be meant: what is asked for is not known of them.
        every_sector_count: where a sector is asked for: how many more are about every sector.
        nothing: why there is none, or none that comes or recurs; null where there is.
    """

    party: Internal[Party | None]
    events: Annotated[list[ListedEvent], Some(10)]
    event_count: int
    current_count: int
    upcoming_count: int
    recurring_count: int
    undated_count: int
    past_count: int
    unclear_count: int
    every_sector_count: int
    without: Internal[Mapping[str, int]]

    @property
    def asker(self) -> OrganisationNode | None:
        """Who asks; null where nobody does, or one who is not in the graph."""
        return None if self.party is None else self.party.node

    @property
    def nothing(self) -> str | None:
        """Why there is none, and which condition to drop, or why none is still to come; null where there is one."""
        if self.event_count == 0:
            told = " and ".join(f"{count} without the {name}" for name, count in self.without.items())
            return f"No such event is known; {told}." if told else "No such event is known."
        if self.event_count == self.past_count:
            return "All such events that are known are past."
        return None


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events; None is no condition.

    Attributes:
        market: code or name of the market where they take place.
        sector: id of a sector that they are about.
        format: what happens, one of FORMATS.
        mode: one of MODES; a hybrid one is both online and on site.
        month: in which they are, were or recur, 1 to 12.
    """

    market: str | None = None
    sector: str | None = None
    format: str | None = None
    mode: str | None = None
    month: int | None = None


ALL: Final = EventFilter()


def events(day: Day, where: EventFilter = ALL, asker: Asker | None = None) -> EventsAnswer:
    """Events for which a filter holds, in the order in which they come.

    An event *takes place* in the market that its description names, and in those to which a ``takes_place_in`` leads
    that has begun. It is *past* when its end, or without one its start, lies before the day, unless its source says how
    often it recurs; then the date of the next one is not known, and what is known is told. Where a source does not say
    what a condition is about (no place, month, mode, format or sector), the event is not listed, and counted.

    Raises:
        InputError: a market, sector or asker is unknown, or a word or month is none.
    """
    check_words(() if where.format is None else (where.format,), FORMATS, "event_format", "format")
    check_words(() if where.mode is None else (where.mode,), MODES, "event_mode", "mode")
    _check_month(where.month)
    sought = _Sought(day, where)
    party = None if asker is None else understand(day, asker)
    own = None if party is None else frozenset(without_cross(day.snapshot, party.sectors).tolist()) or None
    banded = own if where.sector is None else None
    found = sorted(sought.fitting, key=lambda said: place_in_list(said, day, banded))
    nearness = None if party is None else Nearness(day, party)
    count = Counter(said.state_on(day.on.day) for said in found)
    return EventsAnswer(
        day.header, party, _listed(day, found[:SHOWN_AT_MOST], sought.places, nearness, own), len(found),
        count[EventState.CURRENT], count[EventState.UPCOMING], count[EventState.RECURRING], count[EventState.UNDATED],
        count[EventState.PAST], sought.unclear, sought.every_sector, {} if found else _without(day, where),
    )  # fmt: skip


def _without(day: Day, where: EventFilter) -> dict[str, int]:
    """Condition → how many events there are without it, where there are any."""
    given = [one.name for one in fields(where) if getattr(where, one.name) is not None]
    counts = {name: len(_Sought(day, replace(where, **{name: None})).fitting) for name in given}
    return {name: count for name, count in counts.items() if count}


def _check_month(month: int | None) -> None:
    if month is not None and not 1 <= month <= 12:
        raise InputError(
            f"{month} is no month.", code="bad_month", value=month, where="month", suggestion="Write 1 to 12."
        )


class _Sought:
    """The events for which a filter holds.

    Attributes:
        places: event → nodes of the markets where it takes place, by code.
        unclear, every_sector: see ``EventsAnswer``.
    """

    def __init__(self, day: Day, where: EventFilter) -> None:
        self.where, self.cross = where, day.snapshot.cross_sector
        self.market = None if where.market is None else day.first_market + day.market(where.market, "market")
        self.sector = None if where.sector is None else day.node(where.sector, "sector", "sector")
        self.places = markets_of_events(day)
        self.fitting: list[EventSaid] = []
        self.unclear = self.every_sector = 0
        for said in events_said(day.snapshot):
            fits = [self._at_place(said), *self._fits(said)]
            about = self._about(said)
            if all(fits) and about:
                self.fitting.append(said)
            elif False not in (*fits, about):
                self.unclear += 1
            elif all(fits) and self.cross in said.sectors:
                self.every_sector += 1

    def _fits(self, said: EventSaid) -> Iterator[bool | None]:
        """Whether conditions on words and months hold; None where nobody says."""
        where = self.where
        if where.format is not None:
            yield None if said.format is None else said.format == where.format
        if where.mode is not None:
            yield (
                None
                if said.mode is None
                else where.mode == said.mode or (said.mode == HYBRID and where.mode in (ONLINE, ON_SITE))
            )
        if where.month is not None:
            yield where.month in said.months if said.months else None

    def _at_place(self, said: EventSaid) -> bool | None:
        if self.market is None:
            return True
        places = self.places.get(said.node, ())
        return self.market in places if places else None

    def _about(self, said: EventSaid) -> bool | None:
        if self.sector is None:
            return True
        return self.sector in said.sectors if said.sectors else None


def _taking_part(day: Day, kinds: Sequence[int]) -> Mapping[int, Sequence[tuple[int, int]]]:
    """Event → (organisation, relation) of those who take part in some way, each once; heirs for those who are gone.

    Of events to come too: that somebody takes part begins with the event, where nobody says otherwise.
    """

    def found() -> dict[int, list[tuple[int, int]]]:
        facts, made = day.facts, dict[int, dict[int, int]]()
        for relation in np.flatnonzero(np.isin(facts.rel_kind, kinds)).tolist():
            organisation = day.on.after.heir(int(facts.rel_source[relation]))
            if organisation is not None:
                made.setdefault(int(facts.rel_target[relation]), {}).setdefault(organisation, relation)
        return {context: sorted(some.items()) for context, some in made.items()}

    return day.remembered(("taking part", *kinds), found, lambda made: 200 * sum(map(len, made.values())) + 100)


def _listed(
    day: Day,
    found: Sequence[EventSaid],
    places: Mapping[int, Sequence[int]],
    nearness: Nearness | None,
    sectors: frozenset[int] | None,
) -> list[ListedEvent]:
    look()
    hosting, attending = _taking_part(day, HOSTING), _taking_part(day, ATTENDING)
    organisers = {node for said in found for node, _ in hosting.get(said.node, ())}
    costs = dict.fromkeys(organisers, INFINITE)
    if nearness is not None and organisers:
        nodes = np.array(sorted(organisers), dtype=np.int32)
        costs = dict(zip(nodes.tolist(), nearness.costs(nodes).tolist(), strict=True))
    listed = []
    for said in found:
        own = [
            EventOrganiser(nearness, costs[node], node, Relation(day, at)) for node, at in hosting.get(said.node, ())
        ]
        own.sort(key=lambda one: (one.cost, one.organisation))
        met = [node for node, _ in attending.get(said.node, ())]
        listed.append(
            ListedEvent(
                day,
                said,
                said.node,
                said.state_on(day.on.day),
                list(places.get(said.node, ())),
                None if sectors is None else bool(sectors & set(said.sectors)),
                own[:SHOWN_AT_MOST],
                len(own),
                met[:SHOWN_AT_MOST],
                len(met),
            )
        )
    return listed
