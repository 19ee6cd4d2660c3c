"""Loads that are disturbed: afterwards the store is that of an undisturbed one."""

import json
import re
import signal
import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import OpenDoorsError, StoreError
from graph.store import Store
from graph.store.dump import dump
from graph.store.sqlite.store import SqliteStore
from loaders import Counts, LoadInterruptedError, LoadReport, load, pipeline
from tests.fault.loading import BATCH_ROWS, start
from tests.fault.stores import FailingStore, interrupt
from tests.fault.world import second, world
from tests.loaders.folders import WHOLE, now, write
from tests.profiles import draws
from tests.unprivileged import unprivileged_user

FORMER, LATTER = 1, 2
"""Seeds of a source as it was loaded once, and as it is loaded when it is disturbed."""


def run(store: Store, folder: Path) -> LoadReport:
    return load(store, folder, batch_rows=BATCH_ROWS, now=now)


@dataclass(frozen=True)
class Undisturbed:
    """What a load without disturbance ends in.

    Attributes:
        batches: transactions that it takes, that of its end and that of releasing waiting rows included.
    """

    lines: Sequence[str]
    total: Counts
    retired: int
    revision: int
    batches: int


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("sources")
    sources = {"former": world(FORMER), "latter": world(LATTER), "second": second(FORMER)}
    return {name: write(root / name, files) for name, files in sources.items()}


def prepare(path: Path, folders: dict[str, Path]) -> Path:
    """A store into which the source was loaded once, in an older form, and the second source before."""
    with SqliteStore(path) as store:
        run(store, folders["second"])
        run(store, folders["former"])
    return path


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, folders: dict[str, Path]) -> Undisturbed:
    path = prepare(tmp_path_factory.mktemp("undisturbed") / "store.sqlite", folders)
    with FailingStore(path, -1, interrupt) as store:
        report = run(store, folders["latter"])
        assert (
            min(report.total.written, report.total.unchanged, report.total.merged, report.retired, report.released) > 0
        )
        assert min(report.total.quarantined, report.total.ignored) > 0
        return Undisturbed(list(dump(store)), report.total, report.retired, report.revision, store.batches)


@pytest.fixture
def path(tmp_path: Path, folders: dict[str, Path]) -> Path:
    return prepare(tmp_path / "store.sqlite", folders)


def finish(path: Path, folder: Path, expected: Undisturbed) -> LoadReport:
    """Load again, undisturbed, and compare."""
    assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with SqliteStore(path, busy_seconds=0) as store:
        report = run(store, folder)
        assert list(dump(store)) == expected.lines
        again = run(store, folder)
        assert (again.total.written, again.retired, again.released) == (0, 0, 0)
    return report


def same_counts(report: LoadReport, expected: Undisturbed) -> bool:
    return (report.total, report.retired, report.revision) == (expected.total, expected.retired, expected.revision)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_ctrl_c_at_every_batch(
    path: Path, folders: dict[str, Path], undisturbed: Undisturbed, after: bool, tmp_path: Path
) -> None:
    assert undisturbed.batches > 9
    for at in range(undisturbed.batches):
        copy = tmp_path / f"{at}" / "store.sqlite"
        copy.parent.mkdir()
        copy.write_bytes(path.read_bytes())
        with FailingStore(copy, at, interrupt, after=after) as store:
            before = list(dump(store))
            with pytest.raises(LoadInterruptedError) as stopped:
                run(store, folders["latter"])
            assert "again" in stopped.value.suggestion
            if at == 0 and not after:
                assert list(dump(store)) == before
        report = finish(copy, folders["latter"], undisturbed)
        finished_before = at > undisturbed.batches - 2 or (at == undisturbed.batches - 2 and after)
        assert report.resumed == ((at > 0 or after) and not finished_before)
        assert finished_before or same_counts(report, undisturbed)


def test_ctrl_c_while_a_batch_is_written(
    path: Path, folders: dict[str, Path], undisturbed: Undisturbed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is finished, none after it is begun, and what the user is told is so."""
    stopping = threading.Event()
    shutdown = ThreadPoolExecutor.shutdown

    def cancel_then_wait(pool: ThreadPoolExecutor, *, cancel_futures: bool = False) -> None:
        shutdown(pool, wait=False, cancel_futures=cancel_futures)
        stopping.set()
        shutdown(pool)

    def press() -> None:
        main = threading.main_thread().ident
        assert main is not None and main != threading.get_ident()
        for _ in range(12):  # a signal just before a lock is waited for is noticed when it is let go: so press again
            signal.pthread_kill(main, signal.SIGINT)
            if stopping.wait(5):
                return

    monkeypatch.setattr(ThreadPoolExecutor, "shutdown", cancel_then_wait)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        for at in (0, undisturbed.batches // 2, undisturbed.batches - 2):
            stopping.clear()
            copy = tmp_path / f"{at}" / "store.sqlite"
            copy.parent.mkdir()
            copy.write_bytes(path.read_bytes())
            with FailingStore(copy, at, press) as store:
                with pytest.raises(LoadInterruptedError) as stopped:
                    run(store, folders["latter"])
                assert store.batches == at + 1
                (last,) = store.runs("first", limit=1)
                assert f"after {last.checkpoint['rows']:,} rows" in str(stopped.value)
                assert last.state == ("finished" if at == undisturbed.batches - 2 else "running")
            finish(copy, folders["latter"], undisturbed)
    finally:
        signal.signal(signal.SIGINT, before)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("opendoors-writer")]


@pytest.mark.parametrize(("how", "number"), [("before", 0), ("before", 4), ("after", 3), ("after", 7)])
def test_kill_at_a_batch(path: Path, folders: dict[str, Path], undisturbed: Undisturbed, how: str, number: int) -> None:
    assert killed(path, how, number, folders["latter"])
    report = finish(path, folders["latter"], undisturbed)
    assert report.resumed == (number > 0)
    assert same_counts(report, undisturbed)


@pytest.mark.parametrize("ticks", [40, 1_009, 2_003, 3_001, 4_507])
def test_kill_within_a_transaction(path: Path, folders: dict[str, Path], undisturbed: Undisturbed, ticks: int) -> None:
    assert killed(path, "within", ticks, folders["latter"])
    assert same_counts(finish(path, folders["latter"], undisturbed), undisturbed)


def test_kill_again_and_again(path: Path, folders: dict[str, Path], undisturbed: Undisturbed) -> None:
    kills = 0
    while not is_loaded(path):
        kills += killed(path, "before", 2, folders["latter"])
        assert kills <= undisturbed.batches // 2
    assert kills >= undisturbed.batches // 2 - 1
    finish(path, folders["latter"], undisturbed)


def is_loaded(path: Path) -> bool:
    """Whether the source's second load has come to its end."""
    with SqliteStore(path) as store:
        return [run.state for run in store.runs("first")] == ["finished", "finished"]


def killed(path: Path, how: str, number: int, folder: Path) -> bool:
    """Whether a process that loads a folder was killed; it ends well otherwise."""
    process = start(path, how, number, folder)
    said, _ = process.communicate()
    assert process.returncode in (0, -signal.SIGKILL), said
    return process.returncode != 0


def test_another_writer_in_between(path: Path, folders: dict[str, Path], undisturbed: Undisturbed) -> None:
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)  # it is another thread that writes
    with FailingStore(path, 3, lambda: begin(other)) as store:
        assert code_of(lambda: run(store, folders["latter"])) == "store_locked"
    other.close()
    assert same_counts(finish(path, folders["latter"], undisturbed), undisturbed)


def begin(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")


def code_of(action: Callable[[], object]) -> str:
    with pytest.raises(StoreError) as refused:
        action()
    assert refused.value.suggestion
    return refused.value.code


@pytest.mark.parametrize("room", [0, 3, 9])
def test_a_disk_that_is_full(path: Path, folders: dict[str, Path], undisturbed: Undisturbed, room: int) -> None:
    pages = path.stat().st_size // 4096 + room
    with SqliteStore(path, busy_seconds=0, pages_at_most=pages) as store:
        assert code_of(lambda: run(store, folders["latter"])) == "store_full"
        assert code_of(lambda: run(store, folders["latter"])) == "store_full"
    assert same_counts(finish(path, folders["latter"], undisturbed), undisturbed)


def test_a_store_that_may_not_be_written(folders: dict[str, Path], open_folder: Path) -> None:
    path = prepare(open_folder / "store.sqlite", folders)
    for file in open_folder.iterdir():
        file.chmod(0o444)
    open_folder.chmod(0o555)
    try:
        with unprivileged_user(), pytest.raises(StoreError) as refused, SqliteStore(path) as store:
            load(store, "starter")
        assert refused.value.code == "store_unwritable"
    finally:
        open_folder.chmod(0o777)


def test_ctrl_c_between_the_end_and_the_release(
    path: Path, folders: dict[str, Path], undisturbed: Undisturbed, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched, SqliteStore(path) as store:
        patched.setattr(pipeline, "release", lambda _: interrupt())
        with pytest.raises(LoadInterruptedError):
            run(store, folders["latter"])
        assert list(dump(store)) != undisturbed.lines
    assert finish(path, folders["latter"], undisturbed).released > 0


def test_ctrl_c_before_anything_is_written(
    path: Path, folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    with SqliteStore(path) as store:
        before = list(dump(store)), len(store.runs())
        monkeypatch.setattr(pipeline, "_check_maximum", lambda *_: interrupt())
        with pytest.raises(LoadInterruptedError):
            run(store, folders["latter"])
        assert (list(dump(store)), len(store.runs())) == before


@pytest.mark.parametrize("at", [1, 4, 7])
def test_another_source_is_loaded_before_the_load_goes_on(tmp_path: Path, folders: dict[str, Path], at: int) -> None:
    """It answers references of rows that were put aside before; these must survive the rest of the load."""
    with SqliteStore(tmp_path / "in order.sqlite") as store:
        run(store, folders["latter"])
        run(store, folders["second"])
        expected = without_messages(store)
    path = tmp_path / "disturbed.sqlite"
    with FailingStore(path, at, interrupt) as store, pytest.raises(LoadInterruptedError):
        run(store, folders["latter"])
    with SqliteStore(path) as store:
        run(store, folders["second"])
        assert run(store, folders["latter"]).resumed
        assert without_messages(store) == expected
        assert (run(store, folders["latter"]).total.written, without_messages(store)) == (0, expected)


def without_messages(store: Store) -> tuple[list[str], list[tuple[str, str, int, str | None, str]]]:
    """Everything live, and what waits: but for the reasons in words, which name ids that were near at the time."""
    live = [line for line in dump(store) if not line.startswith('{"quarantined"')]
    return live, [(row.source, row.file, row.line, row.column, row.code) for row in store.quarantined()]


def without_places(lines: Iterable[str]) -> list[str]:
    """A dump without the lines on which rows stood when they were first read, and what is kept in their stead."""
    return sorted(re.sub(r'"locator":"[^"]*"|"\(kept\)":"[^"]*",', "", line) for line in lines)


def test_other_content_takes_the_place_of_an_interrupted_load(
    path: Path, folders: dict[str, Path], undisturbed: Undisturbed, tmp_path: Path
) -> None:
    other = write(tmp_path / "other", world(3))
    with FailingStore(path, 7, interrupt) as store, pytest.raises(LoadInterruptedError):
        run(store, other)
    with SqliteStore(path) as store:
        report = run(store, folders["latter"])
        assert (report.resumed, report.total.read) == (False, undisturbed.total.read)
        differing = {line for line in without_places(dump(store)) if line not in without_places(undisturbed.lines)}
        assert all(
            spoken_of(json.loads(line.replace(",,", ","))) & spoken_of_in_quarantine(store) for line in differing
        )
        assert [run.state for run in store.runs("first")] == ["finished", "failed", "finished"]


def spoken_of(said: dict[str, dict[str, str]]) -> set[tuple[str, ...]]:
    """The id, or the ends and the kind with them, of a line of a dump."""
    (one,) = said.values()
    if "id" in one:
        return {(one["id"],)}
    return {(one["start"],), (one["end"],), (one["kind"], one["start"], one["end"])}


def spoken_of_in_quarantine(store: Store) -> set[tuple[str, ...]]:
    """The ids, or the kinds and ends, of rows that fail: what was said in their stead before stays, and is known."""
    rows = [row.row for row in store.quarantined("first")]
    ends = {(row.get("kind", ""), row.get("source", ""), row.get("target", "")) for row in rows}
    return ends | {(row.get("id", ""),) for row in rows}


class TestTwoLoadersAtOnce:
    def test_the_second_is_told(self, path: Path, folders: dict[str, Path]) -> None:
        with SqliteStore(path, busy_seconds=0) as store, SqliteStore(path, busy_seconds=0) as other, store.loading():
            before = list(dump(other)), len(other.runs())
            assert code_of(lambda: run(other, folders["latter"])) == "store_locked"
            assert (list(dump(other)), len(other.runs())) == before

    def test_in_mid_load(self, path: Path, folders: dict[str, Path], undisturbed: Undisturbed) -> None:
        codes = []

        def load_too() -> None:
            with SqliteStore(path, busy_seconds=0) as other:
                codes.append(code_of(lambda: run(other, folders["latter"])))

        with FailingStore(path, 5, load_too) as store:
            assert same_counts(run(store, folders["latter"]), undisturbed)
        assert codes == ["store_locked"]
        finish(path, folders["latter"], undisturbed)

    def test_processes_that_wait_for_each_other(
        self, path: Path, folders: dict[str, Path], undisturbed: Undisturbed
    ) -> None:
        """Both load the same source; one waits for the other, then finds everything unchanged."""
        processes = [start(path, "soundly", 0, folders["latter"]) for _ in range(3)]
        said = [process.communicate()[0] for process in processes]
        assert [process.returncode for process in processes] == [0, 0, 0], said
        assert sum("written=0" in line for line in said) == 2
        finish(path, folders["latter"], undisturbed)

    def test_different_sources(self, tmp_path: Path, folders: dict[str, Path]) -> None:
        with SqliteStore(tmp_path / "in order.sqlite") as store:
            run(store, folders["second"])
            run(store, folders["latter"])
            expected = without_messages(store)
        path = tmp_path / "at once.sqlite"
        processes = [start(path, "soundly", 0, folders[name]) for name in ("latter", "second")]
        said = [process.communicate()[0] for process in processes]
        assert [process.returncode for process in processes] == [0, 0], said
        with SqliteStore(path) as store:
            assert without_messages(store) == expected


@settings(max_examples=draws(80))
@given(
    name=st.sampled_from(sorted(WHOLE)),
    places=st.lists(st.tuples(st.floats(0, 1), st.sampled_from(list(b"\x00\xff\xc3\",\n\r|A \t'{"))), max_size=4),
    keep=st.floats(0.2, 1),
)
def test_poisoned_files(
    tmp_path_factory: pytest.TempPathFactory, name: str, places: list[tuple[float, int]], keep: float
) -> None:
    """Bytes overwritten and files cut short: refused whole, or every row accounted for; never anything else."""
    root = tmp_path_factory.mktemp("poisoned")
    data = bytearray(WHOLE[name].encode())
    for share, byte in places:
        data[int(share * (len(data) - 1))] = byte
    with SqliteStore(root / "store" / "store.sqlite") as store:
        folder = write(root / "x", {**WHOLE, name: bytes(data[: int(keep * len(data))])})
        try:
            report = load(store, folder, name="x", batch_rows=2, now=now)
        except OpenDoorsError as error:
            assert error.suggestion
            assert error.where
            assert (store.revision(), list(dump(store))) == (0, [])
            return
        assert report.total.balanced()
        assert report.total.quarantined + sum(report.left_out.values()) == len(store.quarantined())
        sound = load(store, write(folder, dict(WHOLE)), name="x", batch_rows=2, now=now)
        assert (sound.total.quarantined, sound.total.valid) == (0, 10)
        assert len(list(dump(store))) == 11
