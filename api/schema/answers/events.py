"""Events by what happens, where and when, and who hosts them."""

from typing import Annotated, Any

import strawberry

from api.schema.inputs import AskerInput
from api.schema.model.words import EventFormat, EventMode
from api.schema.plumbing.base import Info, argument
from api.schema.plumbing.scalars import AsOf, MarketCode
from api.schema.plumbing.shown import answers, show
from queries.questions import events as asked


@answers(asked.EventsAnswer)
def events(
    info: Info,
    market: Annotated[MarketCode | None, argument("They take place there.")] = None,
    sector: Annotated[strawberry.ID | None, argument("They are about this sector.")] = None,
    format: Annotated[EventFormat | None, argument("What happens there.")] = None,
    mode: Annotated[EventMode | None, argument("How people meet; a hybrid one is both online and on site.")] = None,
    month: Annotated[int | None, argument("The month in which they are, were or recur, 1 to 12.")] = None,
    asker: Annotated[
        AskerInput | None, argument("Who wants to be introduced to the hosts; nobody by default.", name="from")
    ] = None,
    as_of: AsOf = None,
) -> Any:
    """Events: what is to come first, then what recurs, what is past last; with the asker's route to each host."""
    reading = info.context.on_day(as_of)
    where = asked.EventFilter(market, sector, format, mode, month)
    who = asker.understood(reading.snapshot) if asker else None
    return show(reading, asked.events(reading.day, where, who))
