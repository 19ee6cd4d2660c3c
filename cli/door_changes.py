"""``changes``: which door openers are new, gone, better or worse than on an earlier date?"""

from typing import Annotated, Any, Final

import typer

from cli.asking import MAX_STEPS, askers_given, constraints_given, sector_given
from cli.documents import ORGANISATION, footer, tell
from cli.failures import refuse
from cli.opening import published
from cli.options import (
    OUTPUT,
    AsJson,
    AsOf,
    Avoid,
    From,
    FromCountry,
    Kind,
    Knows,
    MaxSteps,
    MinStrength,
    OpenerKinds,
    PublicAnchor,
    Region,
    RelationKinds,
    Sector,
    Sectors,
)
from cli.reach import score_told, undated_told
from cli.screen import show
from cli.settings import read_settings

FIRST_AT_MOST: Final = 100
_CHANGE: Final = f"{{ organisation {ORGANISATION} formerly {ORGANISATION} successor {ORGANISATION} before after why }}"
_LISTS: Final = (("New", "new"), ("Gone", "gone"), ("Up", "up"), ("Down", "down"))
DOCUMENT: Final = f"""
query Changes(
  $market: MarketCode, $corridor: ID, $sector: ID, $from: [AskerInput!]!, $constraints: RouteConstraints,
  $since: PartialDate!, $first: Int!
) {{
  doorChanges(
    market: $market, corridor: $corridor, sector: $sector, from: $from, constraints: $constraints, since: $since
  ) {{
    revision {{ number }} asOf since exact market {{ code name }} corridor {{ id name }}
    askers {{ organisation {ORGANISATION} kind country {{ code }} askedAs note }}
    newCount goneCount upCount downCount unchanged facts {{ count undated undatedShare }}
    {" ".join(f"{name}(first: $first) {_CHANGE}" for _, name in _LISTS)}
  }}
}}
"""


def changes(
    since: Annotated[str, typer.Option(metavar="DATE", help="The earlier date.")],
    market: Annotated[str | None, typer.Argument(help="Market, by code or name.", show_default=False)] = None,
    corridor: Annotated[str | None, typer.Option(help="Id of a corridor, instead of a market.")] = None,
    from_: From = None, from_country: FromCountry = None, region: Region = None, sectors: Sectors = None,
    knows: Knows = None, kind: Kind = None, sector: Sector = None, max_steps: MaxSteps = MAX_STEPS,
    min_strength: MinStrength = None, relation_kinds: RelationKinds = None, opener_kinds: OpenerKinds = None,
    avoid: Avoid = None, public_anchor: PublicAnchor = False, as_of: AsOf = None,
    first: Annotated[
        int, typer.Option("--first", "-n", min=1, max=FIRST_AT_MOST, help="In each list.", rich_help_panel=OUTPUT)
    ] = 10,
    json: AsJson = False,
) -> None:  # fmt: skip
    """Show which door openers to MARKET are new, gone, better or worse for you than on an earlier date."""
    from graph.markets import market_code

    if (market is None) == (corridor is None):
        refuse(
            "Ask about one market or one corridor.", "no_target", "MARKET", "Write `opendoors changes KR --from ORG`."
        )
    settings = read_settings()
    market = None if market is None else market_code(market, "MARKET")
    snapshot = published(settings)
    variables: dict[str, Any] = {
        "market": market,
        "corridor": corridor,
        "sector": None if sector is None else sector_given(snapshot, sector, "--sector"),
        "from": askers_given(snapshot, from_ or (), from_country, region, sectors or (), knows or (), kind),
        "constraints": constraints_given(
            snapshot, as_of or settings.as_of, max_steps=max_steps, min_strength=min_strength,
            relation_kinds=relation_kinds, opener_kinds=opener_kinds, avoid=avoid, public_anchor=public_anchor,
        ),
        "since": since,
        "first": first,
    }  # fmt: skip
    tell(snapshot, DOCUMENT, variables, json, show_changes)


def show_changes(found: dict[str, Any]) -> None:
    """Print an answer."""
    from rich.text import Text

    target = (found["market"] or found["corridor"])["name"]
    show(Text(f"Door openers to {target}, from {found['since']} to {found['asOf']}", style="bold"))
    for title, name in _LISTS:
        count, some = found[f"{name}Count"], found[name]
        if count:
            show(Text(f"{title}, {count} in all" if len(some) < count else title, style="bold"))
        for one in some:
            place = f"{one['organisation']['name']}, {one['organisation']['country']}"
            formerly = f" (then {one['formerly']['name']})" if one["formerly"] else ""
            formerly += f" (now {one['successor']['name']})" if one["successor"] else ""
            show(Text(f"  {score_told(one['before'])} → {score_told(one['after'])}  {place}{formerly}"))
            show(Text(f"    {'As it was: ' if name == 'gone' else ''}{one['why']}", style="dim"))
    show(Text(f"{found['unchanged']} unchanged. {undated_told(found['facts'])}"))
    show(Text(footer(found), style="dim"))
