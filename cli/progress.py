"""How far a load has come: bars on a terminal, plain lines elsewhere."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cli.screen import console, note

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    from loaders import Progress

CHECKING = "check "
"""Begins the name of a piece of work that reads and writes nothing yet."""


@contextmanager
def shown_progress() -> "Iterator[Progress]":
    """Progress for as long as a load lasts, on stderr."""
    if not sys.stderr.isatty():
        yield Lines()
        return
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console(error=True), transient=True) as bars:
        yield BarsOnTerminal(bars)


class Lines:
    """A line a file, when it is done."""

    def __init__(self) -> None:
        self._file = ""
        self._total = 0

    def start(self, file: str, total: int) -> None:
        """Remember what is being done."""
        self._file, self._total = file, total

    def advance(self, n: int) -> None:
        """Say nothing until it is done."""

    def finish(self) -> None:
        """Say what is done."""
        if not self._file.startswith(CHECKING):
            note(f"{self._file}: {self._total:,} rows")


class BarsOnTerminal:
    """A bar a piece of work."""

    def __init__(self, bars: "Bars") -> None:
        self._bars = bars
        self._task: TaskID | None = None

    def start(self, file: str, total: int) -> None:
        """Begin a bar."""
        self._task = self._bars.add_task(file, total=total)

    def advance(self, n: int) -> None:
        """Lengthen the bar."""
        if self._task is not None:
            self._bars.advance(self._task, n)

    def finish(self) -> None:
        """Complete the bar; that of a check makes room."""
        if self._task is None:
            return
        task = self._bars.tasks[self._task]
        self._bars.update(self._task, completed=task.total, visible=not task.description.startswith(CHECKING))
        self._task = None
