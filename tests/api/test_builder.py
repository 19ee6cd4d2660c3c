"""What the process beside the server does, look by look, in this process."""

import itertools
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

import pytest

from api import builder
from api.builder import (
    BUILD_AGAIN_AT_MOST,
    LOAD_WAITED_FOR,
    QUIET_SECONDS,
    REOPENED_AFTER,
    STORE_AGAIN_AT_MOST,
    Looker,
    Report,
    Task,
    ToServer,
)
from api.practice import practise
from graph.errors import SnapshotError, StoreError
from graph.relations import RELATION_KINDS
from graph.snapshot.building.build import CURRENT, current_snapshot, published_name
from graph.snapshot.snapshot import OTHER_MODEL
from graph.statements import Batch
from graph.store.opening import open_store
from graph.store.protocol import Changes, Store
from graph.store.sqlite.store import SqliteStore
from tests.api.watched import SOURCE, commit, organisations_named, publish, write
from tests.rot import flip, rot

SECRET = "the password is 1234"
AWAY = StoreError("Nobody answers.", code="store_unreachable", suggestion="Start it.")


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Counted:
    """Passes calls on, counts them, and fails as long as it is told to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        self._call = getattr(builder, name)
        self.calls = 0
        self.error: Exception | None = None
        monkeypatch.setattr(builder, name, self)

    def __call__(self, *given: Any, **options: Any) -> Any:
        self.calls += 1
        if self.error is not None:
            raise self.error
        return self._call(*given, **options)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def looker(tmp_path: Path, clock: Clock) -> Iterator[Looker]:
    made = Looker(Task(tmp_path, "sqlite:", None, 0.5), clock)
    yield made
    made.close()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Counted:
    return Counted(monkeypatch, "open_store")


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> Counted:
    return Counted(monkeypatch, "build_snapshot")


def organisations(home: Path) -> int:
    snapshot = current_snapshot(home)
    assert snapshot is not None
    return snapshot.manifest.counts["organisation"]


def test_a_newer_revision_is_built_and_published(looker: Looker, tmp_path: Path) -> None:
    write(tmp_path, "one")
    said = looker.look()
    assert said.built is not None
    assert (said.store_revision, said.built.revision, said.problem) == (1, 1, None)
    assert published_name(tmp_path) == said.built.name
    assert looker.look() == replace(said, built=None)
    write(tmp_path, "two")
    assert looker.look().built is not None
    assert organisations(tmp_path) == 2


def test_many_commits_between_two_looks_are_one_build(looker: Looker, tmp_path: Path, built: Counted) -> None:
    for number in range(20):
        write(tmp_path, f"number-{number}")
    assert [looker.look().built is not None for _ in range(3)] == [True, False, False]
    assert (built.calls, organisations(tmp_path)) == (1, 20)


def test_a_load_that_is_under_way_is_waited_for(looker: Looker, tmp_path: Path, clock: Clock, built: Counted) -> None:
    """Its batches are one build; and the load of a killed process holds nothing up for long."""
    with open_store("sqlite:", tmp_path) as store:
        run = store.start_run("test", "a", "2026-01-01T00:00:00Z")
        for number in range(3):
            store.apply(Batch(run=run, source=SOURCE, statements=organisations_named(f"number-{number}")))
            assert looker.look().built is None
            clock.now += QUIET_SECONDS - 0.1
        store.apply(Batch(run=replace(run, state="finished"), statements=organisations_named("last")))
        assert looker.look().built is not None
        assert (built.calls, organisations(tmp_path)) == (1, 4)

        run = store.start_run("test", "b", "2026-01-01T00:00:00Z")
        store.apply(Batch(run=run, statements=organisations_named("killed")))
        assert looker.look().built is None
        clock.now += QUIET_SECONDS
        assert looker.look().built is not None


def test_a_long_load_is_not_waited_for_without_end(looker: Looker, tmp_path: Path, clock: Clock) -> None:
    with open_store("sqlite:", tmp_path) as store:
        run = store.start_run("test", "a", "2026-01-01T00:00:00Z")
        waited = []
        for number in range(int(LOAD_WAITED_FOR) + 2):
            store.apply(Batch(run=run, source=SOURCE, statements=organisations_named(f"number-{number}")))
            waited.append(looker.look().built is None)
            clock.now += 1.0
    assert waited.index(False) == LOAD_WAITED_FOR


def test_the_store_is_not_opened_for_every_look(looker: Looker, tmp_path: Path, opened: Counted, clock: Clock) -> None:
    write(tmp_path, "one")
    for _ in range(5):
        looker.look()
    assert opened.calls == 1
    clock.now += REOPENED_AFTER
    looker.look()
    assert opened.calls == 2


def test_a_file_put_in_the_place_of_the_store_is_seen(looker: Looker, tmp_path: Path) -> None:
    write(tmp_path, "one")
    looker.look()
    write(tmp_path / "elsewhere", "two")
    write(tmp_path / "elsewhere", "three")
    replace_store(tmp_path)
    assert looker.look().store_revision == 2
    assert organisations(tmp_path) == 2


def test_a_store_whose_file_is_gone_is_away_and_no_new_one_is_made(
    looker: Looker, tmp_path: Path, clock: Clock
) -> None:
    write(tmp_path, "one")
    looker.look()
    (tmp_path / "store.sqlite").rename(tmp_path / "kept.sqlite")
    for _ in range(3):
        said = looker.look()
        assert (said.problem or "").startswith("store_unreachable: The store's file is gone.")
        assert said.failed_builds == 0
        clock.now += 2 * STORE_AGAIN_AT_MOST
    assert not (tmp_path / "store.sqlite").exists()
    (tmp_path / "kept.sqlite").rename(tmp_path / "store.sqlite")
    assert looker.look().problem is None
    assert organisations(tmp_path) == 1


def test_failed_builds_are_counted_with_the_revision_that_could_not_be_built(
    looker: Looker, tmp_path: Path, clock: Clock, built: Counted
) -> None:
    write(tmp_path, "one")
    assert looker.look().failed_builds == 0
    write(tmp_path, "two")
    built.error = SnapshotError("Full.", suggestion="Make room.")
    told = []
    for _ in range(3):
        said = looker.look()
        told.append((said.failed_builds, said.failed_revision))
        clock.now += BUILD_AGAIN_AT_MOST
    assert told == [(1, 2), (2, 2), (3, 2)]
    built.error = None
    said = looker.look()
    assert (said.failed_builds, said.failed_revision, said.problem) == (0, None, None)


def replace_store(home: Path) -> None:
    """By the one in the folder ``elsewhere``."""
    for name in ("store.sqlite-wal", "store.sqlite-shm"):
        (home / name).unlink(missing_ok=True)
    (home / "elsewhere" / "store.sqlite").replace(home / "store.sqlite")


def test_another_store_at_the_same_revision_is_seen(
    looker: Looker, tmp_path: Path, clock: Clock, built: Counted
) -> None:
    write(tmp_path, "one")
    assert looker.look().built is not None
    write(tmp_path / "elsewhere", "two", "three")
    replace_store(tmp_path)
    said = looker.look()
    assert said.built is not None
    assert (said.built.revision, organisations(tmp_path)) == (1, 2)
    clock.now += REOPENED_AFTER
    assert looker.look().built is None
    assert built.calls == 2


def test_a_revision_without_a_stamp_is_not_built_again_and_again(
    looker: Looker, tmp_path: Path, clock: Clock, built: Counted
) -> None:
    """Of a store that an older program has written."""
    write(tmp_path, "one")
    with closing(sqlite3.connect(tmp_path / "store.sqlite")) as connection:
        connection.execute("DROP TABLE stamp")
    for _ in range(3):
        looker.look()
        clock.now += REOPENED_AFTER
    assert built.calls == 1


def test_the_published_revision_is_recognised_once_a_connection(
    looker: Looker, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    changes = SqliteStore.changes

    def counted(store: SqliteStore, since: int, stamp: str, at_most: int) -> Changes:
        asked.append(at_most)
        return changes(store, since, stamp, at_most)

    publish(tmp_path, "one")
    monkeypatch.setattr(SqliteStore, "changes", counted)
    for _ in range(3):
        looker.look()
    assert asked == [0]
    clock.now += REOPENED_AFTER
    looker.look()
    assert asked == [0, 0]


def test_what_others_have_published_is_not_built_again(looker: Looker, tmp_path: Path, built: Counted) -> None:
    publish(tmp_path, "one")
    assert looker.look().built is None
    write(tmp_path, "two")
    publish(tmp_path)
    assert looker.look().built is None
    assert built.calls == 0


def test_a_new_day_is_a_new_snapshot(looker: Looker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "one")
    looker.look()
    for module in ("api.builder", "graph.snapshot.building.build"):
        monkeypatch.setattr(f"{module}.today", lambda: "2199-01-01")
    assert looker.look().built is not None
    snapshot = current_snapshot(tmp_path)
    assert snapshot is not None
    assert snapshot.manifest.as_of == "2199-01-01"
    assert looker.look().built is None


def test_on_a_pinned_day_only_revisions_count(tmp_path: Path, built: Counted) -> None:
    """Or two servers over one home, one pinned and one not, would build in turn for ever."""
    publish(tmp_path, "one", as_of="2025-05-05")
    looker = Looker(Task(tmp_path, "sqlite:", "2024-04-04", 0.5))
    assert looker.look().built is None
    write(tmp_path, "two")
    assert looker.look().built is not None
    snapshot = current_snapshot(tmp_path)
    assert snapshot is not None
    assert (snapshot.manifest.as_of, built.calls) == ("2024-04-04", 1)
    looker.close()


def test_a_store_that_is_away_is_told_since_when(looker: Looker, tmp_path: Path, opened: Counted, clock: Clock) -> None:
    write(tmp_path, "one")
    looker.look()
    looker.close()
    opened.error = AWAY
    said = looker.look()
    assert said.problem is not None
    assert said.problem.startswith("store_unreachable: Nobody answers.")
    assert (said.store_revision, said.detail, said.built) == (1, None, None)
    assert said.store_unreachable_since is not None
    clock.now += 3_600
    assert looker.look() == said
    assert organisations(tmp_path) == 1

    opened.error = None
    write(tmp_path, "two")
    clock.now += STORE_AGAIN_AT_MOST
    said = looker.look()
    assert (said.store_revision, said.problem, said.store_unreachable_since) == (2, None, None)
    assert organisations(tmp_path) == 2


@pytest.mark.parametrize(
    ("name", "error", "at_most"),
    [
        ("open_store", AWAY, STORE_AGAIN_AT_MOST),
        ("build_snapshot", SnapshotError("Full.", suggestion="Free some."), BUILD_AGAIN_AT_MOST),
    ],
)
def test_what_fails_is_tried_ever_more_rarely_up_to_a_limit(
    looker: Looker,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    clock: Clock,
    name: str,
    error: Exception,
    at_most: float,
) -> None:
    write(tmp_path, "one")
    failing = Counted(monkeypatch, name)
    failing.error = error
    tried, began = [], clock.now
    for _ in range(4 * int(BUILD_AGAIN_AT_MOST) * 10):
        before = failing.calls
        looker.look()
        if failing.calls > before:
            tried.append(clock.now - began)
        clock.now += 0.125
    gaps = [after - before for before, after in itertools.pairwise(tried)]
    assert gaps[:3] == [0.5, 1.0, 2.0]
    assert gaps == sorted(gaps)
    assert gaps[-1] == at_most

    failing.error = None
    clock.now += at_most
    assert looker.look().problem is None
    failing.error = error
    write(tmp_path, "two")
    clock.now += REOPENED_AFTER  # or the store that is open would be asked
    looker.look()
    before = failing.calls
    clock.now += 0.5
    looker.look()
    assert failing.calls == before + 1  # it begins anew after a success


def test_a_build_that_fails_says_why_and_the_store_is_there(looker: Looker, tmp_path: Path, built: Counted) -> None:
    publish(tmp_path, "one")
    write(tmp_path, "two")
    built.error = SnapshotError("Full.", code="snapshot_unwritable", suggestion="Free some.")
    said = looker.look()
    assert said.problem == "snapshot_unwritable: Full. Free some."
    assert (said.store_unreachable_since, said.store_revision) == (None, 2)
    assert organisations(tmp_path) == 1


def test_where_the_server_keeps_its_files_is_nobodys_business(looker: Looker, tmp_path: Path, built: Counted) -> None:
    write(tmp_path, "one")
    built.error = SnapshotError(f"Cannot write '{tmp_path}/x'.", where=str(tmp_path), suggestion=f"Free {tmp_path}.")
    problem = looker.look().problem
    assert problem == "snapshot_unusable: Cannot write '…'. Free …"


def test_an_unexpected_fault_is_masked_and_told_to_the_log(looker: Looker, tmp_path: Path, built: Counted) -> None:
    write(tmp_path, "one")
    built.error = RuntimeError(SECRET)
    said = looker.look()
    assert said.problem == "internal: RuntimeError, see the log"
    assert said.detail is not None
    assert SECRET in said.detail


def test_a_damaged_snapshot_is_built_anew(looker: Looker, tmp_path: Path) -> None:
    damaged = publish(tmp_path, "one")
    (damaged.folder / "manifest.json").write_text("{}")
    assert looker.look().built is not None
    assert organisations(tmp_path) == 1


@pytest.mark.parametrize("file", ["names.sqlite", "records.bin.npy", "../current"])
def test_so_is_one_that_is_damaged_while_nothing_changes(looker: Looker, tmp_path: Path, file: str) -> None:
    folder = publish(tmp_path, "one").folder
    assert looker.look().built is None
    flip(folder / file)
    assert looker.look().built is not None
    assert organisations(tmp_path) == 1
    assert looker.look().built is None


def test_so_is_one_that_a_disk_has_damaged(looker: Looker, tmp_path: Path) -> None:
    rot(publish(tmp_path, "one").folder / "names.sqlite")
    assert looker.look().built is not None
    assert looker.look().built is None


def test_what_was_written_to_and_is_the_same_stays(looker: Looker, tmp_path: Path) -> None:
    folder = publish(tmp_path, "one").folder
    assert looker.look().built is None
    for _ in range(2):
        flip(folder / "names.sqlite")
    assert looker.look().problem is None
    assert published_name(tmp_path) == folder.name


def test_a_snapshot_of_a_newer_program_is_left_to_it(looker: Looker, tmp_path: Path, built: Counted) -> None:
    """Or an older and a newer server over one home would build in turn for ever."""
    newer = publish(tmp_path, "one")
    (newer.folder / "manifest.json").write_text('{"format": 1000}')
    write(tmp_path, "two")
    said = looker.look()
    assert said.problem is not None
    assert said.problem.startswith("snapshot_newer")
    assert built.calls == 0


def another_model(changing_model: pytest.MonkeyPatch) -> None:
    """From here on this program is one of another model."""
    changing_model.setitem(RELATION_KINDS, "partner_of", replace(RELATION_KINDS["partner_of"], base=0.61))


def test_a_snapshot_of_another_model_is_built_anew(
    looker: Looker, tmp_path: Path, changing_model: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, "one")
    another_model(changing_model)
    assert looker.look().built is not None
    assert organisations(tmp_path) == 1
    assert looker.look().built is None


def test_programs_of_two_models_do_not_build_in_turn(
    looker: Looker, tmp_path: Path, changing_model: pytest.MonkeyPatch, built: Counted
) -> None:
    """The one that was there before leaves the home to the one that came."""
    publish(tmp_path, "one")
    assert looker.look().built is None
    with changing_model.context() as other:
        another_model(other)
        publish(tmp_path, "two")
    said = looker.look()
    assert said.problem is not None
    assert said.problem.startswith(OTHER_MODEL)
    assert built.calls == 0


def test_what_is_to_be_done_at_first_is_done_once_and_before_anything_is_built(
    tmp_path: Path, clock: Clock, opened: Counted
) -> None:
    met: list[int] = []

    def fill(store: Store) -> None:
        met.append(store.revision())
        if len(met) == 1:
            raise StoreError("Another load is at work.", code="store_locked", suggestion="Wait.")
        commit(store, "one")

    looker = Looker(Task(tmp_path, "sqlite:", None, 0.5, fill), clock)
    opened.error = AWAY
    assert (looker.look().problem, met) == (f"store_unreachable: {AWAY}", [])
    opened.error = None
    clock.now += STORE_AGAIN_AT_MOST
    said = looker.look()
    assert (said.problem, said.built) == ("store_locked: Another load is at work. Wait.", None)
    assert published_name(tmp_path) is None  # not the snapshot of an empty store
    clock.now += STORE_AGAIN_AT_MOST
    said = looker.look()
    assert said.built is not None
    assert (said.problem, said.store_revision, organisations(tmp_path)) == (None, 1, 1)
    looker.look()
    assert met == [0, 0]
    looker.close()


def test_before_the_first_snapshot_nothing_is_published(tmp_path: Path) -> None:
    assert published_name(tmp_path) is None
    (tmp_path / "snapshots" / CURRENT).mkdir(parents=True)
    with pytest.raises(SnapshotError):
        published_name(tmp_path)


def test_practice_builds_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    practise()
    assert list(tmp_path.iterdir()) == []


def test_what_is_told_to_a_server_that_has_gone_is_no_failure() -> None:
    """It may end at any moment, also in that in which the builder has something to tell."""
    ours, theirs = Pipe()
    ours.close()
    with closing(theirs):
        ToServer(theirs).send(Report(store_revision=1))
