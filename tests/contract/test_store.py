"""The contract of ``graph.store.protocol.Store``."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from graph.errors import InputError, StoreError
from graph.statements import (
    Batch,
    EntityStatement,
    Evidence,
    Judgement,
    QuarantinedRow,
    RelationStatement,
    Run,
    Source,
    Statement,
)
from graph.store import Store
from graph.store.digest import content_digest
from tests.contract.conftest import Opener
from tests.contract.stores import StoreUnderTest
from tests.revisions import FIRST, NO_LIMIT, changes_since, reached, written
from tests.statements import organisation

A = Source(
    "a", "Source A", "nobody", "CC0-1.0", "https://a.example", "2026-01-01", owns_ids=True, gives=("organisation",)
)
B = Source(
    "b",
    "Source B",
    "nobody",
    "CC0-1.0",
    "",
    "2026-01-02",
    minimum={"relation": 3},
    maximum={"sector": 9},
    origin="2024/b",
)


def relation(start: str, end: str, source: str = "a", **said: Any) -> RelationStatement:
    key = content_digest(organisation("-".join((start, end, *map(str, said.values())))))
    return RelationStatement(source, key, "partner_of", start, end, Evidence(), **said)


def judgement(at: int, *, same: bool = True, left: str = "x", right: str = "y") -> Judgement:
    return Judgement(left, right, same, "editor", "same address", f"2026-01-01T00:00:{at:02}+00:00")


def row(
    key: str, source: str = "a", line: int = 2, file: str = "relations.csv", code: str = "bad_value"
) -> QuarantinedRow:
    return QuarantinedRow(source, key, "relation", file, line, "since", code, "no date", {"since": "øre", "kind": "x"})


def live(store: Store) -> list[str]:
    """Everything live, in one order."""
    with store.reading() as scan:
        return texts(*scan.entities(), *scan.relations())


def texts(*statements: Statement) -> list[str]:
    return sorted(orjson.dumps(asdict(said), option=orjson.OPT_SORT_KEYS).decode() for said in statements)


def began(store: Store, source: str = "a", fingerprint: str = "f1") -> Run:
    return store.start_run(source, fingerprint, "2026-01-01T00:00:00+00:00")


class TestStatements:
    def test_a_new_store_is_empty_and_at_revision_0(self, store: Store) -> None:
        assert store.revision() == 0
        with store.reading() as scan:
            assert (scan.revision, scan.stamp, scan.sources(), scan.judgements()) == (0, "", [], [])
        assert live(store) == []
        assert store.runs() == []

    def test_what_is_written_is_read_as_it_was(self, store: Store) -> None:
        everything = {"sectors": ["energy", "øl"], "lat": 57.05, "founded": "2020-02", "native_name": "Klyngen ✓"}
        full = EntityStatement(
            "a", "k-1", "organisation", {"kind": "cluster", "name": "K", **everything},
            Evidence("https://a.example/1", "organisations.csv:3", "2025-11", "verified"), "partners",
        )  # fmt: skip
        plain = EntityStatement("a", "est-1", "estimate", {"count": 3, "region": "europe"}, Evidence())
        dated = RelationStatement(
            "a", "0" * 32, "lies_on", "k-1", "corridor",
            Evidence("https://a.example/2", "relations.csv:9", "2024", "inferred"),
            "2020", "2021-05-06", "ended", "role", "DK-81", "Name", 1.5, "partners",
        )  # fmt: skip
        bare = relation("k-1", "k-2")
        assert store.apply(Batch(source=A, statements=(full, plain, dated, bare))) == 1
        assert live(store) == texts(full, plain, dated, bare)

    def test_statements_come_back_from_a_store_that_was_closed(self, opener: Opener) -> None:
        first = opener()
        first.apply(Batch(source=A, statements=(organisation("x"),)))
        first.close()
        assert live(opener()) == texts(organisation("x"))

    def test_the_same_batch_again_changes_nothing(self, store: Store) -> None:
        batch = Batch(source=A, statements=(organisation("x"), relation("x", "y")), judgements=(judgement(1),))
        assert [store.apply(batch), store.apply(batch), store.revision()] == [1, 1, 1]
        assert live(store) == texts(*batch.statements)
        with store.reading() as scan:
            assert scan.judgements() == [judgement(1)]

    def test_the_order_of_properties_and_a_new_locator_change_nothing(self, store: Store) -> None:
        said = organisation("x", city="Aarhus")
        store.apply(Batch(source=A, statements=(said,)))
        moved = replace(
            said, properties=dict(reversed(list(said.properties.items()))), evidence=Evidence(locator="o.csv:99")
        )
        assert store.apply(Batch(statements=(moved,))) == 1
        assert live(store) == texts(said)

    @pytest.mark.parametrize(
        "changed",
        [
            organisation("x", city="Odense"),
            replace(organisation("x"), evidence=Evidence(confidence="verified")),
            replace(organisation("x"), audience="partners"),
            replace(organisation("x"), type="context"),
        ],
    )
    def test_a_changed_statement_retires_the_former_one(self, store: Store, changed: EntityStatement) -> None:
        store.apply(Batch(source=A, statements=(organisation("x"), organisation("y"))))
        assert store.apply(Batch(statements=(changed,))) == 2
        assert live(store) == texts(changed, organisation("y"))

    def test_of_two_statements_of_one_id_in_a_batch_the_last_is_live(self, store: Store) -> None:
        store.apply(Batch(source=A, statements=(organisation("x"), organisation("x", city="B"), organisation("y"))))
        assert live(store) == texts(organisation("x", city="B"), organisation("y"))

    def test_sources_do_not_touch_each_others_statements(self, store: Store) -> None:
        store.apply(Batch(source=A, statements=(organisation("x"), relation("x", "y"))))
        store.apply(Batch(source=B, statements=(organisation("x", "b", city="B"), relation("x", "y", "b"))))
        assert len(live(store)) == 4

    def test_a_statement_of_an_undeclared_source_is_refused_whole(self, store: Store) -> None:
        store.apply(Batch(source=A, judgements=(judgement(1),)))
        wrong = (organisation("x"), relation("x", "y"), relation("x", "y", "nobody"))
        with pytest.raises(InputError) as refused:
            store.apply(Batch(source=B, statements=wrong, quarantined=(row("k"),), judgements=(judgement(2),)))
        assert (refused.value.code, refused.value.value) == ("undeclared_source", "nobody")
        assert (store.revision(), live(store), store.quarantined()) == (1, [], [])
        with store.reading() as scan:
            assert (scan.sources(), scan.judgements()) == ([A], [judgement(1)])

    def test_what_is_said_of_some_things(self, store: Store) -> None:
        x, also_x = organisation("x", founded="2020-02", sectors=["energy"]), organisation("x", "b")
        store.apply(Batch(source=A, statements=(x, organisation("y"), relation("x", "y"))))
        store.apply(Batch(source=B, statements=(also_x,)))
        assert list(store.things(())) == []
        assert texts(*store.things([("a", "x"), ("nobody", "x"), ("b", "y")])) == texts(x)
        assert texts(*store.things([("a", "x"), ("b", "x")])) == texts(x, also_x)
        changed = organisation("x", name="anew")
        store.apply(Batch(statements=(changed,)))
        assert texts(*store.things([("a", "x")])) == texts(changed)

    def test_digests_and_ids(self, store: Store) -> None:
        sector = EntityStatement("a", "energy", "sector", {"name": "Energy"}, Evidence())
        store.apply(Batch(source=A, statements=(organisation("x"), sector, relation("x", "y"))))
        store.apply(Batch(source=B, statements=(organisation("x", "b", kind="company"),)))
        key = relation("x", "y").key
        assert sorted(store.digests("a")) == [
            ("organisation", "x", content_digest(organisation("x"))),
            ("relation", key, key),
            ("sector", "energy", content_digest(sector)),
        ]
        assert sorted(store.digests("nobody")) == []
        assert sorted(store.ids()) == [
            ("a", "organisation", "x", "cluster"),
            ("a", "sector", "energy", ""),
            ("b", "organisation", "x", "company"),
        ]


class TestRevisions:
    def test_it_grows_when_a_fact_a_declaration_or_a_judgement_changes_and_not_otherwise(self, store: Store) -> None:
        run = began(store)
        assert store.apply(Batch(source=A)) == 1
        assert store.apply(Batch(source=A, statements=(organisation("x"),))) == 2
        assert store.apply(Batch(judgements=(judgement(1),))) == 3
        assert store.apply(Batch(source=replace(A, retrieved="2026-02-01"))) == 4
        assert store.apply(Batch(run=run, seen=(("organisation", "x"),), quarantined=(row("k"),))) == 4
        assert store.apply(Batch(released=("k",))) == 4
        assert store.apply(Batch(run=run, retire_unseen=True)) == 4
        assert store.apply(Batch(run=began(store, fingerprint="f2"), retire_unseen=True)) == 5
        assert store.revision() == 5

    def test_changes_since_each_revision(self, store: Store) -> None:
        first, second = organisation("x"), organisation("x", city="B")
        kept, gone, late = relation("x", "y"), relation("x", "z"), relation("y", "z")
        seen = (("organisation", "x"), ("relation", kept.key))

        def batches() -> Iterator[Batch]:
            yield Batch(source=A, statements=(first, gone))
            yield Batch(source=B, statements=(second, kept), judgements=(judgement(1),))
            yield Batch(source=replace(A, title="New"), statements=(organisation("z"),))
            run = began(store, fingerprint="f9")
            yield Batch(run=run, statements=(late,), seen=seen, retire_unseen=True, judgements=(judgement(2),))

        revisions = written(store, batches())
        dropped = ("a", "relation", gone.key)

        since = [changes_since(store, revision) for revision in revisions]
        assert [number for number, _ in revisions] == [0, 1, 2, 3, 4]
        assert {(changes.revision, changes.stamp) for changes in since} == {revisions[-1]}
        assert texts(*since[0].added) == texts(second, kept, late)
        assert since[0].retired == ()
        assert texts(*since[1].added) == texts(second, kept, late)
        assert set(since[1].retired) == {("a", "organisation", "x"), dropped}
        assert texts(*since[2].added) == texts(late)
        assert set(since[2].retired) == {dropped}
        assert set(since[3].retired) == {dropped, ("a", "organisation", "z")}
        assert [changes.judgements for changes in since] == [
            (judgement(1), judgement(2)), (judgement(1), judgement(2)), (judgement(2),), (judgement(2),), (),
        ]  # fmt: skip
        newest = replace(A, title="New")
        assert [changes.sources for changes in since] == [(newest, B), (newest, B), (newest,), (), ()]
        assert (since[4].added, since[4].retired) == ((), ())

    @pytest.mark.parametrize("number", [-1, 1, 99])
    @pytest.mark.parametrize("stamp", ["", "0" * 32])
    def test_changes_since_a_revision_that_never_was(self, store: Store, number: int, stamp: str) -> None:
        with pytest.raises(InputError) as refused:
            store.changes(number, stamp, NO_LIMIT)
        assert refused.value.code == "unknown_revision"

    def test_a_stamp_is_of_one_revision_and_stays(self, opener: Opener) -> None:
        with opener() as store:
            batches = [Batch(source=A, statements=(organisation(id_),)) for id_ in "xyz"]
            revisions = written(store, batches)
            assert revisions[0] == FIRST
            assert len({stamp for _, stamp in revisions}) == 4
            assert written(store, batches) == [revisions[-1]] * 4
        store = opener()
        assert reached(store) == revisions[-1]
        for number, stamp in revisions:
            assert changes_since(store, (number, stamp)).stamp == revisions[-1][1]
            for _, other in revisions:
                if other != stamp:
                    with pytest.raises(InputError) as refused:
                        store.changes(number, other, NO_LIMIT)
                    assert refused.value.code == "unknown_revision"

    def test_the_same_history_in_another_store_has_other_stamps(
        self, under_test: StoreUnderTest, tmp_path: Path
    ) -> None:
        """One after the other, since there may be only one database to hold them."""
        batches = [Batch(source=A, statements=(organisation(id_),)) for id_ in "xy"]
        with under_test.open(tmp_path / "one") as store:
            before, *ones = written(store, batches)
        with under_test.open(tmp_path / "other") as store:
            first, *others = written(store, batches)
            assert before == first == FIRST
            assert [number for number, _ in ones] == [number for number, _ in others] == [1, 2]
            assert not {stamp for _, stamp in ones} & {stamp for _, stamp in others}
            for revision in ones:
                with pytest.raises(InputError) as refused:
                    changes_since(store, revision)
                assert refused.value.code == "unknown_revision"
            assert [len(changes_since(store, revision).added) for revision in (FIRST, *others)] == [2, 1, 0]

    def test_more_changes_than_are_wanted(self, store: Store) -> None:
        def batches() -> Iterator[Batch]:
            yield Batch(source=A, statements=(organisation("x"), organisation("y"), relation("x", "z")))  # 3 written
            yield Batch(statements=(organisation("x", city="B"), organisation("z")))  # 2 written, 1 retired
            yield Batch(judgements=(judgement(1),))
            yield Batch(run=began(store), statements=(relation("x", "y"),), retire_unseen=True)  # 1 written, 4 retired

        revisions = written(store, batches())
        for revision, number in zip(revisions, [11, 8, 5, 5, 0], strict=True):
            assert changes_since(store, revision, number).revision == 4
            with pytest.raises(InputError) as refused:
                changes_since(store, revision, number - 1)
            assert refused.value.code == "too_many_changes"
        with pytest.raises(InputError) as refused:
            store.changes(1, "0" * 32, 0)
        assert refused.value.code == "unknown_revision"

    @pytest.mark.needs("consistent_scan")
    def test_a_scan_sees_one_revision(self, opener: Opener) -> None:
        store, other = opener(), opener()
        store.apply(Batch(source=A, statements=(organisation("x"),)))
        with store.reading() as scan:
            other.apply(Batch(source=B, statements=(organisation("y", "b"),), judgements=(judgement(1),)))
            assert (scan.revision, store.revision()) == (1, 2)
            assert texts(*scan.entities()) == texts(organisation("x"))
            assert (scan.sources(), scan.judgements()) == ([A], [])
            assert {said.source for said in scan.entities()} == {"a"}


class TestJudgementsAndDeclarations:
    @pytest.mark.needs("judgement_history")
    def test_judgements_are_kept_in_the_order_of_making(self, store: Store) -> None:
        made = [judgement(3), judgement(1, same=False), judgement(2, left="a", right="b")]
        for one in made:
            store.apply(Batch(judgements=(one,)))
        with store.reading() as scan:
            assert scan.judgements() == made

    @pytest.mark.parametrize(("left", "right"), [("y", "x"), ("x", "x")])
    def test_a_judgement_is_of_two_ids_the_smaller_first(self, store: Store, left: str, right: str) -> None:
        with pytest.raises(InputError) as refused:
            store.apply(Batch(source=A, judgements=(judgement(1), judgement(2, left=left, right=right))))
        assert refused.value.code == "bad_judgement"
        assert store.revision() == 0

    def test_the_latest_declaration_counts(self, store: Store) -> None:
        for source in (B, A, replace(A, licence="MIT"), B, A):
            store.apply(Batch(source=source))
        with store.reading() as scan:
            assert scan.sources() == [A, B]
        assert store.revision() == 4


class TestRuns:
    def test_an_unfinished_run_over_the_same_content_is_resumed(self, store: Store) -> None:
        run = began(store)
        assert (run.state, run.checkpoint, run.counts) == ("running", {}, {})
        noted = replace(run, checkpoint={"rows": 7, "file": "ø.csv"}, counts={"read": 7})
        store.apply(Batch(run=noted, source=A))
        assert store.start_run("a", "f1", "later") == noted
        assert store.runs() == [noted]

    def test_other_content_or_another_source_starts_another_run(self, store: Store) -> None:
        first = began(store)
        other = began(store, source="b")
        second = began(store, fingerprint="f2")
        assert first.id < other.id < second.id
        states = {run.id: run.state for run in store.runs()}
        assert states == {first.id: "failed", other.id: "running", second.id: "running"}

    def test_a_finished_run_is_not_resumed(self, store: Store) -> None:
        run = began(store)
        store.apply(Batch(run=replace(run, state="finished", finished="now"), source=A))
        assert began(store).id > run.id

    def test_runs_are_listed_newest_first(self, store: Store) -> None:
        ids = [began(store, source, f"f{at}").id for at, source in enumerate("abab")]
        assert [run.id for run in store.runs()] == ids[::-1]
        assert [run.id for run in store.runs("a")] == [ids[2], ids[0]]
        assert [run.id for run in store.runs(limit=1)] == [ids[3]]

    def test_a_checkpoint_is_written_with_its_batch_or_not_at_all(self, store: Store) -> None:
        run = began(store)
        store.apply(Batch(source=A))
        wrong = (organisation("x"), organisation("y", "nobody"))
        with pytest.raises(InputError):
            store.apply(Batch(run=replace(run, checkpoint={"rows": 2}), statements=wrong, quarantined=(row("k"),)))
        assert (store.runs()[0].checkpoint, live(store), store.quarantined()) == ({}, [], [])

    def test_what_a_run_does_not_say_is_retired(self, store: Store) -> None:
        told, seen, gone = organisation("told"), organisation("seen"), organisation("gone")
        old, new, again = relation("old", "y"), relation("new", "y"), relation("again", "y")
        store.apply(Batch(run=began(store), source=A, statements=(seen, gone, old, again)))
        store.apply(Batch(source=B, statements=(organisation("other", "b"),)))
        run = began(store, fingerprint="f2")
        store.apply(Batch(run=run, statements=(told, new), seen=(("organisation", "seen"), ("relation", again.key))))
        assert len(live(store)) == 7
        store.apply(Batch(run=replace(run, counts={"read": 4}), retire_unseen=True))
        assert live(store) == texts(told, seen, new, again, organisation("other", "b"))
        assert store.runs("a", limit=1)[0].counts == {"read": 4, "retired": 2}

    def test_a_statement_written_without_a_run_outlives_the_run_that_is_going_on(self, store: Store) -> None:
        run = began(store)
        store.apply(Batch(run=run, source=A, statements=(organisation("x"),)))
        began(store, "b")
        store.apply(Batch(statements=(organisation("released"),)))
        store.apply(Batch(run=run, retire_unseen=True))
        assert live(store) == texts(organisation("x"), organisation("released"))
        store.apply(Batch(run=began(store, fingerprint="f2"), seen=(("organisation", "x"),), retire_unseen=True))
        assert live(store) == texts(organisation("x"))

    def test_a_retired_statement_can_come_back(self, store: Store) -> None:
        store.apply(Batch(run=began(store), source=A, statements=(organisation("x"), relation("x", "y"))))
        store.apply(Batch(run=began(store, fingerprint="f2"), retire_unseen=True))
        assert live(store) == []
        back = (organisation("x"), relation("x", "y"))
        assert store.apply(Batch(run=began(store, fingerprint="f3"), statements=back)) == 3
        assert live(store) == texts(*back)


class TestQuarantine:
    def test_rows_are_kept_by_place_until_they_are_released(self, store: Store) -> None:
        rows = [row("k3", line=30), row("k1", "b"), row("k2", line=4), row("k4", file="organisations.csv", line=9)]
        store.apply(Batch(quarantined=tuple(rows)))
        in_order = [rows[3], rows[2], rows[0], rows[1]]
        assert store.quarantined() == in_order
        assert store.quarantined("a") == in_order[:3]
        assert store.quarantined(limit=2) == in_order[:2]
        store.apply(Batch(released=("k2", "unknown")))
        assert store.quarantined("a") == [rows[3], rows[0]]

    def test_the_same_row_again_takes_its_new_place_and_reason(self, store: Store) -> None:
        store.apply(Batch(quarantined=(row("k"),)))
        again = row("k", line=7, code="wrong_end")
        store.apply(Batch(quarantined=(again,)))
        assert store.quarantined() == [again]

    def test_what_a_run_does_not_meet_again_is_dropped_with_what_it_retires(self, store: Store) -> None:
        store.apply(Batch(run=began(store), source=A, quarantined=(row("k1"), row("k2"), row("k3", "b"))))
        run = began(store, fingerprint="f2")
        store.apply(Batch(run=run, quarantined=(row("k2"),)))
        assert len(store.quarantined()) == 3
        store.apply(Batch(run=run, retire_unseen=True))
        assert [waiting.key for waiting in store.quarantined()] == ["k2", "k3"]


@pytest.mark.needs("two_stores")
def test_two_stores_have_a_content_each(under_test: StoreUnderTest, tmp_path: Path) -> None:
    with under_test.open(tmp_path / "one") as one, under_test.open(tmp_path / "other") as other:
        one.apply(Batch(source=A, statements=(organisation("x"),)))
        other.apply(Batch(source=A, statements=(organisation("y"),)))
        assert (live(one), live(other)) == (texts(organisation("x")), texts(organisation("y")))


class TestOneAtATime:
    def test_a_second_loader_is_told_that_one_is_at_work(self, opener: Opener) -> None:
        store, other = opener(), opener()
        with store.loading():
            with pytest.raises(StoreError) as refused, other.loading():
                pass
            assert refused.value.code == "store_locked"
            other.apply(Batch(source=A))
        with other.loading():
            assert store.revision() == 1

    def test_a_load_that_fails_lets_go(self, opener: Opener) -> None:
        store, other = opener(), opener()
        with pytest.raises(RuntimeError), store.loading():
            raise RuntimeError
        with other.loading():
            pass

    def test_a_closed_store_says_so(self, store: Store) -> None:
        store.close()
        store.close()
        with pytest.raises(StoreError):
            store.revision()

    def test_a_store_closes_with_its_block(self, opener: Opener) -> None:
        with opener() as store:
            assert store.revision() == 0
        with pytest.raises(StoreError):
            store.apply(Batch(source=A))
