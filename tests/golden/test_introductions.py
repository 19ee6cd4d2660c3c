"""Routes between two organisations over the starter data, with the reason for each expected answer."""

import pytest

from graph.errors import InputError
from graph.snapshot.snapshot import Snapshot
from queries.questions.door_openers import door_openers
from queries.questions.introductions import introductions
from queries.routing.askers import Outsider
from queries.routing.constraints import RouteConstraints
from queries.routing.standing import StepKind
from tests.golden.asking import way

ECD = "energy-cluster-denmark"


def test_energy_cluster_denmark_to_kotra(starter: Snapshot) -> None:
    """KOTRA's desk in Copenhagen is there for everybody around it, and KOTRA runs it. A letter to Seoul is worth less,
    and needs nobody.
    """
    answer = introductions(starter.on_day(), ECD, "kotra")
    assert [way(starter, route) for route in answer.routes] == [["kotra--copenhagen", "kotra"], ["kotra"]]
    assert [step.kind for step in answer.routes[0].steps] == [StepKind.DESK, StepKind.TIE]
    assert answer.routes[1].strength == pytest.approx(0.2)
    assert answer.fallback is not None
    assert way(starter, answer.fallback) == ["kotra"]


def test_energy_cluster_denmark_to_ulsan(starter: Snapshot) -> None:
    """Both Danish houses in Seoul may be asked, then KOTRA's desk at home; each receives it, by .5. Last, by letter."""
    answer = introductions(starter.on_day(), ECD, "ulsan-technopark", first=4)
    told = [way(starter, route) for route in answer.routes]
    assert sorted(told[:2]) == [
        ["innovation-centre-denmark--seoul", "ulsan-technopark"],
        ["trade-council-denmark--seoul", "ulsan-technopark"],
    ]
    assert told[2:] == [["kotra--copenhagen", "ulsan-technopark"], ["kotra", "ulsan-technopark"]]
    assert [round(route.strength, 2) for route in answer.routes] == [0.3, 0.3, 0.25, 0.1]


@pytest.mark.xfail(
    strict=True, reason="Who receives is told by id among equals, whatever tie is recorded with the office."
)
def test_the_office_that_knows_ulsan_is_told(starter: Snapshot) -> None:
    """The Danish embassy and Ulsan have worked together on renewables since 2019: it should be the one to introduce."""
    best = introductions(starter.on_day(), ECD, "ulsan-technopark").routes[0]
    assert way(starter, best)[0] == "trade-council-denmark--seoul"


def test_weakest_step_public_share_and_dates(starter: Snapshot) -> None:
    """Framo's membership of its cluster, and its cluster's of the alliance, are a little surer than the way from an
    alliance of nine to one of them; none of these has a public mandate.
    """
    best = introductions(starter.on_day(), "framo", "forum-oceano").routes[0]
    assert way(starter, best) == ["gce-ocean-technology", "btca", "forum-oceano"]
    assert best.weakest_step is best.steps[2]
    assert best.public_share == 0.0
    assert best.stalest is not None
    assert best.freshest is not None
    assert best.stalest <= best.freshest <= "2026-11-27"


def test_the_office_itself_is_asked(starter: Snapshot) -> None:
    """Serving Danes in Seoul is the innovation centre's mandate: one step of .6, both ends of which are public."""
    best = introductions(starter.on_day(), ECD, "innovation-centre-denmark--seoul").routes[0]
    assert way(starter, best) == ["innovation-centre-denmark--seoul"]
    assert best.steps[0].kind is StepKind.KNOCK
    assert best.strength == pytest.approx(0.6)
    assert best.public_share == 1.0


def test_nobody_lends_out_its_standing(starter: Snapshot) -> None:
    """A Swede is no Dane: Denmark's office in Seoul is not there for it, and no chain of three leads to it."""
    assert not introductions(starter.on_day(), Outsider("SE", None, ("energy",)), "trade-council-denmark--seoul").routes


def test_a_network_knows_its_members_less_than_they_know_it(starter: Snapshot) -> None:
    """Nine clusters belong to the BlueTech alliance: towards one of them the tie is worth (2 / 9)^.3 = .64 of the way
    back.
    """
    to_hub, from_hub = (
        introductions(starter.on_day(), *pair).routes[0]
        for pair in (("forum-oceano", "btca"), ("btca", "forum-oceano"))
    )  # fmt: skip
    assert [len(route.steps) for route in (to_hub, from_hub)] == [1, 1]
    assert from_hub.strength / to_hub.strength == pytest.approx((2 / 9) ** 0.3, abs=0.01)


def test_old_ids_answer_for_their_successors(starter: Snapshot) -> None:
    """Welfare Tech and Copenhagen Healthtech Cluster both became Danish Life Science Cluster in 2021: one today."""
    with pytest.raises(InputError, match="same organisation"):
        introductions(starter.on_day(), "welfare-tech", "copenhagen-healthtech-cluster")
    answer = introductions(starter.on_day(), "welfare-tech", "medicon-valley-alliance")
    assert answer.asker.asked_as == "welfare-tech"
    assert answer.asker.node is not None
    assert starter.id_of(answer.asker.node) == "danish-life-science-cluster"


def test_what_is_over_is_told_as_over(starter: Snapshot) -> None:
    """Biocat's agreement with Chuncheon ended in 2018; it is still the best way, as good as to be received there."""
    best = introductions(starter.on_day(), "biocat", "chuncheon-bio").routes[0]
    assert way(starter, best) == ["chuncheon-bio"]
    assert best.strength == pytest.approx(0.3)
    assert best.steps[0].ended == "2018-12-31"


def test_the_missing_tie(starter: Snapshot) -> None:
    """By its networks alone CARA, of Lyon, reaches no Mexican cluster in three steps. France's association of clusters
    is tied to it, Aéro Montréal to Querétaro's aerospace cluster: these two should meet, and are two ties apart.
    """
    networks = frozenset({"member_of", "part_of", "partner_of", "mou_with", "participates_in", "board_seat"})
    answer = door_openers(
        starter.on_day(), ["cara"], market="MX", constraints=RouteConstraints(relation_kinds=networks)
    )
    assert answer.diagnosis is not None
    tie = answer.diagnosis.missing_tie
    assert tie is not None
    assert [starter.id_of(node) for node in (tie.contact, tie.other, tie.opener)] == [
        "afpc", "aero-montreal", "aerocluster-queretaro",
    ]  # fmt: skip
    assert tie.likelihood > 0.05


def test_alternatives_and_fallback_of_a_door_opener(starter: Snapshot) -> None:
    """Should its network fail, Portugal's agency receives Framo for the sea cluster; after it the one of Porto."""
    (forum,) = door_openers(starter.on_day(), ["framo"], market="PT", first=1).openers
    assert way(starter, forum.route) == ["gce-ocean-technology", "btca", "forum-oceano"]
    told = [way(starter, route) for route in forum.alternatives(2)]
    assert told == [["aicep", "forum-oceano"], ["invest-porto", "forum-oceano"]]
    assert forum.fallback is not None
    assert way(starter, forum.fallback) == ["aicep", "forum-oceano"]
