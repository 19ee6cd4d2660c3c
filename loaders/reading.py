"""What a source's reader yields, and how a long piece of work shows how far it has come."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from loaders.survey import SurveyedFile

Record = tuple[str, dict[str, str], str, int]
"""(type, row, file, line): an entity type or ``relation``; column → text, empty ones left out; the file's name; the
line on which the row begins, counted from 1. A plain tuple, since there are millions."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What the first of two passes over a source tells, before anything is written.

    Attributes:
        fingerprint: digest of all that will be read (a content hash); the same content has the same one.
        rows: file → rows in it, in the order of reading.
        types: file → type of its rows.
        passed_over: files that look like data and are not read.
        of_type: type → records of it, where a file holds several types; empty: by ``rows`` and ``types``.
        notes: what is mended or left out, in words → in how many cells.
        forms: what is worth saying of how files were read, a sentence each.
    """

    fingerprint: str
    rows: Mapping[str, int]
    types: Mapping[str, str]
    passed_over: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    of_type: Mapping[str, int] = field(default_factory=dict)
    notes: Mapping[str, int] = field(default_factory=dict)

    def rows_of(self, type_: str) -> int:
        """Rows of one type."""
        if self.of_type:
            return self.of_type.get(type_, 0)
        return sum(count for file, count in self.rows.items() if self.types[file] == type_)


class Progress(Protocol):
    """Shown to a person while a source is loaded. Files come one after the other."""

    def start(self, file: str, total: int) -> None:
        """A piece of work begins: ``check FILE`` with its bytes, or ``FILE`` with its rows."""

    def advance(self, n: int) -> None:
        """So many more of the current piece are done."""

    def finish(self) -> None:
        """The current piece is done."""


class Silent:
    """Progress that nobody sees."""

    def start(self, file: str, total: int) -> None:
        """Shows nothing."""

    def advance(self, n: int) -> None:
        """Shows nothing."""

    def finish(self) -> None:
        """Shows nothing."""


class TableFile(Protocol):
    """One table of one type of rows: a file, or a sheet of one.

    Attributes:
        path: of the file.
        name: by which it is called in places and counts.
        type: of its rows.
    """

    path: Path
    name: str
    type: str

    def survey(self, progress: Progress) -> "SurveyedFile":
        """Go over all of it once.

        Raises:
            SourceError: it is malformed as a whole.
        """

    def records(self) -> Iterator[Record]:
        """Its records, after the survey."""


class Reader(Protocol):
    """Reads one source. What it yields is validated, resolved, counted and written by the pipeline."""

    def survey(self, progress: Progress) -> Survey:
        """Go over everything once, and refuse what is malformed: the first pass.

        Raises:
            SourceError: the source as a whole cannot be loaded.
        """

    def records(self) -> Iterator[Record]:
        """The records of what was surveyed: the second pass, with the same ones in the same order each time.

        Types come in the order of ``graph.records.FILE_TYPES``: what others refer to comes first. A record without a
        value is counted as ignored.

        Raises:
            SourceError: the source has changed since the survey (code ``source_changed``).
        """
