"""The reader of publishers' own files: each row becomes records of several types, in the words of the graph."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final

from graph.errors import SourceError
from graph.snapshot.names.folding import fold
from loaders.columns import Columns
from loaders.declaration import Declaration
from loaders.publisher_file import PublisherFile
from loaders.reading import Progress, Record, Survey

VERSION: Final = b"1"
"""Part of every fingerprint, as in ``loaders.interchange``."""
NOTES_AT_MOST: Final = 500
"""Different things that are noted of a source; more are counted together."""
SLUG_AT_MOST: Final = 150
"""Characters: what an id may be long, with room for a country and a service."""
_MORE: Final = "others"

Row = Mapping[str, str]
Line = tuple[int, Row]
Made = tuple[int, dict[str, str]]
"""A record, and the line on which its row begins."""


def slug(text: str) -> str:
    """A name as an id, or as part of one.

    >>> slug("Pôle SCS & friends")
    'pole-scs-and-friends'
    """
    return "-".join(fold(text).split())[:SLUG_AT_MOST]


class Words:
    """The publisher's words and ours, by the declaration's look-ups, with a count of what nobody mapped.

    Attributes:
        notes: what was mended or left out → in how many cells.
    """

    def __init__(self, declaration: Declaration) -> None:
        self._lookups = declaration.lookups
        self.notes: Counter[str] = Counter()

    def ours(self, lookup: str, text: str) -> str:
        """Our word; empty where there is none for it, which is noted unless the look-up says so itself."""
        if text and text not in self._lookups[lookup]:
            self.note(f"{lookup}: {text!r} is not mapped")
        return self._lookups[lookup].get(text, "")

    def first(self, lookup: str, texts: Iterable[str]) -> str:
        """Our word for that of several which the look-up names first."""
        given = list(filter(None, texts))
        found = {text: self.ours(lookup, text) for text in given}
        return next((found[text] for text in self._lookups[lookup] if found.get(text)), "")

    def note(self, what: str) -> None:
        """Something was mended or left out."""
        self.notes[what if what in self.notes or len(self.notes) < NOTES_AT_MOST else _MORE] += 1


def each(record: Callable[[Row, Words], dict[str, str]]) -> Callable[[Iterable[Line], Words], Iterator[Made]]:
    """What makes one record of every row, whatever the others say: for ``Pass.make``."""

    def make(rows: Iterable[Line], words: Words) -> Iterator[Made]:
        for line, row in rows:
            yield line, record(row, words)

    return make


@dataclass(frozen=True, slots=True)
class Pass:
    """One time over one file, for records of one type.

    Attributes:
        type: of the records.
        file: as the declaration's ``files`` call it.
        columns: that are read.
        make: of the lines and rows of the file, in order, the records and the line on which each one's row begins. A
            record without a value is counted as ignored.
    """

    type: str
    file: str
    columns: tuple[str, ...]
    make: Callable[[Iterable[Line], Words], Iterator[Made]]


class PublisherReader:
    """Reads a publisher's files by passes, in the order of types.

    Args:
        path: of the publisher's file, or of a folder that holds those that are declared.
        declaration: of the source.
        passes: over its files.
    """

    def __init__(self, path: Path, declaration: Declaration, passes: tuple[Pass, ...]) -> None:
        self._declaration = declaration
        self._passes = passes
        paths = _found(path, declaration.files)
        self._files = {name: PublisherFile(paths[name], self._columns(name)) for name in paths}

    def survey(self, progress: Progress) -> Survey:
        """Read everything once: the layout is as declared, and so many records come of it."""
        content = blake2b(VERSION, digest_size=16)
        content.update(self._declaration.model_dump_json().encode())
        for name in sorted(self._files):
            content.update(self._files[name].survey())
        words = Words(self._declaration)
        counts: Counter[str] = Counter()
        rows: Counter[str] = Counter()
        for one in self._passes:
            progress.start(f"check {self._files[one.file].path.name}", 0)
            count = sum(1 for _ in self._records(one, words))
            progress.finish()
            counts[one.type] += count
            rows[self._files[one.file].path.name] += count
        types = {self._files[one.file].path.name: one.type for one in self._passes}
        return Survey(content.hexdigest(), rows, types, of_type=counts, notes=dict(sorted(words.notes.items())))

    def records(self) -> Iterator[Record]:
        """The records of all passes."""
        words = Words(self._declaration)
        for one in self._passes:
            yield from self._records(one, words)

    def _records(self, one: Pass, words: Words) -> Iterator[Record]:
        file = self._files[one.file]
        for line, record in one.make(file.rows(), words):
            yield one.type, {column: text for column, text in record.items() if text}, file.path.name, line

    def _columns(self, name: str) -> Columns:
        read = tuple(dict.fromkeys(column for one in self._passes if one.file == name for column in one.columns))
        return Columns(read, read, frozenset(self._declaration.ignored_columns.get(name, ())))


def _found(path: Path, files: Mapping[str, str]) -> dict[str, Path]:
    """The files of a source: a path names the first one, the others lie beside it; or the folder of all."""
    first, *others = files
    if not path.is_dir():
        return {first: path} | {name: _in_folder(path.parent, files[name]) for name in others}
    return {name: _in_folder(path, pattern) for name, pattern in files.items()}


def _in_folder(folder: Path, pattern: str) -> Path:
    found = sorted(one for one in folder.glob(pattern) if one.is_file())
    if len(found) != 1:
        several = ", ".join(one.name for one in found)
        raise SourceError(
            f"The folder holds {'several files' if found else 'no file'} called {pattern}"
            + (f": {several}." if found else "."),
            code="ambiguous_file" if found else "missing_file",
            value=pattern,
            where=folder.name,
            suggestion="Leave one of them there." if found else "Put the publisher's file there, or name it.",
        )
    return found[0]
