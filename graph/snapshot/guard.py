"""Whether the files of an open snapshot still are what was opened: they stay mapped for as long as it is in use.

Nobody has a reason to write to them. If somebody does, what is read of them may be anything from then on, so no answer
that was made of them may leave. The kernel tells at once (inotify), which costs an answer a microsecond; where it does
not, the files' times are compared.

What is cut off a mapped file is gone from memory too, and to touch it ends a process (SIGBUS); so does a disk that can
no longer read it. Instead, zeros are put in its place, and the snapshot is noted as lost.
"""

import ctypes
import mmap
import os
import signal
import struct
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from typing import Final

from graph.snapshot.seals import damaged

LINUX: Final = sys.platform.startswith("linux")
_WRITTEN: Final = 0x2 | 0x80 | 0x100 | 0x4000
"""IN_MODIFY, IN_MOVED_TO, IN_CREATE: a file was written to or cut; another one was put in its place. IN_Q_OVERFLOW: so
much has happened that not everything could be told."""
_EVENT: Final = struct.Struct("iIII")
"""What is told of one event: watch, mask, cookie, and the length of the name that follows."""
_TOLD_AT_MOST: Final = 1 << 14
_SIGINFO: Final = 4
_FIXED: Final = 0x10
_ADDRESS_AT: Final = 16
"""Where a ``siginfo_t`` holds the address, on 64 bits."""
_OPEN: Final[set[str]] = set()
"""Folders of snapshots that were opened by this process."""
_LOST: Final[set[str]] = set()
"""Those of them of which something could not be read."""


class Guard:
    """Notices what happens to the files of a folder from now on."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._place = str(folder.resolve())
        self._written = False
        self._lock = Lock()
        self._times = _times(folder)
        self._watch = _watched(self._place)
        if self._watch is not None:
            weakref.finalize(self, os.close, self._watch)
        _catch_lost_pages()
        _OPEN.add(self._place)

    def check(self) -> None:
        """Make sure that nothing has happened to them.

        Raises:
            SnapshotError: somebody has written to them, or they can no longer be read (code ``snapshot_damaged``).
        """
        if self._place in _LOST:
            raise damaged(self._folder, "part of it has gone while it was open")
        with self._lock:  # who is told of an event takes it from the others
            self._written = self._written or self._is_written()
        if self._written:
            raise damaged(self._folder, "it was written to while it was open")

    def _is_written(self) -> bool:
        if self._watch is None:
            return _times(self._folder) not in (self._times, {})
        try:
            told = os.read(self._watch, _TOLD_AT_MOST)
        except BlockingIOError:
            return False
        return any(mask & _WRITTEN for mask in _masks(told))


def _masks(told: bytes) -> Iterator[int]:
    """What has happened, event by event; that a folder was dropped is one as well, and harms nobody who has it open."""
    at = 0
    while at < len(told):
        _, mask, _, name = _EVENT.unpack_from(told, at)
        yield mask
        at += _EVENT.size + name


def _times(folder: Path) -> dict[str, int]:
    """When each file was last changed; nothing of a folder that has been dropped."""
    try:
        return {one.name: one.stat().st_ctime_ns for one in os.scandir(folder)}
    except OSError:
        return {}


_C: Final = ctypes.CDLL(None, use_errno=True)


def _watched(place: str) -> int | None:
    """Descriptor that tells of what is written in a folder; None where the system has no such thing, or no more."""
    if not LINUX:
        return None
    watch: int = _C.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
    if watch < 0:
        return None
    if _C.inotify_add_watch(watch, place.encode(), _WRITTEN) < 0:
        os.close(watch)
        return None
    return watch


class _Action(ctypes.Structure):
    """What to do at a signal (``struct sigaction`` of Linux's C libraries)."""

    _fields_ = [
        ("handler", ctypes.c_void_p),
        ("mask", ctypes.c_ulong * 16),
        ("flags", ctypes.c_int),
        ("restorer", ctypes.c_void_p),
    ]


_HANDLER: Final = ctypes.CFUNCTYPE(None, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
_caught: list[object] = []
"""What the kernel calls, which must not go."""


def _catch_lost_pages() -> None:
    """From now on survive the loss of what snapshots map. Once a process."""
    if _caught or not LINUX or ctypes.sizeof(ctypes.c_void_p) != 8:
        return
    _C.mmap.restype = ctypes.c_void_p
    _C.mmap.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long)
    _C.signal.argtypes = [ctypes.c_int, ctypes.c_void_p]
    handler = _HANDLER(_lost)
    _caught.append(handler)
    action = _Action(ctypes.cast(handler, ctypes.c_void_p), (ctypes.c_ulong * 16)(), _SIGINFO, None)
    _C.sigaction(signal.SIGBUS, ctypes.byref(action), None)


def _lost(_signal: int, information: int, _context: int) -> None:
    """Put zeros in place of what cannot be read, and of all behind it in its file, if that is one of a snapshot's.

    It is called in the middle of an instruction that reads mapped memory, so never while memory is being allotted or
    an object is being changed. Anything else than success is left to what the system does without us, which is to end
    the process: without zeros the instruction would come back here for ever.
    """
    try:
        address = ctypes.c_size_t.from_address(information + _ADDRESS_AT).value
        folder, end = _mapped_at(address)
        page = address & ~(mmap.PAGESIZE - 1)
        zeros = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | _FIXED
        if folder in _OPEN and _C.mmap(page, end - page, mmap.PROT_READ, zeros, -1, 0) == page:
            _LOST.add(folder)
            return
    except BaseException:  # whatever it is: see above
        pass
    _C.signal(signal.SIGBUS, None)


def _mapped_at(address: int) -> tuple[str, int]:
    """Folder of the file that is mapped at an address, and where its mapping ends; nothing where there is none."""
    for line in Path("/proc/self/maps").read_bytes().splitlines():
        begin, _, rest = line.partition(b"-")
        end, _, rest = rest.partition(b" ")
        if int(begin, 16) <= address < int(end, 16):
            return os.fsdecode(rest[rest.find(b"/") :]).rpartition("/")[0], int(end, 16)
    return "", 0
