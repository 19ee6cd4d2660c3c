"""Rows of a sheet of a workbook, as the text that a CSV file would hold."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from graph.errors import SourceError
from loaders.columns import Columns
from loaders.formats.header import Header
from loaders.formats.workbook import Workbook, is_failed
from loaders.reading import Progress, Record
from loaders.survey import SurveyedFile

FAILED: Final = "(error)"
"""Instead of a column: names, between bars, of those in which the spreadsheet shows an error, or a number that has lost
digits."""


class SheetFile:
    """One sheet of one type of rows, of which the first one that is not blank is the header.

    ``survey`` comes before ``records``.

    Args:
        book: that it is in.
        sheet: its name there.
        type_: of its rows.
        columns: that it may and must have.
        is_whole: it stands for the workbook, and is called so.
    """

    def __init__(self, book: Workbook, sheet: str, type_: str, columns: Columns, is_whole: bool) -> None:
        self.path = book.path
        self.name = book.path.name if is_whole else f"{book.path.name}/{sheet}"
        self.type = type_
        self._book = book
        self._sheet = sheet
        self._columns = columns
        self._header: Header | None = None
        self._line = 0

    def survey(self, progress: Progress) -> SurveyedFile:
        """Go over the whole sheet once.

        Raises:
            SourceError: columns are not as they must be, or the workbook is damaged there.
        """
        progress.start(f"check {self.name}", 1)
        rows = self._numbered()
        self._line, cells = next(rows, (0, []))
        if not cells:
            raise SourceError(
                "The sheet is empty.",
                code="missing_header",
                value=self.name,
                where=self.name,
                suggestion="Begin it with the names of its columns, or delete it.",
            )
        self._header = Header(cells, self._columns, self.name, self._line)
        count = sum(1 for _ in rows)
        progress.advance(1)
        progress.finish()
        merged = self._book.merged(self._sheet)
        form = f"has merged cells (areas: {merged:,}): what stands there counts for the first only"
        return SurveyedFile(count, self._book.digest, self._book.stamp, form=(form,) if merged else ())

    def head(self, rows: int) -> list[list[str]]:
        """The first rows, the header among them; nothing is checked."""
        return [cells for _, cells in islice(self._numbered(), rows)]

    def records(self) -> Iterator[Record]:
        """Each row without its empty cells, with its number in the sheet."""
        assert self._header is not None
        for line, cells in self._numbered():
            if line == self._line:
                continue
            row = self._header.row(cells)
            failed = [column for column, text in row.items() if is_failed(text)]
            if failed:
                row[FAILED] = "|".join(failed)
            yield self.type, row, self.name, line

    def _numbered(self) -> Iterator[tuple[int, list[str]]]:
        """The rows from the first one that is not blank, with their numbers."""
        begun = False
        for line, cells in enumerate(self._book.rows(self._sheet), 1):
            begun = begun or any(map(str.strip, cells))
            if begun:
                yield line, cells
