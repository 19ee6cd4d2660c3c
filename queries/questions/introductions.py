"""The best ways to be introduced by one organisation to another."""

from dataclasses import dataclass, replace
from typing import Final

from graph.cached import cached_property
from graph.errors import InputError
from graph.snapshot.on_day import Day
from queries.reading.answer import Answer, check_first
from queries.reading.nodes import Id, Internal, OrganisationNode
from queries.routing.askers import Asker, Party, understand
from queries.routing.constraints import UNCONSTRAINED, RouteConstraints
from queries.routing.diagnosis import Diagnosis, Wording, cut_short, why_unreached
from queries.routing.introduction_question import IntroductionQuestion
from queries.routing.overlay import NOTHING_LAID, Overlay
from queries.routing.routes import Route, make_route
from queries.routing.ways import Way

ROUTES_DEFAULT: Final = 3
ROUTES_AT_MOST: Final = 50
_WORDS: Final = Wording("It", "There are introductions to it", "No chain of introductions leads to it.")


@dataclass(frozen=True)
class IntroductionsAnswer(Answer):
    """Routes between two organisations, from one revision.

    Attributes:
        asked_to: the id given for `to`, where another organisation answers for it.
        note: what to know about that, in a sentence.
        exact: whether the routes are certainly the best: the search was not cut short.
    """

    question: Internal[IntroductionQuestion]
    asked_to: Id | None
    note: str | None
    ways: Internal[list[Way]]
    exact: bool

    @property
    def asker(self) -> Internal[Party]:
        """Who is introduced, as understood."""
        return self.question.party

    @property
    def to(self) -> OrganisationNode:
        """To whom."""
        return self.question.target

    @cached_property
    def routes(self) -> list[Route]:
        """The best routes, each with other organisations or another kind of step; empty if there is none."""
        return [make_route(self.question.view, way) for way in self.ways]

    @cached_property
    def fallback(self) -> Route | None:
        """The best route that shares no intermediary with the best one, nor its step if that is direct."""
        way = self.question.between.fallback(self.ways[0]) if self.ways else None
        return None if way is None else make_route(self.question.view, way)

    @cached_property
    def diagnosis(self) -> Diagnosis | None:
        """Set when there is no route, or when the search was cut short."""
        if self.ways:
            return None if self.exact else cut_short(self.question)
        return why_unreached(self.question, _WORDS)

    @property
    def complete_to(self) -> int | None:
        """Of a search that was cut short: the number of steps up to which it is complete; null of one that was not."""
        return None if self.exact or self.diagnosis is None else self.diagnosis.complete_to


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
    asked_to, note = day.asked_as(target, goal), day.answers_for(target, goal)
    return IntroductionsAnswer(day.header, question, asked_to, note, ways, exact)
