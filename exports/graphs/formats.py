"""The formats in which a graph leaves: the registry. A new one is a module beside this one, and a line here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import starmap
from typing import Final

from exports.graphs.csv_tables import csv_files
from exports.graphs.jsonld import jsonld
from exports.graphs.parquet import parquet_files
from exports.graphs.view import GraphView
from graph.errors import InputError, did_you_mean, nearest


@dataclass(frozen=True, slots=True)
class Part:
    """A file of an export.

    Attributes:
        name: of the file, without a folder.
        chunks: its bytes, made as they are taken.
    """

    name: str
    chunks: Iterator[bytes]


@dataclass(frozen=True, slots=True)
class GraphFormat:
    """A format.

    Attributes:
        name: by which it is asked for.
        media: media type of its one file; of several in an archive, ``application/zip``.
        meaning: in one sentence: for which tools.
        suffix: of its one file; ``.zip``: it is several.
        parts: makes the files of a view, one after the other.
    """

    name: str
    media: str
    meaning: str
    suffix: str
    parts: Callable[[GraphView], Iterator[Part]]

    @property
    def several(self) -> bool:
        """Whether it is several files."""
        return self.suffix == ".zip"


def _one(name: str, write: Callable[[GraphView], Iterator[bytes]]) -> Callable[[GraphView], Iterator[Part]]:
    return lambda view: iter((Part(name, write(view)),))


def _several(
    write: Callable[[GraphView], Iterator[tuple[str, Iterator[bytes]]]],
) -> Callable[[GraphView], Iterator[Part]]:
    return lambda view: starmap(Part, write(view))


_TABLE: Final = (
    GraphFormat(
        "csv", "application/zip", "Tables of nodes and edges for pandas, polars, DuckDB, Gephi and spreadsheets.",
        ".zip", _several(csv_files),
    ),
    GraphFormat(
        "parquet", "application/zip", "Tables with typed columns for pandas, polars, DuckDB and Arrow.",
        ".zip", _several(parquet_files),
    ),
    GraphFormat(
        "jsonld", "application/ld+json", "Linked data in schema.org's terms, for tools of RDF.",
        ".jsonld", _one("graph.jsonld", jsonld),
    ),
)  # fmt: skip
FORMATS: Final[dict[str, GraphFormat]] = {one.name: one for one in _TABLE}


def graph_format(name: str, where: str) -> GraphFormat:
    """The format of a name.

    Raises:
        InputError: there is none.
    """
    if name not in FORMATS:
        close = nearest(name, FORMATS)
        raise InputError(
            f"{name!r} is no format of graphs.", code="unknown_format", value=name, where=where, nearest=close,
            suggestion=did_you_mean(close, f"There are {', '.join(FORMATS)}."),
        )  # fmt: skip
    return FORMATS[name]
