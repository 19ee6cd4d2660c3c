"""The committed schema, and the examples that GraphiQL shows."""

import json
import pkgutil
import re
from dataclasses import make_dataclass
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLScalarType,
    is_specified_scalar_type,
)

from api.execute import GRAPHQL, answer
from api.schema.plumbing.shown import shown_as
from api.sdl import sdl
from graph import kinds
from graph.relations import RELATION_KINDS
from graph.snapshot.snapshot import Snapshot
from queries import questions
from tests.worlds import STARTER_DAY, snapshot_of, starter_rows

ROOT = Path(__file__).parents[2]
EXAMPLES: list[dict[str, Any]] = json.loads((ROOT / "api/static/graphiql/examples.json").read_text(encoding="utf-8"))


def test_the_committed_schema_is_the_servers() -> None:
    committed = (ROOT / "api" / "schema.graphql").read_text(encoding="utf-8")
    assert committed == sdl(), "Run: make written"


def test_everything_is_described() -> None:
    missing = []
    for name, type_ in GRAPHQL.type_map.items():
        if name.startswith("__") or is_specified_scalar_type(type_):
            continue
        if not type_.description:
            missing.append(name)
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            missing += [f"{name}.{field}" for field, said in type_.fields.items() if not said.description]
        if isinstance(type_, GraphQLEnumType):
            missing += [f"{name}.{word}" for word, value in type_.values.items() if not value.description]
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            missing += [
                f"{name}.{field}({arg}:)"
                for field, said in type_.fields.items()
                for arg, held in said.args.items()
                if not held.description
            ]
    assert missing == []


def test_the_scalars_are_published_for_generators_of_clients() -> None:
    page = (ROOT / "docs" / "clients.md").read_text(encoding="utf-8")
    told = re.findall(r"^    (\w+): string", page, re.MULTILINE)
    ours = [
        name
        for name, type_ in GRAPHQL.type_map.items()
        if isinstance(type_, GraphQLScalarType) and not is_specified_scalar_type(type_)
    ]
    assert told == sorted(ours)


def test_a_field_that_needs_its_object_alone_is_given_no_more() -> None:
    """What the library readies for each field otherwise takes longer than most fields do."""
    declared = [
        field.extensions["strawberry-definition"]
        for type_ in GRAPHQL.type_map.values()
        if isinstance(type_, GraphQLObjectType) and not type_.name.startswith("__")
        for field in type_.fields.values()
    ]
    resolved = [one for one in declared if one.base_resolver is not None]
    alone = [one for one in resolved if list(one.base_resolver.signature.parameters) == ["self"]]
    assert len(alone) > len(resolved) / 2
    assert [one.name for one in alone if not one.is_basic_field] == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("RelationKindName", RELATION_KINDS),
        ("OrganisationKind", kinds.ORGANISATION_KINDS),
        ("ContextKind", kinds.CONTEXT_KINDS),
        ("OrganisationStatus", kinds.ORGANISATION_STATUSES),
        ("RelationStatus", kinds.RELATION_STATUSES),
        ("CorridorKind", kinds.CORRIDOR_KINDS),
        ("Confidence", kinds.CONFIDENCES),
        ("ServiceKind", kinds.SERVICES),
    ],
)
def test_enums_are_the_models_words(name: str, words: Any) -> None:
    type_ = GRAPHQL.type_map[name]
    assert isinstance(type_, GraphQLEnumType)
    assert list(type_.values) == list(words)


def test_relation_kinds_are_described_by_the_table() -> None:
    type_ = GRAPHQL.type_map["RelationKindName"]
    assert isinstance(type_, GraphQLEnumType)
    assert {name: value.description for name, value in type_.values.items()} == {
        name: kind.meaning for name, kind in RELATION_KINDS.items()
    }


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(starter_rows(), tmp_path_factory.mktemp("starter"), STARTER_DAY, retrieved=STARTER_DAY)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example["name"]))
def test_every_example_gives_an_answer(starter: Snapshot, example: dict[str, Any]) -> None:
    said = answer(starter, example["query"], example["variables"])
    assert "errors" not in said
    assert all(said["data"].values())


def test_the_first_example_answers_the_question_above_all(starter: Snapshot) -> None:
    said = answer(starter, EXAMPLES[0]["query"], EXAMPLES[0]["variables"])["data"]["doorOpeners"]
    assert EXAMPLES[0]["name"] == "Who can open a door to South Korea?"
    assert said["diagnosis"] is None
    for opener in said["openers"]["nodes"]:
        assert all(reason["evidence"] for reason in opener["presenceReasons"])
        for step in opener["route"]["steps"]:
            assert step["relations"] or step["kind"] in ("reception", "front_door")
            assert all(part["relation"]["evidence"] for part in step["relations"])


def test_the_examples_of_the_page_and_of_its_source_are_the_same() -> None:
    assert json.loads((ROOT / "web/graphiql/public/examples.json").read_text(encoding="utf-8")) == EXAMPLES


def test_there_is_an_example_of_each_question() -> None:
    asked = {field for example in EXAMPLES for field in re.findall(r"(?m)^  (\w+)", example["query"])}
    names = {_FIELDS.get(one.name, one.name) for one in pkgutil.iter_modules(questions.__path__)}
    assert {re.sub(r"_(\w)", lambda found: found[1].upper(), name) for name in names} <= asked


_FIELDS = {"corridor": "corridor_report"}
"""Questions whose field has another name."""


def test_two_parts_of_answers_of_one_name_are_refused_since_one_would_hide_the_other() -> None:
    hiding = make_dataclass("KindCount", [("kind", str)])
    with pytest.raises(AssertionError, match="another KindCount"):
        shown_as(hiding)
