"""The markets of an organisation on a day: those in which it is present, and those in which it was."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from graph.dates import last_day
from graph.relations import Carries
from graph.snapshot.on_day import Day
from queries.reading.nodes import Internal, IsoDay, MarketNode, Some
from queries.reading.presence import PresenceReason, presences_of
from queries.reading.recorded import SIDES, Entry
from queries.reading.related import related
from queries.reading.relation import Relation
from queries.routing.explain import own_presence_told, relation_told


@dataclass(frozen=True)
class StockMarket:
    """A market in which an organisation is present, or was.

    Attributes:
        market: the market.
        over: whether every reason for it has ended.
        value: presence, by its best reason; 0 of one that is over.
        freshness: the best recency of its reasons, in (0, 1]; 0 of one that is over.
        reasons: why it counts as present, best first; none of one that is over.
        ended: the relations that put it there and have ended, of one that is over.
    """

    day: Internal[Day]
    organisation: Internal[int]
    market: MarketNode
    over: bool
    value: float
    freshness: float
    reasons: Annotated[list[PresenceReason], Some(3)]
    ended: Annotated[list[Relation], Some(3)]

    @property
    def last_held(self) -> IsoDay | None:
        """The last day at which a reason is known to have held; null where it is located there, or nobody says."""
        return _last_held(self.reasons, self.ended)

    @property
    def sentence(self) -> str:
        """Why, in words; in the past tense where it is over."""
        if self.over:
            return f"{'; '.join(dict.fromkeys(map(relation_told, self.ended)))}."
        return presence_sentence(self.day, self.organisation, self.reasons)


def _last_held(reasons: Sequence[PresenceReason], ended: Sequence[Relation] = ()) -> IsoDay | None:
    if any(one.relation is None for one in reasons):
        return None
    facts = [*(one.participation or one.relation for one in reasons), *ended]
    return max((fact.last_held or fact.latest_end or "" for fact in facts if fact is not None), default="") or None


def presence_sentence(day: Day, organisation: int, reasons: Sequence[PresenceReason]) -> str:
    """Why an organisation is in a market, and in which year that was last known, where that is an earlier one."""
    seen = last_known(day, _last_held(reasons))
    return f"{own_presence_told(day, organisation, reasons)}{f' ({seen[0]})' if seen else ''}."


def last_known(day: Day, held: str | None) -> list[str]:
    """That something is last known to have held in an earlier year than that of the day; nothing of a later one."""
    return [f"last known in {held[:4]}"] if held is not None and held[:4] < day.as_of[:4] else []


def own_markets(day: Day, node: int, entries: Sequence[Entry]) -> tuple[list[StockMarket], list[StockMarket]]:
    """(present, past) of an organisation: freshest first, then by presence, then by code; past ones the latest first.

    Args:
        day: to be read.
        node: the organisation.
        entries: what is on record of it.
    """
    present = []
    for presence in presences_of(day, node):
        reasons, market = presence.reasons, day.first_market + presence.position
        fresh = max(one.recency for one in reasons)
        present.append(StockMarket(day, node, market, False, presence.value, fresh, reasons, []))
    there = {one.market for one in present}
    ended: dict[int, list[Relation]] = {}
    for market, relations in _ended(day, entries):
        if market not in there:
            ended.setdefault(market, []).extend(relations)
    past = [StockMarket(day, node, market, True, 0.0, 0.0, [], relations) for market, relations in ended.items()]
    present.sort(key=lambda one: (-one.freshness, -one.value, one.market))
    past.sort(key=lambda one: (-(last_day(one.last_held) if one.last_held else 0), one.market))
    return present, past


def _ended(day: Day, entries: Sequence[Entry]) -> Iterator[tuple[int, list[Relation]]]:
    """Markets in which something that has ended put an organisation, with the relations that did."""
    for one in entries:
        kind, back = SIDES[one.side]
        if back or not one.over:
            continue
        ended = [Relation(day, at) for at in one.positions]
        if kind.carries is Carries.PRESENCE:
            yield one.other, ended
        elif kind.carries is Carries.PARTICIPATION:
            for place in related(day.snapshot, one.other, ("takes_place_in",), "OUT").tolist():
                if day.on.worths.exists[place]:
                    yield int(day.facts.rel_target[place]), [*ended, Relation(day, place)]
