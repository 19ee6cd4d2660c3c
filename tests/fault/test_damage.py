"""Files that are damaged at random: no answer is wrong, no process ends; all is noticed or has no effect."""

from collections import Counter
from pathlib import Path

import pytest

import loaders
from graph.snapshot.building.build import CURRENT, build_snapshot
from graph.store.sqlite.store import SqliteStore
from tests.fault.damage import NOTICED, WRONG, damages
from tests.fault.serving import serving
from tests.waiting import wait_for
from tests.worlds import STARTER_DAY

FEW, MANY = 40, 500
FIRST = 13_000
"""Seed."""

QUESTION = """{
  doorOpeners(market: "KR", from: [{ id: "energy-cluster-denmark" }]) {
    openers { nodes { organisation { name } score why route { steps { sentence relations(first: 3) { relation {
      evidence { url locator }
    } } } } } }
  }
  search(text: "medicon vally") { edges { matchedName } }
}"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with the starter data and its snapshot."""
    with SqliteStore(tmp_path / "store.sqlite") as store:
        loaders.load(store, "starter")
        build_snapshot(store, tmp_path, STARTER_DAY)
    return tmp_path


@pytest.mark.parametrize("count", [FEW, pytest.param(MANY, marks=pytest.mark.slow)])
def test_what_is_damaged_is_noticed_or_has_no_effect(home: Path, count: int) -> None:
    told = damages(home, FIRST, count)
    counts = Counter((one.where, one.when, one.how, one.outcome) for one in told)
    for what, number in sorted(counts.items()):
        print(*what, number)
    assert [one for one in told if one.outcome == WRONG] == []
    assert sum(one.outcome == NOTICED for one in told) > count // 2


@pytest.mark.server
@pytest.mark.parametrize("name", ["statements.bin.npy", "standing.ties.strength.npy", "names.sqlite"])
def test_a_server_outlives_a_file_that_is_cut_and_builds_anew(home: Path, name: str) -> None:
    current = home / "snapshots" / CURRENT
    before = current.read_text(encoding="utf-8")
    with serving("sqlite:", home, {"OPENDOORS_AS_OF": STARTER_DAY}) as server:
        right = server.answer(QUESTION)
        assert "errors" not in right
        with (home / "snapshots" / before / name).open("r+b") as file:
            file.truncate(100)
        answers = []

        def is_built_anew() -> bool:
            answers.append(server.answer(QUESTION))
            return current.read_text(encoding="utf-8") != before and server.ready()[0] == 200

        wait_for(is_built_anew)
        assert server.answer(QUESTION) == right
        assert server.process.poll() is None
    codes = {found["errors"][0]["extensions"]["code"] for found in answers if found != right}
    assert codes <= {"internal", "not_ready"}
    assert codes
