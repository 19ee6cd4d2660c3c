"""Routes, constraints, introductions, fallback and the missing tie: small examples computed by hand."""

from itertools import pairwise

import pytest

from . import Constraints, Outsider, Route, Step, World, cost, diagnose, fallback, missing_tie, missing_tie_between
from . import opener_routes as all_opener_routes
from .evidence import freshest_and_stalest, held, public_share, told_of, weakest_step
from .examples import (
    DAY,
    Telling,
    Told,
    agency,
    answer,
    extended,
    hows,
    ids,
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
from .moment import Moment
from .routes import routes_between


def opener_routes(w: World, opener: str, asker: str | Outsider = "a", **constraints: object) -> list[Route]:
    given = Constraints(**constraints)  # type: ignore[arg-type]
    return all_opener_routes(w, DAY, asker, opener, market="KR", constraints=given)


def between(w: World, source: str | Outsider, target: str, **constraints: object) -> list[tuple[str, ...]]:
    return ids(routes_between(w, DAY, source, target, Constraints(**constraints)))  # type: ignore[arg-type]


# Order and number of steps


def test_routes_compare_by_sum_then_steps_then_ids() -> None:
    w = world(
        orgs("a b c d"),
        org("k", country="KR"),
        [rel(f"a {kind} k", status="ended") for kind in ("board_seat", "partner_of")],
        [rel(f"{ends[0]} partner_of {ends[1]}") for ends in ("ab", "ac", "bk", "ck", "cd", "dk")],
    )
    # direct 1 - .65 x .7 = .545, cost 39778; by b or c .6 x .6, cost 66954; by c and d 100431
    routes = opener_routes(w, "k")
    assert ids(routes) == [("a", "k"), ("a", "b", "k"), ("a", "c", "k"), ("a", "c", "d", "k")]
    assert [route.cost for route in routes] == [39778, 66954, 66954, 100431]


def test_of_equal_routes_the_tie_then_the_knock() -> None:
    ways = [Route((Step("a", "z", how, 7, 0.5),)) for how in ("reception", "front_door", "desk", "knock", "tie")]
    in_order = ["tie", "knock", "desk", "front_door", "reception"]
    assert [route.steps[0].how for route in sorted(ways, key=lambda route: route.rank)] == in_order
    longer = Route((Step("a", "b", "tie", 3, 0.9), Step("b", "z", "tie", 4, 0.9)))
    assert ways[0].rank < longer.rank  # equal sums: fewer steps first


def test_a_tie_and_a_knock_are_distinct_routes() -> None:
    w = world(org("a"), agency("k", home="SE"), rel("a partner_of k"))
    routes = routes_between(w, DAY, "a", "k")
    assert [(hows(route), route.cost) for route in routes] == [(("tie",), 33477), (("knock",), 33477)]
    assert openers(w)["k"].how == "own_network"
    assert fallback(routes) == routes[1]


def test_at_most_max_steps_three_by_default() -> None:
    chain = [rel(f"{x[0]} partner_of {x[1]}") for x in ("ab", "bc", "cd", "dk")]
    w = world(orgs("a b c d"), org("k", country="KR"), chain)
    assert openers(w) == {}
    assert [len(answer(w, max_steps=n).ranked) for n in (3, 4)] == [0, 1]
    received = world(
        org("a", sectors="food"), agency("k", "KR"), rel("k promotes KR"), org("c", country="KR", sectors="food")
    )
    assert [len(answer(received, max_steps=n).ranked) for n in (1, 2)] == [1, 2]


def test_standing_is_only_a_first_step_and_reception_only_a_last_one() -> None:
    w = world(
        orgs("a b", sectors="food"),
        org("far", country="DK", sectors="food"),
        agency("home", home="SE"),
        office("seoul", "KR", "home"),
        agency("kotra", "KR", home="KR"),
        rel("kotra promotes KR"),
        office("desk", "SE", "kotra"),
        orgs("c", country="KR", sectors="food"),
        orgs("d e", country="KR"),
        rel("far partner_of b"),
        rel("home partner_of b"),
        rel("desk partner_of d"),
        rel("c partner_of e"),
    )
    assert set(openers(w)) == {"seoul", "desk", "c"}  # neither d after a desk, nor e after a reception
    assert all(route.ids != ("a", "kotra", "desk") for route in opener_routes(w, "desk"))
    assert openers(w, "far").keys() == {"kotra", "c"}  # b cannot lend its office, its desk or its knock
    assert ids(opener_routes(w, "c", "far")) == [("far", "kotra", "c")]


# Middle steps


@pytest.mark.parametrize(
    ("middle", "asker", "found"),
    [
        (("m", "public_body", "DK"), org("a"), False),
        (("m", "trade_agency", "DK"), org("a"), False),
        (("m", "public_body", "SE"), org("a"), True),
        (("m", "trade_agency", "KR"), org("a"), True),
        (("m", "trade_office", "DK"), org("a"), True),
        (("m", "cluster", "DK"), org("a"), True),
        (("m", "public_body", "DK"), org("a", "public_body"), True),  # an asker of its own kind
        (("m", "public_body", "DK"), org("a", "trade_agency"), False),
        (("m", "trade_agency", "DK"), org("a", "trade_agency"), True),
    ],
)
def test_agencies_and_public_bodies_elsewhere_introduce_nobody(
    middle: tuple[str, str, str], asker: Told, found: bool
) -> None:
    w = world(asker, org(*middle), org("k", country="KR"), rel("a partner_of m"), rel("m partner_of k"))
    assert ("k" in openers(w)) == found
    assert bool(between(w, "a", "k")) == found


def test_an_agency_elsewhere_introduces_its_office_that_asks() -> None:
    w = world(agency("m", "DK"), office("a", "SE", "m"), org("k", country="KR"), rel("m partner_of k"))
    assert openers(w)["k"].route.ids == ("a", "m", "k")


def test_an_agency_elsewhere_leads_from_the_asker_to_its_own_office() -> None:
    w = world(
        orgs("a b"),
        agency("m", "DK", home="DK"),
        office("seoul", "KR", "m"),
        org("k", country="KR"),
        rel("a partner_of m"),
        rel("b partner_of a"),
        rel("seoul partner_of k"),
    )
    assert openers(w)["seoul"].route.ids == ("a", "m", "seoul")
    assert openers(w)["k"].route.ids == ("a", "m", "seoul", "k")
    assert openers(w, "b") == {}  # not from the asker
    assert between(w, "b", "seoul") == []


# Constraints


def test_min_strength_binds_every_step() -> None:
    w = world(
        org("a", sectors="food"),
        org("b"),
        agency("home", home="SE"),
        office("seoul", "KR", "home"),
        agency("kotra", "KR", home="KR"),
        rel("kotra promotes KR"),
        office("desk", "SE", "kotra"),
        orgs("c d", country="KR", sectors="food"),
        rel("a partner_of b"),
        rel("b board_seat d", until="2020-06-30"),  # .35
    )
    found = {s: {o.id for o in answer(w, min_strength=s).ranked} for s in (0.2, 0.35, 0.36, 0.5, 0.51, 0.6, 0.61)}
    assert found == {
        0.2: {"seoul", "desk", "c", "d"},
        0.35: {"seoul", "desk", "c", "d"},
        0.36: {"seoul", "desk", "c", "d"},
        0.5: {"seoul", "desk", "c", "d"},
        0.51: {"seoul"},  # neither desk nor reception
        0.6: {"seoul"},
        0.61: set(),
    }
    assert [o.id for o in answer(w, min_strength=0.2).front_doors] == ["kotra"]
    assert answer(w, min_strength=0.21).front_doors == ()
    assert ("a", "b", "d") not in ids(opener_routes(w, "d", min_strength=0.36))


RING = [rel(f"{x[0]} partner_of {x[1]}") for x in ("ab", "bc", "ck", "ak")]


def test_via_is_any_one_of_those_named_anywhere_ends_included() -> None:
    w = world(
        orgs("a b c"), org("k", country="KR"), [rel(f"{x[0]} partner_of {x[1]}") for x in ("ab", "bc", "ck", "ak")]
    )
    direct, around = ("a", "k"), ("a", "b", "c", "k")
    expected = {"b": [around], "a": [direct, around], "k": [direct, around], "nobody": [], "b nobody": [around]}
    assert {via: between(w, "a", "k", via=frozenset(via.split())) for via in expected} == expected


def test_via_in_order_is_all_of_them_in_that_order() -> None:
    w = world(
        orgs("a b c"), org("k", country="KR"), [rel(f"{x[0]} partner_of {x[1]}") for x in ("ab", "bc", "ck", "ak")]
    )
    around = ("a", "b", "c", "k")
    expected = {("b", "c"): [around], ("c", "b"): [], ("a", "c", "k"): [around], ("b", "nobody"): []}
    assert {via: between(w, "a", "k", via_in_order=via) for via in expected} == expected


def test_via_and_avoid_take_ids_as_they_are_merged() -> None:
    w = world(orgs("a b z"), org("k", country="KR"), rel("a partner_of z"), rel("b partner_of k"), same=[("z", "b")])
    assert between(w, "a", "k", via=frozenset({"z"})) == [("a", "b", "k")]
    assert between(w, "a", "k", avoid=frozenset({"z"})) == []


def test_avoid_binds_steps_and_openers_but_not_askers() -> None:
    w = world(
        org("a", sectors="food"),
        agency("kotra", "KR", home="KR"),
        rel("kotra promotes KR"),
        office("desk", "SE", "kotra"),
        org("c", country="KR", sectors="food"),
    )
    both = [("a", "desk", "c"), ("a", "kotra", "c")]
    expected = {"desk": both[1:], "trade_office": both[1:], "kotra": both[:1], "SE": both[1:], "a": both, "KR": []}
    assert {avoid: ids(opener_routes(w, "c", avoid=frozenset({avoid}))) for avoid in expected} == expected


def test_public_anchors_only() -> None:
    middles = ("private", "body", "chamber", "trade", "of-trade", "of-chamber")
    w = world(
        org("a", ownership="private"),
        org("private", ownership="private"),
        org("body", "public_body"),
        agency("chamber", form="chamber"),
        agency("trade"),
        office("of-trade", "SE", "trade"),
        office("of-chamber", "SE", "chamber"),
        org("k", country="KR", ownership="public"),
        [rel(f"a partner_of {middle}") for middle in middles],
        [rel(f"{middle} partner_of k") for middle in middles],
    )
    found = {route[1] for route in between(w, "a", "k", public_anchor=True) if len(route) == 3}
    assert found == {"body", "trade", "of-trade"}


def test_opener_kinds() -> None:
    w = world(org("a"), org("c", "company", "KR"), org("k", country="KR"), rel("a partner_of c"), rel("a partner_of k"))
    found = {kind: [o.id for o in answer(w, opener_kinds=frozenset({kind})).ranked] for kind in ("company", "cluster")}
    assert found == {"company": ["c"], "cluster": ["k"]}


def test_relation_kinds_recompute_ties_and_standing_but_not_presence() -> None:
    w = world(
        org("a", sectors="food"),
        org("b"),
        agency("kotra", "KR", home="KR"),
        rel("kotra promotes KR"),
        office("desk", "SE", "kotra"),
        org("c", country="KR", sectors="food"),
        rel("a partner_of b"),
        rel("b mou_with desk"),
    )
    expected = {
        "mandated_for": [("a", "desk")],
        "promotes": [],
        "partner_of mou_with": [("a", "b", "desk")],
        "operates": [],
    }
    found = {kinds: ids(opener_routes(w, "desk", relation_kinds=frozenset(kinds.split()))) for kinds in expected}
    assert found == expected
    by_tie = answer(w, relation_kinds=frozenset({"partner_of", "mou_with"})).ranked[0]
    assert (by_tie.id, by_tie.presence) == ("desk", 0.95)  # presence is not recomputed
    doors = {kinds: ids(opener_routes(w, "c", relation_kinds=frozenset(kinds.split()))) for kinds in expected}
    # a reception goes with its first step
    assert doors["mandated_for"] == [("a", "desk", "c")]
    assert doors["promotes"] == [("a", "kotra", "c")]


# Introductions


def test_in_introductions_a_desk_or_office_leads_to_its_operator() -> None:
    w = world(
        org("a", sectors="food"),
        agency("home", home="SE"),
        office("seoul", "KR", "home"),
        agency("kotra", "KR", home="KR"),
        office("desk", "SE", "kotra"),
        org("c", country="KR", sectors="food"),
        org("x", country="KR"),
        rel("desk partner_of x"),
    )
    routes = routes_between(w, DAY, "a", "kotra")
    assert [(route.ids, hows(route)) for route in routes] == [(("a", "desk", "kotra"), ("desk", "tie"))]
    assert routes[0].strength == pytest.approx(0.5 * 0.9)
    assert between(w, "a", "seoul") == [("a", "seoul"), ("a", "home", "seoul")]
    assert between(w, "a", "c") == [("a", "seoul", "c")]  # with a reception
    assert between(w, "a", "x") == []  # not after a desk
    assert between(w, "a", "desk") == []  # the market is where it is: the asker's own
    assert between(w, "a", "a") == []
    assert "kotra" not in openers(w)
    credit = world(org("a"), agency("kotra", "KR", "export_credit", "KR"), office("desk", "SE", "kotra"))
    assert between(credit, "a", "kotra") == [("a", "desk", "kotra")]  # no presence is needed


def test_in_introductions_an_office_knocked_at_leads_to_its_operator() -> None:
    w = world(org("a"), agency("ecck", "KR", "chamber", "SE"), office("busan", "KR", "ecck"))
    assert between(w, "a", "ecck") == [("a", "ecck"), ("a", "busan", "ecck")]


def test_in_introductions_a_front_door_counts_where_the_route_ends() -> None:
    w = world(
        org("a", country="DK"), agency("k", "KR"), rel("k promotes KR"), org("c", country="KR"), rel("k partner_of c")
    )
    assert between(w, "a", "k") == [("a", "k")]
    assert between(w, "a", "c") == []


def test_an_outsider_takes_the_steps_of_one_based_there_and_of_whom_it_knows() -> None:
    w = world(
        orgs("a b"),
        agency("agency", home="SE-M"),
        org("k", country="KR"),
        [rel(f"{x} partner_of k") for x in ("a", "b", "agency")],
    )
    routes = routes_between(w, DAY, Outsider("SE", "SE-M", knows=("a", "b")), "k", Constraints(max_steps=2))
    assert [(r.ids, r.steps[0].how, r.steps[0].cost) for r in routes] == [
        (("", "a", "k"), "tie", 18854),  # .75
        (("", "b", "k"), "tie", 18854),
        (("", "agency", "k"), "knock", 33477),
    ]


# Fallback


def route(*ids: str, how: str = "tie") -> Route:
    steps = [Step(a, b, "tie", 1, 0.9) for a, b in pairwise(ids)]
    steps[0] = Step(ids[0], ids[1], how, 1, 0.9)
    return Route(tuple(steps))


def test_the_fallback_shares_no_intermediary_and_no_direct_step() -> None:
    assert fallback([]) is None
    assert fallback([route("a", "z")]) is None
    assert fallback([route("a", "z"), route("a", "b", "z")]) == route("a", "b", "z")
    through = [route("a", "b", "z"), route("a", "c", "b", "z"), route("a", "c", "z")]
    assert fallback(through) == route("a", "c", "z")
    two_kinds = [route("a", "z"), route("a", "z", how="knock")]
    assert fallback(two_kinds) == two_kinds[1]
    assert fallback([route("a", "b", "z"), route("a", "b", "z", how="knock"), route("a", "z")]) == route("a", "z")


# What is told with a route


def test_the_weakest_step_the_evidence_and_the_public_share() -> None:
    w = world(
        org("a"),
        org("b", ownership="public"),
        org("k", country="KR"),
        told("a partner_of b", until="2020-06-30"),
        rel("a hosts b"),
        told("b partner_of k", retrieved="2022-03-04"),
        rel("b attends fair"),
        told("k attends fair", retrieved="2023-05"),
        row("contexts", "fair", "event"),
    )
    moment = Moment(w, DAY)
    (best, *_) = routes_between(w, DAY, "a", "k")
    assert weakest_step(best).target == "k"
    assert public_share(moment, best) == 0.5
    assert [str(day) for day in freshest_and_stalest(moment, best) or ()] == ["2024-06-30", "2020-06-30"]
    (last,) = (step for step in best.steps if step.target == "k")
    assert sorted(str(held(moment, s)) for s in told_of(moment, last)) == ["2022-03-04", "2023-05-01", "2024-06-30"]


# The missing tie


def gap(*more: Telling) -> World:
    return world(
        orgs("a c1 c2 d1 d2"),
        org("o", country="KR"),
        [rel(f"a partner_of {x}") for x in ("c1", "c2")],
        [rel(f"{x} partner_of o") for x in ("d1", "d2")],
        *more,
    )


def test_the_missing_tie_is_the_pair_of_contacts_of_the_best_score_and_likelihood() -> None:
    found = missing_tie(gap(), DAY, "a", market="KR")
    assert found is not None
    # .6, .6 and .6; presence .75; fit .8; likelihood .05: 2.9957323 x 65536
    assert found.total == 3 * 33477 + 18854 + 14624 + 196328
    assert (found.contact, found.partner, found.opener, found.route.ids) == ("c1", "d1", "o", ("a", "c1", "d1", "o"))
    assert [found.score, found.likelihood] == pytest.approx([0.6**3 * 0.75 * 0.8, 0.05])


def test_a_way_of_two_ties_makes_a_tie_likelier() -> None:
    w = gap(org("m"), rel("c2 hosts m"), rel("m hosts d2"))
    found = missing_tie(w, DAY, "a", market="KR")
    assert found is not None
    assert (found.contact, found.partner) == ("c2", "d2")
    assert found.likelihood == pytest.approx(0.7 * 0.7)


def test_those_who_are_tied_lack_no_tie() -> None:
    fair = [row("contexts", "fair", "event"), rel("c1 attends fair"), rel("d1 attends fair")]
    found = missing_tie(gap(fair), DAY, "a", market="KR")
    assert found is not None and (found.contact, found.partner) != ("c1", "d1")
    assert (found.contact, found.partner) == ("c1", "d2")
    strict = missing_tie(gap(fair), DAY, "a", market="KR", constraints=Constraints(min_strength=0.5))
    assert strict is not None and (strict.contact, strict.partner) == ("c1", "d2")


def test_the_missing_tie_keeps_to_the_constraints() -> None:
    def pair(**constraints: object) -> tuple[str, str] | None:
        given = Constraints(**constraints)  # type: ignore[arg-type]
        found = missing_tie(gap(), DAY, "a", market="KR", constraints=given)
        return None if found is None else (found.contact, found.partner)

    assert pair(avoid=frozenset({"c1"})) == ("c2", "d1")
    assert pair(via=frozenset({"d2"})) == ("c1", "d2")
    assert pair(min_strength=0.61) is None
    assert pair(max_steps=2) is None
    known = missing_tie(gap(), DAY, Outsider("SE", knows=("c2",)), market="KR")
    assert known is not None and known.route.ids == ("", "c2", "d1", "o")
    assert missing_tie(gap(), DAY, "a", market="DK") is None


def test_the_missing_tie_of_introductions() -> None:
    found = missing_tie_between(gap(), DAY, "a", "o")
    assert found is not None and found.route.ids == ("a", "c1", "d1", "o")
    assert found.total == 3 * 33477 + cost(0.05)


# Diagnosis


def test_a_no_is_diagnosed() -> None:
    def code(w: World, **constraints: object) -> tuple[str, int | None, tuple[str, ...], tuple[str, ...]] | None:
        given = Constraints(**constraints)  # type: ignore[arg-type]
        found = diagnose(w, DAY, ["a"], market="KR", constraints=given)
        return None if found is None else (found.code, found.steps, found.relax, found.corridors)

    silk = row("corridors", "silk", "economic_corridor", markets="KR|JP")
    lonely = world(org("a"), silk, row("corridors", "other", "trade_bloc", markets="KR"))
    assert code(lonely) == ("no_opener_known", None, (), ())
    japan = extended(lonely, org("j", country="JP"), rel("a partner_of j"))
    assert code(japan) == ("no_opener_known", None, (), ("silk",))
    chain = [rel(f"{x[0]} partner_of {x[1]}") for x in ("ab", "bc", "ck")]
    w = world(orgs("a b c"), org("k", country="KR"), chain)
    assert code(w) is None
    assert code(w, max_steps=1) == ("too_many_steps", 3, (), ())
    assert code(w, avoid=frozenset({"b"})) == ("constraints", None, ("avoid",), ())
    assert code(w, avoid=frozenset({"b"}), min_strength=0.7) == ("constraints", None, (), ())
    assert code(world(org("a"), org("k", country="KR"))) == ("disconnected", None, (), ())


def test_words_of_the_answer() -> None:
    w = world(
        org("a", sectors="food"),
        agency("home", home="SE"),
        office("seoul", "KR", "home"),
        agency("other", home="SE", form="trade_and_investment"),
        agency("kotra", "KR", home="KR"),
        rel("kotra promotes KR"),
        office("desk", "SE", "kotra"),
        agency("second", "KR"),
        rel("second promotes KR"),
        org("c", country="KR", sectors="food"),
        org("n", country="KR"),
        rel("a partner_of n"),
    )
    assert ways(w) == {
        "seoul": "own_mandate",
        "desk": "desk",
        "n": "own_network",
        "c": "reception",
        "second": "front_door",
        "other": "home_agency",
    }
