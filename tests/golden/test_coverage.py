"""What is held of areas of the starter data, beside published estimates. Each says why the answer is right.

Numbers held are those of a count over the rows of the starter data: clusters that are neither merged nor closed.
"""

import pytest

from graph.snapshot.snapshot import Snapshot
from queries.questions.coverage import Coverage, coverage


def beside(starter: Snapshot, answer: Coverage) -> dict[str, str]:
    """Estimates in order, with the share in percent or why there is none."""
    return {
        starter.id_of(one.estimate): f"{one.share:.0%}" if one.share is not None else str(one.why_not)
        for one in answer.estimates
    }


def test_norway(starter: Snapshot) -> None:
    """Innovation Norway counts the clusters of its programme: 44 in 2021, 39 in 2022. 37 are held, of which a few are
    not of the programme: an adviser would say that nearly all are there. Both are told, none is the right one.
    """
    answer = coverage(starter.on_day(), "Norway")
    assert answer.holding.held == 37
    assert beside(starter, answer) == {"est-no-nic-2022": "95%", "est-no-nic-2021": "84%"}
    assert answer.no_share is None


def test_denmark_has_more_than_its_programme(starter: Snapshot) -> None:
    """The 13 and 14 are the clusters that the state supports, the 17 are the networks before them. More are held, since
    there are regional and private ones; so nobody may say that 200 percent are held. The more than 40 clusters and
    networks are of an unknown year, before the mergers of 2020 and 2021.
    """
    answer = coverage(starter.on_day(), "DK")
    assert answer.holding.held == 27
    assert beside(starter, answer) == {
        "est-dk-national-2024": "more_held",
        "est-dk-national-2021": "more_held",
        "est-dk-innovation-networks-2019": "more_held",
        "est-dk-networks-2014": "undated",
    }
    assert answer.no_share is not None
    assert answer.wider == ["eu-single-market", "europe", "world"]


def test_denmark_before_the_mergers(starter: Snapshot) -> None:
    """On the last day of 2019 those lived that merged into the national clusters; later estimates were not there."""
    answer = coverage(starter.on_day("2019"), "DK")
    assert answer.holding.held > 27
    assert beside(starter, answer)["est-dk-national-2021"] == "later"


def test_korea(starter: Snapshot) -> None:
    """The 90 mini-clusters are working groups within industrial parks, of an unknown year; what is held are technoparks
    and clusters. To say that a third is held would be wrong.
    """
    answer = coverage(starter.on_day(), "KR")
    assert (answer.holding.held, beside(starter, answer)) == (31, {"est-kr-miniclusters": "undated"})


def test_india_is_counted_in_agglomerations(starter: Snapshot) -> None:
    """Thousands of clusters of artisans and small industries, which have no organisation."""
    answer = coverage(starter.on_day(), "India")
    assert set(beside(starter, answer).values()) == {"regional_clusters"}


def test_canada_is_counted_by_programme_and_long_ago(starter: Snapshot) -> None:
    """Five superclusters are a programme; the study of 2010 is older than most of today's clusters."""
    answer = coverage(starter.on_day(), "CA")
    assert beside(starter, answer) == {"est-ca-superclusters": "more_held", "est-ca-initiatives-2010": "old"}


def test_europe_and_the_world(starter: Snapshot) -> None:
    """The round figures of 3,000 and 8,000: a good half of Europe's is held, a quarter of the world's, so Europe is
    known twice as well. What the European platform counts are its own profiles, fewer than are held.
    """
    europe, world = (coverage(starter.on_day(), area) for area in ("europe", "world"))
    assert (europe.holding.held, world.holding.held) == (1640, 2122)
    assert beside(starter, europe)["est-europe-seed-3000"] == "55%"
    assert beside(starter, world)["est-world-seed-8000"] == "27%"
    for id_, why in (
        ("est-europe-seed-468", "more_held"), ("est-eccp-mapped-2021", "more_held"),
        ("est-europe-panorama-2020", "regional_clusters"), ("est-europe-observatory-2008", "regional_clusters"),
        ("est-europe-aerospace-eacp", "one_sector"),
    ):  # fmt: skip
        assert beside(starter, europe)[id_] == why
    assert beside(starter, world)["est-world-greenbook-2012"] == "old"
    held = {starter.id_of(one.market): one.holding.held for one in europe.countries}
    assert list(held)[:4] == ["ES", "DE", "FR", "IT"], "the largest countries with cluster policies of their own"
    # the Channel Islands, Man, Gibraltar, Åland, the Faroes, Svalbard and the smallest states
    assert europe.blank_count == 12


def test_aerospace_in_europe(starter: Snapshot) -> None:
    """The European partnership has 45 members; 46 clusters are held, and 246 have no known sector. Estimates of all
    sectors tell nothing of aerospace.
    """
    answer = coverage(starter.on_day(), "europe", sector="aerospace")
    assert (answer.holding.held, answer.holding.sector_unknown) == (46, 246)
    told = beside(starter, answer)
    assert told["est-europe-aerospace-eacp"] == "undated"
    assert told["est-europe-seed-3000"] == "all_sectors"


def test_greater_copenhagen_is_of_parts_of_two_countries(starter: Snapshot) -> None:
    """Nobody has counted there; the estimates of all Denmark are told beside, and compared with nothing. Of
    Denmark's clusters those of the capital's region and Zealand are in it, those of Jutland and Funen are not.
    """
    answer = coverage(starter.on_day(), "greater-copenhagen")
    assert answer.estimates == []
    denmark = next(one for one in answer.countries if starter.id_of(one.market) == "DK")
    assert not denmark.whole
    assert 0 < denmark.holding.held < 27
    assert {one.why_not for one in denmark.estimates} == {"wider_area"}


@pytest.mark.parametrize("area", ["benelux", "asean"])
def test_a_bloc_that_nobody_has_counted(starter: Snapshot, area: str) -> None:
    """There is no published estimate of either; its countries are told one by one, and who of elsewhere is there."""
    answer = coverage(starter.on_day(), area)
    assert (answer.estimate_count, answer.no_share) == (0, "No published estimate of this area is known.")
    assert "world" in answer.wider
    assert sum(one.holding.held for one in answer.countries) == answer.holding.held > 0


def test_european_clusters_in_southeast_asia(starter: Snapshot) -> None:
    """Global Foodture took food clusters of four countries to Singapore and Thailand, from 2021 to 2024. None of them
    is one of the bloc's own.
    """
    answer = coverage(starter.on_day("2023"), "asean", sector="agrifood", first=100)
    elsewhere = {starter.id_of(one) for one in answer.elsewhere}
    assert {"food-bio-cluster-denmark", "flanders-food", "foodvalley-nl", "vitagora"} <= elsewhere
