"""What is new in a market since a date, and what has ended there: the nearest to an asker first, and through whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final

import numpy as np

from graph.cached import cached_property
from graph.dates import first_day
from graph.errors import InputError
from graph.kinds import EVENT
from graph.snapshot.day.worth import INFINITE
from graph.snapshot.facts import B1, I4, I8, UNKNOWN_DAY
from graph.snapshot.on_day import Day
from graph.work import look
from queries.reading.answer import Answer
from queries.reading.events import event_days
from queries.reading.news import (
    News,
    SignalChange,
    Things,
    concerns,
    contexts_in,
    contexts_over,
    gather,
    in_sectors,
    organisation_ends,
    relation_days,
    without_plans,
)
from queries.reading.nodes import Internal, MarketNode, OrganisationNode, PartialDay, Some, ThingNode
from queries.reading.relation import Relation
from queries.routing.askers import Asker, Party, understand, without_cross
from queries.routing.constraints import DEFAULT_STEPS
from queries.routing.explain import relation_told
from queries.routing.nearness import Nearness
from queries.routing.routes import Route

SHOWN_AT_MOST: Final = 100
"""Entries of each list."""
NAMED: Final = 3
"""Organisations that a sentence names."""


@dataclass(frozen=True)
class Signal:
    """Something that began or ended in a market, or that was recorded late.

    Attributes:
        pair_cost: of the best route to each organisation behind each signal, in the order of the pairs.
        change: which of these.
    """

    of: Internal["_Market"]
    news: Internal[News]
    at: Internal[int]
    cost: Internal[int]
    pair_cost: Internal[I8]
    change: SignalChange

    @property
    def about(self) -> ThingNode | None:
        """The organisation or context that began or ended; null for relations between others."""
        about = int(self.news.about[self.at])
        return None if about < 0 else about

    @cached_property
    def _behind(self) -> list[int]:
        pairs = self.news.pairs(self.at)
        nodes, cost = self.news.pair_organisation[pairs], self.pair_cost[pairs]
        found: list[int] = nodes[np.argsort(cost, kind="stable")].tolist()
        return found

    @property
    def organisations(self) -> Annotated[list[OrganisationNode], Some(5)]:
        """Who is behind it, the nearest to the asker first, then by id."""
        return self._behind[:SHOWN_AT_MOST]

    @property
    def organisation_count(self) -> int:
        """How many are behind it."""
        return len(self._behind)

    @property
    def there(self) -> Annotated[list[OrganisationNode], Some(5)]:
        """Those of them who are located in the market."""
        country = self.of.day.facts.country
        return [node for node in self._behind if country[node] == self.of.market][:SHOWN_AT_MOST]

    @cached_property
    def relations(self) -> Annotated[list[Relation], Some(3)]:
        """The facts that say so, those of the nearest first: of one kind, other end, role, name and day."""
        found, place = self.news.relations(self.at), {node: at for at, node in enumerate(self._behind)}
        ends = zip(*(end.tolist() for end in organisation_ends(self.of.day, found)), strict=True)
        near = [min(place.get(node, len(place)) for node in both) for both in ends]
        order = np.lexsort((found, np.array(near, dtype=np.int64)))[:SHOWN_AT_MOST]
        return [Relation(self.of.day, relation) for relation in found[order].tolist()]

    @property
    def relation_count(self) -> int:
        """How many facts say so."""
        return len(self.news.relations(self.at))

    @cached_property
    def when(self) -> PartialDay:
        """The day, month or year of it, as its source states it; of what was recorded late when it was read."""
        day = self.of.day
        if self.change is not SignalChange.RECORDED:
            began = self.change is SignalChange.BEGAN
            if self.about is not None:
                name, record = _DAYS[self.change][self.about >= len(day.facts.kind)], day.record(self.about)
                return str(record.get(name) or record["start"])
            said = self.relations[0].since if began else self.relations[0].latest_end
            if said is not None:
                return said
        return date.fromordinal(int(self.news.when[self.at])).isoformat()

    @property
    def reachable(self) -> bool | None:
        """Whether at most three introductions lead to one who is behind it; null where nobody asks."""
        return None if self.of.nearness is None else self.cost < INFINITE

    @property
    def nearest(self) -> OrganisationNode | None:
        """Through whom the asker can learn more: the nearest of those behind it; null where there is none."""
        return self.organisations[0] if self.reachable else None

    @cached_property
    def route(self) -> Route | None:
        """The asker's best way to the nearest, as for a question about this market; null where there is none."""
        near = self.of.nearness
        return near.route(self._behind[0]) if near is not None and self.reachable else None

    @property
    def no_route(self) -> str | None:
        """Why there is no route; null where there is one, or where nobody asks."""
        if self.reachable is not False:
            return None
        behind = "to anybody behind it" if self.organisations else "there: nobody behind it is known"
        return f"No chain of at most {DEFAULT_STEPS} introductions leads {behind}."

    @property
    def sentence(self) -> str:
        """What happened and when, and who is behind it."""
        if self.about is None or self.change is SignalChange.RECORDED:
            return self._of_relations()
        day = self.of.day
        record = day.record(self.about)
        if self.about < len(day.facts.kind):
            what = "was founded" if self.change is SignalChange.BEGAN else "was dissolved"
            return f"{record['name']} {what} {_on(self.when)}."
        return f"{record['name']} ({record['kind']}) {self._happened(record)}{self._with()}."

    def _happened(self, record: Mapping[str, Any]) -> str:
        """What has become of a context, and when."""
        if self.change is SignalChange.BEGAN:
            return f"began {_on(self.when)}"
        start, event = record.get("start"), record["kind"] == EVENT
        if event and start in (None, self.when):
            return f"took place {_on(self.when)}"
        if event or (start and first_day(start) >= self.of.since):
            return f"{'took place' if event else 'ran'} from {start} until {self.when}"
        return f"ended {_on(self.when)}"

    def _of_relations(self) -> str:
        told = relation_told(self.relations[0])
        more = f", and {self.relation_count - 1} more likewise" if self.relation_count > 1 else ""
        if self.change is SignalChange.BEGAN:
            return f"Since {self.when}: {told}{more}."
        if self.change is SignalChange.ENDED:
            return f"{told}{more}." if " until " in told else f"Ended {_on(self.when)}: {told}{more}."
        since = self.relations[0].since
        return f"Read {_on(self.when)}, {f'since {since}' if since else 'since when nobody says'}: {told}{more}."

    def _with(self) -> str:
        named = (self.there or self.organisations)[:NAMED]
        told = ", ".join(self.of.day.record(node)["name"] for node in named)
        more = self.organisation_count - len(named)
        return f", with {told}{f' and {more} more' if more else ''}" if named else ""


def _on(when: str) -> str:
    return f"on {when}" if len(when) == len("YYYY-MM-DD") else f"in {when}"


@dataclass(frozen=True)
class SignalsAnswer(Answer):
    """What is new in a market, from one revision.

    Attributes:
        market: which one.
        since: the date since when.
        began: what is newly true: the nearest to the asker first, of equally near what somebody of its sectors is
            behind, then the newest, then by relation; without an asker the newest first.
        began_count: how many there are.
        ended: what has ended, likewise.
        ended_count: how many there are.
        undated_count: relations that concern the market, have not ended, and of which nobody says when they began: they
            cannot be new by date.
        coarse_count: relations that concern it and are dated by the year or month of `since` alone, or by its first
            day, which is before `since`: whether they are new is not known.
        own_count: how much is left out since it is the asker's own: its relations, and contexts in which it takes part.
    """

    party: Internal[Party | None]
    market: MarketNode
    since: PartialDay
    began: Annotated[list[Signal], Some(10)]
    began_count: int
    ended: Annotated[list[Signal], Some(10)]
    ended_count: int
    undated_count: int
    coarse_count: int
    own_count: int
    of: Internal["_Market"]

    @property
    def asker(self) -> OrganisationNode | None:
        """Who asks; null where nobody does, or one who is not in the graph."""
        return None if self.party is None else self.party.node

    @cached_property
    def _recorded(self) -> "_Told":
        return self.of.recorded()

    @property
    def recorded(self) -> Annotated[list[Signal], Some(10)]:
        """Not new, but newly read since: relations that began before, or nobody knows when; in the same order."""
        return self._recorded.shown

    @property
    def recorded_count(self) -> int:
        """How many there are."""
        return self._recorded.count

    @property
    def nothing(self) -> str | None:
        """Why nothing is new and nothing has ended; null where something has."""
        if self.began_count or self.ended_count:
            return None
        count = self.undated_count
        undated = f"; of {count} relations there nobody says since when they hold" if count else ""
        return f"Nothing that concerns it is dated since then{undated}."


def signals(day: Day, market: str, since: str, asker: Asker | None = None) -> SignalsAnswer:
    """What has begun and ended in a market since a date, up to the day.

    A relation *concerns* a market if it leads to it, or from it, if it leads into a context that takes place there, or
    if one end is an organisation located there: then ties, participations, successions and what describes, but not what
    the organisation does in other markets. It is *new* if the first day that any statement names is on or after the
    first day of ``since`` and not after the day, and it has not ended; a participation without dates has those of its
    context. It has *ended* if nothing says that it goes on, and its last day is in that time. Relations of one kind
    with the same other end, role, name and day are one signal (of who funds, operates or runs those from the same one),
    and so are all into one context. Beside relations there are organisations located there that were founded or
    dissolved, and contexts that take place there, or are open to those based there, and begin, or end. What is over
    again is told as ended only; an event that recurs does not end with its last known one. An interest in a market of
    who serves it, or is active in it, from or until the same day is not told beside that. What an asker has itself, and
    contexts in which it takes part, are left out.

    *Near* is what the best route of at most three introductions leads to, as for a question about this market: of a
    signal to whoever is behind it, from wherever. Behind a relation are its two ends, behind a context all who take
    part in it. The nearest come first, of equally near those of which somebody behind them works in a sector of the
    asker's, then the newest, then by the first relation; without an asker the newest.

    What is *recorded* since is told apart: a snapshot keeps when a source was read, and not in which revision it was
    loaded, so that what is new since a revision is not to be had from it.

    Args:
        day: on which to stand.
        market: code or name.
        since: a date, not after the day; a partial one from its first day.
        asker: who asks; None: nobody.

    Raises:
        InputError: the market or asker is unknown, or ``since`` is no date, or lies after the day.
    """
    position = day.market(market, "market")
    began = _first_day(day, since)
    party = None if asker is None else understand(day, asker)
    of = _Market(day, position, began, party)
    new, over = of.began(), of.ended()
    return SignalsAnswer(
        day.header, party, day.first_market + position, since, new.shown, new.count, over.shown, over.count,
        of.undated(), of.coarse(), new.own + over.own, of,
    )  # fmt: skip


def _first_day(day: Day, since: str) -> int:
    try:
        found = first_day(since)
    except ValueError as error:
        raise InputError(
            f"{since!r} is no date.", code="bad_date", value=since, where="since",
            suggestion="Write YYYY, YYYY-MM or YYYY-MM-DD.",
        ) from error  # fmt: skip
    if found > day.on.day:
        raise InputError(
            f"{since} lies after {day.as_of}, the day of the answer.", code="since_after_day", value=since,
            where="since", suggestion="Give an earlier date, or a later day with asOf.",
        )  # fmt: skip
    return found


@dataclass(frozen=True)
class _Told:
    """Signals in order, of which so many are shown.

    Attributes:
        own: how many more are the asker's own.
    """

    shown: list[Signal]
    count: int
    own: int


_DAYS: Final = {SignalChange.BEGAN: ("founded", "start"), SignalChange.ENDED: ("dissolved", "end")}
"""What is told of an organisation, and of a context."""


class _Market:
    """What concerns one market, by when it began and ended."""

    def __init__(self, day: Day, market: int, since: int, party: Party | None) -> None:
        self.day, self.market, self.since = day, market, since
        self.days = relation_days(day)
        self.contexts = contexts_in(day, market)
        self.asker = None if party is None else party.node
        self.sectors = [] if party is None else without_cross(day.snapshot, party.sectors).tolist()
        self.nearness = None if party is None else Nearness(day, party, market)

    def began(self) -> _Told:
        """What is newly true."""
        facts = self.day.facts
        relations = self._concerning(self._within(self.days.began) & self.day.on.worths.lives)
        once = np.where(contexts_over(self.day) == UNKNOWN_DAY, facts.context_start, UNKNOWN_DAY)
        things = self._things(facts.founded, ~self.day.on.after.gone, once)
        return self._told(SignalChange.BEGAN, relations, self.days.began, things)

    def ended(self) -> _Told:
        """What has ended."""
        facts = self.day.facts
        relations = self._concerning(self._within(self.days.ended))
        over = np.where(event_days(self.day.snapshot).recurs, UNKNOWN_DAY, contexts_over(self.day))
        things = self._things(facts.dissolved, self.day.on.after.gone, over)
        return self._told(SignalChange.ENDED, relations, self.days.ended, things)

    def recorded(self) -> _Told:
        """What is newly read, and is not new."""
        old = self.days.began < self.since  # as are those of which nobody says when they began
        relations = self._concerning(self._within(self.days.read) & old & self.day.on.worths.lives)
        unknown = np.full(len(self.day.facts.context_start), UNKNOWN_DAY)
        nobody = np.zeros(0, dtype=np.int32)
        return self._told(SignalChange.RECORDED, relations, self.days.read, Things(nobody, nobody, unknown, nobody))

    def undated(self) -> int:
        """How many relations there are undated."""
        return len(self._concerning((self.days.began == UNKNOWN_DAY) & self.day.on.worths.lives))

    def coarse(self) -> int:
        """How many there may be new or not, by the year or month of ``since``."""
        since = date.fromordinal(self.since)
        firsts = {since.replace(month=1, day=1).toordinal(), since.replace(day=1).toordinal()} - {self.since}
        return len(self._concerning(np.isin(self.days.began, sorted(firsts)) & self.day.on.worths.lives))

    def _within(self, days: I4) -> B1:
        return np.asarray((days >= self.since) & (days <= self.day.on.day))

    def _concerning(self, mask: B1) -> I4:
        look()
        found = np.flatnonzero(mask).astype(np.int32)
        return found[concerns(self.day, self.market, found, self.contexts)]

    def _things(self, organisation_days: I4, counts: B1, context_days: I4) -> Things:
        there = counts & (self.day.facts.country == self.market) & self._within(organisation_days)
        within = np.where(self._within(context_days), context_days, UNKNOWN_DAY)
        organisation = np.flatnonzero(there).astype(np.int32)
        placed = self.contexts[within[self.contexts - self.day.sections.range("context").start] != UNKNOWN_DAY]
        return Things(organisation, organisation_days[organisation], within, placed)

    def _told(self, change: SignalChange, relations: I4, days: I4, things: Things) -> _Told:
        relations = without_plans(self.day, relations, days[relations])
        news = gather(self.day, relations, days[relations], things, self.asker)
        look()
        counts = np.ones(len(news.when), dtype=np.bool_)
        counts[news.pair_signal[news.pair_organisation == self.asker]] = False
        pair_cost = self._pair_costs(news)
        cost = np.full(len(news.when), 0 if self.nearness is None else INFINITE, dtype=np.int64)
        np.minimum.at(cost, news.pair_signal, pair_cost)
        order = np.lexsort((news.first, -news.when, ~in_sectors(self.day, news, self.sectors), cost))
        first = order[counts[order]][:SHOWN_AT_MOST].tolist()
        shown = [Signal(self, news, at, int(cost[at]), pair_cost, change) for at in first]
        return _Told(shown, int(counts.sum()), int((~counts).sum()))

    def _pair_costs(self, news: News) -> I8:
        """Cost of the best route to each organisation behind each signal; without an asker all are as near."""
        if self.nearness is None:
            return np.zeros(len(news.pair_organisation), dtype=np.int64)
        nodes, place = np.unique(news.pair_organisation, return_inverse=True)
        found: I8 = self.nearness.costs(nodes)[place]
        return found
