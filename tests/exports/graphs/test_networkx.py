"""A day's graph in networkx: typed, the engine's own numbers, and ready for measures."""

import io
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from exports.graphs.graphml import graphml
from exports.graphs.layers import graph_view
from exports.graphs.measures import measurable, undirected
from exports.graphs.networkx_graph import networkx_of, to_networkx
from exports.graphs.opening import open_day
from exports.graphs.part import GraphPart
from exports.graphs.view import Layer
from graph.errors import InputError, SnapshotError
from graph.snapshot.building.build import build_snapshot
from graph.snapshot.on_day import Day
from graph.store.sqlite.store import SqliteStore
from queries.questions.brokers import FIRST_AT_MOST, brokers
from tests.exports.graphs.views import EDGES, NODES, empty_view, small_view
from tests.worlds import STARTER_DAY, cluster, organisation, relation, snapshot_of


def test_attributes_keep_their_types_and_what_is_not_known_is_absent() -> None:
    graph = networkx_of(small_view())
    assert type(graph) is nx.MultiDiGraph
    assert list(graph) == [node.id for node in NODES]
    assert graph.nodes["alpha"] == {
        "name": 'Alpha <Cluster> & "Søns"', "type": "organisation", "kind": "cluster", "sectors": ("energy", "food"),
        "founded": "1999", "lat": 55.4, "statements": 2, "gone": False,
    }  # fmt: skip
    assert graph.nodes["beta:1"] == {"name": NODES[1].name, "type": "organisation", "kind": "company", "statements": 1}
    assert sorted(key for *_, key in graph.edges(keys=True)) == sorted(edge.id for edge in EDGES)
    assert graph.edges["beta:1", "alpha", "m:beta:1:alpha"] == {
        "kind": "member_of", "sources": ("hand",), "since": "2015-03", "statements": 1, "cross_border": True,
        "weight": 0.1 + 0.2,
    }  # fmt: skip
    assert "weight" not in graph.edges["alpha", "gamma", "p:alpha:gamma~2"]


def test_a_graph_says_what_it_is(starter: Day) -> None:
    graph = to_networkx(starter, "ties", GraphPart(around="kotra"))
    assert graph.graph == graph_view(starter, Layer.TIES, GraphPart(around="kotra")).about
    assert graph.graph["as_of"] == starter.as_of
    assert "KOTRA" in graph.graph["part"]
    assert "CC0-1.0" in graph.graph["sources"]
    assert len(networkx_of(empty_view())) == 0


@pytest.mark.parametrize("layer", Layer)
def test_the_whole_graph_is_there(starter: Day, layer: Layer) -> None:
    view, graph = graph_view(starter, layer), to_networkx(starter, layer)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (view.node_count, view.edge_count)
    assert graph.is_multigraph() == (layer is not Layer.TIES)


def test_a_tie_is_worth_what_the_engine_says_to_the_last_digit(starter: Day) -> None:
    graph, find = to_networkx(starter, Layer.TIES), starter.snapshot.find
    ties = starter.on.ties
    ends = {node: find(node) for node in graph}
    assert graph.number_of_edges() > 10_000
    for one, other, weight in graph.edges(data="weight"):
        assert weight == ties.from_to(ends[one] or 0, ends[other] or 0)
    assert graph.number_of_edges() == (ties.forward > 0).sum() + (ties.backward > 0).sum()


@pytest.mark.parametrize("layer", Layer)
def test_it_is_what_networkx_reads_of_our_graphml(starter: Day, layer: Layer) -> None:
    ours = to_networkx(starter, layer)
    chunks = b"".join(graphml(graph_view(starter, layer)))
    read = nx.read_graphml(io.BytesIO(chunks), force_multigraph=layer is not Layer.TIES)
    assert type(read) is type(ours)
    assert dict(read.nodes(data=True)) == {node: in_graphml(said) for node, said in ours.nodes(data=True)}
    if layer is Layer.TIES:
        assert dict(read.edges) == {ends: in_graphml(said) for ends, said in dict(ours.edges).items()}
    else:
        edges = {key: (one, other, in_graphml(said)) for one, other, key, said in ours.edges(data=True, keys=True)}
        assert {said.pop("id"): (one, other, said) for one, other, said in read.edges(data=True)} == edges
    assert read.graph.items() >= ours.graph.items()


def in_graphml(said: dict[str, Any]) -> dict[str, Any]:
    """Which knows no lists."""
    return {name: "|".join(value) if isinstance(value, tuple) else value for name, value in said.items()}


def test_a_layer_that_there_is_not_is_refused(starter: Day) -> None:
    with pytest.raises(InputError, match="no layer") as refused:
        to_networkx(starter, "tie")
    assert (refused.value.code, refused.value.nearest) == ("unknown_layer", ("ties",))


# One call from a notebook


def test_a_day_is_opened_by_its_folder_and_by_the_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with SqliteStore(tmp_path / "store.sqlite") as store:
        build_snapshot(store, tmp_path, STARTER_DAY)
    assert open_day(tmp_path).as_of == STARTER_DAY
    assert open_day(str(tmp_path), "2015").as_of == "2015-12-31"
    monkeypatch.setenv("OPENDOORS_HOME", str(tmp_path))
    assert open_day().as_of == STARTER_DAY


def test_where_nothing_is_published_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENDOORS_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    for home in (None, tmp_path, "nowhere"):
        with pytest.raises(SnapshotError, match="opendoors load") as refused:
            open_day(home)
        assert refused.value.code == "no_snapshot"


# Measures

CHAIN: dict[str, list[dict[str, str]]] = {
    "organisations": [*(cluster(f"c{number}") for number in range(7)), organisation("agency", kind="trade_agency")],
    "relations": [
        relation("partner_of", "c0", "c1"), relation("mou_with", "c0", "c1"), relation("partner_of", "c1", "c2"),
        *(relation("member_of", one, "agency") for one in ("c2", "c3", "c4")),
        relation("partner_of", "c3", "c5"), relation("partner_of", "c4", "c6", since="2010", until="2018"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Day:
    return snapshot_of(CHAIN, tmp_path_factory.mktemp("chain")).on_day()


def test_what_is_measured_are_living_ties_and_those_who_have_one(chain: Day) -> None:
    ties = to_networkx(chain, Layer.TIES)
    ways = measurable(ties)
    assert "c6" in ties
    assert set(ways) == {"c0", "c1", "c2", "c3", "c4", "c5", "agency"}, "an ended tie is none"
    assert ways.nodes["c0"] == ties.nodes["c0"]
    assert ways.graph == ties.graph
    route = nx.shortest_path(ways, "c0", "c5", weight="distance")
    assert route == ["c0", "c1", "c2", "agency", "c3", "c5"]
    both = undirected(ties)
    assert both.number_of_edges() == ways.number_of_edges() / 2
    assert both.edges["agency", "c2"]["weight"] == ties.edges["c2", "agency"]["weight"]
    assert ties.edges["c2", "agency"]["weight"] > ties.edges["agency", "c2"]["weight"], (
        "a hub knows each of its own less"
    )


def shares(day: Day) -> dict[str, float]:
    """By networkx, of each organisation the share of pairs of clusters between which it lies."""
    ways = measurable(to_networkx(day, Layer.TIES))
    clusters = [node for node, kind in ways.nodes(data="kind") if kind == "cluster"]
    between: dict[Any, float] = nx.betweenness_centrality_subset(ways, clusters, clusters, weight="distance")
    joined = sum(len(set(nx.descendants(ways, one)) & set(clusters)) for one in clusters)
    return {node: number / joined for node, number in between.items() if number}


def test_betweenness_on_ties_is_what_the_question_says(chain: Day) -> None:
    asked = brokers(chain, first=FIRST_AT_MOST)
    assert asked.exact
    told = {chain.snapshot.id_of(one.organisation): one.share for one in asked.brokers if one.share}
    assert told == pytest.approx(shares(chain))
