"""The tie between two organisations, each way, with the relations that make it."""

from dataclasses import dataclass

from graph.errors import InputError
from graph.snapshot.on_day import Day
from queries.reading.answer import Answer
from queries.reading.nodes import OrganisationNode
from queries.reading.ties import unchanged_view
from queries.routing.routes import Step
from queries.routing.standing import StepKind


@dataclass(frozen=True)
class TieAnswer(Answer):
    """What all relations between two organisations are worth for an introduction, each way by itself.

    Attributes:
        a: the one.
        b: the other.
        there: the introduction by the one to the other; null where there is none.
        back: the introduction by the other to the one; null where there is none.
    """

    a: OrganisationNode
    b: OrganisationNode
    there: Step | None
    back: Step | None


def tie_between(day: Day, a: str, b: str) -> TieAnswer:
    """The tie between two organisations on a day.

    Args:
        day: on which to stand.
        a: id of the one; who has merged is answered for by its successor.
        b: id of the other.

    Raises:
        InputError: one of them is not known, or gone without an heir; or they are the same.
    """
    one, other = day.organisation(a, "a"), day.organisation(b, "b")
    if one == other:
        raise InputError(
            "They are the same organisation.", code="same_organisation", value=b, where="b",
            suggestion="Name two different ones.",
        )  # fmt: skip
    return TieAnswer(day.header, one, other, _step(day, one, other), _step(day, other, one))


def _step(day: Day, one: int, other: int) -> Step | None:
    """The introduction by the one to the other; None where they are not tied that way."""
    view = unchanged_view(day, day.on.ties)
    tie, strength = view.tie(one, other)
    return None if tie is None or not strength else Step(view, one, other, StepKind.TIE, strength, tie)
