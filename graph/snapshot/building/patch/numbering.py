"""Nodes of the next snapshot: where things that stay move to, and where new ones come in."""

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np

from graph.snapshot.building.entities import Entity
from graph.snapshot.building.patch.former import Former
from graph.snapshot.building.patch.regroup import Place, Regrouped
from graph.snapshot.facts import I4, I8, Sections


class Numbering:
    """The nodes of the next snapshot.

    Attributes:
        things: those that are new or other than before, by node.
        nodes: their nodes.
        sections: the things by type.
        take: (nodes) which thing each node is: its former node, or the number of former nodes plus a position in
            ``things``.
        moved: (former nodes) the node of each; -1: it is no more. Grows from each that stays to the next.
    """

    def __init__(self, former: Former, regrouped: Regrouped) -> None:
        self._former = former
        types = former.sections.types
        self.things = sorted(regrouped.things, key=lambda thing: (types.index(thing.type), thing.id))
        stays = np.ones(len(former.id_of), dtype=np.bool_)
        stays[sorted(regrouped.removed)] = False
        kept = np.flatnonzero(stays)
        new = [at for at, thing in enumerate(self.things) if regrouped.before.get((thing.type, thing.id)) is None]
        kept_before = np.concatenate(([0], np.cumsum(stays)))
        gaps = [_gap(former, self.things[at]) for at in new]
        new_nodes = kept_before[gaps] + np.arange(len(new)) if new else np.zeros(0, dtype=np.int64)
        others = np.ones(len(kept) + len(new), dtype=np.bool_)
        others[new_nodes] = False
        self.take: I8 = np.empty(len(others), dtype=np.int64)
        self.take[others] = kept
        self.moved: I4 = np.full(len(stays), -1, dtype=np.int32)
        self.moved[kept] = np.flatnonzero(others)
        self.sections = _sections(former.sections, kept_before, [self.things[at].type for at in new])
        self.nodes = self._nodes(regrouped.before, dict(zip(new, new_nodes.tolist(), strict=True)))
        self.take[self.nodes] = len(stays) + np.arange(len(self.things))
        self._node_of: dict[str, int] = dict(zip((thing.id for thing in self.things), self.nodes.tolist(), strict=True))

    def _nodes(self, before: dict[Place, int | None], new: dict[int, int]) -> I8:
        def node(at: int) -> int:
            thing = self.things[at]
            then = before.get((thing.type, thing.id))
            return new[at] if then is None else int(self.moved[then])

        return np.array([node(at) for at in range(len(self.things))], dtype=np.int64)

    def find(self, id_: str) -> int | None:
        """The node of an id; None if there is none."""
        found = self._node_of.get(id_)
        if found is not None:
            return found
        then = self._former.node.get(id_)
        if then is None:
            return None
        node = int(self.moved[then])
        return None if node < 0 else node

    def of_type(self, type_: str) -> list[Entity]:
        """The things of one type that are new or other than before, by node."""
        return [thing for thing in self.things if thing.type == type_]

    def taken(self, type_: str) -> I8:
        """Which thing each node of a type is.

        Its former position in the section, or the number of former ones plus a position in ``of_type``.
        """
        here, there = self.sections.range(type_), self._former.sections.range(type_)
        take = self.take[here.start : here.stop]
        first = next((at for at, thing in enumerate(self.things) if thing.type == type_), 0)
        fresh = take >= len(self._former.id_of)
        return np.where(fresh, take - len(self._former.id_of) - first + len(there), take - there.start)


def _gap(former: Former, thing: Entity) -> int:
    """The former node before which a new thing stands."""
    section = former.sections.range(thing.type)
    return bisect_left(former.id_of, thing.id, section.start, section.stop)


def _sections(former: Sections, kept_before: I8, new: Sequence[str]) -> Sections:
    """The sections, of which each has lost and gained some."""
    starts = [0]
    for type_ in former.types:
        section = former.range(type_)
        kept = int(kept_before[section.stop] - kept_before[section.start])
        starts.append(starts[-1] + kept + new.count(type_))
    return Sections(former.types, tuple(starts))
