"""English: articles, and verbs in the second person, for sentences that are made from facts."""

import re
from typing import Final

from graph.markets import market_name

_WITH_ARTICLE: Final = re.compile(
    r"^(United |DR Congo|Isle of )"
    r"|\b(Republic|Islands?|Netherlands|Emirates|Philippines|Bahamas|Gambia|Maldives|Comoros|Territory|Lands)\b"
)
_WITHOUT: Final = re.compile(r"^(Norfolk|Christmas|Bouvet) Island$")
_COMMON_NOUN: Final = re.compile(
    r"\b(agreement|alliance|area|association|bridge|community|cooperation|corridors?|council|eight|framework|group|"
    r"initiative|market|network|organization|partnership|region|route|system|triangle|union|zone)$",
    re.IGNORECASE,
)
_SECOND_PERSON: Final = {"is": "are", "was": "were", "has": "have"}


def market_in_text(code: str) -> str:
    """What a market is called within a sentence.

    >>> [market_in_text(code) for code in ("US", "NL", "KR", "CD", "CF", "AE", "NF")]
    ['the United States', 'the Netherlands', 'South Korea', 'the DR Congo', 'the Central African Republic', \
'the United Arab Emirates', 'Norfolk Island']
    """
    name = market_name(code)
    return f"the {name}" if _WITH_ARTICLE.search(name) and not _WITHOUT.search(name) else name


def counted(number: int, one: str, several: str | None = None) -> str:
    """So many of something.

    >>> counted(1, "office"), counted(1200, "office"), counted(2, "country", "countries")
    ('1 office', '1,200 offices', '2 countries')
    """
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def corridor_in_text(name: str) -> str:
    """What a corridor or bloc is called within a sentence: with an article where its name ends with a common noun.

    >>> corridor_in_text("EU Single Market"), corridor_in_text("ASEAN"), corridor_in_text("Alpine Region (EUSALP)")
    ('the EU Single Market', 'ASEAN', 'the Alpine Region (EUSALP)')
    >>> corridor_in_text("GCC – Gulf Cooperation Council")
    'the GCC – Gulf Cooperation Council'
    """
    return f"the {name}" if _COMMON_NOUN.search(re.sub(r"\s*\(.*\)$", "", name)) else name


def in_second_person(verb: str) -> str:
    """A verb in the third person, or in the past, after "you".

    >>> [in_second_person(verb) for verb in ("is", "has met", "runs", "was", "worked")]
    ['are', 'have met', 'run', 'were', 'worked']
    """
    first, *rest = verb.split(" ")
    return " ".join([_SECOND_PERSON.get(first, first.removesuffix("s")), *rest])
