"""What is new in markets of the starter data. Each says why the answer is what an adviser would say."""

from graph.snapshot.snapshot import Snapshot
from queries.questions.signals import Signal, signals


def told(found: list[Signal]) -> list[str]:
    return [one.sentence for one in found]


def way(starter: Snapshot, signal: Signal) -> list[str]:
    assert signal.route is not None
    return [starter.id_of(step.target) for step in signal.route.steps]


def test_korea_for_danish_energy(starter: Snapshot) -> None:
    """Its own partnership ELBE serves Korea since 2020, which is told once, and the partners look to it; the
    confederation of Danish industry has been there since 2023. What the cluster does there itself it knows. Food
    clusters have stopped. The hydrogen alliance met once, which is past and not new.
    """
    answer = signals(starter.on_day(), "KR", "2020", "energy-cluster-denmark")
    assert told(answer.began)[:3] == [
        "Since 2020: ELBE Alliance – Europe Leading Blue Energy serves South Korea.",
        "Since 2020: Basque Energy Cluster is interested in South Korea, and 5 more likewise.",
        "Since 2023: Confederation of Danish Industry (DI) serves South Korea.",
    ]
    assert way(starter, answer.began[0]) == ["elbe-alliance"]
    assert way(starter, answer.began[1]) == ["elbe-alliance", "basque-energy-cluster"]
    assert answer.own_count == 2
    assert "Food & Bio Cluster Denmark was of service in South Korea until 2024, and 3 more likewise." in told(
        answer.ended
    )
    hydrogen = next(one for one in answer.began if "hosts GHIAA" in one.sentence)
    assert way(starter, hydrogen)[0] == "innovation-centre-denmark--seoul", "one's own people there"


def test_most_of_what_is_known_of_korea_is_undated(starter: Snapshot) -> None:
    """So an adviser does not say that little happens there: of 279 relations nobody says since when they hold."""
    answer = signals(starter.on_day(), "KR", "2026")
    assert answer.began_count < 5
    assert answer.undated_count == 279
    assert answer.recorded_count > 100, "the data were compiled in 2026: read then, and not new"
    assert not set(told(answer.began)) & set(told(answer.recorded))


def test_the_dutch_market_for_copenhagen(starter: Snapshot) -> None:
    """Amsterdam works in projects with the capital's region, which is a member of Medicon Valley; Saxony has talked
    with the Dutch chip makers in 2024. Business Finland has left The Hague at the end of 2025.
    """
    answer = signals(starter.on_day(), "NL", "2022", "medicon-valley-alliance")
    sentences = told(answer.began)
    assert "Since 2024: High Tech NL (now FME-High Tech NL) is a partner of Silicon Saxony." in sentences
    assert "Since 2024: Silicon Saxony is interested in the Netherlands." in sentences
    finland = next(one for one in answer.ended if "Business Finland The Hague" in one.sentence)
    assert (finland.sentence, finland.when) == (
        "Business Finland was the operator of Business Finland The Hague until 2025.", "2025-12-31",
    )  # fmt: skip


def test_the_emirates_for_the_basques(starter: Snapshot) -> None:
    """Hub71 opened in 2019, and the Basque office in Dubai can introduce. Nothing else there is dated since."""
    answer = signals(starter.on_day(), "AE", "2018", "gaia")
    assert told(answer.began) == ["Hub71 was founded in 2019."]
    assert way(starter, answer.began[0]) == ["basque-trade--dubai", "hub71"]


def test_singapore_this_year(starter: Snapshot) -> None:
    """Nothing dated: said so, with how much is undated, and no silence that looks like a no."""
    answer = signals(starter.on_day(), "SG", "2026", "food-bio-cluster-denmark")
    assert answer.nothing == (
        "Nothing that concerns it is dated since then; of 172 relations there nobody says since when they hold."
    )
