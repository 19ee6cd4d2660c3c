"""Answers beside an attacker of each kind, for as many seconds as questions are counted elsewhere."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bench.measure import percentile
from bench.soak import CLIENTS, MEMORY_MB, Soaked, soak
from bench.tasks.given import Given

GROWTH_AT_MOST: Final = 0.05


def soaked(given: Given) -> Iterator[float | str]:
    """By how much the 99th percentile of answers grows beside attackers.

    Raises:
        RuntimeError: a question was not answered, an answer to an attacker was the server's own fault, or its memory
            grew.
    """
    found = soak(given.home, given.count)
    said = (
        f"{CLIENTS} clients beside {len(found.told)} attackers for {given.count:,} s, each from an address of its "
        f"own: {_latencies(found.beside.seconds)}; undisturbed {_latencies(found.before.seconds)}.",
        _memory(found),
        f"What the attackers were told, and how often: {_told(found.told)}.",
    )
    failures, faults = found.before.failures + found.beside.failures, found.faults
    if failures or faults or found.growth > GROWTH_AT_MOST:
        kinds = f"{len(failures):,} questions failed, {len(faults)} kinds of attack met a fault"
        raise RuntimeError(" ".join([f"{kinds}: {Counter(failures).most_common(3)}, {faults}.", *said, found.logged]))
    yield percentile(found.beside.seconds, 0.99) / percentile(found.before.seconds, 0.99)
    yield f"No question failed. {said[0]}"
    yield from said[1:]


def _memory(found: Soaked) -> str:
    low, high = min(found.memory, default=0.0), max(found.memory, default=0.0)
    return (
        f"The server's memory grew by {found.growth:.1%} from the second fifth of the time to the last "
        f"({low:,.0f} to {high:,.0f} MB in all; it may keep {MEMORY_MB} MB between requests)."
    )


def _told(told: Mapping[str, Counter[str]]) -> str:
    return "; ".join(
        f"{name}: " + ", ".join(f"{code} {count:,}" for code, count in codes.most_common(3))
        for name, codes in told.items()
    )


def _latencies(seconds: Sequence[float]) -> str:
    half, worst = percentile(seconds, 0.5) * 1e3, percentile(seconds, 0.99) * 1e3
    return f"{len(seconds):,} answers, median {half:.1f} ms, p99 {worst:.1f} ms, slowest {max(seconds) * 1e3:.0f} ms"
