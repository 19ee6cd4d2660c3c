"""The formats in which a graph leaves: the registry. A new one is a module beside this one, and a line here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import starmap
from typing import Final

from exports.graphs.csv_tables import csv_files
from exports.graphs.gexf import gexf
from exports.graphs.graphml import graphml
from exports.graphs.jsonld import jsonld
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


def _one_file(name: str, media: str, meaning: str, chunks: Callable[[GraphView], Iterator[bytes]]) -> GraphFormat:
    """A format of one file, which is called after it."""
    return GraphFormat(
        name, media, meaning, f".{name}", lambda view: iter((Part(f"opendoors-{view.layer}.{name}", chunks(view)),))
    )


def _several_files(
    name: str, meaning: str, files: Callable[[GraphView], Iterator[tuple[str, Iterator[bytes]]]]
) -> GraphFormat:
    return GraphFormat(name, "application/zip", meaning, ".zip", lambda view: starmap(Part, files(view)))


def _parquet_files(view: GraphView) -> Iterator[tuple[str, Iterator[bytes]]]:
    from exports.graphs.parquet import parquet_files  # noqa: PLC0415 - only who writes such files loads their library

    return parquet_files(view)


FORMATS: Final[dict[str, GraphFormat]] = {
    one.name: one
    for one in (
        _one_file("graphml", "application/graphml+xml", "For networkx, igraph and most tools for graphs.", graphml),
        _one_file("gexf", "application/gexf+xml", "For Gephi, with periods, colours and places on a map.", gexf),
        _several_files("csv", "Tables of nodes and edges for pandas, polars, DuckDB and spreadsheets.", csv_files),
        _several_files("parquet", "The same tables with the type of every column in them.", _parquet_files),
        _one_file("jsonld", "application/ld+json", "For tools of linked data, in schema.org's terms.", jsonld),
    )
}


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
