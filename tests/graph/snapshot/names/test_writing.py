"""The index of names is written anew the same from the same rows, and made from another one answers as one that was."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import SnapshotError
from graph.snapshot.names import index as index_module
from graph.snapshot.names import ranks as ranks_module
from graph.snapshot.names import writing as writing_module
from graph.snapshot.names.folding import fold
from graph.snapshot.names.form import NameRow
from graph.snapshot.names.index import EVERYTHING, NameIndex, Only, about
from graph.snapshot.names.writing import update_name_index, write_name_index
from tests.profiles import draws

IDS = [f"{letter}{number}" for letter in "abc" for number in range(4)] + ["agro-park", "Ø", "—"]
WORDS = ["agro", "agri", "park", "parks", "bio", "b1", "b12", "Ørsted", "—", "한국"]
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
ROWS = st.builds(
    lambda id_, kind, country, said, about, status: NameRow(
        id_, kind, country, [*said, ("id", id_)], about.split(), status
    ),
    st.sampled_from(IDS),
    st.sampled_from(["cluster", "company"]),
    st.sampled_from(["DK", "SE", None]),
    st.lists(st.tuples(st.sampled_from(["name", "name", "acronym", "initials"]), NAMES), max_size=3),
    st.sampled_from(["", "", "bio", "agro Århus"]),
    st.sampled_from([None, None, "merged"]),
)
STEPS = st.lists(
    st.tuples(
        st.lists(st.sampled_from([*IDS, "nobody"]), max_size=6),
        st.lists(ROWS, max_size=8, unique_by=lambda row: row.id),
    ),
    min_size=1,
    max_size=5,
)
RESTRICTIONS = [
    EVERYTHING,
    Only(kinds=frozenset({"cluster"})),
    Only(frozenset({"company", "nonsense"}), frozenset({"DK", "SE"})),
]
TYPED = sorted({fold(text)[:size] for text in [*WORDS, *IDS, "agro park"] for size in (1, 3, 6, 9)} - {""})


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of an update, wide or so narrow that they are met at once."""

    gap: int
    in_pieces: float
    written_anew: int

    @contextmanager
    def set(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(ranks_module, "GAP", self.gap)
            patch.setattr(writing_module, "IN_PIECES", self.in_pieces)
            patch.setattr(writing_module, "WRITTEN_ANEW", self.written_anew)
            yield


LIMITS = st.builds(Limits, st.sampled_from([1, 2, 64]), st.sampled_from([0.0, 1e9]), st.sampled_from([0, 0, 2]))


def answers(path: Path) -> list[Any]:
    """What an index says to every form of question, without ranks."""
    with closing(NameIndex(path)) as index, pytest.MonkeyPatch.context() as patch:

        def told(ranks: Sequence[int]) -> list[Any]:
            folded = index.described(ranks)
            things = index.things(ranks)
            return [
                (thing.id, thing.kind, thing.country, thing.status, thing.names, folded[thing.rank]) for thing in things
            ]

        found: list[Any] = [index.vocabulary.parts(), index.ranks().ids, index.ranks().lengths.tolist()]
        for typed in TYPED:
            term = index.beginning(typed.split()[-1])
            found += [term, [index.near(typed, errors) for errors in range(3)]]
            for only, at_most in zip(RESTRICTIONS, (100, 2, 100), strict=True):
                found += [told(index.called(typed, only, at_most)), told(index.starting(typed, only, at_most))]
                found += [told(index.with_initials(typed, only, at_most))]
                found += [told(index.matching([about(word, begun=True) for word in typed.split()], only, at_most))]
                found += [told(index.matching([term], only, at_most))] if term else []
        patch.setattr(index_module, "FEW_NAMES", 0)
        found += [told(index.starting(typed, only, 100)) for typed in TYPED for only in RESTRICTIONS[:2]]
    return found


def tables(path: Path) -> list[Any]:
    """What stands in the tables, full text aside, without ranks."""
    sql = (
        "SELECT name.folded, thing.id FROM name LEFT JOIN thing USING (rank) ORDER BY name.folded, rank",
        "SELECT id, kind, country, folded, names FROM thing ORDER BY rank",
    )
    with closing(sqlite3.connect(path)) as connection:
        return [connection.execute(one).fetchall() for one in sql]


def named(*names: str) -> list[NameRow]:
    return [NameRow(f"x{number}", "cluster", "DK", [("name", name)]) for number, name in enumerate(names)]


def rows(count: int, chance: Random) -> list[NameRow]:
    return [
        NameRow(f"m{number:05}", "company", "DK", [("name", f"Company {chance.choice(WORDS)} {number}")])
        for number in range(count)
    ]


@settings(max_examples=draws(40))
@given(st.lists(ROWS, max_size=10, unique_by=lambda row: row.id), STEPS, LIMITS)
def test_answers_as_one_written_anew(
    first: list[NameRow], steps: list[tuple[list[str], list[NameRow]]], limits: Limits
) -> None:
    with tempfile.TemporaryDirectory() as folder, limits.set():
        old, new, anew = (Path(folder) / name for name in ("old", "new", "anew"))
        things = {row.id: row for row in first}
        write_name_index(old, first)
        for removed, added in steps:
            things = {id_: row for id_, row in things.items() if id_ not in removed} | {row.id: row for row in added}
            update_name_index(old, new, removed, added)
            write_name_index(anew, things.values())
            assert tables(new) == tables(anew)
            assert answers(new) == answers(anew)
            os.replace(new, old)  # noqa: PTH105


class TestFile:
    def test_order_of_rows_does_not_matter(self, tmp_path: Path) -> None:
        some = named("Øresund", "Łódź Cluster", "Agro Park", "Agro Bank", "Île-de-France")
        write_name_index(tmp_path / "one", some)
        Random(1).shuffle(some)
        write_name_index(tmp_path / "other", some)
        assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()

    def test_replaces_what_is_there_and_leaves_nothing_beside(self, tmp_path: Path) -> None:
        path = tmp_path / "names #1 100%.sqlite"
        path.write_text("something else")
        write_name_index(path, named("Agro Park"))
        with closing(NameIndex(path)) as index:
            assert [thing.id for thing in index.things(index.called("agro park", EVERYTHING, 10))] == ["x0"]
        assert list(tmp_path.iterdir()) == [path]

    def test_same_changes_give_the_same_file_and_leave_the_old_one(self, tmp_path: Path) -> None:
        old = tmp_path / "old"
        some = rows(1000, Random(1))
        write_name_index(old, some)
        before = old.read_bytes()
        added = [NameRow(row.id, row.kind, "SE", [("name", f"{row.names[0][1]} x")]) for row in some[:20]]
        update_name_index(old, tmp_path / "one", ["m00100", "m00101"], added)
        (tmp_path / "other").write_text("something else")
        update_name_index(old, tmp_path / "other", ["m00101", "m00100"], added[::-1])
        assert old.read_bytes() == before
        assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()
        assert sorted(path.name for path in tmp_path.iterdir()) == ["old", "one", "other"]

    def test_nothing_changes(self, tmp_path: Path) -> None:
        some = rows(1000, Random(1))
        write_name_index(tmp_path / "old", some)
        update_name_index(tmp_path / "old", tmp_path / "new", ["nobody"], some[:10])
        assert answers(tmp_path / "new") == answers(tmp_path / "old")

    def test_where_much_changes_it_is_written_anew(self, tmp_path: Path) -> None:
        some = rows(1000, Random(1))
        write_name_index(tmp_path / "old", some)
        update_name_index(tmp_path / "old", tmp_path / "new", [row.id for row in some[:200]], [])
        write_name_index(tmp_path / "anew", some[200:])
        assert (tmp_path / "new").read_bytes() == (tmp_path / "anew").read_bytes()

    def test_many_updates_leave_it_small_and_in_few_pieces(self, tmp_path: Path) -> None:
        chance = Random(3)
        things = {row.id: row for row in rows(2000, chance)}
        old, new = tmp_path / "old", tmp_path / "new"
        write_name_index(old, things.values())
        for step in range(200):
            changed = [
                NameRow(id_, "company", "DK", [("name", f"Company {chance.choice(WORDS)} {step}")])
                for id_ in chance.sample(sorted(things), 20)
            ]
            things |= {row.id: row for row in changed}
            update_name_index(old, new, [], changed)
            os.replace(new, old)  # noqa: PTH105
        write_name_index(new, things.values())
        assert answers(old) == answers(new)
        with closing(NameIndex(old)) as index, closing(NameIndex(new)) as anew:
            assert _pages(old) <= 2 * anew.pages
            assert index.pages <= 2 * anew.pages
        assert old.stat().st_size < 2 * new.stat().st_size


class TestRefuses:
    def test_cannot_be_written(self, tmp_path: Path) -> None:
        with pytest.raises(SnapshotError) as raised:
            write_name_index(tmp_path / "absent" / "names.sqlite", named("Agro Park"))
        assert raised.value.code == "snapshot_unwritable"

    def test_old_is_absent_or_damaged(self, tmp_path: Path) -> None:
        old = tmp_path / "old"
        for damage in (None, b"no database at all" * 100):
            if damage is not None:
                old.write_bytes(damage)
            with pytest.raises(SnapshotError) as raised:
                update_name_index(old, tmp_path / "new", [], [])
            assert (raised.value.code, raised.value.where) == ("snapshot_damaged", str(old))
            assert not (tmp_path / "new").exists()

    @pytest.mark.parametrize(
        "damage",
        [
            "UPDATE part SET value = '1' WHERE name = 'format'",
            "UPDATE part SET value = '[]' WHERE name = 'ids'",
            "UPDATE part SET value = '?' WHERE name = 'ids'",
            "DELETE FROM part WHERE name = 'ranks'",
            "UPDATE part SET value = '' WHERE name = 'pages'",
            "DROP TABLE thing",
        ],
    )
    def test_old_is_of_another_format_or_damaged_in_part(self, tmp_path: Path, damage: str) -> None:
        old = tmp_path / "old"
        write_name_index(old, rows(20, Random(1)))
        with closing(sqlite3.connect(old)) as connection, connection:
            connection.execute(damage)
        with pytest.raises(SnapshotError) as raised:
            update_name_index(old, tmp_path / "new", ["m00001"], [])
        assert (raised.value.code, raised.value.where) == ("snapshot_damaged", str(old))

    def test_new_cannot_be_written(self, tmp_path: Path) -> None:
        old = tmp_path / "old"
        write_name_index(old, rows(20, Random(1)))
        for new in (tmp_path / "absent" / "new", old):
            with pytest.raises(SnapshotError) as raised:
                update_name_index(old, new, ["m00001"], [])
            assert (raised.value.code, raised.value.where) == ("snapshot_unwritable", str(new))
        with closing(NameIndex(old)) as index:
            assert len(index.ranks()) == 20


def _pages(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM words_data").fetchone()
        return int(count)
