"""Askers of all kinds, and questions with a sector, a corridor, several askers, a date, a constraint."""

import pytest

from graph.snapshot.snapshot import Snapshot
from queries.questions.door_openers import door_openers
from queries.routing.askers import Outsider
from tests.golden.asking import ask, found, how, ids, way, with_it

ECD = "energy-cluster-denmark"


def test_an_agency_asks(starter: Snapshot) -> None:
    """Rwanda's agency writes to Germany's, and to the chamber. That German agencies abroad serve Germans is no help."""
    answer = ask(starter, "rdb", "DE")
    assert ids(starter, answer)[:2] == ["gtai", "ahk"]
    assert all(opener.how.value == "front_door" for opener in answer.openers[:2])
    assert not {"zenit", "bayfor", "euler-hermes-de"} & set(ids(starter, answer)[:5])


def test_an_office_abroad_asks(starter: Snapshot) -> None:
    """KOTRA in Copenhagen asks its own colleagues in Germany, of whose offices the one in Frankfurt stands for all. It
    is nobody's constituent; whoever asks may write to GTAI.
    """
    answer = ask(starter, "kotra--copenhagen", "DE")
    told = ids(starter, answer)
    assert told[0].startswith("kotra--")
    assert {told[0], *with_it(starter, answer.openers[0])} >= {"kotra--frankfurt", "kotra--hamburg", "kotra--munich"}
    assert way(starter, answer.openers[0].route) == ["kotra", told[0]]
    assert "gtai" in told[:3]
    assert "trade-council-denmark--berlin" not in told


def test_a_research_organisation_asks(starter: Snapshot) -> None:
    """Inria wants researchers and those around them: the institutes and clusters of artificial intelligence. Business
    France's office helps it half as well as a company, Canada's export insurer not at all.
    """
    answer = ask(starter, "inria", "CA")
    told = ids(starter, answer)
    met = [opener for opener in answer.openers[:5] if opener.how.value == "reception"]
    assert len(met) == 3
    sectors = [set(starter.record(opener.node)["sectors"]) for opener in met]
    assert all(one & {"ai", "digital"} for one in sectors)
    assert {"ivado", "university-of-waterloo", "scale-ai"} <= {starter.id_of(one.node) for one in answer.to_meet}
    assert found(starter, answer, "business-france--toronto").service_fit == 0.5
    assert "edc" not in told


@pytest.mark.xfail(strict=True, reason="Of those who are equally good clusters and researchers are told by their ties.")
def test_a_research_organisation_meets_researchers_first(starter: Snapshot) -> None:
    """IVADO in Montréal is for artificial intelligence and for research: Inria's counterpart, ahead of associations of
    software companies.
    """
    assert "ivado" in ids(starter, ask(starter, "inria", "CA"))[:5]


def test_a_public_body_asks(starter: Snapshot) -> None:
    """For the Capital Region of Denmark the Innovation Centre in Tokyo is the right house, and the Nordic one beside
    it; Kobe is its cluster's partner; the Trade Council, whose business is companies, comes after them.
    """
    answer = ask(starter, "capital-region-dk", "JP")
    assert ids(starter, answer)[:4] == [
        "innovation-centre-denmark--tokyo", "nordic-innovation--tokyo", "kbic", "trade-council-denmark--tokyo",
    ]  # fmt: skip
    assert way(starter, found(starter, answer, "kbic").route) == ["medicon-valley-alliance", "kbic"]


def test_an_investor_asks(starter: Snapshot) -> None:
    """A Danish life-science investor: both Danish houses in America and the Nordic one, and health clusters, Boston's
    first, whom they know. Invest in Denmark's offices seek investors for Denmark, and send nobody out.
    """
    answer = ask(starter, "novo-holdings", "US")
    told = ids(starter, answer)
    assert told[0] == "trade-council-denmark--new-york"
    assert {"nordic-innovation--new-york", "innovation-centre-denmark--boston"} == set(told[1:3])
    met = [opener for opener in answer.openers[:6] if opener.how.value == "reception"]
    assert starter.id_of(met[0].node) == "massbio"
    assert len(met) == 3
    assert all("health" in starter.record(opener.node)["sectors"] for opener in met)
    assert "invest-in-denmark--new-york" not in told


def test_in_its_own_market(starter: Snapshot) -> None:
    """Framo at home: its cluster, its national agency, then its cluster's other members, who research what it builds,
    and the clusters next door.
    """
    answer = ask(starter, "framo", "NO")
    told = ids(starter, answer)
    assert told[:2] == ["gce-ocean-technology", "innovation-norway"]
    assert set(told[2:4]) == {"hvl", "norce"}
    assert {"gce-node", "nce-maritime-cleantech"} <= set(told)
    assert all(opener.how.value != "desk" for opener in answer.openers)


def test_a_danish_company_that_knows_nobody_in_its_own_market(starter: Snapshot) -> None:
    """Its national agency, and no desk of anybody: it is at home. No agency introduces it to the clusters next door."""
    answer = ask(starter, Outsider("DK", None, ("digital",)), "DK")
    assert ids(starter, answer)[0] == "trade-council-denmark"
    assert {opener.how.value for opener in answer.openers} <= {"front_door", "home_agency", "own_network"}


@pytest.mark.xfail(strict=True, reason="In the asker's own market nobody receives it, also one who knows nobody.")
def test_a_danish_company_finds_the_cluster_of_its_sector_at_home(starter: Snapshot) -> None:
    """Whoever advises a Danish software company names DigitalLead, Denmark's cluster for it."""
    told = ids(starter, ask(starter, Outsider("DK", None, ("digital",)), "DK"))
    assert "digitallead" in told[:5]


def test_a_sector_is_asked_for(starter: Snapshot) -> None:
    """An energy company that asks about hydrogen meets the hydrogen alliances, not the power engineers of Jeonbuk. The
    innovation centre serves a company less well than the Trade Council and KOTRA's desk.
    """
    asker = Outsider("DK", None, ("energy",))
    plain, hydrogen = ask(starter, asker, "KR"), ask(starter, asker, "KR", sector="hydrogen")
    assert {"global-hydrogen-ghiaa", "h2korea"} <= set(ids(starter, hydrogen)[:6])
    assert "jeonbuk-technopark" not in ids(starter, hydrogen)
    assert "jeonbuk-technopark" in {starter.id_of(one.node) for one in plain.to_meet}
    assert ids(starter, hydrogen)[:3] == [
        "trade-council-denmark--seoul", "kotra--copenhagen", "innovation-centre-denmark--seoul",
    ]  # fmt: skip


def test_two_danish_clusters_ask_together(starter: Snapshot) -> None:
    """Each opener is told for whom: Kobe by the health cluster, whose partner it is; the houses in Tokyo serve both."""
    answer = door_openers(starter.on_day(), [ECD, "medicon-valley-alliance"], market="JP")
    houses = {"trade-council-denmark--tokyo", "innovation-centre-denmark--tokyo", "nordic-innovation--tokyo"}
    assert {"kbic", *houses} == set(ids(starter, answer)[:4])
    assert found(starter, answer, "kbic").asker == 1
    assert {starter.id_of(one.organisation) for one in answer.yourself} >= {ECD, "medicon-valley-alliance"}


def test_a_korean_health_company_into_greater_copenhagen(starter: Snapshot) -> None:
    """A region of two countries: the office in Copenhagen lies in it, Medicon Valley Alliance and Lund's park are of
    it; Stockholm's and Uppsala's life science are not.
    """
    answer = ask(starter, Outsider("KR", None, ("health",)), corridor="greater-copenhagen")
    told = ids(starter, answer)
    assert told[0] == "kotra--copenhagen"
    assert "trade-council-denmark--seoul" in told[:3]
    assert {"medicon-valley-alliance", "danish-life-science-cluster", "medicon-village", "medeon"} & set(told[:6])
    assert not {"stockholm-science-city", "uppsala-bio", "swedenbio", ECD} & set(told)


def test_a_latvian_software_company_along_rail_baltica(starter: Snapshot) -> None:
    """Finland's agency takes letters, its own brings it out; Latvia's own cluster is none of the doors."""
    told = ids(starter, ask(starter, Outsider("LV", None, ("digital",)), corridor="rail-baltica"))
    assert told[:2] == ["business-finland", "liaa"]
    assert "latvian-it-cluster" not in told


@pytest.mark.xfail(strict=True, reason="The agencies in Tallinn, Vilnius and Warsaw are listed without their region.")
def test_all_agencies_along_rail_baltica_are_doors(starter: Snapshot) -> None:
    """The line runs through Tallinn, Vilnius and Warsaw, where the agencies of the three countries have their seat."""
    told = ids(starter, ask(starter, Outsider("LV", None, ("digital",)), corridor="rail-baltica"))
    assert {"eis-estonia", "invest-lithuania", "paih"} <= set(told[:5])


def test_what_held_in_2017_and_what_is_left_of_it(starter: Snapshot) -> None:
    """Biocat had an agreement with Chuncheon from 2016 to 2018: its best door to Korea then; today a way to be told in
    the past, behind the two offices in Seoul.
    """
    then, today = ask(starter, "biocat", "KR", as_of="2017"), ask(starter, "biocat", "KR")
    assert ids(starter, then)[0] == "chuncheon-bio"
    assert set(ids(starter, today)[:2]) == {"accio--seoul", "icex--seoul"}
    chuncheon = found(starter, today, "chuncheon-bio")
    assert way(starter, chuncheon.route) == ["chuncheon-bio"]
    assert how(starter, today, "chuncheon-bio") == "own_network"
    assert chuncheon.route.steps[0].is_over


def test_an_old_id_is_answered_as_its_successor(starter: Snapshot) -> None:
    """House of Energy merged into Energy Cluster Denmark in 2020; in 2018 it still asked for itself."""
    today, then = ask(starter, "house-of-energy", "KR"), ask(starter, "house-of-energy", "KR", as_of="2018")
    assert today.parties[0].asked_as == "house-of-energy"
    assert ids(starter, today) == ids(starter, ask(starter, ECD, "KR"))
    assert then.parties[0].asked_as is None
    assert then.as_of == "2018-12-31"


def test_without_the_desk_in_copenhagen(starter: Snapshot) -> None:
    """KOTRA can still be written to in Seoul, which is worth less than to visit its desk."""
    kotra = found(starter, ask(starter, ECD, "KR", avoid=("kotra--copenhagen",), first=20), "kotra")
    assert kotra.how.value == "front_door"
    assert way(starter, kotra.route) == ["kotra"]


def test_through_public_organisations_only(starter: Snapshot) -> None:
    """The chamber falls away; the Danish offices and KOTRA's desk remain."""
    told = ids(starter, ask(starter, ECD, "KR", public_anchor=True))
    assert told[:3] == ["trade-council-denmark--seoul", "innovation-centre-denmark--seoul", "kotra--copenhagen"]
    assert not {"ecck", "dansk-industri"} & set(told)
