"""Every question is answered alike over every store: order, strengths and costs included.

The same random history goes to the embedded store and to the one under test. After each change a snapshot is built from
what has changed in each; both snapshots hold the same, file by file, and every question has the same answer.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pytest

from graph.errors import InputError
from graph.snapshot.building.build import build_snapshot
from graph.snapshot.day.standing import Standing
from graph.snapshot.snapshot import Snapshot
from graph.store.sqlite.store import SqliteStore
from queries.questions.corridor import corridor
from queries.questions.cross_cluster_links import cross_cluster_links
from queries.questions.door_openers import door_openers
from queries.questions.introductions import introductions
from queries.questions.search import search
from queries.questions.strategy_match import strategy_match
from queries.questions.supercluster import supercluster
from queries.routing.askers import Outsider
from tests.contract.stores import EMBEDDED, STORES, StoreUnderTest
from tests.graph.snapshot.building.patch.changing import IDS, MARKETS, worlds
from tests.profiles import draws

AS_OF = "2026-01-01"
CHANGES = 2
SEEDS = draws(4, long=15)
OTHERS = [store for store in STORES if store is not EMBEDDED]


def plain(value: Any) -> Any:
    """An answer as values that can be compared; the graph that it was read from is left out."""
    if isinstance(value, Snapshot | Standing):
        return None
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, np.ndarray | np.generic):
        return value.tolist()
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list | frozenset | set):
        said = [plain(one) for one in value]
        return sorted(said, key=repr) if isinstance(value, frozenset | set) else said
    if value is None or isinstance(value, str | int | float):
        return value
    return type(value).__name__


def questions(snapshot: Snapshot) -> Iterator[tuple[str, Callable[[], object]]]:
    """What is asked of a world."""
    organisations = [snapshot.id_of(node) for node in snapshot.sections.range("organisation")]
    askers: list[str | Outsider] = [*organisations[:3], Outsider("DK", knows=tuple(organisations[-1:]))]
    for market in MARKETS:
        for asker in askers:
            yield f"openers {market} {asker}", partial(door_openers, snapshot.on_day(), [asker], market=market)
    for one in organisations[:3]:
        for other in organisations[-3:]:
            yield f"introductions {one} {other}", partial(introductions, snapshot.on_day(), one, other)
        yield f"strategies {one}", partial(strategy_match, snapshot.on_day(), one)
    for one in organisations:
        yield f"supercluster {one}", partial(supercluster, snapshot.on_day(), one)
    for bloc in IDS["corridor"]:
        yield f"corridor {bloc}", partial(corridor, snapshot.on_day(), bloc)
    yield "links", partial(cross_cluster_links, snapshot.on_day(), countries=MARKETS)
    for words in ("o1", "north", "korea", "wst"):
        yield f"search {words}", partial(search, snapshot, words)


def answered(ask: Callable[[], object]) -> object:
    try:
        return plain(ask())
    except InputError as error:
        return error.code


def files(folder: Path) -> dict[str, object]:
    """All that a snapshot holds, but for the index of names, the time of building, and the revision's stamp."""
    held: dict[str, object] = {path.name: path.read_bytes() for path in folder.glob("*.npy")}
    held |= {path.name: orjson.loads(path.read_bytes()) for path in folder.glob("*.json")}
    return held | {"manifest.json": {**orjson.loads((folder / "manifest.json").read_bytes()), "built": "", "stamp": ""}}


@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize("under_test", OTHERS, ids=lambda store: store.name)
def test_every_question_has_the_same_answer(under_test: StoreUnderTest, seed: int, tmp_path: Path) -> None:
    asked: set[str] = set()
    with SqliteStore(tmp_path / "store.sqlite") as embedded, under_test.open(tmp_path) as other:
        both = zip(worlds(embedded, seed, wild=False), worlds(other, seed, wild=False), strict=True)
        for _ in islice(both, CHANGES + 1):
            right = build_snapshot(embedded, tmp_path / "embedded", AS_OF)
            found = build_snapshot(other, tmp_path / "other", AS_OF)
            held, right_held = files(found.folder), files(right.folder)
            assert [file for file in right_held if held.get(file) != right_held[file]] == []
            for (question, ask), (_, ask_other) in zip(questions(right), questions(found), strict=True):
                asked.add(question.split()[0])
                assert answered(ask_other) == answered(ask), question
    assert len(asked) == 7
