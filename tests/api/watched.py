"""A small store that changes, for the tests of what watches it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from graph.snapshot.building.build import build_snapshot
from graph.snapshot.snapshot import Snapshot
from graph.statements import Batch, EntityStatement, Evidence, Source
from graph.store.opening import open_store
from graph.store.protocol import Store

SOURCE = Source("test", "Test", "nobody", "CC0-1.0", "", "2026-01-01", owns_ids=True)


def organisations_named(*ids: str) -> tuple[EntityStatement, ...]:
    return tuple(
        EntityStatement(
            "test", id_, "organisation", {"kind": "cluster", "name": id_.title(), "country": "DK"}, Evidence()
        )
        for id_ in ids
    )


def commit(store: Store, *ids: str) -> int:
    """Write organisations; give the revision after it."""
    run = store.start_run("test", "".join(ids), "2026-01-01T00:00:00Z")
    finished = replace(run, state="finished")
    return store.apply(Batch(run=finished, source=SOURCE, statements=organisations_named(*ids)))


def write(home: Path, *ids: str) -> int:
    """Write organisations into the store in a home."""
    with open_store("sqlite:", home) as store:
        return commit(store, *ids)


def publish(home: Path, *ids: str, **options: Any) -> Snapshot:
    """Write organisations, then publish a snapshot."""
    with open_store("sqlite:", home) as store:
        if ids:
            commit(store, *ids)
        return build_snapshot(store, home, **options)
