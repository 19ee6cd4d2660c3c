"""Which organisations the best routes between two areas lead through."""

from typing import Annotated, Any

import strawberry

from api.schema.plumbing.base import Info, argument
from api.schema.plumbing.scalars import AsOf
from api.schema.plumbing.shown import answers, show
from queries.questions import gateways as asked


@answers(asked.Gateways)
def gateways(
    info: Info,
    from_: Annotated[
        str, argument("Whose clusters ask: a market by code or name; a corridor, bloc or region by id.", name="from")
    ],
    to: Annotated[str, argument("To whose door openers: likewise; not the same market.")],
    sector: Annotated[strawberry.ID | None, argument("Clusters and openers of this sector only.")] = None,
    as_of: AsOf = None,
) -> Any:
    """The organisations that the best routes from one area to another lead through, and what is lost without each."""
    reading = info.context.on_day(as_of)
    return show(reading, asked.gateways(reading.day, from_, to, sector=sector, first=asked.FIRST_AT_MOST))
