"""Dates of partial precision: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""

from calendar import monthrange
from datetime import date


def first_day(text: str) -> date:
    """The first day that the text can mean."""
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def last_day(text: str) -> date:
    """The last day that the text can mean."""
    year, month, day = _parts(text)
    return date(year, month or 12, day or monthrange(year, month or 12)[1])


def years(start: date, end: date) -> float:
    """ "Years are 365.25 days"."""
    return (end - start).days / 365.25


def _parts(text: str) -> tuple[int, int | None, int | None]:
    numbers: list[int | None] = [int(part) for part in text.split("-")]
    year, month, day = (*numbers, None, None)[:3]
    assert year is not None
    return year, month, day
