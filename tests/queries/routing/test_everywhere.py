"""The doors of all markets at once are those that each market's own question finds, to the last digit."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from graph.snapshot.on_day import Day
from graph.snapshot.snapshot import Snapshot
from queries.questions.door_openers import DoorOpener, door_openers
from queries.routing.askers import sector_nodes, understand
from queries.routing.everywhere import Doors, MarketDoors, doors_everywhere
from queries.routing.overlay import NOTHING_LAID, Overlay, lay
from tests.profiles import draws
from tests.queries.routing.test_against_reference import our_constraints, ours, snapshot_for, told
from tests.reference.strategies import Question, worlds_and_questions
from tests.reference.world import World


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as name:
        yield Path(name)


def everywhere(day: Day, asked: Question, laid: Overlay = NOTHING_LAID) -> Doors:
    parties = [understand(day, ours(one)) for one in dict.fromkeys(asked.askers)]
    sector = sector_nodes(day, asked.sector)
    return doors_everywhere(day, parties, sector=sector, constraints=our_constraints(asked.constraints), laid=laid)


def assert_equal_to_single_answers(
    snapshot: Snapshot, day: Day, asked: Question, doors: Doors, laid: Overlay = NOTHING_LAID
) -> None:
    assert [one.market for one in doors.markets] == list(range(len(day.sections.range("market"))))
    for one in doors.markets:
        answer = door_openers(
            day,
            [ours(asker) for asker in asked.askers],
            market=snapshot.market_code(one.market),
            sector=asked.sector,
            constraints=our_constraints(asked.constraints),
            first=1,
            laid=laid,
        )
        assert one.count == answer.count
        assert (one.best is None) == (not answer.openers) == (one.why_none is not None)
        if one.best is not None:
            assert told(snapshot, opener_of(answer.openers[0], one)) == told(snapshot, answer.openers[0])


def opener_of(like: DoorOpener, one: MarketDoors) -> DoorOpener:
    """The best of a market, to be told as an opener is."""
    assert one.best is not None
    return DoorOpener(like.question, one.best, 1)


@settings(max_examples=draws(160))
@given(worlds_and_questions())
def test_all_at_once_is_one_by_one(folder: Path, drawn: tuple[World, Question]) -> None:
    world, asked = drawn
    snapshot = snapshot_for(world, folder)
    day = snapshot.on_day(asked.as_of)
    try:
        doors = everywhere(day, asked)
    except InputError:
        return
    for one in doors.markets:
        event(f"{one.best.reach if one.best else one.why_none}")
    assert doors.exact
    assert_equal_to_single_answers(snapshot, day, asked, doors)


@settings(max_examples=draws(60))
@given(worlds_and_questions(), st.data())
def test_with_changes_laid_over(folder: Path, drawn: tuple[World, Question], data: st.DataObject) -> None:
    world, drawn_question = drawn
    asked = replace(drawn_question, constraints=replace(drawn_question.constraints, relation_kinds=None))
    snapshot = snapshot_for(world, folder)
    day = snapshot.on_day(asked.as_of)
    ids = [row["id"] for row in world.rows("organisations")][:14]
    one, other, gone = (day.node(id_, "organisation", "test") for id_ in data.draw(st.permutations(ids))[:3])
    if {one, other} & set(day.on.after.gone.nonzero()[0].tolist()):
        return
    laid = lay(day.ties(), {(min(one, other), max(one, other)): 0.6}, removed=[gone])
    try:
        doors = everywhere(day, asked, laid)
    except InputError:
        return
    assert_equal_to_single_answers(snapshot, day, asked, doors, laid)
