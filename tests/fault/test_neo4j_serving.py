"""Serving over a Neo4j that is empty, comes late or goes away: readers notice nothing, writers are told in time."""

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.snapshot.building.build import build_snapshot
from graph.store import open_store
from graph.store.dump import dump
from loaders import load as load_source
from tests.api.watched import commit
from tests.fault.loading import ROOT
from tests.fault.serving import Server, serving
from tests.neo4j.fixtures import NewServer, sign_in
from tests.neo4j.secrecy import PROCESSES, arguments, environment, processes_of
from tests.neo4j.server import USER, Neo4jServer
from tests.waiting import LIMIT, SOON, wait_for

PASSWORD = "only-whispered"
QUERY = "{ revision { number } organisations(first: 100) { totalCount } }"
DOORS = """{ doorOpeners(market: "KR", from: [{ id: "energy-cluster-denmark" }], first: 5) {
  openers { nodes { score organisation { id name } } } } }"""
"""The starter data has an answer to it."""


def load(address: str, home: Path) -> "subprocess.Popen[str]":
    """``opendoors load starter``, as a process."""
    environment = {**os.environ, "OPENDOORS_STORE": address, "OPENDOORS_HOME": str(home)}
    command = [sys.executable, "-m", "cli.main", "load", "starter"]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def prepare(server: Neo4jServer, home: Path) -> None:
    with open_store(server.address, home) as store:
        commit(store, "one")
        build_snapshot(store, home)


@pytest.fixture
def server(new_neo4j_server: NewServer, monkeypatch: pytest.MonkeyPatch) -> Neo4jServer:
    sign_in(monkeypatch, "neo4j", None)
    return new_neo4j_server().start()


def test_the_server_is_stopped_and_comes_back(server: Neo4jServer, tmp_path: Path) -> None:
    prepare(server, tmp_path)
    settings = Settings(refresh_seconds=SOON, deadline_seconds=LIMIT)
    with TestClient(create_app(tmp_path, server.address, settings=settings)) as client:

        def ready() -> Any:
            response = client.get("/ready")
            assert response.status_code == 200
            return response.json()

        def answer() -> Any:
            return client.post("/graphql", json={"query": QUERY}).json()

        wait_for(lambda: ready()["storeRevision"] == 1)
        before = answer()
        assert before["data"]["organisations"]["totalCount"] == 1
        server.stop()
        with load(server.address, tmp_path) as loading:
            wait_for(lambda: (ready()["problem"] or "").startswith("store_unreachable: "))
            said = ready()
            assert (said["ready"], said["revision"]) == (True, 1)
            assert said["storeUnreachableSince"] is not None
            assert answer() == before
            told, _ = loading.communicate(timeout=LIMIT)
        assert loading.returncode == 4
        assert "cannot be reached" in told
        assert "Traceback" not in told

        server.start()
        with open_store(server.address, tmp_path) as store:
            commit(store, "one", "two")
        wait_for(lambda: ready()["revision"] == 2)
        # What is published serves at once; what its builder says of the store comes later.
        wait_for(lambda: (ready()["storeRevision"], ready()["problem"]) == (2, None))
        assert ready()["storeUnreachableSince"] is None
        assert answer()["data"]["organisations"]["totalCount"] == 2


@pytest.mark.slow
def test_a_server_that_answers_no_more(server: Neo4jServer, tmp_path: Path) -> None:
    """It keeps its connections and says nothing, as behind a firewall that has forgotten them."""
    prepare(server, tmp_path)
    settings = Settings(refresh_seconds=SOON, deadline_seconds=LIMIT)
    with TestClient(create_app(tmp_path, server.address, settings=settings)) as client:
        wait_for(lambda: client.get("/ready").json()["storeRevision"] == 1)
        server.freeze()
        try:
            with load(server.address, tmp_path) as loading:
                told, _ = loading.communicate(timeout=LIMIT)
            assert (loading.returncode, "cannot be reached" in told) == (4, True)
            assert client.post("/graphql", json={"query": QUERY}).json()["data"]["revision"]["number"] == 1
            wait_for(lambda: client.get("/ready").json()["storeUnreachableSince"] is not None)
        finally:
            server.thaw()
        wait_for(lambda: client.get("/ready").json()["storeUnreachableSince"] is None)


class TestOverAnEmptyDatabase:
    def test_servers_that_start_at_once_fill_it_once_and_answer_the_same(
        self, new_neo4j_server: NewServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """Each has a home of its own, as containers have. The password, which is in a file, is nowhere to be seen."""
        database = new_neo4j_server(password=PASSWORD).start()
        (tmp_path / "password").write_text(PASSWORD + "\n", encoding="utf-8")
        sign_in(monkeypatch, USER, None)
        monkeypatch.setenv("OPENDOORS_NEO4J_PASSWORD_FILE", str(tmp_path / "password"))
        with ExitStack() as started:
            servers = [started.enter_context(serving(database.address, tmp_path / name)) for name in "ab"]
            first = []
            for server in servers:
                wait_for(lambda server=server: server.ready()[0] == 200)  # type: ignore[misc]
                first.append(server.answer(DOORS))
            with open_store(database.address, tmp_path) as store:
                assert list(dump(store)) == starter_data(tmp_path)
                assert {run.state for run in store.runs()} == {"finished"}
                revision = store.revision()
            for server in servers:
                wait_for(lambda server=server: server.ready()[1]["revision"] == revision)  # type: ignore[misc]
            answers = [server.answer(DOORS) for server in servers]
            assert answers[0] == answers[1]
            assert first == answers, "it was ready with a part of the data, which is written in several batches"
            assert len(answers[0]["data"]["doorOpeners"]["openers"]["nodes"]) == 5
            for server in servers:
                assert PASSWORD not in seen_from_outside(server)
            logs = "\n".join(server.end() for server in servers)
        assert "Traceback" not in logs
        assert PASSWORD not in logs

    @pytest.mark.slow
    def test_one_that_is_empty_when_it_comes_gets_the_starter_data(self, server: Neo4jServer, tmp_path: Path) -> None:
        server.stop()
        with serving(server.address, tmp_path / "home") as api:
            status, said = api.ready()
            assert (status, said["ready"]) == (503, False)
            wait_for(lambda: (api.ready()[1]["problem"] or "").startswith("store_unreachable: "))
            server.start()
            wait_for(lambda: api.ready()[0] == 200)
            wait_for(lambda: api.ready()[1]["problem"] is None)
            assert len(api.answer(DOORS)["data"]["doorOpeners"]["openers"]["nodes"]) == 5
            with open_store(server.address, tmp_path) as store:
                assert list(dump(store)) == starter_data(tmp_path)
            log = api.end()
        assert "the starter data is loaded" in log
        assert "Traceback" not in log


def starter_data(folder: Path) -> list[str]:
    """What a store holds that was given it once."""
    with open_store(f"sqlite:{folder / 'starter.sqlite'}", folder) as store:
        load_source(store, "starter")
        return list(dump(store))


def seen_from_outside(server: Server) -> str:
    """What others can see of a server: what it says of itself, and what its processes were started with."""
    told = str(server.ready())
    if not PROCESSES.is_dir():
        return told
    processes = processes_of(server.process.pid)
    assert len(processes) > 1, "the builder is one of them"
    return "\n".join([told, *map(arguments, processes), *map(environment, processes)])
