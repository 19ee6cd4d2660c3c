"""What is derived on demand and kept while there is room (memoisation), within one budget of memory a process."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any, Final, TypeVar
from weakref import WeakSet

from graph.allowance import memory_allowed
from graph.work import alone

Value = TypeVar("Value")
SHARE: Final = 4
"""What is kept takes one part in so many of the memory that the process may have, unless it is told otherwise."""
ENTRY_BYTES: Final = 500
"""What keeping anything takes beside its own size: its key, above all."""


@dataclass(slots=True)
class _Kept:
    value: Any
    size: int
    used: int


class Room:
    """Bytes that several memos share. Beyond them goes what was used longest ago, whichever memo keeps it.

    Attributes:
        budget: so many bytes; it may be set at any time.
        lock: held by whoever reads or changes what any of the memos keeps.
        uses: counts when anything was used.
        being_made: bytes that are taken by what is being made.
    """

    def __init__(self, budget: int) -> None:
        self.budget = budget
        self.lock: Final = threading.Lock()
        self.uses: Final = count()
        self._memos: WeakSet[Memo] = WeakSet()
        self.being_made = 0

    @property
    def held(self) -> int:
        """Bytes that are kept now."""
        return sum(memo.held for memo in self._memos)

    def add(self, memo: "Memo") -> None:
        """A memo that shares the room until nobody refers to it."""
        with self.lock:
            self._memos.add(memo)

    @contextmanager
    def making(self, size: int) -> Iterator[None]:
        """So many bytes are taken within: by what is being made, beside what is kept."""
        self._take(size)
        try:
            yield
        finally:
            self._take(-size)

    def _take(self, size: int) -> None:
        with self.lock:
            self.being_made += size
            self.keep_within()

    def keep_within(self) -> None:
        """Let go of what is too much. The lock is held."""
        while (held := self.held) and held + self.being_made > self.budget:
            min((memo for memo in self._memos if memo.held), key=lambda memo: memo.oldest).drop_oldest()


ROOM: Final = Room(memory_allowed() // SHARE)
"""The room of this process."""


class Memo:
    """Values by key. Each is made once, also when threads race for it, and kept while there is room.

    Keys are small: what a stranger may write at length is kept by its digest.

    Args:
        room: that it shares with others.
        most: it takes no more bytes of it; None: it may take all.
    """

    def __init__(self, room: Room, most: int | None = None) -> None:
        self.held = 0
        self._room, self._most = room, most
        self._lock, self._uses = room.lock, room.uses
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        room.add(self)

    @property
    def oldest(self) -> int:
        """When what was used longest ago was used, by the room's count. Something is kept."""
        return next(iter(self._kept.values())).used

    def drop_oldest(self) -> None:
        """Let go of what was used longest ago. The room's lock is held, and something is kept."""
        self.held -= self._kept.popitem(last=False)[1].size

    def __contains__(self, key: Hashable) -> bool:
        with self._lock:
            return key in self._kept

    def get(self, key: Hashable, make: Callable[[], Value], size: Callable[[Value], int | None]) -> Value:
        """The value of ``key``, made if it is not kept. What ``make`` raises is raised, and nothing is kept.

        Whoever waits for another thread that makes it stops when it is to.

        Args:
            key: hashable, and small.
            make: makes it.
            size: about how many bytes a value holds; None: it is not to be kept.
        """
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                found.used = next(self._uses)
                self._kept.move_to_end(key)
                value: Value = found.value
                return value
            making = self._making.setdefault(key, threading.Lock())
        with alone(making):
            with self._lock:
                found = self._kept.get(key)
            if found is not None:
                again: Value = found.value
                return again
            try:
                made = make()
                self._keep(key, made, size(made))
            finally:
                with self._lock:
                    self._making.pop(key, None)
            return made

    def _keep(self, key: Hashable, value: Any, size: int | None) -> None:
        if size is None:
            return
        with self._lock:
            taken = size + ENTRY_BYTES
            most = self._room.budget if self._most is None else min(self._most, self._room.budget)
            if taken > most or key in self._kept:
                return
            self._kept[key] = _Kept(value, taken, next(self._uses))
            self.held += taken
            while self.held > most:
                self.drop_oldest()
            self._room.keep_within()
