"""Lower bounds: from each organisation, the cheapest rest of the way to any opener of a target within so many steps.

They are the admissible heuristic of the search (A*), made by a relaxation a step from the openers back.
"""

from typing import Any, Final

import numpy as np
from numba import njit
from numpy.typing import NDArray

from queries.routing.kernel.work import spent

UNIT: Final = 2048
"""Bounds are kept as bytes, in this many cost units, rounded down: a lower bound still."""
CAP: Final = 254
"""The largest bound that is kept; what costs more is bounded by this."""
UNREACHABLE: Final = 255
INFINITE: Final = np.int32(2**30)


@njit(cache=True, nogil=True)
def bound_layers(
    ptr: Any, neighbour: Any, hop_cost: Any, extra_from: Any, extra_to: Any, extra_cost: Any,
    opener: Any, opener_cost: Any, layers: int, work: Any,
) -> Any:  # pragma: no cover  # fmt: skip
    """(layers, N) bytes: row s bounds the rest of the way over s ties, presence and fit included.

    ``opener_cost`` (of each opener, ascending nodes) is the least that it costs any asker. ``extra_*`` are directed
    ties of an overlay. Where the work is to stop they are of no use: look (``graph.work``) before they are kept.
    """
    count = len(ptr) - 1
    bounds = np.empty((layers, count), np.uint8)
    before = np.full(count, INFINITE, np.int32)
    for at in range(len(opener)):
        before[opener[at]] = opener_cost[at]
    _rounded_down(before, bounds[0])
    for layer in range(1, layers):
        if spent(work, len(neighbour)):
            break
        now = before.copy()
        for node in range(count):
            best = now[node]
            for hop in range(ptr[node], ptr[node + 1]):
                best = min(best, hop_cost[hop] + before[neighbour[hop]])
            now[node] = best
        for arc in range(len(extra_from)):
            now[extra_from[arc]] = min(now[extra_from[arc]], extra_cost[arc] + before[extra_to[arc]])
        _rounded_down(now, bounds[layer])
        before = now
    return bounds


@njit(cache=True, nogil=True)
def _rounded_down(exact: Any, kept: Any) -> None:  # pragma: no cover
    for node in range(len(exact)):
        kept[node] = UNREACHABLE if exact[node] >= INFINITE else min(CAP, exact[node] // UNIT)


Bounds = NDArray[np.uint8]
