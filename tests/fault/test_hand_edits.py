"""What somebody edits in a store past the loaders: a row made into nonsense is left out, named, and stops nothing."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from json import dumps
from pathlib import Path
from typing import Any

import pytest

from graph.snapshot.building.build import build_snapshot
from graph.statements import Batch, EntityStatement, Evidence, RelationStatement, Source, Statement
from graph.store import Store
from graph.store.digest import digest
from graph.store.sqlite.store import SqliteStore
from queries.questions.door_openers import door_openers
from tests.neo4j.finding import Neo4jDatabase

SOURCE = Source("s", "S", "nobody", "CC0-1.0", "", "2026-01-01", owns_ids=True)
EDITED = "edited"


def organisation(id_: str, country: str = "DK") -> EntityStatement:
    said = {"kind": "cluster", "name": id_, "country": country, "status": "active", "founded": "2020-02"}
    return EntityStatement("s", id_, "organisation", said, Evidence(locator=f"{id_}.csv:2"))


def tie(one: str, other: str) -> RelationStatement:
    said = Evidence(locator="ties.csv:2", retrieved="2026-01", confidence="verified")
    return RelationStatement("s", digest((one, other)), "partner_of", one, other, said, "2020-02", status="current")


SAID: tuple[Statement, ...] = (organisation("a"), organisation("b", "KR"), organisation(EDITED), tie("a", "b"))
OTHER: tuple[Statement, ...] = (organisation("c", "KR"), tie("a", "c"))


def stops_nothing(store: Store, home: Path, edit: Callable[[], None], named: str) -> None:
    """An edit is seen by a full scan; then changes are put in, and then the row is repaired by loading it again."""
    store.apply(Batch(source=SOURCE, statements=(*SAID, tie("b", EDITED))))
    build_snapshot(store, home, "2026-01-01")
    edit()
    built = build_snapshot(store, home, "2026-01-01", full=True)
    for _ in range(2):
        assert built.manifest.left_out == 1
        (row,) = built.manifest.left_out_named
        assert (row["source"], row["name"]) == ("s", named), row
        assert [built.id_of(one.node) for one in door_openers(built.on_day(), ["a"], market="KR").openers][:1] == ["b"]
        store.apply(Batch(statements=OTHER))
        built = build_snapshot(store, home, "2026-01-01")
    assert built.manifest.counts["organisation"] == (4 if named != EDITED else 3)


ENTITY_EDITS: list[dict[str, Any]] = [
    {"kind": "clusters"}, {"status": "odd"}, {"country": "Denmark"}, {"founded": "soon"}, {"lat": 1000.0},
    {"name": None}, {"country": ["DK", "KR"]},
]  # fmt: skip


@pytest.mark.parametrize("said", ENTITY_EDITS, ids=str)
def test_a_thing_in_the_embedded_store(tmp_path: Path, said: dict[str, Any]) -> None:
    def edit() -> None:
        with closing(sqlite3.connect(tmp_path / "store.sqlite", isolation_level=None)) as connection:
            patched = "UPDATE entity SET properties = json_patch(properties, ?) WHERE id = ?"
            connection.execute(patched, (dumps(said), EDITED))

    with SqliteStore(tmp_path / "store.sqlite") as store:
        stops_nothing(store, tmp_path, edit, EDITED)


@pytest.mark.parametrize(
    "set_",
    ["properties = 'no JSON'", "properties = '[]'", "confidence = 'certain'", "retrieved = '1.1.2026'"],
)
def test_a_things_evidence_in_the_embedded_store(tmp_path: Path, set_: str) -> None:
    def edit() -> None:
        with closing(sqlite3.connect(tmp_path / "store.sqlite", isolation_level=None)) as connection:
            connection.execute(f"UPDATE entity SET {set_} WHERE id = '{EDITED}'")

    with SqliteStore(tmp_path / "store.sqlite") as store:
        stops_nothing(store, tmp_path, edit, EDITED)


RELATION = f"partner_of b {EDITED}"


@pytest.mark.parametrize(
    "set_", ["since = 'soon'", "until = '2026-02-30'", "status = 'odd'", "confidence = 'certain'", "kind = 'friend_of'"]
)
def test_a_relation_in_the_embedded_store(tmp_path: Path, set_: str) -> None:
    def edit() -> None:
        with closing(sqlite3.connect(tmp_path / "store.sqlite", isolation_level=None)) as connection:
            connection.execute(f"""UPDATE relation SET {set_} WHERE "end" = '{EDITED}'""")

    named = RELATION.replace("partner_of", "friend_of") if "kind" in set_ else RELATION
    with SqliteStore(tmp_path / "store.sqlite") as store:
        stops_nothing(store, tmp_path, edit, named)


@pytest.mark.parametrize(
    "set_",
    [
        "r.kind = 'clusters'", "r.status = 'odd'", "r.country = 'Denmark'", "r.founded = 'soon'", "r.founded = 2020",
        "r.founded = datetime()", "r.founded = [date()]", "r.lat = 1000.0", "r.name = null", "r.country = ['DK', 'KR']",
        "r.confidence = 'certain'", "r.confidence = null", "r.retrieved = 'yesterday'", "r.audience = null",
        "r.place = point({x: 1, y: 2})", "r.founded_precision = 'decade', r.founded = 'x'",
    ],
)  # fmt: skip
def test_a_thing_in_neo4j(neo4j_store: Store, neo4j_database: Neo4jDatabase, tmp_path: Path, set_: str) -> None:
    def edit() -> None:
        with neo4j_database.driver() as driver, driver.session() as session:
            session.run(f"MATCH ()-[r:SAYS {{id: '{EDITED}'}}]->() SET {set_}").consume()

    stops_nothing(neo4j_store, tmp_path, edit, EDITED)


@pytest.mark.parametrize(
    "set_",
    [
        "r.since = 'soon'", "r.since = [date()]", "r.since = point({x: 1, y: 2})",
        "r.until = 'x', r.until_precision = 'month'", "r.status = 'odd'", "r.status = ['current']", "r.role = 7",
        "r.confidence = null", "r.confidence = 1.0", "r.retrieved = -1", "r.order = 'first'", "r.url = [1]",
        "r.name = ['a', 'b']",
    ],
)  # fmt: skip
def test_a_relation_in_neo4j(neo4j_store: Store, neo4j_database: Neo4jDatabase, tmp_path: Path, set_: str) -> None:
    def edit() -> None:
        with neo4j_database.driver() as driver, driver.session() as session:
            session.run(f"MATCH ()-[r:PARTNER_OF {{end: '{EDITED}'}}]->() SET {set_}").consume()

    stops_nothing(neo4j_store, tmp_path, edit, RELATION)
