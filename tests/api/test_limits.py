"""What is refused, and that it is refused before it costs anything."""

import gc
from collections.abc import Mapping
from typing import Any

import pytest
from graphql import Token, get_introspection_query
from starlette.testclient import TestClient

from api import cost as costs
from api import execute, limits
from api.execute import GRAPHQL, Request, prepare, run
from cli.answer import DOCUMENT
from graph.snapshot.snapshot import Snapshot
from graph.work import Work
from tests.api.conftest import Ask


def doubling(last: str) -> str:
    fragments = [f"fragment F{at} on Query {{ ...F{at + 1} ...F{at + 1} }}" for at in range(40)]
    return " ".join(["{ ...F0 }", *fragments, last])


def overlapping(count: int) -> str:
    spreads = " ".join(f"...F{at}" for at in range(count))
    body = "{ organisation(id: 1) { relations { nodes { source { name } target { name } } } } }"
    return " ".join([f"{{ {spreads} }}", *(f"fragment F{at} on Query {body}" for at in range(count))])


PAGES = (
    "query ($first: Int = 100) { organisations(first: $first) { nodes { relations(first: 100) { nodes { id } } } } }"
)
ATTACKS: Mapping[str, tuple[str, str]] = {
    "aliases": ("{" + " ".join(f"a{at}: revision {{ number }}" for at in range(300)) + "}", "too_many_aliases"),
    "aliases of one field each": ("{" + " ".join(f"a{at}: __typename" for at in range(16)) + "}", "too_many_aliases"),
    "one field again and again": ("{" + "revision { number } " * 480 + "}", "too_tangled"),
    "one leaf again and again": ("{ revision {" + "number " * 1400 + "} }", "too_tangled"),
    "very many leaves": ("{ revision {" + "number " * 1900 + "} }", "too_many_fields"),
    "one tree again and again": (
        "{" + 'market(code: "KR") { corridors { markets { corridors { id } } } }' * 90 + "}",
        "too_tangled",
    ),
    "directives": ("{ revision" + " @include(if: true)" * 60 + " { number } }", "too_many_directives"),
    "words": ("{" + "a " * 5_000 + "}", "too_many_tokens"),
    "characters": ("{ __typename #" + "x" * 200_000 + "\n}", "document_too_long"),
    "deep selections": ("{" + "a {" * 900 + "b" + "}" * 901, "too_deep"),
    "deep selections of real fields": (
        "{ organisation(id: 1) {" + "country { relations { nodes { source {" * 5 + "id" + "}}}}" * 5 + "}}",
        "too_deep",
    ),
    "deep fragments": ("{" + "... {" * 150 + "revision { number }" + "}" * 151, "too_deep"),
    "deep lists": ("{ nodes(ids: " + "[" * 900 + "]" * 900 + ") { id } }", "too_deep"),
    "doubling fragments": (doubling("fragment F40 on Query { revision { number } }"), "too_many_fields"),
    "doubling fragments that end nowhere": (doubling(""), "too_many_fields"),
    "fragments in a circle": (
        "{ ...A } fragment A on Query { ...B ...B } fragment B on Query { ...A ...A }",
        "fragment_cycle",
    ),
    "a fragment of itself": ("{ ...A } fragment A on Query { ...A }", "fragment_cycle"),
    "overlapping fragments": (overlapping(45), "too_tangled"),
    "many fragments": ("{ __typename }" + "fragment F on Query { __typename }" * 51, "too_many_fragments"),
    "many operations": (" ".join(f"query Q{at} {{ __typename }}" for at in range(21)), "too_many_operations"),
}
COSTLY: Mapping[str, tuple[str, dict[str, Any]]] = {
    "large pages": ("{ organisations(first: 100) { nodes { relations(first: 100) { nodes { id } } } } }", {}),
    "a page size by default": (PAGES, {}),
    "a page size in a variable": (PAGES, {"first": 60}),
    "pages within fragments": (
        "{ organisations(first: 100) { nodes { ...F } } } fragment F on Thing { relations(first: 99) { totalCount } }",
        {},
    ),
    "ids": (
        "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Thing { relations(first: 100) { nodes { id } } } } }",
        {"ids": ["alpha"] * 99},
    ),
    "lists without a size": ("{ sectors { relations(first: 100) { nodes { id } } } }", {}),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_a_document_that_would_take_long_is_refused_before_the_rules_run(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(execute, "validate_document", lambda *_: pytest.fail("the library's rules have run"))
    document, code = ATTACKS[name]
    refusal = prepare(document).refusal
    assert refusal is not None
    assert refusal.code == code
    assert refusal.suggestion


@pytest.mark.parametrize("name", ATTACKS)
def test_looking_at_a_document_takes_few_steps(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No selection set is measured, and no fragment put in its place, more often than the limits say."""
    taken = {"measured": 0, "merged": 0}
    measure, flat = limits._Shape._measure, limits._Shape._flat

    def measured(self: Any, selected: Any, introspecting: bool) -> Any:
        taken["measured"] += 1
        return measure(self, selected, introspecting)

    def flattened(self: Any, selected: Any) -> Any:
        taken["merged"] += 1
        return flat(self, selected)

    monkeypatch.setattr(limits._Shape, "_measure", measured)
    monkeypatch.setattr(limits._Shape, "_flat", flattened)
    prepare(ATTACKS[name][0])
    assert taken["measured"] <= limits.TOKENS_AT_MOST
    assert taken["merged"] <= 5 * limits.FIELDS_AT_MOST


@pytest.mark.parametrize("name", COSTLY)
def test_an_answer_that_would_grow_too_large_is_refused(refused: Ask, name: str) -> None:
    document, variables = COSTLY[name]
    assert refused(document, **variables)["extensions"]["code"] == "too_costly"


def test_small_pages_of_the_same_document_are_answered(ask: Ask) -> None:
    assert len(ask(PAGES, first=2)["organisations"]["nodes"]) == 2


def cost(document: str, **variables: Any) -> int:
    prepared = prepare(document)
    assert prepared.document is not None
    assert not prepared.faults
    return costs.estimated_cost(GRAPHQL, prepared.document, next(iter(prepared.operations.values())), variables)


def test_cost_multiplies_page_sizes() -> None:
    assert cost("{ __typename }") == 0
    assert cost('{ market(code: "KR") { name } }') == 1
    assert cost("{ organisations(first: 10) { totalCount } }") == 10
    assert cost("{ organisations(first: 10) { nodes { name } } }") == 20
    assert cost("query ($n: Int = 5) { organisations(first: $n) { nodes { name } } }") == 10
    assert cost("query ($n: Int = 5) { organisations(first: $n) { nodes { name } } }", n=50) == 100
    assert cost("{ __schema { types { fields { name } } } }") == 0


def test_the_size_of_a_page_of_door_openers_multiplies_these_alone() -> None:
    asked = 'query ($n: Int) { doorOpeners(from: {id: "alpha"}, market: "KR", first: $n) { %s } }'
    assert cost(asked % "exact", n=100) == 1
    assert cost(asked % "openers { totalCount }", n=50) == 1 + 50
    assert cost(asked % "openers { nodes { rank } }", n=50) == 1 + 50 * 2
    assert cost(asked % "openers { nodes { rank } } toMeet(first: 7) { rank }", n=50) == 1 + 50 * 2 + 7
    of_each = [cost(asked % "openers { nodes { rank } }", n=n) for n in (1, 100)]
    both = """{ a: doorOpeners(from: {id: "alpha"}, market: "KR", first: 1) { ...F }
        b: doorOpeners(from: {id: "alpha"}, market: "KR", first: 100) { ...F } }
        fragment F on DoorOpenersAnswer { openers { ...G } } fragment G on DoorOpenerConnection { nodes { rank } }"""
    assert cost(both) == sum(of_each)


FACT = """{ id kind { name } sentence source { id name } target { id name } since until status role name
    evidence { source { name title publisher licence } locator url retrieved confidence } }"""
WHO = "{ id name kind subtitle country { code name } place { city } }"
EVERYTHING = f"""query ($first: Int!) {{ doorOpeners(market: "KR", from: [{{id: "alpha"}}], first: $first) {{
    revision {{ number }} asOf exact completeTo digest belowFloor market {{ code name }}
    askers {{ organisation {{ id name }} country {{ code name }} note }}
    diagnosis {{ code message relax areas {{ id name }} missingTie {{ contact {{ id name }} other {{ id name }} }} }}
    hubsLeftOut {{ context {{ id name }} participants present }} past {{ organisation {{ id name }} until }}
    yourself {{ organisation {{ id name }} sentence }} toMeet {{ rank organisation {{ id name subtitle }} }}
    frontDoors {{ rank organisation {{ id name subtitle }} }}
    openers {{ totalCount totalIsExact pageInfo {{ hasNextPage endCursor }} nodes {{
        rank how score tier presence sectorFit serviceFit why unconfirmed
        organisation {WHO} operator {{ id name }} siblings {{ id name }}
        presenceReasons {{ reason market {{ code }} worth relation {FACT} participation {FACT}
            evidence {{ source {{ name title licence }} url retrieved confidence }} }}
        route {{ strength publicShare freshest stalest weakestStep {{ id }} steps {{
            id kind strength raised ended sentence from {WHO} to {WHO}
            relations {{ worth base recency confidence dilution handedOver context {{ id name }}
                relation {FACT} otherRelation {FACT} }} }} }}
    }} }} }} }}"""


def test_twenty_five_door_openers_with_all_that_is_told_of_each_are_within_limits(ask: Ask) -> None:
    assert cost(EVERYTHING, first=25) <= costs.COST_AT_MOST
    found = ask(EVERYTHING, first=25)["doorOpeners"]["openers"]["nodes"]
    assert found[0]["route"]["steps"][0]["relations"][0]["relation"]["evidence"][0]["source"]["licence"]


def test_an_answer_says_what_it_was_estimated_to_cost(client: TestClient) -> None:
    asked = '{ doorOpeners(from: {id: "alpha"}, market: "KR", first: 3) { openers { nodes { rank } } } }'
    said = client.post("/graphql", json={"query": asked}).json()
    assert said["extensions"]["cost"] == {"objects": 7, "work": 10, "atMost": costs.COST_AT_MOST}
    document, variables = next(iter(COSTLY.values()))
    refused = client.post("/graphql", json={"query": document, "variables": variables}).json()
    told = refused["extensions"]["cost"]
    assert max(told["objects"], told["work"]) > told["atMost"]
    assert refused["errors"][0]["extensions"]["value"] in (told["objects"], told["work"])
    assert "extensions" not in client.post("/graphql", json={"query": "{ nothing }"}).json()


def test_introspection_and_the_command_line_are_within_limits() -> None:
    for document in (
        get_introspection_query(),
        get_introspection_query(input_value_deprecation=True, type_depth=9),
        DOCUMENT,
    ):
        prepared = prepare(document)
        assert prepared.refusal is None
        assert not prepared.faults
    assert cost(DOCUMENT, first=10) <= costs.COST_AT_MOST


def test_a_page_has_a_hundred_entries_at_most(refused: Ask) -> None:
    for document in ("{ organisations(first: 101) { totalCount } }", "{ organisations(first: -1) { totalCount } }"):
        assert refused(document)["extensions"]["code"] == "limit_exceeded"
    ids = ", ".join('"alpha"' for _ in range(101))
    assert refused(f"{{ nodes(ids: [{ids}]) {{ id }} }}")["extensions"]["code"] == "limit_exceeded"


def test_an_answer_stops_at_its_time_and_at_its_size(snapshot: Snapshot) -> None:
    prepared = prepare("{ organisations(first: 100) { nodes { name } } }")
    late = run(snapshot, Request(prepared, {}, work=Work(seconds=-1.0)))
    assert late.body["errors"][0]["extensions"]["code"] == "deadline_exceeded"
    large = run(snapshot, Request(prepared, {}, fields=50))
    assert large.body["errors"][0]["extensions"]["code"] == "answer_too_large"
    assert large.body["data"] is None


def test_a_document_is_parsed_and_validated_once(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = []
    parse_anew = execute._parsed

    def parsing(text: str) -> Any:
        parsed.append(text)
        return parse_anew(text)

    monkeypatch.setattr(execute, "_parsed", parsing)
    document = "{ revision { number asOf } } # only here"
    for _ in range(3):
        ask(document)
    assert parsed == [document]


@pytest.mark.parametrize(
    "text",
    ["{" + "a " * 5_000 + "}", "{" + "revision { number } " * 400 + "}", "{" + "revision { number } " * 300 + "{"],
)
def test_nothing_of_a_refused_document_waits_for_a_look_for_garbage(text: str) -> None:
    gc.collect()
    gc.disable()
    try:
        before = _tokens()
        prepare(text)
        assert _tokens() < before + 10  # of more than a thousand
    finally:
        gc.enable()


def _tokens() -> int:
    return sum(isinstance(one, Token) for one in gc.get_objects())
