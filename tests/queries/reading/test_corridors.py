"""Corridors: which there are, and the markets along each."""

import pytest

from graph.errors import InputError
from graph.snapshot.snapshot import Snapshot
from queries.reading.corridors import CorridorFilter, corridors, markets_along


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (None, ["bloc", "road"]),
        (CorridorFilter(kind=frozenset({"trade_bloc"})), ["bloc"]),
        (CorridorFilter(status=frozenset({"active"})), ["bloc"]),
        (CorridorFilter(status=frozenset()), []),
        (CorridorFilter(market="KR"), ["road"]),
        (CorridorFilter(market="DK"), ["bloc", "road"]),
        (CorridorFilter(market="DK", kind=frozenset({"transport_corridor"})), ["road"]),
    ],
)
def test_corridors_are_filtered(reading_world: Snapshot, where: CorridorFilter | None, expected: list[str]) -> None:
    found = corridors(reading_world.on_day(), where)
    assert [reading_world.id_of(node) for node in found] == expected


def test_a_corridor_of_no_market_is_refused(reading_world: Snapshot) -> None:
    with pytest.raises(InputError):
        corridors(reading_world.on_day(), CorridorFilter(market="ZZ"))


@pytest.mark.parametrize(("id_", "expected"), [("road", ["DK", "KR", "SE"]), ("bloc", ["SE", "DK"])])
def test_markets_are_in_order_along_a_corridor_those_without_a_position_last(
    reading_world: Snapshot, id_: str, expected: list[str]
) -> None:
    found = markets_along(reading_world.on_day(), reading_world.find(id_) or 0)
    assert [reading_world.id_of(node) for node in found] == expected
