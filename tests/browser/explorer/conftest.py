"""The starter data on a server of its own, and a reader whose browser asks nobody else and complains of nothing."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from api.app import create_app
from api.holder import SnapshotHolder, warm
from api.settings import Settings
from graph.snapshot.snapshot import Snapshot
from tests.browser.conftest import listening_socket, serving
from tests.worlds import STARTER_DAY, snapshot_of, starter_rows

if TYPE_CHECKING:
    from playwright.sync_api import Page

ASKED_ABOUT = ("BR", "JP", "KE", "KR")


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("explorer") / "snapshot"
    made = snapshot_of(starter_rows(), folder, STARTER_DAY, retrieved=STARTER_DAY)
    warm(made, list(ASKED_ABOUT))
    return made


@pytest.fixture(scope="session")
def explorer(starter: Snapshot) -> Iterator[str]:
    """Address of a server with the starter data."""
    patient = Settings(deadline_seconds=600)  # the first question may wait for a compiler
    app = create_app(starter.folder.parent, holder=SnapshotHolder(starter), settings=patient)
    with listening_socket() as (listening, served), serving(app, listening):
        yield served


@pytest.fixture
def reader(page: "Page", explorer: str) -> "Iterator[Page]":
    """A page at the explorer's first address. In the end nothing was asked of others, stored, or complained of."""
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(explorer)
    yield page
    assert [url for url in asked if not url.startswith((explorer, "data:"))] == []
    assert complaints == []
    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
