"""Sentences for people, made from facts alone."""

from typing import TYPE_CHECKING

from graph.markets import market_names
from queries.presence import PresenceReason

if TYPE_CHECKING:
    from queries.door_openers import DoorOpener

_REASONS = {
    "located": "is located in {market}",
    "promotes": "has the job of bringing foreigners to {market}",
    "serves": "serves {market}",
    "active_in": "is active in {market}",
    "takes_place_in": "takes part in what happens in {market}",
}
_MANY_RELATIONS = 2


def presence_phrase(reason: PresenceReason) -> str:
    """Why an organisation is in a market, in a phrase that follows its name."""
    phrase = _REASONS.get(reason.reason, "is present in {market} (" + reason.reason + ")")
    return phrase.format(market=market_names()[reason.market])


def explain(opener: "DoorOpener") -> str:
    """One sentence: why it is in the market, and by which steps it is reached, with how sure each is."""
    name = opener.name
    reasons = opener.presence_reasons
    presence = presence_phrase(reasons[0]) if reasons else "is present"
    confidence = opener.presence_confidence
    steps = []
    for step in opener.route.steps:
        parts = step.contributions
        target = opener.name_of(step.target)
        if step.desk is not None:
            steps.append(f"to {target} through its desk {opener.name_of(step.desk)}")
        elif step.mandate is not None:
            steps.append(
                f"to {target}, whose mandate it is to serve you"
                if step.source is opener.asker_node
                else f"to {target} by its mandate"
            )
        elif not parts:
            steps.append(f"to {target}, whom you know")
        else:
            kinds = list(dict.fromkeys(part.relation.kind for part in parts))[:_MANY_RELATIONS]
            steps.append(f"to {target} ({', '.join(kinds)})")
    count = len(steps)
    way = f"{count} introduction{'s' if count > 1 else ''}"
    fit = {1.0: "", 0.8: "; it serves every sector", 0.5: "; its sectors differ from yours"}.get(opener.sector_fit, "")
    return f"{name} {presence} ({confidence}); {way}: {', then '.join(steps)}{fit}."
