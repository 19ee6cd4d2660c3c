"""The evidence pack: everything that an answer rests on is in it, and nothing else is needed to read it."""

import tempfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings

from exports.papers.document import Bullets, Document, Heading, Link, Paragraph, Strong, Table
from exports.papers.html import as_html
from exports.papers.markdown import as_markdown
from exports.papers.pack import IN_A_PICTURE, pack_html, pack_markdown
from graph.words import label
from queries.questions.door_openers import DoorOpener, DoorOpenersAnswer, door_openers
from queries.routing.askers import Outsider
from queries.routing.constraints import RouteConstraints
from queries.routing.explain import relation_told, step_told
from tests.api.world import ROWS
from tests.exports.asked import answered
from tests.profiles import draws
from tests.reference.strategies import Question, worlds_and_questions
from tests.reference.world import World
from tests.worlds import snapshot_of

LINK = "https://doors.example/ask?market=KR&from=alpha"
NO_END = {"meta", "link", "br", "img", "input"}


class Page(HTMLParser):
    """A page's text, its addresses, and whether every element that begins ends."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.parts: list[str] = []
        self.addresses: list[str] = []
        self.ids: list[str] = []
        self.feed(html)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        said = dict(attrs)
        self.addresses += [value for name in ("href", "src") if (value := said.get(name))]
        self.ids += [value] if (value := said.get("id")) else []
        if tag not in NO_END:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.parts).split())


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@pytest.fixture(scope="module")
def answer(folder: Path) -> DoorOpenersAnswer:
    return door_openers(snapshot_of(ROWS, folder).on_day(), ["alpha"], market="KR", first=25)


def facts_told(opener: DoorOpener) -> Iterator[str]:
    """What has to be in a pack of an opener."""
    yield from (opener.name, f"{opener.score:.2f} {opener.tier}", opener.why)
    for step in opener.route.steps:
        yield step_told(step)
        yield f"{step.strength:.2f}"
        for part in step.contributions[:5]:
            for fact in (part.relation, part.other):
                if fact is not None:
                    yield f"{relation_told(fact)}."
                    yield label("Confidence", fact.statements[0]["confidence"])


@settings(max_examples=draws(60))
@given(worlds_and_questions())
def test_every_fact_of_an_answer_is_in_its_pack(folder: Path, drawn: tuple[World, Question]) -> None:
    answer = answered(folder, *drawn)
    if answer is None:
        return
    html, markdown = pack_html(answer, LINK), pack_markdown(answer, LINK)
    assert (html, markdown) == (pack_html(answer, LINK), pack_markdown(answer, LINK))
    page = Page(html)
    assert len(page.ids) == len(set(page.ids))
    said = markdown.replace("\\", "")
    for opener in answer.openers:
        for fact in facts_told(opener):
            assert " ".join(fact.split()) in page.text
            assert fact in said
    if answer.diagnosis is not None:
        assert answer.diagnosis.message in page.text


def test_it_needs_nothing_else_and_does_nothing(answer: DoorOpenersAnswer) -> None:
    html = pack_html(answer, LINK)
    page = Page(html)
    assert html.startswith("<!doctype html>")
    assert '<html lang="en">' in html
    assert not page.tags & {"script", "link", "img", "iframe", "form"}
    assert " style=" not in html
    assert "url(" not in html
    assert set(page.addresses) >= {LINK, "#opener-1"}
    assert {one.removeprefix("#") for one in page.addresses if one.startswith("#")} <= set(page.ids)
    assert "@page" in html
    assert "@media print" in html


def test_who_says_so_stands_with_page_day_confidence_and_licence(answer: DoorOpenersAnswer) -> None:
    page = Page(pack_html(answer, None))
    assert "Test (nobody), https://example.org/agency-dk/operates" in page.text
    assert "read 2026-01-01, verified" in page.text
    assert "CC0-1.0" in page.text
    assert "Ask this again" not in page.text


def test_a_score_is_computed_before_ones_eyes(answer: DoorOpenersAnswer) -> None:
    opener = answer.openers[0]
    factors = (opener.route.strength, opener.presence, opener.sector_fit, opener.service_fit)
    product = " × ".join(f"{one:.2f}" for one in factors)
    assert f"{opener.score:.2f} {product}: {opener.tier}" in Page(pack_html(answer)).text


def test_what_is_left_out_is_told(answer: DoorOpenersAnswer) -> None:
    page = Page(pack_html(answer))
    left = page.text.partition("Not in this list")[2]
    (own,) = answer.yourself
    said = own.reasons[0].evidence[0]
    told = f"Yours already: {own.sentence} (since 2022; last known to hold 2022-01-01: Test (nobody)"
    assert f"{told}, {said['url']}, read {said['retrieved']}, {said['confidence']}" in left.replace(" ,", ",")


def test_the_question_is_told_with_its_conditions(folder: Path) -> None:
    day = snapshot_of(ROWS, folder).on_day()
    asker = Outsider("DK", None, ("energy",), ("beta",))
    by = RouteConstraints(
        2, 0.1, None, frozenset({"cluster"}), ("SE", "trade_office", "acme"), ("beta",), ("beta", "gamma"), True
    )
    text = Page(pack_html(door_openers(day, [asker], market="KR", sector="food", constraints=by))).text
    for told in (
        "For You: company · Denmark, not in the graph; Energy; knows Beta Network",
        "instead of the asker's own: Food",
        "At most 2 steps in a row",
        "Every step at least 0.10 strong",
        "Only to door openers of these kinds: cluster",
        "Without anybody in Sweden, any trade office, Acme Corporation",
        "Through Beta Network",
        "Through, in this order, Beta Network, then Gamma Cluster",
        "Only through organisations with a public mandate",
    ):
        assert told in text, told


def test_a_no_says_why_and_what_would_help(folder: Path) -> None:
    day = snapshot_of(ROWS, folder).on_day()
    found = door_openers(day, ["lonely"], market="KR", constraints=RouteConstraints(relation_kinds=frozenset()))
    assert not found.openers
    assert found.diagnosis is not None
    text = Page(pack_html(found)).text
    assert text.count("No door opener to South Korea for Lonely Cluster found") >= 1
    assert found.diagnosis.message in text.partition("Why there is none")[2]
    assert "Each door opener" not in text


def test_many_openers_are_drawn_in_several_pictures(folder: Path) -> None:
    rows = {
        **ROWS,
        "organisations": [
            *ROWS["organisations"],
            *({**ROWS["organisations"][2], "id": f"k-{at:02}", "name": f"K {at}"} for at in range(12)),
        ],
        "relations": [
            *ROWS["relations"],
            *({**ROWS["relations"][0], "target": f"k-{at:02}"} for at in range(12)),
        ],
    }
    found = door_openers(snapshot_of(rows, folder).on_day(), ["alpha"], market="KR", first=25)
    assert len(found.openers) > IN_A_PICTURE
    page = Page(pack_html(found))
    assert [one for one in page.ids if one.endswith("-title")] == ["picture-1-title", "picture-2-title"]
    assert {f"{one.rank} · {one.score:.2f}" in page.text for one in found.openers} == {True}


EVIL: Document = [
    Heading(1, "<b> & *bold* | x"),
    Paragraph(["<script>alert(1)</script>", Link("here", "javascript:alert(1)"), Link("there", 'https://x.org/"><b>')]),
    Bullets([[Strong("a\nb")], ["\x00"]]),
    Table("T", ("A", "B"), [[["x | y"], [Strong("z")]]]),
]


def test_nothing_in_a_name_is_taken_for_markup() -> None:
    html = as_html(EVIL)
    page = Page(html)
    assert not page.tags & {"script", "b"}
    assert page.addresses == ['https://x.org/"><b>']
    assert "\x00" not in html
    markdown = as_markdown(EVIL)
    assert "# \\<b\\> & \\*bold\\* \\| x" in markdown
    assert '[there](<https://x.org/"b>)' in markdown
    assert "javascript" not in markdown
    assert "| x \\| y | **z** |" in markdown
    assert "- **a b**" in markdown
