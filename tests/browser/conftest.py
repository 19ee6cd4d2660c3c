"""A server on a free port, and a browser that is here already: tests download none."""

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
import uvicorn

from api.app import create_app
from api.holder import SnapshotHolder, warm
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


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("browser")
    rows = {
        stem: [{name: value.replace("alpha", ASKER) for name, value in row.items()} for row in of]
        for stem, of in ROWS.items()
    }
    snapshot = snapshot_of(rows, home / "snapshot")
    warm(snapshot, ["KR"])
    app = create_app(Path(home), holder=SnapshotHolder(snapshot))
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = _Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            assert server.listening.wait(60)
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(60)
