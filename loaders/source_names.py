"""Names of sources: one is proposed where none is said, and none passes silently from one folder to another."""

import os
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from anyascii import anyascii

from graph.errors import SourceError
from graph.statements import Source
from graph.store.protocol import Store

NAME_AT_MOST: Final = 60
NOT_DECLARED: Final = "not declared"
PARTS_KEPT: Final = 2
"""Of a folder's path, the last ones: what somebody recognises, and no more of a machine than that."""
_UNNAMEABLE: Final = "my-source"


def name_from(text: str) -> str:
    """A text as a source's name: transliterated, lower case letters and digits, with hyphens; empty if it has none.

    >>> name_from("Åland & Öland 2024"), name_from("北京"), name_from("…")
    ('aland-oland-2024', 'beijing', '')
    """
    return re.sub(r"[^a-z0-9]+", "-", anyascii(text).lower()).strip("-")[:NAME_AT_MOST].rstrip("-")


def origin_of(folder: Path) -> str:
    """Where a source comes from, as it is remembered: the last two parts of the folder's path."""
    parts = folder.resolve().parts[1:][-PARTS_KEPT:]
    return unicodedata.normalize("NFC", "/".join(os.fsencode(part).decode("utf-8", "replace") for part in parts))


def proposed_name(folder: Path, held: Iterable[Source]) -> str:
    """The name under which this folder was loaded before; else one after it that no other folder has.

    Args:
        folder: that declares no name.
        held: sources of the store.
    """
    origin = origin_of(folder)
    known = {source.name: source.origin for source in held}
    before = [source for source, there in known.items() if there == origin]
    wider = name_from(origin) or _UNNAMEABLE
    first = [*before, name_from(folder.resolve().stem if folder.is_file() else folder.resolve().name), wider]
    numbered = (f"{wider[: NAME_AT_MOST - 8].rstrip('-')}-{number}" for number in range(2, len(known) + 3))
    return next(name for name in (*first, *numbered) if name and known.get(name, origin) == origin)


def check_source(store: Store, source: Source, moved: bool) -> None:
    """See that loading a source takes no other one's place, and none of its ids.

    Args:
        store: that it is loaded into.
        source: as it declares itself.
        moved: it may come from elsewhere than before.

    Raises:
        SourceError: it would, see ``check_origin`` and ``check_prefix``.
    """
    with store.reading() as scan:
        held = scan.sources()
    if not moved:
        check_origin(source, held)
    if all(one.name != source.name for one in held):
        check_prefix(source.name, store.ids())


def check_prefix(name: str, ids: Iterable[tuple[str, str, str, str]]) -> None:
    """See that no id looks like one of a new source: ``name:id`` is what the graph calls an id that others use too.

    Args:
        name: of the source.
        ids: as ``Store.ids`` has them.

    Raises:
        SourceError: one does (code ``name_in_ids``).
    """
    prefix = f"{name}:"
    for other, _, id_, _ in ids:
        if id_.startswith(prefix):
            raise SourceError(
                f"The source {other!r} has ids that begin with {prefix!r}, such as {id_!r}: those of this one "
                "could not be told from them.",
                code="name_in_ids",
                value=name,
                where=other,
                suggestion="Give it another name, by `--as` or in its source.toml.",
            )


def check_origin(source: Source, held: Iterable[Source]) -> None:
    """See that a name means the source that it meant before.

    The same source is one from the same place, or one of the same publisher who declares it. Of a source that an older
    program has loaded it is not known where it came from: it may come from anywhere.

    Raises:
        SourceError: the name last came from elsewhere (code ``other_origin``).
    """
    before = next((one for one in held if one.name == source.name), None)
    if before is None or not before.origin or before.origin == source.origin:
        return
    if source.publisher == before.publisher != NOT_DECLARED:
        return
    raise SourceError(
        f"What is called {source.name!r} in the store came from {before.origin!r}, and this comes from "
        f"{source.origin!r}: it would replace what that says.",
        code="other_origin",
        value=source.name,
        where=source.origin,
        suggestion="If it is another source, give it another name, by `--as` or in its source.toml; if it is the same "
        "one and has moved, say `--moved`.",
    )
