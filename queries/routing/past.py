"""Presence that has ended: who was in a market, and until when."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from graph.dates import last_day
from graph.relations import RELATION_KINDS, Carries
from graph.snapshot.day.standing import Standing
from graph.snapshot.facts import UNKNOWN_DAY
from graph.snapshot.snapshot import Snapshot
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


def past_presences(snapshot: Snapshot, on: Standing, area: Area) -> list[PastPresence]:
    """Living organisations whose presence in a market has ended: the latest first, unknown ends last, then by id."""
    start = snapshot.sections.range("market").start
    found = []
    for market in area.markets:
        ended: dict[int, list[Relation]] = {}
        for relation in _ended(snapshot, on, start + market):
            for holder in _holders(on, relation.source):
                if _counts(snapshot, on, area, market, holder) and not _is_present(snapshot, on, area, holder):
                    ended.setdefault(holder, []).append(relation)
        code = snapshot.market_code(market)
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
    end: str | None = relation.snapshot.record(relation.target).get("end")
    return end


def _day(end: str | None) -> int:
    """The last day; before all others where it is not known."""
    return 0 if end is None else last_day(end)


def _counts(snapshot: Snapshot, on: Standing, area: Area, market: int, organisation: int) -> bool:
    return bool(present_counts(snapshot, on, area, market, np.array([organisation], dtype=np.int32))[0])


def _is_present(snapshot: Snapshot, on: Standing, area: Area, organisation: int) -> bool:
    """Whether an organisation is in any of the markets today."""
    return any(
        on.present.pair(market, organisation) is not None and _counts(snapshot, on, area, market, organisation)
        for market in area.markets
    )


def _holders(on: Standing, organisation: int) -> list[int]:
    """Who answers for an organisation: itself while it lives, else its heirs."""
    if not on.after.gone[organisation]:
        return [organisation]
    return [heir for heir, _ in on.after.heirs.get(organisation, [])]


def _ended(snapshot: Snapshot, on: Standing, market: int) -> Iterator[Relation]:
    """What has begun and ended of what gave presence in a market (node), participations in contexts there among it."""
    for position in related(snapshot, market, _KINDS, "IN").tolist():
        if _is_over(snapshot, on, position):
            yield Relation(snapshot, on, position)
    for place in related(snapshot, market, ("takes_place_in",), "IN").tolist():
        if on.worths.best[place] < 0:
            continue
        context = int(snapshot.facts.rel_source[place])
        for position in related(snapshot, context, _PARTICIPATIONS, "IN").tolist():
            began = on.worths.best[position] >= 0
            if began and (not on.worths.lives[place] or _is_over(snapshot, on, position)):
                yield Relation(snapshot, on, position)


def _is_over(snapshot: Snapshot, on: Standing, relation: int) -> bool:
    """Whether a relation has begun, and has ended since."""
    said = list(snapshot.statements_of(relation))
    began = [at for at in said if snapshot.facts.since[at] == UNKNOWN_DAY or snapshot.facts.since[at] <= on.day]
    return any(on.states.ended[at] for at in began)
