"""What people call markets, and what that is taken for."""

import unicodedata

import pycountry
import pytest
from babel import Locale, localedata

from graph.errors import InputError
from graph.markets import SUGGESTED, is_market, market_code, market_name, market_names
from graph.spellings.generate import FOLDER, generate

WRITTEN = {
    "AE": ["UAE", "United Arab Emirates", "U.A.E."],
    "AT": ["Österreich", "Oesterreich", "Áo"],
    "BS": ["Bahamas, The"],
    "BO": ["Bolivia (Plurinational State of)"],
    "CD": ["DR Congo", "Congo, Dem. Rep.", "Democratic Republic of the Congo", "Zaire"],
    "CG": ["Congo, Rep.", "Republic of the Congo", "Congo-Brazzaville"],
    "CI": ["Ivory Coast", "Côte d'Ivoire", "COTE D’IVOIRE", "Cote dIvoire"],
    "CN": ["PRC", "China, People's Republic of", "中国"],
    "CV": ["Cape Verde", "Cabo Verde"],
    "CZ": ["Czech Republic", "Czechia"],
    "DE": ["Deutschland", "Allemagne", "GER"],
    "DK": ["dk", "DNK", "208", "Denmark", "denmark", "Danmark", "Dänemark"],
    "FM": ["Micronesia, Fed. Sts."],
    "GB": ["UK", "uk", "U.K.", "Great Britain", "England", "Scotland", "Wales", "Northern Ireland", "Storbritannien"],
    "GN": ["Guinea"],
    "GR": ["EL", "Ελλάδα", "ελλαδα"],
    "HK": ["Hong Kong", "Hong Kong SAR, China", "香港"],
    "KP": ["North Korea", "Korea, Dem. People's Rep.", "Democratic People's Republic of Korea"],
    "KR": [
        "KR",
        " KR\t",
        "ＫＲ",
        "KOR",
        "410",
        "Korea",
        "South Korea",
        "Korea, Rep.",
        "Korea, Republic of",
        "대한민국",
    ],
    "LA": ["Lao PDR"],
    "MK": ["Macedonia", "North Macedonia", "FYROM"],
    "MM": ["Burma", "Myanmar (Burma)"],
    "NE": ["Niger"],
    "NL": ["Holland", "the netherlands"],
    "PS": ["Palestine", "West Bank and Gaza"],
    "RU": ["Russia", "Russian Federation"],
    "SZ": ["Swaziland", "Eswatini"],
    "TL": ["East Timor"],
    "TR": ["Turkey", "Turkiye", "Türkiye", "TÜRKİYE", unicodedata.normalize("NFD", "Türkiye")],
    "TW": ["Taiwan", "Chinese Taipei", "Taiwan, Province of China"],
    "US": ["USA", "usa", "U.S.A.", "us", "United States", "America"],
    "VA": ["Vatican", "Holy See"],
    "VN": ["Viet Nam", "Vietnam"],
    "XK": ["Kosovo", "Kosovo*"],
}
SEVERAL = {
    "Congo": "CD CG",
    "Kongo": "CD CG",
    "Virgin Islands": "VG VI",
    "Czechoslovakia": "CZ SK",
    "AN": "BQ CW SX",
    "Republic of China": "CN TW",
    # Vietnamese for Russia, and the code of Nigeria in a case in which nobody writes codes.
    "Nga": "NG RU",
}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in WRITTEN.items() for text in texts])
def test_what_people_write(code: str, text: str) -> None:
    assert market_code(text) == code


@pytest.mark.parametrize(("text", "codes"), SEVERAL.items())
def test_what_means_several_markets_is_taken_for_none(text: str, codes: str) -> None:
    with pytest.raises(InputError) as raised:
        market_code(text, "here")
    assert (raised.value.code, raised.value.where, raised.value.value) == ("ambiguous_market", "here", text)
    assert " ".join(near[:2] for near in raised.value.nearest) == codes
    assert all(f"{near}" in raised.value.suggestion for near in raised.value.nearest)


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Danmrak", ["DK (Denmark)"]),
        ("Untied Kingdom", ["GB (United Kingdom)"]),
        ("Deutschlnd", ["DE (Germany)"]),
        ("zz", []),
        ("XXX", []),
        ("Mai", []),  # nearer to Mali than LIKENESS, and too short for it
        ("Atlantis", []),
        ("Seoul", []),
        ("", []),
        ("the", []),
        ("x" * 10_000, []),
    ],
)
def test_what_is_no_market_is_answered_with_what_is_like_it_and_nothing_else(text: str, near: list[str]) -> None:
    with pytest.raises(InputError) as raised:
        market_code(text)
    assert (raised.value.code, list(raised.value.nearest)) == ("unknown_market", near)
    assert len(raised.value.message) < 300


@pytest.mark.parametrize("text", ["EU", "european union", "World"])
def test_what_is_wider_than_a_market_is_said_to_be(text: str) -> None:
    with pytest.raises(InputError, match=r"no market, but several.*eu-single-market"):
        market_code(text)


def test_every_name_of_every_language_is_its_market_or_said_to_be_ambiguous() -> None:
    wrong, ambiguous = [], set()
    for language in localedata.locale_identifiers():
        for territory, name in Locale.parse(language).territories.items():
            if not is_market(territory):
                continue
            for written in (name, name.upper(), name.lower()):
                try:
                    found = market_code(written)
                except InputError as error:
                    assert error.code == "ambiguous_market", (language, written)
                    assert territory in {near[:2] for near in error.nearest}, (language, written)
                    ambiguous.add(name)
                    continue
                if found != territory:
                    wrong.append((language, territory, written, found))
    # Where a code, or an English or usual name, is another market's name in some language, the rule says which counts.
    assert {written.lower() for _, _, written, _ in wrong} <= {"nga", "guinea"}, wrong
    assert len(ambiguous) < 60, sorted(ambiguous)


def test_every_iso_name_and_code_is_its_market() -> None:
    for country in pycountry.countries:
        said = {kind: getattr(country, kind, None) for kind in ("name", "official_name", "common_name")}
        for written in (country.alpha_2, country.alpha_3, country.numeric, *filter(None, said.values())):
            if written == "Congo":
                continue
            assert market_code(written) == country.alpha_2, written
            assert market_code(written.lower()) == country.alpha_2, written


def test_no_code_of_iso_is_taken_away_by_a_usual_one() -> None:
    for country in pycountry.countries:
        for code in (country.alpha_2, country.alpha_3):
            assert market_code(code) == country.alpha_2


def test_what_is_suggested_is_bounded_and_without_doubles() -> None:
    with pytest.raises(InputError) as raised:
        market_code("Guineaa Bissauu")
    near = raised.value.nearest
    assert near[0] == "GW (Guinea-Bissau)"
    assert len(near) == len(set(near)) <= SUGGESTED


def test_the_written_tables_are_what_cldr_says() -> None:
    for file, content in generate().items():
        assert (FOLDER / file).read_text(encoding="utf-8") == content, "run python -m graph.spellings.generate"


def test_markets_are_those_of_iso_and_kosovo_by_the_names_that_people_use() -> None:
    names = market_names()
    assert list(names) == sorted({country.alpha_2 for country in pycountry.countries} | {"XK"})
    assert len(set(names.values())) == len(names)
    for code, name in names.items():
        assert market_code(name) == code
    said = {"KR": "South Korea", "TR": "Türkiye", "HK": "Hong Kong", "CI": "Côte d'Ivoire", "CD": "DR Congo"}
    assert {code: names[code] for code in said} == said


def test_a_name_in_another_language() -> None:
    assert market_name("DK", "da-DK") == market_name("DK", "da_DK") == "Danmark"
    assert market_name("BR", "pt-BR") == "Brasil"
    assert market_name("HK", "en-GB") == "Hong Kong"
    assert market_name("KR", "ko") == "대한민국"


@pytest.mark.parametrize("language", ["", "xx", "no such", "../en", "e" * 5_000])
def test_a_language_that_nobody_knows(language: str) -> None:
    with pytest.raises(InputError) as raised:
        market_name("DK", language)
    assert raised.value.code == "unknown_language"
