"""What clusters share: networks that they are in, and projects, events and programmes to which they have a relation."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.kinds import CLUSTER, ORGANISATION_KINDS
from graph.snapshot.day.worth import CODE
from graph.snapshot.facts import B1, I4
from graph.snapshot.on_day import Day
from queries.reading.pairs import MEMBER_KINDS, PART_KINDS
from queries.reading.relation import Relation

MEETING_AT_MOST: Final = 100
"""Clusters of either end that are named for one shared network or context."""
_CLUSTER = ORGANISATION_KINDS.index(CLUSTER)


@dataclass(frozen=True)
class Meets:
    """A cluster's relations to a network or context that others share with it."""

    cluster: int
    relations: tuple[Relation, ...]


@dataclass(frozen=True)
class SharedPlace:
    """A network that has members or parts at both ends; or a project, event or programme to which both have a relation.

    Attributes:
        node: the network or context. kind: ``network``, ``project``, ``event`` or ``programme``.
        ones, others: clusters of the first and the second end, by id, at most 100 each; where there is one end, all are
            ``ones``.
        one_count, other_count: how many there are.
        pairs: how many pairs it brings together.
        ended: it brought pairs together, and none of them is left; its clusters are then those of all times.
    """

    node: int
    kind: str
    ones: list[Meets]
    others: list[Meets]
    one_count: int
    other_count: int
    pairs: int
    ended: bool


@dataclass(frozen=True)
class Places:
    """Relations of clusters to networks and contexts.

    Attributes:
        place, cluster, relation: (P) by place, then cluster, then relation.
        lives: (P) it has not ended.
    """

    place: I4
    cluster: I4
    relation: NDArray[np.int64]
    lives: B1


def places_of(day: Day) -> Places:
    """All relations of a day's clusters to networks and contexts, made once."""

    def make() -> Places:
        facts, held = day.facts, day.on.held
        context = day.sections.range("context")
        kind = facts.rel_kind[held.relation]
        joins = np.isin(kind, [CODE[name] for name in (*MEMBER_KINDS, *PART_KINDS)])
        joins |= (held.target >= context.start) & (held.target < context.stop)
        at = np.flatnonzero(joins & (held.source < len(facts.kind)))
        at = at[facts.kind[held.source[at]] == _CLUSTER]
        at = at[np.lexsort((held.relation[at], held.source[at], held.target[at]))]
        relation = held.relation[at]
        return Places(held.target[at], held.source[at], relation, day.on.worths.lives[relation])

    return day.remembered(
        ("cluster places",),
        make,
        lambda made: made.place.nbytes + made.cluster.nbytes + made.relation.nbytes + made.lives.nbytes,
    )


def shared_places(
    day: Day, ones: I4, others: I4 | None, first: int
) -> tuple[list[SharedPlace], int, list[SharedPlace], int]:
    """Places that clusters of two ends share; those of one end, where ``others`` is None.

    Args:
        day: to be read.
        ones: clusters, ascending.
        others: further ones, ascending; None.
        first: at most so many of each sort.

    Returns:
        living ones, most pairs first, then by id, and how many there are in all; then ended ones likewise.
    """
    places = places_of(day)
    side = np.zeros(len(day.facts.kind), dtype=np.int8)
    side[ones] = 1
    if others is not None:
        side[others] = 2
    now = _pairs_by_place(places, side, places.lives, others is None)
    ever = _pairs_by_place(places, side, np.ones(len(places.place), dtype=np.bool_), others is None)
    over = {place: pairs for place, pairs in ever.items() if place not in now}
    living_ones = [_place(day, places, side, node, now[node], False) for node in _most(now, first)]
    ended_ones = [_place(day, places, side, node, over[node], True) for node in _most(over, first)]
    return living_ones, len(now), ended_ones, len(over)


def _most(pairs: dict[int, int], first: int) -> list[int]:
    return sorted(pairs, key=lambda node: (-pairs[node], node))[:first]


def _pairs_by_place(places: Places, side: NDArray[np.int8], kept: B1, within: bool) -> dict[int, int]:
    """Number of pairs that each place brings together, where there are any."""
    kept = kept & (side[places.cluster] > 0)
    held = np.unique(places.place[kept].astype(np.int64) << 32 | places.cluster[kept])
    place, of = held >> 32, side[held & 0xFFFFFFFF]
    nodes, at = np.unique(place, return_inverse=True)
    ones = np.bincount(at[of == 1], minlength=len(nodes))
    others = np.bincount(at[of == 2], minlength=len(nodes))
    pairs = ones * (ones - 1) // 2 if within else ones * others
    return {int(node): int(count) for node, count in zip(nodes, pairs, strict=True) if count}


def _place(day: Day, places: Places, side: NDArray[np.int8], node: int, pairs: int, ended: bool) -> SharedPlace:
    span = range(*np.searchsorted(places.place, [node, node + 1]).tolist())
    clusters: dict[int, list[Relation]] = {}
    for at in span:
        cluster = int(places.cluster[at])
        if side[cluster] and (ended or places.lives[at]):
            clusters.setdefault(cluster, []).append(Relation(day, int(places.relation[at])))
    met = [[Meets(one, tuple(said)) for one, said in clusters.items() if side[one] == end] for end in (1, 2)]
    context = node in day.sections.range("context")
    return SharedPlace(
        node, day.record(node)["kind"] if context else "network", met[0][:MEETING_AT_MOST],
        met[1][:MEETING_AT_MOST], len(met[0]), len(met[1]), pairs, ended,
    )  # fmt: skip
