"""The index of names: opening the file, and what it finds by rank."""

import sqlite3
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import SnapshotError
from graph.snapshot.names import index as index_module
from graph.snapshot.names.form import FOLDED_AT_MOST, NAMES_AT_MOST, NameRow
from graph.snapshot.names.index import EVERYTHING, NameIndex, Only
from graph.snapshot.names.writing import write_name_index

WORDS = st.text("abcdr12", min_size=1, max_size=10)


def named(*names: str) -> list[NameRow]:
    return [NameRow(f"x{number}", "cluster", "DK", [("name", name)]) for number, name in enumerate(names)]


def ids(index: NameIndex, ranks: Sequence[int]) -> list[str]:
    return [thing.id for thing in index.things(ranks)]


@contextmanager
def indexed(rows: Sequence[NameRow]) -> Iterator[NameIndex]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "names.sqlite"
        write_name_index(path, rows)
        index = NameIndex(path)
        try:
            yield index
        finally:
            index.close()


class TestFile:
    def test_without_rows(self) -> None:
        with indexed([]) as index:
            assert index.beginning("a") is None
            assert index.called("a", EVERYTHING, 10) == []
            assert index.starting("a", EVERYTHING, 10) == []
            assert index.near("agro", 1) == ()

    def test_absent(self, tmp_path: Path) -> None:
        with pytest.raises(SnapshotError) as raised:
            NameIndex(tmp_path / "names.sqlite")
        assert raised.value.code == "snapshot_damaged"
        assert raised.value.where == str(tmp_path / "names.sqlite")
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
    def test_no_index(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "names.sqlite"
        path.write_bytes(content)
        with pytest.raises(SnapshotError):
            NameIndex(path)

    @pytest.mark.parametrize(
        "damage",
        [
            "UPDATE part SET value = '99' WHERE name = 'format'",
            "DELETE FROM part WHERE name = 'counts'",
            "UPDATE part SET value = 'many' WHERE name = 'pages'",
            "UPDATE part SET value = x'00' WHERE name = 'letters'",
        ],
    )
    def test_of_another_format_or_damaged(self, tmp_path: Path, damage: str) -> None:
        path = tmp_path / "names.sqlite"
        write_name_index(path, named("Agro Park"))
        connection = sqlite3.connect(path)
        with connection:
            connection.execute(damage)
        connection.close()
        with pytest.raises(SnapshotError):
            NameIndex(path)

    def test_damaged_later_on(self, tmp_path: Path) -> None:
        path = tmp_path / "names.sqlite"
        write_name_index(path, named("Agro Park"))
        connection = sqlite3.connect(path)
        with connection:
            connection.execute("DROP TABLE name")
        connection.close()
        index = NameIndex(path)
        with pytest.raises(SnapshotError):
            index.called("agro park", EVERYTHING, 10)
        index.close()

    def test_limits_of_names(self) -> None:
        many = [("name", f"name{number}") for number in range(NAMES_AT_MOST + 1)]
        with indexed([NameRow("x", "cluster", None, many), *named("a " * FOLDED_AT_MOST)[0:1]]) as index:
            assert ids(index, index.called(f"name{NAMES_AT_MOST - 1}", EVERYTHING, 1)) == ["x"]
            assert index.called(f"name{NAMES_AT_MOST}", EVERYTHING, 1) == []
            (long,) = index.things(index.starting("a a", EVERYTHING, 1))
            assert len(long.names[0][2]) == FOLDED_AT_MOST - 1

    def test_names_that_fold_alike_are_one_and_empty_ones_none(self) -> None:
        row = NameRow("agro-park", "cluster", None, [("name", "—"), ("name", "Agro Park"), ("id", "agro-park")])
        with indexed([row, NameRow("—", "cluster", None, [("id", "—")])]) as index:
            assert index.ranks().ids == ["agro-park"]
            (thing,) = index.things(index.matching(['"agro"'], EVERYTHING, 10))
            assert (thing.id, thing.names) == ("agro-park", (("name", "Agro Park", "agro park"),))

    def test_threads_share_it(self) -> None:
        found: list[list[str]] = []
        with indexed(named("Agro Park", "Agro Bank", "Biotech Park")) as index:
            threads = [
                threading.Thread(target=lambda: found.append(ids(index, index.starting("agro", EVERYTHING, 10))))
                for _ in range(8)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        assert found == [["x0", "x1"]] * 8


class TestFinding:
    def test_ranks_are_by_length_of_the_own_name_then_id(self) -> None:
        rows = [
            NameRow("b", "cluster", None, [("name", "Agro"), ("native_name", "Agro Zzzzzzzzz")]),
            NameRow("a", "cluster", None, [("name", "Agro Park"), ("native_name", "Ag")]),
            NameRow("c", "cluster", None, [("name", "Agra")]),
        ]
        with indexed(rows) as index:
            assert ids(index, index.starting("ag", EVERYTHING, 10)) == ["b", "c", "a"]
            assert ids(index, index.starting("ag", EVERYTHING, 2)) == ["b", "c"]

    def test_only_some_kinds_and_countries(self) -> None:
        kinds = ["cluster", "trade_agency", "trade_office"]
        rows = [
            NameRow(f"x{node}", kind, country, [("name", "Agro Park")])
            for node, (kind, country) in enumerate((kind, country) for kind in kinds for country in ("DK", "SE", None))
        ]
        only = Only(frozenset({"cluster", "trade_office", "nonsense"}), frozenset({"DK"}))
        with indexed(rows) as index:
            assert ids(index, index.called("agro park", only, 10)) == ["x0", "x6"]
            assert ids(index, index.starting("agro", only, 10)) == ["x0", "x6"]
            assert ids(index, index.matching(['"park"'], only, 10)) == ["x0", "x6"]
            assert ids(index, index.matching(['"park"'], Only(countries=frozenset({"SE"})), 2)) == ["x1", "x4"]
            assert index.matching(['"cluster"'], EVERYTHING, 10) == []

    @given(st.lists(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=20), st.data())
    def test_streaming_finds_what_gathering_finds(self, names: list[str], data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(names))
        start = name[: data.draw(st.integers(1, len(name)))].rstrip()
        with indexed(named(*names)) as index, pytest.MonkeyPatch.context() as patch:
            gathered = index.starting(start, EVERYTHING, 100)
            patch.setattr(index_module, "FEW_NAMES", 0)
            assert index.starting(start, EVERYTHING, 100) == gathered
        expected = sorted((len(one), f"x{node}", node) for node, one in enumerate(names) if one.startswith(start))
        assert len(gathered) == len(expected)

    @given(st.lists(WORDS, min_size=1, max_size=20), WORDS, st.booleans())
    def test_beginnings_spelt_out_or_not(self, words: list[str], start: str, spell_out: bool) -> None:
        with indexed(named(*words)) as index, pytest.MonkeyPatch.context() as patch:
            patch.setattr(index_module, "INDEXED_BEGINNINGS", 0 if spell_out else 20)
            term = index.beginning(start)
            found = index.matching([term], EVERYTHING, 100) if term else []
            names = [index.things([rank])[0].names[0][1] for rank in found]
        assert sorted(names) == sorted(word for word in words if word.startswith(start))
