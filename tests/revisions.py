"""Revisions of a store, as tests ask for what has changed since them."""

from collections.abc import Iterable
from typing import Final

from graph.statements import Batch
from graph.store.protocol import Changes, Store

NO_LIMIT: Final = 1_000_000_000
Revision = tuple[int, str]
"""Number and stamp."""
FIRST: Final[Revision] = (0, "")
"""That of every store to which nothing has been committed yet."""


def reached(store: Store) -> Revision:
    """The store's present revision."""
    with store.reading() as scan:
        return scan.revision, scan.stamp


def written(store: Store, batches: Iterable[Batch]) -> list[Revision]:
    """Write some batches; the revision before all of them and after each."""
    revisions = [reached(store)]
    for batch in batches:
        store.apply(batch)
        revisions.append(reached(store))
    return revisions


def changes_since(store: Store, revision: Revision, at_most: int = NO_LIMIT) -> Changes:
    """What has changed since a revision."""
    return store.changes(*revision, at_most)
