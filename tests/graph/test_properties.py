"""The table of properties: sound in itself, and what rows and GraphQL have."""

import ast
import re
from itertools import groupby
from pathlib import Path

import pytest
from graphql import GraphQLInterfaceType, GraphQLObjectType

from api.execute import GRAPHQL
from graph import kinds
from graph.properties import (
    LAST_DATE,
    PROPERTIES,
    Property,
    Searched,
    columns,
    defaults,
    export_columns,
    meaning_of,
    of_type,
    searched,
)
from graph.records import ENTITY_ROWS, Row

ENTRIES = [(type_, one) for type_, entries in PROPERTIES.items() for one in entries]
KINDS = {"organisation": kinds.ORGANISATION_KINDS, "context": kinds.CONTEXT_KINDS}
TOGETHER = {"place"}
"""Fields that show several properties at once, and have a meaning of their own."""


@pytest.mark.parametrize(("type_", "one"), ENTRIES, ids=lambda one: getattr(one, "name", one))
def test_an_entry_is_sound(type_: str, one: Property) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", one.name)
    assert re.fullmatch(r"[A-Z][^\n|]+\.", one.meaning)
    assert set(one.kinds) <= set(KINDS[type_])
    assert one.default is None or one.default in one.type.words


@pytest.mark.parametrize("type_", PROPERTIES)
def test_entries_of_one_name_are_one_column_and_share_no_kind(type_: str) -> None:
    def name(one: Property) -> str:
        return one.name

    def as_a_column(one: Property) -> tuple[object, ...]:
        return one.type.cell, one.required, one.default, one.searched, one.exported

    for _, group in groupby(sorted(PROPERTIES[type_], key=name), name):
        first, *others = group
        having = list(first.kinds or KINDS[type_])
        for other in others:
            assert as_a_column(other) == as_a_column(first)
            having += other.kinds or KINDS[type_]
        assert len(having) == len(set(having)), first.name


@pytest.mark.parametrize(("type_", "one"), ENTRIES, ids=lambda one: getattr(one, "name", one))
def test_graphql_shows_it_of_its_kinds_with_its_meaning(type_: str, one: Property) -> None:
    field = re.sub("_(.)", lambda letter: letter[1].upper(), one.field)
    all_kinds = GRAPHQL.type_map[type_.capitalize()]
    assert isinstance(all_kinds, GraphQLInterfaceType)
    assert (field in all_kinds.fields) == (not one.kinds and one.shown)
    for kind in one.kinds or KINDS[type_]:
        shown = GRAPHQL.type_map["".join(word.capitalize() for word in kind.split("_"))]
        assert isinstance(shown, GraphQLObjectType)
        if one.shown and field not in TOGETHER:
            assert shown.fields[field].description == one.meaning


@pytest.mark.parametrize("type_", PROPERTIES)
def test_the_columns_of_rows_and_exports_are_the_tables(type_: str) -> None:
    names = [one.name for one in columns(type_)]
    assert len(names) == len(set(names))
    assert list(ENTITY_ROWS[type_].model_fields) == [*Row.model_fields, *names]
    assert set(names) >= {one.name for one in export_columns(type_)} >= {"id", "name", "kind", "country"}


def test_what_is_not_exported_is_no_column_of_exports(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = PROPERTIES["context"]
    hidden = Property("hidden", entries[1].type, "It is kept.", exported=False)
    monkeypatch.setitem(PROPERTIES, "context", (*entries, hidden))
    assert hidden in columns("context")
    assert hidden not in export_columns("context")


def test_what_is_searched_is_the_tables() -> None:
    def names(type_: str, how: Searched) -> set[str]:
        return {one.name for one in searched(type_, how)}

    assert names("organisation", Searched.NAME) >= {"name", "native_name", "other_names"}
    assert names("organisation", Searched.ABOUT) >= {"form", "city", "sectors"}
    assert names("context", Searched.NAME) >= {"name"}
    assert names("context", Searched.ABOUT) >= {"sectors", "city"}
    assert names("corridor", Searched.NAME) == set()
    assert not names("organisation", Searched.NAME) & names("organisation", Searched.ABOUT)


def test_the_table_is_the_only_place_that_names_what_needs_no_rule_of_its_own() -> None:
    root = Path(__file__).parents[2]
    special = {
        # where it is, what it is, when it was: routes and counts are made of them
        "id", "name", "kind", "form", "status", "country", "city", "region", "region_name", "lat", "lon", "sectors",
        "founded", "dissolved", "start", "end", "cadence", "ownership", "participants",
        # by which it is judged who may apply, and what is not known
        "beneficiaries", "competences", "countries_note", "deadline", "funder", "languages",
        # words of other things too
        "countries", "fee", "format", "mode", "month", "size", "website",
        # by which it is told whether two may be one
        "other_names", "identifiers",
    }  # fmt: skip
    plain = {one.name for _, one in ENTRIES} - special
    named = {}
    for folder in ("graph", "loaders", "queries", "api", "cli"):
        for path in (root / folder).rglob("*.py"):
            nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            strings = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
            if plain & strings:
                named[str(path.relative_to(root))] = plain & strings
    assert named.keys() == {"graph/properties.py"}
    assert named["graph/properties.py"] == plain


def test_a_period_ends_with_the_last_day_of_its_date() -> None:
    assert of_type(LAST_DATE) >= {"end", "dissolved", "deadline"}


def test_defaults_and_meanings() -> None:
    assert defaults("organisation")["status"] == kinds.ORGANISATION_STATUSES[-1]
    assert "status" not in defaults("context")
    assert meaning_of("organisation", "city") == "City."
