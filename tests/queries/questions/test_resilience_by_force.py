"""Resilience on random worlds: what it says is found again by removing everybody once, and by packing all routes."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import assume, event, given, settings

from graph.errors import InputError
from graph.kinds import OFFICE_KINDS
from graph.snapshot.on_day import Day
from graph.snapshot.snapshot import Snapshot
from queries.questions.door_openers import DoorOpenersAnswer, door_openers
from queries.questions.resilience import Resilience, resilience
from queries.routing.overlay import NOTHING_LAID, Overlay, lay
from tests import reference
from tests.profiles import draws
from tests.queries.routing.test_against_reference import FEW_TIES, our_constraints, ours, snapshot_for
from tests.reference.strategies import Question, worlds_and_questions
from tests.reference.world import World

ALL = 500
PACKED_AT_MOST = 60
"""Sets of organisations on routes, of which none holds another one; more take minutes to pack."""


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as name:
        yield Path(name)


def answered(drawn: tuple[World, Question], folder: Path) -> tuple[Snapshot, Day, Resilience]:
    """The answer of the first asker; none for a corridor, or for who is gone."""
    world, asked = drawn
    assume(asked.market is not None)
    snapshot = snapshot_for(world, folder)
    day = snapshot.on_day(asked.as_of)
    assert asked.market is not None
    try:
        found = resilience(
            day, ours(asked.askers[0]), asked.market, sector=asked.sector,
            constraints=our_constraints(asked.constraints),
        )  # fmt: skip
    except InputError as gone:
        assert gone.code == "organisation_gone"
        assume(False)
    return snapshot, day, found


def doors(day: Day, asked: Question, laid: Overlay = NOTHING_LAID) -> DoorOpenersAnswer:
    return door_openers(
        day, [ours(asked.askers[0])], market=asked.market, sector=asked.sector, first=ALL, laid=laid,
        constraints=our_constraints(asked.constraints),
    )  # fmt: skip


def head(day: Day, node: int) -> int:
    """Whom it falls with: of an office its operator, where that is the only one."""
    operators = day.on.mandated.operators(node) if day.record(node)["kind"] in OFFICE_KINDS else []
    return operators[0] if len(operators) == 1 else node


@settings(max_examples=draws(200))
@given(worlds_and_questions())
def test_without_whom_it_is_lost(folder: Path, drawn: tuple[World, Question]) -> None:
    _, day, answer = answered(drawn, folder)
    before = doors(day, drawn[1])
    assert answer.now.openers == before.count == len(before.openers)
    best = before.openers[0].score if before.openers else 0.0
    assert answer.now.score == best
    everybody = range(len(day.facts.kind))
    heads = [head(day, node) for node in everybody]
    routes = [(one.node, set(one.route.organisations[1:])) for one in before.openers]
    lost: dict[int, tuple[str, float, int]] = {}
    for organisation in everybody if routes else ():
        fallen = {node for node in everybody if node == organisation or heads[node] == organisation}
        after = doors(day, drawn[1], lay(day.on.ties, removed=fallen))
        others = [met for node, met in routes if node not in fallen]
        found = after.openers[0].score if after.openers else 0.0
        what = None
        if not after.openers:
            what = "market"
        elif found <= best / 2:
            what = "best"
        elif after.count < len(others) / 2 < sum(bool(met & fallen) for met in others):
            what = "openers"
        if what is not None:
            event(f"lost: {what}")
            lost[organisation] = what, found, after.count
    apart = {one: said for one, said in lost.items() if heads[one] == one or lost.get(heads[one], ())[:2] != said[:2]}
    told = {one.organisation: (str(one.loss), one.left.score, one.left.openers) for one in answer.single_points}
    assert told == apart, "an office is told with its operator where the same is lost with this"
    for one in answer.single_points:
        fallen = {node for node in everybody if heads[node] == one.organisation and not day.on.after.gone[node]}
        assert {one.organisation, *one.falls_with} >= fallen


def independent_sets(day: Day, drawn: tuple[World, Question]) -> tuple[list[frozenset[int]], bool]:
    """Who is met on each route of steps that count, families as one; without those that hold another one.

    And whether several of one family are met.
    """
    world, asked = drawn
    least = max(0.1, asked.constraints.min_strength or 0.0)
    met, nodes = set(), set()
    for node in range(len(day.facts.kind)):
        for route in reference.opener_routes(
            world, asked.as_of, asked.askers[0], day.snapshot.id_of(node), market=asked.market, sector=asked.sector,
            constraints=replace(asked.constraints, min_strength=least),
        ):  # fmt: skip
            on_it = [day.node(id_, "organisation", "id") for id_ in route.ids[1:]]
            nodes.update(on_it)
            met.add(frozenset(head(day, one) for one in on_it))
    families = {head(day, one) for one in nodes}
    return [one for one in met if not any(other < one for other in met)], len(families) < len(nodes)


@settings(max_examples=draws(200))
@given(worlds_and_questions())
def test_how_many_routes_share_nobody(folder: Path, drawn: tuple[World, Question]) -> None:
    world, asked = drawn
    assume(len(reference.ties(world, asked.as_of)) <= FEW_TIES)
    _, day, answer = answered(drawn, folder)
    told = answer.independent
    assert (told is None) == bool(asked.constraints.via or asked.constraints.via_in_order)
    if told is None:
        return
    families = [frozenset(head(day, node) for node in one.found.way.nodes[1:]) for one in told.routes]
    assert sum(map(len, families)) == len(frozenset().union(*families)), "they share nobody"
    assert all(len(one.route.steps) <= told.steps for one in told.routes)
    assert all(step.strength > told.least_step - 1e-4 for one in told.routes for step in one.route.steps)
    sets, several_of_a_family = independent_sets(day, drawn)
    assume(len(sets) <= PACKED_AT_MOST)
    apart = nx.Graph()
    apart.add_nodes_from(range(len(sets)))
    apart.add_edges_from((i, j) for i in apart for j in range(i) if not sets[i] & sets[j])
    most = nx.max_weight_clique(apart, None)[1] if sets else 0
    event(f"independent: {min(most, 5)}, steps {told.steps}, exact {told.exact}")
    assert told.count <= most
    assert told.at_most is not None
    assert most <= told.at_most
    assert told.exact or told.steps > 3 or several_of_a_family
