"""Which ids are the same thing: ids of sources made unique, then people's judgements applied."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from graph.statements import ENTITY_TYPES, EntityStatement, Judgement, Source

_COMMON = frozenset({"market", "sector"})
"""Types whose ids mean the same in every source."""
_TYPE_RANK: dict[str, int] = {type_: rank for rank, type_ in enumerate(ENTITY_TYPES)}


class Claim(NamedTuple):
    """One id as one source uses it."""

    source: str
    id: str
    type: str


class GraphIds:
    """The graph's id of every id that a source uses. The same claims give the same ids, in whatever order they come.

    An id that only one source uses is kept plain. Where several do, the sources that own the id space share the plain
    id, and each other one's becomes ``source:id``. Markets and sectors are one vocabulary of all sources and always
    plain. Where the sharers of a plain id do not agree on what type of thing it is, the type that comes first in
    ``ENTITY_TYPES`` keeps it.
    """

    def __init__(self, sources: Iterable[Source], claims: Iterable[Claim]) -> None:
        self._owners = {source.name for source in sources if source.owns_ids}
        self._graph_id: dict[str, dict[str, str]] = defaultdict(dict)
        self._plain: set[str] = set()
        self._contested: dict[str, list[str]] = {}
        self._qualified: dict[str, list[str]] = {}
        first: dict[str, Claim] = {}
        shared: dict[str, list[Claim]] = {}
        for claim in claims:
            other = first.setdefault(claim.id, claim)
            if other is not claim:
                shared.setdefault(claim.id, [other]).append(claim)
        for claim in first.values():
            self._graph_id[claim.source][claim.id] = claim.id
        self._plain.update(first)
        for id_, sharers in shared.items():
            self._assign(id_, sharers)

    def _assign(self, id_: str, sharers: list[Claim]) -> None:
        entitled = [claim for claim in sharers if claim.type in _COMMON or claim.source in self._owners]
        kept_type = min((claim.type for claim in entitled), key=_TYPE_RANK.__getitem__, default=None)
        qualified = []
        for claim in sharers:
            keeps = kept_type is not None and claim in entitled and claim.type == kept_type
            self._graph_id[claim.source][id_] = id_ if keeps else qualified_id(claim.source, id_)
            if not keeps:
                qualified.append(claim.source)
        if qualified:
            self._qualified[id_] = sorted(qualified)
        if kept_type is None:
            self._plain.discard(id_)
            self._contested[id_] = sorted(qualified_id(source, id_) for source in qualified)

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


def canonical_ids(same: Iterable[Pair], known: Collection[str]) -> dict[str, str]:
    """Graph id → canonical id for every organisation that is another one's double, in the order of ids.

    Sameness is transitive (a union-find); the smallest id of those that are the same is canonical. Pairs with an id
    that is not in ``known`` are passed over. The order of the pairs does not matter.
    """
    parent: dict[str, str] = {}

    def root(id_: str) -> str:
        while (above := parent.get(id_, id_)) != id_:
            parent[id_] = parent.get(above, above)
            id_ = above
        return id_

    for left, right in same:
        if left in known and right in known:
            smaller, larger = sorted((root(left), root(right)))
            parent[larger] = smaller
    return {id_: root(id_) for id_ in sorted(parent) if root(id_) != id_}


def claims_of(statements: Iterable[EntityStatement]) -> list[Claim]:
    """The ids that entity statements use."""
    return [Claim(statement.source, statement.id, statement.type) for statement in statements]
