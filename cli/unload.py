"""``unload``: a source is taken away, once somebody has confirmed it."""

import sys
from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated

import typer

from cli.failures import refuse
from cli.opening import build, open_store
from cli.screen import note, show, show_json
from cli.settings import read_settings
from cli.status import counted_types


def unload(
    source: Annotated[str, typer.Argument(help="Name of the source, as `sources` lists it.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask: for programs.")] = False,
    snapshot: Annotated[
        bool,
        typer.Option(
            "--snapshot/--no-snapshot", help="Publish a snapshot, so that answers change. Without: `refresh` later."
        ),
    ] = True,
    json: Annotated[bool, typer.Option("--json", help="Print for programs.")] = False,
) -> None:
    """Take away everything that a source says, then publish a snapshot. To load it again brings it back."""
    import loaders
    from loaders.unloading import holdings

    settings = read_settings()
    with open_store(settings) as store:
        held = holdings(store, source)
        if not yes:
            _confirm(source, _counted(held))
        done = loaders.unload(store, source)
        show_json(asdict(done)) if json else show(
            f"Taken away: {_counted(done.retired)} of {source}; store at revision {done.revision}."
        )
        if snapshot:
            build(settings, store, "Unloaded")
        else:
            note("Answers stay as they were until `opendoors refresh`.")


def _counted(held: Mapping[str, int]) -> str:
    return counted_types(held) or "nothing"


def _confirm(source: str, held: str) -> None:
    """Ask whoever sits at the terminal."""
    if not sys.stdin.isatty():
        refuse(
            f"Taking {source!r} away retires {held}, and nobody is here to be asked.",
            "not_confirmed",
            "--yes",
            "Say --yes if it is meant.",
            source,
        )
    typer.confirm(f"Retire everything that {source} says ({held})?", abort=True, err=True)
