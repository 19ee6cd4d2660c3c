"""How wide a text is at most, whatever sans-serif font a reader has; and texts that fit in a width."""

import unicodedata
from collections.abc import Iterator
from typing import Final

_NARROW: Final = frozenset(" !'(),-./:;I[\\]fijlt|·’‘")
_WIDE: Final = frozenset("#%+<=>@MWmw^~©®±×÷¼½¾ÆæŒœŴĦ–—…→⇢")
BOLD: Final = 1.16
"""So many times as wide in bold type."""
SHORTENED: Final = "…"


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Pixels that a text takes at most in a type of so many pixels, in Arial, Helvetica, Verdana, DejaVu Sans.

    >>> width("Seoul", 10) < width("SEOUL", 10) < width("SEOUL", 10, bold=True)
    True
    """
    return sum(map(_advance, text)) * size * (BOLD if bold else 1)


def _advance(sign: str) -> float:
    """Of one sign, in the size of the type."""
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0.0
    if sign in _NARROW:
        return 0.41
    if sign in _WIDE or unicodedata.east_asian_width(sign) in "WF":
        return 1.05
    if ord(sign) < 0x180:
        return 0.84 if sign.isupper() else 0.65
    return 1.15


def wrapped(text: str, size: float, room: float, most: int, *, bold: bool = False) -> list[str]:
    """A text on at most so many lines, each within so many pixels; what has no room is left out, and a sign for it.

    >>> wrapped("Energy Cluster Denmark", 10, 100, 2)
    ['Energy Cluster', 'Denmark']
    >>> wrapped("Energy Cluster Denmark", 10, 100, 1)
    ['Energy Cluster…']
    """
    lines = list(_lines(text, size, room, bold))
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width(last + SHORTENED, size, bold=bold) > room:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip() + SHORTENED]


def shortened(text: str, size: float, room: float) -> str:
    """A text on one line within so many pixels.

    >>> shortened("Energy Cluster Denmark", 10, 80), shortened(" ", 10, 80)
    ('Energy…', '')
    """
    return next(iter(wrapped(text, size, room, 1)), "")


def _lines(text: str, size: float, room: float, bold: bool) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if width(longer, size, bold=bold) <= room:
            line = longer
            continue
        if line:
            yield line
        *full, line = _pieces(word, size, room, bold)
        yield from full
    if line:
        yield line


def _pieces(word: str, size: float, room: float, bold: bool) -> list[str]:
    """A word, cut where it is too long for a line."""
    pieces = [""]
    for sign in word:
        if pieces[-1] and width(pieces[-1] + sign, size, bold=bold) > room:
            pieces.append("")
        pieces[-1] += sign
    return pieces
