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

if TYPE_CHECKING:
    from graph.statements import QuarantinedRow

app = typer.Typer(help="Rows that broke a rule: see them, repair them, take them in.")
LISTED_AT_MOST = 1_000
Json = Annotated[bool, typer.Option("--json", help="Print for programs.")]


@app.command("list")
def list_rows(
    source: Annotated[str | None, typer.Option(help="Of this source only.")] = None,
    first: Annotated[int, typer.Option(min=1, max=LISTED_AT_MOST, help="At most so many.")] = LISTED_AT_MOST,
    json: Json = False,
) -> None:
    """List the rows that wait for repair, with place and reason."""
    from loaders.registry import check_loaded
    from loaders.release import TRIED_AT_MOST

    with open_store(read_settings()) as store:
        if source is not None:
            check_loaded(store, source)
        waiting = store.quarantined(source, limit=TRIED_AT_MOST)
    listed = waiting[:first]
    if json:
        show_json({"totalCount": len(waiting), "rows": [asdict(row) for row in listed]})
        return
    if not waiting:
        show("No row waits for repair.")
    _show(listed)
    if len(waiting) > first:
        show(f"These are {first:,} of {len(waiting):,}: `opendoors quarantine export` writes all of a source.")


@app.command("export")
def export(
    folder: Annotated[Path, typer.Argument(help="Folder for one CSV file a type; made if it is not there.")],
    source: Annotated[str, typer.Option(help="Of this source.")] = STARTER,
) -> None:
    """Write quarantined rows as files to repair; take them in with `quarantine replay SOURCE --rows FILE`."""
    import loaders
    from loaders.registry import check_loaded

    with open_store(read_settings()) as store:
        check_loaded(store, source)
        written = loaders.export_quarantine(store, source, folder)
    for path in written:
        show(str(path))
    if not written:
        show(f"No row of {source} waits for repair.")


@app.command("replay")
def replay(
    source: Annotated[str, typer.Argument(help="Source whose rows are tried again.")] = STARTER,
    rows: Annotated[
        Path | None, typer.Option(help="File of repaired rows (see `quarantine export`); only these are tried.")
    ] = None,
    json: Json = False,
) -> None:
    """Take quarantined rows in if nothing is wrong with them any more, then publish a snapshot."""
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
            show(f"{done.tried:,} rows tried, {done.released:,} taken in, {len(done.waiting):,} still wait.")
            _show(done.waiting)
        if done.revision != before:
            build(settings, store, "Rows were taken in")
        else:
            note("Nothing changed.")


def _show(rows: "list[QuarantinedRow] | tuple[QuarantinedRow, ...]") -> None:
    for row in rows:
        show(f"{row.source}/{place(row)}  {row.code}: {row.message}")
