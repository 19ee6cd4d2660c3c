"""Which files of a folder are interchange files, and what a single file holds."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from graph.errors import SourceError, did_you_mean
from graph.records import FILE_TYPES
from loaders.columns import KNOWN, REQUIRED, Columns
from loaders.csv_file import CsvFile
from loaders.declaration import Declaration
from loaders.formats.sheet import SheetFile
from loaders.formats.workbook import Workbook
from loaders.json_file import JsonLinesFile
from loaders.reading import TableFile
from loaders.rows import Refusal, read_row

TEXTS: Final = (".csv", ".tsv", ".jsonl")
WORKBOOKS: Final = (".xlsx", ".xlsm")
SUFFIXES: Final = (*TEXTS, *WORKBOOKS)
LIKE_DATA: Final = (
    *SUFFIXES,
    ".tab",
    ".json",
    ".ndjson",
    ".xls",
    ".xlsb",
    ".ods",
    ".numbers",
    ".parquet",
    ".zip",
    ".gz",
)
"""Suffixes of files that are named where they are not read."""
LOCKS: Final = ("~$", ".")
"""How names begin of what a spreadsheet program leaves beside an open file, and of hidden files."""
NEARLY: Final = 0.9
"""Likeness from which another file's name is taken for a misspelt one: ``Organisations.csv``, ``organization.csv``."""
SAMPLE: Final = 50
"""Rows by which the type of a single file is told."""
_ALL: Final = Columns(tuple(dict.fromkeys(name for names in KNOWN.values() for name in names)), ())


@dataclass(slots=True)
class Found:
    """What is read and what is not.

    Attributes:
        files: in the order of ``FILE_TYPES``.
        passed_over: names of files and sheets that look like data and are not read.
    """

    files: list[TableFile] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)

    def take(self, file: TableFile, where: Path) -> None:
        """Add a file that is read.

        Raises:
            SourceError: there is another one of its type.
        """
        other = next((one for one in self.files if one.type == file.type), None)
        if other is not None:
            raise SourceError(
                f"Both {other.name} and {file.name} are there.",
                code="duplicate_file",
                value=stem_of(file.type),
                where=str(where),
                suggestion="Leave one of them out.",
            )
        self.files.append(file)

    def sorted(self) -> "Found":
        """With the files in their order."""
        order = list(FILE_TYPES.values())
        return Found(sorted(self.files, key=lambda file: order.index(file.type)), self.passed_over)


def stem_of(type_: str) -> str:
    """The name of an interchange file without its suffix."""
    return next(stem for stem, stated in FILE_TYPES.items() if stated == type_)


def in_folder(folder: Path, declaration: Declaration) -> Found:
    """The interchange files of a folder.

    Raises:
        SourceError: there is none, or two of a type, or one whose name is nearly that of one, or a workbook of such a
            name that cannot be read.
        OSError: the folder cannot be read.
    """
    found = Found()
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.name.startswith(LOCKS) or not path.is_file():
            continue
        if path.suffix in TEXTS and path.stem in FILE_TYPES:
            found.take(_text(path, FILE_TYPES[path.stem], declaration), folder)
        elif path.suffix in WORKBOOKS:
            _take_sheets(found, path, folder, declaration)
        elif path.suffix.lower() in LIKE_DATA or path.name.split(".")[0] in FILE_TYPES:
            found.passed_over.append(path.name)
    _check_names(found.passed_over)
    if not found.files:
        raise SourceError(
            "The folder holds no interchange file.",
            code="no_files",
            value=str(folder),
            where=str(folder),
            suggestion=f"Put at least one of {', '.join(stem + '.csv' for stem in FILE_TYPES)} into it.",
        )
    return found.sorted()


def alone(path: Path, declaration: Declaration) -> Found:
    """What a single file holds: what its name says, or its sheets' names, or else its columns.

    Raises:
        SourceError: none of these tells, or it is of no format that is read.
        OSError: it cannot be read.
    """
    found = Found()
    if path.suffix in WORKBOOKS:
        book = Workbook(path)
        _take_named_sheets(found, book, path, declaration)
        if not found.files and len(book.sheets) == 1:
            found.passed_over.clear()
            found.take(_sheet(book, book.sheets[0], FILE_TYPES.get(path.stem), declaration, is_whole=True), path)
        if not found.files:
            raise _unclear(path, f"None of its sheets ({', '.join(book.sheets)}) is called like an interchange file.")
    elif path.suffix in TEXTS:
        found.take(_text(path, FILE_TYPES.get(path.stem), declaration), path)
    else:
        raise _unclear(path, f"It is no {', '.join(SUFFIXES)} file.", code="unknown_file")
    return found.sorted()


def _take_sheets(found: Found, path: Path, folder: Path, declaration: Declaration) -> None:
    """The sheets of a workbook in a folder. One of a name that says nothing need not be readable."""
    named = path.stem in FILE_TYPES
    try:
        book = Workbook(path)
    except SourceError as error:
        if named or error.code != "bad_workbook":
            raise
        found.passed_over.append(f"{path.name} (it is no workbook)")
        return
    if not _take_named_sheets(found, book, folder, declaration):
        if named and len(book.sheets) == 1:
            found.passed_over.pop()
            found.take(_sheet(book, book.sheets[0], FILE_TYPES[path.stem], declaration, is_whole=True), folder)
        elif named:
            raise _unclear(path, f"None of its sheets ({', '.join(book.sheets)}) is called {path.stem}.")


def _take_named_sheets(found: Found, book: Workbook, where: Path, declaration: Declaration) -> int:
    """Take the sheets that are called like interchange files; how many these are."""
    named = [(sheet, FILE_TYPES.get(sheet.strip().casefold())) for sheet in book.sheets]
    for sheet, type_ in named:
        if type_:
            found.take(_sheet(book, sheet, type_, declaration, is_whole=False), where)
        else:
            found.passed_over.append(f"{book.path.name}/{sheet}")
    return sum(1 for _, type_ in named if type_)


def _text(path: Path, type_: str | None, declaration: Declaration) -> TableFile:
    if path.suffix == ".jsonl":
        if type_ is None:
            raise _unclear(path, "Its name does not tell what its rows are.")
        return JsonLinesFile(path, type_, _columns(type_, declaration))
    encoding = declaration.encoding_of(path.stem)
    type_ = type_ or _by_content(path, CsvFile(path, "", _ALL, encoding).head(SAMPLE))
    return CsvFile(path, type_, _columns(type_, declaration), encoding)


def _sheet(book: Workbook, sheet: str, type_: str | None, declaration: Declaration, is_whole: bool) -> SheetFile:
    type_ = type_ or _by_content(book.path, SheetFile(book, sheet, "", _ALL, is_whole).head(SAMPLE))
    return SheetFile(book, sheet, type_, _columns(type_, declaration), is_whole)


def _columns(type_: str, declaration: Declaration) -> Columns:
    return Columns.of(type_, declaration.ignored_columns.get(stem_of(type_), ()))


def _by_content(path: Path, sample: Sequence[Sequence[str]]) -> str:
    """The only type of rows that may have these columns; of several, the only one of which a row is sound."""
    names = [_ALL.named(cell) for cell in sample[0]] if sample else []
    there = {name for name in names if name}
    fitting = [type_ for type_ in FILE_TYPES.values() if set(REQUIRED[type_]) <= there <= set(KNOWN[type_])]
    if len(fitting) > 1:
        rows = [
            {name: cell.strip() for name, cell in zip(names, cells, strict=False) if cell.strip()} for cells in sample
        ]
        sound = [type_ for type_ in fitting if any(_is_sound(type_, row) for row in rows[1:])]
        fitting = sound or fitting
    if len(fitting) == 1:
        return fitting[0]
    several = f": they fit {' and '.join(map(stem_of, fitting))}" if fitting else ""
    raise _unclear(path, f"Neither its name nor its columns tell what its rows are{several}.")


def _is_sound(type_: str, row: dict[str, str]) -> bool:
    return not isinstance(read_row("", type_, row, ""), Refusal)


def _unclear(path: Path, message: str, code: str = "unclear_file") -> SourceError:
    return SourceError(
        message,
        code=code,
        value=path.name,
        where=path.name,
        suggestion=f"Call the file, or its sheets, after what the rows are: {', '.join(FILE_TYPES)}.",
    )


def _check_names(passed_over: Sequence[str]) -> None:
    """A file or sheet whose name is nearly that of an interchange file was meant to be one."""
    known = [*FILE_TYPES, *(stem + suffix for stem in FILE_TYPES for suffix in SUFFIXES)]
    for name in passed_over:
        said = name.rpartition("/")[2].casefold()
        close = get_close_matches(said, known, n=1, cutoff=NEARLY)
        if close and said not in FILE_TYPES:
            raise SourceError(
                f"{name!r} is no interchange file.",
                code="unknown_file",
                value=name,
                where=name,
                nearest=close,
                suggestion=did_you_mean(close, "Rename it."),
            )
