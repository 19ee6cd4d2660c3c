"""Who lies between most, between clusters and across borders."""

from typing import Annotated, Any

import strawberry

from api.schema.model.words import BrokerMeasure
from api.schema.plumbing.base import Info, argument
from api.schema.plumbing.scalars import AsOf, MarketCode
from api.schema.plumbing.shown import answers, show
from queries.questions import brokers as asked


@answers(asked.Brokers)
def brokers(
    info: Info,
    market: Annotated[MarketCode | None, argument("Brokers that are located there only; anywhere by default.")] = None,
    sector: Annotated[strawberry.ID | None, argument("Brokers that work in it only.")] = None,
    by: Annotated[BrokerMeasure, argument("What they are ranked by.")] = "betweenness",
    as_of: AsOf = None,
) -> Any:
    """The organisations that lie between most: on the strongest chains of ties between clusters, and across borders."""
    reading = info.context.on_day(as_of)
    measure = asked.BrokerMeasure(by)
    return show(
        reading, asked.brokers(reading.day, market=market, sector=sector, by=measure, first=asked.FIRST_AT_MOST)
    )
