"""What a load or a replay did, row by row accounted for."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Final

from graph.errors import OpenDoorsError, SourceError
from graph.identity import Apart
from graph.statements import QuarantinedRow
from loaders.doubtful import Doubtful
from loaders.resolution.merging import Merges
from loaders.retiring import Gone

QUARANTINED_SHOWN: Final = 20
"""Quarantined rows that a report carries; the store keeps them all."""


@dataclass(slots=True)
class Counts:
    """Rows of one type: ``read`` is the sum of all others.

    Attributes:
        written: new or changed statements.
        unchanged: said before, and said again.
        merged: the same as an earlier row of this load.
        quarantined: kept aside with a reason.
        ignored: blank.
    """

    read: int = 0
    written: int = 0
    unchanged: int = 0
    merged: int = 0
    quarantined: int = 0
    ignored: int = 0

    def balanced(self) -> bool:
        """Whether every row read is accounted for once."""
        return self.read == self.written + self.unchanged + self.merged + self.quarantined + self.ignored

    @property
    def valid(self) -> int:
        """Statements that the source makes."""
        return self.written + self.unchanged


def total(counts: Mapping[str, Counts]) -> Counts:
    """The sum over all types."""
    return Counts(
        **{column.name: sum(getattr(one, column.name) for one in counts.values()) for column in fields(Counts)}
    )


def as_json(counts: Mapping[str, Counts]) -> dict[str, dict[str, int]]:
    """Counts by type, for a checkpoint."""
    return {type_: asdict(one) for type_, one in counts.items()}


def from_json(counts: Mapping[str, Any]) -> dict[str, Counts]:
    """Counts by type, from a checkpoint."""
    return {type_: Counts(**one) for type_, one in counts.items()}


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What one load did.

    Attributes:
        run: the run's id in the store.
        resumed: it went on where an interrupted one had stopped; the counts are those of the whole.
        counts: type (an entity type, or ``relation``) → what became of its rows.
        retired: statements that the source no longer makes.
        kept: statements that stay although no row says them, since the rows that did now fail.
        not_retired: why nothing was retired although it might have been; None if there was no reason to hold back.
        would_retire: what would have been retired then, by type.
        released: rows of any source that had waited for what this load brought, and are now in the graph.
        merges: organisations that are surely the same as those of other sources, and how many pairs wait for a person.
        waiting: rows of this load that did not get in.
        failed: types that the source spoke of before, of which each row waits now.
        revision: the store's revision afterwards.
        seconds: that it took.
        quarantined: the first rows of this load that now wait for repair, by file and line.
        passed_over: files of the folder that look like data and were not read.
        doubtful: names that were taken and look wrong.
        left_out: type and column, with a dot between → cells that wait by themselves, while their rows have been taken.
        failed_columns: those, likewise, that had values before, none of which is said again.
        dates_unknown: cells of dates with what is written where no date is known.
        roles: role of relation kind → relations; roles that mean nothing, where others of that kind mean something.
        notes: what of a publisher's files was mended or left out, in words → in how many cells.
        forms: what is worth saying of how files were read, a sentence each.
        cells_cleaned: cells out of which characters were taken that nobody sees.
        came_from: where the source came from before, if that was elsewhere and is known; else empty.
        apart: the source's things that have ids of others' things and are other ones; by id.
        restated: ids by which the source, which does not own them, speaks of others' things → whose these are; by id.
    """

    source: str
    run: int
    resumed: bool
    counts: Mapping[str, Counts]
    retired: int
    kept: int
    not_retired: str | None
    would_retire: Mapping[str, Gone]
    released: int
    merges: Merges
    waiting: int
    failed: tuple[str, ...]
    revision: int
    seconds: float
    quarantined: tuple[QuarantinedRow, ...] = ()
    passed_over: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    cells_cleaned: int = 0
    doubtful: Doubtful = field(default_factory=Doubtful)
    left_out: Mapping[str, int] = field(default_factory=dict)
    failed_columns: tuple[str, ...] = ()
    dates_unknown: int = 0
    roles: Mapping[str, int] = field(default_factory=dict)
    apart: tuple[Apart, ...] = ()
    restated: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    came_from: str = ""
    notes: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> Counts:
        """The counts over all types."""
        return total(self.counts)


@dataclass(frozen=True, slots=True)
class ReplayReport:
    """What one replay of quarantined rows did.

    Attributes:
        tried: quarantined rows that were tried again.
        released: those that are now in the graph.
        followed: rows of any source that had waited for these, and are now in the graph too.
        waiting: those that still offend, each with the reason that it offends now.
        revision: the store's revision afterwards.
    """

    source: str
    tried: int
    released: int
    followed: int
    waiting: tuple[QuarantinedRow, ...]
    revision: int


def shortfall(report: LoadReport, strict: bool) -> SourceError | None:
    """What a load was to do and has not done; None if there is nothing of the kind.

    Args:
        report: of the load.
        strict: one row that did not get in is too many.
    """
    name = report.source
    if report.not_retired:
        return SourceError(
            f"Nothing was retired: {report.not_retired}.",
            code="held_back",
            value=name,
            suggestion="What the source no longer says stays. Check the files; if it is meant, load them again with "
            "--accept-shrinking or, where they are fewer than a declared minimum, declare a lower one.",
        )
    if not report.total.read and not report.retired:
        return SourceError(
            f"The files of the source {name!r} hold no rows.",
            code="nothing_in",
            value=name,
            suggestion="Fill them in below their headers, and load them again.",
        )
    if not report.total.valid and (report.total.quarantined or not report.retired):
        return SourceError(
            f"Nothing of the source {name!r} got in: {report.total.quarantined:,} of {report.total.read:,} rows wait.",
            code="nothing_in",
            value=name,
            suggestion=f"See `opendoors quarantine list --source {name}`.",
        )
    if report.failed:
        return SourceError(
            f"No row of type {' or '.join(report.failed)} got in; what such rows said before stays as it was.",
            code="nothing_in",
            value=name,
            suggestion=f"See `opendoors quarantine list --source {name}`.",
        )
    if report.failed_columns:
        return SourceError(
            f"No cell of {' or '.join(report.failed_columns)} got in; what such cells said before stays as it was.",
            code="nothing_in",
            value=name,
            suggestion=f"See `opendoors quarantine list --source {name}`.",
        )
    if strict and report.left_out:
        return SourceError(
            f"{sum(report.left_out.values()):,} cells did not get in, and {report.waiting:,} rows.",
            code="cells_quarantined",
            value=sum(report.left_out.values()),
            suggestion=f"See `opendoors quarantine list --source {name}`, or load without --strict.",
        )
    if strict and report.waiting:
        return SourceError(
            f"{report.waiting:,} of {report.total.read:,} rows did not get in.",
            code="rows_quarantined",
            value=report.waiting,
            suggestion=f"See `opendoors quarantine list --source {name}`, or load without --strict.",
        )
    return None


class LoadInterruptedError(OpenDoorsError):
    """A load was stopped by its user. What it had written stays, and the same load goes on from there."""

    default_code = "load_interrupted"
