"""Files of a graph as one stream: made as it is taken, stopped where work is, the same for the same graph."""

import io
from collections.abc import Iterator
from dataclasses import replace
from zipfile import ZipFile

import pytest

from exports.graphs.stream import followed, streamed
from exports.graphs.view import Node
from graph.errors import StoppedError
from graph.work import Stop, Work, underway
from tests.exports.graphs.formats import LINES, TABLES
from tests.exports.graphs.views import EDGES, NODES, empty_view, small_view


class Seen:
    """What was told on the way."""

    def __init__(self) -> None:
        self.told: list[tuple[str, int] | int | str] = []

    def start(self, what: str, total: int) -> None:
        self.told.append((what, total))

    def advance(self, n: int) -> None:
        self.told.append(n)

    def finish(self) -> None:
        self.told.append("done")


def test_one_file_is_its_bytes() -> None:
    lines = b"".join(streamed(LINES, small_view())).decode().splitlines()
    assert lines == [*(node.id for node in NODES), *(f"{edge.source} {edge.target}" for edge in EDGES)]


def test_several_files_are_an_archive_of_them_that_tells_no_time() -> None:
    packed = b"".join(streamed(TABLES, small_view()))
    with ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        assert {one.filename: one.date_time for one in archive.infolist()} == {
            "nodes.txt": (1980, 1, 1, 0, 0, 0),
            "edges.txt": (1980, 1, 1, 0, 0, 0),
        }
        assert {one.external_attr >> 16 for one in archive.infolist()} == {0o644}
        assert archive.read("nodes.txt").decode().splitlines() == [node.id for node in NODES]
    assert b"".join(streamed(TABLES, small_view())) == packed


def test_an_archive_of_nothing_can_be_opened() -> None:
    with ZipFile(io.BytesIO(b"".join(streamed(TABLES, empty_view())))) as archive:
        assert archive.read("edges.txt") == b""


@pytest.mark.parametrize("format_", [LINES, TABLES])
def test_it_is_made_as_it_is_taken(format_: object) -> None:
    taken = 0

    def nodes() -> Iterator[Node]:
        nonlocal taken
        for number in range(100_000):
            taken += 1
            yield NODES[0]._replace(id=f"{number:032}")

    view = replace(small_view(), nodes=nodes, node_count=100_000)
    chunks = streamed(LINES if format_ is LINES else TABLES, followed(view))
    assert taken == 0
    for _ in range(10):
        next(chunks)
    assert 0 < taken <= 1_000


def test_whoever_follows_is_told_of_each_way_through() -> None:
    seen = Seen()
    view = followed(small_view(), seen)
    assert list(view.nodes()) == list(NODES)
    assert list(view.edges()) == list(EDGES)
    count, edges = len(NODES), len(EDGES)
    assert seen.told == [("nodes", count), count, "done", ("edges", edges), edges, "done"]


def test_it_stops_where_work_is_to_stop() -> None:
    work = Work()
    view = followed(replace(small_view(), nodes=lambda: (NODES[0] for _ in range(10_000))))
    with underway(work):
        chunks = streamed(LINES, view)
        next(chunks)
        work.stop(Stop.GONE)
        with pytest.raises(StoppedError):
            list(chunks)
