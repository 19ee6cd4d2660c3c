"""The main question in Cypher, on a server that holds the same world, within a limit of time."""

from collections.abc import Callable, Iterator
from functools import partial
from time import monotonic

from neo4j import Driver, GraphDatabase

from bench import neo4j_peers
from bench.measure import milliseconds
from bench.mix import Mix
from bench.neo4j_peers import LEAVES_OUT, OutOfTimeError
from bench.tasks.given import Given
from graph.snapshot.snapshot import Snapshot
from graph.store.neo4j.credentials import read_credentials

Peer = Callable[[Driver, str, str, float], object]


def three_steps(given: Given) -> Iterator[float | str]:
    """Variable-length paths of at most three relationships."""
    yield from _questions(given, neo4j_peers.three_steps)


def frontier(given: Given) -> Iterator[float | str]:
    """One query a hop, from all that were reached by then."""
    yield from _questions(given, neo4j_peers.frontier)


def _questions(given: Given, peer: Peer) -> Iterator[float | str]:
    """Each question once, until the time is up; the first one twice, so that plans are made and pages are read."""
    yield LEAVES_OUT
    questions = Mix(Snapshot(given.snapshot)).questions(given.count)
    said = read_credentials()
    auth = (said.user, said.password) if said else None
    with GraphDatabase.driver(given.store, auth=auth, notifications_min_severity="OFF") as driver:
        until = monotonic() + given.seconds

        def ask(question: tuple[str, str]) -> None:
            peer(driver, *question, until - monotonic())

        try:
            ask(questions[0])
            for question in questions:
                yield milliseconds(partial(ask, question))
        except OutOfTimeError:
            yield "The question that a Cypher peer was at when its time was up is in no median."
