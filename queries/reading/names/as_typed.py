"""Names as they were typed: the name, its beginning, its initials, words that begin so; and written apart or not."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from graph.snapshot.names.form import INITIALS_MARK
from graph.snapshot.names.index import NameIndex
from queries.reading.names.matches import (
    ANY_ORDER,
    BEGINNINGS,
    EXACT,
    IN_ORDER,
    INITIALS,
    JOINED,
    PREFIX,
    WHOLE_WORDS,
    Match,
    Typed,
)

SHORTEST_HALF: Final = 3
"""Letters of a word that may have been written together with another one."""
_WAYS: Final = (EXACT, PREFIX, IN_ORDER, ANY_ORDER, BEGINNINGS)
"""Least scores of the ways in which a name can match as typed."""
JOINED_AT_MOST: Final = 4
"""Ways to write the words together or apart that are tried."""


def matching(index: NameIndex, typed: Typed, at_most: int) -> list[int]:
    """Ranks of things with words that begin with every word typed: all that match as typed, whichever way."""
    terms = [index.beginning(word) for word in typed.words]
    known = [term for term in terms if term]
    if len(known) < len(terms):
        return []
    return index.matching(known, typed.only, at_most)


def as_typed(
    index: NameIndex, typed: Typed, ranks: Sequence[int], wanted: int, initialled: Sequence[int] = ()
) -> list[Match]:
    """The best matches of names as typed, as many as wanted. A worse way to match is tried only where needed.

    Args:
        index: in which to look.
        typed: what was typed.
        ranks: of things with words that begin with every word typed.
        wanted: matches.
        initialled: ranks of things whose initials were typed. They come before longer words that begin so.
    """
    found: dict[int, Match] = {}
    for rank in index.called(typed.folded, typed.only, wanted):
        found[rank] = Match(rank, "exact", EXACT, EXACT)
    if initialled and len(found) < wanted:
        for rank in index.starting(f"{typed.folded} ", typed.only, wanted):
            found.setdefault(rank, Match(rank, "prefix", WHOLE_WORDS, EXACT))
        for rank in initialled:
            found.setdefault(rank, Match(rank, "initials", INITIALS, WHOLE_WORDS))
    if ranks and len(found) < wanted:
        best = INITIALS if initialled else EXACT
        for rank in index.starting(typed.folded, typed.only, wanted):
            found.setdefault(rank, Match(rank, "prefix", PREFIX, best))
    if ranks and len(found) < wanted:
        for match in _by_words(index, typed, [rank for rank in ranks if rank not in found]):
            found[match.rank] = match
    return list(found.values())[:wanted]


def joined(index: NameIndex, typed: Typed, wanted: int) -> list[Match]:
    """What is found if two words are taken for one, or one for two; best first."""
    found: dict[int, Match] = {}
    for words in _variants(index, typed.words):
        other = replace(typed, folded=" ".join(words), words=words)
        ranks = matching(index, other, wanted)
        for match in as_typed(index, other, ranks, wanted):
            found.setdefault(match.rank, replace(match, words=words))
    step = (PREFIX - JOINED) / len(_WAYS)
    ordered = sorted((_WAYS.index(match.least), match.rank, match) for match in found.values())
    return [
        replace(match, how="similar", least=PREFIX - step * (way + 1), most=PREFIX - step * way)
        for way, _, match in ordered[:wanted]
    ]


def _variants(index: NameIndex, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The words with two of them written together, or one of them apart, where that makes known words."""
    tried = 0
    for at in range(len(words) - 1):
        together = words[at] + words[at + 1]
        if tried < JOINED_AT_MOST and index.vocabulary.beginning(together, 1):
            tried += 1
            yield (*words[:at], together, *words[at + 2 :])
    for at, word in enumerate(words):
        if tried < JOINED_AT_MOST and not index.vocabulary.beginning(word, 1):
            halves = _halves(index, word)
            if halves is not None:
                tried += 1
                yield (*words[:at], *halves, *words[at + 1 :])


def _halves(index: NameIndex, word: str) -> tuple[str, str] | None:
    """Two known words that make this one; the first as long as can be."""
    for cut in range(len(word) - SHORTEST_HALF, SHORTEST_HALF - 1, -1):
        if index.vocabulary.beginning(word[:cut], 1) == [word[:cut]] and index.vocabulary.beginning(word[cut:], 1):
            return word[:cut], word[cut:]
    return None


def _by_words(index: NameIndex, typed: Typed, ranks: Sequence[int]) -> list[Match]:
    if len(typed.words) == 1:
        return [Match(rank, "words", IN_ORDER, JOINED) for rank in ranks]
    in_order, in_any_order, begun = [], [], []
    things = index.described(ranks)
    for rank in ranks:
        lines = [line for line in things[rank].lines if not line.startswith(INITIALS_MARK)]
        if any(stand_in_order(typed.words, line) for line in lines):
            in_order.append(Match(rank, "words", IN_ORDER, JOINED))
        elif any(_stand_in_any_order(typed.words, line) for line in lines):
            in_any_order.append(Match(rank, "words", ANY_ORDER, IN_ORDER))
        else:
            begun.append(Match(rank, "words", BEGINNINGS, ANY_ORDER))
    return in_order + in_any_order + begun


def stand_in_order(words: Iterable[str], line: str) -> bool:
    """Whether the words begin words of a folded name, in this order."""
    line, at = f" {line}", 0
    for word in words:
        at = line.find(f" {word}", at) + 1
        if not at:
            return False
    return True


def _stand_in_any_order(words: Sequence[str], line: str) -> bool:
    """Whether all words but the last are words of a folded name, and the last begins one."""
    line = f" {line} "
    return f" {words[-1]}" in line and all(f" {word} " in line for word in words[:-1])
