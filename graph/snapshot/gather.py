"""From a store's scan to a snapshot's facts: statements numbered and grouped into relations."""

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import orjson
from numpy.typing import NDArray

from graph.dates import first_day, last_day
from graph.kinds import CONFIDENCES, ORGANISATION_KINDS, ORGANISATION_STATUSES, PUBLIC_BODY, TRADE_AGENCY
from graph.relations import RELATION_KINDS
from graph.snapshot.entities import Entities, Entity, unite
from graph.snapshot.facts import I4, STATUS_CURRENT, STATUS_ENDED, STATUS_UNKNOWN, UNKNOWN_DAY, Facts
from graph.statements import EntityStatement, RelationStatement, Source
from graph.store.protocol import Scan

_STATES = {None: STATUS_UNKNOWN, "unknown": STATUS_UNKNOWN, "current": STATUS_CURRENT, "ended": STATUS_ENDED}
_KIND_PLACE = np.array([sorted(RELATION_KINDS).index(name) for name in RELATION_KINDS])
"""Place of each kind in the order of names."""
_KIND_CODE = {name: code for code, name in enumerate(RELATION_KINDS)}
_SYMMETRIC = frozenset(name for name, kind in RELATION_KINDS.items() if kind.symmetric)
_UNKNOWN = int(UNKNOWN_DAY)
_LATEST = np.int32(2**31 - 1)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a scan holds, ready to be written as a snapshot.

    Attributes:
        facts: the arrays.
        entities: the things by node.
        statements: (S) what each statement of ``facts`` says, as JSON, for people.
        regions, roles, names: what positions in the arrays stand for.
        dangling: statements left out since nothing answers to one of their ends.
    """

    facts: Facts
    entities: Entities
    statements: list[bytes]
    regions: list[str]
    roles: list[str]
    names: list[str]
    sources: list[Source]
    dangling: int


class _Words:
    """Words numbered as they come; position 0 is the absent one."""

    def __init__(self) -> None:
        self.code: dict[str | None, int] = {None: 0}

    def of(self, word: str | None) -> int:
        return self.code.setdefault(word, len(self.code))

    def sorted(self) -> tuple[list[str], I4]:
        """The words in order, ``""`` first for the absent one, and the place in it of each number."""
        words = sorted(word or "" for word in self.code)
        place = {word: position for position, word in enumerate(words)}
        return words, np.array([place[word or ""] for word in self.code], dtype=np.int32)


def gather(scan: Scan) -> Gathered:
    """Read everything that is live in one revision."""
    sources = sorted(scan.sources(), key=lambda source: source.name)
    entities = unite(sources, scan.entities(), scan.judgements())
    table = _StatementTable(entities, {source.name: source for source in sources})
    table.add(_derived(entities))
    table.add(scan.relations())
    return table.gathered(sources)


def _derived(entities: Entities) -> Iterator[RelationStatement]:
    """Relations that rows of other files state: the markets of a corridor, the holder of a priority, of a service."""
    for entity in entities.in_order:
        for said in entity.statements:
            properties = said.properties
            if said.type == "corridor":
                for position, market in enumerate(properties.get("markets", ())):
                    yield _derived_one(said, "lies_on", market, order=float(position))
            elif said.type == "priority":
                since, until = properties.get("since"), properties.get("until")
                yield _derived_one(said, "pursues", properties["organisation"], since, until)
            elif said.type == "service":
                yield _derived_one(said, "offers", properties["organisation"])


def _derived_one(
    said: EntityStatement,
    kind: str,
    start: str,
    since: str | None = None,
    until: str | None = None,
    order: float | None = None,
) -> RelationStatement:
    """The relation from ``start`` to the thing of which ``said`` speaks."""
    key = f"{said.id}#{kind}#{start}"
    return RelationStatement(said.source, key, kind, start, said.id, said.evidence, since, until, order=order)


class _StatementTable:
    """Columns of statements while they are read."""

    def __init__(self, entities: Entities, sources: dict[str, Source]) -> None:
        self._entities = entities
        self._declared = {name: first_day(source.retrieved) for name, source in sources.items()}
        self._roles, self._regions, self._names = _Words(), _Words(), _Words()
        self._rows = array("i")
        self._confidence = array("d")
        self._said: list[bytes] = []
        self._keys: list[tuple[str, str]] = []
        self._dangling = 0
        self._resolvers = {name: entities.resolver(name) for name in sources}
        for entity in entities.in_order:
            if "region" in entity.properties:
                self._regions.of(entity.properties["region"])

    def add(self, statements: Iterable[RelationStatement]) -> None:
        """Add the statements of which both ends are known and are not the same thing."""
        # The one loop over all statements of a store: what it looks up again and again stands in local names.
        resolvers, declared, dumps = self._resolvers, self._declared, orjson.dumps
        role_of, region_of, name_of = self._roles.of, self._regions.of, self._names.of
        add_row, add_confidence, add_said, add_key = (
            self._rows.extend,
            self._confidence.append,
            self._said.append,
            self._keys.append,
        )
        for said in statements:
            source, evidence = said.source, said.evidence
            resolve = resolvers[source]
            start, end = resolve(said.start), resolve(said.end)
            if start is None or end is None or start == end:
                self._dangling += 1
                continue
            if start > end and said.kind in _SYMMETRIC:
                start, end = end, start
            add_row((
                _KIND_CODE[said.kind],
                start,
                end,
                0 if said.role is None else role_of(said.role),
                0 if said.region is None else region_of(said.region),
                0 if said.name is None else name_of(said.name),
                _UNKNOWN if said.since is None else first_day(said.since),
                _UNKNOWN if said.until is None else last_day(said.until),
                _STATES[said.status],
                _UNKNOWN if evidence.retrieved is None else first_day(evidence.retrieved),
                declared[source],
            ))  # fmt: skip
            add_confidence(CONFIDENCES[evidence.confidence])
            add_said(dumps(_spoken(said)))
            add_key((source, said.key))

    def gathered(self, sources: list[Source]) -> Gathered:
        """Group the statements into relations, and number both."""
        rows = np.array(self._rows, dtype=np.int32).reshape(-1, 11)
        roles, role_place = self._roles.sorted()
        regions, region_place = self._regions.sorted()
        names, name_place = self._names.sorted()
        rows[:, 3], rows[:, 4], rows[:, 5] = role_place[rows[:, 3]], region_place[rows[:, 4]], name_place[rows[:, 5]]
        order = self._order(rows)
        rows = rows[order]
        relation = _relations_of(rows)
        first = np.flatnonzero(np.diff(relation, prepend=-1))
        since = np.array(_first_days(rows, relation), dtype=np.int64)
        head = rows[first]
        by_id = np.lexsort((since, head[:, 4], head[:, 5], head[:, 3], head[:, 2], head[:, 1], _KIND_PLACE[head[:, 0]]))
        place = np.empty_like(by_id)
        place[by_id] = np.arange(len(by_id))
        statement_order = np.argsort(place[relation], kind="stable") if len(rows) else np.zeros(0, dtype=np.int64)
        head = head[by_id]
        rows = rows[statement_order]
        pointer = np.searchsorted(place[relation][statement_order], np.arange(len(first) + 1)).astype(np.int32)
        positions = order[statement_order]
        facts = Facts(
            **_organisation_columns(self._entities, regions),
            **_context_columns(self._entities),
            rel_kind=head[:, 0].astype(np.uint8),
            rel_source=head[:, 1].copy(),
            rel_target=head[:, 2].copy(),
            rel_role=head[:, 3].copy(),
            rel_region=np.where(head[:, 4] == 0, -1, head[:, 4]).astype(np.int32),
            rel_name=head[:, 5].copy(),
            rel_since=since[by_id].astype(np.int32),
            statement_ptr=pointer,
            since=rows[:, 6].copy(),
            until=rows[:, 7].copy(),
            state=rows[:, 8].astype(np.uint8),
            retrieved=rows[:, 9].copy(),
            declared=rows[:, 10].copy(),
            confidence_of=np.array(self._confidence, dtype=np.float64)[positions],
        )
        said = [self._said[position] for position in positions]
        return Gathered(facts, self._entities, said, regions, roles, names, sources, self._dangling)

    def _order(self, rows: I4) -> NDArray[np.int64]:
        """By kind, ends, role, region, name, beginning, end; equal ones by source and key.

        So the order in which statements were loaded leaves no trace.
        """
        until = np.where(rows[:, 7] == UNKNOWN_DAY, _LATEST, rows[:, 7])
        order = np.lexsort((until, *(rows[:, column] for column in (6, 5, 4, 3, 2, 1, 0))))
        same = (rows[order[1:], :8] == rows[order[:-1], :8]).all(axis=1)
        edges = np.diff(np.concatenate(([False], same, [False])).astype(np.int8))
        for start, stop in zip(np.flatnonzero(edges == 1), np.flatnonzero(edges == -1), strict=True):
            order[start : stop + 1] = sorted(order[start : stop + 1], key=self._keys.__getitem__)
        return order


def _relations_of(rows: I4) -> I4:
    """(S) number of the relation of each statement: same content, and periods that overlap, transitively.

    ``rows`` are in order.
    """
    if not len(rows):
        return np.zeros(0, dtype=np.int32)
    same = (rows[1:, :6] == rows[:-1, :6]).all(axis=1)
    begins = np.ones(len(rows), dtype=np.bool_)
    begins[1:] = ~same
    reach = 0
    for at in np.flatnonzero(same) + 1:
        if begins[at - 1]:
            reach = _last(rows[at - 1])
        if rows[at, 6] > reach:
            begins[at] = True
        else:
            reach = max(reach, _last(rows[at]))
    return (np.cumsum(begins) - 1).astype(np.int32)


def _last(row: I4) -> int:
    return int(_LATEST if row[7] == UNKNOWN_DAY else row[7])


def _first_days(rows: I4, relation: I4) -> list[int]:
    """First known day of each relation; UNKNOWN_DAY where no statement knows one."""
    if not len(rows):
        return []
    earliest = np.full(int(relation[-1]) + 1, _LATEST, dtype=np.int32)
    known = rows[:, 6] != UNKNOWN_DAY
    np.minimum.at(earliest, relation[known], rows[known, 6])
    return [int(day) for day in np.where(earliest == _LATEST, UNKNOWN_DAY, earliest)]


SPOKEN: Final = (
    "source", "start", "end", "since", "until", "status", "role", "region", "name", "order",
    "url", "locator", "retrieved", "confidence",
)  # fmt: skip
"""What is kept of a statement for people, in this order; None for what it does not say."""


def _spoken(said: RelationStatement) -> tuple[str | float | None, ...]:
    evidence = said.evidence
    return (
        said.source, said.start, said.end, said.since, said.until, said.status, said.role, said.region, said.name,
        said.order, evidence.url, evidence.locator, evidence.retrieved, evidence.confidence,
    )  # fmt: skip


def _organisation_columns(entities: Entities, regions: list[str]) -> dict[str, Any]:
    section = entities.sections.range("organisation")
    organisations = [entities.in_order[node] for node in section]
    market_start = entities.sections.range("market").start
    place = {region: position for position, region in enumerate(regions)}
    kind = {name: code for code, name in enumerate(ORGANISATION_KINDS)}
    status = {name: code for code, name in enumerate(ORGANISATION_STATUSES)}
    said = [organisation.properties for organisation in organisations]
    sectors = [sorted({entities.node[sector] for sector in one.get("sectors", ())}) for one in said]
    return {
        "kind": np.array([kind[one["kind"]] for one in said], dtype=np.uint8),
        "status": np.array([status[one["status"]] for one in said], dtype=np.uint8),
        "country": np.array([entities.node[one["country"]] - market_start for one in said], dtype=np.int32),
        "region": np.array([place[one["region"]] if "region" in one else -1 for one in said], dtype=np.int32),
        "confidence": np.array([CONFIDENCES[one.confidence_of("country")] for one in organisations], dtype=np.float64),
        "dissolved": np.array([_day(one, "dissolved", last_day) for one in said], dtype=np.int32),
        "export_credit": np.array([one.get("form") == "export_credit" for one in said], dtype=np.bool_),
        "chamber": np.array([one.get("form") == "chamber" for one in said], dtype=np.bool_),
        "public": np.array([_is_public(one) for one in organisations], dtype=np.bool_),
        "sector_ptr": np.concatenate(([0], np.cumsum([len(one) for one in sectors]))).astype(np.int32),
        "sector": np.array([sector for one in sectors for sector in one], dtype=np.int32),
    }


def _is_public(organisation: Entity) -> bool:
    """Public by itself; an office is so by its operator too."""
    said = organisation.properties
    if said.get("ownership") == "public" or said["kind"] == PUBLIC_BODY:
        return True
    return bool(said["kind"] == TRADE_AGENCY and said.get("form") != "chamber")


def _context_columns(entities: Entities) -> dict[str, Any]:
    contexts = [entities.in_order[node].properties for node in entities.sections.range("context")]
    return {
        "context_start": np.array([_day(one, "start", first_day) for one in contexts], dtype=np.int32),
        "context_end": np.array([_day(one, "end", last_day) for one in contexts], dtype=np.int32),
    }


def _day(said: dict[str, Any], name: str, bound: Any) -> int:
    return int(bound(said[name])) if name in said else int(UNKNOWN_DAY)
