"""Why an organisation counts as in a market, as of a day (design, sections 2 to 4)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.kinds import COMPANY, FORM_NAMES, ORGANISATION_KINDS, ORGANISATION_STATUSES, PUBLIC_BODY
from graph.relations import (
    HALVED,
    LOCATED_BASE,
    LOCATED_COMPANY_BASE,
    LOCATED_CREDIT_OFFICE_BASE,
    LOCATED_OFFICE_BASE,
    LOCATED_OUTWARD_BASE,
    NOTHING,
    PROMOTES_BASES,
    PROMOTES_ELSEWHERE,
    REGIONAL,
    RELATION_KINDS,
    Carries,
)
from graph.snapshot.columns import row_of
from graph.snapshot.day.mandates import AGENCY, PROMOTING_ROLES, Mandates, is_office
from graph.snapshot.day.succession import Held, Succession
from graph.snapshot.day.worth import CODE, KINDS, RelationWorth, StatementState, costs, recency
from graph.snapshot.facts import B1, F8, I4, Facts, Sections

_GIVES_PRESENCE = np.array([kind.carries is Carries.PRESENCE for kind in KINDS])
_PARTICIPATION = np.array([kind.carries is Carries.PARTICIPATION for kind in KINDS])
_HALVED_STATUSES = tuple(ORGANISATION_STATUSES.index(status) for status in ("suspended", "unknown"))
_COMPANY = ORGANISATION_KINDS.index(COMPANY)
_PUBLIC_BODY = ORGANISATION_KINDS.index(PUBLIC_BODY)
_CREDIT = FORM_NAMES.index("export_credit")
_INNOVATION = FORM_NAMES.index("innovation_agency")
_PROMOTES = CODE["promotes"]
_ROLE_BASES = np.array([PROMOTES_ELSEWHERE if role == REGIONAL else PROMOTES_BASES[role] for role in PROMOTING_ROLES])
LOCATED = -1
"""Instead of a relation: the organisation is located there."""


@dataclass(frozen=True, slots=True)
class Presences:
    """Presence by market; P (market, organisation) pairs, Q reasons.

    What depends on the asker is told at its least: innovation agencies and public bodies as for companies, regional
    agencies as for sectors of which their region has no cluster organisation, nothing of what standing gives.

    Attributes:
        market_ptr: (M+1) pairs of market m, by organisation.
        organisation: (P).
        value: (P) the best reason, halved where the status is unknown or suspended.
        cost: (P) integer cost of ``value``.
        reason_ptr: (P+1) reasons of each pair.
        relation: (Q) the relation that gives it; LOCATED.
        participation: (Q) of a context's place the participation that leads there; -1.
        base, recency, factor: (Q) whose product is the reason's worth.
        confidence: (Q) shown beside it; it does not count.
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
        at = span.start + row_of(self.organisation[span], organisation)
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
    promoted = set(zip(mandated.promoted_agency.tolist(), mandated.promoted_market.tolist(), strict=True))
    columns = [
        _located(facts, after, mandated),
        _promoting(worths, mandated),
        _by_relation(facts, market_start, worths, held),
        _by_context(facts, market_start, states, worths, held),
    ]
    market, organisation, relation, participation, base, fresh, confidence, factor = (
        np.concatenate([part[position] for part in columns]) for position in range(8)
    )
    worth = base * fresh * factor
    kept = (worth >= NOTHING) & _is_told(facts, promoted, market, organisation, relation)
    market, organisation, relation, participation, base, fresh, confidence, factor, worth = (
        column[kept]
        for column in (market, organisation, relation, participation, base, fresh, confidence, factor, worth)
    )
    order = np.lexsort((participation, relation, -confidence, -worth, organisation, market))
    market, organisation, worth = market[order], organisation[order], worth[order]
    first = np.flatnonzero((np.diff(market, prepend=-1) != 0) | (np.diff(organisation, prepend=-1) != 0))
    value = worth[first] * np.where(halved(facts)[organisation[first]], HALVED, 1.0)
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


def halved(facts: Facts) -> B1:
    """(N) whether an organisation's presence counts by half, since its status is unknown or suspended."""
    return np.isin(facts.status, _HALVED_STATUSES)


def is_halved(facts: Facts, organisation: int) -> bool:
    """Whether the presence of one counts by half."""
    return int(facts.status[organisation]) in _HALVED_STATUSES


def innovates(facts: Facts) -> B1:
    """(N) whether an organisation is an innovation agency."""
    return np.asarray((facts.kind == AGENCY) & (facts.form == _INNOVATION))


def _is_told(
    facts: Facts, promoted: set[tuple[int, int]], market: I4, organisation: I4, relation: I4
) -> NDArray[np.bool_]:
    """(Q) whether a reason counts: an agency that promotes the market has only the presence of that."""
    told = np.ones(len(market), dtype=np.bool_)
    for at in np.flatnonzero(facts.kind[organisation] == AGENCY).tolist():
        if (int(organisation[at]), int(market[at])) in promoted:
            told[at] = relation[at] != LOCATED and facts.rel_kind[relation[at]] == _PROMOTES
    return told


def _located(facts: Facts, after: Succession, mandated: Mandates) -> _Columns:
    base = np.full(len(facts.kind), LOCATED_BASE)
    base[is_office(facts)] = LOCATED_OFFICE_BASE
    base[_of_export_credit(facts, mandated)] = LOCATED_CREDIT_OFFICE_BASE
    base[facts.kind == _COMPANY] = LOCATED_COMPANY_BASE
    base[facts.kind == _PUBLIC_BODY] = LOCATED_OUTWARD_BASE
    agency = facts.kind == AGENCY
    has_home = np.zeros(len(facts.kind), dtype=np.bool_)
    has_home[mandated.home_agency] = True
    at_home = np.zeros(len(facts.kind), dtype=np.bool_)
    at_home[mandated.home_agency[mandated.home_market == facts.country[mandated.home_agency]]] = True
    base[agency & (at_home | ~has_home)] = LOCATED_OUTWARD_BASE
    base[innovates(facts)] = LOCATED_OUTWARD_BASE
    base[agency & (facts.form == _CREDIT)] = 0.0
    living = np.flatnonzero(~after.gone & (base > 0)).astype(np.int32)
    none = np.full(len(living), LOCATED, dtype=np.int32)
    one = np.ones(len(living))
    return facts.country[living], living, none, none, base[living], one, facts.confidence[living], one


def _of_export_credit(facts: Facts, mandated: Mandates) -> B1:
    """(N) an office all of whose operators are export credit agencies."""
    owner = np.repeat(np.arange(len(facts.kind)), np.diff(mandated.operator_ptr))
    credit = (facts.kind == AGENCY) & (facts.form == _CREDIT)
    found = np.zeros(len(facts.kind), dtype=np.bool_)
    found[owner[credit[mandated.operator]]] = True
    found[owner[~credit[mandated.operator]]] = False
    return found & is_office(facts)


def _promoting(worths: RelationWorth, mandated: Mandates) -> _Columns:
    at = mandated.promoted_relation
    none, one = np.full(len(at), -1, dtype=np.int32), np.ones(len(at))
    base = _ROLE_BASES[mandated.promoted_role]
    return mandated.promoted_market, mandated.promoted_agency, at, none, base, one, worths.confidence[at], one


def _by_relation(facts: Facts, market_start: int, worths: RelationWorth, held: Held) -> _Columns:
    kind = facts.rel_kind[held.relation]
    giving = held.where(_GIVES_PRESENCE[kind] & (kind != _PROMOTES))
    at = giving.relation
    none = np.full(len(at), -1, dtype=np.int32)
    return (
        giving.target - market_start, giving.source, at.astype(np.int32), none,
        worths.base[at], worths.recency[at], worths.confidence[at], giving.factor,
    )  # fmt: skip


def _by_context(facts: Facts, market_start: int, states: StatementState, worths: RelationWorth, held: Held) -> _Columns:
    """Participants of a context that takes place in a market are active there, until their participation has ended.

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
            if not fresh or not worths.lives[place]:
                continue
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
    """(recency, confidence) of the participation's freshest statement that has not ended; zeros if all have."""
    best = (0.0, 0.0)
    for statement in range(facts.statement_ptr[participation], facts.statement_ptr[participation + 1]):
        if states.exists[statement] and not states.ended[statement]:
            fresh = recency(int(states.plan_age[statement]), half_life)
            best = max(best, (fresh, min(confidence, float(facts.confidence_of[statement]))))
    return best
