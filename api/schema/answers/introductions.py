"""How one organisation can be introduced to another."""

from typing import Annotated, Any

import strawberry

from api.schema.answers.asker import Asker, asker_of
from api.schema.inputs import AskerInput, RouteConstraints, asked_under
from api.schema.plumbing.base import Info, argument, field
from api.schema.plumbing.shown import Shown, answers, show, shows
from queries.questions import introductions as asked


@shows(asked.IntroductionsAnswer)
class IntroductionsAnswer(Shown):
    """Routes between two organisations, from one revision."""

    @field
    def asker(self) -> Asker:
        """Who is introduced, as understood."""
        return asker_of(self.reading, 0, self.found.asker)


@answers(asked.IntroductionsAnswer)
def introductions(
    info: Info,
    asker: Annotated[AskerInput, argument("Who is introduced.", name="from")],
    to: Annotated[strawberry.ID, argument("Id of the organisation to which it is introduced.")],
    constraints: Annotated[RouteConstraints | None, argument("What routes must keep to.")] = None,
    first: Annotated[int, argument(f"At most so many routes, 1 to {asked.ROUTES_AT_MOST}.")] = asked.ROUTES_DEFAULT,
) -> Any:
    """The best ways to be introduced to an organisation."""
    reading, within = asked_under(constraints, info.context)
    who = asker.understood(reading.snapshot)
    found = asked.introductions(reading.day, who, to, constraints=within, first=first)
    return show(reading, found)
