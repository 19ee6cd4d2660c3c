"""How long it takes until a change of the store is answered from, while questions go on: a server, a change, a watch.

``python -m bench.live HOME`` measures over the SQLite store in a home, which it changes; with ``--store ADDRESS`` over
another store, whose home holds the snapshots only.
"""

import argparse
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue
from random import Random
from socket import create_server
from time import perf_counter, sleep
from typing import Any, Final

import httpx
import numpy as np

from bench.change import one_percent
from bench.mix import AS_OF, SEED, Mix
from graph.snapshot.building.build import current_snapshot
from graph.store.opening import open_store
from graph.store.protocol import Store

MARKETS_ASKED: Final = 20
"""Whose bounds are warm when a snapshot begins to serve."""
QUESTIONS_BEFORE: Final = 200
"""So that these markets are the most-asked ones, and everything is compiled."""
PAUSE: Final = 0.01
"""Seconds that the one who asks thinks before the next question."""
LOOK: Final = 0.01
"""Seconds between two looks at which revision is served."""
START_SECONDS: Final = 300.0
LIVE_SECONDS: Final = 300.0
REST_SECONDS: Final = 3.0
"""Of questions between two changes: what an answer takes when nothing is built."""
ASKED: Final = """query ($market: MarketCode!, $asker: ID!) {
  doorOpeners(market: $market, from: [{ id: $asker }], first: 10) {
    revision { number }
    openers { nodes { organisation { id } score route { steps { to { id } } } } }
  }
}"""
GONE: Final = ("unknown_organisation", "organisation_gone")
"""Codes of questions by an asker that a change has taken away."""
BUILT: Final = re.compile(r"built revision (\d+) in ([0-9.]+) s")
SERVING: Final = re.compile(r"serving revision (\d+) .*ready in ([0-9.]+) s")


@dataclass(frozen=True, slots=True)
class Change:
    """One change that went live. All times in seconds.

    Attributes:
        live: from its commit until an answer is of its revision.
        built: to build and publish the snapshot; warmed: to open it and to warm what the most-asked markets need.
        noticed: the rest: until the builder looked, and until the server told. A snapshot may serve before its build is
            over, which ends with taking older ones away.
        asked: latencies of questions answered meanwhile; at_rest: of questions before it.
        failed: questions that were not answered as they should be.
    """

    live: float
    built: float
    warmed: float
    noticed: float
    asked: tuple[float, ...]
    at_rest: tuple[float, ...]
    failed: int


def changes_live(home: Path, address: str = "sqlite:", count: int = 3, seed: int = 1) -> Iterator[Change]:
    """Commit changes of one percent, one after the other, to a store that a server watches.

    Args:
        home: folder of the snapshots, and of the store where the address says ``sqlite:``. Both change.
        address: of the store; credentials are read from the environment.
        count: of changes. seed: of the first one; each has its own.

    Raises:
        RuntimeError: the server does not start, or a change does not go live within a bounded time.
    """
    with (
        open_store(address, home) as store,
        served(home, address) as server,
        httpx.Client(base_url=server.address, timeout=60, trust_env=False) as client,
    ):
        snapshot = current_snapshot(home)
        assert snapshot is not None
        mix = Mix(snapshot)
        markets = [mix.market() for _ in range(MARKETS_ASKED)]
        asking = Asking(server.address, [mix.asker() for _ in range(1_000)], markets)
        asking.ask_ahead(client)
        for number in range(count):
            yield _changed(store, server, client, asking, seed + number)


def _changed(store: Store, server: "Server", client: httpx.Client, asking: "Asking", seed: int) -> Change:
    batch = one_percent(store, seed=seed)
    with asking.going_on() as rest:
        sleep(REST_SECONDS)
    with asking.going_on() as during:
        revision = store.apply(batch)
        committed = perf_counter()
        while client.get("/ready").json()["revision"] != revision:
            if perf_counter() - committed > LIVE_SECONDS:
                raise RuntimeError(f"Revision {revision} did not go live.")
            sleep(LOOK)
        live = perf_counter() - committed
    built, warmed = server.told(BUILT, revision), server.told(SERVING, revision)
    return Change(
        live, built, warmed, max(0.0, live - built - warmed),
        tuple(during.latencies), tuple(rest.latencies), during.failed + rest.failed,
    )  # fmt: skip


class Asked:
    """Questions that were asked for a while."""

    def __init__(self) -> None:
        self.latencies: list[float] = []
        self.failed = 0


class Asking:
    """One who asks for door openers of the same few markets, on and on."""

    def __init__(self, address: str, askers: list[str], markets: list[str]) -> None:
        self._address, self._askers, self._markets = address, askers, markets
        self._chance = Random(SEED)

    def ask_ahead(self, client: httpx.Client) -> None:
        """Make the markets the most-asked ones."""
        for number in range(QUESTIONS_BEFORE):
            self._ask(client, self._markets[number % len(self._markets)], Asked())

    @contextmanager
    def going_on(self) -> Iterator[Asked]:
        """Asking in a thread of its own; what was asked is known at the end."""
        asked, over = Asked(), threading.Event()

        def ask() -> None:
            with httpx.Client(base_url=self._address, timeout=60, trust_env=False) as client:
                while not over.wait(PAUSE):
                    self._ask(client, self._chance.choice(self._markets), asked)

        thread = threading.Thread(target=ask)
        thread.start()
        try:
            yield asked
        finally:
            over.set()
            thread.join()

    def _ask(self, client: httpx.Client, market: str, asked: Asked) -> None:
        variables = {"market": market, "asker": self._chance.choice(self._askers)}
        began = perf_counter()
        answer = client.post("/graphql", json={"query": ASKED, "variables": variables})
        asked.latencies.append(perf_counter() - began)
        asked.failed += answer.status_code != 200 or not _answered(answer.json())


def _answered(said: Mapping[str, Any]) -> bool:
    """Whether it is an answer; an asker that the change has taken away is a good reason for none."""
    return all(error["extensions"]["code"] in GONE for error in said.get("errors", ()))


class Server:
    """A server in a process of its own, and what it logs."""

    def __init__(self, address: str, pid: int, lines: "Queue[str]") -> None:
        self.address, self.pid = address, pid
        self._lines = lines
        self._said: list[str] = []

    def logged(self) -> Sequence[str]:
        """The lines of its log, so far."""
        with suppress(Empty):
            while True:
                self._said.append(self._lines.get_nowait())
        return self._said

    def told(self, pattern: re.Pattern[str], revision: int) -> float:
        """The seconds that the log tells of a revision.

        Raises:
            RuntimeError: it does not tell.
        """
        until = perf_counter() + START_SECONDS
        while perf_counter() < until:
            for line in self._said:
                found = pattern.search(line)
                if found and int(found[1]) == revision:
                    return float(found[2])
            try:
                self._said.append(self._lines.get(timeout=1.0))
            except Empty:
                continue
        raise RuntimeError(f"The server's log does not tell of revision {revision}.")


@contextmanager
def served(home: Path, address: str, settings: Mapping[str, str] | None = None) -> Iterator[Server]:
    """A server over a store, ready to be asked; its settings are variables of its environment."""
    with create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    said = {"OPENDOORS_HOME": str(home), "OPENDOORS_STORE": address, "OPENDOORS_AS_OF": AS_OF}
    environment = {**os.environ, **said, **(settings or {})}
    command = [sys.executable, "-m", "cli.main", "serve", "--port", str(port)]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        lines: Queue[str] = Queue()
        reading = threading.Thread(target=_read, args=(process.stderr, lines), daemon=True)
        reading.start()
        try:
            server = Server(f"http://127.0.0.1:{port}", process.pid, lines)
            _wait_until_watching(server, process)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=30)
            reading.join(timeout=30)


def _read(said: Iterable[str], lines: "Queue[str]") -> None:
    for line in said:
        lines.put(line)


def _wait_until_watching(server: Server, process: "subprocess.Popen[str]") -> None:
    """Until it answers and its builder has looked at the store."""
    until = perf_counter() + START_SECONDS
    with httpx.Client(base_url=server.address, timeout=60, trust_env=False) as client:
        while perf_counter() < until and process.poll() is None:
            try:
                if client.get("/ready").json().get("storeRevision") is not None:
                    return
            except httpx.TransportError:
                pass
            sleep(0.1)
    raise RuntimeError("The server did not start.")


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("--store", default="sqlite:")
    parser.add_argument("--count", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    for one in changes_live(given.home, given.store, given.count, given.seed):
        print(
            f"live {one.live:.2f} s: noticed {one.noticed:.2f}, built {one.built:.2f}, warmed {one.warmed:.2f}; "
            f"meanwhile {_percentiles(one.asked)}, at rest {_percentiles(one.at_rest)}; {one.failed} failed",
            flush=True,
        )


def _percentiles(seconds: tuple[float, ...]) -> str:
    if not seconds:
        return "nothing asked"
    half, most = np.percentile(seconds, (50, 99)) * 1_000
    return f"{len(seconds)} answers, median {half:.1f}, p99 {most:.1f}, slowest {max(seconds) * 1_000:.0f} ms"


if __name__ == "__main__":
    main()
