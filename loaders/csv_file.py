"""Rows of a CSV file, as RFC 4180 has it or as spreadsheets write it."""

import csv
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from io import StringIO, TextIOWrapper
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from graph.errors import SourceError
from loaders.columns import Columns
from loaders.formats.dialect import DELIMITERS, Dialect, dialect_of
from loaders.formats.encodings import PLAIN, encoding_of, example, proposed
from loaders.formats.header import Header
from loaders.reading import Progress, Record
from loaders.survey import BAD_ENCODING, LINE_BYTES_AT_MOST, ROWS_AT_MOST, SurveyedFile, last_column, survey_file

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

BAD_QUOTE: Final = "bad_quote"
_ESCAPED: Final = re.compile(r'(?<!\\)((?:\\\\)*)\\"')
"""A quote after an odd number of backslashes."""
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
        self._has_escapes = False
        self._header: Header | None = None

    def survey(self, progress: Progress) -> SurveyedFile:
        """Go over the whole file once.

        Raises:
            SourceError: it is no text in an encoding that is declared or can be told; or a quote is open or out of
                place, or columns are not as they must be.
        """
        self._encoding = encoding_of(self.path, self._declared)
        try:
            form = () if self._encoding == PLAIN else (f"is in {self._encoding}",)
            return self._survey_quotes(progress, form)
        except SourceError as error:
            if error.code != BAD_ENCODING or self._encoding != PLAIN or self._declared or _is_cut_off(error):
                raise
            proposal = proposed(self.path)
            if proposal is None:
                raise
        self._encoding = proposal
        word = example(self.path, proposal)
        guess = (
            f"is no UTF-8: read as {proposal}, in which it says {word!r}. To be sure, declare `encoding = "
            f'"{proposal}"` in source.toml, or what else it is in; or save it as UTF-8'
        )
        return self._survey_quotes(progress, (guess,))

    def _survey_quotes(self, progress: Progress, form: tuple[str, ...]) -> SurveyedFile:
        """As RFC 4180 has quotes within quoted cells; if that does not hold, with backslashes before them."""
        self._has_escapes = False
        try:
            return self._survey(progress, form)
        except SourceError as error:
            if error.code != BAD_QUOTE:
                raise
            self._has_escapes = True
            try:
                return self._survey(progress, (*form, "has backslashes before quotes, which are read as quotes"))
            except SourceError:
                raise error from None

    def _survey(self, progress: Progress, form: tuple[str, ...]) -> SurveyedFile:
        self._header = None
        surveyed = survey_file(self.path, self._check, progress, self._encoding, self._column_of)
        if self._dialect.delimiter != ("\t" if self.path.suffix == ".tsv" else ","):
            form = (*form, f"is separated by {DELIMITERS[self._dialect.delimiter]}")
        return replace(surveyed, form=form)

    def head(self, rows: int) -> list[list[str]]:
        """The first rows, the header among them, as far as they can be read; nothing is checked."""
        self._encoding = encoding_of(self.path, self._declared)
        return self._first(rows)

    def _first(self, rows: int) -> list[list[str]]:
        with self._text() as text:
            beginning = StringIO(text.read(LINE_BYTES_AT_MOST), newline="")
        found: list[list[str]] = []
        with suppress(csv.Error):
            found.extend(islice(self._reader(beginning), rows))
        return found

    def records(self) -> Iterator[Record]:
        """Each row without its empty cells, with the line on which it begins."""
        header, type_, file, skipped = self._header, self.type, self.name, self._dialect.skipped
        assert header is not None
        with self.path.open(encoding=self._encoding, newline="") as lines:
            reader = self._rows(islice(lines, skipped, None))
            next(reader)
            line = reader.line_num + 1 + skipped
            for cells in reader:
                yield type_, header.row(cells), file, line
                line = reader.line_num + 1 + skipped

    def _check(self, lines: Iterable[str]) -> int:
        """Take the whole file apart, once; the number of its rows."""
        reader = self._reader(lines)
        line = 1 + self._dialect.skipped
        try:
            cells = next(reader, [])
            if not any(cells):
                raise self._refused(
                    "The file has no header.", "missing_header", line, "Begin it with the names of its columns."
                )
            separator = DELIMITERS[self._dialect.delimiter]
            self._header = Header(cells, self._columns, self.name, line, f" (separated by {separator})")
            count = sum(1 for _ in reader)
        except csv.Error as error:
            raise self._malformed(error) from error
        if count > ROWS_AT_MOST:
            raise self._refused(
                f"The file has more than {ROWS_AT_MOST:,} rows.", "too_large", ROWS_AT_MOST, "Split it into sources."
            )
        return count

    def _reader(self, lines: Iterable[str]) -> "CsvReader":
        """A reader of a file's lines, whose first row is the header, once they have told the dialect."""
        rest = iter(lines)
        first = list(islice(rest, 2))
        dialect = dialect_of(first, self._columns.knows)
        self._dialect = dialect
        return self._rows(chain(first[dialect.skipped :], rest))

    def _rows(self, lines: Iterable[str]) -> "CsvReader":
        """A reader of lines, of which the header is the first one."""
        doubled = (_ESCAPED.sub(r'\1""', line) for line in lines) if self._has_escapes else lines
        return csv.reader(doubled, delimiter=self._dialect.delimiter, strict=True)

    def _malformed(self, error: csv.Error) -> SourceError:
        """Where the row that cannot be taken apart begins, and which of its cells on that line was the last."""
        skipped, names = self._dialect.skipped, self._header.names if self._header else []
        line = 1 + skipped
        with self._text() as text:
            reader = self._rows(islice(text, skipped, None))
            try:
                for _ in reader:
                    line = reader.line_num + 1 + skipped
            except csv.Error:
                pass
        with self._text() as text:
            column = last_column(names, "".join(islice(text, line - 1, line)), self._dialect.delimiter)
        return self._refused(
            f"The row that begins here cannot be taken apart: {error}.",
            BAD_QUOTE,
            line,
            "Close the quote, double those within a quoted cell, and keep cells under 131,072 characters.",
            column,
        )

    def _text(self) -> TextIOWrapper:
        return self.path.open(encoding=self._encoding, errors="replace", newline="")

    def _column_of(self, line: str) -> str | None:
        """The column in which the beginning of a line ends; the header may not have been read."""
        names = self._header.names if self._header else next(iter(self._first(1)), [])
        return last_column(names, line + "?", self._dialect.delimiter)

    def _refused(self, message: str, code: str, line: int, suggestion: str, column: str | None = None) -> SourceError:
        where = f"{self.name}:{line}" + (f":{column}" if column else "")
        return SourceError(message, code=code, value=self.name, where=where, suggestion=suggestion)


def _is_cut_off(error: SourceError) -> bool:
    """Whether what is no UTF-8 is the file's last character: then it may be one of a file that is not whole."""
    return isinstance(error.__cause__, UnicodeDecodeError) and error.__cause__.reason == _CUT_OFF
