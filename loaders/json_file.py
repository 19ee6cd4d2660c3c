"""Rows of a JSON Lines file, as the text that a CSV file would hold."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson

from graph.errors import SourceError
from loaders.columns import Columns
from loaders.reading import Progress, Record
from loaders.survey import ROWS_AT_MOST, SurveyedFile, survey_file


class JsonLinesFile:
    """One file of one type of rows: an object a line, values text, numbers, or lists of these."""

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
        for line, text in _objects(lines):
            where = f"{self.path.name}:{line}"
            values = self._object(text, where)
            for key, value in values.items():
                self._columns.check(key, f"{where}:{key}")
                self._text(value, f"{where}:{key}")
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
            for line, text in _objects(lines):
                where = f"{file}:{line}"
                row = {}
                for key, value in self._object(text, where).items():
                    cell = self._text(value, where) if key not in self._columns.ignored else ""
                    if cell and not cell.isspace():
                        row[key] = cell
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

    def _text(self, value: Any, where: str) -> str:
        """A value as a cell: a list's parts between bars."""
        if value is None:
            return ""
        if isinstance(value, list) and all(_is_scalar(part) and "|" not in str(part) for part in value):
            value = "|".join(str(part) for part in value)
        if not _is_scalar(value):
            raise self._refused(
                f"The value {str(value)[:100]!r} is neither text nor a number, nor a list of these without bars.",
                "bad_json",
                where,
                "Write it as docs/interchange.md says.",
            )
        text = str(value)
        if "\0" in text:
            raise self._refused("The value holds a NUL character.", "bad_character", where, "Leave it out.")
        return text

    def _refused(self, message: str, code: str, where: str, suggestion: str) -> SourceError:
        return SourceError(message, code=code, value=self.path.name, where=where, suggestion=suggestion)


def _is_scalar(value: Any) -> bool:
    return isinstance(value, (str, int, float)) and not isinstance(value, bool)


def _objects(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Number and object of each line; a blank one is an empty object."""
    for line, content in enumerate(lines, 1):
        yield line, content.strip() or "{}"
