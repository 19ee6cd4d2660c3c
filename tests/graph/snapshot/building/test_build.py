"""Publishing a snapshot: whole or not at all; damage and foreign formats are said plainly."""

import fcntl
import json
import logging
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest

import loaders
from graph.errors import SnapshotError
from graph.model import model
from graph.relations import RELATION_KINDS
from graph.snapshot.building.build import KEPT_AT_MOST, LOCK, build_snapshot, current_snapshot
from graph.snapshot.snapshot import FORMAT, OTHER_MODEL, Snapshot
from graph.statements import Batch, EntityStatement, Evidence, Source
from graph.store.sqlite.store import SqliteStore
from queries.questions.search import search

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
    loaders.load(opened, folder, name="mine")
    return opened


def test_a_snapshot_is_published_and_found_again(store: SqliteStore, tmp_path: Path) -> None:
    assert current_snapshot(tmp_path) is None
    built = build_snapshot(store, tmp_path, "2026-01-01")
    found = current_snapshot(tmp_path)
    assert found is not None
    assert (found.revision, found.manifest.as_of) == (store.revision(), "2026-01-01") == (built.revision, "2026-01-01")
    assert found.manifest.counts["organisation"] == 2
    assert not list((tmp_path / "snapshots").glob(".building-*"))


Publish = Callable[[Sequence[float]], list[int]]


@pytest.fixture
def published(store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Publish:
    """Publishes a snapshot at each of some moments, in seconds; tells the numbers of those that are still there."""
    begin = datetime(2026, 1, 1, tzinfo=UTC)

    def publish(moments: Sequence[float]) -> list[int]:
        for number, moment in enumerate(moments, 1):
            monkeypatch.setattr("graph.snapshot.building.build._now", lambda at=moment: begin + timedelta(seconds=at))
            built = build_snapshot(store, tmp_path, f"2026-01-{number:02}")
            found = current_snapshot(tmp_path)
            assert found is not None
            assert found.folder == built.folder
        folders = [path for path in (tmp_path / "snapshots").iterdir() if path.is_dir()]
        return sorted(int(folder.name.partition("-built-")[0][-2:]) for folder in folders)

    return publish


@pytest.mark.parametrize(
    ("moments", "kept"),
    [
        ((0, 100, 200, 300, 400, 500), [4, 5, 6]),  # the last two
        ((0, 0.5, 1, 1.5, 2, 2.5), [1, 2, 3, 4, 5, 6]),  # and those that were superseded a moment ago
        ((0, 1, 2, 3, 61.9), [2, 3, 4, 5]),
        ((0, 1, 2, 3, 62), [3, 4, 5]),
    ],
)
def test_superseded_snapshots_go_and_the_latest_stay(
    published: Publish, moments: Sequence[float], kept: list[int]
) -> None:
    assert published(moments) == kept


def test_superseded_snapshots_stay_up_to_a_number(published: Publish) -> None:
    assert published(range(20)) == list(range(20 - KEPT_AT_MOST, 21))


def test_which_snapshots_are_the_latest_whatever_the_clock_does(
    published: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.snapshot.building.build.KEPT_AT_MOST", 2)
    assert published((100, 200, 300, 0, 1, 2)) == [4, 5, 6]


def test_a_snapshot_whose_name_tells_no_time_goes_first(published: Publish, tmp_path: Path) -> None:
    (tmp_path / "snapshots" / "format-1-number-99").mkdir(parents=True)
    assert published((0, 1, 100)) == [1, 2, 3]


@pytest.mark.parametrize(("full", "writer"), [(False, "update_name_index"), (True, "write_name_index")])
def test_a_failed_build_leaves_what_was_published(
    store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full: bool, writer: str
) -> None:
    build_snapshot(store, tmp_path, "2026-01-01")

    def no_space(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"graph.snapshot.building.build.{writer}", no_space)
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


def altered(changing_model: pytest.MonkeyPatch) -> None:
    """Another model from here on: one number of it."""
    changing_model.setitem(RELATION_KINDS, "partner_of", replace(RELATION_KINDS["partner_of"], base=0.61))


def test_another_model_is_said(store: SqliteStore, tmp_path: Path, changing_model: pytest.MonkeyPatch) -> None:
    built = build_snapshot(store, tmp_path, "2026-01-01")
    assert built.manifest.model == model()
    altered(changing_model)
    with pytest.raises(SnapshotError, match="another model: its numbers differ") as caught:
        Snapshot(built.folder)
    assert caught.value.code == OTHER_MODEL


def test_a_kind_added_in_the_middle_is_said(
    store: SqliteStore, tmp_path: Path, changing_model: pytest.MonkeyPatch
) -> None:
    """Kinds are stored as positions."""
    build_snapshot(store, tmp_path, "2026-01-01")
    (first, kind), *rest = RELATION_KINDS.items()
    added = {first: kind, "mentors": replace(kind, name="mentors"), **dict(rest)}
    changing_model.setattr("graph.relations.RELATION_KINDS", added)
    with pytest.raises(SnapshotError, match="relation kinds differ") as caught:
        current_snapshot(tmp_path)
    assert caught.value.code == OTHER_MODEL


@pytest.mark.parametrize("more", ["", "cord,cluster,Cord,SE\n"])
def test_a_snapshot_of_another_model_is_built_anew(
    store: SqliteStore, tmp_path: Path, changing_model: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, more: str
) -> None:
    """Also where nothing has changed in the store."""
    before = build_snapshot(store, tmp_path, "2026-01-01")
    altered(changing_model)
    load(store, tmp_path, more)
    assert not is_from_changes(store, tmp_path, caplog)
    assert "another model" in caplog.text
    found = current_snapshot(tmp_path)
    assert found is not None
    assert (found.folder == before.folder, found.manifest.model) == (False, model())


def failing(*_: object) -> None:
    raise ZeroDivisionError("nobody thought of this")


@pytest.mark.parametrize(
    "name",
    [
        "graph.snapshot.building.build.patched",
        "graph.snapshot.building.build.Former",
        "graph.store.sqlite.store.SqliteStore.changes",
        "graph.snapshot.building.build.update_name_index",
    ],
)
def test_whatever_fails_while_changes_are_put_in_the_whole_scan_is_the_way_back(
    store: SqliteStore,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    name: str,
) -> None:
    build_snapshot(store, tmp_path, "2026-01-01")
    load(store, tmp_path, "cord,cluster,Cord,SE\n")
    monkeypatch.setattr(name, failing)
    assert not is_from_changes(store, tmp_path, caplog)
    assert "nobody thought of this" in caplog.text
    found = current_snapshot(tmp_path)
    assert found is not None
    assert [hit.id for hit in search(found, "cord").hits] == ["cord"]
    assert not list((tmp_path / "snapshots").glob(".building-*"))


def test_damage_is_said(store: SqliteStore, tmp_path: Path) -> None:
    folder = build_snapshot(store, tmp_path, "2026-01-01").folder
    (folder / "facts.kind.npy").write_bytes(b"nonsense")
    with pytest.raises(SnapshotError) as caught:
        Snapshot(folder)
    assert caught.value.code == "snapshot_damaged"


def load(store: SqliteStore, tmp_path: Path, more: str) -> None:
    rows = tmp_path / "mine" / "organisations.csv"
    rows.write_text(rows.read_text() + more)
    loaders.load(store, tmp_path / "mine", name="mine")


def is_from_changes(store: SqliteStore, home: Path, caplog: pytest.LogCaptureFixture) -> bool:
    """Whether a build does without a full scan; what comes out is right in any case."""
    caplog.clear()
    with caplog.at_level(logging.INFO, "opendoors.snapshot"):
        built = build_snapshot(store, home, "2026-01-01")
    with store.reading() as scan:
        assert (built.revision, built.manifest.stamp) == (scan.revision, scan.stamp)
        held = {said.id for said in scan.entities() if said.type == "organisation"}
    assert {built.id_of(node) for node in built.sections.range("organisation")} == held
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
        loaders.load(other, tmp_path / "other", name="other")
        build_snapshot(other, tmp_path, "2026-01-01")
        assert other.revision() == store.revision()
    assert not is_from_changes(store, tmp_path, caplog)
    assert is_from_changes(store, tmp_path, caplog)


SOURCE = Source("a", "A", "nobody", "CC0-1.0", "", "2026-01-01", owns_ids=True)


def say(store: SqliteStore, *ids: str, by_load: bool) -> None:
    """Write organisations, each in a revision of its own, as a load does or without one."""
    for id_ in ids:
        properties = {"kind": "cluster", "name": id_, "country": "DK"}
        said = EntityStatement("a", id_, "organisation", properties, Evidence())
        run = replace(store.start_run("a", id_, "2026-01-01"), state="finished") if by_load else None
        store.apply(Batch(run=run, source=SOURCE, statements=(said,)))


@pytest.mark.parametrize("more", [(), ("more",)], ids=["as far", "further"])
@pytest.mark.parametrize("by_load", [True, False], ids=["loads", "no loads"])
def test_a_store_that_was_replaced_is_read_whole(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, by_load: bool, more: tuple[str, ...]
) -> None:
    """By one with revisions of the same numbers, and with loads that look the same."""
    with SqliteStore(tmp_path / "one.sqlite") as one:
        say(one, "x", "y", by_load=by_load)
        build_snapshot(one, tmp_path, "2026-01-01")
    with SqliteStore(tmp_path / "other.sqlite") as other:
        say(other, "x", "z", *more, by_load=by_load)
        assert not is_from_changes(other, tmp_path, caplog)
        assert "revision 2" in caplog.text
        say(other, "w", by_load=by_load)
        assert is_from_changes(other, tmp_path, caplog)


@pytest.mark.parametrize("more", [(), ("more",)], ids=["as far", "further"])
@pytest.mark.parametrize("by_load", [True, False], ids=["loads", "no loads"])
def test_a_store_that_was_put_back_and_went_on_otherwise_is_read_whole(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, by_load: bool, more: tuple[str, ...]
) -> None:
    path = tmp_path / "store.sqlite"
    with SqliteStore(path) as store:
        say(store, "x", by_load=by_load)
        build_snapshot(store, tmp_path, "2026-01-01")
    shutil.copy(path, tmp_path / "copy.sqlite")
    with SqliteStore(path) as store:
        say(store, "y", by_load=by_load)
        assert is_from_changes(store, tmp_path, caplog)
    (tmp_path / "copy.sqlite").replace(path)
    with SqliteStore(path) as store:
        say(store, "z", *more, by_load=by_load)
        assert not is_from_changes(store, tmp_path, caplog)
        assert "revision 2" in caplog.text


def test_a_store_that_was_put_back_from_before_the_snapshot_goes_on_from_changes(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What is published is of a revision that both have: nothing is lost by building on it."""
    path = tmp_path / "store.sqlite"
    with SqliteStore(path) as store:
        say(store, "x", by_load=False)
        build_snapshot(store, tmp_path, "2026-01-01")
    shutil.copy(path, tmp_path / "copy.sqlite")
    with SqliteStore(path) as store:
        say(store, "y", by_load=False)
    (tmp_path / "copy.sqlite").replace(path)
    with SqliteStore(path) as store:
        say(store, "z", by_load=False)
        assert is_from_changes(store, tmp_path, caplog)


@pytest.mark.parametrize("share", [1000, 1])
def test_many_changes_are_left_to_a_full_scan(
    store: SqliteStore, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, share: int
) -> None:
    """One in a thousand is none at all; one in one is everything."""
    monkeypatch.setattr("graph.snapshot.building.patch.patch.CHANGED_FLOOR", 0)
    monkeypatch.setattr("graph.snapshot.building.patch.patch.CHANGED_SHARE", share)
    build_snapshot(store, tmp_path, "2026-01-01")
    load(store, tmp_path, "cord,cluster,Cord,SE\n")
    assert is_from_changes(store, tmp_path, caplog) == (share == 1)
    assert ("More than 0 statements" in caplog.text) == (share == 1000)


def test_a_snapshot_of_the_former_format_is_not_built_on(
    store: SqliteStore, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = build_snapshot(store, tmp_path, "2026-01-01").folder
    said = json.loads((folder / "manifest.json").read_text())
    del said["stamp"]
    (folder / "manifest.json").write_text(json.dumps({**said, "format": 2}))
    (folder / "last-run.json").write_text("null")
    assert not is_from_changes(store, tmp_path, caplog)
    assert "has format 2" in caplog.text
    found = current_snapshot(tmp_path)
    assert found is not None
    assert found.folder != folder
    assert is_from_changes(store, tmp_path, caplog)


def test_revisions_without_stamps_are_read_whole_until_there_is_one(
    store: SqliteStore, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Of a store that older programs have written."""
    store.close()
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("DROP TABLE stamp")
    with SqliteStore(store.path) as older:
        build_snapshot(older, tmp_path, "2026-01-01")
        assert not is_from_changes(older, tmp_path, caplog)
        load(older, tmp_path, "cord,cluster,Cord,SE\n")
        assert not is_from_changes(older, tmp_path, caplog)
        load(older, tmp_path, "dart,cluster,Dart,SE\n")
        assert is_from_changes(older, tmp_path, caplog)


@pytest.mark.parametrize("file", ["names.sqlite", "origins.json", "records.bin.npy", "facts.kind.npy"])
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
    monkeypatch.setattr("graph.snapshot.building.build.WAIT_SECONDS", 0.0)
    (tmp_path / "snapshots").mkdir()
    with (tmp_path / "snapshots" / LOCK).open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(SnapshotError) as caught:
            build_snapshot(store, tmp_path, "2026-01-01")
    assert caught.value.code == "snapshot_locked"
