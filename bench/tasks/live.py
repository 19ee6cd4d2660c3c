"""A change of the store until a running server answers from it, and what questions take meanwhile."""

from collections.abc import Iterator, Sequence
from statistics import median

from bench.live import changes_live
from bench.measure import percentile
from bench.tasks.given import Given


def changes(given: Given) -> Iterator[float | str]:
    """Changes of one percent, judgements of identity included, one after the other, over one server."""
    found = list(changes_live(given.home, given.store, given.count))
    failed = sum(one.failed for one in found)
    if failed:
        raise RuntimeError(f"{failed:,} questions were not answered as they should have been while changes went live.")
    for one in found:
        yield one.live * 1e3
    turns = ", ".join(f"{one.live * 1e3:,.0f}" for one in found)
    yield f"In turn, from the first after the server's start: {turns} ms."
    noticed, built, warmed = (
        median(getattr(one, part) for one in found) * 1e3 for part in ("noticed", "built", "warmed")
    )
    yield f"Of it, noticing takes {noticed:,.0f} ms, building {built:,.0f} ms, opening and warming {warmed:,.0f} ms."
    meanwhile = [taken for one in found for taken in one.asked]
    at_rest = [taken for one in found for taken in one.at_rest]
    yield f"Questions about the most-asked markets meanwhile: {_latencies(meanwhile)}; at rest: {_latencies(at_rest)}."


def _latencies(seconds: Sequence[float]) -> str:
    if not seconds:
        return "none"
    half, worst = percentile(seconds, 0.5) * 1e3, percentile(seconds, 0.99) * 1e3
    return f"{len(seconds):,}, median {half:.1f} ms, p99 {worst:.1f} ms, slowest {max(seconds) * 1e3:.0f} ms"
