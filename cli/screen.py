"""Where output goes: tables for people, JSON for programs, notes beside both on stderr."""

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from cli.characters import escaped, plain, send
from cli.failures import ReaderGoneError

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.segment import Segment

UNTOLD_WIDTH: Final = 120
"""Columns where there is no terminal and COLUMNS says nothing."""
NARROWEST: Final = 40


def console(error: bool = False) -> "Console":
    """A console on stdout or stderr; rich itself heeds NO_COLOR, COLUMNS, and whether it is a terminal."""
    from rich.console import Console
    from rich.text import Text

    class Quiet(Console):
        """Leaves it to the command to end where its reader has gone, and lets no text steer the terminal."""

        def on_broken_pipe(self) -> None:
            raise ReaderGoneError

        def render_str(self, text: str, **options: Any) -> Text:
            return super().render_str(plain(text), **options)

        def render(self, renderable: "RenderableType", options: "ConsoleOptions | None" = None) -> "Iterable[Segment]":
            if isinstance(renderable, Text) and renderable.plain != (shown := plain(renderable.plain)):
                renderable = renderable.copy()
                renderable.plain = shown
            return super().render(renderable, options)

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

    print_file(escaped(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()) + "\n")


def print_file(text: str) -> None:
    """Print what is meant for a file, on stdout: UTF-8, as it is."""
    try:
        send(sys.stdout, text)
    except BrokenPipeError:
        raise ReaderGoneError from None


def note(message: str) -> None:
    """Tell a person something beside the answer, on stderr."""
    print(plain(message), file=sys.stderr, flush=True)
