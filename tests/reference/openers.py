"""Door openers for one asker, before they are ranked: each with its best route."""

from collections.abc import Iterator
from dataclasses import dataclass

from .askers import Constraints, Outsider
from .fit import first_sector_wanted, fit_of
from .mandates import homes, operators_of_office, promotions
from .moment import Moment, same_city
from .presence import HOME, OUTWARD, Reason, by_desk, is_lesser, others_of_the_whole, presence_by
from .routes import Route, all_routes
from .standing import desks, front_doors, knocked_agencies, knocked_offices, region_has_cluster
from .table import (
    AGENCY,
    ASSOCIATIONS,
    AT_DESK,
    AT_FRONT_DOOR,
    BUSINESS_ASSOCIATION,
    CHAMBER,
    KNOCKING,
    MODERATE,
    NATIONAL,
    OFFICES,
    RECEIVED,
    REGIONAL,
    STRONG,
    SUPRANATIONAL,
    TIE,
)
from .ties import cost, tie_strengths
from .view import View, look
from .world import World

OWN_NETWORK, OWN_MANDATE, HOME_AGENCY_DOOR = "own_network", "own_mandate", "home_agency"


@dataclass(frozen=True)
class Opener:
    """A door opener with its best route."""

    id: str
    asker: int  # the position of the asker that it is best for
    total: int  # the integer sum of route, presence and fit
    route: Route
    how: str
    presence: float
    fit: float
    siblings: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        return self.route.strength * self.presence * self.fit

    @property
    def tier(self) -> str:
        """ "strong from .3, moderate from .1, weak below"."""
        return "strong" if self.score >= STRONG else "moderate" if self.score >= MODERATE else "weak"


@dataclass(frozen=True, eq=False)
class Candidate:
    """An opener, and why it counts as in the market, as one asker sees it."""

    view: View
    opener: Opener
    reason: Reason


def candidates(view: View, position: int) -> list[Candidate]:
    """Each opener that this asker reaches, by its best route."""
    found = []
    for id, routes in all_routes(view).items():
        valued = sorted(valued_routes(view, id, position, routes), key=merit)
        if valued:
            found.append(valued[0])
    return found


def valued_routes(view: View, id: str, position: int, routes: list[Route]) -> Iterator[Candidate]:
    """What each route to an opener makes of it: "score = route strength x presence x fit"."""
    for route in routes if view.may_open(id) else []:
        reason = presence_by(view, id, route)
        if reason:
            fit = fit_of(view, id)
            total = route.cost + cost(reason.value) + cost(fit)
            yield Candidate(view, Opener(id, position, total, route, how(view, route), reason.value, fit), reason)


def merit(candidate: Candidate) -> tuple[int, int, int, tuple[object, ...]]:
    """By sum, then steps, then the asker's position, then as routes compare."""
    opener = candidate.opener
    return opener.total, len(opener.route.steps), opener.asker, opener.route.rank[2:]


def how(view: View, route: Route) -> str:
    """ "`own_network` (ties), `own_mandate` (knock at an office there), `home_agency`, `desk`, `front_door`,
    `reception`"; a knock alone at an agency in a market asked about abroad is `own_mandate` too (LEAD9)."""
    first, last = route.steps[0], route.steps[-1]
    if last.how == RECEIVED:
        return RECEIVED
    if first.how == KNOCKING:
        knocked = view.moment.living[first.target]
        there = knocked.country in view.markets and knocked.country != view.asker.country
        alone = len(route.steps) == 1
        return OWN_MANDATE if alone and (knocked.kind in OFFICES or there) else HOME_AGENCY_DOOR
    return OWN_NETWORK if first.how == TIE else first.how


def opener_routes(
    world: World,
    as_of: str,
    asking: str | Outsider,
    opener: str,
    *,
    market: str | None = None,
    corridor: str | None = None,
    sector: str | None = None,
    constraints: Constraints | None = None,
) -> list[Route]:
    """All distinct simple routes of one asker to one opener of a market, ranked: the next best ones and the fallback
    of `door_openers` are taken from these. Only routes by which it would be this asker's opener (LEAD28)."""
    moment = Moment(world, as_of)
    view = look(moment, asking, market=market, corridor=corridor, sector=sector, constraints=constraints)
    if opener not in moment.living:
        return []
    return [candidate.opener.route for candidate in valued_routes(view, opener, 0, all_routes(view)[opener])]


# Ranking keys


def key(candidate: Candidate) -> tuple[object, ...]:
    """ "door openers by sum, steps, rule of offices, national before regional and supranational, form, first sector
    among the asker's, main business city, then capital, more ties, confidence, then their own id" (LEAD18)."""
    view, opener = candidate.view, candidate.opener
    organisation = view.moment.living[opener.id]
    return (
        opener.total,
        len(opener.route.steps),
        *rule_of_offices(candidate),
        0 if is_national(candidate) else 1,
        form_rank(candidate),
        0 if first_sector_wanted(view, opener.id) else 1,
        *city_rank(view.moment, opener.id),
        -tie_count(view.moment, opener.id),
        -organisation.located,
        opener.id,
    )


def rule_of_offices(candidate: Candidate) -> tuple[bool, bool, bool]:
    """A desk of a regional or supranational promoter "stands after that one where the scores are equal"; "of desks by
    the asker's city, then its region"."""
    view, id = candidate.view, candidate.opener.id
    mine = [(by, markets) for (office, by), markets in desks(view).items() if office == id]
    after = any(
        is_lesser(view, by, market) and others_of_the_whole(view, by, market)
        for by, markets in mine
        for market in markets
    )
    office = view.moment.living[id]
    in_city = bool(mine) and same_city(office.city, view.asker.city)
    in_region = bool(mine) and bool(office.region) and office.region == view.asker.region
    return after, not in_city, not in_region


def is_national(candidate: Candidate) -> bool:
    """ "by the role of its `promotes`; without one, regional if its constituency in the market is regions only"; of an
    office its operator's."""
    view, agency = candidate.view, behind(candidate)
    if agency is None or view.moment.living[agency].kind != AGENCY:
        return True
    roles = [promotions(view.moment)[agency].get(market) for market in view.markets]
    if any(roles):
        return any(its is not None and NATIONAL in its for its in roles)
    here = [m for m in homes(view.moment)[agency] if m.markets(view.moment) & set(view.markets)]
    return not here or any(not mandate.region for mandate in here)


def form_rank(candidate: Candidate) -> int:
    """ "trade_and_investment, trade_promotion, and who is neither agency nor office; other agencies; chamber;
    business_association; of an office its operator's"."""
    agency = behind(candidate)
    if agency is None or candidate.view.moment.living[agency].kind != AGENCY:
        return 0
    form = candidate.view.moment.living[agency].form
    ranks = {"trade_and_investment": 0, "trade_promotion": 0, CHAMBER: 2, BUSINESS_ASSOCIATION: 3}
    return ranks.get(form, 1)


def behind(candidate: Candidate) -> str | None:
    """The operator of an office, that of its group; everybody else itself."""
    id = candidate.opener.id
    return group_operator(candidate) if candidate.view.moment.living[id].kind in OFFICES else id


def city_rank(moment: Moment, id: str) -> tuple[bool, bool]:
    """ "by the main business city, then the capital (missions the other way) of the country where each stands"."""
    organisation = moment.living[id]
    cities = moment.cities(organisation.country)
    if organisation.kind in OFFICES and organisation.form == "mission":
        cities = (cities[1], cities[0])
    first, second = (same_city(organisation.city, city) for city in cities)
    return not first, not second


def tie_count(moment: Moment, id: str) -> int:
    """With how many it is tied, of all kinds, on that day."""
    return len({b for a, b in tie_strengths(moment, None) if a == id})


# Groups


def group_operator(candidate: Candidate) -> str | None:
    """Of an office: the operator of its best way, of a desk by which its presence is greatest; "then of the first
    id" (LEAD17, LEAD34)."""
    view, route = candidate.view, candidate.opener.route
    by = operators_of_office(view.moment, candidate.opener.id)
    last, ways = route.steps[-1], by & {route.steps[-1].source}
    if last.how == KNOCKING:
        ways = knocked_offices(view).get(candidate.opener.id, frozenset())
    elif last.how == AT_DESK:
        worth = [(value, by) for m in view.markets for by, value in by_desk(view, candidate.opener.id, m).items()]
        ways = frozenset(by for value, by in worth if value == max(worth)[0])
    return min(ways or by, default=None)


def joint_group(candidate: Candidate) -> str | None:
    """The chambers and the like that are together one door opener: "all of these for which that is the best way"; home
    chambers and business associations; those of the asker's own market, "by presence .15"."""
    view, id, route = candidate.view, candidate.opener.id, candidate.opener.route
    first, organisation = route.steps[0], view.moment.living[id]
    if len(route.steps) == 1 and first.how == AT_FRONT_DOOR and front_doors(view)[id].only_chamber:
        return "front doors of chambers"
    if organisation.kind != AGENCY or organisation.form not in ASSOCIATIONS:
        return None
    if candidate.reason.of == HOME:
        return "home chambers and business associations"
    own_market = candidate.reason.market == view.asker.country
    if own_market and candidate.reason.of == OUTWARD and id in knocked_agencies(view):
        return "chambers and business associations of the own market"
    return None


# Lesser front doors


def lesser_role(candidate: Candidate) -> str | None:
    """Regional or supranational, if this is reached by the front door of such an agency."""
    view, id = candidate.view, candidate.opener.id
    if candidate.opener.how != AT_FRONT_DOOR:
        return None
    roles = {role for market in view.markets for role in promotions(view.moment)[id].get(market, ())}
    if not roles or NATIONAL in roles:
        return None
    return REGIONAL if REGIONAL in roles else SUPRANATIONAL


def waits_for_three(candidate: Candidate) -> bool:
    """ "those of a supranational one, and of a regional one whose region has no cluster of the asker's sector"."""
    role = lesser_role(candidate)
    if role != REGIONAL:
        return role is not None
    view, id = candidate.view, candidate.opener.id
    promoted = [market for market in view.markets if REGIONAL in promotions(view.moment)[id].get(market, ())]
    return not any(region_has_cluster(view, id, market) for market in promoted)
