"""Rows of a CSV file (RFC 4180)."""

import csv
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from graph.errors import SourceError
from loaders.columns import Columns
from loaders.reading import Record
from loaders.survey import ROWS_AT_MOST, last_column

WIDTH: Final = "(cells)"
"""Instead of a column: the row has more or fewer cells than the header."""


class CsvFile:
    """One file of one type of rows. ``check`` comes before ``records``."""

    def __init__(self, path: Path, type_: str, columns: Columns) -> None:
        self.path = path
        self.type = type_
        self._columns = columns
        self._header: list[str] = []

    def check(self, lines: Iterable[str]) -> int:
        """Take the whole file apart, once; the number of its rows.

        Args:
            lines: of the file.

        Raises:
            SourceError: a quote is open or out of place, or columns are not as they must be.
        """
        reader = csv.reader(lines, strict=True)
        try:
            self._header = [name.strip() for name in next(reader, [])]
            if not self._header:
                raise self._refused(
                    "The file has no header.", "missing_header", 1, "Begin it with the names of its columns."
                )
            self._columns.check_header(self._header, self.path.name)
            count = sum(1 for _ in reader)
        except csv.Error as error:
            raise self._malformed(error) from error
        if count > ROWS_AT_MOST:
            raise self._refused(
                f"The file has more than {ROWS_AT_MOST:,} rows.", "too_large", ROWS_AT_MOST, "Split it into sources."
            )
        return count

    def records(self) -> Iterator[Record]:
        """Each row without its empty cells, with the line on which it begins."""
        type_, file, width = self.type, self.path.name, len(self._header)
        columns = [None if name in self._columns.ignored else name for name in self._header]
        with self.path.open(encoding="utf-8-sig", newline="") as text:
            reader = csv.reader(text, strict=True)
            next(reader)
            line = reader.line_num + 1
            for cells in reader:
                if len(cells) == width:
                    given = zip(columns, cells, strict=True)
                    row = {column: cell for column, cell in given if cell and column and not cell.isspace()}
                else:
                    row = self._misfit(cells)
                yield type_, row, file, line
                line = reader.line_num + 1

    def _misfit(self, cells: list[str]) -> dict[str, str]:
        """A row of another width than the header; it is kept with a column that tells so, unless it is blank."""
        row = {
            column: cell
            for column, cell in zip(self._header, cells, strict=False)
            if cell and column not in self._columns.ignored
        }
        surplus = ",".join(cells[len(self._header) :])
        if row or surplus:
            row[WIDTH] = f"{len(cells)} of {len(self._header)}" + (f": {surplus}" if surplus else "")
        return row

    def _malformed(self, error: csv.Error) -> SourceError:
        """Where the row that cannot be taken apart begins, and which of its cells on that line was the last."""
        line = 1
        with self.path.open(encoding="utf-8-sig", errors="replace", newline="") as text:
            reader = csv.reader(text, strict=True)
            try:
                for _ in reader:
                    line = reader.line_num + 1
            except csv.Error:
                pass
        with self.path.open(encoding="utf-8-sig", errors="replace", newline="") as text:
            column = last_column(self._header, "".join(islice(text, line - 1, line)))
        return self._refused(
            f"The row that begins here cannot be taken apart: {error}.",
            "bad_quote",
            line,
            "Close the quote, double those within a quoted cell, and keep cells under 131,072 characters.",
            column,
        )

    def _refused(self, message: str, code: str, line: int, suggestion: str, column: str | None = None) -> SourceError:
        where = f"{self.path.name}:{line}" + (f":{column}" if column else "")
        return SourceError(message, code=code, value=self.path.name, where=where, suggestion=suggestion)
