"""Real questions over the starter data. Each says why a person would call the answer right."""

import pytest

from graph.errors import InputError
from graph.snapshot.snapshot import Snapshot
from queries.diagnosis import DiagnosisCode
from queries.door_openers import door_openers
from queries.opener import DoorOpener, DoorOpenersAnswer
from queries.question import Asker, Outsider, RouteConstraints

ECD = "energy-cluster-denmark"


def ask(starter: Snapshot, asker: Asker, market: str, first: int = 10, **constraints: object) -> DoorOpenersAnswer:
    return door_openers(starter, [asker], market=market, first=first, constraints=RouteConstraints(**constraints))  # type: ignore[arg-type]


def ids(starter: Snapshot, answer: DoorOpenersAnswer) -> list[str]:
    return [starter.id_of(opener.node) for opener in answer.openers]


def way(starter: Snapshot, opener: DoorOpener) -> list[str]:
    """Ids on the route, a desk in brackets before its operator."""
    told = []
    for step in opener.route.steps:
        if step.desk is not None:
            told.append(f"[{starter.id_of(step.desk)}]")
        told.append(starter.id_of(step.target))
    return told


def test_energy_cluster_denmark_into_korea(starter: Snapshot) -> None:
    """ELBE, an alliance of offshore energy clusters, says it serves Korea, and the asker is its member: one step.

    Both are of the same sector.
    Innovation Centre Denmark has an office in Seoul and the mandate to serve Danes; KOTRA promotes Korea and has a desk
    in Copenhagen; the Danish industry confederation and the European chamber serve Danes too; the Trade Council sits in
    Seoul, less well sourced. A Catalan office exists in Seoul, and is there for Catalans.
    """
    answer = ask(starter, ECD, "KR")
    expected = [
        "elbe-alliance",
        "innovation-centre-denmark--seoul",
        "kotra",
        "dansk-industri",
        "ecck",
        "trade-council-denmark--seoul",
    ]
    assert ids(starter, answer)[:6] == expected
    assert way(starter, answer.openers[1]) == ["innovation-centre-denmark", "innovation-centre-denmark--seoul"]
    assert way(starter, answer.openers[2]) == ["[kotra--copenhagen]", "kotra"]
    assert "accio--seoul" not in ids(starter, answer)


def test_every_step_has_its_source(starter: Snapshot) -> None:
    """No fact is shown without where it can be checked."""
    for opener in ask(starter, ECD, "KR").openers:
        for step in opener.route.steps:
            assert step.contributions
            for part in step.contributions:
                assert all("url" in statement and "confidence" in statement for statement in part.relation.statements)


def test_a_danish_company_that_knows_nobody(starter: Snapshot) -> None:
    """Mandates connect everybody: the public offices of its own country, and Korea's desk around the corner."""
    answer = ask(starter, Outsider("DK", None, ("energy",)), "KR")
    assert ids(starter, answer)[:3] == ["innovation-centre-denmark--seoul", "kotra", "dansk-industri"]


def test_a_catalan_company_gets_the_catalan_office(starter: Snapshot) -> None:
    """The office in Seoul is there for Catalonia: first for a company in Barcelona, out of sight for one in Madrid."""
    barcelona = ask(starter, Outsider("ES", "ES-CT", ("health",)), "KR")
    madrid = ask(starter, Outsider("ES", "ES-MD", ("health",)), "KR")
    assert ids(starter, barcelona)[0] == "accio--seoul"
    assert "accio--seoul" not in ids(starter, madrid)[:6]
    assert "icex--seoul" in ids(starter, madrid)[:3]


def test_without_the_copenhagen_desk(starter: Snapshot) -> None:
    """Without the desk, KOTRA is reached through a member that has another of its desks at home, and that is dearer."""
    answer = ask(starter, ECD, "KR", avoid=("kotra--copenhagen",))
    kotra = next(opener for opener in answer.openers if starter.id_of(opener.node) == "kotra")
    assert way(starter, kotra) == ["totalenergies", "[kotra--paris]", "kotra"]


def test_an_old_id_is_answered_as_its_successor(starter: Snapshot) -> None:
    """House of Energy merged into Energy Cluster Denmark in 2020."""
    answer = ask(starter, "house-of-energy", "KR")
    assert answer.parties[0].asked_as == "house-of-energy"
    assert ids(starter, answer) == ids(starter, ask(starter, ECD, "KR"))


def test_before_the_merger_the_old_cluster_asks_for_itself(starter: Snapshot) -> None:
    """In 2018 House of Energy was not gone yet."""
    answer = ask(starter, "house-of-energy", "KR", as_of="2018")
    assert answer.parties[0].asked_as is None
    assert answer.as_of == "2018-12-31"


def test_offices_of_one_operator_are_one_door_opener(starter: Snapshot) -> None:
    """The Trade Council sits in several American cities; the one in the best place stands for all."""
    answer = ask(starter, ECD, "US", first=15)
    council = [opener for opener in answer.openers if starter.id_of(opener.node).startswith("trade-council-denmark--")]
    assert len(council) == 1
    assert len(council[0].siblings) >= 3


def test_a_korean_hydrogen_company_into_denmark(starter: Snapshot) -> None:
    """The mirror image: the Trade Council promotes Denmark and has a desk in Seoul; KOTRA sits in Copenhagen itself."""
    answer = ask(starter, Outsider("KR", None, ("hydrogen",)), "DK")
    assert ids(starter, answer)[:2] == ["trade-council-denmark", "kotra--copenhagen"]
    assert way(starter, answer.openers[0]) == ["[trade-council-denmark--seoul]", "trade-council-denmark"]


def test_medicon_valley_into_japan(starter: Snapshot) -> None:
    """Kobe's biomedical cluster has a memorandum with Medicon Valley Alliance; same sector, one step."""
    answer = ask(starter, "medicon-valley-alliance", "JP")
    assert ids(starter, answer)[0] == "kbic"
    assert answer.openers[0].route.steps[0].contributions[0].relation.kind in ("mou_with", "partner_of")


def test_through_public_organisations_only(starter: Snapshot) -> None:
    """Alliance and confederation fall away; innovation centre, KOTRA by its desk and trade council remain."""
    answer = ask(starter, ECD, "KR", public_anchor=True)
    assert ids(starter, answer)[:3] == ["innovation-centre-denmark--seoul", "kotra", "trade-council-denmark--seoul"]


def test_nobody_is_known_in_kiribati(starter: Snapshot) -> None:
    """The starter data hold no organisation there: a no that says so."""
    answer = ask(starter, ECD, "KI")
    assert answer.openers == []
    assert answer.diagnosis is not None
    assert answer.diagnosis.code is DiagnosisCode.NO_OPENER_KNOWN


def test_the_constraint_to_relax_is_named(starter: Snapshot) -> None:
    """Companies in Korea are known, but no chain of introductions leads to one within four steps.

    Without the wish for a company there are openers.
    """
    answer = ask(starter, ECD, "KR", opener_kinds=frozenset({"company"}))
    assert answer.diagnosis is not None
    assert answer.diagnosis.code is DiagnosisCode.CONSTRAINED
    assert answer.diagnosis.relax == ("openerKinds",)


def test_an_asker_from_nowhere_is_disconnected(starter: Snapshot) -> None:
    """No agency of the starter data serves Tuvalu, and this asker knows nobody."""
    answer = ask(starter, Outsider("TV"), "KR")
    assert answer.diagnosis is not None
    assert answer.diagnosis.code is DiagnosisCode.DISCONNECTED


def test_one_step_further_is_said(starter: Snapshot) -> None:
    """Someone of Tuvalu knows one cluster, which is not in Japan: a single step reaches nobody there.

    Two steps reach a partner of the cluster.
    """
    answer = ask(starter, Outsider("TV", None, (), ("odense-robotics",)), "JP", max_steps=1)
    assert answer.diagnosis is not None
    assert answer.diagnosis.code is DiagnosisCode.BEYOND_MAX_STEPS
    assert answer.diagnosis.steps_needed == 2


@pytest.mark.parametrize(
    ("asker", "near"), [("energy-cluster-danmark", ECD), ("medicon-vally-alliance", "medicon-valley-alliance")]
)
def test_unknown_names_meet_did_you_mean(starter: Snapshot, asker: str, near: str) -> None:
    with pytest.raises(InputError) as caught:
        ask(starter, asker, "KR")
    assert near in caught.value.nearest
    assert caught.value.code == "unknown_organisation"
