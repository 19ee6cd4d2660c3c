"""Ranks: an order with room in it."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.snapshot.names import ranks as ranks_module
from graph.snapshot.names.ranks import GAP, Place, Ranks

PLACES = st.lists(st.tuples(st.integers(1, 3), st.text("ab", max_size=3)), max_size=30, unique_by=lambda one: one[1])


def places_of(ranks: Ranks) -> list[Place]:
    return list(zip(ranks.lengths.tolist(), ranks.ids, strict=True))


def changed(ranks: Ranks, wanted: list[Place]) -> tuple[Ranks, dict[int, int]]:
    """As ``Ranks.changed`` to just these things; checks what it says of the ranks that it gave."""
    now = places_of(ranks)
    there, asked = set(now), set(wanted)
    gone = [at for at, place in enumerate(now) if place not in asked]
    new = [place for place in sorted(wanted) if place not in there]
    after, new_ranks, moves = ranks.changed(gone, new)
    rank_of = dict(zip(places_of(after), after.ranks.tolist(), strict=True))
    assert [rank_of[place] for place in new] == new_ranks
    before = dict(zip(now, ranks.ranks.tolist(), strict=True))
    stay = [place for place in now if place in asked]
    assert moves == {before[place]: rank_of[place] for place in stay if before[place] != rank_of[place]}
    return after, moves


class TestChanges:
    @given(st.lists(PLACES, min_size=1, max_size=6), st.sampled_from([1, 2, 5, GAP]))
    def test_keep_the_order(self, steps: list[list[Place]], gap: int) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(ranks_module, "GAP", gap)
            ranks = Ranks.of(sorted(steps[0]))
            for wanted in steps[1:]:
                ranks, _ = changed(ranks, wanted)
                assert places_of(ranks) == sorted(wanted)
                numbers = ranks.ranks.tolist()
                assert numbers == sorted(set(numbers))
                assert min(numbers, default=1) >= 1

    def test_others_stay_while_there_is_room(self) -> None:
        some = [(5, f"x{number:02}") for number in range(10)]
        ranks, moves = changed(Ranks.of(some), [*some, *((5, f"x04{number:02}") for number in range(GAP - 1))])
        assert moves == {}
        ranks, moves = changed(ranks, [*places_of(ranks), (5, "x0410a"), (9, "z"), (1, "a")])
        assert 0 < len(moves) < GAP
        assert ranks.ranks[0] < GAP
        assert ranks.ranks[-1] == 11 * GAP

    @pytest.mark.parametrize("ascending", [False, True])
    def test_many_in_one_place_move_few(self, ascending: bool) -> None:
        chance = Random(1)
        ranks, most, moved = Ranks.of([(5, f"x{number:05}") for number in range(20_000)]), 0, 0
        for step in range(20):
            names = range(step * 200, step * 200 + 200) if ascending else chance.sample(range(10**9), 200)
            ranks, moves = changed(ranks, [*places_of(ranks), *((5, f"x10000-{name:09}") for name in names)])
            most, moved = max(most, len(moves)), moved + len(moves)
        assert moved < 4 * 20 * 200
        assert most < 5000

    def test_are_read_as_they_were_kept(self) -> None:
        ranks = Ranks.of([(1, "b"), (2, 'a "\n')])
        read = Ranks.read(ranks.parts())
        assert (places_of(read), read.ranks.tolist()) == (places_of(ranks), [GAP, 2 * GAP])
        assert read.find({'a "\n', "c"}) == {'a "\n': 1}

    @pytest.mark.parametrize("part", ["ids", "lengths", "ranks"])
    def test_damaged(self, part: str) -> None:
        parts = Ranks.of([(1, "b"), (2, "a")]).parts()
        with pytest.raises(KeyError):
            Ranks.read({name: value for name, value in parts.items() if name != part})
        with pytest.raises(ValueError, match=r"."):
            Ranks.read(parts | {part: parts[part][:-1]})
        with pytest.raises(ValueError, match=r"2 ids|1 ids"):
            Ranks.read(parts | {part: Ranks.of([(1, "b")]).parts()[part]})
