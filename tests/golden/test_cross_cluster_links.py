"""How clusters are linked, over the starter data. Each says why a person would call the answer right."""

import pytest

from graph.snapshot.snapshot import Snapshot
from queries.questions.cross_cluster_links import cross_cluster_links


def test_danish_and_swedish_clusters(starter: Snapshot) -> None:
    """The one cluster organisation of both countries is Medicon Valley Alliance, Danish by seat: two Swedish life-
    science parks are its members, and one, Medeon, sits on its board besides. Energy Cluster Denmark and OffshoreVäst
    are both members of ELBE and meet in its project; the cleantech project EC2i of CLEAN and Sustainable Business Hub
    ended in 2019, their network goes on. RAMP-UP, with Medicon Village, has begun in 2026.
    """
    answer = cross_cluster_links(starter.on_day(), countries=["DK", "SE"])
    direct = [(starter.id_of(link.one), starter.id_of(link.other)) for link in answer.direct]
    assert direct == [("medicon-valley-alliance", "medeon"), ("medicon-valley-alliance", "medicon-village")]
    assert {part.relation.kind for part in answer.direct[0].step.contributions} == {"board_seat", "member_of"}
    best = answer.through[0]
    told = [starter.id_of(node) for node in (best.one, best.partner, best.other)]
    assert told == ["energy-cluster-denmark", "elbe-alliance", "offshorevast"]
    assert {starter.id_of(one.place) for one in answer.shared} == {
        "ec2i", "elbe-alliance", "project-elbe-alliance-2020", "project-ramp-up-2026",
    }  # fmt: skip
    assert {"project-ec2i-2018", "project-elbe-2018"} <= {starter.id_of(one.place) for one in answer.ended_shared}


def test_medicon_valley_and_swedenbio_are_a_suggestion(starter: Snapshot) -> None:
    """No source ties them. Both are for health (1); Camurus is tied to both and to no third cluster (1), Medicon
    Village to both and to Mobile Heights, with which it is in a project (2 / 3).
    """
    answer = cross_cluster_links(starter.on_day(), a="medicon-valley-alliance", countries=["SE"])
    best = answer.suggestions[0]
    assert starter.id_of(best.other) == "swedenbio"
    assert best.score == pytest.approx(1 + 1 + 2 / 3)
    assert [starter.id_of(node) for node in best.partners] == ["camurus", "medicon-village"]
    assert "swedenbio" not in {starter.id_of(link.other) for link in (*answer.direct, *answer.ended_direct)}


def test_biocat_and_korea_was_a_link(starter: Snapshot) -> None:
    """The cooperation agreement of bioXclusters plus with Chuncheon ran from 2016 to 2018: a link in 2017, an ended one
    today.
    """
    today = cross_cluster_links(starter.on_day(), a="biocat", countries=["KR"])
    assert [starter.id_of(link.other) for link in today.ended_direct] == ["chuncheon-bio"]
    assert not today.direct
    then = cross_cluster_links(starter.on_day("2017"), a="biocat", countries=["KR"])
    assert [starter.id_of(link.other) for link in then.direct] == ["chuncheon-bio"]
    assert not then.ended_direct


def test_aerospace_valley_and_hamburg_aviation(starter: Snapshot) -> None:
    """They have a memorandum, both are members of EACP, and the project EACP Abroad, which they shared, is over."""
    answer = cross_cluster_links(starter.on_day(), a="aerospace-valley", b="hamburg-aviation")
    (link,) = answer.direct
    assert "mou_with" in {part.relation.kind for part in link.step.contributions}
    assert [(starter.id_of(one.place), one.kind) for one in answer.shared] == [("eacp", "network")]
    assert "project-eacp-abroad-2016" in {starter.id_of(one.place) for one in answer.ended_shared}
    assert starter.id_of(answer.through[0].partner) == "eacp"
    assert not answer.suggestions, "those who are linked need no suggestion"


def test_energy_clusters_meet_in_elbe(starter: Snapshot) -> None:
    """ELBE is an alliance of seven energy clusters, of which five say that energy is their sector; ten pairs meet in
    it.
    """
    answer = cross_cluster_links(starter.on_day(), sector="energy")
    places = {starter.id_of(one.place): one for one in answer.shared}
    assert (places["elbe-alliance"].kind, places["elbe-alliance"].pairs) == ("network", 10)
    assert "energy-cluster-denmark" in {starter.id_of(one.cluster) for one in places["elbe-alliance"].ones}
