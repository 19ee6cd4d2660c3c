"""Events at which one can meet somebody: which count, in which order, and what is over."""

from pathlib import Path

import pytest

from graph.snapshot.snapshot import Snapshot
from queries.reading.meetings import Meeting, meetings
from tests.worlds import Row, cluster, relation, snapshot_of


def event(id_: str, **more: str) -> Row:
    return {"id": id_, "kind": "event", "name": id_} | more


ROWS: dict[str, list[Row]] = {
    "sectors": [{"id": "energy", "name": "Energy"}, {"id": "food", "name": "Food"}],
    "organisations": [cluster("host", "DE"), cluster("guest", "DE")],
    "contexts": [
        event("hosted"), event("attended", month="3", cadence="annual"), event("left", month="2", cadence="annual"),
        event("there", country="KR", sectors="energy|food", month="1", cadence="annual"),
        event("placed", sectors="energy", start="2026-02-10"), event("food-fair", country="KR", sectors="food"),
        event("over", country="KR", sectors="energy", start="2024", end="2025"),
        event("again", country="KR", sectors="energy", start="2024", cadence="biennial", month="12"),
    ],
    "relations": [
        relation("organises", "host", "hosted"), relation("attends", "guest", "attended", status="current"),
        relation("attends", "guest", "left", until="2020"), relation("takes_place_in", "placed", "KR"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("meetings")
    return snapshot_of(ROWS, folder)


def found(world: Snapshot, sector: str = "energy") -> tuple[list[Meeting], int]:
    day = world.on_day()
    organisations = [day.node(id_, "organisation", "id") for id_ in ("host", "guest")]
    return meetings(day, organisations, {day.node("KR", "market", "id")}, [day.node(sector, "sector", "id")])


def test_whom_one_meets_comes_first_then_what_is_sooner(world: Snapshot) -> None:
    """Of the first day of 2026: in March; undated; this January; on 10 February; in December."""
    assert [world.id_of(one.event) for one in found(world)[0]] == ["attended", "hosted", "there", "placed", "again"]


def test_what_is_told_of_each(world: Snapshot) -> None:
    told = {world.id_of(one.event): one for one in found(world)[0]}
    assert [relation.kind for relation in told["hosted"].meets] == ["organises"]
    assert (told["hosted"].market, told["hosted"].shares_sector) == (None, False)
    assert world.id_of(told["placed"].market or 0) == "KR"
    assert told["again"].when == "biennial, in December; the next date is not recorded"
    assert told["placed"].when == "on 2026-02-10"


def test_only_those_of_the_sector_and_what_is_over_is_counted(world: Snapshot) -> None:
    assert found(world)[1] == 1
    assert [world.id_of(one.event) for one in found(world, "food")[0]] == ["attended", "hosted", "there", "food-fair"]
