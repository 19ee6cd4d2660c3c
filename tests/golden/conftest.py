"""The starter data as a snapshot, as of the day on which it was compiled."""

import csv
from pathlib import Path

import pytest

from graph.snapshot.snapshot import Snapshot
from tests.worlds import snapshot_of

STARTER = Path(__file__).parents[2] / "loaders" / "starter"
COMPILED = "2026-11-27"


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    rows = {
        path.stem: list(csv.DictReader(path.read_text(encoding="utf-8").splitlines())) for path in STARTER.glob("*.csv")
    }
    return snapshot_of(rows, tmp_path_factory.mktemp("starter"), COMPILED, retrieved=COMPILED)
