"""What may be copied into what, and what a copy leaves in the record of loads."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import LimitError, StoreError
from graph.statements import Batch, EntityStatement, Evidence, Judgement, QuarantinedRow, RelationStatement, Source
from graph.store import dump as dumping
from graph.store.copying import Copied, copied_from, copy_store
from graph.store.dump import Contents, contents, dump
from graph.store.sqlite.store import SqliteStore
from tests.fault.stores import FailingStore
from tests.loaders.folders import now

A = Source("a", "A", "nobody", "CC0-1.0", "", "2026-01-01")
B = Source("b", "B", "nobody", "CC0-1.0", "", "2026-01-01")
HERE = "sqlite:/here"


def said(id_: str, source: str = "a", name: str = "X") -> EntityStatement:
    return EntityStatement(source, id_, "sector", {"name": name}, Evidence())


def judged(at: int) -> Judgement:
    return Judgement("x", "y", bool(at % 2), "editor", "why", f"2026-01-01T00:00:{at:02}")


@pytest.fixture
def source(tmp_path: Path) -> Iterator[SqliteStore]:
    """A store of two sources."""
    with SqliteStore(tmp_path / "from") as store:
        run = store.start_run("a", "f1", "2026")
        link = RelationStatement("a", "0" * 32, "partner_of", "x", "y", Evidence())
        row = QuarantinedRow("a", "k", "sector", "sectors.csv", 3, "id", "bad_value", "no id", {"id": " "})
        store.apply(Batch(run=run, source=A, statements=(said("x"), said("y"), link), quarantined=(row,)))
        store.apply(Batch(source=B, statements=(said("x", "b"), said("z", "b")), judgements=(judged(1), judged(2))))
        yield store


@pytest.fixture
def target(tmp_path: Path) -> Iterator[SqliteStore]:
    with SqliteStore(tmp_path / "to", busy_seconds=0) as store:
        yield store


def copied(source: SqliteStore, target: SqliteStore, origin: str = HERE, batch_size: int = 20_000) -> Copied:
    return copy_store(source, target, origin, batch_size=batch_size, now=now)


def interrupted(source: SqliteStore, path: Path, at: int) -> None:
    """A copy that failed before a batch of one thing, counted from 0."""

    def fail() -> None:
        raise KeyboardInterrupt

    with FailingStore(path, at, fail) as target, pytest.raises(KeyboardInterrupt):
        copied(source, target, batch_size=1)


def refused(action: Callable[[], object]) -> str:
    with pytest.raises(StoreError) as refusal:
        action()
    assert refusal.value.suggestion
    return refusal.value.code


def test_what_is_copied_is_the_same_and_each_source_has_a_run(source: SqliteStore, target: SqliteStore) -> None:
    done = copied(source, target)
    assert (done.began_at, done.was_complete) == (None, False)
    assert list(dump(target)) == list(dump(source))
    assert done.found == contents(target)
    assert done.contents.same(done.found)
    runs = {run.source: run for run in target.runs()}
    assert {name: run.state for name, run in runs.items()} == {"a": "finished", "b": "finished"}
    assert {copied_from(run) for run in runs.values()} == {HERE}
    counts = runs["a"].counts
    assert (counts["read"], counts["written"], counts["quarantined"], counts["retired"]) == (4, 3, 1, 0)
    assert copied_from(source.runs()[0]) is None


def test_it_tells_how_far_it_has_come(source: SqliteStore, target: SqliteStore) -> None:
    told: list[int] = []
    copy_store(source, target, HERE, batch_size=2, advance=told.append)
    assert (sum(told), max(told)) == (5, 2)
    told.clear()
    contents(target, told.append)
    assert sum(told) == 5


def test_neither_transactions_nor_what_waits_for_one_are_larger_than_they_may_be(
    source: SqliteStore, tmp_path: Path
) -> None:
    written = read = 0

    class Watched(SqliteStore):
        def apply(self, batch: Batch) -> int:
            nonlocal written
            assert len(batch.statements) + len(batch.quarantined) + len(batch.judgements) <= 2
            assert len({one.source for one in batch.statements}) <= 1
            written += len(batch.statements)
            return super().apply(batch)

    def advance(n: int) -> None:
        nonlocal read
        read += n
        assert read - written < 2

    source.apply(Batch(statements=tuple(said(f"{at}", "ab"[at % 2]) for at in range(9))))
    with Watched(tmp_path / "watched") as target:
        copy_store(source, target, HERE, batch_size=2, advance=advance)
        assert list(dump(target)) == list(dump(source))
        assert read == written == 14


def test_an_interrupted_copy_goes_on_wherever_it_stopped(source: SqliteStore, tmp_path: Path) -> None:
    for at in range(12):
        path = tmp_path / f"to-{at}"
        interrupted(source, path, at)
        with SqliteStore(path) as target:
            done = copied(source, target)
            assert done.began_at == (None if at == 0 else source.revision())
            assert list(dump(target)) == list(dump(source))
            assert {run.state for run in target.runs(limit=2)} == {"finished"}
            assert at == 11 or max(run.id for run in target.runs()) == 2  # the runs that were begun, not others


def test_a_copy_that_goes_on_after_its_source_has_moved_on(source: SqliteStore, tmp_path: Path) -> None:
    interrupted(source, tmp_path / "to", 7)
    before = source.revision()
    run = source.start_run("a", "f2", "2026")
    changed = (said("y", name="Y"), said("new"))
    source.apply(Batch(run=run, statements=changed, judgements=(judged(3),), retire_unseen=True))
    with SqliteStore(tmp_path / "to") as target:
        assert copied(source, target).began_at == before
        assert list(dump(target)) == list(dump(source))
        assert {id_ for name, _, id_, _ in target.ids() if name == "a"} == {"y", "new"}


def test_a_complete_copy_is_looked_through_and_left_as_it_is(source: SqliteStore, target: SqliteStore) -> None:
    first = copied(source, target)
    revision, runs = target.revision(), target.runs()
    again = copied(source, target)
    assert (again.was_complete, again.contents) == (True, first.contents)
    assert (target.revision(), target.runs()) == (revision, runs)
    source.apply(Batch(statements=(said("late"),)))
    assert refused(lambda: copied(source, target)) == "store_not_empty"


@pytest.mark.parametrize(
    "batch",
    [
        Batch(source=A),
        Batch(source=replace(A, name="other")),
        Batch(source=A, statements=(said("x"),)),
        Batch(judgements=(judged(1),)),
        Batch(judgements=(judged(9),)),
        Batch(quarantined=(QuarantinedRow("a", "k", "sector", "f.csv", 1, None, "bad_value", "", {}),)),
    ],
)
def test_a_store_that_holds_something_is_refused_and_left_as_it_is(
    source: SqliteStore, target: SqliteStore, batch: Batch
) -> None:
    target.apply(batch)
    before = (list(dump(target)), target.revision(), target.runs())
    assert refused(lambda: copied(source, target)) == "store_not_empty"
    assert (list(dump(target)), target.revision(), target.runs()) == before


def test_what_others_did_to_an_interrupted_copy_is_not_overwritten(source: SqliteStore, tmp_path: Path) -> None:
    def loads(store: SqliteStore) -> None:
        run = replace(store.start_run("a", "f7", "2026"), checkpoint={"rows": 1})
        store.apply(Batch(run=run, source=A, statements=(said("own"),)))

    def judges(store: SqliteStore) -> None:
        store.apply(Batch(judgements=(judged(9),)))

    for at, meddle in enumerate((loads, judges)):
        path = tmp_path / f"to-{at}"
        interrupted(source, path, 6)
        with SqliteStore(path) as target:
            meddle(target)
            before = list(dump(target))
            assert refused(lambda target=target: copied(source, target)) == "store_not_empty"  # type: ignore[misc]
            assert list(dump(target)) == before


def test_an_interrupted_copy_of_another_store_is_refused(source: SqliteStore, tmp_path: Path) -> None:
    interrupted(source, tmp_path / "to", 5)
    with SqliteStore(tmp_path / "to") as target:
        assert refused(lambda: copied(source, target, "sqlite:/elsewhere")) == "store_not_empty"
        assert copied(source, target).began_at is not None


def test_there_must_be_something_to_copy(source: SqliteStore, target: SqliteStore) -> None:
    assert refused(lambda: copied(target, source)) == "store_empty"


def test_no_load_and_no_other_copy_goes_on_meanwhile(source: SqliteStore, target: SqliteStore) -> None:
    with target.loading():
        assert refused(lambda: copied(source, target)) == "store_locked"
    assert target.revision() == 0


def test_more_in_quarantine_than_is_held_in_memory(
    source: SqliteStore, target: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dumping, "QUARANTINED_AT_MOST", 0)
    for action in (lambda: copied(source, target), lambda: contents(source), lambda: list(dump(source))):
        with pytest.raises(LimitError):
            action()
    assert target.revision() == 0


def test_a_copy_that_differs_is_not_complete_and_goes_on(source: SqliteStore, target: SqliteStore) -> None:
    def meddled(store: object) -> Contents:
        target.apply(Batch(statements=(said("not-copied"),)))
        return contents(target)

    done = copy_store(source, target, HERE, check=meddled, now=now)
    assert not done.contents.same(done.found)
    assert {run.state for run in target.runs()} == {"failed"}
    again = copied(source, target)
    assert again.contents.same(again.found)
    assert {run.state for run in target.runs(limit=2)} == {"finished"}
    assert list(dump(target)) == list(dump(source))


def test_a_copy_that_was_stopped_while_it_was_read_back_goes_on(source: SqliteStore, target: SqliteStore) -> None:
    def stopped(store: object) -> Contents:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_store(source, target, HERE, check=stopped, now=now)
    source.apply(Batch(statements=(said("late"),)))
    done = copied(source, target)
    assert done.began_at == source.revision() - 1
    assert list(dump(target)) == list(dump(source))


def test_a_run_that_wrote_nothing_says_nothing(source: SqliteStore, tmp_path: Path) -> None:
    """Begun, and stopped before its first batch."""
    interrupted(source, tmp_path / "to", 5)
    with SqliteStore(tmp_path / "to") as target:
        target.start_run("a", "f8", "2026")
        target.start_run("b", "f9", "2026")
        assert copied(source, target).began_at is not None
        assert list(dump(target)) == list(dump(source))
