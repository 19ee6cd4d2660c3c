"""How much memory this process may have."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

UNKNOWN: Final = 4 << 30
"""Bytes, where nothing tells."""
_GROUPS: Final = Path("/sys/fs/cgroup")
_MINE: Final = Path("/proc/self/cgroup")


def memory_allowed(groups: Path = _GROUPS, mine: Path = _MINE) -> int:
    """Bytes: the least of what the machine has, and what the process's control groups, of either version, may take.

    Args:
        groups: where the limits of control groups stand, on Linux.
        mine: file that names those of this process.
    """
    return min((_of_machine(), *_limits(groups, mine)))


def _of_machine() -> int:
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return UNKNOWN


def _limits(groups: Path, mine: Path) -> Iterator[int]:
    """The limits of a process's groups and of those around them; one without a limit says a word, or far too much."""
    try:
        lines = mine.read_text(encoding="utf-8").splitlines()
    except OSError:
        return
    for line in lines:
        _, controllers, path = line.split(":", 2)
        if controllers and "memory" not in controllers.split(","):
            continue
        root, file = (groups / "memory", "memory.limit_in_bytes") if controllers else (groups, "memory.max")
        here = root / path.strip("/")
        for folder in (here, *here.parents):
            if folder.is_relative_to(root):
                yield from _limit(folder / file)


def _limit(file: Path) -> Iterator[int]:
    try:
        said = file.read_text(encoding="ascii").strip()
    except OSError:
        return
    if said.isdigit():
        yield int(said)
