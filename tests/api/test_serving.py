"""Snapshots that change while requests are answered; faults that tell nothing."""

import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event
from typing import Any

import pytest
from httpx import Response
from starlette.testclient import TestClient

from api import execute, graphql_http
from api.app import create_app
from api.holder import SnapshotHolder
from api.settings import Settings
from api.turns import Turns
from graph.snapshot.snapshot import Snapshot
from tests.api.world import ROWS
from tests.worlds import snapshot_of

QUERY = """{
  a: revision { number asOf } organisations(first: 100) { totalCount nodes { name } } b: revision { number asOf }
}"""
SECRET = "the password is 1234"


@pytest.fixture
def other(tmp_path: Path) -> Snapshot:
    fewer = ROWS | {"organisations": ROWS["organisations"][:-1], "relations": ROWS["relations"][:-1]}
    return snapshot_of(fewer, tmp_path / "other", as_of="2026-02-02")


def test_a_request_reads_one_snapshot_while_they_are_swapped(
    client: TestClient, holder: SnapshotHolder, snapshot: Snapshot, other: Snapshot
) -> None:
    expected = {one.manifest.as_of: one.manifest.counts["organisation"] for one in (snapshot, other)}
    begun, over = Barrier(5), Event()

    def swap() -> None:
        begun.wait()
        while not over.is_set():
            holder.swap(other)
            holder.swap(snapshot)

    def ask() -> list[dict[str, Any]]:
        begun.wait()
        return [client.post("/graphql", json={"query": QUERY}).json()["data"] for _ in range(25)]

    with ThreadPoolExecutor(5) as pool:
        swapping = pool.submit(swap)
        answers = [one for asked in [pool.submit(ask) for _ in range(4)] for one in asked.result()]
        over.set()
        swapping.result()
    for one in answers:
        assert one["a"] == one["b"]
        assert one["organisations"]["totalCount"] == expected[one["a"]["asOf"]]


def test_a_request_in_progress_keeps_its_snapshot(
    client: TestClient, holder: SnapshotHolder, other: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = execute.run

    def swapped_in_between(snapshot: Snapshot, *rest: Any) -> Any:
        holder.swap(other)
        return run(snapshot, *rest)

    monkeypatch.setattr(graphql_http, "run", swapped_in_between)
    assert client.post("/graphql", json={"query": QUERY}).json()["data"]["a"]["asOf"] == "2026-01-01"
    assert client.post("/graphql", json={"query": QUERY}).json()["data"]["a"]["asOf"] == "2026-02-02"


def test_tags_change_with_the_snapshot(client: TestClient, holder: SnapshotHolder, other: Snapshot) -> None:
    before = client.get("/graphql", params={"query": QUERY})
    holder.swap(other)
    after = client.get("/graphql", params={"query": QUERY}, headers={"if-none-match": before.headers["etag"]})
    assert after.status_code == 200
    assert after.headers["etag"] != before.headers["etag"]


def test_an_answer_of_another_revision_than_the_store_says_so(client: TestClient, holder: SnapshotHolder) -> None:
    def asked(**headers: str) -> Response:
        response: Response = client.get("/graphql", params={"query": QUERY}, headers=headers)
        return response

    first = asked()
    holder.store_revision = 1
    assert "snapshot" not in first.json()["extensions"]
    assert asked(**{"if-none-match": first.headers["etag"]}).status_code == 304
    holder.store_revision = 7
    later = asked(**{"if-none-match": first.headers["etag"]})
    assert later.status_code == 200
    said = later.json()["extensions"]["snapshot"]
    assert (said["code"], said["revision"], said["storeRevision"]) == ("snapshot_behind", 1, 7)
    posted = client.post("/graphql", json={"query": "{ nonsense }"}).json()
    assert (posted["extensions"]["snapshot"]["storeRevision"], len(posted["errors"])) == (7, 1)


def test_an_answer_of_an_earlier_day_says_so_unless_the_day_was_set(client: TestClient, holder: SnapshotHolder) -> None:
    said = client.post("/graphql", json={"query": QUERY}).json()
    assert "snapshot" not in said["extensions"]
    holder.stands_today = True
    said = client.post("/graphql", json={"query": QUERY}).json()["extensions"]["snapshot"]
    assert said["asOf"] == "2026-01-01" < said["today"]


def test_a_slow_request_keeps_nobody_else_waiting(
    snapshot: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, held, let_go = execute.run, Event(), Event()

    def slow(given: Snapshot, request: Any, *rest: Any) -> Any:
        if request.operation_name == "Slow":
            held.set()
            assert let_go.wait(60)
        return run(given, request, *rest)

    monkeypatch.setattr(graphql_http, "run", slow)
    app = create_app(tmp_path, holder=SnapshotHolder(snapshot), settings=Settings(threads=2))
    with TestClient(app) as client, ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(
            client.post, "/graphql", json={"query": "query Slow { __typename }", "operationName": "Slow"}
        )
        assert held.wait(60)
        assert client.get("/health").status_code == 200
        assert client.post("/graphql", json={"query": QUERY}).status_code == 200
        let_go.set()
        assert waiting.result().status_code == 200


def test_too_many_at_once_are_told_to_come_again(
    snapshot: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Turns, "waiting", 7)
    with TestClient(create_app(tmp_path, holder=SnapshotHolder(snapshot), settings=Settings(queue=7))) as client:
        response = client.post("/graphql", json={"query": QUERY})
    assert response.status_code == 503
    assert response.headers["retry-after"]
    assert response.json()["errors"][0]["extensions"]["code"] == "busy"


def test_an_answer_that_is_too_large_is_refused(snapshot: Snapshot, tmp_path: Path) -> None:
    app = create_app(tmp_path, holder=SnapshotHolder(snapshot), settings=Settings(answer_bytes=500))
    with TestClient(app) as client:
        said = client.post("/graphql", json={"query": QUERY}).json()
    assert said["data"] is None
    assert said["errors"][0]["extensions"]["code"] == "answer_too_large"


def fail(*_: Any, **__: Any) -> Any:
    raise RuntimeError(SECRET)


def test_an_unexpected_fault_of_a_field_is_masked_and_logged(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(Snapshot, "find_relation", fail)
    with caplog.at_level(logging.ERROR, "opendoors.api"):
        response = client.post(
            "/graphql", json={"query": '{ node(id: "x") { id } revision { number } }'}, headers={"x-request-id": "abc"}
        )
    assert SECRET not in response.text
    error = response.json()["errors"][0]
    assert (error["extensions"]["code"], error["extensions"]["requestId"], error["path"]) == (
        "internal",
        "abc",
        ["node"],
    )
    assert response.json()["data"] == {"node": None, "revision": {"number": 1}}
    assert "abc" in caplog.text
    assert SECRET in caplog.text


def test_an_unexpected_fault_of_a_request_is_masked_and_logged(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(graphql_http, "run", fail)
    response = client.post("/graphql", json={"query": QUERY})
    assert response.status_code == 500
    assert SECRET not in response.text
    assert response.json()["errors"][0]["extensions"]["code"] == "internal"
    assert SECRET in caplog.text


def test_before_the_first_snapshot_nothing_is_answered(tmp_path: Path) -> None:
    with TestClient(create_app(tmp_path, holder=SnapshotHolder())) as client:
        assert client.get("/health").status_code == 200
        ready = client.get("/ready")
        assert (ready.status_code, ready.json()["ready"]) == (503, False)
        asked = client.post("/graphql", json={"query": QUERY})
        assert asked.status_code == 503
        assert asked.json()["errors"][0]["extensions"]["code"] == "not_ready"
