"""What a source that is loaded is called, and what its ids are called where others use them too."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

if TYPE_CHECKING:
    from graph.store.protocol import Store
    from loaders import LoadReport

SHOWN_AT_MOST: Final = 5


def asked_name(store: "Store", source: Path | str) -> str | None:
    """What a person at a terminal calls a folder or file that does not say its name; None where nobody can or need say.

    Args:
        store: whose sources have their names already.
        source: name of a built-in source, or a folder or file.
    """
    import loaders

    if isinstance(source, str) or not source.exists() or loaders.is_declared(source):
        return None
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    with store.reading() as scan:
        proposal = loaders.proposed_name(source, scan.sources())
    return str(typer.prompt("What is this source called, now and at each later load?", default=proposal, err=True))


def beside(done: "LoadReport") -> Iterator[str]:
    """What a load has done that its counts do not tell, a line each."""
    if done.came_from:
        yield f"The source {done.source} came from {done.came_from} before."
    yield from done.forms
    if done.cells_cleaned:
        cells = "1 cell" if done.cells_cleaned == 1 else f"{done.cells_cleaned:,} cells"
        yield f"Taken out of {cells}: characters that nobody sees (without width, byte order marks, soft hyphens)."
    if done.apart:
        named = ", ".join(done.apart[:SHOWN_AT_MOST]) + (", …" if len(done.apart) > SHOWN_AT_MOST else "")
        yield (
            f"Other sources use {len(done.apart):,} of its ids for things of their own, so they stay apart: {named}. "
            "If two are one organisation, say so: `opendoors merge A B --why …`."
        )
