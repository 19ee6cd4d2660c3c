"""Who serves a market or is active in it: what is told of that, and what it is worth."""

from dataclasses import replace
from functools import lru_cache

from .moment import Moment
from .table import PRESENT
from .ties import participations
from .world import Statement


@lru_cache(maxsize=64)
def activities(moment: Moment, market: str) -> dict[str, list[Statement]]:
    """What is told of each organisation, the ended too: `serves`, `active_in`, and that contexts took place there."""
    found: dict[str, list[Statement]] = {id: [] for id in moment.living}
    for s in [*moment.borne(*PRESENT), *_by_contexts(moment, market)]:
        if s.target == market:
            found[s.source].append(s)
    return found


def _by_contexts(moment: Moment, market: str) -> list[Statement]:
    """ "an explicit `takes_place_in` makes its participants `active_in`", as long as both last."""
    found = []
    for place in moment.borne("takes_place_in"):
        if place.target == market and place.source in participations(moment):
            for s in participations(moment)[place.source].told:
                status = "ended" if moment.ended(place) else s.status
                found.append(replace(s, kind="active_in", target=market, status=status))
    return found


def serving(moment: Moment, id: str, market: str) -> list[float]:
    """The worth of each that has not ended: "base x recency", x.9 a hop. "Ended presence is past: no presence"."""
    lasting = [s for s in activities(moment, market)[id] if not moment.ended(s)]
    return [PRESENT[s.kind].base * moment.recency(s, PRESENT[s.kind].half_life) * s.handed for s in lasting]
