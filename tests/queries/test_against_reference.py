"""The kernel is held to the plain reference on random worlds: the same openers, in the same order, by the same routes, to the last digit."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings

from graph.errors import InputError
from graph.snapshot.snapshot import Snapshot
from queries import question
from queries.door_openers import DoorOpener, DoorOpenersAnswer, door_openers
from tests.reference import openers as reference
from tests.reference.moment import GoneAsker
from tests.reference.routes import Constraints, Outsider
from tests.reference.strategies import Question, worlds_and_questions
from tests.reference.world import World
from tests.worlds import snapshot_of

EXAMPLES = 400
ALL = 500


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as name:
        yield Path(name)


def ours(asker: str | Outsider) -> question.Asker:
    if isinstance(asker, str):
        return asker
    return question.Outsider(asker.country, asker.region, asker.sectors, asker.knows)


def our_constraints(given: Constraints, as_of: str) -> question.RouteConstraints:
    return question.RouteConstraints(
        given.max_steps, given.min_strength, given.relation_kinds, given.opener_kinds, tuple(sorted(given.avoid)), tuple(sorted(given.via)),
        given.public_anchor, as_of,
    )  # fmt: skip


def told(snapshot: Snapshot, opener: DoorOpener) -> tuple[object, ...]:
    """An opener as the reference tells it."""
    steps = tuple(
        (
            "" if step.source is None else snapshot.id_of(step.source),
            snapshot.id_of(step.target),
            None if step.desk is None else snapshot.id_of(step.desk),
            step.strength,
        )
        for step in opener.route.steps
    )
    siblings = tuple(snapshot.id_of(node) for node in opener.siblings)
    return (
        snapshot.id_of(opener.node),
        opener.asker,
        opener.total,
        steps,
        opener.presence,
        opener.sector_fit,
        opener.score,
        siblings,
    )


def expected(opener: reference.Opener) -> tuple[object, ...]:
    steps = tuple((step.source, step.target, step.desk, step.strength) for step in opener.route.steps)
    return opener.id, opener.asker, opener.total, steps, opener.presence, opener.fit, opener.score, opener.siblings


def snapshot_for(world: World, folder: Path) -> Snapshot:
    return snapshot_of(world.tables, folder, "2026-01-01", world.judgements, world.declared_retrieval)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(worlds_and_questions())
def test_door_openers_are_those_of_the_reference(folder: Path, drawn: tuple[World, Question]) -> None:
    world, asked = drawn
    snapshot = snapshot_for(world, folder)
    askers = tuple(dict.fromkeys(asked.askers))
    try:
        right = reference.door_openers(
            world, asked.as_of, askers, asked.market, asked.corridor, asked.sector, asked.constraints
        )
    except GoneAsker:
        event("gone asker")
        with pytest.raises(InputError):
            ask(snapshot, asked)
        return
    answer = ask(snapshot, asked)
    event(f"openers: {min(len(right), 5)}")
    event(f"desk: {any(step.desk for opener in right for step in opener.route.steps)}")
    assert [told(snapshot, opener) for opener in answer.openers] == [expected(opener) for opener in right]
    assert answer.exact
    assert (answer.diagnosis is None) == bool(right)


def ask(snapshot: Snapshot, asked: Question) -> DoorOpenersAnswer:
    return door_openers(
        snapshot,
        [ours(asker) for asker in asked.askers],
        market=asked.market,
        corridor=asked.corridor,
        sector=asked.sector,
        constraints=our_constraints(asked.constraints, asked.as_of),
        first=ALL,
    )
