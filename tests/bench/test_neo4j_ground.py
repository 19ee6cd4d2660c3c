"""The world in Neo4j: loaded once, loaded anew after a change, and left out where there is no server."""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from bench import neo4j_ground
from bench.child import NotHereError, Samples
from bench.ground import Ground, Size, published
from bench.neo4j_ground import LATER_OPTIONS, Neo4jGround, OwnServer
from bench.tasks.given import Given
from graph.snapshot.building.build import CURRENT
from tests.neo4j.finding import Neo4jDatabase
from tests.neo4j.jars import Neo4jMissingError
from tests.neo4j.server import Neo4jServer


class FakeServer:
    """A server that notes what is done to it."""

    memory = "with memory"
    database = Neo4jDatabase("bolt://there", password="secret")

    def __init__(self) -> None:
        self.is_loaded = False
        self.emptied = 0

    def note_loaded(self, loaded: bool) -> None:
        self.is_loaded = loaded

    def empty(self) -> None:
        self.emptied += 1


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> FakeServer:
    found = FakeServer()
    monkeypatch.setattr(neo4j_ground, "_find", lambda *_: found)
    return found


@pytest.fixture
def tasks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tasks that were run; a build publishes something."""
    done: list[str] = []

    def run(task: str, given: Given, environment: Mapping[str, str]) -> Samples:
        assert (given.store, environment["OPENDOORS_NEO4J_PASSWORD"]) == ("bolt://there", "secret")
        done.append(task)
        if task == "loading.build":
            (given.home / "snapshots" / "one").mkdir(parents=True)
            (given.home / "snapshots" / CURRENT).write_text("one")
        return Samples([1.0], stopped=False)

    monkeypatch.setattr(neo4j_ground, "run_whole_task", run)
    return done


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Neo4jGround]:
    files = Ground(tmp_path, Size(1, 1), lambda _: None)
    (files.folder / "files").mkdir(parents=True)
    with ExitStack() as stack:
        yield Neo4jGround(files, stack, lambda _: None)


def test_the_world_is_loaded_once_and_each_measured_load_is_into_an_empty_database(
    ground: Neo4jGround, server: FakeServer, tasks: list[str]
) -> None:
    ground.need_store()
    ground.need_store()
    assert (tasks, server.emptied) == (["loading.load_world"], 1)
    assert [ground.measure_load().values for _ in range(2)] == [[1.0], [1.0]]
    assert server.emptied == 3


def test_what_was_changed_is_loaded_anew(ground: Neo4jGround, server: FakeServer, tasks: list[str]) -> None:
    with ground.changing(5) as given:
        assert (given.count, given.snapshot.name, given.snapshot) == (5, "one", published(given.home))
        assert not server.is_loaded
    assert tasks == ["loading.load_world", "loading.build"]
    for _ in range(2):
        ground.need_snapshot()
    assert tasks == ["loading.load_world", "loading.build"] * 2


def test_the_password_is_no_part_of_what_a_task_is_given(ground: Neo4jGround, server: FakeServer) -> None:
    assert "secret" not in repr(ground.given())
    assert ground.environment["OPENDOORS_NEO4J_USER"] == server.database.user


def test_where_there_is_none_it_is_looked_for_once(ground: Neo4jGround, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []

    def find(*_: object) -> None:
        looked.append(1)
        raise Neo4jMissingError("No Java.")

    monkeypatch.setattr(neo4j_ground, "_find", find)
    for what in (ground.need_store, ground.measure_load, ground.measure_build, ground.describe, ground.given):
        with pytest.raises(NotHereError, match=r"There is no Neo4j here\. No Java\."):
            what()
    assert len(looked) == 1


@pytest.mark.parametrize("before", [None, "-Xint"])
def test_a_server_of_ours_runs_as_servers_do_and_keeps_what_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str | None
) -> None:
    said = []
    cleared = []
    monkeypatch.delenv(LATER_OPTIONS, raising=False)
    if before:
        monkeypatch.setenv(LATER_OPTIONS, before)

    def start(self: Neo4jServer) -> Neo4jServer:
        said.append(os.environ.get(LATER_OPTIONS))
        self._port = 7
        self._folder.mkdir(exist_ok=True)
        return self

    monkeypatch.setattr(Neo4jServer, "start", start)
    monkeypatch.setattr(Neo4jDatabase, "clear", lambda self, *, schema: cleared.append((self.address, schema)))
    server = OwnServer(tmp_path / "data")
    assert not server.is_loaded
    server.note_loaded(True)
    assert OwnServer(tmp_path / "data").is_loaded
    server.empty()
    assert not server.is_loaded
    assert cleared == [(server.database.address, True)]
    assert said == [neo4j_ground.AS_SERVERS_RUN] * 2
    assert os.environ.get(LATER_OPTIONS) == before
