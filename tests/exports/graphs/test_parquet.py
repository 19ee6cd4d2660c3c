"""Tables of a view as Parquet, read by those for whom they are written."""

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given

from exports.characters import plain
from exports.graphs.layers import graph_view
from exports.graphs.parquet import ABOUT, MEANING, ROW_GROUP, parquet_files
from exports.graphs.tables import tables
from exports.graphs.view import GraphView, Layer, Node, Value, ValueType
from graph.snapshot.on_day import Day
from tests.exports.graphs.drawn import AWKWARD_IDS, views
from tests.exports.graphs.views import NODES, SOURCE, empty_view, small_view

TYPES = {
    ValueType.TEXT: "string", ValueType.TEXTS: "list<element: string>", ValueType.DATE: "string",
    ValueType.WHOLE: "int64", ValueType.NUMBER: "double", ValueType.YES_NO: "bool",
}  # fmt: skip


def files(view: GraphView) -> dict[str, bytes]:
    return {name: b"".join(chunks) for name, chunks in parquet_files(view)}


def read(view: GraphView) -> dict[str, pa.Table]:
    return {name: pq.read_table(io.BytesIO(data)) for name, data in files(view).items()}


def as_read(value: Value) -> Any:
    if isinstance(value, tuple):
        return list(map(plain, value))
    return plain(value) if isinstance(value, str) else value


@given(views(AWKWARD_IDS))
@example(small_view())
@example(empty_view())
def test_whatever_is_in_a_view_comes_back_with_its_type(view: GraphView) -> None:
    made = read(view)
    assert list(made) == ["nodes.parquet", "edges.parquet"]
    for table, columns in zip(tables(view), made.values(), strict=True):
        assert [(field.name, str(field.type)) for field in columns.schema] == [
            (one.name, TYPES[one.type]) for one in table.columns
        ]
        rows = [tuple(row.values()) for row in columns.to_pylist()]
        assert rows == [tuple(map(as_read, row)) for row in table.rows()]


@pytest.mark.parametrize("layer", Layer)
def test_the_starter_data_are_read_by_all(starter: Day, layer: Layer, tmp_path: Path) -> None:
    view = graph_view(starter, layer)
    for (name, data), table in zip(files(view).items(), tables(view), strict=True):
        path = tmp_path / name
        path.write_bytes(data)
        by_polars, by_duckdb = pl.read_parquet(path), duckdb.read_parquet(str(path)).pl()
        assert by_polars.equals(by_duckdb)
        assert by_polars.rows() == [tuple(map(as_read, row)) for row in table.rows()]
        assert pd.read_parquet(path)["id"].tolist() == by_polars["id"].to_list()


def test_a_file_says_what_it_is_and_what_each_column_means() -> None:
    nodes = read(small_view())["nodes.parquet"]
    about = json.loads(nodes.schema.metadata[ABOUT.encode()])
    assert (about["as_of"], about["layer"], about["revision"]) == ("2026-11-28", "relations", "7")
    assert about["sources"][0]["licence"] == SOURCE.licence
    assert nodes.schema.field("lat").metadata == {MEANING.encode(): b"Degrees north."}


def test_texts_that_repeat_are_written_once() -> None:
    nodes = [NODES[0]._replace(id=f"node-{at}") for at in range(2_000)]
    column = pq.ParquetFile(io.BytesIO(files(small_view(nodes, []))["nodes.parquet"])).metadata.row_group(0).column(3)
    assert "RLE_DICTIONARY" in column.encodings
    assert column.total_uncompressed_size < 2_000


def test_the_same_view_gives_the_same_bytes() -> None:
    assert files(small_view()) == files(small_view())


def test_rows_are_made_as_they_are_taken() -> None:
    made = 0

    def many() -> Iterator[Node]:
        nonlocal made
        for at in range(4 * ROW_GROUP):
            made += 1
            yield NODES[0]._replace(id=f"node-{at}")

    view = replace(small_view(), nodes=many)
    chunks = dict(parquet_files(view))["nodes.parquet"]
    assert made == 0
    held = [next(chunks), next(chunks)]
    assert made == 2 * ROW_GROUP
    whole = pq.ParquetFile(io.BytesIO(b"".join([*held, *chunks])))
    assert [whole.metadata.row_group(at).num_rows for at in range(4)] == [ROW_GROUP] * 4
