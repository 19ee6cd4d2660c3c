"""Writes what CLDR says: every market's English name, and its names in all languages, folded.

    python -m graph.spellings.generate

Reading all of CLDR takes a second and much memory; reading what is written here takes milliseconds. To be run again
whenever babel brings a newer CLDR, or english.toml or ``fold`` changes; a test compares.
"""

import tomllib
from pathlib import Path
from typing import Final

import pycountry
from babel import Locale, localedata
from babel.core import get_cldr_version

from graph.spellings.folding import fold

FOLDER: Final = Path(__file__).parent
_PART_OF: Final = {"EA": "ES", "IC": "ES", "CQ": "GG", "AC": "SH", "TA": "SH", "DG": "IO"}
"""Territories that CLDR names and ISO counts as part of another's."""
_SPELT_OUT: Final = str.maketrans({"ä": "ae", "å": "aa", "æ": "ae", "ö": "oe", "ø": "oe", "ü": "ue"})
_SPELLING_OUT: Final = frozenset({"da", "de", "gsw", "lb", "nb", "nn", "no", "sv"})
"""Languages in which these letters are spelt out where a keyboard has none of them."""


def generate() -> dict[str, str]:
    """The content of each file by its name."""
    markets = sorted({country.alpha_2 for country in pycountry.countries} | {"XK"})
    found = _folded_names(markets)
    usual = tomllib.loads((FOLDER / "english.toml").read_text(encoding="utf-8"))
    english = {**Locale.parse("en").territories, **usual}
    head = f"# CLDR {get_cldr_version()}. Made by graph/spellings/generate.py.\n"
    return {
        "english.txt": head + "".join(f"{market}\t{english[market]}\n" for market in markets),
        "cldr.txt": head + "".join(f"{market}\t{'|'.join(sorted(found[market]))}\n" for market in markets),
    }


def _folded_names(markets: list[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {market: set() for market in markets}
    for language in localedata.locale_identifiers():
        for territory, name in Locale.parse(language).territories.items():
            names = found.get(_PART_OF.get(territory, territory))
            if names is not None:
                names.add(fold(name))
                if language.partition("_")[0] in _SPELLING_OUT:
                    names.add(fold(name.lower().translate(_SPELT_OUT)))
    return found


if __name__ == "__main__":
    for file, content in generate().items():
        (FOLDER / file).write_text(content, encoding="utf-8")
