"""Where markets lie on a map."""

import csv
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

import pytest

from graph.centres import Centre, centres
from graph.markets import market_names

STARTER = Path(__file__).parents[2] / "loaders" / "starter"
NOBODY_LIVES_THERE = {"AQ", "BV", "HM", "UM"}
EARTH = 12_742
"""Kilometres through it."""


def kilometres(one: Centre, latitude: float, longitude: float) -> float:
    north, east = radians(latitude - one.latitude), radians(longitude - one.longitude)
    across = cos(radians(one.latitude)) * cos(radians(latitude)) * sin(east / 2) ** 2
    return EARTH * asin(sqrt(sin(north / 2) ** 2 + across))


def test_every_market_where_somebody_lives_has_one() -> None:
    assert set(centres()) == set(market_names()) - NOBODY_LIVES_THERE


def test_they_are_on_the_earth() -> None:
    for code, one in centres().items():
        assert -90 <= one.latitude <= 90 and -180 <= one.longitude <= 180, code


@pytest.mark.parametrize(("code", "city"), [("KR", "Seoul"), ("US", "Washington"), ("TV", "Funafuti")])
def test_it_is_the_capital(code: str, city: str) -> None:
    assert centres()[code].city == city


def test_organisations_of_a_capital_are_near() -> None:
    """The starter data has thousands with coordinates of their own, from other sources."""
    near = 0
    with (STARTER / "organisations.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            centre = centres().get(row["country"])
            if centre is not None and row["city"] == centre.city and row["lat"] and row["lon"]:
                assert kilometres(centre, float(row["lat"]), float(row["lon"])) < 40, row["id"]
                near += 1
    assert near > 1_000
