"""The main question in Cypher, on a server that holds the same world, within a limit of time."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from time import monotonic

from neo4j import Driver, GraphDatabase

from bench import neo4j_peers
from bench.measure import timed
from bench.mix import Mix, Question
from bench.neo4j_peers import LEAVES_OUT, OutOfTimeError, PeerOpener
from bench.reduced import Reduced
from bench.tasks.given import Given
from graph.snapshot.snapshot import Snapshot
from graph.store.neo4j.credentials import read_credentials

Peer = Callable[[Driver, str, str, float], Sequence[PeerOpener]]


def three_steps(given: Given) -> Iterator[float | bool | str]:
    """Variable-length paths of at most three relationships."""
    yield from _questions(given, neo4j_peers.three_steps)


def frontier(given: Given) -> Iterator[float | bool | str]:
    """One query a hop, from all that were reached by then."""
    yield from _questions(given, neo4j_peers.frontier)


def _questions(given: Given, peer: Peer) -> Iterator[float | bool | str]:
    """Each question once, until the time is up; the first one twice, so that plans are made and pages are read."""
    yield LEAVES_OUT
    snapshot = Snapshot(given.snapshot)
    reduced = Reduced(snapshot)
    questions = Mix(snapshot).questions(given.count)
    said = read_credentials()
    auth = (said.user, said.password) if said else None
    with GraphDatabase.driver(given.store, auth=auth, notifications_min_severity="OFF") as driver:
        until = monotonic() + given.seconds

        def ask(question: Question) -> Sequence[PeerOpener]:
            return peer(driver, *question, until - monotonic())

        try:
            ask(questions[0])
            for question in questions:
                took, openers = timed(partial(ask, question))
                yield took
                yield _is_right(snapshot, reduced, question, openers)
        except OutOfTimeError:
            yield "The question that a Cypher peer was at when its time was up is in no median."


def _is_right(snapshot: Snapshot, reduced: Reduced, question: Question, openers: Sequence[PeerOpener]) -> bool:
    """Contexts are no steps here, whatever they are to the peer."""
    asker, market = question
    organisations = snapshot.sections.range("organisation")
    found = [[snapshot.find(one) for one in opener.route] for opener in openers]
    routes = [[node for node in route if node is not None and node in organisations] for route in found]
    return reduced.are_best_openers(market, snapshot.node(asker, "organisation", "from"), routes)
