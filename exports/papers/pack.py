"""The evidence pack: an answer with everything that it rests on, to be read without the graph."""

from collections.abc import Iterator
from typing import Final

from exports.papers.beside import again, diagnosed, left_out
from exports.papers.conditions import question_bullets
from exports.papers.document import Block, Bullets, Document, Heading, Link, Paragraph, Picture, Strong, Table, Text
from exports.papers.html import as_html
from exports.papers.markdown import as_markdown
from exports.papers.openers import anchor_of, opener_blocks
from exports.pictures.routes import routes_chart
from exports.pictures.svg import drawing
from exports.words import question_told, score_told
from graph.snapshot.building.tried import SUPPOSED
from graph.words import label
from graph.work import look
from queries.questions.door_openers import DoorOpener, DoorOpenersAnswer
from queries.reading.subtitle import subtitle
from queries.routing.wording import GROUPS, STEP_KINDS, TIERS

IN_A_PICTURE: Final = 8
"""Door openers of one picture at most, so that it can be read on A4."""
PICTURES: Final = "pictures"
"""Where in a pack they stand: on pages of their own when printed."""
HOW: Final = (
    "Score = strength of the route × presence × fit. A step is as strong as the ties between two organisations are "
    "together; a route is the product of its steps. Presence says how much an organisation counts as being in the "
    "market, for this asker; fit, how well its sectors and services meet those of the asker. The numbers are expert "
    "estimates, not calibrated on introductions that happened."
)


def pack_html(answer: DoorOpenersAnswer, link: str | None = None) -> str:
    """The pack as one self-contained HTML file.

    Args:
        answer: what it tells.
        link: address at which the same can be asked again.
    """
    return as_html(pack(answer, link))


def pack_markdown(answer: DoorOpenersAnswer, link: str | None = None) -> str:
    """The pack as Markdown, without its pictures."""
    return as_markdown([block for block in pack(answer, link) if not _is_of_pictures(block)])


def _is_of_pictures(block: Block) -> bool:
    return isinstance(block, Picture) or (isinstance(block, Heading) and block.anchor == PICTURES)


def pack(answer: DoorOpenersAnswer, link: str | None = None) -> Document:
    """The pack."""
    return list(_pack(answer, link))


def _pack(answer: DoorOpenersAnswer, link: str | None) -> Iterator[Block]:
    yield Heading(1, question_told(answer))
    yield Paragraph([f"As of {answer.as_of}, revision {answer.revision} of the graph.", *again(link)])
    yield Heading(2, "The question")
    yield question_bullets(answer)
    if answer.diagnosis is not None:
        yield Heading(2, "What to know" if answer.openers else "Why there is none")
        yield diagnosed(answer, answer.diagnosis)
    if answer.openers:
        yield Heading(2, "The answer")
        yield from _listed(answer)
    yield from _pictures(answer)
    if answer.openers:
        yield Heading(2, "Each door opener, with its evidence")
    for opener in answer.openers:
        look()
        yield from opener_blocks(opener)
    yield Heading(2, "Not in this list")
    yield left_out(answer)
    yield from _explained()
    yield from _sources(answer)


def _listed(answer: DoorOpenersAnswer) -> Iterator[Block]:
    """Openers by how they are reached, the group of the best one first."""
    found = [(title, [one for one in answer.openers if one.how in hows]) for title, hows in GROUPS]
    for title, group in sorted((entry for entry in found if entry[1]), key=lambda entry: entry[1][0].rank or 0):
        yield Heading(3, title)
        yield Bullets([_line(one) for one in group])


def _line(opener: DoorOpener) -> Text:
    steps = len(opener.route.steps)
    where = subtitle(opener.question.day, opener.node)
    far = f"{where} · {score_told(opener)} · {steps} {'step' if steps == 1 else 'steps'}"
    return [Strong(f"{opener.rank}"), " ", Link(opener.name, f"#{anchor_of(opener)}"), f" · {far}. {opener.why}"]


def _pictures(answer: DoorOpenersAnswer) -> Iterator[Block]:
    """The routes as pictures, few enough in each to be read; of a "no" what is missing."""
    missing = answer.diagnosis is not None and answer.diagnosis.missing_tie is not None
    if not answer.openers and not missing:
        return
    yield Heading(2, "The routes as a picture", PICTURES)
    pictures = max(1, -(-len(answer.openers) // IN_A_PICTURE))
    each = -(-len(answer.openers) // pictures)
    for at in range(pictures):
        chart = routes_chart(answer, answer.openers[at * each : (at + 1) * each])
        yield Picture(drawing(chart, f"picture-{at + 1}"), chart.title)


def _explained() -> Iterator[Block]:
    yield Heading(2, "How scores come about")
    yield Paragraph([HOW])
    yield Bullets([[Strong(label("Tier", tier)), f": {told}"] for tier, told in TIERS.items()])
    yield Bullets([[Strong(word.replace("_", " ")), f": {told}"] for word, told in STEP_KINDS.items()])


def _sources(answer: DoorOpenersAnswer) -> Iterator[Block]:
    """The sources of what is told, and under which licence each may be used."""
    sources = answer.question.day.snapshot.sources
    rows: list[list[Text]] = [
        [
            [said.title], [said.publisher], [said.licence], [said.retrieved],
            [Link(said.address, said.address)] if said.address else ["none given"],
        ]
        for name in sorted(_told_by(answer))
        for said in [sources[name]]
        if said is not SUPPOSED
    ]  # fmt: skip
    if rows:
        yield Heading(2, "Sources")
        yield Table("Whose statements these are", ("Source", "Publisher", "Licence", "Read", "Address"), rows)


def _told_by(answer: DoorOpenersAnswer) -> set[str]:
    """Sources that say something of the openers, and of what the askers do in the market themselves."""
    own = {said["source"] for one in answer.yourself for reason in one.reasons for said in reason.evidence}
    return own.union(*map(_named, answer.openers))


def _named(opener: DoorOpener) -> Iterator[str]:
    """Sources that say something of an opener's route and presence."""
    for step in opener.route.steps:
        for part in step.contributions:
            for fact in (part.relation, part.other):
                yield from (said["source"] for said in fact.statements) if fact is not None else ()
    for reason in opener.presence_reasons:
        yield from (said["source"] for said in reason.evidence)
