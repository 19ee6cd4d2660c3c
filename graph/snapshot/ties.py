"""Ties: what all relations between two organisations are worth for an introduction, as costs in an adjacency."""

import math
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numba import njit

from graph.relations import SPELLED_OUT_PARTICIPANTS, STRONGEST_TIE, Carries
from graph.snapshot.facts import B1, F8, I4, I8, Facts
from graph.snapshot.succession import Held
from graph.snapshot.worth import KINDS, RelationWorth, costs

_TIES = np.array([kind.carries is Carries.TIE for kind in KINDS])
_PARTICIPATION = np.array([kind.carries is Carries.PARTICIPATION for kind in KINDS])
_DILUTION = np.array([kind.dilution for kind in KINDS])


@dataclass(frozen=True, slots=True)
class Ties:
    """All ties of a day. T ties, D = 2T directed ones, K contributions.

    Attributes:
        first, second: (T) the two organisations, first < second; ties in this order.
        strength: (T) in (0, 0.95].
        cost: (T) integer cost of the strength.
        part_ptr: (T+1) contributions of tie t: relations by id, then shared contexts by id.
        part_relation: (K) the relation; of a shared context the weaker participation.
        part_other: (K) of a shared context the stronger participation; -1.
        part_worth: (K) worth of the relation; of a shared context that of the weaker participation.
        ptr: (N+1) directed ties from organisation i, by neighbour.
        neighbour, hop_cost, hop_tie: (D) where to, at what cost, by which tie.
    """

    first: I4
    second: I4
    strength: F8
    cost: I4
    part_ptr: I4
    part_relation: I4
    part_other: I4
    part_worth: F8
    ptr: I4
    neighbour: I4
    hop_cost: I4
    hop_tie: I4

    @classmethod
    def names(cls) -> list[str]:
        """Names of the arrays."""
        return [field.name for field in fields(cls)]

    def between(self, one: int, other: int) -> int | None:
        """The tie between two organisations; None if they are not tied."""
        start, stop = int(self.ptr[one]), int(self.ptr[one + 1])
        at = start + int(np.searchsorted(self.neighbour[start:stop], other))
        return int(self.hop_tie[at]) if at < stop and self.neighbour[at] == other else None


@dataclass(frozen=True, slots=True)
class Dilution:
    """How many share a relation's far end, and what that leaves of it.

    Attributes:
        known: (H) members or participants of the far end of each held relation; 0 for kinds that are not diluted.
        factor: (H) (2 / max(2, known))^dilution.
        crowd: context node → distinct living participants.
    """

    known: I8
    factor: F8
    crowd: dict[int, int]


def dilution(facts: Facts, held: Held) -> Dilution:
    """Count distinct living members and participants, ended relations included.

    Participants of a context are counted over all kinds of participation together.
    """
    kind = facts.rel_kind[held.relation]
    known = np.zeros(len(kind), dtype=np.int64)
    is_participation = _PARTICIPATION[kind]
    crowd = _count(held, is_participation, known)
    for code in np.flatnonzero(_TIES & (_DILUTION > 0)):
        _count(held, kind == code, known)
    keys, place = np.unique(known << 8 | kind, return_inverse=True)
    factors = [_diluted(key >> 8, float(_DILUTION[key & 0xFF])) for key in keys.tolist()]
    factor = np.array(factors, dtype=np.float64)[place]
    return Dilution(known, factor, crowd)


def _diluted(known: int, exponent: float) -> float:
    """(2 / max(2, known))^exponent."""
    return math.pow(2 / max(2, known), exponent) if exponent else 1.0


def _count(held: Held, mask: B1, known: I8) -> dict[int, int]:
    """Write the number of distinct sources of each target into ``known`` where ``mask``; return it by target."""
    source, target = held.source[mask].astype(np.int64), held.target[mask].astype(np.int64)
    if not len(target):
        return {}
    distinct = np.unique(target << 32 | source) >> 32
    targets, counts = np.unique(distinct, return_counts=True)
    known[mask] = counts[np.searchsorted(targets, target)]
    return dict(zip(targets.tolist(), counts.tolist(), strict=True))


def held_worths(worths: RelationWorth, held: Held, diluted: Dilution) -> F8:
    """(H) base × recency × confidence × dilution × hand-over of each held relation."""
    at = held.relation
    worth: F8 = worths.base[at] * worths.recency[at] * worths.confidence[at] * diluted.factor * held.factor
    return worth


def leads(facts: Facts, roles: list[str]) -> B1:
    """(R) whether a participation makes its holder a coordinator or organiser."""
    leading = np.zeros(len(facts.rel_kind), dtype=np.bool_)
    for code, kind in enumerate(KINDS):
        if kind.carries is Carries.PARTICIPATION:
            of_kind = facts.rel_kind == code
            if kind.leading_roles is None:
                leading |= of_kind
            else:
                codes = [roles.index(role) for role in kind.leading_roles if role in roles]
                leading |= of_kind & np.isin(facts.rel_role, codes)
    return leading


def ties(
    facts: Facts, roles: list[str], held: Held, worth: F8, crowd: dict[int, int], kinds: frozenset[int] | None = None
) -> Ties:
    """All ties; with ``kinds`` only of relations of these kinds, counted (n) as before."""
    kind = facts.rel_kind[held.relation]
    wanted = np.ones(len(kind), dtype=np.bool_) if kinds is None else np.isin(kind, sorted(kinds))
    direct = wanted & _TIES[kind]
    taking_part = wanted & _PARTICIPATION[kind]
    shared = _shared_contexts(held.where(taking_part), worth[taking_part], leads(facts, roles), crowd)
    # Direct relations come first, by their ids; then shared contexts, by theirs.
    order = np.concatenate([held.relation[direct].astype(np.int64), len(facts.rel_kind) + shared[5].astype(np.int64)])
    one = np.concatenate([held.source[direct], shared[0]])
    other = np.concatenate([held.target[direct], shared[1]])
    relation = np.concatenate([held.relation[direct].astype(np.int32), shared[2]])
    second_relation = np.concatenate([np.full(int(direct.sum()), -1, dtype=np.int32), shared[3]])
    return _combine(
        len(facts.kind), order, one, other, relation, second_relation, np.concatenate([worth[direct], shared[4]])
    )


def _shared_contexts(part: Held, worth: F8, leading: B1, crowd: dict[int, int]) -> tuple[I4, I4, I4, I4, F8, I4]:
    """Each pair that a context ties; of each one's participations in it the best counts.

    Returns:
        columns (one, other, weaker participation, stronger participation, worth, context).
    """
    order = np.lexsort((part.relation, -worth, part.source, part.target))
    context, member = part.target[order], part.source[order]
    relation, value = part.relation[order].astype(np.int32), worth[order]
    begins = np.ones(len(order), dtype=np.bool_)
    begins[1:] = (context[1:] != context[:-1]) | (member[1:] != member[:-1])
    lead = leading[relation]
    group = np.cumsum(begins) - 1
    led = np.zeros(int(begins.sum()), dtype=np.bool_)
    np.logical_or.at(led, group, lead)
    context, member, relation, value = context[begins], member[begins], relation[begins], value[begins]
    size = np.array([crowd[node] for node in context.tolist()], dtype=np.int64)
    found: tuple[I4, I4, I4, I4, F8, I4] = _pairs(context, member, relation, value, led, size, SPELLED_OUT_PARTICIPANTS)
    return found


@njit(cache=True)
def _pairs(
    context: Any, member: Any, relation: Any, value: Any, led: Any, size: Any, spelled_out: int
) -> Any:  # pragma: no cover
    count = 0
    for write in range(2):
        if write:
            one, other = np.empty(count, np.int32), np.empty(count, np.int32)
            weaker, stronger = np.empty(count, np.int32), np.empty(count, np.int32)
            worth = np.empty(count, np.float64)
            shared = np.empty(count, np.int32)
        count = 0
        start = 0
        while start < len(context):
            stop = start
            while stop < len(context) and context[stop] == context[start]:
                stop += 1
            everyone = size[start] <= spelled_out
            for i in range(start, stop):
                for j in range(i + 1, stop):
                    if everyone or led[i] or led[j]:
                        if write:
                            low, high = (i, j) if (value[i], relation[i]) <= (value[j], relation[j]) else (j, i)
                            one[count], other[count] = member[i], member[j]
                            weaker[count], stronger[count] = relation[low], relation[high]
                            worth[count] = value[low]
                            shared[count] = context[start]
                        count += 1
            start = stop
    return one, other, weaker, stronger, worth, shared


def _combine(organisations: int, by: I8, one: I4, other: I4, relation: I4, second: I4, worth: F8) -> Ties:
    low, high = np.minimum(one, other).astype(np.int64), np.maximum(one, other).astype(np.int64)
    pair = low * organisations + high
    order = np.lexsort((worth, relation, by, pair))
    pair, relation, second, worth = pair[order], relation[order], second[order], worth[order]
    begins = np.flatnonzero(np.diff(pair, prepend=-1))
    pointer = np.append(begins, len(pair)).astype(np.int32)
    strength: F8 = _noisy_or(pointer, worth, STRONGEST_TIE)
    first, last = (
        (pair[begins] // max(1, organisations)).astype(np.int32),
        (pair[begins] % max(1, organisations)).astype(np.int32),
    )
    cost = costs(strength)
    tie = np.arange(len(first), dtype=np.int32)
    source, target = np.concatenate([first, last]), np.concatenate([last, first])
    hops = np.argsort(source.astype(np.int64) * organisations + target, kind="stable")
    return Ties(
        first, last, strength, cost, pointer, relation, second, worth,
        np.searchsorted(source[hops], np.arange(organisations + 1)).astype(np.int32),
        target[hops], np.concatenate([cost, cost])[hops], np.concatenate([tie, tie])[hops],
    )  # fmt: skip


@njit(cache=True)
def _noisy_or(pointer: Any, worth: Any, strongest: float) -> Any:  # pragma: no cover
    strength = np.empty(len(pointer) - 1, np.float64)
    for tie in range(len(pointer) - 1):
        missed = 1.0
        for part in range(pointer[tie], pointer[tie + 1]):
            missed *= 1.0 - worth[part]
        strength[tie] = min(strongest, 1.0 - missed)
    return strength
