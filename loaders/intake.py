"""What becomes of each row of a load: written, unchanged, merged (deduplicated), quarantined or ignored."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from graph.statements import EntityStatement, QuarantinedRow, RelationStatement, Source, Statement
from graph.store.digest import content_digest, digest
from loaders.characters import cleaned, is_plain, without_placeholders
from loaders.columns import MEMBERSHIP, RELATION, TYPES
from loaders.doubtful import Doubtful
from loaders.former import KEPT, Former, without_mark
from loaders.judged import Judged
from loaders.left_out import as_row, read_sparing, waiting_cell
from loaders.memberships import COLUMNS, MADE, Memberships, Unclear, in_columns
from loaders.references import References
from loaders.report import Counts
from loaders.rows import DUPLICATE_ID, Refusal, duplicate_id, id_of, means_nothing, read_entity


def quarantine_key(source: str, file: str, row: Mapping[str, str]) -> str:
    """Digest by which a quarantined row is known: of its content, wherever in the file it stands."""
    return digest((source, file, row))


@dataclass(slots=True)
class Pending:
    """What has been decided and not been written yet."""

    statements: list[Statement]
    seen: list[tuple[str, str]]
    quarantined: list[QuarantinedRow]


class Intake:
    """Decides row by row.

    A row whose content is sound claims its id or key, even if its references do not hold: so that what is a duplicate
    does not depend on which sources happen to be loaded already.

    Args:
        former: what the source says in the store; it is told what of that is said again or kept.
        judged: what is judged the same as things of the source.

    Attributes:
        cells_cleaned: cells out of which invisible characters were taken, in all rows so far.
        doubtful: names that were taken and look wrong.
        quarantined: quarantine key → type, of all rows that failed.
        dates_unknown: cells of dates in which something stood that says that none is known.
        cells: quarantine key → type and column, of all cells that were left out of rows.
        kept_cells: type and column → things of which such a cell says what it said before.
        roles: kind and role → relations whose role means nothing, of kinds of which others mean something.
        counts: what became of the rows, by type.
        references: what the ids in rows mean.
        pending: what has not been written yet.
        memberships: tells what rows of memberships say; given by whoever hands over such rows.
    """

    def __init__(self, source: Source, references: References, former: Former, judged: Judged) -> None:
        self._source = source.name
        self.references = references
        self.dates_unknown = 0
        self.cells: dict[str, tuple[str, str]] = {}
        self.kept_cells: Counter[tuple[str, str]] = Counter()
        self.roles: Counter[tuple[str, str]] = Counter()
        self._former = former
        self._judged = judged
        self.memberships: Memberships | None = None
        self.cells_cleaned = 0
        self.doubtful = Doubtful()
        self._claims: dict[str, tuple[int, str]] = {}
        self._relations: set[str] = set()
        self._kept_for: dict[str, list[QuarantinedRow]] = {}
        self.quarantined: dict[str, str] = {}
        self._type = ""
        self._count = Counts()
        self.counts: dict[str, Counts] = {}
        self.pending = Pending([], [], [])

    def restore(self, counts: dict[str, Counts]) -> None:
        """Forget what is pending and what was counted: all rows so far had been written, and counted like this."""
        self.counts = counts
        self._count = counts.setdefault(self._type, Counts())
        self.drain()

    def drain(self) -> Pending:
        """Hand over what is pending."""
        pending, self.pending = self.pending, Pending([], [], [])
        assert all(count.balanced() for count in self.counts.values()), self.counts
        return pending

    def take(self, type_: str, row: dict[str, str], file: str, line: int) -> None:
        """Decide about one row."""
        if type_ != self._type:
            self._begin(type_)
        self._count.read += 1
        if not is_plain(row):
            row, count = cleaned(row)
            self.cells_cleaned += count
        row, unknown = without_placeholders(type_, row)
        self.dates_unknown += unknown
        if not row:
            self._count.ignored += 1
            return
        locator = f"{file}:{line}"
        if type_ == MEMBERSHIP:
            refusal = self._membership(row, file, line)
        else:
            refusal = self._relation(row, file, line) if type_ == RELATION else self._entity(type_, row, file, line)
        if refusal is not None:
            kept = None if type_ in (RELATION, MEMBERSHIP) else self._keep_thing(type_, row, locator, refusal)
            self._quarantine(refusal, row, file, line, None if refusal.code == DUPLICATE_ID else kept)

    def _begin(self, type_: str) -> None:
        assert self._type == "" or TYPES.index(self._type) < TYPES.index(type_), f"{type_} comes after {self._type}"
        self._type = type_
        self._count = self.counts.setdefault(type_, Counts())
        self.references.settle()

    def _relation(self, row: dict[str, str], file: str, line: int) -> Refusal | None:
        statement, left = read_sparing(self._source, RELATION, row, f"{file}:{line}")
        if isinstance(statement, Refusal):
            self._former.keep_relation(None, row)
            return statement
        assert isinstance(statement, RelationStatement)
        key = statement.key
        if key in self._relations:
            self._count.merged += 1
            return None
        self._relations.add(key)
        refusal = self.references.refuse_relation(statement)
        if refusal is not None:
            if self._former.keep_relation(key, row):
                self.pending.seen.append((RELATION, key))
            return refusal
        is_live = key in self._former.relations
        self._accept(statement, key, is_live, is_live)
        if statement.role is not None and means_nothing(statement.kind, statement.role):
            self.roles[statement.kind, statement.role] += 1
        self._leave_out(RELATION, row, left, file, line)
        return None

    def _membership(self, row: dict[str, str], file: str, line: int) -> Refusal | None:
        """What it says is a relation, and an organisation that is counted for itself where the member is new."""
        assert self.memberships is not None, file
        meant = self.memberships.meant(row)
        if isinstance(meant, Unclear):
            self._former.keep_ends(meant.ends)
            return meant.refusal
        if meant.member is not None:
            counted, self._count = self._count, self.counts.setdefault("organisation", Counts())
            refusal = self._entity("organisation", meant.member, file, line)
            self._count.read += refusal is None
            self._count = counted
            if refusal is not None:
                return in_columns(refusal, MADE)
        refusal = self._relation(meant.relation, file, line)
        return refusal and in_columns(refusal, COLUMNS)

    def _entity(self, type_: str, row: dict[str, str], file: str, line: int) -> Refusal | None:
        locator = f"{file}:{line}"
        statement, left = read_sparing(self._source, type_, row, locator)
        if isinstance(statement, Refusal):
            return statement
        assert isinstance(statement, EntityStatement)
        id_ = statement.id
        row_hash = hash(frozenset(row.items()))
        first_hash, first_locator = self._claims.setdefault(id_, (row_hash, locator))
        if first_hash != row_hash:
            return duplicate_id(type_, id_, first_locator)
        if first_locator != locator:
            self._count.merged += 1
            return None
        if left:
            statement = self._with_former(statement, left)
        statement, strays = self.references.sparing(statement)
        live = self._former.content.get(id_)
        unchanged = live is not None and live == content_digest(statement)
        refusal = self.references.refuse_entity(statement) or (None if unchanged else self._judged.refuse(statement))
        if refusal is not None:
            return refusal
        self.references.add(statement)
        if self.memberships is not None:
            self.memberships.names.add(statement)
        self._accept(statement, id_, live is not None, unchanged)
        if "name" in statement.properties:
            self.doubtful.look(statement.properties["name"], locator)
        self._leave_out(type_, row, {**strays, **left}, file, line)
        for waiting in self._kept_for.pop(id_, ()):  # this row says it now
            self.pending.quarantined.append(replace(waiting, row=without_mark(waiting.row)))
        return None

    def _with_former(self, statement: EntityStatement, left: Mapping[str, Refusal]) -> EntityStatement:
        """A statement with what cells that were left out as a whole said before, where that agrees with the rest."""
        said = self._former.properties(statement.id)
        kept = {name: said[name] for name in left if name in said and name not in statement.properties}
        if not kept:
            return statement
        whole = replace(statement, properties={**statement.properties, **kept})
        if isinstance(read_entity(self._source, statement.type, as_row(whole), ""), Refusal):
            return statement
        self.kept_cells.update((statement.type, name) for name in kept)
        return whole

    def _leave_out(self, type_: str, row: Mapping[str, str], left: Mapping[str, Refusal], file: str, line: int) -> None:
        """Let cells of a row that has been taken in wait by themselves."""
        for column, why in left.items():
            cell = waiting_cell(self._source, type_, row, column, why, (file, line))
            if cell.key not in self.cells:
                self.cells[cell.key] = type_, column
                self.pending.quarantined.append(cell)

    def _keep_thing(self, type_: str, row: Mapping[str, str], locator: str, why: Refusal) -> str | None:
        """Leave what was said in the stead of a row that fails as it was; otherwise the row's id has to wait for it.

        Returns:
            The id, if something was said.
        """
        kept = self._former.keep_thing(type_, row)
        if kept is None:
            self.references.put_aside(id_of(type_, row), locator, why.message)
            return None
        id_, thing = kept
        self.references.know(id_, *thing)
        if self.memberships is not None:
            self.memberships.keep(id_)
        self.pending.seen.append((thing[0], id_))
        return id_

    def _accept(self, statement: Statement, key: str, is_live: bool, unchanged: bool) -> None:
        type_ = statement.type if isinstance(statement, EntityStatement) else RELATION
        if is_live:
            self._former.say(key)
        if unchanged:
            self._count.unchanged += 1
            self.pending.seen.append((type_, key))
        else:
            self._count.written += 1
            self.pending.statements.append(statement)

    def _quarantine(self, refusal: Refusal, row: dict[str, str], file: str, line: int, kept: str | None) -> None:
        """Let a row wait; ``kept`` is the id of what stays in its stead, unless that is nothing, or another row's."""
        key = quarantine_key(self._source, file, row)
        if key in self.quarantined:
            self._count.merged += 1
            return
        self.quarantined[key] = self._type
        self._count.quarantined += 1
        if kept is not None:
            row = {**row, KEPT: self._former.content[kept]}
        why = refusal.column, refusal.code, refusal.message
        waiting = QuarantinedRow(self._source, key, self._type, file, line, *why, row)
        self.pending.quarantined.append(waiting)
        if kept is not None:
            self._kept_for.setdefault(kept, []).append(waiting)
