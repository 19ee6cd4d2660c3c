"""Each kind of attack, against a server over the starter data and a large world: what it is told and what it costs."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import httpx
import pytest

from bench.attacks import EXPORT_SECONDS, REQUESTS, Attacker
from bench.ground import ATTACKED, Ground
from bench.live import Server, served
from bench.mix import Mix
from bench.soak import resident
from cli.starter import fill_if_empty
from graph.snapshot.building.build import build_snapshot, current_snapshot
from graph.store.opening import open_store

pytestmark = pytest.mark.server

LATE: Final = {"answered", "deadline_exceeded", "too_costly"}
"""What is legal is answered in its time, or told that it is over; what is being sent already is broken off."""
TOLD: Final = {
    "aliases": {"too_many_aliases"},
    "one field again and again": {"too_tangled"},
    "directives": {"too_many_tokens", "too_many_directives"},
    "words": {"too_many_tokens"},
    "deep selections": {"too_deep"},
    "fragments that double": {"too_many_fields"},
    "fragments that overlap": {"too_tangled"},
    "introspection": LATE,
    "pages in pages": {"too_costly"},
    "many objects": LATE,
    "an id of colons": {"text_too_long"},
    "a number of digits": {"number_too_long"},
    "a year of no calendar": {"bad_date"},
    "long countries": {"text_too_long"},
    "long documents": {"document_too_long"},
    "many values": LATE,
    "deep variables": {"variables_too_deep"},
    "no JSON": {"bad_json"},
    "JSON of another form": {"bad_request"},
    "a large body": {"body_too_large"},
    "a large body in parts": {"body_too_large"},
    "another day each time": LATE,
    "whole graphs": {*LATE, "RemoteProtocolError"},
    "links of all": LATE,
    "routes through many": LATE,
    "companies counted": LATE,
    "one who leaves": {"left", "answered"},
}
TIMES: Final = 3
"""That each is made, after once before anything is measured."""
LEGAL_SECONDS: Final = 36.0
"""Of processors for what may take until its deadline, each time; and for what is refused."""
REFUSED_SECONDS: Final = 1.5
KEPT_MB: Final = 200.0
"""More memory afterwards than before: after a legal question what making another day has left, at most."""
REFUSED_MB: Final = 25.0


@pytest.fixture(scope="module", params=["starter", pytest.param("world", marks=pytest.mark.slow)])
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Server, list[str]]]:
    folder = tmp_path_factory.mktemp(request.param)
    home = _starter(folder) if request.param == "starter" else _world(folder)
    snapshot = current_snapshot(home)
    assert snapshot is not None
    limits = {"OPENDOORS_MEMORY_MB": "32", "OPENDOORS_EXPORT_SECONDS": str(EXPORT_SECONDS)}
    with served(home, "sqlite:", limits) as running:
        yield running, Mix(snapshot).clusters[:1_000]


def _starter(home: Path) -> Path:
    with open_store("sqlite:", home) as store:
        fill_if_empty(store)
        build_snapshot(store, home, "2026-01-01")
    return home


def _world(folder: Path) -> Path:
    ground = Ground(folder, ATTACKED, lambda _: None)
    ground.need_snapshot()
    return ground.given().home


def test_each_attack_has_an_answer_that_is_expected() -> None:
    assert TOLD.keys() == REQUESTS.keys()


@pytest.mark.parametrize("name", REQUESTS)
def test_an_attack_is_told_what_it_is_and_costs_little(server: tuple[Server, list[str]], name: str) -> None:
    running, ids = server
    attacker = Attacker(name, running.address, ids)
    attacker.once()
    before = _now(running.pid)
    assert {attacker.once() for _ in range(TIMES)} <= TOLD[name]
    with httpx.Client(base_url=running.address, timeout=30, trust_env=False) as client:  # behind what was left
        assert client.post("/graphql", json={"query": "{ revision { number } }"}).json()["data"]
    taken, kept = (after - was for after, was in zip(_now(running.pid), before, strict=True))
    is_legal = not TOLD[name].isdisjoint({"answered"})
    assert taken < (LEGAL_SECONDS if is_legal else REFUSED_SECONDS)
    assert kept < (KEPT_MB if is_legal else REFUSED_MB)


def _now(pid: int) -> tuple[float, float]:
    return _processor_seconds(pid), resident(pid)


def _processor_seconds(pid: int) -> float:
    """Of all threads of a process, in hundredths."""
    said = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(said[11]) + int(said[12])) / 100
