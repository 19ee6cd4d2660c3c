"""The vocabulary: beginnings, words that are near, and changes."""

from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph.snapshot.names.vocabulary import NEAR_AT_MOST, Vocabulary

WORDS = st.text("abcdr12", min_size=1, max_size=10)
ERRORS = st.integers(0, 2)
COUNTS = st.dictionaries(st.text("ab1", min_size=1, max_size=3), st.integers(1, 3), max_size=12)


def of(*names: str) -> Vocabulary:
    return Vocabulary.of(Counter(word for name in names for word in name.split()))


class TestBeginning:
    @given(st.lists(WORDS, max_size=20, unique=True), WORDS, st.integers(0, 5))
    def test_first_of_those_that_begin_so(self, words: list[str], start: str, at_most: int) -> None:
        expected = sorted(word for word in words if word.startswith(start))
        assert of(*words).beginning(start, at_most) == expected[:at_most]
        assert of(*words).beginning(start, 100) == expected


class TestNear:
    @given(st.lists(WORDS, min_size=1, max_size=30, unique=True), st.text("abcdr", min_size=1, max_size=10), ERRORS)
    @example(["abcd"], "bacd", 1)
    @example(["abcdabcdab"], "bacdabcdba", 2)
    def test_finds_all_that_are_near(self, words: list[str], typed: str, errors: int) -> None:
        found = {near.word: (near.errors, near.whole) for near in of(*words).near(typed, errors)}
        assert found == {word: near for word in words if (near := _near(typed, word))[0] <= errors}

    @given(st.lists(WORDS, min_size=1, max_size=30, unique=True), WORDS, ERRORS)
    @example(["abcd1"], "abcd2", 1)
    def test_digits_are_never_errors(self, words: list[str], typed: str, errors: int) -> None:
        for near in of(*words).near(typed, errors):
            assert (near.errors, near.whole) == _near(typed, near.word)
            assert _digits(near.word).startswith(_digits(typed))

    def test_digits_stand_as_typed_and_letters_need_not(self) -> None:
        words = of("m12345", "m12354", "research4life", "h2020")
        assert [near.word for near in words.near("n12345", 1)] == ["m12345"]
        assert [near.word for near in words.near("12345", 1)] == ["m12345"]
        assert [near.word for near in words.near("reserch4life", 2)] == ["research4life"]
        assert words.near("h2021", 1) == ()

    def test_nearest_first_then_whole_then_common_then_by_alphabet(self) -> None:
        words = of("velley", "valley one", "valley two", "vallejo", "vally", "wally", "bally", "vellum")
        found = [(near.word, near.errors, near.whole) for near in words.near("vally", 1)]
        whole = [(word, 1, True) for word in ("valley", "bally", "wally")]
        assert found == [("vally", 0, True), *whole, ("vallejo", 1, False)]

    def test_at_most_so_many(self) -> None:
        assert len(of(*(f"agro{number}" for number in range(NEAR_AT_MOST + 10))).near("agor", 1)) == NEAR_AT_MOST


class TestChanges:
    @given(COUNTS, COUNTS)
    def test_as_one_of_the_new_counts(self, before: dict[str, int], after: dict[str, int]) -> None:
        more = {word: after.get(word, 0) - before.get(word, 0) for word in before.keys() | after}
        assert Vocabulary.of(before).changed(more).parts() == Vocabulary.of(after).parts()

    def test_of_nothing(self) -> None:
        assert of().near("agro", 2) == ()
        assert of().changed({}).parts() == of().parts()

    @given(COUNTS)
    def test_is_read_as_it_was_kept(self, counts: dict[str, int]) -> None:
        words = Vocabulary.of(counts)
        read = Vocabulary.read(words.parts())
        assert (read.text, read.ends.tolist(), read.counts.tolist()) == (
            words.text,
            words.ends.tolist(),
            words.counts.tolist(),
        )
        assert [read[place] for place in range(len(read))] == sorted(counts)

    @pytest.mark.parametrize("part", ["words", "counts", "letters"])
    def test_damaged(self, part: str) -> None:
        parts = of("agro park").parts()
        with pytest.raises(KeyError):
            Vocabulary.read({name: value for name, value in parts.items() if name != part})
        with pytest.raises(ValueError, match=r"."):
            Vocabulary.read(parts | {part: parts[part][:-1]})


def _near(typed: str, word: str) -> tuple[int, bool]:
    fewest = min(_errors(typed, word[:size]) for size in range(len(word) + 1))
    return fewest, _errors(typed, word) == fewest


def _digits(word: str) -> str:
    return "".join(character for character in word if character.isdigit())


def _errors(one: str, other: str) -> int:
    """Insertions, deletions, substitutions and transpositions of neighbours, none of them edited twice."""
    rows = [list(range(len(other) + 1))]
    for i, left in enumerate(one, 1):
        row = [i]
        for j, right in enumerate(other, 1):
            least = min(row[-1] + 1, rows[-1][j] + 1, rows[-1][j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                least = min(least, rows[-2][j - 2] + 1)
            row.append(least)
        rows.append(row)
    return rows[-1][-1]
