"""The tie between two organisations, with all that makes it."""

from typing import Annotated, Any

import strawberry

from api.schema.plumbing.base import Info, argument
from api.schema.plumbing.scalars import AsOf
from api.schema.plumbing.shown import answers, show
from queries.routing.tie_between import TieAnswer, tie_between


@answers(TieAnswer)
def tie(
    info: Info,
    a: Annotated[strawberry.ID, argument("Id of the one.")],
    b: Annotated[strawberry.ID, argument("Id of the other.")],
    as_of: AsOf = None,
) -> Any:
    """What two organisations are to each other: each way the strength, and the relations with factors and sources."""
    reading = info.context.on_day(as_of)
    return show(reading, tie_between(reading.day, a, b))
