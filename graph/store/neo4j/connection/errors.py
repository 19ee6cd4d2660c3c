"""What a failure of Neo4j or of its driver means to a user: the one place that says so."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    DriverError,
    Forbidden,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from graph.errors import InputError, OpenDoorsError, StoreError
from graph.store.refusals import LOCKED
from graph.store.storable import unencodable

_UNWRITABLE: Final = (
    "store_unwritable",
    "The store may not be written to.",
    "Ask for the right to write to the database, and check that it is not set to be read only.",
)
_UNREACHABLE: Final = (
    "store_unreachable",
    "The store cannot be reached.",
    "Check that the server runs and that its address is right, then do the same again.",
)
_REFUSED: Final = (
    "store_refused",
    "The store does not know this user or password.",
    "Check OPENDOORS_NEO4J_USER and OPENDOORS_NEO4J_PASSWORD (or OPENDOORS_NEO4J_PASSWORD_FILE).",
)
_FULL: Final = (
    "store_full",
    "There is no room left for the store.",
    "Free some disk space or memory of the server, then do the same again.",
)
_CLOSED: Final = ("store_unusable", "The store has been closed.", "Open it again.")

_BY_CODE: Final = {
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase": _UNWRITABLE,
    "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase": _UNWRITABLE,
    "Neo.ClientError.Database.DatabaseNotFound": (
        "store_unreachable",
        "The server has no database of this name.",
        "Check the name after the last slash of OPENDOORS_STORE, or make the database.",
    ),
    "Neo.ClientError.Transaction.TransactionTimedOut": LOCKED,
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration": LOCKED,
    "Neo.ClientError.Transaction.LockClientStopped": LOCKED,
    "Neo.TransientError.Transaction.LockClientStopped": LOCKED,
    "Neo.TransientError.Transaction.LockAcquisitionTimeout": LOCKED,
    "Neo.ClientError.Transaction.LockAcquisitionTimeout": LOCKED,
    "Neo.TransientError.Transaction.DeadlockDetected": LOCKED,
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError": _FULL,
    "Neo.TransientError.General.OutOfMemoryError": _FULL,
    "Neo.TransientError.General.TransactionMemoryLimit": _FULL,
    "Neo.TransientError.Database.DatabaseUnavailable": _UNREACHABLE,
    "Neo.TransientError.General.DatabaseUnavailable": _UNREACHABLE,
}
_UNSTORABLE: Final = frozenset({"Neo.ClientError.Statement.TypeError", "Neo.ClientError.Statement.ArgumentError"})
_TOO_LONG: Final = (
    "unstorable_value",
    "The store cannot hold an id, a country or a kind that is so long.",
    "Shorten it to at most 200 characters.",
)
_TOO_LONG_WORDS: Final = ("too large to index",)
_FULL_WORDS: Final = ("no space left", "disk full", "not enough space", "disk is full")


def store_error(error: Exception, where: str) -> OpenDoorsError:
    """What a failure means, and what to do.

    Args:
        error: of the driver or of the server.
        where: the store's address as it may be shown.
    """
    if isinstance(error, UnicodeEncodeError | OverflowError):
        return unencodable(error)
    code, message, suggestion = _meaning(error)
    kind = InputError if code == "unstorable_value" else StoreError
    return kind(message, code=code, value=where, where=where, suggestion=suggestion)


def _meaning(error: Exception) -> tuple[str, str, str]:
    """Code, message and suggestion."""
    if isinstance(error, AuthError):
        return _REFUSED
    if isinstance(error, ServiceUnavailable | SessionExpired):
        return _UNREACHABLE
    if isinstance(error, Neo4jError):
        return _meaning_of_code(error)
    if isinstance(error, ConfigurationError):
        return "bad_setting", "The store's address is not one of a Neo4j server.", "Write neo4j://HOST:7687."
    if "closed" in str(error).casefold():
        return _CLOSED
    return "store_unusable", f"The store failed: {error}.", "Try again; if it fails again, look at the server's log."


def _meaning_of_code(error: Neo4jError) -> tuple[str, str, str]:
    code, message = error.code or "", error.message or ""
    found = _BY_CODE.get(code)
    if found is not None:
        return found
    if isinstance(error, Forbidden):
        return _UNWRITABLE
    if code.startswith("Neo.ClientError.Security."):  # too many attempts, a password that must be changed first
        return _REFUSED
    if any(words in message.casefold() for words in _FULL_WORDS):
        return _FULL
    if any(words in message.casefold() for words in _TOO_LONG_WORDS):
        return _TOO_LONG
    if code in _UNSTORABLE:
        return (
            "unstorable_value",
            f"The store cannot hold a value: {message}.",
            "Write text, numbers, or lists of text.",
        )
    return "store_unusable", f"The store failed: {code}: {message}", "Look at the server's log, then try again."


@contextmanager
def store_errors(where: str) -> Iterator[None]:
    """Turns failures of the driver and of the server within the block into errors of ours."""
    try:
        yield
    except (Neo4jError, DriverError, UnicodeEncodeError, OverflowError) as error:
        raise store_error(error, where) from error
