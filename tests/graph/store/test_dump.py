from pathlib import Path

import orjson

from graph.statements import Batch, EntityStatement, Evidence, Judgement, QuarantinedRow, RelationStatement, Source
from graph.store.dump import dump
from graph.store.sqlite import SqliteStore

SOURCE = Source("a", "A", "nobody", "CC0-1.0", "", "2026-01-01")
BATCHES = (
    Batch(source=SOURCE, statements=(EntityStatement("a", "x", "sector", {"name": "X", "group": "g"}, Evidence()),)),
    Batch(statements=(RelationStatement("a", "0" * 32, "partner_of", "x", "y", Evidence()),)),
    Batch(judgements=(Judgement("x", "y", True, "editor", "same", "2026-01-01"),)),
    Batch(quarantined=(QuarantinedRow("a", "k", "sector", "sectors.csv", 3, "id", "bad_value", "no id", {"id": " "}),)),
)


def dumped(path: Path, *batches: Batch) -> list[str]:
    with SqliteStore(path) as store:
        for batch in batches:
            store.apply(batch)
        return list(dump(store))


def test_a_dump_is_sorted_json_of_everything_live(tmp_path: Path) -> None:
    lines = dumped(tmp_path / "a", *BATCHES)
    assert lines == sorted(lines)
    assert [list(orjson.loads(line)) for line in lines] == [
        ["entity"],
        ["judgement"],
        ["quarantined"],
        ["relation"],
        ["source"],
    ]


def test_stores_that_came_to_the_same_have_the_same_dump(tmp_path: Path) -> None:
    former = EntityStatement("a", "x", "sector", {"name": "Y"}, Evidence())
    same = EntityStatement("a", "x", "sector", {"group": "g", "name": "X"}, Evidence())
    detour = (BATCHES[3], Batch(source=SOURCE, statements=(former,)), BATCHES[1], BATCHES[2], Batch(statements=(same,)))
    assert dumped(tmp_path / "a", *BATCHES) == dumped(tmp_path / "b", *detour)


def test_each_thing_counts(tmp_path: Path) -> None:
    whole = dumped(tmp_path / "a", *BATCHES)
    for left_out in (1, 2, 3):
        fewer = [batch for at, batch in enumerate(BATCHES) if at != left_out]
        assert dumped(tmp_path / str(left_out), *fewer) != whole
