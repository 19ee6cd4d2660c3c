"""Areas by what people call them, and the clusters that are located in one."""

import numpy as np

from graph.errors import InputError
from graph.kinds import CLUSTER, ORGANISATION_KINDS
from graph.snapshot.facts import I4
from graph.snapshot.on_day import Day
from queries.routing.door_question import area_of
from queries.routing.target import Area, present_counts

_CLUSTER = ORGANISATION_KINDS.index(CLUSTER)


def find_area(day: Day, text: str, where: str) -> tuple[int, Area]:
    """A market by code or name, or a corridor, bloc or region of several by id: its node, and its markets that day.

    Raises:
        InputError: neither is called so; names the nearest.
    """
    word = text.strip().lower()
    node = day.snapshot.find(word)
    if node is not None and node in day.sections.range("corridor"):
        return node, area_of(day.on, node)
    try:
        position = day.market(text, where)
    except InputError as no_market:
        if no_market.code != "unknown_market" or no_market.nearest:
            raise
        try:
            day.node(word, "corridor", where)
        except InputError as no_corridor:
            unknown = no_corridor.code == "unknown_corridor" and not no_corridor.nearest
            raise (no_market if unknown else no_corridor) from None
        raise
    return day.first_market + position, Area((position,))


def clusters_in(day: Day, area: Area) -> I4:
    """Living clusters, of whatever form and sector, that are located in an area, by id.

    Of a market that lies in it by regions, those in these regions, and those that lie on the corridor themselves.
    """
    facts = day.facts
    lives = (facts.kind == _CLUSTER) & ~day.on.after.gone
    located = np.flatnonzero(lives & np.isin(facts.country, area.markets)).astype(np.int32)
    kept = np.ones(len(located), dtype=np.bool_)
    for market, _ in area.parts:
        there = facts.country[located] == market
        kept[there] = present_counts(day, area, market, located[there])
    found: I4 = located[kept]
    return found
