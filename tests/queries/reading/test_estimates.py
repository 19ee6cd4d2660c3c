"""Published estimates: which there are of a region, and what can be compared with them."""

from pathlib import Path

import pytest

from queries.reading.estimates import (
    EUROPEAN,
    INCOMPARABLE,
    OLD_AFTER,
    Estimate,
    Incomparable,
    concerning,
    estimates_by_region,
    why_incomparable,
)
from tests.worlds import Row, snapshot_of

ENERGY, FOOD = 7, 8
SOUND = Estimate(1, None, True, 100, 2024)


def test_each_reason_is_told_in_words() -> None:
    assert set(INCOMPARABLE) == set(Incomparable)


@pytest.mark.parametrize(
    ("estimate", "held", "sector", "whole", "why"),
    [
        (SOUND, 99, None, True, None),
        (SOUND, 0, None, True, None),
        (SOUND, 100, None, True, None),
        (SOUND, 101, None, True, "more_held"),
        (SOUND, 40, ENERGY, True, "all_sectors"),
        (SOUND, 40, None, False, "wider_area"),
        (Estimate(1, ENERGY, True, 100, 2024), 40, ENERGY, True, None),
        (Estimate(1, ENERGY, True, 100, 2024), 40, None, True, "one_sector"),
        (Estimate(1, None, False, 100, 2024), 40, None, True, "regional_clusters"),
        (Estimate(1, None, True, 100, None), 40, None, True, "undated"),
        (Estimate(1, None, True, 100, 2027), 40, None, True, "later"),
        (Estimate(1, None, True, 100, 2026 - OLD_AFTER), 40, None, True, None),
        (Estimate(1, None, True, 100, 2025 - OLD_AFTER), 40, None, True, "old"),
        (Estimate(1, None, True, 0, 2024), 1, None, True, "more_held"),
        (Estimate(1, FOOD, False, 1, None), 2, None, False, "regional_clusters"),
    ],
)
def test_what_can_be_compared(estimate: Estimate, held: int, sector: int | None, whole: bool, why: str | None) -> None:
    assert why_incomparable(estimate, held, sector, 2026, whole=whole) == why


def test_which_concern_a_sector() -> None:
    some = [SOUND, Estimate(2, ENERGY, True, 9, 2024), Estimate(3, FOOD, True, 9, 2024)]
    assert [one.node for one in concerning(some, ENERGY)] == [1, 2]
    assert concerning(some, None) == some


def test_by_region_the_newest_first(tmp_path: Path) -> None:
    def row(id_: str, region: str, **more: str) -> Row:
        return {
            "id": id_, "region": region, "count": "3", "what": "cluster_organisations", "publisher": "P", **more
        }  # fmt: skip

    rows = {
        "sectors": [{"id": "energy", "name": "Energy"}],
        "estimates": [row("b", "Denmark"), row("a", "DK"), row("c", "DK", year="2010"), row("d", "DK", year="2020"),
                      row("e", "europe", sector="energy")],
    }  # fmt: skip
    world = snapshot_of(rows, tmp_path)
    found = estimates_by_region(world)
    assert {region: [world.id_of(one.node) for one in some] for region, some in found.items()} == {
        "DK": ["d", "c", "a", "b"],
        "europe": ["e"],
    }
    assert found["europe"][0] == Estimate(world.find("e"), world.find("energy"), True, 3, None)  # type: ignore[arg-type]


def test_europe() -> None:
    assert {"DK", "GB", "UA", "XK", "CY", "RU"} <= EUROPEAN
    assert not EUROPEAN & {"TR", "GE", "AM", "IL", "KZ", "GL", "US"}
    assert len(EUROPEAN) == 53
