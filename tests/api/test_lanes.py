"""What is light flows, what is heavy waits for its like; and all of it can be stopped."""

import asyncio
import gc
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event, Timer
from time import process_time
from typing import Any, Final

import anyio
import httpx
import pytest
from anyio.lowlevel import checkpoint
from starlette.applications import Starlette
from starlette.testclient import TestClient

from api import execute, graphql_http, lanes
from api.app import create_app
from api.execute import Outcome
from api.holder import SnapshotHolder
from api.lanes import Lanes
from api.settings import Settings
from graph.errors import StoppedError
from graph.snapshot.snapshot import Snapshot
from graph.work import Stop, Work, underway
from queries.questions.door_openers import door_openers
from tests.dense import ASKERS, HARD, HARD_DOCUMENT, HARD_VARIABLES, dense_snapshot
from tests.waiting import wait_for

LIGHT: Final = {"query": "{ revision { number } }"}
HEAVY: Final = {"query": HARD_DOCUMENT, "variables": HARD_VARIABLES}
PATIENCE: Final = 60
MUCH: Final = 20.0
"""Seconds of processors for what would take far more."""


@pytest.fixture(scope="module")
def dense(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    made = dense_snapshot(tmp_path_factory.mktemp("dense") / "snapshot")
    door_openers(made.on_day(), ASKERS[:1], market="KR")  # compiled and warm
    return made


def app_of(snapshot: Snapshot, folder: Path, **settings: Any) -> Starlette:
    return create_app(folder, holder=SnapshotHolder(snapshot), settings=Settings(**settings))


def code_of(response: httpx.Response) -> str:
    code: str = response.json()["errors"][0]["extensions"]["code"]
    return code


class Held:
    """Requests that are run while this is held stay in their thread until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.let_go, self.running, self.most = Event(), Event(), 0, 0
        run = execute.run

        def held(snapshot: Snapshot, request: Any, *rest: Any) -> Outcome:
            if request.operation_name == "Held":
                self.running += 1
                self.most = max(self.most, self.running)
                self.begun.set()
                assert self.let_go.wait(PATIENCE)
                self.running -= 1
            return run(snapshot, request, *rest)

        monkeypatch.setattr(graphql_http, "run", held)
        monkeypatch.setattr(graphql_http, "is_heavy", lambda _snapshot, request: request.operation_name == "Held")


def test_the_heavy_ones_leave_threads_to_the_light_ones(
    snapshot: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "_CORES", 64)
    held = Held(monkeypatch)
    asked = {"query": "query Held { __typename }", "operationName": "Held"}
    with TestClient(app_of(snapshot, tmp_path, threads=4)) as client, ThreadPoolExecutor(6) as pool:
        heavy = [pool.submit(client.post, "/graphql", json=asked) for _ in range(6)]
        assert held.begun.wait(PATIENCE)
        for _ in range(20):
            assert client.post("/graphql", json=LIGHT).status_code == 200
        held.let_go.set()
        assert [one.result().status_code for one in heavy] == [200] * 6
    assert 1 <= held.most <= 2


@pytest.mark.parametrize("cores", [1, 2])
def test_a_heavy_one_leaves_a_processor_to_the_light_ones(
    snapshot: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cores: int
) -> None:
    monkeypatch.setattr(lanes, "_CORES", cores)
    held = Held(monkeypatch)
    asked = {"query": "query Held { __typename }", "operationName": "Held"}
    with TestClient(app_of(snapshot, tmp_path, threads=8)) as client, ThreadPoolExecutor(4) as pool:
        heavy = [pool.submit(client.post, "/graphql", json=asked) for _ in range(4)]
        assert held.begun.wait(PATIENCE)
        for _ in range(20):
            assert client.post("/graphql", json=LIGHT).status_code == 200
        held.let_go.set()
        assert [one.result().status_code for one in heavy] == [200] * 4
    assert held.most == 1


def test_so_many_light_ones_may_wait(snapshot: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held(monkeypatch)
    monkeypatch.setattr(graphql_http, "is_heavy", lambda _snapshot, _request: False)
    asked = {"query": "query Held { __typename }", "operationName": "Held"}
    with TestClient(app_of(snapshot, tmp_path, threads=1, queue=2)) as client, ThreadPoolExecutor(6) as pool:
        light = [pool.submit(client.post, "/graphql", json=asked) for _ in range(6)]
        try:
            wait_for(lambda: sum(one.done() for one in light) == 4, PATIENCE)
        finally:
            held.let_go.set()
        assert sorted(one.result().status_code for one in light) == [200] * 2 + [503] * 4


def test_what_is_new_leaves_threads_to_what_is_known(
    snapshot: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch)
    monkeypatch.setattr(graphql_http, "is_heavy", lambda _snapshot, _request: False)
    new = [{"query": f"query Held {{ a{at}: __typename }}", "operationName": "Held"} for at in range(4)]
    with TestClient(app_of(snapshot, tmp_path, threads=4)) as client, ThreadPoolExecutor(4) as pool:
        assert client.post("/graphql", json=LIGHT).status_code == 200
        waiting = [pool.submit(client.post, "/graphql", json=one) for one in new]
        try:
            assert held.begun.wait(PATIENCE)
            assert client.post("/graphql", json=LIGHT).status_code == 200
        finally:
            held.let_go.set()
        assert [one.result().status_code for one in waiting] == [200] * 4
        assert held.most == 1


def test_new_documents_rest_between_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    times = iter((10.0, 10.0, 10.1, 10.2, 10.2, 10.3))  # before the rest, at the beginning, at the end; twice

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async def scene() -> None:
        busy = Lanes(2, 10)
        for _ in range(2):
            assert await busy.run(Work(PATIENCE), lambda _heavy: "done", "192.0.2.1", new=True) == "done"

    monkeypatch.setattr(lanes, "monotonic", lambda: next(times))
    monkeypatch.setattr("asyncio.sleep", sleep)
    anyio.run(scene)
    assert slept[0] <= 0
    assert slept[1] == pytest.approx(10.1 + lanes.RESTS * 0.1 - 10.2)


def test_a_document_that_takes_long_becomes_heavy_and_light_again(snapshot: Snapshot) -> None:
    prepared = execute.prepare(LIGHT["query"] + " # of its own")
    request = execute.Request(prepared, {})
    assert not execute.is_heavy(snapshot, request)
    prepared.took(1_000.0)
    assert not execute.is_heavy(snapshot, request)  # one who asks for much changes nothing for the others
    for _ in range(3):
        prepared.took(0.1)
    assert execute.is_heavy(snapshot, request)
    for _ in range(4):
        prepared.took(0.001)
    assert not execute.is_heavy(snapshot, request)


def test_what_an_answer_takes_counts_for_its_document(
    snapshot: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[float] = []
    monkeypatch.setattr(execute.Prepared, "took", lambda _self, seconds: taken.append(seconds))
    with TestClient(app_of(snapshot, tmp_path)) as client:
        assert client.post("/graphql", json=LIGHT).status_code == 200
    assert len(taken) == 1
    assert taken[0] > 0


def test_what_is_done_is_let_go_of() -> None:
    """Neither is it stopped at the end, nor do the lanes hold it until its time is over."""

    async def scene() -> None:
        busy = Lanes(2, 10)
        work = Work(PATIENCE)
        assert await busy.run(work, lambda _heavy: "done", "192.0.2.1") == "done"
        busy.end()
        assert work.stopped is None
        held = weakref.ref(work)
        del work
        gc.collect()
        assert held() is None

    anyio.run(scene)


def test_so_many_heavy_ones_may_wait(snapshot: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held(monkeypatch)
    asked = {"query": "query Held { __typename }", "operationName": "Held"}
    with TestClient(app_of(snapshot, tmp_path, threads=2, queue=4)) as client, ThreadPoolExecutor(8) as pool:
        heavy = [pool.submit(client.post, "/graphql", json=asked) for _ in range(8)]
        Timer(1.0, held.let_go.set).start()
        statuses = sorted(one.result().status_code for one in heavy)
    assert statuses == [200] * 2 + [503] * 6, "one is under way, and one of the two that may wait is from here"


def test_what_turns_out_to_be_heavy_waits_for_its_like() -> None:
    tried: list[bool] = []
    work = Work()

    def job(may_be_heavy: bool) -> str | None:
        tried.append(may_be_heavy)
        return "done" if may_be_heavy else None

    assert anyio.run(Lanes(2, 10).run, work, job, "a") == "done"
    assert tried == [False, True]


def test_a_heavy_one_waits_for_no_more_than_one_of_another_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "_CORES", 2)
    let_go, answered = Event(), list[str]()

    def job(name: str, may_be_heavy: bool) -> str | None:
        if may_be_heavy:
            assert let_go.wait(PATIENCE)
            answered.append(name)
        return name if may_be_heavy else None

    async def asked() -> None:
        held = Lanes(4, 20)
        async with anyio.create_task_group() as group:
            for number, name in enumerate(("a0", "a1", "a2", "a3", "b0")):
                group.start_soon(held.run, Work(), partial(job, name), name[0])
                while held.heavy.waiting < number:  # the first one waits for nothing
                    await checkpoint()
            let_go.set()

    anyio.run(asked)
    assert answered == ["a0", "a1", "b0", "a2", "a3"]


def test_requests_are_told_apart_by_address(
    snapshot: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    run = Lanes.run

    async def noted(self: Lanes, work: Work, job: Any, address: str, **rest: Any) -> Any:
        seen.append(address)
        return await run(self, work, job, address, **rest)

    monkeypatch.setattr(Lanes, "run", noted)
    for address in ("192.0.2.1", "2001:db8::1"):
        with TestClient(app_of(snapshot, tmp_path), client=(address, 1)) as client:
            assert client.post("/graphql", json=LIGHT).status_code == 200
    assert seen == ["192.0.2.1", "2001:db8::1"]


@pytest.mark.parametrize("bound", ["LIGHT_STEPS", "LIGHT_SECONDS"])
def test_a_light_one_that_takes_too_long_is_done_again_as_a_heavy_one(
    dense: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    monkeypatch.setattr(graphql_http, "is_heavy", lambda _snapshot, _request: False)
    monkeypatch.setattr(lanes, bound, -1)
    seen: list[tuple[bool, Stop | None]] = []
    run = execute.run

    def noted(snapshot: Snapshot, request: Any, *rest: Any) -> Outcome:
        outcome = run(snapshot, request, *rest)
        seen.append((isinstance(outcome.error, StoppedError), request.work.stopped))
        return outcome

    monkeypatch.setattr(graphql_http, "run", noted)
    asked = {"query": HARD_DOCUMENT, "variables": {"from": [{"id": ASKERS[0]}], "by": {"maxSteps": 6}}}
    with TestClient(app_of(dense, tmp_path, deadline_seconds=600)) as client:
        said = client.post("/graphql", json=asked).json()
    assert "errors" not in said
    assert said["data"]["doorOpeners"]["openers"]["nodes"]
    assert seen == [(True, Stop.TOO_MUCH), (False, None)]


@contextmanager
def costing_at_most(seconds: float) -> Iterator[None]:
    began = process_time()
    yield
    assert process_time() - began < seconds


def test_compiled_work_ends_at_its_deadline(dense: Snapshot, tmp_path: Path) -> None:
    with TestClient(app_of(dense, tmp_path, deadline_seconds=1.0)) as client, costing_at_most(MUCH):
        response = client.post("/graphql", json=HEAVY)
    assert (response.status_code, response.json()["data"]) == (200, None)
    assert code_of(response) == "deadline_exceeded"


def test_one_request_has_so_many_steps_in_all(dense: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "STEPS_AT_MOST", 10_000_000)
    with TestClient(app_of(dense, tmp_path, deadline_seconds=600)) as client, costing_at_most(MUCH):
        response = client.post("/graphql", json=HEAVY)
    assert (response.json()["data"], code_of(response)) == (None, "too_costly")


def test_work_ends_with_the_server_and_whoever_waits_is_told(dense: Snapshot, tmp_path: Path) -> None:
    app = app_of(dense, tmp_path, deadline_seconds=600)
    with TestClient(app) as client, ThreadPoolExecutor(4) as pool, costing_at_most(MUCH):
        waiting = [pool.submit(client.post, "/graphql", json=HEAVY) for _ in range(4)]
        Timer(1.0, app.state.end).start()
        for one in waiting:
            response = one.result()
            assert (response.status_code, code_of(response)) == (503, "server_ending")
            assert response.headers["retry-after"]
        late = client.post("/graphql", json=LIGHT)
        assert (late.status_code, code_of(late)) == (503, "server_ending")


def test_what_does_not_stop_in_time_is_told_that_the_server_ends(
    snapshot: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As uvicorn does it: it cancels what is still under way."""
    held = Held(monkeypatch)
    app = app_of(snapshot, tmp_path)
    body = {"query": "query Held { __typename }", "operationName": "Held"}
    answers: list[httpx.Response] = []

    async def ask() -> None:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://here") as client:
            answers.append(await client.post("/graphql", json=body))

    async def end() -> None:
        asking = asyncio.create_task(ask())
        await anyio.to_thread.run_sync(held.begun.wait, PATIENCE)
        app.state.end()
        asking.cancel()
        await asyncio.wait([asking])
        held.let_go.set()

    anyio.run(end)
    assert (answers[0].status_code, code_of(answers[0])) == (503, "server_ending")
    assert answers[0].headers["retry-after"]


def test_work_ends_when_its_asker_has_gone(dense: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As an ASGI server tells it: the body, then that the client has hung up."""
    stopped: list[str] = []
    run = execute.run

    def noted(snapshot: Snapshot, request: Any, *rest: Any) -> Outcome:
        outcome = run(snapshot, request, *rest)
        assert isinstance(outcome.error, StoppedError)
        stopped.append(outcome.error.code)
        return outcome

    monkeypatch.setattr(graphql_http, "run", noted)
    app = app_of(dense, tmp_path, deadline_seconds=600)
    body = httpx.Request("POST", "http://here/graphql", json=HEAVY).read()
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "path": "/graphql",
        "raw_path": b"/graphql", "query_string": b"", "root_path": "", "scheme": "http",
        "headers": [(b"content-type", b"application/json")],
        "client": ("127.0.0.1", 1), "server": ("here", 80),
    }  # fmt: skip
    told = [{"type": "http.request", "body": body, "more_body": False}, {"type": "http.disconnect"}]

    async def receive() -> Any:
        return told.pop(0)

    async def send(_message: Any) -> None: ...

    with costing_at_most(MUCH):
        anyio.run(app, scope, receive, send)
    assert stopped == ["asker_gone"]
    assert told == []


def test_the_hard_question_is_hard(dense: Snapshot) -> None:
    """Or the tests above would show nothing: it takes more steps than they let it."""
    work = Work()
    work.allow(steps=50_000_000)
    with underway(work), pytest.raises(StoppedError):
        door_openers(dense.on_day(), ASKERS, market="KR", constraints=HARD)
