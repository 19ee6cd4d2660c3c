"""``links --matrix``: links between clusters counted, country by country or sector by country."""

from collections.abc import Sequence
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from cli.screen import print_file, show, show_json

if TYPE_CHECKING:
    from exports.tables import MatrixValue
    from graph.snapshot.snapshot import Snapshot
    from queries.reading.link_matrix import LinkMatrix


class Rows(StrEnum):
    """What the rows are; the names are those of ``queries.reading.link_matrix.MatrixRows``, which starts slowly."""

    COUNTRIES = "countries"
    SECTORS = "sectors"


class Of(StrEnum):
    """What the cells hold, by the names of ``exports.tables.MatrixValue``."""

    PAIRS = "pairs"
    ENDED = "ended"
    CLUSTERS = "clusters"
    STRONGEST = "strongest"


class Table(StrEnum):
    """As what a table is printed for programs."""

    CSV = "csv"


def tell_matrix(
    snapshot: "Snapshot", by: Rows, of: Of, sector: str | None, as_of: str | None, first: int, way: str | None
) -> None:
    """Print the matrix: as ``csv``, as ``json``, or the ``first`` countries of it for people."""
    from exports.tables import MatrixValue, matrix_csv
    from queries.reading.link_matrix import MatrixRows, link_matrix

    matrix = link_matrix(snapshot.on_day(as_of), MatrixRows(by), sector=sector)
    if way == "csv":
        print_file(matrix_csv(snapshot, matrix, MatrixValue(of)))
    elif way == "json":
        show_json(_plain(snapshot, matrix))
    else:
        _show(snapshot, matrix, MatrixValue(of), first)


def _plain(snapshot: "Snapshot", matrix: "LinkMatrix") -> dict[str, Any]:
    name = snapshot.id_of
    return {
        "revision": matrix.revision,
        "asOf": matrix.as_of,
        "matrix": matrix.by,
        "sector": None if matrix.sector is None else name(matrix.sector),
        "rows": list(map(name, matrix.rows)),
        "columns": list(map(name, matrix.columns)),
        "cells": [{**asdict(cell), "row": name(cell.row), "column": name(cell.column)} for cell in matrix.cells],
    }


def _show(snapshot: "Snapshot", matrix: "LinkMatrix", of: "MatrixValue", first: int) -> None:
    from rich.table import Table as Grid
    from rich.text import Text

    from exports.tables import MATRIX_VALUES, cell_value
    from queries.reading.link_matrix import MATRIX_ROWS, MatrixRows

    cells = {(cell.row, cell.column): cell for cell in matrix.cells}
    columns = _busiest(matrix, matrix.columns, "column", first)
    square = matrix.by is MatrixRows.COUNTRIES
    rows = columns if square else _busiest(matrix, matrix.rows, "row", len(matrix.rows))
    show(Text(f"{MATRIX_ROWS[matrix.by]} In each cell: {MATRIX_VALUES[of]}", style="bold"))
    if not cells:
        show(Text("No link is known."))
    else:
        grid = Grid("", *(snapshot.id_of(one) for one in columns), box=None, padding=(0, 1))
        for row in rows:
            values = (cell_value(cells.get((row, column)), of) for column in columns)
            grid.add_row(snapshot.id_of(row), *map(_told, values))
        show(grid)
    if len(columns) < len(matrix.columns):
        show(Text(f"The {len(columns)} countries with most links of {len(matrix.columns)}; --format csv has all."))
    show(Text(f"As of {matrix.as_of}, revision {matrix.revision}.", style="dim"))


def _busiest(matrix: "LinkMatrix", nodes: Sequence[int], side: str, first: int) -> list[int]:
    """Those with most links across borders, then within; equal ones by id."""
    across, within = dict.fromkeys(nodes, 0), dict.fromkeys(nodes, 0)
    for cell in matrix.cells:
        (within if cell.row == cell.column else across)[getattr(cell, side)] += cell.pairs
    return sorted(nodes, key=lambda node: (-across[node], -within[node], node))[:first]


def _told(value: float | None) -> str:
    if not value:
        return "·"
    return str(value) if value >= 1 else f"{value:.2f}"
