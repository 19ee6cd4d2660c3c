"""The numbers of DESIGN.md sections 3 and 4, copied by hand."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One relation kind that is worth something: base strength, half-life in years, dilution exponent."""

    base: float
    half_life: float | None
    dilution: float = 0.0
    symmetric: bool = False


# Organisation to organisation: these tie their two ends.
DIRECT = {
    "member_of": Kind(0.75, 12, dilution=0.15),
    "part_of": Kind(0.7, 20),
    "partner_of": Kind(0.6, 6, symmetric=True),
    "mou_with": Kind(0.6, 6, symmetric=True),
    "twinned_with": Kind(0.6, 6, symmetric=True),
    "operates": Kind(0.9, 30),
    "hosts": Kind(0.7, 20),
    "represents": Kind(0.7, 8),
    "board_seat": Kind(0.7, 4),
}

# Organisation to context: these tie the participants of the context pairwise.
PARTICIPATION = {
    "participates_in": Kind(0.5, 5, dilution=0.25),
    "organises": Kind(0.5, 6, dilution=0.25),
    "attends": Kind(0.2, 3, dilution=0.5),
}

# Organisation to market: these make it present there. `mandated_for` has no half-life either.
PRESENT = {
    "promotes": Kind(0.95, None),
    "serves": Kind(0.7, 6),
    "active_in": Kind(0.5, 6),
}

MANDATE = 0.5
SUCCESSION = ("merged_into", "succeeded_by")
HANDED = 0.9

# "presence .75; an office abroad .9"; "a company .35"; an outward-looking agency .15
LOCATED = 0.75
LOCATED_OFFICE = 0.9
LOCATED_COMPANY = 0.35
LOCATED_OUTWARD = 0.15

COURTESY = 0.2
HALVED = 0.5
STRONGEST_TIE = 0.95
KNOWN_TO_OUTSIDER = 0.75
MISSING_TIE = 0.6
CROWD = 30
CROSS_SECTOR = "cross-sector"

CONFIDENCE = {"verified": 1.0, "imported": 0.9, "recalled": 0.8, "inferred": 0.7}
OFFICES = frozenset({"trade_office", "innovation_office"})


def confidence(text: str) -> float:
    """INTERCHANGE: "A missing `confidence` is `imported`"."""
    return CONFIDENCE[text or "imported"]
