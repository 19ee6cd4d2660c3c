"""Who is answered when: what is light flows, what is heavy or new waits for its like, and all of it can be stopped."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from time import monotonic
from typing import Final, TypeVar

from anyio import CapacityLimiter, to_thread

from api.turns import Turns
from graph.work import Stop, Work

LIGHT_STEPS: Final = 20_000_000
LIGHT_SECONDS: Final = 0.25
"""Steps (``graph.work``), and seconds of a processor, after which a request is heavy, whatever it looked like."""
RESTS: Final = 4
"""So much longer than new documents are parsed they are not, so that those who come with known ones hardly notice."""
STEPS_AT_MOST: Final = 1_000_000_000
"""Steps of one request, all its parts together: 5 to 15 seconds of a processor."""
_CORES: Final = os.cpu_count() or 1

Done = TypeVar("Done")
Made = TypeVar("Made")
Job = Callable[[bool], Done | None]
"""Answers a request in a thread; is told whether it may be heavy. None: it is, and may not be."""


class Lanes:
    """Threads in which requests are answered, and all that is under way in them.

    Heavy requests take at most half of the threads, and leave a processor to the others where there are several. Of
    documents that were not asked before, which have to be parsed, only one is answered at once. Those who wait are let
    in by turns, address by address: so a heavy question waits for at most one of each other address that waits, and for
    what is under way. Whoever's time is over waits no longer: it takes a thread to be told so.

    Args:
        threads: requests at once.
        queue: requests that may wait; half as many of the heavy ones, and of each of these half as many from one
            address.

    Attributes:
        heavy: the places of heavy requests. new: of those with documents that are not known.
        ending: all stops, and nothing begins any more.
    """

    def __init__(self, threads: int, queue: int) -> None:
        self._all = Turns(threads, queue)
        self.heavy = Turns(max(1, min(threads // 2, _CORES - 1)), (queue + 1) // 2)
        self.new = Turns(1, queue)
        self._rests_until = 0.0
        self._threads = threads
        self._limiter: CapacityLimiter | None = None
        self._underway: set[Work] = set()
        self.ending = False

    async def run(self, work: Work, job: Job[Done], address: str, *, new: bool = False) -> Done:
        """Do a job for a request that has just arrived from an address, with a document that is new or not.

        Raises:
            BusyError: it would have to wait behind too many.
        """
        self._limiter = threads = self._limiter or CapacityLimiter(self._threads)
        first = self.new if new else self._all
        first.refuse_beyond_queue(address)
        with self.known(work):
            async with (
                self._rested(address, work) if new else nullcontext(),
                self._all.place(address, work.seconds_left),
            ):
                done: Done | None = await to_thread.run_sync(_light, work, job, limiter=threads)
            if done is not None:
                return done
            self.heavy.refuse_beyond_queue(address)
            async with (
                self.heavy.place(address, work.seconds_left),
                self._all.place(address, work.seconds_left),
            ):
                return await to_thread.run_sync(_heavy, work, job, limiter=threads)

    async def run_part(self, work: Work, part: Callable[[], Made], address: str) -> Made:
        """Do a part of work that is ``known``, in the place of a heavy request; others are let in between two parts."""
        self._limiter = threads = self._limiter or CapacityLimiter(self._threads)
        async with self.heavy.place(address, work.seconds_left), self._all.place(address, work.seconds_left):
            return await to_thread.run_sync(part, limiter=threads)

    @asynccontextmanager
    async def _rested(self, address: str, work: Work) -> AsyncIterator[None]:
        """The place of new documents, when the one before has been over for ``RESTS`` times as long as it took."""
        async with self.new.place(address, work.seconds_left):
            await asyncio.sleep(min(self._rests_until - monotonic(), work.seconds_left))
            began = monotonic()
            try:
                yield
            finally:
                over = monotonic()
                self._rests_until = over + RESTS * min(over - began, LIGHT_SECONDS)

    def end(self) -> None:
        """Stop all that is under way, and all that still comes."""
        self.ending = True
        for work in self._underway:
            work.stop(Stop.ENDING)

    @contextmanager
    def known(self, work: Work) -> Iterator[None]:
        """Let a request be stopped: by its time, of which compiled loops know nothing, and with the server."""
        if self.ending:
            work.stop(Stop.ENDING)
        self._underway.add(work)
        timer = asyncio.get_running_loop().call_later(work.seconds_left, work.stop, Stop.TOO_LATE)
        try:
            yield
        finally:
            timer.cancel()
            self._underway.discard(work)


def _light(work: Work, job: Job[Done]) -> Done | None:
    work.allow(LIGHT_STEPS, LIGHT_SECONDS)
    return job(False)


def _heavy(work: Work, job: Job[Done]) -> Done:
    work.allow(STEPS_AT_MOST)
    done = job(True)
    assert done is not None
    return done
