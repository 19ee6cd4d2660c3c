"""Next introductions over the starter data, with the reason for each expected answer."""

import pytest

from graph.snapshot.snapshot import Snapshot
from queries.questions.snowball import SnowballAnswer, snowball
from queries.routing.askers import Outsider


def told(starter: Snapshot, answer: SnowballAnswer) -> list[tuple[str, str]]:
    """Who introduces, to whom."""
    return [(starter.id_of(one.introducer), starter.id_of(one.organisation)) for one in answer.waves]


def markets(starter: Snapshot, answer: SnowballAnswer, wave: int) -> dict[str, tuple[float, float]]:
    found = answer.waves[wave].markets
    return {starter.id_of(one.market): (round(one.before, 2), round(one.after, 2)) for one in found}


def test_food_and_bio_cluster_denmark(starter: Snapshot) -> None:
    """Both founded the bioeconomy alliance: it can introduce it to Slovakia's, where .6 × .75 beats the alliance's way;
    CluBE of Greece is a partner of that one, which then introduces better than anybody known before.
    """
    answer = snowball(starter.on_day(), "food-bio-cluster-denmark", 3)
    first, second, third = told(starter, answer)
    assert first == ("ebca", "bioeconomy-cluster-sk")
    assert markets(starter, answer, 0)["SK"] == (0.23, 0.45)
    assert second[0] == "een"
    assert list(markets(starter, answer, 1)) == ["BG"]
    assert third[0] == "bioeconomy-cluster-sk"
    assert answer.waves[2].introducer_wave == 1
    assert answer.guarantee > 0.8


def test_cara(starter: Snapshot) -> None:
    """CARA joined the European Automotive Cluster Network in 2019, of which AC Serbia and Samara's cluster are members.
    Once AC Serbia is a partner, it introduces to Bulgaria's automotive cluster, whom both know from the network.
    """
    answer = snowball(starter.on_day(), "cara", 5)
    assert told(starter, answer)[0] == ("eacn", "ac-serbia")
    assert list(markets(starter, answer, 0)) == ["RS", "BG"]
    assert ("ac-serbia", "automotive-bg") in told(starter, answer)


def test_framo(starter: Snapshot) -> None:
    """GCE Ocean Technology, of which Framo is a member, has been a partner of NCE Seafood since 2017, which has an
    agreement with the Iceland Ocean Cluster; the BlueTech alliance is its other network. There is nobody else to meet.
    """
    answer = snowball(starter.on_day(), "framo")
    assert told(starter, answer) == [("gce-ocean-technology", "nce-seafood"), ("gce-ocean-technology", "btca")]
    assert list(markets(starter, answer, 0)) == ["IS"]
    assert answer.gain == pytest.approx(answer.no_more_than, abs=1e-6)
    assert (answer.why_none or "").startswith("Nobody else")


def test_energy_cluster_denmark(starter: Snapshot) -> None:
    """Wherever it could be introduced, Denmark's own offices and each country's desks are the better door already."""
    answer = snowball(starter.on_day(), "energy-cluster-denmark")
    assert answer.waves == []
    assert answer.why_none == (
        f"A tie with any of the {answer.candidates} organisations to which you can be introduced would add less than "
        "0.05 to your best scores: where they lead, your best door is as good already."
    )


def test_who_knows_nobody(starter: Snapshot) -> None:
    answer = snowball(starter.on_day(), Outsider("KE"))
    assert (answer.waves, answer.candidates) == ([], 0)
    assert (answer.why_none or "").startswith("No tie of yours is on record")


def test_nobody_of_quite_other_sectors(starter: Snapshot) -> None:
    """An aerospace cluster could be introduced to Croatia's wood cluster and Slovenia's builders, and would find nobody
    there whom its members can use; associations of all sectors are another matter. Seafood is near maritime (Framo).
    """
    found = {whom for _, whom in told(starter, snowball(starter.on_day(), "aerospace-valley", 20))}
    assert not {"croatian-wood-cluster", "sgg-si"} & found
