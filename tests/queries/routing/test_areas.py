"""Areas by what people call them, and the clusters in them."""

from pathlib import Path

import pytest

from graph.errors import InputError
from graph.snapshot.snapshot import Snapshot
from queries.routing.areas import clusters_in, find_area
from tests.worlds import organisation, relation, snapshot_of

ROWS = {
    "corridors": [
        {"id": "nordic", "kind": "trade_bloc", "name": "Nordic", "markets": "DK|SE"},
        {"id": "strait", "kind": "supra_market", "name": "Strait"},
    ],
    "organisations": [
        organisation("dk-east", region="DK-84"), organisation("dk-west", region="DK-81"),
        organisation("dk-lying", region="DK-81"), organisation("dk-closed", status="closed"),
        organisation("dk-company", kind="company"), organisation("se", "SE"), organisation("no", "NO"),
    ],
    "relations": [
        relation("lies_on", "DK", "strait", region="DK-84"),
        relation("lies_on", "SE", "strait"),
        relation("lies_on", "dk-lying", "strait"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(ROWS, tmp_path_factory.mktemp("areas"))


def found(world: Snapshot, text: str) -> tuple[str, list[str]]:
    day = world.on_day()
    node, area = find_area(day, text, "from")
    return world.id_of(node), list(map(world.id_of, clusters_in(day, area).tolist()))


def test_markets_and_areas_of_several(world: Snapshot) -> None:
    assert found(world, "Denmark") == ("DK", ["dk-east", "dk-lying", "dk-west"])
    assert found(world, " NORDIC ") == ("nordic", ["dk-east", "dk-lying", "dk-west", "se"])
    assert found(world, "strait") == ("strait", ["dk-east", "dk-lying", "se"]), "in the region, or on it"
    assert found(world, "IS") == ("IS", [])


@pytest.mark.parametrize(
    ("text", "code", "nearest"),
    [
        ("nordik", "unknown_corridor", ["nordic"]),
        ("Denmrk", "unknown_market", ["DK (Denmark)"]),
        ("qqqqq", "unknown_market", []),
    ],
)
def test_what_nothing_is_called(world: Snapshot, text: str, code: str, nearest: list[str]) -> None:
    with pytest.raises(InputError) as refused:
        find_area(world.on_day(), text, "from")
    assert (refused.value.code, refused.value.where) == (code, "from")
    assert list(refused.value.nearest)[:1] == nearest


def test_a_market_has_one_area(tmp_path: Path, world: Snapshot) -> None:
    assert find_area(world.on_day(), "DK", "to") == find_area(world.on_day(), "Danmark", "to")
