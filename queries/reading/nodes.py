"""What the parts of an answer are: nodes of the graph, words of the model, dates.

Answers are frozen dataclasses whose annotations say so, with these names; whatever shows an answer reads it there.
"""

from dataclasses import dataclass
from typing import Annotated, Any, Final, TypeAlias, TypeVar

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Is:
    """That a number or text stands for something: a node of the graph, a word of the model, a date.

    Attributes:
        what: name of its type in the schema.
    """

    what: str


@dataclass(frozen=True, slots=True)
class Some:
    """That of a list so many are shown unless more are asked for."""

    default: int


INTERNAL: Final = "internal"
Internal: TypeAlias = Annotated[Part, INTERNAL]
"""What an answer is made from; nobody is shown it."""

OrganisationNode: TypeAlias = Annotated[int, Is("Organisation")]
MarketNode: TypeAlias = Annotated[int, Is("Market")]
CorridorNode: TypeAlias = Annotated[int, Is("Corridor")]
SectorNode: TypeAlias = Annotated[int, Is("Sector")]
ContextNode: TypeAlias = Annotated[int, Is("Context")]
PriorityNode: TypeAlias = Annotated[int, Is("Priority")]
EstimateNode: TypeAlias = Annotated[int, Is("Estimate")]
ServiceNode: TypeAlias = Annotated[int, Is("Service")]
ThingNode: TypeAlias = Annotated[int, Is("Thing")]
MarketOfCode: TypeAlias = Annotated[str, Is("Market")]
"""A market by its code."""
Id: TypeAlias = Annotated[str, Is("ID")]
"""An id as it was given."""
IsoDay: TypeAlias = Annotated[str, Is("Date")]
"""An ISO day."""
PartialDay: TypeAlias = Annotated[str, Is("PartialDate")]
"""A date as its source states it: YYYY, YYYY-MM or YYYY-MM-DD."""
KindOfOrganisation: TypeAlias = Annotated[str, Is("OrganisationKind")]
ServiceWord: TypeAlias = Annotated[str, Is("ServiceKind")]
StatusOfRelation: TypeAlias = Annotated[str, Is("RelationStatus")]
ConfidenceWord: TypeAlias = Annotated[str, Is("Confidence")]
PresenceWord: TypeAlias = Annotated[str, Is("PresenceWord")]
RevisionNumber: TypeAlias = Annotated[int, Is("Revision")]
EvidenceOf: TypeAlias = Annotated[dict[str, Any], Is("Evidence")]
"""A statement, shown by who makes it and where that can be checked."""
