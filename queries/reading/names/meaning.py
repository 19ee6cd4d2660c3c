"""What the words typed may stand for beside names that begin like them: countries, cities, kinds of organisations."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from graph import kinds
from graph.markets import market_names, markets_meant
from graph.snapshot.names.folding import fold
from graph.snapshot.names.places import adjectives, cities, countries_of

WORDS_AT_MOST: Final = 12
"""Words of a text that are looked for; further ones count only where the text is a name, or the beginning of one."""
TOGETHER_AT_MOST: Final = 4
"""Words that stand for one thing together."""
SHORT_CODE: Final = 3
"""Letters up to which a word among others is a word and no country's code, unless it is in capitals."""
CODES_AS_WORDS: Final = frozenset({"uk", "usa", "uae"})
"""Codes that people write in any case."""

CLUSTER_WORDS: Final[dict[str, frozenset[str]]] = {
    **dict.fromkeys(("klynge", "klyngen", "klynger"), frozenset({"DK", "NO"})),
    **dict.fromkeys(("kluster", "klustret"), frozenset({"SE", "FI"})),
    **dict.fromkeys(("klusteri", "klusterit"), frozenset({"FI"})),
    "klaster": frozenset({"BA", "BY", "EE", "HR", "ME", "MK", "PL", "RS", "RU", "UA"}),
    "klasteris": frozenset({"LT", "LV"}),
    "klastr": frozenset({"CZ"}),
    "klaszter": frozenset({"HU"}),
    "grozd": frozenset({"SI"}),
}
"""What a cluster is called in other languages, often at the end of a longer word, and where they say so."""
KIND_WORDS: Final[dict[str, frozenset[str]]] = {
    **dict.fromkeys(("cluster", "clusters", *CLUSTER_WORDS), frozenset({kinds.CLUSTER})),
    **dict.fromkeys(("agency", "agencies"), frozenset({kinds.TRADE_AGENCY})),
    **dict.fromkeys(("office", "offices"), frozenset(kinds.OFFICE_KINDS)),
    **dict.fromkeys(("company", "companies"), frozenset({kinds.COMPANY})),
    **dict.fromkeys(("university", "universities"), frozenset({kinds.RESEARCH_ORGANISATION})),
    **dict.fromkeys(("project", "projects"), frozenset({kinds.PROJECT})),
    **dict.fromkeys(("event", "events", "fair", "fairs"), frozenset({kinds.EVENT})),
    **dict.fromkeys(("programme", "programmes", "program"), frozenset({kinds.PROGRAMME})),
}


@dataclass(frozen=True, slots=True)
class Part:
    """Some words typed one after the other, and what they stand for.

    Attributes:
        words: folded.
        otherwise: other words that say the same, each lot folded; all of a lot must stand in a name, or about it.
        countries: of which they are a name or an adjective.
        kinds: of which they are a word.
        within: countries in which alone the words stand for anything but themselves; empty: anywhere.
    """

    words: tuple[str, ...]
    otherwise: tuple[tuple[str, ...], ...] = ()
    countries: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()

    @property
    def means_more(self) -> bool:
        """Whether the words stand for anything but themselves."""
        return bool(self.otherwise or self.countries or self.kinds)


def parts_of(text: str) -> tuple[Part, ...]:
    """The words typed, those that stand for one thing together in one part; the longest such come first."""
    typed = [word for one in unicodedata.normalize("NFKC", text).split() for word in _uncompounded(one)]
    parts: list[Part] = []
    at = 0
    while at < len(typed) and sum(len(part.words) for part in parts) < WORDS_AT_MOST:
        for count in range(min(TOGETHER_AT_MOST, len(typed) - at), 0, -1):
            part = _part(" ".join(typed[at : at + count]), alone=len(typed) == 1)
            if part is not None and (part.means_more or count == 1):
                parts += [part] if part.means_more else [Part((word,)) for word in part.words]
                break
        at += count
    return tuple(parts)


def _uncompounded(word: str) -> Sequence[str]:
    """A word that ends in a word for cluster as two: ``energiklynge``."""
    folded = fold(word)
    for end in CLUSTER_WORDS:
        if folded.endswith(end) and len(folded) > len(end) + SHORT_CODE:
            return folded.removesuffix(end), end
    return (word,)


@lru_cache(maxsize=4096)
def _part(text: str, *, alone: bool) -> Part | None:
    """What a text stands for as a whole; None if it has no words."""
    folded = fold(text)
    if not folded:
        return None
    words = tuple(folded.split())
    countries = frozenset(_countries(text, folded, alone))
    otherwise = [tuple(name.split()) for code in sorted(countries) for name in _names_of(code)]
    if folded in cities():
        otherwise.append(tuple(cities()[folded].split()))
    if folded in CLUSTER_WORDS:
        otherwise.append(("cluster",))
    others = tuple(dict.fromkeys(one for one in otherwise if one != words))
    return Part(words, others, countries, KIND_WORDS.get(folded, frozenset()), CLUSTER_WORDS.get(folded, frozenset()))


def _countries(text: str, folded: str, alone: bool) -> frozenset[str]:
    if folded in countries_of():
        return countries_of()[folded]
    is_word = len(text) <= SHORT_CODE and not (text.isupper() or folded in CODES_AS_WORDS)
    return frozenset() if is_word and not alone else frozenset(markets_meant(text))


def _names_of(code: str) -> Sequence[str]:
    """Folded: what a country is called in English, and its adjectives."""
    return fold(market_names()[code]), *adjectives().get(code, ())
