"""Resilience of a small world: single points of failure, what is left, independent routes, and who else there is."""

from pathlib import Path

import pytest

from graph.errors import InputError, LimitError
from graph.snapshot.snapshot import Snapshot
from queries.questions.resilience import Resilience, SinglePoint, resilience
from queries.routing import independent
from queries.routing.constraints import RouteConstraints
from tests.worlds import Row, cluster, organisation, relation, snapshot_of

BY_TIES = frozenset({"partner_of", "operates"})
ROWS: dict[str, list[Row]] = {
    "sectors": [{"id": id_, "name": id_} for id_ in ("energy", "food")],
    "organisations": [
        cluster("me", "DK", "energy"), cluster("hub", "DE", "energy"), cluster("other-hub", "NL", "energy|food"),
        cluster("food-hub", "NL", "food"), cluster("first", "KR", "energy"),
        cluster("one", "KR", "energy"), cluster("two", "KR", "energy"), cluster("three", "KR", "food"),
        organisation("host", "KR", "trade_agency", form="trade_and_investment"),
        organisation("desk", "DK", "trade_office"), organisation("shared", "DK", "trade_office"),
        organisation("university", "DE", "research_organisation", sectors="energy", ownership="public"),
        cluster("in-japan", "JP", "energy"), cluster("food-in-japan", "JP", "food"),
        cluster("weak", "KR", "energy"), cluster("lonely", "FI"),
    ],
    "relations": [
        relation("partner_of", "me", "hub", status="current"),
        relation("partner_of", "me", "other-hub", status="current"),
        relation("partner_of", "me", "food-hub", status="current"),
        relation("partner_of", "me", "first", status="current"),
        *(relation("partner_of", "hub", id_, status="current") for id_ in ("one", "two", "three", "in-japan")),
        relation("partner_of", "hub", "food-in-japan", status="current"),
        relation("partner_of", "university", "weak", since="2000", until="2001"),
        relation("partner_of", "me", "university", status="current"),
        relation("operates", "host", "desk"), relation("operates", "host", "shared"),
        relation("operates", "lonely", "shared"),
        relation("mandated_for", "host", "KR", role="home"), relation("mandated_for", "desk", "DK", role="host"),
        relation("promotes", "host", "KR"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(ROWS, tmp_path_factory.mktemp("resilience"))


def asked(world: Snapshot, asker: str = "me", market: str = "KR", **constraints: object) -> Resilience:
    return resilience(
        world.on_day(),
        asker,
        market,
        constraints=RouteConstraints(**constraints),  # type: ignore[arg-type]
    )


def points(world: Snapshot, answer: Resilience) -> dict[str, SinglePoint]:
    return {world.id_of(one.organisation): one for one in answer.single_points}


def ways(world: Snapshot, answer: Resilience) -> list[list[str]]:
    assert answer.independent is not None
    return [[world.id_of(step.target) for step in one.route.steps] for one in answer.independent.routes]


def test_most_doors_are_opened_by_one(world: Snapshot) -> None:
    """Of the five doors by ties three are opened by the hub, and the best one is not."""
    answer = asked(world, relation_kinds=BY_TIES)
    assert answer.now.openers == 5
    assert answer.now.score == pytest.approx(0.6 * 0.75)
    found = points(world, answer)
    assert {id_: str(one.loss) for id_, one in found.items()} == {"hub": "openers"}
    hub = found["hub"]
    assert (hub.openers_before, hub.left.openers, hub.left.score) == (5, 2, answer.now.score)
    assert hub.sentence == "Without hub the best score stays 0.45; 2 of 5 door openers are left, first first."
    assert answer.sentence == "Your way into South Korea hangs on hub."


def test_the_best_falls_by_half(world: Snapshot) -> None:
    """By ties alone nobody else is left. With the agency's front door .15 is, less than half of .45; three whom that
    agency introduces to are left with it.
    """
    (point,) = asked(world, relation_kinds=BY_TIES, avoid=("hub", "university")).single_points
    assert (str(point.loss), point.left.best, point.left.score) == ("market", None, 0.0)
    assert point.sentence == "Without first nobody is left who opens this door for you."
    found = points(world, asked(world, relation_kinds=BY_TIES | {"promotes"}, avoid=("hub",)))
    assert {id_: str(one.loss) for id_, one in found.items()} == {"first": "best"}
    assert found["first"].sentence == (
        "Without first the best score falls from 0.45 to 0.15; 4 of 5 door openers are left, host first."
    )


def test_an_agency_falls_with_its_own_offices(world: Snapshot) -> None:
    """The desk falls with the agency that alone runs it; the office of two does not."""
    found = points(world, asked(world, avoid=("cluster", "research_organisation", "shared")))
    assert {id_: str(one.loss) for id_, one in found.items()} == {"host": "market", "desk": "best"}
    assert asked(world, avoid=("cluster", "research_organisation")).single_points == []
    assert [world.id_of(node) for node in found["host"].falls_with] == ["desk"]
    assert "Without host and 1 office of its own nobody" in found["host"].sentence
    assert not found["desk"].falls_with


def test_what_is_avoided_and_what_is_public(world: Snapshot) -> None:
    answer = asked(world, avoid=("DE", "trade_office"))
    assert answer.unavoided is not None
    assert (answer.unavoided.openers, answer.now.openers) == (6, 5)
    assert asked(world).unavoided is None
    assert answer.public_anchors.best is not None
    assert world.id_of(answer.public_anchors.best.organisation) == "host"
    assert answer.public_anchors.sentence == "1 door opener, the best of them host, with a score of 0.15."
    anchored = asked(world, public_anchor=True)
    assert anchored.public_anchors == anchored.now


def test_independent_routes(world: Snapshot) -> None:
    """The desk and the agency's front door are one, the office of two stands for itself, and all that pass the hub are
    one. A tie below .1 is no step.
    """
    answer = asked(world)
    assert ways(world, answer) == [["first"], ["shared"], ["desk"], ["hub", "one"]]
    assert answer.independent is not None
    assert (answer.independent.count, answer.independent.at_most, answer.independent.exact) == (4, 4, True)
    assert answer.independent.sentence == (
        "4 routes of at most 3 steps, each step of a strength of 0.10 or more, share nobody but you."
    )
    assert ways(world, asked(world, max_steps=1)) == [["first"], ["shared"], ["desk"]]
    alone = asked(world, relation_kinds=BY_TIES, avoid=("hub",)).independent  # the university's tie is too weak
    assert alone is not None
    assert alone.sentence.startswith("Any two routes of at most 3 steps")
    assert asked(world, via=("hub",)).independent is None


def test_among_too_many_ties_there_is_no_upper_bound(world: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(independent, "ARCS_AT_MOST", 0)
    told = asked(world).independent
    assert told is not None
    assert (told.count, told.at_most, told.exact) == (4, None, False)
    assert told.sentence.endswith("share nobody but you; there may be more.")


def test_the_best_in_turn_may_be_fewer_than_there_can_be(tmp_path: Path) -> None:
    """The best route passes both a and b; there are two routes, by a to x and by b to y."""
    ties = [("me", "a"), ("me", "b"), ("a", "b"), ("a", "x"), ("b", "y")]
    twice = [("me", "a"), ("a", "b"), ("b", "y")]
    rows = {
        "organisations": [cluster("me", "DK"), *(cluster(id_, "DE") for id_ in "ab"),
                          *(cluster(id_, "KR") for id_ in "xy")],
        "relations": [
            *(relation("partner_of", *pair, status="current") for pair in ties),
            *(relation("mou_with", *pair, status="current") for pair in twice),
            *(relation("twinned_with", *pair, status="current") for pair in twice),
        ],
    }  # fmt: skip
    rows["relations"][1] = relation("partner_of", "me", "b", status="ended", since="2008", until="2016")
    world = snapshot_of(rows, tmp_path)
    answer = asked(world, min_strength=0.1)
    assert answer.now.best is not None
    assert [world.id_of(step.target) for step in answer.now.best.route.steps] == ["a", "b", "y"]
    assert answer.independent is not None
    assert (answer.independent.count, answer.independent.exact) == (2, True)
    assert sorted(ways(world, answer)) == [["a", "x"], ["b", "y"]]


def test_alternatives_are_of_the_same_kind_and_sectors(world: Snapshot) -> None:
    """Without the hub: who is a cluster of energy, wherever it is; the university and the food hub are not."""
    hub = points(world, asked(world, relation_kinds=BY_TIES))["hub"]
    found = hub.alternatives(5)
    assert [world.id_of(one.organisation) for one in found] == ["first", "other-hub", "weak"]
    assert [world.id_of(sector) for sector in found[1].sectors] == ["energy"]
    assert found[1].sentence == "You are a partner of other-hub, which is located in the Netherlands."
    for wrong in (0, 21):
        with pytest.raises(LimitError):
            hub.alternatives(wrong)


def test_agencies_are_replaced_in_the_market(world: Snapshot) -> None:
    host = points(world, asked(world, avoid=("cluster", "research_organisation", "shared")))["host"]
    assert host.alternatives(5) == []


def test_if_the_market_falls_away(world: Snapshot) -> None:
    answer = asked(world)
    assert answer.like is not None
    assert world.id_of(answer.like) == "first"
    assert [world.id_of(one.organisation) for one in answer.elsewhere(3)] == ["hub", "other-hub", "in-japan"]
    with pytest.raises(LimitError):
        answer.elsewhere(0)
    without = asked(world, avoid=("cluster",))
    assert (without.like, without.elsewhere(3)) == (None, [])


def test_no_door_at_all(world: Snapshot) -> None:
    answer = asked(world, market="IS")
    assert (answer.now.openers, answer.single_points, answer.exact) == (0, [], True)
    assert answer.sentence == (
        "You have no door opener in Iceland, so nothing hangs on anybody; `doorOpeners` says why."
    )
    assert answer.independent is not None
    assert answer.independent.sentence.startswith("No route of at most 3 steps")


def test_what_is_refused(world: Snapshot) -> None:
    with pytest.raises(InputError) as refused:
        asked(world, "mee")
    assert refused.value.nearest[:1] == ("me",)
    with pytest.raises(InputError) as refused:
        asked(world, market="Koreaa")
    assert refused.value.code == "unknown_market"
    with pytest.raises(InputError):
        resilience(world.on_day(), "me", "KR", sector="enrgy")
    with pytest.raises(LimitError):
        asked(world, max_steps=7)
