"""``resilience``: what does my way into a market hang on?"""

from typing import Annotated, Any, Final

import typer

from cli.asking import MAX_STEPS, askers_given, constraints_given, sector_given
from cli.documents import EVIDENCE, ORGANISATION, footer, tell
from cli.opening import published
from cli.options import (
    OUTPUT,
    AsJson,
    AsOf,
    Avoid,
    MaxSteps,
    MinStrength,
    OpenerKinds,
    PublicAnchor,
    RelationKinds,
    Sector,
)
from cli.screen import show
from cli.settings import read_settings

FIRST_AT_MOST: Final = 10
_REACHED: Final = f"organisation {ORGANISATION} score tier how sentence"
_ROUTE: Final = f"""route {{ strength steps {{
    to {{ id name }} kind strength sentence relations(first: 1) {{ relation {{ id evidence {EVIDENCE} }} }}
  }} }}"""
_LEFT: Final = f"openers score exact sentence best {{ {_REACHED} }}"
_ALTERNATIVES: Final = f"(first: 3) {{ {_REACHED} sectors(first: 2) {{ id name }} }}"
DOCUMENT: Final = f"""
query Resilience(
  $from: AskerInput!, $market: MarketCode!, $sector: ID, $constraints: RouteConstraints, $first: Int!
) {{
  resilience(from: $from, market: $market, sector: $sector, constraints: $constraints) {{
    revision {{ number }} asOf exact sentence market {{ code name }} asker {{ organisation {ORGANISATION} note }}
    now {{ {_LEFT} }} unavoided {{ {_LEFT} }} publicAnchors {{ {_LEFT} }}
    singlePoints(first: $first) {{
      organisation {ORGANISATION} fallsWith {{ id name }} loss sentence scoreBefore openersBefore
      left {{ {_LEFT} }} alternatives{_ALTERNATIVES}
    }}
    independent {{ count atMost exact steps leastStep sentence routes(first: $first) {{ {_REACHED} {_ROUTE} }} }}
    like {ORGANISATION} elsewhere{_ALTERNATIVES}
  }}
}}
"""


def resilience(
    asker: Annotated[str, typer.Argument(metavar="ORG", help="Who asks, by id or exact name.")],
    market: Annotated[str, typer.Argument(metavar="MARKET", help="Market, by code or name.")],
    sector: Sector = None, max_steps: MaxSteps = MAX_STEPS, min_strength: MinStrength = None,
    relation_kinds: RelationKinds = None, opener_kinds: OpenerKinds = None, avoid: Avoid = None,
    public_anchor: PublicAnchor = False, as_of: AsOf = None,
    first: Annotated[
        int, typer.Option("--first", "-n", min=1, max=FIRST_AT_MOST, help="So many in a list.", rich_help_panel=OUTPUT)
    ] = 10,
    json: AsJson = False,
) -> None:  # fmt: skip
    """Show without whom ORG loses its way into MARKET, how many ways share nobody, and who else there is."""
    from graph.markets import market_code

    settings = read_settings()
    code = market_code(market, "MARKET")
    snapshot = published(settings)
    variables = {
        "from": askers_given(snapshot, [asker], None, None, (), (), None, "ORG")[0],
        "market": code,
        "sector": None if sector is None else sector_given(snapshot, sector, "--sector"),
        "constraints": constraints_given(
            snapshot, as_of or settings.as_of, max_steps=max_steps, min_strength=min_strength,
            relation_kinds=relation_kinds, opener_kinds=opener_kinds, avoid=avoid, public_anchor=public_anchor,
        ),
        "first": first,
    }  # fmt: skip
    tell(snapshot, DOCUMENT, variables, json, _show)


def _show(found: dict[str, Any]) -> None:
    from rich.text import Text

    show(Text(found["sentence"], style="bold"))
    told = [("Now", "now"), ("If nobody is avoided", "unavoided"), ("Through public anchors alone", "publicAnchors")]
    for title, name in told:
        if found[name] is not None:
            show(Text(f"  {title}: {found[name]['sentence']}"))
    for point in found["singlePoints"]:
        show(Text(point["organisation"]["name"], style="bold"))
        show(Text(f"    {point['sentence']}"))
        _others("Others of its kind and sectors", point["alternatives"])
    if found["independent"] is not None:
        show(Text(found["independent"]["sentence"], style="bold"))
        for one in found["independent"]["routes"]:
            _reached(one)
    if found["like"] is not None:
        _others(f"If all of it falls away, others like {found['like']['name']} elsewhere", found["elsewhere"])
    show(Text(footer(found), style="dim"))


def _reached(one: dict[str, Any]) -> None:
    from rich.text import Text

    steps = " → ".join(step["to"]["name"] for step in one["route"]["steps"])
    show(Text(f"  {one['score']:.2f}  {steps}"))
    show(Text(f"    {one['sentence']}", style="dim"))


def _others(title: str, some: list[dict[str, Any]]) -> None:
    from rich.text import Text

    show(Text(f"  {title}{':' if some else ': nobody is reached.'}"))
    for one in some:
        show(Text(f"    {one['organisation']['name']}, {one['organisation']['country']}  {one['score']:.2f}"))
        show(Text(f"      {one['sentence']}", style="dim"))
