"""Partial dates as dates of Neo4j with a precision, and back."""

from datetime import date
from functools import lru_cache
from typing import Any, Final

from neo4j.time import Date

from graph.dates import first_day, last_day
from graph.properties import LAST_DATE, of_type

Properties = dict[str, Any]

PRECISION: Final = "_precision"
"""Ends the name of the property that says that a date is a month's or a year's."""
_PERIOD_ENDS: Final = frozenset({"until", *of_type(LAST_DATE)})
"""Dates that stand for their last day; all others for their first."""
_DIGITS: Final = {"year": 4, "month": 7}
_PRECISIONS: Final = {length: precision for precision, length in _DIGITS.items()}


@lru_cache(maxsize=65536)
def stored_date(text: str, last: bool) -> tuple[date, str | None] | None:
    """A partial date as a day and its precision, None for a day's; None if it is no date of the calendar.

    >>> stored_date("2024-02", True)
    (datetime.date(2024, 2, 29), 'month')
    """
    try:
        day = last_day(text) if last else first_day(text)
    except ValueError:
        return None
    return date.fromordinal(day), _PRECISIONS.get(len(text))


def put_date(said: Properties, name: str, text: str) -> None:
    """Set a date property; text that is no date stays text."""
    stored = stored_date(text, name in _PERIOD_ENDS)
    if stored is None:
        said[name] = text
        return
    said[name], precision = stored
    if precision is not None:
        said[name + PRECISION] = precision


def said_date(value: Any, precision: Any) -> Any:
    """A date as its source wrote it; what somebody has put there that is none is handed on, for a snapshot to name.

    Args:
        value: a date, the text of one, or text that is no date; None where there is none.
        precision: of it; None: a day.
    """
    text = value.iso_format() if type(value) is Date else value
    digits = _DIGITS.get(precision) if type(precision) is str else None
    return text[:digits] if type(text) is str else text
