"""Publishing a snapshot: whole or not at all; damage and foreign formats are said plainly."""

import json
from pathlib import Path

import pytest

import loaders
from graph.errors import SnapshotError
from graph.snapshot.build import build_snapshot, current_snapshot
from graph.snapshot.snapshot import FORMAT, Snapshot
from graph.store.sqlite import SqliteStore

ROWS = {
    "organisations.csv": "id,kind,name,country\nacme,cluster,Acme,DK\nbolt,cluster,Bolt,KR\n",
    "relations.csv": "kind,source,target\npartner_of,acme,bolt\n",
}


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    folder = tmp_path / "mine"
    folder.mkdir()
    for name, text in ROWS.items():
        (folder / name).write_text(text)
    opened = SqliteStore(tmp_path / "store.sqlite")
    loaders.load(opened, folder)
    return opened


def test_a_snapshot_is_published_and_found_again(store: SqliteStore, tmp_path: Path) -> None:
    assert current_snapshot(tmp_path) is None
    built = build_snapshot(store, tmp_path, "2026-01-01")
    found = current_snapshot(tmp_path)
    assert found is not None
    assert (found.revision, found.manifest.as_of) == (store.revision(), "2026-01-01") == (built.revision, "2026-01-01")
    assert found.manifest.counts["organisation"] == 2
    assert not list((tmp_path / "snapshots").glob(".building-*"))


def test_old_snapshots_go_and_the_last_ones_stay(store: SqliteStore, tmp_path: Path) -> None:
    for day in range(1, 7):
        build_snapshot(store, tmp_path, f"2026-01-0{day}")
    kept = sorted(path.name for path in (tmp_path / "snapshots").iterdir() if path.is_dir())
    assert [name[-2:] for name in kept] == ["04", "05", "06"]


def test_a_failed_build_leaves_what_was_published(
    store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_snapshot(store, tmp_path, "2026-01-01")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("graph.snapshot.build.write_name_index", full)
    with pytest.raises(SnapshotError, match="No space left") as caught:
        build_snapshot(store, tmp_path, "2026-01-02")
    assert caught.value.code == "snapshot_unwritable"
    found = current_snapshot(tmp_path)
    assert found is not None
    assert found.manifest.as_of == "2026-01-01"
    assert not list((tmp_path / "snapshots").glob(".building-*"))


def test_a_home_that_cannot_be_written(store: SqliteStore, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SnapshotError) as caught:
        build_snapshot(store, tmp_path / "file")
    assert caught.value.code == "snapshot_unwritable"


@pytest.mark.parametrize(("format_", "code"), [(FORMAT + 1, "snapshot_newer"), (FORMAT - 1, "snapshot_older")])
def test_another_format_is_said(store: SqliteStore, tmp_path: Path, format_: int, code: str) -> None:
    folder = build_snapshot(store, tmp_path, "2026-01-01").folder
    said = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**said, "format": format_}))
    with pytest.raises(SnapshotError) as caught:
        Snapshot(folder)
    assert caught.value.code == code


def test_damage_is_said(store: SqliteStore, tmp_path: Path) -> None:
    folder = build_snapshot(store, tmp_path, "2026-01-01").folder
    (folder / "facts.kind.npy").write_bytes(b"nonsense")
    with pytest.raises(SnapshotError) as caught:
        Snapshot(folder)
    assert caught.value.code == "snapshot_damaged"
