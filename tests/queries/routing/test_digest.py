"""Digests of answers are equal exactly as long as people read the same."""

from pathlib import Path
from typing import Any

import pytest

from graph.snapshot.snapshot import Snapshot
from queries.questions.door_openers import DoorOpenersAnswer, door_openers
from queries.routing.askers import Outsider
from queries.routing.constraints import RouteConstraints
from tests.worlds import Row, cluster, relation, snapshot_of

ORGANISATIONS = [cluster(id_) for id_ in ("me", "m1", "m2")] + [cluster(id_, "KR") for id_ in ("o1", "o2", "o3")]
RELATIONS = [
    relation("partner_of", "me", "m1", status="current"),
    relation("partner_of", "m1", "o1", status="current"),
    relation("mou_with", "me", "m2", status="current"),
    relation("member_of", "m2", "o2", status="current"),
]


def digest(folder: Path, relations: list[Row], organisations: list[Row] = ORGANISATIONS, **asked: Any) -> str:
    return answer(snapshot_of({"organisations": organisations, "relations": relations}, folder), **asked).digest


def answer(snapshot: Snapshot, market: str = "KR", **asked: Any) -> DoorOpenersAnswer:
    return door_openers(snapshot.on_day(), ["me"], market=market, **asked)


@pytest.fixture
def before(tmp_path: Path) -> str:
    return digest(tmp_path / "before", RELATIONS)


def test_the_same_answer_has_the_same_digest(before: str, tmp_path: Path) -> None:
    assert len(before) == 16
    assert digest(tmp_path / "again", RELATIONS) == before
    elsewhere = [relation("partner_of", "m1", "m2", until="1990"), cluster("new-one", "FR")]
    assert digest(tmp_path / "more", RELATIONS, [*ORGANISATIONS, elsewhere[1]]) == before


CHANGES: dict[str, list[Row]] = {
    "an opener more": [*RELATIONS, relation("partner_of", "m2", "o3", status="current")],
    "an opener less": RELATIONS[:2],
    "another score": [RELATIONS[0], relation("partner_of", "m1", "o1", until="2023"), *RELATIONS[2:]],
    "another route": [*RELATIONS, relation("board_seat", "me", "o1", status="current")],
    "nobody": [],
}


@pytest.mark.parametrize("name", CHANGES)
def test_another_answer_has_another_one(before: str, tmp_path: Path, name: str) -> None:
    assert digest(tmp_path / "after", CHANGES[name]) != before


def test_every_change_has_its_own(before: str, tmp_path: Path) -> None:
    found = [digest(tmp_path / name.replace(" ", "-"), rows) for name, rows in CHANGES.items()]
    assert len({before, *found}) == len(found) + 1


def test_it_goes_as_far_as_the_page(before: str, tmp_path: Path) -> None:
    short = digest(tmp_path / "short", RELATIONS, first=1)
    assert short != before
    assert digest(tmp_path / "less", RELATIONS[2:], first=1) == short


def test_another_diagnosis_is_another_answer(tmp_path: Path) -> None:
    unreached = [*RELATIONS[:1], relation("partner_of", "m2", "o2", status="current")]
    none = digest(tmp_path / "none", unreached)
    closed = digest(tmp_path / "closed", unreached, constraints=RouteConstraints(avoid=("KR",)))
    assert none != closed


def test_who_asks_from_outside_has_one_too(tmp_path: Path) -> None:
    day = snapshot_of({"organisations": ORGANISATIONS, "relations": RELATIONS}, tmp_path).on_day()
    ones = [door_openers(day, [Outsider("DK", knows=(id_,))], market="KR").digest for id_ in ("m1", "m2", "m1")]
    assert ones[0] == ones[2] != ones[1]


def test_another_score_by_the_same_route_is_another_answer(tmp_path: Path) -> None:
    doubtful = [one | {"status": "unknown"} if one["id"] == "o2" else one for one in ORGANISATIONS]
    alone = RELATIONS[2:]
    assert digest(tmp_path / "doubtful", alone, doubtful) != digest(tmp_path / "sure", alone)


def test_that_nobody_is_there_is_another_answer_than_that_nobody_is_reached(tmp_path: Path) -> None:
    at_home = [one for one in ORGANISATIONS if one["country"] == "DK"]
    codes, digests = zip(
        *(
            (found.diagnosis and found.diagnosis.code, found.digest)
            for place, some in (("here", at_home), ("there", ORGANISATIONS))
            for found in [answer(snapshot_of({"organisations": some, "relations": []}, tmp_path / place))]
        ),
        strict=True,
    )
    assert codes == ("no_opener_known", "disconnected")
    assert digests[0] != digests[1]
