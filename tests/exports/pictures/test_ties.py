"""The picture of an organisation's strongest ties: each is in it, grouped by its kind."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.pictures.ties import TIES_AT_MOST, ties_svg
from graph.snapshot.snapshot import Snapshot
from queries.reading.ties_of import Tie, hops_of
from tests.exports.pictures.seen import SVG, all_text, boxes_of, check_nothing_overlaps, parsed, texts_of
from tests.profiles import draws
from tests.queries.routing.test_against_reference import snapshot_for
from tests.reference.strategies import worlds
from tests.reference.world import World
from tests.worlds import cluster, relation, snapshot_of


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@settings(max_examples=draws(60))
@given(worlds(), st.data())
def test_every_tie_is_named_with_its_strength(folder: Path, world: World, data: st.DataObject) -> None:
    snapshot = snapshot_for(world, folder)
    day = snapshot.on_day()
    organisation = data.draw(st.sampled_from(list(snapshot.sections.range("organisation"))))
    svg = ties_svg(day, organisation)
    assert svg == ties_svg(day, organisation)
    root = parsed(svg)
    check_nothing_overlaps(root)
    described = (root[1].text or "").splitlines()
    hops = hops_of(day, organisation)[:TIES_AT_MOST]
    assert len(boxes_of(root)) == 1 + len(hops)
    for hop in hops:
        tie = Tie(day, organisation, hop)
        name = day.record(tie.organisation)["name"]
        assert any(f": {name}, " in line and f": {tie.strength:.2f}" in line for line in described)


ROWS = {
    "organisations": [cluster(id_) for id_ in ("me", "hub", "friend", "old", "member", "other")],
    "contexts": [
        {"id": "project", "kind": "project", "name": "P", "start": "2024", "end": "2027", "participants": "2"}
    ],
    "relations": [
        relation("member_of", "me", "hub", since="2025"),
        relation("partner_of", "me", "friend", since="2025", confidence="recalled"),
        relation("partner_of", "old", "me", since="2015", until="2019"),
        relation("member_of", "member", "me"),
        relation("participates_in", "me", "project", role="participant"),
        relation("participates_in", "other", "project", role="coordinator"),
        relation("participates_in", "friend", "project", role="coordinator"),
    ],
}


def picture(snapshot: Snapshot, id_: str, first: int = TIES_AT_MOST) -> Element:
    return parsed(ties_svg(snapshot.on_day(), snapshot.node(id_, "organisation", "id"), first))


def test_ties_are_grouped_by_their_strongest_relation_read_from_whose_they_are(folder: Path) -> None:
    root = picture(snapshot_of(ROWS, folder), "me")
    bold = [one.text for one in root.iter(f"{SVG}text") if one.attrib.get("font-weight") == "bold"]
    names = {"me", "hub", "friend", "old", "member", "other"}
    assert [text for text in bold[1:] if text not in names] == [
        "Partner of", "Member of", "Has as a member", "In the same project",
    ]  # fmt: skip
    labels = [one.text for one in texts_of(root)]
    assert "recalled, 2 relations" in labels
    assert any(text.startswith("ended 2019") for text in labels)
    assert "All its 5 ties on record." in labels


def test_the_strongest_are_shown_and_the_rest_is_counted(folder: Path) -> None:
    root = picture(snapshot_of(ROWS, folder), "me", 2)
    assert "Its 2 strongest of 5 ties." in all_text(root)
    assert len(boxes_of(root)) == 3


def test_who_has_no_tie_stands_alone(folder: Path) -> None:
    root = picture(snapshot_of({"organisations": [cluster("me")]}, folder), "me")
    assert len(boxes_of(root)) == 1
    assert "No tie of it is on record." in all_text(root)
