"""Dates as sources state them: a year, a month, or a day; and days as integers for arithmetic."""

import calendar
import re
from datetime import date
from functools import lru_cache
from typing import Annotated, Final

from pydantic import AfterValidator

from graph.errors import InputError

ASKED_FROM: Final = 1800
ASKED_TO: Final = 2200
"""First and last year of which anything may be asked. What sources say may be of any year of the calendar."""
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


def check_asked(text: str, where: str) -> str:
    """Return the text of a date of which something is asked, unless its year is one of which nothing may be asked.

    Raises:
        InputError: it is (code ``bad_date``). Text that is no date is not looked at further.
    """
    year = text[:4]
    if re.fullmatch("[0-9]{4}", year) and not ASKED_FROM <= int(year) <= ASKED_TO:
        raise InputError(
            f"{text!r} is no date of which anything is known.",
            code="bad_date",
            value=text,
            where=where,
            suggestion=f"Name one in the years {ASKED_FROM} to {ASKED_TO}.",
        )
    return text


@lru_cache(maxsize=8192)
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
        raise ValueError(f"{text!r} is no date of the calendar") from error
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
