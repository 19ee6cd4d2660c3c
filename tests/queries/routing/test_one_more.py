"""The new tie that opens most is the best of all that can be tried, one after the other."""

import math
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import event, given, settings

from graph.errors import InputError
from graph.snapshot.day.worth import COST_PER_NAT
from graph.snapshot.on_day import Day
from queries.routing.askers import Outsider, Party, sector_nodes, understand
from queries.routing.everywhere import Doors, doors_everywhere
from queries.routing.one_more import best_new_ties, partners
from queries.routing.overlay import NOTHING_LAID, Overlay, lay
from tests.profiles import draws
from tests.queries.routing.test_against_reference import our_constraints, ours, snapshot_for
from tests.reference.strategies import Question, worlds_and_questions
from tests.reference.world import World
from tests.worlds import cluster, relation, snapshot_of

TIED = 0.6
ALL = 1000


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as name:
        yield Path(name)


def everywhere(day: Day, party: Party, asked: Question, laid: Overlay = NOTHING_LAID) -> Doors:
    by = our_constraints(asked.constraints)
    return doors_everywhere(day, [party], sector=sector_nodes(day, asked.sector), constraints=by, laid=laid)


def worth(doors: Doors, party: Party) -> list[float]:
    """Of each market abroad, by integer costs."""
    abroad = [one.best for one in doors.markets if one.market != party.country]
    return [0.0 if best is None else math.exp(-best.total / COST_PER_NAT) for best in abroad]


@settings(max_examples=draws(100))
@given(worlds_and_questions())
def test_no_other_tie_raises_more(folder: Path, drawn: tuple[World, Question]) -> None:
    """Every organisation that may be tried is tried by laying the tie over the graph, and all markets are asked."""
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
    told = best_new_ties(doors, ALL)
    event(f"new ties: {min(len(told), 3)}")
    before, shut = worth(doors, party), [not one.is_open for one in doors.markets if one.market != party.country]
    right: dict[int, tuple[float, int]] = {}
    for partner in np.flatnonzero(partners(doors.by_ties[0][0])).tolist():
        pair = (min(party.node, partner), max(party.node, partner))
        after = worth(everywhere(day, party, asked, lay(day.ties(), {pair: TIED})), party)
        gain = sum(after) - sum(before)
        if gain > 1e-9:
            risen = [now > then + 1e-12 for then, now in zip(before, after, strict=True)]
            right[partner] = (gain, sum(up and was for up, was in zip(risen, shut, strict=True)))
    found = {tie.organisation: (tie.gain, tie.opened) for tie in told}
    assert found.keys() == right.keys()
    for partner, (gain, opened) in found.items():
        assert gain == pytest.approx(right[partner][0], abs=1e-9)
        assert opened == right[partner][1]
    rounded = [round(tie.gain, 9) for tie in told]
    assert rounded == sorted(rounded, reverse=True)
    for tie in told[:2]:
        assert tie.alike == sum(abs(tie.gain - one.gain) < 1e-9 for one in told) - 1
        assert sum(one.after - one.before for one in tie.markets) == pytest.approx(tie.gain, abs=1e-9)


def test_an_outsider_and_who_introduces(tmp_path: Path) -> None:
    """Of clusters that raise as much, that one comes first to whom somebody known can introduce."""
    rows = {
        "organisations": [
            cluster("known", "DE", "energy"), cluster("near", "KR", "energy"), cluster("far", "KR", "energy"),
            cluster("blank", "JP", "energy"),
        ],
        "sectors": [{"id": "energy", "name": "Energy"}],
        "relations": [relation("partner_of", "known", "near", status="current")],
    }  # fmt: skip
    day = snapshot_of(rows, tmp_path).on_day()
    doors = doors_everywhere(day, [understand(day, Outsider("DK", None, ("energy",), ("known",)))])
    told = [
        (day.snapshot.id_of(tie.organisation), tie.opened, tie.introducer and day.snapshot.id_of(tie.introducer))
        for tie in best_new_ties(doors, 3)
    ]
    assert told == [("blank", 1, None), ("near", 0, "known"), ("far", 0, None)]
    assert [tie.organisation for tie in best_new_ties(doors, 1)] == [day.node("blank", "organisation", "test")]
