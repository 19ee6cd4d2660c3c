"""The best ways to be introduced by one organisation to another."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from graph.errors import InputError
from graph.snapshot.on_day import Day
from queries.reading.answer import Answer, check_first
from queries.routing.askers import Asker, Party, understand
from queries.routing.constraints import UNCONSTRAINED, RouteConstraints
from queries.routing.diagnosis import Diagnosis, Wording, cut_short, why_unreached
from queries.routing.introduction_question import IntroductionQuestion
from queries.routing.missing_tie import MissingTie, route_made_by
from queries.routing.overlay import NOTHING_LAID, Overlay
from queries.routing.routes import Route, make_route
from queries.routing.ways import Way

ROUTES_DEFAULT: Final = 3
ROUTES_AT_MOST: Final = 50
_WORDS: Final = Wording("It", "There are introductions to it", "No chain of introductions leads to it.")


@dataclass(frozen=True)
class IntroductionsAnswer(Answer):
    """What ``introductions`` answers.

    Attributes:
        asked_to: id that was given, where another one answers for it; None.
        ways, routes: distinct simple routes, best first; empty if there is none.
        exact: the search was not cut short.
    """

    question: IntroductionQuestion
    asked_to: str | None
    ways: list[Way]
    exact: bool

    @property
    def asker(self) -> Party:
        """Between whom and the target routes were sought."""
        return self.question.party

    @property
    def target(self) -> int:
        """Organisation."""
        return self.question.target

    @cached_property
    def routes(self) -> list[Route]:
        """The ways, told."""
        return [make_route(self.question.view, way) for way in self.ways]

    @cached_property
    def fallback(self) -> Route | None:
        """The best route that shares no intermediary with the best one, nor its first step if it is direct; or None."""
        way = self.question.between.fallback(self.ways[0]) if self.ways else None
        return None if way is None else make_route(self.question.view, way)

    @cached_property
    def diagnosis(self) -> Diagnosis | None:
        """Why there is none, or that the search was cut short; sought when asked for, since it may take long."""
        if self.ways:
            return None if self.exact else cut_short(self.question)
        return why_unreached(self.question, _WORDS)

    def route_with(self, tie: MissingTie) -> Route:
        """The route that a missing tie would make."""
        return route_made_by(tie, self.question.view, self.question.leave.start.asker)


def introductions(
    day: Day,
    source: Asker,
    target: str,
    *,
    constraints: RouteConstraints = UNCONSTRAINED,
    first: int = ROUTES_DEFAULT,
    laid: Overlay = NOTHING_LAID,
) -> IntroductionsAnswer:
    """Rank the routes from an asker to an organisation.

    The market asked about is that in which ``target`` is located; an office knocked at, a desk or a front door counts
    only where the route ends there, at its operator, or with a reception. ``openerKinds`` does not apply.

    Raises:
        InputError: something named is not there, gone without an heir, or out of range.
        LimitError: too much is asked for.
    """
    constraints.check()
    check_first(first, ROUTES_AT_MOST)
    party = understand(day, source)
    goal = day.organisation(target, "to")
    if goal == party.node:
        raise InputError(
            "They are the same organisation.",
            code="same_organisation",
            value=target,
            where="to",
            suggestion="Name two different ones.",
        )
    question = IntroductionQuestion(day, party, goal, replace(constraints, opener_kinds=None), laid)
    ways, exact = question.best(first)
    return IntroductionsAnswer(day.header, question, day.asked_as(target, goal), ways, exact)
