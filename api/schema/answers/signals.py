"""What is new in a market, and what has ended there."""

from typing import Annotated, Any

from api.schema.inputs import AskerInput
from api.schema.plumbing.base import Info, argument
from api.schema.plumbing.scalars import AsOf, MarketCode, PartialDate
from api.schema.plumbing.shown import answers, show
from queries.questions import signals as asked


@answers(asked.SignalsAnswer)
def signals(
    info: Info,
    market: Annotated[MarketCode, argument("Where.")],
    since: Annotated[
        PartialDate,
        argument(
            "Since when, from its first day; not after the day of the answer. A snapshot knows no earlier revisions: "
            "what was recorded late is told by the day on which it was read."
        ),
    ],
    asker: Annotated[AskerInput | None, argument("To whom it is to be near; nobody by default.", name="from")] = None,
    as_of: AsOf = None,
) -> Any:
    """What is new in a market since a date, and what has ended there: the nearest to the asker first, through whom."""
    reading = info.context.on_day(as_of)
    who = asker.understood(reading.snapshot) if asker else None
    return show(reading, asked.signals(reading.day, market, since, who))
