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


def unknown_revision(since: int, revision: int) -> InputError:
    """The error of a question for what changed since a revision that never was."""
    return InputError(
        f"The store has never had revision {since}; it is at {revision}.",
        code="unknown_revision",
        value=since,
        where="since",
        suggestion="Read everything instead.",
    )
