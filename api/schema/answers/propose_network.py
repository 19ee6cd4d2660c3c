"""A network of clusters that reach most of a market together."""

from typing import Annotated, Any

import strawberry

from api.schema.inputs import RouteConstraints, asked_under
from api.schema.plumbing.base import Info, argument
from api.schema.plumbing.scalars import MarketCode
from api.schema.plumbing.shown import answers, show
from queries.questions import propose_network as asked


@answers(asked.ProposedNetwork)
def propose_network(
    info: Info,
    market: Annotated[
        MarketCode | None, argument("Where the network wants to: a market, or a corridor instead.")
    ] = None,
    corridor: Annotated[strawberry.ID | None, argument("Any market on this corridor, or of this bloc.")] = None,
    sector: Annotated[strawberry.ID | None, argument("Clusters that work in this sector; doors are to fit it.")] = None,
    members: Annotated[
        int, argument(f"At most so many, 2 to {asked.MEMBERS_AT_MOST}, those to be included among them.")
    ] = asked.MEMBERS_DEFAULT,
    including: Annotated[
        list[strawberry.ID] | None,
        argument(
            "Ids of clusters that are to be in it, at most as many as members. Their sectors count if none is given."
        ),
    ] = None,
    countries: Annotated[
        list[MarketCode] | None,
        argument(f"Where others may come from, at most {asked.COUNTRIES_AT_MOST}; by default from anywhere."),
    ] = None,
    constraints: Annotated[RouteConstraints | None, argument("What routes must keep to.")] = None,
) -> Any:
    """The clusters that reach most of a market together: the best set, what each brings, and the ties that it lacks."""
    reading, within = asked_under(constraints, info.context)
    found = asked.propose_network(
        reading.day, market=market, corridor=corridor, sector=sector, members=members,
        including=including or (), countries=countries or (), constraints=within,
    )  # fmt: skip
    return show(reading, found)
