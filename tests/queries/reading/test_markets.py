"""A market as somewhere to go."""

from graph.snapshot.snapshot import Snapshot
from queries.reading.markets import corridors_of, located_count, present_count


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
