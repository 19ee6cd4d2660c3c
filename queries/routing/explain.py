"""Sentences for people, made from facts alone: why an organisation opens a door, and what each step is.

They are read under the opener's name, and speak to the asker.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from graph.kinds import CLUSTER, COMPANY, CONFIDENCES, EVENT, RESEARCH_ORGANISATION
from graph.markets import market_name
from graph.relations import HOST, NATIONAL, RELATION_KINDS, SECTOR_FIT_OTHER, Carries, RelationKind, Verb, verb
from graph.snapshot.day.mandates import PROMOTING_ROLES
from graph.snapshot.on_day import Day
from queries.reading.presence import PresenceReason
from queries.reading.relation import Relation
from queries.reading.ties import Contribution
from queries.routing.grammar import corridor_in_text, in_second_person, market_in_text
from queries.routing.reasons import BILATERAL, CHAMBER_DOOR, HOME_AGENCY, INNOVATION_DOOR, standing_market
from queries.routing.routes import Route, Step
from queries.routing.standing import NATIONAL_ROLE, REGIONAL_ROLE, StepKind
from queries.routing.target import BUSINESS_ASSOCIATION, CHAMBER
from queries.routing.ways import Reach

if TYPE_CHECKING:
    from queries.routing.candidate import Candidate

SECTORS_TOLD: Final = 3
RECALLED: Final = "recalled"
INFERRED: Final = "inferred"
UNCONFIRMED: Final = " (recalled, unconfirmed)"
SUPPOSED: Final = " (supposed)"
NOBODY_NEEDED: Final = "no introduction is needed"


_AT_HOME: Final = {CHAMBER: "a chamber", BUSINESS_ASSOCIATION: "a business association"}
_DESK: Final = verb("is", "was", "a desk for organisations in {target}")
_IDENTITY: Final = frozenset({"merged_into", "succeeded_by"})


def why(found: "Candidate", route: Route, reason: PresenceReason) -> str:
    """Why an opener can open the door, and how one gets there: sentences to be read under its name."""
    return " ".join([_reached(found, route, reason), *_fit(found), *_doubts(found)])


def reached_told(found: "Candidate", route: Route, reason: PresenceReason) -> str:
    """How one gets to an opener, and what speaks against it; without what it has in common with the asker."""
    return " ".join([_reached(found, route, reason), *_doubts(found)])


def _reached(found: "Candidate", route: Route, reason: PresenceReason) -> str:
    first, there = route.steps[0], presence_phrase(found, reason)
    if found.reach is Reach.FRONT_DOOR:
        return f"It {there}. You may write to it yourself: {NOBODY_NEEDED}, and none is given."
    if found.reach is Reach.DESK:
        return f"It is {_desk(found)}. It is there for organisations {_around(first)}: {NOBODY_NEEDED}."
    if found.reach is Reach.RECEPTION:
        return f"Ask {_name(first, first.target)}: it is their job to introduce you; no tie is recorded."
    if first.kind is StepKind.KNOCK and len(route.steps) == 1:
        return f"{_knocked(found, first, reason)}: just ask."
    if first.kind is StepKind.KNOCK:
        agency, onward = _name(first, first.target), _clause(route.steps[1], "it")
        return f"Ask {agency}, whose mandate is to serve {_constituents(first)}: {onward}, which {there}."
    told = f"{_chain(route)}, which {there}."
    if first.raised:
        return f"{told} It is also the job of those who receive you there to introduce you."
    return told


def _chain(route: Route) -> str:
    """Steps of ties as one sentence, each name once."""
    clauses = [_clause(route.steps[0], "you"), *(_clause(step, "which") for step in route.steps[1:])]
    sentence = ", ".join(clauses)
    return sentence[:1].upper() + sentence[1:]


def step_told(step: Step) -> str:
    """A step by itself, as a sentence."""
    target = _name(step, step.target)
    if step.kind is StepKind.RECEPTION:
        assert step.source is not None
        return f"It is the job of {_name(step, step.source)} to introduce you to {target}; no tie is recorded."
    if step.kind is StepKind.FRONT_DOOR:
        return f"Anybody may write to {target}: {NOBODY_NEEDED}, and none is given."
    if step.kind is StepKind.TIE:
        sentence = _clause(step, "you" if step.source is None else _name(step, step.source))
        return f"{sentence[:1].upper()}{sentence[1:]}."
    assert step.standing is not None
    agency = _name(step, step.standing.agency)
    if step.kind is StepKind.DESK:
        return f"{target}, run by {agency}, is there for organisations {_around(step)}: {NOBODY_NEEDED}."
    if step.standing.agency == step.target:
        return f"The mandate of {agency} is to serve {_constituents(step)}: just ask."
    return f"{target} is run by {agency}, whose mandate is to serve {_constituents(step)}: just ask."


def rests_on(confidence: str, route: Route, reason: PresenceReason) -> bool:
    """Whether a step, by what tells it best, or the presence is as sure as that, and no surer."""
    return reason.confidence == confidence or any(_is_as_sure(confidence, step) for step in route.steps)


def is_recalled(step: Step) -> bool:
    """Whether a step, by what tells it best, is general knowledge, unconfirmed."""
    return _is_as_sure(RECALLED, step)


def _is_as_sure(confidence: str, step: Step) -> bool:
    return confidence in map(_confidence, _resting_on(step))


def _resting_on(step: Step) -> list[Contribution]:
    """A tie rests on what tells it best, standing on all that gives it."""
    if step.kind is not StepKind.TIE:
        return step.contributions
    return [_telling(step)] if step.contributions else []


def relation_told(relation: Relation, *, over: bool = False) -> str:
    """A relation by itself, as a sentence without its end: from its source to its target, in the past if it is over.

    It is over if it has ended, or where ``over`` says so: of one whose other end is gone.
    """
    day, kind, ended = relation.day, relation.kind, relation.status == "ended"
    said, carries = RELATION_KINDS[kind].onward, RELATION_KINDS[kind].carries
    if kind == "mandated_for" and relation.said("role") == HOST:
        said = _DESK
    past = over or ended or (carries is Carries.PARTICIPATION and relation.status != "current")
    word, rest = said.then if past else said.now
    year = (relation.until or relation.last_held or "")[:4]
    when = f" until {year}" if ended and year and kind not in _IDENTITY else ""
    if kind == "promotes":
        rest = f"there {_promoting(PROMOTING_ROLES.index(relation.said('role') or NATIONAL), '{target}')}"
    told = rest.format(target=end_told(day, relation.target))
    return f"{end_told(day, relation.source)} {word} {told}{when}"


def end_told(day: Day, node: int) -> str:
    """What stands at the end of a relation, within a sentence."""
    type_ = day.sections.type_of(node)
    if type_ == "market":
        return market_in_text(day.snapshot.id_of(node))
    record = day.record(node)
    name: str = record["service"].replace("_", " ") if type_ == "service" else record["name"]
    return corridor_in_text(name) if type_ == "corridor" else name


def own_presence_told(day: Day, organisation: int, reasons: Sequence[PresenceReason]) -> str:
    """Why an organisation is in a market already, without the end of the sentence; each reason once."""
    phrases = dict.fromkeys(own_presence_phrase(day, organisation, one) for one in reasons)
    return f"{day.record(organisation)['name']} {', '.join(phrases)}"


# What standing gives


def _knocked(found: "Candidate", step: Step, reason: PresenceReason) -> str:
    """An agency at which the asker knocks, or its office."""
    mandate = f"mandate is to serve {_constituents(step)}"
    if found.is_office and found.operator is not None:
        return f"It is {_office(found, found.operator)}, whose {mandate}"
    if reason.reason == HOME_AGENCY:
        what = _AT_HOME.get(int(found.of.facts.form[found.node]), "an agency")
        return f"It is {what} of your own country, whose job is to help you abroad"
    return f"It {presence_phrase(found, reason)}, and its {mandate}"


def _office(found: "Candidate", operator: int) -> str:
    """An office, by its place and its operator."""
    day = found.of.day
    record, name = day.record(found.node), day.record(operator)["name"]
    city = record.get("city")
    if not city:
        return f"the office in {market_in_text(record['country'])} of {name}"
    return f"{city} office of {name}" if city.startswith("The ") else f"the {city} office of {name}"


def _around(step: Step) -> str:
    """Where those are for whom a desk is there."""
    day, given = step.view.day, step.standing
    if given is None or given.relation < 0:
        country = int(day.facts.country[step.target])
        return f"in {market_in_text(day.snapshot.market_code(country))}"
    mandate = Relation(day, given.relation)
    if day.sections.type_of(mandate.target) == "corridor":
        return f"in {corridor_in_text(day.record(mandate.target)['name'])}"
    there = market_in_text(day.snapshot.id_of(mandate.target))
    return f"in its region of {there}" if mandate.said("region") else f"in {there}"


def _constituents(step: Step) -> str:
    """Whom an agency serves: the asker, and as one of a bloc where its mandate says so."""
    given = step.standing
    if given is None or given.relation < 0:
        return "you"
    day = step.view.day
    target = int(day.facts.rel_target[given.relation])
    if day.sections.type_of(target) != "corridor":
        return "you"
    return f"organisations from {corridor_in_text(day.record(target)['name'])}"


def _desk(found: "Candidate") -> str:
    """What a desk around the asker stands for."""
    of, operator = found.of, found.operator
    assert operator is not None
    market = standing_market(found)
    told, there = _office(found, operator), market_in_text(of.day.snapshot.market_code(market))
    role = of.standing.role(market, operator)
    if role >= NATIONAL_ROLE:
        return f"{told}, whose job is {_promoting(role, there)}"
    if of.facts.form[operator] == CHAMBER:
        return f"{told}, a chamber of {there}, which serves both sides"
    return (
        f"{told}, whose job is to help those from {there} abroad: it knows the way, but to bring you in is not its job"
    )


def _promoting(role: int, there: str) -> str:
    if role == NATIONAL_ROLE:
        return f"to bring foreign organisations to {there}"
    if role == REGIONAL_ROLE:
        return f"to bring foreign organisations to its region of {there}"
    return f"to bring foreign organisations to several countries, {there} among them"


# Presence


def presence_phrase(found: "Candidate", reason: PresenceReason) -> str:
    """Why an opener counts as in the market, after its name or "which"."""
    day, standing, there = found.of.day, found.of.standing, market_in_text(reason.market)
    if reason.reason == "promotes":
        role = standing.role(day.snapshot.market_position(reason.market), found.node)
        return f"is there {_promoting(role, there)}{_unsure(reason)}"
    if reason.reason == HOME_AGENCY:
        return "is there to help its own abroad"
    if reason.reason == BILATERAL:
        home = market_in_text(day.snapshot.market_code(found.of.party.country))
        return f"is a chamber for business between {home} and {there}"
    if found.is_desk:
        return f"is {_desk(found)}"
    if reason.reason == CHAMBER_DOOR:
        return f"is a chamber whose constituency is recorded as {there}"
    if reason.reason == INNOVATION_DOOR:
        return f"is an innovation agency of {there}, open to research organisations"
    return own_presence_phrase(day, found.node, reason)


def own_presence_phrase(day: Day, organisation: int, reason: PresenceReason) -> str:
    """Why an organisation counts as in a market by itself, after its name or "which"."""
    relation = reason.relation
    if relation is None:
        return f"is located {_place(day, organisation)}"
    if reason.participation is not None:
        context = day.record(relation.source)["name"]
        return f"takes part in {context} in {market_in_text(reason.market)}{_unsure(reason)}"
    word, rest = RELATION_KINDS[relation.kind].onward.now
    return f"{word} {rest.format(target=market_in_text(reason.market))}{_unsure(reason)}"


def _unsure(reason: PresenceReason) -> str:
    facts = [fact for fact in (reason.relation, reason.participation) if fact is not None]
    return _how_sure(reason.confidence, facts)


def _how_sure(confidence: str, facts: Sequence[Relation]) -> str:
    if any(fact.is_supposed for fact in facts):
        return SUPPOSED
    return UNCONFIRMED if confidence == RECALLED else ""


def _place(day: Day, organisation: int) -> str:
    """In which city of which market an organisation is located; a city state is named once."""
    record = day.record(organisation)
    city, there = record.get("city"), market_name(record["country"])
    return f"in {city}, {there}" if city and city != there else f"in {market_in_text(record['country'])}"


# Ties


def _clause(step: Step, subject: str) -> str:
    """What the source of a step is to its target, the target last: "you are a member of X"."""
    is_you = subject == "you"
    if not step.contributions:
        known = "know" if is_you else "gets to know, as is supposed,"
        return f"{subject} {known} {_name(step, step.target)}"
    part = _telling(step)
    over = _is_over(part)
    relation = part.relation
    said = _verb(step, part)
    word, rest = said.then if over else said.now
    if part.other is not None:
        context = _name(step, relation.target)
        rest = rest.replace("{context}", _context(context, RELATION_KINDS[relation.kind]))
        if not over and not _is_current(part):
            word = f"has {said.then[0]}"
    verb_said = in_second_person(word) if is_you else word
    when = f" {_ended_when(part)}" if over else ""
    told = rest.format(target=_target(step, part), its="your" if is_you else "its")
    unsure = _how_sure(_confidence(part), _facts(part))
    return f"{_subject(step, part, subject)} {verb_said}{when} {told}{unsure}"


def _context(name: str, kind: RelationKind) -> str:
    """A project or event by its name; a name that says which of them it is stands alone."""
    what = min(kind.targets)
    told = name if what in name.lower() else f"the {what} {name}"
    return told.replace("{", "{{").replace("}", "}}")


def _verb(step: Step, part: Contribution) -> Verb:
    """What the source of a step is to its target."""
    kind = RELATION_KINDS[part.relation.kind]
    if part.other is not None:
        return kind.together
    onward = kind.symmetric or step.view.day.on.after.heir(part.relation.source) == step.source
    return kind.onward if onward else kind.back


def _telling(step: Step) -> Contribution:
    """What tells a step best: the strongest that has not ended; the strongest where all have."""
    return next((part for part in step.contributions if not _is_over(part)), step.contributions[0])


def _facts(part: Contribution) -> list[Relation]:
    return [part.relation] if part.other is None else [part.relation, part.other]


def _is_current(part: Contribution) -> bool:
    return all(fact.status == "current" for fact in _facts(part))


def _is_over(part: Contribution) -> bool:
    return any(fact.status == "ended" for fact in _facts(part))


def _ended_when(part: Contribution) -> str:
    """Until which year, as stated; a context lasted until its own end."""
    days = [fact.until or fact.last_held for fact in _facts(part) if fact.status == "ended"]
    year = min((day[:4] for day in days if day is not None), default=None)
    if year is None:
        return "once"
    at_once = EVENT in RELATION_KINDS[part.relation.kind].targets
    return f"in {year}" if at_once else f"until {year}"


def _confidence(part: Contribution) -> str:
    """That of the less sure of the facts."""
    return str(max((fact.statements[0]["confidence"] for fact in _facts(part)), key=list(CONFIDENCES).index))


def _inherited(step: Step, part: Contribution, organisation: int | None) -> str | None:
    """The predecessor by which an organisation has what is told; None where it is its own."""
    ends = [end for fact in _facts(part) for end in (fact.source, fact.target)]
    if organisation is None or organisation in ends:
        return None
    heir = step.view.day.on.after.heir
    organisations = step.view.day.sections.range("organisation")
    old = next((end for end in ends if end in organisations and heir(end) == organisation), None)
    return None if old is None else re.sub(r"\s*\(.*\)$", "", _name(step, old))


def _subject(step: Step, part: Contribution, subject: str) -> str:
    old = _inherited(step, part, step.source)
    return subject if old is None else f"{subject}, as the successor of {old},"


def _target(step: Step, part: Contribution) -> str:
    old, name = _inherited(step, part, step.target), _name(step, step.target)
    return name if old is None else f"{name} (then {old})"


def _name(step: Step, node: int) -> str:
    name: str = step.view.day.record(node)["name"]
    return name


# What else there is to say


def _fit(found: "Candidate") -> list[str]:
    """What there is to say of its sectors; nothing of those who are there for every sector."""
    of = found.of
    day, outlook = of.day, of.outlook
    if outlook.fit(found.at).sector <= SECTOR_FIT_OTHER:
        first = int(day.on.first_sector[found.node])
        if found.reach is not Reach.RECEPTION or first < 0:
            return ["Its sectors are others than yours."]
        return [f"Nobody of your sector is known there; it works on what is near: {day.record(first)['name']}."]
    shared = sorted(set(of.standing.sectors.tolist()) & set(day.on.sectors_of(found.node).tolist()))
    if not shared or day.record(found.node)["kind"] not in (CLUSTER, COMPANY, RESEARCH_ORGANISATION):
        return []
    names = [day.record(sector)["name"] for sector in shared[:SECTORS_TOLD]]
    return [f"In common with you: {'; '.join(names)}."]


def _doubts(found: "Candidate") -> list[str]:
    """What speaks against it."""
    doubts = []
    if found.reach is Reach.OWN_NETWORK and found.of.outlook.is_of_others(found.at) and not found.is_desk:
        doubts.append("It is there for others than you, so it counts half.")
    status = found.of.day.record(found.node).get("status")
    if status in ("unknown", "suspended"):
        doubts.append("Whether it still works is not known." if status == "unknown" else "Its work is suspended.")
    return doubts
