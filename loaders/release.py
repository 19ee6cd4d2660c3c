"""Quarantined rows, tried again: because other sources have been loaded, or because somebody has repaired them.

The quarantine is a dead-letter queue; what is tried again here is its redelivery.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from graph.identity import judged_same
from graph.statements import Batch, EntityStatement, QuarantinedRow, Statement
from graph.store.digest import content_digest
from graph.store.protocol import Store
from loaders.characters import cleaned, without_placeholders
from loaders.columns import MEMBERSHIP, RELATION, TYPES
from loaders.formats.header import WIDTH
from loaders.former import KEPT, without_mark
from loaders.judged import Judged
from loaders.left_out import CELL, MARKS, as_row, read_sparing, waiting_cell
from loaders.memberships import COLUMNS, MADE, Memberships, Unclear, in_columns
from loaders.references import REFERENCE_CODES, References, known_ids
from loaders.rows import ID_OF, Refusal, duplicate_id, id_of, read_entity, read_row

CELL_ALONE: Final = "cell_alone"
"""Reason of a cell of a thing that is gone."""
MISPLACED: Final = "misplaced_cell"
"""Reason of a repaired cell that has slipped into another column."""
TRIED_AT_MOST: Final = 1_000_000
"""Quarantined rows looked at in one go."""


@dataclass(slots=True)
class Outcome:
    """What became of rows that were tried again.

    Attributes:
        released: keys of those that are no longer quarantined.
        waiting: the others, with the reason that they offend now.
    """

    released: set[str] = field(default_factory=set)
    waiting: list[QuarantinedRow] = field(default_factory=list)


def release(store: Store) -> set[str]:
    """Take in the quarantined rows of all sources whose references hold by now; their keys.

    So the order in which sources are loaded makes no difference.
    """
    waiting = [row for row in store.quarantined(limit=TRIED_AT_MOST) if row.code in REFERENCE_CODES]
    return try_again(store, waiting, {}).released if waiting else set()


def try_again(store: Store, rows: Iterable[QuarantinedRow], repaired: Mapping[str, dict[str, str]]) -> Outcome:
    """Try quarantined rows again, round by round, since one that is taken in may be what others wait for.

    The rounds end where one takes nothing in that others could wait for (a fixed point).

    Args:
        store: that holds them.
        rows: as they are in quarantine.
        repaired: quarantine key → the row as somebody has repaired it.
    """
    waiting = sorted(rows, key=lambda row: (TYPES.index(row.type), row.source, row.file, row.line, row.key))
    outcome = Outcome()
    grown = True
    while grown and waiting:
        attempt = _Attempt(store, repaired)
        for row in waiting:
            attempt.take(row)
        attempt.write()
        outcome.released.update(attempt.released)
        outcome.waiting = waiting = attempt.waiting
        grown = attempt.grown
    return outcome


def _stands_for(row: QuarantinedRow, id_: str, content: str) -> bool:
    """Whether what is said of an id, of this content, was kept in the stead of a row, which may replace it."""
    return row.row.get(KEPT) == content and id_of(row.type, row.row) == id_


class _Attempt:
    """One round over waiting rows, with what the store knows at its beginning and what a row's own source gains."""

    def __init__(self, store: Store, repaired: Mapping[str, dict[str, str]]) -> None:
        self._store = store
        self._repaired = repaired
        with store.reading() as scan:
            self._sources = {source.name: source for source in scan.sources()}
        self._known = known_ids(store.ids())
        self._references: dict[str, References] = {}
        self._judged: dict[str, Judged] = {}
        self._memberships: dict[str, Memberships] = {}
        self._digests: dict[str, dict[str, str]] = {}
        self._things: dict[tuple[str, str], EntityStatement] | None = None
        self._altered: dict[tuple[str, str], EntityStatement] = {}
        self._aside: list[QuarantinedRow] = []
        self._cells: list[str] = []
        self._rows: list[tuple[str, Statement]] = []
        self.waiting: list[QuarantinedRow] = []
        self.grown = False

    def take(self, row: QuarantinedRow) -> None:
        """Try one row, or one cell."""
        said, _ = cleaned(self._repaired.get(row.key, without_mark(row.row)))
        said, _ = without_placeholders(row.type, said)
        refusal = self._take(row, said)
        if refusal is not None:
            now = replace(row, column=refusal.column, code=refusal.code, message=refusal.message)
            self.waiting.append(now)
            if (now.code, now.column) != (row.code, row.column) and row.key not in self._repaired:
                self._aside.append(now)

    def _take(self, row: QuarantinedRow, said: Mapping[str, str]) -> Refusal | None:
        if CELL in row.row:
            return self._take_cell(row, said)
        return self._membership(row, said) if row.type == MEMBERSHIP else self._take_row(row, row.type, said)

    def _take_row(self, row: QuarantinedRow, type_: str, said: Mapping[str, str]) -> Refusal | None:
        """Take in what a row of one type says; else why not."""
        statement, left = read_sparing(row.source, type_, said, f"{row.file}:{row.line}")
        if isinstance(statement, Refusal):
            return statement
        if isinstance(statement, EntityStatement):
            statement, strays = self._references_of(row.source).sparing(statement)
            left = {**strays, **left}
        refusal = self._refuse(statement, row)
        if refusal is None:
            self._rows.append((row.key, statement))
            if row.source in self._memberships and isinstance(statement, EntityStatement):
                self._memberships[row.source].names.add(statement)
            place = row.file, row.line
            self._aside += [waiting_cell(row.source, type_, said, *cell, place) for cell in left.items()]
        return refusal

    def _take_cell(self, row: QuarantinedRow, said: Mapping[str, str]) -> Refusal | None:
        """Put a cell into what its row has stated; a repaired cell of a relation states that relation once more."""
        column = row.row[CELL]
        if row.type == RELATION:
            relation = read_row(row.source, RELATION, {name: text for name, text in said.items() if name != CELL}, "")
            if isinstance(relation, Refusal):
                return relation
            relation = replace(relation, evidence=replace(relation.evidence, locator=f"{row.file}:{row.line}"))
            refusal = self._refuse(relation, row)
            if refusal is None:
                self._rows.append((row.key, relation))
            return refusal
        key = row.source, id_of(row.type, row.row)
        thing = self._thing(key)
        if thing is None:
            return Refusal(column, CELL_ALONE, f"the thing {key[1]!r} that it is of is not there any more")
        others = sorted(said.keys() - {ID_OF[row.type], column, CELL, *MARKS})
        if column not in said and others:
            return Refusal(column, MISPLACED, f"{column}: nothing stands there, but in {', '.join(others)}")
        whole = {name: value for name, value in as_row(thing).items() if name != column}
        whole |= {name: text for name, text in said.items() if name in (column, WIDTH, *MARKS)}
        read = read_entity(row.source, row.type, whole, thing.evidence.locator or "")
        if isinstance(read, Refusal):
            return read
        spare, strays = self._references_of(row.source).sparing(read)
        altered = spare if column in strays else read
        if content_digest(altered) != content_digest(thing) and (column not in strays or column in altered.properties):
            self._altered[key] = altered
            self._digests.setdefault(row.source, {})[key[1]] = content_digest(altered)
        if column in strays:
            return strays[column]
        self._cells.append(row.key)
        return None

    def _thing(self, key: tuple[str, str]) -> EntityStatement | None:
        """What a source says of one of its ids by now."""
        if self._things is None:
            with self._store.reading() as scan:
                self._things = {(said.source, said.id): said for said in scan.entities()}
        return self._altered.get(key) or self._things.get(key)

    def _membership(self, row: QuarantinedRow, said: Mapping[str, str]) -> Refusal | None:
        """Take in what a row of memberships says; else why not."""
        if row.source not in self._memberships:
            references = self._references_of(row.source)
            with self._store.reading() as scan:
                same = judged_same(scan.judgements())
                self._memberships[row.source] = Memberships(row.source, references, scan.entities(), same, anew=False)
        meant = self._memberships[row.source].meant(said)
        if isinstance(meant, Unclear):
            return meant.refusal
        made = replace(row, key="")  # the row is released with its relation
        refusal = self._take_row(made, "organisation", meant.member) if meant.member is not None else None
        if refusal is not None:
            return in_columns(refusal, MADE)
        refusal = self._take_row(row, RELATION, meant.relation)
        return refusal and in_columns(refusal, COLUMNS)

    def _references_of(self, name: str) -> References:
        if name not in self._references:
            source = self._sources[name]
            self._references[name] = References(source, self._sources.values(), self._known, self._store.things)
            with self._store.reading() as scan:
                self._judged[name] = Judged.read(scan, source, self._known)
        return self._references[name]

    def _refuse(self, statement: Statement, row: QuarantinedRow) -> Refusal | None:
        """Why a sound row cannot be taken in; None if it can, and then what it states is known."""
        references = self._references_of(statement.source)
        if not isinstance(statement, EntityStatement):
            return references.refuse(statement)
        held = self._content(statement)
        content = content_digest(statement)
        if held is not None and held != content and not _stands_for(row, statement.id, held):
            return duplicate_id(statement.type, statement.id, "which is in the store")
        refusal = references.refuse(statement)
        if refusal is None and held != content:
            refusal = self._judged[statement.source].refuse(statement)
        if refusal is None:
            references.add(statement)
            self._digests.setdefault(statement.source, {})[statement.id] = content
            self.grown = True
        return refusal

    @property
    def released(self) -> list[str]:
        """Keys of the rows and cells that were taken in."""
        return [key for key, _ in self._rows if key] + self._cells

    def _content(self, statement: EntityStatement) -> str | None:
        """Content digest of what the source already says of this id."""
        taken = self._digests.get(statement.source, {}).get(statement.id)
        if taken is not None or statement.id not in self._known.get(statement.source, {}):
            return taken
        live = {id_: content for type_, id_, content in self._store.digests(statement.source) if type_ != "relation"}
        self._digests[statement.source] = {**live, **self._digests.get(statement.source, {})}
        return live[statement.id]

    def write(self) -> None:
        """Write what was taken in, and the new reasons of the rest."""
        size = self._store.batch_rows
        for start in range(0, len(self._rows), size):
            part = self._rows[start : start + size]
            self._store.apply(
                Batch(
                    statements=tuple(statement for _, statement in part), released=tuple(key for key, _ in part if key)
                )
            )
        altered = list(self._altered.values())
        for start in range(0, max(len(altered), len(self._cells)), size):
            end = start + size
            self._store.apply(Batch(statements=tuple(altered[start:end]), released=tuple(self._cells[start:end])))
        if self._aside:
            self._store.apply(Batch(quarantined=tuple(self._aside)))
