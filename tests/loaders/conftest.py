from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.store.sqlite.store import SqliteStore


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with SqliteStore(tmp_path / "store" / "store.sqlite", busy_seconds=0) as store:
        yield store
