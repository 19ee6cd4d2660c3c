"""Names as people type them, over the starter data."""

import pytest

from graph.snapshot.snapshot import Snapshot
from queries.search import search


@pytest.mark.parametrize(
    ("typed", "found", "how"),
    [
        # The very name, but for its case.
        ("energy cluster denmark", "energy-cluster-denmark", "exact"),
        # One letter missing.
        ("Medicon Vally", "medicon-valley-alliance", "similar"),
        # While typing: each word as far as it goes.
        ("energy clust den", "energy-cluster-denmark", "words"),
        # An id is a name too.
        ("kotra--copenhagen", "kotra--copenhagen", "exact"),
        # A market by its name.
        ("south korea", "KR", "exact"),
    ],
)
def test_what_is_meant_comes_first(starter: Snapshot, typed: str, found: str, how: str) -> None:
    hit = search(starter, typed).hits[0]
    assert (hit.id, hit.how) == (found, how)


def test_diacritics_are_forgiven(starter: Snapshot) -> None:
    """Nobody types Ø on every keyboard: with and without it the same things are found, in the same order."""
    plain, right = (search(starter, text).hits for text in ("oresund", "Øresund"))
    assert [hit.id for hit in plain] == [hit.id for hit in right]
    assert any("resund" in hit.name for hit in plain)
