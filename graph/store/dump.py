"""Everything that a store holds and that counts, in one canonical form: equal dumps, equal stores.

A line of the dump is JSON without spaces and with sorted keys, ``{"LABEL":{…}}``; the labels are ``source``,
``entity``, ``relation``, ``judgement`` and ``quarantined``. A judgement has its place among all judgements with it
(``number``, counted from 1), since later ones undo earlier ones. Revisions, runs and what was retired are left out:
they tell how the store came to be as it is.

The canonical digest is the BLAKE2b-256 of the sorted BLAKE2b-256 digests of the lines (UTF-8, without line ends), put
together. So it does not depend on the order in which a store tells its things, and takes 32 bytes of memory for each.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from hashlib import blake2b
from itertools import islice
from typing import Any, Final, TypeVar

import numpy as np

from graph.errors import LimitError
from graph.statements import EntityStatement, Judgement, QuarantinedRow, RelationStatement, Source, Statement
from graph.store.protocol import COUNTED, Store
from graph.store.storable import json_bytes

QUARANTINED_AT_MOST: Final = 1_000_000
LINE_DIGEST_BYTES: Final = 32
STEP: Final = 10_000
"""Things read between two words on how far it has come."""

_EVIDENCE: Final = ("url", "locator", "retrieved", "confidence")

Thing = TypeVar("Thing")
Advance = Callable[[int], None]
"""Told that so many more things are done."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a store holds, in short.

    Attributes:
        revision: at which it holds this.
        counts: what ``Store.counts`` says.
        digest: canonical digest, 64 hexadecimal digits.
    """

    revision: int
    counts: Mapping[str, int]
    digest: str

    def same(self, other: "Contents") -> bool:
        """Whether both hold the same; their revisions are their own."""
        return (self.counts, self.digest) == (other.counts, other.digest)


class Tally:
    """Counts and canonical digest of things that pass by in any order; judgements in that of their making."""

    def __init__(self) -> None:
        self._counts = dict.fromkeys(COUNTED, 0)
        self._digests = bytearray()

    def add(self, line: bytes, type_: str) -> None:
        """One more line of the dump; ``type_`` is one of ``COUNTED``."""
        self._counts[type_] += 1
        self._digests += blake2b(line, digest_size=LINE_DIGEST_BYTES).digest()

    def add_statements(self, statements: Iterable[Statement]) -> None:
        """Statements of things and of relations."""
        for said in statements:
            if isinstance(said, EntityStatement):
                self.add(_statement("entity", said, _ENTITY), said.type)
            else:
                self.add(_statement("relation", said, _RELATION), "relation")

    def add_rest(
        self, sources: Iterable[Source], judgements: Iterable[Judgement], quarantined: Iterable[QuarantinedRow]
    ) -> None:
        """What is not a statement; all judgements at once."""
        for type_, lines in _rest(sources, judgements, quarantined):
            for line in lines:
                self.add(line, type_)

    def contents(self, revision: int) -> Contents:
        """What has passed by so far."""
        digests = np.frombuffer(bytes(self._digests), dtype=f"S{LINE_DIGEST_BYTES}")
        together = blake2b(np.sort(digests).tobytes(), digest_size=LINE_DIGEST_BYTES)
        return Contents(revision, dict(self._counts), together.hexdigest())


def dump(store: Store) -> Iterator[str]:
    """The sorted lines of everything live; all of them are held in memory.

    Raises:
        LimitError: more rows are in quarantine than a dump may hold.
    """
    with store.reading() as scan:
        lines = [_statement("entity", said, _ENTITY) for said in scan.entities()]
        lines += (_statement("relation", said, _RELATION) for said in scan.relations())
        for _, rest in _rest(scan.sources(), scan.judgements(), all_quarantined(store)):
            lines += rest
    yield from sorted(line.decode() for line in lines)


def contents(store: Store, advance: Advance | None = None) -> Contents:
    """Counts and canonical digest of a store, at one revision, without holding what it holds.

    Raises:
        LimitError: more rows are in quarantine than a dump may hold.
    """
    tally = Tally()
    with store.reading() as scan:
        tally.add_rest(scan.sources(), scan.judgements(), all_quarantined(store))
        both: tuple[Iterator[Statement], ...] = (scan.entities(), scan.relations())
        for statements in both:
            for part in in_parts(statements, STEP):
                tally.add_statements(part)
                if advance is not None:
                    advance(len(part))
        return tally.contents(scan.revision)


def in_parts(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    """The same things, so many at a time."""
    iterator = iter(things)
    while part := list(islice(iterator, size)):
        yield part


def all_quarantined(store: Store) -> list[QuarantinedRow]:
    """Every row in quarantine.

    Raises:
        LimitError: there are more than a dump may hold.
    """
    rows = store.quarantined(limit=QUARANTINED_AT_MOST + 1)
    if len(rows) > QUARANTINED_AT_MOST:
        raise LimitError(
            f"More than {QUARANTINED_AT_MOST:,} rows are in quarantine.",
            value=len(rows),
            where="quarantine",
            suggestion="Repair the source that they come from, then load it again.",
        )
    return rows


_ENTITY: Final = tuple(column.name for column in fields(EntityStatement) if column.name != "evidence")
_RELATION: Final = tuple(column.name for column in fields(RelationStatement) if column.name != "evidence")


def _rest(
    sources: Iterable[Source], judgements: Iterable[Judgement], quarantined: Iterable[QuarantinedRow]
) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Label and lines of all that is not a statement."""
    yield "source", (_line("source", _said_of(source)) for source in sources)
    yield (
        "judgement",
        (_line("judgement", {**_fields_of(one), "number": at}) for at, one in enumerate(judgements, start=1)),
    )
    yield "quarantined", (_line("quarantined", _fields_of(row)) for row in quarantined)


def _statement(label: str, said: Statement, names: tuple[str, ...]) -> bytes:
    evidence = said.evidence
    told = {name: getattr(said, name) for name in names}
    told["evidence"] = {name: getattr(evidence, name) for name in _EVIDENCE}
    return _line(label, told)


def _said_of(source: Source) -> dict[str, Any]:
    """An origin that nobody has told is left out: sources that were loaded before there was one have the same dump."""
    fields = _fields_of(source)
    return fields if source.origin else {name: value for name, value in fields.items() if name != "origin"}


def _fields_of(thing: Source | Judgement | QuarantinedRow) -> dict[str, Any]:
    return {column.name: getattr(thing, column.name) for column in fields(thing)}


def _line(label: str, told: dict[str, Any]) -> bytes:
    return json_bytes({label: told})
