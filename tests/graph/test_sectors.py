"""What people call sectors."""

import csv
from pathlib import Path

import pytest

from graph.errors import InputError
from graph.sectors import LISTED_AT_MOST, SUGGESTED, TEXT_AT_MOST, Sectors, everyday_words, sector_id, sectors_meant

STARTER = Path(__file__).parents[2] / "loaders" / "starter" / "sectors.csv"


@pytest.fixture(scope="module")
def starter() -> Sectors:
    with STARTER.open(encoding="utf-8", newline="") as file:
        return {row["id"]: (row["name"], row["group"]) for row in csv.DictReader(file)}


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ocean", "maritime"),
        ("ict", "digital"),
        ("IT", "digital"),
        ("renewables", "energy"),
        ("forestry", "forestry-wood"),
        ("biotech", "bioeconomy"),
        ("life sciences", "health"),
        ("life-sciences", "health"),
        ("blue economy", "maritime"),
        ("food", "agrifood"),
        ("Lebensmittel", "agrifood"),
        ("Maschinenbau", "manufacturing"),
        ("Öl", "energy"),
        ("oil & gas", "energy"),
        ("solar", "energy"),
        ("the wind of offshore", "offshore-wind"),
        ("semiconducters", "electronics"),
        ("mobilty", "mobility"),
        ("food-bio", "agrifood"),
    ],
)
def test_what_people_call_them(starter: Sectors, text: str, first: str) -> None:
    assert sectors_meant(text, starter)[0] == first


def test_a_group_is_all_of_its_sectors(starter: Sectors) -> None:
    assert sectors_meant("Food bio", starter) == ["agrifood", "bioeconomy", "forestry-wood"]


@pytest.mark.parametrize("text", ["", "!", "xyzzy", "a", "technology and industry and media and smart", "x" * 300])
def test_what_says_nothing(starter: Sectors, text: str) -> None:
    assert len(sectors_meant(text, starter)) <= SUGGESTED
    assert text.startswith("tech") or sectors_meant(text, starter) == []


def test_an_everyday_word_suggests_its_sector_and_only_such_that_there_are(starter: Sectors) -> None:
    for sector, words in everyday_words().items():
        for word in words:
            assert sector in sectors_meant(word, starter), (word, sector)
    assert sectors_meant("ocean", {"energy": ("Energy", "")}) == []


def test_the_everyday_words_are_of_the_starter_data(starter: Sectors) -> None:
    assert starter.keys() - everyday_words().keys() == {"cross-sector"}
    assert everyday_words().keys() <= starter.keys()


@pytest.mark.parametrize("text", ["maritime", "Maritime and Blue Economy", "MARITIME & blue economy", "maritime "])
def test_a_sector_by_id_or_name(starter: Sectors, text: str) -> None:
    assert sector_id(text, starter, "sector") == "maritime"


@pytest.mark.parametrize("text", ["", "ocean", "x" * (TEXT_AT_MOST + 1)])
def test_an_everyday_word_is_no_sector(starter: Sectors, text: str) -> None:
    with pytest.raises(InputError) as refused:
        sector_id(text, starter, "sectors")
    assert (refused.value.code, refused.value.where) == ("unknown_sector", "sectors")


def test_the_suggestion_names_what_may_be_meant_or_all(starter: Sectors) -> None:
    with pytest.raises(InputError) as refused:
        sector_id("ocean", starter, "sector")
    assert refused.value.suggestion == "Did you mean maritime (Maritime and blue economy)?"
    assert refused.value.nearest == ("maritime",)
    with pytest.raises(InputError) as refused:
        sector_id("xyzzy", starter, "sector")
    assert refused.value.suggestion is not None
    assert all(id_ in refused.value.suggestion for id_ in starter)
    many = {f"sector-{number}": ("Some", "") for number in range(LISTED_AT_MOST + 1)}
    with pytest.raises(InputError) as refused:
        sector_id("xyzzy", many, "sector")
    assert refused.value.suggestion == "Look at `sectors`."
    with pytest.raises(InputError) as refused:
        sector_id("some", {"a": ("Some", ""), "b": ("Some", "")}, "sector")
    assert refused.value.nearest == ("a", "b")
