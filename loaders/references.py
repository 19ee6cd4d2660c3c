"""What the ids in a row mean: the source's own things first, then anybody's; the rule is that of ``graph.identity``.

What databases call referential integrity, checked across sources.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from graph.errors import nearest
from graph.identity import Claim, GraphIds, qualified_id
from graph.markets import is_market, market_names, markets_meant
from graph.records import ID_COLUMNS
from graph.relations import CORRIDOR, MARKET, ORGANISATION, RELATION_KINDS, SECTOR
from graph.sectors import sectors_meant
from graph.statements import EntityStatement, RelationStatement, Source, Statement
from loaders.rows import Refusal

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
    """

    def __init__(self, source: Source, sources: Iterable[Source], known: Known) -> None:
        self._source = source
        self._sources = [*(other for other in sources if other.name != source.name), source]
        self._known = {other: ids for other, ids in known.items() if other != source.name}
        self._own: dict[str, tuple[str, str]] = dict(known.get(source.name, {}))
        self._others, self._used_by_several = _kinds(self._known.values())
        own, _ = _kinds([self._own])
        self._kind = dict.fromkeys(market_names(), "market") | self._others | own
        self._contested: Mapping[str, list[str]] = {}
        self._apart: tuple[str, ...] = ()
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
        claims = [
            Claim(source, id_, things[id_][0]) for source, things in everything for id_ in shared if id_ in things
        ]
        graph_ids = GraphIds(self._sources, claims)
        kind_of = {
            graph_ids.of(source, id_): end_kind(*things[id_])
            for source, things in everything
            for id_ in shared
            if id_ in things
        }
        self._contested = graph_ids.contested
        name = self._source.name
        self._apart = tuple(sorted(qualified_id(name, id_) for id_, who in graph_ids.qualified.items() if name in who))
        for id_ in shared:
            graph_id = graph_ids.resolve(self._source.name, id_)
            if graph_id is None:
                self._kind.pop(id_, None)
            else:
                self._kind[id_] = kind_of[graph_id]
        self._kind.update((graph_id, kind) for graph_id, kind in kind_of.items() if graph_id not in shared)

    def apart(self) -> tuple[str, ...]:
        """Graph ids of the source's things whose ids others use too, each for a thing of its own; in order."""
        self.settle()
        return self._apart

    def add(self, statement: EntityStatement) -> None:
        """One more thing that the source itself states. What others say of the id waits for ``settle``."""
        self.know(statement.id, statement.type, statement.properties.get("kind", ""))

    def know(self, id_: str, type_: str, kind: str) -> None:
        """One more thing of the source itself, likewise."""
        self._own[id_] = (type_, kind)
        self._kind[id_] = end_kind(type_, kind)

    def put_aside(self, id_: str, locator: str) -> None:
        """The row that states a thing of this id fails, so that whatever refers to it has to wait too."""
        self._aside.setdefault(id_, locator)

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
        if reference in self._contested:
            several = ", ".join(self._contested[reference])
            return Refusal(column, AMBIGUOUS, f"several sources use the id {reference!r}: write one of {several}")
        if reference in self._aside:
            where = self._aside[reference]
            return Refusal(
                column, UNKNOWN, f"the row of {reference!r} waits in quarantine itself, {where}: repair that"
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
