"""In which order boxes stand in their columns, so that few lines cross."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Final

from exports.pictures.chart import Chart, Line

SWEEPS: Final = 8
Order = list[list[str]]
"""Keys of boxes, column by column."""


def ordered(chart: Chart) -> Order:
    """Each box near the middle of those it is tied to: to the left, then to the right, a few times; the best is kept.

    What is equal stays as it was.
    """
    order = [[box.key for box in column.boxes] for column in chart.columns]
    best, fewest = order, crossings(order, chart.lines)
    for sweep in range(SWEEPS):
        if not fewest:
            break
        order = _swept(order, chart.lines, leftwards=sweep % 2 == 1)
        crossed = crossings(order, chart.lines)
        if crossed < fewest:
            best, fewest = order, crossed
    return best


def crossings(order: Order, lines: Sequence[Line]) -> int:
    """How many pairs of lines cross."""
    found = 0
    places = [{key: at for at, key in enumerate(column)} for column in order]
    for column in range(len(order) - 1):
        ends = [(places[column][one.source], places[column + 1][one.target]) for one in lines if one.column == column]
        found += sum((a[0] - b[0]) * (a[1] - b[1]) < 0 for a, b in combinations(ends, 2))
    return found


def _swept(order: Order, lines: Sequence[Line], *, leftwards: bool) -> Order:
    swept = [list(column) for column in order]
    columns = range(len(order) - 2, -1, -1) if leftwards else range(1, len(order))
    for column in columns:
        beside = column + 1 if leftwards else column - 1
        at = {key: place for place, key in enumerate(swept[beside])}
        ends = [
            (one.source, at[one.target]) if leftwards else (one.target, at[one.source])
            for one in lines
            if one.column == min(column, beside)
        ]
        swept[column] = _by_middle(swept[column], ends, {key: place for place, key in enumerate(swept[column])})
    return swept


def _by_middle(keys: list[str], ends: Sequence[tuple[str, int]], before: Mapping[str, int]) -> list[str]:
    """Boxes by the middle of the places that they are tied to; one that is tied to none keeps its place."""
    beside = {key: [place for tied, place in ends if tied == key] for key in keys}
    middle = {key: sum(places) / len(places) if places else before[key] for key, places in beside.items()}
    return sorted(keys, key=lambda key: (middle[key], before[key]))
