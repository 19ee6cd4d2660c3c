"""Ids that a publisher has used again: what somebody judged the same as a thing becomes no other thing unnoticed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Self

from graph.identity import Claim, GraphIds, Pair, claims_of, joined, judged_same, qualified_id
from graph.likeness import ALIKE, named_alike
from graph.statements import SYSTEM, EntityStatement, Source
from graph.store.protocol import Scan
from loaders.rows import Refusal

REUSED: Final = "reused_id"


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said of organisations that people have judged the same as some of one source.

    Attributes:
        others: id in the source → what all sources, itself included, say of the same organisation.
    """

    others: Mapping[str, list[EntityStatement]] = field(default_factory=dict)

    @classmethod
    def read(cls, scan: Scan, source: Source, known: Mapping[str, Mapping[str, object]]) -> Self:
        """From a store, of which all things are read only where a judgement may be about the source.

        Args:
            scan: of the store.
            source: whose rows are to be taken.
            known: source → id → anything: what all sources say.
        """
        same = judged_same(one for one in scan.judgements() if one.who != SYSTEM)
        judged = {id_ for pair in same for id_ in pair}
        others = [ids for name, ids in known.items() if name != source.name]
        prefix = qualified_id(source.name, "")
        may_be_own = (id_.startswith(prefix) or all(id_ not in ids for ids in others) for id_ in judged)
        if not judged or not (source.owns_ids or any(may_be_own)):
            return cls()
        return cls(_said_of_the_same(scan, source, same, judged))

    def refuse(self, statement: EntityStatement) -> Refusal | None:
        """Why a new or altered statement waits for a person: its id has become another organisation's; None if not."""
        others = self.others.get(statement.id)
        if not others or statement.type != "organisation" or any(_may_be_one(statement, other) for other in others):
            return None
        other = others[0]
        return Refusal(
            "id",
            REUSED,
            f"{statement.id!r} is judged the same as {other.properties.get('name')!r} ({_of(other)}), and is now "
            f"{statement.properties['name']!r} ({_of(statement)}): unmerge the two and load the source again, and "
            "merge them again if they are one all the same",
        )


def _said_of_the_same(
    scan: Scan, source: Source, same: Sequence[Pair], judged: set[str]
) -> dict[str, list[EntityStatement]]:
    """See ``Judged.others``: for each id by which the source could mean one that is judged."""
    prefix = qualified_id(source.name, "")
    may_be = judged | {id_.partition(":")[2] for id_ in judged}
    said = [one for one in scan.entities() if one.type == "organisation" and one.id in may_be]
    sources = [*(one for one in scan.sources() if one.name != source.name), source]
    ids = GraphIds(sources, claims_of(said))
    own = {id_.removeprefix(prefix) for id_ in judged}
    others = [claim for claim in claims_of(said) if claim.source != source.name or claim.id not in own]
    with_own = GraphIds(sources, [*others, *(Claim(source.name, id_, "organisation") for id_ in sorted(own))])
    meant = {id_: (with_own if id_.startswith(prefix) else ids).meant(id_) for id_ in judged}
    graph_ids = set(meant.values())
    canonical = joined([(meant[left], meant[right]) for left, right in same], {id_: id_ for id_ in graph_ids})
    groups: dict[str, list[EntityStatement]] = defaultdict(list)
    for one in said:
        graph_id = ids.of(one.source, one.id)
        groups[canonical.get(graph_id, graph_id)].append(one)
    named = {id_: with_own.of(source.name, id_) for id_ in sorted(own)}
    return {id_: groups[canonical.get(graph_id, graph_id)] for id_, graph_id in named.items() if graph_id in graph_ids}


def _of(statement: EntityStatement) -> str:
    return ", ".join(str(statement.properties.get(name, "")) for name in ("kind", "country"))


def _may_be_one(one: EntityStatement, other: EntityStatement) -> bool:
    """Whether two statements may be of one organisation: the same kind and country, or names that are alike."""
    if all(one.properties.get(name) == other.properties.get(name) for name in ("kind", "country")):
        return True
    return named_alike(one.properties, other.properties, ALIKE)
