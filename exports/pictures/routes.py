"""The picture of an answer: the best route to each door opener, the asker left, a column for each step."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exports.pictures.chart import Box, Chart, Column, Line, Part, Stroke
from exports.pictures.svg import drawn
from exports.words import (
    YOU,
    asker_told,
    name_of,
    number,
    question_told,
    score_told,
    step_kind,
    supposed_told,
    until_told,
)
from graph.snapshot.on_day import Day
from queries.questions.door_openers import DoorOpener, DoorOpenersAnswer
from queries.reading.subtitle import subtitle
from queries.routing.explain import is_recalled, step_told
from queries.routing.routes import Route, Step
from queries.routing.standing import StepKind
from queries.routing.wording import SUPPOSED, step_word

ASKING: list[str] = ["Who asks", "First step", "Second step", "Third step", "Fourth step", "Fifth step", "Sixth step"]
"""Titles of columns."""


@dataclass(frozen=True, slots=True)
class Told:
    """A route to somebody: to an opener of the answer, or what a missing tie would make.

    Attributes:
        asker: position of the asker whose route it is.
    """

    route: Route
    opener: DoorOpener | None
    asker: int

    def source_of(self, step: Step) -> str:
        """Key of the box that a step comes from: of an asker who is not in the graph, by its position."""
        return f"{YOU} {self.asker}" if step.source is None else _key(step.source)


def routes_svg(answer: DoorOpenersAnswer) -> str:
    """The picture of an answer as SVG; of a "no" what is missing, if a single tie would help."""
    return drawn(routes_chart(answer, answer.openers))


def routes_chart(answer: DoorOpenersAnswer, openers: Sequence[DoorOpener]) -> Chart:
    """What the picture of some openers of an answer shows: shared steps once, each organisation once a column."""
    routes = list(_told(answer, openers))
    taken: dict[tuple[object, ...], tuple[int, Step, list[Told]]] = {}
    for told in routes:
        for at, step in enumerate(told.route.steps):
            same = (at, told.source_of(step), step.target, step_word(step), step.strength)
            taken.setdefault(same, (at, step, []))[2].append(told)
    columns = [Column(ASKING[0], tuple(_askers(answer, routes)))]
    for at in range(max((len(told.route.steps) for told in routes), default=0)):
        columns.append(Column(ASKING[at + 1], tuple(_boxes(answer, routes, at))))
    lines = tuple(_line(*one) for one in taken.values())
    diagnosis = () if answer.diagnosis is None else (answer.diagnosis.message,)
    day_told = f"As of {answer.as_of}, revision {answer.revision}."
    supposed = tuple(supposed_told(answer))
    described = (*supposed, *_described(answer, routes), *diagnosis, day_told)
    return Chart(question_told(answer), described, tuple(columns), lines, (*supposed, *diagnosis, day_told))


def _told(answer: DoorOpenersAnswer, openers: Sequence[DoorOpener]) -> Iterator[Told]:
    for opener in openers:
        yield Told(opener.route, opener, opener.asker)
    missing = None if answer.openers or answer.diagnosis is None else answer.diagnosis.missing_tie
    if missing is not None:
        yield Told(missing.route, None, missing.position)


def _key(node: int) -> str:
    return f"{node:09}"


def _ids(routes: Sequence[Told]) -> tuple[str, ...]:
    """Ids of the openers to whom routes lead."""
    openers = (told.opener for told in routes)
    return tuple(_id(one) for one in openers if one is not None)


def _id(opener: DoorOpener) -> str:
    return opener.question.day.snapshot.id_of(opener.node)


# Boxes


def _askers(answer: DoorOpenersAnswer, routes: Sequence[Told]) -> Iterator[Box]:
    day = answer.question.day
    met: set[str] = set()
    for position, party in enumerate(answer.parties):
        key = f"{YOU} {position}" if party.node is None else _key(party.node)
        if key not in met:
            met.add(key)
            name, what = name_of(day, party.node), asker_told(day, party)
            own = _ids([told for told in routes if told.source_of(told.route.steps[0]) == key])
            yield Box(key, name, (what,), Part.ASKER, f"{name}, {what}.", routes=own)


def _boxes(answer: DoorOpenersAnswer, routes: Sequence[Told], at: int) -> Iterator[Box]:
    """The organisations to which the routes' steps of a column lead, each once, the best opener's first."""
    day = answer.question.day
    ends = {one.node: one for one in answer.openers if len(one.route.steps) == at + 1}
    through: dict[int, list[Told]] = {}
    for told in routes:
        if len(told.route.steps) > at:
            through.setdefault(told.route.steps[at].target, []).append(told)
    for node, passing in through.items():
        name, where, opener = name_of(day, node), subtitle(day, node), ends.get(node)
        if opener is None:
            yield Box(_key(node), name, (where,), Part.BETWEEN, f"{name}, {where}.", routes=_ids(passing))
        else:
            ranked = f"{opener.rank} · {score_told(opener)}"
            said = f"{ranked}. {name}, {where}. {opener.why}"
            yield Box(
                _key(node), name, (where, ranked), Part.OPENER, said, opener=_id(opener), routes=_ids(passing)
            )  # fmt: skip


# Lines


def _line(at: int, step: Step, told: Sequence[Told]) -> Line:
    word, recalled = step_word(step), is_recalled(step)
    over = f"{number(step.strength)} {step_kind(step)}"
    under = [*(["recalled"] if recalled else []), *until_told(step), *_weakest(step, told)]
    stroke = Stroke.TIE if step.kind is StepKind.TIE else Stroke.STANDING
    return Line(
        at, told[0].source_of(step), _key(step.target), step.strength, Stroke.SUPPOSED if word == SUPPOSED else stroke,
        recalled, over, ", ".join(under), f"{over}{''.join(f', {one}' for one in under)}. {step_told(step)}",
        _ids(told),
    )  # fmt: skip


def _weakest(step: Step, told: Sequence[Told]) -> Iterator[str]:
    """Of which routes it is the weakest step; a route of one step has none that is weaker than others."""
    several = [one for one in told if len(one.route.steps) > 1]
    weakest = [one for one in several if one.route.weakest_step.target == step.target]
    ranks = [str(one.opener.rank) for one in weakest if one.opener is not None]
    if weakest:
        yield "weakest" if len(weakest) == len(told) else f"weakest to {', '.join(ranks)}"


# The same in words


def _described(answer: DoorOpenersAnswer, routes: Sequence[Told]) -> Iterator[str]:
    """Each route on a line: who, how good, and every step with its strength."""
    day = answer.question.day
    for told in routes:
        goal = told.route.steps[-1].target
        head = f"{day.record(goal)['name']}, {subtitle(day, goal)}"
        if told.opener is None:
            yield f"With a tie that is missing: {route_told(day, told.route)}."
        else:
            yield f"{told.opener.rank}. {head}: {score_told(told.opener)}. {route_told(day, told.route)}."


def route_told(day: Day, route: Route) -> str:
    """A route on one line, its weakest step marked where it has several."""
    parts = [name_of(day, route.steps[0].source)]
    for step in route.steps:
        said = [f"{step_kind(step)} {number(step.strength)}", *(["recalled"] if is_recalled(step) else [])]
        said += until_told(step)
        if len(route.steps) > 1 and step is route.weakest_step:
            said.append("weakest step")
        parts.append(f"({', '.join(said)}) {day.record(step.target)['name']}")
    return " → ".join(parts)
