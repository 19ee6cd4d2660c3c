"""The starter data as a snapshot, as of the day on which it was compiled."""

import pytest

from graph.snapshot.snapshot import Snapshot
from tests.worlds import STARTER_DAY, snapshot_of, starter_rows


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(starter_rows(), tmp_path_factory.mktemp("starter"), STARTER_DAY, retrieved=STARTER_DAY)
