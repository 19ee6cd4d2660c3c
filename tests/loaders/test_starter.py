"""The starter data: sound, complete, and what its README says of it."""

from collections import Counter
from pathlib import Path

import pytest

import loaders
from graph.records import FILE_TYPES
from graph.store import Store
from loaders.registry import open_source
from tests.loaders.folders import dumped, now


@pytest.fixture
def starter(store: Store) -> loaders.LoadReport:
    return loaders.load(store, "starter", now=now)


def test_every_row_is_sound(starter: loaders.LoadReport, store: Store) -> None:
    assert starter.total.read == starter.total.written == 11_244
    assert (starter.quarantined, starter.not_retired, starter.passed_over) == ((), None, ())
    assert starter.counts["relation"].written == 6_789
    assert {said["retrieved"] for said in dumped(store, "source")} == {"2026-11-22"}


def test_the_minimum_is_about_nine_tenths(starter: loaders.LoadReport) -> None:
    declaration, _ = open_source("starter", now().date())
    assert set(declaration.minimum) == set(declaration.gives) == set(FILE_TYPES.values())
    for type_, fewest in declaration.minimum.items():
        assert 0.88 <= fewest / starter.counts[type_].valid <= 0.92


@pytest.mark.usefixtures("starter")
def test_it_owns_its_ids(store: Store) -> None:
    assert [source["owns_ids"] for source in dumped(store, "source")] == [True]


@pytest.mark.usefixtures("starter")
def test_what_the_readme_counts(store: Store) -> None:
    readme = (Path(loaders.__file__).parent / "starter" / "README.md").read_text(encoding="utf-8")
    interests = [said for said in dumped(store, "relation") if said["kind"] == "interested_in"]
    via = sum((said["name"] or "").startswith("via") for said in interests)
    ended = Counter(said["status"] for said in interests)["ended"]
    assert f"{via} are the target markets of a partnership" in readme
    assert f"{ended} have ended" in readme
