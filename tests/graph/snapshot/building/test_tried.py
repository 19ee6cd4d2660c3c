"""Changes that are tried come to what a build of the changed statements gives, array by array."""

import random
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graph.relations import RELATION_KINDS
from graph.snapshot.building.tried import TriedRelation, tried
from graph.snapshot.on_day import Day
from graph.snapshot.snapshot import Snapshot
from tests.api.world import ROWS
from tests.worlds import Row, relation, snapshot_of

DAY = "2026-01-01"
BEFORE = "2025-12-31"
FEW = {**ROWS, "organisations": [row for row in ROWS["organisations"] if not row["id"].startswith("finn-")]}
FEW["relations"] = [row for row in ROWS["relations"] if not row["source"].startswith("finn-")]
IDS = [row["id"] for row in FEW["organisations"]]
BETWEEN = ("partner_of", "member_of", "operates", "mou_with", "board_seat", "hosts", "merged_into", "succeeded_by")


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(FEW, tmp_path_factory.mktemp("tried"))


def differing(one: Any, other: Any, name: str = "") -> list[str]:
    """Names of the arrays and values in which two differ."""
    if is_dataclass(one):
        return [
            found
            for field in fields(one)
            for found in differing(getattr(one, field.name), getattr(other, field.name), f"{name}.{field.name}")
        ]
    return [] if np.array_equal(one, other) else [name]


def rebuilt(added: list[Row], dropped: list[Row], gone: set[str], folder: Path) -> Day:
    rows: Mapping[str, list[Row]] = {
        **FEW,
        "organisations": [row | ({"dissolved": BEFORE} if row["id"] in gone else {}) for row in FEW["organisations"]],
        "relations": [row for row in FEW["relations"] if row not in dropped] + added,
    }
    return snapshot_of(rows, folder).on_day()


@pytest.mark.parametrize("seed", range(12))
def test_against_a_build(snapshot: Snapshot, seed: int, tmp_path: Path) -> None:
    chosen = random.Random(seed)
    plain = [row for row in FEW["relations"] if row["kind"] != "merged_into"]
    dropped = chosen.sample(plain, chosen.randint(0, 3))
    gone = set(chosen.sample(IDS, chosen.randint(0, 2)))
    pairs = {(chosen.choice(BETWEEN), *chosen.sample(IDS, 2)) for _ in range(chosen.randint(0, 4))}
    there = {(row["kind"], *sorted((row["source"], row["target"]))) for row in FEW["relations"]}
    pairs = {one for one in pairs if (one[0], *sorted(one[1:])) not in there}
    pairs.add(("serves", chosen.choice(IDS[:5]), "FI"))
    added = [relation(*pair, status="current", since=DAY, retrieved=DAY) for pair in sorted(pairs)]
    day, node = snapshot.on_day(), {id_: snapshot.find(id_) for id_ in (*IDS, "FI")}
    positions = {snapshot.find_relation(snapshot.relation_id(at)): at for at in range(len(snapshot.facts.rel_kind))}
    taken = [at for at in positions.values() if any(_is(snapshot, at, row) for row in dropped)]
    found = tried(
        day,
        [
            TriedRelation(kind, node[one] or 0, node[other] or 0)
            for kind, one, other in chosen.sample(sorted(pairs), len(pairs))
        ],
        taken,
        [node[id_] or 0 for id_ in gone],
    )
    right = rebuilt(added, dropped, gone, tmp_path)
    assert [
        name for name in differing(found.facts, right.facts) if name not in (".declared", ".rel_role", ".rel_name")
    ] == []
    assert differing(found.on, right.on) == []
    for at in range(len(right.facts.rel_kind)):
        assert found.snapshot.relation_id(at) == right.snapshot.relation_id(at)
    for at in range(len(right.facts.since)):
        said, told = found.snapshot.statement(at), right.snapshot.statement(at)
        assert {said["start"], said["end"]} == {told["start"], told["end"]}


def _is(snapshot: Snapshot, at: int, row: Row) -> bool:
    (said,) = (snapshot.statement(one) for one in snapshot.statements_of(at))
    kind = snapshot.relation_kind(at)
    ends = {said["start"], said["end"]} if RELATION_KINDS[kind].symmetric else (said["start"], said["end"])
    wanted = {row["source"], row["target"]} if RELATION_KINDS[kind].symmetric else (row["source"], row["target"])
    return (kind, ends, said.get("role")) == (row["kind"], wanted, row.get("role"))


def test_nothing_is_written(snapshot: Snapshot) -> None:
    """The day that is changed stays as it is; the other one has no file and no name of its own."""
    day = snapshot.on_day()
    before = [array.copy() for _, array in day.facts.items()]
    alpha, gamma = (day.node(id_, "organisation", "test") for id_ in ("alpha", "gamma"))
    after = tried(day, [TriedRelation("partner_of", alpha, gamma)], [], [alpha])
    assert all(np.array_equal(was, now) for was, (_, now) in zip(before, day.facts.items(), strict=True))
    assert after.on.after.gone[alpha]
    assert not day.on.after.gone[alpha]
    assert after.snapshot.names is snapshot.names
    assert set(after.snapshot.sources) == {*snapshot.sources, "supposed"}


def test_a_role_that_nobody_has_yet(snapshot: Snapshot) -> None:
    day = snapshot.on_day()
    agency, market = day.node("agency-kr", "organisation", "test"), snapshot.find("KR")
    assert market is not None
    after = tried(day, [TriedRelation("promotes", agency, market, "regional")], [], [])
    at = int(np.flatnonzero(after.facts.rel_role != np.array([*day.facts.rel_role, 0])[: len(after.facts.rel_role)])[0])
    assert "regional" in after.snapshot.manifest.roles
    assert after.snapshot.statement(int(after.facts.statement_ptr[at])).keys() >= {"source", "start", "end"}
