"""A door opener in full: why, how its score is computed, and each step of its route with the facts behind it."""

from collections.abc import Iterator

from exports.papers.document import Block, Heading, Paragraph, Strong, Table
from exports.papers.facts import facts_of_presence, facts_of_step
from exports.words import name_of, number, score_told, step_kind, until_told
from graph.relations import SECTOR_FIT_OTHER, SECTOR_FIT_UNKNOWN
from graph.words import label
from queries.questions.door_openers import DoorOpener
from queries.reading.subtitle import subtitle
from queries.routing.explain import is_recalled, step_told
from queries.routing.routes import Route, Step
from queries.routing.wording import PRESENCE


def anchor_of(opener: DoorOpener) -> str:
    """Where in a paper an opener is told."""
    return f"opener-{opener.rank}"


def opener_blocks(opener: DoorOpener) -> Iterator[Block]:
    """All of an opener."""
    day = opener.question.day
    yield Heading(3, f"{opener.rank} {opener.name}", anchor_of(opener))
    unconfirmed = ". It rests on what is only recalled, unconfirmed" if opener.unconfirmed else ""
    yield Paragraph([f"{subtitle(day, opener.node)}. ", Strong(score_told(opener)), f"{unconfirmed}."])
    yield Paragraph([opener.why])
    if opener.siblings:
        yield Paragraph([f"One door opener with it: {'; '.join(name_of(day, node) for node in opener.siblings)}."])
    yield _score(opener)
    for at, step in enumerate(opener.route.steps, 1):
        yield from _step(opener, at, step)
    yield Heading(4, "In the market")
    yield facts_of_presence(opener)


def _score(opener: DoorOpener) -> Table:
    """How the score comes about, factor by factor."""
    product = " × ".join(number(step.strength) for step in opener.route.steps)
    reason = opener.presence_reasons[0]
    said = PRESENCE.get(reason.reason, label("PresenceWord", reason.reason))
    factors = (opener.route.strength, opener.presence, opener.sector_fit, opener.service_fit)
    rows = [
        ["Route", number(opener.route.strength), product if len(opener.route.steps) > 1 else "one step"],
        ["Presence", number(opener.presence), said],
        ["Fit of sectors", number(opener.sector_fit), _sectors_told(opener.sector_fit)],
        ["Fit of services", number(opener.service_fit), _services_told(opener.service_fit)],
        ["Score", number(opener.score), f"{' × '.join(map(number, factors))}: {opener.tier}"],
    ]
    return Table(
        "How its score is computed", ("Factor", "Number", "In words"), [[[cell] for cell in row] for row in rows]
    )


def _sectors_told(fit: float) -> str:
    if fit <= SECTOR_FIT_OTHER:
        return "it works in other sectors"
    return "no sector to compare is known" if fit <= SECTOR_FIT_UNKNOWN else "they share sectors"


def _services_told(fit: float) -> str:
    return "it is there for such askers" if fit >= 1 else "it is there for others more than for such an asker"


def _step(opener: DoorOpener, at: int, step: Step) -> Iterator[Block]:
    day = opener.question.day
    yield Heading(4, f"Step {at}: {name_of(day, step.source)} → {name_of(day, step.target)}")
    yield Paragraph([f"{', '.join(marks(opener.route, step))}. {step_told(step)}"])
    yield from facts_of_step(step)


def marks(route: Route, step: Step) -> Iterator[str]:
    """How strong a step is and by what, and what there is to know of that, in a few words each."""
    yield f"{number(step.strength)} {step_kind(step)}"
    if is_recalled(step):
        yield "recalled, unconfirmed"
    yield from until_told(step)
    if len(route.steps) > 1 and step is route.weakest_step:
        yield "the weakest step"
