"""A snapshot on one date: what questions look up in it."""

from typing import Any

import pytest

from graph.errors import InputError, StoppedError
from graph.snapshot.day import another
from graph.snapshot.day.standing import Standing, standing
from graph.snapshot.files import array_bytes
from graph.snapshot.memo import ROOM
from graph.snapshot.on_day import Header
from graph.snapshot.snapshot import Snapshot
from graph.work import Stop, Work, underway
from tests.worlds import cluster, relation, snapshot_of

ROWS = {
    "organisations": [
        cluster("one"), cluster("other"), cluster("old", status="merged"), cluster("closed", status="closed"),
    ],
    "relations": [
        relation("merged_into", "old", "one", since="2021"),
        relation("partner_of", "one", "other", since="2020"),
        relation("member_of", "other", "one", since="2020"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(ROWS, tmp_path_factory.mktemp("dated"), "2026-01-01")


@pytest.mark.parametrize(
    ("as_of", "stands"),
    [(None, "2026-01-01"), ("2026-01-01", "2026-01-01"), ("2019", "2019-12-31"), ("0999-02", "0999-02-28")],
)
def test_a_partial_date_stands_for_its_last_day(world: Snapshot, as_of: str | None, stands: str) -> None:
    day = world.on_day(as_of)
    assert day.as_of == stands
    assert day.header == Header(world.revision, stands)


def test_what_is_no_date_is_refused(world: Snapshot) -> None:
    with pytest.raises(InputError) as refused:
        world.on_day("soon")
    assert (refused.value.code, refused.value.where) == ("bad_date", "asOf")


@pytest.mark.parametrize("as_of", [None, "2020"])
def test_a_day_asked_for_again_is_not_derived_again(world: Snapshot, as_of: str | None) -> None:
    assert world.on_day(as_of).on is world.on_day(as_of).on
    assert world.on_day(as_of) == world.on_day(as_of)
    assert world.on_day(as_of) != world.on_day("2019")


def test_a_market_is_found_by_code_and_by_name(world: Snapshot) -> None:
    day = world.on_day()
    assert day.market("KR") == day.market("South Korea")
    assert world.id_of(day.first_market + day.market("KR")) == "KR"
    with pytest.raises(InputError) as refused:
        day.market("Nowhere", "countries")
    assert (refused.value.code, refused.value.where) == ("unknown_market", "countries")


def test_an_heir_answers_for_one_that_is_gone(world: Snapshot) -> None:
    day = world.on_day()
    one = day.node("one", "organisation", "from")
    assert (day.organisation("one", "from"), day.asked_as("one", one)) == (one, None)
    assert (day.organisation("old", "from"), day.asked_as("old", one)) == (one, "old")
    names = (day.record(node)["name"] for node in (one, day.node("old", "organisation", "from")))
    assert day.answers_for("old", one) == "{} answers for {}, whose successor it is.".format(*names)
    assert day.answers_for("one", one) is None
    before = world.on_day("2020")
    assert before.record(before.organisation("old", "from"))["name"] == "old"


@pytest.mark.parametrize(("id_", "code"), [("closed", "organisation_gone"), ("clozed", "unknown_organisation")])
def test_who_answers_for_nobody_is_refused(world: Snapshot, id_: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        world.on_day().organisation(id_, "to")
    assert (refused.value.code, refused.value.where, refused.value.value) == (code, "to", id_)


def test_ties_of_some_kinds_are_derived_once_for_each_day(world: Snapshot) -> None:
    day, members = world.on_day(), frozenset({"member_of"})
    assert day.ties() is day.on.ties
    assert day.ties(members) is day.ties(members)
    assert len(day.ties(members).part_relation) < len(day.ties().part_relation)
    assert len(world.on_day("2019").ties(members).first) == 0


def test_what_is_derived_of_one_day_is_not_taken_for_that_of_another(world: Snapshot) -> None:
    made = [
        world.on_day(as_of).remembered(("test",), lambda as_of=as_of: [as_of], len)  # type: ignore[misc]
        for as_of in ("2019", "2020", "2019-12")
    ]
    assert made == [["2019"], ["2020"], ["2019"]]


def test_who_has_gone_has_no_other_day_worked_out(world: Snapshot) -> None:
    work = Work()
    work.stop(Stop.GONE)
    with underway(work), pytest.raises(StoppedError):
        world.on_day("1995")
    assert world.on_day("1995").as_of == "1995-12-31"


def test_while_another_day_is_derived_no_other_one_is_and_whoever_waits_stops_when_it_is_to(world: Snapshot) -> None:
    work = Work()
    work.stop(Stop.TOO_LATE)
    with another._DERIVING, underway(work), pytest.raises(StoppedError):
        world.on_day("1996")


def test_a_day_takes_room_while_it_is_derived(world: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[bool, int]] = []

    def noted(*given: Any) -> Standing:
        seen.append((another._DERIVING.locked(), ROOM.being_made))
        return standing(*given)

    monkeypatch.setattr(another, "standing", noted)
    made = world.on_day("1997").on
    assert seen[0][0]
    assert seen[0][1] > array_bytes(made) // 2 > 0
    assert (another._DERIVING.locked(), ROOM.being_made) == (False, 0)
