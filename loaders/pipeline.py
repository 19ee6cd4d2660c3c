"""Loading one source: validate, resolve, write in batches with a checkpoint, retire what the source no longer says.

An extract-transform-load (ETL) pipeline. A checkpoint is committed in one transaction with the batch that it tells of:
so each row counts exactly once, however often the load is interrupted.
"""

import gc
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from time import perf_counter

from graph.errors import SourceError
from graph.identity import Apart, judged_same
from graph.statements import Batch, Run, RunState, Source
from graph.store.protocol import Store
from loaders.columns import MEMBERSHIP, RELATION
from loaders.former import Former, properties_of, unsaid_columns
from loaders.intake import Intake
from loaders.judged import Judged
from loaders.memberships import Memberships
from loaders.reading import Progress, Reader, Silent, Survey
from loaders.references import References, known_ids
from loaders.release import TRIED_AT_MOST, release
from loaders.report import QUARANTINED_SHOWN, Counts, LoadInterruptedError, LoadReport, as_json, from_json, total
from loaders.resolution.merging import Merges, merge_sure
from loaders.retiring import BEFORE, KEEPS_AT_LEAST, MET, Gone, before_of, by_type, described, shrunk
from loaders.source_names import check_source
from loaders.writer import Writer


def utc_now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def run_load(
    store: Store,
    source: Source,
    reader: Reader,
    *,
    moved: bool = False,
    keeps_at_least: int = KEEPS_AT_LEAST,
    progress: Progress | None = None,
    batch_rows: int | None = None,
    now: Callable[[], datetime] = utc_now,
) -> LoadReport:
    """Load one source, or go on with an interrupted load of the same content.

    Args:
        store: that is written to.
        source: as it declares itself.
        reader: of its files.
        moved: it may come from elsewhere than before.
        keeps_at_least: percent of the live statements of each type below which nothing is retired.
        progress: shown what is being read.
        batch_rows: rows read for each transaction; None: as the store likes it.
        now: the clock, for the record of runs.

    Raises:
        SourceError: the source is malformed or too large, or its name is another one's; nothing was written.
        StoreError: the store cannot be written, or another load is at work. What was written before stays, and the same
            load goes on from there.
        LoadInterruptedError: the user stopped it; likewise.
    """
    began = perf_counter()
    progress = progress or Silent()
    load: Load | None = None
    try:
        survey = reader.survey(progress)
        _check_maximum(source, survey)
        with store.loading(), _few_collections():
            check_source(store, source, moved)
            run = store.start_run(source.name, survey.fingerprint, _stamp(now))
            load = Load(store, source, run, batch_rows or store.batch_rows)
            with load.writer:
                load.read(reader, survey, progress)
            end = load.finish(_stamp(now), keeps_at_least)
            released = release(store)
            merges = merge_sure(store)
            return load.report(end, released, merges, survey, perf_counter() - began)
    except KeyboardInterrupt as interrupt:
        raise _interrupted(source, load.writer.rows if load else 0) from interrupt


@contextmanager
def _few_collections() -> Iterator[None]:
    """Garbage is collected after each batch, among young objects only: what a load remembers lives until its end."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _stamp(now: Callable[[], datetime]) -> str:
    return now().isoformat(timespec="seconds")


def _check_maximum(source: Source, survey: Survey) -> None:
    for type_, most in source.maximum.items():
        rows = survey.rows_of(type_)
        if rows > most:
            raise SourceError(
                f"The source has {rows:,} rows of type {type_}; at most {most:,} are declared.",
                code="above_maximum",
                value=rows,
                where=f"source.toml:maximum.{type_}",
                suggestion="Check the files, or declare more.",
            )


def _interrupted(source: Source, rows: int) -> LoadInterruptedError:
    return LoadInterruptedError(
        f"The load of {source.name!r} was stopped after {rows:,} rows.",
        value=source.name,
        suggestion="They are in the store. Load the same again: it goes on from there.",
    )


@dataclass(frozen=True, slots=True)
class End:
    """How a load ended.

    Attributes:
        held_back: why nothing was retired; None if it was allowed.
        would_retire: what was held back, by type.
        kept: statements that stay because rows fail.
    """

    held_back: str | None
    would_retire: Mapping[str, Gone]
    kept: int


class Load:
    """One load, batch by batch.

    Rows that an interrupted load has already written are read again, to know what was said, and not written again: so a
    resumed load ends in the same state, with the same counts, as one that was not disturbed.

    Attributes:
        run: the run as it was started or found.
        writer: that writes its batches, to be entered by the caller; the store is for nobody else until it is left.
            Its end is written by another one.
    """

    def __init__(self, store: Store, source: Source, run: Run, batch_rows: int) -> None:
        self.run = run
        self._store = store
        self._written_before: int = run.checkpoint.get("rows", 0)
        self.writer = Writer(store, self._written_before)
        self._source = source
        self._batch_rows = batch_rows
        self._checkpoint = dict(run.checkpoint)
        known = known_ids(store.ids())
        own = known.pop(source.name, {})
        with store.reading() as scan:
            sources = scan.sources()
            judged = Judged.read(scan, source, known)
        self._former = Former(store.digests(source.name), own, lambda: properties_of(store, source.name))
        self._before = before_of(store, run, self._former.counts)
        self._intake = Intake(source, References(source, sources, known, store.things), self._former, judged)

    @property
    def resumed(self) -> bool:
        """Whether it went on with an interrupted one."""
        return bool(self.run.checkpoint)

    @property
    def counts(self) -> dict[str, Counts]:
        """What became of the rows, by type."""
        return self._intake.counts

    @property
    def cells_cleaned(self) -> int:
        """Cells out of which invisible characters were taken, in all rows of the source."""
        return self._intake.cells_cleaned

    @property
    def apart(self) -> tuple[Apart, ...]:
        """Things of the source that have ids of other sources' things; by id."""
        return tuple(self._intake.references.apart())

    @property
    def restated(self) -> dict[str, tuple[str, ...]]:
        """Ids by which the source speaks of others' things, and whose these are; by id."""
        return self._intake.references.restated()

    def read(self, reader: Reader, survey: Survey, progress: Progress) -> None:
        """Take every record, and hand them to the writer batch by batch."""
        if MEMBERSHIP in survey.types.values():
            with self._store.reading() as scan:
                names = Memberships(
                    self._source.name, self._intake.references, scan.entities(), judged_same(scan.judgements())
                )
            self._intake.memberships = names
        take, written_before = self._intake.take, self._written_before
        rows = advanced = handed = 0
        at, line = "", 0
        for type_, row, file, line in reader.records():
            if file != at:
                _next_file(progress, at, file, survey)
                at, advanced = file, rows
            take(type_, row, file, line)
            rows += 1
            if rows % self._batch_rows == 0 or rows == written_before:
                self._hand_over(rows, at, line)
                gc.collect(0)
                progress.advance(rows - advanced)
                advanced = handed = rows
        if rows > handed:
            self._hand_over(rows, at, line)
        _next_file(progress, at, "", survey)

    def _hand_over(self, rows: int, file: str, line: int) -> None:
        """Have written what is pending, unless an interrupted load has written it before."""
        if rows < self._written_before:
            self._intake.drain()
        elif rows == self._written_before:
            self._intake.restore(from_json(self._checkpoint["counts"]))
            self._former.met = set(self._checkpoint.get(MET, self._former.met))
        else:
            pending = self._intake.drain()
            counts = as_json(self.counts)
            self._checkpoint = {"rows": rows, "file": file, "line": line, "counts": counts}
            self._checkpoint |= {BEFORE: self._before, MET: sorted(self._former.met)}
            batch = Batch(
                run=self._noted("running"),
                source=self._source,
                statements=tuple(pending.statements),
                seen=tuple(pending.seen),
                quarantined=tuple(pending.quarantined),
            )
            self.writer.write(batch, rows)

    def finish(self, at: str, percent: int) -> End:
        """Retire what the source no longer says, if that much may go, and end the run. The writer has been left.

        Args:
            at: the time.
            percent: of its statements of each type that have to be left.
        """
        still_said = self._former.keep_by_ends(self._store, self._source.name)
        gone, kept = by_type(self._former.gone()), self._former.kept()
        after = {type_: self._valid(type_) + kept[type_] for type_ in gone if self._is_met(type_)}
        held_back = self._below_minimum() or "; ".join(shrunk(self._before, after, gone, percent)) or None
        would_retire = described(self._store, self._source.name, gone) if held_back else {}
        self.writer = Writer(self._store, self.writer.rows)
        with self.writer:
            self._keep(still_said)
            self._checkpoint.pop(BEFORE, None)
            if held_back:
                self._checkpoint[BEFORE] = self._before
            run = replace(self._noted("finished"), finished=at)
            batch = Batch(run=run, source=self._source, retire_unseen=held_back is None)
            self.writer.write(batch, run.counts["read"])
        return End(held_back, would_retire, kept.total())

    def _has_failed(self, type_: str, waiting: int) -> bool:
        """Whether there was something of a type before, and each row of it waits now."""
        counts = self.counts[type_]
        return bool(self._before.get(type_)) and not counts.valid and waiting == counts.quarantined

    def _is_met(self, type_: str) -> bool:
        """Whether anything of a type is left; of a relation all of its content is its key, so nobody can tell."""
        return type_ == RELATION or type_ in self._former.met

    def _keep(self, relations: Sequence[str]) -> None:
        """Note that statements of relations stay as they are."""
        for start in range(0, len(relations), self._batch_rows):
            seen = tuple((RELATION, key) for key in relations[start : start + self._batch_rows])
            self.writer.write(Batch(run=self._noted("running"), source=self._source, seen=seen), self.writer.rows)

    def report(self, end: End, released: Set[str], merges: Merges, survey: Survey, seconds: float) -> LoadReport:
        """What it did.

        Args:
            end: how it ended.
            released: keys of quarantined rows that were taken in after it.
            merges: organisations that are judged the same since.
            survey: of its files.
            seconds: that it took.
        """
        store, source, failed = self._store, self._source.name, self._intake.quarantined
        waiting = Counter(type_ for key, type_ in failed.items() if key not in released)
        cells = self._intake.cells
        left_out = Counter(".".join(cell) for key, cell in sorted(cells.items()) if key not in released)
        listed = store.quarantined(source, limit=TRIED_AT_MOST if end.held_back else QUARANTINED_SHOWN)
        return LoadReport(
            source=source,
            run=self.run.id,
            resumed=self.resumed,
            counts=self.counts,
            retired=store.runs(source, limit=1)[0].counts["retired"],
            kept=end.kept,
            not_retired=end.held_back,
            would_retire=end.would_retire,
            released=len(released),
            merges=merges,
            waiting=waiting.total(),
            failed=tuple(type_ for type_, rows in waiting.items() if self._has_failed(type_, rows)),
            left_out=dict(left_out),
            failed_columns=unsaid_columns(store, source, self._intake.kept_cells),
            dates_unknown=self._intake.dates_unknown,
            roles={f"{role} of {kind}": rows for (kind, role), rows in sorted(self._intake.roles.items())},
            revision=store.revision(),
            seconds=seconds,
            quarantined=tuple(row for row in listed if row.key in failed or row.key in cells)[:QUARANTINED_SHOWN],
            passed_over=survey.passed_over,
            forms=survey.forms,
            notes=survey.notes,
            cells_cleaned=self.cells_cleaned,
            doubtful=self._intake.doubtful,
            apart=self.apart,
            restated=self.restated,
        )

    def _valid(self, type_: str) -> int:
        """Statements of a type that the source makes; memberships are relations too."""
        types = (RELATION, MEMBERSHIP) if type_ == RELATION else (type_,)
        return sum(self.counts[one].valid for one in types if one in self.counts)

    def _below_minimum(self) -> str | None:
        for type_, fewest in self._source.minimum.items():
            valid = self._valid(type_)
            if valid < fewest:
                return f"{valid:,} valid rows of type {type_}, fewer than the declared minimum of {fewest:,}"
        return None

    def _noted(self, state: RunState) -> Run:
        all_types = as_json({"": total(self.counts)})[""]
        return replace(self.run, state=state, checkpoint=self._checkpoint, counts={**all_types, "retired": 0})


def _next_file(progress: Progress, before: str, file: str, survey: Survey) -> None:
    if before:
        progress.finish()
    if file:
        progress.start(file, survey.rows.get(file, 0))
