"""A short text of what an answer tells, by which a link to it notices later that it tells something else."""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any, Final

import orjson

from graph.snapshot.snapshot import Snapshot
from queries.routing.candidate import Candidate
from queries.routing.diagnosis import Diagnosis
from queries.routing.routes import Route

DIGEST_BYTES: Final = 8


def digest_of(
    snapshot: Snapshot, openers: Iterable[tuple[Candidate, Route]], diagnosis: Diagnosis | None, exact: bool
) -> str:
    """The digest of a ranking as people are told it: 16 hexadecimal digits.

    Equal where the same openers stand in the same order, each for the same asker, reached in the same way, with the
    same score and by the same steps, numbers to two decimals; with the same diagnosis. The revision, the day and the
    facts behind a step do not count, as long as they change none of these.
    """
    told = [_opener(snapshot, one, route) for one, route in openers]
    said = orjson.dumps([told, None if diagnosis is None else _diagnosis(snapshot, diagnosis), exact])
    return blake2b(said, digest_size=DIGEST_BYTES).hexdigest()


def _opener(snapshot: Snapshot, one: Candidate, route: Route) -> list[Any]:
    asker = one.of.party.node
    who = one.of.position if asker is None else snapshot.id_of(asker)
    return [snapshot.id_of(one.node), who, one.reach, _number(one.score), _steps(snapshot, route)]


def _steps(snapshot: Snapshot, route: Route) -> list[list[str]]:
    return [[snapshot.id_of(step.target), step.kind, _number(step.strength)] for step in route.steps]


def _diagnosis(snapshot: Snapshot, said: Diagnosis) -> list[Any]:
    tie, areas = said.missing_tie, [snapshot.id_of(area) for area in said.areas]
    missing = None
    if tie is not None:
        missing = [*map(snapshot.id_of, (tie.contact, tie.other, tie.opener)), _number(tie.score)]
    return [said.code, said.steps_needed, said.complete_to, said.relax, areas, missing]


def _number(value: float) -> str:
    """As people are told it."""
    return f"{value:.2f}"
