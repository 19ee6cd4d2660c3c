"""Files in the layouts of publishers, with made-up rows."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from graph.store import Store
from loaders import LoadReport, Published, load
from tests.loaders.folders import loaded, now

SECTORS = ("agrifood", "digital", "energy", "health", "manufacturing", "space")


def table(columns: Sequence[str], *rows: Sequence[str], separator: str = ",") -> str:
    """A CSV file."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows([columns, *rows])
    return text.getvalue()


def row(columns: Sequence[str], **said: str) -> list[str]:
    """A row of which some cells are said; a blank in a column's name is written as an underscore."""
    given = {name.replace(" ", "_"): name for name in columns}
    assert said.keys() <= given.keys()
    return [next((text for key, text in said.items() if given[key] == name), "") for name in columns]


def load_published(store: Store, source: str, path: Path) -> LoadReport:
    """Load a built-in source from a publisher's file, in small batches."""
    return load(store, Published(source, path), batch_rows=3, now=now)


def with_sectors(store: Store, folder: Path) -> None:
    """Have another source state the sectors to which look-ups lead."""
    loaded(store, folder, {"sectors": "id,name\n" + "".join(f"{one},{one.title()}\n" for one in SECTORS)})


def said(store: Store, type_: str, source: str) -> list[dict[str, Any]]:
    """What a source says of each thing of a type, with its id, in the order of ids."""
    with store.reading() as scan:
        found = [one for one in scan.entities() if (one.type, one.source) == (type_, source)]
    return [{"id": one.id, **one.properties} for one in sorted(found, key=lambda one: one.id)]
