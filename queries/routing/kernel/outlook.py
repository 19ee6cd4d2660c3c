"""What each opener of a target costs one asker beyond the route: presence and fit."""

from typing import Any, NamedTuple

import numpy as np
from numba import njit

from queries.routing.kernel.bounds import INFINITE

FAR, NEAR, THROUGH = range(3)
"""How an opener is reached, as far as its presence goes: by the asker's own tie or knock; an office of others by the
asker's tie to its operator; in any other way."""
UNKNOWN, OTHER = 0, 1
"""Codes of sector fit; from 2 on: twice the number of sectors shared, and one more where the first is among them."""


class Prospects(NamedTuple):
    """The openers of a target, whoever asks; O openers, S sectors.

    Attributes:
        base, active: (O) cost of presence by being located or promoting, and by serving or being active.
        half_base, half_active: (O) of half of it.
        located, office: (O) located in the area; an office abroad.
        works: (S, O) whether each works in a sector.
        has_sectors: (O) whether it has any. first_sector: (O) position among the sectors; -1.
        service: (O) class of service.
    """

    base: Any
    active: Any
    half_base: Any
    half_active: Any
    located: Any
    office: Any
    works: Any
    has_sectors: Any
    first_sector: Any
    service: Any


class Given(NamedTuple):
    """What one asker brings.

    Attributes:
        wanted: positions among the sectors of those that count as its own.
        own_offices: positions of offices that are there for it.
        regional_at, regional_cost: positions of regional agencies that count in full, and the cost of their presence.
        standing_at, standing_cost: the same of what standing gives.
        shut: positions of those who are no openers.
        fits: (classes of service, codes of sector fit) cost of each fit.
    """

    wanted: Any
    own_offices: Any
    regional_at: Any
    regional_cost: Any
    standing_at: Any
    standing_cost: Any
    shut: Any
    fits: Any


@njit(cache=True, nogil=True)
def beyond_routes(prospects: Prospects, given: Given, usable: Any) -> Any:  # pragma: no cover
    """What openers cost beyond the route.

    Returns:
        (O) cost where the asker's own tie or knock leads there; the same by any other way; the same, of an office of
        others, by the asker's tie to its operator (INFINITE for all others); whether it shares a sector; code of sector
        fit.

    ``usable`` (O, or empty for all) says who may be an opener.
    """
    count = len(prospects.base)
    near, far, through = np.empty(count, np.int32), np.empty(count, np.int32), np.full(count, INFINITE, np.int32)
    shares, code = np.zeros(count, np.bool_), np.zeros(count, np.int64)
    others = prospects.office.copy()
    others[given.own_offices] = False
    presence = prospects.base.copy()
    for at in range(len(given.regional_at)):
        one = given.regional_at[at]
        presence[one] = min(presence[one], given.regional_cost[at])
    standing = np.full(count, INFINITE, np.int32)
    for at in range(len(given.standing_at)):
        one = given.standing_at[at]
        standing[one] = min(standing[one], given.standing_cost[at])
    for one in range(count):
        shared = 0
        for sector in given.wanted:
            shared += prospects.works[sector, one]
        shares[one] = shared > 0
        if len(given.wanted) and prospects.has_sectors[one]:
            first = 0
            for sector in given.wanted:
                first += prospects.first_sector[one] == sector
            code[one] = 2 * shared + first if shared else OTHER
        serves = prospects.located[one] or shared > 0
        by_operator = INFINITE
        if others[one]:
            by_tie, by_others = min(prospects.half_base[one], prospects.half_active[one]), INFINITE
            by_operator = by_tie if serves else prospects.half_base[one]
        else:
            by_tie = min(presence[one], prospects.active[one])
            by_others = by_tie if serves else presence[one]
        fit = given.fits[prospects.service[one], code[one]]
        near[one] = min(INFINITE, min(by_tie, standing[one]) + fit)
        far[one] = min(INFINITE, min(by_others, standing[one]) + fit)
        if others[one]:
            through[one] = min(INFINITE, min(by_operator, standing[one]) + fit)
        if len(usable) and not usable[one]:
            near[one] = far[one] = through[one] = INFINITE
    for one in given.shut:
        near[one] = far[one] = through[one] = INFINITE
    return near, far, through, shares, code
