"""Damage as a disk does it by itself: what a file holds changes, and nothing else tells of it."""

from dataclasses import astuple, replace
from pathlib import Path
from zlib import crc32

import orjson

from graph.snapshot import seals


def flip(path: Path) -> None:
    """Change a bit in the middle of a file, as somebody does who writes to it."""
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        (byte,) = file.read(1)
        file.seek(-1, 1)
        file.write(bytes([byte ^ 1]))


def rot(path: Path) -> None:
    """Change a bit in the middle of a snapshot's file, as a disk does by itself."""
    assert path.stat().st_size > 2 * seals.END_BYTES
    flip(path)
    hide(path)


def hide(path: Path) -> None:
    """Let the seal of a snapshot's file take it for one that nobody has written to."""
    folder = path.parent
    said = seals._read(folder)
    said[path.name] = replace(said[path.name], changed=path.stat().st_ctime_ns)
    text = orjson.dumps({name: astuple(one) for name, one in said.items()})
    (folder / seals.SEALS).write_bytes(b"%d\n%b" % (crc32(text), text))
