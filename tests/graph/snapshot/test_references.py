"""Where the references of statements stand in a snapshot: on the things that they mean, as in the graph in Neo4j."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

import numpy as np
import pytest

from graph.identity import claims_of
from graph.implied import implied
from graph.relations import CONTEXT, ORGANISATION, RELATION_KINDS
from graph.snapshot.building.content import Content
from graph.snapshot.building.entities import is_placed
from graph.snapshot.building.gather import gather
from graph.snapshot.building.rows import KIND_NAMES, implied_statements
from graph.statements import Batch, EntityStatement, Evidence, Judgement, RelationStatement, Source
from graph.store import Store
from graph.store.digest import digest
from graph.store.neo4j.writing.identity import Identity
from graph.store.protocol import Scan
from graph.store.sqlite.store import SqliteStore
from tests.graph.snapshot.building.patch.changing import worlds
from tests.profiles import draws
from tests.statements import organisation

SEEDS = draws(30)
CHANGES = 3

Placed = tuple[str, tuple[str, ...]]
"""Kind of a relation, and the ids of the nodes at its ends; in order if it has no direction."""


def placed(kind: str, start: str, end: str) -> Placed:
    return kind, tuple(sorted((start, end)) if RELATION_KINDS[kind].symmetric else (start, end))


def stands(content: Content) -> tuple[list[Placed], int]:
    """Where each statement stands, and how many are left out."""
    facts = content.facts
    relations = [
        placed(KIND_NAMES[kind], content.ids[start].decode(), content.ids[end].decode())
        for kind, start, end in zip(facts.rel_kind, facts.rel_source, facts.rel_target, strict=True)
    ]
    of = np.repeat(np.arange(len(relations)), np.diff(facts.statement_ptr))
    return sorted(relations[relation] for relation in of), len(content.origins.unplaced)


def belongs(scan: Scan, content: Content) -> tuple[list[Placed], int]:
    """The same by the rule by which Neo4j's relationships are placed; no placeholder or made-up market is a thing."""
    entities = [one for one in scan.entities() if is_placed(one.type, one.id)]
    claims: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for claim in claims_of(entities):
        claims[claim.id].append((claim.source, claim.type))
    sources = {source.name: source for source in scan.sources()}
    said = {(one.source, one.id): one.properties for one in entities}
    identity = Identity(
        lambda id_: tuple(claims.get(id_, ())), lambda source, id_: said[source, id_], sources, scan.judgements()
    )
    things = {content.ids[node].decode(): content.sections.type_of(node) for node in range(len(content.ids))}
    found, left_out = [], 0
    for one in chain(scan.relations(), *map(implied_statements, entities)):
        start, end = identity.place(one.source, one.start), identity.place(one.source, one.end)
        if start == end or not joins(one.kind, things.get(start), things.get(end)):
            left_out += 1
        else:
            found.append(placed(one.kind, start, end))
    return sorted(found), left_out


def joins(kind: str, start: str | None, end: str | None) -> bool:
    """Whether relations of a kind join things of these types."""
    of_type = {"organisation": ORGANISATION, "context": CONTEXT}
    allowed = RELATION_KINDS[kind].sources, RELATION_KINDS[kind].targets
    return all(
        type_ is not None and bool(of_type.get(type_, {type_}) & kinds)
        for type_, kinds in zip((start, end), allowed, strict=True)
    )


@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize("wild", [False, True], ids=["loaded", "wild"])
def test_every_statement_stands_where_it_does_in_neo4j(tmp_path: Path, seed: int, wild: bool) -> None:
    with SqliteStore(tmp_path / "store.sqlite") as store:
        for _ in islice(worlds(store, seed, wild=wild), CHANGES + 1):
            with store.reading() as scan:
                content = gather(scan)
                assert stands(content) == belongs(scan, content)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Two use the id x for things of two kinds, and neither owns it: these are judged the same. A third tells of y."""
    with SqliteStore(tmp_path / "store.sqlite") as store:
        for name in "abc":
            store.apply(Batch(source=Source(name, name, "nobody", "CC0-1.0", "", "2026-01-01")))
        store.apply(
            Batch(
                statements=(organisation("x", "a"), organisation("x", "b", kind="company"), organisation("y", "c")),
                judgements=(Judgement("a:x", "b:x", True, "a test", "to see", "2026-01-01T00:00:00"),),
            )
        )
        yield store


@pytest.mark.parametrize(
    ("source", "reference"), [("c", "b:x"), ("c", "a:x"), ("a", "b:x"), ("b", "b:x"), ("a", "x"), ("b", "x")]
)
def test_whatever_a_thing_is_called_it_is_the_canonical_one(store: Store, source: str, reference: str) -> None:
    said = RelationStatement(source, digest(reference), "member_of", "y", reference, Evidence())
    offered = {"organisation": reference, "service": "soft_landing"}
    service = EntityStatement(source, "s", "service", offered, Evidence())
    store.apply(Batch(statements=(said, service)))
    assert [one.start for one in implied(service)] == [reference]
    with store.reading() as scan:
        assert stands(gather(scan)) == ([("member_of", ("y", "a:x")), ("offers", ("a:x", "s"))], 0)


def test_an_id_that_only_several_sources_use_means_nothing_to_others(store: Store) -> None:
    store.apply(Batch(statements=(RelationStatement("c", digest("x"), "member_of", "y", "x", Evidence()),)))
    with store.reading() as scan:
        assert stands(gather(scan)) == ([], 1)
