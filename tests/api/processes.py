"""What a builder's process does in tests: run by name, in a process of its own."""

import os
import signal
import sys
import threading
import weakref
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from api import builder
from api.builder import Task
from graph.errors import SnapshotError
from graph.snapshot.building.build import build_snapshot

STUCK = "stuck"
"""A file in the home that says that a build is in progress, and of which process; taken away when that is ended."""
OVER = "over"
"""A file in the home that says that no build need get stuck any more."""


def ends_at_once(_task: Task, _server: Connection) -> None:
    """No process to rely on."""
    sys.exit(7)


def gets_stuck(task: Task, server: Connection) -> None:
    """Builds, but for the first time stays in the middle of it."""
    build = build_snapshot

    def stuck(store: Any, home: Path, *rest: Any, **options: Any) -> Any:
        if not (home / OVER).exists():
            (home / "snapshots" / ".building-stuck").mkdir(parents=True)
            partial = home / f".{STUCK}"
            partial.write_text(str(os.getpid()))
            partial.replace(home / STUCK)
            try:
                threading.Event().wait()
            finally:
                (home / STUCK).unlink()
        return build(store, home, *rest, **options)

    setattr(builder, "build_snapshot", stuck)  # noqa: B010 - it is not this module's to export
    builder.run(task, server)


def is_told_again_while_it_ends(task: Task, server: Connection) -> None:
    """As where the thread that tells it is slower than the end: it comes only when the interpreter takes leave."""
    weakref.finalize(is_told_again_while_it_ends, os.kill, os.getpid(), signal.SIGTERM)
    builder.run(task, server)


def cannot_build(task: Task, connection: Connection) -> None:
    """A builder whose builds fail until somebody says that it is over."""
    build = build_snapshot

    def failing(*given: Any, **options: Any) -> Any:
        if not (task.home / OVER).exists():
            raise SnapshotError("The disk is full.", suggestion="Make room.")
        return build(*given, **options)

    setattr(builder, "build_snapshot", failing)  # noqa: B010 - it is not this module's to export
    builder.run(task, connection)
