"""Routes to an area that share nobody, and how many there can be: bounded in steps, by maximum flow.

Without a bound, as many chains share nobody as organisations must fall to cut all of them (Menger). With one, that
holds where no chain has more than three organisations after the asker: a chain may then be taken to be direct where it
can, not to pass a second contact of the asker, and not to go on from where it may end, so that all that is left of the
graph are chains that are short enough. For longer ones the flow is an upper bound, and what is found a lower one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graph.cached import cached_property
from graph.snapshot.day.worth import INFINITE
from graph.work import look
from queries.reading.families import family_heads
from queries.routing.candidate import Candidate
from queries.routing.candidates import Candidates
from queries.routing.kernel.between import tie_cost
from queries.routing.kernel.terrain import ANY, NONE, first_steps_lead_on
from queries.routing.standing import StepKind
from queries.routing.ways import Way

B1 = NDArray[np.bool_]
I8 = NDArray[np.int64]
ARCS_AT_MOST: Final = 30_000
"""Ties that may be part of such routes; of more it takes seconds to tell how many routes there can be."""
_FROM: Final = "from"
_TO: Final = "to"


@dataclass(frozen=True, slots=True)
class Independent:
    """Routes that share nobody but the asker; an office counts as the one organisation that operates it.

    Attributes:
        found: the openers, each by its route, best first.
        at_most: no more can be found at once; None where the search ended at the number wanted, or was not made.
    """

    found: list[Candidate]
    at_most: int | None


def independent(of: Candidates, most: int) -> Independent:
    """As many routes that share nobody as can be, but no more than ``most``, whatever they are worth.

    Of those of one step only where more than ``ARCS_AT_MOST`` ties would have to be looked at.

    No route of these constraints has to meet anybody (``via``).
    """
    heads = family_heads(of.day)
    direct = _best_of_each(_direct(of), heads)
    if len(direct) >= most:
        return Independent(_in_order(direct.values())[:most], None)
    web = _Web(of, heads, direct)
    chains = web.chains(most - len(direct))
    if chains is None:
        return Independent(_in_order(direct.values()), None)
    found, taken = list(direct.values()), set(direct)
    for one in _in_order(filter(None, map(web.realised, chains))):
        met = set(heads[list(one.way.nodes[1:])].tolist())
        if not met & taken:
            taken |= met
            found.append(one)
    total = len(direct) + len(chains)
    return Independent(_in_order(found), None if total >= most else total)


def _in_order(some: Iterable[Candidate]) -> list[Candidate]:
    return sorted(some, key=lambda one: one.merit)


def _best_of_each(some: Iterable[Candidate], heads: NDArray[np.int32]) -> dict[int, Candidate]:
    """Family → the best of its openers."""
    best: dict[int, Candidate] = {}
    for one in _in_order(some):
        best.setdefault(int(heads[one.node]), one)
    return best


def _openers(of: Candidates, ways: Iterable[Way]) -> Iterator[Candidate]:
    return (one for way in ways if (one := of.candidate(way)) is not None)


def _direct(of: Candidates) -> Iterator[Candidate]:
    """Openers that the asker reaches in one step."""
    yield from _openers(of, of.listing.alone())
    for node in np.intersect1d(of.leave.contacts, of.target.opener).tolist():
        raised = of.listing.raised_tie(node)
        own = of.between(of.target.position(node)).direct() if raised is None else (raised,)
        yield from _openers(of, own)


class _Web:
    """What is left for routes of several steps, once those of one step are taken.

    Args:
        direct: families that one step leads to: nobody else needs to pass them.
    """

    def __init__(self, of: Candidates, heads: NDArray[np.int32], direct: dict[int, Candidate]) -> None:
        self.of, self.leave, self.terrain, self.heads = of, of.leave, of.leave.terrain, heads
        count = len(self.terrain.kind)
        self.open: B1 = ~np.isin(heads, list(direct))
        if len(self.terrain.blocked):
            self.open &= ~self.terrain.blocked
        if of.leave.start.asker >= 0:
            self.open[of.leave.start.asker] = False
        contacts = of.leave.contacts[self.open[of.leave.contacts]]
        self.first = {node: cost for node in contacts.tolist() if self.leave.allows(node, cost := self.leave.tie(node))}
        self.is_first = np.zeros(count, dtype=np.bool_)
        self.is_first[list(self.first)] = True
        self.lead = first_steps_lead_on(self.terrain, self.leave.start, np.arange(count, dtype=np.int32))
        self.ends: B1 = np.zeros(count, dtype=np.bool_)
        """Openers that a chain of ties may end at."""
        self.ends[of.target.opener[of.outlook.far < INFINITE]] = True
        self.ends &= self.open

    def chains(self, most: int) -> list[list[int]] | None:
        """Chains from contact to opener that share nobody, as many as there can be, at most ``most``."""
        arcs = self._arcs()
        if len(arcs) > ARCS_AT_MOST:
            return None
        graph = nx.DiGraph()
        graph.add_edges_from((_FROM, node) for node in self.first)
        graph.add_edges_from((_FROM, pair[0]) for pair in self.listed)
        graph.add_edges_from(self.listed)
        graph.add_edges_from(arcs)
        ends = {*np.flatnonzero(self.ends).tolist(), *(pair[1] for pair in self.listed)}
        for node in ends & set(graph):
            family = ("family", int(self.heads[node]))
            graph.add_edge(node, family)
            graph.add_edge(family, _TO)
        look()
        if _FROM not in graph or _TO not in graph or not nx.has_path(graph, _FROM, _TO):
            return []
        found = [chain[1:-2] for chain in nx.node_disjoint_paths(graph, _FROM, _TO, cutoff=most)]
        look()
        return found

    @cached_property
    def listed(self) -> dict[tuple[int, int], Candidate]:
        """(whom the asker asks, opener) → the opener by two steps that need no search."""
        best: dict[tuple[int, int], Candidate] = {}
        for one in _in_order(_openers(self.of, self._listed_ways())):
            pair = one.way.nodes[1], one.way.nodes[2]
            if self.open[list(pair)].all():
                best.setdefault(pair, one)
        return best

    def _listed_ways(self) -> Iterator[Way]:
        of, listing = self.of, self.of.listing
        yield from listing.by_home_agency(of.target.opener)
        if any(self.open[step.node] for _, step in listing.hosts):
            for node in listing.receptions.node[~listing.receptions.known].tolist():
                yield from listing.receptions_of(node)
        for at in np.flatnonzero(of.outlook.through < INFINITE).tolist():
            yield from (way for way in of.between(at).apart() if len(way.kinds) > 1)

    def _arcs(self) -> list[tuple[int, int]]:
        """Ties between middle steps, and from them to openers, that are on a chain that is short enough."""
        source, target = self._ties()
        far_off = self.leave.max_steps
        steps, left = (np.full(len(self.open), far_off, dtype=np.int64) for _ in range(2))
        steps[self.is_first], left[self.ends] = 1, 0
        for step in range(1, far_off - 1):
            np.minimum.at(steps, target[steps[source] == step], step + 1)
            np.minimum.at(left, source[left[target] == step - 1], step)
        kept = steps[source] + 1 + left[target] <= far_off
        return list(zip(source[kept].tolist(), target[kept].tolist(), strict=True))

    def _ties(self) -> tuple[I8, I8]:
        """Ties from who may introduce on and is no opener, to who is no contact of the asker."""
        terrain = self.terrain
        source = np.repeat(np.arange(len(self.open)), np.diff(terrain.ptr))
        leading = self.open & ~self.ends & ((self.lead == ANY) | (self.is_first & (self.lead != NONE)))
        kept = leading[source] & (self.open & ~self.is_first)[terrain.neighbour]
        at = np.flatnonzero(kept & (terrain.hop_cost <= terrain.hop_at_most))
        source, target = source[at], terrain.neighbour[at].astype(np.int64)
        kept = self.lead[source] == ANY
        operators = self.of.day.on.mandated.operators
        for place in np.flatnonzero(~kept & terrain.office[target]).tolist():
            kept[place] = source[place] in operators(int(target[place]))
        return source[kept], target[kept]

    def realised(self, chain: list[int]) -> Candidate | None:
        """The opener at the end of a chain by the route that it is; None where it is none, or not good enough."""
        for start in range(len(chain) - 1):
            rest = chain[start:]
            if len(rest) == 2 and tuple(rest) in self.listed:
                return self.listed[rest[0], rest[1]]
            if rest[0] in self.first and len(rest) <= self.leave.max_steps:
                return next(_openers(self.of, (self._by_ties(rest),)), None)
        return None

    def _by_ties(self, nodes: list[int]) -> Way:
        start = self.leave.start
        costs = [self.first[nodes[0]], *(int(tie_cost(self.terrain, start, *pair)) for pair in pairwise(nodes))]
        return Way((start.asker, *nodes), (StepKind.TIE,) * len(nodes), tuple(costs))
