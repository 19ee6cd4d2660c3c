"""Loading: sources are read, validated, resolved and written to a store.

A source is a folder. Anybody's is a folder of interchange files (``loaders.interchange``), with a ``source.toml`` if it
has more to say of itself than its name (``loaders.declaration``). A built-in one is a folder here with a
``source.toml``; if what it reads are not interchange files it has a module ``reader``, whose function ``reader(folder,
declaration)`` returns a ``loaders.reading.Reader``. The rest is the same for all (``loaders.pipeline``).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from graph.store.protocol import Store
from loaders.declaration import is_declared
from loaders.pipeline import run_load, utc_now
from loaders.reading import Progress
from loaders.registry import Published, open_source, sources
from loaders.replay import export_quarantine, replay
from loaders.report import Counts, LoadInterruptedError, LoadReport, ReplayReport, shortfall
from loaders.source_names import origin_of, proposed_name
from loaders.unloading import unload

__all__ = [
    "Counts",
    "LoadInterruptedError",
    "LoadReport",
    "Progress",
    "Published",
    "ReplayReport",
    "export_quarantine",
    "is_declared",
    "load",
    "proposed_name",
    "replay",
    "shortfall",
    "sources",
    "unload",
]


def load(
    store: Store,
    source: Path | str | Published,
    *,
    name: str | None = None,
    moved: bool = False,
    accept_shrinking: bool = False,
    progress: Progress | None = None,
    batch_rows: int | None = None,
    now: Callable[[], datetime] = utc_now,
) -> LoadReport:
    """Load one source into a store; if a load of the same content was interrupted, go on with it.

    Args:
        store: that is written to.
        source: the name of a built-in source, with the publisher's file where it reads one, or the path of a folder of
            interchange files, or of one.
        name: what a folder or file that does not declare it is called; the same each time.
        moved: the source of this name has come from elsewhere till now, and is the same one.
        accept_shrinking: what the source no longer says is retired, however much that is.
        progress: shown what is being read.
        batch_rows: rows read for each transaction; None: as the store likes it.
        now: the clock, for the record of runs and for folders that do not say when they were retrieved.

    Raises:
        InputError: no built-in source has this name.
        SourceError: the source as a whole is malformed, or larger than declared, or nobody says its name, or what is
            called so came from elsewhere till now; nothing was written.
        StoreError: the store cannot be written, or another load is at work. What was written before stays, and the same
            load goes on from there.
        LoadInterruptedError: the user stopped it; likewise.
    """
    with store.reading() as scan:
        held = scan.sources()
    declaration, reader = open_source(source, now().date(), name, held)
    said = declaration.source(origin_of(source) if isinstance(source, Path) else "")
    kept = 0 if accept_shrinking else declaration.keeps_at_least
    done = run_load(
        store, said, reader, moved=moved, keeps_at_least=kept, progress=progress, batch_rows=batch_rows, now=now
    )
    before = next((one.origin for one in held if one.name == said.name), "")
    return done if before == said.origin else replace(done, came_from=before)
