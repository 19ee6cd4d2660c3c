"""Opening a day from a notebook or a script."""

import os
from pathlib import Path
from typing import Final

from graph.errors import SnapshotError
from graph.snapshot.building.build import current_snapshot
from graph.snapshot.on_day import Day

HOME: Final = "OPENDOORS_HOME"
"""The setting that names the folder of the store, as the command reads it; ``var`` without it."""


def open_day(home: Path | str | None = None, as_of: str | None = None) -> Day:
    """What is published in a folder, as it stands on a day: what questions and exports are asked of.

    Args:
        home: folder that holds the store and the snapshots; None: as the command ``opendoors`` has it.
        as_of: a day, a month or a year, which stand for their last day; None: the day of the snapshot.

    Raises:
        SnapshotError: nothing is published there (code ``no_snapshot``); it is damaged, or of another version.
        InputError: no date.
    """
    folder = Path(os.environ.get(HOME) or "var") if home is None else Path(home)
    snapshot = current_snapshot(folder)
    if snapshot is None:
        raise SnapshotError(
            f"Nothing is published in {folder.resolve()}.",
            code="no_snapshot",
            value=str(folder),
            where="home",
            suggestion="Run `opendoors load` first, or name the folder in which it was run.",
        )
    return snapshot.on_day(as_of)
