"""The zipped package that a workbook is: checked, and copied without what is no cell, before a library takes it apart.

A library that holds a sheet as a rectangle would fill the memory for one cell in the last corner, and one that unpacks
would do so for a small file that unpacks to a large one. So nothing is handed over that has not been measured.
"""

import re
import zlib
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile

from graph.errors import SourceError

FILE_BYTES_AT_MOST: Final = 64 * 1024**2
UNPACKED_BYTES_AT_MOST: Final = 256 * 1024**2
PARTS_AT_MOST: Final = 2_000
CELLS_AT_MOST: Final = 2_000_000
"""Of a sheet: rows times columns, up to the last ones that hold anything."""
COLUMNS_AT_MOST: Final = 16_384
ROWS_AT_MOST: Final = 1_048_576

_OLD_OR_PROTECTED: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_TOKEN: Final = re.compile(rb"<(?:\w+:)?(row|c)(?=[\s/>])([^>]*)>")
_PLACE: Final = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]*)([0-9]*)["']""")
_ERROR: Final = re.compile(rb"""(\st\s*=\s*["'])e(?=["'])""")


def checked_copy(content: bytes, name: str) -> BytesIO:
    """A workbook's package with its XML parts only, in which errors in cells are texts.

    Args:
        content: of the file.
        name: of the file.

    Raises:
        SourceError: it is no such package, or beyond a limit.
    """
    if len(content) > FILE_BYTES_AT_MOST:
        raise _too_large(name, f"The file is larger than {FILE_BYTES_AT_MOST:,} bytes.")
    if content.startswith(_OLD_OR_PROTECTED):
        raise bad_workbook(name, "It is protected by a password, or of an older kind (.xls)")
    copy = BytesIO()
    try:
        with ZipFile(BytesIO(content)) as package, ZipFile(copy, "w") as checked:
            parts = [one for one in package.infolist() if one.filename.lower().endswith((".xml", ".rels"))]
            if len(parts) > PARTS_AT_MOST or sum(one.file_size for one in parts) > UNPACKED_BYTES_AT_MOST:
                raise _too_large(name, f"Unpacked it is larger than {UNPACKED_BYTES_AT_MOST:,} bytes.")
            for part in parts:
                xml = package.read(part)
                checked.writestr(part.filename, _Sheet(name).checked(xml) if b"sheetData" in xml else xml)
    except (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise bad_workbook(name, "It is damaged, or no workbook") from error
    copy.seek(0)
    return copy


class _Sheet:
    """Measures a sheet, cell by cell."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._row = self._column = self._rows = self._columns = 0

    def checked(self, xml: bytes) -> bytes:
        """The sheet with errors as texts.

        Raises:
            SourceError: it is longer, wider or larger than a sheet may be.
        """
        return _TOKEN.sub(self._take, xml)

    def _take(self, token: re.Match[bytes]) -> bytes:
        kind, said = token.groups()
        place = _PLACE.search(said)
        if kind == b"row":
            self._row, self._column = int(place[2] or 0) if place else self._row + 1, 0
            return token[0]
        self._column = _column(place[1]) if place and place[1] else self._column + 1
        if place and place[2]:
            self._row = int(place[2])
        if said.endswith(b"/"):  # an empty cell, with a colour at most
            return token[0]
        self._rows, self._columns = max(self._rows, self._row), max(self._columns, self._column)
        if self._rows > ROWS_AT_MOST or self._columns > COLUMNS_AT_MOST or self._rows * self._columns > CELLS_AT_MOST:
            raise _too_large(self._name, f"A sheet of it has more than {CELLS_AT_MOST:,} cells.")
        return _ERROR.sub(rb"\1str", token[0])


def _column(letters: bytes) -> int:
    """Number of a column, from 1; more than there are where the letters name none."""
    number = 0
    for letter in letters.upper()[:4]:
        number = number * 26 + letter - 64
    return number


def bad_workbook(name: str, what: str) -> SourceError:
    """The file cannot be read as a workbook."""
    return SourceError(
        f"{what}: it cannot be read.",
        code="bad_workbook",
        value=name,
        where=name,
        suggestion="Save it as an Excel workbook (.xlsx) without a password, or as CSV in UTF-8.",
    )


def _too_large(name: str, message: str) -> SourceError:
    return SourceError(
        message,
        code="too_large",
        value=name,
        where=name,
        suggestion="Save it as CSV, or delete the rows and columns that hold no data.",
    )
