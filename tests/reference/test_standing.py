"""Standing and reception: small examples computed by hand."""

import pytest

from . import Outsider, Step, World, cost
from .examples import (
    DAY,
    Telling,
    agency,
    answer,
    extended,
    hows,
    ids,
    office,
    openers,
    org,
    orgs,
    presence,
    rel,
    row,
    ways,
    world,
)
from .routes import routes_between

# Knock


def test_a_constituent_may_knock_but_not_the_other_way_round() -> None:
    w = world(org("a"), agency("k", home="SE"))
    (route,) = routes_between(w, DAY, "a", "k")
    assert route.steps == (Step("a", "k", "knock", 33477, 0.6),)
    assert routes_between(w, DAY, "k", "a") == []


@pytest.mark.parametrize(
    ("mandate", "bound"),
    [
        ({"target": "FR"}, "fg"),
        ({"target": "FR", "region": "FR-IDF"}, "g"),  # FR-75C is within FR-IDF
        ({"target": "FR-75C"}, "g"),
        ({"target": "FR-67"}, ""),
        ({"target": "bloc"}, "dfg"),
        ({"target": "FR", "status": "ended"}, ""),
        ({"target": "FR", "since": "2025"}, ""),
        ({"target": "FR", "role": "host"}, ""),
    ],
)
def test_whom_a_constituency_binds(mandate: dict[str, str], bound: str) -> None:
    w = world(
        [
            org("d", country="DK"),
            org("k", country="KR"),
            org("f", country="FR"),
            org("g", country="FR", region="FR-75C"),
        ],
        org("o", "trade_office", "FR", region="FR-75C"),  # "nobody's constituent"
        agency("agency", "FR"),
        row("corridors", "bloc", "trade_bloc", markets="FR"),
        rel("DK lies_on bloc", since="2010"),
        rel("KR lies_on bloc", until="2010"),
        rel("agency mandated_for FR", **({"role": "home"} | mandate)),
    )
    assert {id for id in "dkfgo" if routes_between(w, DAY, id, "agency")} == set(bound)


def test_a_constituent_may_knock_at_the_agencys_offices_in_the_market_asked_about() -> None:
    w = world(
        org("a"),
        agency("k", home="SE"),
        office("seoul", "KR", "k"),
        office("tokyo", "JP", "k", sectors="food"),
        office("paris", "FR", "k"),
        rel("tokyo serves KR"),  # so it is in that market too
    )
    found = openers(w)
    assert {id: (o.how, o.presence) for id, o in found.items()} == {"seoul": ("own_mandate", 0.9)}
    assert found["seoul"].route.steps == (Step("a", "seoul", "knock", 33477, 0.6),)
    assert found["seoul"].score == pytest.approx(0.6 * 0.9 * 0.8)
    assert found["seoul"].siblings == ("tokyo", "k")
    assert openers(w, Outsider("SE"))["seoul"].route.ids == ("", "seoul")
    assert "seoul" not in openers(w, Outsider("DK"))


def test_a_knock_at_an_agency_alone_or_with_one_tie_after_it() -> None:
    w = world(
        org("a"),
        agency("k", home="SE"),
        orgs("c d", country="KR"),
        rel("k partner_of c"),
        rel("c partner_of d"),
    )
    found = openers(w)
    assert hows(found["c"].route) == ("knock", "tie")
    assert found["c"].score == pytest.approx(0.6 * 0.6 * 0.75 * 0.8)
    assert {id: o.how for id, o in found.items()} == {"c": "home_agency", "k": "home_agency"}  # not d


@pytest.mark.parametrize("form", ["innovation_agency", "innovation_network", "export_credit"])
def test_no_tie_after_a_knock_at_an_innovation_or_export_credit_agency(form: str) -> None:
    w = world(org("a"), agency("k", form=form, home="SE"), org("c", country="KR"), rel("k partner_of c"))
    assert openers(w) == {}
    assert ids(routes_between(w, DAY, "a", "k")) == [("a", "k")]


def test_an_agency_outside_its_constituency_may_be_knocked_at_for_where_it_is() -> None:
    w = world(
        org("a"),
        agency("ecck", "KR", "chamber", "bloc"),
        office("tokyo", "JP", "ecck"),
        org("j", country="JP"),
        rel("ecck partner_of j"),
        row("corridors", "bloc", "trade_bloc", markets="SE|DK"),
        row("corridors", "silk", "economic_corridor", markets="KR|JP"),
    )
    assert ways(w) == {"ecck": "own_mandate"}  # located in the market asked about: "your own people there"
    assert openers(w)["ecck"].presence == 0.75
    assert ways(w, market="JP") == {}
    on_corridor = [opener.id for opener in answer(w, corridor="silk").ranked]
    assert on_corridor == ["tokyo", "j"]  # ecck is tokyo's sibling
    assert routes_between(w, DAY, "a", "j") == []


def test_an_agency_that_asks_has_its_own_offices_by_operates() -> None:
    w = world(agency("a", home="SE"), office("seoul", "KR", "a"), agency("b", home="SE"), office("busan", "KR", "b"))
    found = openers(w)
    assert {id: (o.how, hows(o.route)) for id, o in found.items()} == {
        "seoul": ("own_network", ("tie",)),
        "busan": ("own_mandate", ("knock",)),
    }
    assert found["seoul"].score == pytest.approx(0.9 * 0.9 * 0.8)


# Bilateral chambers


def bilateral(seat: str, *more: Telling) -> World:
    return world(
        agency("b", seat, "chamber", "SE KR"), orgs("a c"), org("d", country="DK"), org("k", country="KR"), *more
    )


@pytest.mark.parametrize(
    ("seat", "asker", "market", "value"),
    [
        ("SE", "a", "KR", 0.6),
        ("KR", "a", "KR", 0.75),
        ("SE", "k", "SE", 0.75),
        ("KR", "k", "SE", 0.6),
        ("SE", "d", "KR", 0.0),  # nobody's whom a home mandate covers
        ("DK", "a", "KR", 0.0),  # located in neither
        ("DK", "a", "DK", 0.75),  # its seat
        ("SE", "a", "DK", 0.0),
        ("SE", "a", "SE", 0.0),  # "in the asker's own market there is neither desk nor bilateral chamber"
    ],
)
def test_a_bilateral_chamber_is_between_its_two_markets(seat: str, asker: str, market: str, value: float) -> None:
    found = openers(bilateral(seat), asker, market=market)
    assert (found["b"].presence if "b" in found else 0.0) == value
    assert all(hows(opener.route) == ("knock",) for opener in found.values())


def test_what_a_bilateral_chamber_gives_holds_whichever_route_reaches_it() -> None:
    w = bilateral("SE", rel("a board_seat b"))
    assert (openers(w)["b"].how, openers(w)["b"].presence) == ("own_network", 0.6)


def test_a_bilateral_chamber_is_no_home_agency_and_has_no_front_door() -> None:
    w = bilateral("KR", rel("d partner_of b"))
    assert answer(w, "d").front_doors == ()
    assert openers(w, "d")["b"].presence == 0.15  # its constituency has KR
    assert openers(bilateral("SE"), "a", market="JP") == {}


def test_a_mandate_for_a_bloc_makes_no_chamber_bilateral() -> None:
    bloc = row("corridors", "bloc", "trade_bloc", markets="SE|KR|DK")
    w = world(org("a"), agency("b", "SE", "chamber", "bloc"), bloc)
    assert (openers(w)["b"].how, openers(w)["b"].presence) == ("home_agency", 0.1)
    both = world(org("a"), agency("b", "SE", "chamber", "bloc SE"), bloc)
    assert openers(both)["b"].presence == 0.1
    promoting = world(org("a"), agency("b", "SE", "trade_promotion", "SE KR"))
    assert openers(promoting)["b"].presence == 0.2  # no chamber


# Desks


def desk(*more: Telling, form: str = "trade_promotion", home: str = "KR") -> World:
    """A Korean agency with an office in Sweden."""
    return world(orgs("a b"), agency("kotra", "KR", form, home), office("sthlm", "SE", "kotra"), *more)


def test_a_desk_is_one_step_and_is_itself_the_door_opener() -> None:
    w = desk(rel("kotra promotes KR"))
    found = openers(w)
    assert found["sthlm"].route.steps == (Step("a", "sthlm", "desk", 45426, 0.5),)
    assert (found["sthlm"].how, found["sthlm"].presence, found["sthlm"].siblings) == ("desk", 0.95, ("kotra",))
    assert found["sthlm"].total == 45426 + 3362 + cost(0.8)
    assert openers(w, Outsider("SE"))["sthlm"].route.ids == ("", "sthlm")
    assert "sthlm" not in openers(w, Outsider("DK"))


@pytest.mark.parametrize(
    ("form", "home", "value"),
    [
        ("chamber", "KR", 0.7),
        ("trade_promotion", "KR-11", 0.45),
        ("business_association", "KR", 0.45),
        ("innovation_agency", "bloc", 0.45),
        ("export_credit", "KR", 0.0),
        ("trade_promotion", "", 0.0),  # its constituency is not known
        ("trade_promotion", "DK", 0.0),
    ],
)
def test_a_desk_represents_an_operator_that_does_not_promote(form: str, home: str, value: float) -> None:
    w = desk(row("corridors", "bloc", "trade_bloc", markets="KR|JP"), form=form, home=home)
    assert presence(w, "sthlm") == value


def test_a_desk_is_for_where_its_operator_is_at_home_or_what_it_promotes() -> None:
    w = desk(rel("kotra promotes JP"), rel("kotra serves DK"))
    assert ways(w) == {"sthlm": "desk"}
    assert presence(w, "sthlm") == 0.45
    assert presence(w, "sthlm", market="JP") == 0.95
    assert ways(w, market="DK") == {}
    ended = desk(rel("kotra promotes JP", until="2020"))
    assert ways(ended, market="JP") == {}  # "ended mandates and promotions do not exist"
    assert ways(desk(rel("kotra promotes SE")), market="SE") == {"kotra": "front_door"}  # no desk in one's own market


def test_a_desk_serves_the_markets_of_its_host_mandates_and_no_others() -> None:
    hosting = [rel("sthlm mandated_for DK", role="host"), rel("sthlm mandated_for SE-M", role="host")]
    w = desk(org("m", region="SE-M"), org("d", country="DK"), org("o", "trade_office", "DK"), *hosting)
    assert {id: set(ways(w, id)) for id in ("a", "m", "d", "o")} == {
        "a": set(),
        "m": {"sthlm"},
        "d": {"sthlm"},
        "o": set(),  # an office that asks uses no desk
    }
    ended = desk(org("d", country="DK"), rel("sthlm mandated_for DK", role="host", status="ended"))
    assert (set(ways(ended)), set(ways(ended, "d"))) == ({"sthlm"}, set())  # without any: where it is located


def test_what_a_desk_represents_holds_whichever_route_reaches_it() -> None:
    w = desk(rel("kotra promotes KR"), rel("a partner_of b"), rel("b operates sthlm", name="x"))
    direct = openers(w, "b")["sthlm"]
    assert (direct.how, direct.presence) == ("own_network", 0.95)
    assert direct.route.strength == pytest.approx(0.9)
    assert openers(w)["sthlm"].how == "own_network"  # .6 x .9 = .54, against .5


def test_ended_operation_ends_desks() -> None:
    w = world(
        org("a"),
        agency("kotra", "KR", home="KR"),
        org("sthlm", "trade_office", "SE"),
        agency("other", "DK"),
        rel("kotra operates sthlm", status="ended"),
        rel("other operates sthlm"),
    )
    assert ways(w) == {}


@pytest.mark.parametrize(
    ("form", "role", "value", "order"),
    [
        ("chamber", "regional", 0.4, ["c", "r"]),  # 0.4 is below .7 as it is
        ("trade_promotion", "regional", 0.4, ["c", "r"]),
        ("export_credit", "regional", 0.4, ["r"]),  # no desk to speak of
    ],
)
def test_a_lesser_desk_without_a_cluster(form: str, role: str, value: float, order: list[str]) -> None:
    w = two_desks(form, role)
    assert presence(w, "r") == value
    assert [id for id in openers(w) if id in "cr"] == order


def two_desks(form: str, role: str, *more: Telling) -> World:
    """The desks of an agency of all of Korea, and of one that promotes it regionally or supranationally."""
    return world(
        org("a", sectors="food"),
        agency("whole", "KR", form, "KR"),
        office("c", "SE", "whole"),
        agency("part", "KR", region="KR-11"),
        rel("part promotes KR", role=role),
        office("r", "SE", "part"),
        *more,
    )


def test_a_regional_desk_has_at_most_the_presence_of_the_best_one_of_the_whole_market() -> None:
    seoul = org("s", country="KR", region="KR-11", sectors="food")
    w = two_desks("trade_promotion", "regional", seoul)
    assert (presence(w, "c"), presence(w, "r")) == (0.45, 0.45)  # not .75
    assert [id for id in openers(w) if id != "s"] == ["c", "r"]  # and stands after it
    assert presence(two_desks("chamber", "regional", seoul), "r") == 0.7
    assert presence(two_desks("export_credit", "regional", seoul), "r") == 0.75
    national = two_desks("chamber", "regional", seoul, rel("part promotes KR", role="national"))
    assert presence(national, "r") == 0.95
    of_a_region = world(
        org("a", sectors="food"),
        seoul,
        agency("whole", "KR", "chamber", "KR-26"),
        office("c", "SE", "whole"),
        agency("part", "KR", region="KR-11"),
        rel("part promotes KR", role="regional"),
        office("r", "SE", "part"),
    )
    assert presence(of_a_region, "r") == 0.75


# Front doors


def test_whoever_asks_may_write_to_an_agency_that_promotes() -> None:
    w = world(agency("k", "KR"), rel("k promotes KR"), org("o", "trade_office", "DK"), org("own", country="KR"))
    for asker in (Outsider("NO"), "o", "own"):  # an office too, and in the own market
        opener = openers(w, asker)["k"]
        assert opener.route.steps == (Step(opener.route.ids[0], "k", "front_door", 105476, 0.2),)
        assert (opener.how, opener.presence) == ("front_door", 0.95)
    assert openers(w, "o")["k"].score == pytest.approx(0.2 * 0.95 * 0.8)


@pytest.mark.parametrize(
    ("form", "home", "opens"),
    [
        ("chamber", "KR", True),
        ("chamber", "bloc", True),
        ("chamber", "KR-11", False),  # not the whole market
        ("chamber", "", False),
        ("chamber", "KR DK", False),  # bilateral
        ("business_association", "KR", False),
    ],
)
def test_the_front_door_of_a_chamber(form: str, home: str, opens: bool) -> None:
    w = world(org("a"), agency("k", "KR", form, home), row("corridors", "bloc", "trade_bloc", markets="KR|JP"))
    assert [o.id for o in answer(w).front_doors] == (["k"] if opens else [])
    if opens:
        opener = openers(w)["k"]
        assert (opener.route.steps[0].strength, opener.presence, opener.how) == (0.15, 0.6, "front_door")
    assert answer(world(org("a"), agency("k", "DK", form, home), row("corridors", "bloc"))).front_doors == ()
    assert answer(w, Outsider("KR")).front_doors == ()  # not in the asker's own market


def test_a_chamber_that_promotes_has_the_better_of_both_doors() -> None:
    w = world(org("a"), agency("k", "KR", "chamber", "KR"), rel("k promotes KR", role="regional"))
    opener = openers(w)["k"]
    assert (opener.route.steps[0].strength, opener.presence) == (0.2, 0.6)  # .4 by promoting regionally


def test_a_research_organisation_may_write_to_an_innovation_agency() -> None:
    w = world(
        org("a", "research_organisation"),
        agency("i", "KR", "innovation_agency"),
        agency("n", "KR", "innovation_network"),
        org("own", "research_organisation", "KR"),
    )
    (opener,) = answer(w).front_doors
    assert (opener.id, opener.route.steps[0].strength, opener.presence) == ("i", 0.2, 0.7)
    assert answer(w, Outsider("SE")).front_doors == ()
    assert answer(w, "own").front_doors == ()


# Home agencies


@pytest.mark.parametrize(
    ("form", "value"),
    [
        ("trade_and_investment", 0.2),
        ("trade_promotion", 0.2),
        ("chamber", 0.1),
        ("business_association", 0.1),
        ("investment_promotion", 0.0),
        ("export_credit", 0.0),
        ("innovation_agency", 0.0),
        ("", 0.0),
    ],
)
def test_a_home_agency_is_a_door_opener_for_every_market_abroad(form: str, value: float) -> None:
    w = world(org("a"), agency("k", form=form, home="SE"))
    assert presence(w, "k") == value
    assert all(o.how == "home_agency" and o.score == pytest.approx(0.6 * value * 0.8) for o in openers(w).values())
    assert presence(w, "k", Outsider("DK")) == 0
    asking = agency("b", home="DK")
    assert presence(world(asking, agency("k", form=form, home="SE")), "k", "b") == 0  # "not for an agency"


def test_a_home_agency_with_a_better_presence_has_that() -> None:
    w = world(org("a", sectors="food"), agency("k", home="SE", sectors="food"), rel("k serves KR"))
    assert presence(w, "k") == 0.6
    elsewhere = world(org("a"), agency("k", "DK", home="SE"))
    assert presence(elsewhere, "k") == 0  # not located in the asker's own market


def test_in_ones_own_market() -> None:
    w = world(
        org("a", country="KR"),
        agency("promotes", "KR"),
        rel("promotes promotes KR"),
        agency("chamber", "KR", "chamber", "KR"),
        agency("association", "KR", "business_association", "KR"),
        agency("trade", "KR", home="KR"),
        agency("bilateral", "KR", "chamber", "KR SE"),
        agency("abroad", "SE", home="SE"),
        office("desk", "KR", "abroad"),
        rel("abroad promotes KR"),
    )
    found = answer(w, market="KR")
    assert {o.id: (o.how, o.presence) for o in found.ranked} == {
        "promotes": ("front_door", 0.95),
        "abroad": ("front_door", 0.95),
        "trade": ("home_agency", 0.15),
        "chamber": ("home_agency", 0.15),
    }
    (chamber,) = (o for o in found.ranked if o.id == "chamber")
    assert chamber.siblings == ("association",)  # together one door opener


# Reception


def received(*more: Telling, asker: dict[str, str] | None = None) -> World:
    """A Swedish agency's office in Seoul, and Korean clusters."""
    return world(
        org("a", **({"sectors": "food"} | (asker or {}))),
        agency("home", home="SE"),
        office("seoul", "KR", "home"),
        orgs("c d", country="KR", sectors="food"),
        org("w", country="KR", sectors="wind"),
        *more,
    )


def test_an_office_at_which_the_asker_knocks_receives() -> None:
    found = openers(received())
    assert hows(found["c"].route) == ("knock", "reception")
    assert [step.strength for step in found["c"].route.steps] == [0.6, 0.5]
    assert (found["c"].how, found["c"].presence) == ("reception", 0.75)
    assert found["c"].score == pytest.approx(0.6 * 0.5 * 0.75 * 1)
    assert set(found) == {"seoul", "c", "d"}
    assert set(openers(received(), sector="wind")) == {"seoul", "w"}  # "or has the sector asked for"
    assert "c" not in openers(received(asker={"sectors": "cross-sector"}))


def test_who_receives() -> None:
    w = world(
        org("a", sectors="food"),
        org("c", country="KR", sectors="food"),
        agency("kotra", "KR", home="KR"),
        office("desk", "SE", "kotra"),
    )
    assert list(openers(w)) == ["desk"]  # its operator does not promote the market
    promoting = extended(w, rel("kotra promotes KR"))
    assert openers(promoting)["c"].route.ids == ("a", "desk", "c")
    assert openers(promoting, Outsider("DK", sectors=("food",)))["c"].route.ids == ("", "kotra", "c")
    chamber = world(
        org("a", sectors="food"), org("c", country="KR", sectors="food"), agency("k", "KR", "chamber", "KR")
    )
    assert list(openers(chamber)) == ["k"]  # a chamber's front door does not
    assert openers(promoting, Outsider("KR", sectors=("food",))).keys() == {"kotra"}  # not who is there


def test_a_regional_agency_receives_for_its_region_and_a_supranational_one_for_none() -> None:
    wind = {"country": "FR", "sectors": "food"}
    clusters = [org("p", region="FR-75C", **wind), org("l", region="FR-69", **wind)]
    base = [org("a", sectors="food"), *clusters, *agency("k", "FR", region="FR-IDF")]
    for role, expected in {"": {"p", "l"}, "regional": {"p"}, "supranational": set()}.items():
        w = world(base, rel("k promotes FR", role=role))
        assert {o.id for o in answer(w, market="FR").to_meet} == expected
        with_desk = world(base, rel("k promotes FR", role=role), office("desk", "SE", "k"))
        assert {o.id for o in answer(with_desk, market="FR").to_meet} == expected
    by_city = [org("a", sectors="food"), org("p", city="Paris", **wind), org("l", city="Lyon", **wind)]
    w = world(by_city, agency("k", "FR", city="Paris"), rel("k promotes FR", role="regional"))
    assert {o.id for o in answer(w, market="FR").to_meet} == {"p"}


def test_where_there_is_none_one_whose_first_sector_is_a_neighbour() -> None:
    near = row("sectors", "ports", near="wind|sea")
    asker = {"sectors": "ports"}
    w = received(near, org("second", country="KR", sectors="food|wind"), asker=asker)
    assert {o.id for o in answer(w).to_meet} == {"w"}
    there_is_one = received(near, org("port", country="KR", sectors="ports"), asker=asker)
    assert {o.id for o in answer(there_is_one).to_meet} == {"port"}
    assert answer(there_is_one, avoid=frozenset({"port"})).to_meet == ()  # constraints only remove


def test_a_research_organisation_is_received_by_research_organisations_alike() -> None:
    lab = org("lab", "research_organisation", "KR", sectors="food")
    assert {o.id for o in answer(received(lab, asker={"kind": "research_organisation"})).to_meet} == {"c", "d", "lab"}
    assert {o.id for o in answer(received(lab)).to_meet} == {"c", "d"}


def test_a_tie_of_ones_own_takes_the_place_of_a_reception() -> None:
    w = received(rel("a board_seat c", until="2016-06-30"), rel("c partner_of x"), org("x", country="KR"))
    # .7 / 4 = .175 by itself; told as the tie, worth what the reception would be: .6 x .5
    opener = openers(w)["c"]
    assert opener.route.steps == (Step("a", "c", "tie", cost(0.3), 0.3),)
    assert opener.how == "own_network"
    assert {o.id for o in answer(w).to_meet} == {"d"}
    by_c = openers(w)["x"].route
    assert by_c.strength == pytest.approx(0.7 * 2 ** -(2922 / 365.25 / 4) * 0.6)  # not inside a longer route
    stronger = openers(received(rel("a partner_of c")))["c"]
    assert stronger.route.steps[0].strength == pytest.approx(0.6)
    (alone,) = answer(w, max_steps=1, opener_kinds=frozenset({"cluster"})).ranked
    assert alone.route.strength == pytest.approx(0.7 * 2 ** -(2922 / 365.25 / 4))  # no reception within one step


def test_at_most_three_receptions_are_ranked_and_all_are_to_meet() -> None:
    w = received(orgs("e f g", country="KR", sectors="food"))
    found = answer(w)
    assert [o.id for o in found.ranked] == ["seoul", "c", "d", "e"]
    assert [o.id for o in found.to_meet] == ["c", "d", "e", "f", "g"]
    assert found.below_floor == 0
