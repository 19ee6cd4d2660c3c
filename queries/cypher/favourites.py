"""Writes the saved queries as favourites of Neo4j Browser: ``python -m queries.cypher.favourites``.

It takes an archive of ``.cypher`` files, as it writes one itself: each file becomes a favourite, called by its first
line, in the folder in which it lies.
"""

import io
from pathlib import Path
from typing import Final
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from graph.written import write_or_check
from queries.cypher import SUFFIX, saved_queries

FILE: Final = Path(__file__).parents[2] / "docs" / "neo4j-browser-favourites.zip"
FOLDER: Final = "OpenDoors"
_UNIX: Final = 3
"""Whatever system it is written on, the bytes are the same."""


def favourites() -> dict[str, str]:
    """Name in the archive → a saved query, with its title before its comment."""
    return {
        f"{FOLDER}/{query.name}{SUFFIX}": f"// {query.name.replace('_', ' ').capitalize()}\n//\n{query.text}"
        for query in saved_queries()
    }


def written() -> dict[Path, bytes]:
    """The archive: not packed, so that it is the same wherever it is made."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name, text in favourites().items():
            entry = ZipInfo(name)
            entry.create_system = _UNIX
            archive.writestr(entry, text)
    return {FILE: out.getvalue()}


if __name__ == "__main__":
    write_or_check(written())
