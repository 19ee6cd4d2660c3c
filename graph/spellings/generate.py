"""Writes cldr.txt: every market's English name and its names in all languages of CLDR, folded.

    python -m graph.spellings.generate

Reading all of CLDR takes a second and much memory; reading what is written here takes milliseconds. To be run again
whenever babel brings a newer CLDR, or ``fold`` changes; a test compares.
"""

from collections import defaultdict
from pathlib import Path
from typing import Final

import pycountry
from babel import Locale, localedata
from babel.core import get_cldr_version

from graph.spellings.folding import fold

CLDR_FILE: Final = Path(__file__).with_name("cldr.txt")
_PART_OF: Final = {"EA": "ES", "IC": "ES", "CQ": "GG", "AC": "SH", "TA": "SH", "DG": "IO"}
"""Territories that CLDR names and ISO counts as part of another's."""
_SPELT_OUT: Final = str.maketrans({"ä": "ae", "å": "aa", "æ": "ae", "ö": "oe", "ø": "oe", "ü": "ue"})
_SPELLING_OUT: Final = frozenset({"da", "de", "gsw", "lb", "nb", "nn", "no", "sv"})
"""Languages in which these letters are spelt out where a keyboard has none of them."""


def generate() -> str:
    """The content of cldr.txt."""
    markets = {country.alpha_2 for country in pycountry.countries} | {"XK"}
    found: dict[str, set[str]] = defaultdict(set)
    for language in localedata.locale_identifiers():
        for territory, name in Locale.parse(language).territories.items():
            market = _PART_OF.get(territory, territory)
            if market in markets:
                found[market].add(fold(name))
                if language.partition("_")[0] in _SPELLING_OUT:
                    found[market].add(fold(name.lower().translate(_SPELT_OUT)))
    english = Locale.parse("en").territories
    # What has no letter left once folded is nobody's.
    lines = [f"{market}\t{english[market]}\t{'|'.join(sorted(found[market] - {''}))}\n" for market in sorted(markets)]
    return f"# CLDR {get_cldr_version()}. Made by graph/spellings/generate.py.\n" + "".join(lines)


if __name__ == "__main__":
    CLDR_FILE.write_text(generate(), encoding="utf-8")
