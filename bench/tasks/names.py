"""``search``: names as people mistype them."""

from collections.abc import Iterator
from functools import partial

from bench.measure import WARM_UP, milliseconds_each
from bench.mix import Mix
from bench.tasks.given import Given
from graph.snapshot.snapshot import Snapshot
from queries.questions.search import search


def misspelt(given: Given) -> Iterator[float]:
    """The beginning of a name, of four characters or more, with one typing error."""
    snapshot = Snapshot(given.snapshot)
    texts = Mix(snapshot).misspelt(given.count)
    for text in texts[:WARM_UP]:
        search(snapshot, text)
    yield from milliseconds_each(partial(search, snapshot), texts)
