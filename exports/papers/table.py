"""An answer as a table: one row a door opener, as CSV that a spreadsheet opens without harm."""

import csv
import io
from collections.abc import Iterator
from typing import Final

from exports.pictures.routes import route_told
from exports.words import name_of, number, step_kind
from graph.spreadsheets import guarded
from queries.questions.door_openers import DoorOpener, DoorOpenersAnswer

COLUMNS: Final = (
    "rank", "id", "name", "kind", "country", "city", "how", "score", "tier", "presence", "sectorFit", "serviceFit",
    "steps", "route", "weakestStep", "freshest", "stalest", "unconfirmed", "sources",
)  # fmt: skip
SIGNATURE: Final = "\ufeff"
"""By which spreadsheets take a file for UTF-8."""


def answer_csv(answer: DoorOpenersAnswer) -> str:
    """The table of an answer: lines end with CR LF, and the first row names the columns."""
    out = io.StringIO()
    out.write(SIGNATURE)
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([guarded(cell) for cell in _row(opener)] for opener in answer.openers)
    return out.getvalue()


def _row(opener: DoorOpener) -> Iterator[str]:
    day, route, weakest = opener.question.day, opener.route, opener.route.weakest_step
    said = day.record(opener.node)
    yield from (str(opener.rank), day.snapshot.id_of(opener.node), opener.name, said["kind"], said["country"])
    yield from (said.get("city") or "", opener.how)
    yield from (f"{opener.score:.4f}", opener.tier)
    yield from (f"{value:.4f}" for value in (opener.presence, opener.sector_fit, opener.service_fit))
    yield from (str(len(route.steps)), route_told(day, route))
    ends = f"{name_of(day, weakest.source)} → {name_of(day, weakest.target)}"
    yield f"{ends} ({step_kind(weakest)} {number(weakest.strength)})"
    yield from (route.freshest or "", route.stalest or "", "yes" if opener.unconfirmed else "no")
    yield " ".join(dict.fromkeys(_sources(opener)))


def _sources(opener: DoorOpener) -> Iterator[str]:
    """Where what is told best of each fact can be read: its page, else the name of its source."""
    facts = [
        fact
        for step in opener.route.steps
        for part in step.contributions
        for fact in (part.relation, part.other)
        if fact is not None
    ]
    said = [fact.statements[0] for fact in facts] + opener.presence_reasons[0].evidence[:1]
    return (one.get("url") or one["source"] for one in said)
