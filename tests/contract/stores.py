"""The stores that the contract suite runs over: one line for each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graph.store import Store
from graph.store.sqlite import SqliteStore

ABILITIES = {
    "consistent_scan": "a scan does not see what is written while it lasts",
    "judgement_history": "every judgement is kept, not only the latest of a pair",
}
"""What a store may declare that it cannot do."""


@dataclass(frozen=True)
class StoreUnderTest:
    """A store, and how it is opened.

    Attributes:
        open: opens the store that belongs to a folder; the same one each time, several at once if asked.
        cannot: ability → why not.
    """

    name: str
    open: Callable[[Path], Store]
    cannot: Mapping[str, str] = field(default_factory=dict)


STORES = [
    StoreUnderTest("sqlite", lambda folder: SqliteStore(folder / "store.sqlite", busy_seconds=0)),
]
