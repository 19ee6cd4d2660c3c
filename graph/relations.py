"""The one table of relation kinds (design, section 3). Everything else about a kind derives from its entry here.

Bases, half-lives and dilutions are expert estimates; they are not calibrated on introductions that happened.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from graph import kinds

ORGANISATION: Final = frozenset(kinds.ORGANISATION_KINDS)
CONTEXT: Final = frozenset(kinds.CONTEXT_KINDS)
MARKET: Final = frozenset({"market"})
CORRIDOR: Final = frozenset({"corridor"})
SECTOR: Final = frozenset({"sector"})


class Carries(StrEnum):
    """What a relation does for an introduction."""

    TIE = "tie"
    """It ties its two organisations."""
    PARTICIPATION = "participation"
    """It brings its organisation into a context, whose participants it ties."""
    MANDATE = "mandate"
    """It lets others knock: a constituency or a desk."""
    PRESENCE = "presence"
    """It puts its organisation into a market."""
    CONTEXT_PLACE = "context_place"
    """It puts a context's participants into a market."""
    IDENTITY = "identity"
    """It hands an organisation's relations to another one."""
    PLACE = "place"
    """It places a market or an organisation on a corridor."""
    SECTOR = "sector"
    """It gives an organisation or a context a sector."""
    NOTHING = "nothing"
    """It describes."""


@dataclass(frozen=True, slots=True)
class Verb:
    """What one end of a relation is to the other, for sentences: a verb in the third person, and what follows it.

    Attributes:
        now, then: while it holds, and when it is over; ``{target}`` is the other end, and comes last, ``{its}`` what is
            the subject's own, ``{context}`` where the two meet.
    """

    now: tuple[str, str]
    then: tuple[str, str]


def verb(now: str, then: str, rest: str, rest_then: str | None = None) -> Verb:
    """A verb that is followed by the same when it is over, or by ``rest_then``."""
    return Verb((now, rest), (then, rest if rest_then is None else rest_then))


TIED: Final = verb("is", "was", "tied to {target}")


@dataclass(frozen=True, slots=True)
class RelationKind:
    """One kind of relation.

    Attributes:
        name: from source to target.
        reverse: the same, read from target to source.
        sources, targets: the kinds allowed at the ends.
        meaning: one sentence.
        carries: what it does for an introduction.
        base: worth when fresh and verified, in (0, 1]; 0 for kinds that carry nothing.
        half_life: years after which half of it is left; None: it does not fade, and an ended one does not exist.
        dilution: exponent of 2/n, n the participants.
        affiliation: its source is an affiliate of its target, a hub: worth its base from the affiliate to the hub, and
            diluted by the number of the hub's affiliates from the hub to one of them.
        symmetric: its ends have no order.
        roles: the only roles allowed; empty: any.
        role_required: one of them must be given.
        leading_roles: roles whose holder is the middle of a large context; None: every holder is.
        onward: what the source is to the target, in words.
        back: of what ties organisations and has a direction, what the target is to the source.
        together: of participations, what two participants do there.
    """

    name: str
    reverse: str
    sources: frozenset[str]
    targets: frozenset[str]
    meaning: str
    carries: Carries = Carries.NOTHING
    base: float = 0.0
    half_life: float | None = None
    dilution: float = 0.0
    symmetric: bool = False
    affiliation: bool = False
    roles: tuple[str, ...] = ()
    role_required: bool = False
    leading_roles: tuple[str, ...] | None = ()
    onward: Verb = TIED
    back: Verb = TIED
    together: Verb = TIED

    @property
    def meant_roles(self) -> tuple[str, ...]:
        """The roles that mean something."""
        return self.roles or self.leading_roles or ()

    @property
    def exists_when_ended(self) -> bool:
        """Whether an ended one still counts, faded; mandates, presences and places on corridors do not."""
        return self.carries in _FADING


_FADING = frozenset({Carries.TIE, Carries.PARTICIPATION, Carries.IDENTITY, Carries.CONTEXT_PLACE, Carries.NOTHING})

HOME: Final = "home"
HOST: Final = "host"
COORDINATOR: Final = "coordinator"
MEMBERSHIP: Final = "member_of"
NATIONAL: Final = "national"
REGIONAL: Final = "regional"
SUPRANATIONAL: Final = "supranational"
"""Of ``promotes``; without a role, national unless its constituency in the market is of regions only."""

_AGENCY = frozenset({kinds.TRADE_AGENCY})
_OFFICE = frozenset(kinds.OFFICE_KINDS)
_CLUSTER = frozenset({kinds.CLUSTER})
_PROJECT = frozenset({kinds.PROJECT})
_EVENT = frozenset({kinds.EVENT})
_PROGRAMME = frozenset({kinds.PROGRAMME})

_TABLE = (
    RelationKind(
        "member_of", "has_member", ORGANISATION, ORGANISATION,
        "The source is a member of the target.", Carries.TIE, 0.75, 12, affiliation=True,
        onward=verb("is", "was", "a member of {target}"),
        back=verb("has", "had", "among {its} members {target}"),
    ),
    RelationKind(
        "part_of", "has_part", _CLUSTER, _CLUSTER,
        "The source is a cluster or hub of the target, a supercluster or network.", Carries.TIE, 0.7, 20,
        affiliation=True,
        onward=verb("is", "was", "part of {target}"),
        back=verb("has", "had", "as one of {its} parts {target}"),
    ),
    RelationKind(
        "partner_of", "partner_of", ORGANISATION, ORGANISATION,
        "The two work together as partners.", Carries.TIE, 0.6, 6, symmetric=True,
        onward=verb("is", "was", "a partner of {target}"),
    ),
    RelationKind(
        "mou_with", "mou_with", ORGANISATION, ORGANISATION,
        "The two have signed a memorandum of understanding.", Carries.TIE, 0.6, 6, symmetric=True,
        onward=verb("has", "had", "a memorandum of understanding with {target}"),
    ),
    RelationKind(
        "twinned_with", "twinned_with", ORGANISATION, ORGANISATION,
        "The two are twinned.", Carries.TIE, 0.6, 6, symmetric=True,
        onward=verb("is", "was", "twinned with {target}"),
    ),
    RelationKind(
        "operates", "operated_by", ORGANISATION, ORGANISATION,
        "The source runs the target, an office abroad above all.", Carries.TIE, 0.9, 30,
        onward=verb("runs", "was", "{target}", "the operator of {target}"),
        back=verb("is", "was", "run by {target}"),
    ),
    RelationKind(
        "hosts", "hosted_by", ORGANISATION, ORGANISATION,
        "The source gives the target its home.", Carries.TIE, 0.7, 20, affiliation=True,
        onward=verb("hosts", "was", "{target}", "a host of {target}"),
        back=verb("is", "was", "hosted by {target}"),
    ),
    RelationKind(
        "represents", "represented_by", ORGANISATION, ORGANISATION,
        "The source acts for the target.", Carries.TIE, 0.7, 8, affiliation=True,
        onward=verb("acts", "acted", "for {target}"),
        back=verb("is", "was", "represented by {target}"),
    ),
    RelationKind(
        "board_seat", "has_on_board", ORGANISATION, ORGANISATION,
        "The source, an organisation, has a seat on the board of the target.", Carries.TIE, 0.7, 4,
        onward=verb("sits", "sat", "on the board of {target}"),
        back=verb("has", "had", "on {its} board {target}"),
    ),
    RelationKind(
        "participates_in", "has_participant", ORGANISATION, _PROJECT,
        "The source takes part in the project, as coordinator or participant.", Carries.PARTICIPATION, 0.5, 5, 0.25,
        leading_roles=(COORDINATOR,),
        onward=verb("takes", "took", "part in {target}"),
        together=verb("works", "worked", "in {context} with {target}"),
    ),
    RelationKind(
        "organises", "organised_by", ORGANISATION, _EVENT,
        "The source organises the event.", Carries.PARTICIPATION, 0.5, 6, 0.25, leading_roles=None,
        onward=verb("organises", "was", "{target}", "an organiser of {target}"),
        together=verb("meets", "met", "at {context} with {target}"),
    ),
    RelationKind(
        "attends", "attended_by", ORGANISATION, _EVENT,
        "The source attends the event.", Carries.PARTICIPATION, 0.2, 3, 0.5,
        onward=verb("attends", "was", "{target}", "at {target}"),
        together=verb("meets", "met", "at {context} with {target}"),
    ),
    RelationKind(
        "merged_into", "absorbed", ORGANISATION, ORGANISATION,
        "The source has become part of the target, which inherits its relations.", Carries.IDENTITY,
        onward=verb("has", "has", "merged into {target}"),
    ),
    RelationKind(
        "succeeded_by", "succeeds", ORGANISATION, ORGANISATION,
        "The target carries on what the source did, and inherits its relations.", Carries.IDENTITY,
        onward=verb("has", "has", "been succeeded by {target}"),
    ),
    RelationKind(
        "mandated_for", "has_mandated", _AGENCY | _OFFICE, MARKET | CORRIDOR,
        "The source serves those based in the target: its constituency (role home), or the hosts of an office that is "
        "the desk of its operator there (role host).",
        Carries.MANDATE, 0.6, roles=(HOME, HOST), role_required=True,
        onward=verb("has", "had", "the mandate to serve organisations in {target}"),
    ),
    RelationKind(
        "promotes", "promoted_by", _AGENCY, MARKET,
        "Bringing foreigners into the target market is the source's job: into all of it (role national), into its own "
        "region of it (regional), or into it among several (supranational).",
        Carries.PRESENCE, 0.95, roles=(NATIONAL, REGIONAL, SUPRANATIONAL),
        onward=verb("is", "was", "there to bring foreign organisations to {target}"),
    ),
    RelationKind(
        "serves", "served_by", ORGANISATION, MARKET,
        "The source offers its services in the target market.", Carries.PRESENCE, 0.6, 6,
        onward=verb("serves", "was", "{target}", "of service in {target}"),
    ),
    RelationKind(
        "active_in", "has_active", ORGANISATION, MARKET,
        "The source does things in the target market.", Carries.PRESENCE, 0.5, 6,
        onward=verb("is", "was", "active in {target}"),
    ),
    RelationKind(
        "lies_on", "runs_through", ORGANISATION | MARKET, CORRIDOR,
        "The source, or the region of it that is named, lies on the corridor, or belongs to the bloc.", Carries.PLACE,
        onward=verb("lies", "lay", "on {target}"),
    ),
    RelationKind(
        "takes_place_in", "hosts_context", CONTEXT, MARKET,
        "The context happens in the market, and its participants are active there.", Carries.CONTEXT_PLACE,
        onward=verb("takes", "took", "place in {target}"),
    ),
    RelationKind(
        "works_in", "has_working", ORGANISATION | CONTEXT, SECTOR,
        "The source works in the sector.", Carries.SECTOR,
        onward=verb("works", "worked", "in {target}"),
    ),
    RelationKind(
        "funds", "funded_by", ORGANISATION | _PROGRAMME, ORGANISATION | _PROJECT,
        "The source funds the target.",
        onward=verb("funds", "was", "{target}", "a funder of {target}"),
    ),
    RelationKind(
        "runs", "run_by", ORGANISATION, _PROGRAMME | _PROJECT,
        "The source runs the programme.",
        onward=verb("runs", "was", "{target}", "in charge of {target}"),
    ),
    RelationKind(
        "eligible_for", "open_to", ORGANISATION, _PROGRAMME,
        "The source may apply to the programme.",
        onward=verb("is", "was", "eligible for {target}"),
    ),
    RelationKind(
        "interested_in", "of_interest_to", ORGANISATION, MARKET | SECTOR | CORRIDOR,
        "The source has said that it looks for collaboration there, in the given role.",
        onward=verb("is", "was", "interested in {target}"),
    ),
    RelationKind(
        "pursues", "pursued_by", ORGANISATION, frozenset({"priority"}),
        "The source has published the strategic priority.",
        onward=verb("pursues", "pursued", "the priority {target}"),
    ),
    RelationKind(
        "offers", "offered_by", ORGANISATION, frozenset({"service"}),
        "The source offers the service.",
        onward=verb("offers", "offered", "the service {target}"),
    ),
)  # fmt: skip

RELATION_KINDS: Final[dict[str, RelationKind]] = {kind.name: kind for kind in _TABLE}
"""Every relation kind by name, in the table's order."""

AFFILIATION_DILUTION: Final = 0.3
"""Exponent of 2/n from a hub to one of its n affiliates."""
SPELLED_OUT_PARTICIPANTS: Final = 30
"""A context of more participants than this ties only through its coordinators and organisers."""
STRONGEST_TIE: Final = 0.95
NOTHING: Final = 0.0001
"""What is worth less is nothing: no tie, no presence."""
HANDED_OVER: Final = 0.9
"""Factor for each merger or succession between a relation's first holder and its heir."""
KNOWN_TIE: Final = 0.75
"""Tie of an asker from outside to an organisation that it says it knows."""
MISSING_TIE: Final = 0.6
"""Strength at which a tie that is not there yet is proposed."""
LEAST_LIKELIHOOD: Final = 0.05
"""Of a missing tie, where no two ties lead from the one contact to the other."""

KNOCK: Final = 0.6
"""Step to an agency whose mandate it is to serve the asker, or to its office in the market asked about."""
DESK: Final = 0.5
"""Step to a desk around the asker."""
FRONT_DOOR: Final = 0.2
"""Step to an agency that promotes the market; of a research organisation to an innovation agency located there."""
CHAMBER_FRONT_DOOR: Final = 0.15
RECEPTION: Final = 0.5
"""Last step, from whoever receives the asker in the market to a cluster organisation of its sector."""

PROMOTES_BASES: Final = {"national": 0.95, "regional": 0.75, "supranational": 0.3}
"""Presence of an agency in the market that it promotes, by role."""
PROMOTES_ELSEWHERE: Final = 0.4
"""Of a regional one in whose region no cluster organisation of the asker's sectors is located."""
LOCATED_BASE: Final = 0.75
"""Presence of an organisation in the market where it is located."""
LOCATED_OFFICE_BASE: Final = 0.9
LOCATED_CREDIT_OFFICE_BASE: Final = 0.5
"""Of an office of export credit agencies."""
LOCATED_COMPANY_BASE: Final = 0.35
LOCATED_OUTWARD_BASE: Final = 0.15
"""Of an agency whose job is outward, and of an innovation agency or public body for companies, clusters, investors."""
LOCATED_PEER_BASE: Final = 0.7
"""Of an innovation agency or public body for everybody else."""
CHAMBER_FRONT_DOOR_BASE: Final = 0.6
INNOVATION_FRONT_DOOR_BASE: Final = 0.7
BILATERAL_LOCATED_BASE: Final = 0.75
BILATERAL_ABROAD_BASE: Final = 0.6
DESK_CHAMBER_BASE: Final = 0.7
"""Of a desk whose operator, a chamber, does not promote the market that is its constituency."""
DESK_OUTWARD_BASE: Final = 0.45
"""The same of other agencies."""
HOME_AGENCY_BASES: Final = {
    "trade_and_investment": 0.2, "trade_promotion": 0.2, "chamber": 0.1, "business_association": 0.1,
}  # fmt: skip
"""Presence of an agency in every market abroad for its own constituents, by form."""
HALVED: Final = 0.5
"""Factor on the presence of an organisation whose status is unknown or suspended, and of an office of others."""

SECTOR_FIT_UNKNOWN: Final = 0.8
"""Asker or opener without sectors; also the least of a shared one."""
SECTOR_FIT_SHARED: Final = 0.2
"""What sharing all of the asker's sectors adds to that."""
SECTOR_FIT_NOT_FIRST: Final = 0.75
"""Factor on what is added where the opener's first sector is none of the asker's."""
SECTOR_FIT_OTHER: Final = 0.5

FLOOR: Final = 0.01
"""Openers below it are not shown."""
STRONG: Final = 0.3
MODERATE: Final = 0.1
