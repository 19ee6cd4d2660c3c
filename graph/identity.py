"""Which ids are the same thing: ids of sources made unique, then people's judgements applied."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain, combinations
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeVar

from graph.likeness import differing
from graph.statements import ENTITY_TYPES, EntityStatement, Judgement, Source

_COMMON = frozenset({"market", "sector"})
"""Types whose ids mean the same in every source."""
_TYPE_RANK: dict[str, int] = {type_: rank for rank, type_ in enumerate(ENTITY_TYPES)}
_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


class Claim(NamedTuple):
    """One id as one source uses it, for a thing of one type; and what it says of that."""

    source: str
    id: str
    type: str
    said: Mapping[str, Any] = _NOTHING


class Apart(NamedTuple):
    """A thing that has an id as others have theirs, and is another one.

    Attributes:
        graph_id: that it has in the graph.
        id: that it has in its source.
        others: the sources that have it too, in order; only those that own their ids, if any does.
        why: in what it differs: ``type``, a property, or several in words.
    """

    graph_id: str
    id: str
    others: tuple[str, ...]
    why: str


class GraphIds:
    """The graph's id of every id that a source uses. The same claims give the same ids, in whatever order they come.

    An id that only one source uses is kept plain. Where several do, the sources that own the id space share the plain
    id, with each other one that speaks of the same thing (``graph.likeness.differing``); of the rest each one's becomes
    ``source:id``. Where nobody owns it, they share it if all of them speak of the same thing. Markets and sectors are
    one vocabulary of all sources and always plain. Where the owners do not agree on what type of thing it is, the type
    that comes first in ``ENTITY_TYPES`` keeps the plain id.
    """

    def __init__(self, sources: Iterable[Source], claims: Iterable[Claim]) -> None:
        self._owners = owners_of(sources)
        self._graph_id: dict[str, dict[str, str]] = defaultdict(dict)
        self._plain: set[str] = set()
        self._contested: dict[str, list[str]] = {}
        self._qualified: dict[str, list[str]] = {}
        first: dict[str, Claim] = {}
        self._shared: dict[str, list[Claim]] = {}
        for claim in claims:
            other = first.setdefault(claim.id, claim)
            if other is not claim:
                self._shared.setdefault(claim.id, [other]).append(claim)
        for claim in first.values():
            self._graph_id[claim.source][claim.id] = claim.id
        self._plain.update(first)
        for id_, sharers in self._shared.items():
            self._assign(id_, sharers)

    def _assign(self, id_: str, sharers: list[Claim]) -> None:
        keepers = {claim.source for claim in self._keepers(sharers)}
        qualified = sorted(claim.source for claim in sharers if claim.source not in keepers)
        for claim in sharers:
            graph_id = id_ if claim.source in keepers else qualified_id(claim.source, id_)
            self._graph_id[claim.source][id_] = graph_id
        if qualified:
            self._qualified[id_] = qualified
        if not keepers:
            self._plain.discard(id_)
            self._contested[id_] = sorted(qualified_id(source, id_) for source in qualified)

    def _keepers(self, sharers: list[Claim]) -> list[Claim]:
        """Those whose the plain id is."""
        entitled = self._entitled(sharers)
        if not entitled:
            return [] if any(_apart(*pair, owned=False) for pair in combinations(sharers, 2)) else sharers
        if entitled[0].type in _COMMON:
            return entitled
        return [one for one in sharers if any(one is own or not _apart(one, own, owned=True) for own in entitled)]

    def _entitled(self, sharers: list[Claim]) -> list[Claim]:
        """Those who have the plain id in any case."""
        entitled = [claim for claim in sharers if claim.type in _COMMON or claim.source in self._owners]
        kept_type = min((claim.type for claim in entitled), key=_TYPE_RANK.__getitem__, default=None)
        return [claim for claim in entitled if claim.type == kept_type]

    def of(self, source: str, id_: str) -> str:
        """The graph id of an id that ``source`` itself uses."""
        return self._graph_id[source][id_]

    def of_source(self, source: str) -> Mapping[str, str]:
        """Id that ``source`` itself uses → graph id."""
        return self._graph_id.get(source, {})

    def resolve(self, source: str, reference: str) -> str | None:
        """What ``reference`` means in ``source``: its own thing first, then anybody's; None if nobody uses it."""
        own = self._graph_id[source].get(reference)
        if own is not None:
            return own
        return reference if reference in self._plain else None

    def meant(self, id_: str) -> str:
        """The graph id of the thing that ``source:id`` names, whatever other sources use its id for; else ``id_``."""
        source, _, own_id = id_.partition(":")
        if id_ in self._plain or source not in self._graph_id:
            return id_
        return self._graph_id[source].get(own_id, id_)

    def meant_pairs(self, same: Iterable["Pair"]) -> list["Pair"]:
        """What is judged the same, by graph ids."""
        return [(self.meant(left), self.meant(right)) for left, right in same]

    @property
    def contested(self) -> Mapping[str, list[str]]:
        """Ids that several sources use and none owns → the graph ids that they became."""
        return self._contested

    @property
    def qualified(self) -> Mapping[str, list[str]]:
        """Id → the sources of which it is no plain id of the graph, but ``source:id``; in order."""
        return self._qualified

    def apart(self, source: str) -> list[Apart]:
        """Things of a source that have ids of other sources' things, by id."""
        return [self._told(id_, source) for id_, sources in sorted(self._qualified.items()) if source in sources]

    def _told(self, id_: str, source: str) -> Apart:
        sharers = self._shared[id_]
        entitled = self._entitled(sharers)
        others = sorted((claim for claim in entitled or sharers if claim.source != source), key=attrgetter("source"))
        own = next(claim for claim in sharers if claim.source == source)
        pairs = chain(((own, other) for other in others), combinations(others, 2))
        why = next(filter(None, (_apart(*pair, owned=bool(entitled)) for pair in pairs)))
        return Apart(qualified_id(source, id_), id_, tuple(claim.source for claim in others), why)

    def restated(self, source: str) -> dict[str, tuple[str, ...]]:
        """Ids by which a source that does not own them speaks of other sources' things → these, in order; by id."""
        if source in self._owners:
            return {}
        return {
            id_: tuple(
                sorted(one.source for one in sharers if one.source != source and self.of(one.source, id_) == id_)
            )
            for id_, sharers in sorted(self._shared.items())
            if sharers[0].type not in _COMMON and self._graph_id[source].get(id_) == id_
        }


def _apart(one: Claim, other: Claim, *, owned: bool) -> str | None:
    """In what two claims of one id differ so much that they are of two things; None if they are of one."""
    return "type" if one.type != other.type else differing(one.type, one.said, other.said, owned=owned)


def owners_of(sources: Iterable[Source]) -> frozenset[str]:
    """Names of the sources that own their ids."""
    return frozenset(source.name for source in sources if source.owns_ids)


def qualified_id(source: str, id_: str) -> str:
    """The graph id of an id of which others have the plain form."""
    return f"{source}:{id_}"


Pair = tuple[str, str]
"""Of what is judged; each is a graph id, or ``source:id``."""


def judged_same(judgements: Iterable[Judgement], before: Iterable[Pair] = ()) -> list[Pair]:
    """The pairs (left, right) of which the latest judgement says that they are the same, in order.

    Args:
        judgements: in the order of making.
        before: what it was before these.
    """
    same = set(before)
    for judgement in judgements:
        (same.add if judgement.same else same.discard)((judgement.left, judgement.right))
    return sorted(same)


def speakers_of(ids: GraphIds, same: Iterable[Pair], said: Iterable[EntityStatement | Claim]) -> dict[str, list[str]]:
    """Graph id of an organisation that is judged → the sources that speak of it by that id, in order.

    Args:
        ids: made of all claims.
        same: what is judged the same, by graph ids.
        said: all claims, or the statements that make them.
    """
    judged = {id_ for pair in same for id_ in pair}
    found: dict[str, list[str]] = defaultdict(list)
    for one in said:
        if one.type == "organisation" and (graph_id := ids.of(one.source, one.id)) in judged:
            found[graph_id].append(one.source)
    return {id_: sorted(found[id_]) for id_ in sorted(found)}


Seniority = tuple[bool, str, str, bool, str]
"""Of a graph id: the least one is canonical."""
Rank = TypeVar("Rank", str, Seniority)


def canonical_ids(
    same: Iterable[Pair], speakers: Mapping[str, Iterable[str]], sources: Iterable[Source]
) -> dict[str, str]:
    """Graph id → canonical id for every organisation that is another one's double, in the order of ids.

    Canonical is the id of a source that owns its ids; else the oldest, of the source that was retrieved first; of
    several the first by source and id, plain ones before those that are qualified.

    Args:
        same: what is judged the same; a pair with an id of no organisation is passed over.
        speakers: graph id of an organisation → the sources that speak of it by that id; of all that are in ``same``.
        sources: declarations.
    """
    declared = {source.name: source for source in sources}
    rank = {id_: min(_seniority(id_, declared[name]) for name in names) for id_, names in speakers.items()}
    return joined(same, rank)


def _seniority(id_: str, source: Source) -> Seniority:
    is_qualified = id_.startswith(qualified_id(source.name, ""))
    return not source.owns_ids, source.retrieved, source.name, is_qualified, id_


def joined(same: Iterable[Pair], rank: Mapping[str, Rank]) -> dict[str, str]:
    """Id → the one of least rank among those that are the same, for all others of them; in the order of ids.

    Sameness is transitive (a union-find). The order of pairs does not matter.

    Args:
        same: pairs; one with an id that has no rank is passed over.
        rank: of each id, no two alike.
    """
    parent: dict[str, str] = {}

    def root(id_: str) -> str:
        while (above := parent.get(id_, id_)) != id_:
            parent[id_] = parent.get(above, above)
            id_ = above
        return id_

    for left, right in same:
        if left in rank and right in rank:
            first, other = sorted((root(left), root(right)), key=rank.__getitem__)
            parent[other] = first
    return {id_: root(id_) for id_ in sorted(parent) if root(id_) != id_}


def claims_of(statements: Iterable[EntityStatement]) -> list[Claim]:
    """The ids that entity statements use."""
    return [Claim(said.source, said.id, said.type, said.properties) for said in statements]
