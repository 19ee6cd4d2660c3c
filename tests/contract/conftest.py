from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.store import Store
from tests.contract.stores import ABILITIES, STORES, StoreUnderTest

Opener = Callable[[], Store]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "needs(ability): left out for stores that declare that they cannot do it")


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
