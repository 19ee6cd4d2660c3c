"""One row a cluster: its name, country, industrial ecosystem and city."""

from pathlib import Path
from typing import Final

from loaders.declaration import Declaration
from loaders.publisher import Pass, PublisherReader, Row, Words, each, slug


def reader(path: Path, declaration: Declaration) -> PublisherReader:
    """Of a list of names and places."""
    return PublisherReader(path, declaration, _PASSES)


def _cluster(row: Row, words: Words) -> dict[str, str]:
    """The list has no ids: a cluster is told from others by its name and country."""
    return {
        "id": f"{slug(row['name'])}-{row['country_code'].lower()}",
        "kind": "cluster",
        "name": row["name"],
        "country": row["country_code"],
        "city": row["city"],
        "sectors": words.ours("ecosystem", row["ecosystem_code"]),
    }


_PASSES: Final = (Pass("organisation", "clusters", ("name", "country_code", "ecosystem_code", "city"), each(_cluster)),)
