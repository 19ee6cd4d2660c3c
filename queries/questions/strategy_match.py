"""Whose published strategy meets an organisation's sectors and interests, why, and the route in."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from graph.cached import cached_property
from graph.snapshot.day.worth import CODE
from graph.snapshot.on_day import Day
from graph.work import look
from queries.reading.answer import Answer, check_first
from queries.reading.nodes import Id, Internal, OrganisationNode, ThingNode
from queries.reading.priorities import PursuedPriority, pursuits
from queries.reading.relation import Relation
from queries.routing.askers import Asker, Party, understand
from queries.routing.constraints import UNCONSTRAINED, RouteConstraints
from queries.routing.introduction_question import IntroductionQuestion
from queries.routing.overlay import NOTHING_LAID
from queries.routing.routes import Route, make_route

MATCHES_DEFAULT: Final = 10
MATCHES_AT_MOST: Final = 50
WEIGHTS: Final = {
    "interest_in_market": 3,
    "interest_in_sector": 3,
    "interest_in_corridor": 2,
    "shared_sector": 2,
    "home_market": 2,
    "holder_in_market": 1,
}
"""What a reason counts: what was said to be sought before what merely fits. Expert estimates, not calibrated."""
_NOT_ALONE: Final = "holder_in_market"


@dataclass(frozen=True)
class StrategyReason:
    """One reason for which a priority meets an asker.

    Attributes:
        kind: one of shared_sector (both work on it), interest_in_sector, interest_in_market (the asker seeks
            collaboration there, and the priority is about it), interest_in_corridor (the priority is about a market on
            it, or its holder lies on it), home_market (the priority is about the asker's country, from elsewhere) and
            holder_in_market (its holder is located in a market that the asker seeks; never alone).
        subject: the sector, market or corridor.
        relation: the asker's interest on which it rests, with its evidence; null where it rests on none.
        weight: what it counts.
    """

    kind: str
    subject: ThingNode
    relation: Relation | None
    weight: int


@dataclass(frozen=True)
class StrategyMatch:
    """A priority that meets the asker.

    Attributes:
        priority: the priority, with dates and sources.
        holder: who pursues it: the living organisation.
        reasons: why it meets the asker, heaviest first, then by kind, then by subject.
        route: the best way to its holder.
        no_route: why there is no route, in a sentence; null where there is one.
    """

    priority: PursuedPriority
    holder: OrganisationNode
    reasons: list[StrategyReason]
    route: Route | None
    no_route: str | None

    @property
    def weight(self) -> int:
        """The sum of its reasons' weights."""
        return sum(reason.weight for reason in self.reasons)

    @property
    def kinds(self) -> Internal[int]:
        """Number of different kinds of reasons."""
        return len({reason.kind for reason in self.reasons})


@dataclass(frozen=True)
class StrategyMatchAnswer(Answer):
    """Whose strategy meets an asker, from one revision.

    Attributes:
        matches: by kinds of reasons, then their weight, then the route, then ids.
        count: how many priorities meet the asker in all.
        interests: the asker's interests that have not ended.
    """

    party: Internal[Party]
    matches: list[StrategyMatch]
    count: int
    interests: list[Relation]

    @property
    def asker(self) -> OrganisationNode | None:
        """Who asks; null for one who is not in the graph."""
        return self.party.node

    @property
    def asked_as(self) -> Id | None:
        """The id that was given, where another organisation answers for it."""
        return self.party.asked_as

    @property
    def note(self) -> str | None:
        """What to know about that, in a sentence."""
        return self.party.note


def strategy_match(
    day: Day,
    asker: Asker,
    *,
    constraints: RouteConstraints = UNCONSTRAINED,
    first: int = MATCHES_DEFAULT,
) -> StrategyMatchAnswer:
    """Priorities of others that meet the asker's sectors and interests, with the route to each holder.

    Only priorities that have begun and are not known to have ended count, and only interests that have not ended.
    Cross-sector is no sector that two share. Markets and corridors are reasons only where sectors do not speak against
    it: the two share one, by work or by interest, or one of them is about no sector in particular. An outsider has no
        interests.

    Ranked by the number of different kinds of reasons, then by the sum of their weights (an interest in the market or
    sector 3; an interest in a corridor, a shared sector, the asker's own country 2; the holder's place in a market that
    the asker seeks 1), then by ids of holder and priority. The first so many are taken by that; among these, equal ones
    of kinds and weights go by route strength before ids.

    Args:
        day: on which to stand.
        asker: an organisation, or one that is not in the graph.
        constraints: what routes must keep to. ``openerKinds`` does not apply.
        first: at most so many, 1 to 50: a route is sought for each.

    Raises:
        InputError: something named is not there, gone without an heir, or out of range; LimitError: too much is asked
        for.
    """
    constraints.check()
    check_first(first, MATCHES_AT_MOST)
    party = understand(day, asker)
    wish = _Wish(day, party)
    found = []
    for holder in _holders(day):
        look()
        if holder == party.node:
            continue
        for pursuit in pursuits(day, holder):
            reasons = wish.meets(pursuit, holder) if pursuit.current else []
            if reasons:
                found.append(StrategyMatch(pursuit, holder, reasons, None, None))
    found.sort(key=lambda match: (-match.kinds, -match.weight, match.holder, match.priority.priority))
    routes = _Routes(day, party, constraints)
    best = [routes.added(match) for match in found[:first]]
    best.sort(key=lambda one: (-one.kinds, -one.weight, _weakness(one.route), one.holder, one.priority.priority))
    return StrategyMatchAnswer(day.header, party, best, len(found), wish.interests)


def _weakness(route: Route | None) -> tuple[int, int]:
    return (1, 0) if route is None else (0, route.cost)


def _holders(day: Day) -> list[int]:
    """Living organisations that have published a priority, or have succeeded one that has, by id."""
    on = day.on
    facts = day.facts
    published = np.unique(facts.rel_source[facts.rel_kind == CODE["pursues"]]).tolist()
    living = {one for one in published if not on.after.gone[one]}
    inherited = {heir for one in published if on.after.gone[one] for heir, _ in on.after.heirs.get(one, [])}
    return sorted(living | inherited)


class _Wish:
    """What an asker works on and looks for."""

    def __init__(self, day: Day, party: Party) -> None:
        self.day, self.party = day, party
        self.interests = _interests(day, party)
        cross = day.snapshot.cross_sector
        self.sectors = set(party.sectors.tolist()) - {cross}
        section = day.sections.range("sector")
        self.wanted = self.sectors | {one.target for one in self.interests if one.target in section} - {cross}
        self.cross = cross
        self.home = day.first_market + party.country

    @cached_property
    def lying(self) -> dict[int, set[int]]:
        """Corridor → organisations that lie on it."""
        held = self.day.on.held
        at = np.flatnonzero(
            (self.day.facts.rel_kind[held.relation] == CODE["lies_on"]) & (held.source < len(self.day.on.after.gone))
        )
        found: dict[int, set[int]] = {}
        for source, corridor in zip(held.source[at].tolist(), held.target[at].tolist(), strict=True):
            found.setdefault(corridor, set()).add(source)
        return found

    def meets(self, pursuit: PursuedPriority, holder: int) -> list[StrategyReason]:
        """The reasons for which a priority meets the asker; none if it does not."""
        day, start = self.day, self.day.first_market
        sectors = set(pursuit.sectors) - {self.cross}
        markets = {start + day.snapshot.market_position(code) for code in pursuit.markets}
        located = start + int(day.facts.country[holder])
        found = [_reason("shared_sector", sector) for sector in sectors & self.sectors]
        if self.home in markets and located != self.home:
            found.append(_reason("home_market", self.home))
        for relation in self.interests:
            found += self._of_interest(relation, sectors, markets, located, holder)
        found = _each_once(found)
        foreign = bool(sectors and self.wanted) and not sectors & self.wanted
        if foreign or all(reason.kind == _NOT_ALONE for reason in found):
            return []
        return sorted(found, key=lambda reason: (-reason.weight, reason.kind, reason.subject))

    def _of_interest(
        self, relation: Relation, sectors: set[int], markets: set[int], located: int, holder: int
    ) -> Iterable[StrategyReason]:
        target = relation.target
        type_ = self.day.sections.type_of(target)
        if type_ == "sector" and target in sectors:
            yield _reason("interest_in_sector", target, relation)
        elif type_ == "market":
            if target in markets:
                yield _reason("interest_in_market", target, relation)
            if target == located:
                yield _reason("holder_in_market", target, relation)
        elif type_ == "corridor":
            start = self.day.first_market
            along = {start + market for market in self.day.on.markets_of(target)}
            if along & markets or holder in self.lying.get(target, ()):
                yield _reason("interest_in_corridor", target, relation)


def _reason(kind: str, subject: int, relation: Relation | None = None) -> StrategyReason:
    return StrategyReason(kind, subject, relation, WEIGHTS[kind])


def _each_once(reasons: list[StrategyReason]) -> list[StrategyReason]:
    """One reason of a kind and subject, whatever the number of interests that it rests on."""
    first: dict[tuple[str, int], StrategyReason] = {}
    for reason in reasons:
        first.setdefault((reason.kind, reason.subject), reason)
    return list(first.values())


def _interests(day: Day, party: Party) -> list[Relation]:
    if party.node is None:
        return []
    held = day.on.held
    at = np.flatnonzero((held.source == party.node) & (day.facts.rel_kind[held.relation] == CODE["interested_in"]))
    found = [Relation(day, int(relation)) for relation in held.relation[at].tolist()]
    return [relation for relation in found if day.on.worths.lives[relation.position]]


class _Routes:
    """The best route to each holder, sought once."""

    def __init__(self, day: Day, party: Party, constraints: RouteConstraints) -> None:
        self.day, self.party = day, party
        self.constraints = replace(constraints, opener_kinds=None)
        self._found: dict[int, Route | None] = {}

    def added(self, match: StrategyMatch) -> StrategyMatch:
        """The match with its route, or with the reason for which there is none."""
        if match.holder not in self._found:
            self._found[match.holder] = self._best(match.holder)
        route, most = self._found[match.holder], self.constraints.max_steps
        why = None
        if route is None:
            why = f"No chain of at most {most} introductions leads there under these constraints."
        return StrategyMatch(match.priority, match.holder, match.reasons, route, why)

    def _best(self, holder: int) -> Route | None:
        question = IntroductionQuestion(self.day, self.party, holder, self.constraints, NOTHING_LAID)
        ways = question.best(1)[0]
        return make_route(question.view, ways[0]) if ways else None
