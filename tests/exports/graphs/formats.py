"""Formats made for tests: one of one file and one of several, which tell how far they have been taken."""

from collections.abc import Iterator
from typing import Final

from exports.graphs.formats import GraphFormat, Part
from exports.graphs.view import GraphView


def _lines(view: GraphView) -> Iterator[bytes]:
    for node in view.nodes():
        yield f"{node.id}\n".encode()
    for edge in view.edges():
        yield f"{edge.source} {edge.target}\n".encode()


def _one(view: GraphView) -> Iterator[Part]:
    yield Part("graph.lines", _lines(view))


def _two(view: GraphView) -> Iterator[Part]:
    yield Part("nodes.txt", (f"{node.id}\n".encode() for node in view.nodes()))
    yield Part("edges.txt", (f"{edge.source} {edge.target}\n".encode() for edge in view.edges()))


LINES: Final = GraphFormat("lines", "application/x-lines", "A line a node, then a line an edge.", ".lines", _one)
TABLES: Final = GraphFormat("tables", "text/plain", "A file of nodes and a file of edges.", ".zip", _two)
