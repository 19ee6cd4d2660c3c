"""Dates as sources state them: a year, a month, or a day; and days as integers for arithmetic."""

import calendar
import re
from datetime import date
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator

DAYS_PER_YEAR = 365.25
"""Length of a year in days (design, section 4)."""

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def check_partial_date(text: str) -> str:
    """Return ``text`` if it is ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` and exists in the calendar.

    Raises:
        ValueError: it is none of these.
    """
    first_day(text)
    return text


@lru_cache(maxsize=65536)
def _bounds(text: str) -> tuple[int, int]:
    match = _PARTIAL.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no date: write YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        first = date(year, month or 1, day or 1)
        last_month = month or 12
        last = date(year, last_month, day or calendar.monthrange(year, last_month)[1])
    except ValueError as error:
        raise ValueError(f"{text!r} is no date of the calendar: {error}") from error
    return first.toordinal(), last.toordinal()


def first_day(text: str) -> int:
    """Ordinal of the first day of a partial date.

    >>> date.fromordinal(first_day("2024-02")).isoformat()
    '2024-02-01'
    """
    return _bounds(text)[0]


def last_day(text: str) -> int:
    """Ordinal of the last day of a partial date.

    >>> date.fromordinal(last_day("2024-02")).isoformat()
    '2024-02-29'
    """
    return _bounds(text)[1]


PartialDate = Annotated[str, AfterValidator(check_partial_date)]
"""A date of partial precision, kept as its source wrote it."""
