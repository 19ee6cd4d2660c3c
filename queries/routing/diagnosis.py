"""Why there is no way, and what would help."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Protocol, Self

from queries.reading.nodes import CorridorNode, Internal
from queries.routing.constraints import STEPS_AT_MOST, RouteConstraints
from queries.routing.missing_tie import MissingTie


class DiagnosisCode(StrEnum):
    """What stands in the way."""

    NO_OPENER_KNOWN = "no_opener_known"
    BEYOND_MAX_STEPS = "beyond_max_steps"
    CONSTRAINED = "constrained"
    DISCONNECTED = "disconnected"
    BELOW_FLOOR = "below_floor"
    CUT_SHORT = "cut_short"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A "no", explained; or a warning that the answer may not be the best.

    Attributes:
        code: what stands in the way.
        message: the same in a sentence.
        steps_needed: the fewest introductions that would lead there, where that is what is missing.
        relax: the constraints to relax: each alone would give an answer, or all together where none alone would.
        asked: the question, of which a missing tie is sought when asked for; None where none is sought.
        areas: where nobody is known in the market: corridors and blocs on which it lies and that have a door.
        complete_to: of a search that was cut short the number of steps up to which it is complete.
    """

    code: DiagnosisCode
    message: str
    steps_needed: int | None = None
    relax: tuple[str, ...] = ()
    asked: "Internal[Asked | None]" = None
    areas: tuple[CorridorNode, ...] = ()
    complete_to: Internal[int | None] = None

    @property
    def missing_tie(self) -> MissingTie | None:
        """The tie that would help most; null where no single one would."""
        return None if self.asked is None else self.asked.missing_tie


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


class Asked(Protocol):
    """A question that can be asked again under other constraints."""

    @property
    def constraints(self) -> RouteConstraints:
        """What routes have to keep to."""

    def relaxed(self, constraints: RouteConstraints) -> Self:
        """The same question under other constraints."""

    @property
    def missing_tie(self) -> MissingTie | None:
        """The tie that would help most; None where no single one would."""

    def reaches(self) -> bool:
        """Whether it has an answer."""

    def is_exact(self) -> bool:
        """Whether the search for it was not cut short."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What is told where nobody is reached.

    Attributes:
        nearest: subject of "… is 4 introductions away".
        held_back: that there would be ways.
        cut_off: that there are none.
    """

    nearest: str
    held_back: str
    cut_off: str


def why_unreached(asked: Asked, words: Wording) -> Diagnosis:
    """What stands between an asker and those whom it seeks: the number of steps, constraints, or that no way leads."""
    needed = steps_needed(asked)
    if needed is not None:
        message = f"{words.nearest} is {needed} introductions away."
        return Diagnosis(DiagnosisCode.BEYOND_MAX_STEPS, message, needed, ("maxSteps",), asked)
    relax = constraints_to_relax(asked)
    if relax:
        message = f"{words.held_back}, but none under these constraints; relax {' or '.join(relax)}."
        return Diagnosis(DiagnosisCode.CONSTRAINED, message, None, relax, asked)
    return Diagnosis(DiagnosisCode.DISCONNECTED, words.cut_off, None, (), asked)


def cut_short(asked: Asked) -> Diagnosis:
    """That a search was cut short, and up to how many steps it is complete; 0 if not even for one."""
    fewer = range(asked.constraints.max_steps - 1, 0, -1)
    complete = (steps for steps in fewer if asked.relaxed(replace(asked.constraints, max_steps=steps)).is_exact())
    return Diagnosis(
        DiagnosisCode.CUT_SHORT,
        "The search was cut short at its limit; better routes may exist. Ask with fewer steps or more constraints.",
        complete_to=next(complete, 0),
    )


def steps_needed(asked: Asked) -> int | None:
    """The fewest introductions that would lead there, more than are allowed; None if no number would."""
    for steps in range(asked.constraints.max_steps + 1, STEPS_AT_MOST + 1):
        if asked.relaxed(replace(asked.constraints, max_steps=steps)).reaches():
            return steps
    return None


def constraints_to_relax(asked: Asked) -> tuple[str, ...]:
    """The constraints of which dropping one alone gives an answer.

    All that are set where only dropping all of them does; none where that does not either.
    """
    used = [name for name, (field, _) in CONSTRAINTS.items() if _is_set(getattr(asked.constraints, field), name)]

    def helps(names: Sequence[str]) -> bool:
        return asked.relaxed(without(asked.constraints, names)).reaches()

    alone = tuple(name for name in used if helps([name]))
    return alone or (tuple(used) if used and helps(used) else ())


def _is_set(value: Any, name: str) -> bool:
    """Whether a constraint constrains; no kinds at all do, for they allow nothing."""
    free = CONSTRAINTS[name][1]
    return value != free and not (free == () and not value)
