"""Loads a folder into a Neo4j, as a process of its own that can be killed.

``python -m tests.fault.neo4j_loading ADDRESS FOLDER``: prints the report's counts, or the code of an error.
"""

import subprocess
import sys
from pathlib import Path

from graph.errors import OpenDoorsError
from graph.store.neo4j.store import Neo4jStore
from loaders import load
from tests.fault.loading import BATCH_ROWS, ROOT
from tests.loaders.folders import now


def start(address: str, folder: Path) -> "subprocess.Popen[str]":
    """A process that loads a folder."""
    command = [sys.executable, "-m", "tests.fault.neo4j_loading", address, str(folder)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def main(address: str, folder: str) -> int:
    """Load; 0 if it could be done, 1 if the store said no."""
    try:
        with Neo4jStore(address) as opened:
            print(load(opened, Path(folder), batch_rows=BATCH_ROWS, now=now).total)
    except OpenDoorsError as error:
        print(error.code)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
