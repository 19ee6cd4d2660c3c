"""What the words of an answer mean, for people: said once, for the schema, the command line and pages alike."""

from typing import Final

from graph.relations import FLOOR, MODERATE, STRONG
from graph.words import label
from queries.routing.everywhere import NoDoor
from queries.routing.failing import Loss
from queries.routing.reasons import BILATERAL, CHAMBER_DOOR, HOME_AGENCY, INNOVATION_DOOR, REPRESENTS
from queries.routing.routes import Step
from queries.routing.standing import StepKind
from queries.routing.tiers import Tier
from queries.routing.ways import Reach

HOW: Final = {
    Reach.OWN_NETWORK: "Through the asker's own network: by ties alone.",
    Reach.OWN_MANDATE: "One's own people there: an agency whose mandate it is to serve the asker, or its office.",
    Reach.HOME_AGENCY: "The asker's own agency, whose mandate it is to serve it; or one that this agency knows.",
    Reach.DESK: "An office near the asker of an agency or chamber of the market, there for organisations like it.",
    Reach.FRONT_DOOR: "Anybody may write to it: no introduction is needed, and none is given.",
    Reach.RECEPTION: "Whom to meet there: by somebody whose job it is to receive the asker. No tie is recorded.",
}
_GROUPED: Final = {
    "own_people": (Reach.OWN_MANDATE,),
    "official_door": (Reach.DESK, Reach.FRONT_DOOR),
    "own_network": (Reach.OWN_NETWORK,),
    "to_meet": (Reach.RECEPTION,),
    "at_home": (Reach.HOME_AGENCY,),
}
GROUPS: Final = tuple((label("OpenerGroup", word), hows) for word, hows in _GROUPED.items())
"""Under which title people read openers that are reached so."""
ACQUAINTANCE: Final = "acquaintance"
SUPPOSED: Final = "supposed"
STEP_KINDS: Final = {
    StepKind.TIE: "The relations between the two.",
    StepKind.KNOCK: "It is the agency's mandate to serve the asker; at the agency, or at one of its offices there.",
    StepKind.DESK: "An office abroad that is there for those who are based around it.",
    StepKind.FRONT_DOOR: "Anybody may write to it: no introduction is needed, and none is given.",
    StepKind.RECEPTION: "It is the job of the one before to introduce the asker there; no tie is recorded.",
    ACQUAINTANCE: "The asker, who is not in the graph, says that it knows them.",
    SUPPOSED: "It is not there, or not so: it is supposed, to try it.",
}
TIERS: Final = {
    Tier.STRONG: f"A score of {STRONG} or more.",
    Tier.MODERATE: f"A score of {MODERATE} or more, below {STRONG}.",
    Tier.WEAK: f"A score below {MODERATE}. What scores below {FLOOR} is counted, and not shown.",
}
PRESENCE: Final = {
    "located": "It is located there.",
    "promotes": "It is its job to bring foreigners in.",
    "serves": "It serves the market.",
    "active_in": "It is active there.",
    "takes_place_in": "Something that it takes part in takes place there.",
    REPRESENTS: "As a desk: it represents its operator, whose home is there or who promotes the market.",
    BILATERAL: "A chamber of the two countries: it serves business between them.",
    CHAMBER_DOOR: "A chamber whose recorded constituency is the market, without a region: anybody may write to it.",
    INNOVATION_DOOR: "An innovation agency of the market, to which research organisations may write.",
    HOME_AGENCY: "An agency of the asker's own market: it is its job to bring its own out.",
}
NO_DOOR: Final = {
    NoDoor.NOBODY_KNOWN: "Nobody is known to be present in {market}.",
    NoDoor.NOBODY_FOR_YOU: "Whoever is present in {market} is there for others, or left out by the constraints.",
    NoDoor.NO_ROUTE: "Door openers to {market} are known, but no chain of introductions leads to any of them.",
    NoDoor.TOO_WEAK: "Door openers to {market} are known, but every way to them is too weak to be shown.",
}
WHY_NO_DOOR: Final = {
    NoDoor.NOBODY_KNOWN: "Nobody is known to be present there.",
    NoDoor.NOBODY_FOR_YOU: "Whoever is present there is there for others, or left out by the constraints.",
    NoDoor.NO_ROUTE: "Door openers are known, but no chain of introductions leads to any of them.",
    NoDoor.TOO_WEAK: "Door openers are known, but every way to them is too weak to be shown.",
}
LOSS: Final = {
    Loss.MARKET: "No door opener of the market is left.",
    Loss.BEST: "The best score falls by half or more.",
    Loss.OPENERS: "More than half of the other door openers are lost.",
}


def step_word(step: Step) -> str:
    """What makes a step possible: a word of ``STEP_KINDS``."""
    if step.is_supposed:
        return SUPPOSED
    if step.kind is not StepKind.TIE or step.tie is not None:
        return str(step.kind)
    return ACQUAINTANCE if step.source is None else SUPPOSED
