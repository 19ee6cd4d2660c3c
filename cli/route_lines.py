"""Routes on a line, and the numbered sources of their steps, for people."""

from collections.abc import Iterator
from typing import Any, Final

from rich.console import Console
from rich.text import Text

from cli.answer import YOU, Json

CONFIDENCE_STYLES: Final = {"verified": "green", "imported": "green", "recalled": "yellow", "inferred": "yellow"}
INDENT: Final = 4
RELATIONS_SHOWN: Final = 3
"""Relations of a step whose sources are printed; all are in ``--json``."""
_SUPERSCRIPTS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def route_pieces(steps: list[Json], notes: "Footnotes") -> Iterator[Text]:
    """A route piece by piece: lines break between pieces only."""
    yield Text(name_of(steps[0]["from"]))
    for at, step in enumerate(steps):
        mark = str(notes.number(step)).translate(_SUPERSCRIPTS) if step["relations"] else ""
        last = at == len(steps) - 1
        if step["desk"] is not None:
            yield Text().append(f"⇢{mark} ", style="cyan").append(f"[{step['desk']['name']}]", style="italic")
            mark = ""
        arrow = "⇢" if step["desk"] is not None else "→"
        yield Text().append(f"{arrow}{mark} ", style="cyan").append(step["to"]["name"], style="bold" if last else "")


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


def name_of(organisation: Json | None) -> str:
    """Its name; "you" for an asker who is not in the graph."""
    return YOU if organisation is None else str(organisation["name"])


class Footnotes:
    """Steps numbered as they are first met."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[Any, ...], int] = {}
        self.steps: list[Json] = []

    def number(self, step: Json) -> int:
        """The number of a step, the same on every route that takes it."""
        ends = (step["from"] and step["from"]["id"], step["to"]["id"], step["desk"] and step["desk"]["id"])
        if ends not in self._numbers:
            self.steps.append(step)
            self._numbers[ends] = len(self.steps)
        return self._numbers[ends]


def show_sources(out: Console, notes: Footnotes) -> None:
    """The relations of each numbered step, with where each can be checked."""
    out.print(Text("Sources", style="bold"))
    for number, step in enumerate(notes.steps, 1):
        parts = step["relations"]
        head = f"{number:>{INDENT - 1}} "
        for at, part in enumerate(parts[:RELATIONS_SHOWN]):
            prefix = head if at == 0 else " " * INDENT
            _show_source(out, prefix, step, part)
        if len(parts) > RELATIONS_SHOWN:
            out.print(Text(f"{' ' * INDENT}and {len(parts) - RELATIONS_SHOWN} more (--json)", style="dim"))


def _show_source(out: Console, prefix: str, step: Json, part: Json) -> None:
    relation = part["relation"]
    said = relation["evidence"][0] if relation["evidence"] else None
    name = f" “{relation['name']}”" if relation["name"] else ""
    role = f" ({relation['role']})" if relation["role"] else ""
    kind = relation["kind"]["name"].replace("_", " ")
    if part["context"] is not None:
        what = f"{name_of(step['from'])} and {step['to']['name']}: {kind} {part['context']['name']}{role}"
    else:
        what = f"{relation['source']['name']} {kind}{role} {relation['target']['name']}{name}"
    line = Text(what)
    dates = (
        "–".join(day or "" for day in (relation["since"], relation["until"]))
        if relation["since"] or relation["until"]
        else None
    )
    line.append(f", {dates}" if dates else "")
    if said is not None:
        line.append(" · ").append(said["confidence"], style=CONFIDENCE_STYLES.get(said["confidence"], ""))
        line.append(f" · {said['retrieved']}" if said["retrieved"] else "")
    body = out.width - INDENT
    for at, piece in enumerate(line.wrap(out, body)):
        out.print(Text(prefix if at == 0 else " " * INDENT).append_text(piece))
    where = said and (said["url"] or f"{said['source']['name']} {said['locator'] or ''}".strip())
    if where:
        out.print(Text(" " * INDENT).append(where, style="blue"), soft_wrap=True)


def footer(found: Json) -> Text:
    """The day and revision of an answer, and whether it was cut short."""
    cut = "" if found["exact"] else "; the search was cut short"
    return Text(f"As of {found['asOf']}, revision {found['revision']['number']}{cut}.", style="dim")
