"""Presence that has ended: who was in a market, and until when."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from graph.dates import last_day
from graph.relations import RELATION_KINDS, Carries
from graph.snapshot.day.standing import Standing
from graph.snapshot.facts import UNKNOWN_DAY
from graph.snapshot.on_day import Day
from queries.reading.nodes import MarketOfCode, OrganisationNode, PartialDay, Some
from queries.reading.related import related
from queries.reading.relation import Relation
from queries.routing.target import Area, present_counts

_KINDS = ("serves", "active_in")
_PARTICIPATIONS = tuple(kind.name for kind in RELATION_KINDS.values() if kind.carries is Carries.PARTICIPATION)


@dataclass(frozen=True)
class PastPresence:
    """That an organisation was in the market, and is not any more.

    Attributes:
        organisation: which one.
        market: in which market it was.
        relations: the relations that have ended, the latest first.
    """

    organisation: OrganisationNode
    market: MarketOfCode
    relations: Annotated[tuple[Relation, ...], Some(3)]

    @property
    def until(self) -> PartialDay | None:
        """The last day stated; null where nobody says when it ended."""
        return max((end for one in self.relations if (end := _end(one)) is not None), key=last_day, default=None)


def past_presences(day: Day, area: Area) -> list[PastPresence]:
    """Living organisations whose presence in a market has ended: the latest first, unknown ends last, then by id."""
    start = day.first_market
    found = []
    for market in area.markets:
        ended: dict[int, list[Relation]] = {}
        for relation in _ended(day, start + market):
            for holder in _holders(day.on, relation.source):
                if _counts(day, area, market, holder) and not _is_present(day, area, holder):
                    ended.setdefault(holder, []).append(relation)
        code = day.snapshot.market_code(market)
        found += [
            PastPresence(node, code, tuple(sorted(some, key=lambda one: (_day(_end(one)), one.position), reverse=True)))
            for node, some in ended.items()
        ]
    return sorted(sorted(found, key=lambda one: one.organisation), key=lambda one: _day(one.until), reverse=True)


def _end(relation: Relation) -> str | None:
    """When a relation ended: the latest end stated, or of a participation without dates that of its context."""
    stated = relation.latest_end
    if stated is not None or relation.since is not None or relation.kind not in _PARTICIPATIONS:
        return stated
    end: str | None = relation.day.record(relation.target).get("end")
    return end


def _day(end: str | None) -> int:
    """The last day; before all others where it is not known."""
    return 0 if end is None else last_day(end)


def _counts(day: Day, area: Area, market: int, organisation: int) -> bool:
    return bool(present_counts(day, area, market, np.array([organisation], dtype=np.int32))[0])


def _is_present(day: Day, area: Area, organisation: int) -> bool:
    """Whether an organisation is in any of the markets today."""
    return any(
        day.on.present.pair(market, organisation) is not None and _counts(day, area, market, organisation)
        for market in area.markets
    )


def _holders(on: Standing, organisation: int) -> list[int]:
    """Who answers for an organisation: itself while it lives, else its heirs."""
    if not on.after.gone[organisation]:
        return [organisation]
    return [heir for heir, _ in on.after.heirs.get(organisation, [])]


def _ended(day: Day, market: int) -> Iterator[Relation]:
    """What has begun and ended of what gave presence in a market (node), participations in contexts there among it."""
    on = day.on
    for position in related(day.snapshot, market, _KINDS, "IN").tolist():
        if _is_over(day, position):
            yield Relation(day, position)
    for place in related(day.snapshot, market, ("takes_place_in",), "IN").tolist():
        if on.worths.best[place] < 0:
            continue
        context = int(day.facts.rel_source[place])
        for position in related(day.snapshot, context, _PARTICIPATIONS, "IN").tolist():
            began = on.worths.best[position] >= 0
            if began and (not on.worths.lives[place] or _is_over(day, position)):
                yield Relation(day, position)


def _is_over(day: Day, relation: int) -> bool:
    """Whether a relation has begun, and has ended since."""
    since, on = day.facts.since, day.on
    said = list(day.snapshot.statements_of(relation))
    began = [at for at in said if since[at] == UNKNOWN_DAY or since[at] <= on.day]
    return any(on.states.ended[at] for at in began)
