"""The stores that the contract suite runs over: one line for each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from graph.store import Store
from graph.store.neo4j.credentials import Credentials
from graph.store.neo4j.store import Neo4jStore
from graph.store.sqlite.store import SqliteStore
from tests.contract.memory import Content, MemoryStore
from tests.neo4j.finding import Neo4jDatabase
from tests.profiles import draws

ABILITIES = {
    "consistent_scan": "a scan does not see what is written while it lasts",
    "judgement_history": "every judgement is kept, not only the latest of a pair",
    "two_stores": "there can be two of it at once, each with a content of its own",
    "long_ids": "an id may be of any length",
}
"""What a store may declare that it cannot do. Tests of it then have to fail: a store that has learnt it is noticed."""


@dataclass(frozen=True)
class StoreUnderTest:
    """A store, and how it is opened.

    Attributes:
        open: opens the store that belongs to a folder; the same one each time, several at once if asked.
        cannot: ability → why not.
        server: whether it needs the shared Neo4j, which ``NEO4J`` has to be told of before it is opened.
        examples: how many random histories it is put through, for how long one takes.
    """

    name: str
    open: Callable[[Path], Store]
    cannot: Mapping[str, str] = field(default_factory=dict)
    server: bool = False
    examples: int = draws(40)


class SharedDatabase:
    """The one database that there is, as the store of the folder that was last opened: of others it is emptied."""

    def __init__(self) -> None:
        self._database: Neo4jDatabase | None = None
        self._folder: Path | None = None

    def use(self, database: Neo4jDatabase) -> None:
        """The database, as found; whatever it holds belongs to nobody."""
        self._database = database
        self._folder = None

    def open(self, folder: Path, **options: Any) -> Store:
        """The folder's store."""
        database = self._database
        assert database is not None, "no server was looked for"
        if folder != self._folder:
            database.clear()
            self._folder = folder
        credentials = Credentials(database.user, database.password) if database.password else None
        return Neo4jStore(database.address, credentials, busy_seconds=0, **options)


NEO4J = SharedDatabase()


@lru_cache(maxsize=8)
def content_of(folder: Path) -> Content:
    """What a folder's store in memory holds: for as long as its test may open it again."""
    return Content()


EMBEDDED = StoreUnderTest("sqlite", lambda folder: SqliteStore(folder / "store.sqlite", busy_seconds=0))
STORES = [
    EMBEDDED,
    StoreUnderTest(
        "neo4j",
        NEO4J.open,
        cannot={
            "two_stores": "the server's free edition has one database for its users",
            "long_ids": "the server's indexes hold some 8,000 bytes",
        },
        server=True,
        examples=draws(10),
    ),
    StoreUnderTest("memory", lambda folder: MemoryStore(content_of(folder))),
]
