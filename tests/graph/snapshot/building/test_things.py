"""What the arrays of a snapshot tell of organisations, contexts, sectors and markets."""

from pathlib import Path
from typing import Any, Final

import pytest

from graph.kinds import FORM_NAMES
from graph.snapshot.building.things import city_key
from graph.snapshot.facts import UNKNOWN_DAY
from graph.snapshot.snapshot import Snapshot, day_text
from tests.worlds import snapshot_of

ROWS: Final[dict[str, list[dict[str, str]]]] = {
    "markets": [{"code": "MD", "capital": "Chisinau", "main_business_city": "Chisinau"}, {"code": "KR"}],
    "sectors": [
        {"id": "energy", "name": "Energy", "near": "wind|nobody|a|wind"},
        {"id": "food", "name": "Food"},
        {"id": "wind", "name": "Wind", "near": "energy"},
    ],
    "organisations": [
        {"id": "a", "kind": "cluster", "name": "A", "country": "MD", "city": "Chișinău", "sectors": "wind|food|wind"},
        {"id": "b", "kind": "trade_agency", "name": "B", "country": "KR", "form": "business_association"},
        {"id": "c", "kind": "company", "name": "C", "country": "DK", "city": "Seoul", "founded": "2020-02"},
    ],
    "contexts": [
        {"id": "p", "kind": "project", "name": "P", "participants": "12"},
        {"id": "q", "kind": "project", "name": "Q"},
    ],
    "relations": [
        {"kind": "lies_on", "source": "PL", "target": "road", "region": "PL-22", "order": "1"},
        {"kind": "lies_on", "source": "PL", "target": "road", "region": "PL-14", "order": "1"},
    ],
    "corridors": [{"id": "road", "kind": "transport_corridor", "name": "Road"}],
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(ROWS, Path(tmp_path_factory.mktemp("things")) / "snapshot")


def ids(snapshot: Snapshot, nodes: Any) -> list[str]:
    return [snapshot.id_of(node) for node in nodes.tolist()]


def test_sectors_are_in_the_order_stated_and_each_there_once(snapshot: Snapshot) -> None:
    facts = snapshot.facts
    assert facts.sector_ptr.tolist() == [0, 2, 2, 2]
    assert ids(snapshot, facts.sector) == ["wind", "food"]


def test_neighbours_are_sectors_in_the_order_stated(snapshot: Snapshot) -> None:
    facts = snapshot.facts
    assert facts.near_ptr.tolist() == [0, 1, 1, 2]
    assert ids(snapshot, facts.near) == ["wind", "energy"]


def test_form_and_founding(snapshot: Snapshot) -> None:
    facts = snapshot.facts
    assert facts.form.tolist() == [-1, FORM_NAMES.index("business_association"), -1]
    assert [day_text(int(day)) for day in facts.founded] == [None, None, "2020-02-01"]
    assert facts.founded[0] == UNKNOWN_DAY


def test_a_city_is_one_however_it_is_accented(snapshot: Snapshot) -> None:
    facts, position = snapshot.facts, snapshot.market_position
    assert facts.city.tolist() == [city_key("chisinau"), 0, city_key("Seoul")]
    assert facts.capital[position("MD")] == facts.main_city[position("MD")] == facts.city[0]
    assert facts.capital[position("KR")] == facts.main_city[position("DK")] == 0
    assert city_key("") != 0


def test_stated_participants(snapshot: Snapshot) -> None:
    assert snapshot.facts.context_participants.tolist() == [12, -1]


def test_a_market_on_a_corridor_by_its_regions(snapshot: Snapshot) -> None:
    facts = snapshot.facts
    regions = [snapshot.manifest.regions[at] for at in facts.rel_region.tolist()]
    assert regions == ["PL-14", "PL-22"]


def test_what_a_market_is_known_by(snapshot: Snapshot) -> None:
    start = snapshot.sections.range("market").start
    told, plain = (snapshot.record(start + snapshot.market_position(code)) for code in ("MD", "SE"))
    assert (told["name"], told["capital"], len(told["statements"])) == ("Moldova", "Chisinau", 1)
    assert plain == {"id": "SE", "type": "market", "name": "Sweden", "statements": []}
