"""What the ids in a row mean: the source's own things first, then anybody's; the rule is that of ``graph.identity``.

What databases call referential integrity, checked across sources.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from graph.errors import cut, nearest
from graph.identity import Apart, Claim, GraphIds, qualified_id
from graph.markets import is_market, market_names, markets_meant
from graph.records import ID_COLUMNS
from graph.relations import CORRIDOR, MARKET, ORGANISATION, RELATION_KINDS, SECTOR
from graph.sectors import sectors_meant
from graph.statements import EntityStatement, RelationStatement, Source, Statement
from loaders.rows import REASONS_AT_MOST, Refusal

RESERVED: Final = "reserved_id"
UNKNOWN: Final = "unknown_reference"
AMBIGUOUS: Final = "ambiguous_reference"
WRONG_END: Final = "wrong_end"
REFERENCE_CODES: Final = frozenset({UNKNOWN, AMBIGUOUS, WRONG_END})
"""Reasons that can pass when other sources are loaded."""
NEAREST_AT_MOST: Final = 20
"""Unknown ids in a load for which near ones are looked for; each takes a look at every id there is."""

_WORLDWIDE: Final = frozenset({"europe", "world"})
"""Regions of estimates that are neither a market nor a corridor."""
_COLUMNS: Final[Mapping[str, tuple[tuple[str, frozenset[str]], ...]]] = {
    "organisation": (("sectors", SECTOR),),
    "context": (("sectors", SECTOR),),
    "priority": (("organisation", ORGANISATION), ("sectors", SECTOR)),
    "service": (("organisation", ORGANISATION),),
    "estimate": (("region", MARKET | CORRIDOR), ("sector", SECTOR)),
}
"""Columns of entities that refer to others, and to what kinds."""
_ENDS: Final = {kind.name: (kind.sources, kind.targets) for kind in RELATION_KINDS.values()}

Known = Mapping[str, Mapping[str, tuple[str, str]]]
"""source → id → (type, kind) of everything that is live."""
Things = Callable[[Iterable[tuple[str, str]]], Iterable[EntityStatement]]
"""What a store says of some (source, id): ``Store.things``."""


def end_kind(type_: str, kind: str) -> str:
    """What a thing counts as at a relation's end: organisations and contexts as their kind, others as their type."""
    return kind if type_ in ("organisation", "context") else type_


def known_ids(ids: Iterable[tuple[str, str, str, str]]) -> dict[str, dict[str, tuple[str, str]]]:
    """What a store's ``ids`` say, by source."""
    known: dict[str, dict[str, tuple[str, str]]] = {}
    for source, type_, id_, kind in ids:
        known.setdefault(source, {})[id_] = (type_, kind)
    return known


def _kinds(sources: Iterable[Mapping[str, tuple[str, str]]]) -> tuple[dict[str, str], set[str]]:
    """What each id of some sources counts as, and the ids that several of them use."""
    kinds: dict[str, str] = {}
    used_by_several: set[str] = set()
    for ids in sources:
        used_by_several |= kinds.keys() & ids.keys()
        kinds.update((id_, end_kind(*thing)) for id_, thing in ids.items())
    return kinds, used_by_several


class References:
    """Answers for the references of one source's rows.

    Args:
        source: whose rows.
        sources: declarations of all sources, to know which own the id space.
        known: what all sources say; of ``source`` itself only what is given here or added later is known.
        things: of the store, to see whether those who share an id mean the same thing.
    """

    def __init__(self, source: Source, sources: Iterable[Source], known: Known, things: Things) -> None:
        self._source = source
        self._sources = [*(other for other in sources if other.name != source.name), source]
        self._known = {other: ids for other, ids in known.items() if other != source.name}
        self._own: dict[str, tuple[str, str]] = dict(known.get(source.name, {}))
        self._others, self._used_by_several = _kinds(self._known.values())
        own, _ = _kinds([self._own])
        self._kind = dict.fromkeys(market_names(), "market") | self._others | own
        self._things = things
        self._said: dict[tuple[str, str], Mapping[str, Any]] = {}
        self._graph_ids = GraphIds((), ())
        self._other_names = {other.name for other in self._sources} - {source.name}
        self._looked_for: dict[str, list[str]] = {}
        self._aside: dict[str, str] = {}
        self.settle()

    def settle(self) -> None:
        """Work out what ids that several sources use mean, after own ones were added."""
        shared = self._used_by_several | (self._own.keys() & self._others.keys())
        if shared:
            self._settle_shared(shared)

    def _settle_shared(self, shared: set[str]) -> None:
        """What each of them means here, and what the others are called."""
        everything = [*self._known.items(), (self._source.name, self._own)]
        kinds = {(source, id_): things[id_] for source, things in everything for id_ in shared if id_ in things}
        missing = [place for place in kinds if place not in self._said]
        if missing:
            self._said.update(((said.source, said.id), said.properties) for said in self._things(missing))
        claims = (Claim(*place, type_, self._said.get(place, {})) for place, (type_, _) in kinds.items())
        graph_ids = self._graph_ids = GraphIds(self._sources, claims)
        kind_of = {graph_ids.of(*place): end_kind(*thing) for place, thing in kinds.items()}
        for id_ in shared:
            graph_id = graph_ids.resolve(self._source.name, id_)
            if graph_id is None:
                self._kind.pop(id_, None)
            else:
                self._kind[id_] = kind_of[graph_id]
        self._kind.update((graph_id, kind) for graph_id, kind in kind_of.items() if graph_id not in shared)

    def apart(self) -> list[Apart]:
        """The source's things that have ids of others' things, by id."""
        self.settle()
        return self._graph_ids.apart(self._source.name)

    def restated(self) -> dict[str, tuple[str, ...]]:
        """Ids by which the source speaks of others' things, and whose these are; by id."""
        self.settle()
        return self._graph_ids.restated(self._source.name)

    def add(self, statement: EntityStatement) -> None:
        """One more thing that the source itself states. What others say of the id waits for ``settle``."""
        self.know(statement.id, statement.type, statement.properties.get("kind", ""))
        if statement.id in self._others:
            self._said[statement.source, statement.id] = statement.properties

    def know(self, id_: str, type_: str, kind: str) -> None:
        """One more thing of the source itself, likewise."""
        self._own[id_] = (type_, kind)
        self._kind[id_] = end_kind(type_, kind)

    def knows(self, reference: str) -> bool:
        """Whether a text is an id here, be it one that does not hold: of several things, or of a row that waits."""
        return reference in self._kind or reference in self._graph_ids.contested or reference in self._aside

    def graph_id(self, source: str, id_: str) -> str:
        """What the graph calls a thing of a source."""
        return self._graph_ids.of_source(source).get(id_, id_)

    def written(self, source: str, id_: str) -> str | None:
        """The id by which rows here mean a thing of any source; None where that is another one's of their own."""
        if source == self._source.name:
            return id_
        graph_id = self.graph_id(source, id_)
        is_own = graph_id in self._own and self.graph_id(self._source.name, graph_id) != graph_id
        return None if is_own else graph_id

    def meant(self, id_: str) -> str:
        """What the graph calls the thing that ``source:id`` names, or an id of the graph."""
        source, _, own_id = id_.partition(":")
        things = self._own if source == self._source.name else self._known.get(source, {})
        return self.graph_id(source, own_id) if own_id in things and id_ not in self._others else id_

    def put_aside(self, id_: str, locator: str, why: str) -> None:
        """The row that states a thing of this id fails, for this reason; whatever refers to it has to wait too."""
        self._aside.setdefault(id_, f"{locator} {cut(why)}")

    def refuse(self, statement: Statement) -> Refusal | None:
        """Why a statement's references do not hold; None if they do."""
        if isinstance(statement, RelationStatement):
            return self.refuse_relation(statement)
        return self.refuse_entity(statement)

    def refuse_entity(self, statement: EntityStatement) -> Refusal | None:
        """Why a thing's id, or what its properties refer to, does not hold; None if they do."""
        reserved = self._reserved(statement.id)
        if reserved is not None:
            return Refusal(ID_COLUMNS.get(statement.type, "id"), RESERVED, reserved)
        for column, allowed in _COLUMNS.get(statement.type, ()):
            named = statement.properties.get(column, ())
            for reference in (named,) if isinstance(named, str) else named:
                if self._kind.get(reference) not in allowed and not (column == "region" and reference in _WORLDWIDE):
                    return self._refusal(column, reference, allowed)
        return None

    def _reserved(self, id_: str) -> str | None:
        """Why an id could not be told from what the graph calls another one; None if it can."""
        own = self._source.name
        prefix, colon, rest = id_.partition(":")
        if colon and prefix in self._other_names:
            return f"{id_!r} is what the graph calls {rest!r} of the source {prefix!r}: write another id"
        twin = rest if colon and prefix == own else qualified_id(own, id_)
        if twin in self._own:
            return f"{id_!r} and {twin!r} of this source could not be told from one another: write another id"
        return None

    def sparing(self, statement: EntityStatement) -> tuple[EntityStatement, dict[str, Refusal]]:
        """A thing without the entries of its lists that refer to nothing; column → why some of its are missing."""
        strays: dict[str, Refusal] = {}
        properties = dict(statement.properties)
        for column, allowed in _COLUMNS.get(statement.type, ()):
            named = properties.get(column)
            if isinstance(named, list) and (lost := [one for one in named if self._kind.get(one) not in allowed]):
                reasons = [self._refusal(column, one, allowed) for one in lost[:REASONS_AT_MOST]]
                strays[column] = replace(reasons[0], message="; ".join(one.message for one in reasons))
                properties[column] = [one for one in named if one not in lost]
        if not strays:
            return statement, strays
        return replace(statement, properties={name: value for name, value in properties.items() if value != []}), strays

    def refuse_relation(self, statement: RelationStatement) -> Refusal | None:
        """Why a relation's ends do not hold; None if they do."""
        sources, targets = _ENDS[statement.kind]
        if self._kind.get(statement.start) not in sources:
            return self._refusal("source", statement.start, sources, statement.kind)
        if self._kind.get(statement.end) not in targets:
            return self._refusal("target", statement.end, targets, statement.kind)
        return None

    def _refusal(self, column: str, reference: str, allowed: frozenset[str], relation: str | None = None) -> Refusal:
        kind = self._kind.get(reference)
        if kind is not None:
            of = f" of a {relation}" if relation else ""
            return Refusal(
                column, WRONG_END, f"{reference!r} is a {kind}; the {column}{of} is {' or '.join(sorted(allowed))}"
            )
        if reference in self._graph_ids.contested:
            several = ", ".join(self._graph_ids.contested[reference])
            return Refusal(column, AMBIGUOUS, f"several sources use the id {reference!r}: write one of {several}")
        if reference in self._aside:
            return Refusal(
                column, UNKNOWN, f"its {column} {reference!r} waits in quarantine itself: {self._aside[reference]}"
            )
        near = (markets_meant(reference) if allowed >= MARKET else ()) or self._nearest(reference, allowed)
        hint = f"; near are {', '.join(near)}" if near else ""
        return Refusal(column, UNKNOWN, f"nothing in this source or in the store has the id {reference!r}{hint}")

    def _nearest(self, reference: str, allowed: frozenset[str]) -> list[str]:
        if reference not in self._looked_for:
            if len(self._looked_for) >= NEAREST_AT_MOST:
                return []
            self._looked_for[reference] = (self._sectors(reference) if allowed >= SECTOR else []) or nearest(
                reference, (id_ for id_ in self._kind if not is_market(id_))
            )
        return self._looked_for[reference]

    def _sectors(self, reference: str) -> list[str]:
        return sectors_meant(reference, {id_: ("", "") for id_, kind in self._kind.items() if kind == "sector"})
