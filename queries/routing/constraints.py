"""What a route must keep to; and whom that leaves out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.errors import InputError, LimitError, did_you_mean, nearest
from graph.kinds import COMPANY, ORGANISATION_KINDS
from graph.markets import is_market
from graph.relations import RELATION_KINDS
from graph.snapshot.on_day import Day
from queries.routing.kernel.via import Wanted

DEFAULT_STEPS: Final = 3
STEPS_AT_MOST: Final = 6
NAMED_AT_MOST: Final = 500
"""Organisations, countries and kinds named in one constraint."""
DEFAULT_OPENER_KINDS: Final = frozenset(ORGANISATION_KINDS) - {COMPANY}
NOBODY: Final = np.zeros(0, dtype=np.bool_)
NOBODY.setflags(write=False)


@dataclass(frozen=True, slots=True)
class RouteConstraints:
    """What a route must keep to.

    Attributes:
        max_steps: at most so many introductions in a row, 1 to 6.
        min_strength: every step at least so strong, in [0, 1].
        relation_kinds: only ties and standing that come of these; presence is not affected.
        opener_kinds: kinds of door openers; None: all but companies.
        avoid: ids of organisations, codes of countries, kinds: neither steps nor openers.
        via: ids of organisations, one of which must be on the route, ends included.
        via_in_order: ids of organisations, all of which must be on the route, in this order, ends included.
        public_anchor: only through organisations with a public mandate, the opener included.
    """

    max_steps: int = DEFAULT_STEPS
    min_strength: float | None = None
    relation_kinds: frozenset[str] | None = None
    opener_kinds: frozenset[str] | None = None
    avoid: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    via_in_order: tuple[str, ...] = ()
    public_anchor: bool = False

    def check(self) -> None:
        """Raise InputError where a value is out of its range or is no known word."""
        if not 1 <= self.max_steps <= STEPS_AT_MOST:
            raise LimitError(
                f"{self.max_steps} is out of range.",
                value=self.max_steps,
                where="maxSteps",
                suggestion=f"Ask for 1 to {STEPS_AT_MOST} steps.",
            )
        if self.min_strength is not None and not 0.0 <= self.min_strength <= 1.0:
            raise InputError(
                f"{self.min_strength} is no strength.",
                code="bad_strength",
                value=self.min_strength,
                where="minStrength",
                suggestion="Strengths lie between 0 and 1.",
            )
        check_words(self.relation_kinds or (), RELATION_KINDS, "relation_kind", "relationKinds")
        check_words(self.opener_kinds or (), ORGANISATION_KINDS, "organisation_kind", "openerKinds")
        for where, named in (("avoid", self.avoid), ("via", self.via)):
            check_count(named, NAMED_AT_MOST, where)
        check_count(self.via_in_order, STEPS_AT_MOST + 1, "viaInOrder")

    def allows(self, kind: str) -> bool:
        """Whether relations of a kind may make ties and standing."""
        return self.relation_kinds is None or kind in self.relation_kinds


UNCONSTRAINED: Final = RouteConstraints()
"""What routes keep to where a question names nothing."""


def check_words(words: Collection[str], known: Collection[str], what: str, where: str) -> None:
    """Raise InputError for the first word, in the order of letters, that is not known."""
    for word in sorted(words):
        if word not in known:
            close = nearest(word, known)
            raise InputError(
                f"{word!r} is no {what.replace('_', ' ')}.",
                code=f"unknown_{what}",
                value=word,
                where=where,
                nearest=close,
                suggestion=did_you_mean(close, f"It is one of {', '.join(known)}."),
            )


def check_count(named: Sequence[object], most: int, where: str) -> None:
    """Raise LimitError where more is named than is allowed."""
    if len(named) > most:
        raise LimitError(f"{len(named)} are named.", value=len(named), where=where, suggestion=f"Name at most {most}.")


def blocked(day: Day, constraints: RouteConstraints) -> NDArray[np.bool_]:
    """(N) who may be neither step nor opener; empty for nobody."""
    if not constraints.avoid and not constraints.public_anchor:
        return NOBODY
    facts = day.facts
    mask = ~day.on.public if constraints.public_anchor else np.zeros(len(facts.kind), dtype=np.bool_)
    for named in constraints.avoid:
        if named in ORGANISATION_KINDS:
            mask |= facts.kind == ORGANISATION_KINDS.index(named)
        elif is_market(named):
            mask |= facts.country == day.snapshot.market_position(named)
        else:
            mask[day.node(named, "organisation", "avoid")] = True
    return mask


def meeting(day: Day, constraints: RouteConstraints) -> Wanted:
    """What a route has to meet."""
    via = NOBODY
    if constraints.via:
        via = np.zeros(len(day.facts.kind), dtype=np.bool_)
        via[[day.node(named, "organisation", "via") for named in constraints.via]] = True
        via.setflags(write=False)
    nodes = [day.node(named, "organisation", "viaInOrder") for named in constraints.via_in_order]
    in_order = np.array(nodes, dtype=np.int32)
    in_order.setflags(write=False)
    return Wanted(via, in_order)
