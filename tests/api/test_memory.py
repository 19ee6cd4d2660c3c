"""What strangers write is not kept: memory after many requests is what it was after some."""

import gc
import random
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api import execute
from api.app import create_app
from api.holder import SnapshotHolder
from api.settings import Settings
from graph.snapshot.memo import ROOM, SHARE, Memo
from graph.snapshot.names import folding
from graph.snapshot.snapshot import Snapshot

MIB = 1 << 20
SEARCH = "query ($c: [MarketCode!], $t: String!) { search(text: $t, countries: $c) { totalCount } }"
_numbers = random.Random(0)


def unlike(length: int) -> str:
    """A text that was never written before."""
    return f"{_numbers.getrandbits(64):016x}" + "y" * (length - 16)


def post(client: TestClient, query: str, **variables: object) -> None:
    assert client.post("/graphql", json={"query": query, "variables": variables}).status_code == 200


REQUESTS: dict[str, Callable[[TestClient], None]] = {
    "texts of 900 KB as countries": lambda client: post(client, SEARCH, t="energi", c=[unlike(900_000)]),
    "texts as countries": lambda client: post(client, SEARCH, t="energi", c=[unlike(190)]),
    "documents of 900 KB": lambda client: post(client, "{ __typename #" + unlike(900_000) + "\n}"),
    "documents of 900 KB in wide characters": lambda client: post(client, "{ __typename #🚪" + unlike(900_000) + "\n}"),
    "documents that are refused": lambda client: post(client, "{" + f"a{unlike(20)}: a " * 500 + "}"),
    "documents that are not valid": lambda client: post(client, "{ revision { " + f"a{unlike(30)} " * 500 + "} }"),
    "days": lambda client: post(client, f'{{ corridorReport(id: "k", asOf: "{unlike(2_000)}") {{ asOf }} }}'),
    "tags": lambda client: _get(client, "{ revision { number } } #" + unlike(2_000)),
    "cursors": lambda client: post(client, f'{{ organisations(after: "{unlike(1_900)}") {{ totalCount }} }}'),
}


def _get(client: TestClient, query: str) -> None:
    assert client.get("/graphql", params={"query": query}, headers={"if-none-match": unlike(5_000)}).status_code == 200


@pytest.fixture
def traced() -> Iterator[None]:
    tracemalloc.start()
    yield
    tracemalloc.stop()


def growth(client: TestClient, request: Callable[[TestClient], None]) -> int:
    for _ in range(5):
        request(client)
    gc.collect()
    before = tracemalloc.get_traced_memory()[0]
    for _ in range(25):
        request(client)
    gc.collect()
    return tracemalloc.get_traced_memory()[0] - before


@pytest.mark.usefixtures("traced")
@pytest.mark.parametrize("name", REQUESTS)
def test_nothing_is_kept_of_what_is_refused(client: TestClient, name: str) -> None:
    assert growth(client, REQUESTS[name]) < 2 * MIB


@pytest.mark.usefixtures("traced")
def test_documents_are_kept_within_their_share(monkeypatch: pytest.MonkeyPatch) -> None:
    """And what they are reckoned at is at least what they take."""
    share = 4 * MIB
    monkeypatch.setattr(execute, "DOCUMENTS", Memo(ROOM, most=share))
    fields = " ".join(["number asOf"] * 20)
    before = tracemalloc.get_traced_memory()[0]
    for at in range(300):
        assert not execute.prepare(f"query Q{at} {{ revision {{ {fields} }} }}").faults
    gc.collect()
    assert execute.DOCUMENTS.held <= share
    assert tracemalloc.get_traced_memory()[0] - before < share + MIB


def test_the_budget_is_a_setting(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(ROOM, "budget", ROOM.budget)
    create_app(tmp_path, holder=SnapshotHolder(snapshot), settings=Settings(memory_mb=3))
    assert ROOM.budget == 3 * MIB
    assert SHARE == 4


def test_other_days_are_kept_within_the_budget(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ROOM, "budget", 2 * MIB)
    for year in range(1900, 2100):
        snapshot.on_day(str(year))
    assert 0 < ROOM.held <= 2 * MIB


def test_not_every_character_is_learnt() -> None:
    for start in range(0x20, 0x30000, 150):
        folding.fold("".join(map(chr, (code for code in range(start, start + 150) if not 0xD800 <= code < 0xE000))))
    assert len(folding._FOLDING) <= folding.LEARNT_AT_MOST
    assert folding.fold("Øresund") == "oresund"
