"""Answers after the store has changed: by ``refresh``, and of a server by itself; and without the store."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
from contextlib import ExitStack, closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import httpx
import pytest

from cli import serve
from graph.errors import StoreError
from graph.model import model
from graph.relations import RELATION_KINDS
from graph.snapshot.snapshot import OTHER_MODEL
from tests import waiting
from tests.cli.conftest import AS_OF, Opendoors

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0
wait_for = partial(waiting.wait_for, seconds=PATIENCE)
ECD = "energy-cluster-denmark"


def published(home: Path) -> str:
    return (home / "snapshots" / "current").read_text(encoding="utf-8")


def test_refresh_leaves_what_is_there_and_in_full_it_publishes_anew(own_starter: Opendoors, tmp_path: Path) -> None:
    first = published(tmp_path / "var")
    assert own_starter("refresh").code == 0
    assert published(tmp_path / "var") == first
    assert own_starter("refresh", "--full").code == 0
    assert published(tmp_path / "var") != first
    said = own_starter("status", "--json").json
    assert said["snapshot"]["revision"] == said["revision"]


@pytest.mark.parametrize("code", serve.AWAY)
def test_what_was_published_is_served_while_the_store_is_away(
    own_starter: Opendoors, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    def away(_settings: object) -> None:
        raise StoreError("Nobody answers.", code=code, suggestion="Start it.")

    served = []
    monkeypatch.setattr(serve, "_serve", lambda settings, snapshot, listening: served.append(snapshot.manifest.as_of))
    monkeypatch.setattr(serve, "open_store", away)
    said = own_starter("serve", "--port", "0")
    assert (said.code, served) == (0, [AS_OF])
    assert "Nobody answers. Start it. What was published before is served" in said.err


@pytest.fixture
def of_another_model(own_starter: Opendoors, changing_model: pytest.MonkeyPatch) -> Opendoors:
    """The starter's snapshot was built before a number of the model was changed."""
    changing_model.setitem(RELATION_KINDS, "offers", replace(RELATION_KINDS["offers"], base=0.01))
    return own_starter


def test_a_snapshot_of_another_model_is_built_anew_where_it_is_needed(
    of_another_model: Opendoors, tmp_path: Path
) -> None:
    first = published(tmp_path / "var")
    said = of_another_model("status", "--json")
    assert (said.code, said.json["snapshot"]) == (0, None)
    assert said.json["snapshotProblem"].startswith(f"{OTHER_MODEL}: The snapshot was built with another model")
    assert "another model" in of_another_model("status").out
    said = of_another_model("search", "kotra")
    assert said.code == 0
    assert "another model: its numbers differ: building it" in said.err
    assert published(tmp_path / "var") != first
    assert of_another_model("search", "kotra").err == ""


@pytest.mark.parametrize("verb", [["refresh"], ["load"]])
def test_refresh_and_load_build_anew_what_is_of_another_model(of_another_model: Opendoors, verb: list[str]) -> None:
    assert of_another_model(*verb).code == 0
    assert of_another_model("status", "--json").json["snapshot"]["behind"] is False


def test_a_server_builds_anew_what_is_of_another_model(
    of_another_model: Opendoors, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = []
    monkeypatch.setattr(serve, "_serve", lambda settings, snapshot, listening: served.append(snapshot.manifest.model))
    assert of_another_model("serve", "--port", "0").code == 0
    assert served == [model()]


def test_a_server_waits_for_the_store_where_what_was_published_is_of_another_model(
    of_another_model: Opendoors, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_settings: object) -> None:
        raise StoreError("Nobody answers.", code=serve.AWAY[0], suggestion="Start it.")

    served = []
    monkeypatch.setattr(serve, "_serve", lambda settings, snapshot, listening: served.append(snapshot))
    monkeypatch.setattr(serve, "open_store", away)
    said = of_another_model("serve", "--port", "0")
    assert (said.code, served) == (0, [None])
    assert "Nothing can be answered until the store can be read." in said.err


@pytest.mark.parametrize("code", serve.AWAY)
def test_where_nothing_was_published_it_waits_for_the_store(
    empty: Opendoors, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    """Or for the other server that is filling it: several start at once over one empty store."""

    def away(_settings: object) -> None:
        raise StoreError("Nobody answers.", code=code, suggestion="Start it.")

    served = []
    monkeypatch.setattr(serve, "_serve", lambda settings, snapshot, listening: served.append(snapshot))
    monkeypatch.setattr(serve, "open_store", away)
    said = empty("serve", "--port", "0")
    assert (said.code, served) == (0, [None])
    assert "Nobody answers. Start it. Nothing can be answered until the store can be read." in said.err
    assert "If it is empty then, the starter data is loaded." in said.err


def test_a_server_fills_a_store_that_turns_out_to_be_empty(environment: None, tmp_path: Path) -> None:
    """Somebody else writes to it when the server starts."""
    variables = {**os.environ, "OPENDOORS_HOME": str(tmp_path), "OPENDOORS_REFRESH_SECONDS": "0.1"}
    command = [sys.executable, "-m", "cli.main", "serve", "--port", "0"]
    with ExitStack() as started:
        writing = started.enter_context(closing(sqlite3.connect(tmp_path / "store.sqlite", isolation_level=None)))
        writing.execute("BEGIN EXCLUSIVE")
        server = started.enter_context(
            subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=variables, cwd=ROOT)
        )
        started.callback(server.kill)
        assert server.stderr is not None
        address = next(found[1] for line in server.stderr if (found := re.search(r"at (http://\S+)/$", line)))
        client = started.enter_context(httpx.Client(base_url=address, trust_env=False, timeout=60))
        assert client.get("/ready").status_code == 503
        writing.execute("ROLLBACK")
        wait_for(lambda: client.get("/ready").status_code == 200)
        asked = client.post("/graphql", json={"query": "{ organisations(first: 1) { totalCount } }"}).json()
        assert asked["data"]["organisations"]["totalCount"] > 3000
        server.terminate()
        _, err = server.communicate(timeout=PATIENCE)
    assert "The store is empty: loading the starter data" in err
    assert "Traceback" not in err, err


def test_a_store_that_wants_somebody_to_act_is_not_served_around(
    own_starter: Opendoors, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_settings: object) -> None:
        raise StoreError("Wrong password.", code="store_refused", suggestion="Set another.")

    monkeypatch.setattr(serve, "open_store", refused)
    assert own_starter("serve", "--port", "0").code == 4


def test_a_server_takes_what_is_written_and_ends_at_a_word(own_starter: Opendoors, tmp_path: Path) -> None:
    """Ctrl-C goes to all processes of a terminal: the server and its builder end, and say nothing."""
    environment = {**os.environ, "OPENDOORS_HOME": str(tmp_path / "var"), "OPENDOORS_AS_OF": AS_OF}
    command = [sys.executable, "-m", "cli.main", "serve", "--port", "0"]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env=environment, cwd=ROOT, start_new_session=True
    ) as server:
        try:
            assert server.stderr is not None
            address = next(found[1] for line in server.stderr if (found := re.search(r"at (http://\S+)/$", line)))
            with httpx.Client(base_url=address, trust_env=False, timeout=60) as client:
                before = client.get("/ready").json()["revision"]
                assert own_starter("merge", ECD, "clean", "--why", "to see").code == 0
                wait_for(lambda: client.get("/ready").json()["revision"] == before + 1)
                asked = client.post("/graphql", json={"query": "{ revision { number } }"}).json()
                assert asked["data"]["revision"]["number"] == before + 1
        finally:
            os.killpg(server.pid, signal.SIGINT)
            _, err = server.communicate(timeout=PATIENCE)
    assert "Traceback" not in err, err
    assert f"serving revision {before + 1}" in err
