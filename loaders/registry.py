"""Which sources there are, and how one is opened."""

from collections.abc import Callable, Iterable
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
"""Module of a built-in source that reads other than interchange files, and its function of folder and declaration."""


def sources() -> dict[str, Path]:
    """Name and folder of every built-in source: each folder here with a declaration."""
    return {path.parent.name: path.parent for path in sorted(BUILT_IN.glob(f"*/{DECLARATION_FILE}"))}


def open_source(
    source: Path | str, today: date, name: str | None = None, held: Iterable[Source] = ()
) -> tuple[Declaration, Reader]:
    """The declaration and the reader of a source.

    Args:
        source: a folder, a single file, or the name of a built-in source.
        today: day of retrieval of a folder that declares none.
        name: of a folder that declares none.
        held: sources whose names are taken.

    Raises:
        InputError: no built-in source has this name.
        SourceError: the declaration is malformed, nobody says a name, or it is that of a built-in source.
    """
    if isinstance(source, str):
        folder = _built_in(source)
        declaration = read_declaration(folder, today, name)
        return declaration, _reader(folder, declaration)
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


def _reader(folder: Path, declaration: Declaration) -> Reader:
    if not (folder / f"{READER}.py").is_file():
        return InterchangeReader(folder, declaration)
    module = import_module(f"{PACKAGE}.{folder.name}.{READER}")
    make: Callable[[Path, Declaration], Reader] = getattr(module, READER)
    return make(folder, declaration)
