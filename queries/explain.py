"""Sentences for people, made from facts alone: why an organisation opens a door, and what each step is."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from graph.markets import market_name
from graph.relations import RELATION_KINDS
from queries.presence import (
    BILATERAL,
    CHAMBER_DOOR,
    HOME_AGENCY,
    INNOVATION_DOOR,
    REPRESENTS,
    PresenceReason,
)
from queries.routes import Contribution, Route, Step
from queries.standing import StepKind
from queries.ways import Reach

if TYPE_CHECKING:
    from queries.candidate import Candidate

_REASONS: Final = {
    "located": "is located in {market}",
    "promotes": "has the job of bringing foreigners to {market}",
    "serves": "serves {market}",
    "active_in": "is active in {market}",
    "takes_place_in": "takes part in what happens in {market}",
    REPRESENTS: "represents {operator}, whose home is {market}, around you",
    BILATERAL: "serves business between the two countries",
    CHAMBER_DOOR: "is a chamber of all of {market}",
    INNOVATION_DOOR: "is the innovation agency of {market}",
    HOME_AGENCY: "has the job of helping its own into {market}",
}
_AS: Final = {
    ("member_of", True): "of which {source} is a member",
    ("member_of", False): "a member of {source}",
    ("part_of", True): "of which {source} is part",
    ("part_of", False): "part of {source}",
    ("hosts", True): "which {source} hosts",
    ("hosts", False): "the host of {source}",
    ("represents", True): "for which {source} acts",
    ("represents", False): "which acts for {source}",
    ("operates", True): "which {source} runs",
    ("operates", False): "which runs {source}",
    ("board_seat", True): "on whose board {source} sits",
    ("board_seat", False): "which sits on the board of {source}",
    ("partner_of", True): "a partner of {source}",
    ("mou_with", True): "which has signed a memorandum with {source}",
    ("twinned_with", True): "twinned with {source}",
}
"""What the target of a step is to its source, by the kind of the relation and whether that begins at the source."""
_PAST: Final = {
    ("member_of", True): "of which {source} was a member",
    ("member_of", False): "a former member of {source}",
    ("part_of", True): "of which {source} was part",
    ("part_of", False): "once part of {source}",
    ("hosts", True): "which {source} hosted",
    ("hosts", False): "once the host of {source}",
    ("represents", True): "for which {source} acted",
    ("represents", False): "which acted for {source}",
    ("operates", True): "which {source} ran",
    ("operates", False): "which ran {source}",
    ("board_seat", True): "on whose board {source} sat",
    ("board_seat", False): "which sat on the board of {source}",
    ("partner_of", True): "a former partner of {source}",
    ("mou_with", True): "which once had a memorandum with {source}",
    ("twinned_with", True): "once twinned with {source}",
}
_SHARED: Final = {
    "participates_in": (
        "in the project {context} with {source}",
        "in the project {context} with {source} until {year}",
    ),
    "organises": ("at the event {context} with {source}", "at the event {context} with {source} in {year}"),
    "attends": ("at the event {context} with {source}", "at the event {context} with {source} in {year}"),
}


def why_there(found: "Candidate", reason: PresenceReason) -> str:
    """Why an opener counts as in the market."""
    name_of = _names(found)
    operator = found.operator
    phrase = _REASONS.get(reason.reason, "is present in {market}").format(
        market=market_name(reason.market), operator="" if operator is None else name_of(operator)
    )
    return f"{name_of(found.node)} {phrase}."


def way_told(found: "Candidate", route: Route) -> str:
    """How one gets to an opener, and what there is to say of its fit."""
    return f"{_way(found, route, _names(found))}{_fit(found)}"


def _names(found: "Candidate") -> Callable[[int], str]:
    def name_of(node: int) -> str:
        name: str = found.of.snapshot.record(node)["name"]
        return name

    return name_of


def _way(found: "Candidate", route: Route, name_of: Callable[[int], str]) -> str:
    """How one gets there."""
    first = route.steps[0]
    operator = found.operator
    if found.reach is Reach.FRONT_DOOR:
        return "You may write to it yourself: no introduction is needed, and none is given."
    if found.reach is Reach.DESK:
        return "It is there for organisations of your country: no introduction is needed."
    if found.reach is Reach.OWN_MANDATE and operator is not None:
        return f"{name_of(operator)} runs it, and its mandate is to serve you: just ask."
    if found.reach is Reach.OWN_MANDATE:
        return "Its mandate is to serve you: just ask."
    if found.reach is Reach.HOME_AGENCY and len(route.steps) == 1:
        return "Its mandate is to serve you: just ask."
    if found.reach is Reach.HOME_AGENCY:
        return f"Ask {name_of(first.target)}, whose mandate is to serve you: {step_phrase(route.steps[1], name_of)}."
    if found.reach is Reach.RECEPTION:
        host = name_of(first.target)
        return f"Meet it through {host}: it is their job to introduce you; no tie between the two is recorded."
    count = len(route.steps)
    steps = "; then ".join(step_phrase(step, name_of) for step in route.steps)
    return f"{count} introduction{'s' if count > 1 else ''} through your own network: {steps}."


def step_told(step: Step) -> str:
    """A step by itself, as a sentence."""
    phrase = step_phrase(step, lambda node: str(step.view.snapshot.record(node)["name"]))
    return f"{phrase[:1].upper()}{phrase[1:]}."


def step_phrase(step: Step, name_of: Callable[[int], str]) -> str:
    """Who introduces to whom, and what the one is to the other."""
    source = "you" if step.source is None else name_of(step.source)
    target = name_of(step.target)
    if step.kind is StepKind.RECEPTION:
        return f"to {target}, whom it is the job of {source} to introduce you to"
    if step.kind is StepKind.KNOCK:
        return f"to {target}, whose mandate is to serve you"
    if step.kind is StepKind.DESK:
        return f"to {target}, which is there for organisations of your country"
    if step.kind is StepKind.FRONT_DOOR:
        return f"to {target}, to which anybody may write"
    if not step.contributions:
        return f"to {target}, whom you know" if step.source is None else f"to {target}, as you suppose"
    return f"to {target}, {_relation_phrase(step, step.contributions[0], source, name_of)}"


def _relation_phrase(step: Step, part: Contribution, source: str, name_of: Callable[[int], str]) -> str:
    relation = part.relation
    over = relation.status == "ended"
    year = (relation.last_held or "")[:4]
    if part.other is not None:
        context = name_of(relation.target)
        over = over or part.other.status == "ended"
        year = min((day[:4] for one in (relation, part.other) if (day := one.last_held)), default=year)
        now, then = _SHARED.get(
            relation.kind, ("in {context} with {source}", "in {context} with {source} until {year}")
        )
        return (then if over and year else now).format(context=context, source=source, year=year)
    symmetric = RELATION_KINDS[relation.kind].symmetric
    onward = symmetric or relation.source == step.source or relation.target != step.source
    words = (_PAST if over else _AS).get((relation.kind, onward), "tied to {source}").format(source=source)
    return f"{words} until {year}" if over and year else words


def _fit(found: "Candidate") -> str:
    """What there is to say of the fit, as a sentence of its own; nothing where it fits or where nothing is known."""
    outlook = found.of.outlook
    if outlook.fit(found.at).sector < 0.8:
        return " Its sectors differ from yours."
    return ""
