"""What was typed, and how things match it."""

from dataclasses import dataclass
from typing import Final, Literal

from graph.snapshot.names.index import Only
from queries.reading.names.meaning import Part

How = Literal["exact", "prefix", "initials", "words", "about", "similar"]

EXACT: Final = 1.0
WHOLE_WORDS: Final = 0.95
INITIALS: Final = 0.93
PREFIX: Final = 0.8
JOINED: Final = 0.76
IN_ORDER: Final = 0.66
ANY_ORDER: Final = 0.56
BEGINNINGS: Final = 0.48
ABOUT: Final = 0.4
"""Least scores of the ways to match; similar names lie below. How much of the name was typed decides between two.

Names that start with the text as whole words are told from others that start like it only where the text is the
initials of something, which stands between the two.
"""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed.

    Attributes:
        folded: all of it.
        words: of it, as far as they are looked for.
        parts: what the words may stand for.
        only: what is searched.
    """

    folded: str
    words: tuple[str, ...]
    parts: tuple[Part, ...]
    only: Only


@dataclass(frozen=True, slots=True)
class Match:
    """A thing by its rank, how well it matches, and which of its names does.

    Attributes:
        least, most: bounds of the score.
        line: of its names, the one that matched; None where that is still to be found out.
        words: those that it matched, where they are not those typed.
    """

    rank: int
    how: How
    least: float
    most: float
    line: int | None = None
    words: tuple[str, ...] | None = None
