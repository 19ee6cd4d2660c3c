from hashlib import blake2b
from pathlib import Path

import orjson
import pytest

from graph.statements import Batch, EntityStatement, Evidence, Judgement, QuarantinedRow, RelationStatement, Source
from graph.store.dump import Tally, contents, dump
from graph.store.protocol import COUNTED
from graph.store.sqlite.store import SqliteStore

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
        lines = list(dump(store))
        assert contents(store).digest == digest_of(lines)
        return lines


def digest_of(lines: list[str]) -> str:
    """The canonical digest, from a dump."""
    digests = sorted(blake2b(line.encode(), digest_size=32).digest() for line in lines)
    return blake2b(b"".join(digests), digest_size=32).hexdigest()


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


def test_the_order_of_judgements_counts(tmp_path: Path) -> None:
    made = [Batch(judgements=(Judgement("x", "y", same, "editor", "why", "2026-01-01"),)) for same in (True, False)]
    assert dumped(tmp_path / "a", *made) != dumped(tmp_path / "b", *reversed(made))


def test_a_dump_does_not_change_from_one_version_to_the_next(tmp_path: Path) -> None:
    (line,) = dumped(tmp_path / "a", BATCHES[2])
    assert line == (
        '{"judgement":{"at":"2026-01-01","left":"x","number":1,"right":"y","same":true,"who":"editor","why":"same"}}'
    )
    with SqliteStore(tmp_path / "b") as store:
        for batch in BATCHES:
            store.apply(batch)
        said = contents(store)
    assert said.digest == "11edf32a8da7b4d4f03c6ba8b8273ee09d8306c02e0a2ceeb0e87e2821d988ac"


def test_contents_are_counts_at_a_revision(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "a") as store:
        assert (contents(store).revision, set(store.counts().values())) == (0, {0})
        for batch in BATCHES:
            store.apply(batch)
        said = contents(store)
        assert (said.revision, said.counts) == (store.revision(), store.counts())
        assert tuple(store.counts()) == COUNTED
        assert {type_ for type_, count in said.counts.items() if count == 1} == {
            "source", "sector", "relation", "judgement", "quarantined",
        }  # fmt: skip


def test_counts_are_of_what_is_live(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "a") as store:
        for batch in BATCHES:
            store.apply(batch)
        store.apply(Batch(run=store.start_run("a", "f", "2026"), retire_unseen=True, released=("k",)))
        said = store.counts()
        assert (said["sector"], said["relation"], said["quarantined"], said["source"]) == (0, 0, 0, 1)


@pytest.mark.parametrize("first", [b"\0", b"\xff"])
def test_digests_that_end_in_zeros_count_in_full(first: bytes) -> None:
    """Arrays of bytes leave zeros at the end away when they show an element, not when they are sorted and written."""
    made = [first + bytes(31), bytes(31) + first, bytes(32)]
    tally = Tally()
    tally._digests += b"".join(made)
    assert tally.contents(1).digest == blake2b(b"".join(sorted(made)), digest_size=32).hexdigest()
