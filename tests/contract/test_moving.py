"""One store's contents into another: from each store into the embedded one, back, and into another one of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.world import write_world
from graph.relations import RELATION_KINDS
from graph.statements import (
    Batch,
    EntityStatement,
    EntityType,
    Evidence,
    Judgement,
    QuarantinedRow,
    RelationStatement,
    Source,
)
from graph.store import Store
from graph.store.copying import Copied, copy_store
from graph.store.digest import digest
from graph.store.dump import contents, dump
from graph.store.protocol import COUNTED
from loaders import load
from loaders.pipeline import run_load
from loaders.reading import Progress, Record, Survey
from loaders.registry import open_source
from tests.contract.stores import EMBEDDED, STORES, StoreUnderTest
from tests.loaders.folders import now

Pair = tuple[StoreUnderTest, StoreUnderTest]


def pairs() -> list[Any]:
    """Each store with the embedded one, either way, and with itself where two of it can be had.

    A copy asks stores for nothing that the protocol does not say: so it need not meet every pair.
    """
    return [
        pytest.param((one, other), id=f"{one.name}-to-{other.name}")
        for one, other in product(STORES, STORES)
        if (one is other and "two_stores" not in one.cannot) or (one is not other and EMBEDDED in (one, other))
    ]


@pytest.fixture(params=pairs())
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """Two empty stores: to copy from, to copy into."""
    one, other = request.param
    with one.open(tmp_path / "from") as source, other.open(tmp_path / "to") as target:
        yield source, target


def copied(source: Store, target: Store, **said: Any) -> Copied:
    return copy_store(source, target, "somewhere", now=now, **said)


class TestStarterData:
    def test_the_dump_is_the_same_and_loads_go_on_as_before(self, pair: tuple[Store, Store]) -> None:
        source, target = pair
        first = load(source, "starter", now=now)
        done = copied(source, target)
        assert list(dump(target)) == list(dump(source))
        assert done.contents.same(done.found)
        assert source.counts() == target.counts() == done.contents.counts

        revision = target.revision()
        again = load(target, "starter", now=now)
        assert (again.total.unchanged, again.total.written, again.retired) == (first.total.written, 0, 0)
        assert target.revision() == revision

        shorter = [load_shorter(store) for store in (source, target)]
        assert shorter[0] == shorter[1] == (1_000, 0, first.counts["relation"].written - 1_000)
        assert list(dump(target)) == list(dump(source))


class Shorter:
    """The starter data without most of its relations."""

    def __init__(self) -> None:
        declaration, self._reader = open_source("starter", now().date())
        self.source = replace(declaration.source(), minimum={})

    def survey(self, progress: Progress) -> Survey:
        return replace(self._reader.survey(progress), fingerprint="shorter")

    def records(self) -> Iterator[Record]:
        relations = 0
        for record in self._reader.records():
            relations += record[0] == "relation"
            if relations <= 1_000:
                yield record


def load_shorter(store: Store) -> tuple[int, int, int]:
    """Relations unchanged, statements written, statements retired."""
    reader = Shorter()
    done = run_load(store, reader.source, reader, keeps_at_least=0, now=now)
    return done.counts["relation"].unchanged, done.total.written, done.retired


SOURCES = {
    "a": Source("a", "A", "nobody", "CC0-1.0", "", "2026-01-01", owns_ids=True, origin="2024/å"),
    "b": Source("b", "B ✓", "nobody", "CC0-1.0", "https://b.example", "2026-01-02", gives=("organisation",)),
}
IDS = ("x", "y", "z", "a:x", "b:x", "never-described")
texts = st.sampled_from(("1", "Øst", "a → b", 'with "quotes"\n'))
dates = st.none() | st.sampled_from(("2020", "2020-02", "2020-02-29"))
evidences = st.builds(
    # The locator follows from the rest: a statement that is retired and made again stands where it stood.
    lambda url, retrieved, confidence: Evidence(url, url and f"f.csv:{len(url)}", retrieved, confidence),
    st.none() | st.just("https://a.example/1"), dates, st.sampled_from(("verified", "imported")),
)  # fmt: skip
PROPERTIES: dict[EntityType, dict[str, st.SearchStrategy[Any]]] = {
    "market": {"capital": texts, "main_business_city": st.none() | texts},
    "sector": {"name": texts, "near": st.none() | st.just(["y", "nobody"])},
    "corridor": {"kind": st.just("trade_bloc"), "name": texts, "markets": st.just(["SE", "DK"]), "since": dates},
    "organisation": {
        "kind": st.sampled_from(("cluster", "company", "trade_agency")), "name": texts, "country": st.just("DK"),
        "other_names": st.none() | st.just(["former:Øst", "acronym:Ø"]),
        "lat": st.none() | st.sampled_from((57.0, 12.5, -0.25)), "founded": dates, "sectors": st.just(["x", "y"]),
    },
    "context": {"kind": st.just("event"), "name": texts, "month": st.none() | st.integers(1, 12), "deadline": dates},
    "priority": {"organisation": st.sampled_from(IDS), "name": texts, "since": dates, "until": dates},
    "estimate": {"count": st.integers(0, 3), "region": st.just("DK")},
}  # fmt: skip


@st.composite
def entities(draw: st.DrawFn) -> EntityStatement:
    type_ = draw(st.sampled_from(sorted(PROPERTIES)))
    drawn = {name: draw(values) for name, values in PROPERTIES[type_].items()}
    said = {name: value for name, value in drawn.items() if value is not None}
    audience = draw(st.sampled_from(("public", "partners")))
    id_ = draw(st.sampled_from(("DK", "KR") if type_ == "market" else IDS[:3]))
    return EntityStatement(draw(st.sampled_from("ab")), id_, type_, said, draw(evidences), audience)


@st.composite
def relations(draw: st.DrawFn) -> RelationStatement:
    ends = st.sampled_from((*IDS, "DK"))
    said = RelationStatement(
        draw(st.sampled_from("ab")), "", draw(st.sampled_from(sorted(RELATION_KINDS))), draw(ends), draw(ends),
        draw(evidences), draw(dates), draw(dates), draw(st.none() | st.just("ended")), draw(st.none() | texts),
        draw(st.none() | st.just("DK-81")), draw(st.none() | texts), draw(st.none() | st.sampled_from((1.0, 2.5))),
    )  # fmt: skip
    return replace(said, key=digest(repr(said)))


@dataclass(frozen=True)
class Step:
    """What happens to a store: a load of a source, statements beside a load, a judgement, a row put aside."""

    load: str | None
    statements: tuple[EntityStatement | RelationStatement, ...]
    judgement: tuple[str, str, bool] | None
    put_aside: str | None


steps = st.lists(
    st.builds(
        Step,
        st.sampled_from((None, "a", "b")),
        st.lists(entities() | relations(), max_size=6).map(tuple),
        st.none() | st.tuples(st.just("x"), st.sampled_from(("y", "z")), st.booleans()),
        st.none() | st.sampled_from(("k1", "k2")),
    ),
    max_size=4,
)


def lived_through(store: Store, history: list[Step], began: int = 0) -> None:
    """Everything that happens, one after the other."""
    for at, step in enumerate(history, start=began):
        statements = tuple(said for said in step.statements if step.load in (None, said.source))
        run = store.start_run(step.load, str(at), "2026") if step.load else None
        rows = [("a" if step.put_aside == "k1" else "b", step.put_aside)] if step.put_aside else []
        put_aside = tuple(
            QuarantinedRow(name, key, "relation", "f.csv", at, None, "bad_value", "øre", {"kind": "x"})
            for name, key in rows
        )
        judgements = (
            [Judgement(*step.judgement, "editor", "why", f"2026-01-01T00:00:{at:02}")] if step.judgement else []
        )
        retiring = run is not None
        store.apply(Batch(run, None, statements, (), retiring, put_aside, (), tuple(judgements)))


@pytest.mark.parametrize("chosen", pairs())
class TestRandomGraphs:
    def test_the_dump_is_the_same(self, chosen: Pair) -> None:
        @examples(chosen)
        @given(history=steps, batch_size=st.integers(1, 5))
        def check(history: list[Step], batch_size: int) -> None:
            with opened(chosen) as (source, target):
                lived_through(source, history)
                done = copied(source, target, batch_size=batch_size)
                assert list(dump(target)) == list(dump(source))
                assert done.contents.same(done.found)
                assert tuple(done.contents.counts) == COUNTED
                assert source.counts() == target.counts() == done.contents.counts

        check()

    def test_an_interrupted_copy_goes_on(self, chosen: Pair) -> None:
        """Stopped before or after a batch, once or several times; the source may have moved on since the first."""
        stopped = st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=1, max_size=3)

        @examples(chosen)
        @given(history=steps, meanwhile=steps, stops=stopped, batch_size=st.integers(1, 5))
        def check(history: list[Step], meanwhile: list[Step], stops: list[tuple[int, bool]], batch_size: int) -> None:
            with opened(chosen) as (source, target):
                lived_through(source, history)
                for nth, (at, after) in enumerate(stops):
                    try:
                        copied(source, Stopping(target, at, after), batch_size=batch_size)
                    except StoppedError:
                        if nth == 0 and not is_complete(target):
                            lived_through(source, meanwhile, began=len(history))
                    else:
                        break
                done = copied(source, target, batch_size=batch_size)
                assert list(dump(target)) == list(dump(source))
                assert done.contents.same(done.found)

        check()


def is_complete(target: Store) -> bool:
    """Whether a copy was stopped after its last batch, so that nothing was left to do."""
    return all(run.state == "finished" for run in target.runs(limit=len(SOURCES)))


def examples(chosen: Pair) -> settings:
    """As many as the slower store of the two takes."""
    fewest = min(under_test.examples for under_test in chosen)
    return settings(max_examples=fewest)


@contextmanager
def opened(chosen: Pair) -> Iterator[tuple[Store, Store]]:
    """Two empty stores, for one example; the first declares what the histories speak of."""
    one, other = chosen
    with (
        TemporaryDirectory() as folder,
        one.open(Path(folder) / "from") as source,
        other.open(Path(folder) / "to") as target,
    ):
        for declared in SOURCES.values():
            source.apply(Batch(source=declared))
        yield source, target


class StoppedError(Exception):
    """Something came in between."""


class Stopping:
    """A store in which one batch, counted from 0, is the last: it is written, or it is not."""

    def __init__(self, store: Store, at: int, after: bool) -> None:
        self._store = store
        self._left = at
        self._after = after

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def apply(self, batch: Batch) -> int:
        if self._left == 0 and not self._after:
            raise StoppedError
        revision = self._store.apply(batch)
        if self._left == 0:
            raise StoppedError
        self._left -= 1
        return revision


@pytest.mark.slow
def test_the_benchmark_world(pair: tuple[Store, Store], tmp_path: Path) -> None:
    """The digest stands for the dump, which is too long to be held twice."""
    source, target = pair
    (tmp_path / "world").mkdir()
    write_world(tmp_path / "world")
    load(source, tmp_path / "world", name="world", now=now)
    done = copied(source, target)
    assert done.contents.counts["relation"] > 470_000
    assert done.contents.same(done.found)
    assert done.found == contents(target)
    assert done.contents.same(contents(source))
