"""Loads into Neo4j that are disturbed: afterwards the store is that of an undisturbed one."""

import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random
from threading import Event
from typing import Final, Literal

import pytest

from graph.errors import StoreError
from graph.store import Store
from graph.store.dump import dump
from graph.store.neo4j.store import Neo4jStore
from graph.store.sqlite.store import SqliteStore
from loaders import LoadReport, load
from tests.fault import neo4j_loading
from tests.fault.bolt_proxy import BoltProxy, Point
from tests.fault.loading import BATCH_ROWS
from tests.fault.world import second, world
from tests.loaders.folders import now, write
from tests.neo4j.finding import Neo4jDatabase
from tests.neo4j.fixtures import require_jars
from tests.neo4j.server import Neo4jServer
from tests.profiles import PROFILE

pytestmark = pytest.mark.neo4j

SEEDS = 2
KINDS: Final[tuple[Literal["byte", "commit", "answer"], ...]] = ("byte", "commit", "answer")
PATIENCE = 60.0
"""Seconds that a store is retried by a load that is to outlive the restart of its server."""
HASTE = 1.0
LIMIT = 300.0
"""Seconds; nothing takes so long."""


def run(store: Store, folder: Path) -> LoadReport:
    return load(store, folder, batch_rows=BATCH_ROWS, now=now)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("sources")
    sources = {"former": world(1), "latter": world(2), "second": second(1)}
    return {name: write(root / name, files) for name, files in sources.items()}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jServer]:
    require_jars()
    with Neo4jServer(tmp_path_factory.mktemp("neo4j")).start() as server:
        yield server


def prepare(server: Neo4jServer, folders: dict[str, Path]) -> None:
    """Have its store hold the source in an older form, and the second source."""
    if not server.is_running:  # after a test that failed
        server.start()
    Neo4jDatabase(server.address).clear()
    with Neo4jStore(server.address) as store:
        run(store, folders["second"])
        run(store, folders["former"])


def port_of(server: Neo4jServer) -> int:
    return int(server.address.rpartition(":")[2])


@pytest.fixture
def prepared(server: Neo4jServer, folders: dict[str, Path]) -> Neo4jServer:
    prepare(server, folders)
    return server


@pytest.fixture
def wire(prepared: Neo4jServer) -> Iterator[BoltProxy]:
    with BoltProxy(port_of(prepared)) as wire:
        yield wire


@dataclass(frozen=True)
class Undisturbed:
    """What a load without disturbance ends in, and how much goes over the wire for it."""

    lines: Sequence[str]
    sent: int
    commits: int

    def point(self, seed: int) -> Point:
        """Somewhere in the load: each kind of point in turn, wherever the seed says."""
        kind = KINDS[seed % len(KINDS)]
        number = Random(seed).randint(1, self.sent if kind == "byte" else self.commits)
        return Point(kind, number)


@pytest.fixture(scope="module")
def undisturbed(server: Neo4jServer, folders: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    with SqliteStore(tmp_path_factory.mktemp("undisturbed") / "store.sqlite") as store:
        for name in ("second", "former", "latter"):
            run(store, folders[name])
        lines = list(dump(store))
    prepare(server, folders)
    with BoltProxy(port_of(server)) as wire, Neo4jStore(wire.address) as store:
        sent, commits = wire.sent, wire.commits
        run(store, folders["latter"])
        sent, commits = wire.sent - sent, wire.commits - commits
        assert list(dump(store)) == lines
    # Some bytes are only sent to a server that knows little yet: the rest is sure to be sent each time.
    return Undisturbed(lines, sent * 9 // 10, commits)


def finish(server: Neo4jServer, folder: Path, expected: Undisturbed) -> LoadReport:
    """Load again, undisturbed, and compare. A server may take a moment to see that a loader has gone."""
    with Neo4jStore(server.address, busy_seconds=PATIENCE) as store:
        report = run(store, folder)
        assert list(dump(store)) == expected.lines
        again = run(store, folder)
        assert (again.total.written, again.retired, again.released) == (0, 0, 0)
    return report


def seeds(at_length: int) -> range:
    return range(at_length if PROFILE == "long" else SEEDS)


@pytest.mark.parametrize("seed", seeds(at_length=24))
def test_the_server_is_killed_and_comes_back(
    wire: BoltProxy, prepared: Neo4jServer, folders: dict[str, Path], undisturbed: Undisturbed, seed: int
) -> None:
    """Either while the load still tries, which then goes on by itself, or after it has given up."""
    comes_back_at_once = seed % 2 == 0
    started: list[Future[Neo4jServer]] = []
    with ThreadPoolExecutor(1) as pool:

        def kill() -> None:
            prepared.kill()
            if comes_back_at_once:
                started.append(pool.submit(prepared.start))

        patience = PATIENCE if comes_back_at_once else HASTE
        with Neo4jStore(wire.address, busy_seconds=PATIENCE, retry_seconds=patience) as store:
            wire.arm(undisturbed.point(seed), kill)
            refused = disturbed(lambda: run(store, folders["latter"]))
        assert not wire.is_armed
    if comes_back_at_once:
        assert started[0].result() is prepared
    else:
        assert refused == "store_unreachable"
        prepared.start()
    finish(prepared, folders["latter"], undisturbed)


def disturbed(action: Callable[[], object]) -> str | None:
    """The code of the error with which something ends, or None if it succeeds all the same."""
    try:
        action()
    except StoreError as error:
        assert error.suggestion
        return error.code
    return None


@pytest.mark.parametrize("seed", seeds(at_length=9))
def test_an_answer_is_lost(
    wire: BoltProxy, prepared: Neo4jServer, folders: dict[str, Path], undisturbed: Undisturbed, seed: int
) -> None:
    """The server goes on, and only the wire is cut: whether a commit was done, the load has to find out by itself."""
    wanted = [Point("answer", 1 + number % undisturbed.commits) for number in (3 * seed, 5 * seed + 2)]
    with Neo4jStore(wire.address, busy_seconds=PATIENCE, retry_seconds=PATIENCE) as store:
        for point in wanted:
            wire.arm(point, lambda: None)
            assert disturbed(lambda: run(store, folders["latter"])) in (None, "store_unreachable")
            assert not wire.is_armed
    finish(prepared, folders["latter"], undisturbed)


@pytest.mark.parametrize("seed", seeds(at_length=9))
def test_the_loader_is_killed(
    wire: BoltProxy, prepared: Neo4jServer, folders: dict[str, Path], undisturbed: Undisturbed, seed: int
) -> None:
    started: Future[subprocess.Popen[str]] = Future()
    wire.arm(undisturbed.point(100 + seed), lambda: started.result(LIMIT).kill())
    with neo4j_loading.start(wire.address, folders["latter"]) as loader:
        started.set_result(loader)
        said, _ = loader.communicate(timeout=LIMIT)
    assert (loader.returncode, said) == (-signal.SIGKILL, "")
    finish(prepared, folders["latter"], undisturbed)


def test_a_second_loader_waits_until_the_first_is_dead(
    wire: BoltProxy, prepared: Neo4jServer, folders: dict[str, Path], undisturbed: Undisturbed
) -> None:
    held, let_go = Event(), Event()

    def hold() -> None:
        held.set()
        assert let_go.wait(LIMIT)

    wire.arm(Point("commit", undisturbed.commits // 2), hold)
    with neo4j_loading.start(wire.address, folders["latter"]) as loader, Neo4jStore(prepared.address) as store:
        try:
            assert held.wait(LIMIT)
            before = list(dump(store))
            assert disturbed(lambda: run(store, folders["latter"])) == "store_locked"
            assert list(dump(store)) == before
        finally:
            loader.kill()
            let_go.set()
    assert finish(prepared, folders["latter"], undisturbed).resumed


def test_loaders_that_begin_at_once(prepared: Neo4jServer, folders: dict[str, Path], undisturbed: Undisturbed) -> None:
    """Each loads all of it, in its turn, or is told that another one is at work."""
    loaders = [neo4j_loading.start(prepared.address, folders["latter"]) for _ in range(3)]
    ended = []
    for loader in loaders:
        with loader:
            said, _ = loader.communicate(timeout=LIMIT)
            ended.append((loader.returncode, said.strip() if loader.returncode else ""))
    assert (0, "") in ended
    assert set(ended) <= {(0, ""), (1, "store_locked")}
    finish(prepared, folders["latter"], undisturbed)
