"""Files as bytes: whether they are text that can be taken apart line by line, and where not."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from io import BufferedReader, RawIOBase, TextIOWrapper
from pathlib import Path
from typing import BinaryIO, Final, cast

from graph.errors import SourceError
from loaders.formats.encodings import PLAIN, utf8_bytes
from loaders.reading import Progress

FILE_BYTES_AT_MOST: Final = 2 * 1024**3
LINE_BYTES_AT_MOST: Final = 1024**2
ROWS_AT_MOST: Final = 20_000_000
"""In one file."""
BAD_ENCODING: Final = "bad_encoding"

_CHUNK: Final = LINE_BYTES_AT_MOST
"""No longer than a line may be, so that only lines across two chunks or more have to be measured."""


@dataclass(frozen=True, slots=True)
class SurveyedFile:
    """A file as it was when it was surveyed.

    Attributes:
        rows: how many it holds.
        digest: of its content.
        stamp: size and time of change, by which a later change is noticed.
        encoding: of its text.
        form: what is worth saying of how it was read, a sentence each.
    """

    rows: int
    digest: bytes
    stamp: tuple[int, int]
    encoding: str = PLAIN
    form: tuple[str, ...] = ()


def stamp(path: Path) -> tuple[int, int]:
    """Size and time of change of a file."""
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def survey_file(
    path: Path,
    take_apart: Callable[[Iterable[str]], int],
    progress: Progress,
    encoding: str = PLAIN,
    column_of: Callable[[str], str | None] = lambda _: None,
) -> SurveyedFile:
    """Read a file once: digest it, see that it is text without NUL in lines of bearable length, and take it apart.

    Args:
        path: of the file.
        take_apart: given its lines, without a byte order mark and each with its end, reads them to the last one and
            counts their rows.
        progress: shown the bytes read.
        encoding: of its text.
        column_of: the column in which the beginning of a line ends.

    Raises:
        SourceError: it is not so, or ``take_apart`` says that it cannot be taken apart.
    """
    size, changed = stamp(path)
    if size > FILE_BYTES_AT_MOST:
        raise _too_large(path.name, f"The file is larger than {FILE_BYTES_AT_MOST:,} bytes.", size)
    progress.start(f"check {path.name}", size)
    text = _Text(path, encoding, column_of)
    with _CheckedBytes(text, progress) as content, TextIOWrapper(content, encoding=PLAIN, newline="") as lines:
        try:
            rows = take_apart(lines)
        except UnicodeDecodeError as error:
            raise _bad_encoding(text, error, content.offset) from error
    progress.finish()
    return SurveyedFile(rows, content.digest.digest(), (size, changed), encoding)


@dataclass(frozen=True, slots=True)
class _Text:
    """A file of text, and where in it something stands."""

    path: Path
    encoding: str
    column_of: Callable[[str], str | None]

    def open(self, errors: str = "strict") -> BinaryIO:
        """Its text as bytes in UTF-8; see ``utf8_bytes``."""
        return utf8_bytes(self.path, self.encoding, errors)

    def place(self, offset: int) -> str:
        """``file:line``, and ``:column`` if that is known, of the byte at ``offset`` of its text in UTF-8."""
        line, line_start = 1, 0
        after_return = False
        for start, chunk in enumerate(self._chunks()):
            before = chunk[: max(0, offset - start * _CHUNK)]
            line += before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n")
            line -= after_return and before.startswith(b"\n")
            after_return = before.endswith(b"\r")
            last = max(before.rfind(b"\n"), before.rfind(b"\r"))
            line_start = start * _CHUNK + last + 1 if last >= 0 else line_start
            if len(before) < len(chunk):
                break
        column = self.column_of(self._part(line_start, offset)) if line > 1 else None
        return f"{self.path.name}:{line}" + (f":{column}" if column else "")

    def _chunks(self) -> Iterator[bytes]:
        with BufferedReader(cast(RawIOBase, self.open("replace"))) as file:
            while chunk := file.read(_CHUNK):
                yield chunk

    def _part(self, start: int, end: int) -> str:
        with BufferedReader(cast(RawIOBase, self.open("replace"))) as file:
            for skipped in range(0, start, _CHUNK):
                file.read(min(_CHUNK, start - skipped))
            return file.read(min(end - start, LINE_BYTES_AT_MOST)).decode("utf-8", "replace")


class _CheckedBytes(BufferedReader):
    """A file's text in UTF-8, each chunk digested and checked before it is handed over: for one reader, once.

    What comes before a NUL is handed over first: where it cannot be decoded, that tells more.

    Attributes:
        offset: bytes handed over.
        digest: of these.
    """

    def __init__(self, text: _Text, progress: Progress) -> None:
        super().__init__(cast(RawIOBase, text.open()))
        self.offset = 0
        self.digest = blake2b(digest_size=16)
        self._text = text
        self._progress = progress
        self._open_line = 0
        self._is_cut = False  # the last chunk, before a NUL

    def read1(self, size: int = -1, /) -> bytes:
        """The next chunk, of which none is longer than ``_CHUNK``; empty at the end."""
        chunk = super().read1(min(size, _CHUNK) if size > 0 else _CHUNK)
        nul = chunk.find(b"\0")
        if nul == 0 or self._is_cut:  # to hand over nothing would say that the file has ended
            raise _has_nul(self._text, self.offset)
        if nul > 0:
            chunk, self._is_cut = chunk[:nul], True
        self.digest.update(chunk)
        self._open_line = _check_lines(self._text, chunk, self.offset, self._open_line)
        self.offset += len(chunk)
        self._progress.advance(len(chunk))
        return chunk


def _has_nul(text: _Text, offset: int) -> SourceError:
    return SourceError(
        "The file holds a NUL character.",
        code="bad_character",
        value="\0",
        where=text.place(offset),
        suggestion="Save it as plain text in UTF-8.",
    )


def _bad_encoding(text: _Text, error: UnicodeDecodeError, offset: int) -> SourceError:
    """Of a file read up to ``offset``: where what could not be decoded ends, or, of another encoding, begins."""
    bad = error.object[error.start : error.start + 1]
    is_plain = text.encoding == PLAIN
    return SourceError(
        f"The byte 0x{bad.hex()} is no {'UTF-8' if is_plain else text.encoding}.",
        code=BAD_ENCODING,
        value=bad,
        where=text.place(offset - len(error.object) + error.start if is_plain else offset),
        suggestion='Save the file as UTF-8, or declare its encoding in source.toml, such as `encoding = "cp1252"`.',
    )


def _check_lines(text: _Text, chunk: bytes, offset: int, open_line: int) -> int:
    """Bytes of the line that is still open after the chunk, ``open_line`` of which came before it."""
    first = min((at for at in (chunk.find(b"\n"), chunk.find(b"\r")) if at >= 0), default=len(chunk))
    if open_line + first > LINE_BYTES_AT_MOST:
        where = text.place(offset)
        raise _too_large(where, f"The line is longer than {LINE_BYTES_AT_MOST:,} bytes.", open_line + first)
    last = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
    return open_line + len(chunk) if last < 0 else len(chunk) - last - 1


def _too_large(where: str, message: str, value: int) -> SourceError:
    return SourceError(
        message, code="too_large", value=value, where=where, suggestion="Split it, or leave out what is not data."
    )


def last_column(names: Sequence[str], line: str, delimiter: str = ",") -> str | None:
    """Name of the column in which a CSV line ends, whether or not a quote is open; None if it has no such column."""
    try:
        cells = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:  # a cell longer than a cell may be
        return None
    return names[len(cells) - 1] if 0 < len(cells) <= len(names) else None
