"""Why there is no way, and what would help."""

from collections.abc import Callable

from api.schema.answers.asker import Asker
from api.schema.answers.route import Route, route_of
from api.schema.model.organisation import Organisation
from api.schema.model.places import Corridor
from api.schema.model.words import DiagnosisCode
from api.schema.plumbing.base import Reading, object_type, told
from queries.routing.diagnosis import Diagnosis as Found
from queries.routing.missing_tie import MissingTie as Missing
from queries.routing.routes import Route as Made


@object_type
class MissingTie:
    """A tie that is not there: with it, at a strength of 0.6, the door could be opened best."""

    asker: Asker = told("Whose route it would be.")
    contact: Organisation = told("A contact of the asker.")
    other: Organisation = told("A contact of the door opener; the two are not tied yet.")
    opener: Organisation = told("The door opener that would be reached; of `introductions` the target.")
    score: float = told("What that door opener would score; of `introductions` the strength of the route.")
    likelihood: float = told(
        "How likely the two get to know each other: the strength of the best way of at most two ties between them, "
        "0.05 at the least."
    )
    route: Route = told("The route that it would make: asker, contact, other, door opener.")


@object_type
class Diagnosis:
    """A "no", explained; or a warning that the answer may not be the best."""

    code: DiagnosisCode = told("What stands in the way.")
    message: str = told("The same in a sentence.")
    steps_needed: int | None = told("The fewest introductions that would lead there, where that is what is missing.")
    relax: list[str] = told(
        "The constraints to relax: each alone would give an answer, or all together where none alone would."
    )
    missing_tie: MissingTie | None = told("The tie that would help most; null where no single one would.")
    areas: list[Corridor] = told(
        "Where nobody is known in the market: corridors and blocs on which it lies and that have a door."
    )


def diagnosis_of(
    reading: Reading, found: Found | None, route_with: Callable[[Missing], Made], parties: list[Asker]
) -> Diagnosis | None:
    """A diagnosis told; None where there is nothing to tell.

    Args:
        reading: what is read.
        found: the diagnosis.
        route_with: the route that a missing tie would make.
        parties: the askers, by position.
    """
    if found is None:
        return None
    missing = found.missing_tie
    return Diagnosis(
        code=found.code.value.lower(),
        message=found.message,
        steps_needed=found.steps_needed,
        relax=list(found.relax),
        missing_tie=None if missing is None else _missing_tie(reading, missing, route_with(missing), parties),
        areas=reading.things(found.areas),
    )


def _missing_tie(reading: Reading, found: Missing, route: Made, parties: list[Asker]) -> MissingTie:
    contact, other, opener = (reading.thing(node) for node in (found.contact, found.other, found.opener))
    return MissingTie(
        asker=parties[found.asker], contact=contact, other=other, opener=opener, score=found.score,
        likelihood=found.likelihood, route=route_of(reading, route),
    )  # fmt: skip
