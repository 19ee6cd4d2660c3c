"""A company's first doors abroad, and what stands behind them."""

from typing import Annotated, Any

from api.schema.inputs import AskerInput, RouteConstraints, asked_under
from api.schema.plumbing.base import Info, argument
from api.schema.plumbing.scalars import MarketCode
from api.schema.plumbing.shown import answers, show
from queries.questions import born_global as asked


@answers(asked.BornGlobal)
def born_global(
    info: Info,
    asker: Annotated[AskerInput, argument("Who asks: a company.", name="from")],
    markets: Annotated[
        list[MarketCode] | None,
        argument(
            f"Where to, at most {asked.DOORS_AT_MOST} by code or name; by default the markets with the best doors."
        ),
    ] = None,
    first: Annotated[
        int | None,
        argument(
            f"Doors in all, 1 to {asked.DOORS_AT_MOST}, one at least for each market named; by default "
            f"{asked.DOORS_DEFAULT}, or one for each if these are more."
        ),
    ] = None,
    constraints: Annotated[RouteConstraints | None, argument("What routes must keep to.")] = None,
) -> Any:
    """A company's first doors abroad from its own ties and standing: with services, programmes, and where to meet."""
    reading, within = asked_under(constraints, info.context)
    who = asker.understood(reading.snapshot)
    found = asked.born_global(reading.day, who, markets=markets or (), first=first, constraints=within)
    return show(reading, found)
