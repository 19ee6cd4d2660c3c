"""The change that benchmarks and tests put a world through."""

from pathlib import Path

import pytest

from bench.change import MERGED, UNDONE, main, one_percent
from graph.errors import InputError
from graph.statements import Batch, EntityStatement, Evidence, RelationStatement, Source, Statement
from graph.store.opening import open_store
from graph.store.protocol import Store
from loaders.rows import read_relation
from tests.revisions import changes_since, reached

ORGANISATIONS = 400
WORLD = Source("world", "World", "nobody", "none", "", "2026-01-01")


def statements() -> list[Statement]:
    things = [
        EntityStatement(
            "world", f"m{at}", "organisation", {"kind": "company", "name": f"M {at}", "country": "DK"}, Evidence()
        )
        for at in range(ORGANISATIONS)
    ]
    relations = [
        read_relation("world", {"kind": "member_of", "source": f"m{at}", "target": f"m{at // 7}", "since": "2010"}, "")
        for at in range(1, ORGANISATIONS)
    ]
    return [*things, *(said for said in relations if isinstance(said, RelationStatement))]


def a_store(folder: Path) -> Store:
    store = open_store("sqlite:", folder)
    store.apply(Batch(source=WORLD, statements=tuple(statements())))
    return store


def test_the_same_store_and_seed_give_the_same_change(tmp_path: Path) -> None:
    with a_store(tmp_path / "a") as one, a_store(tmp_path / "b") as other:
        assert one_percent(one, seed=3) == one_percent(other, seed=3)
        assert one_percent(one, seed=4).statements != one_percent(other, seed=3).statements


def test_a_change_alters_adds_retires_merges_and_takes_apart_and_accounts_for_it(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        for seed in (1, 2):
            before = reached(store)
            batch = one_percent(store, seed=seed, share=0.1)
            assert store.apply(batch) == before[0] + 1
            changes = changes_since(store, before)
            assert len(changes.added) == len(batch.statements)
            (run,) = store.runs(limit=1)
            counts = run.counts
            assert counts["read"] == counts["written"] + counts["unchanged"]
            altered = {said.id for said in changes.added if isinstance(said, EntityStatement)}
            gone = {key for _, type_, key in changes.retired if type_ != "relation"} - altered
            new = altered - {key for _, _, key in changes.retired}
            assert counts["retired"] == len(changes.retired) - len(altered - new)
            assert len(altered - new) == 28 and len(new) == 8 and gone
            assert {type_ for _, type_, _ in changes.retired} == {"relation", "organisation"}
            undone = [one for one in changes.judgements if not one.same]
            assert len(changes.judgements) - len(undone) == MERGED
            assert len(undone) == UNDONE // 2 + (UNDONE if seed == 2 else 0)


def test_no_relation_is_left_that_names_what_has_gone(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        store.apply(one_percent(store, share=0.2))
        with store.reading() as scan:
            known = {said.id for said in scan.entities()}
            assert all({said.start, said.end} <= known for said in scan.relations())


def test_a_store_without_a_world_is_an_error_and_so_is_a_choice_of_two(tmp_path: Path) -> None:
    with open_store("sqlite:", tmp_path / "empty") as store, pytest.raises(InputError) as error:
        one_percent(store)
    assert error.value.code == "unknown_source"
    with a_store(tmp_path) as store:
        store.apply(Batch(source=Source("other", "Other", "nobody", "none", "", "2026-01-01")))
        with pytest.raises(InputError) as error:
            one_percent(store)
        assert error.value.nearest == ("other", "world")
        with pytest.raises(InputError) as error:
            one_percent(store, source="other")
        assert error.value.code == "nothing_to_change"


def test_the_command_applies_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a_store(tmp_path).close()
    assert main([f"sqlite:{tmp_path / 'store.sqlite'}"]) == 0
    assert capsys.readouterr().out.startswith("revision 2 committed at ")
