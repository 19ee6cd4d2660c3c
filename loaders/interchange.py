"""The reader of interchange files: anybody's data, as CSV or JSON Lines with agreed names."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from hashlib import blake2b
from pathlib import Path
from typing import Final

from graph.errors import SourceError, did_you_mean
from graph.records import FILE_TYPES
from loaders.columns import Columns
from loaders.csv_file import CsvFile
from loaders.declaration import DECLARATION_FILE, Declaration
from loaders.json_file import JsonLinesFile
from loaders.reading import Progress, Record, Survey
from loaders.survey import SurveyedFile, stamp, survey_file

SUFFIXES: Final = (".csv", ".jsonl")
NEARLY: Final = 0.9
"""Likeness from which another file's name is taken for a misspelt one: ``Organisations.csv``, ``organization.csv``."""
VERSION: Final = b"3"
"""Part of every fingerprint: a load that an older reading of the files began is not resumed by a newer one."""


class InterchangeReader:
    """Reads the interchange files of one folder."""

    def __init__(self, folder: Path, declaration: Declaration) -> None:
        self._folder = folder
        self._declaration = declaration
        self._files: list[CsvFile | JsonLinesFile] = []
        self._surveyed: dict[str, SurveyedFile] = {}

    def survey(self, progress: Progress) -> Survey:
        """Go over all files once, and refuse what is malformed.

        Raises:
            SourceError: there is no interchange file, or one of them is malformed.
        """
        self._files, passed_over = self._find()
        self._check_gives()
        for file in self._files:
            with readable(file.path):
                self._surveyed[file.path.name] = survey_file(file.path, file.check, progress)
        rows = {name: surveyed.rows for name, surveyed in self._surveyed.items()}
        types = {file.path.name: file.type for file in self._files}
        return Survey(self._fingerprint(), rows, types, passed_over)

    def records(self) -> Iterator[Record]:
        """The records of all files, in the order of ``FILE_TYPES``."""
        for file in self._files:
            surveyed = self._surveyed[file.path.name].stamp
            with readable(file.path):
                if stamp(file.path) != surveyed:
                    raise _changed(file.path)
                try:
                    records = file.records()
                    yield from self._declaration.styles.read(records) if isinstance(file, CsvFile) else records
                except (csv.Error, UnicodeDecodeError) as error:
                    raise _changed(file.path) from error
                if stamp(file.path) != surveyed:
                    raise _changed(file.path)

    def _find(self) -> tuple[list[CsvFile | JsonLinesFile], tuple[str, ...]]:
        try:
            names = sorted(
                path.name for path in self._folder.iterdir() if path.suffix.lower() in SUFFIXES and path.is_file()
            )
        except OSError as error:
            raise _unreadable(self._folder, error) from error
        opened = [self._open(stem, type_, names) for stem, type_ in FILE_TYPES.items()]
        files = [file for file in opened if file]
        passed_over = tuple(name for name in names if name not in {file.path.name for file in files})
        self._check_names(passed_over, bool(files))
        return files, passed_over

    def _open(self, stem: str, type_: str, names: list[str]) -> CsvFile | JsonLinesFile | None:
        there = [stem + suffix for suffix in SUFFIXES if stem + suffix in names]
        if len(there) > 1:
            raise SourceError(
                f"Both {' and '.join(there)} are there.",
                code="duplicate_file",
                value=stem,
                where=str(self._folder),
                suggestion="Leave one of them out.",
            )
        columns = Columns.of(type_, self._declaration.ignored_columns.get(stem, ()))
        if there == [stem + ".jsonl"]:
            return JsonLinesFile(self._folder / there[0], type_, columns)
        return CsvFile(self._folder / there[0], type_, columns) if there else None

    def _check_names(self, passed_over: tuple[str, ...], any_file: bool) -> None:
        """A file whose name is nearly that of an interchange file was meant to be one."""
        names = [stem + suffix for stem in FILE_TYPES for suffix in SUFFIXES]
        for name in passed_over:
            close = get_close_matches(name.casefold(), names, n=1, cutoff=NEARLY)
            if close:
                raise SourceError(
                    f"{name!r} is no interchange file.",
                    code="unknown_file",
                    value=name,
                    where=name,
                    nearest=close,
                    suggestion=did_you_mean(close, "Rename it."),
                )
        if not any_file:
            raise SourceError(
                "The folder holds no interchange file.",
                code="no_files",
                value=str(self._folder),
                where=str(self._folder),
                suggestion=f"Put at least one of {', '.join(stem + '.csv' for stem in FILE_TYPES)} into it.",
            )

    def _check_gives(self) -> None:
        """What is declared to be given is there, and nothing else."""
        gives = self._declaration.gives
        there = [file.type for file in self._files]
        for type_ in dict.fromkeys((*gives, *there)) if gives else ():
            if type_ not in there or type_ not in gives:
                stem = next(stem for stem, stated in FILE_TYPES.items() if stated == type_)
                raise SourceError(
                    f"The file {stem} is declared and not there."
                    if type_ in gives
                    else f"The file {stem} is not declared.",
                    code="missing_file" if type_ in gives else "unexpected_file",
                    value=stem,
                    where=f"{DECLARATION_FILE}:gives",
                    suggestion="Correct the declaration or the folder.",
                )

    def _fingerprint(self) -> str:
        content = blake2b(VERSION, digest_size=16)
        for name, surveyed in self._surveyed.items():
            content.update(name.encode() + b"\0" + surveyed.digest)
        declared = self._folder / DECLARATION_FILE
        content.update(declared.read_bytes() if declared.is_file() else b"")
        return content.hexdigest()


def _changed(path: Path) -> SourceError:
    return SourceError(
        "The file has changed while it was being loaded.",
        code="source_changed",
        value=path.name,
        where=path.name,
        suggestion="Load again once it is complete.",
    )


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Turns failures of the file system within the block into SourceError."""
    try:
        yield
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> SourceError:
    return SourceError(
        f"It cannot be read: {error.strerror}.",
        code="unreadable_source",
        value=str(path),
        where=str(path),
        suggestion="Name a folder of interchange files that you may read.",
    )
