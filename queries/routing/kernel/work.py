"""How compiled loops notice that they are to stop (``graph.work``)."""

from typing import Any, Final

from numba import njit

from graph.work import LEFT, SINCE, STOPPED

LOOK_EVERY: Final = 1 << 16
"""Steps between two looks: a step is a tie, an opener or a partial route looked at, some nanoseconds."""


@njit(cache=True, nogil=True)
def spent(work: Any, steps: int) -> bool:  # pragma: no cover
    """Count steps; True if the loop is to end at once. The caller then raises by ``graph.work.look``."""
    work[SINCE] += steps
    if work[SINCE] < LOOK_EVERY:
        return False
    work[LEFT] -= work[SINCE]
    work[SINCE] = 0
    return bool(work[STOPPED] != 0 or work[LEFT] < 0)
