"""Several processes that open one empty database at the same moment: each of them finds or makes the one store."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from neo4j import ManagedTransaction

from graph.errors import StoreError
from graph.store.neo4j.connection.channel import rows
from graph.store.neo4j.credentials import Credentials
from graph.store.neo4j.form import prepare
from graph.store.neo4j.form.schema import schema
from graph.store.neo4j.store import Neo4jStore
from tests.neo4j.finding import Neo4jDatabase

AT_ONCE = 4


@pytest.fixture
def nothing(neo4j_database: Neo4jDatabase) -> Neo4jDatabase:
    """A database without anything in it, a schema included."""
    neo4j_database.clear(schema=True)
    return neo4j_database


def opened(database: Neo4jDatabase) -> int:
    """The revision of its store, which is made if it is not there."""
    credentials = Credentials(database.user, database.password) if database.password else None
    with Neo4jStore(database.address, credentials) as store:
        return store.revision()


def check_one_store(database: Neo4jDatabase) -> None:
    with database.driver() as driver:
        found = driver.execute_query("MATCH (n) WHERE n:OpenDoors OR n:Loading RETURN labels(n)[0], n.name").records
        names = {name for (name,) in driver.execute_query("SHOW INDEXES YIELD name").records}
    assert sorted(map(tuple, found)) == [("Loading", "gate"), ("Loading", "load"), ("OpenDoors", "store")]
    assert names >= schema().keys()


def test_all_at_once(nothing: Neo4jDatabase) -> None:
    ready = Barrier(AT_ONCE)

    def open_it(_number: int) -> int:
        ready.wait()
        return opened(nothing)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert list(pool.map(open_it, range(AT_ONCE))) == [0] * AT_ONCE
    check_one_store(nothing)


@pytest.mark.parametrize("after", [1, 2])
def test_it_becomes_a_store_while_one_looks_at_it(
    nothing: Neo4jDatabase, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    asked = iter(range(1, 1_000))

    def meanwhile(tx: ManagedTransaction, query: str, **parameters: Any) -> list[list[Any]]:
        found = rows(tx, query, **parameters)
        if next(asked) == after:
            assert opened(nothing) == 0
        return found

    monkeypatch.setattr(prepare, "rows", meanwhile)
    assert opened(nothing) == 0
    check_one_store(nothing)


def test_the_same_schema_is_made_by_another_one(nothing: Neo4jDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server fails then, though it was told to make only what is not there."""
    run_all, calls = prepare._run_all, iter(range(1_000))

    def too_late(tx: ManagedTransaction, commands: list[str]) -> None:
        if next(calls) == 0:
            assert opened(nothing) == 0
            tx.run(schema()["entity_id"].replace("IF NOT EXISTS", "")).consume()
        run_all(tx, commands)

    monkeypatch.setattr(prepare, "_run_all", too_late)
    assert opened(nothing) == 0
    check_one_store(nothing)


def test_a_schema_that_cannot_be_made_is_not_tried_without_end(
    nothing: Neo4jDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def fails(tx: ManagedTransaction, commands: list[str]) -> None:
        calls.append(commands)
        tx.run("CREATE CONSTRAINT one FOR (n:One) REQUIRE n.id IS NO SUCH THING").consume()

    monkeypatch.setattr(prepare, "_run_all", fails)
    with pytest.raises(StoreError) as refused:
        opened(nothing)
    assert (refused.value.code, len(calls)) == ("store_unusable", prepare.SCHEMA_ATTEMPTS)
    assert nothing.count() == 0
