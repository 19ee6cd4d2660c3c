"""The whole graph as files for analysts' own tools."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.measure import milliseconds, peak_megabytes
from bench.tasks.given import Given
from exports.graphs.formats import graph_format
from exports.graphs.layers import graph_view
from exports.graphs.view import Layer
from graph.snapshot.snapshot import Snapshot


def export(given: Given, name: str) -> Iterator[float]:
    """How long the relations of the day take in a format, from a snapshot that is not open yet to files."""
    yield milliseconds(lambda: _export(given, name))


def memory(given: Given, name: str) -> Iterator[float]:
    """Most memory resident in a process that does so, in megabytes, mapped files of the snapshot included."""
    _export(given, name)
    yield peak_megabytes()


def _export(given: Given, name: str) -> None:
    view = graph_view(Snapshot(given.snapshot).on_day(), Layer.RELATIONS)
    with TemporaryDirectory() as folder:
        for part in graph_format(name, "format").parts(view):
            with (Path(folder) / part.name).open("wb") as file:
                file.writelines(part.chunks)
