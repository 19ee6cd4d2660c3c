"""GraphML as networkx and igraph read it: everything that is in a view, with its type."""

import io
import math
import re
from collections import Counter
from itertools import islice
from pathlib import Path
from xml.etree import ElementTree

import igraph
import networkx as nx
import pytest
from hypothesis import given, settings

from exports.characters import plain
from exports.graphs.chunks import CHUNK
from exports.graphs.graphml import graphml
from exports.graphs.layers import graph_view
from exports.graphs.view import Attribute, GraphView, Layer, Value, ValueType
from graph.snapshot.on_day import Day
from tests.exports.graphs.drawn import Watched, as_read, typed, views
from tests.exports.graphs.views import EDGES, NODES, empty_view, small_view
from tests.profiles import draws

SPACE = "{http://graphml.graphdrawing.org/xmlns}"
MISSING_IN_IGRAPH: dict[ValueType, Value] = {
    ValueType.YES_NO: False,
    ValueType.WHOLE: math.nan,
    ValueType.NUMBER: math.nan,
}


def document(view: GraphView) -> bytes:
    return b"".join(graphml(view))


def in_networkx(view: GraphView) -> nx.MultiDiGraph:
    return nx.read_graphml(io.BytesIO(document(view)), force_multigraph=True)


def in_igraph(view: GraphView, folder: Path) -> igraph.Graph:
    path = folder / "view.graphml"
    path.write_bytes(document(view))
    return igraph.Graph.Read_GraphML(str(path))


def hold_networkx_to(view: GraphView) -> None:
    read = in_networkx(view)
    nodes = {id_: typed(said) for id_, said in read.nodes(data=True)}
    assert nodes == {
        one.id: typed({"name": plain(one.name), **as_read(view.node_attributes, one.values)}) for one in view.nodes()
    }
    edges = {said["id"]: (one, other, typed(said)) for one, other, said in read.edges(data=True)}
    assert len(edges) == read.number_of_edges() == view.edge_count
    for one in view.edges():
        weight: dict[str, Value] = {} if one.weight is None else {"weight": one.weight}
        said = {"id": one.id, **weight, **as_read(view.edge_attributes, one.values)}
        assert edges[one.id] == (one.source, one.target, typed(said))


def test_networkx_reads_every_attribute_with_its_type() -> None:
    hold_networkx_to(small_view())


@given(views())
def test_networkx_reads_any_view(view: GraphView) -> None:
    hold_networkx_to(view)


def test_networkx_reads_two_edges_between_the_same_nodes_as_two() -> None:
    read = nx.read_graphml(io.BytesIO(document(small_view())))
    assert isinstance(read, nx.MultiDiGraph)
    assert read.number_of_edges("alpha", "gamma") == 2
    one_each = nx.read_graphml(io.BytesIO(document(small_view(edges=EDGES[:2]))))
    assert type(one_each) is nx.DiGraph
    assert one_each.edges["alpha", "gamma"]["id"] == "p:alpha:gamma"


def igraph_value(one: Attribute, value: Value) -> Value:
    """As igraph has it, which knows neither whole numbers nor, of texts and of yes and no, missing ones."""
    read = as_read([one], [value]).get(one.name, MISSING_IN_IGRAPH.get(one.type, ""))
    return float(read) if isinstance(read, int) and not isinstance(read, bool) else read


def same(one: Value, other: Value) -> bool:
    return type(one) is type(other) and (one == other or repr(one) == repr(other) == "nan")


def hold_igraph_to(view: GraphView, folder: Path) -> None:
    read = in_igraph(view, folder)
    assert (read.vcount(), read.ecount(), read.is_directed()) == (view.node_count, view.edge_count, True)
    for vertex, node in zip(read.vs, view.nodes(), strict=True):
        assert (vertex["id"], vertex["name"]) == (node.id, plain(node.name))
        for one, value in zip(view.node_attributes, node.values, strict=True):
            assert same(vertex[one.name], igraph_value(one, value)), (node.id, one.name)
    for seen, edge in zip(read.es, view.edges(), strict=True):
        ends = read.vs[seen.source]["id"], read.vs[seen.target]["id"]
        assert (seen["id"], *ends) == (edge.id, edge.source, edge.target)
        assert same(seen["weight"], math.nan if edge.weight is None else edge.weight)
        for one, value in zip(view.edge_attributes, edge.values, strict=True):
            assert same(seen[one.name], igraph_value(one, value)), (edge.id, one.name)


def test_igraph_reads_every_attribute_with_its_type_and_every_id(tmp_path: Path) -> None:
    hold_igraph_to(small_view(), tmp_path)


@settings(max_examples=draws(40))
@given(views())
def test_igraph_reads_any_view(tmp_path_factory: pytest.TempPathFactory, view: GraphView) -> None:
    hold_igraph_to(view, tmp_path_factory.mktemp("igraph"))


def test_both_tell_what_the_file_is_about(tmp_path: Path) -> None:
    view = small_view()
    read = in_networkx(view).graph
    assert {name: read[name] for name in view.about} == view.about
    other = in_igraph(view, tmp_path)
    assert {name: other[name] for name in other.attributes()} == view.about
    assert "CC0-1.0" in other["sources"]


def test_a_view_of_nothing_is_a_graph_of_nothing(tmp_path: Path) -> None:
    assert in_networkx(empty_view()).number_of_nodes() == 0
    assert in_igraph(empty_view(), tmp_path).vcount() == 0
    hold_to_schema(empty_view())


CHILDREN = {
    "graphml": "(desc )?(key )*graph ",
    "key": "(desc )?",
    "graph": "(data )*(node )*(edge )*",
    "node": "(data )*",
    "edge": "(data )*",
    "desc": "",
    "data": "",
}
"""Element → the order in which the published schema lets its children follow one another, as far as it is used."""


def hold_to_schema(view: GraphView) -> None:
    root = ElementTree.fromstring(document(view))
    keys = {(key.get("id"), key.get("for")) for key in root.iter(f"{SPACE}key")}
    for element in root.iter():
        children = "".join(f"{child.tag.removeprefix(SPACE)} " for child in element)
        assert re.fullmatch(CHILDREN[element.tag.removeprefix(SPACE)], children), (element.tag, children[:80])
        told = [data.get("key") for data in element.findall(f"{SPACE}data")]
        assert {(key, element.tag.removeprefix(SPACE)) for key in told} <= keys
        assert max(Counter(told).values(), default=1) == 1
    assert all(key.get("attr.type") in ("string", "long", "double", "boolean") for key in root.iter(f"{SPACE}key"))
    ids = [element.get("id", "") for element in root.iter() if element.get("id") is not None]
    assert all(re.fullmatch(r"[\w.:·-]+", id_) for id_ in ids)
    names = [(key.get("for"), key.get("attr.name")) for key in root.iter(f"{SPACE}key")]
    assert len(names) == len(set(names)) == len(keys)
    (graph,) = root.iter(f"{SPACE}graph")
    nodes = {node.get("id") for node in graph.findall(f"{SPACE}node")}
    assert {edge.get(end) for edge in graph.findall(f"{SPACE}edge") for end in ("source", "target")} <= nodes
    assert graph.get("parse.nodes") == str(len(nodes)) == str(view.node_count)
    assert graph.get("parse.edges") == str(len(graph.findall(f"{SPACE}edge")))


@given(views())
def test_it_keeps_to_the_rules_of_the_published_schema(view: GraphView) -> None:
    hold_to_schema(view)


def test_the_same_view_gives_the_same_bytes() -> None:
    assert document(small_view()) == document(small_view(list(NODES), list(EDGES)))


def test_nothing_is_read_before_it_is_taken() -> None:
    watched = Watched()
    chunks = graphml(watched.view)
    assert watched.nodes == 0
    taken = list(islice(chunks, 2))
    assert all(len(chunk) < CHUNK + 1_000 for chunk in taken)
    assert 0 < watched.nodes < 5_000
    assert watched.edges == 0


@pytest.mark.parametrize("layer", Layer)
def test_the_starter_data_is_read_whole_by_both(starter: Day, layer: Layer, tmp_path: Path) -> None:
    view = graph_view(starter, layer)
    hold_networkx_to(view)
    hold_igraph_to(view, tmp_path)
