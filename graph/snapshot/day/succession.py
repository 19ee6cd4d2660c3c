"""Who is gone on a day, and who inherits (design, section 4: merged, closed, dissolved)."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.kinds import ORGANISATION_STATUSES
from graph.relations import HANDED_OVER
from graph.snapshot.day.worth import CODE
from graph.snapshot.facts import B1, F8, I4, UNKNOWN_DAY, Facts

_CEASED = tuple(ORGANISATION_STATUSES.index(status) for status in ("merged", "closed"))
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


def succession(facts: Facts, exists: B1, day: int) -> Succession:
    """Who is gone as of ``day``, by whose heirs.

    An organisation has ceased if its status is merged or closed, if it was dissolved, or if it merged into another one.
    It is gone after the last day of ``dissolved``; without that from the first day of its earliest dated merger;
    without either always. Only the gone hand over, along mergers and successions that have begun, to the first living
    organisation on each way.
    """
    gone = day >= _gone_from(facts)
    followers: dict[int, list[int]] = defaultdict(list)
    for name in ("merged_into", "succeeded_by"):
        for relation in np.flatnonzero((facts.rel_kind == CODE[name]) & exists):
            followers[int(facts.rel_source[relation])].append(int(facts.rel_target[relation]))
    heirs = {}
    for organisation in followers:
        if gone[organisation]:
            found = _living_heirs(organisation, followers, gone)
            if found:
                heirs[organisation] = sorted(found.items(), key=lambda heir: (-heir[1], heir[0]))
    return Succession(gone, heirs)


def _gone_from(facts: Facts) -> NDArray[np.int64]:
    """(N) the day from which each organisation is gone."""
    merged = np.full(len(facts.kind), _NEVER, dtype=np.int64)
    merges = np.flatnonzero(facts.rel_kind == CODE["merged_into"])
    for relation in merges:
        since = facts.since[facts.statement_ptr[relation] : facts.statement_ptr[relation + 1]]
        known = since[since != UNKNOWN_DAY]
        if len(known):
            source = facts.rel_source[relation]
            merged[source] = min(merged[source], int(known.min()))
    ceased = np.isin(facts.status, _CEASED)
    ceased[facts.rel_source[merges]] = True
    day = np.where(ceased & (merged == _NEVER), _ALWAYS, merged)
    return np.where(facts.dissolved != UNKNOWN_DAY, facts.dissolved.astype(np.int64) + 1, day)


def _living_heirs(organisation: int, followers: dict[int, list[int]], gone: B1) -> dict[int, float]:
    """Living heirs and the factor of each: by the fewest hand-overs, never in a circle."""
    found: dict[int, float] = {}
    passed = {organisation}
    level, factor = [organisation], 1.0
    while level:
        factor *= HANDED_OVER
        following = sorted({follower for at in level for follower in followers.get(at, ())} - passed)
        passed.update(following)
        found.update((follower, factor) for follower in following if not gone[follower])
        level = [follower for follower in following if gone[follower]]
    return found


@dataclass(frozen=True, slots=True)
class Held:
    """Relations by who holds them on a day: the living ends, after hand-over.

    Attributes:
        relation: (H) the relation.
        source, target: (H) its living ends, as nodes.
        factor: (H) .9 for each hand-over; 1 for none.
    """

    relation: NDArray[np.int64]
    source: I4
    target: I4
    factor: F8

    def where(self, mask: NDArray[Any]) -> "Held":
        """Those for which ``mask`` (H) is true."""
        return Held(self.relation[mask], self.source[mask], self.target[mask], self.factor[mask])


def held_relations(facts: Facts, exists: B1, after: Succession) -> Held:
    """Existing relations between living ends, in the order of relation ids.

    A relation that hand-over would make one of an organisation to itself disappears.
    """
    organisations = len(facts.kind)
    relation = np.flatnonzero(exists)
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
    order = np.argsort(all_relation, kind="stable")
    return Held(
        all_relation[order],
        np.concatenate([source[kept], table[:, 1].astype(np.int32)])[order],
        np.concatenate([target[kept], table[:, 2].astype(np.int32)])[order],
        np.concatenate([np.ones(int(kept.sum())), np.array([row[3] for row in handed], dtype=np.float64)])[order],
    )


def _holders(end: int, organisations: int, after: Succession) -> list[tuple[int, float]]:
    if end >= organisations or not after.gone[end]:
        return [(end, 1.0)]
    return after.heirs.get(end, [])
