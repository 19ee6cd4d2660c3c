"""The pipeline's step: what is surely the same becomes judgements of the system, what is so no longer is withdrawn.

What it judges follows from the statements that are live and from what people have judged, and from nothing else: so the
same data come to the same, in whatever order they are loaded, and an interrupted load makes up for it the next time.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from graph.identity import GraphIds, Pair, claims_of, qualified_id
from graph.statements import SYSTEM, Batch, EntityStatement, Judgement
from graph.store.protocol import Scan, Store
from loaders.resolution.profile import Profile, profile
from loaders.resolution.resolver import Candidate, Key, PairKey, Resolution, resolve

_PAIRS_TOLD: Final = 20


@dataclass(frozen=True, slots=True)
class Merges:
    """What the step has done.

    Attributes:
        merged: pairs that are judged the same now and were not before, the first ones of them, in words.
        merged_count: how many there are.
        withdrawn_count: pairs that were judged the same by the system, and are no longer.
        unsure_count: pairs that wait for a person.
    """

    merged: tuple[str, ...]
    merged_count: int
    withdrawn_count: int
    unsure_count: int


NO_MERGES: Final = Merges((), 0, 0, 0)


class Known:
    """What is compared of a store, and what is judged of it already.

    Attributes:
        profiles: of all organisations, by source and id.
    """

    def __init__(self, scan: Scan) -> None:
        self._sources = {one.name: one for one in scan.sources()}
        said = [one for one in scan.entities() if one.type == "organisation"]
        self.profiles: dict[Key, Profile] = {(one.source, one.id): profile(one) for one in _in_order(said)}
        self._graph_ids = GraphIds(self._sources.values(), claims_of(said))
        judgements = scan.judgements()
        self._latest: dict[Pair, Judgement] = {(one.left, one.right): one for one in judgements}
        self._times = Counter((one.left, one.right) for one in judgements)

    @property
    def several_sources(self) -> bool:
        """Whether organisations of two sources or more are known."""
        return len({source for source, _ in self.profiles}) > 1

    def lasting_id(self, key: Key) -> str:
        """An id that goes on to mean the same thing, whatever is loaded."""
        source, id_ = key
        return id_ if self._sources[source].owns_ids else qualified_id(source, id_)

    def pair(self, candidate: Candidate) -> Pair:
        """By which a pair is judged."""
        left, right = sorted(map(self.lasting_id, candidate.key))
        return left, right

    def judgement(self, candidate: Candidate) -> Judgement | None:
        """The latest judgement on a pair; None if there is none."""
        return self._latest.get(self.pair(candidate))

    def resolve(self) -> Resolution:
        """The pairs that may be one and of which no person has judged."""
        return resolve(list(self.profiles.values()), self._decided())

    def _decided(self) -> set[PairKey]:
        """Pairs that a person has judged, and those that have one id in the graph anyway."""
        keys = {self.lasting_id(key): key for key in self.profiles}
        keys |= {self._graph_ids.of(*key): key for key in self.profiles if self._graph_ids.of(*key) not in keys}
        found = set()
        for (left, right), judgement in self._latest.items():
            if judgement.who != SYSTEM and left in keys and right in keys:
                found.add(_ordered(keys[left], keys[right]))
        for sharers in self._sharers().values():
            found |= {_ordered(one, other) for one in sharers for other in sharers if one < other}
        return found

    def _sharers(self) -> dict[str, list[Key]]:
        """Graph id → the statements of it, where there are several."""
        by_id: dict[str, list[Key]] = {}
        for key in self.profiles:
            by_id.setdefault(self._graph_ids.of(*key), []).append(key)
        return {id_: keys for id_, keys in by_id.items() if len(keys) > 1}

    def judgements(self, sure: Sequence[Candidate]) -> tuple[list[Judgement], list[Judgement]]:
        """What is to be judged the same, and what is to be withdrawn, in order."""
        wanted = {self.pair(one): one for one in sure}
        held = {pair for pair, said in self._latest.items() if said.who == SYSTEM and said.same}
        merged = [self._judgement(pair, wanted[pair]) for pair in sorted(wanted.keys() - held)]
        there = set(map(self.lasting_id, self.profiles))
        gone = [pair for pair in sorted(held - wanted.keys()) if there.issuperset(pair)]
        why = "It is no longer sure that they are one."
        return merged, [Judgement(*pair, False, SYSTEM, why, self._at(pair, self._latest[pair].at)) for pair in gone]

    def _judgement(self, pair: Pair, candidate: Candidate) -> Judgement:
        points = candidate.comparison.points
        read = max(self._sources[source].retrieved for source, _ in candidate.key)
        why = f"{candidate.comparison.reason} ({points} points)"
        return Judgement(*pair, True, SYSTEM, why, self._at(pair, read))

    def _at(self, pair: Pair, day: str) -> str:
        """A time on that day, a second later for each earlier judgement of the pair: none is told twice."""
        seconds = timedelta(seconds=self._times[pair])
        return (datetime.fromisoformat(day[:10]).replace(tzinfo=UTC) + seconds).isoformat(timespec="seconds")


def _in_order(said: Iterable[EntityStatement]) -> list[EntityStatement]:
    return sorted(said, key=lambda one: (one.source, one.id))


def _ordered(one: Key, other: Key) -> PairKey:
    return (one, other) if one < other else (other, one)


def merge_sure(store: Store) -> Merges:
    """Judge which organisations of a store are surely the same; the caller holds it for a load.

    A judgement has the day on which the later of its two sources was read: so it is the same whenever it is made.
    """
    with store.reading() as scan:
        known = Known(scan) if len(scan.sources()) > 1 else None
    if known is None or not known.several_sources:
        return NO_MERGES
    found = known.resolve()
    merged, withdrawn = known.judgements(found.sure)
    if merged or withdrawn:
        store.apply(Batch(judgements=(*withdrawn, *merged)))
    told = tuple(f"{one.left} = {one.right}: {one.why}" for one in merged[:_PAIRS_TOLD])
    return Merges(told, len(merged), len(withdrawn), len(found.unsure))
