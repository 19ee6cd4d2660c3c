"""The server's watch: what is published comes to serve, and the process that builds it is kept going.

The processes are real ones. What they are waited for is always something that they have done.
"""

import gc
import os
import re
import signal
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api import watcher as watcher_module
from api.app import create_app
from api.builder import Report, Task, run
from api.holder import FAILURES_AT_MOST, SnapshotHolder
from api.settings import Settings
from api.watcher import LIVED_LONG, START_AGAIN, START_AGAIN_AT_MOST, Builder, Watcher
from graph.errors import SnapshotError
from graph.snapshot.building.build import current_snapshot, published_name
from graph.snapshot.snapshot import Snapshot
from graph.statements import Batch
from graph.store.opening import open_store
from tests import waiting
from tests.api.processes import OVER, STUCK, cannot_build, ends_at_once, gets_stuck, is_told_again_while_it_ends
from tests.api.watched import commit, organisations_named, publish, write
from tests.rot import flip, rot

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0
"""Seconds for something to happen on a machine with much else to do."""
SOON = 0.02
wait_for = partial(waiting.wait_for, seconds=PATIENCE)
QUERY = "{ a: revision { number } organisations(first: 100) { totalCount nodes { name } } b: revision { number } }"


@contextmanager
def watching(
    holder: SnapshotHolder, home: Path, target: Callable[..., None] = run, address: str = "sqlite:"
) -> Iterator[Watcher]:
    watcher = Watcher(holder, home, address, seconds=SOON)
    watcher.builder = Builder(Task(home, address, None, SOON), target)
    watcher.start()
    try:
        yield watcher
    finally:
        watcher.stop()


def serves(holder: SnapshotHolder, revision: int) -> Callable[[], bool]:
    return lambda: holder.current is not None and holder.current.revision == revision


def told_pid(home: Path) -> int:
    wait_for((home / STUCK).exists)
    return int((home / STUCK).read_text())


# Without a builder


def test_what_others_publish_comes_to_serve(tmp_path: Path) -> None:
    holder = SnapshotHolder()
    watcher = Watcher(holder, tmp_path, None)
    watcher.open_published()
    assert holder.current is None
    publish(tmp_path, "one")
    watcher.open_published()
    assert serves(holder, 1)()
    before = holder.current
    watcher.open_published()
    assert holder.current is before
    publish(tmp_path, "two")
    watcher.open_published()
    assert serves(holder, 2)()
    watcher.stop()


def test_another_snapshot_of_the_same_revision_comes_to_serve(tmp_path: Path) -> None:
    holder = SnapshotHolder()
    watcher = Watcher(holder, tmp_path, None)
    publish(tmp_path, "one")
    watcher.open_published()
    first = holder.current
    publish(tmp_path, full=True)
    watcher.open_published()
    assert holder.current is not None
    assert holder.current is not first
    assert holder.current.revision == 1
    watcher.stop()


def test_a_snapshot_that_nobody_reads_any_more_is_dropped(tmp_path: Path) -> None:
    holder = SnapshotHolder()
    watcher = Watcher(holder, tmp_path, None)
    publish(tmp_path, "one")
    watcher.open_published()
    reader = holder.current
    assert reader is not None
    old = weakref.ref(reader)
    publish(tmp_path, "two")
    watcher.open_published()
    assert reader.find("one") is not None
    assert reader.find("two") is None
    del reader
    gc.collect()
    assert old() is None
    watcher.stop()


def test_one_that_makes_room_while_it_is_opened_is_no_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    holder = SnapshotHolder()
    watcher = Watcher(holder, tmp_path, None)
    publish(tmp_path, "one")

    def overtaken(home: Path) -> Snapshot | None:
        monkeypatch.setattr(watcher_module, "current_snapshot", current_snapshot)
        publish(tmp_path, "two")
        raise SnapshotError("It has gone.", suggestion="Open what is there.")

    monkeypatch.setattr(watcher_module, "current_snapshot", overtaken)
    watcher.open_published()
    assert serves(holder, 2)()
    assert holder.problem is None
    watcher.stop()


def test_what_cannot_be_opened_is_told_once_and_the_old_one_serves_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    holder = SnapshotHolder()
    watcher = Watcher(holder, tmp_path, None)
    publish(tmp_path, "one")
    watcher.open_published()
    assert (holder.problem, holder.problem_since) == (None, None)
    damaged = publish(tmp_path, "two")
    (damaged.folder / "manifest.json").write_text("{}")
    for _ in range(3):
        watcher.open_published()
    assert serves(holder, 1)()
    assert holder.problem is not None
    assert len([record for record in caplog.records if record.levelname == "ERROR"]) == 1
    with TestClient(create_app(tmp_path, holder=holder)) as client:
        said = client.get("/ready").json()
        assert (said["ready"], said["revision"], said["problem"]) == (True, 1, holder.problem)
        assert said["problemSince"] == holder.problem_since is not None
        assert str(tmp_path) not in said["problem"]
    publish(tmp_path, "three")
    watcher.open_published()
    assert {holder.problem, holder.problem_since} == {None}
    watcher.stop()


@pytest.mark.parametrize("damage", [flip, rot])
def test_what_is_damaged_serves_no_longer(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    """Not even if it is opened again; until something else is published."""
    holder = SnapshotHolder()
    watcher = Watcher(holder, tmp_path, None)
    names = publish(tmp_path, "one").folder / "names.sqlite"
    if damage is rot:  # of which nothing tells when it is opened
        rot(names)
    watcher.open_published()
    assert serves(holder, 1)()
    if damage is flip:
        flip(names)
    with TestClient(create_app(tmp_path, holder=holder)) as client:
        for _ in range(2):
            watcher.check_serving()
            watcher.open_published()
            assert holder.current is None
            assert client.post("/graphql", json={"query": QUERY}).status_code == 503
            said = client.get("/ready")
            assert said.status_code == 503
            assert said.json()["problem"].startswith("snapshot_damaged")
            assert str(tmp_path) not in said.text
        publish(tmp_path)
        watcher.open_published()
        watcher.check_serving()
        assert client.get("/ready").json()["problem"] is None
    assert serves(holder, 1)()
    watcher.stop()


def test_an_answer_that_was_made_of_something_damaged_does_not_leave(tmp_path: Path) -> None:
    holder = SnapshotHolder(publish(tmp_path, "one"))
    assert holder.current is not None
    with TestClient(create_app(tmp_path, holder=holder)) as client:
        assert "errors" not in client.post("/graphql", json={"query": QUERY}).json()
        flip(holder.current.folder / "statements.ptr.npy")
        response = client.post("/graphql", json={"query": QUERY})
    said = response.json()
    assert said.get("data") is None
    assert str(tmp_path) not in response.text
    assert (response.status_code, said["errors"][0]["extensions"]["code"]) == (500, "internal"), "our fault is masked"


def test_a_running_server_builds_anew_what_is_damaged(tmp_path: Path) -> None:
    holder = SnapshotHolder()
    folder = publish(tmp_path, "one").folder
    with watching(holder, tmp_path):
        wait_for(serves(holder, 1))
        flip(folder / "records.bin.npy")
        wait_for(lambda: holder.current is not None and holder.current.folder != folder and holder.problem is None)
        assert serves(holder, 1)()


def test_since_when_is_told_of_the_first_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever has failed since; and anew after a success."""
    holder = SnapshotHolder()
    now = datetime(2026, 1, 1, tzinfo=UTC)
    clock = iter(now + timedelta(hours=hour) for hour in range(9))
    monkeypatch.setattr("api.holder._now", lambda: next(clock))
    seen = []
    for problem in (None, "one", "one", "two", None, "three"):
        holder.show(problem)
        seen.append((holder.problem, holder.problem_since and holder.problem_since[11:13]))
    assert seen == [(None, None), ("one", "00"), ("one", "00"), ("two", "00"), (None, None), ("three", "01")]


def test_rows_that_cannot_be_computed_are_told_but_not_those_of_others(tmp_path: Path) -> None:
    write(tmp_path, "one")
    with open_store("sqlite:", tmp_path) as store:
        bad = [replace(said, properties={"kind": "x"}) for said in organisations_named("bad", "secret")]
        store.apply(Batch(statements=(bad[0], replace(bad[1], audience="partner"))))
    holder = SnapshotHolder(publish(tmp_path))
    with TestClient(create_app(tmp_path, holder=holder)) as client:
        said = client.get("/ready").json()
    assert said["leftOut"] == {"count": 2, "rows": ["test: organisation bad: it has no country"]}


def test_the_server_opens_what_is_published_before_it_serves(tmp_path: Path) -> None:
    publish(tmp_path, "one")
    with TestClient(create_app(tmp_path, settings=Settings(refresh_seconds=3_600))) as client:
        assert client.get("/ready").json()["ready"]
        assert client.post("/graphql", json={"query": QUERY}).json()["data"]["organisations"]["totalCount"] == 1


def test_a_server_may_be_started_again(tmp_path: Path) -> None:
    app = create_app(tmp_path, settings=Settings(refresh_seconds=SOON))
    for number in range(2):
        with TestClient(app) as client:
            publish(tmp_path, f"number-{number}")
            wait_for(lambda number=number: client.get("/ready").json()["revision"] == number + 1)  # type: ignore[misc]


# With a builder


def test_requests_go_on_while_revisions_are_built_and_swapped(tmp_path: Path) -> None:
    """Each answer is of one revision from beginning to end, and none goes back."""
    publish(tmp_path, "number-0")
    over = threading.Event()
    patient = Settings(refresh_seconds=SOON, deadline_seconds=600)
    with TestClient(create_app(tmp_path, "sqlite:", settings=patient)) as client, ThreadPoolExecutor(3) as pool:

        def ask() -> list[dict[str, Any]]:
            answers = []
            while not over.is_set():
                answers.append(client.post("/graphql", json={"query": QUERY}).json()["data"])
            return answers

        asking = [pool.submit(ask) for _ in range(3)]
        try:
            with open_store("sqlite:", tmp_path) as store:
                for number in range(1, 30):
                    commit(store, f"number-{number}")
            wait_for(lambda: client.get("/ready").json()["revision"] == 30)
        finally:
            over.set()
        for asked in asking:
            answers = asked.result()
            for answer in answers:
                assert answer["a"] == answer["b"]
                assert answer["organisations"]["totalCount"] == answer["a"]["number"]
                assert len(answer["organisations"]["nodes"]) == answer["a"]["number"]
            numbers = [answer["a"]["number"] for answer in answers]
            assert numbers == sorted(numbers)


def test_a_builder_killed_in_mid_build_is_started_again(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    publish(tmp_path, "one")
    holder = SnapshotHolder()
    with watching(holder, tmp_path, gets_stuck) as watcher:
        wait_for(serves(holder, 1))
        write(tmp_path, "two")
        pid = told_pid(tmp_path)
        assert watcher.builder is not None
        assert watcher.builder.pid == pid
        (tmp_path / OVER).touch()
        os.kill(pid, signal.SIGKILL)
        wait_for(serves(holder, 2))
        wait_for(lambda: holder.problem is None)
        assert watcher.builder.pid != pid
    assert "builder_ended: exit code -9; it is started again" in caplog.text
    assert not list((tmp_path / "snapshots").glob(".building-*"))


def test_a_server_whose_builds_keep_failing_is_not_ready(tmp_path: Path) -> None:
    publish(tmp_path, "one")
    holder = SnapshotHolder()
    with watching(holder, tmp_path, cannot_build), TestClient(create_app(tmp_path, holder=holder)) as client:
        wait_for(serves(holder, 1))
        assert client.get("/ready").status_code == 200
        write(tmp_path, "two")
        wait_for(lambda: holder.failed_builds >= FAILURES_AT_MOST)
        response = client.get("/ready")
        said = response.json()
        assert (response.status_code, said["ready"]) == (503, False)
        assert said["failedBuilds"] >= FAILURES_AT_MOST
        assert (said["revision"], said["storeRevision"], said["failedRevision"]) == (1, 2, 2)
        assert said["problem"].startswith("snapshot_")
        answer = client.post("/graphql", json={"query": "{ revision { number } }"}).json()
        assert answer["data"] == {"revision": {"number": 1}}, "it answers all the same"
        assert answer["extensions"]["snapshot"]["storeRevision"] == 2
        (tmp_path / OVER).touch()
        wait_for(lambda: client.get("/ready").status_code == 200)
        assert (holder.failed_builds, holder.failed_revision) == (0, None)


def test_a_builder_that_keeps_ending_is_builds_that_fail(tmp_path: Path) -> None:
    publish(tmp_path, "one")
    holder = SnapshotHolder()
    with watching(holder, tmp_path, ends_at_once):
        wait_for(lambda: holder.failed_builds > 0)


def test_the_builder_ends_with_the_watch_also_in_mid_build(tmp_path: Path) -> None:
    publish(tmp_path, "one")
    holder = SnapshotHolder()
    with watching(holder, tmp_path, gets_stuck) as watcher:
        write(tmp_path, "two")
        told_pid(tmp_path)
    assert watcher.builder is not None
    assert watcher.builder.pid is None
    assert not (tmp_path / STUCK).exists()
    assert serves(holder, 1)()


def test_a_builder_that_is_told_again_while_it_ends_says_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, "one")
    holder = SnapshotHolder()
    with watching(holder, tmp_path, is_told_again_while_it_ends):
        wait_for(serves(holder, 1))
    assert capfd.readouterr().err == ""


def test_the_builder_ends_with_a_server_that_is_killed(tmp_path: Path) -> None:
    publish(tmp_path, "one")
    write(tmp_path, "two")
    serving = f"""
import threading
from pathlib import Path
from tests.api.test_watcher import SnapshotHolder, gets_stuck, watching
with watching(SnapshotHolder(), Path({str(tmp_path)!r}), gets_stuck):
    threading.Event().wait()
"""
    with subprocess.Popen([sys.executable, "-c", serving], stdout=subprocess.PIPE, cwd=ROOT) as server:
        told_pid(tmp_path)
        server.kill()
        assert server.stdout is not None
        assert server.stdout.read() == b""  # it ends when the last process that holds it has ended: the builder
    assert not (tmp_path / STUCK).exists()


def test_a_store_that_is_away_and_comes_back(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    publish(tmp_path, "one")
    (tmp_path / "store.sqlite").rename(tmp_path / "kept.sqlite")
    (tmp_path / "store.sqlite").mkdir()
    app = create_app(tmp_path, "sqlite:", settings=Settings(refresh_seconds=SOON, deadline_seconds=600))
    with caplog.at_level("INFO", "opendoors.api"), TestClient(app) as client:
        wait_for(lambda: client.get("/ready").json()["problem"] is not None)
        response = client.get("/ready")
        said = response.json()
        assert (response.status_code, said["ready"], said["revision"]) == (200, True, 1)
        assert said["storeUnreachableSince"] is not None
        assert re.match(r"store_\w+: ", said["problem"])
        assert client.post("/graphql", json={"query": QUERY}).status_code == 200

        (tmp_path / "store.sqlite").rmdir()
        (tmp_path / "kept.sqlite").rename(tmp_path / "store.sqlite")
        write(tmp_path, "two")
        wait_for(lambda: client.get("/ready").json()["storeRevision"] == 2)  # it is told after the build
        wait_for(lambda: client.get("/ready").json()["revision"] == 2)
        wait_for(lambda: client.get("/ready").json()["problem"] is None)
        assert client.get("/ready").json()["storeUnreachableSince"] is None
    assert len([record for record in caplog.records if record.levelname == "ERROR"]) == 1
    assert "is over" in caplog.text


def test_two_servers_over_one_home(tmp_path: Path) -> None:
    publish(tmp_path, "number-0")
    holders = SnapshotHolder(), SnapshotHolder()
    with watching(holders[0], tmp_path), watching(holders[1], tmp_path):
        with open_store("sqlite:", tmp_path) as store:
            for number in range(1, 10):
                commit(store, f"number-{number}")
        for holder in holders:
            wait_for(serves(holder, 10))
            wait_for(lambda holder=holder: holder.problem is None)  # type: ignore[misc]
    names = {holder.current.folder.name for holder in holders if holder.current is not None}
    assert names == {published_name(tmp_path)}
    assert not list((tmp_path / "snapshots").glob(".building-*"))


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def end(builder: Builder) -> str:
    """Wait for the process's end."""
    assert builder.connection is not None
    assert builder.connection.poll(PATIENCE)
    reports, ended = builder.reports()
    assert (reports, ended is not None) == ([], True)
    return ended or ""


def test_a_builder_that_keeps_ending_is_started_ever_more_rarely(tmp_path: Path) -> None:
    clock = Clock()
    builder = Builder(Task(tmp_path, "sqlite:", None, SOON), ends_at_once, clock)
    gaps = []
    for _ in range(3):
        builder.start()
        assert builder.seconds_until_due() is None
        assert end(builder) == "exit code 7"
        gaps.append(builder.seconds_until_due())
        builder.start()
        assert builder.pid is None  # it is not due
        clock.now += gaps[-1] or 0.0
    assert gaps == [START_AGAIN, 2 * START_AGAIN, 4 * START_AGAIN]
    assert 4 * START_AGAIN <= START_AGAIN_AT_MOST
    builder.start()
    clock.now += LIVED_LONG  # this one has lived long
    end(builder)
    assert builder.seconds_until_due() == 0.0
    builder.start()
    end(builder)
    assert builder.seconds_until_due() == 2 * START_AGAIN
    builder.stop()


def test_a_builder_that_cannot_be_started_is_a_problem_and_no_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder = SnapshotHolder()
    with watching(holder, tmp_path) as watcher:
        assert watcher.builder is not None

        def full() -> tuple[list[Report], str | None]:
            raise OSError(11, "Resource temporarily unavailable")

        monkeypatch.setattr(watcher.builder, "reports", full)
        wait_for(lambda: holder.problem is not None)
        monkeypatch.undo()
        write(tmp_path, "one")
        wait_for(serves(holder, 1))
        wait_for(lambda: holder.problem is None)
