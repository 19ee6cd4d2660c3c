"""The reference itself, held to small examples computed by hand: one for each rule of DESIGN.md section 4.

Statements are `verified` (confidence 1) and organisations active, in Sweden and verified, unless an example says so.
Undated relations are `current` (age 0) unless it is about age.
"""

import math
from itertools import pairwise

import pytest

from . import (
    Constraints,
    GoneAskerError,
    Opener,
    Outsider,
    Route,
    Step,
    World,
    cost,
    door_openers,
    fallback,
    missing_tie,
    opener_routes,
    presences,
    routes_between,
    ties,
)
from .dates import first_day, last_day
from .moment import Moment
from .table import DIRECT, PARTICIPATION
from .world import organisations, relations

DAY = "2024-06-30"
Told = tuple[str, dict[str, str]]


def org(id: str, kind: str = "cluster", country: str = "SE", **more: str) -> Told:
    values = {"id": id, "kind": kind, "name": id, "country": country, "status": "active", "confidence": "verified"}
    return "organisations", values | more


def orgs(ids: str, kind: str = "cluster", country: str = "SE", **more: str) -> list[Told]:
    return [org(id, kind, country, **more) for id in ids.split()]


def rel(text: str, **more: str) -> Told:
    source, kind, target = text.split()
    values = {"source": source, "kind": kind, "target": target, "status": "current", "confidence": "verified"}
    return "relations", values | more


def told(text: str, **more: str) -> Told:
    """A relation of which it is not said whether it is current."""
    return rel(text, **({"status": ""} | more))


def row(stem: str, id: str, kind: str = "", **more: str) -> Told:
    return stem, {"id": id, "kind": kind, "name": id} | more


def world(*rows: Told | list[Told], same: list[tuple[str, str]] | None = None, retrieved: str = "2024-06-30") -> World:
    tables: dict[str, list[dict[str, str]]] = {}
    for one in rows:
        for stem, values in one if isinstance(one, list) else [one]:
            tables.setdefault(stem, []).append(values)
    return World(tables, same or [], retrieved)


def tie(w: World, a: str = "a", b: str = "b", as_of: str = DAY) -> float:
    return ties(w, as_of).get((a, b), 0.0)


def rows_of(w: World) -> list[Told]:
    return [(stem, values) for stem in w.tables for values in w.rows(stem)]


def ids(routes: list[Route]) -> list[tuple[str, ...]]:
    return [route.ids for route in routes]


def names(openers: list[Opener]) -> list[str]:
    return [opener.id for opener in openers]


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
    (opener,) = door_openers(w, DAY, ["a"], market="KR")
    # ties .6 and .6: 33477.47 rounds to 33477 twice; presence .75: 18853.53 rounds to 18854; fit 1 costs 1
    assert [step.cost for step in opener.route.steps] == [33477, 33477]
    assert opener.total == 33477 + 33477 + 18854 + 1
    assert opener.route.cost == 66954  # not 66955, the cost of .36
    assert [opener.presence, opener.fit, opener.score] == pytest.approx([0.75, 1.0, 0.6 * 0.6 * 0.75])


# Dates


def test_partial_dates() -> None:
    assert (str(first_day("2024")), str(last_day("2024"))) == ("2024-01-01", "2024-12-31")
    assert (str(first_day("2024-02")), str(last_day("2024-02"))) == ("2024-02-01", "2024-02-29")
    assert (str(first_day("2023-05-06")), str(last_day("2023-05-06"))) == ("2023-05-06", "2023-05-06")


def test_a_relation_that_begins_after_as_of_does_not_exist() -> None:
    w = world(orgs("a b"), rel("a partner_of b", since="2020-06"))
    assert tie(w, as_of="2020-05-31") == 0
    assert tie(w, as_of="2020-06-01") == 0.6  # `since` counts from its first day
    assert tie(w, as_of="2020") == 0.6  # a partial `asOf` counts to its last day


def test_until_counts_to_its_last_day() -> None:
    w = world(orgs("a b"), told("a partner_of b", until="2020"))
    assert tie(w, as_of="2020-12-31") == pytest.approx(0.6)  # current on its last day: age 0
    # 2021-12-31 is 365 days after 2020-12-31: .6 x 2^-((365 / 365.25) / 6) = .5345815
    assert tie(w, as_of="2021") == pytest.approx(0.5345815)


@pytest.mark.parametrize(
    ("dates", "strength"),
    [
        ({"status": "ended"}, 0.3),  # a half-life ago: .6 x 1/2
        ({"status": "ended", "until": "2030"}, 0.6),  # its until lies ahead: never a negative age
        ({"status": "current", "until": "2012-06-29"}, 0.6 * 2 ** -(4384 / 365.25 / 6)),  # ended comes first
        ({"status": "current", "since": "1990", "retrieved": "1990"}, 0.6),
        ({"status": "unknown", "retrieved": "2012", "since": "2000"}, 0.6 * 2 ** -(4564 / 365.25 / 6)),  # 2012-01-01
        ({"status": "", "retrieved": "2030"}, 0.6),
        ({"status": "", "since": "2012"}, 0.6 * 2 ** -(4564 / 365.25 / 6)),
        ({"status": ""}, 0.6 * 2 ** -(30 / 365.25 / 6)),  # the declared retrieval, 2024-05-31
    ],
)
def test_age_counts_from_the_last_date_that_it_is_known_to_have_held(dates: dict[str, str], strength: float) -> None:
    # 2012-06-29 to 2024-06-30: 12 x 365 + 3 leap days (2016, 2020, 2024) + 1 = 4384 days; 2012-01-01: 4564
    w = world(orgs("a b"), rel("a partner_of b", **dates), retrieved="2024-05-31")
    assert tie(w) == pytest.approx(strength)


# Statements and relations


def test_a_relation_is_worth_its_best_statement() -> None:
    w = world(
        orgs("a b"),
        told("a partner_of b", status="ended"),  # 1/2 x 1 = .5
        rel("a partner_of b", confidence="inferred"),  # 1 x .7 = .7
    )
    assert tie(w) == pytest.approx(0.6 * 0.7)  # one relation: not mixed (1 x 1), and not added up


def test_a_statement_of_the_future_says_nothing_of_its_relation() -> None:
    w = world(orgs("a b"), rel("a partner_of b", confidence="recalled"), rel("a partner_of b", since="2025"))
    assert tie(w) == pytest.approx(0.6 * 0.8)


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


def test_a_missing_confidence_is_imported() -> None:
    assert tie(world(orgs("a b"), rel("a partner_of b", confidence=""))) == pytest.approx(0.6 * 0.9)


# Ties


def test_relations_combine_up_to_a_limit() -> None:
    w = world(orgs("a b c"), rel("a partner_of b"), rel("a hosts b"), rel("a operates c"), rel("a partner_of c"))
    assert tie(w) == pytest.approx(1 - 0.4 * 0.3)  # .88
    assert tie(w, "a", "c") == 0.95  # 1 - .1 x .4 = .96
    assert routes_between(w, DAY, "c", "a", Constraints())[0].cost == 3362  # ties go both ways


def test_member_of_is_diluted_over_the_members_known() -> None:
    w = world(
        orgs("a b c d"),
        org("gone", status="closed"),
        rel("a member_of b"),
        rel("c member_of b", status="ended"),  # ended ones count
        rel("a member_of b", name="again"),  # the same member
        rel("d member_of b", since="2025"),  # not begun
        rel("gone member_of b"),  # not living
    )
    assert tie(w, "b", "c") == pytest.approx(0.75 / 2)  # n = 2: undiluted; a half-life ago
    w = world(orgs("a b c d"), rel("a member_of b"), rel("c member_of b"), rel("d member_of b", status="ended"))
    assert tie(w) == pytest.approx(0.7057446)  # .75 x (2/3)^.15


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
    # n = 2, not 3, by person: a's best is organises, .5 x .8 = .4; b's .5
    assert ties(w, DAY) == {("a", "b"): pytest.approx(0.4)}  # c is alone in its project: no tie
    w = world(orgs("a b c"), row("contexts", "fair", "event"), [rel(f"{x} attends fair") for x in "abc"])
    assert tie(w, "b", "c") == pytest.approx(0.1632993)  # .2 x (2/3)^.5


def crowd(n: int, **first: str) -> World:
    ids = [f"p{number:02}" for number in range(n)]
    takes_part = [rel(f"{id} participates_in lab", **(first if id == "p00" else {})) for id in ids]
    return world([org(id) for id in ids], row("contexts", "lab", "project"), takes_part)


def test_a_crowd_is_tied_only_through_its_coordinators() -> None:
    assert len(ties(crowd(30), DAY)) == 30 * 29 / 2
    assert tie(crowd(30), "p00", "p01") == pytest.approx(0.2540664)  # .5 x (2/30)^.25
    assert ties(crowd(31), DAY) == {}
    assert len(ties(crowd(31, role="coordinator"), DAY)) == 30
    assert tie(crowd(31, role="coordinator"), "p00", "p01") == pytest.approx(0.2519922)  # .5 x (2/31)^.25


def test_a_crowd_is_tied_through_its_organisers_too() -> None:
    ids = [f"p{number:02}" for number in range(31)]
    fair = [*orgs(" ".join(ids)), row("contexts", "fair", "event"), *[rel(f"{id} attends fair") for id in ids]]
    assert ties(world(fair), DAY) == {}
    assert len(ties(world(fair, rel("p07 organises fair")), DAY)) == 30


def test_a_participation_without_dates_takes_its_contexts() -> None:
    w = world(
        orgs("a b"),
        row("contexts", "lab", "project", start="2018", end="2020"),
        told("a participates_in lab"),
        told("b participates_in lab", since="2019"),  # dates of its own: unknown, and retrieved 2024-06-30 no more
    )
    # a: ended 2020-12-31, 1277 days ago, half-life 5; b: since 2019-01-01, 2007 days ago; the smaller is b's
    assert tie(w) == pytest.approx(0.5 * 2 ** -(2007 / 365.25 / 5))
    assert tie(w, as_of="2017") == 0  # neither has begun


def test_relation_kinds_drop_other_relations_but_dilute_as_before() -> None:
    w = world(
        orgs("a b c"),
        row("contexts", "fair", "event"),
        rel("a organises fair"),
        rel("a attends fair"),
        rel("b attends fair"),
        rel("c organises fair"),
        rel("a partner_of b"),
    )
    assert ties(w, DAY, {"partner_of"}) == {("a", "b"): pytest.approx(0.6)}
    # without attends, b takes no part; n stays 3: .5 x (2/3)^.25
    assert ties(w, DAY, {"organises"}) == {("a", "c"): pytest.approx(0.4518010)}


# Gone, and heirs


@pytest.mark.parametrize(
    ("values", "relation", "alive", "dead"),
    [
        ({"dissolved": "2020-06"}, None, "2020-06-30", "2020-07-01"),
        ({"status": "merged"}, {"since": "2020-06"}, "2020-05", "2020-06-01"),
        ({"status": "active"}, {"since": "2020-06"}, "2020-05", "2020-06-01"),
        ({"status": "merged", "dissolved": "2022"}, {"since": "2020-06"}, "2022-12-31", "2023-01-01"),
        ({"status": "closed"}, None, None, "1990"),
        ({"status": "active"}, {}, None, "1990"),
    ],
)
def test_who_is_gone_when(
    values: dict[str, str], relation: dict[str, str] | None, alive: str | None, dead: str
) -> None:
    merged = [] if relation is None else [told("a merged_into b", **relation)]
    w = world(org("a", **values), org("b"), merged)
    assert "a" not in Moment(w, dead).living
    assert alive is None or "a" in Moment(w, alive).living


def test_heirs_take_over_at_nine_tenths_a_hop() -> None:
    w = world(
        orgs("b c"),
        orgs("a m", status="closed"),
        told("a merged_into m"),
        told("m succeeded_by c"),
        rel("a partner_of b"),
        rel("b partner_of c"),
    )
    # two hops: .6 x .81 = .486, a relation of its own beside the .6 that c has: 1 - .514 x .4
    assert tie(w, "b", "c") == pytest.approx(1 - 0.514 * 0.4)
    assert Moment(w, DAY).now("a") == "c"


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
    assert ties(w, DAY) == {("a", "b"): pytest.approx(0.6)}
    w = world(org("old", status="closed"), orgs("a b c"), told("old merged_into a"), told("a succeeded_by c"))
    assert Moment(w, DAY).heirs("old") == {"a": 0.9}  # "to the first living organisation along each way"


def test_a_relation_whose_ends_become_the_same_disappears() -> None:
    w = world(org("a", status="closed"), org("b"), told("a merged_into b"), rel("a member_of b"))
    assert ties(w, DAY) == {}


def test_members_are_counted_after_handing_over() -> None:
    w = world(
        org("old", status="closed"),
        orgs("b c d e"),
        told("old merged_into c"),
        rel("c member_of b"),
        rel("old member_of b"),
        rel("d member_of b"),
    )
    # n = 2 (c and d): c's own .75, and .75 x .9 from the old one
    assert tie(w, "b", "c") == pytest.approx(min(0.95, 1 - 0.25 * 0.325))
    assert tie(w, "b", "d") == pytest.approx(0.75)


def test_an_old_id_asks_as_its_heir() -> None:
    w = world(
        org("old", status="merged", sectors="food"),
        orgs("b c"),
        org("k", country="KR", sectors="wind"),
        told("old merged_into c"),
        rel("c partner_of k"),
    )
    (opener,) = door_openers(w, DAY, ["old"], market="KR")
    assert opener.route.ids == ("c", "k")
    assert opener.fit == 1.0  # c's sectors, not those of the old id


# Identity


def test_properties_come_from_the_best_statement_that_has_them() -> None:
    w = world(
        org("b", country="KR", region="KR-11", confidence="verified"),
        org("a", country="DK", region="DK-84", confidence="recalled", sectors="food"),
        org("c", country="SE", confidence="verified", status=""),
        rel("b partner_of d"),
        rel("c partner_of a"),
        org("d"),
        same=[("c", "b"), ("a", "c")],
    )
    (a,) = (o for o in organisations(w).values() if o.id != "d")
    # b before c by id, both before a by confidence; canonical id the smallest of all
    assert (a.id, a.country, a.region, a.sectors, a.located) == ("a", "KR", "KR-11", frozenset({"food"}), 1.0)
    assert ties(w, DAY) == {("a", "d"): pytest.approx(0.6)}  # c and a are one: not related to itself


# Presence


def test_presence_by_location() -> None:
    w = world(
        org("cluster", country="KR", confidence="recalled"),
        org("company", "company", country="KR"),
        org("agency", "trade_agency", country="KR"),
        org("office", "innovation_office", country="KR"),
        org("operator", "trade_agency", country="SE"),
        rel("operator operates office"),
        rel("operator mandated_for KR", role="home"),
    )
    # the office is present, its operator is not: "a mandate alone is no presence"
    expected = {"cluster": 0.75 * 0.8, "company": 0.35, "agency": 0.75, "office": 0.9}
    assert presences(w, DAY, "KR") == pytest.approx(expected)


def test_an_agency_that_looks_outward_is_hardly_present() -> None:
    agencies = {"a": "", "b": "export_credit", "c": "", "d": "", "e": "", "f": ""}
    w = world(
        [org(id, "trade_agency", "KR", form=form) for id, form in agencies.items()],
        row("corridors", "bloc", "trade_bloc", markets="KR|DK"),
        rel("a mandated_for KR", role="home"),
        rel("b mandated_for KR-11", role="home"),
        rel("c mandated_for bloc", role="home"),
        rel("d mandated_for KR", role="home", region="KR-11"),
        rel("d promotes KR", confidence="inferred"),
        rel("e mandated_for KR", role="home"),
        rel("e serves KR", status="ended"),
        rel("f mandated_for KR", role="home", status="ended"),
    )
    # d promotes: .95 x .7 = .665, below the .75 of its location; e serves: .7 / 2; f's mandate has ended
    expected = {"a": 0.15, "c": 0.15, "d": 0.75, "e": 0.35, "f": 0.75}
    assert presences(w, DAY, "KR") == pytest.approx(expected)


def test_presence_by_relations() -> None:
    w = world(
        orgs("a b"),
        orgs("t u", "trade_agency"),
        rel("a serves KR", confidence="recalled"),  # .7 x .8
        rel("b active_in KR", status="ended"),  # .5 / 2, a half-life ago
        rel("b serves KR", since="2025"),
        told("t promotes KR", since="1990", retrieved="1990"),  # no half-life
        rel("u promotes KR", until="2020"),  # ended promotions do not exist
    )
    assert presences(w, DAY, "KR") == pytest.approx({"a": 0.56, "b": 0.25, "t": 0.95})


def test_presence_is_handed_over_but_location_is_not() -> None:
    old = [org("old", country="KR", status="closed"), org("a"), told("old merged_into a")]
    assert presences(world(old), DAY, "KR") == {}
    assert presences(world(old, rel("old serves KR")), DAY, "KR") == pytest.approx({"a": 0.7 * 0.9})
    at_fair = [row("contexts", "fair", "event"), rel("old attends fair"), rel("fair takes_place_in KR")]
    assert presences(world(old, at_fair), DAY, "KR") == pytest.approx({"a": 0.5 * 0.9})


def test_a_context_that_takes_place_somewhere_makes_its_participants_active_there() -> None:
    w = world(
        orgs("a b c"),
        row("contexts", "fair", "event", country="DK"),
        rel("fair takes_place_in KR", confidence="imported"),
        rel("fair takes_place_in KR", confidence="recalled"),
        rel("a attends fair"),
        rel("b attends fair", confidence="inferred", status="ended"),
        rel("c attends fair", since="2025"),
    )
    # the best takes_place_in is .9; a: .5 x min(1, .9); b: .5 x 1/2 (half-life of active_in) x min(.7, .9)
    assert presences(w, DAY, "KR") == pytest.approx({"a": 0.45, "b": 0.175})
    assert presences(w, DAY, "DK") == {}  # a context's `country` only describes


def test_an_unknown_or_suspended_status_halves_presence() -> None:
    w = world([org(id, status=status) for id, status in {"a": "suspended", "b": "unknown", "c": ""}.items()])
    assert presences(w, DAY, "SE") == pytest.approx({"a": 0.375, "b": 0.375, "c": 0.375})


def catalonia(*more: Told | list[Told]) -> World:
    """A regional agency with an office in Seoul; askers of each sort, all of whom know the office."""
    askers = [org("here", region="SE-M"), org("there", region="SE-AB"), org("nowhere"), org("dane", country="DK")]
    return world(
        org("agency", "trade_agency", region="SE-M"),
        org("seoul", "trade_office", "KR"),
        rel("agency operates seoul"),
        rel("agency mandated_for SE", role="home", region="SE-M"),
        askers,
        [rel(f"{told['id']} partner_of seoul") for _, told in askers],
        *more,
    )


@pytest.mark.parametrize(
    ("asker", "presence"),
    [
        ("here", 0.9),
        ("there", 0.18),
        ("nowhere", 0.18),
        ("dane", 0.18),
        ("agency", 0.9),
        (Outsider("SE", "SE-M", knows=("seoul",)), 0.9),
        (Outsider("SE", knows=("seoul",)), 0.18),
    ],
)
def test_an_office_opens_its_door_to_its_constituency(asker: str | Outsider, presence: float) -> None:
    (opener,) = door_openers(catalonia(), DAY, [asker], market="KR")
    assert opener.id == "seoul"
    assert opener.presence == pytest.approx(presence)


def test_an_office_that_asks_is_within_its_operators_constituency_only() -> None:
    offices = [org("oslo", "trade_office", "SE", region="SE-M"), org("orphan", "trade_office", "SE", region="SE-M")]
    ties = [rel("oslo partner_of seoul"), rel("orphan partner_of seoul"), rel("agency operates oslo")]
    w = catalonia(offices, ties)
    openers = {asker: door_openers(w, DAY, [asker], market="KR")[0] for asker in ("oslo", "orphan")}
    assert openers["oslo"].presence == pytest.approx(0.9)  # "offices of its own operator count in full"
    assert openers["orphan"].presence == pytest.approx(0.18)  # in the region, but nobody's constituent


def test_courtesy_where_no_operator_or_no_constituency_is_known() -> None:
    w = world(
        org("a"),
        org("seoul", "trade_office", "KR"),
        rel("a partner_of seoul"),
        rel("seoul mandated_for SE", role="home"),
    )
    # its own home mandate is ignored
    assert door_openers(w, DAY, ["a"], market="KR")[0].presence == pytest.approx(0.18)
    w = catalonia(rel("agency operates seoul", status="ended", name="x"))
    # any living statement suffices
    assert door_openers(w, DAY, ["here"], market="KR")[0].presence == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("asker", "opener", "sector", "fit"),
    [
        ("", "wind", None, 1.0),  # asker without sectors
        ("cross-sector", "wind", None, 1.0),  # or only cross-sector
        ("food|cross-sector", "cross-sector", None, 1.0),  # one shared, be it cross-sector
        ("food", "food|wind", None, 1.0),
        ("food", "", None, 0.8),
        ("food", "cross-sector|wind", None, 0.8),
        ("food", "wind", None, 0.5),
        ("food", "wind", "wind", 1.0),  # against `sector`, if given
        ("", "wind", "food", 0.5),
    ],
)
def test_sector_fit(asker: str, opener: str, sector: str | None, fit: float) -> None:
    w = world(org("a", sectors=asker), org("k", country="KR", sectors=opener), rel("a partner_of k"))
    assert door_openers(w, DAY, ["a"], market="KR", sector=sector)[0].fit == fit


def test_works_in_gives_sectors_while_it_lasts() -> None:
    w = world(
        org("a", sectors="food"),
        org("k", country="KR", sectors="wind"),
        rel("a partner_of k"),
        rel("k works_in food", until="2020"),
    )
    assert door_openers(w, DAY, ["a"], market="KR")[0].fit == 0.5
    assert door_openers(w, "2020", ["a"], market="KR")[0].fit == 1.0


# Mandates


def test_a_constituent_may_knock_but_not_the_other_way_round() -> None:
    w = world(
        org("a"), org("agency", "trade_agency"), rel("agency mandated_for SE", role="home", confidence="recalled")
    )
    (route,) = routes_between(w, DAY, "a", "agency", Constraints())
    assert (route.cost, route.strength) == (cost(0.4), 0.4)  # .5 x .8
    assert route.cost == 60050
    assert routes_between(w, DAY, "agency", "a", Constraints()) == []
    assert ties(w, DAY) == {}


@pytest.mark.parametrize(
    ("mandate", "bound"),
    [
        ({"target": "SE"}, "xyz"),
        ({"target": "SE", "region": "SE-M"}, "y"),
        ({"target": "SE-M"}, "y"),
        ({"target": "bloc"}, "dxyz"),
        ({"target": "SE", "status": "ended"}, ""),
        ({"target": "SE", "since": "2025"}, ""),
        ({"target": "SE", "role": "host"}, ""),
    ],
)
def test_whom_a_constituency_binds(mandate: dict[str, str], bound: str) -> None:
    w = world(
        [org("d", country="DK"), org("k", country="KR"), org("x", region="SE-AB"), org("y", region="SE-M"), org("z")],
        org("office", "trade_office", region="SE-M"),  # "An office abroad is nobody's constituent"
        org("agency", "trade_agency"),
        row("corridors", "bloc", "trade_bloc", markets="SE"),
        rel("DK lies_on bloc", since="2010"),
        rel("KR lies_on bloc", until="2010"),
        rel("agency mandated_for SE", **({"role": "home"} | mandate)),
    )
    reach = {o for o in Moment(w, DAY).living if o != "agency" and routes_between(w, DAY, o, "agency")}
    assert reach == set(bound)


def test_only_agencies_have_constituents_and_only_offices_are_desks() -> None:
    w = world(
        org("a"),
        org("office", "trade_office"),
        orgs("agency other", "trade_agency", "KR"),
        rel("office mandated_for SE", role="home"),
        rel("agency mandated_for SE", role="host"),
        rel("other operates agency"),
    )
    assert [routes_between(w, DAY, "a", id) for id in ("office", "agency", "other")] == [[], [], []]


def test_the_stronger_of_tie_and_mandate_counts() -> None:
    agency = [org("a"), org("agency", "trade_agency"), rel("agency mandated_for SE", role="home")]
    weak = world(agency, rel("a board_seat agency", status="ended"))
    assert routes_between(weak, DAY, "a", "agency")[0].strength == 0.5  # against .35; not combined
    strong = world(agency, rel("a partner_of agency"))
    assert routes_between(strong, DAY, "a", "agency")[0].strength == pytest.approx(0.6)


def test_mandates_are_handed_over() -> None:
    w = world(
        org("old", "trade_agency", status="closed"),
        org("new", "trade_agency"),
        org("a"),
        told("old merged_into new"),
        rel("old mandated_for SE", role="home"),
    )
    assert routes_between(w, DAY, "a", "new")[0].strength == 0.45


def test_an_agency_outside_its_constituency_is_good_only_for_where_it_is() -> None:
    w = world(
        org("a"),
        org("chamber", "trade_agency", "KR"),
        org("k", country="KR"),
        org("d", country="DK"),
        row("corridors", "silk", "economic_corridor", markets="KR|DK"),
        rel("chamber mandated_for SE", role="home"),
        rel("chamber partner_of k"),
        rel("chamber partner_of d"),
    )
    assert names(door_openers(w, DAY, ["a"], market="KR")) == ["chamber", "k"]
    assert names(door_openers(w, DAY, ["a"], market="DK")) == []
    assert names(door_openers(w, DAY, ["a"], corridor="silk")) == ["chamber", "d", "k"]
    assert ids(routes_between(w, DAY, "a", "k")) == [("a", "chamber", "k")]
    assert routes_between(w, DAY, "a", "d") == []


def desk(*more: Told | list[Told], **host: str) -> World:
    """A Korean agency that promotes Korea, with an office in Sweden that is its desk there."""
    return world(
        orgs("a b"),
        org("kotra", "trade_agency", "KR"),
        org("office", "trade_office", "SE"),
        rel("kotra operates office"),
        rel("kotra promotes KR"),
        rel("office mandated_for SE", **({"role": "host"} | host)),
        *more,
    )


def test_a_desk_is_one_step_to_its_operator() -> None:
    (opener,) = door_openers(desk(confidence="imported"), DAY, ["a"], market="KR")
    assert opener.route.steps == (Step("a", "kotra", "office", 52331, 0.45),)  # .5 x .9
    assert opener.route.ids == ("a", "office", "kotra")
    assert opener.total == 52331 + 3362 + 1  # presence .95, fit 1
    (opener,) = door_openers(desk(), DAY, [Outsider("SE")], market="KR")
    assert opener.route.ids == ("", "office", "kotra")


def test_a_desk_is_good_only_for_what_its_operator_promotes() -> None:
    w = desk(rel("kotra serves DK"), row("corridors", "silk", "economic_corridor", markets="DK|KR"))
    assert door_openers(w, DAY, ["a"], market="DK") == []
    assert names(door_openers(w, DAY, ["a"], corridor="silk")) == ["kotra"]  # it promotes one of its markets
    never = world([(stem, values) for stem, values in rows_of(desk()) if values["kind"] != "promotes"])
    assert door_openers(never, DAY, ["a"], market="KR") == []
    ended = world(rows_of(never), rel("kotra promotes KR", until="2020"))
    assert door_openers(ended, DAY, ["a"], market="KR") == []  # "Ended mandates and promotions do not exist"
    assert ids(routes_between(never, DAY, "a", "kotra")) == [("a", "office", "kotra")]  # no market is asked for


def test_a_desk_is_the_last_step() -> None:
    w = desk(org("k", country="KR"), rel("kotra partner_of k"), rel("b partner_of d"), org("d", country="DK"))
    assert names(door_openers(w, DAY, ["a"], market="KR")) == ["kotra"]  # k would come after the desk
    assert routes_between(w, DAY, "a", "k") == []
    assert ids(routes_between(w, DAY, "a", "kotra")) == [("a", "office", "kotra")]
    assert ids(routes_between(w, DAY, "d", "kotra")) == [("d", "b", "office", "kotra")]  # after others, it may


def test_a_desk_binds_by_region_and_serves_no_office() -> None:
    w = desk(org("m", region="SE-M"), org("other", "trade_office", "SE", region="SE-M"), region="SE-M")
    found = {id: names(door_openers(w, DAY, [id], market="KR")) for id in ("a", "m", "other")}
    assert found == {"a": [], "m": ["kotra"], "other": []}


def test_a_desk_counts_only_where_it_is_cheaper() -> None:
    weaker = desk(rel("a partner_of kotra", status="ended"), confidence="imported")  # tie .3, desk .45
    assert ids(routes_between(weaker, DAY, "a", "kotra")) == [("a", "office", "kotra")]  # the tie does not count
    stronger = desk(rel("a partner_of kotra"))
    assert ids(routes_between(stronger, DAY, "a", "kotra")) == [("a", "kotra")]
    same = desk(rel("kotra mandated_for SE", role="home"))  # home mandate and desk both cost 45426
    assert ids(routes_between(same, DAY, "a", "kotra")) == [("a", "kotra")]


def test_two_desks_are_two_routes() -> None:
    w = desk(
        org("bureau", "innovation_office", "SE"),
        rel("kotra operates bureau"),
        rel("bureau mandated_for SE", role="host"),
    )
    assert ids(routes_between(w, DAY, "a", "kotra")) == [("a", "bureau", "kotra"), ("a", "office", "kotra")]
    avoiding = Constraints(avoid=frozenset({"bureau"}))
    assert ids(routes_between(w, DAY, "a", "kotra", avoiding)) == [("a", "office", "kotra")]


def test_ended_operation_ends_desks_but_leaves_a_tie() -> None:
    w = world(
        org("a"),
        org("kotra", "trade_agency", "KR"),
        org("office", "trade_office", "SE"),
        told("kotra operates office", status="ended"),
        rel("kotra promotes KR"),
        rel("office mandated_for SE", role="host"),
        rel("a partner_of office"),
    )
    (opener,) = door_openers(w, DAY, ["a"], market="KR")
    assert [step.strength for step in opener.route.steps] == pytest.approx([0.6, 0.45])  # .9 a half-life ago
    assert opener.route.ids == ("a", "office", "kotra")
    assert opener.route.steps[0].desk is None


# Search


def test_routes_compare_by_sum_then_steps_then_ids() -> None:
    w = world(
        orgs("a b c d"),
        org("k", country="KR"),
        [rel(f"a {kind} k", status="ended") for kind in ("board_seat", "partner_of")],
        [rel(f"{ends[0]} partner_of {ends[1]}") for ends in ("ab", "ac", "bk", "ck", "cd", "dk")],
    )
    # direct 1 - .65 x .7 = .545, cost 39778; by b or c .6 x .6, cost 66954; by c and d 100431, by b, ... not
    routes = opener_routes(w, DAY, "a", "k", market="KR")
    assert ids(routes) == [("a", "k"), ("a", "b", "k"), ("a", "c", "k"), ("a", "c", "d", "k")]
    assert [route.cost for route in routes] == [39778, 66954, 66954, 100431]


def test_a_desks_id_stands_before_its_operators() -> None:
    ways = [Route((Step("a", "z", desk, 7, 0.5),)) for desk in ("m", None, "b")]
    assert ids(sorted(ways, key=lambda route: route.rank)) == [("a", "b", "z"), ("a", "m", "z"), ("a", "z")]
    fewer, cheaper = (
        Route((Step("a", "z", None, 7, 0.5),)),
        Route((Step("a", "b", None, 3, 0.9), Step("b", "z", None, 4, 0.9))),
    )
    assert fewer.rank < cheaper.rank  # equal sums: fewer steps first


def test_at_most_max_steps() -> None:
    w = world(orgs("a b c"), org("k", country="KR"), [rel(f"{x[0]} partner_of {x[1]}") for x in ("ab", "bc", "ck")])
    assert [len(door_openers(w, DAY, ["a"], market="KR", constraints=Constraints(n))) for n in (1, 2, 3)] == [0, 0, 1]


def test_min_strength_binds_every_step_mandates_and_desks_included() -> None:
    w = desk(rel("a partner_of b"), rel("b partner_of kotra", confidence="recalled"), confidence="imported")
    routes = {s: ids(routes_between(w, DAY, "a", "kotra", Constraints(min_strength=s))) for s in (0.45, 0.46, 0.5)}
    # b-kotra .48 by tie; the desk .45 from a (and from b, where it is dearer than the tie)
    assert routes[0.45] == [("a", "office", "kotra"), ("a", "b", "kotra")]
    assert routes[0.46] == [("a", "b", "kotra")]
    assert routes[0.5] == []


def test_via_is_any_one_of_those_named_anywhere_desks_and_ends_included() -> None:
    w = desk(rel("a partner_of b"), rel("b partner_of kotra"))
    routes = {
        via: ids(routes_between(w, DAY, "a", "kotra", Constraints(via=frozenset(via.split()))))
        for via in ("b", "office", "a", "kotra", "nobody", "b office")
    }
    by_desk, by_b = ("a", "office", "kotra"), ("a", "b", "kotra")
    assert routes == {
        "b": [by_b],
        "office": [by_desk],
        "a": [by_desk, by_b],
        "kotra": [by_desk, by_b],
        "nobody": [],
        "b office": [by_desk, by_b],
    }


def test_avoid_binds_steps_desks_and_openers_but_not_askers() -> None:
    w = desk(rel("a partner_of b"), rel("b partner_of kotra"))
    for avoid, left in {
        "office": [("a", "b", "kotra")],
        "trade_office": [("a", "b", "kotra")],
        "b": [("a", "office", "kotra")],
        "a": [("a", "office", "kotra"), ("a", "b", "kotra")],
        "SE": [],  # the desk and b are there; so is a, which asks
        "KR": [],
        "trade_agency": [],
    }.items():
        constraints = Constraints(avoid=frozenset({avoid}))
        assert ids(opener_routes(w, DAY, "a", "kotra", market="KR", constraints=constraints)) == left, avoid


def test_public_anchors_only() -> None:
    w = world(
        org("a", ownership="private"),
        org("private", ownership="private"),
        org("body", "public_body"),
        org("chamber", "trade_agency", form="chamber"),
        org("k", country="KR", ownership="public"),
        [rel(f"a partner_of {x}") for x in ("private", "body", "chamber")],
        [rel(f"{x} partner_of k") for x in ("private", "body", "chamber")],
    )
    constraints = Constraints(public_anchor=True)
    assert ids(routes_between(w, DAY, "a", "k", constraints)) == [("a", "body", "k")]
    assert ids(routes_between(desk(), DAY, "a", "kotra", constraints)) == [
        ("a", "office", "kotra")
    ]  # an agency's office


def test_opener_kinds_and_companies() -> None:
    w = world(org("a"), org("c", "company", "KR"), org("k", country="KR"), rel("a partner_of c"), rel("a partner_of k"))
    wanted = {None: ["k"], "company": ["c"], "cluster": ["k"], "investor": []}
    for kind, found in wanted.items():
        constraints = Constraints(opener_kinds=None if kind is None else frozenset({kind}))
        assert names(door_openers(w, DAY, ["a"], market="KR", constraints=constraints)) == found


def test_relation_kinds_recompute_ties_and_mandates_but_not_presence() -> None:
    w = desk(rel("a partner_of b"), rel("b mou_with kotra"))
    for kinds, left in {
        "mandated_for": [("a", "office", "kotra")],
        "partner_of mou_with": [("a", "b", "kotra")],
        "operates promotes": [],
    }.items():
        constraints = Constraints(relation_kinds=frozenset(kinds.split()))
        assert ids(opener_routes(w, DAY, "a", "kotra", market="KR", constraints=constraints)) == left
    knocking = world(org("a"), org("agency", "trade_agency"), rel("agency mandated_for SE", role="home"))
    assert routes_between(knocking, DAY, "a", "agency", Constraints(relation_kinds=frozenset({"operates"}))) == []


def test_each_opener_is_best_over_askers_equal_ones_by_position() -> None:
    w = world(
        org("a", sectors="food"),
        org("b", sectors="wind"),
        orgs("c d"),
        org("k", country="KR", sectors="wind"),
        org("l", country="KR", sectors="wind"),
        [rel(f"{x} partner_of k") for x in "abcd"],
        rel("c partner_of l"),
        rel("d partner_of l"),
    )
    (by_a, by_b) = (door_openers(w, DAY, askers, market="KR")[0] for askers in (["a"], ["a", "b"]))
    assert (by_a.asker, by_a.fit) == (0, 0.5)
    assert (by_b.asker, by_b.fit, by_b.route.ids) == (1, 1.0, ("b", "k"))  # fit by asker
    equal = door_openers(w, DAY, ["d", "c"], market="KR")
    assert [(o.id, o.asker) for o in equal] == [("k", 0), ("l", 0)]  # equal sums: openers by id, askers by position


def test_an_asker_is_not_its_own_opener_but_may_be_anothers() -> None:
    w = world(org("a", country="KR"), org("b", country="KR"), rel("a partner_of b"))
    assert names(door_openers(w, DAY, ["a"], market="KR")) == ["b"]
    assert [(o.id, o.asker) for o in door_openers(w, DAY, ["a", "b"], market="KR")] == [("a", 1), ("b", 0)]


def test_door_openers_by_sum_then_steps_then_id() -> None:
    w = world(
        org("a"),
        org("x", country="KR"),
        org("k", country="KR"),
        org("j", country="KR", status="unknown"),
        [rel(f"a partner_of {id}") for id in "xkj"],
    )
    openers = door_openers(w, DAY, ["a"], market="KR")
    assert [(o.id, o.total) for o in openers] == [
        ("k", 33477 + 18854 + 1),
        ("x", 33477 + 18854 + 1),
        ("j", 33477 + 64280 + 1),  # .375 costs 64279.63
    ]


def test_an_outsider_takes_the_steps_of_one_based_there_and_of_whom_it_knows() -> None:
    w = world(
        orgs("a b"),
        org("old", status="closed"),
        org("agency", "trade_agency"),
        org("k", country="KR"),
        told("old merged_into b"),
        rel("agency mandated_for SE-M", role="home"),
        [rel(f"{x} partner_of k") for x in ("a", "b", "agency")],
    )
    outsider = Outsider("SE", "SE-M", knows=("a", "old"))
    routes = routes_between(w, DAY, outsider, "k", Constraints(max_steps=2))
    # known .75 (the heir of an old id too, without .9), and the agency's .5 by mandate
    assert [(r.ids, r.steps[0].cost) for r in routes] == [
        (("", "a", "k"), 18854),
        (("", "b", "k"), 18854),
        (("", "agency", "k"), 45426),
    ]
    knows_agency = Outsider("SE", "SE-M", knows=("agency",))
    assert routes_between(w, DAY, knows_agency, "agency")[0].strength == 0.75  # the stronger counts


def test_offices_of_one_operator_are_one_door_opener() -> None:
    w = world(
        org("a"),
        orgs("one two", "trade_agency"),
        orgs("o1 o2 o3 o4 far", "trade_office", "KR"),
        [rel(f"one operates {x}") for x in ("o1", "o2", "far")],
        [rel(f"two operates {x}") for x in ("o2", "o3")],
        rel("a hosts o2", confidence="imported"),  # .63
        [rel(f"a partner_of {x}") for x in ("o1", "o3", "o4")],
    )
    constraints = Constraints(max_steps=1)
    openers = door_openers(w, DAY, ["a"], market="KR", constraints=constraints)
    # o2 is best, and shares an operator with o1, o3 and far (which nobody reaches); o4's operator is unknown
    assert [(o.id, o.siblings) for o in openers] == [("o2", ("far", "o1", "o3")), ("o4", ())]
    less = Constraints(max_steps=1, avoid=frozenset({"o2", "far"}))
    openers = door_openers(w, DAY, ["a"], market="KR", constraints=less)
    assert [(o.id, o.siblings) for o in openers] == [("o1", ()), ("o3", ()), ("o4", ())]


def test_a_corridor_takes_the_best_presence_over_its_markets_on_that_date() -> None:
    w = world(
        org("a"),
        org("k", country="KR"),
        org("d", country="DK"),
        row("corridors", "silk", "economic_corridor"),
        rel("KR lies_on silk", since="2020"),
        rel("DK lies_on silk", until="2021"),
        rel("d serves KR"),
        rel("a partner_of k"),
        rel("a partner_of d"),
    )
    now = door_openers(w, DAY, ["a"], corridor="silk")
    assert [(o.id, o.presence) for o in now] == [("k", 0.75), ("d", 0.7)]
    then = door_openers(w, "2020", ["a"], corridor="silk")
    assert [(o.id, o.presence) for o in then] == [("d", 0.75), ("k", 0.75)]
    before = door_openers(w, "2019", ["a"], corridor="silk")
    assert [(o.id, o.presence) for o in before] == [("d", 0.75)]


# Fallback and missing tie


def route(*ids: str, desk: str | None = None) -> Route:
    steps = [Step(a, b, None, 1, 0.9) for a, b in pairwise(ids)]
    steps[-1] = Step(steps[-1].source, steps[-1].target, desk, 1, 0.9)
    return Route(tuple(steps))


def test_the_fallback_shares_no_intermediary_no_desk_and_no_direct_tie() -> None:
    assert fallback([]) is None
    assert fallback([route("a", "z")]) is None
    assert fallback([route("a", "z"), route("a", "b", "z")]) == route("a", "b", "z")
    through = [route("a", "b", "z"), route("a", "c", "b", "z"), route("a", "c", "z")]
    assert fallback(through) == route("a", "c", "z")
    desks = [route("a", "z", desk="d"), route("a", "b", "z", desk="d"), route("a", "z", desk="e")]
    assert fallback(desks) == route("a", "z", desk="e")


def test_the_missing_tie_is_the_pair_of_contacts_that_would_give_the_best_score() -> None:
    w = world(
        orgs("a c1 c2 d1 d2"),
        org("o", country="KR"),
        [rel(f"a partner_of {x}") for x in ("c1", "c2")],
        [rel(f"{x} partner_of o") for x in ("d1", "d2")],
        rel("c1 attends fair"),
        rel("d1 attends fair"),
        row("contexts", "fair", "event"),
    )
    # .6, .6 and .6, 33477 each; presence .75; fit 1; c1 and d1 are tied already
    total = 3 * 33477 + 18854 + 1
    assert missing_tie(w, DAY, "a", market="KR") == ("c1", "d2", "o", total)
    known = Outsider("SE", knows=("c1",))
    assert missing_tie(w, DAY, known, market="KR") == ("c1", "d2", "o", 18854 + 2 * 33477 + 18854 + 1)
    without = Constraints(avoid=frozenset({"c1"}))
    assert missing_tie(w, DAY, "a", market="KR", constraints=without) == ("c2", "d1", "o", total)
    strong = world(orgs("a c d o"), rel("a hosts c"), rel("d hosts o"))
    assert missing_tie(strong, DAY, "a", market="SE") == ("c", "d", "o", 2 * 23375 + 33477 + 18854 + 1)
    assert missing_tie(strong, DAY, "a", market="SE", constraints=Constraints(min_strength=0.61)) is None
    assert missing_tie(w, DAY, "a", market="DK") is None


def test_the_table_is_complete() -> None:
    assert len(DIRECT) == 9
    assert len(PARTICIPATION) == 3
