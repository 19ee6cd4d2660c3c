"""Who is gone on a day, and who inherits (design, section 4: merged, closed, dissolved)."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.kinds import CEASED, OFFICE_KINDS, ORGANISATION_KINDS, ORGANISATION_STATUSES
from graph.relations import HANDED_OVER, Carries
from graph.snapshot.day.worth import CODE, KINDS, RelationWorth, StatementState
from graph.snapshot.facts import B1, F8, I4, UNKNOWN_DAY, Facts

_CEASED = tuple(ORGANISATION_STATUSES.index(status) for status in CEASED)
_OFFICES = tuple(ORGANISATION_KINDS.index(kind) for kind in OFFICE_KINDS)
_IN_FULL = np.array([kind.carries is Carries.MANDATE or kind.name == "promotes" for kind in KINDS])
"""Kinds that are handed over undiminished."""
_IN_TIES = np.array([kind.carries in (Carries.TIE, Carries.PARTICIPATION) for kind in KINDS])
"""Kinds in whose worth confidence counts."""
_SYMMETRIC = np.array([kind.symmetric for kind in KINDS])
_NEVER = np.iinfo(np.int64).max
_ALWAYS = np.iinfo(np.int64).min


@dataclass(frozen=True, slots=True)
class Succession:
    """Who is gone, and to whom each gone one's relations pass.

    Attributes:
        gone: (N) neither asker nor step nor opener.
        heirs: gone organisation → (living heir, factor) by falling factor, then id. Absent: nobody inherits.
    """

    gone: B1
    heirs: dict[int, list[tuple[int, float]]]

    def heir(self, organisation: int) -> int | None:
        """Who answers for an organisation: itself while it lives, its first heir after; None if there is none."""
        if not self.gone[organisation]:
            return organisation
        heirs = self.heirs.get(organisation)
        return heirs[0][0] if heirs else None


def succession(facts: Facts, states: StatementState, worths: RelationWorth, day: int) -> Succession:
    """Who is gone as of ``day``, by whose heirs.

    Gone is who was dissolved or has merged into another one, from the earlier of the two days on; whose status is
    merged or closed, or who has merged nobody knows when, without such a day: always; and an office all of whose
    ``operates`` have ended. Mergers in a circle make nobody gone. Only the gone hand over, along mergers and
    successions that have begun, to the first living organisation on each way. Who was founded later is not there yet,
    and has nothing to hand over.
    """
    gone = (day >= gone_from(facts)) | _abandoned(facts, states, worths)
    unborn = (facts.founded != UNKNOWN_DAY) & (facts.founded > day)
    followers: dict[int, list[int]] = defaultdict(list)
    for name in ("merged_into", "succeeded_by"):
        for relation in np.flatnonzero((facts.rel_kind == CODE[name]) & worths.exists):
            followers[int(facts.rel_source[relation])].append(int(facts.rel_target[relation]))
    heirs = {}
    for organisation in followers:
        if gone[organisation] and not unborn[organisation]:
            found = _living_heirs(organisation, followers, gone | unborn, unborn)
            if found:
                heirs[organisation] = sorted(found.items(), key=lambda heir: (-heir[1], heir[0]))
    return Succession(gone | unborn, heirs)


def in_circles(facts: Facts) -> list[set[int]]:
    """Organisations that are said to have merged into each other in a circle, whenever: each circle's members."""
    merges = facts.rel_kind == CODE["merged_into"]
    ends = list(zip(facts.rel_source[merges].tolist(), facts.rel_target[merges].tolist(), strict=True))
    before = len(ends) + 1
    while len(ends) < before:  # what begins or ends a chain is in no circle
        before, sources, targets = len(ends), {source for source, _ in ends}, {target for _, target in ends}
        ends = [(source, target) for source, target in ends if source in targets and target in sources]
    if not ends:
        return []
    import networkx as nx  # noqa: PLC0415 - takes longer than all else that a day is made of

    return [members for members in nx.strongly_connected_components(nx.DiGraph(ends)) if len(members) > 1]


def mergers_of(facts: Facts) -> NDArray[np.int64]:
    """Relations by which one merged into another; those of a circle contradict each other and say nothing."""
    merges = np.flatnonzero(facts.rel_kind == CODE["merged_into"])
    circle = np.full(len(facts.kind), -1, dtype=np.int64)
    for number, members in enumerate(in_circles(facts)):
        circle[sorted(members)] = number
    of = circle[facts.rel_source[merges]]
    counting: NDArray[np.int64] = merges[(of < 0) | (of != circle[facts.rel_target[merges]])]
    return counting


def gone_from(facts: Facts) -> NDArray[np.int64]:
    """(N) the day from which each organisation is gone."""
    merged = np.full(len(facts.kind), _NEVER, dtype=np.int64)
    merges = mergers_of(facts)
    for relation in merges:
        since = facts.since[facts.statement_ptr[relation] : facts.statement_ptr[relation + 1]]
        known = since[since != UNKNOWN_DAY]
        if len(known):
            source = facts.rel_source[relation]
            merged[source] = min(merged[source], int(known.min()))
    dissolved = np.where(facts.dissolved != UNKNOWN_DAY, facts.dissolved.astype(np.int64) + 1, _NEVER)
    ceased = np.isin(facts.status, _CEASED)
    ceased[facts.rel_source[merges]] = True
    day = np.minimum(dissolved, merged)
    return np.where(ceased & (day == _NEVER), _ALWAYS, day)


def _abandoned(facts: Facts, states: StatementState, worths: RelationWorth) -> B1:
    """(N) an office abroad that somebody operated, and nobody does any more."""
    operates = np.flatnonzero((facts.rel_kind == CODE["operates"]) & worths.exists)
    lives = worths.lives[operates]
    found = np.zeros(len(facts.kind), dtype=np.bool_)
    found[facts.rel_target[operates[~lives]]] = True
    found[facts.rel_target[operates[lives]]] = False
    return found & np.isin(facts.kind, _OFFICES)


def _living_heirs(organisation: int, followers: dict[int, list[int]], gone: B1, unborn: B1) -> dict[int, float]:
    """Living heirs and the factor of each: by the fewest hand-overs, never in a circle."""
    found: dict[int, float] = {}
    passed = {organisation}
    level, factor = [organisation], 1.0
    while level:
        factor *= HANDED_OVER
        following = sorted({follower for at in level for follower in followers.get(at, ())} - passed)
        passed.update(following)
        found.update((follower, factor) for follower in following if not gone[follower])
        level = [follower for follower in following if gone[follower] and not unborn[follower]]
    return found


@dataclass(frozen=True, slots=True)
class Held:
    """Relations by who holds them on a day: the living ends, after hand-over.

    Attributes:
        relation: (H) the relation.
        source, target: (H) its living ends, as nodes.
        factor: (H) .9 for each hand-over; 1 for none, and for mandates and promotions.
    """

    relation: NDArray[np.int64]
    source: I4
    target: I4
    factor: F8

    def where(self, mask: NDArray[Any]) -> "Held":
        """Those for which ``mask`` (H) is true."""
        return Held(self.relation[mask], self.source[mask], self.target[mask], self.factor[mask])


def held_relations(facts: Facts, worths: RelationWorth, after: Succession) -> Held:
    """Existing relations between living ends, in the order of relation ids.

    A relation that hand-over would make one of an organisation to itself disappears; one that the heir has itself (of
    the same kind, other end, role, name and region, at a time that is not disjoint) is the same fact, and the one that
    is worth most stands for it.
    """
    organisations = len(facts.kind)
    relation = np.flatnonzero(worths.exists)
    source, target = facts.rel_source[relation], facts.rel_target[relation]
    lost = np.zeros(len(relation), dtype=np.bool_)
    for end in (source, target):
        of_organisation = end < organisations
        lost[of_organisation] |= after.gone[end[of_organisation]]
    kept = ~lost
    rows = [(int(relation[at]), int(source[at]), int(target[at])) for at in np.flatnonzero(lost)]
    handed = [
        (number, new_source, new_target, source_factor * target_factor)
        for number, old_source, old_target in rows
        for new_source, source_factor in _holders(old_source, organisations, after)
        for new_target, target_factor in _holders(old_target, organisations, after)
        if new_source != new_target
    ]
    table = np.array([row[:3] for row in handed], dtype=np.int64).reshape(-1, 3)
    all_relation = np.concatenate([relation[kept], table[:, 0]])
    factor = np.array([row[3] for row in handed], dtype=np.float64)
    factor[_IN_FULL[facts.rel_kind[table[:, 0]]]] = 1.0
    order = np.argsort(all_relation, kind="stable")
    held = Held(
        all_relation[order],
        np.concatenate([source[kept], table[:, 1].astype(np.int32)])[order],
        np.concatenate([target[kept], table[:, 2].astype(np.int32)])[order],
        np.concatenate([np.ones(int(kept.sum())), factor])[order],
    )
    return held.where(~_told_twice(facts, worths, held)) if handed else held


def _holders(end: int, organisations: int, after: Succession) -> list[tuple[int, float]]:
    if end >= organisations or not after.gone[end]:
        return [(end, 1.0)]
    return after.heirs.get(end, [])


def _told_twice(facts: Facts, worths: RelationWorth, held: Held) -> B1:
    """(H) handed relations that another one, and own ones that a handed one, stands for."""
    handed = (facts.rel_source[held.relation] != held.source) | (facts.rel_target[held.relation] != held.target)
    touched = np.unique(np.concatenate([held.source[handed], held.target[handed]]))
    alike: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for at in np.flatnonzero(np.isin(held.source, touched) | np.isin(held.target, touched)).tolist():
        alike[_content(facts, held, at)].append(at)
    twice = np.zeros(len(held.relation), dtype=np.bool_)
    for rows in alike.values():
        if len(rows) > 1 and handed[rows].any():
            for group in _joined(facts, held, rows):
                twice[group] = True
                twice[max(group, key=lambda at: _merit(facts, worths, held, at))] = False
    return twice


def _content(facts: Facts, held: Held, at: int) -> tuple[int, ...]:
    """What relations that are the same fact have in common, but for their dates."""
    relation, ends = held.relation[at], (int(held.source[at]), int(held.target[at]))
    kind = int(facts.rel_kind[relation])
    words = (int(facts.rel_role[relation]), int(facts.rel_name[relation]), int(facts.rel_region[relation]))
    return (kind, *(sorted(ends) if _SYMMETRIC[kind] else ends), *words)


def _joined(facts: Facts, held: Held, rows: list[int]) -> list[list[int]]:
    """The rows in groups: two whose statements share a day are in one, transitively."""
    groups: list[tuple[list[tuple[int, int]], list[int]]] = []
    for at in rows:
        relation = held.relation[at]
        span = slice(facts.statement_ptr[relation], facts.statement_ptr[relation + 1])
        until = [_NEVER if day == UNKNOWN_DAY else day for day in facts.until[span].tolist()]
        periods = list(zip(facts.since[span].tolist(), until, strict=True))  # an unknown beginning is the least number
        members = [at]
        apart = []
        for other, others in groups:
            if any(a <= d and c <= b for a, b in periods for c, d in other):
                periods, members = periods + other, members + others
            else:
                apart.append((other, others))
        groups = [*apart, (periods, members)]
    return [members for _, members in groups]


def _merit(facts: Facts, worths: RelationWorth, held: Held, at: int) -> tuple[float, int]:
    relation = int(held.relation[at])
    sure = float(worths.confidence[relation]) if _IN_TIES[facts.rel_kind[relation]] else 1.0
    return float(worths.recency[relation]) * sure * float(held.factor[at]), -relation
