"""A market as somewhere to go: how many organisations are there, and on which corridors it lies."""

from collections import Counter

from graph.snapshot.on_day import Day
from graph.snapshot.snapshot import Snapshot


def located_count(day: Day, market: int) -> int:
    """How many organisations are known to be located in a market, gone ones included; ``market`` is a node."""
    made: Counter[int] = day.snapshot.memo.get(
        "located", lambda: Counter(day.facts.country.tolist()), lambda counter: 100 * len(counter)
    )
    return made[_position(day.snapshot, market)]


def present_count(day: Day, market: int) -> int:
    """How many organisations count as in a market on the day, for whatever reason; ``market`` is a node."""
    span = day.on.present.of_market(_position(day.snapshot, market))
    count: int = span.stop - span.start
    return count


def corridors_of(day: Day, market: int) -> list[int]:
    """Corridors and blocs to which a market belongs on the day, by id; ``market`` is a node."""
    position = _position(day.snapshot, market)
    return [corridor for corridor in day.on.blocs if position in day.on.markets_of(corridor)]


def _position(snapshot: Snapshot, market: int) -> int:
    return market - snapshot.sections.range("market").start
