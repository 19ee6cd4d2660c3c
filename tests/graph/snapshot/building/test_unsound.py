"""Rows that nobody can compute with are left out, named and counted, and stop no build."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graph.snapshot.building.build import build_snapshot
from graph.snapshot.building.rows import StatementTable, Vocabulary
from graph.snapshot.building.unsound import KEPT_AT_MOST, NAMED_AT_MOST, fault_of
from graph.snapshot.facts import SECTION_TYPES, Sections
from graph.statements import Batch, EntityStatement, Evidence, RelationStatement, Source, Statement
from graph.store.digest import digest
from graph.store.sqlite.store import SqliteStore
from queries.questions.door_openers import door_openers

SOURCE = Source("s", "S", "nobody", "CC0-1.0", "", "2026-01-01", owns_ids=True)
ESTIMATED = {"region": "DK", "count": 3, "what": "regional_clusters", "publisher": "x"}
SOUND = {"kind": "cluster", "name": "A", "country": "DK"}


def thing(said: dict[str, Any], type_: Any = "organisation", **evidence: Any) -> EntityStatement:
    return EntityStatement("s", "a", type_, said, Evidence(**evidence))


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (thing(SOUND), None),
        (thing({**SOUND, "lat": 55, "founded": "0001", "dissolved": "9999-12-31", "other": ["ø"]}), None),
        (thing({**SOUND, "region": "nowhere", "form": "free", "website": "no address"}), None),
        (thing({**SOUND, "kind": "clusters"}), "kind cannot be 'clusters'"),
        (thing({**SOUND, "kind": ["cluster"]}), "kind cannot be \"['cluster']\""),
        (thing({**SOUND, "status": "odd"}), "status cannot be 'odd'"),
        (thing({**SOUND, "country": "XX"}), "country cannot be 'XX'"),
        (thing({"kind": "cluster", "name": "A"}), "it has no country"),
        (thing({**SOUND, "name": 7}), "name cannot be '7'"),
        (thing({**SOUND, "founded": "2020-13"}), "founded cannot be '2020-13'"),
        (thing({**SOUND, "dissolved": "soon"}), "dissolved cannot be 'soon'"),
        (thing({**SOUND, "dissolved": 2020}), "dissolved cannot be '2020'"),
        (thing({**SOUND, "sectors": "food"}), "sectors cannot be 'food'"),
        (thing({**SOUND, "lon": float("nan")}), "lon cannot be 'nan'"),
        (thing({**SOUND, "other": object}), "other cannot be \"<class 'object'>\""),
        (
            thing({**ESTIMATED, "count": -1}, "estimate"),
            "count cannot be '-1'",
        ),
        (
            thing({**ESTIMATED, "count": "9"}, "estimate"),
            "count cannot be '9'",
        ),
        (thing(SOUND, confidence="certain"), "confidence cannot be 'certain'"),
        (thing(SOUND, retrieved="yesterday"), "'yesterday' is no date: write YYYY, YYYY-MM or YYYY-MM-DD"),
        (thing(SOUND, url=7), "its evidence or audience is no text"),
        (thing(SOUND, "organization"), "it has no type of the model, or no id"),
        (EntityStatement("s", "KR", "market", {"capital": "Seoul"}, Evidence()), None),
        (EntityStatement("s", "XX", "market", {"capital": "Nowhere"}, Evidence()), "it is no market"),
        (EntityStatement("t", "a", "organisation", SOUND, Evidence()), "its source is not declared"),
    ],
)
def test_what_is_wrong_with_a_thing(said: EntityStatement, why: str | None) -> None:
    assert fault_of(said, {"s"}) == why


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with SqliteStore(tmp_path / "store.sqlite") as opened:
        opened.apply(Batch(source=SOURCE))
        yield opened


def organisation(id_: str, **said: Any) -> EntityStatement:
    where = Evidence(locator="organisations.csv:7")
    return EntityStatement("s", id_, "organisation", {**SOUND, "name": id_, "status": "active", **said}, where)


def tie(one: str, other: str, confidence: str = "verified", **said: Any) -> RelationStatement:
    where = Evidence(locator="relations.csv:9", confidence=confidence)
    said = {"status": "current", **said}
    return RelationStatement("s", digest((one, other)), "partner_of", one, other, where, **said)


SAID: tuple[Statement, ...] = (
    organisation("a"),
    organisation("b", country="KR"),
    organisation("c", country="XX"),
    tie("a", "b"),
    tie("a", "c"),
    tie("b", "nobody", since="soon"),
    tie("a", "nobody"),
)


@pytest.mark.parametrize("full", [False, True])
def test_they_are_left_out_named_and_counted(
    store: SqliteStore, tmp_path: Path, caplog: pytest.LogCaptureFixture, full: bool
) -> None:
    store.apply(Batch(statements=SAID))
    with caplog.at_level(logging.INFO, "opendoors.snapshot"):
        said = build_snapshot(store, tmp_path, "2026-01-01", full=full).manifest
    assert (said.counts["organisation"], said.counts["relation"], said.dangling, said.left_out) == (2, 1, 2, 2)
    assert [(row["name"], row["where"], row["why"]) for row in said.left_out_named] == [
        ("c", "organisations.csv:7", "country cannot be 'XX'"),
        ("partner_of b nobody", "relations.csv:9", "'soon' is no date: write YYYY, YYYY-MM or YYYY-MM-DD"),
    ]
    assert "2 rows are left out: s: organisations.csv:7: organisation c: country cannot be 'XX'" in caplog.text


def test_what_is_repaired_counts_again_without_a_full_scan(
    store: SqliteStore, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store.apply(Batch(statements=SAID))
    build_snapshot(store, tmp_path, "2026-01-01")
    store.apply(
        Batch(statements=(organisation("c", country="KR"), organisation("nobody"), organisation("b", kind="x")))
    )
    caplog.clear()
    with caplog.at_level(logging.INFO, "opendoors.snapshot"):
        built = build_snapshot(store, tmp_path, "2026-01-01")
    assert [row["key"] for row in built.manifest.left_out_named[:1]] == ["b"]
    assert "full scan" not in caplog.text
    assert [built.id_of(one.node) for one in door_openers(built.on_day(), ["a"], market="KR").openers] == ["c"]


def test_a_declaration_without_a_day_is_named_and_its_undated_statements_count_for_nothing(
    store: SqliteStore, tmp_path: Path
) -> None:
    undated = tie("a", "b", status=None)
    store.apply(Batch(source=replace(SOURCE, retrieved="lately"), statements=(*SAID[:2], undated)))
    for more in ("d", "e"):
        built = build_snapshot(store, tmp_path, "2026-01-01")
        (row,) = built.manifest.left_out_named
        assert (row["type"], row["name"], row["why"]) == ("source", "s", "retrieved cannot be 'lately'")
        assert len(built.standing().ties.cost) == 0
        store.apply(Batch(statements=(organisation(more),)))
    store.apply(Batch(source=SOURCE))
    built = build_snapshot(store, tmp_path, "2026-01-01")
    assert (built.manifest.left_out, len(built.standing().ties.cost)) == (0, 1)


@pytest.mark.parametrize("count", [NAMED_AT_MOST + 5, KEPT_AT_MOST + 1])
def test_only_so_many_are_named_and_kept(
    store: SqliteStore, tmp_path: Path, caplog: pytest.LogCaptureFixture, count: int
) -> None:
    store.apply(Batch(statements=tuple(organisation(f"o{number}", status="odd") for number in range(count))))
    for more in ("a", "b"):
        store.apply(Batch(statements=(organisation(more),)))
        with caplog.at_level(logging.INFO, "opendoors.snapshot"):
            said = build_snapshot(store, tmp_path, "2026-01-01").manifest
        assert (said.left_out, len(said.left_out_named)) == (count, NAMED_AT_MOST)
        assert f"and {count - NAMED_AT_MOST} more" in caplog.text
    assert (f"full scan: {count} rows are left out" in caplog.text) == (count > KEPT_AT_MOST)


@pytest.mark.parametrize(
    "said",
    [
        {"confidence": "certain"}, {"status": "odd"}, {"since": "2020-1-1"}, {"until": "soon"}, {"role": 7},
        {"region": ["DK-84"]}, {"order": "first"}, {"name": {"a": 1}},
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_relation(said: dict[str, Any]) -> None:
    """Of whatever store: some of it no store of ours would take, but another program may have put it there."""
    things = Sections(SECTION_TYPES, (0, 2, *([2] * 7)))
    table = StatementTable({"s": 0}, lambda _: {"a": 0, "b": 1}.get, Vocabulary(), things)
    table.add([tie("a", "b", **said)])
    assert len(table.rows()) == 0
    assert [row.name for row in table.unsound] == ["partner_of a b"]
