"""An answer about door openers, for people: ranks, routes on one line, why, and the sources of every step."""

from collections.abc import Iterator
from typing import Any, Final

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cli.answer import YOU, Json
from cli.screen import console
from graph.kinds import CONFIDENCES

CONFIDENCE_STYLES: Final = {"verified": "green", "imported": "green", "recalled": "yellow", "inferred": "yellow"}
INDENT: Final = 4
RELATIONS_SHOWN: Final = 3
"""Relations of a step whose sources are printed; all are in ``--json``."""
_SUPERSCRIPTS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_HELP: Final = {
    "maxSteps": "--max-steps",
    "minStrength": "--min-strength",
    "relationKinds": "--relation-kinds",
    "openerKinds": "--opener-kinds",
    "avoid": "--avoid",
    "via": "--via",
    "publicAnchor": "--public-anchor",
}


def show_openers(found: Json) -> None:
    """Print an answer."""
    out = console()
    target = (found["market"] or found["corridor"])["name"]
    openers = found["openers"]
    if not openers:
        out.print(Text(f"No door opener to {target} for {_askers(found)} found.", style="bold"))
        _show_diagnosis(out, found["diagnosis"])
        out.print(_footer(found))
        return
    out.print(Text(f"Who can open a door to {target} for {_askers(found)}", style="bold"))
    out.print()
    notes = _Footnotes()
    widths = _widths(out, openers)
    out.print(_row(widths, Text("#"), "door opener", "kind", "score", Text("confidence"), "dim"))
    for rank, opener in enumerate(openers, 1):
        _show_opener(out, rank, opener, notes, widths)
    out.print()
    _show_sources(out, notes)
    if found["diagnosis"] is not None:
        _show_diagnosis(out, found["diagnosis"])
    out.print(_footer(found))


def _show_opener(out: Console, rank: int, opener: Json, notes: "_Footnotes", widths: tuple[int, ...]) -> None:
    organisation = opener["organisation"]
    word = _weakest(opener)
    confidence = Text(word, style=CONFIDENCE_STYLES.get(word, ""))
    kind = organisation["kind"].replace("_", " ")
    out.print()
    out.print(_row(widths, Text(str(rank)), organisation["name"], kind, f"{opener['score']:.3f}", confidence, "bold"))
    for line in _wrapped(list(_pieces(opener["route"]["steps"], notes)), out.width - INDENT):
        out.print(Text(" " * INDENT).append_text(line))
    _indented(out, opener["why"], "dim")
    if opener["siblings"]:
        _indented(out, "Also there: " + ", ".join(one["name"] for one in opener["siblings"]) + ".", "dim")


def _widths(out: Console, openers: list[Json]) -> tuple[int, ...]:
    """Columns: rank, name, kind, score, confidence."""
    kind = max(len("kind"), *(len(one["organisation"]["kind"]) for one in openers))
    name = max(cell_len(one["organisation"]["name"]) for one in openers)
    fixed = INDENT + kind + 5 + 10 + 3 * 2
    return INDENT - 1, max(16, min(name, out.width - fixed)), kind, 5, 10


def _row(widths: tuple[int, ...], rank: Text, name: str, kind: str, score: str, confidence: Text, style: str) -> Table:
    table = Table.grid()
    for at, width in enumerate(widths):
        table.add_column(width=width, justify="right" if at in (0, 3) else "left", no_wrap=at != 1)
        if at < len(widths) - 1:
            table.add_column(width=1 if at == 0 else 2)
    table.add_row(
        rank,
        "",
        Text(name, style=style),
        "",
        Text(kind, style="dim" if style == "dim" else ""),
        "",
        score,
        "",
        confidence,
    )
    return table


def _indented(out: Console, text: str, style: str) -> None:
    for line in Text(text, style=style).wrap(out, out.width - INDENT):
        out.print(Text(" " * INDENT).append_text(line))


def _pieces(steps: list[Json], notes: "_Footnotes") -> Iterator[Text]:
    """A route piece by piece: lines break between pieces only."""
    yield Text(_name(steps[0]["from"]))
    for at, step in enumerate(steps):
        mark = str(notes.number(step)).translate(_SUPERSCRIPTS) if step["relations"] else ""
        last = at == len(steps) - 1
        if step["desk"] is not None:
            yield Text().append(f"⇢{mark} ", style="cyan").append(f"[{step['desk']['name']}]", style="italic")
            mark = ""
        arrow = "⇢" if step["desk"] is not None else "→"
        yield Text().append(f"{arrow}{mark} ", style="cyan").append(step["to"]["name"], style="bold" if last else "")


def _wrapped(pieces: list[Text], width: int) -> Iterator[Text]:
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


def _name(organisation: Json | None) -> str:
    return YOU if organisation is None else str(organisation["name"])


def _askers(found: Json) -> str:
    return ", ".join(_name(asker["organisation"]) for asker in found["askers"])


def _weakest(opener: Json) -> str:
    """The word for the least sure link: of each step and of the presence by the best that is said of it."""
    links = [reason["evidence"] for reason in opener["presenceReasons"][:1]]
    links += [
        [said for part in step["relations"] for said in part["relation"]["evidence"]]
        for step in opener["route"]["steps"]
    ]
    best = [max((one["confidence"] for one in link), key=lambda word: CONFIDENCES[word]) for link in links if link]
    return min(best, key=lambda word: CONFIDENCES[word], default="")


class _Footnotes:
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


def _show_sources(out: Console, notes: _Footnotes) -> None:
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
        what = f"{_name(step['from'])} and {step['to']['name']}: {kind} {part['context']['name']}{role}"
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


def _show_diagnosis(out: Console, diagnosis: Json | None) -> None:
    if diagnosis is None:
        return
    out.print(Text(diagnosis["message"], style="yellow"))
    options = [_HELP[name] for name in diagnosis["relax"] if name in _HELP]
    if diagnosis["stepsNeeded"] is not None:
        out.print(
            Text(
                f"Try --max-steps {diagnosis['stepsNeeded']}."
                if diagnosis["stepsNeeded"] <= 6
                else "No route is that long."
            )
        )
    elif options:
        out.print(Text(f"Ask without {' or '.join(options)}."))


def _footer(found: Json) -> Text:
    cut = "" if found["exact"] else "; the search was cut short"
    return Text(f"As of {found['asOf']}, revision {found['revision']['number']}{cut}.", style="dim")
