import pytest

from graph.snapshot.on_day import Day
from tests.worlds import snapshot_of, starter_rows


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Day:
    """The starter data on a day."""
    return snapshot_of(starter_rows(), tmp_path_factory.mktemp("starter")).on_day("2026-11-28")
