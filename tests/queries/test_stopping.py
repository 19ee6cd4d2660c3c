"""Work that is told to stop does, in compiled loops and in Python; and nothing of it is left behind."""

import threading
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any, Final

import pytest

from graph.errors import StoppedError
from graph.snapshot.on_day import Day
from graph.snapshot.snapshot import Snapshot
from graph.work import Stop, Work, underway
from queries.questions.connect import connect
from queries.questions.corridor import corridor
from queries.questions.cross_cluster_links import cross_cluster_links
from queries.questions.door_openers import door_openers
from queries.questions.events import events
from queries.questions.interest_match import interest_match
from queries.questions.introductions import introductions
from queries.questions.resilience import resilience
from queries.questions.signals import signals
from queries.questions.strategy_match import strategy_match
from queries.questions.supercluster import supercluster
from queries.routing.constraints import RouteConstraints
from tests.dense import ASKERS, FAR, HARD, dense_snapshot

LITTLE: Final = 2.0
"""Seconds of processors, on a slow machine, for what stops after some hundred thousand steps."""
DEEP: Final = RouteConstraints(max_steps=6)
Question = Callable[[Day], Any]
LONG: Final[dict[str, Question]] = {
    "openers past somebody": lambda day: door_openers(day, ASKERS, market="KR", constraints=HARD),
    "openers": lambda day: door_openers(day, ASKERS, market="KR", constraints=DEEP).count,
    "introductions past somebody": lambda day: introductions(day, ASKERS[0], FAR, constraints=HARD, first=20),
    "introductions": lambda day: introductions(day, ASKERS[0], FAR, constraints=DEEP, first=20),
}
SHORT: Final[dict[str, Question]] = {
    "links": lambda day: cross_cluster_links(day, countries=("DK", "KR")),
    "links within": lambda day: cross_cluster_links(day, sector="energy"),
    "corridor": lambda day: corridor(day, "road"),
    "supercluster": lambda day: supercluster(day, "c1-0"),
    "strategies": lambda day: strategy_match(day, ASKERS[0], constraints=DEEP),
    "interests": lambda day: interest_match(day, ASKERS[0]),
    "events": lambda day: events(day, asker=ASKERS[0]),
    "signals": lambda day: signals(day, "KR", "2020", ASKERS[0]),
    "introductions": lambda day: introductions(day, ASKERS[0], FAR, constraints=DEEP),
    "openers": lambda day: door_openers(day, ASKERS[:1], market="KR", constraints=DEEP),
    "all openers": lambda day: door_openers(day, ASKERS[:1], market="KR", constraints=DEEP).below_floor,
    "resilience": lambda day: resilience(day, ASKERS[0], "KR"),
    "network": lambda day: connect(day, [ASKERS[0], FAR]),
    "why none": lambda day: door_openers(day, ASKERS[:1], market="KR"),
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    made = dense_snapshot(tmp_path_factory.mktemp("dense") / "snapshot")
    for ask in SHORT.values():  # whatever is not compiled yet is now
        ask(made.on_day())
    return made


@pytest.fixture
def day(snapshot: Snapshot) -> Day:
    return snapshot.on_day()


def stopped(ask: Question, day: Day, work: Work) -> tuple[str, float]:
    """The code of what a question raises, and the seconds of processors that it took."""
    began = process_time()
    with underway(work), pytest.raises(StoppedError) as raised:
        ask(day)
    return raised.value.code, process_time() - began


@pytest.mark.parametrize("name", LONG)
def test_compiled_loops_stop_at_their_number_of_steps(day: Day, name: str) -> None:
    work = Work()
    work.allow(steps=200_000)
    code, seconds = stopped(LONG[name], day, work)
    assert code == "too_costly"
    assert seconds < LITTLE


def test_compiled_loops_stop_when_another_thread_says_so(day: Day) -> None:
    work = Work()
    timer = threading.Timer(0.1, work.stop, (Stop.GONE,))
    timer.start()
    code, seconds = stopped(LONG["openers past somebody"], day, work)
    timer.join()
    assert code == "asker_gone"
    assert seconds < LITTLE


@pytest.mark.parametrize("name", SHORT)
def test_every_question_looks_whether_it_is_to_stop(day: Day, name: str) -> None:
    work = Work()
    work.stop(Stop.ENDING)
    assert stopped(SHORT[name], day, work)[0] == "server_ending"


def plain(day: Day) -> list[Any]:
    openers = door_openers(day, ASKERS[:2], market="KR", constraints=DEEP)
    routes = introductions(day, ASKERS[0], FAR, constraints=DEEP, first=20)
    past = introductions(day, ASKERS[0], FAR, constraints=RouteConstraints(max_steps=5, via=("c2-7",)), first=3)
    return [
        [(one.node, one.total, one.route.organisations) for one in openers.openers],
        [(one.cost, one.organisations) for one in (*routes.routes, *past.routes)],
        (openers.exact, routes.exact, past.exact),
    ]


def test_what_was_stopped_leaves_nothing_behind(day: Day, tmp_path: Path) -> None:
    """Neither in the memory of the thread nor among what is kept of the day."""
    expected = plain(day)
    fresh = dense_snapshot(tmp_path / "snapshot").on_day()
    for steps in (0, 70_000, 200_000, 300_000):
        for ask in LONG.values():
            work = Work()
            work.allow(steps=steps)
            stopped(ask, fresh, work)
    assert plain(fresh) == expected


def test_work_that_is_enough_changes_no_answer(day: Day) -> None:
    work = Work(seconds=3_600)
    work.allow(steps=1 << 40)
    with underway(work):
        within = plain(day)
    assert within == plain(day)
    assert work.stopped is None
