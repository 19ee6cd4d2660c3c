"""Networks on random ties are held to all trees there are."""

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from graph.snapshot.on_day import Day
from queries.reading import networks
from queries.reading.networks import cheapest_network, joinable, web_of
from queries.routing.constraints import NOBODY
from tests.worlds import Row, cluster, relation, snapshot_of

IDS = "abcdefgh"
KINDS = ("partner_of", "member_of", "mou_with", "hosts")
Pair = tuple[str, str]


def day_of(relations: list[tuple[str, Pair, int]], folder: Path) -> Day:
    rows: dict[str, list[Row]] = {
        "organisations": [cluster(id_) for id_ in IDS],
        "relations": [
            relation(kind, *pair, since="2000", until=str(2025 - age), status="ended")
            if age
            else relation(kind, *pair, status="current")
            for kind, pair, age in relations
        ],
    }
    return snapshot_of(rows, folder).on_day()


def graph_of(day: Day) -> nx.Graph:
    """Ties with the cost of both their ways."""
    ties, graph = day.on.ties, nx.Graph()
    graph.add_nodes_from(range(len(IDS)))
    for node in range(len(IDS)):
        for hop in range(ties.ptr[node], ties.ptr[node + 1]):
            graph.add_edge(node, int(ties.neighbour[hop]), cost=int(ties.hop_cost[hop] + ties.back_cost[hop]))
    return graph


def least_cost(graph: nx.Graph, wanted: list[int]) -> tuple[int, int]:
    """Cost and number of ties of the best tree: the best of the least spanning trees of those wanted and some others.

    Of equal cost that of fewest ties.
    """
    others, best = sorted(set(graph) - set(wanted)), []
    for count in range(len(others) + 1):
        for some in combinations(others, count):
            part = graph.subgraph([*wanted, *some])
            if nx.is_connected(part):
                tree = nx.minimum_spanning_tree(part, weight="cost")
                best.append((int(tree.size(weight="cost")), len(tree.edges)))
    return min(best)


relations_drawn = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.lists(st.sampled_from(IDS), min_size=2, max_size=2, unique=True).map(lambda pair: (pair[0], pair[1])),
        st.sampled_from((0, 0, 2, 9)),
    ),
    max_size=18,
)
wanted_drawn = st.lists(st.integers(0, len(IDS) - 1), min_size=2, max_size=6, unique=True)


@given(relations_drawn, wanted_drawn, st.booleans())
def test_no_tree_is_cheaper(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[str, Pair, int]], wanted: list[int], exact: bool
) -> None:
    day = day_of(drawn, tmp_path_factory.mktemp("networks"))
    graph = graph_of(day)
    web = web_of(day, wanted, len(IDS), NOBODY)
    joined = joinable(web, wanted)
    groups = [[one for one in wanted if one in part] for part in nx.connected_components(graph)]
    assert joined == max(groups, key=lambda group: (len(group), -min(map(wanted.index, group), default=0)))
    if len(joined) < 2:
        return
    with pytest.MonkeyPatch.context() as patch:
        if not exact:
            patch.setattr(networks, "EXACT_AT_MOST", 1)
        found = cheapest_network(web, joined)
    tree = nx.Graph((one, other) for one, other, _ in found.steps)
    assert nx.is_tree(tree)
    assert set(joined) <= set(tree)
    assert {node for node in tree if tree.degree(node) == 1} <= set(joined)
    assert found.cost == sum(graph.edges[one, other]["cost"] for one, other, _ in found.steps)
    assert found.exact == exact
    cheapest, ties = least_cost(graph, joined)
    event(f"joined {len(joined)}, through {len(tree) - len(joined)}, exact {exact}")
    if exact:
        assert (found.cost, len(found.steps)) == (cheapest, ties)
    else:
        assert cheapest <= found.cost <= (2 - 2 / len(joined)) * cheapest


def test_outwards_from_the_first(tmp_path: Path) -> None:
    day = day_of([("partner_of", pair, 0) for pair in (("d", "b"), ("b", "a"), ("b", "c"))], tmp_path)
    found = cheapest_network(web_of(day, [3, 2, 0], 2, NOBODY), [3, 2, 0])
    assert [step[:2] for step in found.steps] == [(3, 1), (1, 0), (1, 2)]


def test_of_equal_networks_that_of_fewest_ties(tmp_path: Path) -> None:
    day = day_of([("partner_of", pair, 0) for pair in (("a", "b"), ("b", "c"), ("c", "a"))], tmp_path)
    ties = day.on.ties
    source = np.repeat(np.arange(len(IDS)), np.diff(ties.ptr))
    costs = np.where(source + ties.neighbour == 3, 400, 200).astype(np.int32)  # from b to c as much as past a
    equal = replace(day, on=replace(day.on, ties=replace(ties, hop_cost=costs, back_cost=costs)))
    found = cheapest_network(web_of(equal, [1, 2], 2, NOBODY), [1, 2])
    assert ([step[:2] for step in found.steps], found.cost) == ([(1, 2)], 800)


def test_within_reach(tmp_path: Path) -> None:
    """Four ties in a row: in the middle one is two ties from both ends."""
    day = day_of([("partner_of", pair, 0) for pair in (("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"))], tmp_path)
    near, far = (web_of(day, [0, 4], reach, NOBODY) for reach in (1, 2))
    assert (joinable(near, [0, 4]), joinable(far, [0, 4])) == ([0], [0, 4])
    assert len(cheapest_network(far, [0, 4]).steps) == 4
