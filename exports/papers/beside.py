"""What an answer leaves out, and why there is none."""

from collections.abc import Iterator, Sequence

from exports.papers.document import Bullets, Link, Text
from exports.papers.facts import who_says_present
from exports.pictures.routes import route_told
from exports.words import name_of, number
from graph.snapshot.on_day import Day
from queries.questions.door_openers import DoorOpenersAnswer, OwnPresence
from queries.routing.diagnosis import Diagnosis
from queries.routing.past import PastPresence

NAMED_AT_MOST = 10
"""Names of a list; further ones are counted."""


def left_out(answer: DoorOpenersAnswer) -> Bullets:
    """What is not in the list."""
    day = answer.question.day
    shown = {one.node for one in answer.openers}
    yours = [_yours(day, one) for one in answer.yourself]
    items: list[str] = []
    more = answer.count - len(answer.openers)
    if more > 0:
        items.append(
            f"{more} more door openers, each with a lower score{'' if answer.count_is_exact else ', at least'}."
        )
    for title, found in (
        ("Official doors, open to anybody", answer.front_doors),
        ("Whom else you could be introduced to there", answer.to_meet),
    ):
        names = [one.name for one in found if one.node not in shown]
        if names:
            items.append(f"{title}: {_named(names)}.")
    if answer.below_floor:
        items.append(f"{answer.below_floor} that score below 0.01.")
    if answer.past:
        past = [f"{name_of(day, one.organisation)}{_until(one)}" for one in answer.past]
        items.append(f"There once, and not any more: {_named(past)}.")
    items += [
        f"Passed over: {name_of(day, hub.context)}, in which {hub.participants} take part: too many to be tied by it."
        for hub in answer.hubs_left_out[:NAMED_AT_MOST]
    ]
    told = [*yours, *([item] for item in items)]
    return Bullets(told or [["Nothing: these are all." if answer.openers else "Nobody else."]])


def _yours(day: Day, one: OwnPresence) -> Text:
    """That an asker is there itself, and for each reason when, and who says so."""
    said = [part for text in who_says_present(day, one.reasons) for part in ("; ", *text)]
    return [f"Yours already: {one.sentence} (", *said[1:], ")"]


def _named(names: Sequence[str]) -> str:
    more = len(names) - NAMED_AT_MOST
    return "; ".join(names[:NAMED_AT_MOST]) + (f"; and {more} more" if more > 0 else "")


def _until(past: PastPresence) -> str:
    return f" (until {past.until[:4]})" if past.until else ""


def diagnosed(answer: DoorOpenersAnswer, diagnosis: Diagnosis) -> Bullets:
    """Why there is no door opener, or not certainly the best, and what would help."""
    return Bullets([*_diagnosed(answer, diagnosis)])


def _diagnosed(answer: DoorOpenersAnswer, diagnosis: Diagnosis) -> Iterator[Text]:
    day = answer.question.day
    yield [diagnosis.message]
    if diagnosis.steps_needed is not None:
        yield [f"Ask with up to {diagnosis.steps_needed} steps (maxSteps={diagnosis.steps_needed})."]
    missing = diagnosis.missing_tie
    if missing is not None:
        contact, other = name_of(day, missing.contact), name_of(day, missing.other)
        yield [
            f"What is missing most: a tie between {contact} and {other}, a contact of {name_of(day, missing.opener)}. "
            f"It would score {number(missing.score)}: {route_told(day, missing.route)}."
        ]
    for area in diagnosis.areas:
        yield [f"There is a door in {name_of(day, area)} (corridor={day.snapshot.id_of(area)})."]


def again(link: str | None) -> Text:
    """Where to ask the same again."""
    return [] if link is None else [" ", Link("Ask this again.", link)]
