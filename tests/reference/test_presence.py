"""Presence by kind, by asker and by route, and fit: small examples computed by hand.

Whoever asks is called a, and is tied to everybody who is asked about, unless the example is about that.
"""

import pytest

from . import Outsider, presences
from .examples import (
    DAY,
    Telling,
    Told,
    agency,
    answer,
    extended,
    office,
    openers,
    org,
    orgs,
    presence,
    rel,
    row,
    told,
    world,
)

# Presence by kind


def test_presence_by_location() -> None:
    there = [
        org("cluster", country="KR", confidence="recalled"),  # confidence counts in ties only
        org("research", "research_organisation", "KR"),
        org("investor", "investor", "KR"),
        org("company", "company", "KR"),
        org("office", "trade_office", "KR"),
    ]
    everybody = {"cluster": 0.75, "research": 0.75, "investor": 0.75, "company": 0.35, "office": 0.45}
    assert presences(world(org("a"), there), DAY, "a", market="KR") == pytest.approx(everybody)


def test_a_company_is_an_opener_only_if_asked_for() -> None:
    w = world(org("a"), org("k", "company", "KR"), rel("a partner_of k"))
    assert answer(w).ranked == ()
    (opener,) = answer(w, opener_kinds=frozenset({"company"})).ranked
    assert (opener.id, opener.presence) == ("k", 0.35)


@pytest.mark.parametrize(
    ("form", "home", "value"),
    [
        ("trade_promotion", "", 0.15),  # its constituency is not known
        ("trade_promotion", "KR", 0.15),
        ("trade_promotion", "KR-11", 0.15),
        ("business_association", "bloc", 0.15),  # the bloc has KR
        ("trade_promotion", "SE", 0.75),
        ("export_credit", "", 0.0),
        ("export_credit", "SE", 0.0),  # whatever its constituency
        ("innovation_network", "", 0.15),  # section 3 speaks of innovation agencies
    ],
)
def test_an_agency_that_does_not_promote_looks_outward(form: str, home: str, value: float) -> None:
    bloc = row("corridors", "bloc", "trade_bloc", markets="KR|DK")
    there = agency("k", "KR", form, home)
    w = world(org("a", country="NO"), there, bloc, rel("a partner_of k"))
    assert presence(w, "k") == value


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("company", 0.15),
        ("cluster", 0.15),
        ("investor", 0.15),
        ("research_organisation", 0.7),
        ("public_body", 0.7),
        ("trade_agency", 0.7),
        ("trade_office", 0.7),
        ("innovation_office", 0.7),
    ],
)
def test_innovation_agencies_and_public_bodies_are_there_for_some(kind: str, value: float) -> None:
    w = world(
        org("a", kind),
        org("body", "public_body", "KR"),
        agency("innovation", "KR", "innovation_agency", "SE KR"),
    )
    found = presences(w, DAY, "a", market="KR")
    assert {id: found[id] for id in ("body", "innovation")} == {"body": value, "innovation": value}
    assert presences(w, DAY, Outsider("SE", kind=kind), market="KR")["body"] == value


@pytest.mark.parametrize(("role", "value"), [("", 0.95), ("national", 0.95), ("regional", 0.4), ("supranational", 0.3)])
def test_an_agency_that_promotes_has_only_the_presence_of_that(role: str, value: float) -> None:
    w = world(
        org("a"),
        agency("k", "KR"),
        rel("k promotes KR", role=role, since="1990", confidence="inferred"),  # no half-life, no confidence
        rel("k serves KR"),  # adds nothing
        rel("a partner_of k"),
    )
    assert presence(w, "k") == value
    assert presence(world(org("a"), agency("k", "KR"), told("k promotes KR", status="ended", role=role)), "k") == 0


def test_of_several_roles_the_best() -> None:
    w = world(org("a"), agency("k", "KR"), [rel("k promotes KR", role=role) for role in ("regional", "national")])
    assert presence(w, "k") == 0.95


@pytest.mark.parametrize(
    ("cluster", "value"),
    [
        ({"region": "KR-11", "sectors": "food|wind"}, 0.75),
        ({"region": "KR-26", "sectors": "wind"}, 0.4),
        ({"region": "", "sectors": "wind"}, 0.4),
        ({"region": "KR-11", "sectors": "food"}, 0.4),
        ({"region": "KR-11", "sectors": "cross-sector"}, 0.4),
        ({"region": "KR-11", "sectors": "wind", "status": "closed"}, 0.4),
        ({"region": "KR-11", "sectors": "wind", "kind": "research_organisation"}, 0.4),
    ],
)
def test_a_regional_agency_is_worth_more_with_a_cluster_of_the_sector(cluster: dict[str, str], value: float) -> None:
    w = world(
        org("a", sectors="wind|cross-sector"),
        agency("k", "KR"),
        rel("k mandated_for KR", role="home", region="KR-11"),
        rel("k promotes KR", role="regional"),
        org("c", **({"country": "KR"} | cluster)),
    )
    assert presence(w, "k") == value


def test_a_regional_agencys_region_is_of_its_mandate_else_its_own_else_its_city() -> None:
    asker = org("a", sectors="wind")
    wind = {"country": "FR", "sectors": "wind"}
    regional: list[Telling] = [agency("k", "FR", region="FR-IDF", city="Paris"), rel("k promotes FR", role="regional")]
    below = org("c", region="FR-75C", **wind)  # within FR-IDF
    assert presence(world(asker, *regional, below), "k", market="FR") == 0.75
    mandate = rel("k mandated_for FR-67", role="home")
    assert presence(world(asker, *regional, below, mandate), "k", market="FR") == 0.4
    alsace = org("c", region="FR-67", **wind)
    assert presence(world(asker, *regional, alsace, mandate), "k", market="FR") == 0.75
    without: list[Telling] = [agency("k", "FR", city="Paris"), rel("k promotes FR", role="regional")]
    in_city, elsewhere = org("c", city="paris", **wind), org("c", city="Lyon", region="FR-75C", **wind)
    assert presence(world(asker, *without, in_city), "k", market="FR") == 0.75
    assert presence(world(asker, *without, elsewhere), "k", market="FR") == 0.4
    assert presence(world(asker, *without, org("c", country="FR", sectors="wind")), "k", market="FR") == 0.4


def test_the_asker_is_a_cluster_of_the_region_too() -> None:
    regional: list[Telling] = [agency("k", "FR", region="FR-IDF"), rel("k promotes FR", role="regional")]
    inside = org("a", country="FR", region="FR-75C", sectors="wind")
    assert presence(world(inside, *regional), "k", market="FR") == 0.75
    asker = Outsider("FR", "FR-75C", ("wind",), kind="cluster")
    assert presence(world(*regional), "k", asker, market="FR") == 0.75
    assert presence(world(*regional), "k", Outsider("FR", "FR-75C", ("wind",)), market="FR") == 0.4  # a company


def test_an_office_of_an_export_credit_agency() -> None:
    credit = [org("a"), *agency("credit", form="export_credit", home="SE"), *office("one", "KR", "credit")]
    assert presence(world(credit), "one") == 0.5
    both = [*agency("trade", home="SE"), rel("trade operates one")]
    assert presence(world(credit, both), "one") == 0.9  # not of export credit only


# Presence by relations


def test_presence_by_relations_that_last() -> None:
    w = world(
        org("a"),
        orgs("b c d e f"),
        rel("b serves KR", confidence="inferred"),  # confidence does not count
        rel("c active_in KR"),
        told("d active_in KR", since="2018-06-30"),  # six years of 365.25 days ago: one half-life
        rel("e serves KR", status="ended"),  # ended presence is past
        rel("f serves KR", since="2025"),
        [rel(f"a partner_of {id}") for id in "bcdef"],
    )
    expected = {"b": 0.6, "c": 0.5, "d": 0.5 * 2 ** -(2192 / 365.25 / 6)}
    assert {id: o.presence for id, o in openers(w).items()} == pytest.approx(expected)
    assert [(past.id, past.until) for past in answer(w).past] == [("e", None)]


def test_a_mandate_alone_and_an_office_are_no_presence_of_the_operator() -> None:
    w = world(org("a", country="DK"), agency("k", "SE", home="KR"), office("o", "KR", "k"), rel("a partner_of k"))
    assert presence(w, "k") == 0


def test_presence_is_handed_over_but_location_is_not() -> None:
    old = [org("old", country="KR", status="closed"), org("a"), org("b"), told("old merged_into b")]
    met = rel("a partner_of b")
    assert presence(world(old, met), "b") == 0
    assert presence(world(old, met, rel("old serves KR")), "b") == pytest.approx(0.6 * 0.9)
    fair = [row("contexts", "fair", "event"), rel("old attends fair"), rel("fair takes_place_in KR")]
    assert presence(world(old, met, fair), "b") == pytest.approx(0.5 * 0.9)


def test_promotions_and_mandates_are_handed_over_in_full() -> None:
    w = world(
        org("old", "trade_agency", "KR", status="closed"),
        agency("k", "KR"),
        org("a"),
        told("old merged_into k"),
        rel("old promotes KR"),
    )
    assert presence(w, "k") == 0.95


def test_a_context_that_takes_place_somewhere_makes_its_participants_active_there() -> None:
    w = world(
        org("a"),
        orgs("b c d e"),
        row("contexts", "fair", "event", country="DK", end="2024-12"),
        rel("fair takes_place_in KR"),
        rel("b attends fair"),
        told("c attends fair", status="ended"),
        rel("d attends fair", since="2025"),
        told("e attends fair"),  # its context's end lies ahead: current
        [rel(f"a partner_of {id}") for id in "bcde"],
    )
    assert {id: o.presence for id, o in openers(w).items()} == {"b": 0.5, "e": 0.5}
    assert openers(w, market="DK") == {}  # a context's `country` only describes
    assert [past.id for past in answer(w).past] == ["c"]
    over = extended(w, rel("fair takes_place_in NO", until="2020"))
    assert openers(over, market="NO") == {}


@pytest.mark.parametrize("status", ["unknown", "suspended", ""])
def test_presence_of_whatever_origin_is_halved_once(status: str) -> None:
    w = world(
        org("a"),
        org("c", country="KR", status=status),
        agency("k", "KR", status=status),
        office("desk", "SE", "k", status=status),
        agency("home", home="SE", status=status),
        agency("chamber", "KR", "chamber", "KR", status=status),
        rel("k promotes KR"),
        rel("a partner_of c"),
    )
    # the desk: once, though its operator's status is unknown too
    expected = {"desk": 0.475, "c": 0.375, "chamber": 0.3, "home": 0.1}
    assert {id: o.presence for id, o in openers(w).items()} == pytest.approx(expected)
    by_operator = world(org("a"), agency("k", "KR", status=status), office("desk", "SE", "k"), rel("k promotes KR"))
    assert presence(by_operator, "desk") == 0.475


def test_what_is_worth_less_than_a_ten_thousandth_is_no_presence() -> None:
    # .6 x 2^-(y / 6): 75.3 years
    old, older = told("b serves KR", since="1949-06-30"), told("c serves KR", since="1948-06-30")
    w = world(org("a"), orgs("b c"), old, older)
    assert set(presences(w, DAY, "a", market="KR")) == {"b"}


# Offices of others


def test_an_office_counts_in_full_for_whom_its_operators_mandate_is_to_serve() -> None:
    askers = [org("here", region="SE-M"), org("there", region="SE-AB"), org("nowhere"), org("dane", country="DK")]
    w = world(
        agency("catalan"),
        rel("catalan mandated_for SE", role="home", region="SE-M"),
        office("seoul", "KR", "catalan"),
        office("tokyo", "JP", "catalan"),
        org("orphan", "trade_office", "SE", region="SE-M"),
        askers,
        [rel(f"{values['id']} partner_of seoul") for _, values in askers],
        rel("tokyo partner_of seoul"),
        rel("orphan partner_of seoul"),
    )
    expected = {"here": 0.9, "there": 0.45, "nowhere": 0.45, "dane": 0.45, "catalan": 0.9, "tokyo": 0.9}
    assert {asker: presence(w, "seoul", asker) for asker in expected} == expected
    assert presence(w, "seoul", "orphan") == 0.45  # an office that asks is nobody's constituent
    assert presence(w, "seoul", Outsider("SE", "SE-M")) == 0.9
    assert presence(w, "seoul", Outsider("SE", "SE-AB")) == 0  # no tie of its own


def test_an_office_of_others_opens_by_ones_own_tie_to_it_or_its_operator() -> None:
    others = [*agency("catalan", "ES", home="ES"), *office("seoul", "KR", "catalan")]
    others += [org("a", country="DK"), org("b")]
    direct = world(others, rel("a partner_of seoul"))
    assert openers(direct)["seoul"].route.ids == ("a", "seoul")
    by_operator = world(others, rel("a partner_of catalan"))  # an agency elsewhere, but before its own office
    opener = openers(by_operator)["seoul"]
    assert (opener.route.ids, opener.presence) == (("a", "catalan", "seoul"), 0.45)
    assert opener.score == pytest.approx(0.6 * 0.9 * 0.45 * 0.8)
    by_friend = world(others, rel("a partner_of b"), rel("b partner_of seoul"))
    assert "seoul" not in openers(by_friend)
    by_friend_of_operator = world(others, rel("a partner_of b"), rel("b partner_of catalan"))
    assert "seoul" not in openers(by_friend_of_operator)


def test_an_office_whose_operator_is_unknown_counts_by_an_own_tie_only() -> None:
    free = [org("a"), org("b"), org("seoul", "trade_office", "KR")]
    assert presence(world(free, rel("a partner_of seoul")), "seoul") == 0.45
    assert presence(world(free, rel("a partner_of b"), rel("b partner_of seoul")), "seoul") == 0


def test_an_office_of_several_operators_is_an_office_of_each() -> None:
    w = world(org("a"), agency("home", home="SE"), agency("other", "ES"), office("seoul", "KR", "home other"))
    opener = openers(w)["seoul"]
    assert (opener.presence, opener.how, opener.siblings) == (0.9, "own_mandate", ("home",))


# Who serves from elsewhere


def test_who_is_not_there_and_shares_no_sector_opens_by_a_direct_tie_or_knock_only() -> None:
    w = world(
        orgs("a", sectors="food"),
        org("b"),
        org("far", country="DK", sectors="wind"),
        org("none", country="DK"),
        org("near", country="DK", sectors="food"),
        org("there", country="KR", sectors="wind"),
        [rel(f"{id} serves KR") for id in ("far", "none", "near", "there")],
        rel("a partner_of b"),
        [rel(f"b partner_of {id}") for id in ("far", "none", "near", "there")],
        agency("home", home="SE", form="investment_promotion", sectors="wind"),
        rel("home serves KR"),
        rel("home partner_of b"),
    )
    assert set(openers(w)) == {"near", "there", "home"}
    assert openers(w)["home"].route.ids == ("a", "home")
    assert set(openers(w, sector="wind")) == {"far", "there", "home"}  # the sector asked for
    assert set(openers(w, "b")) == {"far", "none", "near", "there", "home"}


# Fit


@pytest.mark.parametrize(
    ("asker", "opener", "sector", "fit"),
    [
        ("", "wind", None, 0.8),  # asker without sectors
        ("cross-sector", "wind", None, 0.8),  # cross-sector being none
        ("food", "", None, 0.8),
        ("food", "cross-sector", None, 0.8),
        ("food", "wind", None, 0.5),
        ("food", "food", None, 1.0),
        ("food|wind", "food", None, 0.8 + 0.2 / 2),
        ("food|wind|cross-sector", "wind|food|ports", None, 1.0),
        ("food|wind", "ports|wind", None, 0.8 + 0.2 / 2 * 0.75),  # its first sector is not among the asker's
        ("food", "cross-sector|food", None, 0.8 + 0.2 * 0.75),  # cross-sector in the first place is nobody's
        ("food|wind", "wind|ports", "ports", 0.8 + 0.2 * 0.75),  # against `sector`, if given
        ("food", "food", "wind", 0.5),
        ("food", "wind", "cross-sector", 0.8),
    ],
)
def test_sector_fit(asker: str, opener: str, sector: str | None, fit: float) -> None:
    w = world(org("a", sectors=asker), org("k", country="KR", sectors=opener), rel("a partner_of k"))
    assert openers(w, sector=sector)["k"].fit == pytest.approx(fit)


def test_works_in_gives_sectors_while_it_lasts_but_no_first_one() -> None:
    w = world(
        org("a", sectors="food"),
        org("k", country="KR", sectors="wind"),
        rel("a partner_of k"),
        rel("k works_in food", until="2020"),
    )
    assert openers(w)["k"].fit == 0.5
    lasting = world(org("a", sectors="food"), org("k", country="KR"), rel("a partner_of k"), rel("k works_in food"))
    assert openers(lasting)["k"].fit == pytest.approx(0.8 + 0.2 * 0.75)


FITS = {
    # of an agency, then of its office: for a company, research organisation, innovation agency, public body, cluster
    "trade_and_investment": (1, 0.5, 0.5, 0.7, 1),
    "export_credit": (1, 0.5, 0.5, 0.7, 1),
    "chamber": (1, 0.2, 0.2, 0.4, 1),
    "business_association": (1, 0.2, 0.2, 0.7, 1),
    "innovation_agency": (1, 1, 1, 1, 1),
    "innovation_network": (1, 1, 1, 1, 1),
}


@pytest.mark.parametrize("form", FITS)
def test_service_fit(form: str) -> None:
    askers = [
        org("company", "company"),
        org("research", "research_organisation"),
        *agency("innovation", form="innovation_network"),
        org("body", "public_body"),
        org("cluster"),
    ]
    operators = [agency(id, "DK", form, home="DK") for id in ("by", "bi")]
    there = [agency("k", "KR", form, home="DK"), office("o", "KR", "by"), office("i", "KR", "bi", "innovation_office")]
    ties = [rel(f"{asker} partner_of {id}") for asker in _ids(askers) for id in ("k", "o", "i")]
    w = world(askers, *operators, *there, ties, rel("k promotes KR"))
    found = [openers(w, asker) for asker in _ids(askers)]
    assert [fits["k"].fit / 0.8 for fits in found] == pytest.approx(FITS[form])
    assert [fits["o"].fit / 0.8 for fits in found] == pytest.approx(FITS[form])
    # "for a company an innovation_office .85"; "innovation offices 1 for these"
    assert [fits["i"].fit / 0.8 for fits in found] == pytest.approx([0.85, 1, 1, 1, 1])


def _ids(rows: list[Told]) -> list[str]:
    return [values["id"] for stem, values in rows if stem == "organisations"]
