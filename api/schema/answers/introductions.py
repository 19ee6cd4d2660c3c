"""How one organisation can be introduced to another."""

import strawberry

from api.schema.answers.asker import Asker, asker_of
from api.schema.answers.diagnosis import Diagnosis, diagnosis_of
from api.schema.answers.route import Route, route_of
from api.schema.model.organisation import Organisation
from api.schema.model.revision import Revision, revision_of
from api.schema.plumbing.base import Reading, field, object_type, told
from api.schema.plumbing.scalars import Date
from queries.questions.introductions import IntroductionsAnswer as Answer
from queries.questions.introductions import introductions
from queries.routing.askers import Asker as Asking
from queries.routing.constraints import RouteConstraints as Constraints


@object_type
class IntroductionsAnswer:
    """Routes between two organisations, from one revision."""

    reading: strawberry.Private[Reading]
    found: strawberry.Private[Answer]
    revision: Revision = told("What it was computed on.")
    as_of: Date = told("The day for which it stands.")
    asker: Asker = told("Who is introduced, as understood.")
    to: Organisation = told("To whom.")
    asked_to: strawberry.ID | None = told("The id given for `to`, where another organisation answers for it.")
    exact: bool = told("Whether the routes are certainly the best: the search was not cut short.")

    @field
    def diagnosis(self) -> Diagnosis | None:
        """Set when there is no route, or when the search was cut short."""
        return diagnosis_of(self.reading, self.found.diagnosis, self.found.route_with, [self.asker])

    @field
    def complete_to(self) -> int | None:
        """Of a search that was cut short: the number of steps up to which it is complete; null of one that was not."""
        return None if self.found.exact or self.found.diagnosis is None else self.found.diagnosis.complete_to

    @field
    def routes(self) -> list[Route]:
        """The best routes, each with other organisations or another kind of step; empty if there is none."""
        return [route_of(self.reading, route) for route in self.found.routes]

    @field
    def fallback(self) -> Route | None:
        """The best route that shares no intermediary with the best one, nor its step if that is direct."""
        route = self.found.fallback
        return None if route is None else route_of(self.reading, route)


def answer_introductions(
    reading: Reading, asker: Asking, target: str, constraints: Constraints, first: int
) -> IntroductionsAnswer:
    """The best routes from an asker to an organisation."""
    found = introductions(reading.day, asker, target, constraints=constraints, first=first)
    return IntroductionsAnswer(
        reading=reading,
        found=found,
        revision=revision_of(reading.snapshot),
        as_of=Date(found.as_of),
        asker=asker_of(reading, 0, found.asker),
        to=reading.thing(found.target),
        asked_to=None if found.asked_to is None else strawberry.ID(found.asked_to),
        exact=found.exact,
    )
