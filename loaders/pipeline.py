"""Loading one source: validate, resolve, write in batches with a checkpoint, retire what the source no longer says.

An extract-transform-load (ETL) pipeline. A checkpoint is committed in one transaction with the batch that it tells of:
so each row counts exactly once, however often the load is interrupted.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from time import perf_counter

from graph.errors import SourceError
from graph.statements import Batch, Run, RunState, Source
from graph.store.protocol import Store
from loaders.intake import Intake
from loaders.judged import Judged
from loaders.reading import Progress, Reader, Silent, Survey
from loaders.references import References, known_ids
from loaders.release import release
from loaders.report import QUARANTINED_SHOWN, Counts, LoadInterruptedError, LoadReport, as_json, from_json, total
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
                not_retired = load.finish(_stamp(now))
            return LoadReport(
                source=source.name,
                run=load.run.id,
                resumed=load.resumed,
                counts=load.counts,
                retired=store.runs(source.name, limit=1)[0].counts["retired"],
                not_retired=not_retired,
                released=release(store),
                revision=store.revision(),
                seconds=perf_counter() - began,
                quarantined=tuple(store.quarantined(source.name, limit=QUARANTINED_SHOWN)),
                passed_over=survey.passed_over,
                cells_cleaned=load.cells_cleaned,
                apart=load.apart,
            )
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


class Load:
    """One load, batch by batch.

    Rows that an interrupted load has already written are read again, to know what was said, and not written again: so a
    resumed load ends in the same state, with the same counts, as one that was not disturbed.

    Attributes:
        run: the run as it was started or found.
        writer: that writes its batches, to be entered by the caller; the store is for nobody else until it is left.
    """

    def __init__(self, store: Store, source: Source, run: Run, batch_rows: int) -> None:
        self.run = run
        self._written_before: int = run.checkpoint.get("rows", 0)
        self.writer = Writer(store, self._written_before)
        self._source = source
        self._batch_rows = batch_rows
        self._checkpoint = dict(run.checkpoint)
        known = known_ids(row for row in store.ids() if row[0] != source.name)
        with store.reading() as scan:
            sources = scan.sources()
            judged = Judged.read(scan, source, known)
        self._intake = Intake(source, References(source, sources, known), store.digests(source.name), judged)

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
    def apart(self) -> tuple[str, ...]:
        """Ids of the source that other sources use for things of their own, as the graph has them; in order."""
        return self._intake.apart()

    def read(self, reader: Reader, survey: Survey, progress: Progress) -> None:
        """Take every record, and hand them to the writer batch by batch."""
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
        else:
            pending = self._intake.drain()
            self._checkpoint = {"rows": rows, "file": file, "line": line, "counts": as_json(self.counts)}
            batch = Batch(
                run=self._noted("running"),
                source=self._source,
                statements=tuple(pending.statements),
                seen=tuple(pending.seen),
                quarantined=tuple(pending.quarantined),
            )
            self.writer.write(batch, rows)

    def finish(self, at: str) -> str | None:
        """Retire what the source no longer says, and end the run.

        Returns:
            Why nothing was retired; None if it was allowed.
        """
        held_back = self._below_minimum()
        run = replace(self._noted("finished"), finished=at)
        batch = Batch(run=run, source=self._source, retire_unseen=held_back is None)
        self.writer.write(batch, run.counts["read"])
        return held_back

    def _below_minimum(self) -> str | None:
        for type_, fewest in self._source.minimum.items():
            valid = self.counts.get(type_, Counts()).valid
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
