"""What ids mean before and after some changes, as far as the changes reach."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph.identity import Claim, GraphIds, Pair, canonical_ids, claims_of, judged_same, qualified_id
from graph.snapshot.building.patch.former import Former, FullScanNeeded
from graph.statements import EntityStatement, Judgement, Source

ORGANISATION: Final = "organisation"
Speaker = tuple[str, str]
"""(source, id): of whom a statement is, and of what. There is one live statement of each."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Statements of things that are no longer said, and those that now are.

    Attributes:
        gone: the type of each. A changed statement is in both.
    """

    gone: Mapping[Speaker, str]
    come: Mapping[Speaker, EntityStatement]

    def altered_ids(self) -> set[str]:
        """The ids of which a source says something else than before."""
        return {id_ for _, id_ in self.gone.keys() & self.come.keys()}

    def changed_ids(self) -> set[str]:
        """The ids of which other sources speak than before, or as of another type of thing."""
        kept = {speaker for speaker, said in self.come.items() if self.gone.get(speaker) == said.type}
        return {id_ for speakers in (self.gone, self.come) for _, id_ in speakers.keys() - kept}


class Identities:
    """Graph ids and canonical ids before and after.

    Whatever makes a graph id stands in one of the ids that were looked at, or is as it was.

    Attributes:
        changed: ids that other sources use than before, or that mean something else because of what is said now.
        moved: graph ids that have another canonical id than before, or have one now, or had one.
        same, speakers, aliases, qualified, contested: as a snapshot of the later revision holds them.
    """

    def __init__(
        self, former: Former, sources: Sequence[Source], difference: Difference, judgements: Iterable[Judgement]
    ) -> None:
        self._former, self._sources, self._difference = former, sources, difference
        self._come_by_id: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims_of(difference.come.values()):
            self._come_by_id[claim.id].append(claim)
        self.changed = difference.changed_ids()
        self.changed |= {id_ for id_ in difference.altered_ids() - self.changed if self._means_otherwise(id_)}
        touched = self.changed | {
            qualified_id(claim.source, id_)
            for id_ in self.changed
            for claim in (*self.claims_before(id_), *self._come_by_id.get(id_, ()))
        }
        self.looked_at = touched | self.within(touched)
        after = [claim for id_ in self.looked_at for claim in self.claims_after(id_)]
        self._after = GraphIds(sources, after)
        self.qualified = self._renewed(former.origins.known.qualified, self._after.qualified)
        self.contested = self._renewed(former.manifest.contested, self._after.contested)
        self.same = judged_same(judgements, former.origins.known.same)
        meant = [(self._meant(left), self._meant(right)) for left, right in self.same]
        self.speakers = self._speakers(meant, touched, after)
        self.aliases = canonical_ids(meant, self.speakers, sources)
        then = former.manifest.aliases
        self.moved = {id_ for id_ in then.keys() | self.aliases if then.get(id_) != self.aliases.get(id_)}

    def within(self, graph_ids: Iterable[str]) -> set[str]:
        """Ids that, qualified by some source, would be one of these graph ids."""
        prefixes = [qualified_id(source.name, "") for source in self._sources]
        return {
            graph_id.removeprefix(prefix)
            for graph_id in graph_ids
            if ":" in graph_id
            for prefix in prefixes
            if graph_id.startswith(prefix)
        }

    def _renewed(self, then: Mapping[str, list[str]], now: Mapping[str, list[str]]) -> dict[str, list[str]]:
        if self.looked_at.isdisjoint(then) and not now:
            return dict(then)
        kept = {id_: said for id_, said in then.items() if id_ not in self.looked_at}
        return dict(sorted({**kept, **now}.items()))

    def _means_otherwise(self, id_: str) -> bool:
        """Whether an id of which the same sources speak is shared by others of them than before."""
        if len(self.claims_before(id_)) < 2:
            return False
        ids, former = GraphIds(self._sources, self.claims_after(id_)), self._former
        then = former.origins.known.qualified.get(id_), former.manifest.contested.get(id_)
        return (ids.qualified.get(id_), ids.contested.get(id_)) != then

    def claims_before(self, id_: str) -> list[Claim]:
        """Who used an id, and for what."""
        former = self._former
        graph_ids = [id_, *(qualified_id(source, id_) for source in former.origins.known.qualified.get(id_, ()))]
        nodes = {node for graph_id in graph_ids if (node := former.thing(graph_id)) is not None}
        return claims_of(said for node in sorted(nodes) for said in former.sayings(node) if said.id == id_)

    def claims_after(self, id_: str) -> list[Claim]:
        """Who uses an id, and for what."""
        gone = self._difference.gone
        kept = (claim for claim in self.claims_before(id_) if (claim.source, id_) not in gone)
        return [*kept, *self._come_by_id.get(id_, ())]

    def _speakers(self, same: Iterable[Pair], touched: set[str], after: Iterable[Claim]) -> dict[str, list[str]]:
        """See ``Known.speakers``."""
        known = self._former.origins.known
        judged_before = {self._meant_before(id_) for pair in known.same for id_ in pair}
        here: dict[str, list[str]] = defaultdict(list)
        for claim in after:
            if claim.type == ORGANISATION:
                here[self._after.of(claim.source, claim.id)].append(claim.source)
        found = {}
        for id_ in sorted({id_ for pair in same for id_ in pair}):
            if id_ in touched:
                found[id_] = sorted(here.get(id_, ()))
            elif id_ in judged_before:
                found[id_] = known.speakers.get(id_, [])
            else:
                found[id_] = self._speakers_before(id_)
        return {id_: sources for id_, sources in found.items() if sources}

    def _meant(self, id_: str) -> str:
        """The graph id of what is judged: as ``GraphIds.meant``."""
        source, _, own_id = id_.partition(":")
        if self.is_plain(id_) or all(claim.source != source for claim in self.claims_after(own_id)):
            return id_
        return self.graph_id((source, own_id))

    def _meant_before(self, id_: str) -> str:
        source, _, own_id = id_.partition(":")
        was_plain = id_ not in self._former.manifest.contested and bool(self.claims_before(id_))
        if was_plain or all(claim.source != source for claim in self.claims_before(own_id)):
            return id_
        return self.graph_id_before((source, own_id))

    def _speakers_before(self, graph_id: str) -> list[str]:
        """Who spoke of an organisation by a graph id; nobody, if it is none."""
        node = self._former.thing(graph_id)
        if node is None or node not in self._former.sections.range(ORGANISATION):
            return []
        said = self._former.sayings(node)
        return sorted(one.source for one in said if self.graph_id_before((one.source, one.id)) == graph_id)

    def graph_id_before(self, speaker: Speaker) -> str:
        """The graph id that an id had which a source used."""
        return _graph_id(speaker, self._former.origins.known.qualified)

    def graph_id(self, speaker: Speaker) -> str:
        """The graph id of an id that a source uses."""
        return _graph_id(speaker, self.qualified)

    def canonical(self, graph_id: str) -> str:
        """Canonical id of a graph id."""
        return self.aliases.get(graph_id, graph_id)

    def is_plain(self, id_: str) -> bool:
        """Whether somebody uses the id, and it is a plain id of the graph."""
        return id_ not in self.contested and bool(self.claims_after(id_))

    def resolve(self, source: str, reference: str) -> str | None:
        """The graph id that a reference means in a source; None if nobody uses it: as ``GraphIds.resolve``."""
        own = self.graph_id((source, reference))
        return own if own != reference or self.is_plain(reference) else None

    def canonical_before(self, graph_id: str) -> str:
        """Canonical id that a graph id had."""
        return self._former.canonical(graph_id)

    def reassigned(self) -> list[Claim]:
        """Claims that stay, of which the graph id is another one than before."""
        return [
            claim
            for id_ in self.looked_at
            for claim in self.claims_after(id_)
            if self.graph_id((claim.source, id_)) != self.graph_id_before((claim.source, id_))
        ]


def _graph_id(speaker: Speaker, qualified: Mapping[str, Sequence[str]]) -> str:
    source, id_ = speaker
    return qualified_id(source, id_) if source in qualified.get(id_, ()) else id_


def check_owners(former: Former, sources: Iterable[Source]) -> None:
    """Raise FullScanNeeded where a source that was there owns its ids now, or no longer does."""
    owned = {source.name: source.owns_ids for source in former.sources}
    for source in sources:
        if owned.get(source.name, source.owns_ids) != source.owns_ids:
            raise FullScanNeeded(f"{source.name} owns its ids now, or no longer does")
