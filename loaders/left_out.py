"""One bad cell costs that cell: a row is taken without it, and the cell waits in quarantine by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from graph.statements import EntityStatement, QuarantinedRow, Statement
from graph.store.digest import digest
from loaders.columns import MEMBERSHIP, RELATION, REQUIRED, TYPES
from loaders.formats.sheet import FAILED
from loaders.json_file import UNREAD
from loaders.reasons import Fault, faults
from loaders.rows import ID_OF, Refusal, named_relation, named_thing, read_row, refusal_of

CELL: Final = "(cell)"
"""In a quarantined row: the column of the only cell that waits; the rest of its row has been taken in."""
_SAYS_MORE_WITHOUT: Final = {
    RELATION: frozenset({"since", "until", "status", "role", "region"}),
    MEMBERSHIP: frozenset({"since", "until", "status", "role", "kind_of_member", "country_of_member"}),
    "estimate": frozenset({"sector"}),
}
"""Optional columns that narrow what a row states: without one it would state more than its source does."""
NEEDED: Final = {type_: frozenset(REQUIRED[type_]) | _SAYS_MORE_WITHOUT.get(type_, frozenset()) for type_ in TYPES}
"""Type → the columns of which a bad cell costs the row."""
MARKS: Final = (UNREAD, FAILED)
"""Instead of columns: which cells of a row cannot be read."""
ROUNDS: Final = 4
"""Contradictions show once each cell by itself is sound, one at a time."""


@dataclass(frozen=True, slots=True)
class Spared:
    """A row without the optional cells, or entries of lists, that offend.

    Attributes:
        row: what is left of it.
        left: column → why its cell, or some of its entries, were left out.
    """

    row: Mapping[str, str]
    left: Mapping[str, Refusal]


def spared(type_: str, row: Mapping[str, str]) -> Spared | None:
    """What is left of a row that offends; None where more of it does than optional cells."""
    left: dict[str, list[Fault]] = {}
    rest = dict(row)
    for _ in range(ROUNDS):
        named = named_relation(rest) if type_ == RELATION else named_thing(rest)
        found = [] if isinstance(named, Refusal) else faults(type_, named)
        if not found:
            return (
                None
                if isinstance(named, Refusal)
                else Spared(rest, {name: refusal_of(of) for name, of in left.items()})
            )
        by_column: dict[str, list[Fault]] = {}
        for one in found:
            if one.column is None or one.column in NEEDED[type_] or one.column not in rest:
                return None
            by_column.setdefault(one.column, []).append(one)
        for column, of in by_column.items():
            left.setdefault(column, []).extend(of)
            _cut(rest, column, of)
        rest = _without_marks(rest)
    return None


def read_sparing(
    source: str, type_: str, row: Mapping[str, str], locator: str
) -> tuple[Statement | Refusal, Mapping[str, Refusal]]:
    """What a row states without its bad optional cells; column → why such a cell was left out."""
    statement = read_row(source, type_, row, locator)
    if isinstance(statement, Refusal) and (rest := spared(type_, row)) is not None:
        return read_row(source, type_, rest.row, locator), rest.left
    return statement, {}


def _cut(row: dict[str, str], column: str, found: list[Fault]) -> None:
    """Take the entries that offend out of a list, or the whole cell."""
    entries = {one.entry for one in found}
    parts = [part for part in (piece.strip() for piece in row.pop(column).split("|")) if part]
    kept = [part for at, part in enumerate(parts) if at not in entries]
    if None not in entries and kept:
        row[column] = "|".join(kept)


def _without_marks(row: Mapping[str, str]) -> dict[str, str]:
    """A row whose marks of unread and of failed cells name none that it no longer has."""
    rest = {column: text for column, text in row.items() if column not in MARKS}
    for mark in MARKS:
        still = [column for column in row.get(mark, "").split("|") if column in row]
        if still:
            rest[mark] = "|".join(still)
    return rest


def waiting_cell(
    source: str, type_: str, row: Mapping[str, str], column: str, why: Refusal, place: tuple[str, int]
) -> QuarantinedRow:
    """The quarantined cell of a row: of a thing its id and the cell, of a relation the whole row."""
    file, line = place
    names = row.keys() - {CELL} if type_ == RELATION else {ID_OF[type_], column}
    said = {name: text for name, text in row.items() if name in names and name != UNREAD} | {CELL: column}
    if column in row.get(UNREAD, "").split("|"):
        said[UNREAD] = column
    key = digest((source, file, said))
    return QuarantinedRow(source, key, type_, file, line, column, why.code, why.message, said)


def as_row(statement: EntityStatement) -> dict[str, Any]:
    """A row that states what a statement of a thing does, its values as they are kept."""
    evidence = statement.evidence
    said = {"source_url": evidence.url, "retrieved": evidence.retrieved, "confidence": evidence.confidence}
    named = {name: value for name, value in said.items() if value is not None}
    return {ID_OF[statement.type]: statement.id, **statement.properties, **named}
