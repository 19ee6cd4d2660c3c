"""A damaged file is told from one that was edited, and from one of an older program."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from graph.errors import StoreError
from graph.statements import Batch, EntityStatement, Evidence, RelationStatement, Source
from graph.store.dump import contents, dump
from graph.store.sqlite import store as store_module
from graph.store.sqlite.format import SUMMED
from graph.store.sqlite.store import SqliteStore

SOURCE = Source("a", "Said by A", "nobody", "CC0-1.0", "", "2026-01-01")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "store.sqlite"
    evidence = Evidence(locator="page-seven")
    with SqliteStore(path) as store, store.loading():
        said = EntityStatement("a", "x", "sector", {"name": "Xylophones"}, evidence)
        tie = RelationStatement("a", "0" * 32, "partner_of", "one-end", "other-end", evidence, order=2)
        store.apply(Batch(source=SOURCE, statements=(said, tie)))
    return path


def refused(path: Path) -> StoreError:
    with pytest.raises(StoreError) as caught, SqliteStore(path) as store:
        contents(store)
    assert caught.value.code == "store_unusable"
    return caught.value


@pytest.mark.parametrize("text", [b"Xylophones", b"page-seven", b"one-end", b"Said by A"])
def test_a_text_that_has_changed_in_the_file(path: Path, text: bytes) -> None:
    held = path.read_bytes()
    assert text in held
    path.write_bytes(held.replace(text, bytes([text[0] ^ 1]) + text[1:]))
    assert "damaged" in refused(path).message


def test_what_changed_is_looked_at_likewise(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"Xylophones", b"Yylophones"))
    with SqliteStore(path) as store, pytest.raises(StoreError):
        store.changes(0, "", 10)


@pytest.mark.parametrize("edit", ["UPDATE entity SET properties = '{}'", "UPDATE relation SET \"end\" = 'elsewhere'"])
def test_a_row_that_was_edited_is_taken_as_it_is(path: Path, edit: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(edit)
    with SqliteStore(path) as store:
        assert any("{}" in line or "elsewhere" in line for line in dump(store))


def test_a_store_of_an_older_program_gets_its_checksums_with_the_next_batch(path: Path) -> None:
    with SqliteStore(path) as store:
        before = contents(store)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for table in SUMMED:
            connection.execute(f"DROP TRIGGER {table}_edited")
            connection.execute(f"ALTER TABLE {table} DROP COLUMN checksum")
    with SqliteStore(path) as store:
        assert contents(store) == before
        store.apply(Batch(statements=(EntityStatement("a", "y", "sector", {"name": "Yachts"}, Evidence()),)))
        assert contents(store).counts["sector"] == 2
    path.write_bytes(path.read_bytes().replace(b"Yachts", b"Zachts"))
    refused(path)


def test_an_index_that_does_not_fit_its_table(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET sql = replace(sql, 'IS NULL', 'IS NOT NULL') WHERE type = 'index'")
    refused(path)


def test_a_small_file_is_looked_through_when_it_is_opened(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'entity'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    held = path.read_bytes()
    path.write_bytes(held[: (page - 1) * size] + b"\xff" * size + held[page * size :])
    with pytest.raises(StoreError):
        SqliteStore(path)
    monkeypatch.setattr(store_module, "CHECKED_BYTES", 0)
    SqliteStore(path).close()
    refused(path)


def test_a_store_of_which_nothing_is_left_is_no_new_one(path: Path) -> None:
    path.write_bytes(b"")
    assert "damaged" in refused(path).message
    path.unlink()
    with SqliteStore(path) as store:
        assert store.revision() == 0
