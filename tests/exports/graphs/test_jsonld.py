"""Linked data of a view, as rdflib reads them."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, example, given, settings
from rdflib import RDF, RDFS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import SDO

from exports.characters import plain
from exports.graphs import terms
from exports.graphs.chunks import CHUNK
from exports.graphs.jsonld import jsonld
from exports.graphs.layers import graph_view
from exports.graphs.part import GraphPart
from exports.graphs.view import Attribute, Edge, GraphView, Layer, ValueType
from graph.kinds import CONTEXT_KINDS, CORRIDOR_KINDS, ORGANISATION_KINDS
from graph.relations import RELATION_KINDS
from graph.snapshot.on_day import Day
from graph.statements import ENTITY_TYPES
from tests.exports.graphs.drawn import AWKWARD_IDS, views
from tests.exports.graphs.views import EDGES, NODES, empty_view, small_view
from tests.profiles import draws

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own

TERM = Namespace(terms.TERM)
CLASS = {Layer.RELATIONS: "Relation", Layer.STATEMENTS: "Statement", Layer.TIES: "Tie"}


def document(view: GraphView) -> Any:
    return json.loads(b"".join(jsonld(view)))


def parsed(view: GraphView) -> Graph:
    """What rdflib makes of it; every address is one."""
    graph = Graph().parse(data=b"".join(jsonld(view)), format="json-ld")
    for term in {one for triple in graph for one in triple if isinstance(one, URIRef)}:
        assert not set(str(term)) & set('<>" {}|\\^`\n'), term
    return graph


def thing(id_: str) -> URIRef:
    return URIRef(f"urn:opendoors:thing:{quote(plain(id_), safe=':')}")


def named(graph: Graph) -> dict[str, str]:
    """Ids of nodes and what each is called."""
    found = graph.query(
        "SELECT ?id ?name WHERE { ?node <urn:opendoors:term:id> ?id; <https://schema.org/name> ?name; "
        "<urn:opendoors:term:type> ?type }"
    )
    return {str(id_): str(name) for id_, name in found}  # type: ignore[misc]


def joined(graph: Graph, layer: Layer) -> dict[str, tuple[URIRef, URIRef]]:
    """Ids of edges and their ends."""
    return {
        str(graph.value(edge, TERM.id)): (graph.value(edge, TERM.source), graph.value(edge, TERM.target))  # type: ignore[misc]
        for edge in graph.subjects(RDF.type, TERM[CLASS[layer]])
    }


def expected(view: GraphView) -> dict[str, tuple[URIRef, URIRef]]:
    return {plain(edge.id): (thing(edge.source), thing(edge.target)) for edge in view.edges()}


@pytest.mark.parametrize("layer", Layer)
def test_nodes_and_edges_of_the_starter_data_are_read(starter: Day, layer: Layer) -> None:
    view = graph_view(starter, layer, GraphPart(market="DK"))
    graph = parsed(view)
    assert named(graph) == {node.id: node.name for node in view.nodes()}
    assert joined(graph, layer) == expected(view)
    strengths = {str(graph.value(edge, TERM.id)): weight for edge, weight in graph.subject_objects(TERM.weight)}
    assert {id_: weight.toPython() for id_, weight in strengths.items()} == {  # type: ignore[attr-defined]
        edge.id: edge.weight for edge in view.edges() if edge.weight is not None
    }


@pytest.mark.parametrize("layer", Layer)
def test_nodes_and_edges_of_the_starter_data_are_all_there(starter: Day, layer: Layer) -> None:
    view = graph_view(starter, layer)
    told = document(view)["@graph"]
    edges = [one for one in told if CLASS[layer] in one["@type"]]
    assert sum("type" in one for one in told) == view.node_count
    assert len({one["@id"] for one in edges}) == len(edges) == view.edge_count


def test_a_thing_is_told_in_terms_of_schema_org() -> None:
    attributes = (
        "type", "kind", "country", "city", "lat", "founded", "website", "competences", "other_names", "identifiers",
        "sources",
    )  # fmt: skip
    types = {"lat": ValueType.NUMBER, "competences": ValueType.TEXTS, "other_names": ValueType.TEXTS,
             "identifiers": ValueType.TEXTS, "sources": ValueType.TEXTS}  # fmt: skip
    values = (
        "organisation", "research_organisation", "DK", "Århus", 0.1 + 0.2, "1999-05", "https://a.example/ü|{x}?a=1&b=<2>",
        ("wind\ud800",), ("acronym:DTI", "former:Jutland: Institute"), ("ror:00abc:1",), ("hand",),
    )  # fmt: skip
    node = NODES[0]._replace(values=values)
    view = replace(
        small_view([node], []),
        node_attributes=tuple(Attribute(one, types.get(one, ValueType.TEXT), "Said.") for one in attributes),
    )
    graph, it = parsed(view), thing("alpha")
    assert set(graph.objects(it, RDF.type)) == {SDO.ResearchOrganization, TERM.research_organisation}
    assert graph.value(it, SDO.foundingDate) == Literal("1999-05")
    assert graph.value(it, SDO.url) == URIRef("https://a.example/ü%7C%7Bx%7D?a=1&b=%3C2%3E")
    assert graph.value(it, SDO.skills) == Literal("wind\ufffd")
    assert set(graph.objects(it, SDO.alternateName)) == {Literal("DTI"), Literal("Jutland: Institute")}
    assert graph.value(it, SDO.subjectOf) == URIRef("urn:opendoors:source:hand")
    place = graph.value(it, SDO.location)
    address, geo, identifier = (
        graph.value(place, SDO.address),
        graph.value(place, SDO.geo),
        graph.value(it, SDO.identifier),
    )
    assert (graph.value(place, RDF.type), graph.value(address, RDF.type)) == (SDO.Place, SDO.PostalAddress)
    assert (graph.value(address, SDO.addressCountry), graph.value(address, SDO.addressLocality)) == (
        thing("DK"), Literal("Århus"),
    )  # fmt: skip
    assert str(graph.value(geo, SDO.latitude)) == "0.30000000000000004"
    assert graph.value(geo, SDO.latitude) == Literal("0.30000000000000004", datatype=XSD.double)
    assert (graph.value(identifier, SDO.propertyID), graph.value(identifier, SDO.value)) == (
        Literal("ror"), Literal("00abc:1"),
    )  # fmt: skip


def test_a_relation_stands_between_its_ends_with_its_dates() -> None:
    graph = parsed(small_view())
    relation, beta, alpha = URIRef("urn:opendoors:relation:m:beta:1:alpha"), thing("beta:1"), thing("alpha")
    assert graph.value(beta, SDO.memberOf) == relation
    assert graph.value(relation, SDO.memberOf) == alpha
    assert (beta, SDO.memberOf, alpha) not in graph, "it may have ended"
    assert set(graph.objects(relation, RDF.type)) == {SDO.Role, TERM.Relation}
    assert graph.value(relation, SDO.startDate) == Literal("2015-03")
    assert graph.value(relation, TERM.weight) == Literal("0.30000000000000004", datatype=XSD.double)
    assert graph.value(relation, TERM.statements) == Literal(1)
    assert graph.value(relation, TERM.cross_border) == Literal(True)


def test_a_term_that_leads_the_other_way_does_so() -> None:
    values = ("organises", (), None, None, None, None)
    view = small_view(edges=[EDGES[0]._replace(id="o", source="alpha", target="gamma", values=values)])
    graph = parsed(view)
    relation = URIRef("urn:opendoors:relation:o")
    assert graph.value(thing("gamma"), SDO.organizer) == relation
    assert graph.value(relation, SDO.organizer) == thing("alpha")
    assert joined(graph, Layer.RELATIONS) == {"o": (thing("alpha"), thing("gamma"))}


@pytest.mark.parametrize("kind", RELATION_KINDS)
def test_every_kind_of_relation_has_a_term(kind: str) -> None:
    told = terms.context(())[kind]
    address = told.get("@id") or told["@reverse"]
    if kind in terms.RELATIONS:
        assert address == f"schema:{terms.RELATIONS[kind].removeprefix('^')}"
    else:
        assert address == terms.TERM + kind


def test_a_tie_is_one_with_its_strength(starter: Day) -> None:
    view = graph_view(starter, Layer.TIES)
    edge = next(view.edges())
    graph = parsed(replace(view, nodes=lambda: iter(()), edges=lambda: iter([edge])))
    tie = URIRef(f"urn:opendoors:tie:{quote(edge.id)}")
    assert graph.value(thing(edge.source), TERM.tied_to) == tie
    assert graph.value(tie, TERM.tied_to) == thing(edge.target)
    best = graph.value(tie, TERM.best_relation)
    assert str(best).startswith("urn:opendoors:relation:")


def test_the_table_names_only_what_there_is(starter: Day) -> None:
    attributes = {
        one.name for layer in Layer for view in [graph_view(starter, layer)]
        for one in view.node_attributes + view.edge_attributes
    }  # fmt: skip
    assert {*terms.ATTRIBUTES, *terms.VALUES} - {"name"} <= attributes
    assert set(terms.RELATIONS) <= set(RELATION_KINDS)
    assert set(terms.CLASSES) <= {*ORGANISATION_KINDS, *CONTEXT_KINDS, *CORRIDOR_KINDS, *ENTITY_TYPES}
    theirs = [*terms.CLASSES.values(), *terms.PATH, *terms.PATH.values()]
    theirs += [step for path in terms.ATTRIBUTES.values() for step in path.split("/")]
    theirs += [term.removeprefix("^") for term in terms.RELATIONS.values()]
    assert [term for term in theirs if term not in SDO] == []


@pytest.mark.parametrize("layer", Layer)
def test_no_name_stands_for_two_things(starter: Day, layer: Layer) -> None:
    view = graph_view(starter, layer)
    attributes = {one.name for one in view.node_attributes + view.edge_attributes}
    classes = {*ORGANISATION_KINDS, *CONTEXT_KINDS, *CORRIDOR_KINDS, *ENTITY_TYPES}
    context = set(terms.context(view.node_attributes + view.edge_attributes))
    assert not attributes & {*RELATION_KINDS, *terms.PATH, terms.TIED_TO, "id", "source", "target", "weight", "urn"}
    assert not classes & context


def test_what_it_is_and_whose_stands_in_it() -> None:
    graph = parsed(small_view())
    export = URIRef("urn:opendoors:export:7:2026-11-28:relations")
    source = URIRef("urn:opendoors:source:hand")
    assert graph.value(export, SDO.isBasedOn) == source
    assert (graph.value(export, SDO.version), graph.value(export, TERM.as_of)) == (Literal("7"), Literal("2026-11-28"))
    assert (graph.value(source, SDO.license), graph.value(source, SDO.name)) == (
        Literal("CC0-1.0"), Literal("Made by hand"),
    )  # fmt: skip
    assert set(graph.objects(TERM.kind, RDFS.comment)) == {Literal("What it is."), Literal("What the relation is.")}


@given(views(AWKWARD_IDS, in_words_of_the_model=True))
@settings(max_examples=draws(100), suppress_health_check=[HealthCheck.too_slow])
@example(small_view())
@example(empty_view())
def test_whatever_is_in_a_view_is_read(view: GraphView) -> None:
    graph = parsed(view)
    assert set(graph.objects(None, SDO.name)) >= {Literal(plain(node.name)) for node in view.nodes()}
    assert {str(id_) for id_ in graph.objects(None, TERM.id)} >= {plain(node.id) for node in view.nodes()}
    ids = [plain(edge.id) for edge in view.edges()]
    if len(set(ids)) == len(ids):
        assert joined(graph, Layer.RELATIONS) == expected(view)


def test_the_same_view_gives_the_same_bytes() -> None:
    assert b"".join(jsonld(small_view())) == b"".join(jsonld(small_view()))


def test_things_are_made_as_they_are_taken() -> None:
    made = 0

    def many() -> Iterator[Edge]:
        nonlocal made
        for at in range(10_000):
            made += 1
            yield EDGES[0]._replace(id=f"edge-{at}")

    chunks = jsonld(replace(small_view(), edges=many))
    assert made == 0
    assert CHUNK <= len(next(chunks)) < 2 * CHUNK
    assert made < 1_000
