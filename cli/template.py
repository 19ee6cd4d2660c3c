"""``template``: files to fill in, with what each column takes."""

from pathlib import Path
from typing import Annotated, Final

import typer

from cli.failures import refuse
from cli.screen import note, show
from graph.errors import InputError

FOLDER: Final = Path("to-fill-in")


def template(
    folder: Annotated[Path, typer.Argument(help="Where they are written; made if it is not there.")] = FOLDER,
    for_: Annotated[
        list[str] | None,
        typer.Option(
            "--for", metavar="FILE", help="memberships, organisations, relations, events and so on; repeatable."
        ),
    ] = None,
) -> None:
    """Write CSV files to fill in, with headers, a page that says what each column takes, and a folder of examples.

    Nothing that is there is written over.
    """
    from loaders import template as made

    files = made.template(made.stems(for_ or ()))
    there = [path for path in files if (folder / path).exists()]
    if there:
        refuse(
            f"{folder / there[0]} is there already.",
            "file_exists",
            "FOLDER",
            "Name another folder: nothing is written over.",
            str(folder),
        )
    for path, text in files.items():
        _write_new(folder / path, text)
        show(str(folder / path))
    note(f"Fill in the files, then `opendoors load {folder} --as NAME`; {folder / made.PAGE} says what they take.")


def _write_new(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="") as opened:
            opened.write(text)
    except OSError as error:
        raise InputError(
            f"The file cannot be written: {error.strerror or error}.",
            code="file_unwritable",
            value=str(file),
            where="FOLDER",
            suggestion="Name a folder that may be written to.",
        ) from error
