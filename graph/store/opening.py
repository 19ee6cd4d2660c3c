"""Which store an address names, and which revision an embedded one is at."""

from collections.abc import Mapping
from pathlib import Path

from graph.errors import StoreError
from graph.store.protocol import Store


def open_store(
    address: str,
    home: Path,
    environment: Mapping[str, str] | None = None,
    *,
    to_watch: bool = False,
    create: bool = True,
) -> Store:
    """Open the store at an address.

    Args:
        address: ``sqlite:PATH``, or ``sqlite:`` for ``store.sqlite`` in ``home``; or that of a Neo4j server, see
            ``graph.store.neo4j.connection.address.parse_address``.
        home: folder of what is not given a place.
        environment: says who signs in, where a store asks for it; None: the process's.
        to_watch: it will be asked for what has changed again and again. What only the first such question would wait
            for is done beforehand.
        create: whether an embedded store that is not there is made.

    Raises:
        StoreError: unknown scheme, or the store cannot be opened.
    """
    scheme = address.partition(":")[0]
    if scheme == "sqlite":
        from graph.store.sqlite.store import SqliteStore  # noqa: PLC0415 - a store's own needs are its own

        return SqliteStore(_file(address, home), create=create)
    if scheme.partition("+")[0] in ("neo4j", "bolt"):
        from graph.store.neo4j.credentials import read_credentials  # noqa: PLC0415
        from graph.store.neo4j.store import Neo4jStore  # noqa: PLC0415

        return Neo4jStore(address, read_credentials(environment), to_watch=to_watch)
    raise StoreError(
        f"{scheme!r} is no kind of store.",
        code="unknown_store",
        value=scheme,
        where="OPENDOORS_STORE",
        suggestion="Write sqlite:PATH, or neo4j://HOST:7687.",
    )


def revision_at_hand(address: str, home: Path) -> int | None:
    """The revision of an embedded store; None of any other, which it takes longer to ask, and where there is none.

    Raises:
        StoreError: the store cannot be read.
    """
    if address.partition(":")[0] != "sqlite" or not _file(address, home).exists():
        return None
    with open_store(address, home, create=False) as store:
        return store.revision()


def _file(address: str, home: Path) -> Path:
    """That of an embedded store."""
    _, _, rest = address.partition(":")
    return Path(rest) if rest else home / "store.sqlite"
