"""An answer about door openers, for people: ranks, routes on one line, why, and the sources of every step."""

from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cli.answer import Json
from cli.route_lines import CONFIDENCE_STYLES, INDENT, Footnotes, footer, name_of, route_pieces, show_sources, wrapped
from cli.screen import console
from graph.kinds import CONFIDENCES

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
        out.print(footer(found))
        return
    out.print(Text(f"Who can open a door to {target} for {_askers(found)}", style="bold"))
    out.print()
    notes = Footnotes()
    widths = _widths(out, openers)
    out.print(_row(widths, Text("#"), "door opener", "kind", "score", Text("confidence"), "dim"))
    for rank, opener in enumerate(openers, 1):
        _show_opener(out, rank, opener, notes, widths)
    out.print()
    show_sources(out, notes)
    if found["diagnosis"] is not None:
        _show_diagnosis(out, found["diagnosis"])
    out.print(footer(found))


def _show_opener(out: Console, rank: int, opener: Json, notes: "Footnotes", widths: tuple[int, ...]) -> None:
    organisation = opener["organisation"]
    word = _weakest(opener)
    confidence = Text(word, style=CONFIDENCE_STYLES.get(word, ""))
    kind = organisation["kind"].replace("_", " ")
    out.print()
    out.print(_row(widths, Text(str(rank)), organisation["name"], kind, f"{opener['score']:.3f}", confidence, "bold"))
    for line in wrapped(list(route_pieces(opener["route"]["steps"], notes)), out.width - INDENT):
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


def _askers(found: Json) -> str:
    return ", ".join(name_of(asker["organisation"]) for asker in found["askers"])


def _weakest(opener: Json) -> str:
    """The word for the least sure link: of each step and of the presence by the best that is said of it."""
    links = [reason["evidence"] for reason in opener["presenceReasons"][:1]]
    links += [
        [said for part in step["relations"] for said in part["relation"]["evidence"]]
        for step in opener["route"]["steps"]
    ]
    best = [max((one["confidence"] for one in link), key=lambda word: CONFIDENCES[word]) for link in links if link]
    return min(best, key=lambda word: CONFIDENCES[word], default="")


def _show_diagnosis(out: Console, diagnosis: Json | None) -> None:
    if diagnosis is None:
        return
    out.print(Text(diagnosis["message"], style="yellow"))
    tie = diagnosis["missingTie"]
    if tie is not None:
        ends = f"{tie['contact']['name']} and {tie['other']['name']}"
        out.print(Text(f"What is missing most: a tie between {ends}, a contact of {tie['opener']['name']}."))
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
