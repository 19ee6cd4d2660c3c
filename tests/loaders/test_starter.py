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
    assert starter.total.read == starter.total.written == 19_194
    assert (starter.quarantined, starter.not_retired, starter.passed_over, starter.doubtful.count) == ((), None, (), 0)
    assert starter.counts["relation"].written == 11_320
    assert {said["retrieved"] for said in dumped(store, "source")} == {"2026-11-27"}


def test_the_bounds_are_about_nine_tenths_and_twice(starter: loaders.LoadReport) -> None:
    declaration, _ = open_source("starter", now().date())
    assert set(declaration.minimum) == set(declaration.maximum) == set(declaration.gives)
    assert set(declaration.gives) == set(FILE_TYPES.values()) - {"membership"}
    for type_, fewest in declaration.minimum.items():
        valid = starter.counts[type_].valid
        assert 0.88 <= fewest / valid <= 0.92
        assert valid < declaration.maximum[type_] <= 2 * valid


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
    organisations = [said["properties"] for said in dumped(store, "entity") if said["type"] == "organisation"]
    kinds = Counter(said["kind"] for said in organisations)
    assert f"{len(organisations):,} organisations of {len({said['country'] for said in organisations})}" in readme
    assert f"{kinds['cluster']:,} cluster organisations" in readme
    assert f"{kinds['trade_agency']} agencies" in readme
    assert f"{kinds['trade_office'] + kinds['innovation_office']:,} offices abroad" in readme
    assert f"{sum(len(said.get('other_names', ())) for said in organisations):,} other names" in readme
    sizes = [said["size"] for said in organisations if "size" in said]
    assert f"sizes (large: 250 people and more, of {len(sizes)} companies)" in readme
    assert set(sizes) == {"large"}, "nobody is known to be small"
    contexts = [said["properties"] for said in dumped(store, "entity") if said["type"] == "context"]
    of_kind = Counter(said["kind"] for said in contexts)
    counted = f"{of_kind['project']} projects, {of_kind['event']} events and {of_kind['programme']} programmes"
    assert counted in readme
    recurring = sum("cadence" in said for said in contexts)
    assert f"{recurring} of {of_kind['event']} recur" in readme
    bare = sum(said["kind"] == "cluster" and "sectors" not in said for said in organisations)
    assert f"{bare} clusters have none" in readme
