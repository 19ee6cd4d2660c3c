"""The cheapest network of ties that joins some organisations: a Steiner tree on ties."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

import networkx as nx
import numpy as np
from networkx.algorithms.approximation import steiner_tree
from numpy.typing import NDArray

from graph.snapshot.day.worth import INFINITE
from graph.snapshot.facts import B1
from graph.snapshot.on_day import Day
from graph.work import look

EXACT_AT_MOST: Final = 6
"""Organisations that are joined by the cheapest network for certain: work grows with 3 to their number."""
I8 = NDArray[np.int64]
_FEWER: Final = 1 << 10
"""Equal networks stand by their number of ties, of which there are fewer than this."""
_NEVER: Final = 1 << 50
"""More than any network costs, and so little that two of it are no overflow."""


@dataclass(frozen=True, slots=True)
class Web:
    """Ties that lead both ways between the organisations within reach, as an adjacency; K organisations.

    Attributes:
        node: (K) organisations, ascending.
        ptr: (K+1) rows of each.
        neighbour: position of the other one.
        cost: of the way there and that back, times ``_FEWER``, and one.
        tie: of the day's ties.
    """

    node: I8
    ptr: I8
    neighbour: I8
    cost: I8
    tie: I8


@dataclass(frozen=True, slots=True)
class Network:
    """A tree of ties.

    Attributes:
        steps: (from, to, tie) of each, outwards from the first organisation, then by ids.
        cost: integer sum of both ways of all ties.
        exact: none is cheaper; else it costs at most 2 − 2/n times the cheapest that joins these n.
    """

    steps: list[tuple[int, int, int]]
    cost: int
    exact: bool


def web_of(day: Day, wanted: Sequence[int], reach: int, shut: B1) -> Web:
    """The ties between whoever is at most so many ties from one of those wanted.

    Who has a single tie there joins nobody, and is left out unless wanted; so is whoever is shut (N, or empty).
    """
    ties = day.on.ties
    source = np.repeat(np.arange(len(ties.ptr) - 1), np.diff(ties.ptr))
    usable = (ties.hop_cost < INFINITE) & (ties.back_cost < INFINITE)
    if len(shut):
        usable &= ~(shut[source] | shut[ties.neighbour])
    hops = np.flatnonzero(usable)
    source, target = source[hops], ties.neighbour[hops]
    given = np.zeros(len(ties.ptr) - 1, dtype=np.bool_)
    given[list(wanted)] = True
    within = given.copy()
    for _ in range(reach):
        within[target[within[source]]] = True
    look()
    kept = np.flatnonzero(within[source] & within[target])
    while True:
        joins = given | (np.bincount(source[kept], minlength=len(given)) > 1)
        rest = kept[joins[source[kept]] & joins[target[kept]]]
        if len(rest) == len(kept):
            break
        kept = rest
    node = np.flatnonzero(given | (np.bincount(source[kept], minlength=len(given)) > 0))
    hops = hops[kept]
    both = ties.hop_cost[hops].astype(np.int64) + ties.back_cost[hops]
    return Web(
        node,
        np.searchsorted(source[kept], np.append(node, len(given))),
        np.searchsorted(node, target[kept]),
        both * _FEWER + 1,
        ties.hop_tie[hops].astype(np.int64),
    )


def joinable(web: Web, wanted: Sequence[int]) -> list[int]:
    """Of those wanted as many as one network can join: the most; of equally many those with the first one named."""
    left, best = list(wanted), list[int]()
    while left:
        reached = _reached(web, int(np.searchsorted(web.node, left[0])))
        group = [one for one in left if reached[np.searchsorted(web.node, one)]]
        best = group if len(group) > len(best) else best
        left = [one for one in left if one not in group]
    return best


def _reached(web: Web, start: int) -> B1:
    reached = np.zeros(len(web.node), dtype=np.bool_)
    reached[start] = True
    before = 0
    source = np.repeat(np.arange(len(web.node)), np.diff(web.ptr))
    while before < (before := int(reached.sum())):
        reached[web.neighbour[reached[source]]] = True
    return reached


def cheapest_network(web: Web, joined: Sequence[int]) -> Network:
    """The network that joins organisations, all of one component."""
    at = np.searchsorted(web.node, joined).tolist()
    exact = len(at) <= EXACT_AT_MOST
    hops = sorted(set(_exact(web, at) if exact else _approximate(web, at)))
    return Network(_outwards(web, at[0], hops), sum(int(web.cost[hop]) // _FEWER for hop in hops), exact)


def _exact(web: Web, at: Sequence[int]) -> Iterator[int]:
    """Hops of the cheapest tree (Dreyfus and Wagner): trees of some of those joined and anybody, from few to all."""
    *given, root = at
    whole = (1 << len(given)) - 1
    least = np.full((whole + 1, len(web.node)), _NEVER, dtype=np.int64)
    for place, one in enumerate(given):
        least[1 << place, one] = 0
    for some in range(1, whole + 1):
        look()
        for part in _parts(some):
            np.minimum(least[some], least[part] + least[some ^ part], out=least[some])
        _spread(web, least[some])
    waiting = [(root, whole)]
    while waiting:
        one, some = waiting.pop()
        cost = int(least[some, one])
        if cost == 0:
            continue
        split = next((part for part in _parts(some) if least[part, one] + least[some ^ part, one] == cost), None)
        if split is not None:
            waiting += [(one, split), (one, some ^ split)]
            continue
        row = slice(int(web.ptr[one]), int(web.ptr[one + 1]))
        hop = row.start + int(np.flatnonzero(least[some, web.neighbour[row]] + web.cost[row] == cost)[0])
        yield hop
        waiting.append((int(web.neighbour[hop]), some))


def _parts(some: int) -> Iterator[int]:
    """One of each two parts into which a set of bits falls: that with its lowest bit."""
    part = (some - 1) & some
    while part:
        if part & some & -some:
            yield part
        part = (part - 1) & some


def _spread(web: Web, least: I8) -> None:
    """Let everybody know of the cheapest tree that a neighbour knows of, until nobody learns anything."""
    rows = np.flatnonzero(np.diff(web.ptr))
    while True:
        offered = np.minimum.reduceat(least[web.neighbour] + web.cost, web.ptr[rows])
        better = offered < least[rows]
        if not better.any():
            return
        least[rows[better]] = offered[better]


def _approximate(web: Web, at: Sequence[int]) -> Iterator[int]:
    """Hops of a tree that costs at most 2 − 2/n times the cheapest (Mehlhorn), found among those that matter to it.

    Everybody is given to the nearest of those joined. The shortest ways between neighbours among these, over a tie that
    leads from one's to another's, hold the cheapest tree of shortest ways; so no more is searched.
    """
    least, toward = _nearest(web, at)
    source = np.repeat(np.arange(len(web.node)), np.diff(web.ptr))
    nearest = np.where(toward < 0, np.arange(len(web.node)), web.neighbour[toward])
    while (nearest != (further := nearest[nearest])).any():
        nearest = further
    leading = np.flatnonzero(nearest[source] < nearest[web.neighbour])
    leading = leading[np.maximum(least[source[leading]], least[web.neighbour[leading]]) < _NEVER]
    whole = least[source[leading]] + web.cost[leading] + least[web.neighbour[leading]]
    pair = nearest[source[leading]] * len(web.node) + nearest[web.neighbour[leading]]
    order = np.lexsort((leading, whole, pair))
    first = np.unique(pair[order], return_index=True)[1]
    graph = nx.Graph()
    for over in leading[order][first].tolist():
        ways = (_way(web, toward, int(end)) for end in (source[over], web.neighbour[over]))
        for hop in (over, *chain.from_iterable(ways)):
            graph.add_edge(int(source[hop]), int(web.neighbour[hop]), cost=int(web.cost[hop]), hop=hop)
    look()
    for *_, hop in steiner_tree(graph, list(at), weight="cost", method="mehlhorn").edges(data="hop"):
        yield hop


def _way(web: Web, toward: I8, one: int) -> Iterator[int]:
    """The hops from somebody to the nearest."""
    while toward[one] >= 0:
        yield int(toward[one])
        one = int(web.neighbour[toward[one]])


def _nearest(web: Web, at: Sequence[int]) -> tuple[I8, I8]:
    """(K) cost of the way to the nearest of some, and the hop that leads there; -1 for these, and where none does."""
    least = np.full(len(web.node), _NEVER, dtype=np.int64)
    least[list(at)] = 0
    _spread(web, least)
    look()
    source = np.repeat(np.arange(len(web.node)), np.diff(web.ptr))
    leads = np.flatnonzero((least[web.neighbour] + web.cost == least[source]) & (least[source] < _NEVER))
    toward = np.full(len(web.node), -1, dtype=np.int64)
    toward[source[leads][::-1]] = leads[::-1]
    return least, toward


def _outwards(web: Web, root: int, hops: Sequence[int]) -> list[tuple[int, int, int]]:
    """The ties of a tree from its root on, each from the nearer end to the further one."""
    source = np.searchsorted(web.ptr, hops, side="right") - 1
    tree = nx.Graph()
    for one, hop in zip(source.tolist(), hops, strict=True):
        tree.add_edge(one, int(web.neighbour[hop]), tie=int(web.tie[hop]))
    found, waiting, met = list[tuple[int, int, int]](), deque([root]), {root}
    while waiting:
        one = waiting.popleft()
        for other in sorted(set(tree[one]) - met):
            met.add(other)
            waiting.append(other)
            found.append((int(web.node[one]), int(web.node[other]), tree.edges[one, other]["tie"]))
    return found
