"""Where places are few, addresses take turns."""

import asyncio
from math import inf

import anyio
import pytest

from api.turns import BusyError, Turns


async def settled() -> None:
    """Whatever can go on has done so."""
    for _ in range(10):
        await asyncio.sleep(0)


class Queue:
    """One place, which is taken, and who waits for it."""

    def __init__(self) -> None:
        self.turns = Turns(1, 100)
        self.let_in: list[str] = []
        self._first_leaves = asyncio.Event()
        self._first = asyncio.create_task(self._hold())

    async def _hold(self) -> None:
        async with self.turns.place("first", inf):
            await self._first_leaves.wait()

    async def come(self, name: str) -> "asyncio.Task[None]":
        """Somebody whose address is the first letter of the name."""

        async def comes() -> None:
            async with self.turns.place(name[0], inf):
                self.let_in.append(name)
                await asyncio.sleep(0)

        task = asyncio.create_task(comes())
        await settled()
        return task

    async def let_go(self) -> None:
        """The first one leaves, and everybody gets a turn."""
        self._first_leaves.set()
        await settled()
        while self.turns.waiting:
            await asyncio.sleep(0)
        await settled()


def test_addresses_take_turns_and_requests_of_one_come_as_they_arrived() -> None:
    async def order() -> list[str]:
        queue = Queue()
        await settled()
        for name in ("a1", "a2", "a3", "b1", "c1", "b2"):
            await queue.come(name)
        await queue.let_go()
        return queue.let_in

    assert anyio.run(order) == ["a1", "b1", "c1", "a2", "b2", "a3"]


def test_so_many_may_wait_and_half_of_them_from_one_address() -> None:
    async def refused() -> list[str]:
        turns, said = Turns(1, 4), list[str]()
        waiting = []
        async with turns.place("x", inf):
            for address in "aaabbbcc":
                try:
                    turns.refuse_beyond_queue(address)
                except BusyError:
                    said.append(address)
                else:
                    waiting.append(asyncio.create_task(turns.place(address, inf).__aenter__()))
                    await settled()
        for one in waiting:
            one.cancel()
        return said

    assert anyio.run(refused) == ["a", "b", "c", "c"]


@pytest.mark.parametrize("got_it", [False, True])
def test_a_place_is_never_lost_with_who_was_to_have_it(got_it: bool) -> None:
    async def order() -> tuple[list[str], int]:
        queue = Queue()
        await settled()
        gone = await queue.come("a1")
        await queue.come("b1")
        if got_it:  # the place is given to it before it can take it
            queue._first_leaves.set()
            while queue.turns.waiting == 2:
                await asyncio.sleep(0)
        gone.cancel()
        await queue.let_go()
        await queue.come("c1")
        return queue.let_in, queue.turns.waiting

    assert anyio.run(order) == (["b1", "c1"], 0)


def test_whoever_has_waited_long_enough_goes_on_and_leaves_the_line() -> None:
    async def order() -> tuple[int, int]:
        turns = Turns(1, 2)
        async with turns.place("x", inf):
            async with turns.place("a", 0.0):
                waiting = turns.waiting
            turns.refuse_beyond_queue("a")
            task = asyncio.create_task(turns.place("b", inf).__aenter__())
            await settled()
        await task
        return waiting, turns.waiting

    assert anyio.run(order) == (0, 0)
