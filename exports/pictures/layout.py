"""Where everything of a picture stands: no box and no label overlaps another one, whatever the names.

Columns stand beside each other. Before each but the first there is a lane in which its lines run straight to their box,
each with its label, stacked within the height of the box; what bends does so between the lane and the column before.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from exports.pictures.chart import Box, Chart, Column, Line
from exports.pictures.order import ordered
from exports.pictures.text_width import shortened, width, wrapped

MARGIN: Final = 20
BOX_WIDTH: Final = 200
PADDING: Final = 10
BEND: Final = 64
"""Between a column and the next lane."""
LABEL_WIDEST: Final = 200
GAP: Final = 16
"""Between boxes of a column."""
TITLE_SIZE, HEADING_SIZE, NAME_SIZE, SMALL_SIZE = 18, 13, 13, 11
NAME_LINES, BENEATH_LINES = 3, 2
"""Lines of a name, and of each text beneath it, at most."""
NAME_HEIGHT, SMALL_HEIGHT, GROUP_HEIGHT = 17, 15, 26
OVER, UNDER, PLAIN = 20, 17, 8
"""Heights over a line, under it with a label, and under it without."""
LEAVING: Final = 12
"""Between two lines where they leave a box."""
THINNEST, THICKEST = 1.5, 8.0
"""Width of a line of strength 0, and of 1."""


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A box with its place: left, top and height; all are ``BOX_WIDTH`` wide."""

    box: Box
    left: float
    top: float
    height: float
    name: tuple[str, ...]
    beneath: tuple[str, ...]
    opens_group: bool

    @property
    def middle(self) -> float:
        """Of its height."""
        return self.top + self.height / 2


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line with its place: from ``start`` it bends until ``lane``, where its labels begin, and ends at ``end``."""

    line: Line
    start: tuple[float, float]
    lane: float
    end: tuple[float, float]
    over: str
    under: str

    @property
    def thickness(self) -> float:
        """In pixels."""
        return THINNEST + (THICKEST - THINNEST) * self.line.strength


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything with its place.

    Attributes:
        title: its lines, from the top.
        top: of the columns' titles.
        bottom: of the lowest box.
        lefts: of the columns.
    """

    title: tuple[str, ...]
    width: float
    top: float
    bottom: float
    lefts: tuple[float, ...]
    boxes: tuple[PlacedBox, ...]
    lines: tuple[PlacedLine, ...]


def arranged(chart: Chart) -> Layout:
    """Give everything of a chart its place; the same chart is always laid out the same."""
    lefts = _lefts(chart)
    across = max(lefts[-1] + BOX_WIDTH + MARGIN, 2 * MARGIN + 2 * BOX_WIDTH)
    title = tuple(wrapped(chart.title, TITLE_SIZE, across - 2 * MARGIN, 3, bold=True))
    top = MARGIN + len(title) * (TITLE_SIZE + 6) + 8
    placed = _boxes(chart, lefts, top + HEADING_SIZE + 14)
    lines = tuple(_lines(chart, placed))
    boxes = tuple(one for column in placed for one in column.values())
    bottom = max(one.top + one.height for one in boxes)
    return Layout(title, across, top, bottom, lefts, boxes, lines)


def _lefts(chart: Chart) -> tuple[float, ...]:
    lefts = [float(MARGIN)]
    for column in range(1, len(chart.columns)):
        labels = [text for one in chart.lines if one.column == column - 1 for text in (one.over, one.under)]
        widest = max((width(text, SMALL_SIZE) for text in labels), default=0)
        lefts.append(lefts[-1] + BOX_WIDTH + BEND + round(min(widest, LABEL_WIDEST)) + 2 * PADDING)
    return tuple(lefts)


# Boxes


def _boxes(chart: Chart, lefts: Sequence[float], top: float) -> list[dict[str, PlacedBox]]:
    """The boxes of each column by key, from the top; each as near as may be to those that its lines come from."""
    placed: list[dict[str, PlacedBox]] = []
    for at, (column, keys) in enumerate(zip(chart.columns, ordered(chart), strict=True)):
        incoming = [one for one in chart.lines if one.column == at - 1]
        leaving = Counter(one.source for one in chart.lines if one.column == at)
        boxes = list(_stacked(column, keys, incoming, leaving, lefts[at]))
        if placed:
            boxes = _beside(boxes, incoming, placed[-1])
        placed.append({one.box.key: one for one in boxes})
    highest = min(_head(one) for column in placed for one in column.values())
    return [{key: _moved(one, top - highest) for key, one in column.items()} for column in placed]


def _stacked(
    column: Column, keys: Sequence[str], incoming: Sequence[Line], leaving: "Counter[str]", left: float
) -> Iterator[PlacedBox]:
    """The boxes of a column, one under the other."""
    held = {box.key: box for box in column.boxes}
    top, group = 0.0, ""
    for key in keys:
        box = held[key]
        opens = bool(box.group) and box.group != group
        group = box.group
        top += GROUP_HEIGHT if opens else 0
        with_lines = max(sum(_height(one) for one in incoming if one.target == key), LEAVING * (leaving[key] + 1))
        made = _box(box, left, top, with_lines, opens)
        yield made
        top += made.height + GAP


def _box(box: Box, left: float, top: float, least: float, opens: bool) -> PlacedBox:
    room = BOX_WIDTH - 2 * PADDING
    name = tuple(wrapped(box.name, NAME_SIZE, room, NAME_LINES, bold=True))
    beneath = tuple(line for text in box.beneath for line in wrapped(text, SMALL_SIZE, room, BENEATH_LINES))
    own = len(name) * NAME_HEIGHT + len(beneath) * SMALL_HEIGHT + 2 * PADDING
    return PlacedBox(box, left, top, max(own, least), name, beneath, opens)


def _height(line: Line) -> float:
    """That a line takes with its labels."""
    return OVER + (UNDER if line.under else PLAIN)


def _beside(boxes: list[PlacedBox], incoming: Sequence[Line], before: dict[str, PlacedBox]) -> list[PlacedBox]:
    """Boxes of a column moved towards those before them, none over another one, on the whole as near as may be."""
    moved: list[PlacedBox] = []
    away = 0.0
    for one in boxes:
        middles = [before[line.source].middle for line in incoming if line.target == one.box.key]
        wanted = sum(middles) / len(middles) - one.height / 2
        free = moved[-1].top + moved[-1].height + GAP + (one.top - _head(one)) if moved else wanted
        moved.append(_moved(one, max(wanted, free) - one.top))
        away += moved[-1].top - wanted
    return [_moved(one, round(-away / len(moved))) for one in moved]


def _head(one: PlacedBox) -> float:
    """Top of a box with the title of its group."""
    return one.top - (GROUP_HEIGHT if one.opens_group else 0)


def _moved(one: PlacedBox, down: float) -> PlacedBox:
    return PlacedBox(one.box, one.left, round(one.top + down), one.height, one.name, one.beneath, one.opens_group)


# Lines


def _lines(chart: Chart, placed: Sequence[dict[str, PlacedBox]]) -> Iterator[PlacedLine]:
    for column, (before, after) in enumerate(pairwise(placed)):
        lines = [one for one in chart.lines if one.column == column]
        ends = {one: at for box in after.values() for one, at in _ends(box, lines, before)}
        starts = {one: at for box in before.values() for one, at in _starts(box, lines, ends)}
        lane = min(box.left for box in before.values()) + BOX_WIDTH + BEND
        for one in lines:
            right = after[one.target].left
            room = right - lane - PADDING
            yield PlacedLine(
                one, (before[one.source].left + BOX_WIDTH, starts[one]), lane, (right, ends[one]),
                shortened(one.over, SMALL_SIZE, room), shortened(one.under, SMALL_SIZE, room),
            )  # fmt: skip


def _ends(box: PlacedBox, lines: Sequence[Line], before: dict[str, PlacedBox]) -> Iterator[tuple[Line, float]]:
    """At which height each line that leads to a box ends there: in the order in which they come."""
    leading = [one for one in lines if one.target == box.box.key]
    leading.sort(key=lambda one: before[one.source].middle)
    at = box.middle - sum(map(_height, leading)) / 2
    for one in leading:
        yield one, at + OVER
        at += _height(one)


def _starts(box: PlacedBox, lines: Sequence[Line], ends: dict[Line, float]) -> Iterator[tuple[Line, float]]:
    """At which height each line that leaves a box begins there: in the order in which they end."""
    leaving = sorted((one for one in lines if one.source == box.box.key), key=lambda one: ends[one])
    for at, one in enumerate(leaving, 1):
        yield one, box.top + box.height * at / (len(leaving) + 1)
