"""``quarantine``: rows that broke a rule, listed, and taken in once nothing is wrong with them any more."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.load import place
from cli.opening import build, open_store
from cli.screen import note, show, show_json
from cli.settings import read_settings
from cli.starter import STARTER
from graph.errors import SourceError

if TYPE_CHECKING:
    from graph.statements import QuarantinedRow

app = typer.Typer(help="Rows that broke a rule: see them, repair them, take them in.")
LISTED_AT_MOST = 1_000
PAGES_AT_MOST = 1_000_000
Json = Annotated[bool, typer.Option("--json", help="Print for programs.")]


@app.command("list")
def list_rows(
    source: Annotated[str | None, typer.Option(help="Of this source only.")] = None,
    first: Annotated[int, typer.Option(min=1, max=LISTED_AT_MOST, help="At most so many.")] = LISTED_AT_MOST,
    page: Annotated[int, typer.Option(min=1, max=PAGES_AT_MOST, help="Which of the pages of so many.")] = 1,
    json: Json = False,
) -> None:
    """List the rows that wait for repair, with place and reason, by source, file and line."""
    waiting = _waiting(source)
    before = (page - 1) * first
    listed = waiting[before : before + first]
    if json:
        show_json({"totalCount": len(waiting), "rows": [asdict(row) for row in listed]})
        return
    if not waiting:
        show("No row waits for repair.")
        return
    _show(listed)
    total = f"{len(waiting):,} {'row waits' if len(waiting) == 1 else 'rows wait'} for repair"
    if len(listed) == len(waiting):
        show(f"{total}.")
        return
    these = f"these are {before + 1:,} to {before + len(listed):,}" if listed else f"page {page:,} is beyond them"
    more = f"; go on with --page {page + 1}" if before + len(listed) < len(waiting) else ""
    show(f"{total}: {these}{more}. `opendoors quarantine export FOLDER` writes all.")


@app.command("export")
def export(
    folder: Annotated[Path, typer.Argument(help="Folder for one CSV file a type; made if it is not there.")],
    source: Annotated[
        str | None, typer.Option(help="Of this source; without it of all, a folder each within FOLDER.")
    ] = None,
) -> None:
    """Write quarantined rows as files to repair; take them in with `quarantine replay SOURCE --rows FILE`.

    A cell that a spreadsheet would take for a formula has an apostrophe before it, which `replay` takes away.
    """
    import loaders

    names = list(dict.fromkeys(row.source for row in _waiting(source)))
    with open_store(read_settings()) as store:
        for name in names:
            for path in loaders.export_quarantine(store, name, folder if source else folder / name):
                show(str(path))
            note(f"Repair them, then `opendoors quarantine replay {name} --rows FILE`, for each file.")
    if not names:
        show(f"No row of {source} waits for repair." if source else "No row waits for repair.")


def _waiting(source: str | None) -> "list[QuarantinedRow]":
    """The rows that wait, of one source or of all.

    Raises:
        InputError: no source of this name has been loaded.
    """
    from loaders.registry import check_loaded
    from loaders.release import TRIED_AT_MOST

    with open_store(read_settings()) as store:
        if source is not None:
            check_loaded(store, source)
        return store.quarantined(source, limit=TRIED_AT_MOST)


@app.command("replay")
def replay(
    source: Annotated[str, typer.Argument(help="Source whose rows are tried again.")] = STARTER,
    rows: Annotated[
        Path | None,
        typer.Option(help="Repaired rows, file or folder (see `quarantine export`); only these are tried."),
    ] = None,
    json: Json = False,
) -> None:
    """Take quarantined rows in if nothing is wrong with them any more, then publish a snapshot.

    Exit code 3: none of those that were tried got in.
    """
    import loaders
    from loaders.registry import check_loaded

    settings = read_settings()
    with open_store(settings) as store:
        check_loaded(store, source)
        before = store.revision()
        done = loaders.replay(store, source, rows)
        if json:
            show_json(asdict(done))
        else:
            show(
                f"{done.tried:,} rows of {source} tried, {done.released:,} taken in, {len(done.waiting):,} still wait."
            )
            _show(done.waiting)
        if done.revision != before:
            build(settings, store, "Rows were taken in")
        else:
            note("Nothing changed.")
    if done.tried and not done.released:
        raise SourceError(
            f"None of the rows of {source} got in.",
            code="nothing_in",
            value=source,
            suggestion=f"Repair them: see `opendoors quarantine export FOLDER --source {source}`.",
        )


def _show(rows: "list[QuarantinedRow] | tuple[QuarantinedRow, ...]") -> None:
    for row in rows:
        show(f"{row.source}/{place(row)}  {row.code}: {row.message}")
