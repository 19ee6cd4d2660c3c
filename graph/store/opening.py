"""Which store an address names."""

from collections.abc import Mapping
from pathlib import Path

from graph.errors import StoreError
from graph.store.protocol import Store


def open_store(
    address: str, home: Path, environment: Mapping[str, str] | None = None, *, to_watch: bool = False
) -> Store:
    """Open the store at an address.

    Args:
        address: ``sqlite:PATH``, or ``sqlite:`` for ``store.sqlite`` in ``home``; or that of a Neo4j server, see
            ``graph.store.neo4j.connection.address.parse_address``.
        home: folder of what is not given a place.
        environment: says who signs in, where a store asks for it; None: the process's.
        to_watch: it will be asked for what has changed again and again. What only the first such question would wait
            for is done beforehand.

    Raises:
        StoreError: unknown scheme, or the store cannot be opened.
    """
    scheme, _, rest = address.partition(":")
    if scheme == "sqlite":
        from graph.store.sqlite.store import SqliteStore  # noqa: PLC0415 - a store's own needs are its own

        return SqliteStore(Path(rest) if rest else home / "store.sqlite")
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
