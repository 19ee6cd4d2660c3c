"""Names that nobody is likely to have: taken as they are, and told, since only a person knows.

Each rule is sure of what it sees, not of what was meant.
"""

import html
import re
from dataclasses import dataclass
from typing import Final

TOLD_AT_MOST: Final = 5
_NOTHING: Final = frozenset(
    {"null", "none", "nan", "nil", "n/a", "na", "#n/a", "#name?", "#ref!", "#value!", "#null!", "#num!", "#div/0!"}
    | {"undefined", "unknown", "not available", "(blank)", "(null)", "[null]", "-", "--", "–", "—", "?", "."}
)
"""Whole names that programs and people write for none."""
_ENTITY: Final = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);")
_LOST: Final = "\ufffd"


@dataclass(slots=True)
class Doubtful:
    """Names of a load that were taken and look wrong.

    Attributes:
        count: of them.
        first: the first of them, where each stands and why, in words.
    """

    count: int = 0
    first: tuple[str, ...] = ()

    def look(self, name: str, locator: str) -> None:
        """Note a name if it looks wrong."""
        why = doubt(name)
        if why is not None:
            self.count += 1
            if len(self.first) < TOLD_AT_MOST:
                self.first += (f"{locator} {name!r} {why}",)


def doubt(name: str) -> str | None:
    """What looks wrong in a name, in words; None if nothing does.

    >>> doubt("R&amp;D"), doubt("PÃ´le"), doubt("AT&T; São Paulo")
    ("is written in HTML: 'R&D'", "is UTF-8 that was read as another encoding: 'Pôle'", None)
    """
    if name.strip().casefold() in _NOTHING:
        return "is what is written for no name"
    if _ENTITY.search(name) and (meant := html.unescape(name)) != name:
        return f"is written in HTML: {meant!r}"
    if name.isascii():
        return None
    if _LOST in name:
        return "has lost letters to another encoding"
    anew = _read_anew(name)
    return None if anew is None else f"is UTF-8 that was read as another encoding: {anew!r}"


def _read_anew(name: str) -> str | None:
    """What a name says if its bytes, taken for Windows' or ISO's Latin letters, were UTF-8; None if they were not."""
    for encoding in ("cp1252", "latin-1"):
        try:
            return name.encode(encoding).decode()
        except UnicodeError:
            continue
    return None
