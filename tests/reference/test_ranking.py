"""Which door openers are told, together or apart, in what order: small examples computed by hand."""

import pytest

from . import Answer, Outsider, World, door_openers
from .examples import (
    DAY,
    Telling,
    agency,
    answer,
    city,
    extended,
    flat,
    office,
    openers,
    org,
    orgs,
    rel,
    row,
    told,
    ways,
    world,
)


def order(*told: Telling, asker: dict[str, str] | None = None) -> list[str]:
    """The order of organisations all of whom the asker knows alike; those called by-something only stand behind."""
    known = [v["id"] for stem, v in flat(told) if stem == "organisations" and not v["id"].startswith("by-")]
    return list(openers(world(org("a", **(asker or {})), *told, [rel(f"a partner_of {id}") for id in known])))


# Order


def test_by_sum_then_steps_then_id() -> None:
    w = world(
        org("a"),
        orgs("x k", country="KR"),
        org("j", country="KR", status="unknown"),
        [rel(f"a partner_of {id}") for id in "xkj"],
    )
    assert [(id, o.total) for id, o in openers(w).items()] == [
        ("k", 33477 + 18854 + 14624),
        ("x", 33477 + 18854 + 14624),
        ("j", 33477 + 64280 + 14624),  # .375 costs 64279.63
    ]


def test_national_before_regional_and_supranational() -> None:
    # all of presence .4: national and supranational at .3 cannot be made equal, regional constituencies can
    agencies: list[Telling] = [
        agency("a-region", "KR", home="KR-11"),
        agency("b-nation", "KR", home="KR"),
        agency("c-both", "KR", home="KR-26 KR"),
    ]
    assert order(*agencies) == ["b-nation", "c-both", "a-region"]
    doors = [agency("a-regional", "KR"), agency("b-supra", "KR"), agency("c-none", "KR")]
    promoting = [
        rel("a-regional promotes KR", role="regional"),
        rel("b-supra promotes KR", role="regional"),
        rel("b-supra promotes KR", role="supranational"),
    ]
    w = world(org("a"), doors, promoting, [rel(f"a partner_of {x}") for x in ("a-regional", "b-supra")])
    assert list(openers(w)) == ["a-regional", "b-supra"]  # both are of one level


def test_by_form() -> None:
    forms = {
        "a": "business_association",
        "b": "chamber",
        "c": "",
        "d": "investment_promotion",
        "e": "trade_promotion",
        "f": "trade_and_investment",
    }
    # those of .75: outside their constituency
    agencies = [agency(f"{id}-{form}", "KR", form, "DK") for id, form in forms.items()]
    found = order(*agencies, org("g-cluster", country="KR"))
    # a chamber whose constituency is not the market has no front door
    assert [id[0] for id in found] == ["e", "f", "g", "c", "d", "b", "a"]


def test_an_office_ranks_by_its_operator() -> None:
    operators = [agency("by-1", "DK", "chamber"), agency("by-2", "DK", ""), agency("by-3", "DK")]
    offices = [office("a1", "KR", "by-1"), office("b1", "KR", "by-2"), office("c1", "KR", "by-3")]
    assert order(*operators, *offices, org("d1", "trade_office", "KR")) == ["c1", "d1", "b1", "a1"]


def test_first_sector_then_city_then_ties_then_confidence() -> None:
    # 3 of 8 shared, the first among them: .8 + .2 x 3/8; 4 of 8, not the first: .8 + .2 x 4/8 x .75, the same
    eight = {"sectors": "s1|s2|s3|s4|s5|s6|s7|s8"}
    sectors = [org("x", country="KR", sectors="none|s1|s2|s3|s4"), org("y", country="KR", sectors="s1|s2|s3")]
    assert order(*sectors, asker=eight) == ["y", "x"]
    cities = [org(id, country="KR", city=its) for id, its in {"x": "Ulsan", "y": "Seoul", "z": "busan"}.items()]
    assert order(city("KR", "Busan", "Seoul"), *cities) == ["z", "y", "x"]
    friends: list[Telling] = [orgs("x y", country="KR"), org("by-1"), rel("y partner_of by-1", status="ended")]
    assert order(*friends) == ["y", "x"]
    told = [org("x", country="KR", confidence="inferred"), org("y", country="KR", confidence="imported")]
    assert order(*told) == ["y", "x"]


def test_missions_stand_in_the_capital() -> None:
    def two(form: str) -> list[str]:
        offices = [
            org("b", "trade_office", "KR", city="Busan", form=form),
            org("s", "trade_office", "KR", city="Seoul", form=form),
        ]
        return order(city("KR", "Busan", "Seoul"), *offices)

    assert two("trade") == ["b", "s"]
    assert two("mission") == ["s", "b"]


# One door opener


def test_offices_of_one_operator_with_it_are_one_door_opener() -> None:
    w = world(
        org("a"),
        agency("k", home="SE"),
        office("seoul", "KR", "k"),
        office("busan", "KR", "k", status="suspended"),
        office("tokyo", "JP", "k"),
    )
    found = openers(w)
    assert {id: o.siblings for id, o in found.items()} == {"seoul": ("busan", "k")}  # in order of rank
    avoiding = answer(w, avoid=frozenset({"seoul"})).ranked
    assert [(o.id, o.siblings) for o in avoiding] == [("busan", ("k",))]


def test_an_agencys_desks_around_the_asker_belong_to_it() -> None:
    w = world(
        org("a", city="Lund", region="SE-M"),
        agency("kotra", "KR", home="KR"),
        rel("kotra promotes KR"),
        office("b1", "SE", "kotra", city="Stockholm"),
        office("c1", "SE", "kotra", region="SE-M"),
        office("d1", "SE", "kotra", city="Lund", region="SE-M"),
        city("SE", "Stockholm", "Stockholm"),
    )
    assert {id: o.siblings for id, o in openers(w).items()} == {"d1": ("c1", "b1", "kotra")}
    # elsewhere in the country, the main business city's
    assert openers(w, Outsider("SE")).keys() == {"b1"}
    # its region, said alike
    assert next(iter(openers(w, Outsider("SE", "SE-M")))) == "c1"


def test_an_office_of_several_operators_is_in_the_group_of_its_best_way() -> None:
    w = world(
        org("a"),
        agency("b", home="DK"),
        agency("c", home="SE"),
        office("o", "KR", "b c"),
        office("p", "KR", "c"),
        office("q", "KR", "b"),
        rel("a partner_of q"),
    )
    found = openers(w)
    assert found["o"].siblings == ("p", "c")
    assert found["q"].siblings == ()
    by_tie = openers(extended(w, rel("a operates o")))
    assert (by_tie["o"].siblings, by_tie["p"].siblings) == ((), ("c",))  # a is an operator, and the step before


def test_a_desk_of_several_operators_is_in_the_group_of_the_one_that_it_represents_best() -> None:
    w = world(
        org("a"),
        agency("b", "KR", home="KR"),
        agency("c", "KR", "chamber", "KR"),
        office("o", "SE", "b c"),
        office("p", "SE", "c"),
        office("q", "SE", "b"),
    )
    # .45 for b, .7 for c
    assert {id: o.siblings for id, o in openers(w).items()} == {"o": ("p", "c"), "q": ()}


def test_chambers_front_doors_are_one_door_opener() -> None:
    w = world(
        org("a", country="DK"),
        agency("one", "KR", "chamber", "KR"),
        agency("two", "KR", "chamber", "KR", status="unknown"),
        agency("promoting", "KR", "chamber", "KR"),
        rel("promoting promotes KR"),
        agency("known", "KR", "chamber", "KR"),
        rel("a partner_of known"),
    )
    found = openers(w)
    assert {id: o.siblings for id, o in found.items()} == {"known": (), "promoting": (), "one": ("two",)}


def test_home_chambers_and_business_associations_are_one_door_opener() -> None:
    w = world(
        org("a"),
        agency("one", form="chamber", home="SE"),
        agency("two", form="business_association", home="SE"),
        agency("tied", form="chamber", home="SE"),
        rel("a partner_of tied", name="x"),
        rel("a board_seat tied"),
        agency("trade", home="SE"),
        agency("serving", form="chamber", home="SE"),
        rel("serving serves KR"),
        agency("with-office", form="chamber", home="SE"),
        office("seoul", "KR", "with-office"),
    )
    found = openers(w)
    assert {id: o.siblings for id, o in found.items()} == {
        "seoul": ("with-office",),
        "serving": (),
        "trade": (),
        "tied": ("one", "two"),
    }


# Limits


def lesser(roles: dict[str, str], *more: Telling) -> World:
    """Agencies that promote in these roles; a region is named after the agency's second letter."""
    agencies = [agency(id, "KR", region=f"KR-{id[1:]}") for id in roles]
    doors = [rel(f"{id} promotes KR", role=role) for id, role in roles.items()]
    return world(org("a", sectors="food"), agencies, doors, *more)


def test_at_most_two_front_doors_of_regional_agencies() -> None:
    clusters = [org(f"c{number}", country="KR", region=f"KR-{number}", sectors="food") for number in (11, 26, 27)]
    w = lesser({"r11": "regional", "s26": "regional", "t27": "regional", "u28": "regional", "n": "national"}, clusters)
    found = answer(w)
    assert [o.id for o in found.ranked if o.how == "front_door"] == ["n", "r11", "s26"]
    assert [o.id for o in found.front_doors] == ["n", "r11", "s26", "t27", "u28"]  # always


def test_some_front_doors_only_where_fewer_than_three_stand_before() -> None:
    roles = {"r11": "regional", "s26": "regional", "t": "supranational"}
    assert list(openers(lesser(roles))) == ["r11", "s26"]  # at most two
    knows: list[Telling] = [orgs("x y", country="KR"), rel("a partner_of x"), rel("a partner_of y")]
    assert list(openers(lesser({"t": "supranational"}, knows))) == ["x", "y", "t"]
    assert list(openers(lesser(roles, knows))) == ["x", "y", "r11"]  # then three stand before s26
    third: list[Telling] = [*knows, org("z", country="KR"), rel("a partner_of z")]
    assert list(openers(lesser(roles, third))) == ["x", "y", "z"]
    # one whose region has a cluster of the sector may come later, and one that is left out does not count
    food = org("c", country="KR", region="KR-26", sectors="food")
    assert [id for id in openers(lesser(roles, third, food)) if id != "c"] == ["x", "y", "z", "s26"]


def test_the_next_of_its_group_takes_the_place_of_one_that_is_left_out() -> None:
    asked: list[Telling] = [
        org("a", sectors="food"),
        orgs("x y z", country="KR"),
        [rel(f"a partner_of {id}") for id in "xyz"],
    ]
    supra: list[Telling] = [agency("t", "KR", home="KR"), rel("t promotes KR", role="supranational")]
    # the front door: .2 x .3; its office, of others and suspended, by an old tie of .2: .2 x .9 / 4
    old: list[Telling] = [
        office("o", "KR", "t", status="suspended"),
        rel("a partner_of o", until="2014-12-31", status=""),
    ]
    assert [(id, o.how, o.siblings) for id, o in openers(world(asked[:1], supra, old)).items()] == [
        ("t", "front_door", ("o",))
    ]
    left = openers(world(asked, supra, old))  # three stand before it
    assert [(id, o.how, o.siblings) for id, o in left.items()][3:] == [("o", "own_network", ("t",))]


def test_openers_below_the_floor_are_counted() -> None:
    w = world(
        org("a"),
        orgs("b c d", country="KR", status="unknown"),
        rel("a member_of d"),
        rel("a partner_of b", status="ended"),
        rel("b board_seat c", status="ended", until="2012-06-30"),
    )
    # b: .3 x .375 x .8 = .09; c: .3 x .7/8 x .375 x .8 = .0079; d: .75 x .375 x .8
    found = answer(w)
    assert [o.id for o in found.ranked] == ["d", "b"]
    assert found.below_floor == 1


def test_tiers() -> None:
    w = world(org("a"), orgs("b c d", country="KR"), rel("a operates b"), rel("a partner_of c", status="ended"))
    w = extended(w, rel("a partner_of d", until="2010-06-30", status=""))
    # .9 x .75 x .8 = .54; .3 x .6 = .18; .6 x 2^-(14 / 6) x .6 = .07
    assert {id: o.tier for id, o in openers(w).items()} == {"b": "strong", "c": "moderate", "d": "weak"}


# Several askers


def test_each_opener_is_best_over_askers_equal_ones_by_position() -> None:
    w = world(
        org("a", sectors="food"),
        org("b", sectors="wind"),
        orgs("c d"),
        orgs("k l", country="KR", sectors="wind"),
        [rel(f"{x} partner_of k") for x in "abcd"],
        rel("c partner_of l"),
        rel("d partner_of l"),
    )
    by_a, by_b = (openers(w, *askers)["k"] for askers in (["a"], ["a", "b"]))
    assert (by_a.asker, by_a.fit) == (0, 0.5)
    assert (by_b.asker, by_b.fit, by_b.route.ids) == (1, 1.0, ("b", "k"))  # fit by asker
    assert [(o.id, o.asker) for o in openers(w, "d", "c").values()] == [("k", 0), ("l", 0)]


def test_presence_is_by_asker() -> None:
    w = world(org("a"), org("r", "research_organisation"), org("p", "public_body", "KR"))
    w = extended(w, rel("a operates p"), rel("r partner_of p"))
    (opener,) = openers(w, "a", "r").values()
    # .9 x .15 of the cluster, .6 x .7 of the research organisation
    assert (opener.asker, opener.presence) == (1, 0.7)


def test_an_asker_is_not_its_own_opener_but_may_be_anothers() -> None:
    w = world(orgs("a b", country="KR"), rel("a partner_of b"))
    assert list(openers(w)) == ["b"]
    assert [(o.id, o.asker) for o in openers(w, "a", "b").values()] == [("a", 1), ("b", 0)]


# One's own network


def test_a_hub_of_ones_own_is_no_opener_where_it_only_has_a_plan() -> None:
    w = world(
        org("a", sectors="food"),
        orgs("hub past there", sectors="food"),
        org("in", country="KR", sectors="food"),
        agency("promoter"),
        rel("promoter promotes KR"),
        [rel(f"a member_of {id}") for id in ("hub", "in", "promoter")],
        rel("a part_of past", status="ended"),
        [rel(f"{id} serves KR") for id in ("hub", "in", "past")],
        rel("hub partner_of there"),
        rel("there serves KR"),
    )
    assert set(openers(w)) == {"past", "in", "promoter", "there"}
    assert [(own.id, own.presence) for own in answer(w).yourself] == [("hub", 0.6)]


def test_yourself_is_the_askers_own_presence() -> None:
    w = world(org("a"), rel("a active_in KR"), org("b"), rel("b serves KR", status="ended"))
    assert [(own.asker, own.id, own.presence) for own in answer(w, "b", "a").yourself] == [(1, "a", 0.5)]
    assert answer(w, "a").past != () and answer(w, "b").past == ()


def test_past_is_whose_presence_has_ended() -> None:
    w = world(
        org("a"),
        orgs("b c"),
        org("k", country="KR"),
        [rel(f"{id} serves KR", until="2019-05") for id in ("b", "c", "k")],
        told("b active_in KR", until="2021"),
        rel("c active_in KR"),
        rel("a partner_of b"),
    )
    assert [(past.id, str(past.until)) for past in answer(w).past] == [("b", "2021-12-31")]
    assert list(openers(w)) == []


# Corridors


def silk(*more: Telling) -> World:
    return world(
        org("a"),
        row("corridors", "silk", "economic_corridor", markets="DK"),
        rel("KR lies_on silk", since="2020"),
        rel("FR lies_on silk", region="FR-IDF"),
        rel("JP lies_on silk", until="2021"),
        *more,
    )


def along(w: World, asker: str | Outsider = "a") -> dict[str, float]:
    return {o.id: o.presence for o in answer(w, asker, corridor="silk").ranked}


def test_a_corridor_takes_the_best_presence_over_its_markets_on_that_date() -> None:
    w = silk(
        org("k", country="KR"),
        org("d", country="DK"),
        org("j", country="JP"),
        rel("d serves KR"),
        rel("j serves DK"),
        [rel(f"a partner_of {id}") for id in "kdj"],
    )
    assert along(w) == {"d": 0.75, "k": 0.75, "j": 0.6}
    on_that_day = door_openers(w, "2019", ["a"], corridor="silk")
    assert {o.id: o.presence for o in on_that_day.ranked} == {"d": 0.75, "j": 0.75}


def test_where_only_a_region_counts() -> None:
    w = silk(
        org("in", country="FR", region="FR-75C"),  # below FR-IDF
        org("out", country="FR", region="FR-67"),
        org("on", country="FR", region="FR-67"),
        rel("on lies_on silk"),
        org("serving", country="NO"),
        org("serving-on", country="NO"),
        rel("serving-on lies_on silk"),
        [rel(f"{id} serves FR") for id in ("serving", "serving-on")],
        [rel(f"a partner_of {id}") for id in ("in", "out", "on", "serving", "serving-on")],
        agency("paris", "FR"),
        rel("paris promotes FR"),
        office("desk", "SE", "paris"),
    )
    # a desk is good for any of them; its operator is outside the region
    assert along(w) == {"desk": 0.95, "in": 0.75, "on": 0.75, "serving-on": 0.6}


def test_nobody_in_the_askers_own_market() -> None:
    w = silk(
        org("k", country="KR"),
        org("k2", country="KR"),
        rel("k2 serves DK"),
        rel("k partner_of k2"),
        agency("home", "KR", home="KR"),
        agency("kotra", "KR"),
        rel("kotra promotes KR"),
    )
    assert along(w, "k") == {"k2": 0.6, "home": 0.2}
    assert along(w)["kotra"] == 0.95


def test_a_door_for_any_market_of_the_corridor_is_a_door() -> None:
    w = silk(
        org("asker", sectors="food"),
        agency("kotra", "KR", home="KR"),
        office("desk", "SE", "kotra"),
        rel("kotra promotes KR"),
        org("k", country="KR", sectors="food"),
        org("d", country="DK", sectors="food"),
    )
    assert along(w, "asker") == {"desk": 0.95, "k": 0.75}  # received in the market that its host promotes only


def test_the_answer_of_an_empty_world() -> None:
    found = answer(world(org("a")))
    assert found == Answer((), 0, (), (), (), ())
    assert ways(world(org("a"))) == {}


@pytest.mark.parametrize("how", ["front_doors", "to_meet"])
def test_lists_beside_the_ranking_have_each_once_by_its_best_asker(how: str) -> None:
    w = world(
        orgs("a b", sectors="food"),
        org("r", "research_organisation", sectors="food"),
        agency("k", "KR", "innovation_agency"),
        rel("k promotes KR"),
        org("c", country="KR", sectors="food"),
    )
    listed = getattr(door_openers(w, DAY, ["r", "a", "b"], "KR"), how)
    assert [(o.id, o.asker) for o in listed] == [("k" if how == "front_doors" else "c", 0)]
