"""CSV: tables of nodes and edges for Gephi, pandas, polars, DuckDB and spreadsheets.

A CSV names no types, so readers guess them from the first rows: Gephi from 25, polars from 100, DuckDB from 20,480.
Rows that show what each column holds stand first, therefore, and the rest follows in the view's order. To find them
takes a pass of its own, which ends where all are found.
"""

import csv
import re
from collections.abc import Callable, Iterator
from typing import Any, Final

import orjson

from exports.characters import plain
from exports.graphs.chunks import encoded
from exports.graphs.tables import Row, Table, about_tables, tables
from exports.graphs.view import GraphView, Value, ValueType

READERS: Final = {
    "pandas": {
        ValueType.WHOLE: "Int64", ValueType.NUMBER: "float64", ValueType.YES_NO: "boolean", ValueType.TEXT: "string",
    },
    "polars": {
        ValueType.WHOLE: "Int64", ValueType.NUMBER: "Float64", ValueType.YES_NO: "Boolean", ValueType.TEXT: "String",
    },
    "duckdb": {
        ValueType.WHOLE: "BIGINT", ValueType.NUMBER: "DOUBLE", ValueType.YES_NO: "BOOLEAN", ValueType.TEXT: "VARCHAR",
    },
}  # fmt: skip
"""What each reader calls the types. Dates and lists are text to it."""
RULES: Final = (
    "UTF-8, RFC 4180; what is missing is empty, yes and no are true and false, lists are joined by |, and dates are a "
    "year, a month or a day.",
    "A text that a spreadsheet could take for a formula, since it begins with =, +, -, @, a tab or a line end, has an "
    "apostrophe before it, and one that begins so after apostrophes has one more: take one off to have it as it was. "
    "In Parquet it is as it was.",
    "pandas takes the text NA, which is Namibia's code, for a missing value, as it does null, None and the like: "
    'pandas.read_csv(file, keep_default_na=False, na_values=[""], dtype=...) with the types under "types" reads all.',
    "Gephi takes kind for its kind of parallel edges, and makes one of those that share ends and kind unless told, "
    "where it reports what it read, not to merge edges.",
    "polars and DuckDB read the files without arguments; a column of which every value looks like a number or a day is "
    'read as one, unless the types under "types" are given (schema_overrides; dtype).',
)
_FORMULA: Final = re.compile("'*[=+\\-@\t\r\n]")
_NO_TEXT: Final = frozenset(("true", "false", "yes", "no", "on", "off", "null", "none", "nan", "inf", "infinity"))
_TWO_LETTERS: Final = re.compile(r"[^\W\d_]{2}")
_DATE_LENGTHS: Final = frozenset((4, 7, 10))


def csv_files(view: GraphView) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The files of a view, each with its name and its chunks, made as they are taken.

    ``about.json`` says what the view says of itself, its sources with their licences, the columns' types and meanings,
    and how to read the tables.
    """
    yield "about.json", iter((orjson.dumps(_about(view), option=orjson.OPT_INDENT_2) + b"\n",))
    for table in tables(view):
        yield f"{table.name}.csv", encoded(_lines(table))


def _about(view: GraphView) -> dict[str, Any]:
    types = {
        reader: {
            f"{table.name}.csv": {one.name: words.get(one.type, words[ValueType.TEXT]) for one in table.columns}
            for table in tables(view)
        }
        for reader, words in READERS.items()
    }
    return about_tables(view) | {"rules": RULES, "types": types}


def _lines(table: Table) -> Iterator[str]:
    cells = [_CELLS.get(one.type, _text) for one in table.columns]
    writer = csv.writer(_Line())
    yield writer.writerow([one.name for one in table.columns])
    for row in _ordered(table):
        line = writer.writerow(["" if value is None else cell(value) for cell, value in zip(cells, row, strict=True)])
        yield plain(line)


class _Line:
    """What a writer of CSV writes to: gives the line back to whoever wrote a row."""

    def write(self, line: str) -> str:
        return line


def _text(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


_CELLS: Final[dict[ValueType, Callable[[Any], str]]] = {
    ValueType.TEXTS: lambda texts: _text("|".join(texts)),
    ValueType.WHOLE: str,
    ValueType.NUMBER: lambda number: repr(float(number)),
    ValueType.YES_NO: lambda yes: "true" if yes else "false",
}


def _ordered(table: Table) -> Iterator[Row]:
    telling = _telling(table)
    yield from telling.values()
    yield from (row for at, row in enumerate(table.rows()) if at not in telling)


def _telling(table: Table) -> dict[int, Row]:
    """Rows by position, so few that all are held, that show what every column holds, as far as any row does."""
    dates = {at for at, one in enumerate(table.columns) if one.type is ValueType.DATE}
    wanted = {at: set(_DATE_LENGTHS) if at in dates else {1} for at in range(len(table.columns))}
    rows: dict[int, Row] = {}
    for position, row in enumerate(table.rows()):
        for at in [at for at in wanted if row[at] is not None]:
            shown = len(str(row[at])) if at in dates else int(_is_telling(row[at]))
            if shown in wanted[at]:
                rows[position] = row
                wanted[at].discard(shown)
                if not wanted[at]:
                    del wanted[at]
        if not wanted:
            break
    return rows


def _is_telling(value: Value) -> bool:
    """Whether no reader takes it for anything but what it is."""
    if isinstance(value, tuple):
        return any(map(_is_telling, value))
    return not isinstance(value, str) or (_TWO_LETTERS.search(value) is not None and value.lower() not in _NO_TEXT)
