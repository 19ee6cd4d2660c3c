"""The whole of it on a small world: what is asked, what is written down of an answer, and when it fails."""

import json
from pathlib import Path
from typing import Any

import pytest

from bench.answers import __main__ as answers
from bench.answers.asked import ASKING, MARKETS, SECTORS, Asking
from bench.answers.figures import Answered, Shown
from bench.answers.rows import Rows
from graph.snapshot.snapshot import Snapshot
from loaders.registry import sources
from queries.routing.askers import Outsider
from tests.bench.answers.test_rows import one, rows, said
from tests.worlds import Row, cluster, relation, snapshot_of

ASKER = Asking("DK", "cluster", "asker")
OUTSIDER = Asking("NO", "company", Outsider("NO", None, ("energy",)))
WORLD: dict[str, list[Row]] = {
    "sectors": [{"id": sector, "name": sector} for sector in ("energy", "health")],
    "organisations": [
        cluster("asker", "DK", "energy"),
        cluster("partner", "SE", "energy"),
        cluster("there", "KR", "energy"),
        cluster("clinic", "KR", "health"),
        cluster("agency", "KR") | {"kind": "trade_agency", "form": "trade_and_investment"},
        cluster("desk", "DK") | {"kind": "trade_office"},
    ],
    "relations": [
        relation("partner_of", "asker", "partner", since="2025"),
        relation("partner_of", "partner", "there", since="2025"),
        relation("operates", "agency", "desk"),
        relation("mandated_for", "agency", "KR", role="home"),
        relation("promotes", "agency", "KR"),
    ],
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(WORLD, tmp_path_factory.mktemp("snapshot"))


@pytest.fixture
def known(tmp_path: Path) -> Rows:
    organisations = [
        one(row["id"], row["kind"], row["country"], sectors=row["sectors"]) for row in WORLD["organisations"]
    ]
    relations = [said(row["kind"], row["source"], row["target"]) for row in WORLD["relations"]]
    return rows(tmp_path, organisations, relations)


def test_an_answer_is_written_down_as_ids_and_words(world: Snapshot) -> None:
    found = answers.ask(world, ASKER, "KR")
    assert (found.asker, found.country, found.market, found.sector) == ("asker", "DK", "KR", None)
    ways = {shown.id: (shown.how, shown.route) for shown in found.openers}
    assert ways["desk"] == ("desk", ("desk",))
    assert ways["there"] == ("own_network", ("partner", "there"))
    assert found.front_doors == ("agency",)
    assert [shown.score for shown in found.openers] == sorted((shown.score for shown in found.openers), reverse=True)


def test_who_is_not_in_the_graph_asks_too(world: Snapshot) -> None:
    found = answers.ask(world, OUTSIDER, "KR")
    assert (found.asker, found.country) == ("company from NO", "NO")
    assert [shown.how for shown in found.openers] == ["front_door", "reception", "reception"][: len(found.openers)]


def test_nobody_is_asked_about_its_own_market(world: Snapshot) -> None:
    found = list(answers.ask_all(world, (ASKER, OUTSIDER), ("DK", "KR")))
    assert [(one.asker, one.market) for one in found] == [
        ("asker", "KR"),
        ("company from NO", "DK"),
        ("company from NO", "KR"),
    ]


def test_sectors_are_those_of_which_the_market_has_two(world: Snapshot, known: Rows) -> None:
    found = list(answers.ask_by_sector(world, known, (ASKER,), ("KR", "SE"), ("energy", "health", "food")))
    assert [(one.market, one.sector) for one in found] == [("KR", "energy"), ("KR", "health")]


@pytest.mark.parametrize(("opener", "code"), [("agency", 0), ("partner", 1)])
def test_what_is_missed_is_an_exit_code(
    opener: str, code: int, world: Snapshot, known: Rows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each answer has two openers, the second of which is another one for each sector."""

    def ask(snapshot: Snapshot, asking: Asking, market: str, sector: str | None = None) -> Answered:
        second = f"of {sector}"
        openers = (Shown(opener, "front_door", 0.3, (opener,)), Shown(second, "reception", 0.2, (opener, second)))
        return Answered(asking.name, asking.country, market, sector, openers, ())

    monkeypatch.setattr(answers, "starter_snapshot", lambda _: world)
    monkeypatch.setattr(answers, "Rows", lambda *_: known)
    monkeypatch.setattr(answers, "ask", ask)
    output = tmp_path / "build" / "answers.json"
    assert answers.main(["--output", str(output)]) == code
    written: dict[str, Any] = json.loads(output.read_text())
    assert {one["name"]: one["met"] for one in written["figures"]}["own agency first"] is (code == 0)
    assert len(written["answers"]) > len(ASKING)


def test_who_is_asked_is_in_the_starter_data() -> None:
    day = 740_000
    data = Rows(sources()["starter"], day)
    for asking in ASKING:
        if isinstance(asking.asker, str):
            assert (data.kind[asking.asker], data.country[asking.asker]) == (asking.kind, asking.country)
    assert len({asking.country for asking in ASKING}) == len(ASKING) == 20
    assert len(set(MARKETS)) == len(MARKETS) == 35
    assert len(set(SECTORS)) == 5
