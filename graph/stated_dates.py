"""Dates as rows state them: ISO 8601 by itself, other styles where they are declared, and what is no date at all."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

_ISO: Final = re.compile("[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_TIME: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_SERIAL: Final = re.compile("[0-9]{5}")
_YEAR_FIRST: Final = re.compile("([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})")
_DAY_0: Final = date(1899, 12, 30)
"""From which spreadsheets count days, right from 1900-03-01 on."""
SERIAL: Final = "serial"
STYLES: Final[Mapping[str, str]] = {
    "dd/mm/yyyy": "%d/%m/%Y",
    "mm/dd/yyyy": "%m/%d/%Y",
    "yyyy/mm/dd": "%Y/%m/%d",
    "dd.mm.yyyy": "%d.%m.%Y",
    "dd-mm-yyyy": "%d-%m-%Y",
    "yyyymmdd": "%Y%m%d",
    "d mmm yyyy": "%d %b %Y",
}
"""Style, as it is declared → what the standard library calls it; beside ``SERIAL``."""
_PLACEHOLDER_DAYS: Final = ("0000-00-00", "0001-01-01", "1753-01-01", "1899-12-30", "9999-12-31")
_TIMES: Final = ("", "T00:00:00", " 00:00:00", "T00:00:00Z", "T23:59:59", " 23:59:59", "T23:59:59Z")
PLACEHOLDERS: Final = frozenset({*(day + time for day in _PLACEHOLDER_DAYS for time in _TIMES), "9999-12", "9999"})
"""What databases and spreadsheets write where no date is known: their first day or their last one. 1900-01-01 is not
among them: many a source that knows the year only writes its first day, and that may have been the year."""


def stated_date(text: Any) -> Any:
    """A partial date as a row states it, by ISO 8601; what is no text as it is.

    Of a time the day counts, as it stands there whatever its time zone.

    Raises:
        ValueError: it is in another style; then it says what it may be.

    >>> stated_date("2025-01-05T00:00:00Z"), stated_date(" 2025 ")
    ('2025-01-05', '2025')
    """
    if not isinstance(text, str) or _ISO.fullmatch(text):
        return text
    said = text.strip()
    if time := _TIME.fullmatch(said):
        return time[1]
    if not _ISO.fullmatch(said):
        raise ValueError(f"{said[:100]!r} is no date: write YYYY, YYYY-MM or YYYY-MM-DD{_meant(said)}")
    return said


def _meant(text: str) -> str:
    """What a date in another style may be, as the end of a sentence."""
    if _SERIAL.fullmatch(text):
        return (
            f". {text} is {_of_serial(text)} in a spreadsheet: format the column as text YYYY-MM-DD, or declare "
            '`dates = "serial"` in source.toml'
        )
    if in_order := _YEAR_FIRST.fullmatch(text):
        return f". Write {in_order[1]}-{int(in_order[2]):02}-{int(in_order[3]):02}"
    styles = [f'`dates = "{style}"`' for style in STYLES if in_style(text, style) != text]
    return f", or declare {' or '.join(styles)} in source.toml" if styles else ""


def _of_serial(text: str) -> date:
    return _DAY_0 + timedelta(int(text))


def in_style(text: str, style: str) -> str:
    """A date of a declared style as ISO 8601 has it; text that is none of that style as it is.

    >>> in_style("05/01/2025", "dd/mm/yyyy"), in_style("45321", SERIAL), in_style("2025-01", "dd/mm/yyyy")
    ('2025-01-05', '2024-01-30', '2025-01')
    """
    said = text.strip()
    if style == SERIAL:
        return _of_serial(said).isoformat() if _SERIAL.fullmatch(said) else text
    try:
        return datetime.strptime(said, STYLES[style]).date().isoformat()
    except ValueError:
        return text
