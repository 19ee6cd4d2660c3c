"""On how many of the strongest chains of ties between clusters each organisation lies (betweenness), by networkx."""

from dataclasses import dataclass
from typing import Any, Final

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graph.cached import cached_property
from graph.kinds import CLUSTER, COMPANY, ORGANISATION_KINDS
from graph.snapshot.day.worth import INFINITE
from graph.snapshot.facts import B1, F8, I4
from graph.snapshot.on_day import Day
from graph.work import look
from queries.reading.pairs import alive
from queries.reading.sampling import drawn_pairs, margin_of_shares

EXACT_AT_MOST: Final = 5_000_000
"""Clusters × (organisations + ties each way) up to which all chains are looked at; a few seconds, once a day."""
SOURCES_A_PART: Final = 50
PARTS_DRAWN: Final = 12
PAIRS_A_PART: Final = 100
"""Of a larger graph twelve times as many pairs are drawn. Parts are kept: a question that is cut off goes on later."""
_CLUSTER: Final = ORGANISATION_KINDS.index(CLUSTER)
_COMPANY: Final = ORGANISATION_KINDS.index(COMPANY)


@dataclass(frozen=True, slots=True)
class Arcs:
    """Living ties between organisations that are no companies, each of them once each way; by source, then target.

    Attributes:
        cost: of the tie that way; INFINITE where there is none that way.
    """

    source: I4
    target: I4
    cost: I4

    def kept(self, some: B1) -> "Arcs":
        """Some of them."""
        return Arcs(self.source[some], self.target[some], self.cost[some])


@dataclass(frozen=True, slots=True)
class Betweenness:
    """How much lies between clusters. N organisations.

    Attributes:
        share: (N) of ordered pairs of clusters that a chain joins, the share whose strongest chain it lies on.
        margin: (N) how far each share may be off, 95 times of 100; 0 where they are exact.
        clusters: clusters with a living tie: the ends.
        pairs: pairs that were looked at and are joined.
        exact: all pairs were looked at.
    """

    share: F8
    margin: F8
    clusters: int
    pairs: int
    exact: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """What some of the pairs give: how many of them are joined, and on how many chains each organisation lies."""

    joined: int
    chains: F8


def living_arcs(day: Day) -> Arcs:
    """Living ties between organisations that are no companies."""
    ties, kind = day.on.ties, day.facts.kind
    source = np.repeat(np.arange(len(kind), dtype=np.int32), np.diff(ties.ptr))
    some = alive(day)[ties.hop_tie] & (kind[source] != _COMPANY) & (kind[ties.neighbour] != _COMPANY)
    return Arcs(source[some], ties.neighbour[some], ties.hop_cost[some])


def betweenness(day: Day) -> Betweenness:
    """How much each organisation lies between clusters on a day, worked out once.

    A *chain* leads from a cluster to another over living ties, each way as strong as it is that way; companies are
    neither ends nor between. The *strongest* is that of the least sum of costs (of the largest product of strengths),
    however many ties it has. Of n equally strong ones each counts 1/n, and an end lies on none of its own.

    Where there are more pairs than ``EXACT_AT_MOST`` allows, pairs are drawn, always the same ones, and of equally
    strong chains one counts.

    Raises:
        StoppedError: the work is to stop; what was done is kept, and not done again.
    """
    return day.remembered(("betweenness",), lambda: _Making(day).all(), lambda made: 2 * made.share.nbytes)


class _Making:
    """The making of it, part by part."""

    def __init__(self, day: Day) -> None:
        self.day = day
        self.count = len(day.facts.kind)
        self.arcs = self._between_clusters(living_arcs(day))
        self.nodes = np.union1d(self.arcs.source, self.arcs.target)
        ends = self.nodes[self._is_cluster[self.nodes]]
        self.ends: list[int] = ends.tolist()

    @cached_property
    def _is_cluster(self) -> B1:
        return np.asarray(self.day.facts.kind == _CLUSTER)

    def _between_clusters(self, arcs: Arcs) -> Arcs:
        """The arcs that may be on a chain between clusters: whoever else has one tie only lies on none."""
        while True:
            tied = np.bincount(arcs.source, minlength=self.count)
            leaf = (tied == 1) & ~self._is_cluster
            kept = ~leaf[arcs.source] & ~leaf[arcs.target]
            if kept.all():
                return arcs.kept(arcs.cost < INFINITE)
            arcs = arcs.kept(kept)

    @cached_property
    def graph(self) -> Any:
        """As networkx has it: directed, with integer costs, so that equal sums are equal."""
        made = nx.DiGraph()
        made.add_nodes_from(self.nodes.tolist())
        columns = (column.tolist() for column in (self.arcs.source, self.arcs.target, self.arcs.cost))
        made.add_weighted_edges_from(zip(*columns, strict=True), weight="cost")
        return made

    def all(self) -> Betweenness:
        """All parts together."""
        exact = len(self.ends) * (len(self.nodes) + len(self.arcs.source)) <= EXACT_AT_MOST
        parts = -(-len(self.ends) // SOURCES_A_PART) if exact else PARTS_DRAWN
        made = []
        for part in range(parts):
            look()
            made.append(self._part(part, exact))
        joined = sum(one.joined for one in made)
        share = np.zeros(self.count)
        share[self.nodes] = np.sum([one.chains for one in made], axis=0) / max(1, joined)
        margin = np.zeros(self.count) if exact else margin_of_shares(share, joined)
        for column in (share, margin):
            column.setflags(write=False)
        return Betweenness(share, margin, len(self.ends), joined, exact)

    def _part(self, part: int, exact: bool) -> _Part:
        make = self._of_sources if exact else self._of_drawn
        return self.day.remembered(("betweenness", part), lambda: make(part), lambda made: made.chains.nbytes)

    def _of_sources(self, part: int) -> _Part:
        sources = self.ends[part * SOURCES_A_PART :][:SOURCES_A_PART]
        found = nx.betweenness_centrality_subset(self.graph, sources, self.ends, weight="cost")
        ends = set(self.ends)
        joined = sum(len(ends & nx.descendants(self.graph, source)) for source in sources)
        return _Part(joined, self._column(found))

    def _of_drawn(self, part: int) -> _Part:
        joined, found = 0, dict.fromkeys(self.nodes.tolist(), 0.0)
        for one, other in drawn_pairs(self.ends, PAIRS_A_PART, part):
            try:
                _, chain = nx.bidirectional_dijkstra(self.graph, one, other, weight="cost")
            except nx.NetworkXNoPath:
                continue
            joined += 1
            for node in chain[1:-1]:
                found[node] += 1
        return _Part(joined, self._column(found))

    def _column(self, found: dict[int, float]) -> NDArray[np.float64]:
        return np.array([found[node] for node in self.nodes.tolist()], dtype=np.float64)
