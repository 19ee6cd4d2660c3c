"""Ties: what all relations between two organisations are worth for an introduction, as costs in an adjacency."""

import math
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numba import njit

from graph.relations import AFFILIATION_DILUTION, NOTHING, SPELLED_OUT_PARTICIPANTS, STRONGEST_TIE, Carries
from graph.snapshot.columns import begins, column_order, distinct, pointers, row_of
from graph.snapshot.day.succession import Held
from graph.snapshot.day.worth import KINDS, RelationWorth, costs
from graph.snapshot.facts import B1, F8, I4, I8, Facts, Sections

_TIES = np.array([kind.carries is Carries.TIE for kind in KINDS])
_PARTICIPATION = np.array([kind.carries is Carries.PARTICIPATION for kind in KINDS])
_DILUTION = np.array([kind.dilution for kind in KINDS])
_AFFILIATION = np.array([kind.affiliation for kind in KINDS])


@dataclass(frozen=True, slots=True)
class Ties:
    """All ties of a day: a graph in compressed rows (CSR adjacency). T ties, D = 2T directed ones, K contributions.

    Attributes:
        first, second: (T) the two organisations, first < second; ties in this order.
        forward, backward: (T) strength from first to second, and from second to first, in (0, 0.95]; 0: none that way.
        strength, cost: (T) of the stronger way, for what has no direction; its integer cost.
        part_ptr: (T+1) contributions of tie t: relations by id, then shared contexts by id.
        part_relation: (K) the relation; of a shared context the weaker participation.
        part_other: (K) of a shared context the stronger participation; -1.
        part_forward, part_backward: (K) worth of the relation each way; of a shared context that of the weaker
            participation.
        ptr: (N+1) directed ties from organisation i, by neighbour.
        neighbour, hop_cost, hop_tie: (D) where to, at what cost (INFINITE: not that way), by which tie.
        back_cost: (D) cost of the way back.
    """

    first: I4
    second: I4
    forward: F8
    backward: F8
    strength: F8
    cost: I4
    part_ptr: I4
    part_relation: I4
    part_other: I4
    part_forward: F8
    part_backward: F8
    ptr: I4
    neighbour: I4
    hop_cost: I4
    hop_tie: I4
    back_cost: I4

    @classmethod
    def names(cls) -> list[str]:
        """Names of the arrays."""
        return [field.name for field in fields(cls)]

    def between(self, one: int, other: int) -> int | None:
        """The tie between two organisations; None if they are not tied."""
        start, stop = int(self.ptr[one]), int(self.ptr[one + 1])
        at = start + row_of(self.neighbour[start:stop], other)
        return int(self.hop_tie[at]) if at < stop and self.neighbour[at] == other else None

    def from_to(self, one: int, other: int) -> float:
        """Strength for an introduction by ``one`` to ``other``; 0 where there is none."""
        tie = self.between(one, other)
        return 0.0 if tie is None else float((self.forward if one < other else self.backward)[tie])


@dataclass(frozen=True, slots=True)
class Dilution:
    """How many share a relation's far end, and what that leaves of it.

    Attributes:
        known: (H) participants of the context, or affiliates of the hub, of each held relation; 0 for other kinds.
        factor: (H) (2 / max(2, known))^dilution, for participations.
        from_hub: (H) the same for an affiliation on its way from the hub; 1 for other kinds.
        crowd: context node → distinct living participants, or as many as are stated, if more.
    """

    known: I8
    factor: F8
    from_hub: F8
    crowd: dict[int, int]


def dilution(facts: Facts, sections: Sections, held: Held) -> Dilution:
    """Count distinct living affiliates and participants, ended relations included.

    Participants of a context are counted over all kinds of participation together, affiliates of a hub over all kinds
    of affiliation.
    """
    kind = facts.rel_kind[held.relation]
    known = np.zeros(len(kind), dtype=np.int64)
    takes_part, affiliated = _PARTICIPATION[kind], _AFFILIATION[kind]
    stated = np.full(sections.starts[-1], -1, dtype=np.int64)
    contexts = sections.range("context")
    stated[contexts.start : contexts.stop] = facts.context_participants
    crowd = _count(held, takes_part, known, stated)
    _count(held, affiliated, known, None)
    return Dilution(known, _factors(known, kind, _DILUTION), _factors(known, kind, _FROM_HUB), crowd)


_FROM_HUB = np.where(_AFFILIATION, AFFILIATION_DILUTION, 0.0)


def _factors(known: I8, kind: Any, exponent: Any) -> F8:
    keys, place = distinct(known << 8 | kind)
    factors = [_diluted(key >> 8, float(exponent[key & 0xFF])) for key in keys.tolist()]
    return np.array(factors, dtype=np.float64)[place]


def _diluted(known: int, exponent: float) -> float:
    """(2 / max(2, known))^exponent."""
    return math.pow(2 / max(2, known), exponent) if exponent else 1.0


def _count(held: Held, mask: B1, known: I8, stated: I8 | None) -> dict[int, int]:
    """Write the number of distinct sources of each target into ``known`` where ``mask``; return it by target.

    ``stated`` (all nodes) is what a target says of it, which counts if it is more.
    """
    source, target = held.source[mask], held.target[mask]
    order = column_order(target, source)
    in_order = target[order]
    counts = np.bincount(in_order[begins(in_order, source[order])])
    targets = np.flatnonzero(counts)
    if stated is not None:
        counts[targets] = np.maximum(counts[targets], stated[targets])
    known[mask] = counts[target]
    return dict(zip(targets.tolist(), counts[targets].tolist(), strict=True))


def held_worths(worths: RelationWorth, held: Held, diluted: Dilution) -> F8:
    """(H) base × recency × confidence × dilution × hand-over of each held relation, from its source to its target."""
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
    facts: Facts, roles: list[str], held: Held, worth: F8, diluted: Dilution, kinds: frozenset[int] | None = None
) -> Ties:
    """All ties; with ``kinds`` only of relations of these kinds, counted (n) as before."""
    kind = facts.rel_kind[held.relation]
    wanted = np.ones(len(kind), dtype=np.bool_) if kinds is None else np.isin(kind, sorted(kinds))
    # Direct relations come first, by their ids; then shared contexts, by theirs.
    direct = _by_relation_and_worth(held, worth, np.flatnonzero(wanted & _TIES[kind]))
    part = wanted & _PARTICIPATION[kind]
    shared = _shared_contexts(held.where(part), worth[part], leads(facts, roles), diluted.crowd)
    return _combine(
        len(facts.kind),
        np.concatenate([held.source[direct], shared[0]]),
        np.concatenate([held.target[direct], shared[1]]),
        np.concatenate([held.relation[direct].astype(np.int32), shared[2]]),
        np.concatenate([np.full(len(direct), -1, dtype=np.int32), shared[3]]),
        np.concatenate([worth[direct], shared[4]]),
        np.concatenate([worth[direct] * diluted.from_hub[direct], shared[4]]),
    )


def _by_relation_and_worth(held: Held, worth: F8, rows: I8) -> I8:
    """Rows by relation, as they are; a relation that is held several times, since it was handed over, by worth."""
    relation, value = held.relation[rows], worth[rows]
    if np.any((relation[1:] == relation[:-1]) & (value[1:] < value[:-1])):
        return rows[np.lexsort((value, relation))]
    return rows


def _shared_contexts(part: Held, worth: F8, leading: B1, crowd: dict[int, int]) -> tuple[I4, I4, I4, I4, F8, I4]:
    """Each pair that a context ties; of each one's participations in it the best counts.

    Returns:
        columns (one, other, weaker participation, stronger participation, worth, context).
    """
    order = column_order(part.target, part.source)
    context, member = part.target[order], part.source[order]
    starts = np.append(np.flatnonzero(begins(context, member)), len(order))
    best, led = _best_of_each(starts, part.relation[order], worth[order], leading[part.relation[order]])
    context, member, at = context[best], member[best], order[best]
    size = np.array([crowd[node] for node in context.tolist()], dtype=np.int64)
    found: tuple[I4, I4, I4, I4, F8, I4] = _pairs(
        context, member, part.relation[at].astype(np.int32), worth[at], led, size, SPELLED_OUT_PARTICIPANTS
    )
    return found


@njit(cache=True, nogil=True)
def _best_of_each(starts: Any, relation: Any, worth: Any, leads: Any) -> Any:  # pragma: no cover
    """Of each member's participations in a context the one worth most, by relation; whether any of them leads."""
    best = np.empty(len(starts) - 1, np.int64)
    led = np.zeros(len(starts) - 1, np.bool_)
    for group in range(len(starts) - 1):
        top = starts[group]
        for row in range(starts[group], starts[group + 1]):
            led[group] |= leads[row]
            if (-worth[row], relation[row]) < (-worth[top], relation[top]):
                top = row
        best[group] = top
    return best, led


@njit(cache=True, nogil=True)
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


def _combine(organisations: int, one: I4, other: I4, relation: I4, second: I4, there: F8, back: F8) -> Ties:
    """Ties of contributions that come in the order in which those of one tie are to be listed.

    ``there`` is what each is worth from ``one`` to ``other``, ``back`` the other way.
    """
    low, high = np.minimum(one, other), np.maximum(one, other)
    order = column_order(low, high)
    turned = (one > other)[order]
    low, high, there, back = low[order], high[order], there[order], back[order]
    part_forward, part_backward = np.where(turned, back, there), np.where(turned, there, back)
    starts = np.flatnonzero(begins(low, high))
    pointer = np.append(starts, len(order)).astype(np.int32)
    forward = _noisy_or(pointer, part_forward, STRONGEST_TIE, NOTHING)
    backward = _noisy_or(pointer, part_backward, STRONGEST_TIE, NOTHING)
    kept = (forward > 0) | (backward > 0)
    if not kept.all():
        parts = np.repeat(kept, np.diff(pointer))
        pointer = np.append(0, np.cumsum(np.diff(pointer)[kept])).astype(np.int32)
        order, part_forward, part_backward = order[parts], part_forward[parts], part_backward[parts]
        starts, forward, backward = starts[kept], forward[kept], backward[kept]
    first, last = low[starts], high[starts]
    strength, forth_cost, back_cost = np.maximum(forward, backward), costs(forward), costs(backward)
    ptr = pointers(np.concatenate([first, last]), organisations)
    neighbour, tie = _hops(first, last, ptr)
    upward = neighbour > np.repeat(np.arange(organisations, dtype=np.int32), np.diff(ptr))
    return Ties(
        first, last, forward, backward, strength, np.minimum(forth_cost, back_cost), pointer, relation[order],
        second[order], part_forward, part_backward, ptr, neighbour,
        np.where(upward, forth_cost[tie], back_cost[tie]).astype(np.int32), tie,
        np.where(upward, back_cost[tie], forth_cost[tie]).astype(np.int32),
    )  # fmt: skip


@njit(cache=True, nogil=True)
def _hops(first: Any, last: Any, ptr: Any) -> Any:  # pragma: no cover
    """Both directions of each tie, by organisation and neighbour.

    Ties are in the order of (first, last): so what leads to smaller neighbours is met by neighbour, and comes first.
    """
    free = ptr[:-1].copy()
    neighbour, tie = np.empty(2 * len(first), np.int32), np.empty(2 * len(first), np.int32)
    for source, target in ((last, first), (first, last)):
        for number in range(len(first)):
            at = free[source[number]]
            neighbour[at], tie[at] = target[number], number
            free[source[number]] = at + 1
    return neighbour, tie


@njit(cache=True, nogil=True)
def _noisy_or(pointer: Any, worth: Any, strongest: float, nothing: float) -> Any:  # pragma: no cover
    """Strength of each tie; 0 where it is worth less than ``nothing``."""
    strength = np.empty(len(pointer) - 1, np.float64)
    for tie in range(len(pointer) - 1):
        missed = 1.0
        for part in range(pointer[tie], pointer[tie + 1]):
            missed *= 1.0 - worth[part]
        strength[tie] = min(strongest, 1.0 - missed) if 1.0 - missed >= nothing else 0.0
    return strength
