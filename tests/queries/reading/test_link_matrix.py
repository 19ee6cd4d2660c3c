"""Links as a matrix: what each cell counts, and that it is what the question about links counts."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings

from graph.errors import InputError
from graph.snapshot.on_day import Day
from graph.snapshot.snapshot import Snapshot
from queries.questions.cross_cluster_links import cross_cluster_links
from queries.reading.link_matrix import LinkMatrix, MatrixRows, link_matrix
from tests.profiles import draws
from tests.reference.strategies import worlds
from tests.reference.world import World
from tests.worlds import Row, cluster, relation, snapshot_of

ROWS: dict[str, list[Row]] = {
    "sectors": [{"id": id_, "name": id_} for id_ in ("energy", "food")],
    "organisations": [
        cluster("dk-a", "DK", "energy|food"), cluster("dk-b", "DK", "energy"), cluster("dk-c", "DK", "food"),
        cluster("kr-a", "KR", "energy|food"), cluster("kr-b", "KR", "food"), cluster("de-a", "DE", "energy"),
        cluster("gone", "KR", "energy", status="closed"),
        {"id": "firm", "kind": "company", "name": "firm", "country": "KR", "sectors": "energy"},
    ],
    "contexts": [{"id": "project", "kind": "project", "name": "project"}],
    "relations": [
        relation("partner_of", "dk-a", "kr-a", status="current"),
        relation("mou_with", "dk-a", "kr-a", since="2020", status="current"),
        relation("member_of", "dk-a", "kr-b", since="2020", status="current"),
        relation("partner_of", "dk-b", "kr-a", since="2015", until="2018"),
        relation("partner_of", "dk-a", "dk-b", since="2020", status="current"),
        relation("partner_of", "dk-b", "gone", since="2020", status="current"),
        relation("partner_of", "dk-b", "firm", since="2020", status="current"),
        relation("participates_in", "dk-c", "project"), relation("participates_in", "kr-b", "project"),
    ],
}  # fmt: skip

Told = dict[tuple[str, str], tuple[int, int, int]]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    return snapshot_of(ROWS, tmp_path_factory.mktemp("matrix")).on_day()


def told(snapshot: Snapshot, matrix: LinkMatrix) -> Told:
    return {
        (snapshot.id_of(cell.row), snapshot.id_of(cell.column)): (cell.pairs, cell.ended, cell.clusters)
        for cell in matrix.cells
    }


def test_a_pair_counts_once_in_both_cells_of_its_countries_and_once_in_the_diagonal(day: Day) -> None:
    matrix = link_matrix(day)
    assert told(day.snapshot, matrix) == {
        ("DK", "DK"): (1, 0, 2),
        ("DK", "KR"): (2, 1, 1),
        ("KR", "DK"): (2, 1, 2),
    }, "no link: those who are gone, companies, and who only share a project"
    strongest = {
        (day.snapshot.id_of(cell.row), day.snapshot.id_of(cell.column)): cell.strongest for cell in matrix.cells
    }
    links = cross_cluster_links(day, countries=("DK", "KR"))
    assert strongest["DK", "KR"] == strongest["KR", "DK"] == links.direct[0].strength
    assert [day.snapshot.id_of(node) for node in matrix.rows] == ["DK", "KR"]
    assert matrix.columns == matrix.rows
    assert (matrix.header, matrix.by, matrix.sector) == (day.header, MatrixRows.COUNTRIES, None)


def test_a_pair_across_a_border_counts_in_each_sector_that_both_share(day: Day) -> None:
    matrix = link_matrix(day, MatrixRows.SECTORS)
    assert told(day.snapshot, matrix) == {
        ("energy", "DK"): (1, 1, 1),
        ("energy", "KR"): (1, 1, 1),
        ("food", "DK"): (2, 0, 1),
        ("food", "KR"): (2, 0, 2),
    }
    assert [cell.pairs for cell in matrix.cells] == [2, 2, 1, 1], "most pairs first"
    assert matrix.cell_count == 4
    assert link_matrix(day, MatrixRows.SECTORS, sector="food").cells == matrix.cells[:2]


def test_what_has_ended_has_no_strength_today(tmp_path: Path) -> None:
    rows = {**ROWS, "relations": [relation("partner_of", "dk-b", "kr-a", since="2015", until="2018")]}
    (one, other) = link_matrix(snapshot_of(rows, tmp_path).on_day()).cells
    for cell in (one, other):
        assert (cell.pairs, cell.ended, cell.clusters, cell.strongest) == (0, 1, 0, None)


def test_a_sector_must_be_known_and_no_links_are_no_cells(day: Day, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no known sector"):
        link_matrix(day, sector="fod")
    alone = snapshot_of({"organisations": [cluster("one")]}, tmp_path).on_day()
    for by in MatrixRows:
        matrix = link_matrix(alone, by)
        assert not (matrix.cells or matrix.rows or matrix.columns)


@settings(max_examples=draws(40))
@given(worlds())
def test_each_cell_is_what_the_question_counts(world: World) -> None:
    with tempfile.TemporaryDirectory() as folder:
        snapshot = snapshot_of(world.tables, Path(folder), "2026-01-01", world.judgements, world.declared_retrieval)
        check_against_links(snapshot.on_day())


def check_against_links(day: Day) -> None:
    snapshot = day.snapshot
    countries, sectors = link_matrix(day), link_matrix(day, MatrixRows.SECTORS)
    for cell in countries.cells:
        ends = (snapshot.id_of(cell.row), snapshot.id_of(cell.column))
        asked = cross_cluster_links(day, countries=ends)
        assert (cell.pairs, cell.ended) == (asked.direct_count, asked.ended_direct_count)
        assert cell.strongest == (asked.direct[0].strength if asked.direct else None)
    for cell in sectors.cells:
        asked = cross_cluster_links(day, countries=[snapshot.id_of(cell.column)], sector=snapshot.id_of(cell.row))
        assert (cell.pairs, cell.ended) == (asked.direct_count, asked.ended_direct_count)
    for node in snapshot.sections.range("sector"):
        asked = cross_cluster_links(day, sector=snapshot.id_of(node))
        cells = link_matrix(day, sector=snapshot.id_of(node)).cells
        whole = sum(cell.pairs * (1 if cell.row == cell.column else 0.5) for cell in cells)
        assert whole == asked.direct_count
