"""The nearest are found without a search for each, and are as near as ``introductions`` says."""

import tempfile
from pathlib import Path

import numpy as np
from hypothesis import event, given, settings

from graph.errors import InputError
from graph.relations import KNOCK, RECEPTION
from graph.snapshot.day.worth import INFINITE, cost
from graph.snapshot.on_day import Day
from queries.questions.introductions import introductions
from queries.routing.askers import Asker, Outsider, understand
from queries.routing.nearness import Nearness
from tests.profiles import draws
from tests.reference import Outsider as Drawn
from tests.reference.strategies import Question, worlds_and_questions
from tests.reference.world import World
from tests.worlds import Row, cluster, relation, snapshot_of


def ours(asker: str | Drawn) -> Asker:
    if isinstance(asker, str):
        return asker
    return Outsider(asker.country, asker.region, asker.sectors, asker.knows, asker.kind)


def differences(day: Day, asker: Asker) -> list[tuple[str, int, int | None]]:
    """Organisations that are nearer or further, or by another route, than ``introductions`` finds."""
    near = Nearness(day, understand(day, asker))
    targets = np.flatnonzero(~day.on.after.gone).astype(np.int32)
    found = []
    for target, its in zip(targets.tolist(), near.costs(targets).tolist(), strict=True):
        if target == near.party.node:
            assert (its, near.route(target)) == (0, None)
            continue
        routes = introductions(day, asker, day.snapshot.id_of(target), first=1).routes
        route = near.route(target)
        if routes[:1] != ([] if route is None else [route]) or its != (routes[0].cost if routes else INFINITE):
            found.append((day.snapshot.id_of(target), its, routes[0].cost if routes else None))
    return found


def differences_about(day: Day, asker: Asker, market: int) -> list[int]:
    """Organisations that are not as near as the best route that is found for a question about one market."""
    near = Nearness(day, understand(day, asker), market)
    targets = np.flatnonzero(~day.on.after.gone).astype(np.int32)
    routes = {target: near.route(target) for target in targets.tolist() if target != near.party.node}
    costs = zip(targets.tolist(), near.costs(targets).tolist(), strict=True)
    found = {target: its for target, its in costs if target in routes}
    return [one for one, route in routes.items() if found[one] != (INFINITE if route is None else route.cost)]


def test_agencies_lead_on_only_where_they_are_of_use(tmp_path: Path) -> None:
    """A foreign agency leads to its own office, and no further; one of the target's market leads on to it."""
    pairs = (
        ("me", "swedish"), ("swedish", "korean-cluster"), ("me", "korean"), ("korean", "norwegian"),
        ("norwegian", "busan"), ("korean", "seoul"),
    )  # fmt: skip
    rows: dict[str, list[Row]] = {
        "organisations": [
            cluster("me"), cluster("swedish", "SE", kind="trade_agency"), cluster("korean", "KR", kind="trade_agency"),
            cluster("office", "KR", kind="trade_office"), cluster("korean-cluster", "KR"), cluster("seoul", "KR"),
            cluster("busan", "KR"), cluster("norwegian", "NO"),
        ],
        "relations": [
            *(relation("partner_of", one, other, status="current") for one, other in pairs),
            relation("operates", "swedish", "office", status="current"),
        ],
    }  # fmt: skip
    day = snapshot_of(rows, tmp_path).on_day()
    near = Nearness(day, understand(day, "me"))
    targets = np.arange(len(rows["organisations"]), dtype=np.int32)
    costs = near.costs(targets).tolist()
    reached = {day.snapshot.id_of(node) for node, cost in zip(targets.tolist(), costs, strict=True) if cost < INFINITE}
    assert reached == {"me", "swedish", "office", "korean", "seoul", "busan"}
    assert differences(day, "me") == []
    about_norway = Nearness(day, near.party, day.market("NO")).costs(targets).tolist()
    assert about_norway[int(day.node("norwegian", "organisation", ""))] == INFINITE
    assert about_norway[int(day.node("seoul", "organisation", ""))] == INFINITE, "it is not asked about"
    assert differences_about(day, "me", day.market("NO")) == []


def test_who_is_known_is_as_near_as_its_raised_tie_says(tmp_path: Path) -> None:
    """Its strength is rounded once; that of a knock and a reception, which it takes the place of, step by step."""
    rows: dict[str, list[Row]] = {
        "organisations": [
            cluster("me", sectors="food"), cluster("there", "KR", sectors="food"),
            cluster("agency", kind="trade_agency"), cluster("office", "KR", kind="trade_office"),
        ],
        "sectors": [{"id": "food", "name": "food"}],
        "contexts": [{"id": "fair", "kind": "event", "name": "fair"}],
        "relations": [
            relation("operates", "agency", "office"), relation("mandated_for", "agency", "DK", role="home"),
            relation("attends", "me", "fair"), relation("attends", "there", "fair"),
        ],
    }  # fmt: skip
    day = snapshot_of(rows, tmp_path).on_day()
    (route,) = introductions(day, "me", "there").routes
    assert (route.strength, route.steps[0].raised) == (KNOCK * RECEPTION, True)
    assert route.cost == cost(KNOCK * RECEPTION) != cost(KNOCK) + cost(RECEPTION)
    assert differences(day, "me") == []


def test_of_equal_routes_that_of_the_lesser_ids_is_told(tmp_path: Path) -> None:
    """By contact, then by who is next; a route of fewer steps before any of these."""
    steps = [
        ("me", "b"), ("me", "c"), ("b", "y"), ("b", "z"), ("c", "x"), ("x", "there"), ("y", "there"), ("z", "there"),
        ("me", "e"), ("me", "f"), ("e", "near"), ("f", "near"),
    ]  # fmt: skip
    rows: dict[str, list[Row]] = {
        "organisations": [cluster(one) for one in sorted({one for step in steps for one in step})],
        "relations": [relation("partner_of", *step, status="current") for step in steps],
    }
    day = snapshot_of(rows, tmp_path).on_day()
    near = Nearness(day, understand(day, "me"))
    for target, expected in {"there": ["b", "y", "there"], "near": ["e", "near"]}.items():
        route = near.route(day.node(target, "organisation", ""))
        assert route is not None
        assert [day.snapshot.id_of(step.to) for step in route.steps] == expected
    assert differences(day, "me") == []


@given(worlds_and_questions())
@settings(max_examples=draws(20), deadline=None)
def test_as_near_as_introductions_say(drawn: tuple[World, Question]) -> None:
    world, question = drawn
    with tempfile.TemporaryDirectory() as folder:
        snapshot = snapshot_of(world.tables, Path(folder), "2026-01-01", world.judgements, world.declared_retrieval)
        for asker in question.askers:
            try:
                day = snapshot.on_day(question.as_of)
                assert differences(day, ours(asker)) == []
                market = question.market or snapshot.market_code(int(day.facts.country[0]))
                assert differences_about(day, ours(asker), snapshot.market_position(market)) == []
            except InputError as error:
                event(error.code)
