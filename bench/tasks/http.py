"""The server over the starter data, as a browser meets it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from socket import create_server
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import Any, Final

import httpx
import numpy as np

from bench.measure import WARM_UP, milliseconds_each
from bench.mix import AS_OF, SEED
from bench.tasks.given import Given
from graph.kinds import ORGANISATION_KINDS
from graph.snapshot.building.build import current_snapshot

EXAMPLES: Final = Path(__file__).parents[2] / "api" / "static" / "graphiql" / "examples.json"
MARKETS: Final = ("KR", "JP", "US", "SG", "CA", "BR", "IN", "DE")
START_SECONDS: Final = 120


def ask_starter(given: Given) -> Iterator[float]:
    """GraphiQL's first example, for clusters of the starter data, over a kept connection to a server of its own."""
    example = next(one for one in json.loads(EXAMPLES.read_text(encoding="utf-8")) if "doorOpeners(" in one["query"])
    with (
        starter_server() as (address, home),
        httpx.Client(base_url=address, timeout=30, trust_env=False) as client,
    ):

        def ask(variables: dict[str, Any]) -> None:
            answer = client.post("/graphql", json={"query": example["query"], "variables": variables})
            if answer.status_code != 200 or "errors" in answer.json():
                raise RuntimeError(f"The server answered {answer.status_code}: {answer.text[:500]}")

        asked = _questions(home, given.count)
        for market in MARKETS:
            ask(asked[0] | {"market": market})
        for variables in asked[:WARM_UP]:
            ask(variables)
        yield from milliseconds_each(ask, asked)


@contextmanager
def starter_server() -> Iterator[tuple[str, Path]]:
    """A server over the starter data, that is ready: its address, and its home. It ends afterwards."""
    with TemporaryDirectory(prefix="opendoors-bench-") as folder:
        port = _free_port()
        server = _serve(Path(folder), port)
        address = f"http://127.0.0.1:{port}"
        try:
            with httpx.Client(base_url=address, timeout=30, trust_env=False) as client:
                _wait_until_ready(server, client)
            yield address, Path(folder)
        finally:
            server.terminate()
            server.wait(timeout=30)


def _serve(home: Path, port: int) -> subprocess.Popen[bytes]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OPENDOORS_")}
    command = [sys.executable, "-m", "cli.main", "serve", "--port", str(port)]
    return subprocess.Popen(
        command, env=kept | {"OPENDOORS_HOME": str(home), "OPENDOORS_AS_OF": AS_OF}, stdout=subprocess.DEVNULL
    )


def _wait_until_ready(server: subprocess.Popen[bytes], client: Any) -> None:
    until = monotonic() + START_SECONDS
    while monotonic() < until and server.poll() is None:
        try:
            if client.get("/ready").status_code == 200:
                return
        except httpx.TransportError:
            pass
        sleep(0.1)
    raise RuntimeError("The server did not start.")


def _questions(home: Path, count: int) -> list[dict[str, Any]]:
    snapshot = current_snapshot(home)
    assert snapshot is not None
    cluster = ORGANISATION_KINDS.index("cluster")
    living = (snapshot.facts.kind == cluster) & ~snapshot.standing().after.gone
    clusters = [snapshot.id_of(node) for node in np.flatnonzero(living).tolist()]
    chance = Random(SEED)
    return [{"asker": chance.choice(clusters), "market": chance.choice(MARKETS)} for _ in range(count)]


def _free_port() -> int:
    with create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
    return port
