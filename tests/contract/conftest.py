from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.store import Store
from tests.contract.stores import ABILITIES, NEO4J, STORES, StoreUnderTest

Opener = Callable[[], Store]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "needs(ability): left out for stores that declare that they cannot do it")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if needs_server(item):
            item.add_marker(pytest.mark.neo4j)


def needs_server(item: pytest.Item) -> bool:
    """Whether one of a test's parameters is a store, or a tuple with a store, that needs the shared server."""
    parameters = getattr(getattr(item, "callspec", None), "params", {})
    given = [one for value in parameters.values() for one in (value if isinstance(value, tuple) else (value,))]
    return any(isinstance(one, StoreUnderTest) and one.server for one in given)


@pytest.fixture(autouse=True)
def _server(request: pytest.FixtureRequest) -> None:
    if needs_server(request.node):
        NEO4J.use(request.getfixturevalue("neo4j_database"))


@pytest.fixture(params=STORES, ids=lambda under_test: under_test.name)
def under_test(request: pytest.FixtureRequest) -> StoreUnderTest:
    chosen: StoreUnderTest = request.param
    for mark in request.node.iter_markers("needs"):
        (ability,) = mark.args
        assert ability in ABILITIES, ability
        if ability in chosen.cannot:
            pytest.skip(f"{chosen.name} cannot: {chosen.cannot[ability]}")
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
