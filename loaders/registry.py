"""Which sources there are, and how one is opened."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Final

from graph.errors import InputError, SourceError, did_you_mean, nearest
from graph.statements import Source
from graph.store.protocol import Store
from loaders.declaration import DECLARATION_FILE, Declaration, read_declaration
from loaders.interchange import InterchangeReader, readable
from loaders.reading import Reader

BUILT_IN = Path(__file__).parent
"""Folder of the built-in sources."""
PACKAGE = "loaders"
"""Package of that folder."""
READER: Final = "reader"
"""Module of a built-in source that reads other than interchange files, and its function of path and declaration: of the
publisher's files where it declares any, else of the source's folder."""


@dataclass(frozen=True, slots=True)
class Published:
    """A built-in source with what its publisher has published.

    Attributes:
        name: of the source.
        path: of the publisher's file, or of the folder of its files.
    """

    name: str
    path: Path


def sources() -> dict[str, Path]:
    """Name and folder of every built-in source: each folder here with a declaration."""
    return {path.parent.name: path.parent for path in sorted(BUILT_IN.glob(f"*/{DECLARATION_FILE}"))}


def open_source(
    source: Path | str | Published, today: date, name: str | None = None, held: Iterable[Source] = ()
) -> tuple[Declaration, Reader]:
    """The declaration and the reader of a source.

    Args:
        source: a folder, a single file, or the name of a built-in source, with the publisher's file where it reads one.
        today: day of retrieval of a folder that declares none.
        name: of a folder that declares none.
        held: sources whose names are taken.

    Raises:
        InputError: no built-in source has this name, or it reads a publisher's file and none is given (code
            ``needs_file``), or the other way round (``takes_no_file``).
        SourceError: the declaration is malformed, nobody says a name, or it is that of a built-in source.
    """
    if not isinstance(source, Path):
        named, path = (source, None) if isinstance(source, str) else (source.name, source.path)
        folder = _built_in(named)
        declaration = read_declaration(folder, today, name)
        _check_path(declaration, path)
        return declaration, _reader(folder, path or folder, declaration)
    with readable(source):
        next(source.iterdir(), None) if source.is_dir() else source.stat()
    declaration = read_declaration(source, today, name, held)
    built_in = sources().get(declaration.name)
    if built_in is not None and built_in.resolve() != source.resolve():
        raise SourceError(
            f"{declaration.name!r} is the name of a built-in source, whose statements it would replace.",
            code="reserved_name",
            value=declaration.name,
            where=f"{DECLARATION_FILE}:name",
            suggestion=f"Give it another name in {DECLARATION_FILE}, or by `--as`.",
        )
    return declaration, InterchangeReader(source, declaration)


def check_loaded(store: Store, source: str) -> None:
    """Raise InputError where no source of this name has ever been loaded (code ``unknown_source``)."""
    with store.reading() as scan:
        known = [one.name for one in scan.sources()]
    if source not in known:
        close = nearest(source, known)
        raise InputError(
            f"No source {source!r} has been loaded.",
            code="unknown_source",
            value=source,
            where="source",
            nearest=close,
            suggestion=did_you_mean(close, "See `opendoors sources`."),
        )


def _built_in(name: str) -> Path:
    known = sources()
    if name not in known:
        close = nearest(name, known)
        raise InputError(
            f"{name!r} is no built-in source.",
            code="unknown_source",
            value=name,
            where="source",
            nearest=close,
            suggestion=did_you_mean(close, f"There are {', '.join(known)}; or give the path of a folder."),
        )
    return known[name]


def _check_path(declaration: Declaration, path: Path | None) -> None:
    """A source that declares files of a publisher is given a path, and no other one is."""
    if declaration.files and path is None:
        raise InputError(
            f"{declaration.name!r} reads the publisher's file, and none is given.",
            code="needs_file",
            value=declaration.name,
            where="file",
            suggestion=f"Get it from {declaration.address}, then `opendoors load {declaration.name} FILE`.",
        )
    if path is not None and not declaration.files:
        raise InputError(
            f"{declaration.name!r} brings its own files.",
            code="takes_no_file",
            value=str(path),
            where="file",
            suggestion="Name the source alone.",
        )
    if path is not None and not path.exists():
        raise SourceError(
            "There is no such file.",
            code="unreadable_source",
            value=str(path),
            where=str(path),
            suggestion="Name the publisher's file, or the folder that holds it.",
        )


def _reader(folder: Path, path: Path, declaration: Declaration) -> Reader:
    if not (folder / f"{READER}.py").is_file():
        return InterchangeReader(folder, declaration)
    module = import_module(f"{PACKAGE}.{folder.name}.{READER}")
    make: Callable[[Path, Declaration], Reader] = getattr(module, READER)
    return make(path, declaration)
