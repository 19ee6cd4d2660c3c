"""What a request may still do, and how it is told to stop."""

import threading

import pytest

from graph.errors import StoppedError
from graph.work import LEFT, Stop, Work, current_work, look, underway


def code_of(work: Work) -> str:
    with pytest.raises(StoppedError) as stopped:
        work.check()
    assert stopped.value.suggestion
    return stopped.value.code


def test_each_reason_has_its_code() -> None:
    codes = {}
    for why in Stop:
        work = Work()
        work.check()
        work.stop(why)
        codes[why] = code_of(work)
    assert codes == {
        Stop.TOO_LATE: "deadline_exceeded",
        Stop.GONE: "asker_gone",
        Stop.ENDING: "server_ending",
        Stop.TOO_MUCH: "too_costly",
    }


def test_the_first_reason_counts() -> None:
    work = Work()
    work.stop(Stop.GONE)
    work.stop(Stop.TOO_LATE)
    assert (work.stopped, code_of(work)) == (Stop.GONE, "asker_gone")


def test_it_is_too_late_after_its_seconds() -> None:
    work = Work(seconds=-1.0)
    assert work.seconds_left == 0.0
    assert work.stopped is None
    assert code_of(work) == "deadline_exceeded"
    assert work.stopped is Stop.TOO_LATE


def test_what_was_used_up_may_be_allowed_again_and_what_was_stopped_may_not() -> None:
    work = Work()
    work.allow(steps=10)
    work.signals[LEFT] -= 11
    assert (work.stopped, code_of(work)) == (Stop.TOO_MUCH, "too_costly")
    work.allow(steps=10)
    work.check()
    work.allow(seconds=-1.0)
    assert code_of(work) == "too_costly"
    work.stop(Stop.ENDING)
    work.allow()
    assert code_of(work) == "server_ending"


def test_it_is_known_within_and_nowhere_else() -> None:
    outer, inner, elsewhere = Work(), Work(), []
    assert current_work().stopped is None
    with underway(outer):
        with underway(inner):
            inner.stop(Stop.GONE)
            with pytest.raises(StoppedError):
                look()
            other = threading.Thread(target=lambda: elsewhere.append(current_work()))
            other.start()
            other.join()
        assert current_work() is outer
        look()
    assert current_work() is elsewhere[0]
    look()
