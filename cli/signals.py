"""``signals``: what is new there?"""

from typing import Annotated, Any, Final

import typer

from cli.asking import askers_given
from cli.documents import ORGANISATION, RELATION, footer, sources, tell
from cli.opening import published
from cli.options import AsJson, From, FromCountry, Knows, Sectors
from cli.screen import show
from cli.settings import read_settings

FIRST_AT_MOST: Final = 20
_SIGNAL: Final = f"""{{
      change when sentence about {{ id name }} relationCount organisationCount
      relations(first: 3) {RELATION} organisations(first: 3) {ORGANISATION} there(first: 3) {{ id name }}
      reachable noRoute nearest {{ id name }}
      route {{ strength steps {{ from {{ id name }} to {{ id name }} kind strength }} }}
    }}"""
DOCUMENT: Final = f"""
query Signals(
  $market: MarketCode!, $since: PartialDate!, $from: AskerInput, $asOf: PartialDate, $first: Int!, $recorded: Boolean!
) {{
  signals(market: $market, since: $since, from: $from, asOf: $asOf) {{
    revision {{ number }} asOf asker {ORGANISATION} market {{ code name }} since
    beganCount endedCount undatedCount coarseCount ownCount nothing
    began(first: $first) {_SIGNAL}
    ended(first: $first) {_SIGNAL}
    recordedCount @include(if: $recorded)
    recorded(first: $first) @include(if: $recorded) {_SIGNAL}
  }}
}}
"""
_NO_ROUTE: Final = "No chain of at most 3 introductions is known to lead to anybody behind these:"


def signals(
    market: Annotated[str, typer.Argument(metavar="MARKET", help="A country, by code or name.")],
    since: Annotated[str, typer.Option(metavar="DATE", help="Since when: YYYY, YYYY-MM or YYYY-MM-DD.")],
    asker: From = None,
    from_country: FromCountry = None,
    sectors: Sectors = None,
    knows: Knows = None,
    recorded: Annotated[bool, typer.Option("--recorded", help="What is only newly read too.")] = False,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="Date on which to stand.")] = None,
    first: Annotated[int, typer.Option("--first", "-n", min=1, max=FIRST_AT_MOST, help="At most so many.")] = 10,
    json: AsJson = False,
) -> None:
    """Show what is new in MARKET since a date, and what has ended; for --from ORG the nearest first, with the way."""
    from graph.markets import market_code

    settings = read_settings()
    snapshot = published(settings)
    who: Any = None
    if asker or from_country or sectors or knows:
        (who, *_) = askers_given(snapshot, (asker or [])[:1], from_country, None, sectors or (), knows or (), None)
    given = {
        "market": market_code(market, "MARKET"), "since": since, "from": who, "asOf": as_of or settings.as_of,
        "first": first, "recorded": recorded,
    }  # fmt: skip
    tell(snapshot, DOCUMENT, given, json, _show)


def _show(found: dict[str, Any]) -> None:
    from rich.text import Text

    show(Text(f"{found['market']['name']} since {found['since']}", style="bold"))
    if found["nothing"]:
        show(Text(found["nothing"]))
    titles = {"began": "New", "ended": "Ended", "recorded": "Not new, but newly read"}
    for name, title in titles.items():
        if found.get(name):
            show(Text(f"{title}, {found[f'{name}Count']} in all", style="bold"))
        signals = found.get(name) or []
        for at, one in enumerate(signals):
            if one["noRoute"] and (at == 0 or not signals[at - 1]["noRoute"]):
                show(Text(f"  {_NO_ROUTE}", style="dim"))
            _signal(one)
    told = [
        (0 if found["nothing"] else found["undatedCount"], "relations are undated: whether they are new is not known."),
        (found["coarseCount"], "more are dated by the year or month alone, or by its first day."),
        (found["ownCount"], "more are your own."),
    ]
    for count, what in told:
        if count:
            show(Text(f"{count} {what}", style="dim"))
    show(Text(footer(found), style="dim"))


def _signal(one: dict[str, Any]) -> None:
    from rich.text import Text

    show(Text(f"  {one['sentence']}"))
    route = one["route"]
    if route is not None:
        chain = " → ".join(step["to"]["name"] for step in route["steps"])
        show(Text(f"    you → {chain}  {route['strength']:.2f}"))
    told = sources(one["relations"])
    if told:
        show(Text(f"    {told}", style="dim"))
