"""What random worlds are made of: values to pick from, and rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from .table import CROSS_SECTOR, DIRECT
from .world import Row

T = TypeVar("T")

MARKETS = ("FR", "KR", "IT", "ES", "DK")
# Some cover others, FR-GES over two levels; DK has none that do.
REGIONS = {
    "FR": ("FR-IDF", "FR-75C", "FR-GES", "FR-6AE", "FR-67"),
    "KR": ("KR-11", "KR-26"),
    "IT": ("IT-25", "IT-MI", "IT-21"),
    "ES": ("ES-CT", "ES-B", "ES-MD"),
    "DK": ("DK-82", "DK-84"),
}
# Main business city, capital, another; in ES one city is both.
CITIES = {
    "FR": ("Lyon", "Paris", "Lille"),
    "KR": ("Busan", "Seoul", "Ulsan"),
    "IT": ("Milano", "Roma", "Torino"),
    "ES": ("Madrid", "Madrid", "Lugo"),
    "DK": ("Aarhus", "Odense", "Ribe"),
}
SECTORS = ("food", "health", CROSS_SECTOR, "wind", "ports")
RETRIEVALS = ("2024-06-01", "2020-02-01", "2025-12-31")
PERIODS = (
    *[("", "")] * 6,
    ("2015", ""),
    ("2020", ""),
    ("2020-06-15", ""),
    ("2024", ""),
    ("2101", ""),
    ("", "2019-03-31"),
    ("", "2020"),
    ("", "2030"),
    ("2015", "2018-06"),
    ("2018-06", "2020-06-15"),
    ("2019-03-31", "2022"),
    ("2020", "2020"),
    ("2020-06", "2020"),
    ("2021-01-01", "2024-12"),
    ("", "1850"),
    ("0001", ""),
)
CONFIDENCES = ("", "imported", "verified", "verified", "recalled", "inferred")
STATUSES = ("", "", "", "current", "current", "ended", "unknown")
RETRIEVED = ("", "", "", "2019", "2020-02", "2023-05-05")

COLUMNS = {
    "organisations": (
        *("id", "kind", "name", "country", "form", "status", "region", "city"),
        *("sectors", "ownership", "founded", "dissolved", "confidence"),
    ),
    "contexts": ("id", "kind", "name", "start", "end", "country", "participants", "confidence"),
    "markets": ("code", "capital", "main_business_city"),
    "corridors": ("id", "kind", "name", "markets", "confidence"),
    "sectors": ("id", "name", "near"),
    "relations": (
        *("kind", "source", "target", "since", "until", "status"),
        *("role", "region", "name", "retrieved", "confidence"),
    ),
}


@dataclass(frozen=True, eq=False)
class Cast:
    """What a world is being made of."""

    markets: tuple[str, ...]
    sectors: tuple[str, ...]
    even: bool  # all evidence alike, so that scores are equal
    ids: list[str]  # names not yet given, in an order of their own
    rows: dict[str, list[Row]] = field(default_factory=lambda: {stem: [] for stem in COLUMNS})

    def named(self, stem: str, *kinds: str) -> list[str]:
        return [r["id"] for r in self.rows[stem] if not kinds or r["kind"] in kinds]

    def organisation(self, id: str) -> Row:
        return next(r for r in self.rows["organisations"] if r["id"] == id)


def row(stem: str, **values: str) -> Row:
    """A row with every column of its file that these worlds use."""
    assert set(values) <= set(COLUMNS[stem])
    return {column: values.get(column, "") for column in COLUMNS[stem]}


def relate(draw: DrawFn, cast: Cast, kind: str, source: str, target: str, role: str = "", region: str = "") -> None:
    """One relation row, with dates and evidence; what standing rests on is often left undated."""
    values = {"kind": kind, "source": source, "target": target, "role": role, "region": region}
    steady = kind in ("mandated_for", "operates", "promotes", "lies_on", "takes_place_in")
    if not cast.even and chance(draw, 6 if steady else 1):
        since, until = pick(draw, PERIODS)
        values |= {"since": since, "until": until, "status": pick(draw, STATUSES)}
        values |= {"retrieved": pick(draw, RETRIEVED), "confidence": pick(draw, CONFIDENCES)}
        if kind in DIRECT:
            values["name"] = pick(draw, ("", "", "", "pact"))
    cast.rows["relations"].append(row("relations", **values))


def pick(draw: DrawFn, values: Sequence[T]) -> T:
    """One of some values; Hypothesis shrinks towards the first."""
    return values[draw(_up_to(len(values) - 1))]


def chance(draw: DrawFn, one_in: int) -> bool:
    """True once in so many."""
    return draw(_up_to(one_in - 1)) == one_in - 1


@cache
def _up_to(most: int) -> st.SearchStrategy[int]:
    """Kept, since to make a strategy takes longer than to draw from it."""
    return st.integers(0, most)


def some(draw: DrawFn, values: Sequence[T], most: int) -> list[T]:
    """At most so many of some values, none twice."""
    return draw(st.lists(st.sampled_from(values), max_size=most, unique=True)) if values else []
