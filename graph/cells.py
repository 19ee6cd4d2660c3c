"""What may stand in a cell of a row, as pydantic types: each reads a text, or a value of its own, and checks it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from graph import kinds
from graph.dates import PartialDate
from graph.markets import market_code
from graph.numerals import decimal, whole
from graph.regions import check_region
from graph.stated_dates import stated_date
from graph.words import as_word

TEXT_AT_MOST = 2_000
LIST_AT_MOST = 500
COUNT_AT_MOST = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Expected:
    """Beside the rule of a cell: what it asks for, in words for whoever wrote something else.

    Attributes:
        said: ends the sentence "this is no …".
        example: of what it asks for.
    """

    said: str
    example: str


def as_id(text: str) -> str:
    """An id as it is kept: in lower case, without blanks around it.

    >>> as_id(" gb/SC311999 ")
    'gb/sc311999'
    """
    return text.strip().lower()


def one_word_of(*words: str) -> Any:
    """The type of a cell that holds one of these words."""
    return Annotated[Literal[words], BeforeValidator(_reader_of(words))]


def text_or_word_of(*words: str) -> Any:
    """The type of a cell that holds any text, one of these words above all."""
    return Annotated[Text, BeforeValidator(_reader_of(words))]


def _reader_of(words: tuple[str, ...]) -> Callable[[Any], Any]:
    known = frozenset(words)
    return lambda value: value if not isinstance(value, str) or value in known else as_word(value, words)


def _id(value: Any) -> Any:
    return value.strip().lower() if isinstance(value, str) else value


def _if_text(read: Callable[[str], Any]) -> Callable[[Any], Any]:
    """The same reader, which leaves alone what is no text."""
    return lambda value: read(value) if isinstance(value, str) else value


def _split(value: Any) -> Any:
    """A ``|``-separated list as a list; empty parts are dropped."""
    if isinstance(value, str):
        return [part for part in (piece.strip() for piece in value.split("|")) if part]
    return value


def is_id_form(text: str) -> bool:
    """Whether ``text`` could be an id: in lower case, in one piece. What could not may be a market by its name.

    >>> is_id_form("ai"), is_id_form("AI"), is_id_form("south korea")
    (True, False, False)
    """
    return text == text.lower() and not any(map(str.isspace, text))


def _market_or_id(text: str) -> str:
    return text if is_id_form(text) else market_code(text)


_AN_ID: Final = Expected("id: 1 to 200 characters, without blanks and bars within", "energy-cluster-denmark")
_IDENTIFIER: Final = Expected("identifier: a scheme in lower case, a colon and a value without blanks", "ror:05a28rw58")
_OTHER_NAME: Final = Expected(
    f"other name: its kind ({', '.join(kinds.OTHER_NAME_KINDS)}), a colon and the name", "acronym:ECD"
)
_WEB_ADDRESS: Final = Expected(
    "web address, in one piece, with https:// or http:// before it", "https://www.example.org"
)

Id = Annotated[
    str,
    StringConstraints(pattern=r"^[^\sA-Z|]+$", min_length=1, max_length=200),
    BeforeValidator(_id),
    _AN_ID,
]
"""Stable; what is written in upper case is the same in lower case. See INTERCHANGE."""
Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=TEXT_AT_MOST),
    Expected("text", "Energy Cluster Denmark"),
]
Market = Annotated[str, BeforeValidator(_if_text(market_code)), Expected("market", "KR")]
Region = Annotated[str, BeforeValidator(_if_text(check_region)), Expected("region", "DK-84")]
MarketOrId = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200),
    BeforeValidator(_if_text(_market_or_id)),
    Expected("market or id", "KR"),
]
Reference = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^\S+$"), _AN_ID]
OwnReference = Annotated[Reference, BeforeValidator(_id)]
"""A reference to what is no market."""
Ids = Annotated[list[OwnReference], BeforeValidator(_split), Field(max_length=LIST_AT_MOST)]
Markets = Annotated[list[Market], BeforeValidator(_split), Field(max_length=LIST_AT_MOST)]
Words = Annotated[list[Text], BeforeValidator(_split), Field(max_length=LIST_AT_MOST)]
OtherName = Annotated[
    str,
    StringConstraints(max_length=TEXT_AT_MOST, pattern=rf"^({'|'.join(kinds.OTHER_NAME_KINDS)}):\S.*$"),
    _OTHER_NAME,
]
OtherNames = Annotated[list[OtherName], BeforeValidator(_split), Field(max_length=LIST_AT_MOST)]
"""``kind:name``, of the kinds in ``graph.kinds.OTHER_NAME_KINDS``."""
Identifier = Annotated[str, StringConstraints(max_length=200, pattern=r"^[a-z][a-z0-9_]*:\S+$"), _IDENTIFIER]
Identifiers = Annotated[list[Identifier], BeforeValidator(_split), Field(max_length=LIST_AT_MOST)]
Latitude = Annotated[
    float, Field(ge=-90, le=90), BeforeValidator(decimal), Expected("latitude: degrees from -90 to 90", "56.15")
]
Longitude = Annotated[
    float, Field(ge=-180, le=180), BeforeValidator(decimal), Expected("longitude: degrees from -180 to 180", "10.2")
]
Position = Annotated[
    float, Field(allow_inf_nan=False), BeforeValidator(decimal), Expected("number of a position in an order", "2")
]
Month = Annotated[int, Field(ge=1, le=12), BeforeValidator(whole), Expected("month: a whole number from 1 to 12", "9")]
Year = Annotated[
    int, Field(ge=1900, le=2200), BeforeValidator(whole), Expected("year: a whole number from 1900 to 2200", "2024")
]
Count = Annotated[
    int,
    Field(ge=0, le=COUNT_AT_MOST),
    BeforeValidator(whole),
    Expected(f"count: a whole number from 0 to {COUNT_AT_MOST:,}", "8000"),
]
Date = Annotated[PartialDate, BeforeValidator(stated_date), Expected("date: YYYY, YYYY-MM or YYYY-MM-DD", "2024-05")]
Confidence = one_word_of(*kinds.CONFIDENCES)
Url = Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=TEXT_AT_MOST), _WEB_ADDRESS]
