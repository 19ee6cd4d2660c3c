"""Answers as files: a picture beside the answer, or the whole as a paper on stdout."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.failures import refuse
from cli.options import OUTPUT
from cli.screen import note, print_file
from graph.errors import InputError

if TYPE_CHECKING:
    from graph.snapshot.snapshot import Snapshot


class Format(StrEnum):
    """What an answer is written as."""

    MARKDOWN = "markdown"
    HTML = "html"
    CSV = "csv"


Svg = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="Draw the routes into this file, which must not be there yet.", rich_help_panel=OUTPUT
    ),
]
As = Annotated[
    Format | None,
    typer.Option(
        "--format", help="Print as a paper: with all evidence (markdown, html), or as a table (csv).",
        rich_help_panel=OUTPUT,
    ),
]  # fmt: skip


def check_output(svg: Path | None, format_: Format | None, json: bool) -> None:
    """Refuse what cannot be written, before anything is worked out."""
    if json and format_ is not None:
        refuse("An answer is printed in one way.", "two_formats", "--format", "Give --json or --format.")
    if svg is not None and svg.exists():
        refuse("The file is there already.", "file_exists", "--svg", "Name another one.", str(svg))


def write_papers(
    snapshot: "Snapshot", variables: Mapping[str, Any], first: int, svg: Path | None, format_: Format | None
) -> None:
    """Write what is asked for of an answer, in files or on stdout.

    Raises:
        InputError: a file cannot be written.
    """
    if svg is None and format_ is None:
        return
    from api.address import question_of
    from exports.papers.pack import pack_html, pack_markdown
    from exports.papers.table import answer_csv
    from exports.pictures.routes import routes_svg

    answer = question_of(variables, first).answer(snapshot)
    if svg is not None:
        _write_new(svg, routes_svg(answer))
        note(f"{svg} shows the routes.")
    if format_ is not None:
        made = {Format.MARKDOWN: pack_markdown, Format.HTML: pack_html, Format.CSV: answer_csv}[format_](answer)
        print_file(made)


def _write_new(file: Path, text: str) -> None:
    """Write a file that is not there yet; nothing is left of one that cannot be written whole."""
    try:
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    except OSError as error:
        if not isinstance(error, FileExistsError):
            file.unlink(missing_ok=True)
        raise InputError(
            f"The file cannot be written: {error.strerror or error}.", code="file_unwritable", value=str(file),
            where="--svg", suggestion="Name a new file in a folder that is there and may be written to.",
        ) from error  # fmt: skip
