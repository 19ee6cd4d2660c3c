"""What a request is estimated to take, beside the objects of its answer."""

from typing import Any

import pytest

from api import cost as costs
from api.effort import HEAVY_FROM, LARGE, QUESTION_AT_MOST, estimated_effort
from api.execute import GRAPHQL, Request, is_heavy, prepare
from cli.answer import DOCUMENT
from graph.snapshot.snapshot import Snapshot
from tests.api.conftest import Ask
from tests.dense import HARD_DOCUMENT, HARD_VARIABLES

OPENERS = "query ($n: Int = 3) { doorOpeners(from: [%s], market: KR, constraints: { maxSteps: $n %s }) { exact } }"
LINKS = "crossClusterLinks(%s) { directCount }"


def effort(document: str, organisations: int = LARGE, **variables: Any) -> int:
    prepared = prepare(document)
    assert prepared.document is not None, prepared.refusal
    assert not prepared.faults, prepared.faults
    return estimated_effort(prepared.document, next(iter(prepared.operations.values())), variables, organisations)


def openers(askers: int = 1, more: str = "", **variables: Any) -> int:
    return effort(OPENERS.replace("KR", '"KR"') % ('{ id: "alpha" }' * askers, more), **variables)


def test_a_question_about_routes_grows_with_askers_and_steps() -> None:
    assert openers() < openers(2) < openers(20) < HEAVY_FROM
    assert openers() < openers(n=4) < openers(n=5) < openers(n=6) < HEAVY_FROM < openers(2, n=6)
    assert openers(n=5) < openers(more='via: ["beta"]', n=5)
    assert openers() < openers(more='viaInOrder: ["beta"]')
    assert openers() < openers(more=f"avoid: {['beta'] * 100}".replace("'", '"'))
    assert openers(20, 'via: ["beta"]', n=6) == QUESTION_AT_MOST
    assert openers(n=10**9) == openers(n=6)
    by_default = OPENERS.replace("= 3", "= 6").replace("KR", '"KR"') % ('{ id: "alpha" }', "")
    assert effort(by_default) == openers(n=6)


def test_links_grow_with_their_ends() -> None:
    two = ('a: "alpha", b: "beta"', 'countries: ["DK", "KR"]', 'a: "alpha", countries: "DK"')
    several = ('a: "alpha"', 'countries: ["DK"]', 'sector: "energy"')
    assert all(HEAVY_FROM < effort(f"{{ {LINKS % ends} }}") < QUESTION_AT_MOST for ends in two)
    assert effort(f"{{ {again(LINKS % several[2], 3)} }}") > costs.COST_AT_MOST
    assert all(effort(f"{{ {LINKS % ends} }}", LARGE // 100) < HEAVY_FROM for ends in (*two, *several))
    assert {effort(f"{{ {LINKS % ends} }}") for ends in several} == {QUESTION_AT_MOST}


def test_strategies_grow_with_how_many_are_asked_for() -> None:
    document = '{ strategyMatch(from: { id: "alpha" }, first: %d) { __typename } }'
    assert effort(document % 5) < effort(document % 10) == effort(document.replace(", first: %d", ""))
    assert effort(document % 10) < effort(document % 50)


@pytest.mark.parametrize("field", ['corridorReport(id: "road")', 'supercluster(id: "alpha")'])
def test_what_looks_at_much_of_the_graph_grows_with_it(field: str) -> None:
    asked = f"{{ {field} {{ __typename }} }}"
    assert 0 < effort(asked, LARGE // 100) < effort(asked, LARGE // 10) < effort(asked)


def test_the_schema_is_not_for_nothing() -> None:
    asked = "__schema { types { name } }"
    assert 0 < effort(f"{{ {asked} }}") < HEAVY_FROM < effort(f"{{ {again(asked, 15)} }}")


def test_gateways_and_brokers_wait_for_their_like() -> None:
    between = '{ gateways(from: "DK", to: "KR") { count } }'
    assert HEAVY_FROM < effort(between, LARGE // 100) < effort(between) <= QUESTION_AT_MOST
    assert HEAVY_FROM <= effort("{ brokers { count } }") < QUESTION_AT_MOST


def test_what_looks_at_many_ways_is_heavy_in_a_large_graph() -> None:
    resilience = '{ resilience(from: { id: "alpha" }, market: "KR") { exact } }'
    joined = "{ connect(organisations: %s) { exact } }"
    two, six = (joined % str(["alpha"] * count).replace("'", '"') for count in (2, 6))
    assert effort(resilience, LARGE // 100) < HEAVY_FROM < effort(resilience)
    assert effort(two, LARGE // 100) < effort(six, LARGE // 100) < HEAVY_FROM < effort(two) < effort(six)


def test_another_day_is_heavy() -> None:
    assert openers(more='asOf: "2020"') >= HEAVY_FROM
    assert effort('{ corridorReport(id: "road") { asOf } }') < effort(
        '{ corridorReport(id: "x", asOf: "2020") { asOf } }'
    )


def test_all_markets_are_heavy_and_grow_with_askers_and_days() -> None:
    reach, changes = (
        "{ reach(%s) { exact } }",
        '{ doorChanges(from: { id: "a" }, market: "KR", since: "2020") { exact } }',
    )
    one = effort(reach % 'from: { id: "a" }')
    assert HEAVY_FROM <= one < effort(reach % 'from: [{ id: "a" }, { id: "b" }]') <= QUESTION_AT_MOST
    assert one < effort(reach % 'from: { id: "a" }, since: "2020"')
    assert effort(reach % 'clustersOf: "DK"') == QUESTION_AT_MOST
    assert effort(changes) >= HEAVY_FROM


def test_a_filter_grows_with_its_conditions_and_values() -> None:
    document = "query ($where: OrganisationFilter) { organisations(where: $where) { totalCount } }"
    assert effort(document) == 0
    one = effort(document, where={"country": {"eq": "DK"}})
    many = effort(document, where={"country": {"in": ["DK"] * 500}})
    deep = effort(document, where={"or": [{"not": {"country": {"in": ["DK"] * 500}}}] * 3})
    assert 0 < one < many < deep


def test_fields_count_once_wherever_they_are_written() -> None:
    written = f"{{ {LINKS % 'sector: 1'} ...F }} fragment F on Query {{ {LINKS % 'sector: 1'} }}"
    assert effort(written) == QUESTION_AT_MOST
    assert effort(f"{{ {LINKS % 'sector: 1'} ... {{ a: {LINKS % 'sector: 1'} }} }}") == 2 * QUESTION_AT_MOST


def again(field: str, times: int) -> str:
    return " ".join(f"a{at}: {field}" for at in range(times))


FILTERS = f"query ($w: OrganisationFilter) {{ {again('organisations(where: $w, first: 1) { totalCount }', 15)} }}"
OPENERS_AGAIN = again('doorOpeners(from: $from, market: "KR", constraints: $by) { exact }', 3)
TOO_COSTLY: dict[str, tuple[str, dict[str, Any]]] = {
    "filters": (FILTERS, {"w": {"and": [{"country": {"in": ["DK"] * 500}}] * 24}}),
    "openers": (f"query ($from: [AskerInput!]!, $by: RouteConstraints) {{ {OPENERS_AGAIN} }}", HARD_VARIABLES),
}


@pytest.mark.parametrize("name", TOO_COSTLY)
def test_what_takes_too_much_to_work_out_is_refused(refused: Ask, name: str) -> None:
    document, variables = TOO_COSTLY[name]
    assert refused(document, **variables)["extensions"]["code"] == "too_costly"


def test_one_question_alone_is_never_refused(snapshot: Snapshot) -> None:
    assert QUESTION_AT_MOST + 100 <= costs.COST_AT_MOST
    prepared = prepare(HARD_DOCUMENT)
    request = Request(prepared, HARD_VARIABLES)
    assert prepared.document is not None
    operation = next(iter(prepared.operations.values()))
    costs.cost_of(GRAPHQL, prepared.document, operation, HARD_VARIABLES, LARGE).check()
    assert is_heavy(snapshot, request)


def test_what_people_ask_is_light(snapshot: Snapshot) -> None:
    assert not is_heavy(snapshot, Request(prepare(DOCUMENT), {"market": "KR", "from": [{"id": "alpha"}], "first": 10}))
    assert not is_heavy(snapshot, Request(prepare("{ nothing }"), {}))
    assert not is_heavy(snapshot, Request(prepare("query A { __typename } query B { __typename }"), {}))
