"""A corridor: what lies on it, who bridges it, and where nobody does."""

from typing import Annotated, Any

import strawberry

from api.schema.plumbing.base import Info, argument
from api.schema.plumbing.scalars import AsOf
from api.schema.plumbing.shown import answers, show
from queries.questions import corridor as asked


@answers(asked.CorridorReport)
def corridor_report(info: Info, id: Annotated[strawberry.ID, argument("Id of a corridor.")], as_of: AsOf = None) -> Any:
    """What lies on a corridor, bloc or region of several markets, who bridges it, and where nobody does."""
    reading = info.context.on_day(as_of)
    return show(reading, asked.corridor(reading.day, id, first=asked.FIRST_AT_MOST))
