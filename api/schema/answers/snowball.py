"""The next introductions that open most."""

from typing import Annotated, Any

import strawberry

from api.schema.answers.asker import Asker, asker_of
from api.schema.inputs import AskerInput, RouteConstraints, asked_under
from api.schema.plumbing.base import Info, argument, field
from api.schema.plumbing.shown import Shown, answers, show, shows
from queries.questions import snowball as asked


@shows(asked.SnowballAnswer)
class SnowballAnswer(Shown):
    """The next introductions that open most, from one revision."""

    @field
    def asker(self) -> Asker:
        """Who asks, as understood."""
        return asker_of(self.reading, 0, self.found.party)


@answers(asked.SnowballAnswer)
def snowball(
    info: Info,
    asker: Annotated[AskerInput, argument("Who asks.", name="from")],
    waves: Annotated[int, argument(f"How many introductions, 1 to {asked.WAVES_AT_MOST}.")] = asked.WAVES_DEFAULT,
    sector: Annotated[strawberry.ID | None, argument("Openers fit this sector, instead of the asker's own.")] = None,
    constraints: Annotated[
        RouteConstraints | None, argument("What routes must keep to; `via` and `viaInOrder` are refused.")
    ] = None,
) -> Any:
    """Which introductions should this organisation ask for next, and what does each open?"""
    reading, within = asked_under(constraints, info.context)
    answer = asked.snowball(reading.day, asker.understood(reading.snapshot), waves, sector=sector, constraints=within)
    return show(reading, answer)
