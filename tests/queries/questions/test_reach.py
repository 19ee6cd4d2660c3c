"""Reach: every market's best door, blank spots and why, askers together, and an earlier day beside it."""

import math
from pathlib import Path

import pytest

from graph.errors import InputError, LimitError
from graph.snapshot.snapshot import Snapshot
from queries.questions import reach as asked
from queries.questions.door_openers import door_openers
from queries.questions.reach import ReachAnswer, reach
from queries.routing.askers import Outsider
from queries.routing.constraints import RouteConstraints
from queries.routing.everywhere import NoDoor
from queries.routing.ways import Reach
from tests.worlds import Row, cluster, organisation, relation, snapshot_of

AGENCY = {"kind": "trade_agency", "form": "trade_and_investment"}
ROWS: dict[str, list[Row]] = {
    "sectors": [{"id": "energy", "name": "Energy"}, {"id": "food", "name": "Food"}],
    "corridors": [{"id": "way", "kind": "transport_corridor", "name": "A Way", "markets": "DE|KR|JP"}],
    "organisations": [
        organisation("me", sectors="energy", city="Aarhus"),
        organisation("friend", "DE", sectors="energy"),
        organisation("korean", "KR", sectors="energy"),
        organisation("japanese", "JP", sectors="energy"),
        organisation("lonely", "IS", sectors="food"),
        organisation("other-food", "DK", sectors="food"),
        organisation("spanish", "ES", **AGENCY),
        organisation("spaniards", "FR", kind="trade_office", form="trade"),
        organisation("weak-end", "PT", sectors="food"),
        organisation("past", "DK", sectors="energy", dissolved="2020"),
    ],
    "relations": [
        relation("partner_of", "me", "friend", status="current", since="2018"),
        relation("partner_of", "friend", "korean", since="2022"),
        relation("partner_of", "other-food", "lonely", status="current"),
        relation("operates", "spanish", "spaniards"),
        relation("mandated_for", "spanish", "ES", role="home"),
        relation("partner_of", "me", "past", until="2019"),
        relation("attends", "friend", "weak-end", until="1990") | {"kind": "board_seat"},
    ],
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(ROWS, tmp_path_factory.mktemp("reach"))


def best(snapshot: Snapshot, answer: ReachAnswer) -> dict[str, str]:
    return {snapshot.id_of(one.market): snapshot.id_of(one.organisation) for one in answer.markets}


def why_blank(snapshot: Snapshot, answer: ReachAnswer) -> dict[str, NoDoor]:
    return {snapshot.id_of(one.market): one.reason for one in answer.blank_spots}


def test_markets_best_first_and_the_blank_ones_with_their_reason(snapshot: Snapshot) -> None:
    answer = reach(snapshot.on_day(), ["me"])
    assert best(snapshot, answer) == {"DE": "friend", "KR": "korean"}
    assert [(one.steps, one.how, one.opener_count) for one in answer.markets] == [
        (1, Reach.OWN_NETWORK, 1), (2, Reach.OWN_NETWORK, 1),
    ]  # fmt: skip
    assert [one.tier.value for one in answer.markets] == ["strong", "moderate"]
    assert (answer.strong, answer.moderate, answer.weak) == (1, 1, 0)
    blank = why_blank(snapshot, answer)
    assert {code: blank[code] for code in ("JP", "IS", "FR", "SE")} == {
        "JP": NoDoor.NO_ROUTE, "IS": NoDoor.NO_ROUTE, "FR": NoDoor.NOBODY_FOR_YOU, "SE": NoDoor.NOBODY_KNOWN,
    }  # fmt: skip
    counted = answer.market_count + answer.blank_count + len(answer.uninhabited)
    assert (counted, answer.from_home_only) == (len(snapshot.sections.range("market")), [])
    assert answer.exact
    assert next(one.sentence for one in answer.blank_spots if snapshot.id_of(one.market) == "SE") == (
        "Nobody is known to be present in Sweden."
    )


def test_a_way_that_is_too_weak(snapshot: Snapshot) -> None:
    """A seat on a board that ended in 1990 has half-lives of four years behind it."""
    answer = reach(snapshot.on_day(), ["me"])
    assert why_blank(snapshot, answer)["PT"] is NoDoor.TOO_WEAK
    direct = door_openers(snapshot.on_day(), ["me"], market="PT")
    assert direct.diagnosis is not None
    assert direct.diagnosis.code.name == "BELOW_FLOOR"


def test_each_is_what_the_market_answers_by_itself(snapshot: Snapshot) -> None:
    day = snapshot.on_day()
    for one in reach(day, ["me"]).markets:
        (first,) = door_openers(day, ["me"], market=snapshot.id_of(one.market), first=1).openers
        assert (first.node, first.score, first.why) == (one.organisation, one.score, one.why)


def test_only_ones_own_agency_at_home_helps(snapshot: Snapshot) -> None:
    answer = reach(snapshot.on_day(), [Outsider("ES", sectors=("energy",))])
    home = {snapshot.id_of(market) for market in answer.from_home_only}
    assert {"SE", "PT"} <= home
    assert answer.blank_count == 0
    there = [one for one in answer.markets if not one.only_from_home]
    by = {snapshot.id_of(one.market): (one.how, one.is_own) for one in there}
    assert by == {"FR": (Reach.OWN_MANDATE, False), "ES": (Reach.HOME_AGENCY, True)}
    assert answer.markets[:2] == there
    assert (answer.market_count, answer.strong + answer.moderate + answer.weak) == (2, 2)
    assert answer.from_home_only_count == len(home)


def test_nobody_wants_into_a_territory_without_people(tmp_path: Path) -> None:
    """Neither where agencies at home would help, nor as a blank spot; but as soon as somebody is known there."""
    station = organisation("station", "AQ", kind="research_organisation")
    day = snapshot_of(ROWS | {"organisations": [*ROWS["organisations"], station]}, tmp_path).on_day()
    empty = ["BV", "IO", "TF", "HM", "GS", "UM"]
    for asker, told in (("me", "blank_spots"), (Outsider("ES"), "from_home_only")):
        answer = reach(day, [asker])
        listed = [getattr(one, "market", one) for one in getattr(answer, told)]
        codes = [day.snapshot.id_of(one) for one in listed]
        assert "AQ" in codes
        assert not set(empty) & set(codes)
        assert [day.snapshot.id_of(one) for one in answer.uninhabited] == empty


def test_a_reader_finds_markets_by_their_names(snapshot: Snapshot) -> None:
    """Afghanistan (AF), Åland (AX), Albania (AL): not by code, and not with Åland at the end."""
    codes = list(why_blank(snapshot, reach(snapshot.on_day(), ["me"])))
    assert codes[:3] == ["AF", "AX", "AL"]


def test_several_together_have_the_best_of_each(snapshot: Snapshot) -> None:
    together = reach(snapshot.on_day(), ["me", "other-food", "me"])
    assert best(snapshot, together) == {"DE": "friend", "IS": "lonely", "KR": "korean"}
    assert {snapshot.id_of(one.market): one.asker for one in together.markets} == {"DE": 0, "IS": 1, "KR": 0}
    assert together.markets[0].why.startswith("For me: You ")


def test_the_clusters_of_a_country_together(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those who live; of too many those with the most ties, and it is said that others are left out."""
    country = reach(snapshot.on_day(), clusters_of="Denmark")
    assert [snapshot.id_of(party.node or 0) for party in country.parties] == ["me", "other-food"]
    assert best(snapshot, country) == best(snapshot, reach(snapshot.on_day(), ["me", "other-food"]))
    assert (country.exact, country.left_out) == (True, 0)
    monkeypatch.setattr(asked, "CLUSTERS_AT_MOST", 1)
    few = reach(snapshot.on_day(), clusters_of="DK")
    assert (few.exact, few.left_out, few.parties[0].node) == (False, 1, snapshot.find("me"))


def test_only_the_markets_of_a_corridor(snapshot: Snapshot) -> None:
    answer = reach(snapshot.on_day(), ["me"], corridor="way")
    assert best(snapshot, answer) == {"DE": "friend", "KR": "korean"}
    assert why_blank(snapshot, answer) == {"JP": NoDoor.NO_ROUTE}


def test_constraints_and_whom_to_pass(snapshot: Snapshot) -> None:
    day = snapshot.on_day()
    assert best(snapshot, reach(day, ["me"], constraints=RouteConstraints(max_steps=1))) == {"DE": "friend"}
    passing = reach(day, ["me"], constraints=RouteConstraints(via=("korean",)))
    assert best(snapshot, passing) == {"KR": "korean"}
    assert passing.one_more == []
    assert best(snapshot, reach(day, ["me"], constraints=RouteConstraints(avoid=("friend",)))) == {}


def test_one_more_tie(snapshot: Snapshot) -> None:
    """The Japanese cluster is of the asker's sector; a tie of 0.6 to the Korean one is worth more than two of them. Two
    of quite another sector would open a market each, and are nobody to be introduced to.
    """
    first, second = reach(snapshot.on_day(), ["me"]).one_more
    assert [snapshot.id_of(one.organisation) for one in (first, second)] == ["japanese", "korean"]
    assert [one.opened for one in (first, second)] == [1, 0]
    assert (first.introducer, first.alike, second.alike) == (None, 0, 0)
    assert [(snapshot.id_of(one.market), one.before) for one in first.markets] == [("JP", 0.0)]
    assert math.isclose(first.markets[0].after, first.gain)


def test_an_earlier_day_beside_it(snapshot: Snapshot) -> None:
    """The tie to Korea begins in 2022; of the facts used then and now none is without a date."""
    found = reach(snapshot.on_day(), ["me"], since="2021").comparison
    assert found is not None
    assert found.since == "2021-12-31"
    assert [(snapshot.id_of(one.market), one.before) for one in found.opened] == [("KR", None)]
    assert found.opened[0].after is not None
    assert (found.closed, found.up, found.down, found.unchanged) == ([], [], [], 1)
    assert (found.facts.count, found.facts.undated, found.facts.undated_share) == (2, 0, 0.0)


def test_what_was_closed_and_what_has_no_dates(snapshot: Snapshot) -> None:
    found = reach(snapshot.on_day(), [Outsider("DK", knows=("other-food",))], since="2010").comparison
    assert found is not None
    assert found.facts.undated == found.facts.count == 1


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"askers": ["mee"]}, "from"),
        ({"askers": []}, "from"),
        ({"askers": ["me"], "clusters_of": "DK"}, "from"),
        ({"clusters_of": "Atlantis"}, "clustersOf"),
        ({"clusters_of": "SE"}, "clustersOf"),
        ({"askers": ["me"], "corridor": "weg"}, "corridor"),
        ({"askers": ["me"], "sector": "enrgy"}, "sector"),
        ({"askers": ["me"], "since": "2026-01-01"}, "since"),
    ],
)
def test_what_is_refused(snapshot: Snapshot, given: dict[str, object], where: str) -> None:
    with pytest.raises(InputError) as refused:
        reach(snapshot.on_day(), **given)  # type: ignore[arg-type]
    assert refused.value.where == where
    assert refused.value.suggestion or refused.value.nearest


def test_too_many_ask(snapshot: Snapshot) -> None:
    with pytest.raises(LimitError):
        reach(snapshot.on_day(), [Outsider("DK", knows=("me",) * at) for at in range(21)])


def test_nobody_asks_who_was_not_there_yet(tmp_path: Path) -> None:
    rows = {"organisations": [cluster("young", founded="2020")]}
    day = snapshot_of(rows, tmp_path).on_day()
    with pytest.raises(InputError, match="did not exist yet on 2015-12-31") as refused:
        reach(day, ["young"], since="2015")
    assert refused.value.where == "since"
