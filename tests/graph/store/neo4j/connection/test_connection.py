"""Addresses, who signs in, and what failures mean; without a server."""

from pathlib import Path

import pytest
from neo4j.exceptions import AuthError, ClientError, ConfigurationError, DriverError, Neo4jError, ServiceUnavailable

from graph.errors import InputError, StoreError
from graph.store import open_store
from graph.store.neo4j.connection.address import Address, parse_address
from graph.store.neo4j.connection.errors import store_error
from graph.store.neo4j.credentials import Credentials, read_credentials
from graph.store.neo4j.store import Neo4jStore
from tests.neo4j.secrecy import everything_told

SECRET = "hush-hush"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("neo4j://db", Address("neo4j://db", None, "neo4j://db")),
        ("bolt://db:7687/", Address("bolt://db:7687", None, "bolt://db:7687")),
        ("neo4j+s://db:7687/graph", Address("neo4j+s://db:7687", "graph", "neo4j+s://db:7687/graph")),
        ("neo4j://db/a.b?policy=eu", Address("neo4j://db?policy=eu", "a.b", "neo4j://db/a.b")),
        ("bolt+ssc://[::1]:7687", Address("bolt+ssc://[::1]:7687", None, "bolt+ssc://[::1]:7687")),
    ],
)
def test_an_address_names_a_server_and_a_database(text: str, address: Address) -> None:
    assert parse_address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        f"neo4j://me:{SECRET}@db:7687",
        f"neo4j://{SECRET}@db",
        f"bolt://db?password={SECRET}",
        f"neo4j://db/graph#{SECRET}",
        f"neo4j://db:{SECRET}",
        f"neo4j://db/{SECRET}/x",
        "neo4j://",
        "neo4j:db",
        "http://db",
    ],
)
def test_other_addresses_are_refused_and_not_repeated(text: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as refused:
        parse_address(text)
    assert refused.value.code == "bad_setting"
    assert SECRET not in everything_told(refused.value)
    if not text.startswith("http"):
        with pytest.raises(StoreError) as refused:
            open_store(text, tmp_path, {})
        assert refused.value.code == "bad_setting"


def test_who_signs_in(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text(f"{SECRET}\n", encoding="utf-8")
    named = {"OPENDOORS_NEO4J_PASSWORD_FILE": str(file)}
    assert read_credentials({}) is None
    assert read_credentials({"OPENDOORS_NEO4J_USER": "me"}) is None
    assert read_credentials(named) == Credentials("neo4j", SECRET)
    assert read_credentials({**named, "OPENDOORS_NEO4J_USER": "me"}) == Credentials("me", SECRET)
    assert read_credentials({**named, "OPENDOORS_NEO4J_PASSWORD": "other"}) == Credentials("neo4j", "other")
    shown = repr(read_credentials({**named, "OPENDOORS_NEO4J_USER": "somebody"}))
    assert SECRET not in shown and "somebody" not in shown


@pytest.mark.parametrize("content", [None, b"", b"\n", b"\xff\xfe", SECRET.encode() + b"\xff", SECRET.encode() * 1_200])
def test_a_file_that_holds_no_password_is_refused_and_not_repeated(content: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "password"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(StoreError) as refused:
        read_credentials({"OPENDOORS_NEO4J_PASSWORD_FILE": str(file)})
    assert (refused.value.code, refused.value.where) == ("bad_setting", "OPENDOORS_NEO4J_PASSWORD_FILE")
    assert SECRET not in everything_told(refused.value)


@pytest.mark.parametrize("path", [SECRET, SECRET * 1_000])
def test_a_password_in_the_place_of_its_file_is_not_repeated(path: str) -> None:
    with pytest.raises(StoreError) as refused:
        read_credentials({"OPENDOORS_NEO4J_PASSWORD_FILE": path})
    assert refused.value.code == "bad_setting"
    assert SECRET not in everything_told(refused.value)


def of_server(code: str, message: str = "m") -> Neo4jError:
    return Neo4jError._hydrate_neo4j(code=code, message=message)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (AuthError("no"), "store_refused"),
        (of_server("Neo.ClientError.Security.Unauthorized"), "store_refused"),
        (of_server("Neo.ClientError.Security.AuthenticationRateLimit"), "store_refused"),
        (of_server("Neo.ClientError.Security.CredentialsExpired"), "store_refused"),
        (of_server("Neo.ClientError.Security.Forbidden"), "store_unwritable"),
        (of_server("Neo.ClientError.General.WriteOnReadOnlyAccessDatabase"), "store_unwritable"),
        (of_server("Neo.ClientError.General.ForbiddenOnReadOnlyDatabase"), "store_unwritable"),
        (ServiceUnavailable("away"), "store_unreachable"),
        (of_server("Neo.TransientError.Database.DatabaseUnavailable"), "store_unreachable"),
        (of_server("Neo.ClientError.Database.DatabaseNotFound"), "store_unreachable"),
        (of_server("Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration"), "store_locked"),
        (of_server("Neo.TransientError.Transaction.DeadlockDetected"), "store_locked"),
        (of_server("Neo.TransientError.General.MemoryPoolOutOfMemoryError"), "store_full"),
        (of_server("Neo.DatabaseError.General.UnknownError", "No space left on device"), "store_full"),
        (of_server("Neo.DatabaseError.General.UnknownError"), "store_unusable"),
        (ConfigurationError("no scheme"), "bad_setting"),
        (DriverError("Driver closed"), "store_unusable"),
        (ClientError("odd"), "store_unusable"),
    ],
)
def test_what_failures_mean(error: Exception, code: str) -> None:
    meant = store_error(error, "neo4j://db")
    assert isinstance(meant, StoreError)
    assert (meant.code, meant.where) == (code, "neo4j://db")
    assert meant.suggestion


def test_what_the_driver_cannot_send_is_an_input_error() -> None:
    meant = store_error(OverflowError("Integer out of bounds"), "neo4j://db")
    assert isinstance(meant, InputError)
    assert meant.code == "unstorable_value"


def test_a_server_that_is_not_there_is_said_within_a_bounded_time() -> None:
    with pytest.raises(StoreError) as refused:
        Neo4jStore("bolt://127.0.0.1:1", Credentials("neo4j", SECRET), retry_seconds=0.1)
    assert refused.value.code == "store_unreachable"
    assert SECRET not in str(refused.value)
