"""What links clusters: directly, through one partner, by what they share; and what might link them."""

from typing import Annotated, Any

import strawberry

from api.schema.plumbing.base import Info, argument
from api.schema.plumbing.scalars import AsOf, MarketCode
from api.schema.plumbing.shown import answers, show
from queries.questions import cross_cluster_links as asked


@answers(asked.CrossClusterLinks)
def cross_cluster_links(
    info: Info,
    a: Annotated[strawberry.ID | None, argument("Id of a cluster; alone: with all other clusters.")] = None,
    b: Annotated[strawberry.ID | None, argument("Id of another one.")] = None,
    countries: Annotated[
        list[MarketCode] | None,
        argument("One: with a cluster, or with clusters elsewhere. Two: between them; twice the same: within it."),
    ] = None,
    sector: Annotated[
        strawberry.ID | None, argument("Clusters of this sector only; alone: all links within it.")
    ] = None,
    as_of: AsOf = None,
) -> Any:
    """What links clusters: directly, through one partner, by what they share; and what might. At most two ends."""
    reading = info.context.on_day(as_of)
    found = asked.cross_cluster_links(
        reading.day, a=a, b=b, countries=list(countries or ()), sector=sector, first=asked.LINKS_AT_MOST
    )
    return show(reading, found)
