"""Whose strategy meets mine, over the starter data. Each says why a person would call the answer right."""

from graph.snapshot.snapshot import Snapshot
from queries.questions.strategy_match import StrategyMatch, strategy_match
from queries.routing.askers import Outsider


def kinds(match: StrategyMatch) -> set[str]:
    return {reason.kind for reason in match.reasons}


def test_silicon_saxony_and_high_tech_nl(starter: Snapshot) -> None:
    """The Dutch want chip packaging back in the Netherlands and Germany; Silicon Saxony is German, in electronics, and
    has said that it looks to the Netherlands. They are tied directly.
    """
    best = strategy_match(starter.on_day(), "silicon-saxony").matches[0]
    assert starter.id_of(best.priority.priority) == "prio-high-tech-nl-1"
    assert kinds(best) == {"interest_in_market", "home_market", "shared_sector", "holder_in_market"}
    assert best.route is not None
    assert len(best.route.steps) == 1


def test_medicon_valley_looks_to_norway_and_japan(starter: Snapshot) -> None:
    """It has said that it looks to Norway and the Nordic region, and to Japan. Oslo Cancer Cluster has a health
    priority about Norway, Kobe's biomedical cluster one about Japan, and Kobe is its partner. A Norwegian offshore wind
    priority is no match for it.
    """
    matches = strategy_match(starter.on_day(), "medicon-valley-alliance", first=50).matches
    assert [starter.id_of(one.holder) for one in matches[:2]] == ["oslo-cancer-cluster", "kbic"]
    assert matches[1].route is not None
    assert [starter.id_of(step.target) for step in matches[1].route.steps] == ["kbic"]
    assert "gce-node" not in {starter.id_of(one.holder) for one in matches}


def test_odense_robotics_and_intelligent_technical_systems(starter: Snapshot) -> None:
    """It has said that it looks to Germany and to the environment; it's owl is German, in manufacturing like it, and
    has priorities about both: sustainable value creation, and technology transfer to firms in Germany. Its digital ones
    ended in 2022.
    """
    matches = strategy_match(starter.on_day(), "odense-robotics").matches
    assert {starter.id_of(one.priority.priority) for one in matches[:2]} == {"prio-its-owl-1", "prio-its-owl-4"}
    assert "prio-its-owl-2" not in {starter.id_of(one.priority.priority) for one in matches}


def test_energy_cluster_denmark_finds_its_alliance(starter: Snapshot) -> None:
    """The Basque cluster's priority shares three sectors with it; the way there is ELBE, of which both are members."""
    matches = {
        starter.id_of(one.holder): one for one in strategy_match(starter.on_day(), "energy-cluster-denmark").matches
    }
    basque = matches["basque-energy-cluster"]
    assert len(basque.reasons) == 3
    assert basque.route is not None
    assert [starter.id_of(step.target) for step in basque.route.steps] == ["elbe-alliance", "basque-energy-cluster"]


def test_a_danish_energy_firm_from_outside(starter: Snapshot) -> None:
    """It knows Energy Cluster Denmark, whose own energy priorities are therefore one step away."""
    asker = Outsider("DK", None, ("energy",), ("energy-cluster-denmark",))
    matches = {starter.id_of(one.holder): one for one in strategy_match(starter.on_day(), asker, first=50).matches}
    own = matches["energy-cluster-denmark"]
    assert own.route is not None
    assert [starter.id_of(step.target) for step in own.route.steps] == ["energy-cluster-denmark"]
