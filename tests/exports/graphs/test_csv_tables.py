"""Tables of a view as CSV, read by those for whom they are written."""

import csv
import io
import json
import re
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest
from hypothesis import example, given

from exports.characters import plain
from exports.graphs.chunks import CHUNK
from exports.graphs.csv_tables import RULES, csv_files
from exports.graphs.layers import graph_view
from exports.graphs.tables import Table, tables
from exports.graphs.view import ALWAYS, GraphView, Layer, Node, Value, ValueType
from graph.snapshot.on_day import Day
from tests.exports.graphs.drawn import AWKWARD_IDS, views
from tests.exports.graphs.views import NODES, SOURCE, empty_view, small_view

READERS = ("pandas", "polars", "duckdb")
TYPES: dict[ValueType, type[pl.DataType]] = {
    ValueType.WHOLE: pl.Int64, ValueType.NUMBER: pl.Float64, ValueType.YES_NO: pl.Boolean,
}  # fmt: skip
FORMULA = re.compile("'*[=+\\-@\t\r\n]")


def files(view: GraphView) -> dict[str, bytes]:
    return {name: b"".join(chunks) for name, chunks in csv_files(view)}


def rows(text: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.decode(), newline=""), strict=True))


def written(view: GraphView, folder: Path) -> dict[str, Any]:
    for name, text in files(view).items():
        (folder / name).write_bytes(text)
    return json.loads((folder / "about.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def untold(reader: str, path: Path) -> pl.DataFrame:
    """What a reader makes of a file that it is told nothing of."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        if reader == "pandas":
            return pl.from_pandas(pd.read_csv(path))
        return pl.read_csv(path) if reader == "polars" else duckdb.read_csv(str(path)).pl()


def told(reader: str, path: Path, about: dict[str, Any]) -> pl.DataFrame:
    """The same of one that is told what ``about.json`` says."""
    types = about["types"][reader][path.name]
    if reader == "pandas":
        read = pd.read_csv(path, keep_default_na=False, na_values=[""], dtype=types)
        return pl.from_pandas(read)
    if reader == "polars":
        return pl.read_csv(path, schema_overrides={name: getattr(pl, word) for name, word in types.items()})
    return duckdb.read_csv(str(path), dtype=types).pl()  # type: ignore[no-any-return]


def cell(value: Value) -> Any:
    """What a reader that knows the types has for a value."""
    if isinstance(value, tuple):
        return cell("|".join(value)) if value else None
    return f"'{value}" if isinstance(value, str) and FORMULA.match(value) else value


def expected(table: Table) -> pl.DataFrame:
    schema = {one.name: TYPES.get(one.type, pl.String) for one in table.columns}
    return pl.DataFrame([list(map(cell, row)) for row in table.rows()], schema, orient="row").sort("id")


def test_a_table_is_what_gephi_and_spreadsheets_read() -> None:
    made = files(small_view())
    assert list(made) == ["about.json", "nodes.csv", "edges.csv"]
    assert made["edges.csv"].decode().split("\r\n") == [
        "source,target,id,weight,kind,sources,since,order,statements,cross_border",
        "beta:1,alpha,m:beta:1:alpha,0.30000000000000004,member_of,hand,2015-03,,1,true",
        "alpha,gamma,p:alpha:gamma~2,,partner_of,,,2.5,,",
        "gamma,KR,serves:gamma:kr,0.3333333333333333,serves,hand,2001-02-03,,1,true",
        "alpha,gamma,p:alpha:gamma,0.95,partner_of,hand|other,,,2,false",
        "",
    ]
    assert made["nodes.csv"].decode().startswith("id,label,type,kind,sectors,founded,lat,statements,gone\r\n")


@pytest.mark.parametrize("layer", Layer)
def test_no_two_columns_are_called_alike(starter: Day, layer: Layer) -> None:
    for table in tables(graph_view(starter, layer)):
        names = [one.name.lower() for one in table.columns]
        assert len(names) == len(set(names))
    assert "type" not in names, "Gephi reads there whether an edge has a direction"


@pytest.mark.parametrize("layer", Layer)
def test_the_starter_data_are_read_without_a_word(starter: Day, layer: Layer, tmp_path: Path) -> None:
    view = graph_view(starter, layer)
    about = written(view, tmp_path)
    for table in tables(view):
        path, wanted = tmp_path / f"{table.name}.csv", expected(table)
        given_ = [one for one in table.columns if wanted[one.name].null_count() < table.count]
        for reader in READERS:
            read = untold(reader, path).sort("id", nulls_last=True)
            assert (read.columns, len(read)) == (wanted.columns, table.count)
            if reader != "pandas":
                dates = [one.name for one in given_ if one.type is ValueType.DATE]
                names = [one.name for one in given_]
                assert read.with_columns(pl.col(dates).cast(pl.String)).select(names).equals(wanted.select(names))
            assert told(reader, path, about).sort("id").equals(wanted), (reader, table.name)


def late(count: int = 21_000) -> GraphView:
    """A view whose first nodes say nothing of what the last one says, or something that looks like something else."""
    attributes = small_view().node_attributes
    nodes = [
        Node(f"{at}", f"{at}", ALWAYS, ("1", "true", (), "1999" if at % 2 else "2001-01-01", None, None, None))
        for at in range(count)
    ]
    last = Node("last", "Namibia", ALWAYS, ("market", "country", ("no", "energy"), "2003-05", 1e-07, 3, True))
    assert len(attributes) == len(last.values)
    return small_view([*nodes, last], [])


@pytest.mark.parametrize("reader", READERS)
def test_rows_that_show_what_a_column_holds_stand_first(reader: str, tmp_path: Path) -> None:
    view = late()
    about = written(view, tmp_path)
    assert [row[0] for row in rows((tmp_path / "nodes.csv").read_bytes())[1:6]] == ["0", "1", "last", "2", "3"]
    read = untold(reader, tmp_path / "nodes.csv")
    assert [read[name].dtype for name in ("id", "type", "sectors", "founded", "lat")] == [pl.String] * 4 + [pl.Float64]
    assert read.row(2)[:6] == ("last", "Namibia", "market", "country", "no|energy", "2003-05")
    assert told(reader, tmp_path / "nodes.csv", about).sort("id").equals(expected(tables(view)[0]))


@pytest.mark.parametrize("word", ["1", "1e5", "true", "2001-01-01", "NaN"])
@pytest.mark.parametrize("reader", READERS[1:])
def test_a_column_of_text_is_one_whatever_its_first_rows_look_like(reader: str, word: str, tmp_path: Path) -> None:
    dates = ("1999", "2001-02", "2010-12-31")
    nodes = [
        Node(f"node-{at}", "Node", ALWAYS, ("market", word, ("energy",), dates[at % 3], 1.5, 2, True))
        for at in range(21_000)
    ]
    last = NODES[0]._replace(id="last")
    written(small_view([*nodes, last], []), tmp_path)
    read = untold(reader, tmp_path / "nodes.csv").sort("id")
    assert (read["id"][0], read["kind"][0], read["kind"][1]) == ("last", "cluster", word)


def test_namibia_is_no_missing_value_but_to_pandas_alone(tmp_path: Path) -> None:
    namibia = NODES[0]._replace(id="NA", name="null")
    about = written(small_view([*NODES, namibia], []), tmp_path)
    path = tmp_path / "nodes.csv"
    assert [untold(reader, path)["id"].null_count() for reader in READERS] == [1, 0, 0]
    assert all("NA" in told(reader, path, about)["id"] for reader in READERS)
    assert any("NA" in rule and "keep_default_na=False" in rule for rule in about["rules"])


@pytest.mark.parametrize("text", ["=1+1", "+45", "-x", "@a", "\tb", "\rc", "'=d", "''-e"])
def test_no_text_is_a_formula_and_each_can_be_had_as_it_was(text: str) -> None:
    made = rows(files(small_view([NODES[0]._replace(id=text, name=text)], []))["nodes.csv"])
    assert made[1][:2] == [f"'{text}", f"'{text}"]


def test_an_apostrophe_alone_and_a_negative_number_stay_as_they_are() -> None:
    made = rows(files(small_view([NODES[2]._replace(name="'s-Hertogenbosch")], []))["nodes.csv"])
    assert (made[1][1], made[1][6]) == ("'s-Hertogenbosch", "-0.5")


@given(views(AWKWARD_IDS))
@example(small_view())
def test_whatever_is_in_a_view_comes_back(view: GraphView) -> None:
    made = files(view)
    for table in tables(view):
        text = made[f"{table.name}.csv"]
        assert text.decode("utf-8").endswith("\r\n")
        names, *read = rows(text)
        assert names == [one.name for one in table.columns]
        assert sorted(read) == sorted([_as_read(value) for value in row] for row in table.rows())


def _as_read(value: Value) -> str:
    value = cell(value)
    if value is None:
        return ""
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else plain(str(value))


def test_what_the_files_are_is_said_beside_them() -> None:
    about = json.loads(files(small_view())["about.json"])
    assert about["as_of"] == "2026-11-28"
    assert about["sources"] == [
        {
            "name": "hand", "title": "Made by hand", "publisher": "Tests & Sons", "licence": "CC0-1.0",
            "address": SOURCE.address, "retrieved": "2026-01-02",
        }
    ]  # fmt: skip
    assert about["columns"]["nodes"][5] == {"name": "founded", "type": "date", "meaning": "When it was founded."}
    assert about["types"]["polars"]["edges.csv"]["weight"] == "Float64"
    assert about["rules"] == list(RULES)


@pytest.mark.parametrize("reader", READERS)
def test_a_view_of_nothing_has_columns(reader: str, tmp_path: Path) -> None:
    written(empty_view(), tmp_path)
    for table in tables(empty_view()):
        read = untold(reader, tmp_path / f"{table.name}.csv")
        assert (read.columns, len(read)) == ([one.name for one in table.columns], 0)


def test_the_same_view_gives_the_same_bytes() -> None:
    assert files(small_view()) == files(small_view())


def test_rows_are_made_as_they_are_taken() -> None:
    made = 0
    dates = ("1999", "2001-02", "2010-12-31")

    def many() -> Iterator[Node]:
        nonlocal made
        for at in range(100_000):
            made += 1
            values = ("organisation", "cluster", ("energy",), dates[at % 3], 1.5, 2, True)
            yield NODES[0]._replace(id=f"node-{at}", values=values)

    view = replace(small_view(), node_count=100_000, nodes=many)
    chunks = dict(csv_files(view))["nodes.csv"]
    assert made == 0
    assert CHUNK <= len(next(chunks)) < 2 * CHUNK
    assert made < 5_000
