"""Whom agencies and offices serve, and who operates which office."""

import pytest

from graph.snapshot.snapshot import Snapshot
from queries.reading.mandates import has_public_mandate, mandates_of, offices_of, operators_of


@pytest.mark.parametrize(
    ("holder", "role", "most", "expected"),
    [
        ("desk", "host", 10, ["KR", "SE"]),
        ("desk", "host", 1, ["KR"]),
        ("desk", "home", 10, ["DK"]),
        ("agency", "host", 10, []),
        ("agency", "none of them", 10, []),
    ],
)
def test_mandates_are_told_by_role(
    reading_world: Snapshot, holder: str, role: str, most: int, expected: list[str]
) -> None:
    found = mandates_of(reading_world.on_day(), reading_world.find(holder) or 0, role, most)
    assert [reading_world.id_of(one.target) for one in found] == expected
    assert {one.said("role") for one in found} <= {role}


def test_offices_are_those_of_all_times_and_operators_those_of_the_day(reading_world: Snapshot) -> None:
    day, agency = reading_world.on_day(), reading_world.find("agency") or 0
    closed, seoul = (reading_world.find(id_) or 0 for id_ in ("closed", "seoul"))
    assert offices_of(day, agency) == [closed, seoul]
    assert [operators_of(day, office) for office in (closed, seoul)] == [[], [agency]]


@pytest.mark.parametrize(
    ("id_", "public"), [("agency", True), ("seoul", True), ("chamber", False), ("alpha", False), ("desk", False)]
)
def test_an_agency_and_its_offices_have_a_public_mandate(reading_world: Snapshot, id_: str, public: bool) -> None:
    assert has_public_mandate(reading_world.on_day(), reading_world.find(id_) or 0) is public
