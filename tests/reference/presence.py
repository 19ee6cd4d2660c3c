"""Why an organisation counts as in a market, for one asker, and by which routes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from .activity import serving
from .mandates import constituency, has_whole, is_bilateral, operators_of_office, promotions, serves_as_home
from .routes import Route
from .standing import (
    bilateral_between,
    chamber_door,
    desks,
    innovation_door,
    knocked_agencies,
    region_has_cluster,
)
from .table import (
    AGENCY,
    BILATERAL_HERE,
    BILATERAL_THERE,
    CHAMBER,
    CHAMBER_DOOR_PRESENCE,
    COMPANY,
    DESK_OF_AGENCY,
    DESK_OF_CHAMBER,
    EXPORT_CREDIT,
    HALVED,
    HOME_AGENCY,
    INNOVATION_AGENCY,
    INNOVATION_DOOR_PRESENCE,
    KNOCKING,
    LOCATED,
    LOCATED_COMPANY,
    LOCATED_FOR_THESE,
    LOCATED_OFFICE,
    LOCATED_OFFICE_OF_EXPORT_CREDIT,
    LOCATED_OUTWARD,
    NATIONAL,
    NOTHING,
    OFFICES,
    PROMOTES_NATIONAL,
    PROMOTES_REGIONAL,
    PROMOTES_REGIONAL_ELSE,
    PROMOTES_SUPRANATIONAL,
    PUBLIC_BODY,
    REGIONAL,
    TIE,
)
from .ties import hubs
from .view import View
from .world import Organisation

# What a reason comes from. The last three are standing's; of equal reasons the later one is told.
OWN, SERVING, OUTWARD, STANDING, DESK, HOME = "own", "serving", "outward", "standing", "desk", "home"
REASON_ORDER = (OWN, SERVING, OUTWARD, STANDING, DESK, HOME)


@dataclass(frozen=True)
class Reason:
    """One reason of a presence in one market, halved for a status that is unknown or suspended."""

    value: float
    of: str
    market: str

    @property
    def rank(self) -> tuple[float, int]:
        return self.value, REASON_ORDER.index(self.of)


def presence_by(view: View, id: str, route: Route) -> Reason | None:
    """ "presence = max over its reasons", of those that this route gives; below .0001 "no presence"."""
    if is_own_hub(view, id):
        return None
    found = [reason for reason in _usable(view, id, route) if reason.value >= NOTHING]
    return max(found, key=lambda reason: reason.rank, default=None)


def is_own_hub(view: View, id: str) -> bool:
    """ "a hub of which the asker is an affiliate, that is not located in the market and does not promote it, is no
    opener there: its plan for that market is the asker's own"."""
    if id not in hubs(view.moment, view.asker.id) or view.moment.living[id].country in view.markets:
        return False
    return not any(market in promotions(view.moment)[id] for market in view.markets)


def _usable(view: View, id: str, route: Route) -> Iterator[Reason]:
    office_of_others = view.moment.living[id].kind in OFFICES and not is_own_office(view, id)
    for reason in reasons(view, id):
        if reason.of in (STANDING, DESK, HOME):
            yield reason  # "whichever route reaches it"
        elif office_of_others:
            if by_own_tie(view, id, route) and _serving_counts(view, id, reason, route):
                yield replace(reason, value=reason.value * HALVED)  # "at half presence"
        elif _serving_counts(view, id, reason, route):
            yield reason


def is_own_office(view: View, office: str) -> bool:
    """ "an office counts in full for whom its operator's mandate is to serve, for its operator and for the operator's
    other offices"; "an office of several operators is an office of each"."""
    moment, asker = view.moment, view.asker
    by = operators_of_office(moment, office)
    if asker.id in by or (not asker.outside and by & operators_of_office(moment, asker.id)):
        return True
    return not asker.is_office and any(serves_as_home(moment, o, asker.country, asker.region) for o in by)


def by_own_tie(view: View, office: str, route: Route) -> bool:
    """ "the asker's own tie to the office or its operator (route: that tie, then `operates`)"; an office whose operator
    is unknown "counts by an own tie only"."""
    if any(step.how != TIE for step in route.steps):
        return False
    between = route.ids[1:-1]
    return not between or (len(between) == 1 and between[0] in operators_of_office(view.moment, office))


def _serving_counts(view: View, id: str, reason: Reason, route: Route) -> bool:
    """ "Who is not located in the market and shares no sector with the asker is no opener by `serves` or `active_in`,
    except by the asker's direct tie or knock"."""
    if reason.of != SERVING or view.moment.living[id].country in view.markets or view.shares(id):
        return True
    return len(route.steps) == 1 and route.steps[0].how in (TIE, KNOCKING)


# Reasons


@lru_cache(maxsize=4096)
def reasons(view: View, id: str) -> tuple[Reason, ...]:
    """All of them, over the markets asked about: "an organisation's best presence over the corridor's markets"."""
    organisation = view.moment.living[id]
    halved = HALVED if organisation.doubtful else 1.0
    found = []
    for market in view.markets:
        if view.counts(organisation, market):
            own = [*_own(view, organisation, market), *_door(view, organisation, market)]
            found += [Reason(value * halved, of, market) for value, of in own]
        found += [Reason(value * halved, HOME, market) for value in _home(view, organisation, market)]
        found += [Reason(value, DESK, market) for value in by_desk(view, id, market).values()]
    return tuple(found)


def _own(view: View, organisation: Organisation, market: str) -> Iterator[tuple[float, str]]:
    """Located there, promoting, serving. "An agency that promotes X has for X only the presence of that"."""
    roles = promotions(view.moment)[organisation.id].get(market)
    if roles:
        yield promoting(view, organisation.id, market, roles), OWN
        return
    if organisation.country == market:
        yield from _located(view, organisation)
    for value in serving(view.moment, organisation.id, market):
        yield value, SERVING


def promoting(view: View, agency: str, market: str, roles: frozenset[str]) -> float:
    """ "national .95; regional .75 if ..., else .4; supranational .3"; of several roles the best."""
    if NATIONAL in roles:
        return PROMOTES_NATIONAL
    if REGIONAL in roles:
        return PROMOTES_REGIONAL if region_has_cluster(view, agency, market) else PROMOTES_REGIONAL_ELSE
    return PROMOTES_SUPRANATIONAL


def _located(view: View, organisation: Organisation) -> Iterator[tuple[float, str]]:
    """ "Presence by kind" of who is located there and does not promote it."""
    if organisation.kind in OFFICES:
        forms = [view.moment.living[by].form for by in operators_of_office(view.moment, organisation.id)]
        of_export_credit = bool(forms) and all(form == EXPORT_CREDIT for form in forms)
        yield LOCATED_OFFICE_OF_EXPORT_CREDIT if of_export_credit else LOCATED_OFFICE, OWN
    elif organisation.kind == COMPANY:
        yield LOCATED_COMPANY, OWN
    elif organisation.kind == PUBLIC_BODY or _is_innovation_agency(organisation):
        if view.asker.kind in (COMPANY, "cluster", "investor"):
            yield LOCATED_OUTWARD, OUTWARD
        else:  # research organisations, public bodies, agencies and, like these, their offices (LEAD11)
            yield LOCATED_FOR_THESE, OWN
    elif organisation.kind != AGENCY:
        yield LOCATED, OWN
    elif organisation.form != EXPORT_CREDIT:  # "an export credit agency none, whatever its constituency"
        its = constituency(view.moment, organisation.id)
        outward = not its or organisation.country in its
        yield (LOCATED_OUTWARD, OUTWARD) if outward else (LOCATED, OWN)


def _is_innovation_agency(organisation: Organisation) -> bool:
    return organisation.kind == AGENCY and organisation.form == INNOVATION_AGENCY


# What standing gives


def _door(view: View, organisation: Organisation, market: str) -> Iterator[tuple[float, str]]:
    if organisation.kind != AGENCY or organisation.id == view.asker.id:
        return
    if chamber_door(view, organisation.id, market):
        yield CHAMBER_DOOR_PRESENCE, STANDING
    if innovation_door(view, organisation.id, market):
        yield INNOVATION_DOOR_PRESENCE, STANDING
    knocked = organisation.id in knocked_agencies(view)
    if knocked and is_bilateral(view.moment, organisation.id) and bilateral_between(view, organisation.id, market):
        yield BILATERAL_HERE if organisation.country == market else BILATERAL_THERE, STANDING


def _home(view: View, organisation: Organisation, market: str) -> Iterator[float]:
    """ "an agency located in the asker's own market at which it may knock is a door opener for every market abroad";
    not a bilateral chamber, "not for an asker that is an agency"."""
    here = view.asker.country
    if organisation.country != here or market == here or view.asker.kind == AGENCY:
        return
    knocked = organisation.id in knocked_agencies(view)
    if knocked and organisation.form in HOME_AGENCY and not is_bilateral(view.moment, organisation.id):
        yield HOME_AGENCY[organisation.form]


def by_desk(view: View, office: str, market: str) -> dict[str, float]:
    """Of each operator whose desk it is: "its presence in the market is by representation", of a regional or
    supranational promoter "at most the presence of the best desk around the asker of any other agency or chamber of
    that market whose constituency is the whole of it"."""
    found = {}
    for (desk, by), markets in desks(view).items():
        if desk == office and market in markets:
            others = others_of_the_whole(view, by, market)
            found[by] = represented(view, office, by, market)
            if others and is_lesser(view, by, market):
                found[by] = min(found[by], max(others))
    return found


def represented(view: View, office: str, by: str, market: str) -> float:
    """The operator's presence for this asker "if that promotes the market; else, if the operator's constituency is that
    market, .7 for a chamber, .45 for other agencies, none for export credit; halved ... if the office's or its
    operator's status is so"."""
    moment = view.moment
    operator, roles = moment.living[by], promotions(moment)[by].get(market)
    if roles:
        value = promoting(view, by, market, roles)
    elif market not in constituency(moment, by) or operator.form == EXPORT_CREDIT:
        value = 0.0
    else:
        value = DESK_OF_CHAMBER if operator.form == CHAMBER else DESK_OF_AGENCY
    return value * (HALVED if operator.doubtful or moment.living[office].doubtful else 1.0)


def is_lesser(view: View, agency: str, market: str) -> bool:
    """Does an agency promote the market regionally or supranationally only?"""
    roles = promotions(view.moment)[agency].get(market, frozenset())
    return bool(roles) and NATIONAL not in roles


def others_of_the_whole(view: View, by: str, market: str) -> list[float]:
    """The presences of the desks around the asker of other agencies whose constituency is the whole market."""
    found = [
        represented(view, desk, other, market)
        for (desk, other), markets in desks(view).items()
        if other != by and market in markets and has_whole(view.moment, other, market)
    ]
    return [value for value in found if value >= NOTHING]
