"""A load: what becomes of each row, what is retired, and what is told of it."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import SourceError
from graph.kinds import ORGANISATION_KINDS
from graph.records import FILE_TYPES
from graph.store import Store
from graph.store.dump import dump
from graph.store.sqlite.store import SqliteStore
from loaders import Counts, load
from tests.loaders.folders import (
    ORGANISATIONS,
    RELATIONS,
    SECTORS,
    WHOLE,
    declared,
    dumped,
    ids,
    links,
    loaded,
    now,
    waiting,
    write,
)
from tests.profiles import draws


def counted(**counts: int) -> Counts:
    return Counts(**counts)


def test_a_sound_source(store: Store, tmp_path: Path) -> None:
    report = loaded(store, tmp_path / "x", WHOLE)
    assert report.counts == {
        "sector": counted(read=2, written=2),
        "organisation": counted(read=4, written=4),
        "relation": counted(read=4, written=4),
    }
    assert report.total == counted(read=10, written=10)
    assert (report.source, report.run, report.resumed, report.released, report.retired) == ("x", 1, False, 0, 0)
    assert (report.not_retired, report.quarantined, report.passed_over) == (None, (), ())
    assert report.revision == store.revision() == 4
    (run,) = store.runs()
    assert (run.state, run.started, run.finished) == (
        "finished",
        "2026-11-22T12:00:00+00:00",
        "2026-11-22T12:00:00+00:00",
    )
    assert run.counts == {**asdict(report.total), "retired": 0}
    assert ids(store) == ["alpha", "beta", "energy", "food", "gamma", "gamma--kr"]


def test_the_day_of_the_load_is_kept_in_the_source_and_never_in_rows(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "x", WHOLE)
    (source,) = dumped(store, "source")
    assert source["retrieved"] == "2026-11-22"
    assert {said["evidence"]["retrieved"] for said in dumped(store, "entity", "relation")} == {None}


def test_the_same_again_changes_nothing(store: Store, tmp_path: Path) -> None:
    before = loaded(store, tmp_path / "x", WHOLE)
    held = list(dump(store))
    again = loaded(store, tmp_path / "x", WHOLE)
    assert again.total == counted(read=10, unchanged=10)
    assert (again.run, again.resumed, again.retired, again.revision) == (2, False, 0, before.revision)
    assert list(dump(store)) == held


def test_a_row_that_moves_is_unchanged(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "x", WHOLE)
    lines = ORGANISATIONS.splitlines()
    moved = "\n".join([lines[0], "", lines[4], lines[3], lines[2], lines[1]])
    assert loaded(store, tmp_path / "x", {**WHOLE, "organisations": moved}).total.unchanged == 10


def test_changed_rows_are_written_and_absent_ones_retired(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "x", WHOLE)
    files = {
        "sectors": SECTORS,
        "organisations": ORGANISATIONS.replace("Beta", "Bêta"),
        "relations": "".join(RELATIONS.splitlines(keepends=True)[:-1]),
    }
    report = loaded(store, tmp_path / "x", files, accept_shrinking=True)
    assert report.counts["organisation"] == counted(read=4, written=1, unchanged=3)
    assert (report.retired, store.runs()[0].counts["retired"]) == (1, 1)
    assert links(store) == ["mandated_for gamma DK", "operates gamma gamma--kr", "partner_of alpha beta"]


def test_an_id_that_changes_its_type_is_one_thing(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "x", {"organisations": "id,kind,name,country\nfair,cluster,Fair,DK\n"})
    report = loaded(store, tmp_path / "x", {"contexts": "id,kind,name\nfair,event,Fair\n"})
    assert (report.total.written, report.retired) == (1, 0)
    assert [type_ for _, type_, _, _ in store.ids()] == ["context"]


def test_exact_duplicates_are_merged_and_blank_rows_ignored(store: Store, tmp_path: Path) -> None:
    files = {
        "sectors": SECTORS + "energy,Energy\n\n,\n",
        "organisations": ORGANISATIONS,
        "relations": RELATIONS + "partner_of,alpha,beta,2020,\n" * 2,
    }
    report = loaded(store, tmp_path / "x", files)
    assert report.counts["sector"] == counted(read=5, written=2, merged=1, ignored=2)
    assert report.counts["relation"] == counted(read=6, written=4, merged=2)
    assert waiting(store) == []


def test_relations_that_say_the_same_in_other_words_are_merged(store: Store, tmp_path: Path) -> None:
    header = "kind,source,target,region,role,confidence\n"
    rows = header + "mandated_for,gamma,DE,DE-BW,home,imported\nmandated_for,gamma,DE-BW,,home,\n"
    report = loaded(store, tmp_path / "x", {**WHOLE, "relations": rows})
    assert report.counts["relation"] == counted(read=2, written=1, merged=1)


def test_a_different_row_of_the_same_id_is_quarantined_whatever_its_type(store: Store, tmp_path: Path) -> None:
    files = {
        "sectors": SECTORS + "energy,Power\nenergy,Power\n",
        "organisations": "id,kind,name,country\nfood,cluster,Food,DK\nalpha,cluster,A,DK\nalpha,cluster,B,DK\n",
    }
    report = loaded(store, tmp_path / "x", files)
    assert report.total == counted(read=7, written=3, merged=1, quarantined=3)
    assert waiting(store) == [
        ("organisations.csv:2", "id", "duplicate_id"),
        ("organisations.csv:4", "id", "duplicate_id"),
        ("sectors.csv:4", "id", "duplicate_id"),
    ]
    assert "organisations.csv:3" in store.quarantined()[1].message
    assert ids(store) == ["alpha", "energy", "food"]


def test_a_quarantined_row_is_kept_as_it_was_read(store: Store, tmp_path: Path) -> None:
    text = "id,kind,name,country,city\n\nx,cluster,Ø,XX, Å \ny,cluster\nz,cluster,Z,DK,C,more,,\n"
    report = loaded(store, tmp_path / "x", {"organisations": text})
    bad, narrow, wide = report.quarantined
    assert (bad.file, bad.line, bad.column, bad.code, bad.type) == (
        "organisations.csv",
        3,
        "country",
        "bad_value",
        "organisation",
    )
    assert bad.row == {"id": "x", "kind": "cluster", "name": "Ø", "country": "XX", "city": "Å"}
    assert "XX" in bad.message
    assert (narrow.line, narrow.column, narrow.code) == (4, "name", "missing_value")
    assert narrow.row == {"id": "y", "kind": "cluster"}
    assert (wide.code, wide.row["(cells)"], wide.row["city"]) == ("wrong_width", "8 of 5: more,,", "C")
    assert report.counts["organisation"] == counted(read=4, quarantined=3, ignored=1)


def test_a_quarantined_row_that_no_longer_occurs_is_dropped(store: Store, tmp_path: Path) -> None:
    bad = "id,name\na a,Bad\nb b,Worse\nenergy,Energy\n"
    loaded(store, tmp_path / "x", {"sectors": bad})
    assert len(waiting(store)) == 2
    report = loaded(store, tmp_path / "x", {"sectors": bad.replace("a a,Bad\n", "\n\n")})
    assert (waiting(store), report.total.unchanged) == ([("sectors.csv:4", "id", "bad_value")], 1)
    assert report.revision == 1


def test_a_row_that_turns_bad_leaves_what_it_said_as_it_was(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "x", WHOLE)
    report = loaded(store, tmp_path / "x", {**WHOLE, "sectors": SECTORS.replace("food,Food", "food,")})
    assert waiting(store) == [("sectors.csv:3", "name", "missing_value")]
    assert (report.kept, report.retired, report.total.unchanged, len(ids(store))) == (1, 0, 9, 6)


class TestLimitsThatASourceDeclares:
    def files(self, **said: str) -> Mapping[str, str]:
        return {"source.toml": declared("x", **said), **WHOLE}

    def test_nothing_is_retired_when_a_type_falls_below_its_minimum(self, store: Store, tmp_path: Path) -> None:
        loaded(
            store,
            tmp_path / "x",
            {"source.toml": declared("x"), **WHOLE, "estimates": "id,region,count,what,publisher\nB,x\n"},
        )
        short = {
            **self.files(minimum="{organisation = 3, sector = 2}"),
            "sectors": "id,name\nenergy,Energy\n",
            "relations": RELATIONS.splitlines()[0],
        }
        report = loaded(store, tmp_path / "x", short)
        assert report.not_retired == "1 valid rows of type sector, fewer than the declared minimum of 2"
        assert (report.retired, len(ids(store)), len(links(store))) == (0, 6, 4)
        assert ("estimates.csv:2", "id", "bad_value") in waiting(store)

    def test_rows_that_are_not_valid_do_not_make_up_for_it(self, store: Store, tmp_path: Path) -> None:
        loaded(store, tmp_path / "x", self.files())
        bad = {**self.files(minimum="{sector = 2}"), "sectors": "id,name\nenergy,Energy\nfo od,Food\nenergy,Energy\n"}
        report = loaded(store, tmp_path / "x", bad)
        assert report.not_retired is not None

    def test_a_type_that_is_not_there_at_all_is_below(self, store: Store, tmp_path: Path) -> None:
        report = loaded(store, tmp_path / "x", self.files(minimum="{service = 1}"))
        assert report.not_retired == "0 valid rows of type service, fewer than the declared minimum of 1"

    def test_at_the_minimum_is_enough(self, store: Store, tmp_path: Path) -> None:
        report = loaded(store, tmp_path / "x", self.files(minimum="{sector = 2, organisation = 4}"))
        assert report.not_retired is None

    def test_more_than_the_maximum_is_refused_before_anything_is_written(self, store: Store, tmp_path: Path) -> None:
        with pytest.raises(SourceError) as refused:
            loaded(store, tmp_path / "x", self.files(maximum="{organisation = 4, relation = 3}"))
        assert (refused.value.code, refused.value.value) == ("above_maximum", 4)
        assert (store.revision(), store.runs(), list(dump(store))) == (0, [], [])
        assert loaded(store, tmp_path / "x", self.files(maximum="{organisation = 4, relation = 4}")).total.written == 10


def test_an_altered_declaration_is_a_new_revision(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "x", {"source.toml": declared("x"), **WHOLE})
    report = loaded(store, tmp_path / "x", {"source.toml": declared("x", licence='"MIT"'), **WHOLE})
    assert (report.total.unchanged, report.revision) == (10, 5)
    assert [source["licence"] for source in dumped(store, "source")] == ["MIT"]


def test_an_empty_source_retires_everything_with_consent(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "x", WHOLE)
    report = loaded(store, tmp_path / "x", {"sectors": "id,name\n"}, accept_shrinking=True)
    assert (report.total, report.retired, ids(store)) == (Counts(), 10, [])


def test_progress_is_shown_file_by_file(store: Store, tmp_path: Path) -> None:
    class Shown:
        def __init__(self) -> None:
            self.pieces: list[tuple[str, int, int]] = []
            self.open: list[int] | None = None

        def start(self, file: str, total: int) -> None:
            assert self.open is None
            self.file, self.total, self.open = file, total, []

        def advance(self, n: int) -> None:
            assert self.open is not None
            self.open.append(n)

        def finish(self) -> None:
            assert self.open is not None
            self.pieces.append((self.file, self.total, sum(self.open)))
            self.open = None

    shown = Shown()
    load(store, write(tmp_path / "x", WHOLE), name="x", progress=shown, batch_rows=1, now=now)
    assert shown.open is None
    assert shown.pieces == [
        ("check sectors.csv", len(SECTORS), len(SECTORS)),
        ("check organisations.csv", len(ORGANISATIONS), len(ORGANISATIONS)),
        ("check relations.csv", len(RELATIONS), len(RELATIONS)),
        ("sectors.csv", 2, 2),
        ("organisations.csv", 4, 4),
        ("relations.csv", 4, 4),
    ]


VALUES = (
    *(
        "",
        " ",
        "alpha",
        "beta",
        "gamma",
        "energy",
        "food",
        "DK",
        "DE-BW",
        "XX",
        "2020",
        "2020-02-30",
        "Ø",
        "x|y",
        "home",
    ),
    *ORGANISATION_KINDS[:2],
)
cells = st.sampled_from(VALUES)
COLUMNS = {
    "sectors": ("id", "name"),
    "organisations": ("id", "kind", "name", "country", "sectors"),
    "priorities": ("id", "organisation", "name", "sectors"),
    "relations": ("kind", "source", "target", "since", "role"),
}
kinds = st.sampled_from(["partner_of", "mandated_for", "works_in", "pursues", "likes"])
rows = st.tuples(
    st.sampled_from(sorted(COLUMNS)), st.lists(cells, min_size=1, max_size=6), kinds, st.integers(1, 2)
)  # fmt: skip


def folder_of(given_rows: list[tuple[str, list[str], str, int]]) -> dict[str, str]:
    """A sound source with further rows, many of them poor."""
    texts = {
        "sectors": SECTORS,
        "organisations": ORGANISATIONS,
        "priorities": "id,organisation,name,sectors\n",
        "relations": RELATIONS,
    }
    for stem, row, kind, times in given_rows:
        first = [kind] if stem == "relations" else []
        texts[stem] += (",".join([*first, *row]) + "\n") * times
    return texts


@settings(max_examples=draws(60))
@given(given_rows=st.lists(rows, max_size=12), batch_rows=st.integers(1, 9))
def test_every_row_is_accounted_for(
    tmp_path_factory: pytest.TempPathFactory, given_rows: list[tuple[str, list[str], str, int]], batch_rows: int
) -> None:
    folder = tmp_path_factory.mktemp("world")
    files = folder_of(given_rows)
    with SqliteStore(folder / "store" / "store.sqlite") as store:
        report = loaded(store, folder / "x", files, batch_rows)
        total = report.total
        assert total.read == 10 + sum(times for *_, times in given_rows)
        assert total.balanced()
        assert total.written == sum(1 for _ in dumped(store, "entity", "relation"))
        assert total.quarantined == len(store.quarantined())
        assert {stem for stem in files if FILE_TYPES[stem] in report.counts} >= {
            "sectors",
            "organisations",
            "relations",
        }
        again = loaded(store, folder / "x", files, batch_rows)
        assert (again.total.unchanged, again.total.quarantined) == (total.written, total.quarantined)
        assert (again.total.merged, again.total.ignored) == (total.merged, total.ignored)
        assert (again.total.written, again.retired, again.released, again.revision) == (0, 0, 0, report.revision)
