"""How old the snapshot is that answers come from, told where they could be other ones by now."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cli.settings import Settings
from graph.errors import StoreError

if TYPE_CHECKING:
    from graph.snapshot.snapshot import Snapshot

RENEW = "`opendoors refresh` builds one of the present."


def aged(settings: Settings, snapshot: "Snapshot") -> Iterator[str]:
    """What is to be said of a snapshot of another revision than the store, or of an earlier day; else nothing.

    A store on a server is not asked, which would keep each answer waiting for it: `opendoors status` asks it.
    """
    from graph.snapshot.building.build import today
    from graph.store.opening import revision_at_hand

    stands, pinned = snapshot.manifest.as_of, settings.as_of
    if pinned is None and stands < today():
        yield f"These answers stand on {stands}, not on today: {RENEW}"
    if pinned not in (None, stands):
        yield f"These answers stand on {stands}, not on {pinned}: {RENEW}"
    try:
        held = revision_at_hand(settings.store, settings.home)
    except StoreError as error:
        yield f"Whether the store is newer than revision {snapshot.revision} cannot be told: {error.message}"
        return
    if held not in (None, snapshot.revision):
        yield f"These answers are of revision {snapshot.revision}, and the store is at {held}: {RENEW}"
