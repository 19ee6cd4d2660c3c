"""What other libraries need for the nearest same work on the same graph, within a limit of time.

Each gets the snapshot's ties as a weighted graph, each way by itself, and yields a sample as soon as it has one, and
whether the answer was right (``bench.reduced``): the parent may stop it. A peer imports only its own library. What they
leave out is said in ``LEAVES_OUT``, and printed with their figures.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any, Final

import numpy as np

from bench.measure import Item, timed
from bench.mix import Mix
from bench.reduced import ROUTES, STEPS, Reduced, Route, Ties
from bench.tasks.given import Given
from graph.snapshot.names.folding import fold
from graph.snapshot.snapshot import Snapshot

FIRST: Final = 10
RIGHT_ARE: Final = (
    "Wrong is what the same question has a better answer to: over the same ties, with at most three steps, presence "
    "alone."
)
LEAVES_OUT: Final = {
    "door_openers_warm": (
        "Peers run Dijkstra from the asker, add the presence of the openers and walk back the routes of the best ten. "
        "They leave out: the bound on steps (but for Ladybug, which is told it), standing and receptions, fit, what "
        f"depends on the asker in presence, one opener an operator, and what an answer says of its routes. {RIGHT_ARE}"
    ),
    "introductions": (
        "Peers seek the three shortest simple paths (Yen). They leave out: the bound on steps, standing and "
        f"receptions, the fallback, and what an answer says of its routes. {RIGHT_ARE}"
    ),
    "search": (
        "rapidfuzz compares the text with every folded name, cut to its length, by Damerau-Levenshtein distance. It "
        "leaves out: words in any order, several names of a thing, exact and prefix matches before similar ones. What "
        "it finds is nearest by definition, and is not judged."
    ),
}
_LADYBUG: Final = f"""
    MATCH route = (asker:Organisation {{id: $asker}})-[ties:Tie* WSHORTEST(cost) 1..{STEPS}]->(opener:Organisation)
    WHERE opener.id IN $openers
    RETURN opener.id, cost(ties), properties(nodes(route), 'id')
"""

Sample = float | bool | str


def networkx_openers(given: Given) -> Iterator[Sample]:
    """networkx: Dijkstra in Python."""
    import networkx as nx  # noqa: PLC0415

    snapshot = Snapshot(given.snapshot)
    reduced = Reduced(snapshot)
    graph = _networkx_graph(reduced.ties)

    def ask(asker: int, market: str) -> list[Route]:
        before, length = nx.dijkstra_predecessor_and_distance(graph, asker)
        distance = np.full(reduced.ties.count, np.inf)
        distance[list(length)] = list(length.values())
        return [_walk_back(lambda node: before[node][0], asker, node) for node in reduced.best(market, asker, distance)]

    yield from _questions(given, snapshot, reduced, ask)


def igraph_openers(given: Given) -> Iterator[Sample]:
    """igraph: Dijkstra in C, and once more for the routes of the ten best."""
    snapshot = Snapshot(given.snapshot)
    reduced = Reduced(snapshot)
    graph = _igraph_graph(reduced.ties)

    def ask(asker: int, market: str) -> list[Route]:
        distance = np.array(graph.distances(asker, weights="weight")[0])
        found: list[Route] = graph.get_shortest_paths(asker, to=reduced.best(market, asker, distance), weights="weight")
        return found

    yield from _questions(given, snapshot, reduced, ask)


def scipy_openers(given: Given) -> Iterator[Sample]:
    """SciPy: Dijkstra in C++."""
    from scipy.sparse import csr_array  # noqa: PLC0415
    from scipy.sparse.csgraph import dijkstra  # noqa: PLC0415

    snapshot = Snapshot(given.snapshot)
    reduced = Reduced(snapshot)
    ties = reduced.ties
    graph = csr_array((ties.cost, ties.target, ties.ptr), shape=(ties.count, ties.count))

    def ask(asker: int, market: str) -> list[Route]:
        distance, before = dijkstra(graph, directed=True, indices=asker, return_predecessors=True)
        return [_walk_back(before.__getitem__, asker, node) for node in reduced.best(market, asker, distance)]

    yield from _questions(given, snapshot, reduced, ask)


def ladybug_openers(given: Given) -> Iterator[Sample]:
    """Ladybug: its weighted shortest paths to all openers of the market, with its bound on their steps."""
    import ladybug  # noqa: PLC0415

    snapshot = Snapshot(given.snapshot)
    reduced = Reduced(snapshot)
    with TemporaryDirectory(prefix="opendoors-bench-") as folder:
        graph: Any = ladybug.Connection(ladybug.Database(str(Path(folder) / "graph")))
        _fill_ladybug(graph, reduced.ties, Path(folder))

        def ask(asker: int, market: str) -> list[Route]:
            openers = reduced.openers(market)[0].tolist()
            found: list[Any] = graph.execute(_LADYBUG, {"asker": asker, "openers": openers}).get_all()
            distance = np.full(reduced.ties.count, np.inf)
            distance[[opener for opener, _, _ in found]] = [cost for _, cost, _ in found]
            routes = {opener: route for opener, _, route in found}
            return [routes[opener] for opener in reduced.best(market, asker, distance)]

        yield from _questions(given, snapshot, reduced, ask)


def networkx_paths(given: Given) -> Iterator[Sample]:
    """networkx: shortest simple paths in Python."""
    import networkx as nx  # noqa: PLC0415

    snapshot = Snapshot(given.snapshot)
    reduced = Reduced(snapshot)
    graph = _networkx_graph(reduced.ties)

    def ask(source: int, target: int) -> list[Route]:
        try:
            return list(islice(nx.shortest_simple_paths(graph, source, target, weight="weight"), ROUTES))
        except nx.NetworkXNoPath:
            return []

    yield from _pairs(given, snapshot, reduced, ask)


def igraph_paths(given: Given) -> Iterator[Sample]:
    """igraph: shortest simple paths in C."""
    snapshot = Snapshot(given.snapshot)
    reduced = Reduced(snapshot)
    graph = _igraph_graph(reduced.ties)

    def ask(source: int, target: int) -> list[Route]:
        found: list[Route] = graph.get_k_shortest_paths(source, target, k=ROUTES, weights="weight")
        return [route for route in found if route]

    yield from _pairs(given, snapshot, reduced, ask)


def rapidfuzz_names(given: Given) -> Iterator[Sample]:
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


def _networkx_graph(ties: Ties) -> Any:
    import networkx as nx  # noqa: PLC0415

    graph = nx.DiGraph()
    graph.add_nodes_from(range(ties.count))
    graph.add_weighted_edges_from(zip(ties.source.tolist(), ties.target.tolist(), ties.cost.tolist(), strict=True))
    return graph


def _igraph_graph(ties: Ties) -> Any:
    import igraph  # noqa: PLC0415

    edges = np.stack([ties.source, ties.target], axis=1)
    return igraph.Graph(n=ties.count, edges=edges, edge_attrs={"weight": ties.cost}, directed=True)


def _fill_ladybug(graph: Any, ties: Ties, folder: Path) -> None:
    np.savetxt(folder / "nodes.csv", np.arange(ties.count), fmt="%d")
    np.savetxt(folder / "ties.csv", np.stack([ties.source, ties.target, ties.cost], axis=1), fmt="%d", delimiter=",")
    graph.execute("CREATE NODE TABLE Organisation(id INT64 PRIMARY KEY)")
    graph.execute("CREATE REL TABLE Tie(FROM Organisation TO Organisation, cost DOUBLE)")
    for table, stem in (("Organisation", "nodes"), ("Tie", "ties")):
        graph.execute(f"COPY {table} FROM '{folder / stem}.csv' (HEADER = false)")


def _walk_back(before: Callable[[int], int], asker: int, node: int) -> list[int]:
    route = [node]
    while route[-1] != asker:
        route.append(int(before(route[-1])))
    return route[::-1]


def _questions(
    given: Given, snapshot: Snapshot, reduced: Reduced, ask: Callable[[int, str], Sequence[Route]]
) -> Iterator[Sample]:
    questions = Mix(snapshot).questions(given.count)
    asked = [(snapshot.node(asker, "organisation", "from"), market) for asker, market in questions]
    yield from _timed(
        given, lambda one: ask(*one), asked, lambda one, routes: reduced.are_best_openers(one[1], one[0], routes)
    )


def _pairs(
    given: Given, snapshot: Snapshot, reduced: Reduced, ask: Callable[[int, int], Sequence[Route]]
) -> Iterator[Sample]:
    pairs = Mix(snapshot).pairs(given.count)
    asked = [
        (snapshot.node(one, "organisation", "from"), snapshot.node(other, "organisation", "to")) for one, other in pairs
    ]
    yield from _timed(
        given, lambda pair: ask(*pair), asked, lambda pair, routes: reduced.are_best_routes(*pair, routes)
    )


def _timed(
    given: Given,
    ask: Callable[[Item], Any],
    items: Sequence[Item],
    is_right: Callable[[Item, Any], bool] | None = None,
) -> Iterator[Sample]:
    """Each once, until the time is up; after each, with the clock stopped, whether the answer was right."""
    until = monotonic() + given.seconds
    for item in items:
        took, answer = timed(partial(ask, item))
        yield took
        if is_right is not None:
            yield is_right(item, answer)
        if monotonic() > until:
            return
