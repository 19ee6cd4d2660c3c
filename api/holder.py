"""The snapshot that requests read. No request touches the store."""

import logging
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from graph.errors import OpenDoorsError
from graph.snapshot.building.build import today
from graph.snapshot.snapshot import Snapshot
from queries.questions.door_openers import door_openers
from queries.reading.news import contexts_in, relation_days
from queries.reading.related import incidence
from queries.routing.askers import Outsider

LOG: Final = logging.getLogger("opendoors.api")
WARMED: Final = 20
"""Markets whose bounds are ready before a newer snapshot serves: those asked about most."""
FAILURES_AT_MOST: Final = 3
"""Builds that fail one after the other, from which on the server is not ready."""
FIRST_WARMED: Final = "DK"
"""Market of the question that gets the compiled code ready where nobody has asked yet."""


class SnapshotHolder:
    """Holds the snapshot that serves. A request takes it once; a swap is one assignment, and no reader waits for it.

    Attributes:
        current: serves now; None before the first, and after one was found damaged.
        asked: how often each market was asked about.
        problem: what keeps newer snapshots from being built or served, when last tried; None.
        problem_since: ISO 8601 time, UTC, since which one thing or another has kept them; None while nothing does.
        store_revision: of the store when it was last reached; None before that, and where no store is watched.
        store_unreachable_since: ISO 8601 time, UTC; None while the store is there.
        failed_builds: how many builds have failed since the last that did not.
        failed_revision: of the store, that the last of them could not build; None where none has failed.
        stands_today: whether snapshots are to stand on the present day; else on one that the operator has set.
        settle: called once another snapshot serves, and nobody here holds the former one any more.
    """

    def __init__(self, current: Snapshot | None = None) -> None:
        self.current = current
        self.asked: Counter[str] = Counter()
        self.problem: str | None = None
        self.problem_since: str | None = None
        self.store_revision: int | None = None
        self.store_unreachable_since: str | None = None
        self.failed_builds = 0
        self.failed_revision: int | None = None
        self.stands_today = False
        self.settle: Callable[[], None] = lambda: None

    @property
    def keeps_failing(self) -> bool:
        """Whether newer snapshots cannot be built, not only this time."""
        return self.failed_builds >= FAILURES_AT_MOST

    def age(self, snapshot: Snapshot) -> dict[str, object] | None:
        """What an answer tells of a snapshot that is of another revision than the store, or of an earlier day.

        None where it is of neither, as far as is known.
        """
        manifest, day = snapshot.manifest, today()
        is_other = self.store_revision not in (None, manifest.revision)
        is_earlier = self.stands_today and manifest.as_of < day
        if not (is_other or is_earlier):
            return None
        return {
            "code": "snapshot_behind",
            "revision": manifest.revision,
            "storeRevision": self.store_revision,
            "asOf": manifest.as_of,
            "today": day,
            "problemSince": self.problem_since,
        }

    def most_asked(self) -> list[str]:
        """The markets to warm before a snapshot serves."""
        return [market for market, _ in self.asked.most_common(WARMED)] or [FIRST_WARMED]

    def show(self, problem: str | None) -> None:
        """Tell what keeps newer snapshots from being built or served, and note since when."""
        if problem is None:
            self.problem_since = None
        elif self.problem_since is None:
            self.problem_since = _now().isoformat(timespec="seconds")
        self.problem = problem

    def swap(self, snapshot: Snapshot) -> None:
        """Let a snapshot serve from now on."""
        self.current = snapshot

    def drop(self, snapshot: Snapshot) -> None:
        """Let a snapshot serve no longer."""
        if self.current is snapshot:
            self.current = None


def _now() -> datetime:
    return datetime.now(UTC)


def warm(snapshot: Snapshot, markets: list[str]) -> None:
    """Make ready what the first question about each market, its news, and the first list or search would wait for."""
    incidence(snapshot)
    _ = snapshot.names, snapshot.by_name  # opened at their first use
    day = snapshot.on_day()
    relation_days(day)
    contexts_in(day, 0)
    for market in markets:
        try:
            door_openers(day, [Outsider(market)], market=market, first=1)
        except OpenDoorsError:
            LOG.warning("%s could not be warmed", market)
