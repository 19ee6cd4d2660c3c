"""What a worker process needs."""

from collections.abc import Iterator

from bench.measure import peak_megabytes
from bench.mix import Mix
from bench.tasks.given import Given
from graph.snapshot.snapshot import Snapshot
from queries.questions.door_openers import door_openers


def worker(given: Given) -> Iterator[float]:
    """Most memory resident after opening the snapshot and one question on every market, in megabytes."""
    snapshot = Snapshot(given.snapshot)
    mix = Mix(snapshot)
    for market in mix.markets:
        door_openers(snapshot.on_day(), [mix.asker()], market=market)
    yield peak_megabytes()
