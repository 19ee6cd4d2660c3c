"""``door_openers`` in one process: warm, cold, and with all routes."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from bench.measure import WARM_UP, milliseconds, milliseconds_each
from bench.mix import SEED, Mix, Question
from bench.tasks.given import Given
from graph.snapshot.snapshot import Snapshot
from queries.questions.door_openers import DoorOpenersAnswer, door_openers

VERY_FIRST: Final[Question] = ("c17", "DE")
"""Of the world's own ids: a look for others in the snapshot would warm it."""


def warm(given: Given) -> Iterator[float]:
    """Ten openers with their best routes, on markets that have been asked about before."""
    snapshot = Snapshot(given.snapshot)
    questions = _on_known_markets(snapshot, given.count)
    yield from milliseconds_each(partial(_ask, snapshot), questions)


def cold(given: Given) -> Iterator[float]:
    """The first question on each market that the mix draws, in a process that has answered about another one."""
    snapshot = Snapshot(given.snapshot)
    first, *others = Mix(snapshot).questions(given.count)
    _ask(snapshot, first)
    by_market: dict[str, Question] = {}
    for question in others:
        if question[1] != first[1]:
            by_market.setdefault(question[1], question)
    yield from milliseconds_each(partial(_ask, snapshot), by_market.values())


def full(given: Given) -> Iterator[float]:
    """Ten openers, each with its route, two alternatives and the fallback."""
    snapshot = Snapshot(given.snapshot)
    questions = _on_known_markets(snapshot, given.count)
    _ask_all(snapshot, questions[0])
    yield from milliseconds_each(partial(_ask_all, snapshot), questions)


def first_in_process(given: Given) -> Iterator[float]:
    """Opening the snapshot and answering one question, in a process that has done nothing yet but import."""
    yield milliseconds(lambda: _ask(Snapshot(given.snapshot), VERY_FIRST))


def _on_known_markets(snapshot: Snapshot, count: int) -> list[Question]:
    """Questions to be timed, after one on each of their markets, and a few more."""
    mix = Mix(snapshot, SEED)
    questions = mix.questions(count)
    asker = mix.asker()
    for market in sorted({market for _, market in questions}):
        _ask(snapshot, (asker, market))
    for question in questions[:WARM_UP]:
        _ask(snapshot, question)
    return questions


def _ask(snapshot: Snapshot, question: Question) -> DoorOpenersAnswer:
    return door_openers(snapshot.on_day(), [question[0]], market=question[1])


def _ask_all(snapshot: Snapshot, question: Question) -> None:
    for opener in _ask(snapshot, question).openers:
        opener.alternatives(2)
        _ = opener.fallback
