"""Whose fault it was: ours are masked and logged under the request's id, and who hangs up has done nothing wrong."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from api import app as application
from api import graphql_http
from api.app import create_app
from api.graphql_http import DRAINED_AT_MOST
from api.holder import SnapshotHolder
from api.settings import Settings
from graph.errors import OpenDoorsError, SnapshotError, SourceError, StoreError
from graph.snapshot.snapshot import Snapshot

PLACE = "/srv/secret/home"
NODE = '{ node(id: "x") { id } revision { number } }'


def faults() -> Iterator[Exception]:
    for kind in (SnapshotError, StoreError, SourceError, OpenDoorsError):
        yield kind(f"{PLACE}/names.sqlite cannot be read.", where=PLACE, value=PLACE, suggestion=f"Delete {PLACE}.")
    yield OSError(5, "Input/output error", f"{PLACE}/facts.npy")
    yield RecursionError(PLACE)
    yield MemoryError(PLACE)
    yield UnicodeDecodeError("utf-8", PLACE.encode(), 0, 1, PLACE)


def failing(error: Exception) -> Callable[..., Any]:
    def fail(*_: Any, **__: Any) -> Any:
        raise error

    return fail


def is_masked(said: dict[str, Any], text: str, log: str) -> None:
    (error,) = said["errors"]
    assert (error["extensions"]["code"], error["extensions"]["requestId"]) == ("internal", "mine")
    assert "secret" not in text
    assert "mine" in log
    assert PLACE in log


@pytest.mark.parametrize("error", list(faults()), ids=lambda error: type(error).__name__)
def test_a_fault_of_ours_within_a_field_is_masked(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    monkeypatch.setattr(Snapshot, "find_relation", failing(error))
    response = client.post("/graphql", json={"query": NODE}, headers={"x-request-id": "mine"})
    assert response.json()["data"]["revision"] == {"number": 1}
    is_masked(response.json(), response.text, caplog.text)


@pytest.mark.parametrize("error", list(faults()), ids=lambda error: type(error).__name__)
def test_a_fault_of_ours_before_any_field_is_masked(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    monkeypatch.setattr(Snapshot, "on_day", failing(error))
    response = client.post("/graphql", json={"query": NODE}, headers={"x-request-id": "mine"})
    assert response.status_code == 500
    is_masked(response.json(), response.text, caplog.text)


@pytest.mark.parametrize("error", list(faults()), ids=lambda error: type(error).__name__)
def test_a_fault_of_ours_beside_graphql_is_masked(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    monkeypatch.setattr(application, "sdl", failing(error))
    response = client.get("/schema.graphql", headers={"x-request-id": "mine"})
    assert response.status_code == 500
    assert response.headers["x-request-id"] == "mine"
    assert response.headers["content-security-policy"]
    is_masked(response.json(), response.text, caplog.text)


@pytest.mark.parametrize(
    "path", ["/graphiql/%00", "/graphiql/" + "x" * 5_000, "/graphiql/..%2f..%2fsettings.py", "/graphiql/%ff", "/%00"]
)
def test_an_odd_path_is_not_there(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.json()["errors"][0]["extensions"]["code"] == "not_found"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ('{ corridorReport(id: "k", asOf: 9999) { asOf } }', "invalid_document"),
        ('{ corridorReport(id: "k", asOf: "9999") { asOf } }', "bad_date"),
        ('{ corridorReport(id: "k", asOf: "2201") { asOf } }', "bad_date"),
        ('{ corridorReport(id: "k", asOf: "1799-12-31") { asOf } }', "bad_date"),
        ('{ corridorReport(id: "k", asOf: "99999") { asOf } }', "bad_date"),
        ('{ corridorReport(id: "k", asOf: "0000") { asOf } }', "bad_date"),
        ('{ corridorReport(id: "k", asOf: "2026-02-30") { asOf } }', "bad_date"),
        ('{ node(id: "\\ud800") { id } }', "invalid_syntax"),
    ],
)
def test_what_no_question_can_mean_is_the_askers(client: TestClient, query: str, code: str) -> None:
    said = client.post("/graphql", json={"query": query}).json()
    assert said["errors"][0]["extensions"]["code"] == code


class Sent:
    """A request's body, chunk by chunk; then the client hangs up."""

    def __init__(self, chunks: list[bytes], whole: bool, **headers: str) -> None:
        self.headers = {"content-type": "application/json", **headers}
        self.messages = [{"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks]
        if whole:
            self.messages[-1]["more_body"] = False
        self.read = 0

    def ask(self, app: Any) -> int | None:
        """The status that is answered."""
        statuses: list[int] = []

        async def receive() -> dict[str, Any]:
            self.read += 1
            return self.messages[self.read - 1] if self.read <= len(self.messages) else {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            statuses.append(message.get("status", 0))

        scope = {
            "type": "http", "method": "POST", "path": "/graphql", "raw_path": b"/graphql", "query_string": b"",
            "headers": [(name.encode(), value.encode()) for name, value in self.headers.items()],
        }  # fmt: skip
        asyncio.run(app(scope, receive, send))
        return statuses[0] if statuses else None


@pytest.fixture
def app(snapshot: Snapshot, tmp_path: Any) -> Any:
    return create_app(tmp_path, holder=SnapshotHolder(snapshot), settings=Settings(body_bytes=1_000))


def test_a_client_that_hangs_up_is_no_error(app: Any, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        for chunks in ([], [b'{"que'], [b"x" * 600, b"x" * 600]):
            assert Sent(chunks, whole=False).ask(app) == graphql_http.CLIENT_GONE
    assert not caplog.records


def test_a_body_that_is_too_large_is_read_to_its_end_before_it_is_refused(app: Any) -> None:
    sent = Sent([b"x" * 1_000] * 50, whole=True)
    assert sent.ask(app) == 413
    assert sent.read == 50


def test_but_no_further_than_a_limit(app: Any) -> None:
    sent = Sent([b"x" * 1_000_000] * 50, whole=True)
    assert sent.ask(app) == 413
    assert sent.read <= DRAINED_AT_MOST / 1_000_000 + 2


def test_and_not_at_all_where_the_client_waits_for_a_word(app: Any) -> None:
    sent = Sent([b"x" * 2_000], whole=True, **{"expect": "100-continue", "content-length": "2000"})
    assert sent.ask(app) == 413
    assert sent.read == 0


@pytest.mark.parametrize("length", ["²", "9" * 5_000, "-1", "x"])
def test_an_odd_length_is_no_fault_of_ours(app: Any, length: str) -> None:
    sent = Sent([b"{}"], whole=True, **{"expect": "100-continue", "content-length": length})
    assert sent.ask(app) == 400
