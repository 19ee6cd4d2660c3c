"""The catalogue of innovation hubs: rows made up, in its layout."""

from pathlib import Path

import pytest

from graph.store import Store
from loaders.edih.reader import city_of
from tests.loaders.folders import ids, waiting
from tests.loaders.published import load_published, row, said, table, with_sectors

COLUMNS = (
    "EDIH Name", "EDIH Title", "Description (indexed field)", "Country", "Contact Location", "EDIH/SoE", "Website",
    "Formatted sectors", "Formatted services", "Formatted technologies",
)  # fmt: skip
HUB = row(
    COLUMNS,
    EDIH_Name="FARMHUB", EDIH_Title="Hub of Made-up Farming", Country="Türkiye", Website="https://farmhub.example",
    Contact_Location="Cumhuriyet Cd. 1, 06000 Ankara, Türkiye", **{"EDIH/SoE": "EDIH"},
    Formatted_sectors="Energy, fuels and petroleum engineering - 4, Food and beverages - 3, Alchemy - 1",
    Formatted_services="Vocational training - 5, Finance - 2, Field trial - 1",
    Formatted_technologies="Robotics - 5, Chemical engineering (plants, products) - 2",
)  # fmt: skip


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    return tmp_path / "edih_catalogue.csv"


def test_a_hub_is_a_cluster_with_sectors_competences_and_services(
    store: Store, tmp_path: Path, catalogue: Path
) -> None:
    with_sectors(store, tmp_path / "words")
    catalogue.write_text(table(COLUMNS, HUB), encoding="utf-8")
    done = load_published(store, "edih", catalogue)
    (hub,) = said(store, "organisation", "edih")
    assert hub["id"] == "farmhub-turkiye"
    assert (hub["kind"], hub["form"], hub["name"]) == ("cluster", "network", "Hub of Made-up Farming")
    assert (hub["country"], hub["city"], hub["other_names"]) == ("TR", "Ankara", ["short:FARMHUB"])
    assert hub["sectors"] == ["energy", "agrifood"]
    assert hub["competences"] == ["Robotics", "Chemical engineering (plants, products)"]
    assert ids(store, "edih") == [
        "farmhub-turkiye", "farmhub-turkiye--funding-advice", "farmhub-turkiye--training",
    ]  # fmt: skip
    assert done.notes == {"sector: 'Alchemy' is not mapped": 1}


def test_blemishes_are_mended_and_counted(store: Store, catalogue: Path) -> None:
    hubs = [
        row(COLUMNS, EDIH_Name="A", Country="Spain", Website="Website", Contact_Location="somewhere"),
        row(COLUMNS, EDIH_Name="B", Country="Spain", Website="https://b.example/very-lo..."),
        row(COLUMNS, EDIH_Name="A", Country="Slovakia"),
        row(COLUMNS, EDIH_Name="A", EDIH_Title="Another one", Country="Spain"),
    ]
    catalogue.write_text(table(COLUMNS, *hubs), encoding="utf-8")
    done = load_published(store, "edih", catalogue)
    assert ids(store) == ["a-slovakia", "a-spain", "b-spain"]
    assert waiting(store) == [("edih_catalogue.csv:5", "id", "duplicate_id")]
    assert done.notes == {
        "a website that is none, or is cut short, is left out": 2,
        "an address of which the city cannot be told is left out": 1,
    }


@pytest.mark.parametrize(
    ("address", "city"),
    [
        ("Plaza Viriato s/n, 49071 Zamora Zamora, Spain", "Zamora"),
        ("Via Croce 77, 38122 Trento TN, Italy", "Trento"),
        ("LV-1006 Riga, Latvia", "Riga"),
        ("Main Street 5, Latvia", ""),
        ("Latvia", ""),
        ("", ""),
    ],
)
def test_a_city_is_what_stands_before_the_country(address: str, city: str) -> None:
    assert city_of(address) == city
