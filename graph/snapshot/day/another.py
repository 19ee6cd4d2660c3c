"""Another day than the snapshot's own, derived when it is asked about: one at a time, within the process's room."""

from threading import Lock
from typing import Final

from graph.snapshot.day.standing import Standing, standing
from graph.snapshot.facts import Facts, Sections
from graph.snapshot.files import array_bytes, frozen
from graph.snapshot.memo import ROOM
from graph.work import alone

WHILE_DERIVED: Final = 2
"""A day takes so many times what it holds in the end while it is derived."""
_DERIVING: Final = Lock()


def another_day(facts: Facts, sections: Sections, roles: list[str], day: int, own: Standing) -> Standing:
    """The graph as it stands on ``day``, of about the size that it has on its own day.

    Raises:
        StoppedError: who asked for it has gone, or its time is over; also while others are derived.
    """
    with alone(_DERIVING), ROOM.making(WHILE_DERIVED * array_bytes(own)):
        return frozen(standing(facts, sections, roles, day))
