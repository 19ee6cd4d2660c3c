"""Which revision a store in Neo4j is at, whose own transactions see each commit as it comes.

Reading takes no lock: what was read counts if the revision is still the same afterwards (optimistic concurrency
control).
"""

from collections.abc import Callable
from typing import Final, TypeVar

from neo4j import ManagedTransaction, Transaction

from graph.errors import StoreError
from graph.store.neo4j.connection.channel import rows
from graph.store.neo4j.form.prepare import no_store

ATTEMPTS_AT_MOST: Final = 100
"""How often something is read again because the store has changed meanwhile."""

AnyTransaction = ManagedTransaction | Transaction
Result = TypeVar("Result")

_STAMP: Final = "MATCH (v:Revision {number: $revision}) RETURN v.token"


def read_revision(tx: AnyTransaction) -> int:
    """The revision that is committed."""
    found = rows(tx, "MATCH (o:OpenDoors {name: 'store'}) RETURN o.revision")
    if not found:
        raise no_store()
    return int(found[0][0])


def read_stamp(tx: AnyTransaction, revision: int) -> str:
    """Stamp of a revision; empty where there is none."""
    found = rows(tx, _STAMP, revision=revision)
    return str(found[0][0]) if found else ""


def at_one_revision(tx: AnyTransaction, read: Callable[[int], Result]) -> tuple[int, Result]:
    """What ``read`` answers while the revision stays the same, and the revision.

    Raises:
        StoreError: the store has changed during each of many attempts (code ``store_locked``).
    """
    revision = read_revision(tx)
    for _ in range(ATTEMPTS_AT_MOST):
        found = read(revision)
        reached = read_revision(tx)
        if reached == revision:
            return revision, found
        revision = reached
    raise StoreError(
        "The store changes faster than it can be read.",
        code="store_locked",
        suggestion="Try again when less is being written.",
    )
