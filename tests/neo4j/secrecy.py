"""Where a secret could come to light, for the tests that look for it there."""

import traceback
from pathlib import Path
from typing import Final

PROCESSES: Final = Path("/proc")
"""Where Linux shows its processes."""


def everything_told(error: BaseException) -> str:
    """All that a log, a message or a debugger's first look would show of an error."""
    return "\n".join([*traceback.format_exception(error), repr(error), repr(vars(error)), repr(error.__cause__)])


def processes_of(pid: int) -> list[int]:
    """A process, and all those that come from it."""
    found = [pid]
    for one in found:
        found += [child for child in _running() if _parent(child) == one]
    return found


def arguments(pid: int) -> str:
    """What everybody on the machine can read of a process: its command line."""
    return _shown(pid, "cmdline")


def environment(pid: int) -> str:
    """What a process was given as its environment."""
    return _shown(pid, "environ")


def _running() -> list[int]:
    return [int(folder.name) for folder in PROCESSES.iterdir() if folder.name.isdecimal()]


def _parent(pid: int) -> int:
    said = _shown(pid, "stat").rpartition(")")[2].split()  # the name before may hold anything
    return int(said[1]) if said else 0


def _shown(pid: int, what: str) -> str:
    """Empty where it has ended."""
    try:
        return (PROCESSES / str(pid) / what).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
