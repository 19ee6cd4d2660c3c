"""What a picture shows: boxes in columns and lines from one column to the next, before anything has a place."""

from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """What a box stands for."""

    ASKER = "asker"
    BETWEEN = "between"
    OPENER = "opener"


class Stroke(StrEnum):
    """How a line is drawn; a line whose facts are only recalled has gaps besides."""

    TIE = "tie"
    STANDING = "standing"
    SUPPOSED = "supposed"


@dataclass(frozen=True, slots=True)
class Box:
    """An organisation in a column.

    Attributes:
        key: tells it from all others of its column, and orders what is otherwise equal.
        name: in full.
        beneath: further texts, each on lines of its own.
        part: what it stands for.
        group: title above the first box of its group; empty for none.
        told: everything that is to be read of it, in a sentence or two.
        opener: id of the door opener that it is; empty for none.
        routes: ids of the door openers on whose routes it stands.
    """

    key: str
    name: str
    beneath: tuple[str, ...]
    part: Part
    told: str
    group: str = ""
    opener: str = ""
    routes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A step, or a tie: from a box of a column to one of the next.

    Attributes:
        column: of the box that it comes from, from 0.
        source, target: keys of its boxes.
        strength: 0 to 1.
        is_recalled: whether it rests on what is only recalled.
        over, under: what stands over and under the line, a few words each; ``under`` may be empty.
        told: everything that is to be read of it, in a sentence or two.
        routes: ids of the door openers to whom it leads.
    """

    column: int
    source: str
    target: str
    strength: float
    stroke: Stroke
    is_recalled: bool
    over: str
    under: str
    told: str
    routes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of boxes, in the order in which they stand where lines do not say otherwise."""

    title: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture's content.

    Attributes:
        title: what it shows.
        described: all its facts as text, a line each.
        columns: from left to right; each box but those of the first is the end of a line.
        lines: from each column to the next.
        notes: sentences under the picture.
    """

    title: str
    described: tuple[str, ...]
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...]
