"""Routes between two organisations over the starter data, with the reason for each expected answer."""

import pytest

from graph.errors import InputError
from graph.snapshot.snapshot import Snapshot
from queries.door_openers import door_openers
from queries.introductions import introductions
from queries.question import Outsider, RouteConstraints
from queries.routes import Route


def way(starter: Snapshot, route: Route) -> list[str]:
    """Ids after the asker, a desk in brackets before its operator."""
    told = []
    for step in route.steps:
        if step.desk is not None:
            told.append(f"[{starter.id_of(step.desk)}]")
        told.append(starter.id_of(step.target))
    return told


def test_energy_cluster_denmark_to_kotra(starter: Snapshot) -> None:
    """The Copenhagen desk is there for everybody around it: one step. So are Danfoss and Ørsted, on the board.

    The fallback may use neither that desk nor anybody between: TotalEnergies, on the same board, is around the Paris
    desk.
    """
    answer = introductions(starter, "energy-cluster-denmark", "kotra")
    assert [way(starter, route) for route in answer.routes] == [
        ["[kotra--copenhagen]", "kotra"],
        ["danfoss", "[kotra--copenhagen]", "kotra"],
        ["orsted", "[kotra--copenhagen]", "kotra"],
    ]
    assert answer.fallback is not None
    assert way(starter, answer.fallback) == ["totalenergies", "[kotra--paris]", "kotra"]


def test_a_desk_counts_only_where_it_ends(starter: Snapshot) -> None:
    """Towards Ulsan Technopark, KOTRA's desk in Copenhagen opens nothing.

    The Trade Council's office in Seoul has a memorandum with it.
    """
    answer = introductions(starter, "energy-cluster-denmark", "ulsan-technopark")
    best = answer.routes[0]
    assert way(starter, best)[-2:] == ["trade-council-denmark--seoul", "ulsan-technopark"]
    assert all(step.desk is None for step in best.steps)


def test_weakest_step_public_share_and_dates(starter: Snapshot) -> None:
    """Knocking by mandate (.5 × inferred) is weaker than an agency's tie to its office; both have public mandates."""
    answer = introductions(starter, "energy-cluster-denmark", "innovation-centre-denmark--seoul")
    best = answer.routes[0]
    assert way(starter, best) == ["innovation-centre-denmark", "innovation-centre-denmark--seoul"]
    assert best.weakest_step is best.steps[0]
    assert best.public_share == 1.0
    assert best.stalest is not None
    assert best.freshest is not None
    assert best.stalest <= best.freshest <= "2026-11-22"


def test_old_ids_answer_for_their_successors(starter: Snapshot) -> None:
    """Welfare Tech and Copenhagen Healthtech Cluster both became Danish Life Science Cluster in 2021: one today."""
    with pytest.raises(InputError, match="same organisation"):
        introductions(starter, "welfare-tech", "copenhagen-healthtech-cluster")
    answer = introductions(starter, "welfare-tech", "medicon-valley-alliance")
    assert answer.asked_from == "welfare-tech"
    assert starter.id_of(answer.source) == "danish-life-science-cluster"


def test_the_missing_tie(starter: Snapshot) -> None:
    """Someone who knows only Odense Robotics is one introduction short of Japan.

    JETRO is verified there; every one of its many offices is a contact of it at the same strength, so the tie proposed
    goes from Odense Robotics to the one whose id comes first.
    """
    asker = Outsider("TV", None, (), ("odense-robotics",))
    answer = door_openers(starter, [asker], market="JP", constraints=RouteConstraints(max_steps=1))
    assert answer.diagnosis is not None
    tie = answer.diagnosis.missing_tie
    assert tie is not None
    assert starter.id_of(tie.contact) == "odense-robotics"
    assert starter.id_of(tie.opener) == "jetro"
    assert starter.id_of(tie.other).startswith("jetro--")


def test_alternatives_and_fallback_of_a_door_opener(starter: Snapshot) -> None:
    """ELBE is reached as its member; should that fail, by another organisation and not by the same tie."""
    (elbe,) = door_openers(starter, ["energy-cluster-denmark"], market="KR", first=1).openers
    assert way(starter, elbe.route) == ["elbe-alliance"]
    assert all(len(route.steps) > 1 for route in elbe.alternatives(2))
    assert elbe.fallback is not None
    assert way(starter, elbe.fallback) == way(starter, elbe.alternatives(1)[0])
