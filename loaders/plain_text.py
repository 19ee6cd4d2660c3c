"""Files as bytes: whether they are text that can be taken apart line by line, and where not."""

import codecs
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
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
class Seen:
    """A file as it was when it was surveyed.

    Attributes:
        digest: of its content.
        stamp: size and time of change, by which a later change is noticed.
    """

    digest: bytes
    stamp: tuple[int, int]


def stamp(path: Path) -> tuple[int, int]:
    """Size and time of change of a file."""
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def check_text(path: Path, progress: Progress) -> Seen:
    """Read a file once; it is UTF-8 without NUL, in lines of bearable length.

    Raises:
        SourceError: it is not.
    """
    size, changed = stamp(path)
    if size > FILE_BYTES_AT_MOST:
        raise _too_large(path.name, f"The file is larger than {FILE_BYTES_AT_MOST:,} bytes.", size)
    progress.start(f"check {path.name}", size)
    content = blake2b(digest_size=16)
    decoder = codecs.getincrementaldecoder("utf-8")()
    offset = open_line = 0
    for chunk in _chunks(path):
        content.update(chunk)
        _check_chunk(path, chunk, offset, decoder)
        open_line = _check_lines(path, chunk, offset, open_line)
        offset += len(chunk)
        progress.advance(len(chunk))
    _decode(path, b"", offset, decoder, final=True)
    progress.finish()
    return Seen(content.digest(), (size, changed))


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _check_chunk(path: Path, chunk: bytes, offset: int, decoder: codecs.IncrementalDecoder) -> None:
    _decode(path, chunk, offset, decoder, final=False)
    nul = chunk.find(b"\0")
    if nul >= 0:
        raise SourceError(
            "The file holds a NUL character.",
            code="bad_character",
            value="\0",
            where=place(path, offset + nul),
            suggestion="Save it as plain text in UTF-8.",
        )


def _decode(path: Path, chunk: bytes, offset: int, decoder: codecs.IncrementalDecoder, *, final: bool) -> None:
    pending = len(decoder.getstate()[0])
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError as error:
        bad = error.object[error.start : error.start + 1]
        raise SourceError(
            f"The byte 0x{bad.hex()} is no UTF-8.",
            code="bad_encoding",
            value=bad,
            where=place(path, offset - pending + error.start),
            suggestion="Save the file as UTF-8.",
        ) from error


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
