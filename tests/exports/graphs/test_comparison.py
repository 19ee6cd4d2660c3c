"""Two days compared: what is there on each, what has become of it, and what nobody has dated."""

import csv
import io
from collections.abc import Sequence

import pytest

from exports.graphs.comparison import COLUMNS, GraphComparison, Item, compare_graphs, comparison_csv
from exports.graphs.part import GraphPart
from graph.errors import InputError
from graph.snapshot.snapshot import Snapshot
from queries.routing.comparison import FactsUsed
from tests.worlds import Row, cluster, organisation, relation, snapshot_of

ROWS: dict[str, list[Row]] = {
    "organisations": [
        cluster("old", founded="1990"), cluster("undated"), cluster("kr", "KR"),
        cluster("young", founded="2020", source_url="https://young.example"),
        cluster("closed", founded="1990", dissolved="2019", status="closed"),
        organisation("=agency", kind="trade_agency", founded="2024"), cluster("vanished", status="closed"),
    ],
    "contexts": [
        {"id": "done", "kind": "project", "name": "done", "start": "2014", "end": "2016"},
        {"id": "now", "kind": "project", "name": "now", "start": "2024", "end": "2028"},
    ],
    "relations": [
        relation("partner_of", "old", "undated"),
        relation("mou_with", "old", "kr", since="2018", until="2030"),
        relation("mou_with", "undated", "kr", since="2010", until="2017"),
        relation("member_of", "old", "closed", since="2001", status="current"),
        relation("partner_of", "old", "young", since="2021", status="current"),
        relation("partner_of", "undated", "young", since="2022", status="ended"),
        relation("board_seat", "old", "undated", since="2019", status="current"),
        relation("participates_in", "old", "done"),
        relation("participates_in", "kr", "done"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(ROWS, tmp_path_factory.mktemp("comparison"))


@pytest.fixture(scope="module")
def compared(snapshot: Snapshot) -> GraphComparison:
    return compare_graphs(snapshot.on_day(), "2015")


def ids(items: Sequence[Item]) -> list[str]:
    return [item.id for item in items]


def test_things_are_there_from_their_beginning_to_their_end(compared: GraphComparison) -> None:
    assert ids(compared.things.new) == ["young", "now", "=agency"]
    assert ids(compared.things.gone) == ["closed", "done"]
    assert compared.things.unchanged == 3, "one that is gone since an unknown day is there on neither"
    assert [tuple(count[1:]) for count in compared.counts if count.what == "thing"] == [
        ("cluster", 4, 4, 1, 1),
        ("project", 1, 1, 1, 1),
        ("trade_agency", 0, 1, 1, 0),
    ]


def test_relations_are_there_unless_they_have_ended_or_an_end_has_gone(compared: GraphComparison) -> None:
    new, gone = compared.relations.new, compared.relations.gone
    assert [(one.kind, one.source, one.target) for one in new] == [
        ("board_seat", "old", "undated"),
        ("mou_with", "kr", "old"),
        ("partner_of", "old", "young"),
    ], "one that ended on an unknown day is there on neither"
    assert [(one.kind, one.source, one.target) for one in gone] == [
        ("member_of", "old", "closed"),
        ("mou_with", "kr", "undated"),
        ("participates_in", "kr", "done"),
        ("participates_in", "old", "done"),
    ]
    assert compared.relations.unchanged == 1
    assert sum(count.after for count in compared.counts if count.what == "relation") == 4


def test_ties_are_compared_by_what_they_are_worth(snapshot: Snapshot, compared: GraphComparison) -> None:
    assert ids(compared.ties.new) == ["old – young"]
    assert ids(compared.ties.gone) == ["closed – old", "kr – undated"]
    stronger = {after.id: (before.strength, after.strength) for before, after in compared.ties.up}
    assert stronger.keys() == {"kr – old", "old – undated"}
    find = snapshot.find
    for one, other in (("old", "undated"), ("kr", "old")):
        then, now = (
            day.on.ties.between(find(one) or 0, find(other) or 0) for day in map(snapshot.on_day, ("2015", None))
        )
        assert then is not None
        assert now is not None
        assert stronger[f"{one} – {other}"] == (
            snapshot.on_day("2015").on.ties.strength[then],
            snapshot.on_day().on.ties.strength[now],
        )
    assert compared.counts[-1][1:] == ("", 4, 3, 1, 2)
    assert not compared.ties.down


def test_what_nobody_dates_is_counted(compared: GraphComparison) -> None:
    assert compared.relations_used == FactsUsed(8, 1), "the dates of a project date who takes part"
    assert compared.things_used == FactsUsed(8, 2)


def test_a_part_is_compared_as_it_was_on_each_day(snapshot: Snapshot) -> None:
    found = compare_graphs(snapshot.on_day(), "2015", GraphPart(around="old"))
    assert "around" not in found.part
    assert ids(found.things.new) == ["young"]
    assert ids(found.things.gone) == ["closed", "done"]
    assert compare_graphs(snapshot.on_day(), "2015", GraphPart(market="KR")).things.unchanged == 1
    with pytest.raises(InputError, match="did not exist on 2015-12-31") as refused:
        compare_graphs(snapshot.on_day(), "2015", GraphPart(around="young"))
    assert refused.value.code == "not_there_yet"


def test_the_table_has_a_row_a_change_and_no_formula(compared: GraphComparison) -> None:
    rows = list(csv.reader(io.StringIO(comparison_csv(compared))))
    assert tuple(rows[0]) == COLUMNS
    told = [dict(zip(COLUMNS, row, strict=True)) for row in rows[1:]]
    assert len(told) == 3 + 2 + 3 + 4 + 1 + 2 + 2
    agency = next(row for row in told if row["kind"] == "trade_agency")
    assert (agency["id"], agency["name"]) == ("'=agency", "'=agency")
    stronger = next(row for row in told if row["change"] == "stronger")
    assert float(stronger["before"]) < float(stronger["after"])
    assert {row["undated"] for row in told if row["what"] == "relation"} == {"false"}


@pytest.mark.parametrize(("since", "code"), [("2026", "not_earlier"), ("soon", "bad_date")])
def test_an_earlier_date_is_asked_for(snapshot: Snapshot, since: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        compare_graphs(snapshot.on_day(), since)
    assert refused.value.code == code
