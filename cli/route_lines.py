"""Routes on a line, and the numbered sources of what is said, for people."""

from collections.abc import Callable, Iterator
from typing import Final

from rich.console import Console
from rich.text import Text

from cli.documents import Json

CONFIDENCE_STYLES: Final = {"verified": "green", "imported": "green", "recalled": "yellow", "inferred": "yellow"}
INDENT: Final = 4
YOU: Final = "you"
RELATIONS_SHOWN: Final = 3
"""Relations of a step whose sources are printed; more are in ``--json``."""
ARROWS: Final = {"knock": "⇢", "desk": "⇢", "front_door": "⇢", "reception": "⇢"}
"""Where it is not a tie."""
_SUPERSCRIPTS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def route_pieces(steps: list[Json], notes: "Footnotes") -> Iterator[Text]:
    """A route piece by piece: lines break between pieces only."""
    yield Text(name_of(steps[0]["from"]))
    for at, step in enumerate(steps):
        last = at == len(steps) - 1
        arrow = ARROWS.get(step["kind"], "→") + notes.of_step(step)
        yield Text().append(f"{arrow} ", style="cyan").append(step["to"]["name"], style="bold" if last else "")


def wrapped(pieces: list[Text], width: int) -> Iterator[Text]:
    """Pieces on as few lines as they take, later lines set in."""
    line = Text()
    for piece in pieces:
        if line.cell_len and line.cell_len + 1 + piece.cell_len > width:
            yield line
            line = Text("  ")
        elif line.cell_len:
            line.append(" ")
        line.append_text(piece)
    yield line


def indented(out: Console, text: str | Text, style: str = "", by: int = INDENT) -> None:
    """Print a text, set in."""
    body = text if isinstance(text, Text) else Text(text, style=style)
    for line in body.wrap(out, out.width - by):
        line.rstrip()
        out.print(Text(" " * by).append_text(line))


def name_of(organisation: Json | None) -> str:
    """Its name; "you" for an asker who is not in the graph."""
    return YOU if organisation is None else str(organisation["name"])


class Footnotes:
    """What is said by somebody, numbered as it is first met: steps of routes, and presence."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, ...], int] = {}
        self.notes: list[list[Text]] = []

    def of_step(self, step: Json) -> str:
        """The mark of a step, the same wherever it rests on the same facts; none for what nobody has to say."""
        parts = step["relations"]
        return self._of([fact for part in parts for fact in (part["relation"], part["otherRelation"]) if fact])

    def of_presence(self, organisation: Json, reason: Json) -> str:
        """The mark of a reason of presence."""
        if reason["relation"] is None:
            where = f"Where {organisation['name']} is located"
            return self._mark((organisation["id"],), lambda: [_said(Text(where), reason["evidence"])])
        return self._of([fact for fact in (reason["relation"], reason["participation"]) if fact])

    def _of(self, facts: list[Json]) -> str:
        if not facts:
            return ""
        return self._mark(tuple(fact["id"] for fact in facts), lambda: [_fact(fact) for fact in facts])

    def _mark(self, key: tuple[str, ...], told: Callable[[], list[Text]]) -> str:
        if key not in self._numbers:
            self.notes.append(told())
            self._numbers[key] = len(self.notes)
        return str(self._numbers[key]).translate(_SUPERSCRIPTS)


def show_sources(out: Console, notes: Footnotes) -> None:
    """What each number stands for, with where it can be checked."""
    if not notes.notes:
        return
    out.print(Text("Sources", style="bold"))
    for number, facts in enumerate(notes.notes, 1):
        for at, fact in enumerate(facts[:RELATIONS_SHOWN]):
            lines = list(_lines(out, fact))
            for later, line in enumerate(lines):
                head = f"{number:>{INDENT - 1}} " if at == later == 0 else " " * INDENT
                out.print(Text(head).append_text(line), soft_wrap=True)
        if len(facts) > RELATIONS_SHOWN:
            out.print(Text(f"{' ' * INDENT}and {len(facts) - RELATIONS_SHOWN} more (--json)", style="dim"))


def _lines(out: Console, fact: Text) -> Iterator[Text]:
    """The lines of a fact: wrapped, but for the address, which is never broken."""
    told, *address = fact.split("\n")
    for line in told.wrap(out, out.width - INDENT):
        line.rstrip()
        yield line
    yield from address


def _fact(relation: Json) -> Text:
    name = f" “{relation['name']}”" if relation["name"] else ""
    since, until = relation["since"], relation["until"]
    dates = f", {since or ''}–{until or ''}" if since or until else ""
    return _said(Text(f"{relation['sentence'].removesuffix('.')}{name}{dates}"), relation["evidence"])


def _said(line: Text, evidence: list[Json]) -> Text:
    """A fact with the first that says so: how sure, when read, and where."""
    if not evidence:
        return line
    said = evidence[0]
    line.append(" · ").append(said["confidence"], style=CONFIDENCE_STYLES.get(said["confidence"], ""))
    line.append(f" · {said['retrieved']}" if said["retrieved"] else "")
    where = said["url"] or f"{said['source']} {said['locator'] or ''}".strip()
    return line.append("\n").append(where, style="blue")


def footer(found: Json) -> Text:
    """The day and revision of an answer, and whether it was cut short."""
    cut = "" if found["exact"] else "; the search was cut short"
    return Text(f"As of {found['asOf']}, revision {found['revision']}{cut}.", style="dim")
