"""The numbers and words of DESIGN.md sections 3 and 4, copied by hand."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One relation kind that is worth something: base strength, half-life in years, dilution exponent."""

    base: float
    half_life: float
    dilution: float = 0.0
    symmetric: bool = False


# Organisation to organisation: these tie their two ends.
DIRECT = {
    "member_of": Kind(0.75, 12),
    "part_of": Kind(0.7, 20),
    "hosts": Kind(0.7, 20),
    "represents": Kind(0.7, 8),
    "partner_of": Kind(0.6, 6, symmetric=True),
    "mou_with": Kind(0.6, 6, symmetric=True),
    "twinned_with": Kind(0.6, 6, symmetric=True),
    "operates": Kind(0.9, 30),
    "board_seat": Kind(0.7, 4),
}

# "Affiliations are directed": from the affiliate to its hub; back again diluted by the number of affiliates.
AFFILIATIONS = ("member_of", "part_of", "hosts", "represents")
HUB_DILUTION = 0.3

# Organisation to context: these tie the participants of the context pairwise.
PARTICIPATION = {
    "participates_in": Kind(0.5, 5, dilution=0.25),
    "organises": Kind(0.5, 6, dilution=0.25),
    "attends": Kind(0.2, 3, dilution=0.5),
}
CROWD = 30

# Organisation to market.
PRESENT = {"serves": Kind(0.6, 6), "active_in": Kind(0.5, 6)}
PROMOTES_NATIONAL = 0.95
PROMOTES_REGIONAL = 0.75  # "if a cluster organisation that shares a sector with the asker is located in its region"
PROMOTES_REGIONAL_ELSE = 0.4
PROMOTES_SUPRANATIONAL = 0.3
NATIONAL, REGIONAL, SUPRANATIONAL = "national", "regional", "supranational"

# Country of an organisation.
LOCATED = 0.75
LOCATED_OFFICE = 0.9
LOCATED_OFFICE_OF_EXPORT_CREDIT = 0.5
LOCATED_COMPANY = 0.35
LOCATED_OUTWARD = 0.15
LOCATED_FOR_THESE = 0.7  # an innovation agency or public body, for research organisations, public bodies and agencies

# Standing: the strengths of first steps, and the presences that they give.
KNOCK = 0.6
DESK = 0.5
FRONT_DOOR = 0.2
CHAMBER_DOOR = 0.15
RECEPTION = 0.5
CHAMBER_DOOR_PRESENCE = 0.6
INNOVATION_DOOR_PRESENCE = 0.7
DESK_OF_CHAMBER = 0.7
DESK_OF_AGENCY = 0.45
BILATERAL_HERE, BILATERAL_THERE = 0.75, 0.6
HOME_AGENCY = {"trade_and_investment": 0.2, "trade_promotion": 0.2, "chamber": 0.1, "business_association": 0.1}

HANDED = 0.9
HALVED = 0.5
STRONGEST_TIE = 0.95
KNOWN_TO_OUTSIDER = 0.75
MISSING_TIE = 0.6
LEAST_LIKELIHOOD = 0.05
NOTHING = 0.0001
FLOOR = 0.01
MOST_STEPS = 6
STRONG, MODERATE = 0.3, 0.1
MOST_RECEPTIONS = 3
MOST_LESSER_DOORS = 2  # "at most two front doors of regional or supranational agencies"
FEWER_BEFORE = 3

SUCCESSION = ("merged_into", "succeeded_by")
CROSS_SECTOR = "cross-sector"
AGENCY, CLUSTER, COMPANY, RESEARCH, PUBLIC_BODY = (
    "trade_agency",
    "cluster",
    "company",
    "research_organisation",
    "public_body",
)
INNOVATION_OFFICE = "innovation_office"
OFFICES = frozenset({"trade_office", INNOVATION_OFFICE})
CHAMBER, BUSINESS_ASSOCIATION, EXPORT_CREDIT = "chamber", "business_association", "export_credit"
ASSOCIATIONS = frozenset({CHAMBER, BUSINESS_ASSOCIATION})
INNOVATION_AGENCY = "innovation_agency"  # what section 3 calls an innovation agency
INNOVATION_FORMS = frozenset({INNOVATION_AGENCY, "innovation_network"})  # "in this section", 4

# TIE first: of two ways between the same two that are equal, the tie, then knock, desk, front door, reception.
TIE, KNOCKING, AT_DESK, AT_FRONT_DOOR, RECEIVED = "tie", "knock", "desk", "front_door", "reception"
STEP_ORDER = (TIE, KNOCKING, AT_DESK, AT_FRONT_DOOR, RECEIVED)

CONFIDENCE = {"verified": 1.0, "imported": 0.98, "recalled": 0.95, "inferred": 0.95}


SUREST_FIRST = ("verified", "imported", "recalled", "inferred")


def confidence(text: str) -> float:
    """INTERCHANGE: "A missing `confidence` is `imported`"."""
    return CONFIDENCE[text or "imported"]
