"""The questions with which the rules were agreed: who, how, and how good to two digits."""

from graph.snapshot.snapshot import Snapshot
from queries.routing.askers import Outsider
from tests.golden.asking import ask, assert_scores, found, how, ids, way, with_it

ECD = "energy-cluster-denmark"


def test_energy_cluster_denmark_into_korea(starter: Snapshot) -> None:
    """Both Danish offices in Seoul are there for Danes; KOTRA's desk in Copenhagen is there for those around it; the
    European chamber is for European firms. Ulsan and the hydrogen alliances are whom they would be introduced to.

    Danish Industry says that it works on Korea, since 2023: .6 (knock) × .6 × 2^(−3.9 / 6) × .8 = .18. (The .21 with
    which this question was first told counts 2023 from its last day; a date counts from its first.)
    """
    answer = ask(starter, ECD, "KR")
    assert ids(starter, answer)[:4] == [
        "trade-council-denmark--seoul", "innovation-centre-denmark--seoul", "kotra--copenhagen", "ecck",
    ]  # fmt: skip
    shown = {
        "trade-council-denmark--seoul": 0.43,
        "innovation-centre-denmark--seoul": 0.43,
        "kotra--copenhagen": 0.38,
        "ecck": 0.36,
        "ulsan-technopark": 0.21,
        "dansk-industri": 0.18,
        "global-hydrogen-ghiaa": 0.20,
        "h2korea": 0.20,
    }
    assert_scores(starter, answer, shown)
    assert how(starter, answer, "trade-council-denmark--seoul") == "own_mandate"
    assert how(starter, answer, "kotra--copenhagen") == "desk"
    assert how(starter, answer, "ulsan-technopark") == "reception"


def test_no_catalans_for_danes_and_nobody_is_sent_to_its_own_plans(starter: Snapshot) -> None:
    """Catalonia's office in Seoul is for Catalans. ELBE's plan for Korea is Energy Cluster Denmark's own, and so is
    what it says of itself: told as such, not as a door.
    """
    answer = ask(starter, ECD, "KR", first=50)
    assert not {"accio--seoul", "icex--seoul", "elbe-alliance"} & set(ids(starter, answer))
    assert {starter.id_of(one.organisation) for one in answer.yourself} == {ECD, "elbe-alliance"}
    assert all("serves South Korea (last known in 2020)" in one.sentence for one in answer.yourself)


def test_a_german_automotive_company_into_mexico(starter: Snapshot) -> None:
    """Germany's trade agency and chamber both sit in Mexico City; the economics ministry promotes Mexico and has a desk
    in Berlin; the chamber introduces to the automotive clusters. Nobody may claim the Bavarian office: where in
    Germany the company is, is not known.
    """
    answer = ask(starter, Outsider("DE", sectors=("automotive",)), "MX")
    assert ids(starter, answer)[:3] == ["gtai--mexico-city", "ahk--mexico-city", "secretaria-economia-mx--berlin"]
    met = [opener for opener in answer.openers if opener.how.value == "reception"]
    assert len(met) == 3
    assert all("automotive" in starter.record(opener.node)["sectors"] for opener in met)
    assert all(round(opener.score, 3) == 0.225 for opener in met)
    assert_scores(
        starter,
        answer,
        {"gtai--mexico-city": 0.43, "ahk--mexico-city": 0.43, "secretaria-economia-mx--berlin": 0.38},
    )
    chambers = [
        opener for opener in answer.openers if opener.how.value == "front_door" and round(opener.score, 2) == 0.07
    ]
    assert len(chambers) == 1
    assert len({starter.id_of(chambers[0].node), *with_it(starter, chambers[0])} & MEXICAN_CHAMBERS) == 3
    assert "invest-in-bavaria--mexico-city" not in ids(starter, answer)


MEXICAN_CHAMBERS = {"coparmex", "cce-mexico", "concanaco"}


def test_a_kenyan_agrifood_company_into_the_netherlands(starter: Snapshot) -> None:
    """Kenya has no office there and the Netherlands have no desk in Nairobi that is known: what is left are the
    official front doors, the regional one because the food cluster is in its region, and Kenya's own export agency.
    """
    answer = ask(starter, Outsider("KE", sectors=("agrifood",)), "NL")
    assert ids(starter, answer)[:3] == ["nfia", "oost-nl", "keproba"]
    assert_scores(starter, answer, {"nfia": 0.15, "oost-nl": 0.12, "keproba": 0.10, "foodvalley-nl": 0.08})
    assert way(starter, found(starter, answer, "foodvalley-nl").route) in (
        ["nfia", "foodvalley-nl"], ["oost-nl", "foodvalley-nl"],
    )  # fmt: skip
    assert sum(opener.how.value == "reception" for opener in answer.openers) == 3


def test_confederation_of_indian_industry_into_south_africa(starter: Snapshot) -> None:
    """The commercial wing in Pretoria, the capital, stands for that in Johannesburg too: a mission is best asked where
    the government is. The Exim Bank's office is there for Indians, but lends.
    """
    answer = ask(starter, "cii", "ZA")
    assert ids(starter, answer)[:3] == [
        "india-commercial-wings--pretoria", "dtic--new-delhi", "india-exim-bank--johannesburg",
    ]  # fmt: skip
    shown = {
        "india-commercial-wings--pretoria": 0.43,
        "dtic--new-delhi": 0.38,
        "india-exim-bank--johannesburg": 0.24,
        "sacci": 0.07,
    }
    assert_scores(starter, answer, shown)
    assert "india-commercial-wings--johannesburg" in with_it(starter, answer.openers[0])


def test_framo_into_portugal(starter: Snapshot) -> None:
    """Its cluster and the Portuguese sea cluster meet in an alliance of marine clusters: the best door is known people,
    ahead of the official ones. Norway has no office in Portugal that is known.
    """
    answer = ask(starter, "framo", "PT")
    assert ids(starter, answer)[:3] == ["forum-oceano", "aicep", "invest-porto"]
    shown = {"forum-oceano": 0.19, "aicep": 0.15, "invest-porto": 0.12, "innovation-norway": 0.10}
    assert_scores(starter, answer, shown)
    assert way(starter, answer.openers[0].route) == ["gce-ocean-technology", "btca", "forum-oceano"]
    assert how(starter, answer, "innovation-norway") == "home_agency"


def test_every_step_that_rests_on_a_fact_has_its_source(starter: Snapshot) -> None:
    """No fact is shown without where it can be checked. Only a reception rests on no recorded tie."""
    for opener in ask(starter, ECD, "KR").openers:
        for step in opener.route.steps:
            assert step.contributions or step.kind.value == "reception"
            for part in step.contributions:
                assert all("url" in statement and "confidence" in statement for statement in part.relation.statements)
