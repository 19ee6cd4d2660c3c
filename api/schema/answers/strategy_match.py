"""Whose published strategy meets an asker, why, and the route in."""

from typing import Annotated, Any

from api.schema.inputs import AskerInput, RouteConstraints, asked_under
from api.schema.plumbing.base import Info, argument
from api.schema.plumbing.shown import answers, show
from queries.questions import strategy_match as asked


@answers(asked.StrategyMatchAnswer)
def strategy_match(
    info: Info,
    asker: Annotated[AskerInput, argument("Who asks.", name="from")],
    constraints: Annotated[RouteConstraints | None, argument("What routes must keep to.")] = None,
    first: Annotated[int, argument(f"At most so many, 1 to {asked.MATCHES_AT_MOST}.")] = asked.MATCHES_DEFAULT,
) -> Any:
    """Whose published strategy meets the asker's sectors and interests, why, and the route in."""
    reading, within = asked_under(constraints, info.context)
    who = asker.understood(reading.snapshot)
    found = asked.strategy_match(reading.day, who, constraints=within, first=first)
    return show(reading, found)
