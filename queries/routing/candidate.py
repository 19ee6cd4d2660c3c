"""An opener by one way to it: how it is reached, where it stands among others, with whom it is one."""

from typing import TYPE_CHECKING, Final

from graph.cached import cached_property
from graph.kinds import FORM_NAMES, ORGANISATION_KINDS, TRADE_OFFICE
from graph.relations import CHAMBER_FRONT_DOOR, FLOOR, LOCATED_OUTWARD_BASE
from graph.snapshot.day.mandates import AGENCY
from graph.snapshot.day.worth import cost
from queries.routing.routes import make_route
from queries.routing.standing import NATIONAL_ROLE, REGIONAL_ROLE, SUPRANATIONAL_ROLE, StepKind
from queries.routing.target import BUSINESS_ASSOCIATION, CHAMBER
from queries.routing.ways import Reach, Way

if TYPE_CHECKING:
    from queries.routing.candidates import Standpoint

ROUNDED: Final = 16
"""By more than this no sum of costs differs from the cost of the product: a handful of rounded ones."""
FLOOR_COST: Final = cost(FLOOR) + ROUNDED
"""No opener that costs more is above the floor."""
_MISSION: Final = FORM_NAMES.index("mission")
_TRADE_OFFICE: Final = ORGANISATION_KINDS.index(TRADE_OFFICE)
_FIRST_FORMS: Final = tuple(FORM_NAMES.index(form) for form in ("trade_and_investment", "trade_promotion"))
_BY_FORM: Final = {**dict.fromkeys(_FIRST_FORMS, 0), CHAMBER: 2, BUSINESS_ASSOCIATION: 3}
_OTHER_FORM: Final = 1


class Candidate:
    """An opener by its best way, for one asker.

    Attributes:
        of: where the asker stands.
        at: position among the target's openers.
        way: of a route of ties, its costs are left out.
        total: integer sum of route, presence and fit.
        node: the opener.
        steps: number of introductions.
        is_office, is_agency: what it is: an office abroad; a trade agency.
    """

    def __init__(self, of: "Standpoint", at: int, way: Way, total: int) -> None:
        self.of, self.at, self.way, self.total = of, at, way, total
        self.node, self.steps = way.nodes[-1], len(way.kinds)
        self.is_office, self.is_agency = of.target.sorts[at]

    @property
    def merit(self) -> tuple[int, int, int, tuple[int, ...], tuple[int, ...]]:
        """What decides which way to an opener is its best: sum, steps, the asker's position, ids, kinds of step."""
        _, steps, nodes, kinds = self.way.order
        return self.total, steps, self.of.position, nodes, kinds

    @property
    def reached(self) -> int:
        """How it is reached, as far as its presence goes."""
        return self.of.reached(self.at, self.way)

    @cached_property
    def presence(self) -> float:
        """Presence in the area for the asker."""
        return self.of.outlook.presence(self.at, self.reached)

    @cached_property
    def operators(self) -> list[int]:
        """Who operates it, by id."""
        return self.of.day.on.mandated.operators(self.node)

    @property
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
        country = int(self.of.facts.country[self.node])
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
        return one if one is not None and self.of.facts.kind[one] == AGENCY else None

    # The order of openers

    @cached_property
    def rank(self) -> tuple[float, ...]:
        """What decides the order of openers, after sum and steps."""
        standing, facts, node = self.of.standing, self.of.facts, self.node
        city, is_desk, party = int(facts.city[node]), self.is_desk, self.of.party
        in_city = is_desk and city != 0 and city == party.city
        in_region = is_desk and 0 <= party.region == facts.region[node]
        country = int(facts.country[node])
        cities = [int(facts.main_city[country]), int(facts.capital[country])]
        if facts.kind[node] == _TRADE_OFFICE and facts.form[node] == _MISSION:
            cities.reverse()
        return (
            is_desk and node in standing.capped,
            not in_city,
            not in_region,
            not self._is_national(),
            self._form_rank(),
            not self.of.outlook.first_sector_fits(self.at),
            *(not (city != 0 and city == one) for one in cities),
            -int(self.of.ties_of_each[node]),
            -float(facts.confidence[node]),
            node,
        )

    def _is_national(self) -> bool:
        agency, of = self.behind, self.of
        if agency is None:
            return True
        roles = [role for market in of.target.area.markets if (role := of.standing.role(market, agency)) >= 0]
        if roles:
            return NATIONAL_ROLE in roles
        homes = of.standing.doors.homes.get(agency, frozenset())
        here = [market for market in of.target.area.markets if market in homes]
        return not here or any((agency, market) not in of.standing.doors.in_parts for market in here)

    def _form_rank(self) -> int:
        agency = self.behind
        return 0 if agency is None else _BY_FORM.get(int(self.of.facts.form[agency]), _OTHER_FORM)

    # Who is one with whom, and who is left out

    @cached_property
    def joint_group(self) -> str | None:
        """The chambers and the like that are one door opener together; None for everybody else."""
        of, way = self.of, self.way
        if way.kinds == (StepKind.FRONT_DOOR,) and way.first is not None and way.first.strength == CHAMBER_FRONT_DOOR:
            return "front doors of chambers"
        facts = of.facts
        if not self.is_agency or facts.form[self.node] not in (CHAMBER, BUSINESS_ASSOCIATION):
            return None
        if self.node in of.standing.at_home and of.outlook.is_by_standing(self.at, self.reached):
            return "home chambers and business associations"
        outward = self.presence == LOCATED_OUTWARD_BASE * float(of.target.half[self.at])
        here = facts.country[self.node] == of.party.country and of.target.area.markets == (of.party.country,)
        if here and outward and self.node in of.knocked:
            return "chambers and business associations of the own market"
        return None

    @cached_property
    def lesser_role(self) -> int | None:
        """The role of a regional or supranational agency whose front door this is; None for everybody else."""
        if not self.is_agency or self.way.kinds[-1] is not StepKind.FRONT_DOOR:
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
        return self.total < FLOOR_COST - 2 * ROUNDED or self.score >= FLOOR

    @cached_property
    def strength(self) -> float:
        """Product of the strengths of its steps."""
        return make_route(self.of.view, self.way).strength
