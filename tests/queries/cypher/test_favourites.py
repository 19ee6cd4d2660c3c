"""The favourites for Neo4j Browser: an archive as it takes one, of queries that run with what their comments set."""

import re
from collections.abc import Iterator
from zipfile import ZipFile

import pytest
from neo4j import Driver

from graph.statements import Batch, Statement
from graph.store.neo4j.credentials import Credentials
from graph.store.neo4j.store import Neo4jStore
from graph.written import COMMAND, stale
from queries.cypher import SUFFIX, saved_queries
from queries.cypher.favourites import FILE, FOLDER, favourites, written
from tests.neo4j.finding import Neo4jDatabase
from tests.worlds import STARTER_DAY, RowScan, starter_rows


def test_the_archive_is_as_it_is_written() -> None:
    assert not stale(written()), f"Run: {COMMAND}"
    with ZipFile(FILE) as archive:
        assert archive.testzip() is None
        held = {name: archive.read(name).decode() for name in archive.namelist()}
    assert held == favourites()


def test_each_favourite_is_a_saved_query_with_a_title_of_its_own() -> None:
    saved = {f"{FOLDER}/{query.name}{SUFFIX}": query.text for query in saved_queries()}
    assert favourites().keys() == saved.keys()
    titles = set()
    for name, text in favourites().items():
        title, _, rest = text.partition("\n")
        assert re.fullmatch(r"// [A-Z][a-z ]+", title)
        assert rest.endswith(saved[name])
        titles.add(title)
    assert len(titles) == len(saved)


NOBODY = ("several_sources", "corridor_bridges")
"""These data have one source, and nobody bridges the corridor of the example; `opendoors corridor` says so too."""


@pytest.fixture(scope="module")
def starter(neo4j_database: Neo4jDatabase) -> Iterator[Driver]:
    """The starter data in Neo4j."""
    neo4j_database.clear()
    scan = RowScan(starter_rows(), retrieved=STARTER_DAY)
    statements: tuple[Statement, ...] = (*scan.entities(), *scan.relations())
    credentials = Credentials(neo4j_database.user, neo4j_database.password) if neo4j_database.password else None
    with Neo4jStore(neo4j_database.address, credentials) as store:
        store.apply(Batch(source=scan.sources()[0], statements=statements))
    with neo4j_database.driver() as driver:
        driver.execute_query("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
        yield driver
    neo4j_database.clear()


@pytest.mark.parametrize("name", favourites())
def test_a_favourite_runs_with_what_its_comment_sets(starter: Driver, name: str) -> None:
    text = favourites()[name]
    set_first = re.findall(r"^//   :param (\w+) => (.+)$", text, flags=re.MULTILINE)
    given = ", ".join(f"{parameter}: {value}" for parameter, value in set_first)
    parameters = starter.execute_query(f"RETURN {{{given}}} AS given").records[0]["given"]
    rows = starter.execute_query(text, parameters_=parameters).records
    assert rows or any(nobody in name for nobody in NOBODY)
