"""What cities and countries are called beside their own names; see ``generate`` for where it comes from."""

from functools import cache
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parent


def _table(file: str) -> list[tuple[str, list[str]]]:
    rows = (_FOLDER / file).read_text(encoding="ascii").removesuffix("\n").split("\n")[1:]
    return [(key, said.split("|")) for key, _, said in (row.partition("\t") for row in rows)]


@cache
def cities() -> dict[str, str]:
    """Folded name of a city in another language → its folded name.

    >>> cities()["munchen"], cities()["mailand"]
    ('munich', 'milan')
    """
    return {other: name for name, others in _table("cities.txt") for other in others}


@cache
def adjectives() -> dict[str, tuple[str, ...]]:
    """Folded English adjectives of each country by its code, if it has any.

    >>> adjectives()["KR"]
    ('korean', 'south korean')
    """
    return {code: tuple(words) for code, words in _table("adjectives.txt")}


@cache
def countries_of() -> dict[str, frozenset[str]]:
    """Folded adjective → the countries of which it is one.

    >>> sorted(countries_of()["dominican"])
    ['DM', 'DO']
    """
    found: dict[str, set[str]] = {}
    for code, words in adjectives().items():
        for word in words:
            found.setdefault(word, set()).add(code)
    return {word: frozenset(codes) for word, codes in found.items()}
