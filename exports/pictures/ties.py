"""The picture of an organisation's strongest ties: it stands left, those whom it is tied to right, by kind of tie."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from exports.pictures.chart import Box, Chart, Column, Line, Part, Stroke
from exports.pictures.svg import drawn
from exports.words import name_of, number, until_told
from graph.relations import RELATION_KINDS
from graph.snapshot.on_day import Day
from graph.words import label
from queries.reading.subtitle import subtitle
from queries.reading.ties_of import Tie, hops_of
from queries.routing.explain import is_recalled, step_told
from queries.routing.routes import Step, tie_step

TIES_AT_MOST: Final = 12


@dataclass(frozen=True, slots=True)
class Spoke:
    """A tie, and what is told of it."""

    tie: Tie
    step: Step
    group: str


def ties_svg(day: Day, organisation: int, first: int = TIES_AT_MOST) -> str:
    """The picture of an organisation's strongest ties as SVG, at most so many."""
    return drawn(ties_chart(day, organisation, first))


def ties_chart(day: Day, organisation: int, first: int = TIES_AT_MOST) -> Chart:
    """What that picture shows: the strongest tie's kind first, within a kind the strongest tie."""
    hops = hops_of(day, organisation)
    spokes = list(_grouped([_spoke(day, organisation, hop) for hop in hops[:first]]))
    name = name_of(day, organisation)
    centre = Box(f"{organisation:09}", name, (subtitle(day, organisation),), Part.ASKER, f"{name}.")
    columns = [Column("Whose ties", (centre,))]
    if spokes:
        columns.append(Column("Whom it could ask", tuple(_box(day, one) for one in spokes)))
    lines = tuple(_line(organisation, one) for one in spokes)
    notes = (_counted(len(spokes), len(hops)), f"As of {day.as_of}, revision {day.revision}.")
    described = (*(_described(day, one) for one in spokes), *notes)
    return Chart(f"The strongest ties of {name}", described, tuple(columns), lines, notes)


def _spoke(day: Day, organisation: int, hop: int) -> Spoke:
    tie = Tie(day, organisation, hop)
    step = tie_step(day, organisation, tie.organisation, int(day.on.ties.hop_tie[hop]))
    return Spoke(tie, step, _group(day, organisation, tie))


def _group(day: Day, organisation: int, tie: Tie) -> str:
    """What the strongest relation of a tie is, read from the organisation."""
    strongest = tie.relations[0]
    kind = RELATION_KINDS[strongest.relation.kind]
    if strongest.context is not None:
        return f"In the same {day.record(strongest.context)['kind']}"
    onward = kind.symmetric or day.on.after.heir(strongest.relation.source) == organisation
    read = label("RelationKindName" if onward else "RelationKindReverse", kind.name)
    return f"{read[:1].upper()}{read[1:]}"


def _grouped(spokes: Sequence[Spoke]) -> Iterator[Spoke]:
    for group in dict.fromkeys(one.group for one in spokes):
        yield from (one for one in spokes if one.group == group)


def _box(day: Day, one: Spoke) -> Box:
    node = one.tie.organisation
    name, where = name_of(day, node), subtitle(day, node)
    return Box(f"{node:09}", name, (where,), Part.BETWEEN, f"{name}, {where}.", one.group)


def _line(organisation: int, one: Spoke) -> Line:
    count = len(one.tie.relations)
    doubts = [*(["recalled"] if is_recalled(one.step) else []), *until_told(one.step)]
    under = ", ".join([*doubts, *([f"{count} relations"] if count > 1 else [])])
    return Line(
        0, f"{organisation:09}", f"{one.tie.organisation:09}", one.tie.strength, Stroke.TIE, is_recalled(one.step),
        f"{number(one.tie.strength)} tie", under, step_told(one.step),
    )  # fmt: skip


def _described(day: Day, one: Spoke) -> str:
    node = one.tie.organisation
    doubts = "".join(f", {text}" for text in [*(["recalled"] if is_recalled(one.step) else []), *until_told(one.step)])
    where = subtitle(day, node)
    return f"{one.group}: {name_of(day, node)}, {where}: {number(one.tie.strength)}{doubts}. {step_told(one.step)}"


def _counted(shown: int, known: int) -> str:
    if not known:
        return "No tie of it is on record."
    return f"Its {shown} strongest of {known} ties." if shown < known else f"All its {known} ties on record."
