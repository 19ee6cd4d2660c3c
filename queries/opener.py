"""A door opener: by which route it is reached, what else is known of it, and the answer that ranks several."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from graph.errors import LimitError
from graph.kinds import CONFIDENCES
from queries.diagnosis import Diagnosis
from queries.door_question import DoorQuestion
from queries.explain import fit_phrase, presence_phrase, way_phrase
from queries.presence import PresenceReason, presence_reasons
from queries.question import Party
from queries.routes import Route
from queries.ways import Ways

ALTERNATIVES_AT_MOST: Final = 20


@dataclass(frozen=True)
class DoorOpener:
    """An organisation that can open the door, by its best route.

    Attributes:
        node: organisation.
        asker: position of the asker for whom the route is.
        total: integer sum of route, presence and fit, by which openers are ranked.
        presence: in (0, 1], courtesy and halving included.
        sector_fit: 1, 0.8 or 0.5.
        route: the best.
    """

    question: DoorQuestion
    node: int
    asker: int
    total: int
    presence: float
    sector_fit: float
    market: int
    route: Route

    @property
    def score(self) -> float:
        """Route strength × presence × sector fit."""
        return self.route.strength * self.presence * self.sector_fit

    @cached_property
    def name(self) -> str:
        """Its name."""
        return self.name_of(self.node)

    def name_of(self, node: int) -> str:
        """Name of any organisation."""
        name: str = self.question.snapshot.record(node)["name"]
        return name

    @cached_property
    def presence_reasons(self) -> list[PresenceReason]:
        """Why it counts as in the market, best first; of a corridor in the market in which it is most so."""
        return presence_reasons(self.question.snapshot, self.question.on, self.market, self.node)

    @property
    def presence_confidence(self) -> str:
        """Word for the confidence of the best reason."""
        value = self.presence_reasons[0].confidence
        return next((word for word, worth in CONFIDENCES.items() if worth == value), "inferred")

    @cached_property
    def siblings(self) -> list[int]:
        """Other offices in the market that share an operator with it and that the constraints allow, by id."""
        return self.question.siblings(self.node)

    @cached_property
    def ways(self) -> Ways:
        """All routes of its asker to it, to be sought when asked for."""
        return self.question.ways(self.asker, self.node)

    def alternatives(self, first: int) -> list[Route]:
        """The next best distinct routes after ``route``, at most so many."""
        if not 1 <= first <= ALTERNATIVES_AT_MOST:
            raise LimitError(
                f"first is {first}.",
                value=first,
                where="alternatives",
                suggestion=f"Ask for 1 to {ALTERNATIVES_AT_MOST}.",
            )
        return self.ways.best(first + 1)[0][1:]

    @cached_property
    def fallback(self) -> Route | None:
        """The best route that shares neither intermediary nor desk with ``route``; None if there is none.

        Where ``route`` is direct, its tie is not shared either.
        """
        return self.ways.fallback(self.route)

    @cached_property
    def why(self) -> str:
        """Why it can open the door, and by which steps, in one sentence made from the facts."""
        presence = presence_phrase(self.presence_reasons[0])
        way = way_phrase(self.route, self.name_of)
        return f"{self.name} {presence} ({self.presence_confidence}); {way}{fit_phrase(self.sector_fit)}."


@dataclass(frozen=True, slots=True)
class DoorOpenersAnswer:
    """What ``door_openers`` answers.

    Attributes:
        as_of: ISO day.
        market, corridor: node of what was asked about; one of them is None.
        parties: the askers as understood.
        openers: best first.
        has_more: whether there are further ones.
        diagnosis: set when there is no opener, or when the search was cut short.
        exact: no search was cut short.
    """

    revision: int
    as_of: str
    market: int | None
    corridor: int | None
    parties: tuple[Party, ...]
    openers: list[DoorOpener]
    has_more: bool
    diagnosis: Diagnosis | None
    exact: bool
