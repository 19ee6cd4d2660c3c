"""A market as somewhere to go."""

from collections import Counter
from pathlib import Path

import pytest

from graph.errors import InputError
from graph.snapshot.snapshot import Snapshot
from queries.reading.events import events_in
from queries.reading.markets import (
    MarketFilter,
    corridors_of,
    counts_by_kind,
    located_count,
    markets,
    place_by_worth,
    presence_at,
    present_by_worth,
    present_count,
)
from tests.worlds import cluster, snapshot_of


def test_organisations_of_a_market_are_counted(reading_world: Snapshot) -> None:
    """Gone ones, an office without operators among them, are located and not present; who serves it is present only."""
    day = reading_world.on_day()
    counts = {
        code: (located_count(day, node), present_count(day, node))
        for code in ("DK", "KR", "SE", "NO")
        if (node := reading_world.find(code)) is not None
    }
    assert counts == {"DK": (5, 4), "KR": (3, 3), "SE": (2, 2), "NO": (0, 0)}


def test_a_market_is_on_its_corridors(reading_world: Snapshot) -> None:
    day = reading_world.on_day()
    found = {
        code: [reading_world.id_of(one) for one in corridors_of(day, reading_world.find(code) or 0)]
        for code in ("DK", "KR", "NO")
    }
    assert found == {"DK": ["bloc", "road"], "KR": ["road"], "NO": []}


def _present(world: Snapshot, code: str, kinds: list[str] | None = None, sector: str | None = None) -> list[str]:
    day, market = world.on_day(), world.find(code) or 0
    return [
        world.id_of(presence_at(day, market, at).organisation) for at in present_by_worth(day, market, kinds, sector)
    ]


def test_who_is_present_comes_by_worth_then_by_ties_then_by_id(reading_world: Snapshot) -> None:
    """An office .9, who serves .6 × recency, a cluster of unknown status .375; beta has more ties than acme."""
    assert _present(reading_world, "KR") == ["seoul", "alpha", "gamma"]
    assert _present(reading_world, "SE") == ["beta", "acme"]
    assert _present(reading_world, "NO") == []


def test_their_places_ascend_and_no_two_are_equal(reading_world: Snapshot) -> None:
    day = reading_world.on_day()
    for code in ("DK", "KR", "SE"):
        places = [place_by_worth(day, at) for at in present_by_worth(day, reading_world.find(code) or 0)]
        assert places == sorted(places)
        assert len({str(one) for one in places}) == len(places)


def test_presence_has_the_worth_of_its_pair(reading_world: Snapshot) -> None:
    day, market = reading_world.on_day(), reading_world.find("KR") or 0
    for at in present_by_worth(day, market):
        one = presence_at(day, market, at)
        assert (one.market, one.value) == ("KR", one.reasons[0].worth)


def test_they_are_found_by_kind_and_sector(reading_world: Snapshot) -> None:
    assert _present(reading_world, "KR", ["cluster"]) == ["alpha", "gamma"]
    assert _present(reading_world, "KR", ["cluster"], "energy") == ["alpha"]
    assert _present(reading_world, "KR", []) == []
    with pytest.raises(InputError):
        _present(reading_world, "KR", None, "no-sector")


def test_those_present_are_counted_by_kind(reading_world: Snapshot) -> None:
    day = reading_world.on_day()
    for code in ("DK", "KR", "SE", "NO"):
        market = reading_world.find(code) or 0
        said = [day.record(presence_at(day, market, at).organisation)["kind"] for at in present_by_worth(day, market)]
        assert {one.kind: one.present for one in counts_by_kind(day, market) if one.present} == Counter(said)
        assert sum(one.located for one in counts_by_kind(day, market)) == {"DK": 4, "KR": 2, "SE": 2, "NO": 0}[code]


def test_markets_are_found_by_code_corridor_and_whether_anybody_is_there(reading_world: Snapshot) -> None:
    day = reading_world.on_day()

    def found(where: MarketFilter) -> list[str]:
        return [reading_world.id_of(node) for node in markets(day, where)]

    every = found(MarketFilter())
    assert every == sorted(every)
    assert {"DK", "KR", "NO", "SE"} <= set(every)
    assert found(MarketFilter(codes=frozenset({"SE", "DK"}))) == ["DK", "SE"]
    assert found(MarketFilter(corridor="bloc")) == ["DK", "SE"]
    assert found(MarketFilter(corridor="bloc", codes=frozenset({"SE", "KR"}))) == ["SE"]
    assert found(MarketFilter(present=True)) == ["DK", "KR", "SE"]
    assert set(found(MarketFilter(present=False))) == set(every) - {"DK", "KR", "SE"}
    with pytest.raises(InputError):
        found(MarketFilter(corridor="no-road"))


def test_events_of_a_market_come_as_the_question_for_events_lists_them(tmp_path: Path) -> None:
    events = {"past": "2024-05", "next": "2026-05", "later": "2026-09", "elsewhere": "2026-05"}
    contexts = [
        {"id": id_, "kind": "event", "name": id_, "start": start, "country": "SE" if id_ == "elsewhere" else "KR"}
        for id_, start in events.items()
    ]
    world = snapshot_of({"organisations": [cluster("a", "KR")], "contexts": contexts}, tmp_path)
    found = {code: events_in(world.on_day(), world.find(code) or 0) for code in ("KR", "SE", "NO")}
    assert {code: [world.id_of(node) for node in nodes] for code, nodes in found.items()} == {
        "KR": ["next", "later", "past"], "SE": ["elsewhere"], "NO": [],
    }  # fmt: skip
