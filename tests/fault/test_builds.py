"""Builds that are killed: what was published stays, and the next build is that of an undisturbed one."""

import signal
from pathlib import Path

import pytest

import loaders
from graph.snapshot.building.build import build_snapshot, current_snapshot
from graph.store.sqlite.store import SqliteStore
from tests.fault.building import build_and_die

ROWS = "id,kind,name,country\nacme,cluster,Acme,DK\n"


@pytest.mark.parametrize("number", [0, 30, 90])
def test_a_patch_that_is_killed(tmp_path: Path, number: int) -> None:
    rows = tmp_path / "mine" / "organisations.csv"
    rows.parent.mkdir()
    rows.write_text(ROWS)
    with SqliteStore(tmp_path / "store.sqlite") as store:
        loaders.load(store, rows.parent, name="mine")
        before = build_snapshot(store, tmp_path, "2026-01-01")
        rows.write_text(f"{ROWS}bolt,cluster,Bolt,KR\n")
        loaders.load(store, rows.parent, name="mine")
        assert build_and_die(tmp_path, "2026-01-01", number) == -signal.SIGKILL
        found = current_snapshot(tmp_path)
        assert found is not None
        assert (found.folder, found.manifest.counts["organisation"]) == (before.folder, 1)
        assert list((tmp_path / "snapshots").glob(".building-*"))
        after = build_snapshot(store, tmp_path, "2026-01-01")
        assert (after.revision, after.manifest.counts["organisation"]) == (store.revision(), 2)
        assert not list((tmp_path / "snapshots").glob(".building-*"))
