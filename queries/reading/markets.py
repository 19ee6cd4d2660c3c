"""A market as somewhere to go: how many organisations are there, and on which corridors it lies."""

from collections import Counter

from graph.snapshot.day.standing import Standing
from graph.snapshot.snapshot import Snapshot


def located_count(snapshot: Snapshot, on: Standing, market: int) -> int:
    """How many organisations are known to be located in a market, gone ones included; ``market`` is a node."""
    made: Counter[int] = snapshot.memo.get("located", lambda: Counter(snapshot.facts.country.tolist()))
    return made[_position(snapshot, market)]


def present_count(snapshot: Snapshot, on: Standing, market: int) -> int:
    """How many organisations count as in a market on the day, for whatever reason; ``market`` is a node."""
    span = on.present.of_market(_position(snapshot, market))
    count: int = span.stop - span.start
    return count


def corridors_of(snapshot: Snapshot, on: Standing, market: int) -> list[int]:
    """Corridors and blocs to which a market belongs on the day, by id; ``market`` is a node."""
    position = _position(snapshot, market)
    return [corridor for corridor in on.blocs if position in on.markets_of(corridor)]


def _position(snapshot: Snapshot, market: int) -> int:
    return market - snapshot.sections.range("market").start
