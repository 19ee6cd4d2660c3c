"""What is kept, and what goes when there is no room."""

import gc
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from graph.errors import StoppedError
from graph.snapshot.memo import ENTRY_BYTES, Memo, Room
from graph.work import Stop, Work, underway

EACH = 1_000
TAKEN = EACH + ENTRY_BYTES


def ask(memo: Memo, key: object, made: list[object], size: int | None = EACH) -> object:
    """The value of a key, and that it was made if it was."""

    def make() -> object:
        made.append(key)
        return key

    return memo.get(key, make, lambda _: size)


def test_what_was_used_longest_ago_goes_whichever_memo_keeps_it() -> None:
    room = Room(3 * TAKEN)
    one, other = Memo(room), Memo(room)
    made: list[object] = []
    for memo, key in ((one, "a"), (other, "b"), (one, "c"), (one, "a"), (other, "d")):
        ask(memo, key, made)
    assert made == ["a", "b", "c", "d"]
    for memo, key in ((one, "a"), (one, "c"), (other, "d")):
        ask(memo, key, made)
    assert made == ["a", "b", "c", "d"], "all but b are kept"
    ask(other, "b", made)
    ask(one, "a", made)
    assert made[4:] == ["b", "a"], "a was used longest ago"
    assert room.held <= room.budget


def test_a_memo_takes_no_more_than_its_share() -> None:
    room = Room(100 * TAKEN)
    large, small = Memo(room), Memo(room, most=2 * TAKEN)
    made: list[object] = []
    for number in range(10):
        ask(large, number, made)
        ask(small, number, made)
    assert (large.held, small.held) == (10 * TAKEN, 2 * TAKEN)


@pytest.mark.parametrize("size", [None, 3 * EACH])
def test_what_is_not_to_be_kept_or_fits_nowhere_is_made_each_time(size: int | None) -> None:
    room = Room(2 * TAKEN)
    memo = Memo(room)
    made: list[object] = []
    ask(memo, "small", made)
    assert [ask(memo, "a", made, size) for _ in range(3)] == ["a"] * 3
    assert made == ["small", "a", "a", "a"]
    assert room.held == TAKEN, "nothing else had to go for it"


def test_keys_count_however_small_their_values() -> None:
    room = Room(100 * ENTRY_BYTES)
    memo = Memo(room)
    for number in range(1_000):
        ask(memo, number, [], 0)
    assert memo.held == 100 * ENTRY_BYTES


def test_a_memo_that_nobody_refers_to_takes_no_room() -> None:
    room = Room(10 * TAKEN)
    memo: Memo | None = Memo(room)
    assert memo is not None
    ask(memo, "a", [])
    assert room.held == TAKEN
    memo = None
    gc.collect()
    assert room.held == 0


def test_a_smaller_budget_holds_from_the_next_value_on() -> None:
    room = Room(10 * TAKEN)
    memo = Memo(room)
    for number in range(8):
        ask(memo, number, [])
    room.budget = 2 * TAKEN
    ask(memo, "a", [])
    assert room.held == 2 * TAKEN


def test_threads_that_race_make_a_value_once() -> None:
    memo, together = Memo(Room(1 << 20)), Barrier(8)
    made: list[object] = []

    def race(_: int) -> object:
        together.wait(60)
        return ask(memo, "a", made)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(race, range(8))) == {"a"}
    assert made == ["a"]


def test_what_fails_is_not_kept() -> None:
    memo = Memo(Room(1 << 20))
    with pytest.raises(ZeroDivisionError):
        memo.get("a", lambda: 1 // 0, lambda _: 1)
    assert ask(memo, "a", []) == "a"


def test_whoever_waits_for_another_one_that_makes_it_stops_when_it_is_to() -> None:
    memo, work = Memo(Room(1 << 20)), Work()
    work.stop(Stop.GONE)

    def ask_too() -> object:
        with underway(work):
            return ask(memo, "a", [])

    def make() -> str:
        with ThreadPoolExecutor(1) as pool:
            assert isinstance(pool.submit(ask_too).exception(60), StoppedError)
        return "a"

    assert memo.get("a", make, lambda _: 1) == "a"


def test_what_is_being_made_takes_room_from_what_is_kept() -> None:
    room = Room(3 * TAKEN)
    memo = Memo(room)
    for number in range(3):
        ask(memo, number, [])
    with pytest.raises(ZeroDivisionError), room.making(2 * TAKEN):
        assert (room.held, room.being_made) == (TAKEN, 2 * TAKEN)
        ask(memo, 3, [])
        assert room.held == TAKEN
        1 // 0  # noqa: B018
    assert room.being_made == 0
    ask(memo, 4, [])
    assert room.held == 2 * TAKEN
    with room.making(4 * TAKEN):
        assert room.held == 0, "what is larger than the room leaves nothing beside it"
