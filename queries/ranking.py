"""Ranking the openers of an area: the best way to each, the order in which they stand, who is one with whom."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.kinds import FORM_NAMES, ORGANISATION_KINDS, TRADE_OFFICE
from graph.relations import CHAMBER_FRONT_DOOR, FLOOR, LOCATED_OUTWARD_BASE
from graph.snapshot.day.mandates import AGENCY, ANYWHERE
from graph.snapshot.day.worth import INFINITE, cost
from queries.between import Between
from queries.kernel.search import new_found, search
from queries.kernel.terrain import END
from queries.kernel.threads import scratch
from queries.kernel.via import search_via
from queries.outlook import Outlook
from queries.question import Party
from queries.routes import View, make_route
from queries.standing import NATIONAL_ROLE, REGIONAL_ROLE, SUPRANATIONAL_ROLE, StepKind
from queries.target import BUSINESS_ASSOCIATION, CHAMBER
from queries.ways import Leave, Listing, Reach, Way

OFFICE_OF, ALONE = "office of", "alone"
RECEPTIONS_AT_MOST: Final = 3
LESSER_FRONT_DOORS_AT_MOST: Final = 2
BEFORE_LESSER_ONES: Final = 3
"""So many openers before them leave out front doors that have little to do with the asker."""
_ROUNDED: Final = 16
"""By more than this no sum of costs differs from the cost of the product: a handful of rounded ones."""
FLOOR_COST: Final = cost(FLOOR) + _ROUNDED
"""No opener that costs more is above the floor."""
NO_LIMIT: Final = 1 << 40
_SLACK: Final = 6
"""Openers sought by ties beyond those wanted: some will be one with others."""
_MISSION: Final = FORM_NAMES.index("mission")
_TRADE_OFFICE: Final = ORGANISATION_KINDS.index(TRADE_OFFICE)
_FIRST_FORMS: Final = tuple(FORM_NAMES.index(form) for form in ("trade_and_investment", "trade_promotion"))
_BY_FORM: Final = {**dict.fromkeys(_FIRST_FORMS, 0), CHAMBER: 2, BUSINESS_ASSOCIATION: 3}
_OTHER_FORM: Final = 1


class Candidates:
    """The openers of one asker.

    Args:
        position: of the asker among those who ask.
    """

    def __init__(self, view: View, position: int, party: Party, outlook: Outlook, leave: Leave) -> None:
        self.view, self.snapshot, self.on, self.position = view, view.snapshot, view.on, position
        self.party, self.outlook, self.leave = party, outlook, leave
        self.listing = Listing(outlook.standing, leave)
        self.target, self.standing = outlook.target, outlook.standing

    @cached_property
    def listed(self) -> "dict[int, Candidate]":
        """Position → the best way that needs no search, receptions left out."""
        found: dict[int, Candidate] = {}
        openers = set(self.target.opener.tolist())
        for way in [*self.listing.alone(), *self.listing.by_home_agency(openers), *self._raised()]:
            one = self.candidate(way)
            if one is not None and (one.at not in found or one.merit < found[one.at].merit):
                found[one.at] = one
        return found

    def _raised(self) -> Iterator[Way]:
        received = self.listing.receptions
        for node in received.node[received.known].tolist():
            way = self.listing.raised_tie(node)
            if way is not None:
                yield way

    def candidate(self, way: Way) -> "Candidate | None":
        """The opener to which a way leads; None if that is none."""
        at = self.target.position(way.nodes[-1])
        if at < 0:
            return None
        beyond = int((self.outlook.near if way.is_near else self.outlook.far)[at])
        return None if beyond >= INFINITE else Candidate(self, at, way, way.cost + beyond)

    @cached_property
    def receptions(self) -> "Received":
        """Everybody to whom those who receive the asker may introduce it."""
        found, target = self.listing.receptions, self.target
        at: NDArray[np.int64] = np.searchsorted(target.opener, found.node).astype(np.int64)
        at[at == len(target.opener)] = 0
        kept = ~found.known
        if len(target.opener):
            kept &= (target.opener[at] == found.node) & (self.outlook.far[at] < INFINITE)
        else:
            kept[:] = False
        at = at[kept]
        return Received(at, found.host[kept], found.cost[kept] + self.outlook.far[at])

    def reception(self, place: int) -> "Candidate":
        """One of these, by its place among them."""
        found = self.receptions
        at, host = int(found.at[place]), int(found.host[place])
        way = self.listing.reception(int(self.target.opener[at]), host)
        return Candidate(self, at, way, int(found.total[place]))

    def received(self) -> "list[Candidate]":
        """All of these, best first."""
        return sorted(map(self.reception, range(len(self.receptions.at))), key=lambda one: one.merit)

    def best_received(self, known: set[int], limit: int) -> "Iterator[Candidate]":
        """Those of these that are known by another way, and the first of the others as openers stand."""
        found, facts = self.receptions, self.snapshot.facts
        rest = found.total <= limit
        for at in known:
            for place in np.flatnonzero(found.at == at).tolist():
                rest[place] = False
                yield self.reception(place)
        places = np.flatnonzero(rest)
        if len(places) > RECEPTIONS_AT_MOST:
            third = np.partition(found.total[places], RECEPTIONS_AT_MOST - 1)[RECEPTIONS_AT_MOST - 1]
            places = places[found.total[places] <= third]
        if len(places) > RECEPTIONS_AT_MOST:
            tied = found.at[places]
            node = self.target.opener[tied]
            city, country = facts.city[node], facts.country[node]
            keys = (
                node,
                -facts.confidence[node],
                -ties_of_each(self.view)[node],
                (city == 0) | (city != facts.capital[country]),
                (city == 0) | (city != facts.main_city[country]),
                ~self.outlook.first_fits[tied],
                found.total[places],
            )
            places = places[np.lexsort(keys)[:RECEPTIONS_AT_MOST]]
        yield from map(self.reception, places.tolist())

    def best_to(self, node: int) -> "Candidate | None":
        """The best way to an organisation; None if none leads there or it is no opener."""
        at = self.target.position(node)
        if at < 0 or self.outlook.near[at] >= INFINITE:
            return None
        between = self.between(at)
        ways = [*between.best(1)[0], *between.direct()]
        return min(filter(None, map(self.candidate, ways)), key=lambda one: one.merit, default=None)

    def between(self, at: int) -> Between:
        """All routes by which an organisation would be the asker's opener."""
        near_only = bool(self.outlook.far[at] >= INFINITE)
        return Between(self.listing, int(self.target.opener[at]), near_only, bool(self.outlook.by_operator[at]))

    def searched(self, wanted: int, limit: int) -> "tuple[list[Candidate], bool, int]":
        """By ties: at most so many, none of a total above ``limit``; whether the search was exact; the labels made."""
        openers = len(self.target.opener)
        found = new_found(min(wanted, max(1, openers)), openers, limit)
        memory, leave, goal = scratch(len(self.snapshot.facts.kind)), self.leave, self.outlook.goal
        if len(leave.meeting.via) or len(leave.meeting.in_order):
            result = search_via(leave.terrain, goal, leave.start, memory, leave.max_steps, found, leave.meeting)
        else:
            result = search(leave.terrain, goal, leave.start, memory, leave.max_steps, found)
        routes, totals, openers, exact, labels = result
        candidates = []
        for ids, total, at in zip(routes.tolist(), totals.tolist(), openers.tolist(), strict=True):
            nodes = tuple(ids[: ids.index(END)] if END in ids else ids)
            candidates.append(Candidate(self, at, Way(nodes, (StepKind.TIE,) * (len(nodes) - 1), ()), total))
        return candidates, bool(exact), int(labels)

    @property
    def knocked(self) -> dict[int, int]:
        """Agencies at which the asker may knock → the mandate."""
        return self.standing.knocks


@dataclass(frozen=True, slots=True)
class Received:
    """Receptions: positions among the target's openers, of the host, and the total of each."""

    at: NDArray[np.int64]
    host: NDArray[np.int32]
    total: NDArray[np.int64]


def ties_of_each(view: View) -> NDArray[np.int32]:
    """(N) to how many others each organisation is tied that day, by relations of all kinds."""
    ties = view.on.ties

    def counted() -> NDArray[np.int32]:
        owner = np.repeat(np.arange(len(ties.ptr) - 1), np.diff(ties.ptr))[ties.hop_cost < INFINITE]
        return np.bincount(owner, minlength=len(ties.ptr) - 1).astype(np.int32)

    return view.snapshot.memo.get(("ties of each", view.on.day), counted, lambda made: made.nbytes)


@dataclass(frozen=True, eq=False)
class Candidate:
    """An opener by its best way, for one asker.

    Attributes:
        at: position among the target's openers.
        way: of a route of ties, its costs are left out.
        total: integer sum of route, presence and fit.
    """

    of: Candidates
    at: int
    way: Way
    total: int
    siblings: "list[Candidate]" = field(default_factory=list)

    @property
    def node(self) -> int:
        """The opener."""
        return self.way.nodes[-1]

    @property
    def steps(self) -> int:
        """Number of introductions."""
        return len(self.way.kinds)

    @property
    def merit(self) -> tuple[int, int, int, tuple[int, ...], tuple[int, ...]]:
        """What decides which way to an opener is its best: sum, steps, the asker's position, ids, kinds of step."""
        _, steps, nodes, kinds = self.way.order
        return self.total, steps, self.of.position, nodes, kinds

    @property
    def is_near(self) -> bool:
        """Whether its presence is that for the asker's own tie or knock."""
        way = self.way
        if way.is_near:
            return True
        by_operator = bool(self.of.outlook.by_operator[self.at]) and len(way.kinds) == 2
        return by_operator and way.kinds[0] is StepKind.TIE and way.nodes[1] in self.operators

    @cached_property
    def presence(self) -> float:
        """Presence in the area for the asker."""
        return self.of.outlook.presence(self.at, self.is_near)

    @cached_property
    def operators(self) -> list[int]:
        """Who operates it, by id."""
        return self.of.on.mandated.operators(self.node)

    @cached_property
    def is_office(self) -> bool:
        """An office abroad."""
        return bool(self.of.on.office[self.node])

    @cached_property
    def is_desk(self) -> bool:
        """Whether it is a desk around the asker."""
        return self.node in self.of.standing.desk_operators

    @cached_property
    def reach(self) -> Reach:
        """How it is reached."""
        first, last = self.way.kinds[0], self.way.kinds[-1]
        if last is StepKind.RECEPTION:
            return Reach.RECEPTION
        if first is StepKind.DESK or first is StepKind.FRONT_DOOR:
            return Reach.DESK if first is StepKind.DESK else Reach.FRONT_DOOR
        if first is StepKind.TIE:
            return Reach.OWN_NETWORK
        country = int(self.of.snapshot.facts.country[self.node])
        there = country in self.of.target.area.markets and country != self.of.party.country
        return Reach.OWN_MANDATE if self.steps == 1 and (self.is_office or there) else Reach.HOME_AGENCY

    @cached_property
    def operator(self) -> int | None:
        """Of an office the operator by which its best way leads, else the first; None for what is none."""
        if not self.is_office:
            return None
        way = self.way
        if way.kinds == (StepKind.DESK,):
            return min(self.of.standing.desk_operators[self.node])[1]
        if way.first is not None and self.steps == 1:
            return way.first.agency
        before = way.nodes[-2]
        if way.kinds[-1] is StepKind.TIE and before in self.operators:
            return before
        return self.operators[0] if self.operators else None

    @property
    def behind(self) -> int | None:
        """The agency that is behind it: the operator of an office, an agency itself; None if none is."""
        one = self.operator if self.is_office else self.node
        return one if one is not None and self.of.snapshot.facts.kind[one] == AGENCY else None

    # The order of openers

    @property
    def rank(self) -> tuple[int, ...]:
        """What decides the order of openers, after sum and steps."""
        snapshot, standing = self.of.snapshot, self.of.standing
        facts, node = snapshot.facts, self.node
        city, region = int(facts.city[node]), int(facts.region[node])
        in_city = self.is_desk and city != 0 and city == self.of.party.city
        in_region = self.is_desk and region >= 0 and region == self.of.party.region
        country = int(facts.country[node])
        cities = [int(facts.main_city[country]), int(facts.capital[country])]
        if facts.kind[node] == _TRADE_OFFICE and facts.form[node] == _MISSION:
            cities.reverse()
        return (
            self.is_desk and node in standing.capped,
            not in_city,
            not in_region,
            not self._is_national(),
            self._form_rank(),
            not self.of.outlook.first_sector_fits(self.at),
            *(not (city != 0 and city == one) for one in cities),
            -int(ties_of_each(self.of.view)[node]),
        )

    def _is_national(self) -> bool:
        agency, of = self.behind, self.of
        if agency is None:
            return True
        roles = [role for market in of.target.area.markets if (role := of.standing.role(market, agency)) >= 0]
        if roles:
            return NATIONAL_ROLE in roles
        mandated = of.on.mandated
        span = mandated.homes(agency)
        here = np.isin(mandated.home_market[span], of.target.area.markets)
        return not here.any() or bool((mandated.home_region[span][here] == ANYWHERE).any())

    def _form_rank(self) -> int:
        agency = self.behind
        return 0 if agency is None else _BY_FORM.get(int(self.of.snapshot.facts.form[agency]), _OTHER_FORM)

    # Who is one with whom, and who is left out

    @cached_property
    def joint_group(self) -> str | None:
        """The chambers and the like that are one door opener together; None for everybody else."""
        of, way = self.of, self.way
        if way.kinds == (StepKind.FRONT_DOOR,) and way.first is not None and way.first.strength == CHAMBER_FRONT_DOOR:
            return "front doors of chambers"
        facts = of.snapshot.facts
        if facts.kind[self.node] != AGENCY or facts.form[self.node] not in (CHAMBER, BUSINESS_ASSOCIATION):
            return None
        if self.node in of.standing.at_home and of.outlook.is_by_standing(self.at, self.is_near):
            return "home chambers and business associations"
        outward = self.presence == LOCATED_OUTWARD_BASE * float(of.target.half[self.at])
        here = facts.country[self.node] == of.party.country and of.target.area.markets == (of.party.country,)
        if here and outward and self.node in of.knocked:
            return "chambers and business associations of the own market"
        return None

    @cached_property
    def lesser_role(self) -> int | None:
        """The role of a regional or supranational agency whose front door this is; None for everybody else."""
        if self.reach is not Reach.FRONT_DOOR:
            return None
        of = self.of
        roles = [role for market in of.target.area.markets if (role := of.standing.role(market, self.node)) >= 0]
        return None if not roles or min(roles) == NATIONAL_ROLE else min(roles)

    @cached_property
    def waits(self) -> bool:
        """Whether it is ranked only where few stand before it."""
        of = self.of
        if self.lesser_role == SUPRANATIONAL_ROLE:
            return True
        return self.lesser_role == REGIONAL_ROLE and not any(
            of.standing.has_cluster(market, self.node)
            for market in of.target.area.markets
            if of.standing.role(market, self.node) == REGIONAL_ROLE
        )

    @cached_property
    def score(self) -> float:
        """Route strength × presence × fit."""
        return self.strength * self.presence * self.of.outlook.fit(self.at).value

    @property
    def is_shown(self) -> bool:
        """Whether it stands above the floor."""
        return self.total < FLOOR_COST - 2 * _ROUNDED or self.score >= FLOOR

    @cached_property
    def strength(self) -> float:
        """Product of the strengths of its steps."""
        return make_route(self.of.view, self.way).strength


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best openers, each once.

    Attributes:
        exact: no search was cut short.
        labels: partial routes made.
        below_floor: how many stand below the floor; None where they were not all sought.
    """

    ranked: list[Candidate]
    exact: bool
    labels: int


def rank(everybody: Sequence[Candidates], wanted: int, limit: int = FLOOR_COST) -> Ranking:
    """The best ``wanted`` door openers over all askers, none of a total above ``limit``.

    What standing gives is listed; with it, it is known up to which total ties have to be searched. Since some of what
    is found may be one with others or be left out, the search is widened until there are enough, or no more.
    """
    certain = _kept(*_merged([], everybody, limit), everybody)
    if len(certain) >= wanted:
        limit = min(limit, certain[wanted - 1].total)
    width = wanted + _SLACK
    while True:
        found: list[Candidate] = []
        exact, labels, known_to = True, 0, limit
        for one in everybody:
            some, one_exact, one_labels = one.searched(width, limit)
            exact, labels = exact and one_exact, labels + one_labels
            if len(some) == width:
                known_to = min(known_to, some[-1].total - 1)
            found += some
        kept = _kept(*_merged(found, everybody, known_to), everybody) if found else certain
        if len(kept) >= wanted or known_to == limit:
            return Ranking(kept[:wanted], exact, labels)
        width *= 4


def _merged(found: list[Candidate], everybody: Sequence[Candidates], limit: int) -> tuple[list[Candidate], set[int]]:
    """The best way to each opener up to a limit, in the order of openers; and who operates an office among all.

    Of those who are openers by reception alone, no more than may be ranked.
    """
    best: dict[int, Candidate] = {}
    for one in found:
        _improve(best, one)
    for of in everybody:
        for one in of.listed.values():
            _improve(best, one)
    for of in everybody:
        if len(everybody) > 1:
            received: Iterable[Candidate] = of.received()
        else:
            received = of.best_received({one.at for one in best.values()}, limit)
        for one in list(received):
            _improve(best, one)
    operators = {one.operator for one in best.values() if one.operator is not None}
    return in_order([one for one in best.values() if one.total <= limit]), operators


def _improve(best: dict[int, Candidate], one: Candidate) -> None:
    other = best.get(one.node)
    if other is None or one.merit < other.merit:
        best[one.node] = one


def in_order(candidates: list[Candidate]) -> list[Candidate]:
    """By sum, then steps; where these are equal, by what else tells them apart; ids last."""
    candidates = sorted(candidates, key=lambda one: (one.total, one.steps))
    at = 0
    while at < len(candidates):
        end = at + 1
        while end < len(candidates) and (candidates[end].total, candidates[end].steps) == (
            candidates[at].total,
            candidates[at].steps,
        ):
            end += 1
        if end - at > 1:
            confidence = candidates[at].of.snapshot.facts.confidence
            candidates[at:end] = sorted(
                candidates[at:end], key=lambda one: (one.rank, -float(confidence[one.node]), one.node)
            )
        at = end
    return candidates


def _kept(candidates: list[Candidate], operators: set[int], everybody: Sequence[Candidates]) -> list[Candidate]:
    """Those that are ranked: one of each group, and no more front doors and receptions than there may be."""
    groups: dict[object, Candidate] = {}
    kept: list[Candidate] = []
    receptions = lesser = 0
    for one in candidates:
        group = group_of(one, operators, everybody)
        if group in groups:
            groups[group].siblings.append(one)
            continue
        if one.reach is Reach.RECEPTION:
            receptions += 1
            if receptions > RECEPTIONS_AT_MOST:
                continue
        if one.lesser_role is not None:
            if lesser >= LESSER_FRONT_DOORS_AT_MOST or (one.waits and len(kept) >= BEFORE_LESSER_ONES):
                continue
            lesser += 1
        groups[group] = replace(one, siblings=[])
        kept.append(groups[group])
    return kept


def group_of(one: Candidate, operators: set[int], everybody: Sequence[Candidates]) -> tuple[str, int | None]:
    """Those of the same group are one door opener; ``operators`` are those of offices known to be openers."""
    if one.is_office:
        return (OFFICE_OF, one.operator) if one.operator is not None else (ALONE, one.node)
    if one.node in operators:
        return OFFICE_OF, one.node
    joint = one.joint_group
    if joint is None:
        return ALONE, one.node
    return (OFFICE_OF, one.node) if has_office(one.node, everybody) else (joint, None)


def has_office(agency: int, everybody: Sequence[Candidates]) -> bool:
    """Whether one of an agency's own offices is an opener, however little it is worth."""
    for of in everybody:
        for at in of.target.offices_of.get(agency, ()):
            found = of.best_to(int(of.target.opener[at]))
            if found is not None and found.operator == agency:
                return True
    return False
