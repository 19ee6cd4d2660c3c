"""Any chart: nothing overlaps, few lines cross, and the same chart is drawn the same."""

import re
from xml.etree.ElementTree import fromstring

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from exports.pictures.chart import Box, Chart, Column, Line, Part, Stroke
from exports.pictures.order import crossings, ordered
from exports.pictures.svg import DASHES, FILLS, INK, LEGEND, PAPER, STYLE, drawing, drawn
from exports.pictures.text_width import width, wrapped
from tests.exports.pictures.seen import SVG, check_nothing_overlaps
from tests.profiles import draws

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=90)


def box(key: str, name: str = "A name", *, part: Part = Part.BETWEEN, group: str = "") -> Box:
    return Box(key, name, ("cluster · Odense, Denmark",), part, f"All of {name}.", group)


def line(column: int, source: str, target: str, **more: str | bool | float | tuple[str, ...]) -> Line:
    said = {"strength": 0.5, "stroke": Stroke.TIE, "is_recalled": False, "over": "0.50 tie", "under": "", "told": "It."}
    return Line(column, source, target, **(said | more))  # type: ignore[arg-type]


def chart(columns: list[list[Box]], lines: list[Line]) -> Chart:
    return Chart("A title", ("A fact.",), tuple(Column("Step", tuple(boxes)) for boxes in columns), tuple(lines), ())


@st.composite
def charts(draw: DrawFn) -> Chart:
    """Up to six steps and a dozen boxes a column, tied at random, named by anything."""
    columns: list[Column] = []
    lines: list[Line] = []
    for at in range(draw(st.integers(1, 6))):
        keys = [f"{at}-{one}" for one in range(draw(st.integers(1, 12 if at else 3)))]
        groups = sorted(draw(st.lists(st.sampled_from(("", "A", "B")), min_size=len(keys), max_size=len(keys))))
        if at:
            before = [one.key for one in columns[-1].boxes]
            for key in keys:
                sources = draw(st.lists(st.sampled_from(before), min_size=1, max_size=4, unique=True))
                lines += [draw_line(draw, at - 1, source, key) for source in sources]
        beneath = st.lists(TEXTS, max_size=3).map(tuple)
        boxes = [
            Box(key, draw(TEXTS), draw(beneath), draw(st.sampled_from(Part)), draw(TEXTS), group if at else "")
            for key, group in zip(keys, groups, strict=True)
        ]
        columns.append(Column(f"Step {at}", tuple(boxes)))
    return Chart(draw(TEXTS), (draw(TEXTS),), tuple(columns), tuple(lines), tuple(draw(st.lists(TEXTS, max_size=2))))


def draw_line(draw: DrawFn, column: int, source: str, target: str) -> Line:
    stroke, recalled = draw(st.sampled_from(sorted(DASHES)))
    strength = draw(st.floats(0, 1))
    return Line(column, source, target, strength, stroke, recalled, draw(TEXTS), draw(TEXTS), draw(TEXTS))


@settings(max_examples=draws(200))
@given(charts())
def test_nothing_overlaps_whatever_the_names(drawn_chart: Chart) -> None:
    svg = drawn(drawn_chart)
    check_nothing_overlaps(fromstring(svg))
    assert svg == drawn(drawn_chart)


def test_lines_cross_only_where_they_must() -> None:
    columns = [[box("a"), box("b"), box("c")], [box("x"), box("y"), box("z")]]
    crossed = chart(columns, [line(0, "a", "z"), line(0, "b", "y"), line(0, "c", "x")])
    assert crossings([["a", "b", "c"], ["x", "y", "z"]], crossed.lines) == 3
    assert crossings(ordered(crossed), crossed.lines) == 0


def test_what_need_not_move_stays_in_its_order() -> None:
    columns = [[box("a")], [box("z"), box("y"), box("x")]]
    assert ordered(chart(columns, [line(0, "a", key) for key in "xyz"])) == [["a"], ["z", "y", "x"]]


def test_strokes_differ_without_colour_and_the_stronger_is_thicker() -> None:
    lines = [
        line(0, "a", "x", strength=0.9),
        line(0, "a", "y", strength=0.1),
        line(0, "a", "z", is_recalled=True, under="recalled"),
        line(0, "b", "x", stroke=Stroke.STANDING),
        line(0, "b", "y", stroke=Stroke.STANDING, is_recalled=True),
        line(0, "b", "z", stroke=Stroke.SUPPOSED),
        line(0, "a", "z", stroke=Stroke.SUPPOSED, is_recalled=True),
    ]
    root = fromstring(drawn(chart([[box("a"), box("b")], [box("x"), box("y"), box("z")]], lines)))
    paths = [one.attrib for one in root.iter(f"{SVG}path")]
    assert len({one.get("stroke-dasharray", "") for one in paths}) == len(DASHES) == len(LEGEND)
    assert float(paths[0]["stroke-width"]) > float(paths[1]["stroke-width"])
    assert {one["stroke"] for one in paths} == {paths[0]["stroke"]}


def test_it_is_a_picture_to_whoever_listens() -> None:
    root = drawing(chart([[box("a")]], []), "one")
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == "one-title one-desc"
    assert [root[0].text, root[1].text] == ["A title", "A fact."]
    assert [root[0].attrib["id"], root[1].attrib["id"]] == ["one-title", "one-desc"]


def test_what_leads_to_whom_is_told_to_a_page_that_shows_it() -> None:
    boxes = [[box("a")], [Box("x", "X", (), Part.OPENER, "X.", opener="x-id", routes=("x-id", "y-id"))]]
    root = drawing(chart(boxes, [line(0, "a", "x", routes=("x-id", "y-id"))]))
    (opener,) = [one for one in root.iter("g") if "data-opener" in one.attrib]
    assert (opener.attrib["data-opener"], opener.attrib["data-routes"]) == ("x-id", "x-id y-id")
    (led,) = [one for one in root.iter("g") if one.find("path") is not None and "data-routes" in one.attrib]
    assert led.attrib["data-routes"] == "x-id y-id"


def test_signs_that_no_document_may_hold_are_replaced() -> None:
    assert "A � name" in drawn(chart([[box("a", "A \x0b\x00 name".replace("\x0b", ""))]], []))


def brightness(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


def test_texts_stand_out_from_what_is_behind_them_in_light_and_dark() -> None:
    rules = STYLE.partition("@media (forced-colors")[0]
    dark = {
        name: dict(re.findall(r"([a-z]+): (#[0-9a-f]{6})", body))
        for name, body in re.findall(r"\.(od-[a-z]+) \{([^}]*)\}", rules)
    }
    behind_dark = [dark[name]["fill"] for name in ("od-paper", "od-asker", "od-between", "od-opener")]
    for ink in ("od-ink", "od-faint"):
        assert min(contrast(dark[ink]["fill"], behind) for behind in behind_dark) >= 4.5
    behind_light = [PAPER, *(fill for fill, _ in FILLS.values())]
    for ink in (INK, "#454b54"):
        assert min(contrast(ink, behind) for behind in behind_light) >= 4.5
    assert contrast(dark["od-stroke"]["stroke"], dark["od-paper"]["fill"]) >= 4.5


def test_texts_are_cut_by_words_then_by_signs_and_the_cut_is_shown() -> None:
    assert wrapped("one two", 10, 1000, 1) == ["one two"]
    assert wrapped("", 10, 100, 2) == []
    parts = wrapped("x" * 60, 10, 100, 2)
    assert len(parts) == 2
    assert parts[1].endswith("…")
    assert all(width(part, 10) <= 100 for part in parts)
    assert width("감마", 10) > width("ab", 10)
    assert width("e\u0301", 10) == width("e", 10)
