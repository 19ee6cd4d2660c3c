"""What an answer was computed on."""

from typing import Final

import strawberry

from api.schema.plumbing.base import Reading, field, object_type, told
from api.schema.plumbing.scalars import Date, DateTime
from api.schema.plumbing.shown import makes
from graph.snapshot.snapshot import Snapshot

SOURCES_AT_MOST: Final = 500


@object_type
class Count:
    """How many of a sort the graph holds."""

    what: str = told("The sort: a type of thing, such as organisation; relation, statement, or tie.")
    count: int = told("How many.")


@object_type
class Revision:
    """One committed state of the store, as a snapshot of it stands."""

    snapshot: strawberry.Private[Snapshot]
    number: int = told("Its number. It grows exactly when a fact or a judgement changes.")
    as_of: Date = told("The day for which its answers stand, unless a question says otherwise.")
    built_at: DateTime = told("When the snapshot was built.")

    @field
    def counts(self) -> list[Count]:
        """What it holds."""
        return [Count(what=what, count=count) for what, count in self.snapshot.manifest.counts.items()]


@makes("Revision")
def _revision(reading: Reading, _number: int) -> Revision:
    return revision_of(reading.snapshot)


def revision_of(snapshot: Snapshot) -> Revision:
    """The revision of a snapshot."""
    manifest = snapshot.manifest
    return Revision(
        snapshot=snapshot, number=manifest.revision, as_of=Date(manifest.as_of), built_at=DateTime(manifest.built)
    )
