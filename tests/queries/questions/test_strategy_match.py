"""Whose strategy meets mine: each reason, their order, and the route in."""

import pytest

from graph.errors import InputError, LimitError
from graph.snapshot.snapshot import Snapshot
from queries.questions.strategy_match import WEIGHTS, StrategyMatchAnswer, strategy_match
from queries.routing.askers import Outsider
from queries.routing.constraints import RouteConstraints
from tests.worlds import Row, cluster, relation, snapshot_of


def priority(id_: str, organisation: str, **more: str) -> Row:
    return {"id": id_, "organisation": organisation, "name": id_} | more


ROWS: dict[str, list[Row]] = {
    "sectors": [{"id": id_, "name": id_} for id_ in ("ai", "cross-sector", "energy", "food")],
    "corridors": [{"id": "bloc", "kind": "trade_bloc", "name": "bloc", "markets": "TH|VN"}],
    "organisations": [
        cluster("me", "DK", "energy|cross-sector"), cluster("near", "DK", "energy"), cluster("far", "KR"),
        cluster("asean", "SG"), cluster("all", "CA"), cluster("other", "KR"), cluster("old", "KR", status="merged"),
        cluster("heir", "NO"),
    ],
    "priorities": [
        priority("energy-here", "near", sectors="energy", markets="DK"),
        priority("energy-to-us", "far", sectors="energy", markets="DK|KR"),
        priority("ai-in-asia", "asean", sectors="ai", markets="VN"),
        priority("anything-korean", "all", sectors="cross-sector", markets="KR"),
        priority("food-korean", "other", sectors="food", markets="KR"),
        priority("over", "far", sectors="energy", until="2020"),
        priority("to-come", "far", sectors="energy", since="2030"),
        priority("mine", "me", sectors="energy"),
        priority("cross", "near", sectors="cross-sector"),
        priority("inherited", "old", sectors="energy"),
    ],
    "relations": [
        relation("interested_in", "me", "KR", role="seeks_partners"),
        relation("interested_in", "me", "KR", role="seeks_market_entry"),
        relation("interested_in", "me", "ai"),
        relation("interested_in", "me", "bloc"),
        relation("interested_in", "me", "CA", until="2019"),
        relation("merged_into", "old", "heir", since="2022"),
        relation("partner_of", "me", "near", status="current"),
        relation("partner_of", "near", "far", status="current"),
        relation("partner_of", "me", "heir", since="2015", until="2018"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(ROWS, tmp_path_factory.mktemp("strategy"))


def told(world: Snapshot, answer: StrategyMatchAnswer) -> dict[str, list[tuple[str, str]]]:
    return {
        world.id_of(match.priority.priority): [(one.kind, world.id_of(one.subject)) for one in match.reasons]
        for match in answer.matches
    }


def test_reasons_and_their_order(world: Snapshot) -> None:
    answer = strategy_match(world.on_day(), "me")
    assert list(told(world, answer).items()) == [
        # four kinds; the two interests in Korea are one reason
        ("energy-to-us", [
            ("interest_in_market", "KR"), ("home_market", "DK"),
            ("shared_sector", "energy"), ("holder_in_market", "KR"),
        ]),
        # two kinds, weight 5: the sector sought, and a market of the bloc sought
        ("ai-in-asia", [("interest_in_sector", "ai"), ("interest_in_corridor", "bloc")]),
        # about no sector in particular, so the market alone is a reason
        ("anything-korean", [("interest_in_market", "KR")]),
        # one shared sector each: the stronger tie goes first
        ("energy-here", [("shared_sector", "energy")]),
        ("inherited", [("shared_sector", "energy")]),
    ]  # fmt: skip
    assert answer.count == 5
    assert [match.weight for match in answer.matches] == [8, 5, 3, 2, 2]
    assert [match.kinds for match in answer.matches] == [4, 2, 1, 1, 1]


def test_interests_are_shown_as_relations_and_ended_ones_do_not_count(world: Snapshot) -> None:
    answer = strategy_match(world.on_day(), "me")
    assert [world.id_of(one.target) for one in answer.interests] == ["bloc", "ai", "KR", "KR"]
    reason = answer.matches[0].reasons[0]
    assert reason.relation is not None
    assert (reason.relation.kind, reason.weight) == ("interested_in", WEIGHTS["interest_in_market"])


def test_routes_lead_to_the_holder_or_say_why_not(world: Snapshot) -> None:
    matches = {world.id_of(match.priority.priority): match for match in strategy_match(world.on_day(), "me").matches}
    far = matches["energy-to-us"]
    assert far.route is not None
    assert far.no_route is None
    assert [world.id_of(node) for node in far.route.organisations if node is not None] == ["me", "near", "far"]
    assert world.id_of(matches["inherited"].holder) == "heir"
    assert matches["ai-in-asia"].route is None
    assert "at most 3" in (matches["ai-in-asia"].no_route or "")
    one_step = strategy_match(world.on_day(), "me", constraints=RouteConstraints(max_steps=1)).matches
    assert [match.route is None for match in one_step] == [True, True, True, False, False]


def test_an_outsider_has_sectors_a_country_and_acquaintances(world: Snapshot) -> None:
    answer = strategy_match(world.on_day(), Outsider("DK", None, ("energy",), ("near",)))
    assert told(world, answer) == {
        "energy-to-us": [("home_market", "DK"), ("shared_sector", "energy")],
        "energy-here": [("shared_sector", "energy")],
        "inherited": [("shared_sector", "energy")],
        "mine": [("shared_sector", "energy")],
    }
    far = answer.matches[0].route
    assert far is not None
    assert far.steps[0].source is None
    assert [world.id_of(step.target) for step in far.steps] == ["near", "far"]
    assert far.strength == pytest.approx(0.75 * far.steps[1].strength)


def test_the_day_decides_what_is_current(world: Snapshot) -> None:
    then = strategy_match(world.on_day("2019-06"), "me")
    assert "over" in told(world, then)
    assert "CA" in {world.id_of(one.target) for one in then.interests}
    assert world.id_of(next(m.holder for m in then.matches if world.id_of(m.priority.priority) == "inherited")) == "old"


def test_bounds(world: Snapshot) -> None:
    assert list(told(world, strategy_match(world.on_day(), "me", first=1))) == ["energy-to-us"]
    for first in (0, 51):
        with pytest.raises(LimitError):
            strategy_match(world.on_day(), "me", first=first)
    with pytest.raises(InputError) as refused:
        strategy_match(world.on_day(), "mee")
    assert refused.value.code == "unknown_organisation"
