"""Files that are damaged at random: no answer is wrong, no process ends; all is noticed or has no effect."""

from collections import Counter
from pathlib import Path

import pytest

import loaders
from graph.snapshot.building.build import build_snapshot
from graph.store.sqlite.store import SqliteStore
from tests.fault.damage import NOTICED, WRONG, damages
from tests.worlds import STARTER_DAY

FEW, MANY = 40, 500
FIRST = 13_000
"""Seed."""


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
