import pytest

from graph.snapshot.snapshot import Snapshot
from tests.queries.reading.world import ROWS
from tests.worlds import snapshot_of


@pytest.fixture(scope="session")
def reading_world(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(ROWS, tmp_path_factory.mktemp("reading"))
