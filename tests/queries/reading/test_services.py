"""Services as their sources state them."""

from pathlib import Path

import pytest

from graph.snapshot.snapshot import Snapshot
from queries.reading.services import services_of
from tests.worlds import organisation, snapshot_of

ROWS = {
    "organisations": [organisation("agency", "DK", "trade_agency"), organisation("other", "DK", "trade_agency")],
    "services": [
        {"id": "b", "organisation": "agency", "service": "matchmaking", "for_whom": "sme|large", "fee": "fee"},
        {"id": "a", "organisation": "agency", "service": "training", "markets": "KR"},
        {"id": "c", "organisation": "other", "service": "training"},
    ],
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("services")
    return snapshot_of(ROWS, folder)


def test_in_the_order_of_the_models_list(world: Snapshot) -> None:
    day = world.on_day()
    found = services_of(day, day.node("agency", "organisation", "id"))
    assert [world.id_of(one.service) for one in found] == ["b", "a"]
    assert [(one.word, one.whom, one.markets) for one in found] == [
        ("matchmaking", ["sme", "large"], []), ("training", [], ["KR"]),
    ]  # fmt: skip
    assert found[0].relation.kind == "offers"


def test_sentences(world: Snapshot) -> None:
    day = world.on_day()
    assert [one.sentence for one in services_of(day, day.node("agency", "organisation", "id"))] == [
        "agency: matchmaking, for small and medium-sized companies and large companies; for a fee.",
        "agency: training; for whom is not recorded; the price is not recorded.",
    ]
