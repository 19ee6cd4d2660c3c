"""The kinds of things in the graph and the controlled words of their properties (design, section 2)."""

from typing import Final

CLUSTER: Final = "cluster"
TRADE_AGENCY: Final = "trade_agency"
TRADE_OFFICE: Final = "trade_office"
INNOVATION_OFFICE: Final = "innovation_office"
COMPANY: Final = "company"
RESEARCH_ORGANISATION: Final = "research_organisation"
PUBLIC_BODY: Final = "public_body"
INVESTOR: Final = "investor"

ORGANISATION_KINDS: Final = (
    CLUSTER,
    TRADE_AGENCY,
    TRADE_OFFICE,
    INNOVATION_OFFICE,
    COMPANY,
    RESEARCH_ORGANISATION,
    PUBLIC_BODY,
    INVESTOR,
)
OFFICE_KINDS: Final = (TRADE_OFFICE, INNOVATION_OFFICE)

PROJECT: Final = "project"
EVENT: Final = "event"
PROGRAMME: Final = "programme"
CONTEXT_KINDS: Final = (PROJECT, EVENT, PROGRAMME)

CORRIDOR_KINDS: Final = ("economic_corridor", "transport_corridor", "trade_bloc", "supra_market")

FORMS: Final[dict[str, tuple[str, ...]]] = {
    CLUSTER: ("cluster", "supercluster", "network", "association"),
    TRADE_AGENCY: (
        "trade_and_investment",
        "trade_promotion",
        "investment_promotion",
        "export_credit",
        "chamber",
        "business_association",
        "innovation_agency",
        "innovation_network",
    ),
    TRADE_OFFICE: ("trade", "investment", "chamber", "mission"),
    INNOVATION_OFFICE: ("innovation", "soft_landing"),
}
"""The forms that a kind of organisation may take; kinds that are absent have none."""

FORM_NAMES: Final = tuple(dict.fromkeys(form for forms in FORMS.values() for form in forms))
"""Every form once, in the table's order."""

OTHER_NAME_KINDS: Final = ("former", "native", "acronym", "short")
"""What another name of an organisation is: one it had before, one in its own language, its initials, a handier one."""

ORGANISATION_STATUSES: Final = ("active", "merged", "closed", "suspended", "unknown")
CEASED: Final = ("merged", "closed")
"""Statuses of an organisation that is no more."""
CONTEXT_STATUSES: Final = ("active", "planned", "closed", "unknown")
CORRIDOR_STATUSES: Final = ("active", "planned", "stalled", "superseded", "closed")
RELATION_STATUSES: Final = ("current", "ended", "unknown")

CONFIDENCES: Final[dict[str, float]] = {"verified": 1.0, "imported": 0.98, "recalled": 0.95, "inferred": 0.95}
"""How sure a statement is, best first, and what that is worth.

``verified``: read where the source says; ``imported``: a publisher's file says so; ``recalled``: general knowledge,
unconfirmed; ``inferred``: follows from something else. Worth the share found right when checked (design, section 4)."""

CROSS_SECTOR: Final = "cross-sector"
"""The sector id of those who serve every sector."""

SERVICES: Final = (
    "market_entry_advice",
    "partner_search",
    "matchmaking",
    "soft_landing",
    "investor_pitching",
    "trade_fair_support",
    "legal_and_regulatory",
    "funding_advice",
    "export_credit",
    "technology_scouting",
    "student_and_talent",
    "office_space",
    "market_intelligence",
    "delegations_and_missions",
    "research_cooperation",
    "location_services",
    "training",
    "cluster_cooperation",
)
