"""How a node looks before anybody lays the graph out: its colour, its place, its size."""

import math
from collections.abc import Mapping
from typing import Final
from zlib import crc32

from graph import kinds

Colour = tuple[int, int, int]
"""Red, green and blue, each 0 to 255."""

COLOURS: Final[Mapping[str, Colour]] = {
    kinds.CLUSTER: (0, 114, 178),
    kinds.TRADE_AGENCY: (213, 94, 0),
    kinds.TRADE_OFFICE: (230, 159, 0),
    kinds.INNOVATION_OFFICE: (240, 228, 66),
    kinds.COMPANY: (86, 180, 233),
    kinds.RESEARCH_ORGANISATION: (0, 158, 115),
    kinds.PUBLIC_BODY: (204, 121, 167),
    kinds.INVESTOR: (0, 0, 0),
}
"""Those of Okabe and Ito, which colour-blind people tell apart, for kinds of organisations."""
CONTEXT_COLOUR: Final[Colour] = (102, 102, 102)
OTHER_COLOUR: Final[Colour] = (187, 187, 187)
"""Of markets, corridors, sectors, priorities and services."""

UNITS_A_DEGREE: Final = 10.0
"""Of latitude; of longitude so many as at 45 degrees, where the map is true to scale."""
_LONGITUDE_UNITS: Final = UNITS_A_DEGREE * math.cos(math.radians(45))
SCATTER: Final = 0.5 * UNITS_A_DEGREE
"""How far from its place a node is drawn at most, so that those of one city can be told apart."""
_STRIP: Final = (-1300.0, -1000.0)
"""Below the map: where nodes stand that have no place."""


def colour_of(type_: object, kind: object) -> Colour:
    """The colour of a node of a type, such as organisation, and a kind, such as cluster."""
    if type_ == "organisation" and isinstance(kind, str):
        return COLOURS.get(kind, OTHER_COLOUR)
    return CONTEXT_COLOUR if type_ == "context" else OTHER_COLOUR


def place_of(id_: str, latitude: float | None, longitude: float | None) -> tuple[float, float]:
    """Where a node is drawn, the same in every export: on a map of the world, or below it if its place is not known.

    Args:
        id_: decides where around its place, or where below the map.
        latitude: in degrees; None: not known.
        longitude: likewise.

    >>> place_of("energy-cluster-denmark", None, None)[1] < -900
    True
    """
    drawn = crc32(id_.encode("utf-8", "surrogatepass"))
    one, other = (drawn >> 16) / 2**16, (drawn & 0xFFFF) / 2**16
    if latitude is None or longitude is None:
        return (2 * one - 1) * 180 * _LONGITUDE_UNITS, _STRIP[0] + other * (_STRIP[1] - _STRIP[0])
    away, angle = SCATTER * math.sqrt(one), math.tau * other
    return longitude * _LONGITUDE_UNITS + away * math.cos(angle), latitude * UNITS_A_DEGREE + away * math.sin(angle)


def size_of(degree: int) -> float:
    """How large a node with so many edges is drawn: 3 with none, 3 more each time that there are twice as many.

    >>> size_of(0), size_of(1), size_of(7)
    (3.0, 6.0, 12.0)
    """
    return 3 + 3 * math.log2(1 + degree)
