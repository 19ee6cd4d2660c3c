"""The graph that people see in Neo4j, against one that is worked out anew from what the store holds.

Random histories go to both stores: sources that share ids and come to own them or cease to, judgements made and undone,
statements altered, retired and made again. After each batch the stores hold the same, tell the same changes, and every
relationship stands where identity says, on nodes with the labels and properties that they should have.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from neo4j.exceptions import IncompleteCommit

from graph.errors import InputError
from graph.identity import GraphIds, canonical_ids, claims_of, judged_same, owners_of, speakers_of
from graph.implied import implied
from graph.kinds import CONFIDENCES
from graph.markets import is_market, market_names
from graph.statements import (
    ENTITY_TYPES,
    Batch,
    EntityStatement,
    Evidence,
    Judgement,
    RelationStatement,
    Source,
    Statement,
)
from graph.store import Store
from graph.store.digest import digest
from graph.store.dump import dump
from graph.store.neo4j.form.dates import Properties
from graph.store.neo4j.form.properties import stored_properties
from graph.store.neo4j.form.schema import labels, relationship_type
from graph.store.neo4j.form.statements import stored_relation
from graph.store.neo4j.store import Neo4jStore
from graph.store.protocol import Changes, Scan
from graph.store.sqlite.store import SqliteStore
from graph.uniting import best_first, united
from tests.contract.stores import NEO4J
from tests.neo4j.finding import Neo4jDatabase
from tests.profiles import draws
from tests.revisions import FIRST, Revision, changes_since, reached, written
from tests.statements import organisation

SOURCES = "abc"
IDS = ("x", "y", "z", "e", "a:x", "KR")
REFERENCES = (*IDS, "b:x", "b:y", "c:e", "nobody", "DK")
JUDGED = ("x", "y", "z", "a:x", "b:x", "a:y", "b:y", "c:z")
OWN = ("digest", "added", "changed", "seen")


def source_of(name: str, owns: bool, retrieved: str = "2026-01") -> Source:
    return Source(name, name, "nobody", "CC0-1.0", "", retrieved, owns_ids=owns)


evidence = st.builds(
    Evidence, retrieved=st.sampled_from([None, "2025", "2025-06-30"]), confidence=st.sampled_from(list(CONFIDENCES))
)


@st.composite
def things(draw: st.DrawFn) -> EntityStatement:
    type_ = draw(st.sampled_from(("organisation", "organisation", "organisation", *ENTITY_TYPES)))
    said: dict[str, Any] = {"name": draw(st.sampled_from(["Å", "B"]))}
    if type_ in ("organisation", "context"):
        said["kind"] = draw(st.sampled_from(["cluster", "cluster", "cluster", "company", "project", "odd"]))
        said["sectors"] = draw(st.lists(st.sampled_from(["e", "x", "nobody"]), max_size=2))
        said["start"] = draw(st.sampled_from(["2020", "2020-02"]))
    if type_ == "sector":
        said["near"] = draw(st.lists(st.sampled_from(["e", "x", "nobody"]), max_size=2))
    if type_ == "market":
        said["capital"] = "Seoul"
    if type_ == "corridor":
        said["markets"] = draw(st.lists(st.sampled_from(["KR", "DK", "x", "odd"]), max_size=3, unique=True))
        said["since"] = "2019-03"
    if type_ in ("priority", "service"):
        said["organisation"] = draw(st.sampled_from(REFERENCES))
        said["until"] = "2031"
    return EntityStatement(draw(st.sampled_from(SOURCES)), draw(st.sampled_from(IDS)), type_, said, draw(evidence))


@st.composite
def ties(draw: st.DrawFn) -> RelationStatement:
    source, kind = draw(st.sampled_from(SOURCES)), draw(st.sampled_from(["member_of", "partner_of", "lies_on"]))
    start, end = draw(st.sampled_from(REFERENCES)), draw(st.sampled_from(REFERENCES))
    since = draw(st.sampled_from([None, "2020", "2020-05"]))
    said_by = draw(evidence)
    key = digest((kind, start, end, since, said_by.retrieved, said_by.confidence))
    return RelationStatement(source, key, kind, start, end, said_by, since, audience="partners" if since else "public")


def place_of(said: Statement) -> tuple[str, bool, str]:
    if isinstance(said, RelationStatement):
        return said.source, True, said.key
    return said.source, False, said.id


judgements = st.builds(
    lambda pair, same: (min(pair), max(pair), same),
    st.tuples(st.sampled_from(JUDGED), st.sampled_from(JUDGED)).filter(lambda pair: pair[0] != pair[1]),
    st.sampled_from([True, True, False]),
)


@dataclass(frozen=True)
class Step:
    """One batch.

    Attributes:
        load: the source that is loaded, so that what it does not say is retired; None: nothing is.
        owner: a source that from now on owns its ids, or no longer does; and when it was retrieved.
        remembers: whether the store has read first what spares it questions.
    """

    statements: tuple[Statement, ...]
    judgements: tuple[tuple[str, str, bool], ...]
    load: str | None
    owner: tuple[str, bool, str] | None
    remembers: bool


steps = st.builds(
    Step,
    st.lists(st.one_of(things(), ties()), max_size=6, unique_by=place_of).map(tuple),
    st.lists(judgements, max_size=2).map(tuple),
    st.sampled_from([None, None, *SOURCES]),
    st.one_of(st.none(), st.tuples(st.sampled_from(SOURCES), st.booleans(), st.sampled_from(["2025", "2026"]))),
    st.booleans(),
)


def batch_of(step: Step, number: int, store: Store) -> Batch:
    """The batch of a step; of what is loaded again, the same is said as before if it is odd to say so."""
    said = [one for one in step.statements if step.load is None or one.source == step.load]
    run = store.start_run(step.load, str(number), "now") if step.load else None
    seen: list[tuple[str, str]] = []
    if step.load:
        live = [(type_, key) for type_, key, _ in store.digests(step.load)]
        given = {place_of(one)[1:] for one in said}
        seen = [one for one in sorted(live)[::2] if (one[0] == "relation", one[1]) not in given]
    return Batch(
        run=run,
        source=source_of(*step.owner) if step.owner else None,
        statements=tuple(said),
        seen=tuple(seen),
        retire_unseen=step.load is not None,
        judgements=tuple(Judgement(*one, "editor", "to see", str(number)) for one in step.judgements),
    )


def remember(store: Store) -> None:
    for _ in store.ids():
        pass
    for source in SOURCES:
        for _ in store.digests(source):
            pass


def told(changes: Changes) -> tuple[Any, ...]:
    added = sorted(orjson.dumps(said, option=orjson.OPT_SORT_KEYS) for said in changes.added)
    return changes.revision, added, sorted(changes.retired), changes.judgements, changes.sources


Node = tuple[frozenset[str], str]
Rel = tuple[str, str, str, str]


def text(properties: Properties) -> str:
    return orjson.dumps(properties, option=orjson.OPT_SORT_KEYS, default=str).decode()


class Expected:
    """The graph of a store's content, worked out without any history."""

    def __init__(self, scan: Scan) -> None:
        self._statements = list(scan.entities())
        relations = list(scan.relations())
        sources = scan.sources()
        self._owners = owners_of(sources)
        self._ids = GraphIds(sources, claims_of(self._statements))
        same = self._ids.meant_pairs(judged_same(scan.judgements()))
        self._canonical = canonical_ids(same, speakers_of(self._ids, same, self._statements), sources)
        self.rels = sorted([
            *self._said(),
            *(self._related(one, {}) for one in relations),
            *(self._related(replace(one, key=""), {"implied": True}) for one in self._implied()),
        ])  # fmt: skip
        self.nodes = self._described()

    def _implied(self) -> Iterator[RelationStatement]:
        for said in self._statements:
            yield from implied(said)

    def _place(self, source: str, reference: str) -> str:
        graph_id = self._ids.resolve(source, reference) or reference
        return self._canonical.get(graph_id, graph_id)

    def _said(self) -> Iterator[Rel]:
        for said in self._statements:
            stored = {**stored_properties(said.type, said.properties), "id": said.id, "type": said.type}
            yield "SAYS", said.source, self._place(said.source, said.id), text(stored)

    def _related(self, said: RelationStatement, more: Properties) -> Rel:
        stored = {**stored_relation(said), **more}
        if not said.key:
            del stored["key"]
        ends = self._place(said.source, said.start), self._place(said.source, said.end)
        return relationship_type(said.kind), *ends, text(stored)

    def _described(self) -> dict[str, Node]:
        said: dict[str, dict[str, list[tuple[str, EntityStatement]]]] = defaultdict(lambda: defaultdict(list))
        for one in self._statements:
            said[self._place(one.source, one.id)][one.type].append((self._ids.of(one.source, one.id), one))
        referred = {end for type_, *ends, _ in self.rels if type_ != "SAYS" for end in ends}
        return {id_: self._node(id_, said.get(id_, {})) for id_ in said.keys() | referred | market_names().keys()}

    def _node(self, id_: str, by_type: dict[str, list[tuple[str, EntityStatement]]]) -> Node:
        stored: Properties = {"id": id_}
        named: set[str] = {"Market"} if is_market(id_) else set()
        for type_ in filter(by_type.__contains__, ENTITY_TYPES):
            properties, _ = united(type_, best_first(by_type[type_], self._owners), self._ids.resolve)
            stored = {**stored_properties(type_, properties), **stored}
            named.update(labels(type_, properties.get("kind", "")))
        if is_market(id_):
            stored.setdefault("name", market_names()[id_])
        return frozenset(named or {"Unknown"}), text(stored)


class Actual:
    """The graph as it is in the database."""

    def __init__(self, database: Neo4jDatabase) -> None:
        with database.driver() as driver:
            found, _, _ = driver.execute_query("MATCH (n:Entity) RETURN labels(n), properties(n)")
            self.nodes: dict[str, Node] = {}
            for of_node, properties in (record.values() for record in found):
                node = frozenset(set(of_node) - {"Entity"}), text(plain(properties))
                assert self.nodes.setdefault(properties["id"], node) is node
            found, _, _ = driver.execute_query(
                "MATCH (a)-[r]->(b) RETURN type(r), coalesce(a.id, a.name), b.id, properties(r)"
            )
            rels = [record.values() for record in found]
            self.history = {end for type_, *ends, _ in rels if type_ == "RETIRED" for end in ends}
            self.rels = sorted(
                (type_, start, end, text(self._said(type_, plain(said))))
                for type_, start, end, said in rels
                if type_ != "RETIRED"
            )

    @staticmethod
    def _said(type_: str, said: Properties) -> Properties:
        if said.get("implied"):
            assert not said.keys() & set(OWN)
        else:
            assert 1 <= said["added"] <= said["changed"]
        kept = {name: value for name, value in said.items() if name not in OWN}
        evidence = ("url", "locator", "retrieved", "retrieved_precision", "confidence", "audience")
        return kept if type_ != "SAYS" else {name: value for name, value in kept.items() if name not in evidence}


def plain(properties: Properties) -> Properties:
    return {name: value.to_native() if hasattr(value, "to_native") else value for name, value in properties.items()}


def check_graph(database: Neo4jDatabase, store: Store) -> None:
    with store.reading() as scan:
        expected = Expected(scan)
    actual = Actual(database)
    assert actual.rels == expected.rels
    only_history = {id_: (frozenset({"Unknown"}), text({"id": id_})) for id_ in actual.history - set(SOURCES)}
    assert actual.nodes == {**only_history, **expected.nodes}


def play(database: Neo4jDatabase, sqlite: Store, neo4j: Store, history: list[Step]) -> None:
    stamps: dict[Revision, Revision] = {FIRST: FIRST}
    for name in SOURCES:
        for store in (sqlite, neo4j):
            store.apply(Batch(source=source_of(name, name == "a")))
        stamps[reached(sqlite)] = reached(neo4j)
    for number, step in enumerate(history):
        if step.remembers:
            remember(neo4j)
        revisions = [store.apply(batch_of(step, number, store)) for store in (sqlite, neo4j)]
        assert revisions[0] == revisions[1] == neo4j.revision()
        stamps[reached(sqlite)] = reached(neo4j)
        assert list(dump(neo4j)) == list(dump(sqlite))
        check_graph(database, sqlite)
        assert neo4j.counts() == sqlite.counts()
        assert sorted(neo4j.ids()) == sorted(sqlite.ids())
    assert [number for number, _ in stamps] == list(range(sqlite.revision() + 1))
    for one, other in stamps.items():
        assert told(changes_since(neo4j, other)) == told(changes_since(sqlite, one))
    for name in SOURCES:
        assert sorted(neo4j.digests(name)) == sorted(sqlite.digests(name))


@pytest.fixture
def database(neo4j_database: Neo4jDatabase) -> Neo4jDatabase:
    NEO4J.use(neo4j_database)
    return neo4j_database


def tie(start: str, end: str, source: str = "a") -> RelationStatement:
    return RelationStatement(source, digest((source, start, end)), "member_of", start, end, Evidence())


def step(*statements: Statement, **more: Any) -> Step:
    return Step(statements, **{"judgements": (), "load": None, "owner": None, "remembers": False, **more})


def restated(remembers: bool) -> list[Step]:
    """What chance would hit too seldom: an id of which the same sources speak, and that means something else."""
    alike, apart = organisation("x", "b", size="small"), organisation("x", "b", kind="company")
    surer = replace(organisation("x", "b", city="Odense"), evidence=Evidence(confidence="verified"))
    return [
        step(organisation("x", "a", city="Aarhus"), alike, organisation("y", "b"), tie("y", "x", "b")),
        step(apart, remembers=remembers),
        step(alike),
        step(surer),
        step(owner=("b", True, "2026"), remembers=remembers),
        step(owner=("b", False, "2026")),
        step(organisation("z", "c"), judgements=(("y", "z", True),), remembers=remembers),
        step(owner=("c", False, "2020")),
    ]


@example(history=restated(remembers=True))
@example(history=restated(remembers=False))
@settings(
    max_examples=draws(8, long=20), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(history=st.lists(steps, min_size=6, max_size=12))
def test_the_graph_is_that_of_its_content_whatever_its_history(database: Neo4jDatabase, history: list[Step]) -> None:
    with TemporaryDirectory() as name, ExitStack() as stack:
        sqlite = stack.enter_context(SqliteStore(Path(name) / "store.sqlite", busy_seconds=0))
        neo4j = stack.enter_context(NEO4J.open(Path(name)))
        assert isinstance(neo4j, Neo4jStore)
        play(database, sqlite, neo4j, history)


def everything(scan: Scan) -> list[str]:
    statements: list[Statement] = [*scan.entities(), *scan.relations()]
    return sorted(orjson.dumps(said, option=orjson.OPT_SORT_KEYS).decode() for said in statements)


def test_a_scan_tells_what_has_been_retired_altered_or_moved_since_it_began(
    database: Neo4jDatabase, tmp_path: Path
) -> None:
    with NEO4J.open(tmp_path) as store:
        run = store.start_run("a", "1", "now")
        store.apply(Batch(source=source_of("b", False), statements=(organisation("w", "b"),)))
        things = [organisation(id_, "a") for id_ in "xyz"]
        store.apply(
            Batch(
                run=run, source=source_of("a", False), statements=(*things, tie("x", "y"), tie("y", "z"), tie("x", "w"))
            )
        )
        with store.reading() as scan:
            before = everything(scan)
        with store.reading() as scan:
            assert len(before) == 7
            store.apply(Batch(statements=(organisation("x", "b"),), judgements=(judged("w", "y"),)))
            store.apply(Batch(statements=(organisation("z", "a", city="B"),)))
            again = store.start_run("a", "2", "now")
            store.apply(
                Batch(run=again, seen=(("organisation", "x"), ("relation", tie("x", "y").key)), retire_unseen=True)
            )
            store.apply(Batch(judgements=(judged("w", "y", same=False),)))
            assert everything(scan) == before
            assert everything(scan) == before
        check_graph(database, store)


def judged(left: str, right: str, same: bool = True) -> Judgement:
    return Judgement(left, right, same, "editor", "to see", "now")


def test_a_batch_whose_commit_was_cut_off_is_not_written_twice(database: Neo4jDatabase, tmp_path: Path) -> None:
    """The server commits, and its answer is lost: the batch is found again by its token."""
    with NEO4J.open(tmp_path) as store:
        assert isinstance(store, Neo4jStore)
        store.apply(Batch(source=source_of("a", True)))
        run = store.start_run("a", "1", "now")
        store.apply(Batch(run=run, statements=(organisation("x", "a"), organisation("y", "a"), tie("x", "y"))))
        again = store.start_run("a", "2", "now")
        said, seen = (organisation("x", "a", city="B"),), (("relation", tie("x", "y").key),)
        batch = Batch(run=again, statements=said, seen=seen, retire_unseen=True, judgements=(judged("x", "z"),))
        committed = lose_answers(store, 1)
        assert store.apply(batch) == 3
        assert committed == [3]
        assert store.runs(limit=1)[0].counts == {"retired": 1}
        assert (store.revision(), store.apply(batch)) == (3, 3)
        check_graph(database, store)


def lose_answers(store: Neo4jStore, times: int) -> list[int]:
    """Have so many commits succeed and look as if their outcome was unknown; what was committed is noted."""
    committed: list[int] = []
    connection = store.connection
    session = connection.session

    def losing(access: str) -> Any:
        opened = session(access)
        execute = opened.execute_write

        def lost(work: Any) -> Any:
            found = execute(work)
            if len(committed) < times:
                committed.append(found.after)
                raise IncompleteCommit("the connection broke")
            return found

        opened.execute_write = lost  # type: ignore[method-assign,assignment]
        return opened

    connection.session = losing  # type: ignore[method-assign]
    return committed


def test_a_store_that_is_watched_is_as_it_was(database: Neo4jDatabase, tmp_path: Path) -> None:
    with NEO4J.open(tmp_path, to_watch=True) as store:
        before, after = written(store, [Batch(source=source_of("a", True), statements=(organisation("x", "a"),))])
    with NEO4J.open(tmp_path, to_watch=True) as store:
        assert changes_since(store, after).added == ()
        assert changes_since(store, before).added == (organisation("x", "a"),)


def test_what_cannot_be_stored_is_refused_and_nothing_written(database: Neo4jDatabase, tmp_path: Path) -> None:
    with NEO4J.open(tmp_path) as store:
        store.apply(Batch(source=source_of("a", True)))
        for value in (2**63, "\ud800", None, {"a": 1}, [["a"]]):
            with pytest.raises(InputError) as refused:
                store.apply(Batch(statements=(organisation("x", "a", size=value), tie("x", "y"))))
            assert refused.value.code == "unstorable_value"
            assert (store.revision(), store.counts()["relation"]) == (1, 0)
        with pytest.raises(InputError) as refused:
            store.apply(Batch(statements=(organisation("x", "a"), replace(tie("x", "y"), end="\ud800"))))
        assert refused.value.code == "unstorable_value"
        assert store.apply(Batch(statements=(tie("x", "y"),))) == 2


def test_properties_of_any_name_come_back(database: Neo4jDatabase, tmp_path: Path) -> None:
    odd = {
        "id": "other",
        "since_precision": "none",
        "said_x": 1,
        "a`b": ["ø"],
        "founded": "soon",
        "seen": True,
        "url": "",
    }
    said = organisation("x", "a", dissolved="2020-02", **odd)
    with NEO4J.open(tmp_path) as store:
        store.apply(Batch(source=source_of("a", True), statements=(said,)))
        with store.reading() as scan:
            assert list(scan.entities()) == [said]
        store.apply(Batch(statements=(organisation("y", "a"),), judgements=(judged("x", "y"),)))
        check_graph(database, store)


def test_a_database_that_older_programs_wrote_to_is_read_whole(database: Neo4jDatabase, tmp_path: Path) -> None:
    """They did not note how many statements a revision changed."""
    with NEO4J.open(tmp_path) as store:
        batches = [Batch(source=source_of("a", True), statements=(organisation(id_, "a"),)) for id_ in "xyz"]
        first, second, third, _ = written(store, batches)
        with database.driver() as driver:
            driver.execute_query("MATCH (v:Revision {number: 2}) REMOVE v.statements")
        for revision in (first, second):
            with pytest.raises(InputError) as refused:
                changes_since(store, revision)
            assert refused.value.code == "too_many_changes"
        assert changes_since(store, third, 1).added == (organisation("z", "a"),)


def test_a_database_that_was_put_back_is_another_one(database: Neo4jDatabase, tmp_path: Path) -> None:
    """As from a backup of its first revision, after which it goes on otherwise."""
    with NEO4J.open(tmp_path) as store:
        store.apply(Batch(source=source_of("a", True)))
        first, second = written(store, [Batch(statements=(organisation("x", "a"),))])
        with database.driver() as driver:
            driver.execute_query("MATCH (v:Revision {number: 2}) DELETE v")
            driver.execute_query("MATCH (:Source)-[r:SAYS]->(n) DELETE r, n")
            driver.execute_query("MATCH (o:OpenDoors) SET o.revision = 1")
    with NEO4J.open(tmp_path) as store:
        assert reached(store) == first
        _, other = written(store, [Batch(statements=(organisation("y", "a"),))])
        assert (other[0], other == second) == (2, False)
        assert changes_since(store, first).added == (organisation("y", "a"),)
        with pytest.raises(InputError) as refused:
            changes_since(store, second)
        assert refused.value.code == "unknown_revision"
