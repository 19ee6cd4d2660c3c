"""``opendoors serve`` as processes that can be asked, looked into and ended."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.fault.loading import ROOT
from tests.waiting import LIMIT

ANSWERED_AT = re.compile(r"at (http://\S+)/$")


class Server:
    """One process that serves, and all that it and the processes it starts say.

    Attributes:
        said: on stderr and stdout, line by line.
    """

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.said: list[str] = []
        self._address = ""
        self._known = threading.Event()
        self._hearing = threading.Thread(target=self._hear, daemon=True)
        self._hearing.start()

    def _hear(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line)
            if found := ANSWERED_AT.search(line):
                self._address = found[1]
                self._known.set()
        self._known.set()  # it has ended

    @property
    def address(self) -> str:
        """Where it answers; waits until it says so."""
        assert self._known.wait(LIMIT), self.log
        assert self._address, self.log
        return self._address

    @property
    def log(self) -> str:
        """Everything said so far."""
        return "".join(self.said)

    def ready(self) -> tuple[int, Any]:
        """Status and content of /ready."""
        with self._client() as client:
            response = client.get("/ready")
        return response.status_code, response.json()

    def answer(self, query: str) -> Any:
        """Of a GraphQL query."""
        with self._client() as client:
            return client.post("/graphql", json={"query": query}).json()

    def _client(self) -> httpx.Client:
        return httpx.Client(base_url=self.address, trust_env=False, timeout=LIMIT)

    def end(self) -> str:
        """Let it come to an end; everything that it and what it has started have said up to then."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(LIMIT)
        self._hearing.join(LIMIT)
        assert not self._hearing.is_alive(), "something that it started outlived it"
        return self.log


@contextmanager
def serving(address: str, home: Path, environment: Mapping[str, str] | None = None) -> Iterator[Server]:
    """A process that serves the store at an address, from a home; it is ended with the block."""
    settings = {"OPENDOORS_STORE": address, "OPENDOORS_HOME": str(home), "OPENDOORS_REFRESH_SECONDS": "0.1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "cli.main", "serve", "--port", "0"],
        cwd=ROOT,
        env={**os.environ, **settings, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    with process:
        server = Server(process)
        try:
            yield server
        finally:
            process.kill()
