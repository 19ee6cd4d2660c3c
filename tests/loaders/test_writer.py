"""The thread that writes while the next batch is made: bounded, in order, gone at the end, honest about failures."""

import threading
from collections.abc import Callable
from typing import cast

import pytest

from graph.errors import SourceError, StoreError
from graph.statements import Batch, Run
from graph.store import Store
from loaders.writer import WAITING_AT_MOST, Writer

LONG = 20.0
"""Seconds for which a test waits for another thread before it fails."""


def batch(number: int) -> Batch:
    return Batch(run=Run(number, "x", "", "running", "", None, {}, {}))


class Recorder:
    """A store that notes what is written to it, after it has done what the test says."""

    def __init__(self, before: Callable[[int], None] = lambda _: None) -> None:
        self.written: list[int] = []
        self.threads: set[threading.Thread] = set()
        self._before = before

    def apply(self, said: Batch) -> int:
        self.threads.add(threading.current_thread())
        assert said.run is not None
        self._before(said.run.id)
        self.written.append(said.run.id)
        return 0


def writer_of(store: Recorder, rows: int = 0) -> Writer:
    return Writer(cast(Store, store), rows)


def failure(code: str) -> StoreError:
    return StoreError("It failed.", code=code, suggestion="Wait.")


def wait_for(event: threading.Event) -> None:
    assert event.wait(LONG)


def none_left(store: Recorder) -> bool:
    return not any(thread.is_alive() for thread in store.threads)


def test_batches_are_written_in_order_by_one_other_thread_that_is_gone_afterwards() -> None:
    store = Recorder()
    with writer_of(store, rows=5) as writer:
        assert writer.rows == 5
        for number in range(20):
            writer.write(batch(number), 10 * number)
    assert (store.written, writer.rows) == (list(range(20)), 190)
    (thread,) = store.threads
    assert thread is not threading.current_thread()
    assert none_left(store)


def test_the_next_batches_are_made_while_one_is_written_and_no_more_of_them_than_may_wait() -> None:
    made = [threading.Event() for _ in range(10)]
    ahead = []

    def wait_until_the_next_are_made(number: int) -> None:
        for event in made[number : number + WAITING_AT_MOST + 2]:
            wait_for(event)
        ahead.append(sum(event.is_set() for event in made) - number)

    store = Recorder(wait_until_the_next_are_made)
    with writer_of(store) as writer:
        for number, event in enumerate(made):
            event.set()
            writer.write(batch(number), number)
    assert store.written == list(range(10))
    assert max(ahead) == WAITING_AT_MOST + 2


@pytest.mark.parametrize("raised", [failure("store_full"), KeyboardInterrupt()])
def test_after_a_failure_nothing_is_written_any_more_and_it_is_raised_to_whoever_hands_over(
    raised: BaseException,
) -> None:
    def fail(number: int) -> None:
        if number == 2:
            raise raised

    store = Recorder(fail)
    with pytest.raises(type(raised)) as found, writer_of(store) as writer:
        for number in range(20):
            writer.write(batch(number), number + 1)
    assert found.value is raised
    assert (store.written, writer.rows) == ([0, 1], 2)
    assert none_left(store)


def test_the_last_batch_may_fail_too() -> None:
    def fail(_: int) -> None:
        raise failure("store_full")

    with pytest.raises(StoreError), writer_of(Recorder(fail)) as writer:
        writer.write(batch(0), 1)
    assert writer.rows == 0


def test_when_the_maker_fails_the_batch_in_hand_is_finished_and_none_is_begun() -> None:
    begun, ended = threading.Event(), threading.Event()

    def block(_: int) -> None:
        begun.set()
        wait_for(ended)

    store = Recorder(block)
    writer = writer_of(store)
    end_when_leaving(writer, ended)
    with pytest.raises(SourceError), writer:
        writer.write(batch(0), 1)
        wait_for(begun)
        writer.write(batch(1), 2)
        raise SourceError("It changed.", suggestion="Wait.")
    assert (store.written, writer.rows) == ([0], 1)
    assert none_left(store)


def end_when_leaving(writer: Writer, ended: threading.Event) -> None:
    """Lets a batch go on once the writer has been told to begin no other one."""
    shutdown = writer._pool.shutdown

    def cancel_then_wait(*, cancel_futures: bool = False) -> None:
        shutdown(wait=False, cancel_futures=cancel_futures)
        ended.set()
        shutdown()

    writer._pool.shutdown = cancel_then_wait  # type: ignore[method-assign, assignment]


def test_the_first_failure_is_raised_though_the_maker_fails_after_it() -> None:
    failed = threading.Event()

    def fail(_: int) -> None:
        raise failure("store_full")

    store = Recorder(fail)
    with pytest.raises(StoreError) as found, writer_of(store) as writer:
        writer.write(batch(0), 1)
        wait_for_failure(writer, failed)
        raise SourceError("It changed.", suggestion="Wait.")
    assert isinstance(found.value.__context__, SourceError)


def wait_for_failure(writer: Writer, failed: threading.Event) -> None:
    writer._handed[0].add_done_callback(lambda _: failed.set())
    wait_for(failed)


def test_a_failure_that_comes_later_is_noted_on_the_first_one() -> None:
    begun, ended = threading.Event(), threading.Event()

    def fail(_: int) -> None:
        begun.set()
        wait_for(ended)
        raise failure("store_full")

    writer = writer_of(Recorder(fail))
    end_when_leaving(writer, ended)
    with pytest.raises(SourceError) as found, writer:
        writer.write(batch(0), 1)
        wait_for(begun)
        raise SourceError("It changed.", suggestion="Wait.")
    (note,) = found.value.__notes__
    assert "It failed." in note


def test_ctrl_c_while_it_waits_for_the_batch_in_hand_breaks_nothing_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second and third Ctrl-C come while the batch is being written."""
    store = Recorder(lambda _: None)
    writer = writer_of(store)
    shutdown, interrupts = writer._pool.shutdown, iter(range(2))

    def interrupted(**said: bool) -> None:
        if next(interrupts, None) is not None:
            raise KeyboardInterrupt
        shutdown(**said)

    monkeypatch.setattr(writer._pool, "shutdown", interrupted)
    with pytest.raises(SourceError), writer:
        writer.write(batch(0), 1)
        raise SourceError("It changed.", suggestion="Wait.")
    assert none_left(store)
