"""Waiting for what happens in other processes."""

import threading
from collections.abc import Callable
from time import monotonic
from typing import Final

LIMIT: Final = 180.0
"""Seconds for something to happen on a machine with much else to do."""
SOON: Final = 0.05


def wait_for(happened: Callable[[], bool], seconds: float = LIMIT) -> None:
    """Until it has happened; at most so many seconds."""
    deadline, never = monotonic() + seconds, threading.Event()
    while not happened():
        assert monotonic() < deadline, "it has not happened"
        never.wait(SOON)
