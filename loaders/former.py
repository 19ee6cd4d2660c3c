"""What a source said before a load, and what of it the load leaves as it was.

A row that fails is not a row that is gone: what the source said before in its stead stays until the row is repaired or
is no longer there.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from graph.store.protocol import Store
from loaders.columns import RELATION
from loaders.rows import ends_of, id_of

KEPT: Final = "(kept)"
"""In a quarantined row of a thing: content digest of what stays in its stead. A repair of that row may replace it, as
long as it is still what is said, and no other row of the load says it."""
Ends = tuple[str, str, str]
"""Kind and ends of a relation, as a row writes them."""


def without_mark(row: Mapping[str, str]) -> dict[str, str]:
    """A quarantined row as it was read."""
    return {column: text for column, text in row.items() if column != KEPT}


class Former:
    """The live statements of one source, of which a load finds some said again and some no longer.

    Args:
        live: (type, id or key, content digest) of each.
        things: id → (type, kind) of each that is of a thing.
        said_of: reads id → properties of all of them, if need be.

    Attributes:
        content: id → content digest of what is said of a thing.
        relations: keys of what is said of relations.
        counts: type → statements.
        met: types of things of which at least one is said again or kept.
    """

    def __init__(
        self,
        live: Iterable[tuple[str, str, str]],
        things: Mapping[str, tuple[str, str]],
        said_of: Callable[[], Mapping[str, Mapping[str, Any]]] = dict,
    ) -> None:
        self._said_of = said_of
        self._properties: Mapping[str, Mapping[str, Any]] | None = None
        self.content: dict[str, str] = {}
        self.relations: set[str] = set()
        for type_, key, content in live:
            if type_ == RELATION:
                self.relations.add(key)
            else:
                self.content[key] = content
        self._things = things
        self._said: set[str] = set()
        self._kept: dict[str, str] = {}
        self._ends: set[Ends] = set()
        self.met: set[str] = set()
        self.counts = Counter(type_ for type_, _ in things.values())
        if self.relations:
            self.counts[RELATION] = len(self.relations)

    def say(self, key: str) -> None:
        """The load takes in a statement of this id or key, of which there was one before."""
        self._said.add(key)
        if key in self._things:
            self.met.add(self._things[key][0])

    def properties(self, id_: str) -> Mapping[str, Any]:
        """What is said of a thing; nothing of one that there was not."""
        if id_ not in self._things:
            return {}
        if self._properties is None:
            self._properties = self._said_of()
        return self._properties.get(id_, {})

    def keep_thing(self, type_: str, row: Mapping[str, str]) -> tuple[str, tuple[str, str]] | None:
        """Keep what was said in the stead of a row that fails; its id, type and kind; None where nothing was."""
        id_ = id_of(type_, row)
        if id_ in self._said or id_ not in self._things:
            return None
        self._kept[id_] = self._things[id_][0]
        self.met.add(self._kept[id_])
        return id_, self._things[id_]

    def keep_relation(self, key: str | None, row: Mapping[str, str]) -> bool:
        """Keep what was said in the stead of a row that fails; whether it is known what that was.

        Args:
            key: of the row's content; None where it says nothing that can be read: then all that was said of its kind
                and ends and is not said otherwise is kept, which ``kept_by_ends`` finds.
            row: as it was read.
        """
        if key is None:
            self._ends.add(ends_of(row))
        elif key in self.relations:
            self._kept[key] = RELATION
            return True
        return False

    def keep_ends(self, ends: Iterable[Ends]) -> None:
        """Keep what was said of relations of these kinds and ends, likewise."""
        self._ends.update(ends)

    def keep_by_ends(self, store: Store, source: str) -> list[str]:
        """Keep what rows of relations that could not be read may have said before; the keys, in order.

        All of the source's rows have been gone through.
        """
        if not self._ends or all(self._is_here(key) for key in self.relations):
            return []
        with store.reading() as scan:
            found = [
                said.key
                for said in scan.relations()
                if said.source == source
                and (said.kind, said.start, said.end) in self._ends
                and said.key in self.relations
                and not self._is_here(said.key)
            ]
        self._kept.update(dict.fromkeys(found, RELATION))
        return sorted(found)

    def kept(self) -> Counter[str]:
        """Type → statements that stay because rows fail, and that the load says nothing else of."""
        return Counter(type_ for key, type_ in self._kept.items() if key not in self._said)

    def gone(self) -> Iterator[tuple[str, str]]:
        """(type, id or key) of what the source no longer says, once all of its rows have been gone through."""
        for id_, (type_, _) in self._things.items():
            if not self._is_here(id_):
                yield type_, id_
        for key in self.relations:
            if not self._is_here(key):
                yield RELATION, key

    def _is_here(self, key: str) -> bool:
        return key in self._said or key in self._kept


def properties_of(store: Store, source: str) -> dict[str, Mapping[str, Any]]:
    """What a source says of each of its things, by id."""
    with store.reading() as scan:
        return {said.id: said.properties for said in scan.entities() if said.source == source}


def unsaid_columns(store: Store, source: str, kept: Mapping[tuple[str, str], int]) -> tuple[str, ...]:
    """The columns, as ``type.column``, of which each value that a source has is one that was kept.

    Args:
        store: after the load.
        source: of the things.
        kept: type and column → values that were kept since the cells that said them fail.
    """
    if not kept:
        return ()
    with store.reading() as scan:
        own = (said for said in scan.entities() if said.source == source)
        there: Counter[tuple[str, str]] = Counter(
            (said.type, name) for said in own for name in said.properties if (said.type, name) in kept
        )
    return tuple(".".join(column) for column in sorted(kept) if kept[column] >= there[column])
