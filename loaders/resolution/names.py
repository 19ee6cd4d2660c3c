"""Names of organisations as they are compared: without legal forms, brackets and small words; acronyms apart."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from rapidfuzz.fuzz import ratio

from graph.legal_forms import without_form
from graph.snapshot.names.folding import SMALL_WORDS, acronyms, fold

_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ACRONYM_AND_NAME: Final = re.compile(r"^([A-Z][A-Za-z0-9&./]{1,9}) [–—-] (.{12,})$")
_CAPITALS: Final = re.compile(r"^[A-Z0-9&./-]{2,10}$")
_TYPED_AGAIN: Final = 85
"""Likeness, of 100, from which two words are one word typed twice."""
_TYPED_FROM: Final = 5
"""Characters from which a word may be misspelt."""


@lru_cache(maxsize=1 << 16)
def compared(name: str) -> tuple[str, ...]:
    """The names that a name holds, as they are compared: without what stands in brackets and without legal form.

    >>> compared("BioNanoNet Forschungsgesellschaft mbH (BNN)"), compared("EDB – Economic Board")
    (('bionanonet forschungsgesellschaft',), ('edb economic board', 'economic board'))
    """
    bare = _BRACKETS.sub(" ", name)
    given = [bare if fold(bare) else name]
    pair = _ACRONYM_AND_NAME.match(name)
    if pair and _CAPITALS.match(pair[1]):
        given.append(pair[2])
    return tuple(dict.fromkeys(text for one in given if (text := _words(without_form(fold(one))))))


def _words(folded: str) -> str:
    words = [word for word in folded.split() if word not in SMALL_WORDS]
    return " ".join(words) or folded


def acronyms_in(names: Iterable[str]) -> frozenset[str]:
    """What looks like an acronym in names, folded: in brackets, before a dash, or the whole name.

    >>> sorted(acronyms_in(["BioNanoNet (BNN)", "EDB – Singapore Economic Development Board", "CEAGA"]))
    ['bnn', 'ceaga', 'edb']
    """
    found: set[str] = set()
    for name in names:
        found.update(map(fold, acronyms(name)))
        pair = _ACRONYM_AND_NAME.match(name)
        if pair and _CAPITALS.match(pair[1]):
            found.add(fold(pair[1]))
        if _CAPITALS.match(name):
            found.add(fold(name))
    return frozenset(found)


def likeness(one: str, other: str) -> float:
    """How much of two compared names is words of both, by characters; misspelt words count as far as they are alike.

    In [0, 1]; 1 where the words are the same, in whatever order. A word with a digit is never misspelt.

    >>> likeness("medicon valley alliance", "alliance medicon valley"), likeness("medicon vally", "medicon valley")
    (1.0, 0.96)
    >>> round(likeness("cluster agro nord", "cluster agro sud"), 2)
    0.76
    """
    ours, theirs = one.split(), other.split()
    total = sum(map(len, ours)) + sum(map(len, theirs))
    if not total:
        return 0.0
    met = 0.0
    left = list(theirs)
    rest = []
    for word in ours:
        if word in left:
            left.remove(word)
            met += 2 * len(word)
        else:
            rest.append(word)
    for word in rest:
        best = max(((_alike(word, each), each) for each in left), default=(0.0, ""))
        if best[0]:
            left.remove(best[1])
            met += best[0] * (len(word) + len(best[1]))
    return met / total


def _alike(one: str, other: str) -> float:
    if min(len(one), len(other)) < _TYPED_FROM or not (one.isalpha() and other.isalpha()):
        return 0.0
    found = ratio(one, other)
    return found / 100 if found >= _TYPED_AGAIN else 0.0
