"""What a change takes until it is live: on a small world, by a real server."""

from pathlib import Path

import pytest

import loaders
from bench import live
from bench.world import write_world
from graph.snapshot.building.build import current_snapshot
from graph.store.opening import open_store

pytestmark = pytest.mark.server


def test_a_change_goes_live_and_its_parts_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "REST_SECONDS", 0.1)
    write_world(tmp_path / "files", 300, 40)
    home = tmp_path / "home"
    with open_store("sqlite:", home) as store:
        loaders.load(store, tmp_path / "files", name="files")
        before = store.revision()
    (change,) = live.changes_live(home, count=1)
    assert change.failed == 0
    assert change.at_rest
    assert min(change.built, change.warmed) > 0
    assert change.live > change.warmed
    assert change.noticed >= 0
    snapshot = current_snapshot(home)
    assert snapshot is not None
    assert snapshot.revision == before + 1
