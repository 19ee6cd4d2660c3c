"""Numbers as people and spreadsheets write them: what can be read in one way only is read, nothing is guessed."""

import re
from decimal import Decimal
from typing import Any, Final

_DIGITS_AT_MOST: Final = 30
_WHOLE: Final = re.compile(rf"[+-]?\d{{1,{_DIGITS_AT_MOST}}}(?:\.0{{1,2}})?")
_DECIMAL: Final = re.compile(
    rf"[+-]?(?:\d{{1,{_DIGITS_AT_MOST}}}(?:\.\d{{0,{_DIGITS_AT_MOST}}})?|\.\d{{1,{_DIGITS_AT_MOST}}})(?:[eE][+-]?\d{{1,3}})?"
)
_GROUPED: Final = re.compile(r"[+-]?\d{1,3}(?:([.,_'’\s])\d{3})(?:\1\d{3}){0,8}")
_COMMA: Final = re.compile(r"[+-]?\d{1,20},\d{1,20}")
_SHOWN: Final = 100


def whole(text: Any) -> Any:
    """A whole number from its text; ``12.0`` is one, as spreadsheets save it. What is no text stays as it is.

    Raises:
        ValueError: it is none, or may be several: then it says which.

    >>> whole(" 8000 "), whole("12.0")
    (8000, 12)
    """
    if not isinstance(text, str):
        return text
    said = text.strip()
    if _WHOLE.fullmatch(said):
        return int(said.partition(".")[0])
    raise ValueError(f"{text[:_SHOWN]!r} is no whole number in plain digits, such as 8000{_meant(said, whole=True)}")


def decimal(text: Any) -> Any:
    """A number with a decimal point from its text. What is no text stays as it is.

    Raises:
        ValueError: it is none, or may be several: then it says which.

    >>> decimal("56.15"), decimal("-3")
    (56.15, -3.0)
    """
    if not isinstance(text, str):
        return text
    said = text.strip()
    if _DECIMAL.fullmatch(said):
        return float(said)
    raise ValueError(f"{text[:_SHOWN]!r} is no number in plain digits, such as 56.15{_meant(said, whole=False)}")


def _meant(text: str, whole: bool) -> str:
    """What else a text may mean, as the end of a sentence."""
    grouped = _GROUPED.fullmatch(text)
    if grouped:
        mark = grouped[1]
        plain = text.replace(mark, "")
        if mark not in ".,":
            return f": write {plain}"
        several = "" if text.count(mark) > 1 else f" or {text.replace(mark, '.').rstrip('0').rstrip('.')}"
        return f': it may mean {plain}{several}; write it so, or declare `thousands = "{mark}"` in source.toml'
    if _COMMA.fullmatch(text):
        point = "" if whole else f': write {text.replace(",", ".")}, or declare `decimal = ","` in source.toml'
        return point
    if whole and _DECIMAL.fullmatch(text) and abs(number := Decimal(text)) < 10**_DIGITS_AT_MOST and number % 1 == 0:
        return f": write {int(number)}"
    return ""
