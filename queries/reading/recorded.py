"""What is on record of one organisation on a day: its relations by what it is in them, and what has ended."""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from graph.cached import cached_property
from graph.relations import Carries
from graph.snapshot.columns import column_order, pointers
from graph.snapshot.day.worth import CODE, KINDS
from graph.snapshot.facts import B1, I4, UNKNOWN_DAY
from graph.snapshot.files import array_bytes, frozen
from graph.snapshot.on_day import Day
from graph.words import label
from queries.reading.related import related
from queries.reading.relation import Relation

SIDES: Final = tuple((kind, back) for kind in KINDS for back in (False, True) if not (back and kind.symmetric))
"""What an organisation can be in a relation: its kind, and whether it is read from the target to the source."""
SIDE_WORDS: Final = tuple(kind.reverse if back else kind.name for kind, back in SIDES)
_SIDE_OF: Final = np.array(
    [[SIDES.index((kind, False)), SIDES.index((kind, not kind.symmetric))] for kind in KINDS], dtype=np.int32
)
_OF_THE_PAST: Final = np.array([kind.carries is not Carries.IDENTITY for kind in KINDS])


@dataclass(frozen=True, slots=True)
class HeldByEnd:
    """The relations of a day by who holds them.

    Attributes:
        ptr: (all nodes + 1).
        row: (2H) rows of ``Standing.held`` in which each node stands.
        back: (2H) whether it stands there as the target.
    """

    ptr: I4
    row: I4
    back: B1


def held_by_end(day: Day) -> HeldByEnd:
    """The index of a day, made once."""

    def make() -> HeldByEnd:
        held = day.on.held
        node = np.concatenate([held.source, held.target])
        order = column_order(node)
        row = order % max(1, len(held.source))
        return frozen(HeldByEnd(pointers(node, day.sections.starts[-1]), row, order >= len(held.source)))

    found: HeldByEnd = day.remembered(("held by end",), make, array_bytes)
    return found


def held_at(day: Day, node: int, kind: str, direction: Literal["OUT", "IN"]) -> list[tuple[int, int]]:
    """(relation, the other end) of what a thing holds of one kind, which is not symmetric, ended relations among them.

    By the other end, then by relation.
    """
    index, held = held_by_end(day), day.on.held
    span = slice(int(index.ptr[node]), int(index.ptr[node + 1]))
    row, back = index.row[span], index.back[span]
    kept = (day.facts.rel_kind[held.relation[row]] == CODE[kind]) & (back == (direction == "IN"))
    others = (held.source if direction == "IN" else held.target)[row[kept]]
    return sorted(zip(held.relation[row[kept]].tolist(), others.tolist(), strict=True), key=lambda one: one[::-1])


def side_told(word: str) -> str:
    """What people call one of ``SIDE_WORDS``.

    >>> side_told("board_seat"), side_told("funded_by")
    ('on the board of', 'funded by')
    """
    kind, back = SIDES[SIDE_WORDS.index(word)]
    return label("RelationKindReverse" if back else "RelationKindName", kind.name)


def sides_of(day: Day, row: NDArray[np.integer], back: B1) -> I4:
    """(n) positions in ``SIDES`` of rows of held relations, as they are read from one end."""
    kind = day.facts.rel_kind[day.on.held.relation[row]]
    found: I4 = _SIDE_OF[kind, back.astype(np.int8)]
    return found


@dataclass(frozen=True)
class Entry:
    """One thing on record of an organisation: what it is to another one, by one relation or several.

    Attributes:
        day: on which it is read.
        side: position in ``SIDES``.
        other: the other end: who lives today; one that is gone without an heir, itself.
        positions: the relations that say so, ascending.
        over: whether all of them have ended, or the other end is gone.
    """

    day: Day
    side: int
    other: int
    positions: tuple[int, ...]
    over: bool

    @property
    def last_held(self) -> int:
        """The latest day at which it is known to have held; ``UNKNOWN_DAY``."""
        return max(_last_held(self.day, position) for position in self.positions)

    @cached_property
    def best(self) -> Relation:
        """The relation that tells it: one that lives before one that is over, then the one known latest."""
        lives = self.day.on.worths.lives
        at = min(self.positions, key=lambda one: (not lives[one], -_last_held(self.day, one), one))
        return Relation(self.day, at)


def entries_of(day: Day, node: int) -> list[Entry]:
    """Everything on record of an organisation that has begun: by side, what holds first, then known latest, then id.

    What a gone predecessor hands over counts as its own. One other end is one entry of a side while one of its
    relations has not ended; what has ended of it then belongs to the same entry.
    """
    index, held = held_by_end(day), day.on.held
    span = slice(int(index.ptr[node]), int(index.ptr[node + 1]))
    row, back = index.row[span], index.back[span]
    side, other = sides_of(day, row, back), np.where(back, held.source[row], held.target[row])
    relation = held.relation[row]
    found: dict[tuple[int, int], list[int]] = {}
    for one in zip(side.tolist(), other.tolist(), relation.tolist(), strict=True):
        found.setdefault(one[:2], []).append(one[2])
    lives = day.on.worths.lives
    entries = [
        Entry(day, side, other, tuple(sorted(positions)), not any(lives[at] for at in positions))
        for (side, other), positions in found.items()
    ]
    entries += [one for one in _of_the_past(day, node, set(relation.tolist())) if (one.side, one.other) not in found]
    return sorted(entries, key=lambda one: (one.side, one.over, -one.last_held, one.other))


def _of_the_past(day: Day, node: int, held: set[int]) -> list[Entry]:
    """What nobody holds any more: presences and mandates that have ended, and what joined it to who is gone."""
    facts, gone = day.facts, day.on.after.gone
    found: dict[tuple[int, int], list[int]] = {}
    for at in related(day.snapshot, node).tolist():
        kind, source, target = int(facts.rel_kind[at]), int(facts.rel_source[at]), int(facts.rel_target[at])
        back = source != node
        other = source if back else target
        lost = other < len(gone) and bool(gone[other]) and not day.on.after.heirs.get(other)
        begun = facts.rel_since[at] == UNKNOWN_DAY or facts.rel_since[at] <= day.on.day
        if at in held or not begun or not _OF_THE_PAST[kind] or not (lost or _has_ended(day, at)):
            continue
        found.setdefault((int(_SIDE_OF[kind, int(back)]), other), []).append(at)
    return [Entry(day, side, other, tuple(positions), True) for (side, other), positions in found.items()]


def _has_ended(day: Day, relation: int) -> bool:
    return any(day.on.states.ended[at] for at in day.snapshot.statements_of(relation))


def _last_held(day: Day, relation: int) -> int:
    return max(int(day.on.states.held[at]) for at in day.snapshot.statements_of(relation))


def undated(day: Day, relation: int) -> bool:
    """Whether no statement of a relation knows when it began or ended, its context neither."""
    facts, contexts = day.facts, day.sections.range("context")
    span = slice(int(facts.statement_ptr[relation]), int(facts.statement_ptr[relation + 1]))
    known = bool((facts.since[span] != UNKNOWN_DAY).any() or (facts.until[span] != UNKNOWN_DAY).any())
    target = int(facts.rel_target[relation])
    if not known and target in contexts and KINDS[int(facts.rel_kind[relation])].carries is Carries.PARTICIPATION:
        at = target - contexts.start
        known = bool(facts.context_start[at] != UNKNOWN_DAY or facts.context_end[at] != UNKNOWN_DAY)
    return not known
