"""Which ids are the same thing: ids of sources made unique, then people's judgements applied."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from graph.statements import ENTITY_TYPES, EntityStatement, Judgement, Source

_TYPE_RANK: dict[str, int] = {type_: rank for rank, type_ in enumerate(ENTITY_TYPES)}


class Claim(NamedTuple):
    """One id as one source uses it."""

    source: str
    id: str
    type: str


class GraphIds:
    """The graph's id of every id that a source uses. The same claims give the same ids, in whatever order they come.

    An id that only one source uses is kept plain. Where several do, the sources that own the id space share the plain
    id, and each other one's becomes ``source:id``. Sectors are one vocabulary of all sources and always plain. Where
    the sharers of a plain id do not agree on what type of thing it is, the type that comes first in ``ENTITY_TYPES``
    keeps it.
    """

    def __init__(self, sources: Iterable[Source], claims: Iterable[Claim]) -> None:
        self._owners = {source.name for source in sources if source.owns_ids}
        self._graph_id: dict[str, dict[str, str]] = defaultdict(dict)
        self._plain: set[str] = set()
        self._contested: dict[str, list[str]] = {}
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
        entitled = [claim for claim in sharers if claim.type == "sector" or claim.source in self._owners]
        kept_type = min((claim.type for claim in entitled), key=_TYPE_RANK.__getitem__, default=None)
        qualified = []
        for claim in sharers:
            keeps = kept_type is not None and claim in entitled and claim.type == kept_type
            graph_id = id_ if keeps else f"{claim.source}:{id_}"
            self._graph_id[claim.source][id_] = graph_id
            if not keeps:
                qualified.append(graph_id)
        if kept_type is None:
            self._plain.discard(id_)
            self._contested[id_] = sorted(qualified)

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

    @property
    def contested(self) -> Mapping[str, list[str]]:
        """Ids that several sources use and none owns → the graph ids that they became."""
        return self._contested


def same_organisations(judgements: Iterable[Judgement], known: Iterable[str]) -> dict[str, str]:
    """Graph id → canonical id for every organisation judged to be another one's double.

    The latest judgement of a pair counts. Sameness is transitive; the smallest id of those that are the same is
    canonical. Pairs with an id that is not in ``known`` are passed over.
    """
    known_ids = set(known)
    latest: dict[tuple[str, str], bool] = {}
    for judgement in judgements:
        latest[judgement.left, judgement.right] = judgement.same
    parent: dict[str, str] = {}

    def root(id_: str) -> str:
        while parent.get(id_, id_) != id_:
            id_ = parent[id_]
        return id_

    for (left, right), same in latest.items():
        if same and left in known_ids and right in known_ids:
            smaller, larger = sorted((root(left), root(right)))
            parent[larger] = smaller
    return {id_: root(id_) for id_ in parent if root(id_) != id_}


def claims_of(statements: Iterable[EntityStatement]) -> list[Claim]:
    """The ids that entity statements use."""
    return [Claim(statement.source, statement.id, statement.type) for statement in statements]
