"""A supercluster, a network, or any organisation: its members, clusters and hubs, its strategy, its corridors."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Annotated, Final

import numpy as np

from graph.dates import last_day
from graph.snapshot.day.worth import CODE
from graph.snapshot.on_day import Day
from graph.work import look
from queries.reading.answer import Answer, check_first
from queries.reading.nodes import CorridorNode, Id, OrganisationNode, PartialDay, Some, StatusOfRelation
from queries.reading.pairs import MEMBER_KINDS, PART_KINDS
from queries.reading.priorities import PursuedPriority, pursuits
from queries.reading.related import related
from queries.reading.relation import Relation

MEMBERS_DEFAULT: Final = 100
MEMBERS_AT_MOST: Final = 1_000
"""Entries in each list of an answer."""
PRIORITIES_AT_MOST: Final = 200
HUB: Final = "hub"
"""The role by which a relation says that its cluster is a hub of the other."""
_OPERATES: Final = ("operates",)


@dataclass(frozen=True)
class Membership:
    """An organisation that belongs to another one, with all relations that say so.

    Attributes:
        organisation: the one that belongs, or its successor; one that is gone without an heir, itself.
        relations: the relations that say so, with dates and evidence.
        status: whether it belongs on the day of the answer: current if one relation is, else unknown if one has not
            ended, else ended.
    """

    organisation: OrganisationNode
    relations: tuple[Relation, ...]
    status: StatusOfRelation

    @property
    def since(self) -> PartialDay | None:
        """The earliest beginning stated."""
        return min((one.since for one in self.relations if one.since is not None), default=None)

    @property
    def until(self) -> PartialDay | None:
        """The latest end stated; null while it goes on."""
        if any(one.until is None and one.status != "ended" for one in self.relations):
            return None
        return max((one.until for one in self.relations if one.until is not None), key=last_day, default=None)


@dataclass(frozen=True)
class CorridorOfNetwork:
    """A corridor on which an organisation lies, itself or by its members.

    Attributes:
        corridor: the corridor.
        itself: the relations by which it lies on the corridor itself.
        members: its members and clusters that lie on the corridor, by id, with the relations that put them there.
        member_count: how many of its members and clusters lie on it.
    """

    corridor: CorridorNode
    itself: tuple[Relation, ...]
    members: Annotated[list[Membership], Some(5)]
    member_count: int


@dataclass(frozen=True)
class Supercluster(Answer):
    """What a supercluster, a network or another organisation consists of and pursues, from one revision.

    Attributes:
        organisation: which it is.
        asked_as: the id that was given, where another organisation answers for it.
        note: what to know about that, in a sentence.
        members: its members, by id.
        member_count: how many members it has.
        parts: clusters that are part of it, by id.
        part_count: how many clusters are part of it.
        ended_members: those whose membership has ended, or that are gone without a successor, by id.
        ended_member_count: how many memberships have ended.
        ended_parts: the same of clusters that were part of it.
        ended_part_count: how many clusters were part of it.
        hubs: its hubs: those whose relation says so, and organisations that it runs.
        belongs_to: networks and superclusters to which it belongs itself, by id.
        priorities: its strategic priorities: those that hold, then those to come, then ended ones; newest first.
        corridors: its corridors: those on which it lies itself first, then by the number of its members on them.
    """

    organisation: OrganisationNode
    asked_as: Id | None
    note: str | None
    members: Annotated[list[Membership], Some(20)]
    member_count: int
    parts: Annotated[list[Membership], Some(20)]
    part_count: int
    ended_members: Annotated[list[Membership], Some(10)]
    ended_member_count: int
    ended_parts: Annotated[list[Membership], Some(10)]
    ended_part_count: int
    hubs: Annotated[list[Membership], Some(10)]
    belongs_to: Annotated[list[Membership], Some(10)]
    priorities: Annotated[list[PursuedPriority], Some(20)]
    corridors: Annotated[list[CorridorOfNetwork], Some(10)]


def supercluster(day: Day, id_: str, *, first: int = MEMBERS_DEFAULT) -> Supercluster:
    """What a supercluster, a network or any other organisation consists of, and what it pursues.

    Args:
        day: on which to stand. Relations that begin later do not exist.
        id_: of an organisation; one that is gone is answered as its heir.
        first: at most so many entries in each list, 1 to 1,000.

    Raises:
        InputError: the organisation is unknown, or gone without an heir; LimitError: ``first`` is out of range.
    """
    check_first(first, MEMBERS_AT_MOST)
    node = day.organisation(id_, "id")
    members, ended_members = _belonging(day, node, MEMBER_KINDS)
    look()
    parts, ended_parts = _belonging(day, node, PART_KINDS)
    hubs = [one for one in (*parts, *members) if any(fact.said("role") == HUB for fact in one.relations)]
    hubs += [one for one in _ends(day, node, _OPERATES, out=True) if one.status != "ended"]
    belongs = _ends(day, node, (*MEMBER_KINDS, *PART_KINDS), out=True)
    return Supercluster(
        day.header, node, day.asked_as(id_, node), day.answers_for(id_, node),
        members[:first], len(members), parts[:first], len(parts),
        ended_members[:first], len(ended_members), ended_parts[:first], len(ended_parts),
        _united(hubs)[:first], [one for one in belongs if one.status != "ended"][:first],
        pursuits(day, node)[: min(first, PRIORITIES_AT_MOST)],
        _corridors(day, node, _united([*members, *parts]), first),
    )  # fmt: skip


def _belonging(day: Day, node: int, kinds: Collection[str]) -> tuple[list[Membership], list[Membership]]:
    """(not ended, ended) by id; those gone without an heir belong no more."""
    on = day.on
    found = _ends(day, node, kinds, out=False)
    lost: dict[int, list[int]] = {}
    for relation in related(day.snapshot, node, kinds, "IN").tolist():
        source = int(day.facts.rel_source[relation])
        if on.worths.best[relation] >= 0 and on.after.gone[source] and not on.after.heirs.get(source):
            lost.setdefault(source, []).append(relation)
    gone = [Membership(one, _relations(day, facts), "ended") for one, facts in lost.items()]
    ended = [one for one in found if one.status == "ended"] + gone
    return [one for one in found if one.status != "ended"], sorted(ended, key=lambda one: one.organisation)


def _ends(day: Day, node: int, kinds: Collection[str], *, out: bool) -> list[Membership]:
    """Living organisations at the other end of relations that the organisation holds, by id."""
    held = day.on.held
    mine, other = (held.source, held.target) if out else (held.target, held.source)
    at = np.flatnonzero(mine == node)
    at = at[np.isin(day.facts.rel_kind[held.relation[at]], [CODE[kind] for kind in kinds])]
    by: dict[int, list[int]] = {}
    for position in at.tolist():
        by.setdefault(int(other[position]), []).append(int(held.relation[position]))
    return [_one(day, organisation, by[organisation]) for organisation in sorted(by)]


def _one(day: Day, organisation: int, positions: Iterable[int]) -> Membership:
    look()
    relations = _relations(day, positions)
    return Membership(organisation, relations, _status(relations))


def _relations(day: Day, positions: Iterable[int]) -> tuple[Relation, ...]:
    return tuple(Relation(day, position) for position in sorted(set(positions)))


def _status(relations: Iterable[Relation]) -> str:
    said = {relation.status for relation in relations}
    return next(word for word in ("current", "unknown", "ended") if word in said)


def _united(several: Iterable[Membership]) -> list[Membership]:
    """Each organisation once, with all its relations, by id."""
    by: dict[int, list[Relation]] = {}
    for one in several:
        by.setdefault(one.organisation, []).extend(one.relations)
    united = []
    for organisation in sorted(by):
        relations = tuple(sorted(by[organisation], key=lambda relation: relation.position))
        united.append(Membership(organisation, relations, _status(relations)))
    return united


def _corridors(day: Day, node: int, members: list[Membership], first: int) -> list[CorridorOfNetwork]:
    held = day.on.held
    at = np.flatnonzero((day.facts.rel_kind[held.relation] == CODE["lies_on"]) & (held.source < len(day.on.after.gone)))
    belong = {one.organisation for one in members}
    own: dict[int, list[int]] = {}
    others: dict[int, dict[int, list[int]]] = {}
    for position in at.tolist():
        source, corridor, relation = (
            int(held.source[position]),
            int(held.target[position]),
            int(held.relation[position]),
        )
        if source == node:
            own.setdefault(corridor, []).append(relation)
        elif source in belong:
            others.setdefault(corridor, {}).setdefault(source, []).append(relation)
    found = []
    for corridor in sorted({*own, *others}):
        lying = [_one(day, member, facts) for member, facts in sorted(others.get(corridor, {}).items())]
        itself = _relations(day, own.get(corridor, ()))
        found.append(CorridorOfNetwork(corridor, itself, lying[:first], len(lying)))
    return sorted(found, key=lambda one: (not one.itself, -one.member_count, one.corridor))[:first]
