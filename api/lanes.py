"""Who is answered when: what is light flows, what is heavy waits for its like, and all of it can be stopped."""

import asyncio
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

from anyio import CapacityLimiter, to_thread

from graph.errors import LimitError
from graph.work import Stop, Work

LIGHT_STEPS: Final = 20_000_000
LIGHT_SECONDS: Final = 0.25
"""Steps (``graph.work``), and seconds of a processor, after which a request is heavy, whatever it looked like."""
STEPS_AT_MOST: Final = 1_000_000_000
"""Steps of one request, all its parts together: 5 to 15 seconds of a processor."""
_CORES: Final = os.cpu_count() or 1

Done = TypeVar("Done")
Job = Callable[[bool], Done | None]
"""Answers a request in a thread; is told whether it may be heavy. None: it is, and may not be."""


class BusyError(LimitError):
    """Too many wait already."""

    def __init__(self) -> None:
        super().__init__(
            "Too many are asking at once.", code="busy", where="request", suggestion="Ask again in a moment."
        )


class Lanes:
    """Threads in which requests are answered, and all that is under way in them.

    Heavy requests take at most half of the threads, and leave a processor to the others where there are several. All
    may take equally long from their arrival, and are let in as they arrive: so whoever waits gets its turn, if only to
    be told that it is too late, before its time is over or just then.

    Args:
        threads: requests at once.
        queue: requests that may wait; half as many of the heavy ones.
    """

    def __init__(self, threads: int, queue: int) -> None:
        self._sizes = threads, max(1, min(threads // 2, _CORES - 1))
        self._queue = queue
        self._limiters: tuple[CapacityLimiter, CapacityLimiter] | None = None
        self._underway: set[Work] = set()
        self._ending = False

    async def run(self, work: Work, job: Job[Done]) -> Done:
        """Do a job for a request that has just arrived.

        Raises:
            BusyError: it would have to wait behind too many.
        """
        self._limiters = self._limiters or (CapacityLimiter(self._sizes[0]), CapacityLimiter(self._sizes[1]))
        everybody, heavy = self._limiters
        _refuse_beyond(self._queue, everybody)
        with self._known(work):
            done: Done | None = await to_thread.run_sync(_light, work, job, limiter=everybody)
            if done is not None:
                return done
            _refuse_beyond((self._queue + 1) // 2, heavy)
            async with heavy:
                return await to_thread.run_sync(_heavy, work, job, limiter=everybody)

    def end(self) -> None:
        """Stop all that is under way, and all that still comes."""
        self._ending = True
        for work in self._underway:
            work.stop(Stop.ENDING)

    @contextmanager
    def _known(self, work: Work) -> Iterator[None]:
        """Let a request be stopped: by its time, of which compiled loops know nothing, and with the server."""
        if self._ending:
            work.stop(Stop.ENDING)
        self._underway.add(work)
        timer = asyncio.get_running_loop().call_later(work.seconds_left, work.stop, Stop.TOO_LATE)
        try:
            yield
        finally:
            timer.cancel()
            self._underway.discard(work)


def _refuse_beyond(most: int, limiter: CapacityLimiter) -> None:
    if limiter.statistics().tasks_waiting >= most:
        raise BusyError


def _light(work: Work, job: Job[Done]) -> Done | None:
    work.allow(LIGHT_STEPS, LIGHT_SECONDS)
    return job(False)


def _heavy(work: Work, job: Job[Done]) -> Done:
    work.allow(STEPS_AT_MOST)
    done = job(True)
    assert done is not None
    return done
