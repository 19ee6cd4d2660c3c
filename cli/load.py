"""``load`` and ``refresh``: sources into the store, the store into a snapshot."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.cells import of_cells
from cli.opening import build, open_store, refuse_empty
from cli.progress import shown_progress
from cli.screen import note, show, show_json
from cli.settings import read_settings
from cli.source_name import asked_name, beside
from cli.starter import STARTER
from graph.errors import InputError

if TYPE_CHECKING:
    from rich.text import Text

    from graph.statements import QuarantinedRow
    from graph.store.protocol import Store
    from loaders import LoadReport

QUARANTINED_SHOWN = 5
MERGES_SHOWN = 5
COLUMNS = ("read", "written", "unchanged", "merged", "quarantined", "ignored")


def load(
    source: Annotated[
        str, typer.Argument(help="Name of a built-in source, or path of a folder of interchange files, or of one file.")
    ] = STARTER,
    file: Annotated[
        Path | None,
        typer.Argument(help="The publisher's file, or the folder of its files, for a built-in source of such."),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(
            "--as", metavar="NAME", help="What a folder is called that has no source.toml; the same each time."
        ),
    ] = None,
    moved: Annotated[
        bool, typer.Option("--moved", help="The source of this name came from elsewhere till now, and is the same one.")
    ] = False,
    snapshot: Annotated[
        bool,
        typer.Option(
            "--snapshot/--no-snapshot", help="Publish a snapshot, so that answers change. Without: `refresh` later."
        ),
    ] = True,
    accept_shrinking: Annotated[
        bool,
        typer.Option("--accept-shrinking", help="Retire what the source no longer says, however much that is."),
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Fail (exit code 3) if a single row, or cell, does not get in.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print for programs.")] = False,
) -> None:
    """Load a source into the store, then publish a snapshot.

    Exit code 3: nothing of it, or of a type or column that it spoke of before, got in; or so much has gone from it that
    nothing was retired.
    """
    from loaders import shortfall

    settings = read_settings()
    with open_store(settings) as store:
        done = load_into(store, source, name, moved, accept_shrinking, file)
        show_json(_plain(done)) if json else _show(done)
        if snapshot:
            build(settings, store, "Loaded")
        else:
            note("Answers stay as they were until `opendoors refresh`.")
    if done.waiting and not json:
        show(_not_in(done))
    failure = shortfall(done, strict)
    if failure is not None:
        raise failure


def refresh(
    full: Annotated[
        bool,
        typer.Option("--full", help="Read the whole store again: for facts that were edited in it past `opendoors`."),
    ] = False,
) -> None:
    """Build and publish the snapshot of the store now: from what has changed, where that is little."""
    settings = read_settings()
    with open_store(settings) as store:
        refuse_empty(store)
        build(settings, store, "Refreshing the snapshot", full=full)


def load_into(
    store: "Store",
    source: str,
    name: str | None = None,
    moved: bool = False,
    accept_shrinking: bool = False,
    file: Path | None = None,
) -> "LoadReport":
    """Load a built-in source by its name, with its publisher's file if it has one, or a folder; progress on stderr."""
    import loaders

    from_where = _source(source, set(loaders.sources()))
    name = name or asked_name(store, from_where)
    published = loaders.Published(source, file) if file else from_where
    with shown_progress() as progress:
        return loaders.load(
            store, published, name=name, moved=moved, accept_shrinking=accept_shrinking, progress=progress
        )


def _source(said: str, built_in: set[str]) -> Path | str:
    if "://" in said:
        raise InputError(
            "Nothing is loaded from an address on the web.",
            value=said,
            where="source",
            suggestion="Save the file, and name it here.",
        )
    path = Path(said)
    return path if said not in built_in and (path.exists() or len(path.parts) > 1) else said


def _plain(done: "LoadReport") -> dict[str, Any]:
    from dataclasses import asdict

    return {**asdict(done), "total": asdict(done.total)}


def _show(done: "LoadReport") -> None:
    from rich.table import Table

    table = Table(
        title=f"Source {done.source}" + (" (resumed)" if done.resumed else ""), title_justify="left", box=None
    )
    table.add_column("rows", min_width=12)
    for column in COLUMNS:
        table.add_column(column, justify="right")
    for type_, counts in done.counts.items():
        table.add_row(type_, *(f"{getattr(counts, column):,}" for column in COLUMNS))
    table.add_section()
    table.add_row("all", *(f"{getattr(done.total, column):,}" for column in COLUMNS), style="bold")
    show(table)
    retired = f"not retired: {done.not_retired}" if done.not_retired else f"{done.retired:,} statements retired"
    if done.kept:
        retired += f"; {done.kept:,} kept as they were, since their rows fail now"
    released = f"; {done.released:,} quarantined rows released" if done.released else ""
    show(f"{retired}{released}; store at revision {done.revision}; {done.seconds:.1f} s.")
    for type_, gone in done.would_retire.items():
        more = "; …" if gone.count > len(gone.first) else ""
        show(f"  would have retired {gone.count:,} of type {type_}: {'; '.join(gone.first)}{more}")
    for file in done.passed_over:
        show(f"Not read: {file}.")
    for line in (*beside(done), *_merges(done), *of_cells(done)):
        show(line)
    for row in done.quarantined[:QUARANTINED_SHOWN]:
        show(f"  {place(row)}  {row.code}: {row.message}")
    if done.total.quarantined > QUARANTINED_SHOWN:
        show("  … see `opendoors quarantine list`.")


def _merges(done: "LoadReport") -> list[str]:
    """What was merged by itself, and what a person is asked."""
    from queries.routing.grammar import counted

    merges = done.merges
    told = [f"Judged the same: {one}" for one in merges.merged[:MERGES_SHOWN]]
    if merges.merged_count > MERGES_SHOWN:
        told.append(f"  … {merges.merged_count:,} pairs in all; `opendoors unmerge A B` undoes one.")
    if merges.withdrawn_count:
        told.append(f"Judged the same till now, and no longer: {counted(merges.withdrawn_count, 'pair')}.")
    if merges.unsure_count:
        told.append(f"{counted(merges.unsure_count, 'pair')} of organisations may be one: `opendoors merge review`.")
    return told


def _not_in(done: "LoadReport") -> "Text":
    """The line that nobody is to overlook."""
    from rich.text import Text

    rows = "row" if done.waiting == 1 else "rows"
    listed = f"`opendoors quarantine list --source {done.source}`"
    return Text(f"NOT IN: {done.waiting:,} {rows} of {done.total.read:,}. See {listed}.", style="bold red")


def place(row: "QuarantinedRow") -> str:
    """file:line:column of a quarantined row."""
    return f"{row.file}:{row.line}" + (f":{row.column}" if row.column else "")
