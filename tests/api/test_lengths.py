"""No text that anybody asks with is looked at beyond its length: in documents, in variables, in every scalar."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from graphql import GraphQLScalarType, get_named_type, is_input_object_type, is_object_type, is_specified_scalar_type
from starlette.testclient import TestClient

from api.cost import COST_AT_MOST
from api.execute import GRAPHQL, prepare
from api.limits import VARIABLES_AT_MOST
from graph.errors import InputError, LimitError
from graph.lengths import ASKED_AT_MOST, DIGITS_AT_MOST, ID_AT_MOST
from tests.api.conftest import Ask

LONG = "x" * (ASKED_AT_MOST + 1)
NODE = "query ($id: ID!) { node(id: $id) { id } }"


def scalars_of_inputs() -> Iterator[GraphQLScalarType]:
    """Every scalar that an argument or a field of an input has."""
    for type_ in GRAPHQL.type_map.values():
        given: list[Any] = []
        if is_input_object_type(type_):
            given = list(type_.fields.values())
        elif is_object_type(type_):
            given = [argument for field in type_.fields.values() for argument in field.args.values()]
        for one in given:
            scalar = get_named_type(one.type)
            if isinstance(scalar, GraphQLScalarType):
                yield scalar


OURS = sorted({one.name for one in scalars_of_inputs() if not is_specified_scalar_type(one)})


@pytest.mark.parametrize("name", OURS)
def test_every_scalar_of_ours_refuses_what_is_too_long_or_no_text(name: str) -> None:
    scalar = GRAPHQL.type_map[name]
    assert isinstance(scalar, GraphQLScalarType)
    with pytest.raises(LimitError):
        scalar.parse_value("x" * 201)
    for odd in (9999, 1.5, True, None, ["KR"]):
        with pytest.raises(Exception, match="It must be a text"):
            scalar.parse_value(odd)


def test_scalars_of_ours_are_asked_with() -> None:
    assert {"MarketCode", "PartialDate", "RegionCode"} <= set(OURS)


@pytest.mark.parametrize(
    ("document", "variables"),
    [
        (NODE, {"id": LONG}),
        (NODE, {"id": "alpha", "unused": [{"deep": [LONG]}]}),
        (NODE, {"id": "alpha", LONG: 1}),
        (f'{{ node(id: "{LONG}") {{ id }} }}', {}),
        (f'{{ node(id: """{LONG}""") {{ id }} }}', {}),
        (f'{{ organisations(after: "{LONG}") {{ totalCount }} }}', {}),
        (f'{{ search(text: "{LONG}") {{ totalCount }} }}', {}),
        (f'{{ market(code: "{"x" * 201}") {{ id }} }}', {}),
        ('query ($m: [MarketCode!]) { search(text: "a", countries: $m) { totalCount } }', {"m": ["x" * 201]}),
        ('query ($d: PartialDate) { corridorReport(id: "k", asOf: $d) { asOf } }', {"d": "2" * 201}),
    ],
)
def test_a_long_text_is_refused(refused: Ask, document: str, variables: dict[str, Any]) -> None:
    error = refused(document, **variables)
    assert error["extensions"]["code"] == "text_too_long"
    assert len(str(error)) < 1_500


@pytest.mark.parametrize("digits", ["9" * 5_000, "-" + "9" * 5_000, "9." + "9" * 5_000, "1e" + "9" * 5_000])
@pytest.mark.parametrize(
    "document",
    [
        "{{ organisations(first: {0}) {{ totalCount }} }}",
        "query ($n: Int = {0}) {{ organisations(first: $n) {{ totalCount }} }}",
        '{{ corridorReport(id: "k", asOf: {0}) {{ asOf }} }}',
        "{{ node(id: {0}) {{ id }} }}",
    ],
)
def test_a_long_number_is_refused(refused: Ask, document: str, digits: str) -> None:
    assert refused(document.format(digits))["extensions"]["code"] == "number_too_long"


@pytest.mark.parametrize("number", ["9" * 30, "9" * DIGITS_AT_MOST, "1e400", "9999"])
def test_a_number_that_is_no_answer_is_the_askers_fault(client: TestClient, number: str) -> None:
    for document in (
        f"{{ organisations(first: {number}) {{ nodes {{ relations(first: {number}) {{ totalCount }} }} }} }}",
        f'{{ corridorReport(id: "k", asOf: {number}) {{ asOf }} }}',
    ):
        said = client.post("/graphql", json={"query": document}).json()
        assert {error["extensions"]["code"] for error in said["errors"]} <= {"invalid_document", "too_costly"}


@pytest.mark.parametrize("number", ["9" * 5_000, "9" * 30, "1e400", "2147483647"])
def test_so_is_one_in_variables(client: TestClient, number: str) -> None:
    below = "source { ... on Thing { relations(first: $n) { totalCount } } }"
    document = (
        "query ($n: Int!) { organisations(first: $n) { nodes { relations(first: $n) { nodes { " + below + " } } } } }"
    )
    body = f'{{"query": "{document}", "variables": {{"n": {number}}}}}'.encode()
    said = client.post("/graphql", content=body, headers={"content-type": "application/json"}).json()
    assert said["errors"][0]["extensions"]["code"] in ("invalid_variables", "too_costly", "bad_json")
    if said["errors"][0]["extensions"]["code"] == "too_costly":  # more than a number in JSON holds for certain
        assert said["extensions"]["cost"] == {"objects": None, "work": 0, "atMost": COST_AT_MOST}


@pytest.mark.parametrize("value", [[], {}, 0, ""])
def test_very_many_values_are_refused(refused: Ask, value: object) -> None:
    error = refused(NODE, id="alpha", many=[value] * VARIABLES_AT_MOST)
    assert error["extensions"]["code"] == "too_many_variables"


def test_very_many_values_cost_next_to_nothing(client: TestClient) -> None:
    body = b'{"query": "{ __typename }", "variables": {"a": [' + b"[]," * 300_000 + b"[]]}}"
    before = time.process_time()
    for _ in range(10):
        assert client.post("/graphql", content=body, headers={"content-type": "application/json"}).status_code == 400
    assert time.process_time() - before < 1


def test_an_id_of_colons_costs_next_to_nothing(ask: Ask) -> None:
    ids = ["member_of:" + ":" * (ID_AT_MOST - 10), "member_of:" + "alpha:" * 90, "member_of:" + ":" * 1_900] * 33
    before = time.process_time()
    assert ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=ids)["nodes"] == [None] * len(ids)
    assert time.process_time() - before < 2


@pytest.mark.parametrize("length", [150, ASKED_AT_MOST])
def test_what_the_asker_wrote_is_told_in_part(refused: Ask, length: int) -> None:
    text = "ø" * length
    error = refused("query ($t: ID!) { supercluster(id: $t) { asOf } }", t=text)
    assert error["extensions"]["code"] == "unknown_organisation"
    assert error["extensions"]["value"] == (text if length == 150 else "ø" * 200 + "…")
    assert len(error["message"]) < 1_000


def test_the_command_line_asks_within_the_same_limits() -> None:
    prepared = prepare(f'{{ node(id: "{LONG}") {{ id }} }}')
    assert isinstance(prepared.refusal, InputError)
