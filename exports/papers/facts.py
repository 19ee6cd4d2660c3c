"""The facts behind a step or a presence: what each says, when it held, what it is worth, and who says so."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from exports.papers.document import Link, Strong, Table, Text
from exports.words import number
from graph.snapshot.building.tried import SUPPOSED
from graph.snapshot.on_day import Day
from graph.words import label
from queries.questions.door_openers import DoorOpener
from queries.reading.presence import PresenceReason
from queries.reading.relation import Relation
from queries.reading.ties import Contribution
from queries.routing.explain import relation_told
from queries.routing.routes import Step
from queries.routing.standing import StepKind
from queries.routing.wording import PRESENCE

FACTS_AT_MOST: Final = 5
"""Facts of a step that are told, strongest first; how many more there are is told."""
STATEMENTS_AT_MOST: Final = 3
"""Statements of a fact that are told, best first; how many more there are is told."""
HEAD: Final = ("Fact", "When", "Worth", "Who says so")


def facts_of_step(step: Step) -> Iterator[Table]:
    """The facts that make a step; nothing of what nobody has to say, such as a reception."""
    parts = step.contributions[:FACTS_AT_MOST]
    rows = [row for part in parts for row in _of_contribution(part, is_tie=step.kind is StepKind.TIE)]
    if rows:
        more = len(step.contributions) - FACTS_AT_MOST
        yield Table(f"What it rests on{f'; {more} further facts are not told here' if more > 0 else ''}", HEAD, rows)


def facts_of_presence(opener: DoorOpener) -> Table:
    """Why an opener counts as being in the market, best reason first."""
    day = opener.question.day
    reasons = opener.presence_reasons
    rows = [_of_reason(day, opener, one) for one in reasons[:FACTS_AT_MOST]]
    more = len(reasons) - FACTS_AT_MOST
    return Table(f"Its presence{f'; {more} further reasons are not told here' if more > 0 else ''}", HEAD, rows)


def _of_contribution(part: Contribution, *, is_tie: bool) -> Iterator[list[Text]]:
    factors = {
        "age": part.recency, "confidence": part.confidence, "shared with many": part.dilution,
        "handed over": part.handed_over,
    }  # fmt: skip
    worth = _worth(part.worth, part.base, factors) if is_tie else f"{number(part.worth)}, fixed for such a step"
    yield [[f"{relation_told(part.relation)}."], [_when(part.relation)], [worth], _said(part.relation)]
    if part.other is not None:
        yield [[f"{relation_told(part.other)}."], [_when(part.other)], ["with the one above"], _said(part.other)]


def _of_reason(day: Day, opener: DoorOpener, one: PresenceReason) -> list[Text]:
    facts = _facts(one)
    told = " ".join(
        [PRESENCE.get(one.reason, label("PresenceWord", one.reason)), *(f"{_told(fact)}" for fact in facts)]
    )
    factors = {"age": one.recency, "handed over": one.handed_over, "in doubt, or there for others": one.halved}
    worth = _worth(one.worth, one.base, factors)
    return [[told], [_when_present(one)], [worth], _statements(day, one.evidence)]


def who_says_present(day: Day, reasons: Sequence[PresenceReason]) -> Iterator[Text]:
    """When an organisation was in a market, and who says so, for each reason; best first."""
    for one in reasons[:FACTS_AT_MOST]:
        yield [_when_present(one), ": ", *_statements(day, one.evidence)]
    if len(reasons) > FACTS_AT_MOST:
        yield [f"and {len(reasons) - FACTS_AT_MOST} more reasons"]


def _facts(one: PresenceReason) -> list[Relation]:
    return [fact for fact in (one.relation, one.participation) if fact is not None]


def _when_present(one: PresenceReason) -> str:
    return "; ".join(_when(fact) for fact in _facts(one)) or "where it is located; undated"


def _told(fact: Relation) -> str:
    return f"{relation_told(fact)}."


def _worth(worth: float, base: float, factors: Mapping[str, float]) -> str:
    """A worth, and how it is made of its worth when fresh, and of what takes from that."""
    taking = [f"{number(value)} {name}" for name, value in factors.items() if value != 1]
    return " × ".join([f"{number(worth)} = {number(base)} fresh", *taking]) if taking else number(worth)


def _when(fact: Relation) -> str:
    """Since when, until when, and whether it holds."""
    since, until, held = fact.since, fact.until, fact.last_held
    period = f"{since or 'unknown'} to {until}" if until else f"since {since}" if since else "undated"
    if fact.status == "ended":
        return f"{period}; it has ended"
    return f"{period}; it holds" if fact.status == "current" else f"{period}; last known to hold {held or 'at no date'}"


def _said(fact: Relation) -> Text:
    return _statements(fact.day, fact.statements)


def _statements(day: Day, statements: Sequence[Mapping[str, Any]]) -> Text:
    """Who says so: source with its publisher, page, when it was read, how sure it is, licence."""
    parts: list[str | Link | Strong] = []
    for one in statements[:STATEMENTS_AT_MOST]:
        source = day.snapshot.sources[one["source"]]
        if source is SUPPOSED:
            parts.append("Nobody: it is supposed, to try it")
            continue
        parts += ["; also " if parts else "", f"{source.title} ({source.publisher})"]
        if one.get("url"):
            parts += [", ", Link(one["url"], one["url"])]
        parts.append(f", {one['locator']}" if one.get("locator") else "")
        read = f"read {one['retrieved']}" if one.get("retrieved") else f"source read {source.retrieved}"
        parts += [f", {read}, ", Strong(label("Confidence", one["confidence"])), f", {source.licence}"]
    more = len(statements) - STATEMENTS_AT_MOST
    return [*parts, f"; and {more} more" if more > 0 else ""]
