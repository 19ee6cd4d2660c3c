"""Saved Cypher answers as the reference does: over a real Neo4j, on small random graphs."""

import math
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from neo4j import Driver, Record

from graph.dates import last_day
from graph.errors import InputError
from graph.kinds import CLUSTER
from graph.relations import RELATION_KINDS, Carries
from graph.snapshot.snapshot import Snapshot
from graph.statements import Batch, EntityStatement, Judgement, Statement
from graph.store.neo4j.credentials import Credentials
from graph.store.neo4j.store import Neo4jStore
from queries.cypher import saved_query
from queries.questions.corridor import corridor
from queries.questions.cross_cluster_links import LINKS_AT_MOST, cross_cluster_links
from queries.questions.door_openers import door_openers
from tests.neo4j.finding import Neo4jDatabase
from tests.profiles import draws
from tests.reference.askers import Constraints, Outsider
from tests.reference.moment import GoneAskerError, Moment
from tests.reference.openers import Opener, candidates
from tests.reference.presence import OUTWARD, OWN, SERVING, reasons
from tests.reference.regions import covers
from tests.reference.strategies import AS_OF, pick, worlds
from tests.reference.table import DIRECT, FLOOR, NOTHING
from tests.reference.ties import cost, tie_strengths
from tests.reference.view import View, look
from tests.reference.world import World, canonical_ids
from tests.revisions import changes_since, reached
from tests.worlds import SOURCE, STARTER_DAY, RowScan, snapshot_of, starter_rows

ASKED = 5
STEPS = (3, 3, 3, 2, 1)
SUCCESSION = {kind.name for kind in RELATION_KINDS.values() if kind.carries is Carries.IDENTITY}
PARTICIPATION = {kind.name for kind in RELATION_KINDS.values() if kind.carries is Carries.PARTICIPATION}
near = partial(pytest.approx, rel=1e-9, abs=1e-12)


def both_near(there_and_back: tuple[float | None, float | None]) -> tuple[object, object]:
    """Two strengths to compare with, each of which may be none."""
    there, back = (None if one is None else near(one) for one in there_and_back)
    return there, back


@dataclass(frozen=True)
class InNeo4j:
    """The test's database, and what is asked of it."""

    database: Neo4jDatabase
    driver: Driver

    def ask(self, name: str, **parameters: object) -> list[Record]:
        """Rows of a saved query. Its plan is kept, whatever the world holds: planning takes longer than answering."""
        said = saved_query(name).text
        return self.driver.execute_query("CYPHER replan=skip " + said, parameters_=parameters).records

    def store(self) -> Neo4jStore:
        database = self.database
        credentials = Credentials(database.user, database.password) if database.password else None
        return Neo4jStore(database.address, credentials)

    def hold(self, world: World) -> None:
        """That world and nothing else."""
        self.database.clear()
        scan = RowScan(world.tables, world.judgements, world.declared_retrieval)
        statements: tuple[Statement, ...] = (*scan.entities(), *scan.relations())
        with self.store() as store:
            store.apply(Batch(source=scan.sources()[0], statements=statements, judgements=tuple(scan.judgements())))


@pytest.fixture(scope="module")
def in_neo4j(neo4j_database: Neo4jDatabase) -> Iterator[InNeo4j]:
    with neo4j_database.driver() as driver:
        yield InNeo4j(neo4j_database, driver)
    neo4j_database.clear()


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as name:
        yield Path(name)


@st.composite
def covered_worlds(draw: DrawFn) -> World:
    """Worlds without heirs: what they inherit is what the queries leave out, and say so."""
    world = draw(worlds())
    kept = [row for row in world.rows("relations") if row["kind"] not in SUCCESSION]
    return World({**world.tables, "relations": kept}, world.judgements, world.declared_retrieval)


def day(as_of: str) -> date:
    return date.fromordinal(last_day(as_of))


# Door openers


@dataclass(frozen=True)
class Asked:
    asker: str
    market: str
    sector: str | None
    as_of: str
    steps: int


def their_openers(world: World, asked: Asked) -> list[Opener]:
    """Every door opener that the reference has before it lists some together and leaves some out."""
    try:
        view = look(
            Moment(world, asked.as_of), asked.asker,
            market=asked.market, sector=asked.sector, constraints=Constraints(max_steps=asked.steps),
        )  # fmt: skip
    except GoneAskerError:
        return []
    found = [candidate.opener for candidate in candidates(view, 0)]
    shown = [one for one in found if one.score >= FLOOR]
    return sorted(shown, key=lambda one: (one.total, len(one.route.steps), one.id))


def told(opener: Opener) -> tuple[object, ...]:
    steps = opener.route.steps
    return (
        opener.id,
        opener.how,
        opener.total,
        [(step.target, step.how) for step in steps],
        near([step.strength for step in steps]),
        near(opener.presence),
        near(opener.fit),
        near(opener.score),
    )


def told_by_cypher(row: Record) -> tuple[object, ...]:
    steps = [(node["id"], by) for node, by in zip(row["organisations"][1:], row["by"], strict=True)]
    return row["id"], row["how"], row["total"], steps, row["steps"], row["presence"], row["fit"], row["score"]


def covering(world: World) -> dict[str, list[str]]:
    """Region → itself and those above it."""
    named = {row["region"] for row in world.rows("organisations") if row.get("region")}
    known = named | {row["region"] for row in world.rows("relations") if row.get("region")}
    return {one: [one, *sorted(other for other in known - {one} if covers(other, one))] for one in sorted(named)}


def check_openers(in_neo4j: InNeo4j, world: World, questions: list[Asked]) -> set[str]:
    """The same openers by the same routes, before any are listed together; how they were reached."""
    ids = canonical_ids(world)
    ways: set[str] = set()
    for asked in questions:
        theirs = their_openers(world, asked)
        ways.update(one.how for one in theirs)
        parameters = {"from": ids[asked.asker], "market": asked.market, "sector": asked.sector, "steps": asked.steps}
        rows = in_neo4j.ask("door_openers", **parameters, asOf=day(asked.as_of), within=covering(world))
        assert [told_by_cypher(row) for row in rows] == [told(one) for one in theirs]
    return ways


# Links between clusters, and the evidence of ties


@dataclass(frozen=True)
class Linked:
    """The ties of a moment, between clusters and whom they know."""

    moment: Moment

    @cached_property
    def ties(self) -> Mapping[tuple[str, str], float]:
        return tie_strengths(self.moment, None)

    def there_and_back(self, *way: str) -> tuple[float | None, float | None]:
        """What a way of ties is worth, and the way back; None where a tie is missing."""
        return self._strength(way), self._strength(way[::-1])

    def _strength(self, way: tuple[str, ...]) -> float | None:
        ties = [self.ties.get(pair) for pair in pairwise(way)]
        return None if None in ties else math.prod(tie for tie in ties if tie is not None)

    def stronger(self, *way: str) -> float:
        """What a way of ties is worth, each of them by its stronger way; 0 where one is missing."""
        both = [(self.ties.get(pair, 0.0), self.ties.get(pair[::-1], 0.0)) for pair in pairwise(way)]
        return math.prod(map(max, both))

    def pairs(self, first: str, second: str) -> Iterator[tuple[str, str]]:
        """Clusters of both ends: of a country, or named; each pair once."""
        clusters = [one for one in self.moment.living.values() if one.kind == CLUSTER]
        for one in clusters:
            for other in clusters:
                fits = first in {one.id, one.country} and second in {other.id, other.country}
                if fits and one != other and (first != second or one.id < other.id):
                    yield one.id, other.id

    def is_direct(self, one: str, other: str) -> bool:
        """Whether a relation, and not only a context, joins the two."""
        return any({said.source, said.target} == {one, other} for said in self.moment.begun(*DIRECT))


def check_links(in_neo4j: InNeo4j, snapshot: Snapshot, world: World, questions: list[tuple[str, str, str]]) -> None:
    """The same links between clusters, direct and through one between, with the same strength each way."""
    ids = canonical_ids(world)
    for one, other, as_of in questions:
        linked = Linked(Moment(world, as_of))
        ends = [ids.get(one, one), ids.get(other, other)]
        ends.sort(key=str.isupper)  # clusters that are named come first
        parameters = {"one": ends[0], "other": ends[1], "asOf": day(as_of)}
        direct = {
            pair: both_near(linked.there_and_back(*pair))
            for pair in linked.pairs(*ends)
            if linked.is_direct(*pair) and linked.stronger(*pair)
        }
        rows = in_neo4j.ask("cross_cluster_links", **parameters)
        assert {(row["oneId"], row["otherId"]): (row["there"], row["back"]) for row in rows} == direct
        assert all(row["evidence"] for row in rows)
        through = {
            (a, by, b): both_near(linked.there_and_back(a, by, b))
            for a, b in linked.pairs(*ends)
            for by in linked.moment.living
            if by not in {a, b} and linked.stronger(a, by, b)
        }
        found = in_neo4j.ask("cross_cluster_links_through_one", **parameters, most=1000)
        assert {
            (row["oneId"], row["partnerId"], row["otherId"]): (row["there"], row["back"]) for row in found
        } == through
        assert len(found) == len(through)
        event(f"direct: {min(len(direct), 2)}, through: {min(len(through), 2)}")
        check_ranks_of_links(snapshot, ends, as_of, rows, found)


def check_ranks_of_links(
    snapshot: Snapshot, ends: list[str], as_of: str, direct: list[Record], through: list[Record]
) -> None:
    """Strength, whether it has ended, and the order of direct ones are those of our answer."""
    named, countries = [one for one in ends if not one.isupper()], [one for one in ends if one.isupper()]
    try:
        ours = cross_cluster_links(
            snapshot.on_day(as_of), a=named[0] if named else None, b=named[1] if len(named) > 1 else None,
            countries=countries, first=LINKS_AT_MOST,
        )  # fmt: skip
    except InputError as error:
        assert error.code in {"organisation_gone", "same_organisation", "not_a_cluster"}
        return
    name = snapshot.id_of
    assert [(row["oneId"], row["otherId"], row["ended"], row["strength"]) for row in direct] == [
        (name(link.one), name(link.other), link.ended, near(link.strength))
        for link in (*ours.direct, *ours.ended_direct)
    ]
    assert not ours.through_more
    assert not ours.ended_through_more
    assert {(row["oneId"], row["partnerId"], row["otherId"], row["ended"]): row["strength"] for row in through} == {
        (name(link.one), name(link.partner), name(link.other), link.ended): near(link.strength)
        for link in (*ours.through, *ours.ended_through)
    }
    ranks = [(row["ended"], row["cost"], row["partnerId"], row["oneId"], row["otherId"]) for row in through]
    assert ranks == sorted(ranks)


def check_evidence(in_neo4j: InNeo4j, snapshot: Snapshot, world: World, as_of: str) -> None:
    """Every statement of two organisations, as its source wrote it; and what they are worth together, each way."""
    linked = Linked(Moment(world, as_of))
    ids = sorted(set(canonical_ids(world).values()))[:5]
    for one, other in combinations(ids, 2):
        rows = in_neo4j.ask("evidence_of_a_tie", one=one, other=other, asOf=day(as_of))
        assert Counter(map(shown, rows)) == Counter(said_of_two(snapshot, one, other))
        assert all((row["there"], row["back"]) == both_near(linked.there_and_back(one, other)) for row in rows)


COLUMNS = ("role", "name", "since", "until", "status", "confidence", "retrieved")


def shown(row: Record) -> tuple[object, ...]:
    return row["relation"].lower(), *row["saidOf"], *(row[column] for column in COLUMNS)


def said_of_two(snapshot: Snapshot, one: str, other: str) -> Iterator[tuple[object, ...]]:
    """All statements of relations between two, and of their parts in contexts that they share."""
    facts = snapshot.facts
    nodes = {snapshot.node(id_, "organisation", "id") for id_ in (one, other)}
    takes_part: dict[int, set[int]] = {}
    for relation in range(len(facts.rel_kind)):
        source, target = int(facts.rel_source[relation]), int(facts.rel_target[relation])
        if source in nodes and snapshot.relation_kind(relation) in PARTICIPATION:
            takes_part.setdefault(target, set()).add(source)
    for relation in range(len(facts.rel_kind)):
        source, target = int(facts.rel_source[relation]), int(facts.rel_target[relation])
        shared = takes_part.get(target) == nodes and source in nodes
        kind = snapshot.relation_kind(relation)
        if {source, target} == nodes or (shared and kind in PARTICIPATION):
            for at in snapshot.statements_of(relation):
                said: dict[str, Any] = snapshot.statement(at)
                yield kind, said["start"], said["end"], *(said.get(column) for column in COLUMNS)


# Corridors


def check_corridor(in_neo4j: InNeo4j, snapshot: Snapshot, world: World, id_: str, as_of: str) -> None:
    """The same markets in the same order, and the same organisations and bridges."""
    moment = Moment(world, as_of)
    view = look(moment, NOBODY, corridor=id_)
    present = {market: present_in(view, market) for market in view.markets}
    ours = corridor(snapshot.on_day(as_of), id_, first=100)
    parameters = {"corridor": id_, "asOf": day(as_of), "within": covering(world)}
    rows = in_neo4j.ask("corridor_markets", **parameters)
    assert [(row["code"], row["position"], sorted(row["places"])) for row in rows] == [
        (snapshot.id_of(one.market), one.order, sorted(one.name.split("; ") if one.name else []))
        for one in ours.markets
    ]
    assert {row["code"]: (row["located"], row["present"]) for row in rows} == {
        market: (
            sum(one.country == market and view.counts(one, market) for one in moment.living.values()),
            len(present[market]),
        )
        for market in view.markets
    }
    rows = in_neo4j.ask("corridor_organisations", **parameters)
    lying = [said for said in moment.lasting("lies_on") if said.target == id_ and said.source in moment.living]
    assert {row["id"] for row in rows} == {said.source for said in lying}
    assert all(row["evidence"] for row in rows)
    along = [snapshot.id_of(one.market) for one in ours.markets if one.order is not None]
    first, last = (present[along[0]], present[along[-1]]) if len(along) > 1 else ({}, {})
    rows = in_neo4j.ask("corridor_bridges", **parameters)
    event(f"bridges: {min(len(rows), 2)}")
    assert {row["id"]: (row["inFirst"], row["inLast"]) for row in rows} == {
        one: both_near((first[one], last[one])) for one in first.keys() & last.keys()
    }
    ranks = [(cost(row["inFirst"]) + cost(row["inLast"]), row["id"]) for row in rows]
    assert ranks == sorted(ranks)


NOBODY = Outsider("")
"""Asks from nowhere, for no sector."""


def present_in(view: View, market: str) -> dict[str, float]:
    """Presence in one of the markets that a view is about, but for what standing gives."""
    found = {
        id_: max(
            (one.value for one in reasons(view, id_) if one.market == market and one.of in {OWN, SERVING, OUTWARD}),
            default=0.0,
        )
        for id_ in view.moment.living
    }
    return {id_: value for id_, value in found.items() if value >= NOTHING}


# Identity


def check_identity(in_neo4j: InNeo4j, world: World) -> None:
    """The same ids are found to be of one organisation."""
    together: dict[str, set[str]] = {}
    for id_, canonical in canonical_ids(world).items():
        together.setdefault(canonical, set()).add(id_)
    rows = in_neo4j.ask("organisations_of_several_sources")
    assert {row["id"]: {said["id"] for said in row["said"]} for row in rows} == {
        canonical: ids for canonical, ids in together.items() if len(ids) > 1
    }
    assert all(row["judged"] for row in rows)


# All of them, of one world, which costs more to store than to ask


@dataclass(frozen=True)
class Questions:
    openers: list[Asked]
    links: list[tuple[str, str, str]]
    days: list[str]


@st.composite
def worlds_and_questions(draw: DrawFn) -> tuple[World, Questions]:
    world = draw(covered_worlds())
    organisations = world.rows("organisations")
    sectors = [None, None, *(row["id"] for row in world.rows("sectors"))]
    countries = sorted({row["country"] for row in organisations})
    markets = sorted({*countries, *(row["target"] for row in world.rows("relations") if row["kind"] == "promotes")})
    askers = [row["id"] for row in organisations[:14]]
    ends = [*countries, *(row["id"] for row in organisations if row["kind"] == CLUSTER)]
    return world, Questions(
        [
            Asked(pick(draw, askers), pick(draw, markets), pick(draw, sectors), pick(draw, AS_OF), pick(draw, STEPS))
            for _ in range(ASKED)
        ],
        [(pick(draw, ends), pick(draw, ends), pick(draw, AS_OF)) for _ in range(ASKED)],
        [pick(draw, AS_OF) for _ in range(2)],
    )


@settings(max_examples=draws(10))
@given(worlds_and_questions())
def test_saved_cypher_answers_as_we_do(in_neo4j: InNeo4j, folder: Path, drawn: tuple[World, Questions]) -> None:
    world, asked = drawn
    in_neo4j.hold(world)
    snapshot = snapshot_of(world.tables, folder, "2026-01-01", world.judgements, world.declared_retrieval)
    for how in sorted(check_openers(in_neo4j, world, asked.openers)):
        event(how)
    check_links(in_neo4j, snapshot, world, asked.links)
    check_evidence(in_neo4j, snapshot, world, asked.days[0])
    for corridor_row in world.rows("corridors"):
        for as_of in asked.days:
            check_corridor(in_neo4j, snapshot, world, corridor_row["id"], as_of)
    check_identity(in_neo4j, world)


# What random worlds seldom have


def agency(id_: str, country: str, form: str = "trade_promotion", **more: str) -> dict[str, str]:
    said = {"id": id_, "kind": "trade_agency", "name": id_, "country": country, "form": form, "status": "active"}
    return said | more


def office(id_: str, country: str) -> dict[str, str]:
    return {"id": id_, "kind": "trade_office", "name": id_, "country": country, "status": "active"}


def runs(operator: str, its: str) -> dict[str, str]:
    return {"kind": "operates", "source": operator, "target": its}


CIRCLE = ("round-1", "round-2", "round-3")
RARE = World({
    "sectors": [{"id": "wind", "name": "Wind"}],
    "organisations": [
        {"id": "asker", "kind": "cluster", "name": "asker", "country": "DK", "sectors": "wind", "status": "active"},
        {"id": "there", "kind": "cluster", "name": "there", "country": "KR", "sectors": "wind", "region": "KR-26",
         "status": "active"},
        agency("regional", "KR", region="KR-26"), office("regional-desk", "DK"),
        agency("whole", "KR"), office("whole-desk", "DK"),
        agency("danish", "DK"), agency("asking", "DK"), office("of-both", "KR"), office("of-danish", "KR"),
        *({"id": id_, "kind": "cluster", "name": id_, "country": "KR", "status": "active"} for id_ in CIRCLE),
    ],
    "relations": [
        {"kind": "promotes", "source": "regional", "target": "KR", "role": "regional"},
        {"kind": "mandated_for", "source": "whole", "target": "KR", "role": "home"},
        {"kind": "mandated_for", "source": "danish", "target": "DK", "role": "home"},
        runs("regional", "regional-desk"), runs("whole", "whole-desk"), runs("danish", "of-danish"),
        runs("danish", "of-both"), {**runs("asking", "of-both"), "retrieved": "1990"},
        *({"kind": "partner_of", "source": "asker", "target": id_} for id_ in CIRCLE),
        *({"kind": "merged_into", "source": one, "target": other} for one, other in pairwise((*CIRCLE, CIRCLE[0]))),
    ],
})  # fmt: skip


def test_rare_rules_are_kept(in_neo4j: InNeo4j) -> None:
    in_neo4j.hold(RARE)
    asked = [Asked(one, "KR", None, "2026-01-01", 2) for one in ("asker", "asking")]
    check_openers(in_neo4j, RARE, asked)
    theirs = [{one.id: one for one in their_openers(RARE, each)} for each in asked]
    assert theirs[0]["regional-desk"].presence == theirs[0]["whole-desk"].presence == near(0.45), "at most as the whole"
    assert theirs[0].keys() >= set(CIRCLE), "nobody is gone by mergers in a circle"
    assert theirs[1]["of-danish"].how == "own_mandate"
    assert theirs[1]["of-both"].how != "own_mandate", "nobody knocks at an office of its own"


# What changed, and names


def organisation(id_: str, name: str, country: str = "DK") -> dict[str, str]:
    return {"id": id_, "kind": "cluster", "name": name, "country": country}


def partners(one: str, other: str) -> dict[str, str]:
    return {"kind": "partner_of", "source": one, "target": other}


BEFORE = {
    "organisations": [organisation(id_, f"Cluster {id_}") for id_ in "abcd"],
    "relations": [partners("a", "b"), partners("b", "c"), partners("c", "d")],
}
AFTER = {
    "organisations": [*BEFORE["organisations"][:3], organisation("d", "Another name"), organisation("e", "Cluster e")],
    "relations": [partners("a", "b"), partners("c", "d"), partners("d", "e")],
}


def test_changes_since_a_revision_are_those_of_the_store(in_neo4j: InNeo4j) -> None:
    in_neo4j.hold(World(BEFORE))
    with in_neo4j.store() as store:
        before = reached(store)
        scan = RowScan(AFTER)
        run = store.start_run(SOURCE, "after", "2026-01-02T00:00:00+00:00")
        statements: tuple[Statement, ...] = (*scan.entities(), *scan.relations())
        store.apply(Batch(run=run, source=scan.sources()[0], statements=statements, retire_unseen=True))
        judged = Judgement("a", "c", True, "a test", "to see", "2026-01-02T00:00:00+00:00")
        store.apply(Batch(judgements=(judged,)))
        changes = changes_since(store, before)
    rows = in_neo4j.ask("changes_since_a_revision", revision=before[0])
    told = {what: {row["key"] for row in rows if row["what"] == what} for what in ("added", "retired", "moved")}
    assert told["added"] == {said.id if isinstance(said, EntityStatement) else said.key for said in changes.added}
    assert told["retired"] == {key for _, _, key in changes.retired}
    assert len(told["added"]) == 3
    assert len(told["retired"]) == 2
    assert told["moved"] == {"c", *(said.key for said in scan.relations() if said.start == "c")}
    assert [(row["start"], row["end"], row["why"]) for row in rows if row["what"] == "judged the same"] == [
        ("a", "c", "to see")
    ]
    assert not in_neo4j.ask("changes_since_a_revision", revision=changes.revision)


def test_names_are_found_by_their_words(in_neo4j: InNeo4j) -> None:
    in_neo4j.hold(World(AFTER))
    in_neo4j.driver.execute_query("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
    found = in_neo4j.ask("search_by_name", text="another name", most=5)
    assert [(row["id"], row["name"]) for row in found] == [("d", "Another name")]
    assert {row["id"] for row in in_neo4j.ask("search_by_name", text="cluster", most=5)} == set("abce")
    assert [row["id"] for row in in_neo4j.ask("search_by_name", text="denmark", most=5)] == ["DK"]


# The starter data

ON_STARTER = {
    ("energy-cluster-denmark", "KR"): [
        ("trade-council-denmark--seoul", "own_mandate", 0.43),
        ("kotra--copenhagen", "desk", 0.38),
        ("ecck", "own_mandate", 0.36),
        ("ulsan-technopark", "reception", 0.21),
        ("kotra", "front_door", 0.15),
    ],
    ("framo", "PT"): [
        ("forum-oceano", "own_network", 0.19),
        ("aicep", "front_door", 0.15),
        ("invest-porto", "front_door", 0.12),
        ("innovation-norway", "home_agency", 0.1),
    ],
}
"""What an adviser would expect, with the score that it deserves."""


@pytest.fixture(scope="module")
def starter(in_neo4j: InNeo4j, tmp_path_factory: pytest.TempPathFactory) -> tuple[World, Snapshot]:
    """The starter data without mergers and successions, in Neo4j; and the snapshot of them."""
    stems = ("markets", "sectors", "corridors", "organisations", "contexts", "relations")
    found = starter_rows()
    rows = {stem: [row for row in found[stem] if row.get("kind") not in SUCCESSION] for stem in stems}
    world = World(rows, [], STARTER_DAY)
    in_neo4j.hold(world)
    return world, snapshot_of(rows, tmp_path_factory.mktemp("starter"), STARTER_DAY, retrieved=STARTER_DAY)


def starter_openers(
    in_neo4j: InNeo4j, world: World, asker: str, market: str, sector: str | None = None
) -> list[Record]:
    parameters = {"from": asker, "market": market, "sector": sector, "steps": 3, "within": covering(world)}
    return in_neo4j.ask("door_openers", **parameters, asOf=day(STARTER_DAY))


@pytest.mark.parametrize(("asker", "market"), ON_STARTER)
def test_openers_of_the_starter_data_are_those_expected(
    in_neo4j: InNeo4j, starter: tuple[World, Snapshot], asker: str, market: str
) -> None:
    rows = starter_openers(in_neo4j, starter[0], asker, market)
    told = [(row["id"], row["how"], round(row["score"], 2)) for row in rows]
    expected = ON_STARTER[asker, market]
    assert [one for one in told if one in expected] == expected


@pytest.mark.parametrize(
    ("asker", "market", "sector"),
    [*((*asked, None) for asked in ON_STARTER), ("medicon-valley-alliance", "JP", "health"), ("kotra", "CA", None)],
)
def test_what_we_rank_on_the_starter_data_is_in_the_graph(
    in_neo4j: InNeo4j, starter: tuple[World, Snapshot], asker: str, market: str, sector: str | None
) -> None:
    """Our answer lists some together and leaves some out; whoever it ranks has the same route and score."""
    world, snapshot = starter
    ours = door_openers(snapshot.on_day(), [asker], market=market, sector=sector, first=50).openers
    rows = {row["id"]: told_by_cypher(row) for row in starter_openers(in_neo4j, world, asker, market, sector)}
    assert ours
    for one in ours:
        id_ = snapshot.id_of(one.node)
        assert rows[id_] == (
            id_,
            one.how,
            one.total,
            [(snapshot.id_of(step.target), step.kind) for step in one.route.steps],
            near([step.strength for step in one.route.steps]),
            near(one.presence),
            near(one.sector_fit * one.service_fit),
            near(one.score),
        )
