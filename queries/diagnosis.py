"""Why there is no door opener, and what would help."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from queries.missing_tie import MissingTie
from queries.question import RouteConstraints


class DiagnosisCode(StrEnum):
    """What stands in the way."""

    NO_OPENER_KNOWN = "NO_OPENER_KNOWN"
    BEYOND_MAX_STEPS = "BEYOND_MAX_STEPS"
    CONSTRAINED = "CONSTRAINED"
    DISCONNECTED = "DISCONNECTED"
    BELOW_FLOOR = "BELOW_FLOOR"
    CUT_SHORT = "CUT_SHORT"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A "no", explained.

    Attributes:
        message: a sentence for people.
        steps_needed: the fewest steps that would reach an opener; None where that is not what is missing.
        relax: names of constraints of which dropping one alone would give an opener; all of them where only dropping
            all would.
        find_missing_tie: finds the tie between two contacts that would open the door best; None where none is sought.
        areas: corridors and blocs of the market that have a door, by id.
        complete_to: of a search that was cut short the number of steps up to which it is complete.
    """

    code: DiagnosisCode
    message: str
    steps_needed: int | None = None
    relax: tuple[str, ...] = ()
    find_missing_tie: Callable[[], MissingTie | None] | None = None
    areas: tuple[int, ...] = ()
    complete_to: int | None = None

    @property
    def missing_tie(self) -> MissingTie | None:
        """The tie that would help most, sought when asked for; None where no single one would."""
        return None if self.find_missing_tie is None else self.find_missing_tie()


CONSTRAINTS: dict[str, tuple[str, Any]] = {
    "minStrength": ("min_strength", None),
    "relationKinds": ("relation_kinds", None),
    "openerKinds": ("opener_kinds", None),
    "avoid": ("avoid", ()),
    "via": ("via", ()),
    "viaInOrder": ("via_in_order", ()),
    "publicAnchor": ("public_anchor", False),
}
"""Constraint → its field, and the value that does not constrain."""


def without(constraints: RouteConstraints, names: Sequence[str]) -> RouteConstraints:
    """The same constraints with some dropped."""
    return replace(constraints, **{CONSTRAINTS[name][0]: CONSTRAINTS[name][1] for name in names})


def constraints_to_relax(constraints: RouteConstraints, finds: Callable[[RouteConstraints], bool]) -> tuple[str, ...]:
    """The constraints of which dropping one alone gives an answer.

    All that are set where only dropping all of them does; none where that does not either.
    """
    used = [name for name, (field, _) in CONSTRAINTS.items() if _is_set(getattr(constraints, field), name)]
    if not used:
        return ()
    alone = tuple(name for name in used if finds(without(constraints, [name])))
    if alone:
        return alone
    return tuple(used) if finds(without(constraints, used)) else ()


def _is_set(value: Any, name: str) -> bool:
    """Whether a constraint constrains; no kinds at all do, for they allow nothing."""
    free = CONSTRAINTS[name][1]
    return value != free and not (free == () and not value)
