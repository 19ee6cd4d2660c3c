"""Routes on a line, and the numbered sources of what is said, for people."""

from collections.abc import Iterator
from typing import Any, Final

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
        out.print(Text(" " * by).append_text(line))


def name_of(organisation: Json | None) -> str:
    """Its name; "you" for an asker who is not in the graph."""
    return YOU if organisation is None else str(organisation["name"])


class Footnotes:
    """What is said by somebody, numbered as it is first met: steps of routes, and presence."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[Any, ...], int] = {}
        self.notes: list[list[Text]] = []

    def of_step(self, step: Json) -> str:
        """The mark of a step, the same on every route that takes it; none for what nobody has to say."""
        if not step["relations"]:
            return ""
        ends = (step["from"] and step["from"]["id"], step["to"]["id"], step["kind"])
        return self._mark(ends, lambda: [_part(step, part) for part in step["relations"]])

    def of_presence(self, organisation: Json, reason: Json) -> str:
        """The mark of a reason of presence."""
        key = (organisation["id"], reason["reason"], reason["market"], reason["relation"] and reason["relation"]["id"])
        return self._mark(key, lambda: [_reason(organisation, reason)])

    def _mark(self, key: tuple[Any, ...], told: Any) -> str:
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
    yield from told.wrap(out, out.width - INDENT)
    yield from address


def _part(step: Json, part: Json) -> Text:
    relation = part["relation"]
    if part["context"] is not None:
        kind = relation["kind"].replace("_", " ")
        return _fact(f"{name_of(step['from'])} and {name_of(step['to'])}: {kind} {part['context']}", relation)
    return _fact(_sentence(relation), relation)


def _reason(organisation: Json, reason: Json) -> Text:
    if reason["relation"] is not None:
        return _fact(_sentence(reason["relation"]), reason["relation"])
    return _said(Text(f"{organisation['name']}, where it is located"), reason["evidence"])


def _sentence(relation: Json) -> str:
    name = f" “{relation['name']}”" if relation["name"] else ""
    role = f" ({relation['role']})" if relation["role"] else ""
    kind = relation["kind"].replace("_", " ")
    return f"{relation['source']['name']} {kind}{role} {relation['target']['name']}{name}"


def _fact(what: str, relation: Json) -> Text:
    since, until = relation["since"], relation["until"]
    dates = f", {since or ''}–{until or ''}" if since or until else ""
    return _said(Text(what + dates), relation["evidence"])


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
