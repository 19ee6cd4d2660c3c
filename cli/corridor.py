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

    from graph.words import label

    kind = label("CorridorKind", found["corridor"]["kind"])
    show(Text(f"{found['corridor']['name']} ({kind})", style="bold"))
    _markets(found)
    if found["lying"]:
        show(Text(f"On it, {found['lyingCount']} in all", style="bold"))
    for one in found["lying"]:
        show(Text(f"  {one['organisation']['name']}, {one['organisation']['country']}"))
    several = "Nobody is known to be present in several of its markets."
    _present("In several of its markets", found["active"], found["activeCount"], several)
    if found["ordered"]:
        _across(found)
    else:
        show(
            Text(
                "Its markets have no order: there are no ends to bridge, and no gaps from one to the next.", style="dim"
            )
        )
    show(Text(footer(found), style="dim"))


def _markets(found: dict[str, Any]) -> None:
    """Markets along it, or by name, with who is located there."""
    from rich.text import Text

    from queries.routing.grammar import counted

    markets = found["markets"] if found["ordered"] else sorted(found["markets"], key=lambda one: one["market"]["name"])
    for one in markets:
        total = sum(count["located"] for count in one["counts"])
        clusters = sum(count["located"] for count in one["counts"] if count["kind"] == "cluster")
        place = f" ({one['name']})" if one["name"] else ""
        of_them = f", {clusters or 'none'} of them clusters" if total > 1 else " (a cluster)" if clusters else ""
        show(Text(f"  {one['market']['name']}{place}: {counted(total, 'organisation')}{of_them}"))


def _present(title: str, some: list[dict[str, Any]], count: int, nobody: str) -> None:
    """Who counts as in several markets, or that nobody is known to."""
    from rich.text import Text

    show(Text(f"{title}, {count} in all" if some else nobody, style="bold"))
    for one in some:
        where = ", ".join(f"{said['market']} {said['presence']:.2f}" for said in one["markets"])
        show(Text(f"  {one['organisation']['name']}: {where}"))


def _some(number: int, one: str) -> str:
    from queries.routing.grammar import counted

    return counted(number, one) if number else f"no {one}"


def _across(found: dict[str, Any]) -> None:
    """Who bridges the ends of one with an order, and each leg; where nobody does."""
    from rich.text import Text

    from queries.routing.grammar import counted

    legs = found["legs"]
    ends = f"{legs[0]['from']['name']} and {legs[-1]['to']['name']}"
    bridging = f"Nobody is known to be present in both {ends}, its ends."
    _present(f"In both {ends}, its ends", found["bridges"], found["bridgeCount"], bridging)
    none = f"No tie between {ends} is known, nor a way of two ties."
    show(Text(f"Ties between {ends}, straight or through one other" if found["endTies"] else none, style="bold"))
    for one in found["endTies"]:
        tied = [one["one"], one["partner"], one["other"]]
        show(Text(f"  {' – '.join(said['name'] for said in tied if said)}  {one['strength']:.2f}"))
    gaps = sum(leg["gap"] for leg in legs)
    told = f"{counted(gaps, 'gap')} that nobody bridges" if gaps else "no gap"
    show(Text(f"From market to market: {told}", style="bold"))
    for one in legs:
        both = f"{_some(one['organisations'], 'organisation')} in both, {_some(one['ties'], 'tie')}"
        could = f"; {one['operators']} with offices in both could" if one["operators"] and one["gap"] else ""
        bridged = f"nobody is known to bridge it{could}" if one["gap"] else both
        show(Text(f"  {one['from']['name']} – {one['to']['name']}: {bridged}"))
