"""Rows of a JSON Lines file, as the text that a CSV file would hold."""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, Final

import orjson

from graph.errors import SourceError
from loaders.columns import Columns
from loaders.reading import Progress, Record
from loaders.survey import ROWS_AT_MOST, SurveyedFile, survey_file

UNREAD: Final = "(unread)"
"""Instead of a column: names, between bars, of those whose value is not of a sort that may stand there."""
EXACT_AT_MOST: Final = 2**53
"""The largest whole number below which every other program reads each as it was written."""
ARRAY_AT_MOST: Final = 64 * 1024**2
"""Characters of a file that is one array, since it is read at once; one object a line has no such limit."""


def unread_columns(row: Mapping[str, str]) -> dict[str, str]:
    """Column → why its value cannot stand there, of a row of which some cannot."""
    return {column: _why(row.get(column, "")) for column in row.get(UNREAD, "").split("|") if column}


def _why(text: str) -> str:
    if text[:1] in "[{":
        sort = "list" if text.startswith("[") else "object"
        advice = "write a text, or where a list is expected, one of texts without bars"
        return f"the {sort} {text[:100]} stands there: {advice}"
    if text in ("true", "false"):
        return f"{text} stands there as a truth value: write a text, between quotes"
    return f"the number {text[:100]} may stand for several: write its digits between quotes"


class JsonLinesFile:
    """One file of one type of rows: an object a line, or one array of objects; values text, numbers, or lists of these.

    A value of another sort costs its cell, or its row, not the file.
    """

    def __init__(self, path: Path, type_: str, columns: Columns) -> None:
        self.path = path
        self.name = path.name
        self.type = type_
        self._columns = columns

    def survey(self, progress: Progress) -> SurveyedFile:
        """Go over the whole file once; raises as ``check`` and ``survey_file`` do."""
        return survey_file(self.path, self.check, progress)

    def check(self, lines: Iterable[str]) -> int:
        """Take the whole file apart, once; the number of its rows.

        Args:
            lines: of the file.

        Raises:
            SourceError: a line is no object, a key is unknown or there twice, or a value is of no use.
        """
        count = 0
        for line, text in self._objects(lines):
            where = f"{self.path.name}:{line}"
            values = self._object(text, where)
            for key, value in values.items():
                self._columns.check(key, f"{where}:{key}")
                self._cell(key, value, f"{where}:{key}")
            self._check_twice(text, where)
            count += 1
            if count > ROWS_AT_MOST:
                raise self._refused(
                    f"The file has more than {ROWS_AT_MOST:,} rows.", "too_large", where, "Split it into sources."
                )
        return count

    def records(self) -> Iterator[Record]:
        """Each row without its empty values, with its line."""
        file = self.path.name
        with self.path.open(encoding="utf-8-sig", newline="") as lines:
            for line, text in self._objects(lines):
                where = f"{file}:{line}"
                row = {}
                unread = []
                for key, value in self._object(text, where).items():
                    cell, is_read = self._cell(key, value, where) if key not in self._columns.ignored else ("", True)
                    if cell and not cell.isspace():
                        row[key] = cell
                        if not is_read:
                            unread.append(key)
                if unread:
                    row[UNREAD] = "|".join(unread)
                yield self.type, row, file, line

    def _object(self, text: str, where: str) -> dict[str, Any]:
        try:
            values = orjson.loads(text)
        except orjson.JSONDecodeError as error:
            raise self._refused(
                f"The line is no JSON: {error}.", "bad_json", where, "Write one JSON object a line."
            ) from error
        if not isinstance(values, dict):
            raise self._refused("The line is no JSON object.", "bad_json", where, "Write one JSON object a line.")
        return values

    def _check_twice(self, text: str, where: str) -> None:
        def distinct(pairs: list[tuple[str, Any]]) -> None:
            keys = [key for key, _ in pairs]
            for key in keys:
                if keys.count(key) > 1:
                    raise self._refused(
                        f"The key {key!r} is there twice.",
                        "duplicate_column",
                        f"{where}:{key}",
                        "Leave one of them out.",
                    )

        json.loads(text, object_pairs_hook=distinct)

    def _cell(self, column: str, value: Any, where: str) -> tuple[str, bool]:
        """A value as the text of a cell, a list's parts between bars; and whether it may stand in the column."""
        match value:
            case None:
                return "", True
            case str():
                if "\0" in value:
                    raise self._refused("The value holds a NUL character.", "bad_character", where, "Leave it out.")
                return value, True
            case bool():
                return str(value).lower(), False
            case int():
                return str(value), abs(value) <= EXACT_AT_MOST
            case float():
                return str(value), column in self._columns.numeric
            case list() if column in self._columns.listed and not any(isinstance(part, (list, dict)) for part in value):
                parts = [self._cell(column, part, where) for part in value]
                if all(is_read and "|" not in text for text, is_read in parts):
                    return "|".join(text for text, _ in parts), True
        try:
            return orjson.dumps(value).decode(), False
        except TypeError as error:
            raise self._refused("The value has too many levels.", "bad_json", where, "Write a text.") from error

    def _refused(self, message: str, code: str, where: str, suggestion: str) -> SourceError:
        return SourceError(message, code=code, value=self.path.name, where=where, suggestion=suggestion)

    def _objects(self, lines: Iterable[str]) -> Iterator[tuple[int, str]]:
        """Line and text of each object; a blank line is an empty one."""
        lines = iter(lines)
        begun = False
        for line, content in enumerate(lines, 1):
            text = content.strip()
            if not begun and text.startswith("["):
                yield from self._of_array(line, chain((content,), lines))
                return
            begun = begun or bool(text)
            yield line, text or "{}"

    def _of_array(self, line: int, lines: Iterable[str]) -> Iterator[tuple[int, str]]:
        """Line and text of each part of an array that is all that is left of the file."""
        text = self._whole(line, lines)
        decoder = json.JSONDecoder()
        at, counted, first = text.index("[") + 1, 0, True
        while True:
            at = _past_blanks(text, at)
            if text[at : at + 1] == "]" and not text[at + 1 :].strip():
                return
            line, counted = line + text.count("\n", counted, at), at
            where = f"{self.path.name}:{line}"
            if not first:
                if text[at : at + 1] != ",":
                    raise self._refused(
                        "The array has no end here.", "bad_json", where, "Write a comma between objects."
                    )
                at = _past_blanks(text, at + 1)
                line, counted = line + text.count("\n", counted, at), at
            try:
                _, end = decoder.raw_decode(text, at)
            except (json.JSONDecodeError, RecursionError) as error:
                where = f"{self.path.name}:{line}"
                raise self._refused("The array is no JSON.", "bad_json", where, "Write objects in it.") from error
            yield line, text[at:end]
            at, first = end, False

    def _whole(self, line: int, lines: Iterable[str]) -> str:
        read, size = [], 0
        for content in lines:
            read.append(content)
            size += len(content)
            if size > ARRAY_AT_MOST:
                message = f"The file is one array of more than {ARRAY_AT_MOST:,} characters."
                raise self._refused(message, "too_large", f"{self.path.name}:{line}", "Write one object a line.")
        return "".join(read)


def _past_blanks(text: str, at: int) -> int:
    while text[at : at + 1].isspace():
        at += 1
    return at
