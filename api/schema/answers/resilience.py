"""What an asker's way into a market hangs on."""

from typing import Annotated, Any

import strawberry

from api.schema.answers.asker import Asker, asker_of
from api.schema.inputs import AskerInput, RouteConstraints, asked_under
from api.schema.plumbing.base import Info, argument, field
from api.schema.plumbing.scalars import MarketCode
from api.schema.plumbing.shown import Shown, answers, field_as, several, show, shows
from queries.questions import resilience as asked

_FIRST = argument(f"At most so many, 1 to {asked.ALTERNATIVES_AT_MOST}.")


@shows(asked.SinglePoint)
class SinglePoint(Shown):
    """An organisation without which the asker's way into the market is lost, or most of what it is worth."""

    @field_as(several(asked.Alternative))
    def alternatives(self, first: Annotated[int, _FIRST] = asked.ALTERNATIVES_DEFAULT) -> Any:
        """Who else of its kind and sectors is reached without it, best first."""
        return [show(self.reading, one) for one in self.found.alternatives(first)]


@shows(asked.Resilience)
class Resilience(Shown):
    """What an asker's way into a market hangs on, from one revision."""

    @field
    def asker(self) -> Asker:
        """Who asks, as understood."""
        return asker_of(self.reading, 0, self.found.party)

    @field_as(several(asked.Alternative))
    def elsewhere(self, first: Annotated[int, _FIRST] = asked.ALTERNATIVES_DEFAULT) -> Any:
        """If the whole market falls away: who in other markets is of the kind and sectors of `like`, best first."""
        return [show(self.reading, one) for one in self.found.elsewhere(first)]


@answers(asked.Resilience)
def resilience(
    info: Info,
    asker: Annotated[AskerInput, argument("Who asks.", name="from")],
    market: Annotated[MarketCode, argument("The market into which it wants.")],
    sector: Annotated[strawberry.ID | None, argument("Openers fit this sector, instead of the asker's own.")] = None,
    constraints: Annotated[
        RouteConstraints | None, argument("What routes must keep to; `avoid` names organisations, countries, kinds.")
    ] = None,
) -> Any:
    """Without whom an asker's way into a market is lost, how many ways share nobody, and who else there is."""
    reading, within = asked_under(constraints, info.context)
    who = asker.understood(reading.snapshot)
    return show(reading, asked.resilience(reading.day, who, market, sector=sector, constraints=within))
