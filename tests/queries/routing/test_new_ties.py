"""What several new ties are worth together: what asking with all of them laid over the graph finds, and submodular."""

import math
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import event, given, settings

from graph.errors import InputError
from graph.relations import MISSING_TIE
from graph.snapshot.day.worth import COST_PER_NAT
from graph.snapshot.on_day import Day
from queries.routing.askers import Outsider, Party, sector_nodes, understand
from queries.routing.everywhere import Doors, doors_everywhere
from queries.routing.greedy import GUARANTEE, choose
from queries.routing.new_ties import Introductions, worths_of
from queries.routing.one_more import partners
from queries.routing.overlay import NOTHING_LAID, Overlay, lay
from tests.profiles import draws
from tests.queries.routing.test_against_reference import our_constraints, ours, snapshot_for
from tests.reference.strategies import Question, worlds_and_questions
from tests.reference.world import World
from tests.worlds import cluster, organisation, relation, snapshot_of

TRIED = 4
TOGETHER = 3


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as name:
        yield Path(name)


def everywhere(day: Day, party: Party, asked: Question, laid: Overlay = NOTHING_LAID) -> Doors:
    by = our_constraints(asked.constraints)
    return doors_everywhere(day, [party], sector=sector_nodes(day, asked.sector), constraints=by, laid=laid)


def total(doors: Doors) -> float:
    own = doors.by_ties[0][0].of.party.country
    scores = (
        0.0 if one.best is None else math.exp(-one.best.total / COST_PER_NAT)
        for one in doors.markets
        if one.market != own
    )
    return sum(scores)


@settings(max_examples=draws(40))
@given(worlds_and_questions())
def test_against_asking_with_the_ties(folder: Path, drawn: tuple[World, Question]) -> None:
    """f of every set of up to three of some partners: as computed, monotone, submodular; greedy keeps its promise."""
    world, drawn_question = drawn
    asked = replace(drawn_question, constraints=replace(drawn_question.constraints, relation_kinds=None))
    if asked.constraints.via or asked.constraints.via_in_order:
        return
    day = snapshot_for(world, folder).on_day(asked.as_of)
    try:
        party = understand(day, ours(asked.askers[0]))
    except InputError:
        return
    if party.node is None:
        return
    doors = everywhere(day, party, asked)
    nodes = np.flatnonzero(partners(doors.by_ties[0][0])).astype(np.int32)[:TRIED]
    worths = worths_of(doors, nodes)
    if not len(worths.new):
        return
    found: dict[tuple[int, ...], float] = {(): total(doors)}
    for size in range(1, TOGETHER + 1):
        for rows in combinations(range(len(nodes)), size):
            pairs = {tuple(sorted((party.node, int(nodes[row])))): MISSING_TIE for row in rows}
            laid = lay(day.ties(), pairs)  # type: ignore[arg-type]
            found[rows] = total(everywhere(day, party, asked, laid))
            together = np.maximum(worths.now, worths.new[list(rows)].max(axis=0)).sum()
            assert found[rows] == pytest.approx(float(together), abs=1e-9)
    event(f"partners that open anything: {sum(bool(row.any()) for row in worths.new)}")
    for rows, value in found.items():
        for row in set(range(len(nodes))) - set(rows) if len(rows) < TOGETHER else ():
            added = found[tuple(sorted((*rows, row)))] - value
            assert added >= -1e-9
            for left in combinations(rows, max(0, len(rows) - 1)):
                assert added <= found[tuple(sorted((*left, row)))] - found[left] + 1e-9
    for most in (1, 2, 3):
        choice = choose(worths.now, worths.new, list(range(len(nodes))), most)
        best = max(value for rows, value in found.items() if len(rows) <= most) - found[()]
        got = found[tuple(sorted(choice.chosen))] - found[()]
        assert GUARANTEE * best - 1e-9 <= got <= best + 1e-9
        assert best <= choice.no_more_than + 1e-8


ROWS = {
    "sectors": [{"id": "energy", "name": "Energy"}],
    "organisations": [
        cluster("me", sectors="energy"), cluster("friend", "DE", "energy"), cluster("other", "DE", "energy"),
        cluster("near", "KR", "energy"), cluster("next", "JP", "energy"), cluster("far", "JP", "energy"),
        cluster("faint", "ES", "energy"), organisation("agency", "FR", kind="trade_agency"),
        cluster("hidden", "FR", "energy"), organisation("firm", "DE", kind="company"),
    ],
    "relations": [
        relation("partner_of", "me", "friend", status="current"),
        relation("member_of", "me", "other", status="current"),
        relation("partner_of", "friend", "near", status="current"),
        relation("partner_of", "other", "near", status="current"),
        relation("partner_of", "near", "next", status="current"),
        relation("partner_of", "next", "far", status="current"),
        relation("board_seat", "friend", "faint", until="2012"),
        relation("partner_of", "me", "agency", status="current"),
        relation("partner_of", "agency", "hidden", status="current"),
        relation("member_of", "firm", "friend", status="current"),
    ],
}  # fmt: skip


def test_who_introduces(tmp_path: Path) -> None:
    """The membership is stronger than the partnership; whom one has met introduces further, agencies abroad nobody."""
    snapshot = snapshot_of(ROWS, tmp_path)
    day = snapshot.on_day()
    doors = doors_everywhere(day, [understand(day, "me")])
    found = Introductions(doors.by_ties[0][0])
    node = {id_: day.node(id_, "organisation", "test") for id_ in ("near", "next", "other")}
    assert [snapshot.id_of(int(one)) for one in found.node] == ["near"]
    assert found.introducer(node["near"], {}) == node["other"]
    assert found.introducer(node["next"], {node["near"]: 1}) == node["near"]


def test_of_too_many_those_of_the_strongest_introductions(tmp_path: Path) -> None:
    snapshot = snapshot_of(ROWS, tmp_path)
    day = snapshot.on_day()
    doors = doors_everywhere(day, [understand(day, Outsider("SE", knows=("friend", "near")))])
    found = Introductions(doors.by_ties[0][0], 1)
    assert ([snapshot.id_of(int(one)) for one in found.node], found.left_out) == (["me"], 2)
