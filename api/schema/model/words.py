"""Enums, made from the model's own words: the same here, in code, on the command line and in documents."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import strawberry

from graph import kinds
from graph.properties import words_of
from graph.relations import RELATION_KINDS, Carries
from graph.words import Language as Languages
from graph.words import labels
from queries.questions.brokers import BROKER_MEASURES
from queries.reading.estimates import INCOMPARABLE
from queries.reading.events import EVENT_STATES
from queries.reading.interests import INTEREST_SIDES, MET_BY
from queries.reading.news import SIGNAL_CHANGES
from queries.reading.not_known import NOT_KNOWN
from queries.reading.peers import PEER_BASES
from queries.reading.roles import CONSORTIUM_ROLES
from queries.reading.verdicts import VERDICTS
from queries.routing import wording
from queries.routing.diagnosis import DiagnosisCode as Diagnoses
from queries.routing.eligibility import CRITERIA
from queries.routing.entry_path import COVERED_BY
from queries.routing.funding_sources import FUNDING_SOURCES


def _enum(name: str, description: str, words: Iterable[str] | Mapping[str, str]) -> Any:
    """An enum of words. A mapping describes each of them; others are described by what people call them."""
    members = {str(word): str(word) for word in words}
    made: Any = strawberry.enum(StrEnum(name, members), description=description)  # type: ignore[call-overload]
    called = labels(Languages.ENGLISH).get(name, {})
    for value in made.__strawberry_definition__.values:
        label = called.get(value.name, value.name)
        value.description = words[value.name] if isinstance(words, Mapping) else f"{label[:1].upper()}{label[1:]}."
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
_EVENT_FORMATS: Final = {
    "matchmaking": "Organisations are brought together, two at a time.",
    "investor_pitching": "Companies pitch to investors.",
    "knowledge": "People learn: seminars, talks, study visits.",
    "concept_development": "A concept or project is worked out together.",
    "project_meeting": "Partners of a project meet.",
    "networking": "People meet.",
    "fair": "A trade fair.",
    "conference": "A conference.",
}
_EVENT_MODES: Final = {
    "online": "People meet online.",
    "on_site": "People meet on site.",
    "hybrid": "People meet on site, and may join online.",
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
    SignalChange: TypeAlias = str
    StepKind: TypeAlias = str
    Tier: TypeAlias = str
    Loss: TypeAlias = str
    PresenceWord: TypeAlias = str
    NoDoor: TypeAlias = str
    Incomparable: TypeAlias = str
    ConsortiumRole: TypeAlias = str
    EventFormat: TypeAlias = str
    EventMode: TypeAlias = str
    EventState: TypeAlias = str
    InterestSide: TypeAlias = str
    MetBy: TypeAlias = str
    NotKnownWord: TypeAlias = str
    PeerBasis: TypeAlias = str
    Verdict: TypeAlias = str
    CriterionWord: TypeAlias = str
    CoveredBy: TypeAlias = str
    FundingSource: TypeAlias = str
    CompanySize: TypeAlias = str
    BrokerMeasure: TypeAlias = str
    MatchedBy: TypeAlias = str
    OrganisationOrder: TypeAlias = str
    ServiceKind: TypeAlias = str
    Language: TypeAlias = str
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
    SignalChange = _enum("SignalChange", "What has happened to what is told.", SIGNAL_CHANGES)
    StepKind = _enum("StepKind", "What makes a step possible.", wording.STEP_KINDS)
    Tier = _enum("Tier", "How good a door opener is, in a word.", wording.TIERS)
    Loss = _enum("Loss", "What is lost when an organisation falls away, the worst first.", wording.LOSS)
    PresenceWord = _enum("PresenceWord", "Why an organisation counts as in a market.", wording.PRESENCE)
    NoDoor = _enum("NoDoor", "Why a market has no door opener.", wording.WHY_NO_DOOR)
    Incomparable = _enum("Incomparable", "Why what is held is no share of a published estimate.", INCOMPARABLE)
    ConsortiumRole = _enum("ConsortiumRole", "What an organisation is to be in a consortium.", CONSORTIUM_ROLES)
    EventFormat = _enum(
        "EventFormat", "What happens at an event.", _described(words_of("context", "format"), _EVENT_FORMATS)
    )
    EventMode = _enum("EventMode", "How people meet.", _described(words_of("context", "mode"), _EVENT_MODES))
    EventState = _enum("EventState", "How an event stands to the day.", EVENT_STATES)
    InterestSide = _enum("InterestSide", "Whose interests a match rests on.", INTEREST_SIDES)
    MetBy = _enum("MetBy", "How an organisation is what another one looks for.", MET_BY)
    NotKnownWord = _enum("NotKnownWord", "What is not known of an organisation.", NOT_KNOWN)
    PeerBasis = _enum("PeerBasis", "By what organisations are peers.", PEER_BASES)
    Verdict = _enum("Verdict", "Whether something holds, as far as it is on record.", VERDICTS)
    CriterionWord = _enum("CriterionWord", "What decides whether a programme is for an asker.", CRITERIA)
    CoveredBy = _enum("CoveredBy", "Who covers a step of the path into a market.", COVERED_BY)
    FundingSource = _enum("FundingSource", "Where the money of a programme comes from.", FUNDING_SOURCES)
    CompanySize = _enum("CompanySize", "How large a company is.", ("micro", "small", "medium", "large"))
    BrokerMeasure = _enum("BrokerMeasure", "By what brokers are ranked.", BROKER_MEASURES)
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
    Language = _enum(
        "Language",
        "A language, by its tag.",
        {one.value: one.name.capitalize() + "." for one in Languages},
    )
