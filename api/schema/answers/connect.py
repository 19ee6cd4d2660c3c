"""The cheapest network of ties that joins some organisations."""

from typing import Annotated, Any

import strawberry

from api.schema.plumbing.base import Info, argument
from api.schema.plumbing.scalars import AsOf
from api.schema.plumbing.shown import answers, show
from queries.questions import connect as asked
from queries.reading.naming import avoided
from queries.routing.constraints import NAMED_AT_MOST, check_count


@answers(asked.Connection)
def connect(
    info: Info,
    organisations: Annotated[
        list[strawberry.ID], argument(f"Ids of those to be joined, {asked.LEAST} to {asked.MOST}.")
    ],
    reach: Annotated[
        int,
        argument(f"Nobody in between is more than so many ties from one of those, 1 to {asked.REACH_AT_MOST}."),
    ] = asked.REACH_DEFAULT,
    avoid: Annotated[
        list[str] | None,
        argument(
            f"Organisations by id or name, countries by code or name, and kinds that are not in between; at most "
            f"{NAMED_AT_MOST}."
        ),
    ] = None,
    as_of: AsOf = None,
) -> Any:
    """The cheapest network of ties that joins organisations: whom to bring together, and who is needed for that."""
    reading = info.context.on_day(as_of)
    given = avoid or ()
    check_count(given, NAMED_AT_MOST, "avoid")
    shut = [avoided(reading.snapshot, one, "avoid") for one in given]
    return show(reading, asked.connect(reading.day, [str(one) for one in organisations], reach=reach, avoid=shut))
