"""Markets: ISO 3166-1 alpha-2 countries, with Kosovo as XK; what they are called, and what a text calls them."""

import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import pycountry
from anyascii import anyascii
from babel import Locale, UnknownLocaleError
from rapidfuzz import process
from rapidfuzz.distance import OSA

from graph.errors import InputError, did_you_mean
from graph.spellings.folding import fold

LIKENESS: Final = 0.75
"""What is suggested for an unknown text is at least so like it: 1 − slips of the pen / letters of the longer one."""
SHORTEST_LIKE: Final = 4
"""Letters of the shortest text for which anything is suggested: a shorter one is like too much."""
SUGGESTED: Final = 3
UNINHABITED: Final = frozenset({"AQ", "BV", "GS", "HM", "IO", "TF", "UM"})
"""Where nobody lives for good: there are stations and garrisons at most. The World Factbook of the CIA (in the public
domain) says of each that it is uninhabited, or has no indigenous inhabitants and no others who stay."""
TEXT_AT_MOST: Final = 200
"""Characters of the longest text that can name a market."""

_DATA: Final = Path(__file__).with_name("spellings")
_ADVICE: Final = "Write a country's name or its ISO 3166 code, such as KR."


def _table(file: str) -> Iterator[tuple[str, str]]:
    """What a file that was made says of each market."""
    for line in (_DATA / file).read_text(encoding="utf-8").removesuffix("\n").split("\n")[1:]:
        code, _, said = line.partition("\t")
        yield code, said


@cache
def _usual() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((_DATA / "usual.toml").read_text(encoding="utf-8"))


@cache
def market_names() -> dict[str, str]:
    """English short name of every market by its code, in the order of codes."""
    return dict(_table("english.txt"))


def market_name(code: str, language: str = "en") -> str:
    """What a market is called in a language, as CLDR has it; in English by the short name that people use.

    Args:
        code: of a market.
        language: a language tag, such as ``da`` or ``pt-BR``.

    Raises:
        InputError: there is no such market, or CLDR does not know the language.

    >>> market_name("KR"), market_name("KR", "da"), market_name("CI")
    ('South Korea', 'Sydkorea', "Côte d'Ivoire")
    """
    english = market_names()[market_code(code, "code")]
    try:
        locale = Locale.parse(language.replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError):
        raise InputError(
            f"{language!r} is no language that markets have names in.",
            code="unknown_language",
            value=language,
            where="language",
            suggestion="Write a language tag, such as en, da or pt-BR.",
        ) from None
    return english if locale.language == "en" else str(locale.territories.get(code, english))


@cache
def alphabetical(code: str) -> str:
    """What markets are put in order by, so that a reader finds them: their names, without diacritics.

    >>> sorted(("AT", "AX", "AF", "AL"), key=alphabetical)
    ['AF', 'AX', 'AL', 'AT']
    """
    return anyascii(market_names()[code]).casefold()


def is_market(code: str) -> bool:
    """Whether ``code`` is a market's code, in upper case.

    >>> is_market("KR"), is_market("EU"), is_market("XK")
    (True, False, True)
    """
    return code in market_names()


def markets_meant(text: str) -> tuple[str, ...]:
    """The markets that a text may mean, by the rule of ``market_code``, in the order of codes.

    >>> markets_meant("Holland"), markets_meant("Congo"), markets_meant("Atlantis")
    (('NL',), ('CD', 'CG'), ())
    """
    return _meant(text) if len(text) <= TEXT_AT_MOST else ()


@lru_cache(maxsize=4096)
def _meant(text: str) -> tuple[str, ...]:
    text = unicodedata.normalize("NFKC", text).strip()
    if is_market(text):
        return (text,)
    code = text.replace(".", "").replace(" ", "") if "." in text else text
    codes = _codes().get(code.upper(), ())
    if codes and (text.isupper() or text.islower() or text.isdigit()):
        return codes
    names = _names().get(fold(text), ())
    # "Nga" is a name in Vietnamese as much as it is a code.
    return tuple(sorted({*codes, *names})) if codes else names


def market_code(text: str, where: str | None = None) -> str:
    """The code of the market that ``text`` names, in any case and with or without diacritics.

    The first of these that knows the text decides: a code (ISO 3166 alpha-2, alpha-3, numeric; UK, EL and the like);
    what people usually write; the English names of CLDR and ISO; the names in any other language of CLDR. What names
    several markets there is never taken for one of them.

    Args:
        text: what somebody wrote.
        where: where it stood, for the error.

    Raises:
        InputError: ``unknown_market``, with what is alike; ``ambiguous_market``, with what it may mean.

    >>> market_code("kor"), market_code("Korea, Rep."), market_code("Türkei"), market_code("UK"), market_code("410")
    ('KR', 'KR', 'TR', 'GB', 'KR')
    """
    meant = markets_meant(text)
    if len(meant) == 1:
        return meant[0]
    names = market_names()
    near = [f"{code} ({names[code]})" for code in meant or _alike(text)]
    if meant:
        message, code, advice = f"{text!r} may mean several markets.", "ambiguous_market", f"Write {' or '.join(near)}."
    elif fold(text[:TEXT_AT_MOST]) in _wider():
        message, code = f"{text!r} is no market, but several.", "unknown_market"
        advice = "Name one of them; a bloc is named by its id, such as eu-single-market."
    else:
        message, code = f"{text!r} is no market.", "unknown_market"
        advice = did_you_mean(near, _ADVICE)
    raise InputError(message, code=code, value=text, where=where, nearest=near, suggestion=advice)


@cache
def _codes() -> dict[str, tuple[str, ...]]:
    """The markets of each code, in capitals."""
    codes = {code: (code,) for code in market_names()}
    for country in pycountry.countries:
        codes[country.alpha_3] = codes[country.numeric] = (country.alpha_2,)
    return codes | _said("codes")


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """The markets of each folded name: names that decide first replace the others."""
    anywhere = _gathered((code, names.split("|")) for code, names in _table("cldr.txt"))
    english = [(code, [fold(name)]) for code, name in market_names().items()]
    for country in pycountry.countries:
        said = (getattr(country, kind, None) for kind in ("name", "official_name", "common_name"))
        english.append((country.alpha_2, [fold(name) for name in said if name]))
    usual = {fold(name): codes for name, codes in _said("spellings").items()}
    return anywhere | _gathered(english) | usual


def _gathered(said: Iterable[tuple[str, Iterable[str]]]) -> dict[str, tuple[str, ...]]:
    """Names with all markets that they are said of."""
    gathered: dict[str, tuple[str, ...]] = {}
    for code, names in said:
        only = (code,)
        for name in names:
            others = gathered.setdefault(name, only)
            if code not in others:
                gathered[name] = tuple(sorted((*others, code)))
    return gathered


def _said(what: str) -> dict[str, tuple[str, ...]]:
    """Spellings of usual.toml, with the markets that stand before them."""
    return {text: tuple(codes.split()) for codes, texts in _usual()[what].items() for text in texts}


@cache
def _wider() -> frozenset[str]:
    return frozenset(fold(text) for text in _usual()["wider"]["spellings"])


def _alike(text: str) -> list[str]:
    """Markets whose names are like a text, best first."""
    folded = fold(text[:TEXT_AT_MOST])
    if len(folded) < SHORTEST_LIKE or len(text) > TEXT_AT_MOST:
        return []
    names = _names()
    found = process.extract(
        folded, names.keys(), scorer=OSA.normalized_similarity, score_cutoff=LIKENESS, limit=SUGGESTED * 10
    )
    ranked = sorted(found, key=lambda hit: (-hit[1], hit[0]))
    return list(dict.fromkeys(code for name, _, _ in ranked for code in names[name]))[:SUGGESTED]
