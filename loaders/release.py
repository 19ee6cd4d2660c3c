"""Quarantined rows, tried again: because other sources have been loaded, or because somebody has repaired them.

The quarantine is a dead-letter queue; what is tried again here is its redelivery.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from graph.statements import Batch, EntityStatement, QuarantinedRow, Statement
from graph.store.digest import content_digest
from graph.store.protocol import Store
from loaders.characters import cleaned
from loaders.columns import TYPES
from loaders.former import KEPT, without_mark
from loaders.judged import Judged
from loaders.references import REFERENCE_CODES, References, known_ids
from loaders.rows import ID_OF, Refusal, duplicate_id, read_row

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
        outcome.released.update(key for key, _ in attempt.released)
        outcome.waiting = waiting = attempt.waiting
        grown = attempt.grown
    return outcome


def _stands_for(row: QuarantinedRow, id_: str, content: str) -> bool:
    """Whether what is said of an id, of this content, was kept in the stead of a row, which may replace it."""
    return row.row.get(KEPT) == content and row.row.get(ID_OF[row.type], "").strip() == id_


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
        self._digests: dict[str, dict[str, str]] = {}
        self._recoded: list[QuarantinedRow] = []
        self.released: list[tuple[str, Statement]] = []
        self.waiting: list[QuarantinedRow] = []
        self.grown = False

    def take(self, row: QuarantinedRow) -> None:
        """Try one row."""
        said, _ = cleaned(self._repaired.get(row.key, without_mark(row.row)))
        statement = read_row(row.source, row.type, said, f"{row.file}:{row.line}")
        refusal = statement if isinstance(statement, Refusal) else self._refuse(statement, row)
        if refusal is not None:
            now = replace(row, column=refusal.column, code=refusal.code, message=refusal.message)
            self.waiting.append(now)
            if (now.code, now.column) != (row.code, row.column) and row.key not in self._repaired:
                self._recoded.append(now)
        elif not isinstance(statement, Refusal):
            self.released.append((row.key, statement))

    def _refuse(self, statement: Statement, row: QuarantinedRow) -> Refusal | None:
        """Why a sound row cannot be taken in; None if it can, and then what it states is known."""
        if statement.source not in self._references:
            source = self._sources[statement.source]
            self._references[statement.source] = References(
                source, self._sources.values(), self._known, self._store.things
            )
            with self._store.reading() as scan:
                self._judged[statement.source] = Judged.read(scan, source, self._known)
        references = self._references[statement.source]
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
        for start in range(0, len(self.released), size):
            part = self.released[start : start + size]
            self._store.apply(
                Batch(statements=tuple(statement for _, statement in part), released=tuple(key for key, _ in part))
            )
        if self._recoded:
            self._store.apply(Batch(quarantined=tuple(self._recoded)))
