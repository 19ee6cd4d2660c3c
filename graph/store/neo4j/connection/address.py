"""Where a store in Neo4j is."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from graph.errors import StoreError

SCHEMES: Final = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
_DATABASE: Final = re.compile(r"[A-Za-z][A-Za-z0-9.-]{2,62}")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a store is.

    Attributes:
        uri: for the driver.
        database: its name; None: the user's home database.
        shown: for people; holds no secret.
    """

    uri: str
    database: str | None
    shown: str


def parse_address(text: str) -> Address:
    """``neo4j://HOST[:PORT][/DATABASE][?ROUTING]``, or with another of SCHEMES.

    Raises:
        StoreError: it is malformed or holds a user or password (code ``bad_setting``); what it holds is not repeated.
    """
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise _bad_address("The store's address is malformed.") from None
    if "@" in parts.netloc or parts.username is not None:
        raise _bad_address("The store's address holds a user or password, which addresses are no place for.")
    database = parts.path.strip("/")
    if parts.scheme not in SCHEMES or not parts.hostname or parts.fragment:
        raise _bad_address("The store's address is malformed.")
    if database and not _DATABASE.fullmatch(database):
        raise _bad_address("The store's address ends in something that is no name of a database.")
    if parts.query and not parts.scheme.startswith("neo4j"):
        raise _bad_address("Only a neo4j:// address may have a routing context after a question mark.")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    server = f"{parts.scheme}://{host}" + (f":{port}" if port is not None else "")
    return Address(
        uri=server + (f"?{parts.query}" if parts.query else ""),
        database=database or None,
        shown=server + (f"/{database}" if database else ""),
    )


def _bad_address(message: str) -> StoreError:
    return StoreError(
        message,
        code="bad_setting",
        where="OPENDOORS_STORE",
        suggestion="Write neo4j://HOST:7687, or neo4j://HOST:7687/DATABASE; the password goes into "
        "OPENDOORS_NEO4J_PASSWORD or a file that OPENDOORS_NEO4J_PASSWORD_FILE names.",
    )
