"""Rules that random worlds seldom reach, each by a small world whose answer can be worked out by hand.

The sentences are those of the design, sections 3 and 4.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from graph.snapshot.day.worth import cost
from graph.snapshot.snapshot import Snapshot
from queries.questions.door_openers import DoorOpener, DoorOpenersAnswer, door_openers
from queries.questions.introductions import introductions
from queries.routing.askers import Asker, Outsider
from queries.routing.constraints import RouteConstraints
from tests.worlds import Row, cluster, relation, snapshot_of

DAY = "2026-01-01"


def organisation(id_: str, kind: str = "cluster", country: str = "KR", **more: str) -> Row:
    return cluster(id_, country, **{"kind": kind, **more})


ME = organisation("me", country="DK")


@dataclass(frozen=True)
class Asked:
    """An answer, read by ids."""

    snapshot: Snapshot
    answer: DoorOpenersAnswer

    @property
    def ids(self) -> list[str]:
        """Door openers, best first."""
        return [self.snapshot.id_of(opener.node) for opener in self.answer.openers]

    def of(self, id_: str) -> DoorOpener:
        """The opener of that id, which is ranked."""
        return next(opener for opener in self.answer.openers if self.snapshot.id_of(opener.node) == id_)

    def with_it(self, id_: str) -> list[str]:
        """Those who are one door opener with it."""
        return [self.snapshot.id_of(node) for node in self.of(id_).siblings]


def ask(
    folder: Path,
    organisations: list[Row],
    relations: list[Row],
    asker: Asker = "me",
    market: str | None = "KR",
    corridor: str | None = None,
    sector: str | None = None,
    tables: dict[str, list[Row]] | None = None,
    as_of: str | None = None,
    **constraints: object,
) -> Asked:
    """Who opens a door there, as of DAY unless ``as_of`` says otherwise."""
    rows = {"organisations": organisations, "relations": relations, **(tables or {})}
    snapshot = snapshot_of(rows, folder / "snapshot", DAY)
    asked = RouteConstraints(**constraints)  # type: ignore[arg-type]
    answer = door_openers(
        snapshot.on_day(as_of), [asker], market=market, corridor=corridor, sector=sector, constraints=asked, first=50
    )
    return Asked(snapshot, answer)


# Dates


def test_a_plan_counts_from_its_first_day(tmp_path: Path) -> None:
    """ "An unknown `serves` or `active_in` with a `since` counts from its first day: a target market is a plan"."""
    relations = [relation("partner_of", "me", "other"), relation("serves", "other", "KR", since="2020-01")]
    found = ask(tmp_path, [ME, organisation("other", country="DE")], relations)
    days = 2192  # from 2020-01-01 to 2026-01-01
    assert found.of("other").presence == pytest.approx(0.6 * 2 ** (-days / 365.25 / 6))


def test_presence_is_that_of_the_freshest_statement(tmp_path: Path) -> None:
    """ "It counts in ties only, not in standing, presence or fit"."""
    serves = [
        relation("serves", "other", "KR", confidence="verified", retrieved="2025-10-01"),
        relation("serves", "other", "KR", confidence="inferred"),
    ]
    relations = [relation("partner_of", "me", "other"), *serves]
    assert ask(tmp_path, [ME, organisation("other", country="DE")], relations).of("other").presence == 0.6


# Who is gone


def test_gone_from_the_first_day_of_a_merger(tmp_path: Path) -> None:
    """ "Gone … from `since` of its `merged_into`"."""
    organisations = [ME, organisation("old"), organisation("new")]
    relations = [relation("partner_of", "me", "old"), relation("merged_into", "old", "new", since="2026-01")]
    assert ask(tmp_path, organisations, relations, as_of="2025-12-31").ids == ["old"]
    assert ask(tmp_path, organisations, relations, as_of="2026-01-01").ids == ["new"]


@pytest.mark.parametrize(("dissolved", "merged", "left"), [("2025-06", "2025-12", []), ("2025-12", "2025-06", ["new"])])
def test_gone_from_the_earlier_of_the_two(dissolved: str, merged: str, left: list[str], tmp_path: Path) -> None:
    """ "Gone after `dissolved` or from `since` of its `merged_into`, whichever is earlier"."""
    organisations = [ME, organisation("old", dissolved=dissolved), organisation("new")]
    relations = [relation("partner_of", "me", "old"), relation("merged_into", "old", "new", since=merged)]
    assert ask(tmp_path, organisations, relations, as_of="2025-09-01").ids == left


@pytest.mark.parametrize("closing", [False, True])
def test_mergers_that_go_round_in_a_circle_make_nobody_gone(closing: bool, tmp_path: Path) -> None:
    """They contradict each other; who merged into one of the circle is gone all the same."""
    organisations = [ME, *(organisation(id_) for id_ in ("one", "two", "three", "old"))]
    relations = [
        relation("partner_of", "me", "one"), relation("merged_into", "one", "two", since="2020"),
        relation("merged_into", "two", "three"), relation("merged_into", "old", "one"),
        *([relation("merged_into", "three", "one")] if closing else []),
    ]  # fmt: skip
    assert ask(tmp_path, organisations, relations).ids == (["one"] if closing else ["three"])


def test_what_is_handed_over_at_another_time_is_another_fact(tmp_path: Path) -> None:
    """ "A handed relation that the heir has itself (…, periods not disjoint) is the same fact and counts once"."""
    organisations = [ME, organisation("old", status="merged"), organisation("new")]
    relations = [
        relation("merged_into", "old", "new"),
        relation("partner_of", "me", "new", until="2019"),
        relation("partner_of", "me", "old", since="2020"),
    ]
    strength = ask(tmp_path, organisations, relations).of("new").route.strength
    own = 0.6 * 2 ** (-2193 / 365.25 / 6)
    assert strength == pytest.approx(1 - (1 - own) * (1 - 0.6 * 0.9))
    overlapping = [*relations[:2], relation("partner_of", "me", "old", since="2019")]
    assert ask(tmp_path, organisations, overlapping).of("new").route.strength == pytest.approx(0.6 * 0.9)


# What is told with a route


def test_weakest_step_evidence_and_public_share(tmp_path: Path) -> None:
    """ "With each best route: …, the weakest step, freshest and stalest evidence, the share of public …"."""
    agency = organisation("agency", "trade_agency", "DK", form="trade_promotion")
    relations = [
        relation("partner_of", "me", "agency", until="2020"),
        relation("mou_with", "me", "agency", status="current"),
        relation("mou_with", "agency", "other", until="2024-06"),
    ]
    route = ask(tmp_path, [ME, agency, organisation("other")], relations).of("other").route
    first, second = route.steps
    assert route.weakest_step is second
    assert (route.stalest, route.freshest) == ("2020-12-31", DAY)
    assert route.public_share == 0.5
    assert (first.is_over, second.is_over, second.ended) == (False, True, "2024-06-30")


# Desks


def desk(of: str, **more: str) -> list[Row]:
    """An agency of Korea and its office in Denmark."""
    office = {
        "status": "active",
        **{name.removeprefix("office_"): value for name, value in more.items() if "office_" in name},
    }
    its = {"form": "trade_promotion", **{name: value for name, value in more.items() if "office_" not in name}}
    return [organisation(of, "trade_agency", **its), organisation(f"{of}-dk", "trade_office", "DK", **office)]


def operates(*agencies: str) -> list[Row]:
    return [relation("operates", agency, f"{agency}-dk") for agency in agencies]


def home(agency: str, of: str = "KR", **more: str) -> Row:
    return relation("mandated_for", agency, of, role="home", **more)


@pytest.mark.parametrize(
    ("mine", "first", "second"),
    [
        ({"city": "Odense"}, {"office_city": "Ribe"}, {"office_city": "Odense"}),
        ({"region": "DK-84"}, {"office_region": "DK-82"}, {"office_region": "DK-84"}),
    ],
)
def test_equal_desks_by_the_askers_place(mine: Row, first: Row, second: Row, tmp_path: Path) -> None:
    """ "Equal ones, of desks by the asker's city, then its region"."""
    organisations = [ME | mine, *desk("a", **first), *desk("b", **second)]
    found = ask(tmp_path, organisations, [*operates("a", "b"), home("a"), home("b")])
    assert found.ids == ["b-dk", "a-dk"]
    assert [found.of(id_).score for id_ in found.ids] == pytest.approx([0.5 * 0.45 * 0.8] * 2)


def test_a_desk_is_halved_once(tmp_path: Path) -> None:
    """ "Halved once (a desk's: if the office's or its operator's status is so)"."""
    for office, operator in (("unknown", "active"), ("active", "suspended"), ("suspended", "unknown")):
        organisations = [ME, *desk("a", status=operator, office_status=office)]
        found = ask(tmp_path / office / operator, organisations, [*operates("a"), home("a")])
        assert found.of("a-dk").presence == 0.45 / 2


@pytest.mark.parametrize(
    ("role", "more", "beside", "presence", "order"),
    [
        ("regional", {}, [home("n")], 0.4, ["n-dk", "a-dk"]),
        ("regional", {"status": "unknown"}, [home("n")], 0.225, ["n-dk", "a-dk"]),
        ("supranational", {"status": "unknown"}, [home("n")], 0.225, ["n-dk", "a-dk"]),
        ("regional", {"status": "unknown"}, [home("n", region="KR-11")], 0.4, ["a-dk", "n-dk"]),
        ("regional", {"form": "export_credit"}, [home("n")], 0.4, ["a-dk"]),
        ("national", {"status": "unknown"}, [home("n")], 0.95, ["a-dk", "n-dk"]),
    ],
)
def test_the_desk_of_a_regional_agency_is_capped(
    role: str, more: Row, beside: list[Row], presence: float, order: list[str], tmp_path: Path
) -> None:
    """ "At most the presence of the best desk around the asker of any other agency or chamber of that market whose
    constituency is the whole of it"."""
    relations = [*operates("a", "n"), relation("promotes", "a", "KR", role=role), *beside]
    found = ask(tmp_path, [ME, *desk("a"), *desk("n", **more)], relations)
    assert [id_ for id_ in found.ids if id_.endswith("-dk")] == order
    assert found.of("a-dk").presence == pytest.approx(presence)


def test_capped_desks_stand_after_those_that_cap_them(tmp_path: Path) -> None:
    """ "And stands after that one where the scores are equal", "of any other agency": not after its own."""
    promotions = [relation("promotes", agency, "KR", role="regional") for agency in ("a", "b")]
    organisations = [ME, *desk("a"), *desk("b"), organisation("b-dk-2", "trade_office", "DK")]
    relations = [*operates("a", "b"), relation("operates", "b", "b-dk-2"), *promotions, home("b")]
    found = ask(tmp_path, organisations, relations)
    assert [(id_, found.of(id_).presence) for id_ in found.ids[:2]] == [("b-dk", 0.4), ("a-dk", 0.4)]
    assert found.with_it("b-dk") == ["b-dk-2", "b"]


# Offices of several operators


def test_an_office_of_several_operators_is_grouped_by_its_best_way(tmp_path: Path) -> None:
    """ "The best way counts, its group is that of its best way": knocked at as the office of z, not of a."""
    agencies = [organisation(id_, "trade_agency", "DK" if id_ == "z" else "FR") for id_ in ("a", "z")]
    offices = [organisation(id_, "trade_office") for id_ in ("o", "of-a", "of-z")]
    runs = [relation("operates", *pair) for pair in (("a", "o"), ("z", "o"), ("a", "of-a"), ("z", "of-z"))]
    relations = [*runs, home("z", "DK"), home("a", "FR"), relation("partner_of", "me", "of-a", until="2021")]
    found = ask(tmp_path, [ME, *agencies, *offices], relations)
    assert found.with_it("o") == ["of-z"]
    assert found.of("o").how.value == "own_mandate"


def test_a_desk_of_several_operators_is_of_the_one_that_gives_most(tmp_path: Path) -> None:
    """ "The best way counts": of a desk the operator by which its presence is greatest."""
    relations = [*operates("a", "z"), relation("operates", "z", "a-dk"), home("a"), relation("promotes", "z", "KR")]
    found = ask(tmp_path, [ME, *desk("a"), *desk("z")], relations)
    assert found.of("a-dk").presence == 0.95
    assert "z-dk" in found.with_it("a-dk")


# Promotions


def test_the_best_of_several_promotions_counts(tmp_path: Path) -> None:
    """ "Role national (default), regional, supranational": of several the best."""
    roles = ("supranational", "national", "regional")
    relations = [relation("promotes", "agency", "KR", role=role) for role in roles]
    found = ask(tmp_path, [ME, organisation("agency", "trade_agency")], relations)
    assert found.of("agency").presence == 0.95


@pytest.mark.parametrize(("where", "presence"), [("KR-11", 0.75), ("KR-26", 0.4)])
def test_the_region_of_an_agency_is_that_of_its_first_mandate(where: str, presence: float, tmp_path: Path) -> None:
    """ "That of its first regional home mandate in the market, else its own"."""
    organisations = [
        ME | {"sectors": "food"},
        organisation("agency", "trade_agency", region="KR-50"),
        organisation("there", region=where, sectors="food"),
    ]
    relations = [
        relation("promotes", "agency", "KR", role="regional"),
        *(home("agency", region=region) for region in ("KR-26", "KR-11")),
    ]
    sectors = [{"id": "food", "name": "food"}]
    found = ask(tmp_path, organisations, relations, tables={"sectors": sectors})
    assert found.of("agency").presence == presence


def test_no_more_than_two_front_doors_of_regional_agencies(tmp_path: Path) -> None:
    """ "At most two … are ranked …; those … of a regional one whose region has no cluster of the asker's sector, only
    where fewer than three door openers stand before them. One that is left out does not count towards the two"."""
    agencies = [organisation(f"r{at}", "trade_agency", region=f"KR-{at}") for at in (26, 27, 28, 29)]
    clusters = [organisation(f"c{at}", region=f"KR-{at}", sectors="food") for at in (27, 28, 29)]
    contacts = [organisation(id_, sectors="food") for id_ in ("x", "y", "z")]
    relations = [
        *(relation("promotes", agency["id"], "KR", role="regional") for agency in agencies),
        *(relation("partner_of", "me", contact["id"]) for contact in contacts),
        home("r26", region="KR-26"),
    ]
    organisations = [ME | {"sectors": "food"}, *agencies, *clusters, *contacts]
    found = ask(tmp_path, organisations, relations, tables={"sectors": [{"id": "food", "name": "food"}]})
    assert [id_ for id_ in found.ids if id_.startswith("r")] == ["r27", "r28"]


def test_an_office_is_open_while_one_of_its_operators_lasts(tmp_path: Path) -> None:
    """ "An office all of whose `operates` have ended is closed likewise"."""
    agencies = [organisation(id_, "trade_agency", "DK") for id_ in ("a", "b")]
    organisations = [ME, *agencies, organisation("office", "trade_office")]
    ended = [relation("operates", "a", "office", until="2020"), relation("partner_of", "me", "office")]
    assert ask(tmp_path / "closed", organisations, ended).ids == []
    lasting = [*ended, relation("operates", "b", "office")]
    assert ask(tmp_path / "open", organisations, lasting).of("office").presence == 0.9 / 2


def test_the_nearest_heir_answers_for_an_old_id(tmp_path: Path) -> None:
    """ "An asker given by an old id is answered as its successor": the nearest, then the first by id."""
    gone = [organisation(id_, country="DK", status="merged") for id_ in ("me", "m")]
    heirs = [organisation(id_, country="DK") for id_ in ("a", "b", "c")]
    successions = (("me", "m"), ("m", "a"), ("me", "c"), ("me", "b"))
    relations = [relation("succeeded_by", *pair) for pair in successions]
    asked = ask(tmp_path, [*gone, *heirs], relations)
    (party,) = asked.answer.parties
    assert party.node is not None and asked.snapshot.id_of(party.node) == "b"
    assert party.asked_as == "me"


# Chambers


def test_who_is_no_bilateral_chamber(tmp_path: Path) -> None:
    """ "A chamber with home mandates for two or more markets named one by one (not by a bloc)", "no home agency"."""
    bloc = {"id": "bloc", "kind": "trade_bloc", "name": "bloc", "markets": "DK|FR"}
    forms = ("trade_promotion", "chamber", "chamber")
    agencies = [organisation(f"a{at}", "trade_agency", "DK", form=form) for at, form in enumerate(forms)]
    relations = [
        *(home("a0", of) for of in ("DK", "FR")),
        *(home("a1", of) for of in ("DK", "FR")),
        home("a2", "bloc"),
    ]
    found = ask(tmp_path, [ME, *agencies], relations, tables={"corridors": [bloc]})
    assert {id_: found.of(id_).presence for id_ in found.ids} == {"a0": 0.2, "a2": 0.1}


def test_which_chambers_have_a_front_door(tmp_path: Path) -> None:
    """ "To a chamber (form chamber, not bilateral) located there whose constituency is the whole market"."""
    chambers = [
        organisation("whole", "trade_agency", form="chamber"),
        organisation("abroad", "trade_agency", "FR", form="chamber"),
        organisation("part", "trade_agency", form="chamber"),
        organisation("bilateral", "trade_agency", form="chamber"),
        organisation("association", "trade_agency", form="business_association"),
    ]
    relations = [
        *(home(id_) for id_ in ("whole", "abroad", "bilateral", "association")),
        home("part", region="KR-11"),
        home("bilateral", "FR"),
    ]
    found = ask(tmp_path, [ME, *chambers], relations)
    assert [(id_, found.of(id_).presence, found.of(id_).route.strength) for id_ in found.ids] == [("whole", 0.6, 0.15)]


def test_a_bilateral_chamber_serves_its_two_markets(tmp_path: Path) -> None:
    """ "Only if it is located in the asker's market or in the one asked about, and both are among its constituencies
    or its seat; there its presence is .75 in the market where it is located, .6 in the other. It is no home agency"."""
    chambers = [
        organisation("there", "trade_agency", "KR", form="chamber"),
        organisation("here", "trade_agency", "DK", form="chamber"),
        organisation("home", "trade_agency", "DK", form="chamber"),
        organisation("other", "trade_agency", "DK", form="chamber"),
        organisation("third", "trade_agency", "FR", form="chamber"),
    ]
    sides = {"there": ("DK", "KR"), "here": ("DK", "KR"), "home": ("DK",), "other": ("DK", "FR"), "third": ("DK", "KR")}
    mandates = [home(id_, of) for id_, markets in sides.items() for of in markets]
    known = [relation("partner_of", id_, "their-contact") for id_ in ("other", "third")]
    found = ask(tmp_path, [ME, *chambers, organisation("their-contact")], [*mandates, *known])
    assert {id_: found.of(id_).presence for id_ in found.ids} == {"there": 0.75, "here": 0.6, "home": 0.1}
    assert {id_: found.of(id_).how.value for id_ in found.ids} == {
        "there": "own_mandate",
        "here": "home_agency",
        "home": "home_agency",
    }


def test_a_chamber_with_an_office_is_one_with_it_however_little_that_is_worth(tmp_path: Path) -> None:
    """ "All of these for which that is the best way one door opener"; not so those
    who are siblings of their own offices."""
    chambers = [organisation(id_, "trade_agency", form="chamber") for id_ in ("k1", "k2", "k3")]
    event = {"id": "event", "kind": "event", "name": "event", "participants": "1000"}
    relations = [
        *(home(chamber["id"]) for chamber in chambers),
        relation("operates", "k1", "office"),
        relation("organises", "me", "event"),
        relation("attends", "office", "event"),
    ]
    organisations = [ME, *chambers, organisation("office", "trade_office")]
    found = ask(tmp_path, organisations, relations, tables={"contexts": [event]})
    assert {id_: found.with_it(id_) for id_ in found.ids} == {"k1": ["office"], "k2": ["k3"]}


# Receptions


def received(me: Row, *others: Row, known: list[Row] | None = None) -> tuple[list[Row], list[Row]]:
    """Korea's agency and its desk in Denmark, and some whom it may receive the asker for."""
    relations = [*operates("agency"), relation("promotes", "agency", "KR"), *(known or [])]
    return [me | {"sectors": "food"}, *desk("agency"), *others], relations


SECTORS = {"sectors": [{"id": "food", "name": "food", "near": "health"}, {"id": "health", "name": "health"}]}


def test_research_organisations_are_received_by_their_like(tmp_path: Path) -> None:
    """ "For a research organisation to research organisations alike"."""
    there = [organisation("lab", "research_organisation", sectors="food"), organisation("cluster", sectors="food")]
    for kind, whom in (("research_organisation", {"lab", "cluster"}), ("cluster", {"cluster"})):
        found = ask(tmp_path / kind, *received(ME | {"kind": kind}, *there), tables=SECTORS)
        assert {found.snapshot.id_of(one.node) for one in found.answer.to_meet} == whom


def test_a_tie_of_ones_own_is_worth_what_a_reception_would_be(tmp_path: Path) -> None:
    """ "Its direct tie is worth at least what the best reception would be, and is what is told"."""
    known = [relation("attends", id_, "event") for id_ in ("me", "there")]
    event = {"id": "event", "kind": "event", "name": "event"}
    organisations, relations = received(ME, organisation("there", sectors="food"), known=known)
    found = ask(tmp_path, organisations, relations, tables={**SECTORS, "contexts": [event]})
    assert (found.of("there").route.strength, found.of("there").how.value) == (0.25, "own_network")
    assert found.of("there").alternatives(5) == []
    (route,) = introductions(found.snapshot.on_day(), "me", "there").routes
    assert (route.strength, [step.kind.value for step in route.steps]) == (0.25, ["tie"])
    assert not found.answer.to_meet


@pytest.mark.parametrize(
    ("kind", "region", "sector", "presence"),
    [
        ("cluster", "KR-11", "food", 0.75),
        ("cluster", "KR-26", "food", 0.4),
        ("cluster", "KR-11", "", 0.4),
        ("company", "KR-11", "food", 0.4),
    ],
)
def test_an_asker_is_a_cluster_organisation_of_its_region(
    kind: str, region: str, sector: str, presence: float, tmp_path: Path
) -> None:
    """ "Regional .75 if a cluster organisation (the asker included) that shares a sector with the asker is located in
    its region (…), else .4"."""
    asker = Outsider("KR", region, (sector,) if sector else (), (), kind)
    agency = organisation("agency", "trade_agency", region="KR-11")
    promotion = relation("promotes", "agency", "KR", role="regional")
    found = ask(
        tmp_path, [agency, organisation("far", region="KR-26", sectors="food")], [promotion], asker, tables=SECTORS
    )
    assert found.of("agency").presence == presence


# Order


def test_equal_routes_by_their_steps(tmp_path: Path) -> None:
    """ "Routes compare by integer sum, then steps, then ids": a tie that ended 1,615 days ago costs as much as two
    steps of .6."""
    agency = organisation("agency", "trade_agency", "DK", form="trade_promotion")
    relations = [
        home("agency", "DK"),
        relation("partner_of", "agency", "there"),
        relation("partner_of", "me", "there", until="2021-07-31"),
    ]
    found = ask(tmp_path, [ME, agency, organisation("there")], relations)
    routes = introductions(found.snapshot.on_day(), "me", "there").routes
    assert [(len(route.steps), route.cost) for route in routes] == [(1, 2 * cost(0.6)), (2, 2 * cost(0.6))]
    assert len(found.of("there").route.steps) == 1


# Constraints


@pytest.mark.parametrize(
    ("named", "ids"),
    [
        ({"via": ("me",)}, {"agency-dk", "there"}),
        ({"via": ("there",)}, {"there"}),
        ({"via": ("agency",)}, {"agency", "there"}),
        ({"via_in_order": ("me", "agency-dk")}, {"agency-dk", "there"}),
        ({"via_in_order": ("agency-dk", "there")}, {"there"}),
        ({"via_in_order": ("there", "agency-dk")}, set()),
    ],
)
def test_whom_a_route_passes_includes_its_ends(named: dict[str, Any], ids: set[str], tmp_path: Path) -> None:
    """ "`via`: any one of the organisations named, anywhere on the route, ends included; `viaInOrder`: all of them, in
    that order"."""
    organisations, relations = received(ME, organisation("there", sectors="food"))
    found = ask(tmp_path, organisations, relations, tables=SECTORS, **named)
    assert set(found.ids) == ids


def test_every_step_is_as_strong_as_is_asked(tmp_path: Path) -> None:
    """ "`minStrength` binds every step": the office knocked at is .6, who is received there .5."""
    agency, office = organisation("agency", "trade_agency", "DK"), organisation("office", "trade_office")
    organisations = [ME | {"sectors": "food"}, agency, office, organisation("there", sectors="food")]
    relations = [relation("operates", "agency", "office"), home("agency", "DK")]
    for at_least, ids in ((0.5, ["office", "there"]), (0.55, ["office"]), (0.65, [])):
        found = ask(tmp_path / str(at_least), organisations, relations, tables=SECTORS, min_strength=at_least)
        assert found.ids == ids


def test_a_raised_tie_is_as_strong_as_is_asked(tmp_path: Path) -> None:
    """ "`minStrength` binds every step": a tie of .2 that is told for a reception worth .25."""
    known = [relation("attends", id_, "event") for id_ in ("me", "there")]
    event = {"id": "event", "kind": "event", "name": "event"}
    organisations, relations = received(ME, organisation("there", sectors="food"), known=known)
    for at_least, ids in ((0.22, ["agency-dk", "there"]), (0.3, ["agency-dk"])):
        tables = {**SECTORS, "contexts": [event]}
        found = ask(tmp_path / str(at_least), organisations, relations, tables=tables, min_strength=at_least)
        assert found.ids == ids


def test_kinds_of_relations_leave_presence_alone(tmp_path: Path) -> None:
    """ "`relationKinds` drops other relations and recomputes ties and standing (…), not presence"."""
    agency = organisation("agency", "trade_agency", "DK", form="trade_promotion")
    relations = [home("agency", "DK"), relation("partner_of", "me", "agency")]
    found = ask(tmp_path, [ME, agency], relations, relation_kinds=frozenset({"partner_of"}))
    assert (found.of("agency").how.value, found.of("agency").presence) == ("own_network", 0.2)


# One's own network


@pytest.mark.parametrize("kind", ["member_of", "hosts"])
@pytest.mark.parametrize(("until", "ids", "yourself"), [("", [], ["hub"]), ("2025", ["hub"], [])])
def test_a_hub_of_ones_own_is_no_opener(
    kind: str, until: str, ids: list[str], yourself: list[str], tmp_path: Path
) -> None:
    """ "A hub of which the asker is an affiliate, that is not located in the market and does not promote it, is no
    opener there: its plan for that market is the asker's own (`yourself`)"; what has ended is no affiliation."""
    relations = [relation(kind, "me", "hub", until=until), relation("serves", "hub", "KR")]
    found = ask(tmp_path, [ME, organisation("hub", country="DE")], relations)
    assert found.ids == ids
    assert [found.snapshot.id_of(own.organisation) for own in found.answer.yourself] == yourself


def test_yourself_is_the_asker_and_its_own_hubs(tmp_path: Path) -> None:
    """ "`yourself` (the asker's own presence there, so that nobody is sent to a market that it serves already)"."""
    relations = [
        relation("member_of", "me", "hub"),
        relation("member_of", "me", "elsewhere"),
        *(relation("serves", id_, "KR") for id_ in ("me", "hub")),
    ]
    organisations = [ME, *(organisation(id_, country="DE") for id_ in ("hub", "elsewhere"))]
    found = ask(tmp_path, organisations, relations)
    assert [found.snapshot.id_of(own.organisation) for own in found.answer.yourself] == ["me", "hub"]


def test_past_is_who_is_there_no_more(tmp_path: Path) -> None:
    """ "Ended presence is past: no presence; told apart"; by what a context gave too, and not of who is avoided."""
    event = {"id": "event", "kind": "event", "name": "event", "end": "2019"}
    relations = [
        relation("serves", "served", "KR", until="2020"),
        relation("active_in", "was", "KR", until="2021"),
        relation("attends", "met", "event"),
        relation("takes_place_in", "event", "KR", until="2019"),
        relation("serves", "still", "KR", until="2020"),
        relation("active_in", "still", "KR"),
        relation("serves", "shut", "KR", until="2020"),
    ]
    organisations = [ME, *(organisation(id_, country="DE") for id_ in ("served", "was", "met", "still", "shut"))]
    found = ask(tmp_path, organisations, relations, tables={"contexts": [event]}, avoid=("shut",))
    until = {found.snapshot.id_of(past.organisation): past.until for past in found.answer.past}
    assert until == {"served": "2020", "was": "2021", "met": "2019"}
    assert found.ids == []


def test_past_presence_is_told_of_the_heir(tmp_path: Path) -> None:
    """ "`past` (whose presence has ended)", of a predecessor's too: its relations are handed to the successor."""
    organisations = [ME, organisation("old", country="DE", status="merged"), organisation("new", country="DE")]
    relations = [
        relation("merged_into", "old", "new"),
        relation("serves", "old", "KR", until="2024-06"),
        relation("active_in", "new", "KR", until="2020"),
    ]
    found = ask(tmp_path, organisations, relations)
    (past,) = found.answer.past
    assert (found.snapshot.id_of(past.organisation), past.until, len(past.relations)) == ("new", "2024-06", 2)


# A "no"


@pytest.mark.parametrize(
    ("market", "constraints", "code", "steps", "relax", "areas"),
    [
        ("JP", {}, "NO_OPENER_KNOWN", None, (), ["bloc"]),
        ("KR", {"max_steps": 1}, "BEYOND_MAX_STEPS", 3, ("maxSteps",), []),
        ("KR", {"avoid": ("b",), "opener_kinds": frozenset({"cluster"})}, "CONSTRAINED", None, ("avoid",), []),
        ("KR", {"avoid": ("b",), "via": ("apart",)}, "CONSTRAINED", None, ("avoid", "via"), []),
        ("FR", {}, "DISCONNECTED", None, (), []),
    ],
)
def test_a_no_is_diagnosed(
    market: str,
    constraints: dict[str, Any],
    code: str,
    steps: int | None,
    relax: tuple[str, ...],
    areas: list[str],
    tmp_path: Path,
) -> None:
    """ "No opener known (with the corridors and blocs of that market that have a door); none within `maxSteps` (and how
    many it would take); none under these constraints (and which one to relax); disconnected"."""
    blocs = [
        {"id": id_, "kind": "trade_bloc", "name": id_, "markets": markets}
        for id_, markets in (("bloc", "JP|KR"), ("shut", "FR|JP"))
    ]
    organisations = [ME, *(organisation(id_, country="DK") for id_ in ("a", "b"))]
    organisations += [organisation("c"), organisation("apart", country="FR")]
    relations = [relation("partner_of", *pair) for pair in (("me", "a"), ("a", "b"), ("b", "c"))]
    found = ask(tmp_path, organisations, relations, market=market, tables={"corridors": blocs}, **constraints)
    no = found.answer.diagnosis
    assert no is not None
    assert (no.code.name, no.steps_needed, no.relax) == (code, steps, relax)
    assert [found.snapshot.id_of(area) for area in no.areas] == areas
