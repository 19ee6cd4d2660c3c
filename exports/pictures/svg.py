"""The drawing: a chart as SVG text, the same for the same chart byte for byte.

Light colours are presentation attributes, so that it is whole where no style sheet is let in; the style sheet inside
gives dark and forced colours. Lines differ by their strokes and words, never by colour alone.
"""

from collections.abc import Mapping, Sequence
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from exports.characters import plain
from exports.pictures.chart import Chart, Part, Stroke
from exports.pictures.layout import (
    BOX_WIDTH,
    HEADING_SIZE,
    MARGIN,
    NAME_HEIGHT,
    NAME_SIZE,
    PADDING,
    SMALL_HEIGHT,
    SMALL_SIZE,
    TITLE_SIZE,
    Layout,
    PlacedBox,
    PlacedLine,
    arranged,
)
from exports.pictures.text_width import wrapped

FONTS: Final = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif"
PAPER, INK, FAINT, STROKE = "#ffffff", "#15181d", "#454b54", "#3f4a5a"
FILLS: Final[Mapping[Part, tuple[str, str]]] = {
    Part.ASKER: ("#e7edfb", "#2b4c9b"),
    Part.BETWEEN: ("#f3f4f6", "#6a717c"),
    Part.OPENER: ("#e6f4ea", "#1f6b3a"),
}
"""Fill and outline of boxes."""
DASHES: Final[Mapping[tuple[Stroke, bool], str]] = {
    (Stroke.TIE, False): "",
    (Stroke.TIE, True): "2 5",
    (Stroke.STANDING, False): "12 5",
    (Stroke.STANDING, True): "12 5 2 5",
    (Stroke.SUPPOSED, False): "4 8",
    (Stroke.SUPPOSED, True): "4 8 2 8",
}
"""By stroke, and whether it rests on what is only recalled."""
LEGEND: Final = {
    (Stroke.TIE, False): "A tie on record",
    (Stroke.TIE, True): "A tie that is only recalled, unconfirmed",
    (Stroke.STANDING, False): (
        "No tie needed: you knock at those who are there to serve you, use a desk or a front door, or have a reception "
        "by those whose job it is"
    ),
    (Stroke.STANDING, True): "No tie needed, but what says so is only recalled, unconfirmed",
    (Stroke.SUPPOSED, False): "Supposed, to try it: it is not on record, or not so",
    (Stroke.SUPPOSED, True): "Supposed, with what is only recalled, unconfirmed",
}
NOTE_LINES: Final = 8
THICKER: Final = "The thicker a line, the stronger."
STYLE: Final = """
@media screen and (prefers-color-scheme: dark) {
  .od-paper { fill: #14171c } .od-ink { fill: #f0f2f5 } .od-faint { fill: #c3c9d2 }
  .od-stroke { stroke: #aab6c8 } .od-asker { fill: #1c2a4d; stroke: #9db6f2 }
  .od-between { fill: #23272e; stroke: #98a1ae } .od-opener { fill: #16341f; stroke: #86cf9c }
}
@media (forced-colors: active) {
  .od-paper { fill: Canvas } .od-ink, .od-faint { fill: CanvasText } .od-stroke { stroke: CanvasText }
  .od-asker, .od-between, .od-opener { fill: Canvas; stroke: CanvasText }
}
"""


def drawn(chart: Chart) -> str:
    """A chart as an SVG document."""
    root = drawing(chart)
    indent(root, " ")
    return f"{tostring(root, encoding='unicode')}\n"


def drawing(chart: Chart, name: str = "od") -> Element:
    """A chart as an SVG element.

    Args:
        chart: what it shows.
        name: begins its ids, so that several may stand in one page.
    """
    laid = arranged(chart)
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img"})
    root.set("aria-labelledby", f"{name}-title {name}-desc")
    _add(root, "title", chart.title, id=f"{name}-title")
    _add(root, "desc", "\n".join(chart.described), id=f"{name}-desc")
    _add(root, "style", STYLE)
    paper = SubElement(root, "rect", {"class": "od-paper", "fill": PAPER})
    body = SubElement(root, "g", {"font-family": FONTS, "font-size": str(SMALL_SIZE)})
    _titles(body, chart, laid)
    for line in laid.lines:
        _line(body, line)
    for box in laid.boxes:
        _box(body, box)
    bottom = _foot(body, chart, laid)
    size = {"width": _number(laid.width), "height": _number(bottom)}
    paper.attrib |= size
    root.attrib |= {**size, "viewBox": f"0 0 {size['width']} {size['height']}"}
    return root


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _add(parent: Element, tag: str, text: str, **more: str) -> Element:
    one = SubElement(parent, tag, more)
    one.text = plain(text)
    return one


def _text(parent: Element, x: float, y: float, text: str, *, ink: str = "od-ink", **more: str) -> None:
    """A line of text; its size is that of small type unless it says otherwise."""
    colour = INK if ink == "od-ink" else FAINT
    one = _add(parent, "text", text, x=_number(x), y=_number(y), fill=colour, **more)
    one.set("class", ink)


def _titles(parent: Element, chart: Chart, laid: Layout) -> None:
    for at, text in enumerate(laid.title):
        y = MARGIN + TITLE_SIZE + at * (TITLE_SIZE + 6)
        _text(parent, MARGIN, y, text, **{"font-size": str(TITLE_SIZE), "font-weight": "bold"})
    for left, column in zip(laid.lefts, chart.columns, strict=True):
        _text(parent, left, laid.top + HEADING_SIZE, column.title, ink="od-faint", **{"font-size": str(HEADING_SIZE)})


def _line(parent: Element, placed: PlacedLine) -> None:
    line, (left, start), (right, end) = placed.line, placed.start, placed.end
    part = SubElement(parent, "g", _on_routes(line.routes))
    _add(part, "title", line.told)
    bend = (placed.lane - left) / 2
    curve = [left + bend, start, placed.lane - bend, end, placed.lane, end]
    path = f"M{_number(left)} {_number(start)}C{' '.join(map(_number, curve))}H{_number(right)}"
    _stroke(part, path, placed.thickness, DASHES[line.stroke, line.is_recalled])
    _text(part, placed.lane + PADDING / 2, end - 8, placed.over)
    if placed.under:
        _text(part, placed.lane + PADDING / 2, end + 14, placed.under, ink="od-faint")


def _on_routes(openers: Sequence[str]) -> dict[str, str]:
    """To whom it leads, for a page that shows the picture: ids, which hold no space."""
    return {"data-routes": " ".join(openers)} if openers else {}


def _stroke(parent: Element, path: str, thickness: float, dashes: str) -> None:
    drawn_as = {"class": "od-stroke", "d": path, "fill": "none", "stroke": STROKE, "stroke-width": _number(thickness)}
    SubElement(parent, "path", drawn_as | ({"stroke-dasharray": dashes} if dashes else {}))


def _box(parent: Element, placed: PlacedBox) -> None:
    fill, outline = FILLS[placed.box.part]
    part = SubElement(parent, "g", {"data-opener": placed.box.opener} if placed.box.opener else {})
    part.attrib |= _on_routes(placed.box.routes)
    _add(part, "title", placed.box.told)
    if placed.opens_group:
        _text(part, placed.left, placed.top - 8, placed.box.group, **{"font-weight": "bold"})
    place = {"x": placed.left, "y": placed.top, "width": BOX_WIDTH, "height": placed.height}
    looks = {"class": f"od-{placed.box.part}", "rx": "6", "fill": fill, "stroke": outline, "stroke-width": "1.5"}
    SubElement(part, "rect", {name: _number(value) for name, value in place.items()} | looks)
    held = len(placed.name) * NAME_HEIGHT + len(placed.beneath) * SMALL_HEIGHT
    x, y = placed.left + PADDING, placed.middle - held / 2 - 4
    bold = {"font-size": str(NAME_SIZE), "font-weight": "bold"}
    for text in placed.name:
        y += NAME_HEIGHT
        _text(part, x, y, text, **bold)
    for text in placed.beneath:
        y += SMALL_HEIGHT
        _text(part, x, y, text, ink="od-faint")


# Beneath the picture


def _foot(parent: Element, chart: Chart, laid: Layout) -> float:
    """What strokes mean, and notes; the bottom of all."""
    bottom, room = laid.bottom + MARGIN, laid.width - 2 * MARGIN
    met = {(one.line.stroke, one.line.is_recalled) for one in laid.lines}
    for kind, meaning in LEGEND.items():
        if kind in met:
            _stroke(parent, f"M{MARGIN} {_number(bottom + SMALL_HEIGHT - 4)}h48", 3, DASHES[kind])
            bottom = _noted(parent, meaning, MARGIN + 58, bottom, room - 58) + 3
    for note in (THICKER, *chart.notes) if laid.lines else chart.notes:
        bottom = _noted(parent, note, MARGIN, bottom, room)
    return bottom + MARGIN


def _noted(parent: Element, note: str, left: float, top: float, room: float) -> float:
    """A text on as many lines as it takes, up to some; its bottom."""
    for text in wrapped(note, SMALL_SIZE, room, NOTE_LINES):
        top += SMALL_HEIGHT
        _text(parent, left, top, text, ink="od-faint")
    return top
