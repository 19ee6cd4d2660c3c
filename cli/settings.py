"""What the environment decides: one table, from which ``docs/settings.md`` is held to account."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from graph.errors import InputError
from graph.store.neo4j import credentials


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable.

    Attributes:
        default: what holds where it is not set, for people.
        meaning: one sentence.
    """

    name: str
    default: str
    meaning: str


HOME: Final = Setting("OPENDOORS_HOME", "`var`", "Folder that holds the store and the snapshots.")
STORE: Final = Setting(
    "OPENDOORS_STORE",
    "`sqlite:`",
    "Address of the store: `sqlite:PATH`, or `sqlite:` for `store.sqlite` in the home folder; or "
    "`neo4j://HOST:7687` (also `neo4j+s`, `neo4j+ssc`, `bolt`, `bolt+s`, `bolt+ssc`), with `/DATABASE` at the end "
    "if it is not the user's home database. No user or password in it.",
)
NEO4J_USER: Final = Setting(credentials.USER, f"`{credentials.DEFAULT_USER}`", "Who signs in to Neo4j.")
NEO4J_PASSWORD: Final = Setting(credentials.PASSWORD, "none", "The password; without one, nobody signs in.")
NEO4J_PASSWORD_FILE: Final = Setting(
    credentials.PASSWORD_FILE,
    "none",
    "File that holds the password and nothing else, such as a container's secret; read where no password is set.",
)
AS_OF: Final = Setting(
    "OPENDOORS_AS_OF",
    "today (UTC)",
    "Day on which snapshots stand, as `YYYY-MM-DD`; pins answers for tests and benchmarks.",
)
DEBUG: Final = Setting("OPENDOORS_DEBUG", "off", "With `1`, an unexpected error shows its traceback.")
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*")
_SERVER: Final = re.compile(
    rf"(?P<scheme>{_SCHEME.pattern})://([^/?#@]*@)?(?P<host>(\[[0-9a-fA-F:.]+\]|[^/?#@:\[\]]+)(:[0-9]*)?)"
    r"(?P<database>/[A-Za-z0-9.-]*)?([?#][^@]*)?"
)
"""An address of which it is certain where a user and a password would stand."""
SETTINGS: Final = (HOME, STORE, NEO4J_USER, NEO4J_PASSWORD, NEO4J_PASSWORD_FILE, AS_OF, DEBUG)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings as read.

    Attributes:
        store: address, possibly malformed and with credentials: show it by ``shown_address`` only.
        as_of: ISO day; None: today.
    """

    home: Path
    store: str
    as_of: str | None
    debug: bool


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; an empty variable is one that is not set.

    Raises:
        InputError: a value is malformed.
    """
    said = os.environ if environment is None else environment
    as_of = said.get(AS_OF.name) or None
    if as_of is not None:
        try:
            as_of = date.fromisoformat(as_of).isoformat()
        except ValueError as error:
            raise InputError(
                f"{as_of!r} is no day.", code="bad_date", value=as_of, where=AS_OF.name, suggestion="Write YYYY-MM-DD."
            ) from error
        from graph.dates import check_asked

        check_asked(as_of, AS_OF.name)
    debug = said.get(DEBUG.name, "") not in ("", "0")
    return Settings(Path(said.get(HOME.name) or "var"), said.get(STORE.name) or "sqlite:", as_of, debug)


def shown_address(settings: Settings) -> str:
    """The store's address without credentials; of one that is malformed, what is certain to hold none.

    >>> shown_address(Settings(Path("var"), "neo4j://neo4j:secret@db.example:7687", None, False))
    'neo4j://db.example:7687'
    >>> shown_address(Settings(Path("var"), "neo4j://neo4j:sec/ret@db.example:7687", None, False))
    'neo4j:…'
    """
    if settings.store == "sqlite:":
        return f"sqlite:{settings.home / 'store.sqlite'}"
    scheme, colon, _ = settings.store.partition(":")
    if scheme == "sqlite" and colon:
        return settings.store
    plain = _SERVER.fullmatch(settings.store)
    if plain:
        return f"{plain['scheme']}://{plain['host']}{plain['database'] or ''}"
    return f"{scheme}:…" if _SCHEME.fullmatch(scheme) else "…"
