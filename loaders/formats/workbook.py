"""Workbooks of spreadsheets (.xlsx): which sheets there are, and their rows as text."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from loaders.formats.package import bad_workbook, checked_copy
from loaders.survey import stamp

_DIGITS_LOST_FROM: Final = 10**15
"""From here on a spreadsheet does not keep all digits of a number."""
_LOST: Final = " (digits are lost)"
_ERRORS: Final = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
)
"""What a cell shows whose formula has failed."""


class Workbook:
    """A workbook as it was when it was read; later changes of its file are noticed by ``stamp``.

    Attributes:
        path: of the file.
        stamp: of the file before it was read.
        digest: of its content.
        sheets: names of its sheets of cells, hidden ones too, in order.

    Raises:
        SourceError: it is no workbook, protected by a password, or beyond a limit.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.stamp = stamp(path)
        content = path.read_bytes()
        self.digest = blake2b(content, digest_size=16).digest()
        with _reading(path):
            self._book = CalamineWorkbook.from_filelike(checked_copy(content, path.name))
            self.sheets = list(self._book.sheet_names)
        self._opened: tuple[str, CalamineSheet] | None = None

    def rows(self, sheet: str) -> Iterator[list[str]]:
        """The rows of a sheet as text, from its first one on; all equally long."""
        with _reading(self.path):
            for row in self._open(sheet).iter_rows():
                yield [as_text(value) for value in row]

    def merged(self, sheet: str) -> int:
        """In how many places cells are merged in a sheet."""
        with _reading(self.path):
            return len(self._open(sheet).merged_cell_ranges or ())

    def _open(self, sheet: str) -> CalamineSheet:
        """A sheet, taken apart; the last one is kept."""
        if self._opened is None or self._opened[0] != sheet:
            self._opened = sheet, self._book.get_sheet_by_name(sheet)
        return self._opened[1]


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """Turns what the library raises within the block into SourceError; its panics are no Exceptions."""
    try:
        yield
    except CalamineError as error:
        raise bad_workbook(path.name, "It is damaged") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise bad_workbook(path.name, "It is damaged") from error


def is_failed(text: str) -> bool:
    """Whether a cell's text is an error, or a number that has lost digits."""
    return text in _ERRORS or text.endswith(_LOST)


def as_text(value: Any) -> str:
    """A cell as the text that a person would write for it: ISO days, whole numbers without a point."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        value = float(value)
    if isinstance(value, float):
        shown = str(int(value)) if value.is_integer() else format(value, ".15g")
        return shown if abs(value) < _DIGITS_LOST_FROM else f"{value:.15g}{_LOST}"
    if isinstance(value, datetime):
        return (value if value.time().isoformat() != "00:00:00" else value.date()).isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)
