"""Characters that nobody sees, and two ways of writing the same one."""

import unicodedata
from pathlib import Path

import pytest

from graph.store import Store
from loaders import replay
from loaders.characters import cleaned, is_plain
from tests.loaders.folders import dumped, ids, links, loaded, waiting

ZERO_WIDTH, SOFT, BOM, JOINER, NON_JOINER = "\u200b", "\u00ad", "\ufeff", "\u200d", "\u200c"
PERSIAN = f"می{NON_JOINER}خواهم"
FAMILY = f"👩{JOINER}👧"


@pytest.mark.parametrize(
    ("text", "clean", "found"),
    [
        (f"al{ZERO_WIDTH}pha", "alpha", 1),
        (f"{BOM}al{SOFT}pha\u2060", "alpha", 1),
        (f"alpha{NON_JOINER}", "alpha", 1),
        (f"{JOINER}al{JOINER}pha", "alpha", 1),
        (f"Ø{NON_JOINER}st", "Øst", 1),
        (PERSIAN, PERSIAN, 0),
        (FAMILY, FAMILY, 0),
        ("O\u0308land", "Öland", 0),
        ("Öland", "Öland", 0),
    ],
)
def test_a_cell(text: str, clean: str, found: int) -> None:
    assert cleaned({"name": text}) == ({"name": clean}, found)
    assert not is_plain({"name": text})


def test_a_cell_in_which_nothing_else_stood_is_empty() -> None:
    assert cleaned({"name": ZERO_WIDTH, "id": "a"}) == ({"id": "a"}, 1)


def test_they_are_gone_from_ids_and_names_and_counted(store: Store, tmp_path: Path) -> None:
    files = {
        "organisations": f"id,kind,name,country\nal{ZERO_WIDTH}pha,cluster,{BOM}Alpha{SOFT},DK\nbeta,cluster,Beta,DK\n"
        f"{ZERO_WIDTH},,,\n",
        "relations": f"kind,source,target\npartner_of,alpha,be{SOFT}ta\n",
    }
    done = loaded(store, tmp_path / "x", files)
    assert (ids(store), links(store), waiting(store)) == (["alpha", "beta"], ["partner_of alpha beta"], [])
    assert [said["properties"]["name"] for said in dumped(store, "entity")] == ["Alpha", "Beta"]
    assert (done.cells_cleaned, done.total.ignored) == (4, 1)


def test_both_ways_of_writing_a_letter_are_one_id(store: Store, tmp_path: Path) -> None:
    composed = "öland"
    apart = unicodedata.normalize("NFD", composed)
    files = {
        "organisations": f"id,kind,name,country\n{apart},cluster,{apart},SE\nbeta,cluster,Beta,DK\n",
        "relations": f"kind,source,target\npartner_of,{composed},beta\n",
    }
    done = loaded(store, tmp_path / "x", files)
    assert (ids(store), waiting(store), done.cells_cleaned) == (["beta", composed], [], 0)


def test_a_repaired_row_is_read_alike(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "x", {"organisations": "id,kind,name,country\nalpha,cluster,Alpha,Nowhere\n"})
    (row,) = store.quarantined()
    repaired = tmp_path / "repaired.csv"
    repaired.write_text(
        f"quarantine,id,kind,name,country\n{row.key},al{ZERO_WIDTH}pha,cluster,Alpha,DK\n", encoding="utf-8"
    )
    assert replay(store, "x", repaired).released == 1
    assert ids(store) == ["alpha"]
