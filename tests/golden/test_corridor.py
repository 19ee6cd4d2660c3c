"""Corridors of the starter data. Each says why the answer is right."""

from graph.snapshot.snapshot import Snapshot
from queries.questions.corridor import CorridorReport, corridor


def markets(starter: Snapshot, answer: CorridorReport) -> list[str]:
    return [starter.id_of(one.market) for one in answer.markets]


def test_scandinavian_mediterranean(starter: Snapshot) -> None:
    """The Commission's list runs from Helsinki by Stockholm, Copenhagen, Hamburg, Innsbruck and Rome to Valletta.
    Nobody who is known joins Italy and Malta; Swedes and Danes are joined by Medicon Valley Alliance and others.
    """
    answer = corridor(starter.on_day(), "tent-scandinavian-med")
    assert markets(starter, answer) == ["FI", "SE", "DK", "DE", "AT", "IT", "MT"]
    assert answer.markets[2].name == "Hovedstaden; Syddanmark", "only the regions that it runs through"
    assert [(starter.id_of(leg.from_), starter.id_of(leg.to)) for leg in answer.gaps] == [("IT", "MT")]
    assert answer.legs[1].ties > 5
    assert "offshorevast" in {starter.id_of(one.organisation) for one in answer.lying}


def test_rail_baltica(starter: Snapshot) -> None:
    """It runs from Helsinki by Tallinn, Riga and Vilnius to Warsaw. The Baltic clusters on it are hardly tied to each
    other; the cluster networks of Lithuania and Poland signed a memorandum in 2023.
    """
    answer = corridor(starter.on_day(), "rail-baltica")
    assert markets(starter, answer) == ["FI", "EE", "LV", "LT", "PL"]
    lying = [starter.id_of(one.organisation) for one in answer.lying]
    assert lying[:4] == ["estonian-defence", "estonian-ict", "estonian-woodhouse", "health-connected-ee"]
    assert [(starter.id_of(leg.from_), starter.id_of(leg.to)) for leg in answer.gaps] == [
        ("EE", "LV"), ("LV", "LT"),
    ]  # fmt: skip
    assert answer.legs[3].ties >= 1


def test_greater_copenhagen_is_a_region_of_two_countries(starter: Snapshot) -> None:
    """A region has no order and no ends. Medicon Valley Alliance lies on it from Copenhagen, Packbridge and Mobile
    Heights from Skåne.
    """
    answer = corridor(starter.on_day(), "greater-copenhagen")
    assert markets(starter, answer) == ["DK", "SE"]
    assert (answer.ordered, answer.legs, answer.bridges) == (False, [], [])
    lying = {starter.id_of(one.organisation) for one in answer.lying}
    assert {"medicon-valley-alliance", "packbridge", "mobile-heights"} <= lying


def test_timor_leste_has_joined_asean(starter: Snapshot) -> None:
    """It became the eleventh member on 26 October 2025."""
    assert "TL" in markets(starter, corridor(starter.on_day(), "asean"))
    before = markets(starter, corridor(starter.on_day("2025-10-25"), "asean"))
    assert (len(before), "TL" in before) == (10, False)


def test_european_food_clusters_across_southeast_asia(starter: Snapshot) -> None:
    """Global Foodture took food clusters of four countries to Singapore and Thailand, from 2021 to 2024. That is past:
    of several of the bloc's markets none of them says so today.
    """
    answer = corridor(starter.on_day("2023"), "asean")
    told = {
        starter.id_of(one.organisation): [starter.id_of(there.market) for there in one.markets] for one in answer.active
    }
    assert told["food-bio-cluster-denmark"] == ["SG", "TH"]
    assert {"flanders-food", "foodvalley-nl", "vitagora"} <= set(told)
    assert not corridor(starter.on_day(), "asean").active
