"""The header of a table, and what a row of cells says under it."""

from collections.abc import Sequence
from typing import Final

from graph.errors import SourceError
from loaders.columns import Columns

WIDTH: Final = "(cells)"
"""Instead of a column: the row has cells beyond the header."""


class Header:
    """The names of a table's columns. Blanks around names and cells are none of their text.

    Names of columns may be left out where nothing stands below: spreadsheets write empty columns.

    Args:
        cells: of the header.
        columns: that may and must be there.
        file: name of the file, and ``line`` of the header: of what is refused.
        form: how the header was taken apart, for whoever finds it refused.

    Attributes:
        names: of the columns, in order; empty where there is none.

    Raises:
        SourceError: columns are not as they must be.
    """

    def __init__(self, cells: Sequence[str], columns: Columns, file: str, line: int, form: str = "") -> None:
        self.names = [columns.named(cell) for cell in cells]
        while self.names and not self.names[-1]:
            self.names.pop()
        if not any(map(columns.knows, cells)):
            raise SourceError(
                f"No column of the header is known: {', '.join(filter(None, self.names))}{form}.",
                code="unknown_column",
                value=cells[0],
                where=f"{file}:{line}:{cells[0].strip()}",
                suggestion=f"Begin with a row of the columns' names, among them {', '.join(columns.required)}.",
            )
        columns.check_header([name for name in self.names if name], file, line)
        self._read = [None if name in columns.ignored else name or None for name in self.names]
        self._gaps = [at for at, name in enumerate(self.names) if not name]
        self._width = len(self.names)

    def row(self, cells: Sequence[str]) -> dict[str, str]:
        """Column → text of a row, without what is empty. A row may be shorter than the header.

        A cell without a column of its own is kept with a column that tells so.
        """
        if len(cells) == self._width and not self._gaps:
            pairs = zip(self._read, cells, strict=True)
            return {column: text for column, cell in pairs if column and (text := cell.strip())}
        pairs = zip(self._read, cells, strict=False)
        row = {column: text for column, cell in pairs if column and (text := cell.strip())}
        beyond = [cells[at] for at in self._gaps if at < len(cells)] + list(cells[self._width :])
        if any(cell.strip() for cell in beyond):
            row[WIDTH] = f"{len(cells)} of {self._width - len(self._gaps)}: {','.join(beyond)}"
        return row
