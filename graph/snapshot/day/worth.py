"""What every relation is worth as of a day, before dilution and hand-over (design, section 4).

Powers and logarithms go through ``math``, value by value of few distinct ones, since array libraries round them
differently from one processor to the next.
"""

import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.dates import DAYS_PER_YEAR
from graph.relations import NOTHING, RELATION_KINDS, Carries
from graph.snapshot.columns import distinct
from graph.snapshot.facts import B1, F8, I4, STATUS_CURRENT, STATUS_ENDED, UNKNOWN_DAY, Facts, Sections

COST_PER_NAT: Final = 1 << 16
"""Integer cost of a strength of 1/e."""
INFINITE: Final = 1 << 30
"""Cost of what is nothing; beyond that of any route."""

KINDS: Final = tuple(RELATION_KINDS.values())
CODE: Final = {kind.name: code for code, kind in enumerate(KINDS)}
_BASE = np.array([kind.base for kind in KINDS])
_HALF_LIFE = np.array([kind.half_life or math.inf for kind in KINDS])
_WHEN_ENDED = np.array([kind.exists_when_ended for kind in KINDS])
_IS_PARTICIPATION = np.array([kind.carries is Carries.PARTICIPATION for kind in KINDS])
_IS_PRESENCE = np.array([kind.carries is Carries.PRESENCE for kind in KINDS])
FRESH: Final = 1.0
FADED_BY_HALF: Final = 0.5
"""Recency of what ended nobody knows when: a half-life ago."""


def cost(strength: float) -> int:
    """Integer cost of a strength up to 1: max(1, round(−ln strength × 2^16)), half to even; INFINITE for nothing.

    >>> cost(1.0), cost(0.5), cost(0.00009) == INFINITE
    (1, 45426, True)
    """
    return max(1, round(-math.log(strength) * COST_PER_NAT)) if strength >= NOTHING else INFINITE


def costs(strengths: F8) -> I4:
    """Integer costs of many strengths."""
    bits, place = distinct(strengths.view(np.int64))
    return np.array([cost(strength) for strength in bits.view(np.float64).tolist()], dtype=np.int32)[place]


def recency(age_days: int, half_life: float) -> float:
    """2^(−age / half-life), the age in days, the half-life in years; 1 for what does not fade.

    >>> recency(0, 6.0), recency(1461, 4.0)
    (1.0, 0.5)
    """
    return math.pow(2.0, -(age_days / DAYS_PER_YEAR) / half_life)


def _recencies(age_days: NDArray[np.int64], kind: NDArray[Any]) -> F8:
    """Recency by age and kind, which stand in one number."""
    keys, place = distinct(kind.astype(np.int64) << 32 | age_days)
    recencies = []
    for key in keys.tolist():
        years = float(_HALF_LIFE[key >> 32])
        recencies.append(FRESH if math.isinf(years) else recency(key & 0xFFFFFFFF, years))
    return np.array(recencies, dtype=np.float64)[place]


@dataclass(frozen=True, slots=True)
class StatementState:
    """Each statement as of a day.

    Attributes:
        exists: (S) it has begun, and is not an ended one of a kind that does not outlast its end.
        ended: (S) its period is over, or it says so.
        recency: (S) in (0, 1]; of participations by their own kind's half-life.
        age: (S) days since it was last known to hold; -1 for one that ended nobody knows when.
        held: (S) last day at which it is known to have held; UNKNOWN_DAY likewise.
        plan_age: (S) like ``age``, of what is not known to have held since it began counted from its first day.
    """

    exists: B1
    ended: B1
    recency: F8
    age: NDArray[np.int64]
    held: I4
    plan_age: NDArray[np.int64]


def statement_states(facts: Facts, sections: Sections, day: int) -> StatementState:
    """State of each statement as of ``day``.

    Ended comes before current: a statement that says both that it is current and that it ended is ended. Ages are never
    negative.
    """
    relation = np.repeat(np.arange(len(facts.rel_kind)), np.diff(facts.statement_ptr))
    kind = facts.rel_kind[relation]
    since, until = effective_dates(facts, sections, relation, kind)
    begun = (since == UNKNOWN_DAY) | (since <= day)
    has_end = until != UNKNOWN_DAY
    ended = (has_end & (until < day)) | (facts.state == STATUS_ENDED)
    current = ~ended & ((facts.state == STATUS_CURRENT) | has_end)
    seen = np.where(
        facts.retrieved != UNKNOWN_DAY, facts.retrieved, np.where(since != UNKNOWN_DAY, since, facts.declared)
    )
    # A target market is a plan: to read an old plan today does not renew it.
    planned = np.where(since != UNKNOWN_DAY, since, seen)
    seen = np.where(_IS_PRESENCE[kind], planned, seen)
    held = np.where(ended, until, np.where(current, day, seen)).astype(np.int32)
    unknown_end = ended & ~has_end
    age = np.where(unknown_end, 0, np.maximum(0, day - held.astype(np.int64)))
    half_life = _HALF_LIFE[kind]
    fresh = _recencies(age, kind)
    fresh[unknown_end & np.isfinite(half_life)] = FADED_BY_HALF
    exists = begun & (~ended | _WHEN_ENDED[kind])
    return StatementState(
        exists, ended, fresh, np.where(unknown_end, -1, age), np.minimum(held, day).astype(np.int32),
        np.where(ended | current, age, np.maximum(0, day - planned.astype(np.int64))),
    )  # fmt: skip


def effective_dates(facts: Facts, sections: Sections, relation: NDArray[Any], kind: NDArray[Any]) -> tuple[I4, I4]:
    """Dates of statements; a participation that has none takes its context's."""
    undated = _IS_PARTICIPATION[kind] & (facts.since == UNKNOWN_DAY) & (facts.until == UNKNOWN_DAY)
    context = facts.rel_target[relation] - sections.range("context").start
    since, until = facts.since.copy(), facts.until.copy()
    since[undated] = facts.context_start[context[undated]]
    until[undated] = facts.context_end[context[undated]]
    return since, until


@dataclass(frozen=True, slots=True)
class RelationWorth:
    """Each relation as of a day, by the statement that makes it worth most.

    Attributes:
        best: (R) that statement; -1: the relation does not exist. Equal ones: the surest, then the first by content.
        lives: (R) a statement exists that has not ended.
        recency, confidence: (R) of the best statement; 0 where there is none.
        base: (R) of its kind.
    """

    best: I4
    lives: B1
    recency: F8
    confidence: F8
    base: F8

    @property
    def exists(self) -> B1:
        """(R) whether the relation exists on that day."""
        return self.best >= 0


def relation_worths(facts: Facts, states: StatementState) -> RelationWorth:
    """Worth of each relation by its best statement; of presence by the freshest: confidence counts in ties."""
    base = _BASE[facts.rel_kind]
    if not len(base):
        return RelationWorth(np.zeros(0, np.int32), np.zeros(0, np.bool_), base, base, base)
    starts = facts.statement_ptr[:-1]
    sure = np.where(np.repeat(_IS_PRESENCE[facts.rel_kind], np.diff(facts.statement_ptr)), 1.0, facts.confidence_of)
    value = np.where(states.exists, states.recency * sure, -1.0)
    top = np.maximum.reduceat(value, starts)
    count = np.diff(facts.statement_ptr)
    surest = np.where(value == np.repeat(top, count), facts.confidence_of, 0.0)
    best_of_these = surest == np.repeat(np.maximum.reduceat(surest, starts), count)
    position = np.where(best_of_these, np.arange(len(value)), len(value))
    first = np.minimum.reduceat(position, starts)
    best = np.where(top >= 0, first, -1).astype(np.int32)
    lives = np.logical_or.reduceat(states.exists & ~states.ended, starts)
    found = best >= 0
    return RelationWorth(
        best,
        lives,
        np.where(found, states.recency[best], 0.0),
        np.where(found, facts.confidence_of[best], 0.0),
        base,
    )
