"""What says nothing in a cell, put right before rows are compared: characters that nobody sees, dates that are none."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from graph.stated_dates import PLACEHOLDERS
from loaders.columns import DATES

_NO_JOINT: Final = "[\\x00-\\u02ff]"
_INVISIBLE: Final = re.compile(
    f"[\\u00ad\\u180e\\u200b\\u2060\\ufeff]|(?:^|(?<={_NO_JOINT}))[\\u200c\\u200d]+|[\\u200c\\u200d]+(?=$|{_NO_JOINT})"
)
"""Soft hyphen, byte order mark, and what has no width. A joiner stays between letters that it may join: Persian and
Indic names are spelt with it."""


def cleaned(row: Mapping[str, str]) -> tuple[dict[str, str], int]:
    """A row without invisible characters, composed (NFC), without cells in which nothing else stood.

    Returns:
        The row, and in how many of its cells there were invisible characters.
    """
    found = 0
    clean = {}
    for column, text in row.items():
        seen, count = _INVISIBLE.subn("", text)
        found += count > 0
        if seen:
            clean[column] = unicodedata.normalize("NFC", seen)
    return clean, found


def without_placeholders(type_: str, row: dict[str, str]) -> tuple[dict[str, str], int]:
    """A row without what stands in its columns of dates where no date is known, and how many cells that were.

    >>> without_placeholders("relation", {"since": "1753-01-01", "role": "1753-01-01"})
    ({'role': '1753-01-01'}, 1)
    """
    if PLACEHOLDERS.isdisjoint(row.values()):
        return row, 0
    dates = DATES[type_]
    known = {column: text for column, text in row.items() if text not in PLACEHOLDERS or column not in dates}
    return known, len(row) - len(known)


def is_plain(row: Mapping[str, str]) -> bool:
    """Whether a row needs no cleaning, found out fast."""
    return all(map(str.isascii, row.values()))
