"""A snapshot with changes tried: of the same things as another one, with other relations. Nothing is written."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import orjson
from numpy.typing import NDArray

from graph.relations import RELATION_KINDS
from graph.snapshot.building.patch.replace import spans
from graph.snapshot.building.rows import KIND_CODE, packed
from graph.snapshot.day.standing import standing
from graph.snapshot.facts import I4, I8, SPOKEN, STATUS_CURRENT, UNKNOWN_DAY, Facts
from graph.snapshot.files import Texts, frozen, pointers_of
from graph.snapshot.memo import ROOM, Memo
from graph.snapshot.names.index import NameIndex
from graph.snapshot.on_day import Day
from graph.snapshot.snapshot import Snapshot
from graph.statements import Source
from graph.work import look

SUPPOSED: Final = Source("supposed", "Supposed, to try it", "nobody", "CC0-1.0", "", "", owns_ids=True)
"""Who says what is only tried."""
_CONFIDENCE: Final = "verified"


@dataclass(frozen=True, slots=True)
class TriedRelation:
    """A relation that is supposed to hold from the day on: current, and as sure as what is verified.

    Attributes:
        kind: name of its kind.
        source, target: nodes.
        role: one of the kind's; None.
    """

    kind: str
    source: int
    target: int
    role: str | None = None

    @property
    def ends(self) -> tuple[int, int]:
        """Source and target; the smaller first where they have no order."""
        low, high = sorted((self.source, self.target))
        return (low, high) if RELATION_KINDS[self.kind].symmetric else (self.source, self.target)


def tried(day: Day, added: Sequence[TriedRelation], dropped: Collection[int], gone: Collection[int]) -> Day:
    """A day as it would stand with changes; its things keep their nodes.

    Args:
        day: as it stands.
        added: relations that begin on the day.
        dropped: positions of relations that are taken away with all their statements.
        gone: organisations that are gone, as if they had been dissolved the day before.
    """
    snapshot = _Tried(day, added, dropped, gone)
    look()
    return snapshot.on_day()


def is_tried(snapshot: Snapshot) -> bool:
    """Whether changes are tried in a snapshot."""
    return isinstance(snapshot, _Tried)


class _Tried(Snapshot):
    """What a build from the changed statements gives, but for the texts of things, which stay where they are."""

    def __init__(
        self, day: Day, added: Sequence[TriedRelation], dropped: Collection[int], gone: Collection[int]
    ) -> None:
        of = self._of = day.snapshot
        self.folder, self._guard, self.sections, self.by_name = of.folder, of._guard, of.sections, of.by_name
        self._ids, self._records, self._relation_names = of._ids, of._records, of._relation_names
        roles = [*of.manifest.roles, *sorted({one.role for one in added if one.role} - set(of.manifest.roles))]
        self.manifest = replace(of.manifest, as_of=day.as_of, roles=roles)
        take, statements = _order(of.facts, added, dropped)
        self.facts = frozen(_changed(of.facts, take, statements, _columns(added, roles, day.on.day), gone, day.on.day))
        self._statements = _Statements(of._statements, statements, [_said(of, one, day.as_of) for one in added])
        self._own = frozen(standing(self.facts, self.sections, roles, day.on.day))
        self.memo = Memo(ROOM)

    @property
    def names(self) -> NameIndex:
        """The index of names of the snapshot that is changed."""
        return self._of.names

    @property
    def sources(self) -> dict[str, Source]:
        """Declarations of the sources, by name, and of who supposes what is tried."""
        return self._of.sources | {SUPPOSED.name: SUPPOSED}


class _Statements(Texts):
    """Statements of another snapshot in another order, and further ones.

    Args:
        former: those of the other one.
        take: number of each; those that are none of the former follow these.
        made: the further ones.
    """

    def __init__(self, former: Texts, take: I8, made: Sequence[bytes]) -> None:
        self._former, self._take, self._made = former, take, made

    def __len__(self) -> int:
        return len(self._take)

    def __getitem__(self, position: int) -> bytes:
        number = int(self._take[position])
        return self._former[number] if number < len(self._former) else self._made[number - len(self._former)]


def _said(snapshot: Snapshot, one: TriedRelation, as_of: str) -> bytes:
    """What is kept of a statement in words."""
    said = {
        "source": SUPPOSED.name, "start": snapshot.id_of(one.ends[0]), "end": snapshot.id_of(one.ends[1]),
        "since": as_of, "status": "current", "role": one.role, "retrieved": as_of, "confidence": _CONFIDENCE,
    }  # fmt: skip
    return orjson.dumps([said.get(name) for name in SPOKEN if name != "audience"])


def _order(facts: Facts, added: Sequence[TriedRelation], dropped: Collection[int]) -> tuple[I8, I8]:
    """The number of each relation and of each statement, in their order; those that are added follow all others."""
    kept = np.ones(len(facts.rel_kind), dtype=np.bool_)
    kept[list(dropped)] = False
    left = np.flatnonzero(kept)
    ends = np.array([one.ends for one in added], dtype=np.int32).reshape(-1, 2)
    kinds = np.array([KIND_CODE[one.kind] for one in added], dtype=np.int64)
    there = packed(facts.rel_kind[left], facts.rel_source[left], facts.rel_target[left])
    fresh = packed(kinds, ends[:, 0], ends[:, 1])
    by_place = np.argsort(fresh, kind="stable")
    at = np.searchsorted(there, fresh[by_place], side="right")
    take = np.insert(left, at, len(kept) + by_place)
    starts = np.append(facts.statement_ptr[:-1], len(facts.since) + np.arange(len(added)))
    lengths = np.append(np.diff(facts.statement_ptr), np.ones(len(added), dtype=np.int32))
    return take, spans(starts[take], lengths[take])


def _columns(added: Sequence[TriedRelation], roles: Sequence[str], day: int) -> dict[str, list[Any]]:
    """What the columns of relations and statements hold of those that are added."""
    count = len(added)
    return {
        "rel_kind": [KIND_CODE[one.kind] for one in added],
        "rel_source": [one.ends[0] for one in added],
        "rel_target": [one.ends[1] for one in added],
        "rel_role": [roles.index(one.role or "") for one in added],
        "rel_region": [-1] * count,
        "rel_name": [0] * count,
        "rel_since": [day] * count,
        "since": [day] * count,
        "until": [UNKNOWN_DAY] * count,
        "state": [STATUS_CURRENT] * count,
        "retrieved": [day] * count,
        "declared": [day] * count,
        "confidence_of": [1.0] * count,
    }


def _changed(
    facts: Facts, take: I8, statements: I8, columns: dict[str, list[Any]], gone: Collection[int], day: int
) -> Facts:
    def taken(name: str, order: I8) -> NDArray[Any]:
        held: NDArray[Any] = getattr(facts, name)
        return np.concatenate((held, np.array(columns[name], dtype=held.dtype)))[order]

    made = {name: taken(name, take if name.startswith("rel_") else statements) for name in columns}
    lengths = np.append(np.diff(facts.statement_ptr), np.ones(len(columns["since"]), dtype=np.int32))[take]
    dissolved: I4 = np.array(facts.dissolved)
    dissolved[list(gone)] = day - 1
    return replace(facts, **made, statement_ptr=pointers_of(lengths).astype(np.int32), dissolved=dissolved)
