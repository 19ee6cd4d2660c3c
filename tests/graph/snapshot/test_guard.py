"""What happens to the files of a snapshot while it is open is noticed, and ends no process."""

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from graph.errors import SnapshotError
from graph.snapshot import guard
from graph.snapshot.guard import Guard

ROOT = Path(__file__).parents[3]


@pytest.fixture(params=[True, False], ids=["told by the system", "by times"])
def folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one file."""
    if not request.param:
        monkeypatch.setattr(guard, "_watched", lambda _place: None)
    folder = tmp_path / "snapshot"
    folder.mkdir()
    (folder / "one").write_bytes(bytes(100))
    return folder


def harmed(watch: Guard) -> None:
    for _ in range(2):  # and it stays so
        with pytest.raises(SnapshotError) as caught:
            watch.check()
        assert caught.value.code == "snapshot_damaged"


def test_to_read_is_no_harm(folder: Path) -> None:
    watch = Guard(folder)
    (folder / "one").read_bytes()
    watch.check()


def test_a_file_that_is_written_to(folder: Path) -> None:
    watch = Guard(folder)
    with (folder / "one").open("r+b") as file:
        file.write(b"x")
    harmed(watch)
    Guard(folder).check()


def test_a_file_that_is_cut(folder: Path) -> None:
    watch = Guard(folder)
    with (folder / "one").open("r+b") as file:
        file.truncate(1)
    harmed(watch)


def test_another_file_in_its_place(folder: Path) -> None:
    watch = Guard(folder)
    (folder.parent / "other").write_bytes(b"other")
    (folder.parent / "other").replace(folder / "one")
    harmed(watch)


def test_a_folder_that_is_dropped_harms_nobody_who_has_it_open(folder: Path) -> None:
    watch = Guard(folder)
    shutil.rmtree(folder)
    watch.check()


CUT = """
import sys
from pathlib import Path
from graph.errors import SnapshotError
from graph.snapshot.files import mapped
from graph.snapshot.guard import Guard
folder = Path(sys.argv[1])
watch = Guard(folder)
array = mapped(folder / "array.npy")
with (folder / "array.npy").open("r+b") as file:
    file.truncate(4096)
print(int(array.sum()), array[-1])
try:
    watch.check()
except SnapshotError as error:
    print(error.code)
"""


@pytest.mark.skipif(not guard.LINUX, reason="what is cut off ends a process elsewhere")
def test_what_is_cut_off_a_mapped_file_reads_as_zeros_and_is_noticed(tmp_path: Path) -> None:
    np.save(tmp_path / "array.npy", np.ones(100_000, dtype=np.int64))
    done = subprocess.run(
        [sys.executable, "-c", CUT, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.split()) == (0, [str((4096 - 128) // 8), "0", "snapshot_damaged"])
