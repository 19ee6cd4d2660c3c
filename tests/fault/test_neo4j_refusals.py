"""A Neo4j that does not let us in, does not let us write, or belongs to somebody else."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from neo4j import Driver
from starlette.testclient import TestClient

from api.app import create_app
from cli.main import run
from graph.errors import StoreError
from graph.statements import Batch, Source
from graph.store import open_store
from graph.store.dump import dump
from graph.store.neo4j.store import Neo4jStore
from loaders import load
from tests.loaders.folders import WHOLE, declared, now, write
from tests.neo4j.finding import Neo4jDatabase
from tests.neo4j.fixtures import NewServer, sign_in
from tests.neo4j.secrecy import everything_told
from tests.waiting import wait_for

RIGHT, WRONG = "the-right-word", "a-wrong-guess"
SOURCE = Source("a", "A", "nobody", "CC0-1.0", "", "2026-01-01")


def refused(action: Callable[[], object]) -> StoreError:
    with pytest.raises(StoreError) as refused:
        action()
    assert refused.value.suggestion
    return refused.value


def test_a_wrong_password_is_refused_and_nowhere_repeated(
    new_neo4j_server: NewServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    server = new_neo4j_server(password=RIGHT).start()

    monkeypatch.setenv("OPENDOORS_STORE", server.address)
    monkeypatch.setenv("OPENDOORS_HOME", str(tmp_path / "home"))

    sign_in(monkeypatch, "neo4j", RIGHT)
    with open_store(server.address, tmp_path) as store:
        store.apply(Batch(source=SOURCE))
        assert isinstance(store, Neo4jStore)
        shown = [repr(store), repr(vars(store)), repr(vars(store.connection))]
    assert (run(["status"]), run(["status", "--json"])) == (0, 0)

    sign_in(monkeypatch, "neo4j", None)
    errors = [refused(lambda: open_store(server.address, tmp_path))]
    sign_in(monkeypatch, "neo4j", WRONG)
    # From some attempt on, the server refuses to try; to us that is the same.
    errors += [refused(lambda: open_store(server.address, tmp_path)) for _ in range(4)]
    assert [error.code for error in errors] == ["store_refused"] * 5

    assert (run(["status"]), run(["status", "--json"]), run(["load", "--json"])) == (4, 4, 4)
    with TestClient(create_app(tmp_path / "home", server.address)) as client:
        wait_for(lambda: client.get("/ready").json()["problem"] is not None)
        ready = client.get("/ready").json()
        shown.append(str(ready))
    assert ready["problem"].startswith("store_refused: ")
    printed = capsys.readouterr()
    told = "\n".join([*shown, *map(everything_told, errors), caplog.text, printed.out, printed.err])
    assert "OPENDOORS_NEO4J_PASSWORD" in printed.out + printed.err
    assert RIGHT not in told
    assert WRONG not in told


def test_a_read_only_database_is_read_and_never_written(new_neo4j_server: NewServer, tmp_path: Path) -> None:
    folder = write(tmp_path / "source", {"source.toml": declared("first", owns_ids="true"), **WHOLE})
    server = new_neo4j_server().start()
    with Neo4jStore(server.address) as store:
        load(store, folder, now=now)
        before = list(dump(store))
    server.stop()
    server.read_only = True
    server.start()
    with Neo4jStore(server.address) as store:
        assert refused(lambda: store.apply(Batch(source=SOURCE))).code == "store_unwritable"
        assert refused(lambda: load(store, "starter")).code == "store_unwritable"
        assert list(dump(store)) == before


@pytest.mark.slow
def test_an_empty_database_that_is_read_only_cannot_become_a_store(new_neo4j_server: NewServer) -> None:
    server = new_neo4j_server().start()
    server.stop()
    server.read_only = True
    server.start()
    assert refused(lambda: Neo4jStore(server.address)).code == "store_unwritable"
    assert Neo4jDatabase(server.address).count() == 0


@contextmanager
def unchanged(driver: Driver) -> Iterator[None]:
    before = picture(driver)
    yield
    assert picture(driver) == before


def picture(driver: Driver) -> list[list[object]]:
    """Everything that a database holds."""
    questions = (
        "MATCH (n) RETURN elementId(n), labels(n), properties(n) ORDER BY elementId(n)",
        "MATCH ()-[r]->() RETURN elementId(r), type(r), properties(r) ORDER BY elementId(r)",
        "SHOW CONSTRAINTS YIELD name, type, labelsOrTypes, properties RETURN * ORDER BY name",
        "SHOW INDEXES YIELD name, type, labelsOrTypes, properties RETURN * ORDER BY name",
    )
    return [[record.data() for record in driver.execute_query(question).records] for question in questions]


@pytest.mark.parametrize(
    "theirs",
    [
        "CREATE (:Person {name: 'Ann', born: date('1970-01-01')})-[:KNOWS {since: 2020}]->(:Person {name: 'Bo'})",
        "CREATE (:Entity {id: 'somebody'})",
        "CREATE (:OpenDoors {name: 'another', format: 1})",
        "CREATE ()",
    ],
)
def test_somebody_elses_graph_is_left_as_it_is(
    neo4j_database: Neo4jDatabase, neo4j_address: str, tmp_path: Path, theirs: str
) -> None:
    neo4j_database.clear(schema=True)
    with neo4j_database.driver() as driver:
        driver.execute_query("CREATE CONSTRAINT people IF NOT EXISTS FOR (p:Person) REQUIRE p.name IS UNIQUE")
        driver.execute_query(theirs)
        with unchanged(driver):
            assert refused(lambda: open_store(neo4j_address, tmp_path)).code == "store_foreign"
    neo4j_database.clear(schema=True)
