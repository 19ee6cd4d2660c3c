"""Through whom the best routes of the starter data lead. Each says why the answer is right."""

import pytest

from graph.snapshot.snapshot import Snapshot
from queries.questions.gateways import Gateway, Gateways, gateways


def ask(starter: Snapshot, from_: str, to: str, **given: str) -> Gateways:
    answer = gateways(starter.on_day(), from_, to, **given)  # type: ignore[arg-type]
    assert answer.exact
    return answer


def ids(starter: Snapshot, answer: Gateways) -> list[str]:
    return [starter.id_of(one.organisation) for one in answer.gateways]


def of(starter: Snapshot, answer: Gateways, id_: str) -> Gateway:
    return next(one for one in answer.gateways if starter.id_of(one.organisation) == id_)


def instead(starter: Snapshot, gateway: Gateway) -> list[str]:
    return [starter.id_of(one) for one in gateway.instead]


def test_denmark_to_korea(starter: Snapshot) -> None:
    """The innovation centre in Seoul receives Danish clusters for Korean ones of their sectors. The Trade Council's
    office next door does so as well, so nothing hangs on the one of the two. Odense Robotics is the Dane with a
    partner there, the Global Robot Cluster, and for all others the only way to that.
    Most doors need nobody: one's own office there, KOTRA's desk in Copenhagen, the front doors.
    """
    answer = ask(starter, "DK", "KR")
    assert (answer.cluster_count, answer.asked) == (27, 27)
    assert ids(starter, answer)[:2] == ["innovation-centre-denmark--seoul", "odense-robotics"]
    centre, robotics = answer.gateways[:2]
    assert centre.received == centre.routes
    assert (centre.lost, instead(starter, centre)) == (0, ["trade-council-denmark--seoul"])
    assert (robotics.cut, robotics.instead) == (robotics.routes, [])
    assert {starter.id_of(route.opener) for route in robotics.through} == {"global-robot-cluster"}
    assert answer.direct > answer.routes / 2


def test_korea_to_denmark(starter: Snapshot) -> None:
    """The other way KOTRA's own people in Copenhagen receive; without them the Danish office in Seoul does, since it is
    a desk of the agency that promotes Denmark: a weaker first step, but there.
    """
    answer = ask(starter, "KR", "DK")
    first = answer.gateways[0]
    assert starter.id_of(first.organisation) == "kotra--copenhagen"
    assert (first.cut, instead(starter, first)) == (0, ["trade-council-denmark--seoul"])
    assert 0 < first.lost < 0.02


def test_norway_to_india(starter: Snapshot) -> None:
    """No Norwegian cluster is known to have an Indian partner. Who wants to meet a cluster there asks Innovation Norway
    in New Delhi; without it one may still write to Invest India, whose front door is worth a third of that.
    """
    answer = ask(starter, "NO", "IN")
    assert ids(starter, answer) == ["innovation-norway--new-delhi"]
    (office,) = answer.gateways
    assert instead(starter, office)[0] == "invest-india"
    assert office.lost == pytest.approx(office.carried * (1 - 0.2 / 0.6))


def test_germany_to_france(starter: Snapshot) -> None:
    """The French competitiveness clusters are members of one association, so a German partner of any of them gets to
    all of them by it. The German chamber in Paris receives; Germany Trade and Invest is there as well. Aerospace Valley
    and go-cluster, the German programme's network, follow.
    """
    answer = ask(starter, "DE", "FR")
    assert ids(starter, answer)[:4] == ["afpc", "ahk--paris", "aerospace-valley", "go-cluster"]
    association, chamber = answer.gateways[:2]
    assert (association.received, chamber.received) == (0, chamber.routes)
    assert association.cut > association.routes / 2
    assert (chamber.lost, instead(starter, chamber)) == (0, ["gtai--paris"])


def test_japan_to_germany(starter: Snapshot) -> None:
    """JETRO in Berlin receives, and GTAI in Tokyo is the desk beside it. The aerospace cluster of Chubu gets to German
    ones by its partner Aéro Montréal, whose partner Hamburg Aviation is.
    """
    answer = ask(starter, "JP", "DE")
    assert ids(starter, answer)[:3] == ["jetro--berlin", "aero-montreal", "hamburg-aviation"]
    assert "gtai--tokyo" in instead(starter, answer.gateways[0])
    steps = [starter.id_of(step.target) for step in answer.gateways[1].example.steps]
    assert steps == ["aero-montreal", "hamburg-aviation"]


def test_spain_to_the_united_states(starter: Snapshot) -> None:
    """Spain's offices receive everybody, Catalonia's and the Basque Country's their own. Whichever of the regional ones
    falls away, Spain's are there; without all of Spain's nearly all have SelectUSA alone, whose front door is weaker.
    """
    answer = ask(starter, "ES", "US")
    spain, basque = (of(starter, answer, id_) for id_ in ("icex--chicago", "basque-trade--chicago"))
    assert spain.lost > 0.05
    assert instead(starter, spain)[0] == "selectusa"
    assert (basque.lost, instead(starter, basque)[0]) == (0, "icex--chicago")


def test_the_nordic_countries_to_korea(starter: Snapshot) -> None:
    """Each country's people in Seoul receive its own; none of Finland's are known there, and KOTRA's desk does."""
    answer = ask(starter, "nordic-region", "KR")
    assert {
        "innovation-norway--seoul", "business-sweden--seoul", "kotra--helsinki", "innovation-centre-denmark--seoul",
    } == set(ids(starter, answer)[:4])  # fmt: skip
    helsinki = of(starter, answer, "kotra--helsinki")
    assert (helsinki.cut, starter.id_of(helsinki.house)) == (helsinki.routes, "kotra")


def test_denmark_to_greenland(starter: Snapshot) -> None:
    """Nobody is known in Greenland. What is left are the two agencies at home whose job is the world abroad, at which
    every cluster may knock by itself: nobody stands between.
    """
    answer = ask(starter, "DK", "GL")
    assert (answer.count, answer.direct, answer.routes) == (0, 2 * 27, 2 * 27)
    assert answer.nothing is not None
