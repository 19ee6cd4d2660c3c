"""Loads folders into a store, as a process of its own that can be killed.

``python -m tests.fault.loading STORE HOW NUMBER FOLDER``: HOW is ``before`` or ``after`` the batch of that NUMBER,
``within`` so many ticks of SQLite's clock, or ``soundly``. Prints the report's counts.
"""

import os
import subprocess
import sys
from pathlib import Path

from graph.errors import OpenDoorsError
from graph.store.sqlite.store import SqliteStore
from loaders import load
from tests.fault.stores import BUSY_SECONDS, FailingStore, kill, kill_within
from tests.loaders.folders import now

ROOT = Path(__file__).parents[2]
BATCH_ROWS = 40


def start(store: Path, how: str, number: int, folder: Path) -> "subprocess.Popen[str]":
    """A process that loads a folder."""
    command = [sys.executable, "-m", "tests.fault.loading", str(store), how, str(number), str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def main(store: str, how: str, number: str, folder: str) -> int:
    """Load; 0 if it could be done, 1 if the store said no."""
    try:
        with _open(Path(store), how, int(number)) as opened:
            print(load(opened, Path(folder), batch_rows=BATCH_ROWS, now=now).total)
    except OpenDoorsError as error:
        print(error.code)
        return 1
    return 0


def _open(path: Path, how: str, number: int) -> SqliteStore:
    if how == "within":
        kill_within(number)
    if how in ("before", "after"):
        return FailingStore(path, number, kill, after=how == "after")
    return SqliteStore(path, busy_seconds=BUSY_SECONDS)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
