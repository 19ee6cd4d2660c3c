"""Corridors: which there are, and the markets along each."""

import math
from dataclasses import dataclass

from graph.snapshot.day.standing import Standing
from graph.snapshot.snapshot import Snapshot
from queries.reading.relation import Relation
from queries.reading.relations_of import relations_of


@dataclass(frozen=True, slots=True)
class CorridorFilter:
    """Which corridors. All conditions hold together; None is no condition.

    Attributes:
        kind: it is of one of these. status: likewise. market: code of one that lies on it on the day.
    """

    kind: frozenset[str] | None = None
    status: frozenset[str] | None = None
    market: str | None = None


def corridors(snapshot: Snapshot, on: Standing, where: CorridorFilter | None = None) -> list[int]:
    """Corridors, blocs and regions of several markets of which a filter holds, by id; all without a filter.

    Raises:
        InputError: the filter names a market that there is not.
    """
    found = list(snapshot.sections.range("corridor"))
    if where is None:
        return found
    if where.market is not None:
        market = snapshot.market_position(where.market)
        found = [node for node in found if market in on.markets_of(node)]
    for name, words in (("kind", where.kind), ("status", where.status)):
        if words is not None:
            found = [node for node in found if snapshot.record(node).get(name) in words]
    return found


def markets_along(snapshot: Snapshot, on: Standing, corridor: int) -> list[int]:
    """Nodes of the markets on a corridor on the day: in their order along it where that is known, else by code."""
    start = snapshot.sections.range("market").start
    order = {market + start: math.inf for market in on.markets_of(corridor)}
    for position in relations_of(snapshot, on, corridor, ["lies_on"], "IN").tolist():
        relation = Relation(snapshot, on, position)
        said = relation.said("order") if relation.source in order else None
        if said is not None:
            order[relation.source] = min(order[relation.source], float(said))
    return sorted(order, key=lambda market: (order[market], market))
