"""Of many organisations the pairs that may be one: found by what they have in common, compared, held to one another."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from graph.work import look
from loaders.resolution.comparison import Comparison, Verdict, compare, may_be_one
from loaders.resolution.profile import Profile

BLOCK_AT_MOST: Final = 120
"""Organisations that have a word, a name or a domain in common, above which it tells nobody apart."""
_LONG_WORD: Final = 4
Key = tuple[str, str]
"""(source, id)."""
PairKey = tuple[Key, Key]
"""In order."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two organisations that may be one.

    Attributes:
        one, other: in the order of their keys.
    """

    one: Profile
    other: Profile
    comparison: Comparison

    @property
    def key(self) -> PairKey:
        """By which it is told from other pairs."""
        return self.one.key, self.other.key


@dataclass(frozen=True, slots=True)
class Resolution:
    """What came of comparing.

    Attributes:
        sure: by key.
        unsure: most points first, then by key.
    """

    sure: tuple[Candidate, ...]
    unsure: tuple[Candidate, ...]


def shared_of(profiles: Iterable[Profile]) -> frozenset[str]:
    """The domains that two things of one source have: an agency's, for all of its offices."""
    users: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in profiles:
        if one.domain:
            users[one.source, one.domain].add(one.id)
    return frozenset(domain for (_, domain), ids in users.items() if len(ids) > 1)


def resolve(profiles: Sequence[Profile], apart: Collection[PairKey] = frozenset()) -> Resolution:
    """Find the pairs that may be one organisation. The same profiles give the same, in whatever order.

    Args:
        profiles: of all sources.
        apart: pairs, in order, that are not looked at: what somebody has judged.

    Raises:
        StoppedError: who asked for it has gone, or its time is over.
    """
    shared = shared_of(profiles)
    found = []
    for one, other in sorted(_pairs(profiles, shared), key=lambda pair: (pair[0].key, pair[1].key)):
        look()
        if (one.key, other.key) not in apart and may_be_one(one, other, shared):
            comparison = compare(one, other, shared)
            if comparison.verdict is not Verdict.OTHER:
                found.append(Candidate(one, other, comparison))
    held = _held_to_one_another(found)
    unsure = [one for one in held if one.comparison.verdict is Verdict.UNSURE]
    return Resolution(
        tuple(one for one in held if one.comparison.verdict is Verdict.SURE),
        tuple(sorted(unsure, key=lambda one: (-one.comparison.points, one.key))),
    )


def _pairs(profiles: Sequence[Profile], shared: frozenset[str]) -> set[tuple[Profile, Profile]]:
    """Pairs with something in common (blocking).

    Of one source only where that is an identifier, a name or a domain, and neither has ceased: what a source says of a
    predecessor it says of the successor too.
    """
    blocks: dict[tuple[str, ...], list[Profile]] = defaultdict(list)
    for one in profiles:
        for key in set(_blocks(one, shared)):
            blocks[key].append(one)
    found: set[tuple[Profile, Profile]] = set()
    for key, members in blocks.items():
        if len(members) > BLOCK_AT_MOST:
            continue
        look()
        within = key[0] in _TELLING
        for one, other in combinations(members, 2):
            if one.source != other.source or (within and not (one.ceased or other.ceased)):
                found.add((one, other) if one.key < other.key else (other, one))
    return found


_TELLING: Final = frozenset({"identifier", "domain", "name"})


def _blocks(one: Profile, shared: frozenset[str]) -> Iterator[tuple[str, ...]]:
    for scheme, value in one.identifiers:
        yield "identifier", scheme, value
    if one.domain and one.domain not in shared:
        yield "domain", one.domain
    for name in one.names:
        yield "name", one.country, " ".join(sorted(name.split()))
        for word in name.split():
            if len(word) >= _LONG_WORD:
                yield "word", one.country, word
    for acronym in one.acronyms.union(name for name in one.names if " " not in name):
        yield "acronym", one.country, acronym


def _held_to_one_another(found: Sequence[Candidate]) -> list[Candidate]:
    """The same, but that a sure pair waits where two things of one source would become one by it.

    Which of the two is meant only a person can say. An identifier in common decides for itself.
    """
    groups = _groups(one.key for one in found if one.comparison.verdict is Verdict.SURE)
    doubled = {}
    for members in groups:
        several = sorted(source for source, times in Counter(source for source, _ in members).items() if times > 1)
        if several:
            doubled.update(dict.fromkeys(members, f"several of {', '.join(several)} fit"))
    return [
        replace(one, comparison=replace(one.comparison, doubt=doubled[one.key[0]]))
        if _is_guessed(one) and one.key[0] in doubled
        else one
        for one in found
    ]


def _is_guessed(one: Candidate) -> bool:
    """Whether it is sure without an identifier."""
    return one.comparison.verdict is Verdict.SURE and not one.comparison.has_identifier


def _groups(pairs: Iterable[PairKey]) -> list[set[Key]]:
    """What pairs join, transitively."""
    group_of: dict[Key, set[Key]] = {}
    for one, other in pairs:
        ours, theirs = group_of.setdefault(one, {one}), group_of.setdefault(other, {other})
        if ours is not theirs:
            ours |= theirs
            group_of.update(dict.fromkeys(theirs, ours))
    return list({id(group): group for group in group_of.values()}.values())
