"""One row a hub: a cluster, with its sectors, its technologies as competences, and its services."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from loaders.declaration import Declaration
from loaders.publisher import Line, Made, Pass, PublisherReader, Row, Words, each, slug

_SCORED: Final = re.compile(r"(.+?)\s*-\s*\d+(?:,\s*|$)")
"""An entry of a list such as ``Energy, fuels - 3, Space - 1``: labels hold commas, scores end them."""
_CUT_SHORT: Final = ("...", "…")
_POSTCODE: Final = re.compile(r"^(?:[A-Z]{1,2}-)?\d[\dA-Z -]*\s+(?=\D)")
_PROVINCE: Final = re.compile(r"\s+(?:[A-Z]{2}|\d{3,})$")
_CITY_AT_MOST: Final = 40


def reader(path: Path, declaration: Declaration) -> PublisherReader:
    """Of the catalogue as it is exported, as CSV."""
    return PublisherReader(path, declaration, _PASSES)


def _hub(row: Row, words: Words) -> dict[str, str]:
    short, title = row["EDIH Name"], row["EDIH Title"] or row["EDIH Name"]
    sectors = (words.ours("sector", label) for label in _labels(row["Formatted sectors"]))
    return {
        "id": _id(row),
        "kind": "cluster",
        "form": "network",
        "name": title,
        "other_names": f"short:{short}" if short != title else "",
        "country": row["Country"],
        "city": _city(row["Contact Location"], words),
        "website": _website(row["Website"], words),
        "sectors": "|".join(dict.fromkeys(filter(None, sectors))),
        "competences": "|".join(dict.fromkeys(_labels(row["Formatted technologies"]))),
    }


def _services(rows: Iterable[Line], words: Words) -> Iterator[Made]:
    for line, row in rows:
        named = (words.ours("service", label) for label in _labels(row["Formatted services"]))
        for service in dict.fromkeys(filter(None, named)):
            yield line, {"id": f"{_id(row)}--{service.replace('_', '-')}", "organisation": _id(row), "service": service}


def _id(row: Row) -> str:
    """Its short name and country: hubs of two countries may share a name."""
    return f"{slug(row['EDIH Name'])}-{slug(row['Country'])}"


def _labels(text: str) -> list[str]:
    return [found.strip() for found in _SCORED.findall(text)]


def _website(text: str, words: Words) -> str:
    if text.startswith(("http://", "https://")) and not text.endswith(_CUT_SHORT) and " " not in text:
        return text
    if text:
        words.note("a website that is none, or is cut short, is left out")
    return ""


def _city(address: str, words: Words) -> str:
    found = city_of(address)
    if address and not found:
        words.note("an address of which the city cannot be told is left out")
    return found


def city_of(address: str) -> str:
    """The city of an address in one line: what stands before its country, without postcode and province.

    >>> city_of("Mainzer Str. 1, 66111 Saarbrücken, Germany"), city_of("Via Santa Croce 77, 38122 Trento TN, Italy")
    ('Saarbrücken', 'Trento')
    """
    parts = [part.strip() for part in address.split(",") if part.strip()]
    found = _PROVINCE.sub("", _POSTCODE.sub("", parts[-2])) if len(parts) > 1 else ""
    words = found.split()
    if len(words) > 1 and words[: len(words) // 2] == words[len(words) // 2 :]:
        found = " ".join(words[: len(words) // 2])  # a city and its province
    return found if len(found) <= _CITY_AT_MOST and not any(map(str.isdigit, found)) else ""


_PASSES: Final = (
    Pass(
        "organisation",
        "catalogue",
        (
            "EDIH Name", "EDIH Title", "Country", "Contact Location", "Website", "Formatted sectors",
            "Formatted technologies",
        ),
        each(_hub),
    ),
    Pass("service", "catalogue", ("EDIH Name", "Country", "Formatted services"), _services),
)  # fmt: skip
