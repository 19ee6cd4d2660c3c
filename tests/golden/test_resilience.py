"""What ways into markets hang on, in the starter data. Each says why the answer is right."""

import pytest

from graph.relations import RELATION_KINDS, Carries
from graph.snapshot.snapshot import Snapshot
from queries.questions.resilience import Alternative, Resilience, resilience
from queries.routing.askers import Asker, Outsider
from queries.routing.constraints import RouteConstraints

BY_TIES = frozenset(
    kind.name for kind in RELATION_KINDS.values() if kind.carries in (Carries.TIE, Carries.PARTICIPATION)
)
"""One's own network alone: no agency is knocked at, no desk used, no front door."""


def ask(starter: Snapshot, asker: Asker, market: str, **constraints: object) -> Resilience:
    within = RouteConstraints(**constraints)  # type: ignore[arg-type]
    return resilience(starter.on_day(), asker, market, constraints=within)


def lost(starter: Snapshot, answer: Resilience) -> dict[str, str]:
    return {starter.id_of(one.organisation): str(one.loss) for one in answer.single_points}


def ids(starter: Snapshot, some: list[Alternative]) -> list[str]:
    return [starter.id_of(one.organisation) for one in some]


def routes(starter: Snapshot, answer: Resilience) -> list[str]:
    assert answer.independent is not None
    assert answer.independent.exact
    return [" ".join(starter.id_of(step.target) for step in one.route.steps) for one in answer.independent.routes]


def test_danish_energy_in_korea_hangs_on_nobody(starter: Snapshot) -> None:
    """The offices of the Trade Council and of Innovation Centre Denmark, KOTRA's desk in Copenhagen, the European
    chamber, Danish Industry at home and the Korean chamber are six doors of six houses. The seventh way is by the
    university on its board, to the robot cluster that Odense Robotics knows.
    """
    answer = ask(starter, "energy-cluster-denmark", "KR")
    assert lost(starter, answer) == {}
    assert answer.sentence == "No single organisation decides whether you get into South Korea."
    assert sorted(routes(starter, answer)) == [
        "aau odense-robotics global-robot-cluster", "dansk-industri", "ecck", "innovation-centre-denmark--seoul",
        "kcci-korea", "kotra--copenhagen", "trade-council-denmark--seoul",
    ]  # fmt: skip
    # the two Danish offices and KOTRA's; chambers and business associations are no public anchors
    assert (answer.public_anchors.openers, answer.public_anchors.score) == (3, answer.now.score)


def test_without_agencies_and_without_korea_one_desk_is_left(starter: Snapshot) -> None:
    """The front doors and chambers are agencies, and whoever is in Korea is avoided: KOTRA's desk is in Copenhagen. It
    falls with KOTRA, which runs it alone.
    """
    answer = ask(starter, "energy-cluster-denmark", "KR", avoid=("trade_agency", "KR"))
    assert lost(starter, answer) == {"kotra": "market"}
    assert routes(starter, answer) == ["kotra--copenhagen"]
    assert answer.unavoided is not None
    assert (answer.now.openers, answer.unavoided.openers) == (1, 10)


def test_norwegian_wind_in_korea_hangs_on_innovation_norway(starter: Snapshot) -> None:
    """Its office in Seoul is Norway's only one there, and Korea has no desk for Norway: else one writes to KOTRA, as
    everybody may. No innovation centre, no European chamber, since Norway is not in the Union.
    """
    answer = ask(starter, "norwegian-offshore-wind", "KR")
    assert lost(starter, answer) == {"innovation-norway": "best"}
    assert answer.sentence == "Your way into South Korea hangs on Innovation Norway."
    point = answer.single_points[0]
    assert point.left.best is not None
    assert starter.id_of(point.left.best.organisation) == "kotra"
    assert ids(starter, point.alternatives(5)) == ["kotra", "kcci-korea"], "who else is an agency for Korea"


def test_basque_energy_knows_denmark_by_one_cluster(starter: Snapshot) -> None:
    """By its own network Energy Cluster Denmark, with which it runs the ELBE Alliance, is the one door that counts: all
    else there is known through networks that are less near. The alliance is no single point, since the two are partners
    as well. In the Danish cluster's place stand the alliance itself and its members in Norway and Scotland.
    """
    answer = ask(starter, "basque-energy-cluster", "DK", relation_kinds=BY_TIES)
    assert lost(starter, answer) == {"energy-cluster-denmark": "best"}
    point = answer.single_points[0]
    assert point.score_before == pytest.approx(0.48, abs=0.0051)
    assert point.left.score == pytest.approx(0.14, abs=0.0051)
    assert ids(starter, point.alternatives(3)) == ["elbe-alliance", "gce-node", "areg"]
    assert routes(starter, answer)[0] == "elbe-alliance energy-cluster-denmark"


def test_hamburg_aviation_knows_japan_through_montreal(starter: Snapshot) -> None:
    """Montreal has a memorandum with the cluster around Nagoya, and Hamburg one with Montreal. Toulouse or Turin, which
    Hamburg knows as well, have none. Else its national network knows GTAI and others at home: two doors of three.
    """
    answer = ask(starter, "hamburg-aviation", "JP", relation_kinds=BY_TIES)
    assert lost(starter, answer) == {"aero-montreal": "best", "chubu-aerospace": "best", "go-cluster": "openers"}
    assert routes(starter, answer) == ["aero-montreal chubu-aerospace", "go-cluster silicon-saxony gtai"]
    montreal = answer.single_points[0]
    assert ids(starter, montreal.alternatives(3)) == ["eacp", "cab-aerospace", "aerospace-valley"]


def test_a_danish_company_that_knows_its_cluster_only(starter: Snapshot) -> None:
    """By ties alone: the cluster serves Korea, and whatever lies behind it is reached through it."""
    company = Outsider("DK", None, ("energy",), ("energy-cluster-denmark",))
    answer = ask(starter, company, "KR", relation_kinds=BY_TIES)
    assert lost(starter, answer) == {"energy-cluster-denmark": "market"}
    assert answer.independent is not None
    assert answer.independent.sentence.startswith("Any two routes of at most 3 steps")


def test_who_avoids_an_agency_avoids_its_offices(starter: Snapshot) -> None:
    """An adviser who is told to do without the Trade Council does not send its client to the Trade Council in Seoul."""
    answer = ask(starter, "energy-cluster-denmark", "KR", avoid=("trade-council-denmark",))
    assert answer.now.best is not None
    assert starter.id_of(answer.now.best.organisation) == "innovation-centre-denmark--seoul"
    assert not any("trade-council" in route for route in routes(starter, answer))
    assert answer.unavoided is not None
    assert answer.unavoided.openers == answer.now.openers + 1


def test_where_nobody_is_no_way_hangs_on_anybody(starter: Snapshot) -> None:
    """The Danish agencies help everywhere: that is no way into Mayotte, and none that hangs on them."""
    assert ask(starter, "energy-cluster-denmark", "YT").sentence == (
        "Nobody there, or there for it, opens Mayotte for you: only agencies of your own country may help."
    )


def test_ones_own_market_is_no_market_to_get_into(starter: Snapshot) -> None:
    assert ask(starter, "flanders-food", "BE").sentence == (
        "No single organisation decides whom you find in Belgium, your own market."
    )


def test_if_japan_falls_away_for_dutch_food(starter: Snapshot) -> None:
    """Its like there is the food and bio cluster of Hokkaido. Elsewhere: the Danish food cluster, its partner in Global
    FOODTURE, and Foodpolis in Korea, one of that partnership's markets, are among the first.
    """
    answer = ask(starter, "foodvalley-nl", "JP")
    assert answer.like is not None
    assert starter.id_of(answer.like) == "hokkaido-bio"
    found = ids(starter, answer.elsewhere(5))
    assert found[0] == "food-bio-cluster-denmark"
    assert "foodpolis" in found
    assert all(one.sectors for one in answer.elsewhere(5))
