"""Publishing a snapshot: whole or not at all; damage and foreign formats are said plainly."""

import fcntl
import json
import logging
from pathlib import Path
from threading import Thread

import pytest

import loaders
from graph.errors import SnapshotError
from graph.snapshot.build import LOCK, build_snapshot, current_snapshot
from graph.snapshot.snapshot import FORMAT, Snapshot
from graph.store.sqlite.store import SqliteStore
from queries.search import search

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
    assert [name.partition("-built-")[0][-2:] for name in kept] == ["04", "05", "06"]


@pytest.mark.parametrize(("full", "writer"), [(False, "update_name_index"), (True, "write_name_index")])
def test_a_failed_build_leaves_what_was_published(
    store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full: bool, writer: str
) -> None:
    build_snapshot(store, tmp_path, "2026-01-01")

    def no_space(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"graph.snapshot.build.{writer}", no_space)
    with pytest.raises(SnapshotError, match="No space left") as caught:
        build_snapshot(store, tmp_path, "2026-01-02", full=full)
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


def load(store: SqliteStore, tmp_path: Path, more: str) -> None:
    rows = tmp_path / "mine" / "organisations.csv"
    rows.write_text(rows.read_text() + more)
    loaders.load(store, tmp_path / "mine")


def is_from_changes(store: SqliteStore, home: Path, caplog: pytest.LogCaptureFixture) -> bool:
    """Whether a build does without a full scan; what comes out is right in any case."""
    caplog.clear()
    with caplog.at_level(logging.INFO, "opendoors.snapshot"):
        built = build_snapshot(store, home, "2026-01-01")
    assert built.revision == store.revision()
    with store.reading() as scan:
        assert built.manifest.counts["organisation"] == sum(said.type == "organisation" for said in scan.entities())
    return not caplog.records


def test_the_next_snapshot_is_made_from_changes(
    store: SqliteStore, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    build_snapshot(store, tmp_path, "2026-01-01")
    load(store, tmp_path, "cord,cluster,Cord,SE\n")
    assert is_from_changes(store, tmp_path, caplog)
    found = current_snapshot(tmp_path)
    assert found is not None
    assert [hit.id for hit in search(found, "cord").hits] == ["cord"]


def test_another_day_is_made_from_no_changes(store: SqliteStore, tmp_path: Path) -> None:
    build_snapshot(store, tmp_path, "2026-01-01")
    assert build_snapshot(store, tmp_path, "2026-01").manifest.as_of == "2026-01-31"


def test_what_is_there_is_left_alone_unless_a_full_scan_is_asked_for(store: SqliteStore, tmp_path: Path) -> None:
    first = build_snapshot(store, tmp_path, "2026-01-01")
    assert build_snapshot(store, tmp_path, "2026-01-01").folder == first.folder
    anew = build_snapshot(store, tmp_path, "2026-01-01", full=True)
    assert anew.folder != first.folder
    assert (anew.revision, anew.manifest.as_of) == (first.revision, first.manifest.as_of)


def test_the_snapshot_of_another_store_is_not_built_on(
    store: SqliteStore, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with SqliteStore(tmp_path / "other.sqlite") as other:
        (tmp_path / "other").mkdir()
        (tmp_path / "other" / "organisations.csv").write_text("id,kind,name,country\nelse,cluster,Else,DK\n")
        loaders.load(other, tmp_path / "other")
        build_snapshot(other, tmp_path, "2026-01-01")
        assert other.revision() == store.revision()
    assert not is_from_changes(store, tmp_path, caplog)


@pytest.mark.parametrize("file", ["names.sqlite", "origins.json", "last-run.json", "records.bin.npy", "facts.kind.npy"])
def test_a_damaged_snapshot_is_not_built_on(
    store: SqliteStore, tmp_path: Path, caplog: pytest.LogCaptureFixture, file: str
) -> None:
    (build_snapshot(store, tmp_path, "2026-01-01").folder / file).write_bytes(b"nonsense")
    load(store, tmp_path, "cord,cluster,Cord,SE\n")
    assert not is_from_changes(store, tmp_path, caplog)


def test_a_damaged_snapshot_of_the_same_revision_is_built_anew(store: SqliteStore, tmp_path: Path) -> None:
    folder = build_snapshot(store, tmp_path, "2026-01-01").folder
    (folder / "standing.office.npy").write_bytes(b"nonsense")
    assert build_snapshot(store, tmp_path, "2026-01-01").folder != folder


def test_a_store_that_was_set_back_is_read_whole(
    store: SqliteStore, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = build_snapshot(store, tmp_path, "2026-01-01").folder
    said = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**said, "revision": said["revision"] + 1}))
    assert not is_from_changes(store, tmp_path, caplog)


def test_one_build_at_a_time(store: SqliteStore, tmp_path: Path) -> None:
    (tmp_path / "snapshots").mkdir()
    found: list[Snapshot] = []
    builders = [Thread(target=lambda: found.append(build_snapshot(store, tmp_path, "2026-01-01"))) for _ in range(2)]
    with (tmp_path / "snapshots" / LOCK).open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for builder in builders:
            builder.start()
        assert current_snapshot(tmp_path) is None
    for builder in builders:
        builder.join()
    assert len(found) == 2
    assert found[0].folder == found[1].folder


def test_a_build_that_does_not_end_is_said(store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.snapshot.build.WAIT_SECONDS", 0.0)
    (tmp_path / "snapshots").mkdir()
    with (tmp_path / "snapshots" / LOCK).open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(SnapshotError) as caught:
            build_snapshot(store, tmp_path, "2026-01-01")
    assert caught.value.code == "snapshot_locked"
