"""A market's name as it is compared: without case, diacritics, punctuation, small words and the order of words."""

import unicodedata
from typing import Final

from anyascii import anyascii

_SMALL: Final = frozenset({"the", "of", "and"})
_IN_FULL: Final = {
    "dem": "democratic",
    "fed": "federated",
    "is": "islands",
    "ppl": "people",
    "rep": "republic",
    "st": "saint",
    "sts": "states",
}
"""Words that tables of countries shorten."""


LEARNT_AT_MOST: Final = 1 << 14
"""Characters of which it is kept what they are folded to: more than all names of markets hold."""


class _Folding(dict[int, str]):
    """What each character is folded to; learnt as characters are met, the first ones of them.

    Only Latin letters are transliterated: other scripts are compared as they are, since CLDR has the names in them.
    """

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = _folded(character)
        if len(self) < LEARNT_AT_MOST:
            self[code] = folded
        return folded


def _folded(character: str) -> str:
    # A letter of a script that this Python does not know yet (Cn) is kept, as one is that it knows.
    category = unicodedata.category(character)
    if character in ".'’‘ʼʻ`´" or category == "Cf" or "\u0300" <= character <= "\u036f":
        return ""
    if category[0] in "PSZC" and category != "Cn":
        return " "
    if unicodedata.name(character, "").startswith("LATIN"):
        return anyascii(character).lower()
    return character


_FOLDING: Final = _Folding()


def fold(text: str) -> str:
    """What ``text`` is compared by; two texts with the same are the same name.

    >>> fold("Korea, Rep."), fold("The Republic of Korea"), fold("Côte d’Ivoire"), fold("TÜRKİYE")
    ('korea republic', 'korea republic', 'cote divoire', 'turkiye')
    """
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_FOLDING)
    words = (_IN_FULL.get(word, word) for word in plain.split())
    return " ".join(sorted(word for word in words if word not in _SMALL))
