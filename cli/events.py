"""``events``: where could I meet them?"""

from typing import Annotated, Any, Final

import typer

from cli.asking import askers_given, sector_given
from cli.documents import ORGANISATION, RELATION, footer, tell
from cli.opening import published
from cli.options import AsJson, From, FromCountry, Knows, Sectors
from cli.screen import show
from cli.settings import read_settings

FIRST_AT_MOST: Final = 20
HOSTS_SHOWN: Final = 3
DOCUMENT: Final = f"""
query Events(
  $market: MarketCode, $sector: ID, $format: EventFormat, $mode: EventMode, $month: Int, $from: AskerInput,
  $asOf: PartialDate, $first: Int!
) {{
  events(market: $market, sector: $sector, format: $format, mode: $mode, month: $month, from: $from, asOf: $asOf) {{
    revision {{ number }} asOf asker {ORGANISATION} nothing
    eventCount currentCount upcomingCount recurringCount undatedCount pastCount unclearCount everySectorCount
    events(first: $first) {{
      state sentence start end markets {{ code }} organiserCount attendeeCount noOrganiser
      event {{
        id name website ... on Event {{ format mode month cadence city }}
        statements {{ evidence {{ url retrieved confidence }} }}
      }}
      organisers(first: {HOSTS_SHOWN}) {{
        isAsker organisation {ORGANISATION} relation {RELATION} noRoute
        route {{ strength steps {{ from {{ id name }} to {{ id name }} kind strength }} }}
      }}
    }}
  }}
}}
"""
_TITLES: Final = {
    "current": "Within the time that is stated",
    "upcoming": "To come",
    "recurring": "Recurring, the next date not known here",
    "undated": "In no year that is known",
    "past": "Past",
}


def events(
    market: Annotated[str | None, typer.Option(metavar="COUNTRY", help="They take place there.")] = None,
    sector: Annotated[str | None, typer.Option(help="They are about this sector, by its id.")] = None,
    format: Annotated[str | None, typer.Option(help="What happens: matchmaking, investor_pitching and so on.")] = None,
    mode: Annotated[str | None, typer.Option(help="online, on_site or hybrid.")] = None,
    month: Annotated[int | None, typer.Option(min=1, max=12, help="The month, 1 to 12.")] = None,
    asker: From = None,
    from_country: FromCountry = None,
    sectors: Sectors = None,
    knows: Knows = None,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="Date on which to stand.")] = None,
    first: Annotated[int, typer.Option("--first", "-n", min=1, max=FIRST_AT_MOST, help="At most so many.")] = 10,
    json: AsJson = False,
) -> None:
    """Show events, what is to come first, with their hosts, and for --from ORG the way to these."""
    from graph.markets import market_code
    from queries.reading.naming import kind_word

    settings = read_settings()
    snapshot = published(settings)
    who: Any = None
    if asker or from_country or sectors or knows:
        (who, *_) = askers_given(snapshot, (asker or [])[:1], from_country, None, sectors or (), knows or (), None)
    given = {
        "market": market and market_code(market, "--market"),
        "sector": sector and sector_given(snapshot, sector, "--sector"),
        "format": format and kind_word(format), "mode": mode and kind_word(mode), "month": month, "from": who,
        "asOf": as_of or settings.as_of, "first": first,
    }  # fmt: skip
    tell(snapshot, DOCUMENT, given, json, _show)


def _show(found: dict[str, Any]) -> None:
    from rich.text import Text

    state = None
    for one in found["events"]:
        if one["state"] != state:
            state = one["state"]
            show(Text(f"{_TITLES[state]}, {found[f'{state}Count']} in all", style="bold"))
        show(Text(f"  {one['event']['name']}", style="bold"))
        show(Text(f"    {one['sentence']}"))
        for line in _hosts(one):
            show(Text(f"    {line}"))
        said = one["event"]["statements"][0]["evidence"]
        page = one["event"]["website"] or said["url"] or ""
        show(Text(f"    {said['confidence']}  {page}".rstrip(), style="dim"))
    if found["nothing"]:
        show(Text(found["nothing"], style="bold"))
    if found["unclearCount"]:
        show(Text(f"{found['unclearCount']} more may be meant: what is asked for is not known of them.", style="dim"))
    if found["everySectorCount"]:
        show(Text(f"{found['everySectorCount']} more are about every sector.", style="dim"))
    show(Text(footer(found), style="dim"))


def _hosts(one: dict[str, Any]) -> list[str]:
    if one["noOrganiser"]:
        return [one["noOrganiser"]]
    verb = "It was organised by" if one["state"] == "past" else "Organised by"
    lines = []
    for host in one["organisers"]:
        route, name = host["route"], host["organisation"]["name"]
        if route is not None:
            chain = " → ".join(step["to"]["name"] for step in route["steps"])
            lines.append(f"{verb} {name}: you → {chain}  {route['strength']:.2f}")
        else:
            lines.append(f"{verb} {name}. {host['noRoute'] or ''}".rstrip())
    more = one["organiserCount"] - len(one["organisers"])
    return [*lines, f"and {more} more"] if more else lines
