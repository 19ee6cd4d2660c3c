"""Many who ask for a long time, beside an attacker of each kind: what becomes of their answers, and of the memory."""

import multiprocessing
import os
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any, Final

import httpx

from bench.attacks import EXPORT_SECONDS, NAMES, Attacker
from bench.live import served
from bench.mix import Mix
from graph.snapshot.building.build import current_snapshot

CLIENTS: Final = 32
ADDRESS: Final = "127.0.1.{}"
"""Each client comes from an address of its own, as each attacker does."""
THINKING: Final = 0.4
"""Seconds between an answer and the next question, on average."""
MARKETS: Final = 40
"""That are asked about, the likelier the more organisations are in them."""
UNDISTURBED: Final = 0.1
"""Seconds without attackers, as a share of those with them."""
WARMING: Final = 10.0
"""Seconds of questions that are not counted."""
MEMORY_MB: Final = 256
"""What the server may keep between requests: so little that it is full long before the memory is first looked at."""
OTHER_DAYS: Final = 15
ON_ANOTHER_DAY: Final = """query ($id: ID!, $day: PartialDate) {
  doorOpeners(market: "KR", from: [{ id: $id }], constraints: { asOf: $day }) { exact }
}"""
LOGGED_AT_MOST: Final = 3_000
"""Characters of the server's log that are told."""
QUESTIONS: Final[Sequence[tuple[int, str]]] = (
    (
        6,
        """query ($id: ID!, $market: MarketCode!) {
          doorOpeners(market: $market, from: [{ id: $id }], first: 10) {
            openers { nodes { organisation { id name } score tier how why route { steps { to { id } } } } }
          }
        }""",
    ),
    (2, "query ($text: String!) { search(text: $text, first: 8) { nodes { id name } } }"),
    (1, "query ($id: ID!, $to: ID!) { introductions(from: { id: $id }, to: $to) { routes { strength } } }"),
    (1, "query ($id: ID!) { organisation(id: $id) { name relations(first: 5) { nodes { id sentence } } } }"),
)
"""What is asked, and how often of ten times."""


@dataclass
class Asked:
    """What many asked for a while.

    Attributes:
        seconds: of each answer. failures: of each question that had none, what came instead.
    """

    seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Soaked:
    """What came of it.

    Attributes:
        before: what was asked without attackers. beside: with them.
        memory: of the server, in MB, each second of the attack.
        told: attack → how often which code came of it (``bench.attacks``).
        logged: what the server said of faults of its own.
    """

    before: Asked
    beside: Asked
    memory: Sequence[float]
    told: Mapping[str, Counter[str]]
    logged: str = ""

    @property
    def growth(self) -> float:
        """How much more memory in the last fifth of the attack than in its second one, as a share: each time the least,
        when least was under way.
        """
        fifth = max(1, len(self.memory) // 5)
        return min(self.memory[-fifth:]) / min(self.memory[fifth : 2 * fifth]) - 1

    @property
    def faults(self) -> dict[str, Counter[str]]:
        """Attack → what came of it that is a fault of the server's own."""
        found = {
            name: Counter({code: n for code, n in told.items() if _is_fault(code)}) for name, told in self.told.items()
        }
        return {name: told for name, told in found.items() if told}


def _is_fault(code: str) -> bool:
    return code.startswith("status 5") or code == "internal"


def soak(home: Path, seconds: float) -> Soaked:
    """Ask a server over the store in a home, which does not change, without attackers and with them.

    Raises:
        RuntimeError: the server does not start, or ends.
    """
    snapshot = current_snapshot(home)
    assert snapshot is not None
    mix = Mix(snapshot)
    askers = list({mix.asker(): None for _ in range(1_000)})
    people = People(askers, [mix.market() for _ in range(MARKETS)], mix.misspelt(200))
    limits = {"OPENDOORS_MEMORY_MB": str(MEMORY_MB), "OPENDOORS_EXPORT_SECONDS": str(EXPORT_SECONDS)}
    with served(home, "sqlite:", limits) as server:
        people.fill(server.address)
        people.ask_for(server.address, WARMING)
        before = people.ask_for(server.address, seconds * UNDISTURBED)
        with attacked(server.address, mix.clusters[:1_000]) as told, watched(server.pid) as memory:
            beside = people.ask_for(server.address, seconds)
        log = "".join(server.logged())
    at = log.find("Traceback")
    return Soaked(before, beside, memory, told, "" if at < 0 else log[at : at + LOGGED_AT_MOST])


class People:
    """Those who ask: each thinks, asks, reads, and thinks again."""

    def __init__(self, askers: Sequence[str], markets: Sequence[str], texts: Sequence[str]) -> None:
        self._askers, self._markets, self._texts = askers, markets, texts

    def fill(self, address: str) -> None:
        """Ask about so many other days that the server keeps as much as it may."""
        with httpx.Client(base_url=address, timeout=60, trust_env=False) as client:
            for year in range(2026 - OTHER_DAYS, 2026):
                said = {"id": self._askers[0], "day": f"{year}-06-30"}
                client.post("/graphql", json={"query": ON_ANOTHER_DAY, "variables": said}).raise_for_status()

    def ask_for(self, address: str, seconds: float) -> Asked:
        """Let all of them ask for so long."""
        asked, until = Asked(), perf_counter() + seconds
        threads = [threading.Thread(target=self._one, args=(address, seed, until, asked)) for seed in range(CLIENTS)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        return asked

    def _one(self, address: str, seed: int, until: float, asked: Asked) -> None:
        chance, pause = Random(seed), threading.Event()
        mine = httpx.HTTPTransport(local_address=ADDRESS.format(seed + 1))
        with httpx.Client(base_url=address, transport=mine, timeout=60, trust_env=False) as client:
            while perf_counter() < until:
                pause.wait(chance.expovariate(1 / THINKING))
                question = self._question(chance)
                began = perf_counter()
                try:
                    answer = client.post("/graphql", json=question)
                except httpx.TransportError as error:
                    asked.failures.append(f"{type(error).__name__}: {error}")
                    continue
                asked.seconds.append(perf_counter() - began)
                if answer.status_code != 200 or "errors" in answer.json():
                    asked.failures.append(f"{answer.status_code}: {answer.text[:300]}")

    def _question(self, chance: Random) -> dict[str, Any]:
        weights, documents = zip(*QUESTIONS, strict=True)
        document = chance.choices(documents, weights)[0]
        one, other = chance.sample(self._askers, 2)
        market, text = chance.choice(self._markets), chance.choice(self._texts)
        said = {"id": one, "to": other, "market": market, "text": text}
        return {"query": document, "variables": {name: value for name, value in said.items() if f"${name}" in document}}


@contextmanager
def attacked(address: str, ids: Sequence[str]) -> Iterator[dict[str, Counter[str]]]:
    """Attackers in a process of their own; what came of them is known at the end."""
    told: dict[str, Counter[str]] = {}
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_attack, args=(address, list(ids), theirs))
    process.start()
    try:
        yield told
        ours.send(None)
        told.update(ours.recv())
    finally:
        process.join(timeout=120)
        process.kill()
        process.join()


def _attack(address: str, ids: Sequence[str], told: Any) -> None:
    over = threading.Event()
    os.nice(19)  # as if on machines of their own: what attacking costs is not the server's
    attackers = {name: Attacker(name, address, ids) for name in NAMES}
    threads = [threading.Thread(target=one.go_on, args=(over,)) for one in attackers.values()]
    for one in threads:
        one.start()
    told.recv()
    over.set()
    for one in threads:
        one.join()
    told.send({name: one.told for name, one in attackers.items()})


@contextmanager
def watched(pid: int) -> Iterator[list[float]]:
    """The memory of a process, in MB, each second."""
    memory: list[float] = []
    over = threading.Event()

    def watch() -> None:
        while not over.wait(1.0):
            memory.append(resident(pid))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield memory
    finally:
        over.set()
        thread.join()


def resident(pid: int) -> float:
    """Memory that a process has resident, in MB, mapped files left out. Known on Linux only."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("RssAnon:")).split()[1]) / 2**10
