"""How many cluster organisations are held of an area, beside published estimates."""

from typing import Annotated, Any

import strawberry

from api.schema.plumbing.base import Info, argument
from api.schema.plumbing.scalars import AsOf
from api.schema.plumbing.shown import answers, show
from queries.questions import coverage as asked


@answers(asked.Coverage)
def coverage(
    info: Info,
    area: Annotated[
        str, argument("A market by code or name; a corridor, bloc or region of several by id; europe or world.")
    ],
    sector: Annotated[strawberry.ID | None, argument("Clusters and estimates of this sector only.")] = None,
    as_of: AsOf = None,
) -> Any:
    """How many living cluster organisations the graph holds of an area, beside each published estimate of it."""
    reading = info.context.on_day(as_of)
    return show(reading, asked.coverage(reading.day, area, sector=sector, first=asked.FIRST_AT_MOST))
