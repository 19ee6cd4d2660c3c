"""Two organisations compared: what speaks for their being one, and what against."""

import pytest

from loaders.resolution.comparison import SURE_FROM, UNSURE_FROM, Comparison, Component, Verdict, compare, may_be_one
from loaders.resolution.profile import Profile
from tests.loaders.resolution.profiles import said

NONE_SHARED: frozenset[str] = frozenset()
ROR = "ror:https://ror.org/02mhbdp94"
SITE = "https://www.energycluster.dk"


def points(comparison: Comparison) -> dict[str, int]:
    return {one.name: one.points for one in comparison.components}


def test_the_same_name_and_city_are_enough() -> None:
    one, other = said("a", "1", "Silicon Saxony e. V.", "DE", city="Dresden"), said("b", "2", "Silicon Saxony", "DE")
    assert compare(one, other, NONE_SHARED).verdict is Verdict.UNSURE
    there = said("b", "2", "Saxony, Silicon", "DE", city="DRESDEN")
    assert compare(one, there, NONE_SHARED).verdict is Verdict.SURE


def test_an_identifier_decides_whatever_it_is_called() -> None:
    one = said("a", "1", "Energy Cluster", identifiers=[ROR])
    other = said("b", "2", "Energiklyngen", kind="company", identifiers=["ror:02mhbdp94"])
    assert compare(one, other, NONE_SHARED).verdict is Verdict.SURE


def test_two_identifiers_of_a_scheme_of_which_everybody_has_one_are_two_organisations() -> None:
    one = said("a", "1", "Energy Cluster", city="Odense", identifiers=[ROR])
    other = said("b", "2", "Energy Cluster", city="Odense", identifiers=["ror:https://ror.org/04qtj9h94"])
    assert compare(one, other, NONE_SHARED).verdict is Verdict.OTHER


def test_an_identifier_whose_check_digits_are_wrong_decides_nothing() -> None:
    wrong = "ror:https://ror.org/02mhbdp95"
    one, other = (said(source, "1", name, identifiers=[wrong]) for source, name in (("a", "Alpha"), ("b", "Omega Co")))
    assert points(compare(one, other, NONE_SHARED))["identifiers"] == 0


def test_a_domain_tells_unless_it_is_shared() -> None:
    one, other = said("a", "1", "ECD Denmark", website=SITE), said("b", "2", "Energiklynge", website=f"{SITE}/en")
    assert points(compare(one, other, NONE_SHARED))["web domain"] == 8
    assert points(compare(one, other, frozenset({"energycluster.dk"})))["web domain"] == 0


@pytest.mark.parametrize("page", ["https://www.linkedin.com/company/x", "https://facebook.com/x"])
def test_a_platform_is_nobodys_domain(page: str) -> None:
    one, other = said("a", "1", "Alpha", website=page), said("b", "2", "Beta", website=page)
    assert points(compare(one, other, NONE_SHARED))["web domain"] == 0


def test_a_person_is_asked_of_two_countries_whatever_is_in_common() -> None:
    one = said("a", "1", "Energy Cluster", "DK", identifiers=[ROR], website=SITE)
    other = said("b", "2", "Energy Cluster", "SE", identifiers=[ROR], website=SITE)
    found = compare(one, other, NONE_SHARED)
    assert (found.points >= SURE_FROM, found.verdict, found.doubt) == (
        True,
        Verdict.UNSURE,
        "they are in two countries",
    )


def test_a_person_is_asked_of_an_agency_and_a_company() -> None:
    one = said("a", "1", "Invest Odense", kind="trade_agency", city="Odense", website=SITE)
    other = said("b", "2", "Invest Odense", kind="company", city="Odense", website=SITE)
    assert compare(one, other, NONE_SHARED).verdict is Verdict.UNSURE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (said("a", "1", "Agro Cluster North", city="Aalborg"), said("b", "2", "Agro Cluster South", city="Odense")),
        (said("a", "1", "Technical University", city="Lyngby"), said("b", "2", "Technical University", city="Herlev")),
        (said("a", "1", "Innovation Hub", "DK"), said("b", "2", "Innovation Hub", "SE")),
        (said("a", "1", "Hub 4"), said("b", "2", "Hub 5")),
    ],
)  # fmt: skip
def test_what_looks_alike_is_not_the_same(one: Profile, other: Profile) -> None:
    assert compare(one, other, NONE_SHARED).verdict is not Verdict.SURE


def test_an_acronym_is_told() -> None:
    one = said("a", "1", "Clúster de Automoción de Galicia (CEAGA)", "ES", city="Vigo")
    other = said("b", "2", "CEAGA", "ES", city="Vigo")
    found = compare(one, other, NONE_SHARED)
    assert (points(found)["name"], found.verdict) == (5, Verdict.UNSURE)


def test_what_is_spared_is_what_comes_to_nothing() -> None:
    one, other = said("a", "1", "Alpha", city="Odense"), said("b", "2", "Alpha", "SE", city="Lund")
    assert not may_be_one(one, other, NONE_SHARED)
    assert compare(one, other, NONE_SHARED).points < UNSURE_FROM


def test_the_reason_says_what_speaks_for_it() -> None:
    found = Comparison((Component("name", "the same name", 9), Component("city", "Odense and Lund", -3)))
    assert (found.reason, found.points) == ("the same name", 6)


@pytest.mark.parametrize(
    ("city", "same"),
    [("Gent", "Ghent"), ("KOBENHAVN K", "Copenhagen"), ("Milano", "Milan"), ("Bruxelles / Brussel", "Brussels")],
)
def test_a_city_is_one_by_any_of_its_names(city: str, same: str) -> None:
    one, other = said("a", "1", "Alpha", "BE", city=city), said("b", "2", "Alpha", "BE", city=same)
    assert points(compare(one, other, NONE_SHARED))["city"] == 3
    assert points(compare(one, said("b", "2", "Alpha", "BE", city="Antwerp"), NONE_SHARED))["city"] == -3


def test_domains_that_differ_at_the_end_only_say_nothing_against() -> None:
    one, other = (
        said("a", "1", "Hatch", website="https://hatch.ca"),
        said("b", "2", "Hatch", website="https://hatch.com"),
    )
    assert points(compare(one, other, NONE_SHARED))["web domain"] == 0


def test_a_person_is_asked_where_one_may_be_a_part_of_the_other() -> None:
    whole = said("a", "1", "Skretting", "NO", "company", city="Stavanger", website="https://skretting.com")
    part = said("b", "2", "Skretting ARC", "NO", "company", city="Stavanger", website="https://skretting.com/arc")
    found = compare(whole, part, NONE_SHARED)
    assert found.points >= SURE_FROM
    assert found.verdict is Verdict.UNSURE


def test_an_identifier_decides_of_names_that_are_alike_in_part() -> None:
    one, other = (
        said(source, "1", name, identifiers=[ROR]) for source, name in (("a", "Skretting"), ("b", "Skretting ARC"))
    )
    assert compare(one, other, NONE_SHARED).verdict is Verdict.SURE


def test_kinds_that_publishers_give_in_turn_speak_for_as_much_as_the_same_one() -> None:
    one, other = (
        said("a", "1", "Cap Digital", kind="cluster"),
        said("b", "2", "Cap Digital", kind="research_organisation"),
    )
    assert points(compare(one, other, NONE_SHARED))["kind"] == 1
