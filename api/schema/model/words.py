"""Enums, made from the model's own words: the same here, in code, on the command line and in documents."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import strawberry

from graph import kinds
from graph.relations import RELATION_KINDS, Carries
from queries.reading.estimates import INCOMPARABLE
from queries.routing import wording
from queries.routing.diagnosis import DiagnosisCode as Diagnoses


def _enum(name: str, description: str, words: Iterable[str] | Mapping[str, str]) -> Any:
    """An enum of words; a mapping describes each of them."""
    members = {str(word): str(word) for word in words}
    made: Any = strawberry.enum(StrEnum(name, members), description=description)  # type: ignore[call-overload]
    if isinstance(words, Mapping):
        for value in made.__strawberry_definition__.values:
            value.description = words[value.name]
    return made


_ORGANISATION_KINDS: Final = {
    kinds.CLUSTER: "A cluster organisation.",
    kinds.TRADE_AGENCY: "An agency for trade, investment, export credit or innovation, or a chamber.",
    kinds.TRADE_OFFICE: "An office abroad for trade or investment; a chamber or mission abroad.",
    kinds.INNOVATION_OFFICE: "An office abroad for innovation or soft landing.",
    kinds.COMPANY: "A company.",
    kinds.RESEARCH_ORGANISATION: "A university or research organisation.",
    kinds.PUBLIC_BODY: "A public body.",
    kinds.INVESTOR: "An investor.",
}
_CONTEXT_KINDS: Final = {
    kinds.PROJECT: "A project that organisations take part in.",
    kinds.EVENT: "An event that organisations organise or attend.",
    kinds.PROGRAMME: "A programme of support.",
}
_OTHER_NAME_KINDS: Final = {
    "former": "What it was called before, or what became part of it was.",
    "native": "A name in its own language.",
    "acronym": "Its initials.",
    "short": "A handier form of its name.",
}
_DESTINATIONS: Final = {
    "market": "A country.",
    "corridor": "An economic or transport corridor, a trade bloc, or a region of several markets.",
    "sector": "A sector.",
    "priority": "A strategic priority that an organisation has published.",
    "service": "A service that an organisation offers.",
}
_CONFIDENCES: Final = {
    "verified": "Read where the source says.",
    "imported": "A publisher's file says so.",
    "recalled": "General knowledge, unconfirmed.",
    "inferred": "Follows from something else.",
}
_CARRIES: Final = {
    "tie": "It ties its two organisations.",
    "participation": "It brings its organisation into a context, whose participants it ties.",
    "mandate": "It lets others knock: a constituency or a desk.",
    "presence": "It puts its organisation into a market.",
    "context_place": "It puts a context's participants into a market.",
    "identity": "It hands an organisation's relations to another one.",
    "place": "It places a market or an organisation on a corridor.",
    "sector": "It gives an organisation or a context a sector.",
    "nothing": "It describes.",
}
_DIAGNOSES: Final = {
    "no_opener_known": "Nobody is known to be present there.",
    "beyond_max_steps": "The nearest door opener takes more introductions than maxSteps allows.",
    "constrained": "There are door openers, but none under these constraints.",
    "disconnected": "Door openers are known, but no chain of introductions leads to them.",
    "below_floor": "Door openers are known, but every way to them is too weak to be shown.",
    "cut_short": "The search was cut short at its limit: better routes may exist.",
}


def _described(words: Iterable[str], descriptions: Mapping[str, str]) -> dict[str, str]:
    """The model's words with their descriptions; a word that nobody has described yet stands for itself."""
    return {word: descriptions.get(word, word.replace("_", " ").capitalize() + ".") for word in words}


if TYPE_CHECKING:
    OrganisationKind: TypeAlias = str
    ContextKind: TypeAlias = str
    NodeKind: TypeAlias = str
    CorridorKind: TypeAlias = str
    ClusterForm: TypeAlias = str
    AgencyForm: TypeAlias = str
    TradeOfficeForm: TypeAlias = str
    InnovationOfficeForm: TypeAlias = str
    OrganisationStatus: TypeAlias = str
    OtherNameKind: TypeAlias = str
    ContextStatus: TypeAlias = str
    CorridorStatus: TypeAlias = str
    RelationStatus: TypeAlias = str
    Confidence: TypeAlias = str
    RelationKindName: TypeAlias = str
    CarriesWord: TypeAlias = str
    Direction: TypeAlias = str
    DiagnosisCode: TypeAlias = str
    How: TypeAlias = str
    StepKind: TypeAlias = str
    Tier: TypeAlias = str
    Loss: TypeAlias = str
    PresenceWord: TypeAlias = str
    Incomparable: TypeAlias = str
    MatchedBy: TypeAlias = str
    OrganisationOrder: TypeAlias = str
    ServiceKind: TypeAlias = str
else:
    OrganisationKind = _enum(
        "OrganisationKind", "What an organisation is.", _described(kinds.ORGANISATION_KINDS, _ORGANISATION_KINDS)
    )
    ContextKind = _enum(
        "ContextKind", "What brings organisations together.", _described(kinds.CONTEXT_KINDS, _CONTEXT_KINDS)
    )
    NodeKind = _enum(
        "NodeKind",
        "What something in the graph is.",
        _described(
            (*kinds.ORGANISATION_KINDS, *kinds.CONTEXT_KINDS, *_DESTINATIONS),
            _ORGANISATION_KINDS | _CONTEXT_KINDS | _DESTINATIONS,
        ),
    )
    CorridorKind = _enum("CorridorKind", "What a corridor is.", kinds.CORRIDOR_KINDS)
    ClusterForm = _enum("ClusterForm", "The form of a cluster organisation.", kinds.FORMS[kinds.CLUSTER])
    AgencyForm = _enum("AgencyForm", "What an agency is for.", kinds.FORMS[kinds.TRADE_AGENCY])
    TradeOfficeForm = _enum("TradeOfficeForm", "What a trade office abroad is.", kinds.FORMS[kinds.TRADE_OFFICE])
    InnovationOfficeForm = _enum(
        "InnovationOfficeForm", "What an innovation office abroad is.", kinds.FORMS[kinds.INNOVATION_OFFICE]
    )
    OrganisationStatus = _enum(
        "OrganisationStatus", "Whether an organisation still exists.", kinds.ORGANISATION_STATUSES
    )
    OtherNameKind = _enum(
        "OtherNameKind", "What another name is.", _described(kinds.OTHER_NAME_KINDS, _OTHER_NAME_KINDS)
    )
    ContextStatus = _enum("ContextStatus", "The state of a project, event or programme.", kinds.CONTEXT_STATUSES)
    CorridorStatus = _enum("CorridorStatus", "The state of a corridor.", kinds.CORRIDOR_STATUSES)
    RelationStatus = _enum(
        "RelationStatus", "Whether a relation holds on the day of the answer.", kinds.RELATION_STATUSES
    )
    Confidence = _enum(
        "Confidence", "How sure a statement is, best first.", _described(kinds.CONFIDENCES, _CONFIDENCES)
    )
    RelationKindName = _enum(
        "RelationKindName", "The kinds of relations.", {name: kind.meaning for name, kind in RELATION_KINDS.items()}
    )
    CarriesWord = _enum(
        "Carries", "What a relation does for an introduction.", _described([one.value for one in Carries], _CARRIES)
    )
    Direction = _enum(
        "Direction",
        "Which way relations lead. Symmetric ones lead both ways.",
        {"BOTH": "Either way.", "OUT": "From it.", "IN": "To it."},
    )
    DiagnosisCode = _enum(
        "DiagnosisCode", "What stands in the way.", _described([one.value.lower() for one in Diagnoses], _DIAGNOSES)
    )
    How = _enum("How", "How a door opener is reached.", wording.HOW)
    StepKind = _enum("StepKind", "What makes a step possible.", wording.STEP_KINDS)
    Tier = _enum("Tier", "How good a door opener is, in a word.", wording.TIERS)
    Loss = _enum("Loss", "What is lost when an organisation falls away, the worst first.", wording.LOSS)
    PresenceWord = _enum("PresenceWord", "Why an organisation counts as in a market.", wording.PRESENCE)
    Incomparable = _enum("Incomparable", "Why what is held is no share of a published estimate.", INCOMPARABLE)
    MatchedBy = _enum(
        "MatchedBy",
        "How a name matches what was typed.",
        {
            "exact": "It is the name, accents and case aside.",
            "prefix": "The name begins so.",
            "initials": "Its words begin with these letters.",
            "words": "All words typed begin words of it.",
            "about": "Some words typed begin words of it, the others tell city, country, sector, form or kind.",
            "similar": "It is alike, with typing errors, or written apart or together.",
        },
    )
    OrganisationOrder = _enum(
        "OrganisationOrder",
        "The order of a list of organisations. Equal ones follow by id.",
        {
            "id": "By id.",
            "name": "By name.",
            "country": "By country code.",
            "kind": "By kind, in the order of OrganisationKind.",
        },
    )
    ServiceKind = _enum("ServiceKind", "What a service is.", kinds.SERVICES)
