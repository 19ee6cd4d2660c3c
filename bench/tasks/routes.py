"""``introductions``: routes between two organisations."""

from collections.abc import Iterator
from functools import partial

from bench.measure import WARM_UP, milliseconds_each
from bench.mix import Mix
from bench.tasks.given import Given
from graph.snapshot.snapshot import Snapshot
from queries.questions.introductions import introductions


def between(given: Given) -> Iterator[float]:
    """Three routes and the fallback between two organisations of the mix."""
    snapshot = Snapshot(given.snapshot)
    pairs = Mix(snapshot).pairs(given.count)
    for pair in pairs[:WARM_UP]:
        _ask(snapshot, pair)
    yield from milliseconds_each(partial(_ask, snapshot), pairs)


def _ask(snapshot: Snapshot, pair: tuple[str, str]) -> None:
    _ = introductions(snapshot.on_day(), *pair, first=3).fallback
