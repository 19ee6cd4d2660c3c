"""Statements of relations as rows of numbers, in one order, grouped into relations."""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import blake2b
from typing import Any, Final

import numpy as np
import orjson
from numpy.typing import NDArray

from graph.dates import first_day, last_day
from graph.errors import SnapshotError
from graph.implied import implied
from graph.kinds import CONFIDENCES, CONTEXT_KINDS, ORGANISATION_KINDS
from graph.relations import RELATION_KINDS
from graph.snapshot.building.unsound import NONSENSE, OPTIONAL_NUMBER, OPTIONAL_TEXT, Unsound, reason, unsound_relation
from graph.snapshot.facts import (
    B1,
    F8,
    I4,
    I8,
    STATUS_CURRENT,
    STATUS_ENDED,
    STATUS_UNKNOWN,
    U8,
    UNKNOWN_DAY,
    Sections,
)
from graph.snapshot.files import Laid, arranged
from graph.statements import PUBLIC, EntityStatement, Evidence, RelationStatement

KIND_CODE: Final = {name: code for code, name in enumerate(RELATION_KINDS)}
KIND_NAMES: Final = tuple(RELATION_KINDS)
KIND_PLACE: Final = np.array([sorted(RELATION_KINDS).index(name) for name in RELATION_KINDS], dtype=np.uint64)
"""Place of each kind in the order of names."""
_OF_TYPE: Final = {"organisation": ORGANISATION_KINDS, "context": CONTEXT_KINDS}
"""Kinds of things of a type, where they are not called like it."""
_STATES: Final = {None: STATUS_UNKNOWN, "unknown": STATUS_UNKNOWN, "current": STATUS_CURRENT, "ended": STATUS_ENDED}
_SYMMETRIC: Final = frozenset(name for name, kind in RELATION_KINDS.items() if kind.symmetric)
_UNKNOWN: Final = int(UNKNOWN_DAY)
_LATEST: Final = np.int32(2**31 - 1)
KEY_BYTES: Final = 16
NODE_BITS: Final = 28
"""Of a node in a number that holds a kind and two nodes."""

KIND, START, END, ROLE, REGION, NAME, SINCE, UNTIL, STATE, RETRIEVED, SOURCE = range(11)
"""Columns of a row: code of the kind; nodes; positions among the words (0: none); days; position of the source."""
COLUMNS: Final = 11
CONTENT: Final = slice(KIND, SINCE)
"""What the statements of one relation have in common."""

Resolve = Callable[[str], int | None]
"""Reference → node; None if nothing answers to it."""


# What a statement says, in words


def spoken(said: RelationStatement) -> tuple[str | float | None, ...]:
    """What is kept of a statement in words."""
    evidence = said.evidence
    words = (
        said.source, said.start, said.end, said.since, said.until, said.status, said.role, said.region, said.name,
        said.order, evidence.url, evidence.locator, evidence.retrieved, evidence.confidence,
    )  # fmt: skip
    return words if said.audience == PUBLIC else (*words, said.audience)


def said_again(kind: str, key: str, words: Sequence[Any]) -> RelationStatement:
    """The statement of which ``words`` were kept."""
    source, start, end, since, until, status, role, region, name, order, url, locator, retrieved, confidence = words[
        :14
    ]
    audience = words[14] if len(words) > 14 else PUBLIC
    evidence = Evidence(url, locator, retrieved, confidence)
    return RelationStatement(
        source, key, kind, start, end, evidence, since, until, status, role, region, name, order, audience
    )


def implied_statements(said: EntityStatement) -> list[RelationStatement]:
    """The relations that a statement of a thing implies, each with a key like those of statements that are loaded."""
    return [
        replace(
            one,
            key=blake2b(f"{position}#{one.key}".encode(), digest_size=KEY_BYTES).hexdigest(),
            audience=said.audience,
        )
        for position, one in enumerate(implied(said))
    ]


# Numbers


class Words:
    """Words numbered as they come; number 0 is ``""``, the absent one.

    Args:
        known: words that have a number already: their position.
    """

    def __init__(self, known: Iterable[str] = ("",)) -> None:
        self._code = {word: code for code, word in enumerate(known)}

    def __len__(self) -> int:
        return len(self._code)

    def of(self, word: str) -> int:
        """The number of a word.

        Raises:
            TypeError: it is no text.
        """
        found = self._code.get(word)
        if found is None:
            if type(word) is not str:
                raise TypeError(f"{word!r} is no text")
            found = self._code[word] = len(self._code)
        return found

    def settled(self, used: B1) -> tuple[list[str], I4]:
        """The words in use, in order, the absent one among them; and the position of each number there, or -1.

        Args:
            used: by number.
        """
        words = sorted(word for word, code in self._code.items() if not code or used[code])
        position = {word: at for at, word in enumerate(words)}
        return words, np.array([position.get(word, -1) for word in self._code], dtype=np.int32)


def in_use(words: Words, *numbers: I4 | I8) -> tuple[list[str], I4]:
    """The words of which some numbers are there, as ``Words.settled`` tells them."""
    used = np.zeros(len(words), dtype=np.bool_)
    for some in numbers:
        used[some] = True
    return words.settled(used)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of relations: roles, regions, names."""

    roles: Words = field(default_factory=Words)
    regions: Words = field(default_factory=Words)
    names: Words = field(default_factory=Words)


@dataclass(frozen=True, slots=True)
class Rows:
    """Statements as numbers.

    Attributes:
        cells: (S, COLUMNS).
        confidence: (S) worth of each one's confidence.
        key: (S, 2) halves of its key.
        said: (S) it in words, as JSON.
    """

    cells: I4
    confidence: F8
    key: U8
    said: Laid

    def __len__(self) -> int:
        return len(self.cells)

    def at(self, positions: I8) -> "Rows":
        """Some of them, in the order of ``positions``."""
        said = arranged(self.said, Laid.of(()), positions)
        return Rows(self.cells[positions], self.confidence[positions], self.key[positions], said)

    def with_others(self, others: "Rows") -> "Rows":
        """These, then others."""
        return Rows(
            np.concatenate((self.cells, others.cells)),
            np.concatenate((self.confidence, others.confidence)),
            np.concatenate((self.key, others.key)),
            arranged(self.said, others.said, np.arange(len(self) + len(others))),
        )


class StatementTable:
    """Turns statements into rows.

    Args:
        source: position of each source.
        resolver: source → what its references mean.
        words: numbers of roles, regions, names.
        sections: the things by type.

    Attributes:
        unplaced: statements that were left out, complete once ``rows`` has been called: an end is unknown or of a type
            that the kind does not join, or both are the same thing.
        unsound: statements that cannot be computed, whatever answers to their ends.
    """

    def __init__(
        self, source: Mapping[str, int], resolver: Callable[[str], Resolve], words: Vocabulary, sections: Sections
    ) -> None:
        self._source = source
        self._resolvers = {name: resolver(name) for name in source}
        self._words, self._sections = words, sections
        self._cells = array("i")
        self._confidence = array("d")
        self._keys = bytearray()
        self._said = bytearray()
        self._lengths = array("q")
        self.unplaced: list[RelationStatement] = []
        self.unsound: list[Unsound] = []

    def add(self, statements: Iterable[RelationStatement]) -> None:
        """Add the statements that can be computed, of which both ends are known and are not the same thing."""
        # The one loop over all statements of a store: what it looks up again and again stands in local names.
        resolvers, sources, dumps, of_hex = self._resolvers, self._source, orjson.dumps, _key_bytes
        role_of, region_of, name_of = self._words.roles.of, self._words.regions.of, self._words.names.of
        add_row, add_confidence, note_length = self._cells.extend, self._confidence.append, self._lengths.append
        said, keys = self._said, self._keys
        for one in statements:
            try:
                source, evidence, kind = one.source, one.evidence, one.kind
                key, confidence, text = of_hex(one.key), CONFIDENCES[evidence.confidence], dumps(spoken(one))
                resolve = resolvers[source]
                start, end = resolve(one.start), resolve(one.end)
                code = KIND_CODE[kind]
                rest = (
                    0 if one.role is None else role_of(one.role),
                    0 if one.region is None else region_of(one.region),
                    0 if one.name is None else name_of(one.name),
                    _UNKNOWN if one.since is None else first_day(one.since),
                    _UNKNOWN if one.until is None else last_day(one.until),
                    _STATES[one.status],
                    _UNKNOWN if evidence.retrieved is None else first_day(evidence.retrieved),
                    sources[source],
                )
                if not {type(evidence.url), type(evidence.locator)} <= OPTIONAL_TEXT or type(one.audience) is not str:
                    raise TypeError("its evidence or audience is no text")
                if type(one.order) not in OPTIONAL_NUMBER:
                    raise TypeError(f"order: {one.order!r} is no number")
            except NONSENSE as error:
                self.unsound.append(unsound_relation(one, reason(error)))
                continue
            if start is None or end is None or start == end:
                self.unplaced.append(one)
                continue
            if start > end and kind in _SYMMETRIC:
                start, end = end, start
            add_row((code, start, end, *rest))
            add_confidence(confidence)
            said += text
            note_length(len(text))
            keys += key

    def rows(self) -> Rows:
        """The rows, in the order in which the statements came; words by the numbers that they had then."""
        cells = np.frombuffer(self._cells, dtype=np.int32).reshape(-1, COLUMNS)
        said = Laid.joined(self._said, self._lengths)
        rows = Rows(cells, np.frombuffer(self._confidence, dtype=np.float64), halves(self._keys), said)
        fits = _ends_fit(cells, self._sections)
        if fits.all():
            return rows
        self.unplaced += [
            said_again(KIND_NAMES[cells[at, KIND]], key, orjson.loads(said[at]))
            for at, key in zip(np.flatnonzero(~fits).tolist(), key_texts(rows.key[~fits]), strict=True)
        ]
        return rows.at(np.flatnonzero(fits))


def _ends_fit(cells: I4, sections: Sections) -> B1:
    """(S) whether both ends of each row are of types that its kind joins."""
    ends = np.searchsorted(sections.starts[1:], cells[:, (START, END)], side="right")
    kind = cells[:, KIND]
    joins = _joins(sections.types)
    fits: B1 = joins[0, kind, ends[:, 0]] & joins[1, kind, ends[:, 1]]
    return fits


@cache
def _joins(types: tuple[str, ...]) -> B1:
    """(2, kinds, types) whether things of a type may stand at an end of relations of a kind."""
    found = np.zeros((2, len(RELATION_KINDS), len(types)), dtype=np.bool_)
    for code, kind in enumerate(RELATION_KINDS.values()):
        for end, allowed in enumerate((kind.sources, kind.targets)):
            found[end, code] = [not allowed.isdisjoint(_OF_TYPE.get(type_, {type_})) for type_ in types]
    return found


def _key_bytes(key: str) -> bytes:
    try:
        held = bytes.fromhex(key)
    except ValueError:
        held = b""
    if len(held) != KEY_BYTES:
        raise SnapshotError(
            f"A statement's key is {key!r}.",
            code="bad_key",
            value=key,
            where="store",
            suggestion=f"A key is {2 * KEY_BYTES} hexadecimal digits; load the source again.",
        )
    return held


def key_bytes(keys: Iterable[str]) -> bytes:
    """Keys end to end.

    Raises:
        SnapshotError: one is none (code ``bad_key``).
    """
    return b"".join(map(_key_bytes, keys))


def halves(keys: bytes | bytearray) -> U8:
    """(S, 2) numbers of keys that stand end to end, in their order."""
    return np.frombuffer(keys, dtype=">u8").astype(np.uint64).reshape(-1, 2)


def key_texts(key: U8) -> list[str]:
    """The keys of which these are the numbers."""
    digits = key.astype(">u8").tobytes().hex()
    return [digits[at : at + 2 * KEY_BYTES] for at in range(0, len(digits), 2 * KEY_BYTES)]


# Order


def packed(kind: NDArray[Any], start: NDArray[Any], end: NDArray[Any]) -> U8:
    """One number for a kind and two ends, in the order of relations."""
    top = max(int(start.max(initial=0)), int(end.max(initial=0)))
    assert top < 1 << NODE_BITS, "nodes must fit into their bits"
    high = KIND_PLACE[kind] << np.uint64(2 * NODE_BITS)
    found: U8 = high | start.astype(np.uint64) << np.uint64(NODE_BITS) | end.astype(np.uint64)
    return found


def order_of(rows: Rows) -> I8:
    """By kind, ends, role, name, region, beginning, end; equal ones by source and key.

    This is the order of statements in a snapshot, of which relations are runs: so nothing depends on the order in which
    statements were loaded. Words must have their final numbers.
    """
    cells = rows.cells
    pair = packed(cells[:, KIND], cells[:, START], cells[:, END])
    order = np.argsort(pair, kind="stable")
    in_order = pair[order]
    same = in_order[1:] == in_order[:-1]
    tied = np.zeros(len(order), dtype=np.bool_)
    tied[1:] |= same
    tied[:-1] |= same
    few = order[tied]
    if len(few):
        some = cells[few]
        until = np.where(some[:, UNTIL] == UNKNOWN_DAY, _LATEST, some[:, UNTIL])
        columns = (until, some[:, SINCE], some[:, REGION], some[:, NAME], some[:, ROLE], pair[few])
        key = rows.key[few]
        order[tied] = few[np.lexsort((key[:, 1], key[:, 0], some[:, SOURCE], *columns))]
    return order


@dataclass(frozen=True, slots=True)
class Grouped:
    """Statements in order, grouped into relations.

    Attributes:
        rows: the statements.
        first: (R) position of the first statement of each relation.
        since: (R) first day that a statement of it knows; UNKNOWN_DAY.
    """

    rows: Rows
    first: I8
    since: I4

    def relation_columns(self) -> dict[str, NDArray[Any]]:
        """The columns of ``Facts`` that tell of relations, but for the pointer into statements."""
        head = self.rows.cells[self.first]
        return {
            "rel_kind": head[:, KIND].astype(np.uint8),
            "rel_source": head[:, START].copy(),
            "rel_target": head[:, END].copy(),
            "rel_role": head[:, ROLE].copy(),
            "rel_region": np.where(head[:, REGION] == 0, -1, head[:, REGION]).astype(np.int32),
            "rel_name": head[:, NAME].copy(),
            "rel_since": self.since,
        }

    def statement_columns(self) -> dict[str, NDArray[Any]]:
        """The columns of ``Facts`` that tell of statements, but for ``declared``."""
        cells = self.rows.cells
        return {
            "since": cells[:, SINCE].copy(),
            "until": cells[:, UNTIL].copy(),
            "state": cells[:, STATE].astype(np.uint8),
            "retrieved": cells[:, RETRIEVED].copy(),
            "confidence_of": self.rows.confidence,
        }

    def source(self) -> I4:
        """(S) position of the source of each statement."""
        return self.rows.cells[:, SOURCE].copy()

    def lengths(self) -> I8:
        """(R) how many statements each relation has."""
        return np.diff(np.append(self.first, len(self.rows)))


def recoded(rows: Rows, role: I4, region: I4, name: I4) -> Rows:
    """The same rows with other numbers of words: for each kind of word the new number of each old one."""
    cells = rows.cells.copy()
    for column, number in ((ROLE, role), (REGION, region), (NAME, name)):
        cells[:, column] = number[cells[:, column]]
    return Rows(cells, rows.confidence, rows.key, rows.said)


def grouped(rows: Rows) -> Grouped:
    """Group statements into relations: same content, and periods that overlap, transitively."""
    rows = rows.at(order_of(rows))
    relation = _relations_of(rows.cells)
    first = np.flatnonzero(np.diff(relation, prepend=-1))
    return Grouped(rows, first, _first_days(rows.cells, relation))


def _relations_of(cells: I4) -> I4:
    """(S) number of the relation of each statement. ``cells`` are in order."""
    if not len(cells):
        return np.zeros(0, dtype=np.int32)
    same = (cells[1:, CONTENT] == cells[:-1, CONTENT]).all(axis=1)
    begins = np.ones(len(cells), dtype=np.bool_)
    begins[1:] = ~same
    reach = 0
    for at in np.flatnonzero(same) + 1:
        if begins[at - 1]:
            reach = _last(cells[at - 1])
        if cells[at, SINCE] > reach:
            begins[at] = True
        else:
            reach = max(reach, _last(cells[at]))
    return (np.cumsum(begins) - 1).astype(np.int32)


def _last(row: I4) -> int:
    return int(_LATEST if row[UNTIL] == UNKNOWN_DAY else row[UNTIL])


def _first_days(cells: I4, relation: I4) -> I4:
    """First known day of each relation; UNKNOWN_DAY where no statement knows one."""
    earliest = np.full(int(relation[-1]) + 1 if len(relation) else 0, _LATEST, dtype=np.int32)
    known = cells[:, SINCE] != UNKNOWN_DAY
    np.minimum.at(earliest, relation[known], cells[known, SINCE])
    return np.where(earliest == _LATEST, UNKNOWN_DAY, earliest).astype(np.int32)
