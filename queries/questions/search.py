"""Search by name, as people type.

Without diacritics, while typing, words in any order, the city or the country as a word more, in other languages, and
with typing errors.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from graph.errors import InputError, LimitError
from queries.reading.names.hits import COUNTED_AT_MOST, Named, SearchHit, hits

FIRST_AT_MOST: Final = 100


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """What was found.

    Attributes:
        hits: the page asked for, best first.
        total: matches in all, as far as they were counted.
        capped: whether there may be more than ``total``.
    """

    hits: tuple[SearchHit, ...]
    total: int
    capped: bool


def search(
    snapshot: Named,
    text: str,
    *,
    kinds: Collection[str] = (),
    countries: Collection[str] = (),
    first: int = 10,
    offset: int = 0,
) -> SearchAnswer:
    """Find things by what they are called.

    A market comes first that is called so, in whatever language. Then names and acronyms exactly as typed, names that
    start like the text, and names with words that begin like the words typed, in this order or in any; all regardless
    of case, diacritics and punctuation. Initials of a whole name come before longer words that start like them, and
    after names that start with them as a word: "ECD" is Energy Cluster Denmark rather than ECDF. Ids are names that are
    no better for their beginning; acronyms of two or three letters are found by themselves only. Where these are fewer
    than ``ENOUGH`` and none is exact, there follow: names written apart or together; things of which some words typed
    tell city, country, sector, form or kind; and similar names: a word of 4 to 7 characters may have one typing error,
    a longer one two; a transposition is one, and digits are never errors.

    Args:
        snapshot: in which to look.
        text: 1 to 200 characters.
        kinds: only things of these kinds; empty: of any.
        countries: only things in these countries (ISO 3166 alpha-2); empty: anywhere.
        first: hits wanted, at most 100.
        offset: hits passed over; with ``first`` at most 1,000.

    Raises:
        InputError: there is nothing to look for, or a number is negative.
        LimitError: the text or a list is too long, or too much is wanted.
        SnapshotError: the index of names is damaged, or names what the snapshot does not hold.
    """
    found = hits(snapshot, text, kinds, countries, offset, _wanted(first, offset))
    return SearchAnswer(found.some, found.total, found.capped)


def _wanted(first: int, offset: int) -> int:
    for where, value in (("first", first), ("offset", offset)):
        if value < 0:
            raise InputError(f"{value} is negative.", value=value, where=where, suggestion="Write 0 or more.")
    if first > FIRST_AT_MOST:
        raise LimitError(
            f"{first} hits are too many at once.",
            value=first,
            where="first",
            suggestion=f"Ask for at most {FIRST_AT_MOST}.",
        )
    if first + offset > COUNTED_AT_MOST:
        raise LimitError(
            f"One can page through the best {COUNTED_AT_MOST} hits.",
            value=offset,
            where="offset",
            suggestion="Type more of the name, or name a kind or country.",
        )
    return first + offset
