"""What may stand in a cell of a row, as pydantic types: each reads a text, or a value of its own, and checks it."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from graph import kinds
from graph.markets import market_code
from graph.regions import check_region

TEXT_AT_MOST = 2_000
LIST_AT_MOST = 500
COUNT_AT_MOST = 1_000_000_000


def _split(value: Any) -> Any:
    """A ``|``-separated list as a list; empty parts are dropped."""
    if isinstance(value, str):
        return [part for part in (piece.strip() for piece in value.split("|")) if part]
    return value


def _market(text: Any) -> Any:
    return market_code(text) if isinstance(text, str) else text


def is_id_form(text: str) -> bool:
    """Whether ``text`` could be an id: in lower case, in one piece. What could not may be a market by its name.

    >>> is_id_form("ai"), is_id_form("AI"), is_id_form("south korea")
    (True, False, False)
    """
    return text == text.lower() and not any(map(str.isspace, text))


def _market_or_id(text: Any) -> Any:
    return text if isinstance(text, str) and is_id_form(text) else _market(text)


def _region(text: Any) -> Any:
    return check_region(text) if isinstance(text, str) else text


Id = Annotated[str, StringConstraints(pattern=r"^[^\sA-Z|]+$", min_length=1, max_length=200)]
"""Stable and lower case; see INTERCHANGE."""
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=TEXT_AT_MOST)]
Market = Annotated[str, BeforeValidator(_market)]
Region = Annotated[str, BeforeValidator(_region)]
MarketOrId = Annotated[str, StringConstraints(min_length=1, max_length=200), BeforeValidator(_market_or_id)]
Reference = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^\S+$")]
Ids = Annotated[list[Reference], BeforeValidator(_split), Field(max_length=LIST_AT_MOST)]
Markets = Annotated[list[Market], BeforeValidator(_split), Field(max_length=LIST_AT_MOST)]
Words = Annotated[list[Text], BeforeValidator(_split), Field(max_length=LIST_AT_MOST)]
OtherName = Annotated[
    str, StringConstraints(max_length=TEXT_AT_MOST, pattern=rf"^({'|'.join(kinds.OTHER_NAME_KINDS)}):\S.*$")
]
OtherNames = Annotated[list[OtherName], BeforeValidator(_split), Field(max_length=LIST_AT_MOST)]
"""``kind:name``, of the kinds in ``graph.kinds.OTHER_NAME_KINDS``."""
Identifier = Annotated[str, StringConstraints(max_length=200, pattern=r"^[a-z][a-z0-9_]*:\S+$")]
Identifiers = Annotated[list[Identifier], BeforeValidator(_split), Field(max_length=LIST_AT_MOST)]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Month = Annotated[int, Field(ge=1, le=12)]
Count = Annotated[int, Field(ge=0, le=COUNT_AT_MOST)]
Confidence = Literal["verified", "imported", "recalled", "inferred"]
Url = Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=TEXT_AT_MOST)]
