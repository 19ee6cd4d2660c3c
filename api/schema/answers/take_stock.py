"""What is on record of an organisation, what its peers have beside that, and what is not known of it."""

from typing import Annotated, Any

import strawberry

from api.schema.plumbing.base import Info, argument
from api.schema.plumbing.scalars import AsOf
from api.schema.plumbing.shown import answers, show
from queries.questions import take_stock as asked


@answers(asked.TakeStock)
def take_stock(
    info: Info,
    id: Annotated[strawberry.ID, argument("Id of an organisation.")],
    share: Annotated[
        float,
        argument(
            "What this share of the peers compared have on record and it has not is called a lack, "
            f"{asked.SHARE_AT_LEAST} to 1."
        ),
    ] = asked.SHARE_DEFAULT,
    as_of: AsOf = None,
) -> Any:
    """What is on record of an organisation, next to its peers, and what is not known of it."""
    reading = info.context.on_day(as_of)
    return show(reading, asked.take_stock(reading.day, id, share=share, first=asked.ENTRIES_DEFAULT))
