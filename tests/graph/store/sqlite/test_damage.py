"""A damaged file is told from one that was edited, and from one of an older program."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import StoreError
from graph.statements import Batch, EntityStatement, Evidence, Judgement, QuarantinedRow, RelationStatement, Source
from graph.store.dump import contents, dump
from graph.store.sqlite import store as store_module
from graph.store.sqlite.format import SUMMED
from graph.store.sqlite.store import SqliteStore

JUDGED = Judgement("left-one", "right-one", True, "an-editor", "same-page", "2026-01-01T00:00:00Z")
FAILED = QuarantinedRow(
    "a", "key-of-it", "sector", "file-of-it", 7, None, "bad_thing", "Message-of-it", {"id": "row-x"}
)
SOURCE = Source("a", "Said by A", "nobody", "CC0-1.0", "", "2026-01-01")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "store.sqlite"
    evidence = Evidence(locator="page-seven")
    with SqliteStore(path) as store, store.loading():
        said = EntityStatement("a", "x", "sector", {"name": "Xylophones"}, evidence)
        tie = RelationStatement("a", "0" * 32, "partner_of", "one-end", "other-end", evidence, order=2)
        store.apply(Batch(source=SOURCE, statements=(said, tie)))
        run = store.start_run("a", "print-of-it", "2026-01-02T00:00:00Z")
        run = replace(run, state="finished", checkpoint={"place": "point-of-it"}, counts={"read": 1})
        store.apply(Batch(run=run, judgements=(JUDGED,), quarantined=(FAILED,)))
    return path


def everything(store: SqliteStore) -> object:
    return contents(store), store.runs()


def judged(store: SqliteStore) -> list[Judgement]:
    with store.reading() as scan:
        return scan.judgements()


def refused(path: Path) -> StoreError:
    with pytest.raises(StoreError) as caught, SqliteStore(path) as store:
        everything(store)
    assert caught.value.code == "store_unusable"
    return caught.value


@pytest.mark.parametrize(
    "text",
    [
        b"Xylophones",
        b"page-seven",
        b"one-end",
        b"Said by A",
        b"an-editor",
        b"same-page",
        b"Message-of-it",
        b"row-x",
        b"print-of-it",
        b"point-of-it",
    ],
)
def test_a_text_that_has_changed_in_the_file(path: Path, text: bytes) -> None:
    held = path.read_bytes()
    assert text in held
    path.write_bytes(held.replace(text, bytes([text[0] ^ 1]) + text[1:]))
    assert "damaged" in refused(path).message


@pytest.mark.parametrize("text", [b"Xylophones", b"an-editor"])
def test_what_changed_is_looked_at_likewise(path: Path, text: bytes) -> None:
    path.write_bytes(path.read_bytes().replace(text, b"z" + text[1:]))
    with SqliteStore(path) as store, pytest.raises(StoreError):
        store.changes(0, "", 10)


@pytest.mark.parametrize(
    ("text", "look"),
    [
        (b"an-editor", judged),
        (b"Message-of-it", lambda store: store.quarantined()),
        (b"point-of-it", lambda store: store.runs("a")),
        (b"print-of-it", lambda store: store.start_run("a", "another", "2026-01-03T00:00:00Z")),
    ],
)
def test_a_row_is_looked_at_wherever_it_is_read(path: Path, text: bytes, look: Callable[[SqliteStore], object]) -> None:
    with SqliteStore(path) as store:
        store.apply(Batch(run=replace(store.runs()[0], state="running")))
    path.write_bytes(path.read_bytes().replace(text, b"z" + text[1:]))
    with SqliteStore(path) as store, pytest.raises(StoreError) as caught:
        look(store)
    assert caught.value.code == "store_unusable"


def test_what_is_noted_again_keeps_its_checksum(path: Path) -> None:
    with SqliteStore(path) as store:
        store.apply(Batch(run=store.runs()[0], quarantined=(FAILED,)))
        store.apply(Batch(run=replace(store.runs()[0], state="running")))
        store.start_run("a", "another", "2026-01-03T00:00:00Z")
        assert [(run.id, run.state) for run in store.runs()] == [(2, "running"), (1, "failed")]
    with closing(sqlite3.connect(path)) as connection:
        for table in SUMMED:
            assert connection.execute(f"SELECT count(*) FROM {table} WHERE checksum IS NULL").fetchone() == (0,)


def test_a_row_that_no_run_can_have_seen(path: Path) -> None:
    """It would outlive what its source no longer says."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE relation SET seen_run = 2")
    refused(path)


class TestTheLog:
    """Its last writes are gone where it is damaged, and what is left is sound."""

    @pytest.fixture
    def left(self, path: Path) -> Path:
        """The store as a process leaves it that is killed after two more writes."""
        log = path.with_name(path.name + "-wal")
        with SqliteStore(path) as store:
            store.apply(Batch(judgements=(replace(JUDGED, same=False),)))
            store.apply(Batch(quarantined=(replace(FAILED, key="another"),)))
            held = path.read_bytes(), log.read_bytes()
        path.write_bytes(held[0])
        log.write_bytes(held[1])
        return path

    def cut(self, path: Path, bytes_left: int) -> None:
        with path.with_name(path.name + "-wal").open("r+b") as log:
            log.truncate(bytes_left)

    def test_whole(self, left: Path) -> None:
        with SqliteStore(left) as store:
            assert (len(judged(store)), len(store.quarantined())) == (2, 2)

    def test_without_its_end(self, left: Path) -> None:
        log = left.with_name(left.name + "-wal")
        self.cut(left, log.stat().st_size - 1)
        assert "lacks its last 1 write" in refused(left).message
        assert "lacks its last 1 write" in refused(left).message  # not only for the first who looks

    def test_without_anything(self, left: Path) -> None:
        self.cut(left, 0)
        said = refused(left)
        assert "lacks its last 2 writes" in said.message
        assert "store.sqlite-writes" in said.suggestion

    def test_whoever_wants_what_is_left_may_have_it(self, left: Path) -> None:
        self.cut(left, 0)
        refused(left)
        left.with_name(left.name + "-writes").unlink()
        with SqliteStore(left) as store:
            assert len(judged(store)) == 1
            store.apply(Batch(judgements=(replace(JUDGED, why="again"),)))
        SqliteStore(left).close()

    @pytest.mark.parametrize("note", [b"", b"[]", b"[1, 99, 2]", b"\xff"])
    def test_a_note_that_is_damaged_itself_tells_nothing(self, left: Path, note: bytes) -> None:
        left.with_name(left.name + "-writes").write_bytes(note)
        SqliteStore(left).close()

    def test_a_note_is_of_one_file(self, left: Path, tmp_path: Path) -> None:
        with SqliteStore(tmp_path / "earlier" / "store.sqlite") as earlier:
            earlier.apply(Batch(source=SOURCE))
        earlier.path.replace(left)
        left.with_name(left.name + "-wal").unlink()
        with SqliteStore(left) as store:
            assert store.revision() == 1

    def test_who_writes_to_a_file_that_was_replaced_notes_nothing_of_the_other(
        self, left: Path, tmp_path: Path
    ) -> None:
        with SqliteStore(tmp_path / "earlier" / "store.sqlite") as earlier:
            earlier.apply(Batch(source=SOURCE))
        with SqliteStore(left) as store:
            earlier.path.replace(left)
            store.apply(Batch(judgements=(replace(JUDGED, why="late"),)))
        for name in ("store.sqlite-wal", "store.sqlite-shm"):
            left.with_name(name).unlink(missing_ok=True)
        with SqliteStore(left) as store:
            assert store.revision() == 1

    def test_what_has_become_another_store_has_its_writes(self, left: Path, tmp_path: Path) -> None:
        with SqliteStore(left) as store, SqliteStore(tmp_path / "other" / "store.sqlite") as other:
            other.apply(Batch(source=SOURCE))
            store.become(other)
        with SqliteStore(left) as store:
            assert store.revision() == 1
            store.apply(Batch(judgements=(JUDGED,)))
        SqliteStore(left).close()


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
