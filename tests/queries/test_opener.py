"""What a door opener says of itself in one sentence: each sort of presence, step and fit, in a small world."""

import pytest

from graph.snapshot.snapshot import Snapshot
from queries.door_openers import door_openers
from queries.question import Asker, Outsider
from tests.worlds import Row, cluster, relation, snapshot_of

ROWS: dict[str, list[Row]] = {
    "sectors": [{"id": id_, "name": id_} for id_ in ("energy", "food")],
    "organisations": [
        cluster("asker", "DK", "energy"), cluster("friend", "DK", "energy"), cluster("away", "NO", "energy"),
        cluster("opener", "KR", "energy", confidence="recalled"), cluster("other", "SE", "food"),
        cluster("home", "DK", kind="trade_agency"),
        cluster("seoul", "KR", kind="trade_office", confidence="verified"),
        cluster("host", "KR", kind="trade_agency"), cluster("desk", "DK", kind="trade_office"),
    ],
    "relations": [
        relation("partner_of", "asker", "away", status="current"),
        relation("partner_of", "asker", "friend", status="current"),
        relation("mou_with", "asker", "friend", status="current"),
        relation("partner_of", "friend", "opener", status="current"),
        relation("partner_of", "friend", "other", status="current"),
        relation("serves", "other", "KR", status="current"),
        relation("mandated_for", "home", "DK", role="home"),
        relation("operates", "home", "seoul", status="current"),
        relation("promotes", "host", "KR"),
        relation("mandated_for", "desk", "DK", role="host"),
        relation("operates", "host", "desk", status="current"),
    ],
}  # fmt: skip
OF_SEOUL = "seoul is located in South Korea (verified)"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(ROWS, tmp_path_factory.mktemp("openers"))


def sentences(world: Snapshot, asker: Asker) -> dict[str, str]:
    return {opener.name: opener.why for opener in door_openers(world, [asker], market="KR").openers}


def test_why_says_presence_steps_and_fit(world: Snapshot) -> None:
    to_friend = "2 introductions: to friend (mou_with, partner_of)"
    assert sentences(world, "asker") == {
        "host": "host has the job of bringing foreigners to South Korea (verified); "
        "1 introduction: to host through its desk desk; it serves every sector.",
        "seoul": f"{OF_SEOUL}; 2 introductions: to home, whose mandate it is to serve you, then to seoul (operates); "
        "it serves every sector.",
        "opener": f"opener is located in South Korea (recalled); {to_friend}, then to opener (partner_of).",
        "other": f"other serves South Korea (verified); {to_friend}, then to other (partner_of); "
        "its sectors differ from yours.",
    }


def test_why_tells_the_first_step_from_those_of_others(world: Snapshot) -> None:
    assert sentences(world, Outsider("FI", knows=("friend",)))["seoul"] == (
        f"{OF_SEOUL}; 3 introductions: to friend, whom you know, then to home by its mandate, then to seoul (operates)."
    )
    assert sentences(world, "away")["seoul"] == (
        f"{OF_SEOUL}; 3 introductions: to asker (partner_of), then to home by its mandate, then to seoul (operates); "
        "it serves every sector."
    )
