"""What a request may still do, and how it is told to stop.

The work of a request is known to whatever runs in its context, so that questions need not hand it on and nothing that
outlives a request holds it. Compiled loops read its ``signals``; everything else calls ``look`` between its parts.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import IntEnum
from math import inf
from threading import Lock
from time import monotonic, thread_time
from typing import Final

import numpy as np

from graph.errors import StoppedError

UNBOUNDED: Final = 1 << 62
LOOK_SECONDS: Final = 0.05
"""Between two looks of work that waits."""
STOPPED, LEFT, SINCE = range(3)
"""Places of ``Work.signals``: why it is to stop (a ``Stop``), steps that it may still take, steps not counted yet."""


class Stop(IntEnum):
    """Why work stops; 0 while it may go on."""

    TOO_LATE = 1
    GONE = 2
    ENDING = 3
    TOO_MUCH = 4


_TOLD: Final = {
    Stop.TOO_LATE: ("deadline_exceeded", "The answer took too long.", "Ask for less at once."),
    Stop.GONE: ("asker_gone", "Nobody waits for the answer any more.", "Ask again."),
    Stop.ENDING: ("server_ending", "The server is about to end.", "Ask again in a moment."),
    Stop.TOO_MUCH: (
        "too_costly",
        "The question takes too much work.",
        "Ask with fewer askers, fewer steps, fewer organisations to pass, or for less at once.",
    ),
}


class Work:
    """What one request may do; all its parts share it.

    Args:
        seconds: from now until it is too late.

    Attributes:
        signals: what compiled loops read: see ``STOPPED``, ``LEFT``, ``SINCE``.
    """

    def __init__(self, seconds: float = inf) -> None:
        self.signals = np.array([0, UNBOUNDED, 0], dtype=np.int64)
        self._view = memoryview(self.signals)  # type: ignore[arg-type]  # read in half the time
        self._until = monotonic() + seconds
        self._thread_until = self._thread_not_before = inf

    @property
    def seconds_left(self) -> float:
        """Seconds until it is too late, at least 0."""
        return max(0.0, self._until - monotonic())

    @property
    def stopped(self) -> Stop | None:
        """Why it is to stop; None while it may go on."""
        if self.signals[STOPPED]:
            return Stop(int(self.signals[STOPPED]))
        return Stop.TOO_MUCH if self.signals[LEFT] < 0 else None

    def stop(self, why: Stop) -> None:
        """Let whatever is done for it stop, in whichever thread; the first reason counts."""
        if not self.signals[STOPPED]:
            self.signals[STOPPED] = why

    def allow(self, steps: int = UNBOUNDED, seconds: float = inf) -> None:
        """Let it take so many steps from now on, and this thread so many seconds of a processor."""
        self.signals[LEFT] = steps
        self._thread_until = thread_time() + seconds
        self._thread_not_before = monotonic() + seconds

    def check(self) -> None:
        """Raise StoppedError if it is to stop."""
        now = monotonic()
        if now > self._until:
            self.stop(Stop.TOO_LATE)
        elif now > self._thread_not_before and thread_time() > self._thread_until:
            self.signals[LEFT] = -1
        if not self._view[STOPPED] and self._view[LEFT] >= 0:
            return
        why = self.stopped
        if why is not None:
            raise stopped_by(why)


def stopped_by(why: Stop) -> StoppedError:
    """What whoever asked is told."""
    code, message, suggestion = _TOLD[why]
    return StoppedError(message, code=code, where="query", suggestion=suggestion)


_CURRENT: ContextVar[Work] = ContextVar("work", default=Work())  # noqa: B039  # bounds nothing, so nothing is shared


@contextmanager
def underway(work: Work) -> Iterator[None]:
    """Whatever runs within is done for this work."""
    before = _CURRENT.set(work)
    try:
        yield
    finally:
        _CURRENT.reset(before)


def current_work() -> Work:
    """The work that is being done here; where there is none, one that never stops."""
    return _CURRENT.get()


def look() -> None:
    """Raise StoppedError if the work that is being done here is to stop."""
    _CURRENT.get().check()


@contextmanager
def alone(lock: Lock) -> Iterator[None]:
    """Hold a lock within, for which others may wait long.

    Raises:
        StoppedError: the work that is being done here is to stop before it is had.
    """
    while not lock.acquire(timeout=LOOK_SECONDS):
        look()
    try:
        yield
    finally:
        lock.release()
