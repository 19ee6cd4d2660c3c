"""An answer about door openers, for people: grouped by how each is reached, with why, sources, and what is left out."""

from collections.abc import Iterator
from typing import Final

from rich.console import Console
from rich.text import Text

from cli.diagnosis import show_diagnosis
from cli.documents import Json
from cli.route_lines import INDENT, Footnotes, footer, indented, name_of, route_pieces, show_sources, wrapped
from cli.screen import console
from queries.routing.grammar import corridor_in_text, market_in_text
from queries.routing.wording import GROUPS

_NAMED: Final = 5
"""Names in a list of what was left out."""


def show_openers(found: Json) -> None:
    """Print an answer."""
    out = console()
    target = _target(found)
    openers = found["openers"]
    notes = Footnotes()
    if openers:
        out.print(Text(f"Who can open a door to {target} for {_askers(found)}", style="bold"))
        for title, group in _grouped(openers):
            out.print()
            out.print(Text(title, style="bold"))
            for opener in group:
                _show_opener(out, opener, notes)
    else:
        out.print(Text(f"No door opener to {target} for {_askers(found)} found.", style="bold"))
    if found["diagnosis"] is not None:
        out.print()
        show_diagnosis(out, found["diagnosis"], "It would score")
    _show_beside(out, found, notes)
    out.print()
    show_sources(out, notes)
    out.print(footer(found))


def _target(found: Json) -> str:
    """What was asked about, within a sentence."""
    return market_in_text(found["market"]["code"]) if found["market"] else corridor_in_text(found["corridor"]["name"])


def _grouped(openers: list[Json]) -> Iterator[tuple[str, list[Json]]]:
    """Openers by how they are reached, the group of the best one first."""
    found = [(title, [one for one in openers if one["how"] in hows]) for title, hows in GROUPS]
    yield from sorted(((title, group) for title, group in found if group), key=lambda entry: entry[1][0]["rank"])


def _show_opener(out: Console, opener: Json, notes: Footnotes) -> None:
    organisation = opener["organisation"]
    score = f"{opener['score']:.2f} {opener['tier']}"
    name = Text(organisation["name"], style="bold")
    width = out.width - INDENT - len(score) - 2
    for at, line in enumerate(name.wrap(out, width)):
        if at == 0:
            line.pad_right(width - line.cell_len)
            out.print(Text(f"{opener['rank']:>{INDENT - 1}} ").append_text(line).append(f"  {score}"))
        else:
            out.print(Text(" " * INDENT).append_text(line))
    unconfirmed = " · recalled, unconfirmed" if opener["unconfirmed"] else ""
    indented(out, organisation["subtitle"] + unconfirmed, "dim")
    for line in wrapped(list(route_pieces(opener["route"]["steps"], notes)), out.width - INDENT):
        out.print(Text(" " * INDENT).append_text(line))
    reason = opener["presenceReasons"][0]
    indented(out, f"{opener['why']}{notes.of_presence(organisation, reason)}")
    if opener["siblings"]:
        indented(out, f"One door opener with it: {_names(opener['siblings'])}.", "dim")


def _names(organisations: list[Json], count: int | None = None) -> str:
    """Some names, and how many more there are."""
    more = (len(organisations) if count is None else count) - len(organisations[:_NAMED])
    said = "; ".join(one["name"] for one in organisations[:_NAMED])
    return f"{said}; and {more} more" if more > 0 else said


def _askers(found: Json) -> str:
    return ", ".join(name_of(asker["organisation"]) for asker in found["askers"])


def _show_beside(out: Console, found: Json, notes: Footnotes) -> None:
    """What the list leaves out."""
    said = list(_beside(found, notes))
    if said:
        out.print()
        out.print(Text("Not in this list", style="bold"))
        for line in said:
            indented(out, line, by=2)


def _beside(found: Json, notes: Footnotes) -> Iterator[str]:
    for one in found["yourself"]:
        marks = dict.fromkeys(notes.of_presence(one["organisation"], reason) for reason in one["reasons"])
        yield f"Yours already: {one['sentence']}{' '.join(marks)}"
    shown = {opener["organisation"]["id"] for opener in found["openers"]}
    more = found["totalCount"] - len(shown)
    if more > 0:
        yield f"{more} more door openers (--first {min(100, found['totalCount'])})."
    for title, name, count in (
        ("Official doors, open to anybody", "frontDoors", "frontDoorCount"),
        ("Whom else you could be introduced to there", "toMeet", "toMeetCount"),
    ):
        others = [one["organisation"] for one in found[name] if one["organisation"]["id"] not in shown]
        if others:
            yield f"{title}: {_names(others, found[count] - (len(found[name]) - len(others)))}."
    if found["belowFloor"]:
        yield f"{found['belowFloor']} that score below 0.01."
    if found["past"]:
        past = [{"name": f"{one['organisation']['name']}{_until(one)}"} for one in found["past"]]
        yield f"There once, and not any more: {_names(past, found['pastCount'])}."


def _until(past: Json) -> str:
    return f" (until {past['until'][:4]})" if past["until"] else ""
