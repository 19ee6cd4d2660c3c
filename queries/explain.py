"""Phrases for people, made from facts alone, of which sentences are put together."""

from collections.abc import Callable

from graph.markets import market_names
from queries.presence import PresenceReason
from queries.routes import Route

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


def way_phrase(route: Route, name_of: Callable[[int], str]) -> str:
    """How many introductions a route takes, and by what each is made; ``name_of`` tells an organisation's name."""
    steps = []
    for step in route.steps:
        parts = step.contributions
        target = name_of(step.target)
        if step.desk is not None:
            steps.append(f"to {target} through its desk {name_of(step.desk)}")
        elif step.mandate is not None:
            steps.append(
                f"to {target}, whose mandate it is to serve you"
                if step is route.steps[0]
                else f"to {target} by its mandate"
            )
        elif not parts:
            steps.append(f"to {target}, whom you know")
        else:
            kinds = list(dict.fromkeys(part.relation.kind for part in parts))[:_MANY_RELATIONS]
            steps.append(f"to {target} ({', '.join(kinds)})")
    count = len(steps)
    return f"{count} introduction{'s' if count > 1 else ''}: {', then '.join(steps)}"


def fit_phrase(fit: float) -> str:
    """What there is to say of a sector fit, after a semicolon; nothing where a sector is shared."""
    return {1.0: "", 0.8: "; it serves every sector", 0.5: "; its sectors differ from yours"}.get(fit, "")
