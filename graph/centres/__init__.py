"""Where each market lies on a map: its capital, by degrees."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Centre:
    """A place that stands for a market on a map.

    Attributes:
        city: which one it is: the capital, or the largest place of a market that has none.
        latitude: degrees north, -90 to 90.
        longitude: degrees east, -180 to 180.
    """

    city: str
    latitude: float
    longitude: float


@cache
def centres() -> dict[str, Centre]:
    """The centre of each market by its code; nowhere that nobody lives has one."""
    lines = Path(__file__).with_name("centres.txt").read_text(encoding="utf-8").splitlines()[1:]
    rows = (line.split("\t") for line in lines)
    return {code: Centre(city, float(latitude), float(longitude)) for code, city, latitude, longitude in rows}
