"""Making a database into a store, and knowing one when it is there."""

from functools import partial
from typing import Any, Final

from neo4j import ManagedTransaction

from graph.errors import StoreError
from graph.markets import market_names
from graph.store.neo4j.connection.channel import rows
from graph.store.neo4j.connection.load_lock import LOADING
from graph.store.neo4j.connection.pool import Connection
from graph.store.neo4j.form.schema import FORMAT, INDEX_SECONDS, schema, schema_digest
from graph.store.refusals import newer_format

SCHEMA_ATTEMPTS: Final = 5
"""How often the schema is begun that other processes make at the same time."""
TURN_SECONDS: Final = 5
"""For so long one transaction waits for indexes."""
_MARKER: Final = "MATCH (o:OpenDoors {name: 'store'}) RETURN o.format, o.schema"
_MAKE: Final = (
    "MERGE (o:OpenDoors {name: 'store'}) ON CREATE SET o.format = $format, o.revision = 0 SET o.schema = $schema"
)
_MARKETS: Final = "UNWIND $rows AS row MERGE (n:Entity {id: row.id}) ON CREATE SET n.name = row.name, n:Market"


def prepare(connection: Connection) -> None:
    """Make sure that the database is a store of this format, and make an empty one into a store.

    Several processes may do so at once.

    Raises:
        StoreError: it holds somebody else's graph, or one of a newer format; it is left as it is.
    """
    holds_something, found = connection.read(_look)
    if holds_something and not found:
        raise StoreError(
            "The database holds a graph that is no OpenDoors store.",
            code="store_foreign",
            value=connection.where,
            where=connection.where,
            suggestion="Name another database, or an empty one; this one is left as it is.",
        )
    if found and found[0][0] > FORMAT:
        raise newer_format(found[0][0], FORMAT, connection.where)
    digest = schema_digest()
    if not found:
        _make_all(connection, digest)
    elif found[0][1] != digest:
        try:
            _make_all(connection, digest)
        except StoreError as error:
            if error.code != "store_unwritable":  # a database that is read only can be read as it is
                raise


def _make_all(connection: Connection, digest: str) -> None:
    """Make the schema first, then what marks the database as ours: so one without the mark holds nothing of ours."""
    make_schema(connection)
    connection.write(lambda tx: _make(tx, digest))


def no_store() -> StoreError:
    """The error of a database whose mark has been taken away since it was opened."""
    return StoreError(
        "The database holds no OpenDoors store any more.",
        code="store_foreign",
        suggestion="Open it again, or put back a copy of it.",
    )


def _look(tx: ManagedTransaction) -> tuple[bool, list[list[Any]]]:
    """Whether the database holds anything; format and schema of the store that it is, none if it is none.

    In this order: another process that makes it a store writes its mark and its first nodes at once.
    """
    holds_something = bool(rows(tx, "MATCH (n) RETURN 1 LIMIT 1"))
    return holds_something, rows(tx, _MARKER)


def make_schema(connection: Connection) -> None:
    """Make the constraints and indexes that are not there, and wait for them.

    The server lets one of several processes fail that make the same at once, whatever they say of what exists already.
    """
    for attempt in range(SCHEMA_ATTEMPTS):
        there = set(connection.read(lambda tx: [name for (name,) in rows(tx, "SHOW INDEXES YIELD name")]))
        missing = [command for name, command in schema().items() if name not in there]
        if not missing:
            break
        try:
            connection.write(partial(_run_all, commands=missing))
            break
        except StoreError as error:
            if error.code != "store_unusable" or attempt + 1 == SCHEMA_ATTEMPTS:
                raise
    _await_indexes(connection)


def _await_indexes(connection: Connection) -> None:
    """Wait until all indexes are there, a transaction a turn.

    An index that another process makes meanwhile waits for all transactions that are older: for one that waited for
    it, too.
    """
    turns = INDEX_SECONDS // TURN_SECONDS
    for turn in range(turns):
        try:
            connection.read(lambda tx: rows(tx, f"CALL db.awaitIndexes({TURN_SECONDS})"), INDEX_SECONDS)
            return
        except StoreError as error:
            if error.code != "store_unusable" or turn + 1 == turns:
                raise


def _run_all(tx: ManagedTransaction, commands: list[str]) -> None:
    for command in commands:
        tx.run(command).consume()


def _make(tx: ManagedTransaction, digest: str) -> None:
    tx.run(_MAKE, format=FORMAT, schema=digest).consume()
    tx.run(LOADING).consume()
    markets = [{"id": code, "name": name} for code, name in market_names().items()]
    tx.run(_MARKETS, rows=markets).consume()
