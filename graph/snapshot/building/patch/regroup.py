"""Which things some changes touch, and what they are then."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from graph.identity import owners_of
from graph.snapshot.building.entities import Entity, is_placed, unite_one
from graph.snapshot.building.origins import count_regions, count_sectors
from graph.snapshot.building.patch.former import Former, FullScanNeeded
from graph.snapshot.building.patch.identities import ORGANISATION, Difference, Identities, check_owners
from graph.statements import EntityStatement, Source
from graph.store.protocol import Changes
from graph.uniting import Saying

RELATION: Final = "relation"
MARKET: Final = "market"
Place = tuple[str, str]
"""(type, canonical id) of a thing."""


@dataclass(frozen=True, slots=True)
class Regrouped:
    """Things that are new or other than before.

    Attributes:
        identities: what ids mean.
        things: what they are now, in no order.
        before: place of each thing that the changes touch → its node, if it was there.
        loose: nodes at which a reference may mean something else now, or nothing.
        gone: statements that are no longer said.
        come: statements that now are.
        sectors, regions: counts as ``Known`` has them.
    """

    identities: Identities
    things: list[Entity]
    before: dict[Place, int | None]
    loose: set[int]
    gone: list[EntityStatement]
    come: list[EntityStatement]
    sectors: dict[str, int]
    regions: dict[str, int]

    @property
    def removed(self) -> set[int]:
        """Nodes of things that are no more."""
        here = {(thing.type, thing.id) for thing in self.things}
        return {node for place, node in self.before.items() if node is not None and place not in here}


def regroup(former: Former, changes: Changes, sources: Sequence[Source]) -> Regrouped:
    """Unite anew whatever the changes touch.

    Raises:
        FullScanNeeded: what sectors are called in lists has changed, or the changes do not fit the snapshot.
    """
    check_owners(former, sources)
    difference = Difference(
        {(source, id_): type_ for source, type_, id_ in changes.retired if type_ != RELATION and is_placed(type_, id_)},
        {
            (said.source, said.id): said
            for said in changes.added
            if isinstance(said, EntityStatement) and is_placed(said.type, said.id)
        },
    )
    identities = Identities(former, sources, difference, changes.judgements)
    _check_sectors(former, identities)
    before = {place: _node(former, place) for place in _places(identities, difference)}
    sayings, gone = _sayings(former, identities, difference, before)
    owners = owners_of(sources)
    things = [unite_one(id_, type_, said, identities.resolve, owners) for (type_, id_), said in sayings.items()]
    _check_ids(former, things, before)
    come = list(difference.come.values())
    nodes = [node for node in before.values() if node is not None]
    return Regrouped(
        identities,
        things,
        before,
        _loose(former, identities, before, {(thing.type, thing.id) for thing in things}),
        gone,
        come,
        _counted(former.origins.known.sectors, count_sectors(gone), count_sectors(come)),
        _counted(former.origins.known.regions, _regions_before(former, nodes), count_regions(things)),
    )


def _check_sectors(former: Former, identities: Identities) -> None:
    """What is named in lists of sectors must mean what it meant: everything that names it would change."""
    moved = identities.moved | identities.within(identities.moved)
    named = (identities.changed | moved) & former.origins.known.sectors.keys()
    if named:
        raise FullScanNeeded(f"sectors that things name have changed: {sorted(named)[:5]}")


def _node(former: Former, place: Place) -> int | None:
    """The node of a thing, if it was there."""
    type_, id_ = place
    node = former.node.get(id_)
    return node if node is not None and node in former.sections.range(type_) else None


def _places(identities: Identities, difference: Difference) -> Iterator[Place]:
    """Places of all things of which a statement has gone or come, or is another thing's now."""
    canonical_before = identities.canonical_before
    for speaker, type_ in difference.gone.items():
        yield type_, canonical_before(identities.graph_id_before(speaker))
    for speaker, said in difference.come.items():
        yield said.type, identities.canonical(identities.graph_id(speaker))
    for claim in identities.reassigned():
        speaker = claim.source, claim.id
        yield claim.type, canonical_before(identities.graph_id_before(speaker))
        yield claim.type, identities.canonical(identities.graph_id(speaker))
    for graph_id in identities.moved:
        yield ORGANISATION, canonical_before(graph_id)
        yield ORGANISATION, identities.canonical(graph_id)


def _sayings(
    former: Former, identities: Identities, difference: Difference, before: dict[Place, int | None]
) -> tuple[dict[Place, list[Saying]], list[EntityStatement]]:
    """What is said now of each thing touched, and what no longer is of any."""
    sayings: dict[Place, list[Saying]] = defaultdict(list)
    gone: list[EntityStatement] = []
    stayed: list[EntityStatement] = []
    for node in before.values():
        for said in former.sayings(node) if node is not None else ():
            (gone if difference.gone.get((said.source, said.id)) == said.type else stayed).append(said)
    if len(gone) != len(difference.gone) or any((said.source, said.id) in difference.come for said in stayed):
        raise FullScanNeeded("the changes do not fit the published snapshot")
    for said in chain(stayed, difference.come.values()):
        graph_id = identities.graph_id((said.source, said.id))
        place = said.type, identities.canonical(graph_id)
        assert place in before, "whatever moves was looked for"
        sayings[place].append((graph_id, said))
    for type_, id_ in before:
        if type_ == MARKET:  # is there whoever speaks of it
            sayings.setdefault((type_, id_), [])
    return sayings, gone


def _check_ids(former: Former, things: Iterable[Entity], before: dict[Place, int | None]) -> None:
    """No two things may have the same id, which a qualified one could be that another source uses plainly."""
    here = {thing.id: thing.type for thing in things}
    places = {(thing.type, thing.id) for thing in things}
    for type_, id_ in places:
        node = former.node.get(id_)
        if node is not None:
            then = former.sections.type_of(node)
            if then != type_ and ((then, id_) in places or (then, id_) not in before):
                raise FullScanNeeded(f"two things have the id {id_}")
    if len(here) < len(places):
        raise FullScanNeeded("two things have the same id")


def _loose(former: Former, identities: Identities, before: dict[Place, int | None], places: set[Place]) -> set[int]:
    """Nodes at which a reference to a changed id, to a moved one or to a thing that has gone stood."""
    meant = set(identities.changed)
    meant |= {
        identities.graph_id_before((claim.source, claim.id))
        for id_ in identities.changed
        for claim in identities.claims_before(id_)
    }
    meant |= identities.moved
    nodes = {node for graph_id in meant if (node := former.thing(graph_id)) is not None}
    return nodes | {node for place, node in before.items() if node is not None and place not in places}


def _regions_before(former: Former, nodes: Iterable[int]) -> Counter[str]:
    organisations = former.sections.range(ORGANISATION)
    records = (former.record(node) for node in nodes if node not in organisations)
    return Counter(record["region"] for record in records if "region" in record)


def _counted(then: dict[str, int], less: Counter[str], more: Counter[str]) -> dict[str, int]:
    total = Counter(then)
    total.subtract(less)
    total.update(more)
    return {name: count for name, count in sorted(total.items()) if count}
