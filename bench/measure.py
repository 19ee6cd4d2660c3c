"""Clocks, memory and percentiles."""

import math
import resource
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from time import perf_counter_ns
from typing import Final, TypeVar

WARM_UP: Final = 25
"""Questions asked before any is timed, so that nothing is compiled, imported or opened while the clock runs."""

Item = TypeVar("Item")
Found = TypeVar("Found")


def milliseconds(work: Callable[[], object]) -> float:
    """How long it takes once."""
    return timed(work)[0]


def timed(work: Callable[[], Found]) -> tuple[float, Found]:
    """How many milliseconds it takes once, and what it finds."""
    began = perf_counter_ns()
    found = work()
    return (perf_counter_ns() - began) / 1e6, found


def milliseconds_each(work: Callable[[Item], object], items: Iterable[Item]) -> list[float]:
    """How long it takes for each, one after the other."""
    found = []
    for item in items:
        began = perf_counter_ns()
        work(item)
        found.append((perf_counter_ns() - began) / 1e6)
    return found


def percentile(samples: Sequence[float], share: float) -> float:
    """The smallest sample that so large a share of all does not exceed; of fewer than 100, the 99th is the largest.

    >>> percentile([3.0, 1.0, 2.0], 0.99)
    3.0
    """
    return sorted(samples)[max(0, math.ceil(share * len(samples)) - 1)]


def peak_megabytes() -> float:
    """The most memory that this process has had resident, shared pages of mapped files included."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        # Elsewhere than on Linux, where this would count what the parent had before this process was started.
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / 2**20 if sys.platform == "darwin" else peak / 2**10
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 2**10
