"""Everything that a store holds and that counts, in one canonical form: equal dumps, equal stores."""

from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from typing import Any, Final

import orjson

from graph.store.protocol import Store

QUARANTINED_AT_MOST: Final = 1_000_000


def dump(store: Store) -> Iterator[str]:
    """Sorted JSON lines of everything live: declarations, statements, judgements, and the rows in quarantine.

    Revisions, runs and what was retired are left out: they tell how the store came to be as it is.
    """
    lines = []
    with store.reading() as scan:
        for label, things in (
            ("source", scan.sources()),
            ("entity", scan.entities()),
            ("relation", scan.relations()),
            ("judgement", scan.judgements()),
            ("quarantined", store.quarantined(limit=QUARANTINED_AT_MOST)),
        ):
            lines += [_line(label, thing) for thing in things]
    yield from sorted(lines)


def _line(label: str, thing: Any) -> str:
    assert is_dataclass(thing) and not isinstance(thing, type)
    return orjson.dumps({label: asdict(thing)}, option=orjson.OPT_SORT_KEYS).decode()
