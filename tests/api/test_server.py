"""The server answers from the first moment, and ends in time whatever runs."""

import ctypes
import gc
import os
import signal
import socket
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Final, NoReturn

import httpx
import pytest

from api.server import (
    HEAPS,
    LARGE_PIECE,
    SECONDS_FOR_ANSWERS,
    SECONDS_TO_END,
    WaitingRoom,
    give_memory_back,
    leave_alone,
)
from tests.dense import HARD_DOCUMENT, HARD_VARIABLES

ROOT: Final = Path(__file__).parents[2]
PATIENCE: Final = 120
HEAVY: Final = {"query": HARD_DOCUMENT, "variables": HARD_VARIABLES}
SERVE: Final = """
import socket, sys, threading
from pathlib import Path

from api.app import create_app
from api.holder import SnapshotHolder
from api.server import Server, WaitingRoom
from api.settings import Settings
from api.sockets import SocketLimits
from queries.questions.door_openers import door_openers
from tests.dense import ASKERS, dense_snapshot

snapshot = dense_snapshot(Path(sys.argv[1]))
door_openers(snapshot.on_day(), ASKERS[:1], market="KR")
with socket.create_server(("127.0.0.1", 0)) as listening, WaitingRoom(listening) as room:
    app = create_app(Path(sys.argv[1]), holder=SnapshotHolder(snapshot), settings=Settings(deadline_seconds=600))
    if len(sys.argv) > 2:
        app.state.end = threading.Event().wait
    begun = lambda: print(listening.getsockname()[1], flush=True)
    Server(app, SocketLimits(), room, begun).run(sockets=[listening])
"""


def test_whoever_comes_early_is_told_so_and_the_next_one_is_not_turned_away() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        host, port = listening.getsockname()
        with WaitingRoom(listening), httpx.Client(base_url=f"http://{host}:{port}", trust_env=False) as client:
            assert client.get("/health").json() == {"alive": True}
            ready = client.get("/ready")
            assert (ready.status_code, ready.json()["ready"]) == (503, False)
            assert ready.headers["connection"] == "close"  # or it would be cut off when the room closes
            asked = client.post("/graphql", json={"query": "{ __typename }"})
            assert (asked.status_code, asked.json()["errors"][0]["extensions"]["code"]) == (503, "not_ready")
            assert asked.headers["retry-after"]
        with socket.create_connection((host, port)):
            taken, _ = listening.accept()
            taken.close()


def test_the_end_takes_ten_seconds_at_most() -> None:
    assert 0 < SECONDS_FOR_ANSWERS < SECONDS_TO_END < 10


@contextmanager
def serving(folder: Path, *more: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-c", SERVE, str(folder), *more]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, cwd=ROOT, env={**os.environ}) as server:
        try:
            assert server.stdout is not None
            yield server, f"http://127.0.0.1:{int(server.stdout.readline())}"
        finally:
            server.kill()


def test_the_word_to_end_stops_what_runs_and_tells_who_waits(tmp_path: Path) -> None:
    with serving(tmp_path) as (server, address), ThreadPoolExecutor(4) as pool:
        asking = [pool.submit(httpx.post, f"{address}/graphql", json=HEAVY, timeout=PATIENCE) for _ in range(4)]
        with httpx.Client(base_url=address, trust_env=False, timeout=PATIENCE) as client:
            for _ in range(50):  # the heavy ones are under way by then
                assert client.post("/graphql", json={"query": "{ revision { number } }"}).status_code == 200
        server.send_signal(signal.SIGTERM)
        for one in asking:
            response = one.result()
            assert response.status_code == 503
            assert response.json()["errors"][0]["extensions"]["code"] == "server_ending"
        _, err = server.communicate(timeout=PATIENCE)
    assert server.returncode == -signal.SIGTERM, err
    assert "by force" not in err


def test_what_does_not_end_by_itself_is_ended_by_force(tmp_path: Path) -> None:
    with serving(tmp_path, "deaf") as (server, _):
        server.send_signal(signal.SIGTERM)
        _, err = server.communicate(timeout=PATIENCE)
    assert server.returncode == 128 + signal.SIGTERM
    assert "by force" in err


def test_memory_is_given_back_where_the_system_knows_how(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []
    trimmed = threading.Event()

    def malloc_trim(kept: int) -> NoReturn:
        assert kept == 0
        trimmed.set()
        raise SystemExit

    library = SimpleNamespace(mallopt=lambda option, value: told.append((option, value)), malloc_trim=malloc_trim)
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: library)
    monkeypatch.setattr("api.server.TRIMMED_EVERY", 0)
    give_memory_back()
    assert told == [(-3, LARGE_PIECE), (-8, HEAPS)]
    assert trimmed.wait(PATIENCE)
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: SimpleNamespace())
    give_memory_back()  # another C library, which has no such word


def test_what_has_served_is_taken_away_and_what_is_there_is_left_alone() -> None:
    class Cycle:
        def __init__(self) -> None:
            self.me = self

    gone = weakref.ref(Cycle())
    try:
        leave_alone()
        assert gone() is None
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
