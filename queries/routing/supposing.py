"""Changes of the graph that are only tried: relations that are added, what is dropped, who merges."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from graph.errors import InputError
from graph.markets import is_market
from graph.relations import RELATION_KINDS, Carries, RelationKind
from graph.snapshot.building.tried import TriedRelation, tried
from graph.snapshot.on_day import Day
from queries.reading.families import falling_with
from queries.reading.naming import kind_word
from queries.reading.related import related
from queries.routing.constraints import RouteConstraints, check_count, check_words
from queries.routing.grammar import counted, market_in_text
from queries.routing.overlay import Overlay, lay

CHANGES_AT_MOST: Final = 20
MERGER: Final = "merged_into"
WHERE: Final = "changes"


@dataclass(frozen=True, slots=True)
class Addition:
    """A relation that is added; it takes the place of those of its kind and role between the two.

    Attributes:
        kind: of relation.
        source, target: ids; of a market its code.
        role: of the kind's.
    """

    kind: str
    source: str
    target: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Drop:
    """An organisation that is gone; or, of two that are named, what there is between them.

    Attributes:
        organisation: id.
        other: id of an organisation, or whatever it has relations to; of a market its code.
        kind: only relations of this kind.
    """

    organisation: str
    other: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Merger:
    """An organisation that merges into another one, which takes over its relations.

    Attributes:
        organisation, into: ids.
    """

    organisation: str
    into: str


Change = Addition | Drop | Merger


@dataclass(frozen=True)
class Supposed:
    """Changes, understood.

    Attributes:
        day: as it would stand.
        untied: pairs of organisations that are tied no more, whatever they share.
        sentences: each change in words.
    """

    day: Day
    untied: list[tuple[int, int]]
    sentences: list[str]

    def laid(self, constraints: RouteConstraints) -> Overlay:
        """What is laid over that day for a question under these constraints."""
        return lay(self.day.ties(constraints.relation_kinds), None, self.untied)


def addition_said(text: str, where: str) -> Addition:
    """An addition as people write it: ``KIND,FROM,TO``, or ``KIND,FROM,TO,ROLE``.

    Raises:
        InputError: it has not these parts; ``where`` says in which argument.
    """
    parts = [part.strip() for part in text.split(",")]
    if not 3 <= len(parts) <= 4 or not all(parts):
        raise InputError(
            f"{text!r} is no relation to suppose.", code="bad_change", value=text, where=where,
            suggestion="Write KIND,FROM,TO or KIND,FROM,TO,ROLE, such as partner_of,one-id,another-id.",
        )  # fmt: skip
    kind, source, target, *role = parts
    return Addition(kind_word(kind), source, target, role[0] if role else None)


def suppose(day: Day, changes: Sequence[Change]) -> Supposed:
    """Try changes, all at once, against the day as it stands.

    A relation that is added holds from the day on, and is as sure as what is verified. Who is dropped is gone as if
    dissolved the day before, and hands over to nobody. Who merges is gone, and hands over by the rules of mergers.

    Raises:
        InputError: something named is not there, does not fit, or nothing would change.
        LimitError: too many changes.
    """
    check_count(changes, CHANGES_AT_MOST, WHERE)
    if not changes:
        raise _refused("Nothing is to change.", "no_change", None, "Name what to add, to drop or to merge.")
    reading = _Reading(day)
    for change in changes:
        reading.take(change)
    reading.check()
    after = tried(day, reading.added, reading.dropped, reading.gone)
    return Supposed(after, reading.untied, reading.sentences)


class _Reading:
    """What changes come to."""

    def __init__(self, day: Day) -> None:
        self.day = day
        self.added: list[TriedRelation] = []
        self.dropped: set[int] = set()
        self.gone: set[int] = set()
        self.untied: list[tuple[int, int]] = []
        self.mergers: dict[int, int] = {}
        self.sentences: list[str] = []

    def take(self, change: Change) -> None:
        """Read one change."""
        if isinstance(change, Merger):
            self._merge(change)
        elif isinstance(change, Addition):
            self._add(change)
        elif change.other is None:
            self._drop(change)
        else:
            self._part(change, change.other)

    def check(self) -> None:
        """Raise InputError where somebody goes twice, or the last of a chain of mergers is gone itself."""
        for node in self.mergers:
            passed, at = {node}, self.mergers[node]
            while at in self.mergers and at not in passed:
                passed.add(at)
                at = self.mergers[at]
            if at in passed or node in self.gone:
                what = "merges into itself" if at in passed else "is dropped, and merges"
                raise _refused(
                    f"{self._name(node)} {what}.", "changed_twice", self.day.snapshot.id_of(node), "Name it once."
                )

    def _merge(self, change: Merger) -> None:
        one, into = (self.day.organisation(id_, WHERE) for id_ in (change.organisation, change.into))
        if one == into or one in self.mergers:
            why = "are the same organisation" if one == into else "are not the only two: the first merges twice"
            raise _refused(f"{self._name(one)} and {self._name(into)} {why}.", "changed_twice", change.organisation)
        self.mergers[one] = into
        self.added.append(TriedRelation(MERGER, one, into))
        self.sentences.append(f"{self._name(one)} has merged into {self._name(into)}, which takes over its relations.")

    def _drop(self, change: Drop) -> None:
        one = self.day.organisation(change.organisation, WHERE)
        if change.kind is not None:
            raise _refused(
                "A kind is given, and one end only.", "no_other_end", change.kind, "Name both ends, or leave it out."
            )
        self.gone.add(one)
        offices = falling_with(self.day, one)
        with_it = f" with the {counted(len(offices), 'office')} that nobody else runs," if offices else ","
        self.sentences.append(f"{self._name(one)} is gone{with_it} and nobody takes over its relations.")

    def _part(self, change: Drop, other: str) -> None:
        ends = self._end(change.organisation), self._end(other)
        if change.kind is not None:
            check_words((change.kind,), RELATION_KINDS, "relation_kind", f"{WHERE}.kind")
        found = list(self._between(*ends, None if change.kind is None else (change.kind,)))
        organisations = len(self.day.facts.kind)
        may_be_tied = change.kind is None and max(ends) < organisations
        if not found and not (may_be_tied and self.day.on.ties.between(min(ends), max(ends)) is not None):
            raise _refused(
                f"There is nothing between {self._name(ends[0])} and {self._name(ends[1])} to drop.",
                "nothing_to_drop", change.organisation, "Look at what there is: `relations` of either.",
            )  # fmt: skip
        self.dropped.update(found)
        if may_be_tied:
            self.untied.append((min(ends), max(ends)))
        what = "Nothing" if change.kind is None else f"No `{change.kind}`"
        self.sentences.append(f"{what} joins {self._name(ends[0])} and {self._name(ends[1])} any more.")

    def _add(self, change: Addition) -> None:
        check_words((change.kind,), RELATION_KINDS, "relation_kind", f"{WHERE}.kind")
        kind = RELATION_KINDS[change.kind]
        _check_role(kind, change.role)
        if kind.carries is Carries.IDENTITY:
            raise _refused(
                f"{change.kind!r} is no relation to add.", "merger_as_relation", change.kind, "Name it as a merger."
            )
        source, target = self._end(change.source), self._end(change.target)
        for node, allowed, text in ((source, kind.sources, change.source), (target, kind.targets, change.target)):
            self._check_end(kind, node, allowed, text)
        if source == target:
            raise _refused(f"Both ends are {self._name(source)}.", "same_ends", change.source)
        added = TriedRelation(change.kind, source, target, change.role)
        roles = self.day.snapshot.manifest.roles
        held = {
            at
            for at in self._between(source, target, (change.kind,))
            if (int(self.day.facts.rel_source[at]), int(self.day.facts.rel_target[at])) == added.ends
            and (roles[int(self.day.facts.rel_role[at])] or None) == change.role
        }
        self.dropped |= held
        self.added.append(added)
        verb, rest = kind.onward.now
        rest = rest.format(target=self._name(target), its="its", context="")
        known = ": that is on record, and is now supposed to be certain and to hold today" if held else ""
        self.sentences.append(f"{self._name(source)} {verb} {rest}{known}.")

    def _check_end(self, kind: RelationKind, node: int, allowed: Collection[str], text: str) -> None:
        type_ = self.day.sections.type_of(node)
        word = self.day.record(node)["kind"] if type_ in ("organisation", "context") else type_
        if word not in allowed:
            raise _refused(
                f"{self._name(node)}, a {word.replace('_', ' ')}, cannot stand at this end of {kind.name!r}.",
                "bad_end", text, f"{kind.meaning} It may be: {', '.join(sorted(allowed))}.",
            )  # fmt: skip

    def _end(self, text: str) -> int:
        """The node of an id, or of a market's code; of an organisation that is gone, its heir."""
        node = self.day.snapshot.find(text)
        if node is None and is_market(text.upper()):
            return self.day.first_market + self.day.market(text.upper())
        organisation = node is None or node < len(self.day.facts.kind)
        return self.day.organisation(text, WHERE) if organisation or node is None else node

    def _between(self, one: int, other: int, kinds: Collection[str] | None) -> Iterator[int]:
        facts = self.day.facts
        for at in np.sort(related(self.day.snapshot, one, kinds)).tolist():
            if other in (int(facts.rel_source[at]), int(facts.rel_target[at])):
                yield at

    def _name(self, node: int) -> str:
        if self.day.sections.type_of(node) == "market":
            return market_in_text(self.day.snapshot.id_of(node))
        return str(self.day.record(node).get("name") or self.day.snapshot.id_of(node))


def _check_role(kind: RelationKind, role: str | None) -> None:
    if (role is None and kind.role_required) or (role is not None and role not in kind.roles):
        raise _refused(
            f"{role!r} is no role of {kind.name!r}." if role else f"{kind.name!r} needs a role.",
            "unknown_role", role, f"It is one of: {', '.join(kind.roles)}." if kind.roles else "Leave the role out.",
        )  # fmt: skip


def _refused(message: str, code: str, value: object, suggestion: str = "Name two different ones.") -> InputError:
    return InputError(message, code=code, value=value, where=WHERE, suggestion=suggestion)
