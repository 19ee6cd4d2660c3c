"""Corridors: which there are, and the markets along each."""

import math
from dataclasses import dataclass

from graph.snapshot.on_day import Day
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


def corridors(day: Day, where: CorridorFilter | None = None) -> list[int]:
    """Corridors, blocs and regions of several markets of which a filter holds, by id; all without a filter.

    Raises:
        InputError: the filter names a market that there is not.
    """
    found = list(day.sections.range("corridor"))
    if where is None:
        return found
    if where.market is not None:
        market = day.snapshot.market_position(where.market)
        found = [node for node in found if market in day.on.markets_of(node)]
    for name, words in (("kind", where.kind), ("status", where.status)):
        if words is not None:
            found = [node for node in found if day.record(node).get(name) in words]
    return found


def markets_along(day: Day, corridor: int) -> list[int]:
    """Nodes of the markets on a corridor on the day: in their order along it where that is known, else by code."""
    start = day.first_market
    order = {market + start: math.inf for market in day.on.markets_of(corridor)}
    for position in relations_of(day, corridor, ["lies_on"], "IN").tolist():
        relation = Relation(day, position)
        said = relation.said("order") if relation.source in order else None
        if said is not None:
            order[relation.source] = min(order[relation.source], float(said))
    return sorted(order, key=lambda market: (order[market], market))
