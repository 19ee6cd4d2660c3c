"""``consortium``: who could go to a market together?"""

from typing import Annotated, Any, Final

import typer

from cli.asking import constraints_given, sector_given
from cli.documents import ORGANISATION, footer, tell
from cli.opening import published
from cli.options import AsJson, AsOf
from cli.screen import show
from cli.settings import read_settings

FIRST_AT_MOST: Final = 10
DOCUMENT: Final = f"""
query Consortium(
  $market: MarketCode!, $sector: ID!, $roles: [ConsortiumRole!], $coordinator: ID, $countries: [MarketCode!],
  $constraints: RouteConstraints, $first: Int!
) {{
  consortium(
    market: $market, sector: $sector, roles: $roles, coordinator: $coordinator, countries: $countries,
    constraints: $constraints, first: $first
  ) {{
    revision {{ number }} asOf market {{ code name }} sector {{ id name }}
    roles exact compared coordinators sizes nothing
    consortia {{
      coordinator {ORGANISATION} worth untiedPairs
      door {{ organisation {{ id name }} how score tier why unconfirmed }}
      members {{ role organisation {ORGANISATION} sharesSector present tie {{ strength sentence }} }}
      missing {{ role count mightBeCount sentence mightBe {{ id name country {{ code }} }} }}
      ties {{ strength sentence }}
    }}
  }}
}}
"""


def consortium(
    market: Annotated[str, typer.Argument(metavar="MARKET", help="Where they want to.")],
    sector: Annotated[str, typer.Argument(metavar="SECTOR", help="Of which sector they are, by its id.")],
    role: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ROLE",
            help="Who is wanted: large-company, sme, company, research, public, cluster, investor; repeatable.",
        ),
    ] = None,
    coordinator: Annotated[str | None, typer.Option(metavar="ORG", help="A cluster that is to coordinate.")] = None,
    country: Annotated[
        list[str] | None, typer.Option("--country", metavar="CC", help="Where coordinators may be; repeatable.")
    ] = None,
    as_of: AsOf = None,
    first: Annotated[int, typer.Option("--first", "-n", min=1, max=FIRST_AT_MOST, help="At most so many.")] = 3,
    json: AsJson = False,
) -> None:
    """Show who could go to MARKET together, well tied around a cluster of SECTOR; and which roles are missing."""
    from graph.markets import market_code
    from queries.reading.naming import kind_word, organisation, words
    from queries.reading.roles import CONSORTIUM_ROLES
    from queries.routing.constraints import check_words

    settings = read_settings()
    snapshot = published(settings)
    roles = [kind_word(one) for one in words(role or ())]
    check_words(roles, [str(one) for one in CONSORTIUM_ROLES], "role", "--role")
    variables = {
        "market": market_code(market, "MARKET"),
        "sector": sector_given(snapshot, sector, "SECTOR"),
        "roles": roles or None,
        "coordinator": None if coordinator is None else organisation(snapshot, coordinator, "--coordinator"),
        "countries": [market_code(one, "--country") for one in country or ()],
        "constraints": constraints_given(snapshot, as_of or settings.as_of),
        "first": first,
    }
    tell(snapshot, DOCUMENT, variables, json, _show)


def _show(found: dict[str, Any]) -> None:
    from rich.text import Text

    place = f"{found['market']['name']}, {found['sector']['name']}"
    show(Text(f"Who could go together to {place}", style="bold"))
    for rank, one in enumerate(found["consortia"], 1):
        _consortium(rank, one)
    if found["nothing"]:
        show(Text(found["nothing"]))
    show(Text(found["sizes"], style="dim"))
    left = "" if found["exact"] else " Others may be better: not all doors were looked at."
    told = "1 cluster" if found["coordinators"] == 1 else f"{found['coordinators']} clusters"
    show(Text(f"{told} of the sector could coordinate.{left} {footer(found)}", style="dim"))


def _consortium(rank: int, found: dict[str, Any]) -> None:
    from rich.text import Text

    from graph.words import label

    who, door = found["coordinator"], found["door"]
    show(Text(f"{rank:>3} Around {who['name']}, {who['country']}  {found['worth']:.2f}", style="bold"))
    if door is None:
        show(Text("    It has no door there."))
    else:
        unconfirmed = " · recalled, unconfirmed" if door["unconfirmed"] else ""
        title = f"    Door: {door['organisation']['name']}  {door['score']:.2f} {door['tier']}{unconfirmed}"
        show(Text(f"{title}. To the coordinator: {door['why']}"))
    for one in found["members"]:
        there = " · is there itself" if one["present"] else ""
        role = label("ConsortiumRole", one["role"])
        show(Text(f"    {role}: {one['organisation']['name']}{there}  {one['tie']['strength']:.2f}"))
        show(Text(f"      {one['tie']['sentence']}", style="dim"))
    for one in found["missing"]:
        names = ", ".join(company["name"] for company in one["mightBe"])
        more = (
            f" and {one['mightBeCount'] - len(one['mightBe'])} more"
            if one["mightBeCount"] > len(one["mightBe"])
            else ""
        )
        count = f" × {one['count']}" if one["count"] > 1 else ""
        show(Text(f"    missing: {label('ConsortiumRole', one['role'])}{count}. {one['sentence']}"))
        if names:
            show(Text(f"      {names}{more}", style="dim"))
    for tie in found["ties"]:
        show(Text(f"    Also tied: {tie['sentence']}", style="dim"))
