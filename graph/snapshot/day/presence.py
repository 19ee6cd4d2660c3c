"""Why an organisation counts as in a market, as of a day (design, sections 2 to 4)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.kinds import COMPANY, ORGANISATION_KINDS, ORGANISATION_STATUSES
from graph.relations import (
    HALVED,
    LOCATED_BASE,
    LOCATED_COMPANY_BASE,
    LOCATED_OFFICE_BASE,
    LOCATED_OUTWARD_AGENCY_BASE,
    RELATION_KINDS,
    Carries,
)
from graph.snapshot.day.mandates import AGENCY, Mandates, home_markets, is_office
from graph.snapshot.day.succession import Held, Succession
from graph.snapshot.day.worth import CODE, KINDS, RelationWorth, StatementState, costs, recency
from graph.snapshot.facts import F8, I4, Facts, Sections

_GIVES_PRESENCE = np.array([kind.carries is Carries.PRESENCE for kind in KINDS])
_PARTICIPATION = np.array([kind.carries is Carries.PARTICIPATION for kind in KINDS])
_HALVED_STATUSES = tuple(ORGANISATION_STATUSES.index(status) for status in ("suspended", "unknown"))
_IS_COMPANY = ORGANISATION_KINDS.index(COMPANY)
LOCATED = -1
"""Instead of a relation: the organisation is located there."""


@dataclass(frozen=True, slots=True)
class Presences:
    """Presence by market; P (market, organisation) pairs, Q reasons.

    Attributes:
        market_ptr: (M+1) pairs of market m, by organisation.
        organisation: (P).
        value: (P) the best reason, halved where the status is unknown or suspended; courtesy is the asker's affair.
        cost: (P) integer cost of ``value``.
        reason_ptr: (P+1) reasons of each pair.
        relation: (Q) the relation that gives it; LOCATED.
        participation: (Q) of a context's place the participation that leads there; -1.
        base, recency, confidence, factor: (Q) whose product is the reason's worth.
    """

    market_ptr: NDArray[np.int64]
    organisation: I4
    value: F8
    cost: I4
    reason_ptr: NDArray[np.int64]
    relation: I4
    participation: I4
    base: F8
    recency: F8
    confidence: F8
    factor: F8

    def of_market(self, market: int) -> slice:
        """Pairs of a market."""
        return slice(int(self.market_ptr[market]), int(self.market_ptr[market + 1]))

    def pair(self, market: int, organisation: int) -> int | None:
        """Position of a pair; None where the organisation has no presence in the market."""
        span = self.of_market(market)
        at = span.start + int(np.searchsorted(self.organisation[span], organisation))
        return at if at < span.stop and self.organisation[at] == organisation else None


_Columns = tuple[I4, I4, I4, I4, F8, F8, F8, F8]


def presences(
    facts: Facts,
    sections: Sections,
    states: StatementState,
    worths: RelationWorth,
    after: Succession,
    held: Held,
    mandated: Mandates,
) -> Presences:
    """Presence of every living organisation in every market."""
    market_start = sections.range("market").start
    columns = [
        _located(facts, after, mandated),
        _by_relation(facts, market_start, worths, held),
        _by_context(facts, market_start, states, worths, held),
    ]
    market, organisation, relation, participation, base, fresh, confidence, factor = (
        np.concatenate([part[position] for part in columns]) for position in range(8)
    )
    worth = base * fresh * confidence * factor
    order = np.lexsort((participation, relation, -worth, organisation, market))
    market, organisation, worth = market[order], organisation[order], worth[order]
    first = np.flatnonzero((np.diff(market, prepend=-1) != 0) | (np.diff(organisation, prepend=-1) != 0))
    value = worth[first] * np.where(np.isin(facts.status[organisation[first]], _HALVED_STATUSES), HALVED, 1.0)
    markets = len(sections.range("market"))
    return Presences(
        np.searchsorted(market[first], np.arange(markets + 1)),
        organisation[first].astype(np.int32),
        value,
        costs(value),
        np.append(first, len(order)).astype(np.int64),
        relation[order].astype(np.int32),
        participation[order].astype(np.int32),
        base[order],
        fresh[order],
        confidence[order],
        factor[order],
    )


def _located(facts: Facts, after: Succession, mandated: Mandates) -> _Columns:
    base = np.full(len(facts.kind), LOCATED_BASE)
    base[is_office(facts)] = LOCATED_OFFICE_BASE
    base[facts.kind == _IS_COMPANY] = LOCATED_COMPANY_BASE
    at_home = home_markets(mandated.home)
    for agency in np.flatnonzero(facts.kind == AGENCY).tolist():
        here = (agency, int(facts.country[agency]))
        if here in at_home and here not in mandated.promoted:
            base[agency] = 0.0 if facts.export_credit[agency] else LOCATED_OUTWARD_AGENCY_BASE
    living = np.flatnonzero(~after.gone & (base > 0)).astype(np.int32)
    none = np.full(len(living), LOCATED, dtype=np.int32)
    one = np.ones(len(living))
    return facts.country[living], living, none, none, base[living], one, facts.confidence[living], one


def _by_relation(facts: Facts, market_start: int, worths: RelationWorth, held: Held) -> _Columns:
    giving = held.where(_GIVES_PRESENCE[facts.rel_kind[held.relation]])
    at = giving.relation
    none = np.full(len(at), -1, dtype=np.int32)
    return (
        giving.target - market_start, giving.source, at.astype(np.int32), none,
        worths.base[at], worths.recency[at], worths.confidence[at], giving.factor,
    )  # fmt: skip


def _by_context(facts: Facts, market_start: int, states: StatementState, worths: RelationWorth, held: Held) -> _Columns:
    """Participants of a context that takes place in a market are active there.

    At the lower confidence of participation and place, and as fresh as the participation is.
    """
    active = RELATION_KINDS["active_in"]
    kind = facts.rel_kind[held.relation]
    places = held.where(kind == CODE["takes_place_in"])
    taking_part = held.where(_PARTICIPATION[kind] & np.isin(held.target, places.source))
    rows = []
    for place, context, market in zip(
        places.relation.tolist(), places.source.tolist(), places.target.tolist(), strict=True
    ):
        for at in np.flatnonzero(taking_part.target == context).tolist():
            participation = int(taking_part.relation[at])
            fresh, confidence = _best_stay(
                facts, states, participation, float(worths.confidence[place]), active.half_life or 0.0
            )
            rows.append(
                (
                    market - market_start,
                    int(taking_part.source[at]),
                    place,
                    participation,
                    active.base,
                    fresh,
                    confidence,
                    float(taking_part.factor[at]),
                )
            )
    whole = np.array([row[:4] for row in rows], dtype=np.int32).reshape(-1, 4)
    real = np.array([row[4:] for row in rows], dtype=np.float64).reshape(-1, 4)
    return whole[:, 0], whole[:, 1], whole[:, 2], whole[:, 3], real[:, 0], real[:, 1], real[:, 2], real[:, 3]


def _best_stay(
    facts: Facts, states: StatementState, participation: int, confidence: float, half_life: float
) -> tuple[float, float]:
    """(recency, confidence) of the participation's statement that makes the stay worth most."""
    best = (0.0, 0.0)
    for statement in range(facts.statement_ptr[participation], facts.statement_ptr[participation + 1]):
        if states.exists[statement]:
            age = int(states.age[statement])
            fresh = 0.5 if age < 0 else recency(age, half_life)
            stay = (fresh, min(confidence, float(facts.confidence_of[statement])))
            best = max(best, stay, key=lambda one: one[0] * one[1])
    return best
