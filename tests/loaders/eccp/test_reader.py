"""A list of clusters: rows made up, in the layout of the list."""

from pathlib import Path

from graph.store import Store
from tests.loaders.folders import ids, waiting
from tests.loaders.published import load_published, said, table, with_sectors

COLUMNS = ("name", "country_code", "ecosystem_code", "city")


def test_a_cluster_is_known_by_its_name_and_country(store: Store, tmp_path: Path) -> None:
    with_sectors(store, tmp_path / "words")
    rows = [("Made-up Valley", "AT", "agri_food", "Graz"), ("Made-up Valley", "BE", "", "Gent")]
    path = tmp_path / "clusters.csv"
    path.write_text(table(COLUMNS, *rows), encoding="utf-8")
    done = load_published(store, "eccp", path)
    assert ids(store, "eccp") == ["made-up-valley-at", "made-up-valley-be"]
    first = said(store, "organisation", "eccp")[0]
    assert (first["kind"], first["city"], first["sectors"]) == ("cluster", "Graz", ["agrifood"])
    assert done.notes == {}


def test_long_names_that_begin_alike_are_two(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "clusters.csv"
    long = "Made-up Network of Mechanical Engineering and Mechatronics in West Flanders, "
    path.write_text(table(COLUMNS, *((long + part, "BE", "", "") for part in ("East", "South"))), encoding="utf-8")
    load_published(store, "eccp", path)
    assert len(ids(store)) == 2


def test_a_word_that_nobody_mapped_is_counted_and_a_name_said_twice_waits(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    rows = [("Alpha", "AT", "alchemy", "Graz"), ("Beta", "AT", "alchemy", "Linz"), ("Alpha", "AT", "", "Wels")]
    path.write_text(table(COLUMNS, *rows), encoding="utf-8")
    done = load_published(store, "eccp", path)
    assert done.notes == {"ecosystem: 'alchemy' is not mapped": 2}
    assert waiting(store) == [("list.csv:4", "id", "duplicate_id")]
