"""What clusters share: networks that they are in, and projects, events and programmes to which they have a relation."""

from dataclasses import dataclass
from typing import Annotated, Final

import numpy as np
from numpy.typing import NDArray

from graph.kinds import CLUSTER, ORGANISATION_KINDS
from graph.snapshot.day.worth import CODE
from graph.snapshot.facts import B1, I4
from graph.snapshot.on_day import Day
from graph.work import look
from queries.reading.nodes import OrganisationNode, Some, ThingNode
from queries.reading.pairs import MEMBER_KINDS, PART_KINDS
from queries.reading.relation import Relation

MEETING_AT_MOST: Final = 100
"""Clusters of either end that are named for one shared network or context."""
_CLUSTER = ORGANISATION_KINDS.index(CLUSTER)


@dataclass(frozen=True)
class Attachment:
    """A cluster's relations to a network, project, event or programme.

    Attributes:
        cluster: the cluster.
        relations: the relations that say so, with dates and evidence.
    """

    cluster: OrganisationNode
    relations: tuple[Relation, ...]


@dataclass(frozen=True)
class SharedAttachment:
    """A network, project, event or programme to which clusters of both ends have a relation.

    Attributes:
        place: the network, project, event or programme.
        kind: one of network, project, event and programme.
        ones: clusters of the first end, by id; where there is one end, all.
        others: clusters of the second end, by id.
        one_count: how many clusters of the first end it has; where there is one end, all.
        other_count: how many clusters of the second end it has.
        pairs: how many pairs of clusters it brings together.
        ended: whether it brought pairs together of which none is left; its clusters are then those of all times.
    """

    place: ThingNode
    kind: str
    ones: Annotated[list[Attachment], Some(10)]
    others: Annotated[list[Attachment], Some(10)]
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
) -> tuple[list[SharedAttachment], int, list[SharedAttachment], int]:
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
    look()
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


def _place(day: Day, places: Places, side: NDArray[np.int8], node: int, pairs: int, ended: bool) -> SharedAttachment:
    look()
    span = range(*np.searchsorted(places.place, [node, node + 1]).tolist())
    clusters: dict[int, list[Relation]] = {}
    for at in span:
        cluster = int(places.cluster[at])
        if side[cluster] and (ended or places.lives[at]):
            clusters.setdefault(cluster, []).append(Relation(day, int(places.relation[at])))
    met = [[Attachment(one, tuple(said)) for one, said in clusters.items() if side[one] == end] for end in (1, 2)]
    context = node in day.sections.range("context")
    return SharedAttachment(
        node, day.record(node)["kind"] if context else "network", met[0][:MEETING_AT_MOST],
        met[1][:MEETING_AT_MOST], len(met[0]), len(met[1]), pairs, ended,
    )  # fmt: skip
