"""What the files of a snapshot were when it was published, so that whatever happens to one of them is noticed.

A seal holds a file's size, when it was last written to, a checksum of its two ends, and one of all of it (CRC-32: who
means to deceive could also seal anew, and it takes a fifth of the time of a digest). To open a snapshot, sizes, times
and ends are compared, which reads next to nothing: nobody writes to a file without changing its time, and what a power
cut has kept from the disk shows at the ends in most cases. A file that has another time, as those of a copied folder
have, is read whole at once. What a disk loses by itself is found by reading everything, which the server does beside
its work, a build before it makes anything of a snapshot, and ``opendoors status --check``.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Final
from zlib import crc32

import orjson

from graph.errors import SnapshotError

SEALS: Final = "seals"
DAMAGED: Final = "snapshot_damaged"
END_BYTES: Final = 1 << 12
"""Of each end of a file."""
READ_AT_ONCE: Final = 1 << 18
THREADS: Final = 2
"""That read files whole."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What a file was.

    Attributes:
        size: in bytes.
        changed: nanoseconds since 1970 of its last change: of ``st_ctime``, which nobody can set.
        ends: checksum of its first and last ``END_BYTES``.
        whole: checksum of all of it.
    """

    size: int
    changed: int
    ends: int
    whole: int


def damaged(folder: Path, why: object) -> SnapshotError:
    """The error of a snapshot that is not what was published."""
    return SnapshotError(
        f"The snapshot cannot be read: {why}.",
        code=DAMAGED,
        where=folder.name,  # whoever asks a server is not to learn where it keeps its files
        suggestion="Run `opendoors refresh`: it is built anew from the store.",
    )


def seal(folder: Path) -> None:
    """Seal all files of a folder, which nobody writes to any more."""
    names = sorted(path.name for path in folder.iterdir() if path.name != SEALS)
    with ThreadPoolExecutor(THREADS, "opendoors-seal") as threads:
        seals = dict(zip(names, threads.map(lambda name: _seal_of(folder / name), names), strict=True))
    said = orjson.dumps({name: astuple(one) for name, one in seals.items()})
    (folder / SEALS).write_bytes(b"%d\n%b" % (crc32(said), said))


def check_seals(folder: Path, *, whole: bool = False) -> None:
    """Make sure that the files are those that were sealed.

    Args:
        folder: of the snapshot.
        whole: read all of every file; otherwise only of those that have been written to since.

    Raises:
        SnapshotError: they are not (code ``snapshot_damaged``).
    """
    try:
        seals = _read(folder)
        suspects = [name for name, one in seals.items() if _is_suspect(folder / name, one) or whole]
        _each(suspects, lambda name: _check_whole(folder / name, seals[name]))
    except (OSError, ValueError, TypeError) as error:
        raise damaged(folder, error) from error


def _read(folder: Path) -> dict[str, Seal]:
    sum_, _, said = (folder / SEALS).read_bytes().partition(b"\n")
    if sum_ != b"%d" % crc32(said):
        raise ValueError(f"{SEALS} is not what was written")
    return {name: Seal(*parts) for name, parts in orjson.loads(said).items()}


def _each(names: list[str], check: Callable[[str], None]) -> None:
    if not names:
        return
    with ThreadPoolExecutor(THREADS, "opendoors-seal") as threads:
        list(threads.map(check, names))


def _is_suspect(path: Path, sealed: Seal) -> bool:
    """Whether a file has been written to since, in which case it may still be the same.

    Raises:
        ValueError: it is not.
    """
    with path.open("rb", buffering=0) as file:
        found = os.fstat(file.fileno())
        if found.st_size != sealed.size:
            raise ValueError(f"{path.name} has {found.st_size} bytes, not {sealed.size}")
        if _ends(file.fileno(), sealed.size) != sealed.ends:
            raise ValueError(f"{path.name} is not what was written")
    return found.st_ctime_ns != sealed.changed


def _check_whole(path: Path, sealed: Seal) -> None:
    if _whole(path) != sealed.whole:
        raise ValueError(f"{path.name} is not what was written")


def _seal_of(path: Path) -> Seal:
    whole = _whole(path)
    with path.open("rb", buffering=0) as file:
        found = os.fstat(file.fileno())
        return Seal(found.st_size, found.st_ctime_ns, _ends(file.fileno(), found.st_size), whole)


def _ends(file: int, size: int) -> int:
    return crc32(os.pread(file, END_BYTES, max(0, size - END_BYTES)), crc32(os.pread(file, END_BYTES, 0)))


def _whole(path: Path) -> int:
    found, part = 0, memoryview(bytearray(READ_AT_ONCE))
    with path.open("rb", buffering=0) as file:
        while count := file.readinto(part):
            found = crc32(part[:count], found)
    return found
