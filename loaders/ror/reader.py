"""One row an organisation, one row a relationship, as the registry's records are flattened to CSV."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from graph.errors import InputError
from graph.regions import check_region
from graph.relations import RELATION_KINDS
from loaders.declaration import Declaration
from loaders.publisher import Line, Made, Pass, PublisherReader, Row, Words

_IDENTIFIERS: Final = {"grid": "grid", "isni": "isni", "wikidata": "wikidata", "fundref": "fundref"}
"""Column → scheme."""
_NAMES: Final = {"acronyms": "acronym", "aliases": "short", "labels": "native"}
"""Column → kind of name. Aliases are any other names, for which short is the nearest word; labels are translations."""
_WITHDRAWN: Final = "withdrawn"
_BACK: Final = "back"
_DIGITS_OF_A_YEAR: Final = 4


def reader(path: Path, declaration: Declaration) -> PublisherReader:
    """Of the two files, plain or gzipped."""
    return PublisherReader(path, declaration, _PASSES)


def _organisations(rows: Iterable[Line], words: Words) -> Iterator[Made]:
    for line, row in rows:
        if row["status"] == _WITHDRAWN:
            words.note("a record that the registry has withdrawn is ignored")
            yield line, {}
        else:
            yield line, _organisation(row, words)


def _organisation(row: Row, words: Words) -> dict[str, str]:
    return {
        "id": _id(row["ror_id"]),
        "kind": words.first("type", row["types"].split("|")),
        "name": row["name"],
        "other_names": "|".join(dict.fromkeys(_names(row))),
        "status": words.ours("status", row["status"]),
        "country": row["country_code"],
        "region": _region(row, words),
        "city": row["city"],
        "lat": row["lat"],
        "lon": row["lng"],
        "founded": row["established"].zfill(_DIGITS_OF_A_YEAR) if row["established"] else "",
        "website": row["website"],
        "identifiers": "|".join((f"ror:{row['ror_id']}", *_identifiers(row))),
        "source_url": row["ror_id"],
    }


def _relations(rows: Iterable[Line], words: Words) -> Iterator[Made]:
    for line, row in rows:
        kind, _, way = words.ours("relation", row["type"]).partition(" ")
        ends = [_id(row["ror_id"]), _id(row["related_ror_id"])]
        if way == _BACK:
            ends.reverse()
        elif kind in RELATION_KINDS and RELATION_KINDS[kind].symmetric:
            ends.sort()
        yield line, {"kind": kind, "source": ends[0], "target": ends[1]}


def _id(address: str) -> str:
    return "ror-" + address.rpartition("/")[2].lower()


def _names(row: Row) -> Iterator[str]:
    for column, kind in _NAMES.items():
        for said in filter(None, row[column].split("|")):
            name = said.rpartition("@")[0] if column == "labels" else said
            if name.strip() and name != row["name"]:
                yield f"{kind}:{name.strip()}"


def _identifiers(row: Row) -> Iterator[str]:
    for column, scheme in _IDENTIFIERS.items():
        for value in filter(None, row[column].split("|")):
            yield f"{scheme}:{''.join(value.split())}"


def _region(row: Row, words: Words) -> str:
    if not row["subdivision_code"]:
        return ""
    try:
        return check_region(f"{row['country_code']}-{row['subdivision_code']}")
    except (InputError, ValueError):
        words.note("a subdivision that ISO 3166-2 does not know is left out")
        return ""


_PASSES: Final = (
    Pass(
        "organisation",
        "organisations",
        (
            "ror_id", "name", "acronyms", "aliases", "labels", "types", "status", "established", "country_code",
            "subdivision_code", "city", "lat", "lng", "website", "grid", "isni", "wikidata", "fundref",
        ),
        _organisations,
    ),
    Pass("relation", "relations", ("ror_id", "type", "related_ror_id"), _relations),
)  # fmt: skip
