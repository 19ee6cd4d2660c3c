"""The reader of interchange files: anybody's data, as tables or JSON Lines with agreed names."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Final

from graph.errors import SourceError
from loaders.csv_file import CsvFile
from loaders.declaration import DECLARATION_FILE, Declaration
from loaders.finding import Found, alone, in_folder, stem_of
from loaders.reading import Progress, Record, Survey, TableFile
from loaders.survey import SurveyedFile, stamp

VERSION: Final = b"3"
"""Part of every fingerprint: a load that an older reading of the files began is not resumed by a newer one."""


class InterchangeReader:
    """Reads the interchange files of one folder, or a single one."""

    def __init__(self, place: Path, declaration: Declaration) -> None:
        self._place = place
        self._declaration = declaration
        self._files: list[TableFile] = []
        self._surveyed: dict[str, SurveyedFile] = {}

    def survey(self, progress: Progress) -> Survey:
        """Go over all files once, and refuse what is malformed.

        Raises:
            SourceError: there is no interchange file, or one of them is malformed.
        """
        found = self._find()
        self._files = found.files
        self._check_gives()
        for file in self._files:
            with readable(file.path):
                self._surveyed[file.name] = file.survey(progress)
        rows = {name: surveyed.rows for name, surveyed in self._surveyed.items()}
        types = {file.name: file.type for file in self._files}
        forms = tuple(f"{name} {form}." for name, surveyed in self._surveyed.items() for form in surveyed.form)
        return Survey(self._fingerprint(), rows, types, tuple(found.passed_over), forms)

    def records(self) -> Iterator[Record]:
        """The records of all files, in the order of ``FILE_TYPES``."""
        for file in self._files:
            surveyed = self._surveyed[file.name].stamp
            with readable(file.path):
                if stamp(file.path) != surveyed:
                    raise _changed(file.path)
                try:
                    records = file.records()
                    styles = self._declaration.styles
                    yield from (styles if isinstance(file, CsvFile) else styles.of_dates).read(records)
                except (csv.Error, UnicodeDecodeError) as error:
                    raise _changed(file.path) from error
                if stamp(file.path) != surveyed:
                    raise _changed(file.path)

    def _find(self) -> Found:
        with readable(self._place):
            find = in_folder if self._place.is_dir() else alone
            return find(self._place, self._declaration)

    def _check_gives(self) -> None:
        """What is declared to be given is there, and nothing else."""
        gives = self._declaration.gives
        there = [file.type for file in self._files]
        for type_ in dict.fromkeys((*gives, *there)) if gives else ():
            if type_ not in there or type_ not in gives:
                stem = stem_of(type_)
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
        declared = self._place / DECLARATION_FILE
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
        suggestion="Name a folder of interchange files, or one of them, that you may read.",
    )
