"""Names as they are compared, and the acronyms that stand in them."""

import re
import unicodedata
from typing import Final

from anyascii import anyascii

_NO_WORD = re.compile("[^a-z0-9]+")
_SYLLABLE = re.compile("[\u1100-\u11ff\u3040-\u30fb\u30fd-\u30ff\u3400-\u9fff\uac00-\ud7ff\uf900-\ufaff]")
"""Characters of scripts that leave no blanks within a name: Hangul, kana and Han; each stands as a word of its own."""
_ACRONYM = re.compile(r"[(\[]([^()\[\]]{2,16})[)\]]")
_CAPITALS_OF_ACRONYM: Final = 2
_NAME_ENDS: Final = re.compile(r" [–—-] |[(\[,:/]")
"""Where a name goes on with something else: an explanation, another name."""
SMALL_WORDS: Final = frozenset(
    {"a", "and", "da", "das", "de", "del", "der", "di", "die", "do", "du", "e", "et", "for", "fur", "in", "la", "le"}
    | {"of", "on", "the", "und", "van", "von", "y"}
)
"""Words that join others and say nothing."""
_WORDS_OF_INITIALS: Final = range(3, 7)


LEARNT_AT_MOST: Final = 1 << 16
"""Characters of which it is kept what they are folded to: more than all names in the world's scripts hold."""


class _Folding(dict[int, str]):
    """What each character is folded to; learnt as characters are met, the first ones of them."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = _NO_WORD.sub(" ", " and " if character == "&" else anyascii(character).lower())
        folded = f" {plain} " if _SYLLABLE.match(character) else plain
        if len(self) < LEARNT_AT_MOST:
            self[code] = folded
        return folded


_FOLDING: Final = _Folding()
_PLAIN: Final = bytes(ord(_FOLDING[code]) if code < 128 and code != ord("&") else 32 for code in range(256))
"""The same for characters of ASCII but the ampersand, quicker."""


def fold(text: str) -> str:
    """A name as it is compared: words of a-z and 0-9 with a blank between, transliterated, without case or punctuation.

    >>> fold("Øresund & Île-de-France"), fold("Łódź"), fold("한국")
    ('oresund and ile de france', 'lodz', 'han gug')
    """
    if text.isascii():
        text = text.replace("&", " and ") if "&" in text else text
        return " ".join(text.encode().translate(_PLAIN).decode().split())
    text = unicodedata.normalize("NFKC", text)
    return " ".join(text.translate(_FOLDING).split())


def acronyms(name: str) -> list[str]:
    """What looks like an acronym in brackets.

    >>> acronyms("MedTech Innovation Consortium (MTIC)"), acronyms("House of Energy (merged 2020)")
    (['MTIC'], [])
    """
    return [
        found
        for found in _ACRONYM.findall(name)
        if " " not in found and sum(character.isupper() for character in found) >= _CAPITALS_OF_ACRONYM
    ]


def initials(name: str) -> list[str]:
    """The initials of a name of three words or more; small words have none.

    >>> initials("Energy Cluster Denmark"), initials("Council of European BioRegions (CEBR)"), initials("Acme")
    (['ECD'], ['CEB'], [])
    """
    words = [word for word in fold(_NAME_ENDS.split(name, maxsplit=1)[0]).split() if word not in SMALL_WORDS]
    return ["".join(word[0] for word in words).upper()] if len(words) in _WORDS_OF_INITIALS else []
