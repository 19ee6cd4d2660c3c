"""``export``: the graph as it stands on a day, or a part of it, in files for tools that analyse networks."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from cli.asking import part_given
from cli.failures import ReaderGoneError, refuse
from cli.opening import published
from cli.progress import shown_progress
from cli.screen import note, show, show_json
from cli.settings import read_settings
from graph.errors import InputError

if TYPE_CHECKING:
    from exports.graphs.formats import GraphFormat
    from exports.graphs.stream import Progress
    from exports.graphs.view import GraphView
    from graph.snapshot.snapshot import Snapshot

PART: Final = "Which part: organisations of which all of this holds, and what they are related to"
_OUTPUT: Final = "--output"


def export(
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help="graphml, gexf, csv, parquet or jsonld.")],
    layer: Annotated[
        str, typer.Option(metavar="LAYER", help="What the edges are: statements, relations or ties.")
    ] = "relations",
    as_of: Annotated[
        str | None, typer.Option(metavar="DATE", help="Date on which to stand: YYYY, YYYY-MM or YYYY-MM-DD.")
    ] = None,
    market: Annotated[
        str | None, typer.Option(metavar="MARKET", help="Located or present there.", rich_help_panel=PART)
    ] = None,
    sector: Annotated[
        str | None, typer.Option(metavar="SECTOR", help="Work in it, by id.", rich_help_panel=PART)
    ] = None,
    around: Annotated[
        str | None, typer.Option(metavar="ORG", help="At most --steps ties away from it.", rich_help_panel=PART)
    ] = None,
    steps: Annotated[int | None, typer.Option(help="1 to 3; 1 by default.", rich_help_panel=PART)] = None,
    output: Annotated[
        Path | None,
        typer.Option(_OUTPUT, "-o", metavar="FILE", help="Write into it; several files into a folder, or a .zip."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Tell programs what was written.")] = False,
) -> None:
    """Write the graph of a day for Gephi, networkx, igraph, pandas, polars, DuckDB, rdflib."""
    from exports.graphs.formats import graph_format
    from exports.graphs.layers import graph_view, layer_named
    from exports.graphs.part import STEPS_DEFAULT
    from exports.graphs.stream import followed

    to_write, edges = graph_format(format_, "--format"), layer_named(layer, "--layer")
    _check_output(to_write, output, json)
    if steps is not None and around is None:
        refuse("--steps tells how far from whom.", "no_centre", "--steps", "Give --around with it.")
    settings = read_settings()
    snapshot = published(settings)
    part = part_given(snapshot, market, sector, around, STEPS_DEFAULT if steps is None else steps)
    view = graph_view(snapshot.on_day(as_of or settings.as_of), edges, part)
    with _progress(output) as progress:
        _write(snapshot, to_write, followed(view, progress), output)
    if json:
        show_json(_plain(view, to_write, output))
    elif output is None:
        note(_told(view))
    else:
        show(f"{output}: {_told(view)}")


def _check_output(format_: "GraphFormat", output: Path | None, json: bool) -> None:
    """Refuse what cannot be written, before anything is worked out."""
    from exports.graphs.stream import ARCHIVE

    if output is None:
        if format_.several:
            refuse(
                f"{format_.name} is several files.", "several_files", _OUTPUT,
                f"Give -o FOLDER, or -o FILE{ARCHIVE} for an archive.",
            )  # fmt: skip
        if json:
            refuse("The graph itself is printed.", "two_formats", "--json", "Give -o FILE with --json.")
    elif output.exists() and not (format_.several and output.is_dir()):
        refuse("The file is there already.", "file_exists", _OUTPUT, "Name another one.", str(output))


def _progress(output: Path | None) -> "AbstractContextManager[Progress | None]":
    """Bars on a terminal, unless the graph is printed there."""
    seen = sys.stderr.isatty() and (output is not None or not sys.stdout.isatty())
    return shown_progress() if seen else nullcontext()


def _write(snapshot: "Snapshot", format_: "GraphFormat", view: "GraphView", output: Path | None) -> None:
    from exports.graphs.stream import ARCHIVE, archived, streamed

    if output is None:
        _print(streamed(format_, view))
        snapshot.check_unharmed()
    elif output.suffix == ARCHIVE or not format_.several:
        with _aside(output, output.parent) as folder:
            packed = output.suffix == ARCHIVE
            _fill(folder / output.name, archived(format_.parts(view)) if packed else streamed(format_, view))
            snapshot.check_unharmed()
            (folder / output.name).rename(output)
    else:
        _write_folder(snapshot, format_, view, output)


def _write_folder(snapshot: "Snapshot", format_: "GraphFormat", view: "GraphView", output: Path) -> None:
    for file in (output / part.name for part in format_.parts(view)):
        if file.exists():
            refuse("The file is there already.", "file_exists", _OUTPUT, "Name another folder.", str(file))
    is_new = not output.exists()
    with _aside(output, output.parent if is_new else output) as folder:
        made = folder / output.name
        made.mkdir()
        for part in format_.parts(view):
            _fill(made / part.name, part.chunks)
        snapshot.check_unharmed()
        if is_new:
            made.rename(output)
        else:
            for file in made.iterdir():
                file.rename(output / file.name)


@contextmanager
def _aside(output: Path, parent: Path) -> Iterator[Path]:
    """A folder for what is not whole yet, so that nobody takes half of it for all; what is left in it goes with it."""
    try:
        with TemporaryDirectory(prefix=f".{output.name}-", dir=parent) as folder:
            yield Path(folder)
    except OSError as error:
        raise _unwritable(error, str(output)) from error


def _fill(file: Path, chunks: Iterable[bytes]) -> None:
    with file.open("xb") as opened:
        for chunk in chunks:
            opened.write(chunk)


def _print(chunks: Iterable[bytes]) -> None:
    sys.stdout.flush()
    try:
        for chunk in chunks:
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise ReaderGoneError from None
    except OSError as error:
        raise _unwritable(error, "stdout") from error


def _unwritable(error: OSError, where: str) -> InputError:
    return InputError(
        f"The file cannot be written: {error.strerror or error}.", code="file_unwritable", value=where, where=_OUTPUT,
        suggestion="Name a new file in a folder that is there and may be written to, with room for it.",
    )  # fmt: skip


def _told(view: "GraphView") -> str:
    of = f" ({view.part})" if view.part else ""
    return (
        f"{view.node_count:,} nodes and {view.edge_count:,} edges, layer {view.layer}{of}, "
        f"as of {view.header.as_of}, revision {view.header.revision}."
    )


def _plain(view: "GraphView", format_: "GraphFormat", output: Path | None) -> dict[str, Any]:
    return {
        "file": str(output), "format": format_.name, "layer": view.layer, "part": view.part,
        "asOf": view.header.as_of, "revision": view.header.revision,
        "nodes": view.node_count, "edges": view.edge_count, "sources": [source.name for source in view.sources],
    }  # fmt: skip
