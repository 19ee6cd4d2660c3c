"""GEXF as networkx reads it, and as Gephi's own rules want it."""

import io
import re
from collections import Counter
from itertools import islice
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import given

from exports.characters import plain
from exports.graphs.chunks import CHUNK
from exports.graphs.gexf import common_period, gexf
from exports.graphs.layers import graph_view
from exports.graphs.view import ALWAYS, Edge, GraphView, Layer, Node, Period, Value
from graph.snapshot.on_day import Day
from tests.exports.graphs.drawn import Watched, as_read, typed, views
from tests.exports.graphs.views import EDGES, NODES, empty_view, small_view

SPACE = "{http://gexf.net/1.3}"
VIZ = "{http://gexf.net/1.3/viz}"


def document(view: GraphView) -> bytes:
    return b"".join(gexf(view))


def elements(view: GraphView, name: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(document(view)).iter(f"{SPACE}{name}"))


def hold_networkx_to(view: GraphView) -> None:
    read = nx.read_gexf(io.BytesIO(document(view)))
    assert (read.number_of_nodes(), read.number_of_edges()) == (view.node_count, view.edge_count)
    own = ("viz", "spells")
    for node in view.nodes():
        said = {name: value for name, value in read.nodes[node.id].items() if name not in own}
        assert typed(said) == typed({"label": plain(node.name), **as_read(view.node_attributes, node.values)})
    edges = {said["id"]: (one, other, said) for one, other, said in read.edges(data=True)}
    for edge in view.edges():
        one, other, said = edges[edge.id]
        weight: dict[str, Value] = {} if edge.weight is None else {"weight": edge.weight}
        expected = {"id": edge.id, **weight, **as_read(view.edge_attributes, edge.values)}
        assert typed({name: value for name, value in said.items() if name not in own}) == typed(expected)
        assert (one, other) == (edge.source, edge.target)


def test_networkx_reads_every_attribute_with_its_type() -> None:
    hold_networkx_to(small_view())
    assert isinstance(nx.read_gexf(io.BytesIO(document(small_view()))), nx.MultiDiGraph)


@given(views())
def test_networkx_reads_any_view(view: GraphView) -> None:
    hold_networkx_to(view)


def test_a_view_of_nothing_is_a_graph_of_nothing() -> None:
    hold_networkx_to(empty_view())
    hold_to_schema(empty_view())


DAY = r"\d{4}-\d\d-\d\d"
ATTRIBUTES = {
    "gexf": {"version": "1.3", "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation": ".*"},
    "meta": {"lastmodifieddate": DAY},
    "graph": {
        "mode": "dynamic", "timeformat": "date", "timerepresentation": "interval", "defaultedgetype": "directed",
        "idtype": "string",
    },
    "attributes": {"class": "node|edge", "mode": "static"},
    "attribute": {"id": r"\d+", "title": ".+", "type": "string|long|double|boolean"},
    "nodes": {"count": r"\d+"},
    "edges": {"count": r"\d+"},
    "node": {"id": ".+", "label": "(?s).*"},
    "edge": {"id": ".+", "source": ".+", "target": ".+", "kind": "(?s).+", "weight": r"[\d.e-]+"},
    "spell": {"start": DAY, "end": DAY},
    "attvalue": {"for": r"\d+", "value": "(?s).*"},
    "viz:color": dict.fromkeys("rgb", r"\d{1,3}"),
    "viz:position": dict.fromkeys("xyz", r"-?\d+(\.\d+)?"),
    "viz:size": {"value": r"\d+\.\d+"},
}  # fmt: skip
"""Element → its attributes and what the published schema allows in them, as far as they are used."""
CHILDREN = {
    "gexf": "meta graph ",
    "meta": "creator description ",
    "graph": "attributes attributes nodes edges ",
    "attributes": "(attribute )*",
    "nodes": "(node )*",
    "edges": "(edge )*",
    "node": "attvalues (spells )?viz:color viz:position viz:size ",
    "edge": "attvalues (spells )?",
    "spells": "spell ",
    "attvalues": "(attvalue )*",
}


def named(element: ElementTree.Element) -> str:
    return element.tag.replace(VIZ, "viz:").replace(SPACE, "")


def hold_to_schema(view: GraphView) -> None:
    root = ElementTree.fromstring(document(view))
    for element in root.iter():
        allowed = ATTRIBUTES.get(named(element), {})
        assert set(element.attrib) <= set(allowed)
        for name, value in element.attrib.items():
            assert re.fullmatch(allowed[name], value), (element.tag, name, value)
        assert re.fullmatch(CHILDREN.get(named(element), ""), "".join(f"{named(child)} " for child in element))
    for one, many in (("node", "nodes"), ("edge", "edges")):
        (holder,) = root.iter(f"{SPACE}{many}")
        ids = [element.get("id") for element in holder]
        assert holder.get("count") == str(len(ids)) == str(len(set(ids)))
        declared = root.find(f"{SPACE}graph/{SPACE}attributes[@class='{one}']")
        assert declared is not None
        known = {element.get("id") for element in declared}
        for element in holder:
            told = [value.get("for") for value in element.iter(f"{SPACE}attvalue")]
            assert set(told) <= known
            assert len(told) == len(set(told))


@given(views())
def test_it_keeps_to_the_rules_of_the_published_schema(view: GraphView) -> None:
    hold_to_schema(view)


def period_of(element: ElementTree.Element) -> Period:
    spell = element.find(f"{SPACE}spells/{SPACE}spell")
    return ALWAYS if spell is None else Period(spell.get("start"), spell.get("end"))


def shown(view: GraphView, day: str) -> tuple[set[str], set[str]]:
    """The nodes and edges that Gephi's timeline shows on a day: what has no period, or one with that day in it."""
    there = Period(day, day)
    nodes = {one.get("id", "") for one in elements(view, "node") if common_period(period_of(one), there)}
    edges = {
        one.get("id", "")
        for one in elements(view, "edge")
        if common_period(period_of(one), there) and {one.get("source"), one.get("target")} <= nodes
    }
    return nodes, edges


def test_a_timeline_shows_what_then_was() -> None:
    assert shown(small_view(), "1990-01-01") == ({"beta:1", "KR"}, set())
    assert shown(small_view(), "2005-01-01") == (
        {"alpha", "beta:1", "gamma", "KR"}, {"p:alpha:gamma", "p:alpha:gamma~2", "serves:gamma:kr"},
    )  # fmt: skip
    assert shown(small_view(), "2015-03-01") == ({"alpha", "beta:1", "KR"}, {"m:beta:1:alpha"})
    assert shown(small_view(), "2019-04-01") == ({"alpha", "beta:1", "KR"}, set())


UNTIL_2010, FROM_2015 = Period(None, "2010-12-31"), Period("2015-01-01", None)


@pytest.mark.parametrize(
    ("own", "source", "target", "told"),
    [
        (ALWAYS, ALWAYS, ALWAYS, ALWAYS),
        (ALWAYS, UNTIL_2010, ALWAYS, UNTIL_2010),
        (Period("2001-01-01", "2020-01-01"), ALWAYS, FROM_2015, Period("2015-01-01", "2020-01-01")),
        (Period("2001-01-01", None), UNTIL_2010, ALWAYS, Period("2001-01-01", "2010-12-31")),
        (FROM_2015, UNTIL_2010, ALWAYS, FROM_2015),
        (ALWAYS, UNTIL_2010, FROM_2015, ALWAYS),
        (Period("2020-01-01", "2010-01-01"), ALWAYS, FROM_2015, FROM_2015),
        (ALWAYS, Period("2020-01-01", "2010-01-01"), ALWAYS, ALWAYS),
    ],
    ids=["undated", "end gone", "end founded later", "end gone earlier", "end gone before", "ends never met",
         "contradiction", "contradiction at an end"],
)  # fmt: skip
def test_an_edge_is_there_while_its_ends_are(own: Period, source: Period, target: Period, told: Period) -> None:
    ends = [
        Node(id_, id_, period, NODES[0].values) for id_, period in (("a", source), ("b", target))
    ]  # fmt: skip
    (edge,) = elements(small_view(ends, [Edge("e", "a", "b", None, own, EDGES[0].values)]), "edge")
    assert period_of(edge) == told


@given(views())
def test_no_period_ends_before_it_begins(view: GraphView) -> None:
    periods = [period_of(one) for name in ("node", "edge") for one in elements(view, name)]
    assert all(common_period(one) == one for one in periods)


def kinds_alike(view: GraphView) -> int:
    """How often two edges between the same nodes share the kind by which Gephi tells them apart."""
    kinds = Counter((one.get("source"), one.get("target"), one.get("kind")) for one in elements(view, "edge"))
    return sum(kinds.values()) - len(kinds)


def test_edges_between_the_same_nodes_have_kinds_of_their_own() -> None:
    assert [one.get("kind") for one in elements(small_view(), "edge")] == [
        "member_of", "partner_of", "partner_of 2", "serves",
    ]  # fmt: skip
    assert kinds_alike(small_view()) == 0


def test_what_has_no_kind_is_of_that_of_its_layer(starter: Day) -> None:
    view = graph_view(starter, Layer.TIES)
    assert {one.get("kind") for one in elements(view, "edge")} == {"ties"}


def test_the_description_names_sources_and_licences() -> None:
    (said,) = elements(small_view(), "description")
    assert "sources: hand: Made by hand, Tests & Sons, CC0-1.0, https://hand.example/?a=1&b=2" in str(said.text)
    (meta,) = elements(small_view(), "meta")
    assert meta.get("lastmodifieddate") == "2026-11-28"


def test_nodes_with_more_edges_are_larger() -> None:
    sizes = {one.get("id"): one[-1].get("value") for one in elements(small_view(), "node")}
    assert sizes == {"alpha": "9.00", "beta:1": "6.00", "gamma": "9.00", "KR": "6.00"}


def test_the_same_view_gives_the_same_bytes() -> None:
    assert document(small_view()) == document(small_view(list(NODES), list(EDGES)))


def test_edges_are_counted_and_nothing_else_is_read_before_it_is_taken() -> None:
    watched = Watched()
    chunks = gexf(watched.view)
    assert watched.edges == 0
    taken = list(islice(chunks, 2))
    assert all(len(chunk) < CHUNK + 1_000 for chunk in taken)
    assert 0 < watched.nodes < 5_000
    assert watched.edges == watched.view.edge_count


@pytest.mark.parametrize("layer", Layer)
def test_the_starter_data_is_read_whole(starter: Day, layer: Layer) -> None:
    view = graph_view(starter, layer)
    hold_networkx_to(view)
    assert kinds_alike(view) == 0
