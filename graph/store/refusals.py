"""What every store refuses because of the state that it is in, in the same words."""

from collections.abc import Container, Iterable
from typing import Final

from graph.errors import InputError, StoreError

LOCKED: Final = (
    "store_locked",
    "Another process is writing to the store.",
    "Wait until it has finished, then try again.",
)
"""Code, message and suggestion of a store that somebody else is writing to."""


def load_at_work(where: str) -> StoreError:
    """The error of a loader that has waited for another one."""
    return StoreError(
        "Another load is at work.",
        code="store_locked",
        value=where,
        where=where,
        suggestion="Wait until it has finished, then load again.",
    )


def newer_format(found: int, known: int, where: str) -> StoreError:
    """The error of a store that a later version has written."""
    return StoreError(
        f"The store is of format {found}, this program knows format {known}.",
        code="store_newer",
        value=found,
        where=where,
        suggestion="Use the version of OpenDoors that wrote it, or a newer one.",
    )


def closed(where: str) -> StoreError:
    """The error of a store that has been let go of."""
    return StoreError(
        "The store has been closed.",
        code="store_unusable",
        value=where,
        where=where,
        suggestion="Open it again.",
    )


def check_declared(speakers: Iterable[str], declared: Container[str]) -> None:
    """Whoever says something has been declared.

    Raises:
        InputError: somebody has not (code ``undeclared_source``).
    """
    for source in speakers:
        if source not in declared:
            raise InputError(
                f"The source {source!r} has not been declared.",
                code="undeclared_source",
                value=source,
                where="source",
                suggestion="Declare it in the same batch, or before.",
            )


def check_revision(since: int, stamp: str, noted: str, revision: int) -> None:
    """A question for what changed is about a revision that the store has had.

    Args:
        since: number of the revision in question.
        stamp: of that revision.
        noted: stamp of the store's own revision of that number; empty where it has none.
        revision: the store's present one.

    Raises:
        InputError: it has never had it, or that cannot be told (code ``unknown_revision``).
    """
    if stamp != noted or (not stamp and since != 0):
        raise InputError(
            f"The store, which is at revision {revision}, is not known to have had this revision {since}.",
            code="unknown_revision",
            value=since,
            where="since",
            suggestion="Read everything instead.",
        )


def too_many_changes(since: int, at_most: int) -> InputError:
    """The error of a question for what changed where that is more than is wanted, or may be."""
    return InputError(
        f"More than {at_most:,} statements may have been written or retired after revision {since}.",
        code="too_many_changes",
        value=since,
        where="since",
        suggestion="Read everything instead.",
    )
