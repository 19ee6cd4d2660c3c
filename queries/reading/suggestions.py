"""Clusters that have much in common and no tie at all, by the score of what they have in common."""

from dataclasses import dataclass
from typing import Annotated, Final

import numpy as np
from numpy.typing import NDArray

from graph.cached import cached_property
from graph.kinds import CLUSTER, ORGANISATION_KINDS
from graph.snapshot.columns import rows_of
from graph.snapshot.day.standing import Standing
from graph.snapshot.facts import B1, I4
from graph.snapshot.on_day import Day
from graph.work import look
from queries.reading.nodes import OrganisationNode, SectorNode, Some, ThingNode
from queries.reading.pairs import ties_into
from queries.reading.shared_places import places_of

SHARED_AT_MOST: Final = 20
"""Partners and contexts that are named for one suggestion."""
TOO_COMMON: Final = 500
"""What more clusters than this share says nothing about two of them."""
_BLOCK: Final = 256
_CLUSTER = ORGANISATION_KINDS.index(CLUSTER)


@dataclass(frozen=True)
class SuggestedLink:
    """A suggestion, never a fact: two clusters that have much in common and no tie at all.

    Attributes:
        one: the cluster of the first end; of one end the first by id.
        other: the cluster of the second end.
        score: sectors of both / sectors of either, plus 2 / n for each shared partner or context, which n clusters
            have.
        sectors: sectors in which both work.
        partners: organisations that are tied to both, those that fewest clusters share first.
        contexts: projects, events and programmes to which both have a relation, in the same order.
    """

    one: OrganisationNode
    other: OrganisationNode
    score: float
    sectors: list[SectorNode]
    partners: Annotated[list[OrganisationNode], Some(5)]
    contexts: Annotated[list[ThingNode], Some(5)]


def suggestions(day: Day, ones: I4, others: I4 | None, lives: B1, first: int) -> list[SuggestedLink]:
    """The best suggestions between two ends; within one, where ``others`` is None.

    Args:
        day: to be read.
        ones: clusters, ascending.
        others: further ones, ascending; None.
        lives: (T) ties that are alive.
        first: at most so many.

    Returns:
        highest score first, then by ids; see ``cross_cluster_links`` for the score.
    """
    within, others = others is None, ones if others is None else others
    if not len(ones) or not len(others):
        return []
    commons = day.remembered(
        ("commons",), lambda: _Commons(day, lives), lambda made: made.works.nbytes + made.hub.nbytes * 3
    )
    best: list[tuple[float, int, int]] = []
    scores = _Scores(day.on, commons, ones, others, within)
    for start in range(0, len(ones), _BLOCK):
        look()
        best += scores.best_of(start, min(start + _BLOCK, len(ones)), first)
        best = sorted(best, key=lambda found: (-found[0], found[1], found[2]))[:first]
    return [_suggestion(day, commons, *found) for found in best]


class _Commons:
    """What clusters have in common: sectors, partners with a living tie to both, contexts with a living relation."""

    def __init__(self, day: Day, lives: B1) -> None:
        on = day.on
        count = len(day.facts.kind)
        clusters = (day.facts.kind == _CLUSTER) & ~on.after.gone
        hops = ties_into(on.ties, clusters, lives)
        places = places_of(day)
        contexts = places.lives & (places.place >= count)
        pairs = np.concatenate([
            hops.organisation.astype(np.int64) << 32 | hops.partner,
            places.cluster[contexts].astype(np.int64) << 32 | places.place[contexts],
        ])  # fmt: skip
        pairs = np.unique(pairs)
        hub = pairs & 0xFFFFFFFF
        self.known = np.bincount(hub, minlength=day.sections.starts[-1])
        kept = self.known[hub] <= TOO_COMMON
        self.cluster, self.hub = (pairs >> 32)[kept], hub[kept]
        cross = day.snapshot.cross_sector
        section = day.sections.range("sector")
        owner = np.repeat(np.arange(count), np.diff(on.sector_ptr))
        said = on.sector != (-1 if cross is None else cross)
        self.works = np.zeros((count, len(section)), dtype=np.float32)
        self.works[owner[said], on.sector[said] - section.start] = 1

    def of(self, clusters: I4) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(position in ``clusters``, hub) of each, by position, then hub."""
        kept = np.isin(self.cluster, clusters)
        return np.searchsorted(clusters, self.cluster[kept]), self.hub[kept]

    def hubs(self, cluster: int) -> list[int]:
        """What one cluster is tied or related to."""
        found: list[int] = self.hub[rows_of(self.cluster, cluster)].tolist()
        return found

    @cached_property
    def weight(self) -> NDArray[np.float64]:
        """What a hub that two share adds to their score."""
        weight: NDArray[np.float64] = 2.0 / np.maximum(2, self.known)
        return weight


class _Scores:
    """Scores of pairs, some rows at a time."""

    def __init__(self, on: Standing, commons: _Commons, ones: I4, others: I4, within: bool) -> None:
        self.on, self.commons, self.ones, self.others, self.within = on, commons, ones, others, within
        self.one_row, self.one_hub = commons.of(ones)
        column, hub = commons.of(others)
        order = np.lexsort((column, hub))
        self.column, self.column_hub = column[order], hub[order]
        self.works = commons.works[others]
        self.sizes = self.works.sum(axis=1)

    def best_of(self, start: int, stop: int, wanted: int) -> list[tuple[float, int, int]]:
        """(score, one, other) of the best pairs whose one is at one of these positions."""
        score = self._sectors(start, stop) + self._shared(start, stop)
        for row in range(start, stop):
            span = slice(*self.on.ties.ptr[self.ones[row] : self.ones[row] + 2].tolist())
            score[row - start, np.isin(self.others, self.on.ties.neighbour[span])] = 0
            if self.within:
                score[row - start, : row + 1] = 0
        flat = score.ravel()
        above = np.flatnonzero(flat > 0)
        if len(above) > wanted:
            least = np.partition(flat[above], len(above) - wanted)[len(above) - wanted]
            better = np.flatnonzero(flat > least)
            above = np.concatenate([better, np.flatnonzero(flat == least)[: wanted - len(better)]])
        rows, columns = np.divmod(above, len(self.others))
        return [
            (float(flat[at]), int(self.ones[start + row]), int(self.others[column]))
            for at, row, column in zip(above.tolist(), rows.tolist(), columns.tolist(), strict=True)
        ]

    def _sectors(self, start: int, stop: int) -> NDArray[np.float64]:
        works = self.commons.works[self.ones[start:stop]]
        both = (works @ self.works.T).astype(np.float64)
        either = works.sum(axis=1)[:, None] + self.sizes[None, :] - both
        score: NDArray[np.float64] = both / np.maximum(1.0, either)
        return score

    def _shared(self, start: int, stop: int) -> NDArray[np.float64]:
        span = slice(*np.searchsorted(self.one_row, [start, stop]))
        row, hub = self.one_row[span] - start, self.one_hub[span]
        begins = np.searchsorted(self.column_hub, hub)
        count = np.searchsorted(self.column_hub, hub, side="right") - begins
        within = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
        column = self.column[np.repeat(begins, count) + within]
        place = np.repeat(row, count) * len(self.others) + column
        size = (stop - start) * len(self.others)
        weight = np.repeat(self.commons.weight[hub], count)
        score: NDArray[np.float64] = np.bincount(place, weights=weight, minlength=size).astype(np.float64)
        return score.reshape(stop - start, len(self.others))


def _suggestion(day: Day, commons: _Commons, score: float, one: int, other: int) -> SuggestedLink:
    known = commons.known
    hubs = sorted(set(commons.hubs(one)) & set(commons.hubs(other)), key=lambda hub: (int(known[hub]), hub))
    organisations = len(day.facts.kind)
    cross = day.snapshot.cross_sector
    sectors = sorted(set(day.on.sectors_of(one).tolist()) & set(day.on.sectors_of(other).tolist()) - {cross})
    partners = [hub for hub in hubs if hub < organisations][:SHARED_AT_MOST]
    contexts = [hub for hub in hubs if hub >= organisations][:SHARED_AT_MOST]
    return SuggestedLink(one, other, score, sectors, partners, contexts)
