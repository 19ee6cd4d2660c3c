"""Scalars: texts of a certain form, none of them long, and how they are read and written."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, NewType

import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

from graph.dates import ASKED_FROM, ASKED_TO, check_asked
from graph.errors import LimitError
from graph.markets import TEXT_AT_MOST, market_code

Date = NewType("Date", str)
PartialDate = NewType("PartialDate", str)
MarketCode = NewType("MarketCode", str)
RegionCode = NewType("RegionCode", str)
URL = NewType("URL", str)
DateTime = NewType("DateTime", str)
AsOf = Annotated[
    PartialDate | None, strawberry.argument(description="As of this date; the snapshot's own day by default.")
]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise GraphQLError("It must be a text.")
    if len(value) > TEXT_AT_MOST:
        raise LimitError(
            f"The text has {len(value)} characters.", code="text_too_long", value=value,
            suggestion=f"Write at most {TEXT_AT_MOST}.",
        )  # fmt: skip
    return value


def _market(value: Any) -> str:
    return market_code(_text(value), "market")


def _asked_date(value: Any) -> str:
    return check_asked(_text(value), "date")


def _scalar(
    name: str, description: str, address: str | None = None, read: Callable[[Any], str] = _text
) -> ScalarDefinition:
    return strawberry.scalar(
        name=name, description=description, specified_by_url=address, serialize=str, parse_value=read
    )


SCALARS: Mapping[object, ScalarDefinition] = {
    Date: _scalar("Date", "A day: YYYY-MM-DD.", "https://www.rfc-editor.org/rfc/rfc3339"),
    PartialDate: _scalar(
        "PartialDate",
        "A date as its source states it: YYYY, YYYY-MM or YYYY-MM-DD. In a question one in the years "
        f"{ASKED_FROM} to {ASKED_TO}.",
        read=_asked_date,
    ),
    MarketCode: _scalar(
        "MarketCode",
        "A market: its ISO 3166-1 alpha-2 code, such as KR, with XK for Kosovo. In a question also whatever people "
        "call it, in any language and case: USA, UK, Korea, Turkey, Danmark.",
        read=_market,
    ),
    RegionCode: _scalar(
        "RegionCode",
        "A region within a market: its ISO 3166-2 code, such as DK-81. In a question also what people call it: "
        "Hovedstaden, Bavaria, Bayern.",
    ),
    URL: _scalar("URL", "An address on the web.", "https://url.spec.whatwg.org/"),
    DateTime: _scalar("DateTime", "A moment in ISO 8601, in UTC.", "https://www.rfc-editor.org/rfc/rfc3339"),
}
