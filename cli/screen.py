"""Where output goes: tables for people, JSON for programs, notes beside both on stderr."""

import os
import sys
from typing import TYPE_CHECKING, Any, Final

from cli.failures import ReaderGoneError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

UNTOLD_WIDTH: Final = 120
"""Columns where there is no terminal and COLUMNS says nothing."""
NARROWEST: Final = 40


def console(error: bool = False) -> "Console":
    """A console on stdout or stderr; rich itself heeds NO_COLOR, COLUMNS, and whether it is a terminal."""
    from rich.console import Console

    class Quiet(Console):
        """Leaves it to the command to end where its reader has gone."""

        def on_broken_pipe(self) -> None:
            raise ReaderGoneError

    stream = sys.stderr if error else sys.stdout
    untold = not stream.isatty() and not os.environ.get("COLUMNS", "").isdigit()
    made = Quiet(stderr=error, highlight=False, emoji=False, markup=False, width=UNTOLD_WIDTH if untold else None)
    made.width = max(made.width, NARROWEST)
    return made


def show(*renderables: "RenderableType") -> None:
    """Print for people, on stdout."""
    out = console()
    for renderable in renderables:
        out.print(renderable)


def show_json(value: Any) -> None:
    """Print for programs, on stdout: UTF-8, two spaces of indent."""
    import orjson

    try:
        sys.stdout.write(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode() + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        raise ReaderGoneError from None


def note(message: str) -> None:
    """Tell a person something beside the answer, on stderr."""
    print(message, file=sys.stderr, flush=True)
