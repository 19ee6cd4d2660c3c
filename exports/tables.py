"""Tables of whole graphs as CSV, for analysts' tools: UTF-8 without a signature, lines end with CR LF."""

import csv
import io
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from graph.snapshot.snapshot import Snapshot
from graph.spreadsheets import guarded
from queries.reading.link_matrix import LinkCell, LinkMatrix, MatrixRows

Cell = str | int | float | None


class MatrixValue(StrEnum):
    """What stands in the cells of a matrix of links."""

    PAIRS = "pairs"
    ENDED = "ended"
    CLUSTERS = "clusters"
    STRONGEST = "strongest"


MATRIX_VALUES: Final[Mapping[str, str]] = {
    MatrixValue.PAIRS: "pairs of clusters with a relation that has not ended.",
    MatrixValue.ENDED: "pairs of clusters all of whose relations have ended.",
    MatrixValue.CLUSTERS: "clusters of the row, or of the column in the row's sector, that are in such a pair.",
    MatrixValue.STRONGEST: "what the strongest tie of such a pair is worth, in (0, 0.95].",
}


def cell_value(cell: LinkCell | None, of: MatrixValue) -> int | float | None:
    """What stands in a cell; where there is no link, no pairs, and no strongest tie."""
    if cell is None:
        return None if of is MatrixValue.STRONGEST else 0
    value: int | float | None = getattr(cell, of.value)
    return value


def matrix_csv(snapshot: Snapshot, matrix: LinkMatrix, of: MatrixValue = MatrixValue.PAIRS) -> str:
    """A matrix of links: a row a country or sector, a column a country, each by its code or id.

    The first cell says what the rows are. Zero where there is no link; nothing where there is no tie to be strong.
    """
    cells = {(cell.row, cell.column): cell for cell in matrix.cells}
    corner = "country" if matrix.by is MatrixRows.COUNTRIES else "sector"
    head = [corner, *map(snapshot.id_of, matrix.columns)]
    rows = (
        [snapshot.id_of(row), *(cell_value(cells.get((row, column)), of) for column in matrix.columns)]
        for row in matrix.rows
    )
    return csv_text(head, rows)


def csv_text(head: Iterable[str], rows: Iterable[Iterable[Cell]]) -> str:
    """A table; what is missing is empty, and no text is one that a spreadsheet takes for a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return out.getvalue()
