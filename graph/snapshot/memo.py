"""What is derived from a snapshot on demand and kept while there is room (memoisation; the oldest goes first)."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

Value = TypeVar("Value")


@dataclass(slots=True)
class _Kept:
    value: Any
    size: int


class Memo:
    """Values by key; beyond a budget in bytes, the least recently used are dropped.

    Each is made once, also when threads race for it.
    """

    def __init__(self, budget: int) -> None:
        self._budget = budget
        self._held = 0
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._lock = threading.Lock()
        self._making: dict[Hashable, threading.Lock] = {}

    def get(self, key: Hashable, make: Callable[[], Value], size: Callable[[Value], int]) -> Value:
        """The value of ``key``, made if it is not kept. What ``make`` raises is raised, and nothing is kept."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                value: Value = found.value
                return value
            making = self._making.setdefault(key, threading.Lock())
        with making:
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

    def _keep(self, key: Hashable, value: Any, size: int) -> None:
        with self._lock:
            self._kept[key] = _Kept(value, size)
            self._held += size
            while self._held > self._budget and len(self._kept) > 1:
                self._held -= self._kept.popitem(last=False)[1].size
