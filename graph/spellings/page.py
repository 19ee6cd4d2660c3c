"""What people write for markets, for the page's field: codes, and the usual spellings in Latin letters.

    python -m graph.spellings.page

writes them for the build of the page. What it does not know of them the page asks the server.
"""

import json
import tomllib
from pathlib import Path
from typing import Final

import pycountry

from graph.written import write_or_check

_USUAL: Final = Path(__file__).with_name("usual.toml")
_WRITTEN: Final = Path(__file__).parents[2] / "web" / "explorer" / "src" / "generated" / "spellings.json"
_LATIN: Final = "\u024f"
"""The last of the Latin letters that European languages are written in."""


def written() -> dict[Path, str]:
    """The file of the page's build, and what it says: of each market, by its code, what people write for it."""
    spellings = {country.alpha_2: [country.alpha_3] for country in pycountry.countries}
    usual = tomllib.loads(_USUAL.read_text(encoding="utf-8"))
    for codes, texts in (*usual["codes"].items(), *usual["spellings"].items()):
        for code in codes.split():
            spellings.setdefault(code, []).extend(text for text in texts if max(text) <= _LATIN)
    return {_WRITTEN: json.dumps(spellings, ensure_ascii=False, indent=1, sort_keys=True) + "\n"}


if __name__ == "__main__":
    write_or_check(written())
