"""Regions by what people call them."""

import tomllib
from pathlib import Path

import pytest

from graph.errors import InputError
from graph.region_names import TEXT_AT_MOST, other_names, region_named, region_title, regions_of
from graph.regions import market_of_region, region_names

USUAL = tomllib.loads((Path(__file__).parents[2] / "graph" / "spellings" / "regions.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("text", "market", "code"),
    [
        ("Hovedstaden", "DK", "DK-84"),
        ("region hovedstaden", "DK", "DK-84"),
        ("dk-84", "DK", "DK-84"),
        ("Bavaria", "DE", "DE-BY"),
        ("BAYERN", "DE", "DE-BY"),
        ("Freistaat Bayern", "DE", "DE-BY"),
        ("Catalonia", "ES", "ES-CT"),
        ("cataluna", "ES", "ES-CT"),
        ("Katalonien", "ES", "ES-CT"),
        ("Kaernten", "AT", "AT-2"),
        ("Piedmont", "IT", "IT-21"),
        ("Turin", "IT", "IT-TO"),
        ("Cymru", "GB", "GB-WLS"),
        ("Guangdong Province", "CN", "CN-GD"),
        ("Limburg", "NL", "NL-LI"),
        ("Limburg", "BE", "BE-VLI"),
        ("Østfold", "NO", "NO-31"),
        ("PL-MZ", "PL", "PL-14"),
    ],
)
def test_what_people_call_them(text: str, market: str, code: str) -> None:
    assert region_named(text, market) == code


@pytest.mark.parametrize(("text", "wider"), [("Madrid", "ES-MD"), ("Navarra", "ES-NC"), ("Asturias", "ES-AS")])
def test_of_a_region_and_its_part_of_one_name_the_wider_one_is_meant(text: str, wider: str) -> None:
    assert region_named(text, "ES") == wider


@pytest.mark.parametrize(
    ("text", "market", "code", "near", "suggestion"),
    [
        ("Chiayi", "TW", "ambiguous_region", ("TW-CYI", "TW-CYQ"), "Did you mean TW-CYI (Chiayi), TW-CYQ (Chiayi)?"),
        ("Bavria", "DE", "unknown_region", ("DE-BY",), "Did you mean DE-BY (Bavaria)?"),
        ("xx", "DK", "unknown_region", (), "Write its name or its ISO 3166-2 code, such as Capital Region of Denmark"),
        ("Region", "DK", "unknown_region", (), "Write its name"),
        ("", "DK", "unknown_region", (), "Write its name"),
        ("x" * (TEXT_AT_MOST + 1), "DK", "unknown_region", (), "Write its name"),
        ("Madrid" + " " * TEXT_AT_MOST, "ES", "unknown_region", ("ES-MD", "ES-M"), "Did you mean"),
        ("Bavaria", "DK", "region_elsewhere", (), "It is Bavaria (DE-BY): write the country of that"),
        ("DE-BY", "DK", "region_elsewhere", (), "It is Bavaria (DE-BY)"),
        ("Anything", "AX", "unknown_region", (), "Leave it out"),
    ],
)
def test_what_is_refused(text: str, market: str, code: str, near: tuple[str, ...], suggestion: str) -> None:
    with pytest.raises(InputError) as refused:
        region_named(text, market, "region")
    assert (refused.value.code, refused.value.where) == (code, "region")
    assert set(refused.value.nearest) <= set(near) and bool(near) == bool(refused.value.nearest)
    assert (refused.value.suggestion or "").startswith(suggestion)


def test_every_region_is_found_by_its_code_and_by_each_name_that_is_nobody_elses() -> None:
    for code in region_names():
        market = market_of_region(code)
        assert region_named(code, market) == code
        for name in (region_title(code), *other_names(code)):
            try:
                assert market_of_region(region_named(name, market)) == market
            except InputError as error:
                assert error.code == "ambiguous_region" and code in error.nearest, (code, name)


def test_titles() -> None:
    assert [region_title("DE-BY"), region_title("DE-BY", "de"), region_title("DE-BY", "fr")] == [
        "Bavaria", "Bayern", "Bavaria",
    ]  # fmt: skip
    assert region_title("ES-MD") == "Madrid"
    assert other_names("ES-CT") == ["Catalunya", "Cataluña", "Katalonien"]
    assert regions_of("DK")[0] == "DK-84"
    assert regions_of("ES")[0] == "ES-AN" and regions_of("ES")[19] == "ES-C", "communities first, then provinces"
    assert regions_of("XX") == []


def test_the_names_are_of_regions_that_there_are() -> None:
    assert not {*USUAL["names"], *USUAL["german"]} - region_names().keys()
