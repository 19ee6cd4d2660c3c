"""Which stores get the starter data when they are served."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cli.starter import STARTER, fill_if_empty
from graph.errors import StoreError
from graph.statements import Batch, Judgement, Source
from graph.store.copying import copy_store
from graph.store.dump import dump
from graph.store.sqlite import store as sqlite
from graph.store.sqlite.store import SqliteStore
from loaders import LoadInterruptedError, load

SOURCE = Source("mine", "Mine", "me", "CC0-1.0", "", "2026-01-01")
BATCH_ROWS = 2_500
"""So that the starter data is several batches, as it is to Neo4j."""


class CutOff(SqliteStore):
    """Takes so many batches, and no more."""

    left = 2

    def apply(self, batch: Batch) -> int:
        if not self.left:
            raise KeyboardInterrupt
        self.left -= 1
        return super().apply(batch)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sqlite, "BATCH_ROWS", BATCH_ROWS)
    return tmp_path / "store.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    with SqliteStore(path, busy_seconds=0) as opened:
        yield opened


@pytest.fixture
def half_filled(path: Path, store: SqliteStore) -> SqliteStore:
    with CutOff(path) as cut_off, pytest.raises(LoadInterruptedError):
        load(cut_off, STARTER)
    assert store.revision() > 0
    return store


def told(store: SqliteStore) -> list[str]:
    """What is said; nothing where the store is left as it is."""
    said: list[str] = []
    fill_if_empty(store, say=said.append)
    return said


def whole(folder: Path) -> list[str]:
    with SqliteStore(folder / "whole.sqlite") as store:
        load(store, STARTER)
        return list(dump(store))


def test_an_empty_one_once(store: SqliteStore, tmp_path: Path) -> None:
    said = told(store)
    assert said[0] == "The store is empty: loading the starter data …"
    assert "0 quarantined" in said[1]
    assert told(store) == []
    assert list(dump(store)) == whole(tmp_path)


def test_one_that_was_filled_halfway(half_filled: SqliteStore, tmp_path: Path) -> None:
    assert told(half_filled)[0] == "The starter data has not been loaded to its end: going on …"
    assert told(half_filled) == []
    assert list(dump(half_filled)) == whole(tmp_path)
    assert [run.state for run in half_filled.runs()] == ["finished"]


def test_one_that_is_being_filled_is_told_of(half_filled: SqliteStore, path: Path) -> None:
    with SqliteStore(path) as other, other.loading(), pytest.raises(StoreError) as refused:
        told(half_filled)
    assert refused.value.code == "store_locked"


def mine(store: SqliteStore) -> None:
    store.apply(Batch(source=SOURCE))


def mine_in_part(store: SqliteStore) -> None:
    store.apply(Batch(run=store.start_run("mine", "f", "2026"), source=SOURCE))


def judged(store: SqliteStore) -> None:
    store.apply(Batch(judgements=(Judgement("x", "y", True, "me", "why", "2026"),)))


def a_copy_in_part(store: SqliteStore) -> None:
    with SqliteStore(store.path.with_name("from.sqlite")) as source, CutOff(store.path) as cut_off:
        load(source, STARTER)
        with pytest.raises(KeyboardInterrupt):
            copy_store(source, cut_off, "somewhere")
    assert {run.source for run in store.runs()} == {STARTER}


@pytest.mark.parametrize("write", [mine, mine_in_part, judged, a_copy_in_part])
def test_one_that_holds_something_else_is_left_as_it_is(store: SqliteStore, write: Any) -> None:
    write(store)
    assert store.revision() > 0
    before = list(dump(store))
    assert told(store) == []
    assert list(dump(store)) == before


def test_one_in_which_the_starter_data_was_loaded_in_part_after_something_else(store: SqliteStore, path: Path) -> None:
    mine_in_part(store)
    with CutOff(path) as cut_off, pytest.raises(LoadInterruptedError):
        load(cut_off, STARTER)
    assert told(store) == []
