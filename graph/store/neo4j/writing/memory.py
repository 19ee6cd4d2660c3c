"""What a store object remembers of its database while it loads, so as not to ask for every row (write-through cache).

It holds for one revision; what others have written since makes it worthless, and then the database is asked instead.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from graph.statements import Judgement, Source
from graph.store.neo4j.writing.identity import UNCLAIMED, Claims

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(slots=True)
class Ids:
    """All ids that are used.

    Attributes:
        revision: at which it holds.
        claims: id → who uses it.
        placeholders: every node but those of markets that is there though nobody uses its id; there may be more here.
        named: every id that is named in a list of sectors; there may be more here.
    """

    revision: int
    claims: dict[str, Claims]
    placeholders: set[str]
    named: set[str]


@dataclass(slots=True)
class Live:
    """What one source says: all of it, live.

    Attributes:
        revision: at which it holds.
        entities: id → content digest, and the run that wrote it.
        relations: key → the run that wrote it.
    """

    revision: int
    entities: dict[str, tuple[str, int]]
    relations: dict[str, int]


@dataclass(frozen=True, slots=True)
class Declared:
    """What is declared and judged.

    Attributes:
        revision: at which it holds.
        sources: name → declaration.
        judgements: all of them, in the order of making.
    """

    revision: int
    sources: dict[str, Source]
    judgements: Sequence[Judgement]


@dataclass(slots=True)
class Delta:
    """What a transaction changed, to be remembered once it is committed.

    Attributes:
        before, after: revisions; the same where nothing changed that counts.
        claims: id → who uses it now.
        placeholders: nodes that may have become placeholders.
        named: ids named in lists of sectors.
        entities, relations: source → id or key → what is live now; None: no longer live.
        declared: what is declared and judged now.
    """

    before: int
    after: int
    claims: dict[str, Claims] = field(default_factory=dict)
    placeholders: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    entities: dict[str, dict[str, tuple[str, int] | None]] = field(default_factory=dict)
    relations: dict[str, dict[str, int | None]] = field(default_factory=dict)
    declared: Declared | None = None


@dataclass(slots=True)
class Memory:
    """What is remembered. Used by one thread at a time.

    Attributes:
        ids: None where it is not known.
        live: source → what it says.
        declared: None where it is not known.
    """

    ids: Ids | None = None
    live: dict[str, Live] = field(default_factory=dict)
    declared: Declared | None = None

    def forget(self) -> None:
        """Remember nothing."""
        self.ids = self.declared = None
        self.live = {}

    def declared_at(self, revision: int) -> Declared | None:
        """What is declared and judged, if it holds at a revision."""
        return self.declared if self.declared is not None and self.declared.revision == revision else None

    def ids_at(self, revision: int) -> Ids | None:
        """All ids, if what is known of them holds at a revision."""
        return self.ids if self.ids is not None and self.ids.revision == revision else None

    def live_at(self, source: str, revision: int) -> Live | None:
        """What a source says, if it holds at a revision."""
        found = self.live.get(source)
        return found if found is not None and found.revision == revision else None

    def learn(self, delta: Delta) -> None:
        """Take over what a transaction changed; forget what did not hold before it."""
        self.declared = delta.declared
        self.ids = self.ids_at(delta.before)
        if self.ids is not None:
            self.ids.revision = delta.after
            self.ids.placeholders |= delta.placeholders
            self.ids.named |= delta.named
            _update(self.ids.claims, {id_: claims or None for id_, claims in delta.claims.items()})
        self.live = {source: live for source, live in self.live.items() if live.revision == delta.before}
        for source, live in self.live.items():
            live.revision = delta.after
            _update(live.entities, delta.entities.get(source, {}))
            _update(live.relations, delta.relations.get(source, {}))


def _update(held: dict[Key, Value], news: dict[Key, Value | None]) -> None:
    for key, value in news.items():
        if value is None:
            held.pop(key, None)
        else:
            held[key] = value


def with_claim(claims: Claims, source: str, type_: str | None) -> Claims:
    """Claims once ``source`` uses the id for a thing of ``type_``; None: no longer uses it. In the order of sources."""
    if not claims:
        return UNCLAIMED if type_ is None else _only(source, type_)
    others = [claim for claim in claims if claim[0] != source]
    if type_ is not None:
        others.append((source, type_))
    return tuple(sorted(others)) if len(others) > 1 else _only(*others[0]) if others else UNCLAIMED


_ONLY: Final[dict[tuple[str, str], Claims]] = {}


def _only(source: str, type_: str) -> Claims:
    """The claims of an id that one source uses: nearly all are the same, and the same object."""
    claim = source, type_
    found = _ONLY.get(claim)
    if found is None:
        found = _ONLY[claim] = (claim,)
    return found


def all_claims(ids: Iterable[tuple[str, str, str]]) -> dict[str, Claims]:
    """Id → who uses it, from (source, type, id) of each live statement of a thing."""
    claims: dict[str, Claims] = {}
    for source, type_, id_ in ids:
        claims[id_] = with_claim(claims.get(id_, UNCLAIMED), source, type_)
    return claims
