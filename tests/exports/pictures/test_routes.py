"""The picture of an answer: every door opener, step and strength is in it, and every organisation is named."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from hypothesis import event, given, settings

from exports.pictures.chart import Stroke
from exports.pictures.routes import routes_svg
from exports.pictures.svg import DASHES, LEGEND
from queries.questions.door_openers import DoorOpenersAnswer, door_openers
from queries.routing.constraints import RouteConstraints
from queries.routing.explain import is_recalled
from queries.routing.supposing import Addition, suppose
from tests.exports.asked import answered
from tests.exports.pictures.seen import SVG, all_text, boxes_of, check_nothing_overlaps, parsed, texts_of
from tests.profiles import draws
from tests.reference.strategies import Question, worlds_and_questions
from tests.reference.world import World
from tests.worlds import cluster, organisation, relation, snapshot_of


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def picture(answer: DoorOpenersAnswer) -> Element:
    svg = routes_svg(answer)
    assert svg == routes_svg(answer)
    return parsed(svg)


def in_order(text: str, *parts: str) -> bool:
    """Whether parts stand in a text one after the other."""
    at = 0
    for part in parts:
        at = text.find(part, at) + len(part)
        if at < len(part):
            return False
    return True


@settings(max_examples=draws(200))
@given(worlds_and_questions())
def test_every_fact_of_an_answer_is_in_its_picture(folder: Path, drawn: tuple[World, Question]) -> None:
    answer = answered(folder, *drawn)
    if answer is None:
        return
    event(f"{min(len(answer.openers), 5)} openers")
    root = picture(answer)
    check_nothing_overlaps(root)
    described = (root[1].text or "").splitlines()
    shown = " ".join(one.text for one in texts_of(root))
    for opener in answer.openers:
        (told,) = [text for text in described if text.startswith(f"{opener.rank}. ")]
        steps = [part for step in opener.route.steps for part in (f"{step.strength:.2f}", opener.name_of(step.target))]
        assert in_order(told, opener.name, f"{opener.score:.2f} {opener.tier}", *steps)
        assert opener.name in all_text(root)
        assert f"{opener.rank} · {opener.score:.2f} {opener.tier}" in shown
        assert ("recalled" in told) == any(map(is_recalled, opener.route.steps))
        assert ("weakest" in told) == (len(opener.route.steps) > 1)
        check_routes(root, answer.question.day.snapshot.id_of(opener.node), len(opener.route.steps))
    if answer.diagnosis is not None:
        assert answer.diagnosis.message in all_text(root)
    asker_names = {
        "You" if one.node is None else answer.question.day.record(one.node)["name"] for one in answer.parties
    }
    assert asker_names <= set(all_text(root).splitlines()) | {box_told(one) for one in root.iter(f"{SVG}title")}


def check_routes(root: Element, id_: str, steps: int) -> None:
    """One box is that of the opener; as many lines as its route has steps, and the boxes at their ends, name it."""
    parts = [one for one in root.iter(f"{SVG}g") if id_ in one.attrib.get("data-routes", "").split()]
    assert len([one for one in parts if one.find(f"{SVG}path") is not None]) == steps
    assert len([one for one in parts if one.find(f"{SVG}rect") is not None]) == steps + 1
    assert [one.attrib.get("data-opener") for one in parts].count(id_) == 1


def box_told(title: Element) -> str:
    return (title.text or "").partition(", ")[0]


ROWS = {
    "sectors": [{"id": "energy", "name": "Energy"}],
    "organisations": [
        cluster("me", sectors="energy"), cluster("friend", sectors="energy"),
        cluster("hub", sectors="energy", city="Odense"),
        organisation("far", "KR", sectors="energy", city="Seoul"), organisation("near", "KR", sectors="energy"),
    ],
    "relations": [
        relation("member_of", "me", "hub", since="2025"),
        relation("partner_of", "me", "friend", since="2025"),
        relation("partner_of", "hub", "far", since="2025"),
        relation("partner_of", "hub", "near", since="2010", until="2019", confidence="recalled"),
    ],
}  # fmt: skip


def answer_of(folder: Path, **constraints: int) -> DoorOpenersAnswer:
    day = snapshot_of(ROWS, folder).on_day()
    return door_openers(day, ["me"], market="KR", constraints=RouteConstraints(**constraints))  # type: ignore[arg-type]


def test_a_shared_step_is_drawn_once_and_what_is_recalled_or_over_says_so(folder: Path) -> None:
    root = picture(answer_of(folder))
    assert len(boxes_of(root)) == 4
    labels = [one.text for one in texts_of(root)]
    assert [one for one in labels if one.endswith(" tie")] == ["0.75 tie", "0.60 tie", "0.28 tie"]
    assert "recalled, ended 2019, weakest" in labels
    assert "weakest" in labels
    assert "Odense" in " ".join(labels)
    tooltips = " ".join(one.text or "" for one in root.iter(f"{SVG}title"))
    assert "Hub was until 2019 a partner of near (recalled, unconfirmed)." in tooltips


def test_a_no_shows_what_is_missing(folder: Path) -> None:
    answer = answer_of(folder, max_steps=1)
    assert not answer.openers
    root = picture(answer)
    assert (root[0].text or "").startswith("No door opener to South Korea for me found")
    assert "The nearest door opener is 2 introductions away." in " ".join(one.text for one in texts_of(root))


def supposing(folder: Path, *added: Addition) -> DoorOpenersAnswer:
    tried = suppose(snapshot_of(ROWS, folder).on_day(), added)
    answer = door_openers(tried.day, ["me"], market="KR", laid=tried.laid(RouteConstraints()))
    return replace(answer, supposed=tuple(tried.sentences))


def test_a_supposed_tie_is_drawn_as_such_and_said_everywhere(folder: Path) -> None:
    root = picture(supposing(folder, Addition("partner_of", "me", "far")))
    said = "Supposed, and stored nowhere: me is a partner of far."
    assert (root[0].text or "").startswith("Supposed: who could open a door to South Korea")
    assert said in (root[1].text or "")
    assert "me → (supposed 0.60) far" in (root[1].text or "")
    shown = [one.text for one in texts_of(root)]
    assert "0.60 supposed" in shown
    assert said in " ".join(shown)
    assert LEGEND[Stroke.SUPPOSED, False] in shown
    dashes = [one.attrib.get("stroke-dasharray") for one in root.iter(f"{SVG}path")]
    assert dashes.count(DASHES[Stroke.SUPPOSED, False]) == 2  # the tie, and the legend


def test_what_is_on_record_beside_it_stays_as_it_is(folder: Path) -> None:
    shown = [one.text for one in texts_of(picture(supposing(folder, Addition("partner_of", "me", "near"))))]
    assert "0.75 tie" in shown
    assert shown.count("0.60 supposed") == 1


def test_a_presence_that_is_only_supposed_says_so(folder: Path) -> None:
    answer = supposing(folder, Addition("serves", "friend", "KR"))
    (friend,) = [one for one in answer.openers if one.name == "friend"]
    assert "which serves South Korea (supposed)." in friend.why
