"""Texts laid end to end: whatever is taken of them, in whatever order, is what comes back from a file."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.snapshot import files
from graph.snapshot.files import Laid, Texts, arranged

TEXTS = st.lists(st.binary(max_size=4), max_size=12)


def texts_of(laid: Laid | Texts) -> list[bytes]:
    return [laid[at] for at in range(len(laid))]


def read_back(laid: Laid, folder: Path) -> Texts:
    laid.write(folder, "said")
    return Texts(folder, "said")


@pytest.mark.parametrize("worth_a_piece", [0, 1 << 20], ids=["in pieces", "joined"])
@given(data=st.data(), former=TEXTS, fresh=TEXTS)
def test_what_is_taken_comes_back(
    worth_a_piece: int, data: st.DataObject, former: list[bytes], fresh: list[bytes]
) -> None:
    both = former + fresh
    runs = st.lists(st.tuples(st.integers(0, len(both)), st.integers(0, len(both))), max_size=6)
    take = [number for begin, end in data.draw(runs) for number in range(begin, end)]
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as folder:
        patch.setattr(files, "_WORTH_A_PIECE", worth_a_piece)
        then = read_back(Laid.of(former), Path(folder)).laid
        found = arranged(then, Laid.of(fresh), np.array(take, dtype=np.int64))
        assert texts_of(found) == [both[number] for number in take]
        assert bytes(found.body) == b"".join(both[number] for number in take)
        (Path(folder) / "next").mkdir()
        again = read_back(found, Path(folder) / "next")
        assert texts_of(again) == texts_of(again.laid) == texts_of(found)


def test_a_file_of_texts_is_an_array_that_others_can_read(tmp_path: Path) -> None:
    laid = arranged(Laid.of([b"one", b"", b"three"]), Laid.of([b"four"]), np.array([3, 0, 1, 2]))
    laid.write(tmp_path, "said")
    assert np.load(tmp_path / "said.bin.npy").tobytes() == b"fouronethree"
    assert np.load(tmp_path / "said.ptr.npy").tolist() == [0, 4, 7, 7, 12]
