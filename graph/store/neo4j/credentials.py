"""Who signs in to a database server: read from the environment or from a file, and never shown."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from graph.errors import StoreError

USER: Final = "OPENDOORS_NEO4J_USER"
PASSWORD: Final = "OPENDOORS_NEO4J_PASSWORD"
PASSWORD_FILE: Final = "OPENDOORS_NEO4J_PASSWORD_FILE"
DEFAULT_USER: Final = "neo4j"
PASSWORD_AT_MOST: Final = 10_000
"""Characters read of a password file; a longer one is the wrong file."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user and a password; neither is part of what is shown of it."""

    user: str = field(repr=False)
    password: str = field(repr=False)


def read_credentials(environment: Mapping[str, str] | None = None) -> Credentials | None:
    """What the environment says; None where it names no password, so that none is asked for.

    Raises:
        StoreError: the password's file cannot be read, or is none (code ``bad_setting``).
    """
    said = os.environ if environment is None else environment
    password = said.get(PASSWORD) or _from_file(said.get(PASSWORD_FILE) or "")
    return Credentials(said.get(USER) or DEFAULT_USER, password) if password else None


def _from_file(path: str) -> str:
    if not path:
        return ""
    try:
        with Path(path).open(encoding="utf-8") as file:
            said = file.read(PASSWORD_AT_MOST + 1)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text"
        raise _bad_file(f"The file with the password cannot be read: {reason}.") from None
    password = said.removesuffix("\n").removesuffix("\r")
    if not password or len(said) > PASSWORD_AT_MOST:
        raise _bad_file("The file with the password is empty, or too long to be one.")
    return password


def _bad_file(message: str) -> StoreError:
    """The error of a wrong file. Its name is not repeated: some write the password itself where the name belongs."""
    return StoreError(
        message,
        code="bad_setting",
        where=PASSWORD_FILE,
        suggestion="Name a readable file that holds the password and nothing else.",
    )
