"""One row a participation, with the organisation in full, and one row a project."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from loaders.declaration import Declaration
from loaders.publisher import Line, Made, Pass, PublisherReader, Row, Words, each

_PAGE: Final = "https://cordis.europa.eu/project/id/"


def reader(path: Path, declaration: Declaration) -> PublisherReader:
    """Of the two files."""
    return PublisherReader(path, declaration, _PASSES)


def _organisations(rows: Iterable[Line], words: Words) -> Iterator[Made]:
    """Each once, as its first participation has it."""
    seen: set[str] = set()
    for line, row in rows:
        if row["organisationID"] not in seen:
            seen.add(row["organisationID"])
            yield line, _organisation(row, words)


def _organisation(row: Row, words: Words) -> dict[str, str]:
    lat, _, lon = row["geolocation"].partition(",")
    name, short = " ".join(row["name"].split()), " ".join(row["shortName"].split())
    return {
        "id": f"pic-{row['organisationID']}",
        "kind": words.ours("activity", row["activityType"]),
        "name": name,
        "other_names": f"short:{short}" if short.casefold() != name.casefold() and any(map(str.isalnum, short)) else "",
        "country": row["country"],
        "city": row["city"],
        "lat": lat,
        "lon": lon,
        "website": _website(row["organizationURL"], words),
        "identifiers": f"pic:{row['organisationID']}" + _vat(row["vatNumber"]),
    }


def _website(text: str, words: Words) -> str:
    if not text or (text.startswith(("http://", "https://")) and " " not in text):
        return text
    words.note("a website that is none is left out")
    return ""


def _vat(text: str) -> str:
    number = "".join(text.split())
    return f"|vat:{number}" if any(map(str.isdigit, number)) else ""


def _project(row: Row, words: Words) -> dict[str, str]:
    return {
        "id": f"project-{row['id']}",
        "kind": "project",
        "name": f"{row['acronym']} – {row['title']}",
        "status": words.ours("state", row["status"]),
        "start": row["startDate"],
        "end": row["endDate"],
        "funder": "European Union",
        "source_url": _PAGE + row["id"],
    }


def _participation(row: Row, words: Words) -> dict[str, str]:
    return {
        "kind": words.ours("relation", "participation"),
        "source": f"pic-{row['organisationID']}",
        "target": f"project-{row['projectID']}",
        "role": words.ours("role", row["role"]),
        "source_url": _PAGE + row["projectID"],
    }


_PASSES: Final = (
    Pass(
        "organisation",
        "organisations",
        (
            "organisationID", "vatNumber", "name", "shortName", "activityType", "city", "country", "geolocation",
            "organizationURL",
        ),
        _organisations,
    ),
    Pass("context", "projects", ("id", "acronym", "status", "title", "startDate", "endDate"), each(_project)),
    Pass("relation", "organisations", ("projectID", "organisationID", "role"), each(_participation)),
)  # fmt: skip
