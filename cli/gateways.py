"""``gateways``: through whom do the best routes between two countries or regions lead?"""

from typing import Annotated, Any, Final

import typer

from cli.documents import ORGANISATION, footer, tell
from cli.opening import published
from cli.screen import show
from cli.settings import read_settings

FIRST_AT_MOST: Final = 100
DOCUMENT: Final = f"""
query Gateways($from: String!, $to: String!, $sector: ID, $asOf: PartialDate, $first: Int!) {{
  gateways(from: $from, to: $to, sector: $sector, asOf: $asOf) {{
    revision {{ number }} asOf from {{ id name }} to {{ id name }} sector {{ id name }}
    count clusterCount asked routes direct strength exact drawn nothing
    gateways(first: $first) {{
      rank organisation {ORGANISATION} siblings(first: 30) {{ id name }}
      routes share received carried lost margin cut exact instead {{ id name }} sentence
      example {{ strength steps {{ from {{ id name }} to {{ id name }} kind strength sentence }} }}
    }}
  }}
}}
"""


def gateways(
    from_: Annotated[
        str, typer.Argument(metavar="FROM", help="Whose clusters ask: a country; a corridor, bloc or region by its id.")
    ],
    to: Annotated[str, typer.Argument(metavar="TO", help="To whose door openers: likewise.")],
    sector: Annotated[str | None, typer.Option(help="Of this sector only, by its id.")] = None,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="Date on which to stand.")] = None,
    first: Annotated[int, typer.Option("--first", "-n", min=1, max=FIRST_AT_MOST, help="So many.")] = 10,
    json: Annotated[bool, typer.Option("--json", help="Print for programs: the GraphQL answer.")] = False,
) -> None:
    """Show whom the best routes from FROM to TO lead through, and what is lost without each."""
    settings = read_settings()
    variables = {
        "from": from_, "to": to, "sector": sector and sector.lower(), "asOf": as_of or settings.as_of, "first": first,
    }  # fmt: skip
    tell(published(settings), DOCUMENT, variables, json, _show)


def _in_text(area: dict[str, Any]) -> str:
    """What a market, corridor, bloc or region is called within a sentence."""
    from graph.markets import is_market
    from queries.routing.grammar import corridor_in_text, market_in_text

    return market_in_text(area["id"]) if is_market(area["id"]) else corridor_in_text(area["name"])


def _show(found: dict[str, Any]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    title = f"From {_in_text(found['from'])} to {_in_text(found['to'])}"
    title += f", {found['sector']['name']}" if found["sector"] else ""
    shown, count = len(found["gateways"]), found["count"]
    title += f": {count} gateway{'' if count == 1 else 's'}" + (f", the first {shown}" if shown < count else "")
    show(Text(title, style="bold"))
    if found["routes"]:
        asked = f"{found['asked']:,} cluster{'' if found['asked'] == 1 else 's'}"
        show(Text(f"{asked}, {found['routes']:,} best routes; on {found['direct']:,} of them nobody stands between."))
    if found["nothing"]:
        show(Text(found["nothing"]))
    for one in found["gateways"]:
        who = one["organisation"]
        show(Text(f"{one['rank']:>3} {who['name']}, {who['country']}"))
        show(Padding(Text(one["sentence"]), (0, 0, 0, 4)))
        if one["siblings"]:
            show(
                Padding(
                    Text(f"With it: {'; '.join(said['name'] for said in one['siblings'])}", style="dim"), (0, 0, 0, 4)
                )
            )
        steps = one["example"]["steps"]
        way = " → ".join([steps[0]["from"]["name"], *(step["to"]["name"] for step in steps)])
        show(Padding(Text(f"Such as: {way}  {one['example']['strength']:.2f}", style="dim"), (0, 0, 0, 4)))
    if found["drawn"]:
        show(Text(found["drawn"], style="dim"))
    show(Text(footer(found), style="dim"))
