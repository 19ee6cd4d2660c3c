"""How far organisations come, over the starter data. Each says why the answer is right."""

from random import Random

import pytest

from graph.snapshot.snapshot import Snapshot
from queries.questions.door_openers import door_openers
from queries.questions.reach import ReachAnswer, reach
from queries.routing.askers import Asker, Outsider
from queries.routing.everywhere import NoDoor
from queries.routing.ways import Reach
from tests.golden.asking import ask

SEED, MARKETS = 14, 20
ASKERS: tuple[Asker, ...] = (
    "energy-cluster-denmark", "basque-energy-cluster", "cap-digital", "medicon-valley-alliance", "dtu", "fraunhofer",
    "h2korea", "kotra", "innovation-norway--the-hague", "global-robot-cluster",
    Outsider("FR", "FR-BRE", ("maritime",)), Outsider("US", sectors=("health",)), Outsider("SB"),
)  # fmt: skip


def best(starter: Snapshot, answer: ReachAnswer) -> dict[str, str]:
    return {starter.id_of(one.market): starter.id_of(one.organisation) for one in answer.markets}


@pytest.mark.parametrize("asker", ASKERS, ids=str)
def test_each_market_as_it_answers_by_itself(starter: Snapshot, asker: Asker) -> None:
    """Asker by asker the same twenty markets, some large ones among them: to the last digit, and as many openers."""
    codes = sorted(starter.id_of(node) for node in starter.sections.range("market"))
    sample = {*Random(SEED).sample(codes, MARKETS - 5), "DK", "DE", "KR", "US", "BE"}
    answer = reach(starter.on_day(), [asker])
    found = {starter.id_of(one.market): one for one in answer.markets}
    empty = {starter.id_of(market) for market in answer.uninhabited}
    for code in sorted(sample):
        single = ask(starter, asker, code, first=1)
        one = found.get(code)
        if code in empty:
            assert {opener.how for opener in single.openers} <= {Reach.HOME_AGENCY}
            continue
        assert (one is None) == (not single.openers)
        if one is not None:
            (first,) = single.openers
            assert (one.organisation, one.best.total, one.score, one.how, one.steps, one.why, one.opener_count) == (
                first.node, first.total, first.score, first.how, len(first.route.steps), first.why, single.count,
            )  # fmt: skip


def test_a_danish_cluster(starter: Snapshot) -> None:
    """It is a member of ELBE, which is at home in Bilbao and of its sector: nothing is nearer. Elsewhere the offices of
    the Trade Council, whose mandate it is to serve it, come first where there is one. Where there is none, the agency
    that promotes the market may be written to: Saint Lucia. In territories where nobody is known only the Danish
    agencies at home help: that is no door, and an adviser who counts Mayotte among 250 doors is not believed about the
    others. Nobody wants to go where nobody lives.
    """
    answer = reach(starter.on_day(), ["energy-cluster-denmark"])
    found = best(starter, answer)
    assert starter.id_of(answer.markets[0].market) == "ES"
    assert (found["ES"], found["KR"], found["LC"]) == (
        "elbe-alliance", "trade-council-denmark--seoul", "invest-saint-lucia",
    )  # fmt: skip
    assert answer.blank_spots == []
    home = {starter.id_of(market) for market in answer.from_home_only}
    assert {"YT", "GL", "KP"} <= home
    assert not {"KR", "LC", "ES", "DK"} & home
    assert 200 <= answer.market_count <= 210
    assert [starter.id_of(market) for market in answer.uninhabited] == ["AQ", "BV", "IO", "TF", "HM", "GS", "UM"]


def test_a_university_is_received_by_innovation_offices(starter: Snapshot) -> None:
    """Innovation Centre Denmark serves research; a trade office counts half for it, so it does not come first."""
    found = {starter.id_of(one.market): one for one in reach(starter.on_day(), ["dtu"]).markets}
    assert starter.id_of(found["IN"].organisation) == "innovation-centre-denmark--new-delhi"
    assert found["IN"].how is Reach.OWN_MANDATE
    assert found["LC"].score == pytest.approx(0.076, abs=0.001)  # a front door, .2 × .95 × .8 × .5


def test_a_company_of_the_solomon_islands(starter: Snapshot) -> None:
    """Pacific Trade Invest has four offices abroad, and serves the Forum's islands: these are its strong doors. No
    agency at home is held, so where nobody is known there is none: those are blank, and said to be.
    """
    answer = reach(starter.on_day(), [Outsider("SB")])
    strong = {starter.id_of(one.market) for one in answer.markets if one.tier.value == "strong"}
    assert strong == {"AU", "CH", "CN", "NZ"}
    blank = {starter.id_of(one.market): one.reason for one in answer.blank_spots}
    assert {blank[code] for code in ("EH", "GL", "FK")} == {NoDoor.NOBODY_KNOWN}
    assert not {"AQ", "BV"} & blank.keys()
    assert answer.from_home_only == []


def test_norwegian_clusters_together_in_the_benelux(starter: Snapshot) -> None:
    """One of them is a member of the European Clean Hydrogen Alliance in Brussels; for the Netherlands Innovation
    Norway's office serves them all; in Luxembourg there is neither, so its agency is written to.
    """
    found = best(starter, reach(starter.on_day(), clusters_of="NO", corridor="benelux"))
    assert found == {
        "BE": "clean-hydrogen-alliance", "NL": "innovation-norway--the-hague", "LU": "lux-trade-invest",
    }  # fmt: skip


def test_one_more_tie_of_medicon_valley(starter: Snapshot) -> None:
    """Switzerland is reached by its agency's front door only; a tie with its life science cluster would lead in. No tie
    can do more: nobody in another sector fits, and nobody of it is known to lead on to several such markets.
    """
    first = reach(starter.on_day(), ["medicon-valley-alliance"]).one_more[0]
    assert starter.id_of(first.organisation) == "basel-area-healthcare"
    (swiss,) = first.markets
    assert starter.id_of(swiss.market) == "CH"
    assert swiss.before == pytest.approx(0.152)  # .2 × .95 × .8
    assert swiss.after == pytest.approx(0.45, abs=0.001)  # .6 × .75 × 1
    assert first.alike > 0


def test_since_2018_nothing_was_lost(starter: Snapshot) -> None:
    """Ministries and agencies of some countries have been founded or taken on promotion since: in Sierra Leone and
    Ecuador nobody was there before but for Sweden's own agencies at home. Few facts have dates, which is said,
    so that nobody takes the comparison for more than it is.
    """
    comparison = reach(starter.on_day(), [Outsider("SE", sectors=("energy",))], since="2018").comparison
    assert comparison is not None
    assert (comparison.closed, comparison.down) == ([], [])
    assert {starter.id_of(one.market) for one in comparison.up} >= {"BI", "JO", "SV"}
    assert {starter.id_of(one.market) for one in comparison.opened} == {"EC", "SL"}
    assert comparison.facts.undated_share > 0.9


def test_the_single_question_has_the_same_first(starter: Snapshot) -> None:
    """Of several askers too."""
    day, askers = starter.on_day(), ["h2korea", "global-robot-cluster"]
    for one in reach(day, askers, corridor="benelux").markets:
        single = door_openers(day, askers, market=starter.id_of(one.market), first=1)
        assert (single.openers[0].node, single.openers[0].score, single.count) == (
            one.organisation, one.score, one.opener_count,
        )  # fmt: skip
