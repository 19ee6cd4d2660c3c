"""What papers and pictures say in a few words."""

from collections.abc import Iterator
from typing import Final

from graph.markets import market_name
from graph.snapshot.on_day import Day
from graph.words import label
from queries.questions.door_openers import DoorOpener, DoorOpenersAnswer
from queries.reading.subtitle import subtitle
from queries.routing.askers import Party
from queries.routing.grammar import corridor_in_text, market_in_text
from queries.routing.routes import Step
from queries.routing.wording import step_word

YOU: Final = "You"


def number(value: float) -> str:
    """A strength, a worth or a score, to two places.

    >>> number(0.4321)
    '0.43'
    """
    return f"{value:.2f}"


def name_of(day: Day, node: int | None) -> str:
    """Its name; "You" for an asker who is not in the graph."""
    return YOU if node is None else str(day.record(node)["name"])


def asker_told(day: Day, party: Party) -> str:
    """What an asker is, and where."""
    if party.node is not None:
        return subtitle(day, party.node)
    where = market_name(day.snapshot.market_code(party.country))
    return f"{label('OrganisationKind', party.kind_word)} · {where}"


def target_told(answer: DoorOpenersAnswer) -> str:
    """What was asked about, within a sentence."""
    day = answer.question.day
    if answer.market is not None:
        return market_in_text(day.snapshot.id_of(answer.market))
    assert answer.corridor is not None
    return corridor_in_text(day.record(answer.corridor)["name"])


def askers_told(answer: DoorOpenersAnswer) -> str:
    """Who asks, within a sentence."""
    day = answer.question.day
    return ", ".join("you" if party.node is None else name_of(day, party.node) for party in answer.parties)


def question_told(answer: DoorOpenersAnswer) -> str:
    """The question as a title; of a "no" the answer too."""
    asked = f"{target_told(answer)} for {askers_told(answer)}"
    if answer.supposed:
        return f"Supposed: {'who could open a' if answer.openers else 'still no'} door to {asked}"
    return f"Who can open a door to {asked}" if answer.openers else f"No door opener to {asked} found"


def supposed_told(answer: DoorOpenersAnswer) -> Iterator[str]:
    """What is only tried, a sentence each."""
    return (f"Supposed, and stored nowhere: {sentence}" for sentence in answer.supposed)


def score_told(opener: DoorOpener) -> str:
    """A score as number and word."""
    return f"{number(opener.score)} {opener.tier}"


def step_kind(step: Step) -> str:
    """What makes a step possible, in a word."""
    return step_word(step).replace("_", " ")


def until_told(step: Step) -> Iterator[str]:
    """That all that makes a step has ended, and when if that is known."""
    if step.is_over:
        yield "ended" if step.ended is None else f"ended {step.ended[:4]}"
