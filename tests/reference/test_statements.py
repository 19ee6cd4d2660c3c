"""Dates, statements, ties, heirs and identity, held to small examples computed by hand."""

import math

import pytest

from . import Constraints, GoneAskerError, Outsider, World, cost, door_openers, routes_between, ties
from .dates import first_day, last_day
from .examples import DAY, answer, openers, org, orgs, presence, rel, row, tie, told, world
from .moment import Moment
from .table import DIRECT, PARTICIPATION
from .world import organisations, relations

# Costs


def test_a_cost_is_rounded_and_at_least_one() -> None:
    assert cost(1.0) == 1  # -ln 1 = 0, and max(1, 0)
    assert cost(0.95) == 3362  # .0512933 x 65536 = 3361.56
    assert cost(0.5) == 45426  # .6931472 x 65536 = 45426.09
    assert cost(math.exp(-2.4 / 65536)) == 2
    assert cost(math.exp(-2.6 / 65536)) == 3
    assert cost(math.exp(-0.3 / 65536)) == 1


def test_costs_are_rounded_one_by_one_and_then_added() -> None:
    w = world(orgs("a b"), org("c", country="KR"), rel("a partner_of b"), rel("b partner_of c"))
    opener = openers(w)["c"]
    # ties .6 and .6: 33477.47 rounds to 33477 twice; presence .75: 18853.53; fit .8 (no sectors): 14623.90
    assert [step.cost for step in opener.route.steps] == [33477, 33477]
    assert opener.total == 33477 + 33477 + 18854 + 14624
    assert opener.route.cost == 66954  # not 66955, the cost of .36
    assert [opener.presence, opener.fit, opener.score] == pytest.approx([0.75, 0.8, 0.6 * 0.6 * 0.75 * 0.8])


# Dates


def test_partial_dates() -> None:
    assert (str(first_day("2024")), str(last_day("2024"))) == ("2024-01-01", "2024-12-31")
    assert (str(first_day("2024-02")), str(last_day("2024-02"))) == ("2024-02-01", "2024-02-29")
    assert (str(first_day("2023-05-06")), str(last_day("2023-05-06"))) == ("2023-05-06", "2023-05-06")


def test_a_relation_that_begins_after_as_of_does_not_exist() -> None:
    w = world(orgs("a b"), rel("a partner_of b", since="2020-06"))
    assert tie(w, as_of="2020-05-31") == 0
    assert tie(w, as_of="2020-06-01") == pytest.approx(0.6)  # `since` counts from its first day
    assert tie(w, as_of="2020") == pytest.approx(0.6)  # a partial `asOf` counts to its last day


def test_until_counts_to_its_last_day() -> None:
    w = world(orgs("a b"), told("a partner_of b", until="2020"))
    assert tie(w, as_of="2020-12-31") == pytest.approx(0.6)  # current on its last day: age 0
    # 2021-12-31 is 365 days after 2020-12-31: .6 x 2^-((365 / 365.25) / 6) = .5345815
    assert tie(w, as_of="2021") == pytest.approx(0.5345815)


AGES = [
    ({"status": "ended"}, 0.3),  # a half-life ago: .6 x 1/2
    ({"status": "ended", "until": "2030"}, 0.6),  # its until lies ahead: never a negative age
    ({"status": "current", "until": "2012-06-29"}, 0.6 * 2 ** -(4384 / 365.25 / 6)),  # ended comes first
    ({"status": "current", "since": "1990", "retrieved": "1990"}, 0.6),
    ({"status": "unknown", "retrieved": "2012", "since": "2000"}, 0.6 * 2 ** -(4564 / 365.25 / 6)),  # 2012-01-01
    ({"status": "", "retrieved": "2030"}, 0.6),
    ({"status": "", "since": "2012"}, 0.6 * 2 ** -(4564 / 365.25 / 6)),
    ({"status": ""}, 0.6 * 2 ** -(30 / 365.25 / 6)),  # the declared retrieval, 2024-05-31
]


@pytest.mark.parametrize(("dates", "strength"), AGES)
def test_age_counts_from_the_last_date_that_it_is_known_to_have_held(dates: dict[str, str], strength: float) -> None:
    # 2012-06-29 to 2024-06-30: 12 x 365 + 3 leap days (2016, 2020, 2024) + 1 = 4384 days; 2012-01-01: 4564
    w = world(orgs("a b"), rel("a partner_of b", **dates), retrieved="2024-05-31")
    assert tie(w) == pytest.approx(strength)


def test_an_unknown_plan_for_a_market_counts_from_its_first_day() -> None:
    # .6 x 2^-((4564 days / 365.25) / 6), though it was read in 2024; without `since`, from its reading: 2023-06-30
    expected = {"since": 0.6 * 2 ** -(4564 / 365.25 / 6), "read": 0.6 * 2 ** -(366 / 365.25 / 6), "current": 0.6}
    w = world(
        org("a"),
        orgs("since read current"),
        told("since serves KR", since="2012", retrieved="2024"),
        told("read serves KR", retrieved="2023-06-30"),
        rel("current serves KR", since="2012"),
        [rel(f"a partner_of {id}") for id in expected],
    )
    assert {id: presence(w, id) for id in expected} == pytest.approx(expected)


# Statements and relations


def test_a_relation_is_worth_its_best_statement() -> None:
    w = world(
        orgs("a b"),
        told("a partner_of b", status="ended"),  # 1/2 x 1 = .5
        rel("a partner_of b", confidence="inferred"),  # 1 x .95
    )
    assert tie(w) == pytest.approx(0.6 * 0.95)  # one relation: not mixed (1 x 1), and not added up


@pytest.mark.parametrize(
    ("told", "worth"), [("verified", 1), ("imported", 0.98), ("", 0.98), ("recalled", 0.95), ("inferred", 0.95)]
)
def test_confidence_counts_in_ties(told: str, worth: float) -> None:
    assert tie(world(orgs("a b"), rel("a partner_of b", confidence=told))) == pytest.approx(0.6 * worth)


def test_a_statement_of_the_future_says_nothing_of_its_relation() -> None:
    w = world(orgs("a b"), rel("a partner_of b", confidence="recalled"), rel("a partner_of b", since="2025"))
    assert tie(w) == pytest.approx(0.6 * 0.95)


def test_disjoint_periods_are_different_relations() -> None:
    early, late = {"since": "2000", "until": "2005"}, {"since": "2006"}
    w = world(orgs("a b"), told("a partner_of b", status="ended", since="2000", until="2005"), rel("a mou_with b"))
    assert len(relations(Moment(w, DAY).begun(*DIRECT))) == 2
    w = world(orgs("a b"), rel("a partner_of b", **late), rel("a partner_of b", **early))
    # .6, and .6 x 2^-(18.49 / 6): ended 2005-12-31, 6756 days before
    assert tie(w) == pytest.approx(1 - 0.4 * (1 - 0.6 * 2 ** -(6756 / 365.25 / 6)))


def test_statements_join_transitively_and_symmetric_ends_are_unordered() -> None:
    w = world(
        orgs("a b"),
        rel("a partner_of b", since="2000", until="2005"),
        rel("b partner_of a", since="2005-12-31", until="2010"),
        rel("a partner_of b", since="2010-12", until="2030"),
    )
    assert len(relations(Moment(w, DAY).told)) == 1
    assert tie(w) == pytest.approx(0.6)


def test_other_roles_and_names_and_directions_are_other_relations() -> None:
    w = world(orgs("a b"), rel("a partner_of b"), rel("a partner_of b", name="pact"))
    assert tie(w) == pytest.approx(1 - 0.4 * 0.4)
    w = world(orgs("a b"), rel("a member_of b"), rel("b member_of a"))
    assert tie(w) == pytest.approx(1 - 0.25 * 0.25)


# Ties


@pytest.mark.parametrize(
    ("kind", "worth", "half_life"),
    [
        ("member_of", 0.75, 12),
        ("part_of", 0.7, 20),
        ("hosts", 0.7, 20),
        ("represents", 0.7, 8),
        ("partner_of", 0.6, 6),
        ("mou_with", 0.6, 6),
        ("twinned_with", 0.6, 6),
        ("operates", 0.9, 30),
        ("board_seat", 0.7, 4),
    ],
)
def test_the_worth_of_each_kind(kind: str, worth: float, half_life: float) -> None:
    assert tie(world(orgs("a b"), rel(f"a {kind} b"))) == pytest.approx(worth)
    aged = told(f"a {kind} b", until="2020-06-30")  # 1461 days, 4 years of 365.25
    assert tie(world(orgs("a b"), aged)) == pytest.approx(worth * 2 ** (-4 / half_life))


def test_relations_combine_up_to_a_limit() -> None:
    w = world(orgs("a b c"), rel("a partner_of b"), rel("a board_seat b"), rel("a operates c"), rel("a partner_of c"))
    assert tie(w) == pytest.approx(1 - 0.4 * 0.3)  # .88
    assert tie(w, "a", "c") == 0.95  # 1 - .1 x .4 = .96
    assert routes_between(w, DAY, "c", "a", Constraints())[0].cost == 3362  # ties go both ways


def test_affiliations_are_directed_and_dilute_from_the_hub() -> None:
    w = world(
        orgs("a b c d hub x y"),
        org("gone", status="closed"),
        rel("a member_of hub"),
        rel("b member_of hub", name="again"),
        rel("b represents hub"),  # the same affiliate
        rel("c hosts hub", status="ended"),  # of all kinds together, ended ones included
        rel("d part_of hub", since="2025"),  # not begun
        rel("gone member_of hub"),  # not living
        rel("x member_of y"),
    )
    assert tie(w, "a", "hub") == pytest.approx(0.75)
    assert tie(w, "hub", "a") == pytest.approx(0.75 * (2 / 3) ** 0.3)  # three affiliates: .75 x (2/3)^.3
    assert tie(w, "b", "hub") == pytest.approx(1 - 0.25 * 0.3)
    back = (2 / 3) ** 0.3
    assert tie(w, "hub", "b") == pytest.approx(1 - (1 - 0.75 * back) * (1 - 0.7 * back))
    assert tie(w, "hub", "c") == pytest.approx(0.35 * back)
    assert tie(w, "y", "x") == pytest.approx(0.75)  # one affiliate: max(2, n)


def test_other_relations_are_worth_the_same_both_ways() -> None:
    w = world(orgs("a b"), rel("a operates b"))
    assert tie(w, "a", "b") == tie(w, "b", "a") == pytest.approx(0.9)


def test_what_is_worth_less_than_a_ten_thousandth_is_no_tie() -> None:
    # .6 x 2^(-y / 6) is .0001 after 6 x log2(6000) = 75.3 years; one from before 0002 is 2^-337
    w = world(orgs("a b c d"), told("a partner_of b", until="1949-06"), told("a partner_of c", until="1948-06"))
    assert tie(w) == pytest.approx(0.6 * 2 ** -(27394 / 365.25 / 6))  # 75.0 years: .000104
    assert tie(w, "a", "c") == 0.0  # 76.0 years: .000093
    assert ties(world(orgs("a b"), told("a board_seat b", until="0001-01-01")), "9999") == {}


def test_each_way_may_be_nothing_by_itself() -> None:
    members = [rel(f"m{number} member_of hub") for number in range(3)]
    w = world([org(f"m{number}") for number in range(3)], orgs("a hub"), members, told("a member_of hub", until="1871"))
    # 1871-12-31 is 55699 days ago: .000112; back x (2/4)^.3 = .812: .000091
    assert tie(w, "a", "hub") == pytest.approx(0.75 * 2 ** -(55699 / 365.25 / 12))
    assert tie(w, "hub", "a") == 0.0


# Contexts


def test_a_context_ties_its_participants_pairwise_by_the_smaller_participation() -> None:
    w = world(
        orgs("a b c"),
        row("contexts", "fair", "event"),
        row("contexts", "lab", "project"),
        rel("a attends fair"),
        rel("b organises fair"),
        rel("a organises fair", confidence="recalled"),
        rel("c participates_in lab"),
    )
    # n = 2, not 3, by person: a's best is organises, .5 x .95; b's .5; c is alone in its project: no tie
    assert ties(w, DAY) == {("a", "b"): pytest.approx(0.475), ("b", "a"): pytest.approx(0.475)}
    w = world(orgs("a b c"), row("contexts", "fair", "event"), [rel(f"{x} attends fair") for x in "abc"])
    assert tie(w, "b", "c") == pytest.approx(0.1632993)  # .2 x (2/3)^.5


def crowd(n: int, stated: str = "", **first: str) -> World:
    ids = [f"p{number:02}" for number in range(n)]
    takes_part = [rel(f"{id} participates_in lab", **(first if id == "p00" else {})) for id in ids]
    return world([org(id) for id in ids], row("contexts", "lab", "project", participants=stated), takes_part)


def test_a_crowd_is_tied_only_through_its_coordinators() -> None:
    assert len(ties(crowd(30), DAY)) == 30 * 29
    assert tie(crowd(30), "p00", "p01") == pytest.approx(0.2540664)  # .5 x (2/30)^.25
    assert ties(crowd(31), DAY) == {}
    assert len(ties(crowd(31, role="coordinator"), DAY)) == 2 * 30
    assert tie(crowd(31, role="coordinator"), "p00", "p01") == pytest.approx(0.2519922)  # .5 x (2/31)^.25


def test_stated_participants_count_if_they_are_more() -> None:
    assert tie(crowd(2, "12"), "p00", "p01") == pytest.approx(0.3194716)  # .5 x (2/12)^.25
    assert tie(crowd(3, "2"), "p00", "p01") == pytest.approx(0.4518010)  # three are known: .5 x (2/3)^.25
    assert ties(crowd(2, "31"), DAY) == {}
    assert tie(crowd(2, "31", role="coordinator"), "p00", "p01") == pytest.approx(0.2519922)


def test_a_crowd_is_tied_through_its_organisers_too() -> None:
    ids = [f"p{number:02}" for number in range(31)]
    fair = [*orgs(" ".join(ids)), row("contexts", "fair", "event"), *[rel(f"{id} attends fair") for id in ids]]
    assert ties(world(fair), DAY) == {}
    assert len(ties(world(fair, rel("p07 organises fair")), DAY)) == 2 * 30


def test_a_participation_without_dates_takes_its_contexts() -> None:
    w = world(
        orgs("a b"),
        row("contexts", "lab", "project", start="2018", end="2020"),
        told("a participates_in lab"),
        told("b participates_in lab", since="2019"),  # a date of its own: unknown, not ended
    )
    # a: ended 2020-12-31, 1277 days ago, half-life 5; b: since 2019-01-01, 2007 days ago; the smaller is b's
    assert tie(w) == pytest.approx(0.5 * 2 ** -(2007 / 365.25 / 5))
    assert tie(w, as_of="2017") == 0  # neither has begun


def test_relation_kinds_drop_other_relations_but_dilute_as_before() -> None:
    w = world(
        orgs("a b c d"),
        row("contexts", "fair", "event"),
        rel("a organises fair"),
        rel("a attends fair"),
        rel("b attends fair"),
        rel("c organises fair"),
        rel("a member_of b"),
        rel("c hosts b"),
        rel("d hosts b"),
    )
    # b has three affiliates, two of them by other kinds
    assert ties(w, DAY, {"member_of"}) == {
        ("a", "b"): pytest.approx(0.75),
        ("b", "a"): pytest.approx(0.75 * (2 / 3) ** 0.3),
    }
    # without attends, b takes no part; n stays 3: .5 x (2/3)^.25
    both = {("a", "c"): pytest.approx(0.4518010), ("c", "a"): pytest.approx(0.4518010)}
    assert ties(w, DAY, {"organises"}) == both


# Gone, and heirs


@pytest.mark.parametrize(
    ("values", "relation", "alive", "dead"),
    [
        ({"dissolved": "2020-06"}, None, "2020-06-30", "2020-07-01"),
        ({"status": "merged"}, {"since": "2020-06"}, "2020-05", "2020-06-01"),
        ({"status": "active"}, {"since": "2020-06"}, "2020-05", "2020-06-01"),
        ({"status": "merged", "dissolved": "2022"}, {"since": "2020-06"}, "2020-05", "2020-06-01"),  # the earlier
        ({"status": "merged", "dissolved": "2019"}, {"since": "2020-06"}, "2019-12-31", "2020-01-01"),
        ({"status": "closed"}, None, None, "1990"),
        ({"status": "active"}, {}, None, "1990"),
        ({"founded": "2020-06"}, None, "2020-06-01", "2020-05"),
    ],
)
def test_who_is_gone_when(
    values: dict[str, str], relation: dict[str, str] | None, alive: str | None, dead: str
) -> None:
    merged = [] if relation is None else [told("a merged_into b", **relation)]
    w = world(org("a", **values), org("b"), merged)
    assert "a" not in Moment(w, dead).living
    assert alive is None or "a" in Moment(w, alive).living


def test_an_office_all_of_whose_operates_have_ended_is_closed() -> None:
    w = world(
        orgs("a b"),
        orgs("closed half free later", "trade_office", "KR"),
        rel("a operates closed", until="2020"),
        rel("a operates half", status="ended"),
        rel("b operates half"),
        rel("a operates later", since="2025"),
        org("cluster"),
        rel("a operates cluster", status="ended"),
    )
    assert set(Moment(w, DAY).living) == {"a", "b", "half", "free", "later", "cluster"}
    assert "closed" in Moment(w, "2020").living


def test_who_is_founded_later_exists_for_nobody() -> None:
    w = world(org("a", founded="2025"), org("k", country="KR"), rel("a partner_of k"))
    assert ties(w, DAY) == {}
    with pytest.raises(GoneAskerError):
        answer(w, "a")


def test_heirs_take_over_at_nine_tenths_a_hop() -> None:
    w = world(
        orgs("b c"),
        orgs("a m", status="closed"),
        told("a merged_into m"),
        told("m succeeded_by c"),
        rel("a partner_of b"),
    )
    assert tie(w, "b", "c") == pytest.approx(0.6 * 0.81)
    assert Moment(w, DAY).now("a") == "c"


@pytest.mark.parametrize(
    ("own", "strength"),
    [
        ({}, 0.6),  # the same fact counts once, by its better statement
        ({"name": "pact"}, 1 - 0.4 * 0.46),  # another fact
        ({"status": "ended"}, 0.54),  # .6 / 2 of its own, .6 x .9 handed over
    ],
)
def test_a_handed_relation_that_the_heir_has_itself_counts_once(own: dict[str, str], strength: float) -> None:
    w = world(
        orgs("b c"),
        org("a", status="closed"),
        told("a merged_into c"),
        rel("a partner_of b"),
        rel("b partner_of c", **own),
    )
    assert tie(w, "b", "c") == pytest.approx(strength)


def test_a_handed_relation_of_a_disjoint_period_is_another() -> None:
    w = world(
        orgs("b c"),
        org("a", status="closed"),
        told("a merged_into c"),
        rel("a member_of b", since="2000", until="2010"),
        rel("c member_of b", since="2011"),
    )
    handed = 0.75 * 2 ** -(4930 / 365.25 / 12) * 0.9  # 2010-12-31 to 2024-06-30
    assert tie(w, "c", "b") == pytest.approx(1 - 0.25 * (1 - handed))


def test_several_heirs_take_all_each_by_its_best_way() -> None:
    w = world(
        orgs("b c d"),
        orgs("a m", status="closed"),
        told("a merged_into c"),
        told("a succeeded_by m"),
        told("m merged_into c"),
        told("m merged_into d"),
        rel("a partner_of b"),
    )
    assert tie(w, "b", "c") == pytest.approx(0.6 * 0.9)  # not .81
    assert tie(w, "b", "d") == pytest.approx(0.6 * 0.81)
    assert Moment(w, DAY).now("a") == "c"


def test_cycles_dead_ends_and_the_future_hand_over_to_nobody() -> None:
    w = world(
        org("b"),
        orgs("a m x y", status="closed"),
        told("a merged_into m"),
        told("m merged_into a"),
        told("x succeeded_by b", since="2025"),
        rel("a partner_of b"),
    )
    assert ties(w, DAY) == {}
    for gone in "amxy":
        with pytest.raises(GoneAskerError):
            door_openers(w, DAY, [gone], market="SE")


def test_only_the_gone_hand_over() -> None:
    w = world(orgs("a b c"), told("a succeeded_by c"), rel("a partner_of b"))
    assert set(ties(w, DAY)) == {("a", "b"), ("b", "a")}
    w = world(org("old", status="closed"), orgs("a b c"), told("old merged_into a"), told("a succeeded_by c"))
    assert Moment(w, DAY).heirs("old") == {"a": 0.9}  # "to the first living organisation along each way"


def test_a_relation_whose_ends_become_the_same_disappears() -> None:
    w = world(org("a", status="closed"), org("b"), told("a merged_into b"), rel("a member_of b"))
    assert ties(w, DAY) == {}


def test_affiliates_are_counted_after_handing_over() -> None:
    w = world(
        orgs("old older", status="closed"),
        orgs("b c d e"),
        told("old merged_into c"),
        rel("c member_of b"),
        rel("old member_of b"),
        rel("older member_of b"),  # nobody's heir
        rel("d member_of b"),
    )
    assert tie(w, "b", "d") == pytest.approx(0.75)  # n = 2: c and d


def test_an_old_id_asks_as_its_heir() -> None:
    w = world(
        org("old", status="merged", sectors="food"),
        orgs("b c"),
        org("k", country="KR", sectors="wind"),
        told("old merged_into c"),
        rel("c partner_of k"),
    )
    opener = openers(w, "old")["k"]
    assert opener.route.ids == ("c", "k")
    assert opener.fit == 0.8  # c's sectors, of which it has none, not those of the old id
    known = openers(w, Outsider("SE", knows=("old",)))["k"]
    assert (known.route.ids, known.route.steps[0].strength) == (("", "c", "k"), 0.75)  # without .9


# Identity


def test_properties_come_from_the_best_statement_that_has_them() -> None:
    w = world(
        org("b", country="KR", region="KR-11", confidence="verified"),
        org("a", country="DK", region="DK-84", confidence="recalled", sectors="food|wind"),
        org("c", country="SE", confidence="verified", status=""),
        rel("b partner_of d"),
        rel("c partner_of a"),
        org("d"),
        same=[("c", "b"), ("a", "c")],
    )
    (a,) = (o for o in organisations(w).values() if o.id != "d")
    # b before c by id, both before a by confidence; canonical id the smallest of all
    assert (a.id, a.country, a.region, a.sectors, a.located) == ("a", "KR", "KR-11", ("food", "wind"), 1.0)
    assert set(ties(w, DAY)) == {("a", "d"), ("d", "a")}  # c and a are one: not related to itself


def test_the_table_is_complete() -> None:
    assert len(DIRECT) == 9
    assert len(PARTICIPATION) == 3
