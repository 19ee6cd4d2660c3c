"""From files to a store, to a snapshot, to an open snapshot: each in a fresh process."""

from collections.abc import Iterator

from bench.measure import milliseconds
from bench.mix import AS_OF
from bench.tasks.given import Given
from graph.snapshot.building.build import build_snapshot
from graph.snapshot.snapshot import Snapshot
from graph.store import open_store
from loaders import LoadReport, load


def load_world(given: Given) -> Iterator[float]:
    """Rows of relations by the second of the whole load, organisations included, into a new store."""
    with open_store(given.store, given.home) as store:
        reports: list[LoadReport] = []
        took = milliseconds(lambda: reports.append(load(store, given.world, name="world")))
    counts = reports[0].total
    if counts.quarantined or counts.read != counts.written + counts.merged:
        raise RuntimeError(f"The world was not loaded whole: {counts}.")
    yield reports[0].counts["relation"].read / took * 1e3


def build(given: Given) -> Iterator[float]:
    """A snapshot from the store, published."""
    with open_store(given.store, given.home) as store:
        yield milliseconds(lambda: build_snapshot(store, given.home, as_of=AS_OF, full=True))


def open_snapshot(given: Given) -> Iterator[float]:
    """Opening the published snapshot."""
    yield milliseconds(lambda: Snapshot(given.snapshot))
