"""Random histories: a store against a dictionary, and its changes against its scans."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from graph.statements import Batch, EntityStatement, Evidence, RelationStatement, Source, Statement
from graph.store import Store
from tests.contract.stores import STORES, StoreUnderTest
from tests.revisions import changes_since, reached

Key = tuple[str, str, str]

SOURCES = {name: Source(name, name, "nobody", "CC0-1.0", "", "2026-01-01") for name in ("a", "b")}
entities: st.SearchStrategy[Statement] = st.builds(
    lambda source, id_, type_, value: EntityStatement(source, id_, type_, {"name": value}, Evidence()),
    st.sampled_from("ab"), st.sampled_from("xyz"), st.sampled_from(["sector", "corridor"]), st.sampled_from("12"),
)  # fmt: skip
relations: st.SearchStrategy[Statement] = st.builds(
    lambda source, key: RelationStatement(source, key * 32, "partner_of", "x", "y", Evidence()),
    st.sampled_from("ab"), st.sampled_from("0123"),
)  # fmt: skip


def key_of(said: Statement) -> Key:
    if isinstance(said, RelationStatement):
        return said.source, "relation", said.key
    return said.source, said.type, said.id


def place_of(said: Statement) -> tuple[str, bool, str]:
    """What a statement takes the place of: the former one of its source and id, or key."""
    source, type_, id_ = key_of(said)
    return source, type_ == "relation", id_


statements = st.lists(st.one_of(entities, relations), max_size=5, unique_by=place_of)
steps = st.lists(st.tuples(statements, st.sampled_from(["write", "load a", "load b"])), max_size=8)


def scanned(store: Store) -> dict[Key, str]:
    with store.reading() as scan:
        everything: list[Statement] = [*scan.entities(), *scan.relations()]
    return {key_of(said): repr(said) for said in everything}


def write(store: Store, model: dict[Key, str], given: list[Statement], how: str, number: int) -> None:
    """One batch, to the store and to the model: whatever it says replaces what was said of the same id."""
    of = how.removeprefix("load ")
    said = given if how == "write" else [one for one in given if one.source == of]
    run = None if how == "write" else store.start_run(of, str(number), "now")
    if run:
        for key in [key for key in model if key[0] == of]:
            del model[key]
    for one in said:
        source, type_, id_ = key_of(one)
        for key in [key for key in model if (key[0], key[1] == "relation", key[2]) == place_of(one)]:
            del model[key]
        model[source, type_, id_] = repr(one)
    store.apply(Batch(run=run, statements=tuple(said), retire_unseen=run is not None))


@pytest.mark.parametrize("under_test", STORES, ids=lambda under_test: under_test.name)
def test_a_store_holds_what_was_said_last_and_tells_what_changed(under_test: StoreUnderTest) -> None:
    @settings(max_examples=under_test.examples)
    @given(steps=steps)
    def check(steps: list[tuple[list[Statement], str]]) -> None:
        with TemporaryDirectory() as folder, under_test.open(Path(folder)) as store:
            live_through(store, steps)

    check()


def live_through(store: Store, steps: list[tuple[list[Statement], str]]) -> None:
    """Write all of it, and look back from the end to every revision."""
    for source in SOURCES.values():
        store.apply(Batch(source=source))
    model: dict[Key, str] = {}
    history = {reached(store): dict(model)}
    numbers: list[int] = []
    for number, (batch, how) in enumerate(steps):
        before, then = reached(store), dict(model)
        write(store, model, batch, how, number)
        assert scanned(store) == model
        after = reached(store)
        assert (after != before) == (then != model)
        assert after[0] == before[0] + (after != before)
        if after != before:
            numbers.append(len(then.items() ^ model.items()))
        history[after] = dict(model)
    for at, (revision, then) in enumerate(history.items()):
        number = sum(numbers[at:])
        changes = changes_since(store, revision, number)
        for key in changes.retired:
            del then[key]
        added = {key_of(said): repr(said) for said in changes.added}
        assert not added.keys() & then.keys()
        assert {**then, **added} == model
        with pytest.raises(InputError) as refused:
            changes_since(store, revision, number - 1)
        assert refused.value.code == "too_many_changes"
