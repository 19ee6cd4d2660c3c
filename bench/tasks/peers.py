"""What other libraries need for the nearest same work on the same graph, within a limit of time.

Each gets the snapshot's ties as a weighted graph, -ln of their strength, and yields a sample as soon as it has one: the
parent may stop it. A peer imports only its own library. What they leave out is said in ``LEAVES_OUT``, and printed with
their figures.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from time import monotonic
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bench.measure import Item, milliseconds
from bench.mix import Mix
from bench.tasks.given import Given
from graph.kinds import COMPANY, ORGANISATION_KINDS
from graph.snapshot.names.folding import fold
from graph.snapshot.snapshot import Snapshot

OPENERS: Final = 10
ROUTES: Final = 3
FIRST: Final = 10
LEAVES_OUT: Final = {
    "door_openers_warm": (
        "Peers run Dijkstra from the asker, add the presence of the openers and walk back the routes of the best ten. "
        "They leave out: the bound on steps, mandates and desks, sector fit, courtesy, one opener an operator, and "
        "what an answer says of its routes."
    ),
    "introductions": (
        "Peers seek the three shortest simple paths (Yen). They leave out: the bound on steps, mandates and desks, the "
        "fallback, and what an answer says of its routes."
    ),
    "search": (
        "rapidfuzz compares the text with every folded name, cut to its length, by Damerau-Levenshtein distance. It "
        "leaves out: words in any order, several names of a thing, exact and prefix matches before similar ones."
    ),
}


class _Openers:
    """Openers of each market with the cost of their presence, for everybody's use."""

    def __init__(self, snapshot: Snapshot) -> None:
        present = snapshot.standing().present
        company = ORGANISATION_KINDS.index(COMPANY)
        self._of: dict[str, tuple[NDArray[Any], NDArray[Any]]] = {}
        for market in Mix(snapshot).markets:
            span = present.of_market(snapshot.market_position(market))
            node = present.organisation[span]
            kept = snapshot.facts.kind[node] != company
            self._of[market] = node[kept], -np.log(present.value[span][kept])

    def best(self, market: str, asker: int, distance: NDArray[Any]) -> list[int]:
        """The ten openers with the least sum."""
        node, cost = self._of[market]
        total = distance[node] + cost
        total[node == asker] = np.inf
        few = min(OPENERS, len(node))
        nearest = np.argpartition(total, few - 1)[:few]
        return [int(node[at]) for at in nearest[np.argsort(total[nearest])] if np.isfinite(total[at])]


def networkx_openers(given: Given) -> Iterator[float]:
    """networkx: Dijkstra in Python."""
    import networkx as nx  # noqa: PLC0415

    snapshot = Snapshot(given.snapshot)
    graph, openers = _networkx_graph(snapshot), _Openers(snapshot)

    def ask(asker: int, market: str) -> object:
        before, length = nx.dijkstra_predecessor_and_distance(graph, asker)
        distance = np.full(len(snapshot.facts.kind), np.inf)
        distance[list(length)] = list(length.values())
        return [_walk_back(lambda node: before[node][0], asker, node) for node in openers.best(market, asker, distance)]

    yield from _questions(given, snapshot, ask)


def igraph_openers(given: Given) -> Iterator[float]:
    """igraph: Dijkstra in C, and once more for the routes of the ten best."""
    snapshot = Snapshot(given.snapshot)
    graph, openers = _igraph_graph(snapshot), _Openers(snapshot)

    def ask(asker: int, market: str) -> object:
        distance = np.array(graph.distances(asker, weights="weight")[0])
        return graph.get_shortest_paths(asker, to=openers.best(market, asker, distance), weights="weight")

    yield from _questions(given, snapshot, ask)


def scipy_openers(given: Given) -> Iterator[float]:
    """SciPy: Dijkstra in C++."""
    from scipy.sparse import csr_array  # noqa: PLC0415
    from scipy.sparse.csgraph import dijkstra  # noqa: PLC0415

    snapshot = Snapshot(given.snapshot)
    ties, openers = snapshot.standing().ties, _Openers(snapshot)
    count = len(snapshot.facts.kind)
    weight = -np.log(ties.strength)[ties.hop_tie]
    graph = csr_array((weight, np.array(ties.neighbour), np.array(ties.ptr)), shape=(count, count))

    def ask(asker: int, market: str) -> object:
        distance, before = dijkstra(graph, directed=True, indices=asker, return_predecessors=True)
        return [_walk_back(before.__getitem__, asker, node) for node in openers.best(market, asker, distance)]

    yield from _questions(given, snapshot, ask)


def networkx_paths(given: Given) -> Iterator[float]:
    """networkx: shortest simple paths in Python."""
    import networkx as nx  # noqa: PLC0415

    snapshot = Snapshot(given.snapshot)
    graph = _networkx_graph(snapshot)

    def ask(source: int, target: int) -> object:
        try:
            return list(islice(nx.shortest_simple_paths(graph, source, target, weight="weight"), ROUTES))
        except nx.NetworkXNoPath:
            return []

    yield from _pairs(given, snapshot, ask)


def igraph_paths(given: Given) -> Iterator[float]:
    """igraph: shortest simple paths in C."""
    snapshot = Snapshot(given.snapshot)
    graph = _igraph_graph(snapshot)
    yield from _pairs(
        given, snapshot, lambda source, target: graph.get_k_shortest_paths(source, target, k=ROUTES, weights="weight")
    )


def rapidfuzz_names(given: Given) -> Iterator[float]:
    """rapidfuzz: every name by its distance, in C++."""
    from rapidfuzz import process  # noqa: PLC0415
    from rapidfuzz.distance import DamerauLevenshtein  # noqa: PLC0415

    snapshot = Snapshot(given.snapshot)
    names = [fold(snapshot.record(node)["name"]) for node in range(len(snapshot.facts.kind))]

    def ask(text: str) -> object:
        typed = fold(text)
        beginnings = [name[: len(typed)] for name in names]
        return process.extract(typed, beginnings, scorer=DamerauLevenshtein.distance, limit=FIRST)

    yield from _timed(given, ask, Mix(snapshot).misspelt(given.count))


def _edges(snapshot: Snapshot) -> tuple[list[tuple[int, int]], list[float]]:
    ties = snapshot.standing().ties
    return list(zip(ties.first.tolist(), ties.second.tolist(), strict=True)), (-np.log(ties.strength)).tolist()


def _networkx_graph(snapshot: Snapshot) -> Any:
    import networkx as nx  # noqa: PLC0415

    edges, weights = _edges(snapshot)
    graph = nx.Graph()
    graph.add_nodes_from(range(len(snapshot.facts.kind)))
    graph.add_weighted_edges_from((one, other, weight) for (one, other), weight in zip(edges, weights, strict=True))
    return graph


def _igraph_graph(snapshot: Snapshot) -> Any:
    import igraph  # noqa: PLC0415

    edges, weights = _edges(snapshot)
    return igraph.Graph(n=len(snapshot.facts.kind), edges=edges, edge_attrs={"weight": weights})


def _walk_back(before: Callable[[int], int], asker: int, node: int) -> list[int]:
    route = [node]
    while route[-1] != asker:
        route.append(int(before(route[-1])))
    return route[::-1]


def _questions(given: Given, snapshot: Snapshot, ask: Callable[[int, str], object]) -> Iterator[float]:
    questions = Mix(snapshot).questions(given.count)
    asked = [(snapshot.node(asker, "organisation", "from"), market) for asker, market in questions]
    yield from _timed(given, lambda one: ask(*one), asked)


def _pairs(given: Given, snapshot: Snapshot, ask: Callable[[int, int], object]) -> Iterator[float]:
    pairs = Mix(snapshot).pairs(given.count)
    asked = [
        (snapshot.node(one, "organisation", "from"), snapshot.node(other, "organisation", "to")) for one, other in pairs
    ]
    yield from _timed(given, lambda pair: ask(*pair), asked)


def _timed(given: Given, ask: Callable[[Item], object], items: Sequence[Item]) -> Iterator[float]:
    """Each once, until the time is up."""
    until = monotonic() + given.seconds
    for item in items:
        yield milliseconds(partial(ask, item))
        if monotonic() > until:
            return
