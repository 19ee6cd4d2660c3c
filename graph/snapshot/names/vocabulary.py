"""All words of all names: how a word that is being typed goes on, and what a mistyped one stands for."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

COMPARED_LETTERS: Final = 8
"""Letters of a mistyped word that are compared with every word known, before the likely ones are measured exactly."""
ERRORS_AT_MOST: Final = 2
"""Typing errors that are forgiven in one word."""
NEAR_AT_MOST: Final = 64
"""Known words that one mistyped word may stand for."""
AFTER_ALL: Final = "{"
"""Sorts after every character of a folded name."""
PARTS: Final = ("words", "counts", "letters")
"""Names of what a vocabulary is kept as."""

_LETTERS: Final = COMPARED_LETTERS + ERRORS_AT_MOST
_DIGITS: Final = re.compile("[0-9]+")


@dataclass(frozen=True, slots=True)
class NearWord:
    """A known word that a mistyped one may stand for.

    Attributes:
        errors: typing errors between the typed word and this word, or its beginning.
        whole: whether it is the whole word that is so near.
    """

    word: str
    errors: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words in the order of the alphabet, all different.

    Attributes:
        text: the words, each with a blank after it.
        ends: where in ``text`` that blank stands.
        counts: things with each word.
        letters: ``letters[p, w]``: character ``p`` of word ``w``, 0 where it has none.
    """

    text: str
    ends: NDArray[np.int64]
    counts: NDArray[np.int32]
    letters: NDArray[np.uint8]

    @classmethod
    def of(cls, count: Mapping[str, int]) -> "Vocabulary":
        """Of these words, each of so many things."""
        words = sorted(count)
        text = "".join([f"{word} " for word in words])
        counts = np.array([count[word] for word in words], dtype=np.int32)
        return cls(text, _blanks(text.encode("ascii")), counts, np.ascontiguousarray(_letters(words)))

    @classmethod
    def read(cls, parts: Mapping[str, bytes]) -> "Vocabulary":
        """From its parts.

        Raises:
            ValueError, KeyError: they are damaged, or not all there.
        """
        counts = np.frombuffer(parts["counts"], dtype=np.int32)
        letters = np.frombuffer(parts["letters"], dtype=np.uint8).reshape(_LETTERS, -1)
        ends = _blanks(parts["words"])
        if not len(ends) == len(counts) == letters.shape[1]:
            raise ValueError(f"it has {len(ends)} words, {len(counts)} counts of words")
        return cls(parts["words"].decode("ascii"), ends, counts, letters)

    def parts(self) -> dict[str, bytes]:
        """What it is kept as."""
        return dict(zip(PARTS, (self.text.encode("ascii"), self.counts.tobytes(), self.letters.tobytes()), strict=True))

    def changed(self, more: Mapping[str, int]) -> "Vocabulary":
        """With so many more things with each word, or fewer; a word that no thing has any more is left out."""
        words, counts = self.text.split(), self.counts.copy()
        new: list[tuple[int, str]] = []
        for word, count in sorted(more.items()):
            place = bisect_left(words, word)
            if place < len(words) and words[place] == word:
                counts[place] += count
            elif count:
                new.append((place, word))
        stays, places = counts > 0, [place for place, _ in new]
        text = self._spliced(new, np.flatnonzero(~stays).tolist())
        stays = np.insert(stays, places, values=True)
        counts = np.insert(counts, places, [more[word] for _, word in new])[stays]
        letters = np.insert(self.letters, places, _letters([word for _, word in new]), axis=1)[:, stays]
        return Vocabulary(text, _blanks(text.encode("ascii")), counts, np.ascontiguousarray(letters))

    def _spliced(self, new: Sequence[tuple[int, str]], gone: Sequence[int]) -> str:
        """The text with new words, each before the word at a place, and without the words at some places."""
        pieces, done = [], 0
        changes = [*((place, False, word) for place, word in new), *((place, True, "") for place in gone)]
        for place, goes, word in sorted(changes):
            start = self._start(place)
            pieces.append(self.text[done:start])
            if goes:
                done = self._start(place + 1)
            else:
                pieces.append(f"{word} ")
                done = start
        return "".join([*pieces, self.text[done:]])

    def __len__(self) -> int:
        """How many words there are."""
        return len(self.ends)

    def __getitem__(self, place: int) -> str:
        """The word at a place."""
        return self.text[self._start(place) : self.ends[place]]

    def beginning(self, start: str, at_most: int) -> list[str]:
        """The first words, in the order of the alphabet, that begin like this."""
        first = bisect_left(self, start)
        last = bisect_left(self, start + AFTER_ALL, first, min(len(self), first + at_most))
        return self.text[self._start(first) : self._start(last)].split()

    def near(self, typed: str, errors: int) -> tuple[NearWord, ...]:
        """Known words of which a beginning, or the whole, is within so many typing errors of ``typed``.

        Nearest first, then whole words, then common ones. A transposition of neighbours counts as one error. Digits
        are never errors.
        """
        likely = self._likely(typed, errors)
        starts = np.where(likely > 0, self.ends[likely - 1] + 1, 0).tolist()
        words = [self.text[start:end] for start, end in zip(starts, self.ends[likely].tolist(), strict=True)]
        if not typed.isalpha():
            same = [same_digits(typed, word) for word in words]
            words, likely = list(compress(words, same)), likely[same]
        if not words:
            return ()
        fewest, whole = errors_between(typed, words, errors)
        found = [
            (int(fewest[at]), bool(whole[at] > fewest[at]), -int(self.counts[likely[at]]), words[at])
            for at in np.flatnonzero(fewest <= errors).tolist()
        ]
        return tuple(NearWord(word, count, not begun) for count, begun, _, word in sorted(found)[:NEAR_AT_MOST])

    def _start(self, place: int) -> int:
        return int(self.ends[place - 1]) + 1 if place else 0

    def _likely(self, typed: str, errors: int) -> NDArray[np.int64]:
        # An error spoils one letter at most, and moves the letters after it by one: within n errors, all but n of the
        # typed letters, and all digits, stand in the word, each at most n places away.
        missing = np.zeros(self.letters.shape[1], dtype=np.uint8)
        for place, letter in enumerate(typed[:COMPARED_LETTERS]):
            first = max(0, place - errors)
            seen = self.letters[first] == ord(letter)
            for near in range(first + 1, place + errors + 1):
                seen |= self.letters[near] == ord(letter)
            missing += ~seen * np.uint8(errors + 1 if letter.isdigit() else 1)
        return np.flatnonzero(missing <= errors)


def _blanks(text: bytes) -> NDArray[np.int64]:
    return np.flatnonzero(np.frombuffer(text, dtype=np.uint8) == ord(" "))


def _letters(words: Sequence[str]) -> NDArray[np.uint8]:
    """As ``Vocabulary.letters``."""
    return np.array(words, dtype=f"S{_LETTERS}").view(np.uint8).reshape(len(words), _LETTERS).T


def same_digits(typed: str, word: str) -> bool:
    """Whether the digits typed are those that the word begins with: numbers that differ are different."""
    return typed.isalpha() or "".join(_DIGITS.findall(word)).startswith("".join(_DIGITS.findall(typed)))


def errors_between(typed: str, words: Sequence[str], at_most: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Typing errors between a typed word and each of some words, counted to ``at_most + 1``.

    Returns:
        to the nearest beginning of each word, the whole included; and to the whole word.
    """
    fewest = np.full(len(words), at_most + 1, dtype=np.uint8)
    longest = len(typed) + at_most
    for size in range(max(0, len(typed) - at_most), longest + 1):
        beginnings = [word[:size] for word in words]
        here = process.cdist([typed], beginnings, scorer=OSA.distance, score_cutoff=at_most, dtype=np.uint8)[0]
        np.minimum(fewest, here, out=fewest)
    # The last beginnings are whole words where these are no longer; longer ones have more errors than are counted.
    whole = np.where([len(word) <= longest for word in words], here, at_most + 1).astype(np.uint8)
    return fewest, whole
