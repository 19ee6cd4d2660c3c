"""Events still to come at which an organisation can meet some others, or those of its sectors in some markets."""

from calendar import month_name
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Final

from graph.dates import first_day, last_day
from graph.kinds import EVENT
from graph.relations import RELATION_KINDS, Carries
from graph.snapshot.on_day import Day
from queries.reading.contexts import contexts_of_kind
from queries.reading.nodes import ContextNode, Internal, MarketOfCode, Some
from queries.reading.related import related
from queries.reading.relation import Relation
from queries.reading.sectors import sectors_named

_UNKNOWN_TIME: Final = 10**6
_TAKING_PART: Final = [
    kind.name for kind in RELATION_KINDS.values() if kind.carries is Carries.PARTICIPATION and EVENT in kind.targets
]


@dataclass(frozen=True)
class Meeting:
    """An event at which one can meet some organisations, or those of one's sectors in a market.

    Attributes:
        event: the event, with its host's page and source.
        market: where it is, if that is one of the markets asked about; else null.
        meets: the relations by which the organisations organise or attend it; none where it only is in the market.
        shares_sector: whether it is about a sector of the asker.
    """

    day: Internal[Day]
    event: ContextNode
    market: MarketOfCode | None
    meets: Annotated[list[Relation], Some(5)]
    shares_sector: bool

    @cached_property
    def record(self) -> Internal[dict[str, Any]]:
        """All that is said of it."""
        return self.day.record(self.event)

    @property
    def when(self) -> str:
        """When it is: its dates, else how often and in which month it recurs, as far as that is recorded."""
        start, end = self.record.get("start"), self.record.get("end")
        if start is not None and not _is_past(self.record, self.day.on.day):
            return start if end in (None, start) else f"{start} to {end}"
        cadence, month = self.record.get("cadence"), self.record.get("month")
        told = [*([cadence] if cadence else []), *([f"in {month_name[month]}"] if month else [])]
        return f"{', '.join(told)}; the next date is not recorded" if told else "its date is not recorded"

    @property
    def place(self) -> Internal[tuple[bool, int, int]]:
        """Where it stands among others: those to meet first, then by how soon, then by id."""
        return not self.meets, _days_ahead(self.record, self.day.on.day), self.event


def meetings(
    day: Day, organisations: Sequence[int], markets: Collection[int], sectors: Collection[int]
) -> tuple[list[Meeting], int]:
    """Events to come, and how many like them are over.

    An event counts if one of the organisations organises or attends it, or if it is in one of the markets, by the
    country of its record or by ``takes_place_in``, and about one of the sectors. It is over if its end, or without one
    its start, lies before the day and it does not recur.

    Args:
        day: to be read.
        organisations: to be met.
        markets: positions.
        sectors: nodes; cross-sector is none.
    """
    whom: dict[int, list[Relation]] = {}
    for organisation in organisations:
        for at in related(day.snapshot, organisation, _TAKING_PART, "OUT").tolist():
            if day.on.worths.lives[at]:
                whom.setdefault(int(day.facts.rel_target[at]), []).append(Relation(day, at))
    found, over = [], 0
    for event in contexts_of_kind(day.snapshot, EVENT):
        record = day.record(event)
        here = next((at for at in _markets_of(day, event, record) if at in markets), None)
        about = not set(sectors).isdisjoint(sectors_named(day, record.get("sectors")))
        if event not in whom and (here is None or not about):
            continue
        if _is_past(record, day.on.day) and not record.get("cadence"):
            over += 1
            continue
        code = None if here is None else day.snapshot.market_code(here)
        found.append(Meeting(day, event, code, whom.get(event, []), about))
    return sorted(found, key=lambda one: one.place), over


def _markets_of(day: Day, event: int, record: dict[str, Any]) -> Iterator[int]:
    """Where an event is, by position."""
    if record.get("country"):
        yield day.snapshot.market_position(record["country"])
    for at in related(day.snapshot, event, ["takes_place_in"], "OUT").tolist():
        if day.on.worths.lives[at]:
            yield int(day.facts.rel_target[at]) - day.first_market


def _is_past(record: dict[str, Any], today: int) -> bool:
    last = record.get("end") or record.get("start")
    return last is not None and last_day(last) < today


def _days_ahead(record: dict[str, Any], today: int) -> int:
    """Days until it begins; of one that recurs in a month, until that month begins."""
    start, month = record.get("start"), record.get("month")
    if start is not None and not _is_past(record, today):
        return max(0, first_day(start) - today)
    if month is None:
        return _UNKNOWN_TIME
    now = date.fromordinal(today)
    return max(0, date(now.year + (month < now.month), month, 1).toordinal() - today)
