"""Where a reference stands in the graph: the canonical node of what a source means by an id."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from graph.identity import Claim, GraphIds, canonical_ids, judged_same, owners_of
from graph.statements import Judgement, Source

Claims = tuple[tuple[str, str], ...]
"""(source, type) of each source that uses an id."""
ClaimsOf = Callable[[str], Claims]
SaidOf = Callable[[str, str], Mapping[str, Any]]
"""(source, id) → the properties that the source states."""

UNCLAIMED: Final[Claims] = ()


class Identity:
    """What ids mean in one state of the store. It asks for the claims of those ids only that it is asked about.

    Graph ids depend on nothing but the claims of the id itself, what those who share it say, and on which sources own
    ids, so they are worked out id by id; judgements join organisations that are known.

    Attributes:
        owners: names of the sources that own their ids.

    Args:
        claims: who uses an id.
        said: what they say; it is asked of ids only that several use.
        sources: declarations of all sources.
        judgements: all of them, in the order of making.
    """

    def __init__(
        self, claims: ClaimsOf, said: SaidOf, sources: Mapping[str, Source], judgements: Iterable[Judgement]
    ) -> None:
        self._claims = claims
        self._said = said
        self._sources = sources
        self.owners = owners_of(sources.values())
        self._shared: dict[str, GraphIds] = {}
        same = [(self._meant(left), self._meant(right)) for left, right in judged_same(judgements)]
        judged = {id_ for pair in same for id_ in pair}
        speakers = {id_: found for id_ in sorted(judged) if (found := self._speakers(id_))}
        self.canonical: dict[str, str] = canonical_ids(same, speakers, sources.values())

    def _graph_ids(self, id_: str, claims: Claims) -> GraphIds:
        found = self._shared.get(id_)
        if found is None:
            said = (Claim(source, id_, type_, self._said(source, id_)) for source, type_ in claims)
            found = self._shared[id_] = GraphIds(self._sources.values(), said)
        return found

    def resolve(self, source: str, reference: str) -> str | None:
        """The graph id that a reference means in ``source``; None if nobody uses it."""
        claims = self._claims(reference)
        if len(claims) > 1:
            return self._graph_ids(reference, claims).resolve(source, reference)
        return reference if claims else None

    def _meant(self, id_: str) -> str:
        """The graph id of what is judged: as ``GraphIds.meant``."""
        source, _, own_id = id_.partition(":")
        if (
            source not in self._sources
            or self.resolve("", id_) is not None
            or all(name != source for name, _ in self._claims(own_id))
        ):
            return id_
        return self.resolve(source, own_id) or id_

    def place(self, source: str, reference: str) -> str:
        """The id of the node at which a reference of ``source`` stands; that of a placeholder if nobody uses it."""
        return self.placed(source, reference)[0]

    def placed(self, source: str, reference: str) -> tuple[str, bool]:
        """The same, and whether anybody uses the id."""
        found = self.resolve(source, reference)
        graph_id = found or reference
        return self.canonical.get(graph_id, graph_id), found is not None

    def _speakers(self, graph_id: str) -> list[str]:
        """Who speaks of an organisation by its graph id; nobody, if it is none."""
        return sorted(
            {
                claimant
                for source, id_ in behind(graph_id, self._sources)
                for claimant, type_ in self._claims(id_)
                if type_ == "organisation" and source in (None, claimant) and self.resolve(claimant, id_) == graph_id
            }
        )

    def is_unambiguous(self, id_: str) -> bool:
        """Whether everybody means the same by an id: nothing but one thing, or nothing at all, is called so."""
        return len(self._claims(id_)) <= 1

    def meanings(self, id_: str) -> dict[str, str]:
        """Claimant → graph id of an id, and "" → what everybody else means by it."""
        return {source: self.resolve(source, id_) or id_ for source in ("", *(name for name, _ in self._claims(id_)))}


def behind(graph_id: str, sources: Mapping[str, Source]) -> Iterator[tuple[str | None, str]]:
    """(source, id) of every claim that may have this graph id: anybody's unqualified one, or a qualified one."""
    yield None, graph_id
    at = graph_id.find(":")
    while at >= 0:
        if graph_id[:at] in sources:
            yield graph_id[:at], graph_id[at + 1 :]
        at = graph_id.find(":", at + 1)


def moved_nodes(before: Identity, after: Identity, ids: Iterable[str]) -> set[str]:
    """Nodes before the change at which something stands that may stand elsewhere after it.

    Args:
        before: what ids mean before it.
        after: what they mean after it.
        ids: whose claims, or claimants' ownership of ids, have changed.
    """
    nodes: set[str] = set()
    for id_ in ids:
        if before.is_unambiguous(id_) and after.is_unambiguous(id_):
            continue
        then, now = before.meanings(id_), after.meanings(id_)
        everybody = then.keys() | now.keys()
        if any(then.get(source, then[""]) != now.get(source, now[""]) for source in everybody):
            nodes.update(before.canonical.get(graph_id, graph_id) for graph_id in then.values())
    for graph_id in before.canonical.keys() | after.canonical.keys():
        node = before.canonical.get(graph_id, graph_id)
        if node != after.canonical.get(graph_id, graph_id):
            nodes.add(node)
    return nodes
