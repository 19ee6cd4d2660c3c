"""Rows of a CSV file, as RFC 4180 has it or as spreadsheets write it."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import TextIOWrapper
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from graph.errors import SourceError
from loaders.columns import Columns
from loaders.formats.dialect import DELIMITERS, Dialect, dialect_of
from loaders.formats.encodings import PLAIN, encoding_of, example, proposed
from loaders.formats.header import WIDTH, Header
from loaders.reading import Progress, Record
from loaders.survey import BAD_ENCODING, ROWS_AT_MOST, SurveyedFile, last_column, survey_file

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

__all__ = ["WIDTH", "CsvFile"]
_CUT_OFF: Final = "unexpected end of data"


class CsvFile:
    """One file of one type of rows. ``survey`` comes before ``records``.

    Args:
        path: of the file.
        type_: of its rows.
        columns: that it may and must have.
        encoding: declared; None: as its bytes tell.
    """

    def __init__(self, path: Path, type_: str, columns: Columns, encoding: str | None = None) -> None:
        self.path = path
        self.name = path.name
        self.type = type_
        self._columns = columns
        self._declared = encoding
        self._encoding = PLAIN
        self._dialect = Dialect()
        self._header: Header | None = None

    def survey(self, progress: Progress) -> SurveyedFile:
        """Go over the whole file once.

        Raises:
            SourceError: it is no text in an encoding that is declared or can be told; or a quote is open or out of
                place, or columns are not as they must be.
        """
        self._encoding = encoding_of(self.path, self._declared)
        try:
            return self._survey(progress)
        except SourceError as error:
            if error.code != BAD_ENCODING or self._encoding != PLAIN or self._declared or _is_cut_off(error):
                raise
            proposal = proposed(self.path)
            if proposal is None:
                raise
            self._encoding = proposal
        word = example(self.path, self._encoding)
        guess = (
            f"is no UTF-8: read as {self._encoding}, in which it says {word!r}. To be sure, declare `encoding = "
            f'"{self._encoding}"` in source.toml, or what else it is in; or save it as UTF-8'
        )
        return self._survey(progress, guess)

    def _survey(self, progress: Progress, guess: str = "") -> SurveyedFile:
        surveyed = survey_file(self.path, self._check, progress, self._encoding, self._column_of)
        form = [guess] if guess else []
        if self._encoding != PLAIN and not guess:
            form.append(f"is in {self._encoding}")
        if self._dialect.delimiter != ("\t" if self.path.suffix == ".tsv" else ","):
            form.append(f"is separated by {DELIMITERS[self._dialect.delimiter]}")
        return replace(surveyed, form=tuple(form))

    def head(self, rows: int) -> list[list[str]]:
        """The first rows, the header among them, as far as they can be read; nothing is checked."""
        self._encoding = encoding_of(self.path, self._declared)
        with self._text() as text:
            self._dialect, reader = self._reader(text)
            try:
                return list(islice(reader, rows))
            except csv.Error:
                return []

    def records(self) -> Iterator[Record]:
        """Each row without its empty cells, with the line on which it begins."""
        header, type_, file, skipped = self._header, self.type, self.name, self._dialect.skipped
        assert header is not None
        with self.path.open(encoding=self._encoding, newline="") as lines:
            reader = csv.reader(islice(lines, skipped, None), delimiter=self._dialect.delimiter, strict=True)
            next(reader)
            line = reader.line_num + 1 + skipped
            for cells in reader:
                yield type_, header.row(cells), file, line
                line = reader.line_num + 1 + skipped

    def _check(self, lines: Iterable[str]) -> int:
        """Take the whole file apart, once; the number of its rows."""
        self._dialect, reader = self._reader(lines)
        line = 1 + self._dialect.skipped
        try:
            cells = next(reader, [])
            if not any(cells):
                raise self._refused(
                    "The file has no header.", "missing_header", line, "Begin it with the names of its columns."
                )
            self._header = Header(cells, self._columns, self.name, line)
            count = sum(1 for _ in reader)
        except csv.Error as error:
            raise self._malformed(error) from error
        if count > ROWS_AT_MOST:
            raise self._refused(
                f"The file has more than {ROWS_AT_MOST:,} rows.", "too_large", ROWS_AT_MOST, "Split it into sources."
            )
        return count

    def _reader(self, lines: Iterable[str]) -> tuple[Dialect, "CsvReader"]:
        """The dialect of these lines, and a reader of them whose first row is the header."""
        rest = iter(lines)
        first = list(islice(rest, 2))
        dialect = dialect_of(first, self._columns.knows)
        return dialect, csv.reader(chain(first[dialect.skipped :], rest), delimiter=dialect.delimiter, strict=True)

    def _malformed(self, error: csv.Error) -> SourceError:
        """Where the row that cannot be taken apart begins, and which of its cells on that line was the last."""
        skipped, names = self._dialect.skipped, self._header.names if self._header else []
        line = 1 + skipped
        with self._text() as text:
            reader = csv.reader(islice(text, skipped, None), delimiter=self._dialect.delimiter, strict=True)
            try:
                for _ in reader:
                    line = reader.line_num + 1 + skipped
            except csv.Error:
                pass
        with self._text() as text:
            column = last_column(names, "".join(islice(text, line - 1, line)), self._dialect.delimiter)
        return self._refused(
            f"The row that begins here cannot be taken apart: {error}.",
            "bad_quote",
            line,
            "Close the quote, double those within a quoted cell (a backslash before them does not do), and keep cells "
            "under 131,072 characters.",
            column,
        )

    def _text(self) -> TextIOWrapper:
        return self.path.open(encoding=self._encoding, errors="replace", newline="")

    def _column_of(self, line: str) -> str | None:
        """The column in which the beginning of a line ends; the header may not have been read."""
        names = self._header.names if self._header else next(iter(self.head(1)), [])
        return last_column(names, line + "?", self._dialect.delimiter)

    def _refused(self, message: str, code: str, line: int, suggestion: str, column: str | None = None) -> SourceError:
        where = f"{self.name}:{line}" + (f":{column}" if column else "")
        return SourceError(message, code=code, value=self.name, where=where, suggestion=suggestion)


def _is_cut_off(error: SourceError) -> bool:
    """Whether what is no UTF-8 is the file's last character: then it may be one of a file that is not whole."""
    return isinstance(error.__cause__, UnicodeDecodeError) and error.__cause__.reason == _CUT_OFF
