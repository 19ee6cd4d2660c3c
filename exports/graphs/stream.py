"""The files of a graph as one stream of bytes, made as it is taken: the one file, or an archive of several."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Final, Protocol, TypeVar
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from exports.graphs.formats import GraphFormat, Part
from exports.graphs.view import GraphView
from graph.work import look

ARCHIVE: Final = ".zip"
ARCHIVE_MEDIA: Final = "application/zip"
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
"""The first that archives know."""
_READABLE: Final = 0o644
"""Who may read a file of an archive where it is taken out of it: everybody."""
_AT_ONCE: Final = 500
"""Nodes or edges between two looks."""

Item = TypeVar("Item")


class Progress(Protocol):
    """Is told how far it has come."""

    def start(self, what: str, total: int) -> None:
        """So many nodes or edges are about to be gone through."""

    def advance(self, n: int) -> None:
        """So many more are done."""

    def finish(self) -> None:
        """All of them are done."""


def followed(view: GraphView, progress: Progress | None = None) -> GraphView:
    """The same view, which stops where work is to stop (``graph.work``), and tells how far it has come."""

    def each(what: str, total: int, items: Callable[[], Iterator[Item]]) -> Iterator[Item]:
        if progress is not None:
            progress.start(what, total)
        left = items()
        while block := list(islice(left, _AT_ONCE)):
            look()
            yield from block
            if progress is not None:
                progress.advance(len(block))
        if progress is not None:
            progress.finish()

    return replace(
        view,
        nodes=lambda: each("nodes", view.node_count, view.nodes),
        edges=lambda: each("edges", view.edge_count, view.edges),
    )


def streamed(format_: GraphFormat, view: GraphView) -> Iterator[bytes]:
    """The bytes of a view in a format: the same for the same view."""
    parts = format_.parts(view)
    if format_.several:
        yield from archived(parts)
    else:
        for part in parts:
            yield from part.chunks


def archived(parts: Iterator[Part]) -> Iterator[bytes]:
    """The bytes of an archive of files. It tells no time, and nobody has to be able to go back in what is written."""
    written = _Written()
    with ZipFile(written, "w") as archive:
        for part in parts:
            with archive.open(_entry(part.name), "w", force_zip64=True) as file:
                for chunk in part.chunks:
                    file.write(chunk)
                    yield written.take()
            yield written.take()
    yield written.take()


def _entry(name: str) -> ZipInfo:
    made = ZipInfo(name, _NO_TIME)
    made.compress_type, made.external_attr = ZIP_DEFLATED, _READABLE << 16
    return made


class _Written:
    """What an archive has written and nobody has taken yet."""

    def __init__(self) -> None:
        self._held = bytearray()

    def write(self, data: bytes) -> int:
        self._held += data
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """Nothing is open."""

    def take(self) -> bytes:
        taken, self._held = bytes(self._held), bytearray()
        return taken
