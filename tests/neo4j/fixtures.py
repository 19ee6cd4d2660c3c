"""Fixtures over a real Neo4j, for ``tests/conftest.py``. Where there is none, they skip, or fail if CI requires it."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path
from typing import Final, NoReturn

import pytest

from graph.store import Store, open_store
from tests.neo4j.finding import Neo4jDatabase, shared_database
from tests.neo4j.jars import Neo4jMissingError, jars, locked
from tests.neo4j.server import Neo4jServer

REQUIRED: Final = "OPENDOORS_TEST_REQUIRE"
MISSING: Final = "No Neo4j for this test: "
FIXTURES: Final = {"neo4j_database", "neo4j_address", "neo4j_store", "new_neo4j_server"}
"""Whoever asks for one of these needs a Neo4j."""
SEATS: Final = 2
"""Workers of one run that may have a database at a time: each takes a gigabyte and a core."""


def missing(error: Neo4jMissingError) -> NoReturn:
    """Skip, or fail if CI forbids the skip."""
    if "neo4j" in os.environ.get(REQUIRED, "").replace(",", " ").split():
        pytest.fail(f"{MISSING}{error} {REQUIRED} forbids to skip it.")
    pytest.skip(f"{MISSING}{error}")


def require_jars() -> None:
    """Skip, or fail if CI forbids the skip, where no server of one's own can be started."""
    try:
        jars()
    except Neo4jMissingError as error:
        missing(error)


@pytest.fixture(scope="session")
def _found_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jDatabase | Neo4jMissingError]:
    """Looked for once a process: a skip of a session's fixture would be looked for again by each test."""
    with ExitStack() as stack:
        found: Neo4jDatabase | Neo4jMissingError
        try:
            stack.enter_context(_seat(tmp_path_factory.getbasetemp().parent))
            found = stack.enter_context(shared_database(tmp_path_factory.mktemp("neo4j")))
        except Neo4jMissingError as error:
            found = error
        yield found


def _seat(folder: Path) -> AbstractContextManager[None]:
    """One of a few seats for the workers of a run, whose own folders lie in ``folder``; waits for it."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if not worker:
        return nullcontext()
    return locked(folder / f"neo4j-seat-{int(worker.removeprefix('gw')) % SEATS}.lock")


@pytest.fixture(scope="session")
def neo4j_database(_found_database: Neo4jDatabase | Neo4jMissingError) -> Neo4jDatabase:
    """This process's database; whoever asks for it directly empties it first."""
    if isinstance(_found_database, Neo4jMissingError):
        missing(_found_database)
    return _found_database


@pytest.fixture
def neo4j_address(neo4j_database: Neo4jDatabase, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty database's address; what it asks to sign in with is in the environment, where ``open_store`` looks."""
    neo4j_database.clear()
    sign_in(monkeypatch, neo4j_database.user, neo4j_database.password)
    return neo4j_database.address


@pytest.fixture
def neo4j_store(neo4j_address: str, tmp_path: Path) -> Iterator[Store]:
    """An empty store in Neo4j, opened as ``OPENDOORS_STORE`` would be."""
    with open_store(neo4j_address, tmp_path) as store:
        yield store


def sign_in(monkeypatch: pytest.MonkeyPatch, user: str, password: str | None) -> None:
    """Set the environment's user and password, or none."""
    monkeypatch.delenv("OPENDOORS_NEO4J_PASSWORD_FILE", raising=False)
    for name, value in (("USER", user), ("PASSWORD", password)):
        if password is None or value is None:
            monkeypatch.delenv(f"OPENDOORS_NEO4J_{name}", raising=False)
        else:
            monkeypatch.setenv(f"OPENDOORS_NEO4J_{name}", value)


NewServer = Callable[..., Neo4jServer]


@pytest.fixture
def new_neo4j_server(tmp_path: Path) -> Iterator[NewServer]:
    """Makes servers that belong to this test, to be started by it; all are ended after it."""
    require_jars()
    made: list[Neo4jServer] = []

    def new(folder: Path | None = None, **said: object) -> Neo4jServer:
        made.append(Neo4jServer(folder or tmp_path / f"neo4j-{len(made)}", **said))  # type: ignore[arg-type]
        return made[-1]

    yield new
    for server in made:
        server.kill()
