"""A Neo4j that goes away while the API serves from it: readers notice nothing, writers are told in time."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.snapshot.build import build_snapshot
from graph.store import open_store
from tests.api.watched import commit
from tests.fault.loading import ROOT
from tests.neo4j.fixtures import NewServer, sign_in
from tests.neo4j.server import Neo4jServer

LIMIT = 180.0
"""Seconds for something to happen on a machine with much else to do."""
SOON = 0.05
QUERY = "{ revision { number } organisations(first: 100) { totalCount } }"


def wait_for(happened: Callable[[], bool]) -> None:
    """Until it has happened."""
    deadline, never = monotonic() + LIMIT, threading.Event()
    while not happened():
        assert monotonic() < deadline, "it has not happened"
        never.wait(SOON)


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
            wait_for(lambda: ready()["storeUnreachableSince"] is not None)
            said = ready()
            assert (said["ready"], said["revision"]) == (True, 1)
            assert said["problem"].startswith("store_unreachable: ")
            assert answer() == before
            told, _ = loading.communicate(timeout=LIMIT)
        assert loading.returncode == 4
        assert "cannot be reached" in told
        assert "Traceback" not in told

        server.start()
        with open_store(server.address, tmp_path) as store:
            commit(store, "one", "two")
        wait_for(lambda: ready()["revision"] == 2)
        said = ready()
        assert (said["storeRevision"], said["storeUnreachableSince"], said["problem"]) == (2, None, None)
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
