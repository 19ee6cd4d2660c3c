"""By what names a thing is found in a snapshot."""

from pathlib import Path

import pytest

from graph.snapshot.snapshot import Snapshot
from tests.worlds import SOURCE, snapshot_of

ROWS = {
    "organisations": [
        {"id": "alpha", "kind": "cluster", "name": "Alpha", "country": "DK"},
        {"id": "\u00f6land", "kind": "cluster", "name": "\u00d6land", "country": "SE"},
        {"id": "lei:1", "kind": "company", "name": "Lei", "country": "SE"},
    ]
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(ROWS, Path(tmp_path_factory.mktemp("named")))


@pytest.mark.parametrize(
    ("named", "id_"),
    [
        ("alpha", "alpha"),
        (f"{SOURCE}:alpha", "alpha"),
        ("lei:1", "lei:1"),
        (f"{SOURCE}:lei:1", "lei:1"),
        ("\u00f6land", "\u00f6land"),
        ("o\u0308land", "\u00f6land"),
        (f"{SOURCE}:o\u0308land", "\u00f6land"),
        ("DK", "DK"),
    ],
)
def test_what_is_found(snapshot: Snapshot, named: str, id_: str) -> None:
    node = snapshot.find(named)
    assert node is not None
    assert snapshot.id_of(node) == id_


@pytest.mark.parametrize(
    "named", ["", ":", "other:alpha", f"{SOURCE}:", f"{SOURCE}:beta", f"{SOURCE}:DK", ":alpha", "1"]
)
def test_what_is_not(snapshot: Snapshot, named: str) -> None:
    assert snapshot.find(named) is None


def test_an_owners_id_lasts_by_itself(snapshot: Snapshot) -> None:
    assert (snapshot.lasting_id("alpha"), snapshot.lasting_id("nobody")) == ("alpha", "nobody")
