"""``propose-network``: which clusters reach most of a market together?"""

from typing import Annotated, Any, Final

import typer

from cli.asking import constraints_given, sector_given
from cli.documents import ORGANISATION, footer, tell
from cli.opening import published
from cli.options import AsJson, AsOf, MaxSteps
from cli.screen import show
from cli.settings import read_settings

MEMBERS_AT_MOST: Final = 10
_STEPS: Final = "steps { from { id name } to { id name } kind strength sentence }"
DOCUMENT: Final = f"""
query ProposeNetwork(
  $market: MarketCode, $corridor: ID, $sector: ID, $members: Int!, $including: [ID!], $countries: [MarketCode!],
  $constraints: RouteConstraints
) {{
  proposeNetwork(
    market: $market, corridor: $corridor, sector: $sector, members: $members, including: $including,
    countries: $countries, constraints: $constraints
  ) {{
    revision {{ number }} asOf market {{ code name }} corridor {{ id name }} sector {{ id name }}
    worth atLeast exact compared leftOut method fewer noDoor missingCount
    members {{
      organisation {ORGANISATION} given adds present sentence sectors {{ id name }}
      doors {{ organisation {ORGANISATION} how score tier why unconfirmed route {{ strength {_STEPS} }} }}
    }}
    ties(first: 45) {{ from {{ id name }} to {{ id name }} strength sentence ended }}
    missing(first: 45) {{ one {{ id name }} other {{ id name }} ended sentence route {{ strength }} }}
  }}
}}
"""


def propose_network(
    market: Annotated[
        str | None, typer.Argument(metavar="[MARKET]", help="Where it wants to.", show_default=False)
    ] = None,
    corridor: Annotated[str | None, typer.Option(metavar="ID", help="A corridor or bloc instead.")] = None,
    sector: Annotated[str | None, typer.Option(help="Clusters of this sector, by its id.")] = None,
    including: Annotated[
        list[str] | None, typer.Option("--including", "-i", metavar="ORG", help="A cluster in it; repeatable.")
    ] = None,
    country: Annotated[
        list[str] | None, typer.Option("--country", metavar="CC", help="Where others may come from; repeatable.")
    ] = None,
    members: Annotated[
        int, typer.Option("--members", "-n", min=2, max=MEMBERS_AT_MOST, help="At most so many members.")
    ] = 4,
    max_steps: MaxSteps = 3,
    as_of: AsOf = None,
    json: AsJson = False,
) -> None:
    """Propose the clusters that reach most of MARKET together, and name the ties that they lack."""
    from graph.markets import market_code
    from queries.reading.naming import organisation

    settings = read_settings()
    snapshot = published(settings)
    variables = {
        "market": None if market is None else market_code(market, "MARKET"),
        "corridor": corridor and corridor.lower(),
        "sector": None if sector is None else sector_given(snapshot, sector, "--sector"),
        "members": members,
        "including": [organisation(snapshot, one, "--including") for one in including or ()],
        "countries": [market_code(one, "--country") for one in country or ()],
        "constraints": constraints_given(snapshot, as_of or settings.as_of, max_steps=max_steps),
    }
    tell(snapshot, DOCUMENT, variables, json, _show)


def _show(found: dict[str, Any]) -> None:
    from rich.text import Text

    place = (found["market"] or found["corridor"])["name"]
    about = f", {found['sector']['name']}" if found["sector"] else ""
    show(Text(f"A network of {len(found['members'])} clusters for {place}{about}  {found['worth']:.2f}", style="bold"))
    for rank, one in enumerate(found["members"], 1):
        who = one["organisation"]
        given = " (asked for)" if one["given"] else ""
        show(Text(f"{rank:>3} {who['name']}, {who['country']}{given}  +{one['adds']:.2f}", style="bold"))
        show(Text(f"    {one['sentence']}"))
        for door in one["doors"]:
            unconfirmed = " · recalled, unconfirmed" if door["unconfirmed"] else ""
            show(Text(f"    · {door['organisation']['name']}  {door['score']:.2f} {door['tier']}{unconfirmed}"))
            show(Text(f"      To {who['name']}: {door['why']}", style="dim"))
    if found["noDoor"]:
        show(Text(found["noDoor"], style="bold"))
    if found["fewer"]:
        show(Text(found["fewer"], style="dim"))
    show(Text("Tied already" if found["ties"] else "Tied already: none of them", style="bold"))
    for tie in found["ties"]:
        show(Text(f"    {tie['sentence']}  {tie['strength']:.2f}"))
    if found["missing"]:
        show(Text("Ties that it lacks", style="bold"))
    for pair in found["missing"]:
        show(Text(f"    {pair['one']['name']} – {pair['other']['name']}: {pair['sentence']}"))
    left = f" {found['leftOut']} more were not compared." if found["leftOut"] else ""
    show(Text(f"{found['compared']} clusters were compared.{left} {found['method']}", style="dim"))
    show(Text(footer(found), style="dim"))
