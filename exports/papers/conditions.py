"""What was asked, in words: where the door is, who asks, and what routes had to keep to."""

from collections.abc import Iterator

from exports.papers.document import Bullets, Text
from exports.words import asker_told, name_of, number, supposed_told, target_told
from graph.kinds import ORGANISATION_KINDS
from graph.markets import is_market
from graph.snapshot.on_day import Day
from graph.words import label
from queries.questions.door_openers import DoorOpenersAnswer
from queries.routing.askers import Party
from queries.routing.constraints import RouteConstraints
from queries.routing.grammar import market_in_text

KNOWN_TOLD = 20
"""Organisations that an asker says it knows, named; further ones are counted."""


def question_bullets(answer: DoorOpenersAnswer) -> Bullets:
    """The question, a line for each part of it."""
    day, question = answer.question.day, answer.question
    items: list[Text] = [[f"A door to {target_told(answer)}"]]
    items += [[f"For {_asker(day, party)}"] for party in answer.parties]
    if question.sector is not None:
        named = ", ".join(day.record(int(node))["name"] for node in question.sector) or "none"
        items.append([f"In this sector, instead of the asker's own: {named}"])
    items += [[text] for text in (*supposed_told(answer), *conditions_told(day, question.constraints))]
    return Bullets([*items, [f"As of {answer.as_of}, on revision {answer.revision} of the graph"]])


def _asker(day: Day, party: Party) -> str:
    said = f"{name_of(day, party.node)}: {asker_told(day, party)}"
    if party.note is not None:
        return f"{said}. {party.note}"
    if party.node is not None:
        return said
    sectors = ", ".join(day.record(int(node))["name"] for node in party.sectors) or "no sector given"
    known = [name_of(day, node) for node in party.knows[:KNOWN_TOLD]]
    more = len(party.knows) - len(known)
    acquainted = f"; knows {', '.join(known)}{f' and {more} more' if more else ''}" if known else ""
    return f"{said}, not in the graph; {sectors}{acquainted}"


def conditions_told(day: Day, by: RouteConstraints) -> Iterator[str]:
    """What routes had to keep to."""
    yield f"At most {by.max_steps} {'step' if by.max_steps == 1 else 'steps'} in a row"
    if by.min_strength is not None:
        yield f"Every step at least {number(by.min_strength)} strong"
    if by.relation_kinds is not None:
        yield f"Only by relations of these kinds: {_labels('RelationKindName', by.relation_kinds)}"
    if by.opener_kinds is not None:
        yield f"Only to door openers of these kinds: {_labels('OrganisationKind', by.opener_kinds)}"
    if by.avoid:
        yield f"Without {', '.join(_avoided(day, one) for one in by.avoid)}"
    if by.via:
        yield f"Through {' or '.join(_name(day, one) for one in by.via)}"
    if by.via_in_order:
        yield f"Through, in this order, {', then '.join(_name(day, one) for one in by.via_in_order)}"
    if by.public_anchor:
        yield "Only through organisations with a public mandate"


def _labels(of: str, words: frozenset[str]) -> str:
    return ", ".join(label(of, word) for word in sorted(words)) or "none"


def _avoided(day: Day, named: str) -> str:
    if named in ORGANISATION_KINDS:
        return f"any {label('OrganisationKind', named)}"
    return f"anybody in {market_in_text(named)}" if is_market(named) else _name(day, named)


def _name(day: Day, id_: str) -> str:
    return name_of(day, day.node(id_, "organisation", "constraints"))
