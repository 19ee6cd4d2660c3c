"""``corridor``: what lies on it, who bridges it, and where does nobody?"""

from typing import Annotated, Any, Final

import typer

from cli.documents import ORGANISATION, footer, tell
from cli.opening import published
from cli.screen import show
from cli.settings import read_settings

FIRST_AT_MOST: Final = 30
DOCUMENT: Final = f"""
query Report($id: ID!, $asOf: PartialDate, $first: Int!) {{
  corridorReport(id: $id, asOf: $asOf) {{
    revision {{ number }} asOf corridor {{ id name kind status }} ordered
    lyingCount activeCount bridgeCount directEndTies
    markets(first: 60) {{ market {{ code name }} order name counts {{ kind located present }} }}
    lying(first: $first) {{ organisation {ORGANISATION} relations {{ id name }} }}
    active(first: $first) {{ ...active }} bridges(first: $first) {{ ...active }}
    endTies(first: $first) {{ one {ORGANISATION} partner {ORGANISATION} other {ORGANISATION} strength }}
    legs(first: 60) {{ ...leg }} gaps(first: 60) {{ ...leg }}
  }}
}}
fragment active on ActiveOnCorridor {{
  organisation {ORGANISATION} best markets {{ market {{ code }} presence }} reasons {{ reason worth }}
}}
fragment leg on CorridorLeg {{ from {{ code name }} to {{ code name }} organisations ties operators gap }}
"""


def corridor(
    id_: Annotated[str, typer.Argument(metavar="CORRIDOR", help="Id of a corridor, bloc or region.")],
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="Date on which to stand.")] = None,
    first: Annotated[int, typer.Option("--first", "-n", min=1, max=FIRST_AT_MOST, help="So many in each list.")] = 10,
    json: Annotated[bool, typer.Option("--json", help="Print for programs: the GraphQL answer.")] = False,
) -> None:
    """Show the markets of CORRIDOR in order, who lies on it, who bridges it, and its gaps."""
    settings = read_settings()
    variables = {"id": id_.lower(), "asOf": as_of or settings.as_of, "first": first}
    tell(published(settings), DOCUMENT, variables, json, _show)


def _show(found: dict[str, Any]) -> None:
    from rich.text import Text

    show(Text(f"{found['corridor']['name']} ({found['corridor']['kind'].replace('_', ' ')})", style="bold"))
    for one in found["markets"]:
        total = sum(count["located"] for count in one["counts"])
        clusters = sum(count["located"] for count in one["counts"] if count["kind"] == "cluster")
        place = f" ({one['name']})" if one["name"] else ""
        show(Text(f"  {one['market']['name']}{place}: {total} organisations, {clusters} of them clusters"))
    if found["lying"]:
        show(Text(f"On it, {found['lyingCount']} in all", style="bold"))
    for one in found["lying"]:
        show(Text(f"  {one['organisation']['name']}, {one['organisation']['country']}"))
    for title, name, count in (
        ("In several of its markets", "active", "activeCount"),
        ("In its first and its last market", "bridges", "bridgeCount"),
    ):
        if found[name]:
            show(Text(f"{title}, {found[count]} in all", style="bold"))
        for one in found[name]:
            where = ", ".join(f"{said['market']} {said['presence']:.2f}" for said in one["markets"])
            show(Text(f"  {one['organisation']['name']}: {where}"))
    if found["endTies"]:
        show(Text("Ties between its ends", style="bold"))
    for one in found["endTies"]:
        ends = [one["one"], one["partner"], one["other"]]
        show(Text(f"  {' – '.join(said['name'] for said in ends if said)}  {one['strength']:.2f}"))
    if found["legs"]:
        show(Text("Legs", style="bold"))
    for one in found["legs"]:
        bridged = "nobody bridges it" if one["gap"] else f"{one['organisations']} organisations, {one['ties']} ties"
        could = f"; {one['operators']} run offices in both" if one["operators"] else ""
        show(Text(f"  {one['from']['name']} – {one['to']['name']}: {bridged}{could}"))
    show(Text(footer(found), style="dim"))
