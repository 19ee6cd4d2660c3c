"""Door openers of two days, told apart."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import assume, event, given, settings

from graph.errors import InputError
from graph.snapshot.snapshot import Snapshot
from queries.questions.door_changes import DoorChanges, door_changes
from queries.questions.door_openers import DoorOpenersAnswer, door_openers
from queries.routing.comparison import LEAST_DIFFERENCE
from queries.routing.opener_changes import OpenerChange
from queries.routing.ranking import best_of_all
from tests.profiles import draws
from tests.queries.routing.test_against_reference import our_constraints, ours, snapshot_for
from tests.reference.strategies import Question, worlds_and_questions
from tests.reference.world import World
from tests.worlds import Row, organisation, relation, snapshot_of

SINCE = "2018"
ROWS: dict[str, list[Row]] = {
    "organisations": [
        organisation("me"),
        organisation("new", "KR", founded="2020"),
        organisation("old", "KR"),
        organisation("steady", "KR"),
        organisation("rising", "KR"),
        organisation("agency", "DK", kind="trade_agency", form="trade_and_investment"),
        organisation("first-office", "KR", kind="trade_office", form="trade", dissolved="2020"),
        organisation("second-office", "KR", kind="trade_office", form="trade", founded="2020"),
    ],
    "relations": [
        relation("partner_of", "me", "new", since="2021"),
        relation("partner_of", "me", "old", since="2000", status="current") | {"until": "2019"},
        relation("partner_of", "me", "steady", status="current"),
        relation("partner_of", "me", "rising", status="current"),
        relation("twinned_with", "me", "rising", since="2022", status="current"),
        relation("operates", "agency", "first-office"),
        relation("operates", "agency", "second-office"),
        relation("mandated_for", "agency", "DK", role="home"),
    ],
}


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as name:
        yield Path(name)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(ROWS, tmp_path_factory.mktemp("changes"))


def named(snapshot: Snapshot, some: list[OpenerChange]) -> list[str]:
    return [snapshot.id_of(one.organisation) for one in some]


def test_new_gone_up_and_down(snapshot: Snapshot) -> None:
    found = door_changes(snapshot.on_day(), ["me"], SINCE, market="KR")
    assert (found.since, named(snapshot, found.new), named(snapshot, found.up)) == ("2018-12-31", ["new"], ["rising"])
    assert named(snapshot, found.down) == ["old"]
    assert (found.gone, found.exact) == ([], True)
    assert (found.new[0].before, found.up[0].formerly) == (None, None)
    assert found.up[0].before is not None
    assert found.up[0].after is not None
    assert found.up[0].after > found.up[0].before


def test_another_office_of_the_same_agency_is_no_other_door(snapshot: Snapshot) -> None:
    """The score is the same: it is neither new nor gone, nor up nor down."""
    found = door_changes(snapshot.on_day(), ["me"], SINCE, market="KR")
    assert "second-office" not in named(snapshot, found.new)
    assert "first-office" not in named(snapshot, found.gone)
    assert found.unchanged == 2


def test_how_much_rests_on_what_has_no_dates(snapshot: Snapshot) -> None:
    """Undated are the ties to two of them, the mandate and both its offices; four partnerships and a twinning count."""
    facts = door_changes(snapshot.on_day(), ["me"], SINCE, market="KR").facts
    assert (facts.count, facts.undated) == (8, 5)


def test_what_is_refused(snapshot: Snapshot) -> None:
    day = snapshot.on_day()
    for since in ("2026-01-01", "2031", "yesterday"):
        with pytest.raises(InputError):
            door_changes(day, ["me"], since, market="KR")
    with pytest.raises(InputError):
        door_changes(day, ["me"], SINCE)


@settings(max_examples=draws(100))
@given(worlds_and_questions())
def test_every_door_opener_of_both_days_is_told_once(folder: Path, drawn: tuple[World, Question]) -> None:
    world, asked = drawn
    snapshot = snapshot_for(world, folder)
    day, askers, by = (
        snapshot.on_day(asked.as_of),
        [ours(one) for one in asked.askers],
        our_constraints(asked.constraints),
    )
    given_ = {"market": asked.market, "corridor": asked.corridor, "sector": asked.sector}
    try:
        earlier = snapshot.on_day("2015")
        assume(earlier.on.day < day.on.day)
        found = door_changes(day, askers, "2015", **given_, constraints=by)
        then, now = (door_openers(on, askers, **given_, constraints=by, first=500) for on in (earlier, day))  # type: ignore[arg-type]
    except InputError:
        return
    event(f"new: {bool(found.new)}, gone: {bool(found.gone)}, up: {bool(found.up)}, down: {bool(found.down)}")
    assert_told(found, then, now)


def scores(answer: DoorOpenersAnswer, nodes: set[int]) -> dict[int, float]:
    """Of those of some organisations that are openers, ranked or not."""
    best = (best_of_all(node, answer.question.candidates) for node in nodes)
    return {one.node: one.score for one in best if one is not None and one.is_shown}


def assert_told(found: DoorChanges, then: DoorOpenersAnswer, now: DoorOpenersAnswer) -> None:
    ranked_then, ranked_now = ({one.node for one in answer.openers} for answer in (then, now))
    all_then, all_now = (scores(answer, ranked_then | ranked_now) for answer in (then, now))
    moved = [*found.up, *found.down]
    taken = {one.formerly for one in moved if one.formerly is not None}
    heirs = {one.organisation for one in moved if one.formerly is not None}
    new, gone = {one.organisation for one in found.new}, {one.organisation for one in found.gone}
    assert new <= ranked_now - all_then.keys()
    assert gone <= ranked_then - all_now.keys()
    assert not (new & heirs or gone & taken)
    for one in moved:
        assert (one.before, one.after) == (all_then[one.formerly or one.organisation], all_now[one.organisation])
        assert abs(all_now[one.organisation] - all_then[one.formerly or one.organisation]) >= LEAST_DIFFERENCE
    same = all_then.keys() & all_now.keys() - {one.organisation for one in moved}
    assert all(abs(all_then[node] - all_now[node]) < LEAST_DIFFERENCE for node in same)
    replaced = len(all_then.keys() - all_now.keys()) - len(gone)
    assert replaced == len(all_now.keys() - all_then.keys()) - len(new) >= len(taken)
    assert found.unchanged == len(same) + replaced - len(taken)
