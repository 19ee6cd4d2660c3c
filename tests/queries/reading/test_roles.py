"""Who is known to be able to fill which role."""

from pathlib import Path

import pytest

from graph.snapshot.snapshot import Snapshot
from queries.reading.roles import CONSORTIUM_ROLES, NAMED, ConsortiumRole, may_fill, unknown_sizes
from tests.worlds import organisation, snapshot_of

ROWS = {
    "organisations": [
        organisation("big", "DK", "company", size="large"), organisation("mid", "DK", "company", size="medium"),
        organisation("tiny", "DK", "company", size="micro"), organisation("unknown", "DK", "company"),
        organisation("uni", "DK", "research_organisation"), organisation("city", "DK", "public_body"),
        organisation("agency", "DK", "trade_agency", form="trade_promotion"),
        organisation("chamber", "DK", "trade_agency", form="chamber"), organisation("hub", "DK"),
        organisation("fund", "DK", "investor"), organisation("office", "DK", "trade_office"),
    ]
}  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("roles")
    return snapshot_of(ROWS, folder)


@pytest.mark.parametrize(
    ("role", "who"),
    [
        (ConsortiumRole.LARGE_COMPANY, {"big"}), (ConsortiumRole.SME, {"mid", "tiny"}),
        (ConsortiumRole.COMPANY, {"big", "mid", "tiny", "unknown"}), (ConsortiumRole.RESEARCH, {"uni"}),
        (ConsortiumRole.PUBLIC, {"city", "agency"}), (ConsortiumRole.CLUSTER, {"hub"}),
        (ConsortiumRole.INVESTOR, {"fund"}),
    ],
)  # fmt: skip
def test_who_may_fill_a_role(world: Snapshot, role: ConsortiumRole, who: set[str]) -> None:
    day = world.on_day()
    assert {world.id_of(node) for node in may_fill(day, role).nonzero()[0].tolist()} == who


def test_sizes_that_are_not_recorded(world: Snapshot) -> None:
    assert [world.id_of(node) for node in unknown_sizes(world.on_day()).nonzero()[0].tolist()] == ["unknown"]


def test_every_role_is_described_and_named() -> None:
    assert set(CONSORTIUM_ROLES) == set(NAMED) == set(ConsortiumRole)
