"""What a row states, and the reasons for which one is put aside."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from graph.statements import EntityStatement, Evidence, RelationStatement
from loaders.rows import Refusal, read_row

ORGANISATION = {"id": "alpha", "kind": "cluster", "name": "Alpha", "country": "DK"}
RELATION = {"kind": "partner_of", "source": "alpha", "target": "beta"}
MARKET = {"code": "KR"}
CONTEXT = {"id": "fair", "kind": "event", "name": "Fair"}


def stated(type_: str, row: dict[str, str]) -> EntityStatement | RelationStatement:
    said = read_row("s", type_, row, "f.csv:2")
    assert not isinstance(said, Refusal), said
    return said


def properties(type_: str, row: dict[str, str]) -> Mapping[str, Any]:
    said = stated(type_, row)
    assert isinstance(said, EntityStatement)
    return said.properties


def relation(**cells: str) -> RelationStatement:
    said = stated("relation", RELATION | cells)
    assert isinstance(said, RelationStatement)
    return said


def test_an_entity_keeps_what_is_given_and_nothing_else() -> None:
    cells = {
        "lat": "57.50",
        "sectors": "energy| food |",
        "languages": "|",
        "retrieved": "2025-01",
        "confidence": "verified",
    }
    said = stated("organisation", ORGANISATION | cells | {"source_url": "https://a.example"})
    assert said == EntityStatement(
        "s",
        "alpha",
        "organisation",
        {"kind": "cluster", "name": "Alpha", "country": "DK", "lat": 57.5, "sectors": ["energy", "food"]},
        Evidence("https://a.example", "f.csv:2", "2025-01", "verified"),
    )


def test_a_market_is_known_by_its_code() -> None:
    said = stated("market", {"code": "KR", "capital": "Seoul"})
    assert said == EntityStatement("s", "KR", "market", {"capital": "Seoul"}, Evidence(None, "f.csv:2"))


def test_lists_keep_their_order_and_other_names_their_colons() -> None:
    cells = {"sectors": "wind|energy|food", "other_names": "former:A: B|acronym:AB"}
    said = stated("organisation", ORGANISATION | cells)
    assert isinstance(said, EntityStatement)
    assert said.properties["sectors"] == ["wind", "energy", "food"]
    assert said.properties["other_names"] == ["former:A: B", "acronym:AB"]


def test_a_promotion_may_have_a_role() -> None:
    assert [relation(kind="promotes", target="DK", **role).role for role in ({}, {"role": "regional"})] == [
        None,
        "regional",
    ]


def test_a_relation_keeps_every_column() -> None:
    said = relation(
        since="2020", until="2021-05", status="ended", role="r", region="DK-81", name="N", order="2",
        source_url="https://a.example", retrieved="2025", confidence="inferred",
    )  # fmt: skip
    evidence = Evidence("https://a.example", "f.csv:2", "2025", "inferred")
    rest = ("2020", "2021-05", "ended", "r", "DK-81", "N", 2.0)
    assert said == RelationStatement("s", said.key, "partner_of", "alpha", "beta", evidence, *rest)


def test_the_key_of_a_relation_is_its_content() -> None:
    plain = relation()
    assert len(plain.key) == 32
    assert relation(confidence="imported").key == plain.key
    assert relation(order="1").key == relation(order="1.0").key
    assert stated("relation", dict(reversed(list(RELATION.items())))) == plain
    others = [
        {"kind": "mou_with"}, {"source": "x"}, {"target": "x"}, {"since": "2020"}, {"until": "2020"},
        {"status": "ended"}, {"role": "x"}, {"region": "DK-81"}, {"name": "x"}, {"order": "1"},
        {"source_url": "https://x"}, {"retrieved": "2020"},
        {"confidence": "verified"}, {"source": "beta", "target": "alpha"},
    ]  # fmt: skip
    assert len({plain.key, *(relation(**cells).key for cells in others)}) == len(others) + 1


@pytest.mark.parametrize("region", [{}, {"region": "DE-BW"}])
def test_a_mandate_for_a_region_is_one_within_its_market(region: dict[str, str]) -> None:
    mandate = {"kind": "mandated_for", "role": "home"}
    by_region = relation(**mandate, target="DE-BW", **region)
    assert (by_region.end, by_region.region) == ("DE", "DE-BW")
    assert by_region == relation(**mandate, target="DE", region="DE-BW")
    assert relation(target="DE-BW").end == "de-bw"


@pytest.mark.parametrize("country", ["DK", "dk", " Denmark ", "DNK", "Dänemark", "덴마크"])
def test_a_country_is_taken_by_whatever_it_is_called(country: str) -> None:
    assert properties("organisation", ORGANISATION | {"country": country})["country"] == "DK"


def test_lists_of_markets_are_taken_alike() -> None:
    said = properties("context", CONTEXT | {"country": "Türkei", "countries": "USA|Korea, Rep.|uk"})
    assert said == {"kind": "event", "name": "Fair", "country": "TR", "countries": ["US", "KR", "GB"]}


@pytest.mark.parametrize(
    ("region", "stored"),
    [("Denmark", "DK"), ("UK", "GB"), ("europe", "europe"), ("a-bloc", "a-bloc")],
)
def test_an_estimate_is_of_a_market_by_its_name_or_of_what_has_the_id(region: str, stored: str) -> None:
    row = {"id": "e", "region": region, "count": "3", "what": "regional_clusters", "publisher": "P"}
    assert properties("estimate", row)["region"] == stored


@pytest.mark.parametrize(
    ("kind", "column", "text", "meant"),
    [
        ("serves", "target", "South Korea", "KR"),
        ("serves", "target", "south korea", "KR"),
        ("serves", "target", "uk", "GB"),
        ("promotes", "target", "UAE", "AE"),
        ("takes_place_in", "target", "denmark", "DK"),
        ("lies_on", "source", "Czech Republic", "CZ"),
        ("lies_on", "source", "czechia", "czechia"),
        ("interested_in", "target", "AI", "AI"),
        ("interested_in", "target", "ai", "ai"),
        ("interested_in", "target", "Ivory Coast", "CI"),
        ("partner_of", "target", "UK", "uk"),
    ],
)
def test_an_end_that_may_be_a_market_is_taken_by_its_name(kind: str, column: str, text: str, meant: str) -> None:
    said = relation(kind=kind, **{column: text})
    assert (said.start if column == "source" else said.end) == meant


@pytest.mark.parametrize("target", ["Germany", "DEU", "DE"])
def test_a_mandate_is_for_a_market_by_its_name(target: str) -> None:
    assert relation(kind="mandated_for", role="home", target=target).end == "DE"
    within = relation(kind="mandated_for", role="home", target="de-bw")
    assert (within.end, within.region) == ("DE", "DE-BW")


@pytest.mark.parametrize(
    ("country", "region", "stored"), [("DK", "dk-84", "DK-84"), ("PL", "PL-MZ", "PL-14"), ("NO", "NO-31", "NO-31")]
)
def test_a_region_is_taken_in_any_case_and_by_a_code_that_was_replaced(country: str, region: str, stored: str) -> None:
    assert properties("organisation", ORGANISATION | {"country": country, "region": region})["region"] == stored


BAD = [
    ("organisation", {"name": ""}, "name", "missing_value"),
    ("organisation", {"id": "a b"}, "id", "bad_value"),
    ("organisation", {"id": "a|b"}, "id", "bad_value"),
    ("organisation", {"id": "x" * 201}, "id", "too_long"),
    ("organisation", {"kind": "club"}, "kind", "unknown_word"),
    ("organisation", {"country": "EU"}, "country", "bad_value"),
    ("organisation", {"country": "Congo"}, "country", "bad_value"),
    ("organisation", {"region": "DK04"}, "region", "bad_value"),
    ("organisation", {"region": "DK-99"}, "region", "bad_value"),
    ("organisation", {"country": "FR", "region": "DE-BW"}, "region", "contradiction"),
    ("organisation", {"name": "x" * 2_001}, "name", "too_long"),
    ("organisation", {"sectors": "|".join("x" * 501)}, "sectors", "too_long"),
    ("organisation", {"identifiers": "|".join(["ror:1"] * 501)}, "identifiers", "too_long"),
    ("organisation", {"identifiers": "ror"}, "identifiers", "bad_value"),
    ("organisation", {"other_names": "old:Beta"}, "other_names", "bad_value"),
    ("organisation", {"other_names": "former:"}, "other_names", "bad_value"),
    ("organisation", {"other_names": "|".join(["short:A"] * 501)}, "other_names", "too_long"),
    ("organisation", {"lat": "91"}, "lat", "bad_value"),
    ("organisation", {"lat": "nan"}, "lat", "bad_value"),
    ("organisation", {"website": "example.com"}, "website", "bad_value"),
    ("organisation", {"founded": "2020-13"}, "founded", "bad_value"),
    ("organisation", {"form": "chamber"}, "form", "contradiction"),
    ("organisation", {"confidence": "sure"}, "confidence", "unknown_word"),
    ("organisation", {"birds": "1"}, "birds", "unknown_column"),
    ("organisation", {"(cells)": "3 of 4"}, None, "wrong_width"),
    ("context", {"month": "13"}, "month", "bad_value"),
    ("context", {"participants": "-1"}, "participants", "bad_value"),
    ("context", {"participants": "a dozen"}, "participants", "bad_value"),
    ("market", {"code": "EU"}, "code", "bad_value"),
    ("market", {"code": ""}, "code", "missing_value"),
    ("context", {"countries": "DK|XX"}, "countries", "bad_value"),
    ("context", {"start": "2020", "end": "2019"}, "end", "contradiction"),
    ("relation", {"kind": "likes"}, "kind", "unknown_word"),
    ("relation", {"target": "alpha"}, None, "contradiction"),
    ("relation", {"order": "nan"}, "order", "bad_value"),
    ("relation", {"order": "1e999"}, "order", "bad_value"),
    ("relation", {"until": "2019", "since": "2020"}, "until", "contradiction"),
    ("relation", {"kind": "mandated_for", "target": "DE"}, None, "contradiction"),
    ("relation", {"kind": "serves", "target": "DE", "region": "FR-IDF"}, "region", "contradiction"),
    ("relation", {"kind": "lies_on", "source": "DE", "region": "FR-IDF"}, "region", "contradiction"),
    ("relation", {"kind": "serves", "target": "Congo"}, "target", "ambiguous_market"),
    ("relation", {"kind": "serves", "target": "Danmrak"}, "target", "unknown_market"),
    ("relation", {"kind": "promotes", "target": "DE", "role": "home"}, None, "contradiction"),
    (
        "relation",
        {"kind": "mandated_for", "target": "DE-BW", "region": "DE-BY", "role": "home"},
        "region",
        "contradiction",
    ),
]


@pytest.mark.parametrize(("type_", "cells", "column", "code"), BAD)
def test_reasons(type_: str, cells: dict[str, str], column: str | None, code: str) -> None:
    sound = {"organisation": ORGANISATION, "context": CONTEXT, "market": MARKET, "relation": RELATION}[type_]
    row = {name: cell for name, cell in (sound | cells).items() if cell}
    refusal = read_row("s", type_, row, "f.csv:2")
    assert isinstance(refusal, Refusal)
    assert (refusal.column, refusal.code) == (column, code)
    assert 5 < len(refusal.message) < 1_000


def test_several_reasons_are_named_and_counted() -> None:
    row = {"id": "a b", "kind": "x", "country": "XX", "lat": "x", "lon": "y"}
    refusal = read_row("s", "organisation", row, "f.csv:2")
    assert isinstance(refusal, Refusal)
    assert refusal.column == "id"
    assert refusal.message.endswith("; and 3 more")


def test_statements_of_the_same_row_are_equal_but_for_their_place() -> None:
    moved = read_row("s", "relation", RELATION, "f.csv:9")
    assert isinstance(moved, RelationStatement)
    assert replace(moved, evidence=relation().evidence) == relation()
