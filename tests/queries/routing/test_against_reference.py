"""The kernel is held to the plain reference on random worlds.

It finds the same openers, in the same order, by the same routes, to the last digit.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from graph.snapshot.snapshot import Snapshot
from queries.questions.door_openers import DoorOpener, DoorOpenersAnswer, door_openers
from queries.questions.introductions import introductions
from queries.routing import askers, constraints
from queries.routing.diagnosis import CONSTRAINTS, Diagnosis, DiagnosisCode
from queries.routing.missing_tie import MissingTie
from queries.routing.routes import Route, make_route
from tests import reference
from tests.profiles import draws
from tests.reference import Constraints, Opener, Outsider
from tests.reference import routes as reference_routes
from tests.reference.dates import last_day
from tests.reference.strategies import Question, worlds_and_questions
from tests.reference.world import World
from tests.worlds import snapshot_of

ALL = 500
NEXT_BEST = 4
FEW_TIES = 200
"""Among more, there are more simple paths of six steps than the reference can list in minutes."""


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as name:
        yield Path(name)


def ours(asker: str | Outsider) -> askers.Asker:
    if isinstance(asker, str):
        return asker
    return askers.Outsider(asker.country, asker.region, asker.sectors, asker.knows, asker.kind)


def our_constraints(given: Constraints) -> constraints.RouteConstraints:
    return constraints.RouteConstraints(
        given.max_steps,
        given.min_strength,
        given.relation_kinds,
        given.opener_kinds,
        tuple(sorted(given.avoid)),
        tuple(sorted(given.via)),
        given.via_in_order,
        given.public_anchor,
    )


def told_steps(snapshot: Snapshot, route: Route) -> tuple[object, ...]:
    return tuple(
        (
            "" if step.source is None else snapshot.id_of(step.source),
            snapshot.id_of(step.target),
            step.kind.value,
            step.strength,
        )
        for step in route.steps
    )


def told(snapshot: Snapshot, opener: DoorOpener) -> tuple[object, ...]:
    """An opener as the reference tells it."""
    return (
        snapshot.id_of(opener.node),
        opener.asker,
        opener.total,
        told_steps(snapshot, opener.route),
        opener.how.value,
        opener.presence,
        opener.sector_fit * opener.service_fit,
        opener.score,
        opener.tier.value,
    )


def expected_steps(route: reference_routes.Route) -> tuple[object, ...]:
    return tuple((step.source, step.target, step.how, step.strength) for step in route.steps)


def expected(opener: Opener) -> tuple[object, ...]:
    return (
        opener.id,
        opener.asker,
        opener.total,
        expected_steps(opener.route),
        opener.how,
        opener.presence,
        opener.fit,
        opener.score,
        opener.tier,
    )


def snapshot_for(world: World, folder: Path) -> Snapshot:
    return snapshot_of(world.tables, folder, "2026-01-01", world.judgements, world.declared_retrieval)


def told_route(snapshot: Snapshot, route: Route) -> tuple[object, ...]:
    return route.cost, told_steps(snapshot, route)


def expected_route(route: reference_routes.Route) -> tuple[object, ...]:
    return route.cost, expected_steps(route)


def told_tie(snapshot: Snapshot, tie: MissingTie | None) -> tuple[object, ...] | None:
    if tie is None:
        return None
    contact, other, opener = (snapshot.id_of(node) for node in (tie.contact, tie.other, tie.opener))
    return contact, other, opener, tie.total, tie.score


def told_diagnosis(snapshot: Snapshot, no: Diagnosis | None) -> tuple[object, ...] | None:
    if no is None or no.code is DiagnosisCode.BELOW_FLOOR:
        return None
    relax = () if no.code is DiagnosisCode.BEYOND_MAX_STEPS else no.relax
    return no.code.name, no.steps_needed, relax, tuple(snapshot.id_of(area) for area in no.areas)


def expected_diagnosis(no: reference.Diagnosis | None, given: Constraints) -> tuple[object, ...] | None:
    """As the engine tells it: all constraints where none alone would help. Nobody below the floor is unreached here."""
    if no is None:
        return None
    codes = {"too_many_steps": "BEYOND_MAX_STEPS", "constraints": "CONSTRAINED"}
    fields = {name: field for name, (field, _) in CONSTRAINTS.items()}
    free = Constraints()
    held = [name for name, field in fields.items() if getattr(given, field) != getattr(free, field)]
    relax = [name for name in held if fields[name] in no.relax] or held
    relaxed = tuple(relax) if no.code == "constraints" else ()
    return codes.get(no.code, no.code.upper()), no.steps, relaxed, no.corridors


def ask(snapshot: Snapshot, asked: Question, first: int = ALL) -> DoorOpenersAnswer:
    return door_openers(
        snapshot.on_day(asked.as_of),
        [ours(asker) for asker in asked.askers],
        market=asked.market,
        corridor=asked.corridor,
        sector=asked.sector,
        constraints=our_constraints(asked.constraints),
        first=first,
    )


@settings(max_examples=draws(1000))
@given(worlds_and_questions())
def test_door_openers_are_those_of_the_reference(folder: Path, drawn: tuple[World, Question]) -> None:
    world, asked = drawn
    snapshot = snapshot_for(world, folder)
    askers = tuple(dict.fromkeys(asked.askers))
    try:
        right = reference.door_openers(
            world, asked.as_of, askers, asked.market, asked.corridor, asked.sector, asked.constraints
        )
    except reference.GoneAskerError:
        with pytest.raises(InputError, match="no longer exists"):
            ask(snapshot, asked)
        return
    answer = ask(snapshot, asked)
    event(f"openers: {min(len(right.ranked), 5)}")
    for how in {opener.how for opener in right.ranked}:
        event(f"how: {how}")
    assert [told(snapshot, opener) for opener in answer.openers] == [expected(opener) for opener in right.ranked]
    siblings = [tuple(snapshot.id_of(node) for node in opener.siblings) for opener in answer.openers]
    assert siblings == [opener.siblings for opener in right.ranked]
    assert answer.below_floor == right.below_floor
    assert [told(snapshot, one) for one in answer.front_doors] == [expected(one) for one in right.front_doors]
    assert [told(snapshot, one) for one in answer.to_meet] == [expected(one) for one in right.to_meet]
    yourself = {(own.asker, snapshot.id_of(own.organisation)) for own in answer.yourself}
    assert yourself == {(own.asker, own.id) for own in right.yourself}
    past = {snapshot.id_of(one.organisation): one.until and last_day(one.until) for one in answer.past}
    assert past == {one.id: one.until for one in right.past}
    assert answer.exact
    assert (answer.diagnosis is None) == bool(right.ranked)
    if right.ranked or len(reference.ties(world, asked.as_of)) > FEW_TIES:
        return
    asking = {"market": asked.market, "corridor": asked.corridor, "sector": asked.sector}
    why = reference.diagnose(world, asked.as_of, askers, **asking, constraints=asked.constraints)
    event(f"why not: {why and why.code}")
    assert told_diagnosis(snapshot, answer.diagnosis) == expected_diagnosis(why, asked.constraints)


@settings(max_examples=draws(200))
@given(worlds_and_questions())
def test_few_are_the_best_of_many(folder: Path, drawn: tuple[World, Question]) -> None:
    """However few are asked for, they are the first of all: what is listed bounds what is searched."""
    world, asked = drawn
    snapshot = snapshot_for(world, folder)
    try:
        everybody = [told(snapshot, opener) for opener in ask(snapshot, asked).openers]
    except InputError:
        return
    for first in range(1, min(len(everybody), 6) + 1):
        few = ask(snapshot, asked, first)
        assert [told(snapshot, opener) for opener in few.openers] == everybody[:first]
        assert few.has_more == (len(everybody) > first)


@settings(max_examples=draws(200))
@given(worlds_and_questions())
def test_alternatives_and_fallback_are_those_of_the_reference(folder: Path, drawn: tuple[World, Question]) -> None:
    world, asked = drawn
    snapshot = snapshot_for(world, folder)
    askers = tuple(dict.fromkeys(asked.askers))
    try:
        answer = ask(snapshot, asked)
    except InputError:
        return
    for opener in answer.openers[:3]:
        right = reference.opener_routes(
            world,
            asked.as_of,
            askers[opener.asker],
            snapshot.id_of(opener.node),
            market=asked.market,
            corridor=asked.corridor,
            sector=asked.sector,
            constraints=asked.constraints,
        )
        found = [*opener.question.between(opener.found).best(NEXT_BEST + 1)[0]]
        assert [told_route(snapshot, make_route(opener.question.view, way)) for way in found] == [
            expected_route(one) for one in right[: NEXT_BEST + 1]
        ]
        best = make_route(opener.question.view, found[0])
        fallback = opener.question.between(opener.found).fallback(found[0])
        told_fallback = fallback and told_route(snapshot, make_route(opener.question.view, fallback))
        right_fallback = reference.fallback(right)
        assert told_route(snapshot, best) == expected_route(right[0])
        assert told_fallback == (right_fallback and expected_route(right_fallback))


@settings(max_examples=draws(250))
@given(worlds_and_questions(), st.data())
def test_introductions_are_those_of_the_reference(
    folder: Path, drawn: tuple[World, Question], data: st.DataObject
) -> None:
    world, asked = drawn
    snapshot = snapshot_for(world, folder)
    ids = [row["id"] for row in world.rows("organisations")][:14]
    source, target = data.draw(st.permutations(ids))[:2]
    asker = data.draw(st.sampled_from([source, *asked.askers]))
    constraints = our_constraints(asked.constraints)
    try:
        right = reference.routes_between(world, asked.as_of, asker, target, asked.constraints)
    except reference.GoneAskerError:
        with pytest.raises(InputError, match="no longer exists"):
            introductions(snapshot.on_day(asked.as_of), ours(asker), target, constraints=constraints)
        return
    try:
        answer = introductions(
            snapshot.on_day(asked.as_of), ours(asker), target, constraints=constraints, first=NEXT_BEST
        )
    except InputError as error:
        assert error.code in ("same_organisation", "organisation_gone")
        assert not right
        return
    event(f"routes: {min(len(right), 5)}")
    assert [told_route(snapshot, route) for route in answer.routes] == [
        expected_route(one) for one in right[:NEXT_BEST]
    ]
    fallback = reference.fallback(right) if right else None
    assert (answer.fallback and told_route(snapshot, answer.fallback)) == (fallback and expected_route(fallback))


@settings(max_examples=draws(250))
@given(worlds_and_questions(), st.data())
def test_why_there_is_no_introduction_is_that_of_the_reference(
    folder: Path, drawn: tuple[World, Question], data: st.DataObject
) -> None:
    world, asked = drawn
    snapshot = snapshot_for(world, folder)
    source, target = data.draw(st.permutations([row["id"] for row in world.rows("organisations")][:14]))[:2]
    constraints = our_constraints(asked.constraints)
    try:
        answer = introductions(snapshot.on_day(asked.as_of), source, target, constraints=constraints)
    except InputError:
        return
    right = reference.missing_tie_between(world, asked.as_of, source, target, asked.constraints)
    tie = answer.question.missing_tie
    event(f"missing tie: {tie is not None}")
    assert told_tie(snapshot, tie) == (right and (right.contact, right.partner, right.opener, right.total, right.score))
    if len(reference.ties(world, asked.as_of)) > FEW_TIES:
        return
    why = reference.diagnose_between(world, asked.as_of, source, target, asked.constraints)
    event(f"why not: {why and why.code}")
    expected_why = expected_diagnosis(why, replace(asked.constraints, opener_kinds=None))
    assert told_diagnosis(snapshot, answer.diagnosis) == expected_why


@settings(max_examples=draws(200))
@given(worlds_and_questions())
def test_the_missing_tie_is_that_of_the_reference(folder: Path, drawn: tuple[World, Question]) -> None:
    world, asked = drawn
    snapshot = snapshot_for(world, folder)
    if len(set(asked.askers)) > 1:
        return
    try:
        answer = ask(snapshot, asked)
    except InputError:
        return
    right = reference.missing_tie(
        world,
        asked.as_of,
        asked.askers[0],
        market=asked.market,
        corridor=asked.corridor,
        sector=asked.sector,
        constraints=asked.constraints,
    )
    tie = answer.question.missing_tie
    event(f"missing tie: {tie is not None}")
    assert told_tie(snapshot, tie) == (right and (right.contact, right.partner, right.opener, right.total, right.score))


@settings(max_examples=draws(100))
@given(worlds_and_questions(), st.randoms(use_true_random=False))
def test_the_order_of_loading_does_not_matter(folder: Path, drawn: tuple[World, Question], random: Random) -> None:
    world, asked = drawn
    shuffled = {stem: random.sample(rows, len(rows)) for stem, rows in world.tables.items()}
    answers = []
    for tables in (world.tables, shuffled):
        snapshot = snapshot_of(tables, folder, "2026-01-01", world.judgements, world.declared_retrieval)
        try:
            answers.append([told(snapshot, opener) for opener in ask(snapshot, asked).openers])
        except InputError:
            answers.append([])
    assert answers[0] == answers[1]
