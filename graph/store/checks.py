"""What every store refuses, in the same words."""

from typing import Final

from graph.errors import InputError
from graph.statements import Judgement

LOCKED: Final = (
    "store_locked",
    "Another process is writing to the store.",
    "Wait until it has finished, then try again.",
)
"""Code, message and suggestion of a store that somebody else is writing to."""


def check_judgement(judgement: Judgement) -> None:
    """A judgement is of two ids, the smaller one first.

    Raises:
        InputError: it is not (code ``bad_judgement``).
    """
    if not judgement.left < judgement.right:
        raise InputError(
            f"The ids of a judgement are two, the smaller one first; not {judgement.left!r} and {judgement.right!r}.",
            code="bad_judgement",
            value=(judgement.left, judgement.right),
            where="judgement",
            suggestion="Put the smaller id first.",
        )


def undeclared(source: str) -> InputError:
    """The error of a statement whose source has never been declared."""
    return InputError(
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
