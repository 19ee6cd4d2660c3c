"""Everything a snapshot knows, as arrays: nodes, relations and their statements, before any date is asked about."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

I4 = NDArray[np.int32]
I8 = NDArray[np.int64]
I1 = NDArray[np.int8]
U1 = NDArray[np.uint8]
U8 = NDArray[np.uint64]
F8 = NDArray[np.float64]
B1 = NDArray[np.bool_]

UNKNOWN_DAY = np.int32(-(2**31))
"""Stands for a day that no source states."""

STATUS_UNKNOWN, STATUS_CURRENT, STATUS_ENDED = 0, 1, 2


SPOKEN: Final = (
    "source", "start", "end", "since", "until", "status", "role", "region", "name", "order",
    "url", "locator", "retrieved", "confidence", "audience",
)  # fmt: skip
"""What is kept of a statement in words, in this order; None for what it does not say. The audience only where it is not
everybody. Kind and key stand elsewhere; nothing else is lost."""


@dataclass(frozen=True, slots=True)
class Sections:
    """Where each type of node begins in the one numbering of nodes; within a type, by id.

    Attributes:
        types: in the order of numbering.
        starts: first node of each type, with the number of all nodes at the end.
    """

    types: tuple[str, ...]
    starts: tuple[int, ...]

    def range(self, type_: str) -> range:
        """The nodes of one type."""
        position = self.types.index(type_)
        return range(self.starts[position], self.starts[position + 1])

    def only(self, type_: str, find: Callable[[str], int | None]) -> Callable[[str], int | None]:
        """What finds the node of an id as ``find`` does, of things of one type only."""
        section = self.range(type_)

        def found(id_: str) -> int | None:
            node = find(id_)
            return node if node is not None and node in section else None

        return found

    def type_of(self, node: int) -> str:
        """The type of a node."""
        for type_, after in zip(self.types, self.starts[1:], strict=True):
            if node < after:
                return type_
        raise IndexError(node)


SECTION_TYPES = ("organisation", "context", "corridor", "sector", "priority", "service", "estimate", "market")
"""Organisations come first, so that a node below their number is one."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The arrays: of N organisations, C contexts, M markets, R relations and S statements.

    Relations are in the order of their kind's name, ends, role, name, region and first day, which are the parts of
    their ids; statements are in the order of their relations.

    Attributes:
        kind: (N) position in ORGANISATION_KINDS.
        status: (N) position in ORGANISATION_STATUSES.
        country: (N) market's position in the market section.
        region: (N) position in the manifest's regions; -1 unknown.
        confidence: (N) of the statement that says where it is located.
        founded, dissolved: (N) first day, last day of it; UNKNOWN_DAY.
        form: (N) position in FORM_NAMES; -1 none.
        city: (N) ``city_key`` of its city; 0 unknown.
        export_credit: (N) its form is export_credit.
        chamber: (N) its form is chamber.
        public: (N) public by itself: by ownership, as a public body, or as an agency that is no chamber.
        sector_ptr, sector: stated sectors of organisation i are sector[sector_ptr[i]:sector_ptr[i+1]], as nodes, each
            once, in the order in which they are stated.
        context_start, context_end: (C) first and last day; UNKNOWN_DAY.
        context_participants: (C) how many are stated to take part in all; -1 unknown.
        near_ptr, near: neighbours of the sector at position i are near[near_ptr[i]:near_ptr[i+1]], as nodes, likewise.
        capital, main_city: (M) ``city_key`` of the market's capital and main business city; 0 unknown.
        rel_kind: (R) position in RELATION_KINDS.
        rel_source, rel_target: (R) nodes; symmetric ones with the smaller first.
        rel_role: (R) position in the manifest's roles.
        rel_region: (R) position in the manifest's regions; -1 none.
        rel_name: (R) position among the names of relations.
        rel_since: (R) first day that a statement knows; UNKNOWN_DAY.
        statement_ptr: (R+1) statements of relation r.
        since, until: (S) first day, last day; UNKNOWN_DAY.
        state: (S) one of STATUS_*.
        retrieved: (S) first day of its retrieval; UNKNOWN_DAY.
        declared: (S) first day of its source's declared retrieval.
        confidence_of: (S) worth of its confidence.
    """

    kind: U1
    status: U1
    country: I4
    region: I4
    confidence: F8
    founded: I4
    dissolved: I4
    form: I1
    city: U8
    export_credit: B1
    chamber: B1
    public: B1
    sector_ptr: I4
    sector: I4
    context_start: I4
    context_end: I4
    context_participants: I4
    near_ptr: I4
    near: I4
    capital: U8
    main_city: U8
    rel_kind: U1
    rel_source: I4
    rel_target: I4
    rel_role: I4
    rel_region: I4
    rel_name: I4
    rel_since: I4
    statement_ptr: I4
    since: I4
    until: I4
    state: U1
    retrieved: I4
    declared: I4
    confidence_of: F8

    @classmethod
    def names(cls) -> list[str]:
        """Names of the arrays, in order."""
        return [field.name for field in fields(cls)]

    def items(self) -> list[tuple[str, NDArray[Any]]]:
        """(name, array) of each."""
        return [(name, getattr(self, name)) for name in self.names()]
