"""The Cypher peers of the benchmark find what there is to find, and keep to their limit of time."""

from collections.abc import Callable, Iterator

import pytest
from neo4j import Driver

from bench.neo4j_peers import OutOfTimeError, PeerOpener, frontier, three_steps
from graph.kinds import CONFIDENCES
from graph.relations import LOCATED_BASE, RELATION_KINDS
from graph.statements import Batch
from graph.store.neo4j.credentials import Credentials
from graph.store.neo4j.store import Neo4jStore
from tests.neo4j.finding import Neo4jDatabase
from tests.worlds import RowScan

SURE = CONFIDENCES["imported"]
PARTNERS, ATTENDS = RELATION_KINDS["partner_of"].base * SURE, RELATION_KINDS["attends"].base * SURE
SECONDS = 60.0
Peer = Callable[[Driver, str, str, float], list[PeerOpener]]


def organisation(id_: str, country: str, kind: str = "cluster") -> dict[str, str]:
    return {"id": id_, "kind": kind, "name": id_, "country": country}


def related(kind: str, source: str, target: str) -> dict[str, str]:
    return {"kind": kind, "source": source, "target": target}


WORLD = {
    "organisations": [
        organisation("asker", "DK"),
        organisation("next", "DK"),
        organisation("further", "SE"),
        organisation("there", "KR"),
        organisation("guest", "KR"),
        organisation("firm", "KR", "company"),
        organisation("nobody", "KR"),
    ],
    "contexts": [{"id": "fair", "kind": "event", "name": "fair"}],
    "relations": [
        related("partner_of", "asker", "next"),
        related("partner_of", "further", "next"),
        related("partner_of", "further", "there"),
        related("attends", "asker", "fair"),
        related("attends", "guest", "fair"),
        related("partner_of", "asker", "firm"),
    ],
}
FAR = "there", pytest.approx(PARTNERS**3 * LOCATED_BASE), ("asker", "next", "further", "there")


@pytest.fixture(scope="module")
def driver(neo4j_database: Neo4jDatabase) -> Iterator[Driver]:
    neo4j_database.clear()
    scan = RowScan(WORLD)
    said = neo4j_database
    credentials = Credentials(said.user, said.password) if said.password else None
    with Neo4jStore(said.address, credentials) as store:
        store.apply(Batch(source=scan.sources()[0], statements=(*scan.entities(), *scan.relations())))
    with neo4j_database.driver() as opened:
        yield opened
    neo4j_database.clear()


def told(openers: list[PeerOpener]) -> list[tuple[object, ...]]:
    return [(one.id, one.score, one.route) for one in openers]


def test_variable_length_paths_multiply_what_is_on_them(driver: Driver) -> None:
    through = ("asker", "fair", "guest")
    assert told(three_steps(driver, "asker", "KR", SECONDS)) == [
        FAR,
        ("guest", pytest.approx(ATTENDS**2 * LOCATED_BASE), through),
    ]


def test_a_hop_through_a_context_is_one_step_of_the_frontier(driver: Driver) -> None:
    assert told(frontier(driver, "asker", "KR", SECONDS)) == [
        FAR,
        ("guest", pytest.approx(ATTENDS * LOCATED_BASE), ("asker", "guest")),
    ]


def test_a_market_without_openers(driver: Driver) -> None:
    assert three_steps(driver, "asker", "BR", SECONDS) == frontier(driver, "asker", "BR", SECONDS) == []


@pytest.mark.parametrize("peer", [three_steps, frontier])
def test_a_peer_without_time_says_so(driver: Driver, peer: Peer) -> None:
    with pytest.raises(OutOfTimeError):
        peer(driver, "asker", "KR", 0.0)
