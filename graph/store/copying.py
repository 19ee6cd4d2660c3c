"""One store's contents into another, empty one: resumable, and compared at the end.

To the store that is written to, a copy is a load of each source: one run a source, known by its checkpoint. So what is
said next by that source is recognised as unchanged, and what it says no longer is retired, as it would have been in the
store that was copied. Declarations, live statements, judgements in their order and quarantined rows are copied; the
record of loads, and what was retired, stay where they are.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from graph.errors import StoreError
from graph.statements import Batch, Judgement, QuarantinedRow, Run, RunState, Source, Statement
from graph.store.digest import digest
from graph.store.dump import Advance, Contents, Tally, all_quarantined, contents, in_parts
from graph.store.protocol import Scan, Store

RUNS_LOOKED_AT: Final = 1_000
"""Runs of a source among which its latest is looked for that has written something."""
COPY: Final = "copy"
"""Key of the checkpoint of a copy's runs; under it ``origin`` and ``revision`` of what is copied."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy did.

    Attributes:
        contents: of the store that was copied, at the one revision at which it was read.
        found: in the store that was written to, afterwards; if these differ, the copy is not complete.
        began_at: the revision of which an interrupted copy was that this one has gone on with; None for a new one.
        was_complete: nothing was written, since the whole copy was there.
    """

    contents: Contents
    found: Contents
    began_at: int | None
    was_complete: bool


def copied_from(run: Run) -> str | None:
    """The address of the store that a run has copied a source from; None for a load."""
    origin: str | None = run.checkpoint.get(COPY, {}).get("origin")
    return origin


def copy_store(
    source: Store,
    target: Store,
    origin: str,
    *,
    advance: Advance | None = None,
    check: Callable[[Store], Contents] = contents,
    batch_size: int | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Copied:
    """Copy ``source``, as it is at one revision, into ``target``, and read that back.

    A copy that was interrupted, or that differs, goes on if it is begun again; if the source has moved on since, to
    what it holds by then. Only where a statement was retired there and then made again word for word may the target
    keep its former locator: the contents then differ.

    Args:
        source: that is read. Others may go on writing to it.
        target: empty, or holds nothing but what a copy from the same origin has brought. Held as by a load.
        origin: address of the source, without credentials: by it an interrupted copy is known.
        advance: told how many statements more are copied.
        check: reads the target back.
        batch_size: how many statements are written in one transaction; None: as the target likes it.
        now: the clock, for the record of runs.

    Raises:
        StoreError: there is nothing to copy (code ``store_empty``), or the target holds something else
            (``store_not_empty``); and as all that a store does. What was written stays.
        LimitError: more rows are in quarantine than are held in memory.
    """
    with target.loading(), source.reading() as scan:
        if scan.revision == 0:
            raise StoreError(
                "There is nothing to copy.",
                code="store_empty",
                value=origin,
                where=origin,
                suggestion="Check the address, or load something into it.",
            )
        earlier = _earlier(scan, target, origin)
        copy = _Copy(scan, all_quarantined(source), origin, batch_size or target.batch_rows, advance)
        if earlier and all(run.state == "finished" for run in earlier.values()):
            if any(run.fingerprint != copy.fingerprint for run in earlier.values()):
                raise _not_empty("the complete copy of an earlier state")
            return Copied(copy.look_through(), check(target), None, was_complete=True)
        writer = copy.begin(target, _stamp(now))
        said = copy.write(writer)
        writer.retire(earlier.keys())
        found = check(target)
        writer.finish(_stamp(now), "finished" if said.same(found) else "failed")
        began_at = max((run.checkpoint[COPY]["revision"] for run in earlier.values()), default=None)
        return Copied(said, found, began_at, was_complete=False)


def _earlier(scan: Scan, target: Store, origin: str) -> dict[str, Run]:
    """The latest run of each source that the target has, all of copies from this origin; none if it is empty.

    Runs that have written nothing are passed over.

    Raises:
        StoreError: it holds something else.
    """
    with target.reading() as held:
        declared, judgements, revision = held.sources(), held.judgements(), held.revision
    runs = {source.name: _latest(target, source.name) for source in declared}
    known = {source.name for source in scan.sources()}
    for name, run in runs.items():
        copied = copied_from(run) if run else None
        if copied is not None and copied != origin:
            raise _not_empty(f"a copy of another store, {copied}")
        if copied is None or name not in known:
            raise _not_empty(f"what the source {name!r} says, by other ways than this copy")
    if judgements != scan.judgements()[: len(judgements)]:
        raise _not_empty("judgements of identity of its own")
    if not declared and (revision > 0 or target.quarantined(limit=1)):
        raise _not_empty("something already")
    return {name: run for name, run in runs.items() if run is not None}


def _latest(target: Store, source: str) -> Run | None:
    runs = target.runs(source, limit=RUNS_LOOKED_AT)
    return next((run for run in runs if run.checkpoint or run.state == "finished"), None)


def _not_empty(what: str) -> StoreError:
    return StoreError(
        f"The store to copy into holds {what}.",
        code="store_not_empty",
        suggestion="Name an empty one, or the one in which the same copy was interrupted; this one is as it was.",
    )


class _Copy:
    """One copy of what a scan sees.

    Attributes:
        fingerprint: of what is copied: an unfinished run that has it is resumed.
    """

    def __init__(
        self,
        scan: Scan,
        quarantined: list[QuarantinedRow],
        origin: str,
        batch_size: int,
        advance: Advance | None,
    ) -> None:
        self.fingerprint = digest((COPY, origin, scan.revision))
        self._scan = scan
        self._quarantined = quarantined
        self._checkpoint = {COPY: {"origin": origin, "revision": scan.revision}}
        self._batch_size = batch_size
        self._advance = advance
        self._tally = Tally()
        self._tally.add_rest(scan.sources(), scan.judgements(), quarantined)

    def look_through(self) -> Contents:
        """What would be copied."""
        self._pass(self._scan.entities(), lambda part: None)
        self._pass(self._scan.relations(), lambda part: None)
        return self._tally.contents(self._scan.revision)

    def begin(self, target: Store, at: str) -> "_Writer":
        """Declare all sources in the target, with a run for each."""
        sources = self._scan.sources()
        runs = {source.name: target.start_run(source.name, self.fingerprint, at) for source in sources}
        writer = _Writer(target, runs, self._checkpoint, self._batch_size)
        for source in sources:
            writer.declare(source)
        return writer

    def write(self, writer: "_Writer") -> Contents:
        """Write everything; what it is. Things go first, then judgements on them, then relations between them."""
        self._pass(self._scan.entities(), writer.take)
        writer.flush()
        writer.judge(self._scan.judgements())
        self._pass(self._scan.relations(), writer.take)
        writer.flush()
        writer.put_aside(self._quarantined)
        return self._tally.contents(self._scan.revision)

    def _pass(self, statements: Iterable[Statement], take: Callable[[list[Statement]], None]) -> None:
        for part in in_parts(statements, self._batch_size):
            self._tally.add_statements(part)
            take(part)
            if self._advance is not None:
                self._advance(len(part))


class _Writer:
    """Writes statements in batches of one source each, since a run is of one source."""

    def __init__(self, target: Store, runs: Mapping[str, Run], checkpoint: Mapping[str, Any], batch_size: int) -> None:
        self._target = target
        self._runs = runs
        self._checkpoint = checkpoint
        self._batch_size = batch_size
        self._pending: dict[str, list[Statement]] = {name: [] for name in runs}
        self._held = 0
        self._said = Counter[str]()
        self._put_aside = Counter[str]()

    def declare(self, source: Source) -> None:
        """A source, and that it is being copied."""
        self._target.apply(Batch(run=self._noted(source.name), source=source))

    def take(self, statements: list[Statement]) -> None:
        """Statements of any sources; they may wait for more of the same one."""
        for said in statements:
            self._pending[said.source].append(said)
        self._held += len(statements)
        while self._held >= self._batch_size:
            self._write(max(self._pending, key=lambda name: len(self._pending[name])))

    def flush(self) -> None:
        """Write what waits."""
        for name, statements in self._pending.items():
            if statements:
                self._write(name)

    def _write(self, name: str) -> None:
        for statements in in_parts(self._pending[name], self._batch_size):
            self._said[name] += len(statements)
            self._target.apply(Batch(run=self._noted(name), statements=tuple(statements)))
        self._held -= len(self._pending[name])
        self._pending[name] = []

    def judge(self, judgements: list[Judgement]) -> None:
        """Judgements, which are of no run."""
        for part in in_parts(judgements, self._batch_size):
            self._target.apply(Batch(judgements=tuple(part)))

    def put_aside(self, rows: list[QuarantinedRow]) -> None:
        """Quarantined rows; those of a source that was never declared are of no run."""
        for part in in_parts(rows, self._batch_size):
            by_source: dict[str, list[QuarantinedRow]] = {}
            for row in part:
                by_source.setdefault(row.source, []).append(row)
            for name, its_rows in by_source.items():
                self._put_aside[name] += len(its_rows)
                run = self._noted(name) if name in self._runs else None
                self._target.apply(Batch(run=run, quarantined=tuple(its_rows)))

    def retire(self, begun_before: Iterable[str]) -> None:
        """Retire what sources say no longer: only those of which something was there before."""
        for name in begun_before:
            self._target.apply(Batch(run=self._noted(name), retire_unseen=True))

    def finish(self, at: str, state: RunState) -> None:
        """End all runs. If they failed, new ones will say everything again, and retire what came in between."""
        for name in self._runs:
            self._target.apply(Batch(run=replace(self._noted(name, state), finished=at)))

    def _noted(self, name: str, state: RunState = "running") -> Run:
        said, put_aside = self._said[name], self._put_aside[name]
        counts = {"read": said + put_aside, "written": said, "unchanged": 0, "merged": 0, "quarantined": put_aside}
        counts |= {"ignored": 0, "retired": 0}
        return replace(self._runs[name], state=state, checkpoint=self._checkpoint, counts=counts)


def _stamp(now: Callable[[], datetime]) -> str:
    return now().isoformat(timespec="seconds")
