from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.store import Store
from tests.contract.stores import ABILITIES, NEO4J, STORES, StoreUnderTest

Opener = Callable[[], Store]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "needs(ability): has to fail over stores that declare that they cannot do it")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if needs_server(item):
            item.add_marker(pytest.mark.neo4j)
        for why in lacking(item):
            item.add_marker(pytest.mark.xfail(reason=why, strict=True))


def stores_of(item: pytest.Item) -> list[StoreUnderTest]:
    """The stores among a test's parameters; those in a tuple, too."""
    parameters = getattr(getattr(item, "callspec", None), "params", {})
    given = [one for value in parameters.values() for one in (value if isinstance(value, tuple) else (value,))]
    return [one for one in given if isinstance(one, StoreUnderTest)]


def needs_server(item: pytest.Item) -> bool:
    """Whether one of a test's stores needs the shared server."""
    return any(store.server for store in stores_of(item))


def lacking(item: pytest.Item) -> list[str]:
    """Why a test's stores cannot do what it needs."""
    abilities = [mark.args[0] for mark in item.iter_markers("needs")]
    assert ABILITIES.keys() >= set(abilities), abilities
    declared = [(store, ability) for store in stores_of(item) for ability in abilities if ability in store.cannot]
    return [f"{store.name} cannot: {store.cannot[ability]}" for store, ability in declared]


@pytest.fixture(autouse=True)
def _server(request: pytest.FixtureRequest) -> None:
    if needs_server(request.node):
        NEO4J.use(request.getfixturevalue("neo4j_database"))


@pytest.fixture(params=STORES, ids=lambda under_test: under_test.name)
def under_test(request: pytest.FixtureRequest) -> StoreUnderTest:
    chosen: StoreUnderTest = request.param
    return chosen


@pytest.fixture
def opener(under_test: StoreUnderTest, tmp_path: Path) -> Iterator[Opener]:
    """Opens the same store, any number of times; all are closed at the end."""
    opened: list[Store] = []

    def open_again() -> Store:
        opened.append(under_test.open(tmp_path))
        return opened[-1]

    yield open_again
    for store in opened:
        store.close()


@pytest.fixture
def store(opener: Opener) -> Store:
    return opener()
