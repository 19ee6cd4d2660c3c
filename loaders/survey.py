"""Files as bytes: whether they are text that can be taken apart line by line, and where not."""

import codecs
import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from io import BufferedReader, TextIOWrapper
from pathlib import Path
from typing import Final

from graph.errors import SourceError
from loaders.reading import Progress

FILE_BYTES_AT_MOST: Final = 2 * 1024**3
LINE_BYTES_AT_MOST: Final = 1024**2
ROWS_AT_MOST: Final = 20_000_000
"""In one file."""

_CHUNK: Final = LINE_BYTES_AT_MOST
"""No longer than a line may be, so that only lines across two chunks or more have to be measured."""


@dataclass(frozen=True, slots=True)
class SurveyedFile:
    """A file as it was when it was surveyed.

    Attributes:
        rows: how many it holds.
        digest: of its content.
        stamp: size and time of change, by which a later change is noticed.
    """

    rows: int
    digest: bytes
    stamp: tuple[int, int]


def stamp(path: Path) -> tuple[int, int]:
    """Size and time of change of a file."""
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def survey_file(path: Path, take_apart: Callable[[Iterable[str]], int], progress: Progress) -> SurveyedFile:
    """Read a file once: digest it, see that it is UTF-8 without NUL in lines of bearable length, and take it apart.

    Args:
        path: of the file.
        take_apart: given its lines, without a byte order mark and each with its end, reads them to the last one and
            counts their rows.
        progress: shown the bytes read.

    Raises:
        SourceError: it is not so, or ``take_apart`` says that it cannot be taken apart.
    """
    size, changed = stamp(path)
    if size > FILE_BYTES_AT_MOST:
        raise _too_large(path.name, f"The file is larger than {FILE_BYTES_AT_MOST:,} bytes.", size)
    progress.start(f"check {path.name}", size)
    with _CheckedBytes(path, progress) as content, TextIOWrapper(content, encoding="utf-8-sig", newline="") as lines:
        try:
            rows = take_apart(lines)
        except UnicodeDecodeError as error:
            raise _no_utf8(path, error, content.offset) from error
    progress.finish()
    return SurveyedFile(rows, content.digest.digest(), (size, changed))


class _CheckedBytes(BufferedReader):
    """A file's bytes, each chunk of which is digested and checked before it is handed over: for one reader, once.

    What comes before a NUL is handed over first: where it is no UTF-8, that tells more.

    Attributes:
        offset: bytes handed over.
        digest: of these.
    """

    def __init__(self, path: Path, progress: Progress) -> None:
        super().__init__(path.open("rb", buffering=0))
        self.offset = 0
        self.digest = blake2b(digest_size=16)
        self._path = path
        self._progress = progress
        self._open_line = 0
        self._is_cut = False  # the last chunk, before a NUL

    def read1(self, size: int = -1, /) -> bytes:
        """The next chunk, of which none is longer than ``_CHUNK``; empty at the end."""
        chunk = super().read1(min(size, _CHUNK) if size > 0 else _CHUNK)
        nul = chunk.find(b"\0")
        if nul == 0 or self._is_cut:  # to hand over nothing would say that the file has ended
            raise _has_nul(self._path, self.offset)
        if nul > 0:
            chunk, self._is_cut = chunk[:nul], True
        self.digest.update(chunk)
        self._open_line = _check_lines(self._path, chunk, self.offset, self._open_line)
        self.offset += len(chunk)
        self._progress.advance(len(chunk))
        return chunk


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _has_nul(path: Path, offset: int) -> SourceError:
    return SourceError(
        "The file holds a NUL character.",
        code="bad_character",
        value="\0",
        where=place(path, offset),
        suggestion="Save it as plain text in UTF-8.",
    )


def _no_utf8(path: Path, error: UnicodeDecodeError, offset: int) -> SourceError:
    """Of a file read up to ``offset``, which is where what could not be decoded ends."""
    bad = error.object[error.start : error.start + 1]
    return SourceError(
        f"The byte 0x{bad.hex()} is no UTF-8.",
        code="bad_encoding",
        value=bad,
        where=place(path, offset - len(error.object) + error.start),
        suggestion="Save the file as UTF-8.",
    )


def _check_lines(path: Path, chunk: bytes, offset: int, open_line: int) -> int:
    """Bytes of the line that is still open after the chunk, ``open_line`` of which came before it."""
    first = min((at for at in (chunk.find(b"\n"), chunk.find(b"\r")) if at >= 0), default=len(chunk))
    if open_line + first > LINE_BYTES_AT_MOST:
        where = place(path, offset)
        raise _too_large(where, f"The line is longer than {LINE_BYTES_AT_MOST:,} bytes.", open_line + first)
    last = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
    return open_line + len(chunk) if last < 0 else len(chunk) - last - 1


def _too_large(where: str, message: str, value: int) -> SourceError:
    return SourceError(
        message, code="too_large", value=value, where=where, suggestion="Split it, or leave out what is not data."
    )


def place(path: Path, offset: int) -> str:
    """``file:line``, and for a CSV file ``:column-name``, of the byte at ``offset``."""
    line, line_start = 1, 0
    after_return = False
    for start, chunk in enumerate(_chunks(path)):
        before = chunk[: max(0, offset - start * _CHUNK)]
        line += before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n")
        line -= after_return and before.startswith(b"\n")
        after_return = before.endswith(b"\r")
        last = max(before.rfind(b"\n"), before.rfind(b"\r"))
        line_start = start * _CHUNK + last + 1 if last >= 0 else line_start
    column = _column(path, line_start, offset) if path.suffix == ".csv" and line > 1 else None
    return f"{path.name}:{line}" + (f":{column}" if column else "")


def _column(path: Path, line_start: int, offset: int) -> str | None:
    """Name of the CSV column in which the byte at ``offset`` of the line stands."""
    with path.open("rb") as file:
        header = file.read(LINE_BYTES_AT_MOST).removeprefix(codecs.BOM_UTF8).splitlines()[0]
        file.seek(line_start)
        line = file.read(min(offset - line_start, LINE_BYTES_AT_MOST))
    names = next(csv.reader([header.decode("utf-8", "replace")]), [])
    return last_column(names, line.decode("utf-8", "replace") + "?")


def last_column(names: Sequence[str], line: str) -> str | None:
    """Name of the column in which a CSV line ends, whether or not a quote is open; None if it has no such column."""
    try:
        cells = next(csv.reader([line]), [])
    except csv.Error:  # a cell longer than a cell may be
        return None
    return names[len(cells) - 1] if 0 < len(cells) <= len(names) else None
