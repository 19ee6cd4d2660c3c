"""A snapshot is opened as it was published, or not at all."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from graph.errors import SnapshotError
from graph.snapshot.bounds import POINTERS, POSITIONS
from graph.snapshot.building.build import write_snapshot
from graph.snapshot.building.gather import gather
from graph.snapshot.seals import SEALS, seal
from graph.snapshot.snapshot import Snapshot
from tests.rot import flip, rot
from tests.worlds import STARTER_DAY, RowScan, starter_rows


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A snapshot of the starter data; not to be changed."""
    folder = tmp_path_factory.mktemp("snapshot")
    write_snapshot(gather(RowScan(starter_rows())), folder, 1, "", STARTER_DAY)
    return folder


@pytest.fixture
def folder(written: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(written, tmp_path / "copy"))


def refused(folder: Path) -> str:
    """Why a snapshot cannot be opened."""
    with pytest.raises(SnapshotError) as caught:
        Snapshot(folder)
    assert caught.value.code == "snapshot_damaged"
    return caught.value.message


def test_a_copy_is_as_good(folder: Path) -> None:
    Snapshot(folder).check_whole()


@pytest.mark.parametrize(
    "name", ["names.sqlite", "statements.bin.npy", "facts.since.npy", "origins.json", "standing.json", SEALS]
)
def test_what_is_written_to_any_file_is_noticed(folder: Path, name: str) -> None:
    flip(folder / name)
    assert name in refused(folder)


@pytest.mark.parametrize("name", ["by-name.npy", "records.bin.npy", "unsound.json", "manifest.json"])
def test_so_is_one_that_is_shorter_or_has_gone(folder: Path, name: str) -> None:
    path = folder / name
    path.write_bytes(path.read_bytes()[:-1])
    refused(folder)
    path.unlink()
    refused(folder)


def test_what_a_disk_does_by_itself_is_noticed_where_all_is_read(folder: Path) -> None:
    rot(folder / "statements.bin.npy")
    snapshot = Snapshot(folder)
    with pytest.raises(SnapshotError, match=r"statements\.bin\.npy is not what was written"):
        snapshot.check_whole()


def test_and_at_the_ends_of_a_file_at_once(folder: Path) -> None:
    path = folder / "records.bin.npy"
    rot(path)
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 10)
        file.seek(0, 2)
        file.write(bytes(10))
    assert "records.bin.npy" in refused(folder)


@pytest.mark.parametrize("name", [one.name for one in POSITIONS])
@pytest.mark.parametrize("beyond", [1, -1], ids=["beyond", "before"])
def test_no_position_leads_out_of_an_array_though_the_file_is_what_was_written(
    folder: Path, name: str, beyond: int
) -> None:
    array = np.load(folder / f"{name}.npy")
    if not len(array):
        pytest.skip("there is none in these data")
    limits = np.iinfo(array.dtype)
    array[len(array) // 2] = limits.max if beyond > 0 or limits.min == 0 else limits.min
    np.save(folder / f"{name}.npy", array)
    seal(folder)
    assert f"{name} points out of" in refused(folder)


@pytest.mark.parametrize("name", [one.name for one in POINTERS])
def test_nor_do_pointers(folder: Path, name: str) -> None:
    array = np.load(folder / f"{name}.npy")
    np.save(folder / f"{name}.npy", array[::-1])
    seal(folder)
    assert f"{name} points out of" in refused(folder)
    np.save(folder / f"{name}.npy", array[:-1])
    seal(folder)
    assert f"{name} has the shape" in refused(folder)


def test_nor_is_an_array_shorter_than_those_beside_it(folder: Path) -> None:
    costs = np.load(folder / "standing.ties.hop_cost.npy")
    np.save(folder / "standing.ties.hop_cost.npy", costs[:-1])
    seal(folder)
    assert "standing.ties.hop_cost has the shape" in refused(folder)
