"""Contexts too large to tie all who take part are named where they would have tied the asker to the market."""

from pathlib import Path
from typing import Any

import pytest

from graph.relations import SPELLED_OUT_PARTICIPANTS
from queries.questions.door_openers import door_openers
from queries.routing.askers import Asker
from queries.routing.constraints import RouteConstraints
from tests.worlds import Row, cluster, relation, snapshot_of

MANY = SPELLED_OUT_PARTICIPANTS + 1
IN_KOREA = ["there-1", "there-2"]


def world(participations: list[Row], projects: tuple[str, ...] = ("big", "small")) -> dict[str, Any]:
    organisations = [cluster("me"), cluster("other"), *(cluster(id_, "KR") for id_ in IN_KOREA)]
    crowd = [cluster(f"crowd-{at:02}", "DE") for at in range(MANY)]
    contexts = [{"id": id_, "kind": "project", "name": id_} for id_ in projects]
    return {"organisations": [*organisations, *crowd], "contexts": contexts, "relations": participations}


def takes_part(who: str, project: str, role: str = "participant") -> Row:
    return relation("participates_in", who, project, role=role, status="current")


def crowd_in(project: str, count: int) -> list[Row]:
    return [takes_part(f"crowd-{at:02}", project) for at in range(count)]


def left_out(rows: dict[str, Any], folder: Path, *askers: Asker, **constraints: Any) -> list[tuple[str, int, int]]:
    snapshot = snapshot_of(rows, folder)
    within = RouteConstraints(**constraints)
    answer = door_openers(snapshot.on_day(), list(askers or ("me",)), market="KR", constraints=within)
    return [(snapshot.id_of(one.context), one.participants, one.present) for one in answer.hubs_left_out]


SHARED = [takes_part("me", "big"), *(takes_part(who, "big") for who in IN_KOREA)]


def test_a_large_context_shared_with_the_market_is_named(tmp_path: Path) -> None:
    rows = world([*SHARED, *crowd_in("big", MANY - 3)])
    assert left_out(rows, tmp_path) == [("big", MANY, 2)]


def test_one_that_ties_all_is_not(tmp_path: Path) -> None:
    rows = world([*SHARED, *crowd_in("big", MANY - 4)])
    assert left_out(rows, tmp_path) == []


def test_nor_is_one_in_which_nobody_of_the_market_or_no_asker_takes_part(tmp_path: Path) -> None:
    rows = world([takes_part("me", "big"), *crowd_in("big", MANY)])
    assert left_out(rows, tmp_path / "market") == []
    rows = world([takes_part("other", "big"), *(takes_part(who, "big") for who in IN_KOREA), *crowd_in("big", MANY)])
    assert left_out(rows, tmp_path / "asker") == []


def test_whom_a_coordinator_is_tied_to_was_not_passed_over(tmp_path: Path) -> None:
    own = [takes_part("me", "big", "coordinator"), *SHARED[1:], *crowd_in("big", MANY)]
    assert left_out(world(own), tmp_path / "own") == []
    theirs = [*SHARED, takes_part("there-2", "big", "coordinator"), *crowd_in("big", MANY - 3)]
    assert left_out(world(theirs), tmp_path / "theirs") == [("big", MANY, 1)]


def test_relations_that_may_not_count_leave_nothing_out(tmp_path: Path) -> None:
    rows = world([*SHARED, *crowd_in("big", MANY)])
    assert left_out(rows, tmp_path, relation_kinds=frozenset({"member_of"})) == []


@pytest.mark.parametrize("askers", [("me", "other"), ("other", "me")])
def test_of_several_askers_each_is_told_once_the_most_first(tmp_path: Path, askers: tuple[str, ...]) -> None:
    shared = [takes_part("me", "big"), takes_part("other", "big"), takes_part("there-1", "big")]
    more = [takes_part("other", "small"), *(takes_part(who, "small") for who in IN_KOREA)]
    rows = world([*shared, *more, *crowd_in("big", MANY), *crowd_in("small", MANY)])
    assert left_out(rows, tmp_path, *askers) == [("small", MANY + 3, 2), ("big", MANY + 3, 1)]
