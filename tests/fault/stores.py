"""Stores that fail when they are told to."""

import os
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from graph.statements import Batch
from graph.store.sqlite import format as sqlite_format
from graph.store.sqlite import store as sqlite_store
from graph.store.sqlite.store import SqliteStore

INSTRUCTIONS_PER_TICK = 7
BUSY_SECONDS = 60.0
"""For tests in which one process waits for another."""


class FailingStore(SqliteStore):
    """Calls ``fail`` before or after one of the batches that are written to it, counted from 0."""

    def __init__(self, path: Path, at: int, fail: Callable[[], None], *, after: bool = False, **said: Any) -> None:
        super().__init__(path, **{"busy_seconds": 0, **said})
        self._at = at
        self._fail = fail
        self._after = after
        self.batches = 0

    def apply(self, batch: Batch) -> int:
        """Write a batch, or fail."""
        here = self.batches == self._at
        self.batches += 1
        if here and not self._after:
            self._fail()
        revision = super().apply(batch)
        if here and self._after:
            self._fail()
        return revision


def interrupt() -> None:
    """As Ctrl-C does."""
    raise KeyboardInterrupt


def kill() -> None:
    """Ends this process without giving it a chance to do anything."""
    os.kill(os.getpid(), signal.SIGKILL)


def kill_within(ticks: int) -> None:
    """Ends this process wherever SQLite is when its clock, which ticks every few instructions, has ticked so often."""
    connect = sqlite_format.connect
    left = iter(range(ticks))

    def tick() -> None:
        if next(left, None) is None:
            kill()

    def dying(path: Path, busy_seconds: float, pages_at_most: int | None = None) -> sqlite3.Connection:
        connection = connect(path, busy_seconds, pages_at_most)
        connection.set_progress_handler(tick, INSTRUCTIONS_PER_TICK)
        return connection

    setattr(sqlite_store, "connect", dying)  # noqa: B010 - the name that the store uses
