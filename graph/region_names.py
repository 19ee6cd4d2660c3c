"""Regions by what people call them: the names of ISO 3166-2, and those of English, German and everyday use."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

from anyascii import anyascii
from rapidfuzz import process
from rapidfuzz.distance import OSA

from graph.errors import InputError, did_you_mean
from graph.markets import market_name
from graph.regions import market_of_region, region_code, region_names, regions_above
from graph.spellings.folding import fold

TEXT_AT_MOST: Final = 200
"""Characters of the longest text that can name a region."""
SUGGESTED: Final = 5
LIKENESS: Final = 0.75
"""What is suggested for an unknown text is at least so like it: 1 − slips of the pen / letters of the longer one."""
_CODE_IN_BRACKETS: Final = re.compile(r"\b[A-Z]{2}-[A-Z0-9]{1,3}\b")
_GERMAN_SPEAKING: Final = frozenset({"AT", "CH", "DE", "LI"})
"""Markets whose regions have German names of their own, where no other one is given."""
_SPELT_OUT: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "æ": "ae", "ø": "oe"})
"""How these letters are written where a keyboard has none of them."""


@cache
def _usual() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).with_name("spellings") / "regions.toml").read_text(encoding="utf-8"))


@cache
def _kinds() -> frozenset[str]:
    return frozenset(word for kind in _usual()["kinds"] for word in fold(kind).split())


def region_title(code: str, language: str = "en") -> str:
    """What a region is called in English or German, as far as that is known, and else its own name.

    >>> region_title("DE-BY"), region_title("DE-BY", "de"), region_title("IT-21", "de"), region_title("SE-H")
    ('Bavaria', 'Bayern', 'Piemont', 'Kalmar län')
    """
    own = _own_names(code)[0]
    if language.partition("-")[0] == "de":
        german: dict[str, str] = _usual()["german"]
        if code in german or market_of_region(code) in _GERMAN_SPEAKING:
            return german.get(code, own)
    said: list[str] = _usual()["names"].get(code, [""])
    return said[0] or own


def other_names(code: str) -> list[str]:
    """By what other names people call a region, beside its English title, each once."""
    return [name for name in dict.fromkeys(_names_of(code)) if name != region_title(code)]


def _names_of(code: str) -> list[str]:
    usual, german = _usual()["names"].get(code, []), _usual()["german"].get(code, "")
    return [name for name in (*_own_names(code), *usual, german) if name]


def _own_names(code: str) -> list[str]:
    """The names of ISO 3166-2: what stands in brackets or behind a slash is another one; a code there is none."""
    plain, *others = region_names()[code].replace(" / ", "[").split("[")
    first, comma, rest = plain.partition(", ")
    title = f"{rest.strip()} {first}" if comma and " " not in rest.strip() else plain.strip()
    return [title, *(name for one in others if (name := _CODE_IN_BRACKETS.sub("", one).strip(" ]")))]


def regions_of(market: str) -> list[str]:
    """Codes of the regions of a market: those that lie in no other one first, then by English title.

    >>> regions_of("DK")
    ['DK-84', 'DK-82', 'DK-81', 'DK-83', 'DK-85']
    """
    codes = (code for code in region_names() if market_of_region(code) == market)
    return sorted(codes, key=lambda code: (bool(regions_above(code)), anyascii(region_title(code)).casefold(), code))


def region_named(text: str, market: str, where: str | None = None) -> str:
    """The code of the region of a market that a text names: its code, or what people call it, in any case.

    Of regions of one name of which one lies in the other, the wider one is meant: Madrid is the community.

    Args:
        text: what somebody wrote.
        market: code of the market in which it lies.
        where: where the text stood, for the error.

    Raises:
        InputError: ``unknown_region``, with those alike; ``ambiguous_region``, with those that it may mean;
            ``region_elsewhere``, where it lies in another market.

    >>> region_named("Bavaria", "DE"), region_named("bayern", "DE"), region_named("de-by", "DE")
    ('DE-BY', 'DE-BY', 'DE-BY')
    """
    code = region_code(text)
    meant = [code] if code else _meant(text)
    here = [one for one in meant if market_of_region(one) == market]
    if len(here) == 1:
        return here[0]
    raise _not_clear(text, market, where, here, meant)


def _not_clear(text: str, market: str, where: str | None, here: list[str], meant: list[str]) -> InputError:
    country = market_name(market)
    if here:
        code, message = "ambiguous_region", f"{text!r} may mean several regions of {country}."
    elif meant:
        code, message = "region_elsewhere", f"{text!r} does not lie in {country}."
    else:
        code, message = "unknown_region", f"{text!r} is no region of {country}."
    near = here or ([] if meant else _alike(text, market))
    advice = did_you_mean([f"{one} ({region_title(one)})" for one in near], _example(market))
    if code == "region_elsewhere":
        elsewhere = " or ".join(f"{region_title(one)} ({one})" for one in meant[:SUGGESTED])
        advice = f"It is {elsewhere}: write the country of that, or a region of {country}."
    return InputError(message, code=code, value=text, where=where, nearest=near, suggestion=advice)


def _example(market: str) -> str:
    some = regions_of(market)
    if not some:
        return f"Leave it out: no region of {market_name(market)} is known."
    return f"Write its name or its ISO 3166-2 code, such as {region_title(some[0])} or {some[0]}."


def _key(text: str) -> str:
    """What a name is compared by: folded, without what kind of region it is, unless nothing else is said."""
    folded = fold(text[: TEXT_AT_MOST + 1])
    return " ".join(word for word in folded.split() if word not in _kinds()) or folded


@cache
def _named() -> dict[str, tuple[str, ...]]:
    """The regions of each key, in the order of codes; of those that lie in one another, the widest."""
    found: dict[str, list[str]] = {}
    for code in region_names():
        said = (one for name in _names_of(code) for one in (name, name.lower().translate(_SPELT_OUT)))
        for key in dict.fromkeys(map(_key, said)):
            found.setdefault(key, []).append(code)
    return {
        key: tuple(code for code in codes if not set(regions_above(code)).intersection(codes))
        for key, codes in found.items()
    }


def _meant(text: str) -> list[str]:
    return list(_named().get(_key(text), ())) if text.strip() and len(text) <= TEXT_AT_MOST else []


def _alike(text: str, market: str) -> list[str]:
    """Regions of a market whose names are like a text, best first."""
    keys = [key for key, codes in _named().items() if any(market_of_region(code) == market for code in codes)]
    found = process.extract(_key(text), keys, scorer=OSA.normalized_similarity, score_cutoff=LIKENESS, limit=None)
    ranked = sorted(found, key=lambda hit: (-hit[1], hit[0]))
    codes = (code for key, _, _ in ranked for code in _named()[key] if market_of_region(code) == market)
    return list(dict.fromkeys(codes))[:SUGGESTED]
