"""Events still to come at which one can meet some organisations, or those of some sectors in some markets."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final

from graph.kinds import EVENT
from graph.relations import RELATION_KINDS, Carries
from graph.snapshot.on_day import Day
from queries.reading.events import EventSaid, EventState, events_said
from queries.reading.nodes import ContextNode, Internal, MarketNode, Some
from queries.reading.related import related
from queries.reading.relation import Relation

_UNKNOWN_TIME: Final = 10**6
_TAKING_PART: Final = [
    kind.name for kind in RELATION_KINDS.values() if kind.carries is Carries.PARTICIPATION and EVENT in kind.targets
]


@dataclass(frozen=True)
class Meeting:
    """An event at which one can meet some organisations, or those of one's sectors in a market.

    Attributes:
        market: where it is, if that is one of the markets asked about; else null.
        meets: the relations by which the organisations organise or attend it; none where it only is in the market.
        shares_sector: whether it is about a sector of the asker.
    """

    day: Internal[Day]
    said: Internal[EventSaid]
    market: MarketNode | None
    meets: Annotated[list[Relation], Some(5)]
    shares_sector: bool

    @property
    def event(self) -> ContextNode:
        """The event, with its page and sources."""
        return self.said.node

    @property
    def when(self) -> str:
        """When it is: its dates, else how often and in which month it recurs, as far as that is recorded."""
        if self.said.state_on(self.day.on.day) is EventState.RECURRING:
            return f"{self.said.rhythm}; the next date is not recorded"
        return self.said.when

    @property
    def place(self) -> Internal[tuple[bool, int, int]]:
        """Where it stands among others: those to meet first, then by how soon, then by id."""
        return not self.meets, self._days_ahead, self.event

    @property
    def _days_ahead(self) -> int:
        """Days until it begins; of one that recurs in a month, until that month begins."""
        today, said = self.day.on.day, self.said
        if said.first is not None and said.state_on(today) is not EventState.RECURRING:
            return max(0, said.first - today)
        if said.month is None:
            return _UNKNOWN_TIME
        now = date.fromordinal(today)
        return max(0, date(now.year + (said.month < now.month), said.month, 1).toordinal() - today)


def meetings(
    day: Day, organisations: Sequence[int], markets: Collection[int], sectors: Collection[int]
) -> tuple[list[Meeting], int]:
    """Events to come, and how many like them are over (``EventState``).

    An event counts if one of the organisations organises or attends it, or if it is in one of the markets, by the
    country of its record or by ``takes_place_in``, and about one of the sectors. First those where one of the
    organisations is, then the sooner ones, then by id; of those that recur in a month, that month counts.

    Args:
        day: to be read.
        organisations: to be met.
        markets: nodes.
        sectors: nodes; cross-sector is none.
    """
    whom: dict[int, list[Relation]] = {}
    for organisation in organisations:
        for at in related(day.snapshot, organisation, _TAKING_PART, "OUT").tolist():
            if day.on.worths.lives[at]:
                whom.setdefault(int(day.facts.rel_target[at]), []).append(Relation(day, at))
    found, over = [], 0
    for said in events_said(day.snapshot):
        here = next((market for market in _markets_of(day, said) if market in markets), None)
        about = not set(sectors).isdisjoint(said.sectors)
        if said.node not in whom and (here is None or not about):
            continue
        if said.state_on(day.on.day) is EventState.PAST:
            over += 1
        else:
            found.append(Meeting(day, said, here, whom.get(said.node, []), about))
    return sorted(found, key=lambda one: one.place), over


def _markets_of(day: Day, said: EventSaid) -> Iterator[int]:
    if said.market is not None:
        yield said.market
    for at in related(day.snapshot, said.node, ["takes_place_in"], "OUT").tolist():
        if day.on.worths.lives[at]:
            yield int(day.facts.rel_target[at])
