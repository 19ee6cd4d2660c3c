"""Characters that nobody sees, or that are written in several ways: put right in cells before these are compared."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

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


def is_plain(row: Mapping[str, str]) -> bool:
    """Whether a row needs no cleaning, found out fast."""
    return all(map(str.isascii, row.values()))
