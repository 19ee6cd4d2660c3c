"""The file of an SQLite store: what is opened, what is refused and left as it was, and what its failures are called."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graph.errors import InputError, OpenDoorsError, StoreError
from graph.statements import Batch, EntityStatement, Evidence, Source
from graph.store import open_store
from graph.store.dump import dump
from graph.store.sqlite.format import APPLICATION_ID, FORMAT
from graph.store.sqlite.read import RETIRED_SINCE
from graph.store.sqlite.store import SqliteStore
from tests.revisions import FIRST, changes_since, reached

SOURCE = Source("a", "A", "nobody", "CC0-1.0", "", "2026-01-01")
WIDE = "x" * 2_000


def batch(n: int, rows: int = 1, text: str = "name") -> Batch:
    said = (EntityStatement("a", f"{n}-{at}", "sector", {"name": text}, Evidence()) for at in range(rows))
    return Batch(source=SOURCE, statements=tuple(said))


def code_of(action: Callable[[], object]) -> str:
    """The code of the StoreError that an action ends in; it says what to do."""
    with pytest.raises(StoreError) as refused:
        action()
    assert refused.value.suggestion
    assert refused.value.where
    return refused.value.code


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with one statement, closed."""
    path = tmp_path / "store.sqlite"
    with SqliteStore(path) as store:
        store.apply(batch(1))
    return path


def sql(path: Path, statement: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        return connection.execute(statement).fetchall()
    finally:
        connection.close()


class TestOpening:
    def test_a_new_store_makes_its_folder(self, tmp_path: Path) -> None:
        with SqliteStore(tmp_path / "new" / "deep" / "store.sqlite") as store:
            assert store.revision() == 0

    def test_it_is_marked_as_ours_and_kept_ahead_of_by_a_log(self, path: Path) -> None:
        assert sql(path, "PRAGMA application_id") == [(APPLICATION_ID,)]
        assert sql(path, "PRAGMA user_version") == [(FORMAT,)]
        assert sql(path, "PRAGMA journal_mode") == [("wal",)]

    def test_all_tables_are_strict_and_live_rows_are_unique(self, path: Path) -> None:
        tables = sql(
            path, "SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'"
        )
        assert tables == []
        partial = sql(path, "SELECT name FROM pragma_index_list('relation') WHERE \"unique\" AND partial")
        assert partial == [("relation_live",)]
        assert sql(path, "SELECT name FROM pragma_index_list('entity') WHERE \"unique\" AND partial") == [
            ("entity_live",)
        ]

    def test_by_address(self, tmp_path: Path) -> None:
        named = open_store(f"sqlite:{tmp_path / 'named.db'}", tmp_path)
        default = open_store("sqlite:", tmp_path)
        named.close()
        default.close()
        assert {path.name for path in tmp_path.iterdir()} == {"named.db", "store.sqlite"}

    def test_an_unknown_kind_of_store(self, tmp_path: Path) -> None:
        assert code_of(lambda: open_store("postgres:x", tmp_path)) == "unknown_store"

    def test_an_empty_file_becomes_a_store(self, tmp_path: Path) -> None:
        path = tmp_path / "empty"
        path.touch()
        with SqliteStore(path) as store:
            assert store.apply(batch(1)) == 1


class TestRefused:
    """Not ours, or not of our time: refused by name, and not a byte of it changed."""

    def make_newer(self, path: Path) -> None:
        SqliteStore(path).close()
        sql(path, f"PRAGMA user_version = {FORMAT + 1}")

    def make_foreign(self, path: Path) -> None:
        sql(path, "CREATE TABLE birds (name TEXT)")

    def make_marked(self, path: Path) -> None:
        sql(path, "PRAGMA application_id = 7")

    def make_unfinished(self, path: Path) -> None:
        sql(path, f"PRAGMA application_id = {APPLICATION_ID}")

    def make_text(self, path: Path) -> None:
        path.write_text("name,country\n" * 1000)

    @pytest.mark.parametrize(
        ("what", "code"),
        [
            ("newer", "store_newer"),
            ("foreign", "store_foreign"),
            ("marked", "store_foreign"),
            ("unfinished", "store_foreign"),
            ("text", "store_foreign"),
        ],
    )
    def test_it_is_left_as_it_is(self, tmp_path: Path, what: str, code: str) -> None:
        path = tmp_path / "store.sqlite"
        getattr(self, f"make_{what}")(path)
        before = path.read_bytes()
        assert code_of(lambda: SqliteStore(path)) == code
        assert path.read_bytes() == before
        assert [other.name for other in tmp_path.iterdir()] == [path.name]

    def test_a_folder_is_no_store(self, tmp_path: Path) -> None:
        assert code_of(lambda: SqliteStore(tmp_path)) == "store_unwritable"

    def test_a_folder_that_cannot_be_made(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        assert code_of(lambda: SqliteStore(tmp_path / "file" / "store.sqlite")) == "store_unwritable"

    def test_a_damaged_file(self, path: Path) -> None:
        with SqliteStore(path) as store:
            store.apply(batch(2, 2_000))
        data = bytearray(path.read_bytes())
        data[8192:] = b"\xff" * (len(data) - 8192)
        path.write_bytes(data)

        def read() -> None:
            with SqliteStore(path) as store:
                list(dump(store))

        assert code_of(read) == "store_unusable"


class TestFailing:
    """A store that cannot be written says why, and holds what it held."""

    def test_locked_by_another_writer(self, path: Path) -> None:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with SqliteStore(path, busy_seconds=0) as store:
            before = list(dump(store))
            assert code_of(lambda: store.apply(batch(2))) == "store_locked"
            assert code_of(lambda: store.start_run("a", "f", "now")) == "store_locked"
            assert list(dump(store)) == before
            other.close()
            assert store.apply(batch(2)) == 2

    def test_full(self, path: Path) -> None:
        with SqliteStore(path, pages_at_most=60) as store:
            before = list(dump(store))
            assert code_of(lambda: store.apply(batch(2, 1_000, WIDE))) == "store_full"
            assert (list(dump(store)), store.revision()) == (before, 1)
            assert store.apply(batch(3)) == 2
        with SqliteStore(path) as store:
            assert store.apply(batch(2, 1_000, WIDE)) == 3
        assert sql(path, "PRAGMA integrity_check") == [("ok",)]

    @pytest.mark.usefixtures("unprivileged")
    def test_read_only_file(self, open_folder: Path) -> None:
        path = open_folder / "store.sqlite"
        with SqliteStore(path) as store:
            store.apply(batch(1))
        sql(path, "DROP TABLE stamp")
        path.chmod(0o444)
        with SqliteStore(path) as store:
            assert len(list(dump(store))) == 2
            assert reached(store) == (1, "")
            assert len(changes_since(store, FIRST).added) == 1
            assert code_of(lambda: store.apply(batch(2))) == "store_unwritable"
            assert store.revision() == 1

    @pytest.mark.usefixtures("unprivileged")
    def test_read_only_folder(self, open_folder: Path) -> None:
        folder = open_folder / "mine"
        folder.mkdir()
        folder.chmod(0o555)
        assert code_of(lambda: SqliteStore(folder / "store.sqlite")) == "store_unwritable"
        assert code_of(lambda: SqliteStore(folder / "deeper" / "store.sqlite")) == "store_unwritable"

    @pytest.mark.usefixtures("unprivileged")
    def test_no_room_for_the_lock_of_a_load(self, open_folder: Path) -> None:
        path = open_folder / "store.sqlite"
        with SqliteStore(path) as store:
            path.parent.chmod(0o555)
            try:
                assert code_of(lambda: store.loading().__enter__()) == "store_unwritable"
            finally:
                path.parent.chmod(0o777)

    def test_every_failure_is_of_the_one_tree(self) -> None:
        assert issubclass(StoreError, OpenDoorsError)


def test_statements_are_kept_when_they_are_retired(path: Path) -> None:
    with SqliteStore(path) as store:
        store.apply(batch(1, text="another name"))
    history = sql(path, "SELECT properties, added_revision, retired_revision FROM entity ORDER BY row")
    assert history == [('{"name":"name"}', 1, 2), ('{"name":"another name"}', 2, None)]


def test_a_file_of_an_older_program_has_stamps_from_the_next_revision_on(path: Path) -> None:
    sql(path, "DROP TABLE stamp")
    with SqliteStore(path) as store:
        assert reached(store) == (1, "")
        with pytest.raises(InputError) as refused:
            changes_since(store, (1, ""))
        assert refused.value.code == "unknown_revision"
        assert len(changes_since(store, FIRST).added) == 1
        store.apply(batch(2))
        number, stamp = reached(store)
        assert (number, len(stamp)) == (2, 32)
        assert changes_since(store, (number, stamp)).added == ()
    assert sql(path, "SELECT * FROM stamp") == [(2, stamp)]


def test_a_revision_that_an_older_program_writes_is_not_recognised(path: Path) -> None:
    with SqliteStore(path) as store:
        first = reached(store)
        store.apply(batch(2))
        sql(path, "DELETE FROM stamp WHERE revision = 2")
        assert reached(store) == (2, "")
        store.apply(batch(3))
        added = changes_since(store, first).added
        assert [said.id for said in added if isinstance(said, EntityStatement)] == ["2-0", "3-0"]
        with pytest.raises(InputError):
            changes_since(store, (2, ""))


def test_changes_are_counted_by_indexes(path: Path) -> None:
    plan = [
        str(row[-1]) for row in sql(path, f"EXPLAIN QUERY PLAN {RETIRED_SINCE.replace('?1', '1').replace('?2', '9')}")
    ]
    for table in ("entity", "relation"):
        assert any(f"{table} USING COVERING INDEX {table}_retired (retired_revision>?)" in step for step in plan), plan


def test_a_declaration_is_kept_when_it_is_altered(path: Path) -> None:
    with SqliteStore(path) as store:
        store.apply(Batch(source=Source("a", "B", "nobody", "CC0-1.0", "", "2026-01-01")))
    assert sql(path, "SELECT revision FROM declaration ORDER BY row") == [(1,), (2,)]


def test_threads_may_share_a_store(path: Path) -> None:
    with SqliteStore(path) as store, ThreadPoolExecutor(4) as pool:
        revisions = list(pool.map(lambda n: store.apply(batch(n, 3)), range(10, 30)))
        sizes = list(pool.map(lambda _: len(list(dump(store))), range(4)))
    assert sorted(revisions) == list(range(2, 22))
    assert sizes == [62] * 4
