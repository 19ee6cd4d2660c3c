"""What of a day's graph goes into each layer, and into a part of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from exports.graphs.layers import graph_view
from exports.graphs.part import STEPS_AT_MOST, WHOLE, GraphPart
from exports.graphs.view import Edge, GraphView, Layer, Node, Period, Value, ValueType
from graph.errors import InputError
from graph.snapshot.on_day import Day
from graph.snapshot.snapshot import Snapshot
from queries.routing.tie_between import tie_between
from tests.worlds import cluster, organisation, relation, snapshot_of, starter_rows

ROWS = {
    "sectors": [{"id": "energy", "name": "Energy"}, {"id": "food", "name": "Food"}],
    "organisations": [
        cluster("hub", sectors="energy|food", founded="1999", lat="55.4"),
        cluster("member", "SE", "energy"),
        cluster("young", "SE", founded="2020-05"),
        cluster("old", dissolved="2018-06-30"),
        organisation("agency", "KR", "trade_agency"),
        cluster("far", "FI"),
        cluster("alone", "JP"),
    ],
    "services": [{"id": "hub-search", "organisation": "hub", "service": "partner_search"}],
    "contexts": [{"id": "project", "kind": "project", "name": "A project", "start": "2014-01", "end": "2016-12"}],
    "relations": [
        relation("member_of", "member", "hub", since="2016-03"),
        relation("member_of", "old", "hub", since="2001", until="2010-06"),
        relation("member_of", "young", "hub"),
        relation("partner_of", "member", "far", since="2012"),
        relation("partner_of", "member", "far", since="2012", retrieved="2025-01-01"),
        relation("participates_in", "hub", "project"),
        relation("participates_in", "far", "project"),
        relation("takes_place_in", "project", "NO"),
        relation("promotes", "agency", "KR"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(ROWS, tmp_path_factory.mktemp("layers"))


@pytest.fixture
def day(snapshot: Snapshot) -> Day:
    return snapshot.on_day()


def told(view: GraphView, thing: Node | Edge) -> dict[str, Value]:
    attributes = view.edge_attributes if isinstance(thing, Edge) else view.node_attributes
    return {one.name: value for one, value in zip(attributes, thing.values, strict=True)}


def edges(day: Day, layer: Layer, part: GraphPart = WHOLE) -> dict[str, tuple[Edge, dict[str, Value]]]:
    view = graph_view(day, layer, part)
    return {edge.id: (edge, told(view, edge)) for edge in view.edges()}


def nodes(day: Day, layer: Layer, part: GraphPart = WHOLE) -> dict[str, tuple[Node, dict[str, Value]]]:
    view = graph_view(day, layer, part)
    return {node.id: (node, told(view, node)) for node in view.nodes()}


def of_kind(day: Day, kind: str, part: GraphPart = WHOLE) -> set[tuple[str, str]]:
    found = edges(day, Layer.RELATIONS, part).values()
    return {(edge.source, edge.target) for edge, said in found if said["kind"] == kind}


def test_a_node_tells_what_is_known_of_it(day: Day) -> None:
    hub, said = nodes(day, Layer.RELATIONS)["hub"]
    assert (hub.name, hub.period) == ("hub", Period("1999-01-01", None))
    expected = {"type": "organisation", "kind": "cluster", "country": "DK", "sectors": ("energy", "food"), "lat": 55.4}
    assert expected.items() <= said.items()
    assert (said["founded"], said["sources"], said["gone"]) == ("1999", ("test",), False)


def test_a_service_is_called_what_it_is(day: Day) -> None:
    service, said = nodes(day, Layer.RELATIONS)["hub-search"]
    assert (service.name, said["kind"]) == ("partner search", "partner_search")


def test_who_is_gone_stays_with_the_day_on_which_it_went(day: Day) -> None:
    old, said = nodes(day, Layer.RELATIONS)["old"]
    assert (old.period.last, said["gone"]) == ("2018-06-30", True)
    assert "old" not in nodes(day, Layer.TIES)


def test_a_relation_tells_its_dates_and_state(day: Day) -> None:
    found = {(edge.source, edge.target): (edge, said) for edge, said in edges(day, Layer.RELATIONS).values()}
    edge, said = found["old", "hub"]
    assert edge.period == Period("2001-01-01", "2010-06-30")
    assert (said["since"], said["until"], said["status"], said["undated"]) == ("2001", "2010-06", "ended", False)
    edge, said = found["young", "hub"]
    assert edge.period == Period(None, None)
    assert (said["status"], said["last_held"], said["undated"]) == ("unknown", "2026-01-01", True)
    assert found["young", "hub"][1]["cross_border"] is True
    assert found["agency", "KR"][1]["cross_border"] is None


def test_a_participation_lasts_as_long_as_its_project(day: Day) -> None:
    found = {edge.source: edge for edge, said in edges(day, Layer.RELATIONS).values() if edge.target == "project"}
    assert found["hub"].period == Period("2014-01-01", "2016-12-31")


def test_statements_of_one_fact_are_one_relation(day: Day) -> None:
    ((edge, said),) = [one for one in edges(day, Layer.RELATIONS).values() if one[1]["kind"] == "partner_of"]
    assert said["statements"] == 2
    both = [one for one in edges(day, Layer.STATEMENTS).values() if one[1]["kind"] == "partner_of"]
    assert [(one.id, said["relation"], said["retrieved"]) for one, said in both] == [
        (f"{edge.id}#1", edge.id, "2025-01-01"), (f"{edge.id}#2", edge.id, "2026-01-01"),
    ]  # fmt: skip
    assert {said["stated_by"] for _, said in both} == {"test"}


def test_an_earlier_day_has_nothing_that_came_later(snapshot: Snapshot) -> None:
    day = snapshot.on_day("2015")
    there = nodes(day, Layer.RELATIONS)
    assert "young" not in there and "old" in there
    assert of_kind(day, "member_of") == {("old", "hub")}
    assert len(edges(day, Layer.STATEMENTS)) == len(edges(day, Layer.RELATIONS)) + 1
    assert there["old"][1]["gone"] is False


def test_ties_are_those_of_answers_to_the_last_digit(day: Day) -> None:
    seen = 0
    for edge, said in edges(day, Layer.TIES).values():
        there = tie_between(day, edge.source, edge.target).there
        assert there is not None
        assert edge.weight == said["strength"] == there.strength
        seen += 1
    assert seen == 8


def test_a_tie_tells_what_makes_it(day: Day) -> None:
    _, said = edges(day, Layer.TIES)["far>member"]
    assert (said["kinds"], said["relations"], said["cross_border"]) == (("partner_of",), 1, True)
    assert said["best_relation"] in edges(day, Layer.RELATIONS)
    assert said["ended_only"] is False
    assert edges(day, Layer.TIES)["far>hub"][1]["ended_only"] is True


@pytest.mark.parametrize("layer", Layer)
@pytest.mark.parametrize(
    ("part", "organisations"),
    [
        (WHOLE, None),
        (GraphPart(market="Sweden"), {"member", "young"}),
        (GraphPart(market="KR"), {"agency"}),
        (GraphPart(sector="energy"), {"hub", "member"}),
        (GraphPart(market="DK", sector="energy"), {"hub"}),
        (GraphPart(around="far"), {"far", "member", "hub"}),
        (GraphPart(around="far", steps=2), {"far", "member", "hub", "young"}),
        (GraphPart(around="alone", steps=3), {"alone"}),
    ],
)
def test_a_part_holds_its_organisations_and_what_they_are_related_to(
    day: Day, layer: Layer, part: GraphPart, organisations: set[str] | None
) -> None:
    view = graph_view(day, layer, part)
    ids = [node.id for node in view.nodes()]
    if organisations is not None:
        types = {node.id: told(view, node)["type"] for node in view.nodes()}
        assert {id_ for id_, type_ in types.items() if type_ == "organisation"} == organisations
    made = list(view.edges())
    assert (len(set(ids)), len({edge.id for edge in made})) == (view.node_count, view.edge_count)
    assert len(ids) == view.node_count
    assert {end for edge in made for end in (edge.source, edge.target)} <= set(ids)


def test_a_part_takes_the_place_of_a_project_along_but_not_its_other_participants(day: Day) -> None:
    part = GraphPart(around="hub")
    assert of_kind(day, "takes_place_in", part) == {("project", "NO")}
    alone = GraphPart(sector="energy")
    assert of_kind(day, "participates_in", alone) == {("hub", "project")}


def test_a_part_says_what_it_is(day: Day) -> None:
    assert graph_view(day, Layer.TIES, GraphPart(market="DK", sector="energy")).part == (
        "organisations in Denmark, of the sector Energy"
    )
    assert graph_view(day, Layer.TIES, GraphPart(around="far", steps=2)).part == (
        "organisations at most 2 ties away from far"
    )
    assert graph_view(day, Layer.TIES).part == ""


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"market": "Atlantis"}, "unknown_market"),
        ({"sector": "ocean"}, "unknown_sector"),
        ({"around": "nobody"}, "unknown_organisation"),
        ({"steps": STEPS_AT_MOST + 1}, "steps_out_of_range"),
        ({"steps": 0}, "steps_out_of_range"),
    ],
)
def test_an_unknown_part_is_refused(day: Day, asked: dict[str, str | int], code: str) -> None:
    with pytest.raises(InputError) as refused:
        graph_view(day, Layer.RELATIONS, GraphPart(**asked))  # type: ignore[arg-type]
    assert refused.value.code == code


HOLDS: dict[ValueType, type | tuple[type, ...]] = {
    ValueType.TEXT: str, ValueType.TEXTS: tuple, ValueType.DATE: str, ValueType.WHOLE: int,
    ValueType.NUMBER: (int, float), ValueType.YES_NO: bool,
}  # fmt: skip


def things(view: GraphView) -> Iterator[Node | Edge]:
    yield from view.nodes()
    yield from view.edges()


@pytest.mark.parametrize("layer", Layer)
def test_values_are_of_their_types_in_the_starter_data(tmp_path: Path, layer: Layer) -> None:
    view = graph_view(snapshot_of(starter_rows(), tmp_path).on_day("2026-11-28"), layer)
    for thing in things(view):
        attributes = view.edge_attributes if isinstance(thing, Edge) else view.node_attributes
        for one, value in zip(attributes, thing.values, strict=True):
            assert value is None or isinstance(value, HOLDS[one.type]), (thing.id, one.name, value)
            assert one.type is not ValueType.TEXTS or all("|" not in text for text in value)  # type: ignore[union-attr]
    assert len(list(view.edges())) == view.edge_count
