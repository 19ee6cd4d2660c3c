from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.holder import SnapshotHolder
from api.settings import Settings
from graph.snapshot.snapshot import Snapshot
from tests.api.world import ROWS
from tests.worlds import snapshot_of

Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(ROWS, tmp_path_factory.mktemp("api") / "snapshot")


@pytest.fixture
def holder(snapshot: Snapshot) -> SnapshotHolder:
    return SnapshotHolder(snapshot)


@pytest.fixture
def client(holder: SnapshotHolder, tmp_path: Path) -> Iterator[TestClient]:
    patient = Settings(deadline_seconds=600)  # the first question may wait for a compiler
    with TestClient(create_app(tmp_path, holder=holder, settings=patient)) as open_client:
        yield open_client


@pytest.fixture
def ask(client: TestClient) -> Ask:
    """Asks, and gives the data of an answer without errors."""

    def asked(query: str, **variables: Any) -> dict[str, Any]:
        response = client.post("/graphql", json={"query": query, "variables": variables})
        said = response.json()
        assert response.status_code == 200, said
        assert "errors" not in said, said["errors"]
        data: dict[str, Any] = said["data"]
        return data

    return asked


@pytest.fixture
def refused(client: TestClient) -> Ask:
    """Asks, and gives the first error of an answer that has one."""

    def asked(query: str, **variables: Any) -> dict[str, Any]:
        said = client.post("/graphql", json={"query": query, "variables": variables}).json()
        assert said.get("errors"), said
        error: dict[str, Any] = said["errors"][0]
        assert set(error["extensions"]) >= {"code", "value", "where", "nearest", "suggestion"}
        assert error["extensions"]["suggestion"]
        return error

    return asked
