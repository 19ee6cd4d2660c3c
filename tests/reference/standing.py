"""Standing: what an asker may do by itself. First steps only, "since nobody can lend out its own"."""

from dataclasses import dataclass
from functools import lru_cache

from .activity import serving
from .mandates import (
    constituency,
    has_whole,
    homes,
    hosts,
    is_bilateral,
    operators_of_office,
    promotions,
    region_of,
    serves_as_home,
)
from .moment import Moment, in_region
from .regions import covers
from .table import (
    AGENCY,
    CHAMBER,
    CHAMBER_DOOR,
    CLUSTER,
    FRONT_DOOR,
    HALVED,
    INNOVATION_AGENCY,
    NOTHING,
    RESEARCH,
)
from .view import View

# Knock


def may_knock(view: View, agency: str) -> bool:
    """May the asker knock at this agency, and at its offices in the market asked about?

    "An agency that is located outside every market of its constituency ... may be knocked at only for the market where
    it is located." An office that asks is nobody's constituent.
    """
    moment, asker = view.moment, view.asker
    if asker.is_office or agency == asker.id or not serves_as_home(moment, agency, asker.country, asker.region):
        return False
    if is_bilateral(moment, agency):
        return any(bilateral_between(view, agency, market) for market in view.markets)
    country = moment.living[agency].country
    return country in constituency(moment, agency) or country in view.markets


def bilateral_between(view: View, chamber: str, market: str) -> bool:
    """ "only if it is located in the asker's market or in the one asked about, and both are among its constituencies or
    its seat"; "in the asker's own market there is neither desk nor bilateral chamber"."""
    here, seat = view.asker.country, view.moment.living[chamber].country
    its = constituency(view.moment, chamber) | {seat}
    return market != here and seat in (here, market) and {here, market} <= its


@lru_cache(maxsize=64)
def knocked_agencies(view: View) -> list[str]:
    """The agencies at which the asker may knock."""
    return [id for id in sorted(view.moment.living) if homes(view.moment)[id] and may_knock(view, id)]


@lru_cache(maxsize=64)
def knocked_offices(view: View) -> dict[str, frozenset[str]]:
    """Offices in the market asked about -> their operators for whose sake the asker may knock there.

    An agency that asks "has its own offices by `operates`", and does not knock there.
    """
    found = {}
    for id in view.moment.living:
        by = operators_of_office(view.moment, id)
        if id != view.asker.id and view.asker.id not in by and in_the_market(view, id):
            found[id] = by & frozenset(knocked_agencies(view))
    return {id: by for id, by in found.items() if by}


def in_the_market(view: View, id: str) -> bool:
    return any(is_in(view, id, market) for market in view.markets)


def is_in(view: View, id: str, market: str) -> bool:
    """ "counts as *in* a market: located there, or a ... `serves` or `active_in` that has not ended" (R8)."""
    organisation = view.moment.living[id]
    halved = HALVED if organisation.doubtful else 1.0
    serves = any(value * halved >= NOTHING for value in serving(view.moment, id, market))
    return (organisation.country == market or serves) and view.counts(organisation, market)


# Desk


@lru_cache(maxsize=64)
def desks(view: View) -> dict[tuple[str, str], frozenset[str]]:
    """(office, operator) -> the markets asked about for which the office is the asker's desk of that operator.

    "for organisations based there, for the market where its operator is at home or that it `promotes`".
    """
    found = {}
    for id in view.moment.living:
        for by in operators_of_office(view.moment, id):
            if view.asker.id not in (by, id) and is_around(view, id):
                home, promoted = view.moment.living[by].country, promotions(view.moment)[by]
                found[id, by] = frozenset(
                    m for m in view.markets if m != view.asker.country and (m == home or m in promoted)
                )
    return {desk: markets for desk, markets in found.items() if markets}


def is_around(view: View, office: str) -> bool:
    """ "The markets of its `host` mandates and no others; without any, the country in which it is located". An office
    that asks "uses no desk"."""
    asker, mandates = view.asker, hosts(view.moment)[office]
    if asker.is_office:
        return False
    if mandates:
        return any(mandate.binds(view.moment, asker.country, asker.region) for mandate in mandates)
    return view.moment.living[office].country == asker.country


# Front door


@dataclass(frozen=True)
class Door:
    """A front door: whose, and how strong a step to it is; whether it is only a chamber's."""

    agency: str
    strength: float
    only_chamber: bool


@lru_cache(maxsize=64)
def front_doors(view: View) -> dict[str, Door]:
    """To whom whoever asks may write, from wherever; where there are several reasons, the strongest."""
    found = {}
    for id, agency in view.moment.living.items():
        if agency.kind != AGENCY or id == view.asker.id:
            continue
        by_market = [m in promotions(view.moment)[id] or innovation_door(view, id, m) for m in view.markets]
        if any(by_market):
            found[id] = Door(id, FRONT_DOOR, only_chamber=False)
        elif any(chamber_door(view, id, market) for market in view.markets):
            found[id] = Door(id, CHAMBER_DOOR, only_chamber=True)
    return found


def chamber_door(view: View, agency: str, market: str) -> bool:
    """ "a chamber (form chamber, not bilateral) located there whose constituency is the whole market"; "in the asker's
    own market ... the only front doors are those of agencies that promote it"."""
    organisation, moment = view.moment.living[agency], view.moment
    if market == view.asker.country or organisation.country != market or organisation.form != CHAMBER:
        return False
    return not is_bilateral(moment, agency) and has_whole(moment, agency, market) and view.counts(organisation, market)


def innovation_door(view: View, agency: str, market: str) -> bool:
    """ "a research organisation also to an innovation agency located there"."""
    organisation = view.moment.living[agency]
    if market == view.asker.country or organisation.country != market or organisation.form != INNOVATION_AGENCY:
        return False
    return view.asker.kind == RESEARCH and view.counts(organisation, market)


# Regional agencies


def region_has_cluster(view: View, agency: str, market: str) -> bool:
    """ "if a cluster organisation (the asker included) that shares a sector with the asker is located in its region
    (without a code: its city)"."""
    asker = view.asker
    is_one = asker.outside and asker.kind == CLUSTER and bool(view.wanted & asker.sectors)
    if is_one and covers(region_of(view.moment, agency, market), asker.region):
        return True
    clusters = view.moment.clusters_of(view.wanted)
    return any(in_agency_region(view.moment, agency, market, cluster.id) for cluster in clusters)


def in_agency_region(moment: Moment, agency: str, market: str, id: str) -> bool:
    """Is somebody located in the region of an agency that promotes a market regionally?"""
    its = moment.living[agency]
    return in_region(region_of(moment, agency, market), its.city, its.country, moment.living[id])
