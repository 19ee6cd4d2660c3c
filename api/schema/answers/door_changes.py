"""What has become of the door openers of a market since an earlier date."""

from typing import Annotated, Any

import strawberry

from api.schema.answers.asker import Asker, asker_of
from api.schema.inputs import SINCE, AskerInput, RouteConstraints, asked_under
from api.schema.plumbing.base import Info, argument, field
from api.schema.plumbing.scalars import MarketCode, PartialDate
from api.schema.plumbing.shown import Shown, answers, show, shows
from queries.questions import door_changes as asked


@shows(asked.DoorChanges)
class DoorChanges(Shown):
    """What has become of door openers since an earlier day. Those below the floor are none on either day."""

    @field
    def askers(self) -> list[Asker]:
        """Those who ask, as understood on the later day."""
        return [asker_of(self.reading, position, party) for position, party in enumerate(self.found.parties)]


@answers(asked.DoorChanges)
def door_changes(
    info: Info,
    asker: Annotated[list[AskerInput], argument("Who asks, 1 to 20, as in `doorOpeners`.", name="from")],
    since: Annotated[PartialDate, SINCE],
    market: Annotated[MarketCode | None, argument("Where the door is: a market, or a corridor instead.")] = None,
    corridor: Annotated[strawberry.ID | None, argument("Where the door is: any market on this corridor.")] = None,
    sector: Annotated[strawberry.ID | None, argument("Openers fit this sector, instead of each asker's own.")] = None,
    constraints: Annotated[RouteConstraints | None, argument("What routes must keep to.")] = None,
) -> Any:
    """Which door openers are new, gone, better or worse than on an earlier date?"""
    reading, within = asked_under(constraints, info.context)
    answer = asked.door_changes(
        reading.day, [one.understood(reading.snapshot) for one in asker], since, market=market, corridor=corridor,
        sector=sector, constraints=within,
    )  # fmt: skip
    return show(reading, answer)
