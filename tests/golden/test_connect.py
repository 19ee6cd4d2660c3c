"""Which ties join organisations, in the starter data. Each says why the answer is right."""

import pytest

from graph.snapshot.snapshot import Snapshot
from queries.questions.connect import Connection, connect


def ask(starter: Snapshot, *organisations: str, avoid: tuple[str, ...] = ()) -> Connection:
    return connect(starter.on_day(), organisations, avoid=avoid)


def ties(starter: Snapshot, answer: Connection) -> set[frozenset[str]]:
    return {frozenset((starter.id_of(tie.one), starter.id_of(tie.other))) for tie in answer.ties}


def pairs(*said: str) -> set[frozenset[str]]:
    return {frozenset(one.split(" ")) for one in said}


def test_food_clusters_of_three_countries(starter: Snapshot) -> None:
    """Foodvalley is a partner of Foodpolis, and a member of Global FOODTURE, which the Danish food cluster runs: so the
    partnership belongs into the network.
    """
    answer = ask(starter, "foodvalley-nl", "foodpolis", "food-bio-cluster-denmark")
    assert ties(starter, answer) == pairs(
        "foodvalley-nl foodpolis", "foodvalley-nl global-foodture", "global-foodture food-bio-cluster-denmark"
    )
    assert answer.exact
    assert answer.apart == []


def test_aerospace_needs_nobody_else(starter: Snapshot) -> None:
    """Six clusters around the memoranda of Hamburg and Montreal. Aviation Valley in Poland is known from a project with
    Toulouse that both took part in.
    """
    answer = ask(
        starter, "hamburg-aviation", "aerospace-valley", "aero-montreal", "dac-campania", "dolina-lotnicza",
        "chubu-aerospace",
    )  # fmt: skip
    assert ties(starter, answer) == pairs(
        "hamburg-aviation aero-montreal", "hamburg-aviation dac-campania", "aero-montreal aerospace-valley",
        "aero-montreal chubu-aerospace", "aerospace-valley dolina-lotnicza",
    )  # fmt: skip
    assert answer.sentence == "5 ties join 6 organisations without anybody else."
    assert answer.strength == pytest.approx(0.83 * 0.71 * 0.83 * 0.6 * 0.71, abs=0.01)


def test_biotech_meets_in_its_meta_cluster(starter: Snapshot) -> None:
    """Lyon runs bioXclusters, of which Munich and Barcelona are members; Copenhagen and Barcelona meet in the council
    of European bioregions.
    """
    answer = ask(starter, "medicon-valley-alliance", "biocat", "lyonbiopole", "biom")
    assert {starter.id_of(one.organisation) for one in answer.through} == {"bioxclusters", "cebr"}
    assert frozenset(("bioxclusters", "lyonbiopole")) in ties(starter, answer)


def test_what_has_ended_is_told_so(starter: Snapshot) -> None:
    """Grenoble and DSP Valley in Flanders worked in a project that ended in 2024; the other ties hold."""
    answer = ask(starter, "silicon-saxony", "minalogic", "high-tech-nl", "dsp-valley")
    ended = [tie for tie in answer.ties if tie.ended]
    assert [tie.sentence for tie in ended] == [
        "Minalogic Auvergne-Rhône-Alpes worked until 2024 in H2020 project, CORDIS record 230696 with DSP Valley."
    ]
    assert answer.weakest == ended[0]


def test_a_kenyan_chamber_is_joined_with_no_robots(starter: Snapshot) -> None:
    """No tie of the chamber's leads anywhere near; Odense, Boston and the global robot cluster know one another."""
    answer = ask(starter, "odense-robotics", "massrobotics", "global-robot-cluster", "kncci")
    assert [starter.id_of(one) for one in answer.apart] == ["kncci"]
    assert len(answer.ties) == 2
    assert "no chain through organisations at most 2 ties from one of them joins them with KNCCI" in answer.sentence


def test_a_network_that_nobody_should_count_on(starter: Snapshot) -> None:
    """Chips, biotech, blue energy, Paris and hydrogen in Korea have nothing in common: thirteen ties join them, by
    associations of associations, and an adviser says what that is worth.
    """
    answer = ask(
        starter, "silicon-saxony", "medicon-valley-alliance", "elbe-alliance", "cap-digital", "h2korea",
        "basque-energy-cluster",
    )  # fmt: skip
    assert answer.strength < 0.01
    assert answer.sentence.endswith(" Together these are worth too little to count on.")
    assert "too little" not in ask(starter, "biocat", "biom", "lyonbiopole").sentence


def test_eight_around_blue_energy(starter: Snapshot) -> None:
    """Seven are members of the ELBE Alliance, which belongs into their network; the eighth, in Bremerhaven, was in a
    project with the Blue Cluster. Eight are too many to be certain, and the answer says how good it is.
    """
    members = (
        "basque-energy-cluster", "energy-cluster-denmark", "blue-cluster", "gce-node", "areg", "offshorevast",
        "pole-mer-mediterranee",
    )  # fmt: skip
    answer = ask(starter, *members, "wab")
    assert [starter.id_of(one.organisation) for one in answer.through] == ["elbe-alliance"]
    assert (answer.exact, answer.at_most_times, len(answer.ties)) == (False, 1.75, 8)
