"""A file of rows as a publisher offers it: plain or gzipped, with commas, semicolons or tabs between its cells."""

import csv
import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import IO, Final

from graph.errors import SourceError
from loaders.columns import Columns
from loaders.survey import FILE_BYTES_AT_MOST, LINE_BYTES_AT_MOST, ROWS_AT_MOST, stamp

_GZIP: Final = b"\x1f\x8b"
_CHUNK: Final = 1 << 20
_SEPARATORS: Final = (",", ";", "\t")


class PublisherFile:
    """One file. A row that is wider or narrower than the header is none of the file's layout.

    Args:
        path: of the file.
        columns: that it has, all of them read or declared to be ignored.
    """

    def __init__(self, path: Path, columns: Columns) -> None:
        self.path = path
        self._columns = columns
        self._stamp: tuple[int, int] | None = None

    def survey(self) -> bytes:
        """Digest of its content; what is read from here on is this content."""
        self._stamp = stamp(self.path)
        if self._stamp[0] > FILE_BYTES_AT_MOST:
            raise self._refused("too_large", f"It is larger than {FILE_BYTES_AT_MOST:,} bytes.", "Split it.")
        content = blake2b(digest_size=16)
        with self.path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                content.update(chunk)
        return content.digest()

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """The line on which a row begins, and its columns that are read; cells stripped, empty ones too.

        Raises:
            SourceError: it is not text in UTF-8, has another layout, or has changed since the survey.
        """
        with self._text() as text, self._readable():
            separator, header = self._header(text)
            reader = csv.reader(self._lines(text), delimiter=separator, strict=True)
            read = [(at, name) for at, name in enumerate(header) if name not in self._columns.ignored]
            line = 2
            for count, cells in enumerate(reader):
                if count >= ROWS_AT_MOST:
                    raise self._refused("too_large", f"It has more than {ROWS_AT_MOST:,} rows.", "Split it.")
                if len(cells) != len(header):
                    if cells:
                        told = f"The row has {len(cells)} cells, the header {len(header)}."
                        raise self._refused("wrong_width", told, "Take the publisher's file as it is.", line)
                else:
                    yield line, {name: cells[at].strip() for at, name in read}
                line = reader.line_num + 2
        if stamp(self.path) != self._stamp:
            raise self._refused("source_changed", "It has changed meanwhile.", "Load it again once it is complete.")

    @contextmanager
    def _text(self) -> Iterator[IO[str]]:
        with self._readable():
            with self.path.open("rb") as file:
                is_packed = file.read(len(_GZIP)) == _GZIP
            opened = gzip.open if is_packed else open
            with opened(self.path, "rt", encoding="utf-8-sig", newline="") as text:
                yield text

    def _lines(self, text: IO[str]) -> Iterator[str]:
        while line := text.readline(LINE_BYTES_AT_MOST):
            if len(line) == LINE_BYTES_AT_MOST:
                raise self._refused("too_large", f"A line is longer than {LINE_BYTES_AT_MOST:,}.", "Correct it.")
            yield line

    def _header(self, text: IO[str]) -> tuple[str, list[str]]:
        """What separates cells, by how many columns are known then, and the columns."""
        line = next(self._lines(text), "")
        known = {*self._columns.known, *self._columns.ignored}
        headers = {
            separator: [name.strip() for name in next(csv.reader([line], delimiter=separator), [])]
            for separator in _SEPARATORS
        }
        separator = max(headers, key=lambda one: len(known.intersection(headers[one])))
        self._columns.check_header(headers[separator], self.path.name)
        return separator, headers[separator]

    @contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except UnicodeDecodeError as error:
            raise self._refused("bad_encoding", "It is not in UTF-8.", "Save it as UTF-8.") from error
        except csv.Error as error:
            raise self._refused("bad_quote", f"It cannot be taken apart: {error}.", "Get it anew.") from error
        except (OSError, EOFError, zlib.error) as error:
            raise self._refused("unreadable_source", f"It cannot be read: {error}.", "Get it anew.") from error

    def _refused(self, code: str, message: str, suggestion: str, line: int | None = None) -> SourceError:
        where = self.path.name + (f":{line}" if line else "")
        return SourceError(message, code=code, value=self.path.name, where=where, suggestion=suggestion)
