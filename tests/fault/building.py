"""Builds a snapshot, as a process of its own that can be killed.

``python -m tests.fault.building HOME AS_OF NUMBER``: it dies when it is about to save the array of that NUMBER.
"""

import subprocess
import sys
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np

from graph.snapshot.building.build import build_snapshot
from graph.store.sqlite.store import SqliteStore
from tests.fault.stores import kill

ROOT = Path(__file__).parents[2]


def build_and_die(home: Path, as_of: str, number: int) -> int:
    """Exit code of a process that builds a snapshot and is killed."""
    command = [sys.executable, "-m", "tests.fault.building", str(home), as_of, str(number)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode


def main(home: str, as_of: str, number: str) -> None:
    """Build, and die in between."""
    saved, save = count(), np.save

    def dying(*given: Any, **more: Any) -> None:
        if next(saved) == int(number):
            kill()
        save(*given, **more)

    setattr(np, "save", dying)  # noqa: B010 - the name that is called
    with SqliteStore(Path(home) / "store.sqlite") as store:
        build_snapshot(store, Path(home), as_of)


if __name__ == "__main__":
    main(*sys.argv[1:])
