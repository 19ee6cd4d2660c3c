"""``interest-match``: whose published interests meet mine?"""

from typing import Annotated, Any, Final

import typer

from cli.asking import askers_given
from cli.documents import ORGANISATION, RELATION, footer, sources, tell
from cli.opening import published
from cli.screen import show
from cli.settings import read_settings

FIRST_AT_MOST: Final = 20
_MET: Final = f"{{ by yours dated sentence relation {RELATION} }}"
_MATCH: Final = f"""{{
      side organisation {ORGANISATION} sentence undated alreadyTied theirs(first: 3) {_MET} yours(first: 3) {_MET}
      reachable noRoute route {{ strength steps {{ from {{ id name }} to {{ id name }} kind strength }} }}
    }}"""
DOCUMENT: Final = f"""
query InterestMatch($from: AskerInput!, $asOf: PartialDate, $first: Int!, $past: Boolean!) {{
  interestMatch(from: $from, asOf: $asOf) {{
    revision {{ number }} asOf asker {ORGANISATION} askedAs note
    matchCount mutualCount undatedCount pastCount nobody
    matches(first: $first) {_MATCH}
    past(first: $first) @include(if: $past) {_MATCH}
  }}
}}
"""
_SIDES: Final = {
    "mutual": "Each looks for the other",
    "theirs": "They look for you; of you no interest is known that they meet",
    "yours": "You look for them; of them no interest is known that you meet",
}


def interest_match(
    asker: Annotated[str | None, typer.Argument(metavar="[ORG]", help="Who asks.", show_default=False)] = None,
    from_country: Annotated[
        str | None, typer.Option(metavar="CC", help="You are not in the graph: your country.")
    ] = None,
    sectors: Annotated[list[str] | None, typer.Option(help="Then your sectors, by id; commas or repeated.")] = None,
    past: Annotated[bool, typer.Option("--past", help="Matches too whose interests have ended.")] = False,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="Date on which to stand.")] = None,
    first: Annotated[int, typer.Option("--first", "-n", min=1, max=FIRST_AT_MOST, help="At most so many.")] = 10,
    json: Annotated[bool, typer.Option("--json", help="Print for programs: the GraphQL answer.")] = False,
) -> None:
    """Show whose published interests in collaboration meet those of ORG, since when, and the route to each."""
    settings = read_settings()
    snapshot = published(settings)
    named = [] if asker is None else [asker]
    who = askers_given(snapshot, named, from_country, None, sectors or (), (), None, "ORG")
    given = {"from": who[0], "asOf": as_of or settings.as_of, "first": first, "past": past}
    tell(snapshot, DOCUMENT, given, json, _show)


def _show(found: dict[str, Any]) -> None:
    from rich.text import Text

    whose = f"those of {found['asker']['name']}" if found["asker"] else "yours"
    count = f"{found['matchCount']} match, {found['mutualCount']} of them mutually"
    show(Text(f"Whose interests meet {whose}: {found['nobody'] or count}", style="bold"))
    _list(found["matches"])
    if found["undatedCount"]:
        show(Text(f"{found['undatedCount']} rest on interests of which no date is known.", style="dim"))
    if found.get("past"):
        show(Text(f"What was, {found['pastCount']} in all", style="bold"))
        _list(found["past"])
    elif found["pastCount"]:
        show(Text(f"{found['pastCount']} more once matched: --past shows them.", style="dim"))
    show(Text(footer(found), style="dim"))


def _list(matches: list[dict[str, Any]]) -> None:
    from rich.text import Text

    side = None
    for match in matches:
        if match["side"] != side:
            side = match["side"]
            show(Text(_SIDES[side], style="bold"))
        organisation = match["organisation"]
        show(Text(f"  {organisation['name']}, {organisation['country']}", style="bold"))
        show(Text(f"    {' '.join(side[0]['sentence'] for side in (match['theirs'], match['yours']) if side)}"))
        show(Text(f"    {'You know each other already: ' if match['alreadyTied'] else ''}{_way(match)}"))
        told = [one["relation"] for one in (*match["theirs"], *match["yours"])]
        show(Text(f"    {sources(told)}".rstrip(), style="dim"))


def _way(match: dict[str, Any]) -> str:
    route = match["route"]
    if route is None:
        return str(match["noRoute"])
    return f"you → {' → '.join(step['to']['name'] for step in route['steps'])}  {route['strength']:.2f}"
