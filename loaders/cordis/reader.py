"""One row a participation. The file has no names: an organisation is called by its PIC, a project by its record."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from loaders.declaration import Declaration
from loaders.publisher import Line, Made, Pass, PublisherReader, Row, Words, each

_MISSING: Final = "NA"
"""How the file says that nothing is known; as a country it may be Namibia, so it says nothing either."""


def reader(path: Path, declaration: Declaration) -> PublisherReader:
    """Of the file, plain or gzipped."""
    return PublisherReader(path, declaration, _PASSES)


def _organisations(rows: Iterable[Line], words: Words) -> Iterator[Made]:
    """Each once: by its first row with a country, or else by its first."""
    seen: dict[str, Line | None] = {}
    for line, row in rows:
        pic = row["pic"]
        if row["country"] not in ("", _MISSING) and seen.get(pic, (line, row)) is not None:
            seen[pic] = None
            yield line, _organisation(row, words)
        else:
            seen.setdefault(pic, (line, row))
    for left in filter(None, seen.values()):
        yield left[0], _organisation(left[1], words)


def _organisation(row: Row, words: Words) -> dict[str, str]:
    return {
        "id": f"pic-{row['pic']}",
        "kind": words.ours("activity", row["type"]),
        "name": f"PIC {row['pic']}",
        "country": _known(row, "country", words),
        "identifiers": f"pic:{row['pic']}",
    }


def _known(row: Row, column: str, words: Words) -> str:
    if row[column] != _MISSING:
        return row[column]
    words.note(f"{column}: {_MISSING} is read as unknown")
    return ""


def _projects(rows: Iterable[Line], words: Words) -> Iterator[Made]:
    """Each once, with how many take part."""
    first: dict[str, Line] = {}
    counts: dict[str, int] = {}
    for line, row in rows:
        first.setdefault(row["rcn"], (line, row))
        counts[row["rcn"]] = counts.get(row["rcn"], 0) + 1
    for rcn, (line, row) in first.items():
        yield line, _project(row, counts[rcn], words)


def _project(row: Row, participants: int, words: Words) -> dict[str, str]:
    return {
        "id": f"rcn-{row['rcn']}",
        "kind": "project",
        "name": f"Horizon 2020 project, CORDIS record {row['rcn']}",
        "start": _known(row, "start_date", words),
        "end": _known(row, "end_date", words),
        "participants": str(participants),
        "funder": "European Union",
    }


def _participation(row: Row, words: Words) -> dict[str, str]:
    return {
        "kind": words.ours("relation", "participation"),
        "source": f"pic-{row['pic']}",
        "target": f"rcn-{row['rcn']}",
        "role": words.ours("role", row["role"]),
    }


_PASSES: Final = (
    Pass("organisation", "participations", ("pic", "type", "country"), _organisations),
    Pass("context", "participations", ("rcn", "start_date", "end_date"), _projects),
    Pass("relation", "participations", ("rcn", "pic", "role"), each(_participation)),
)
