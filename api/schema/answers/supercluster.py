"""What a supercluster, a network or another organisation consists of, and what it pursues."""

from typing import Annotated, Any

import strawberry

from api.schema.plumbing.base import Info, argument
from api.schema.plumbing.pages import PAGE_AT_MOST
from api.schema.plumbing.scalars import AsOf
from api.schema.plumbing.shown import answers, show
from queries.questions import supercluster as asked


@answers(asked.Supercluster)
def supercluster(info: Info, id: Annotated[strawberry.ID, argument("Its id.")], as_of: AsOf = None) -> Any:
    """A supercluster, network or other organisation: its members, clusters and hubs, strategy and corridors."""
    reading = info.context.on_day(as_of)
    return show(reading, asked.supercluster(reading.day, id, first=PAGE_AT_MOST))
