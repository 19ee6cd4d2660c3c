"""Superclusters and networks of the starter data, and what they pursue. Each says why the answer is right."""

import pytest

from graph.snapshot.snapshot import Snapshot
from queries.questions.supercluster import supercluster


def test_next_generation_manufacturing_canada(starter: Snapshot) -> None:
    """Canada renewed its global innovation clusters for 2023 to 2028: the two priorities of that announcement are
    current until then.
    """
    answer = supercluster(starter.on_day(), "ngen")
    renewed = {starter.id_of(one.priority): one for one in answer.priorities if one.until == "2028"}
    assert set(renewed) == {"prio-ngen-1", "prio-ngen-2"}
    assert {(one.status, one.since) for one in renewed.values()} == {("current", "2023")}
    assert all("newswire.ca" in one.record["statements"][0]["url"] for one in renewed.values())
    assert all(one.status == "ended" for one in supercluster(starter.on_day("2029"), "ngen").priorities if one.until)


@pytest.mark.parametrize(
    "id_", ["ngen", "protein-industries-canada", "digital-supercluster", "scale-ai", "canada-ocean-supercluster"]
)
def test_each_of_canadas_five_has_a_current_sourced_priority(starter: Snapshot, id_: str) -> None:
    """All five global innovation clusters were renewed by the same announcement."""
    renewed = [
        one for one in supercluster(starter.on_day(), id_).priorities if (one.since, one.until) == ("2023", "2028")
    ]
    assert renewed
    assert all(one.record["statements"][0]["confidence"] == "verified" and one.current for one in renewed)


def test_the_metropolitan_clusters_of_montreal(starter: Snapshot) -> None:
    """Seven clusters are part of the Grappes; six have their seat in Montreal, a node of the Great Lakes and St.
    Lawrence region.
    """
    answer = supercluster(starter.on_day(), "grappes-montreal")
    assert [starter.id_of(one.organisation) for one in answer.parts] == [
        "aero-montreal", "alliance-metal-quebec", "ecotech-quebec", "finance-montreal", "montreal-invivo",
        "propulsion-quebec", "techno-montreal",
    ]  # fmt: skip
    assert answer.parts[0].since == "2006"
    assert [(starter.id_of(one.corridor), one.member_count) for one in answer.corridors] == [("great-lakes", 6)]


def test_elbe_before_and_after_the_danish_merger(starter: Snapshot) -> None:
    """Energy Innovation Cluster was a member until it merged into Energy Cluster Denmark in 2020, which is one today in
    its own right.
    """
    today = {starter.id_of(one.organisation) for one in supercluster(starter.on_day(), "elbe-alliance").members}
    assert today == {
        "areg", "basque-energy-cluster", "blue-cluster", "energy-cluster-denmark", "gce-node", "offshorevast",
        "pole-mer-mediterranee",
    }  # fmt: skip
    then = {starter.id_of(one.organisation) for one in supercluster(starter.on_day("2019"), "elbe-alliance").members}
    assert "energy-innovation-cluster" in then


def test_energy_cluster_denmarks_grant_period_is_over(starter: Snapshot) -> None:
    """Two priorities were those of its grant as a national cluster, 2021 to 2024; the founding ones of 2020 have no
    end.
    """
    said = {
        starter.id_of(one.priority): one.status
        for one in supercluster(starter.on_day(), "energy-cluster-denmark").priorities
    }
    assert said == {
        "prio-energy-cluster-denmark-1": "unknown",
        "prio-energy-cluster-denmark-4": "unknown",
        "prio-energy-cluster-denmark-2": "ended",
        "prio-energy-cluster-denmark-3": "ended",
    }
