"""A server on a free port, and a browser that is here already: tests download none."""

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import pytest
import uvicorn
from starlette.applications import Starlette

from api.app import create_app
from api.holder import SnapshotHolder, warm
from graph.snapshot.snapshot import Snapshot
from tests.api.world import ROWS
from tests.worlds import snapshot_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

MINUTE = 60_000
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ASKER = "energy-cluster-denmark"
"""Who asks in GraphiQL's first example."""


def _missing(what: str) -> NoReturn:
    if "browser" in os.environ.get("OPENDOORS_TEST_REQUIRE", "").replace(",", " ").split():
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture
def page() -> "Iterator[Page]":
    """An empty page of a headless browser."""
    path = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if path is None:
        _missing(f"No browser is installed: none of {', '.join(BROWSERS)} is on the path.")
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415
    except ImportError:
        _missing("The Python package playwright is not installed.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        opened = browser.new_page()
        opened.set_default_timeout(MINUTE)
        yield opened
        browser.close()


class _Server(uvicorn.Server):
    """Says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()


@contextmanager
def listening_socket() -> Iterator[tuple[socket.socket, str]]:
    """A socket on a free port, and the address that it has."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        yield listening, f"http://127.0.0.1:{listening.getsockname()[1]}"


@contextmanager
def serving(app: Starlette, listening: socket.socket) -> Iterator[None]:
    """Serve an application on a socket, in a thread."""
    server = _Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        assert server.listening.wait(60)
        yield
    finally:
        server.should_exit = True
        thread.join(60)


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    rows = {
        stem: [{name: value.replace("alpha", ASKER) for name, value in row.items()} for row in of]
        for stem, of in ROWS.items()
    }
    made = snapshot_of(rows, tmp_path_factory.mktemp("browser") / "snapshot")
    warm(made, ["KR"])
    return made


@pytest.fixture(scope="session")
def address(snapshot: Snapshot) -> Iterator[str]:
    app = create_app(snapshot.folder.parent, holder=SnapshotHolder(snapshot))
    with listening_socket() as (listening, served), serving(app, listening):
        yield served
