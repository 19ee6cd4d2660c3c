"""Who could go to a market together."""

from typing import Annotated, Any

import strawberry

from api.schema.inputs import RouteConstraints, asked_under
from api.schema.model.words import ConsortiumRole
from api.schema.plumbing.base import Info, argument
from api.schema.plumbing.scalars import MarketCode
from api.schema.plumbing.shown import answers, show
from queries.questions import consortium as asked
from queries.reading.roles import ConsortiumRole as Role


@answers(asked.ConsortiumAnswer)
def consortium(
    info: Info,
    market: Annotated[MarketCode, argument("Where they want to, by code or name.")],
    sector: Annotated[strawberry.ID, argument("Of which sector they are.")],
    roles: Annotated[
        list[ConsortiumRole] | None,
        argument(
            f"Who is wanted beside the coordinator, 1 to {asked.ROLES_AT_MOST}; one that is named twice is wanted "
            "twice. By default a large company, two small or medium ones, research and a public organisation."
        ),
    ] = None,
    coordinator: Annotated[strawberry.ID | None, argument("Id of a cluster that is to coordinate.")] = None,
    countries: Annotated[
        list[MarketCode] | None,
        argument(f"Where coordinators may be located, at most {asked.COUNTRIES_AT_MOST}; by default anywhere."),
    ] = None,
    constraints: Annotated[RouteConstraints | None, argument("What the routes to the door must keep to.")] = None,
    first: Annotated[
        int, argument(f"At most so many consortia, 1 to {asked.CONSORTIA_AT_MOST}.")
    ] = asked.CONSORTIA_DEFAULT,
) -> Any:
    """A coordinating cluster with companies, research and public organisations tied to it; missing roles are named."""
    reading, within = asked_under(constraints, info.context)
    wanted = asked.ROLES_DEFAULT if roles is None else tuple(Role(str(role)) for role in roles)
    found = asked.consortium(
        reading.day, market, sector, roles=wanted, coordinator=coordinator, countries=countries or (), first=first,
        constraints=within,
    )  # fmt: skip
    return show(reading, found)
