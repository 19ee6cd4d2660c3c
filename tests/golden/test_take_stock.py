"""Stock of organisations of the starter data, next to their peers. Each says why the answer is right."""

from graph.snapshot.on_day import Day
from graph.snapshot.snapshot import Snapshot
from queries.questions.take_stock import StockGroup, TakeStock, take_stock


def group(answer: TakeStock, what: str) -> StockGroup:
    return next(one for one in answer.groups if one.what == what)


def lacks(day: Day, answer: TakeStock) -> dict[str, list[str]]:
    """What it lacks, with the first of those that have it."""
    return {
        f"{one.what} {one.service or (one.subject is not None and day.snapshot.id_of(one.subject))}": [
            day.snapshot.id_of(peer) for peer in one.examples
        ]
        for one in answer.lacks
    }


def test_a_french_cluster_outside_the_alliance_of_its_neighbours(starter: Snapshot) -> None:
    """Systematic works in digital and is in the association of the French pôles and funded by their programme, as its
    French peers are. Of its peers Aktantis, Minalogic and Silicon Saxony are in Silicon Europe; it is not, and since
    two of these are French, it could be. What only German or Spanish clusters have (their programmes) is no lack.
    """
    day = starter.on_day()
    answer = take_stock(day, "systematic")
    found = lacks(day, answer)
    assert found["member_of silicon-europe"][:3] == ["pole-scs", "minalogic", "silicon-saxony"]
    assert not any(one.startswith("funded_by") for one in found)
    assert not any("go-cluster" in one for one in found)
    assert [day.snapshot.id_of(one.other) for one in group(answer, "funded_by").entries] == ["poles-competitivite"]
    assert answer.comparison.own_country == 9
    assert "AFPC" in group(answer, "member_of").entries[0].sentence
    assert group(answer, "member_of").entries[0].undated


def test_a_food_cluster_whose_mission_to_asia_is_over(starter: Snapshot) -> None:
    """Global Foodture took Flanders' FOOD to Japan, Korea, Singapore and Thailand from 2021 to 2024: none of these is a
    market of it any more, and all are told in the past. Its neighbours Wagralim and Foodvalley are in NF4.
    """
    day = starter.on_day()
    answer = take_stock(day, "flanders-food")
    assert [day.snapshot.id_of(one.market) for one in answer.markets] == ["BE"]
    assert [day.snapshot.id_of(one.market) for one in answer.past_markets] == ["JP", "KR", "SG", "TH"]
    assert {one.sentence for one in answer.past_markets} >= {"Flanders' FOOD was of service in South Korea until 2024."}
    assert lacks(day, answer)["member_of nf4"][:2] == ["wagralim", "foodvalley-nl"]
    then = starter.on_day("2023")
    markets = [day.snapshot.id_of(one.market) for one in take_stock(then, "flanders-food").markets]
    assert sorted(markets) == ["BE", "JP", "KR", "SG", "TH"]


def test_a_merged_danish_cluster(starter: Snapshot) -> None:
    """Energy Cluster Denmark came of the mergers of 2020: projects of its predecessors are told under their names and
    in the past. The state's programme for it ended in 2024, so that it is funded by nobody on record, as a third of
    its peers are. Its five overseas markets are known of 2020 only, and that is said.
    """
    day = starter.on_day()
    answer = take_stock(day, "energy-cluster-denmark")
    funded = group(answer, "funded_by")
    assert (funded.count, [day.snapshot.id_of(one.other) for one in funded.past]) == (0, ["innovationskraft"])
    assert any(one.what == "funded_by" and one.had for one in answer.blanks)
    (inn2power,) = (one for one in group(answer, "participates_in").past if "Inn2POWER" in one.sentence)
    assert inn2power.sentence.startswith("Energy Innovation Cluster (merged 2020) took part in Inn2POWER")
    assert inn2power.inherited_from is not None
    abroad = answer.markets[1:]
    assert [day.snapshot.id_of(one.market) for one in abroad] == ["CA", "JP", "KR", "TW", "US"]
    assert all(one.sentence.endswith("(last known in 2020).") for one in abroad)


def test_an_agency_of_which_nothing_is_dated(starter: Snapshot) -> None:
    """KOTRA promotes Korea and runs offices, all of general knowledge and without dates. Its peers are the agencies for
    trade and investment; delegations are on record of 15 of them, and what else is not.
    """
    day = starter.on_day()
    answer = take_stock(day, "kotra")
    assert answer.comparison.basis == "form"
    assert [(one.role, one.what) for one in answer.roles] == [("home", "mandated_for"), ("national", "promotes")]
    assert group(answer, "operates").count > 80
    dates = next(one for one in answer.not_known if one.what == "dates")
    assert dates.count == dates.of
    assert "offers delegations_and_missions" in lacks(day, answer)
    assert "region" not in [one.what for one in answer.not_known], "it is there for all of Korea"


def test_a_university_that_is_everywhere_and_on_record_nowhere(starter: Snapshot) -> None:
    """Ties of large research organisations from European projects are left out of the starter data: that nothing is on
    record says nothing of DTU, and the answer says so.
    """
    answer = take_stock(starter.on_day(), "dtu")
    assert "What is not on record may still be so." in answer.comparison.sentence
    assert answer.comparison.own_country == 9
