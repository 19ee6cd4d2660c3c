"""``born-global``: the first doors abroad of a company, and what stands behind them."""

from typing import Annotated, Any, Final

import typer

from cli.asking import askers_given, constraints_given
from cli.documents import ORGANISATION, RELATION, footer, tell
from cli.opening import published
from cli.options import AsJson, AsOf, FromCountry, Knows, MaxSteps, Region, Sectors
from cli.screen import show
from cli.settings import read_settings

FIRST_AT_MOST: Final = 10
DOCUMENT: Final = f"""
query BornGlobal($from: AskerInput!, $markets: [MarketCode!], $first: Int, $constraints: RouteConstraints) {{
  bornGlobal(from: $from, markets: $markets, first: $first, constraints: $constraints) {{
    revision {{ number }} asOf exact asGood organisation {ORGANISATION} askedAs note
    ties {{ organisation {{ id name }} strength }}
    doors {{
      market {{ code name }} clustersToMeet toMeet {{ id name }} noServices
      door {{
        organisation {ORGANISATION} operator {{ id name }} how score tier why unconfirmed
        route {{ strength steps {{ from {{ id name }} to {{ id name }} kind strength }} }}
      }}
      services(first: 8) {{
        sentence organisation {{ id name }} relation {{ evidence {{ url confidence }} }}
        service {{ id service forWhom fee markets }}
      }}
    }}
    unopened {{ market {{ code name }} sentence }}
    programmeCount
    programmes {{ certain sentence partnersFrom {{ code name }} countries {{ code }} programme {{ id name website }} }}
    meetingCount pastMeetings
    meetings {{ when market {{ code name }} sharesSector event {{ id name website }} meets {RELATION} }}
  }}
}}
"""


def born_global(
    company: Annotated[str | None, typer.Argument(metavar="[COMPANY]", help="Who asks.", show_default=False)] = None,
    market: Annotated[
        list[str] | None, typer.Option("--market", "-m", metavar="MARKET", help="Where to; repeatable.")
    ] = None,
    from_country: FromCountry = None,
    region: Region = None,
    sectors: Sectors = None,
    knows: Knows = None,
    max_steps: MaxSteps = 3,
    as_of: AsOf = None,
    first: Annotated[
        int | None, typer.Option("--first", "-n", min=1, max=FIRST_AT_MOST, help="Doors in all; 3 by default.")
    ] = None,
    json: AsJson = False,
) -> None:
    """Show a company's first doors abroad: the services behind them, programmes, and where to meet whom."""
    from cli.failures import refuse
    from graph.markets import market_code

    if (company is None) == (from_country is None):
        refuse("Nobody asks, or two do.", "no_asker", "COMPANY", "Give COMPANY, or --from-country CC with --sectors.")
    settings = read_settings()
    snapshot = published(settings)
    named = [] if company is None else [company]
    who = askers_given(snapshot, named, from_country, region, sectors or (), knows or (), None, "COMPANY")
    variables = {
        "from": who[0],
        "markets": [market_code(one, "--market") for one in market or ()],
        "first": first,
        "constraints": constraints_given(snapshot, as_of or settings.as_of, max_steps=max_steps),
    }
    tell(snapshot, DOCUMENT, variables, json, _show)


def _show(found: dict[str, Any]) -> None:
    from rich.text import Text

    who = found["organisation"]["name"] if found["organisation"] else "you"
    show(Text(f"First doors abroad for {who}", style="bold"))
    if found["ties"]:
        show(Text(f"Starting from: {', '.join(tie['organisation']['name'] for tie in found['ties'])}"))
    told: set[str] = set()
    for rank, door in enumerate(found["doors"], 1):
        _door(rank, door, told)
    if found["asGood"]:
        others = "1 more market has" if found["asGood"] == 1 else f"{found['asGood']} more markets have"
        show(Text(f"{others} a door as good, with no more clusters to meet.", style="dim"))
    for one in found["unopened"]:
        show(Text(f"No door to {one['market']['name']}: {one['sentence']}"))
    _title("Programmes that nothing recorded rules out", found["programmeCount"], len(found["programmes"]))
    before = None
    for one in found["programmes"]:
        if (whose := _whose(one)) != before:
            show(Text(f"  {whose}:"))
            before = whose
        names = ", ".join(market["name"] for market in one["partnersFrom"])
        partners = f" Partners in {names} may apply too." if names else ""
        show(Text(f"  · {one['programme']['name']}"))
        show(Text(f"    {one['sentence']}{partners}  {one['programme']['website'] or ''}".rstrip(), style="dim"))
    _title("Where to meet them, and others of your sectors there", found["meetingCount"], len(found["meetings"]))
    for one in found["meetings"]:
        met = "; ".join(relation["sentence"] for relation in one["meets"])
        where = one["market"]["name"] if one["market"] else "elsewhere"
        show(Text(f"  {one['event']['name']}, {where}: {one['when']}"))
        show(Text(f"    {met or 'About a sector of yours.'}  {one['event']['website'] or ''}".rstrip(), style="dim"))
    show(Text(footer(found), style="dim"))


def _door(rank: int, found: dict[str, Any], told: set[str]) -> None:
    """A door with the services behind it, each told once."""
    from rich.text import Text

    door = found["door"]
    unconfirmed = " · recalled, unconfirmed" if door["unconfirmed"] else ""
    title = f"{rank:>3} {found['market']['name']}: {door['organisation']['name']}"
    show(Text(f"{title}  {door['score']:.2f} {door['tier']}{unconfirmed}", style="bold"))
    show(Text(f"    {door['why']}"))
    if [one["id"] for one in found["toMeet"]] != [door["organisation"]["id"]]:
        show(Text(f"    Clusters to meet there: {_named(found['toMeet'], found['clustersToMeet'])}", style="dim"))
    fresh = [one for one in found["services"] if one["service"]["id"] not in told]
    for one in fresh:
        told.add(one["service"]["id"])
        said = " ".join(dict.fromkeys(said["confidence"] for said in one["relation"]["evidence"]))
        show(Text(f"    · {one['sentence']}  {said}"))
    if found["services"] and len(fresh) < len(found["services"]):
        show(Text("    · Services as told above.", style="dim"))
    if found["noServices"]:
        show(Text(f"    {found['noServices']}", style="dim"))


def _named(some: list[dict[str, Any]], count: int) -> str:
    """Some names, and how many more there are."""
    more = f"; and {count - len(some)} more" if count > len(some) else ""
    return "; ".join(one["name"] for one in some) + more or "none known"


def _whose(programme: dict[str, Any]) -> str:
    """For whom a programme is, as far as that tells whether it leads where one wants to go."""
    if len(programme["countries"]) == 1:
        return "For organisations of your country alone"
    if programme["partnersFrom"]:
        return "For your country and others, those above among them"
    return "For your country and others, none of those above" if programme["countries"] else "For whom is not on record"


def _title(title: str, count: int, shown: int) -> None:
    from rich.text import Text

    show(Text(f"{title}, {count} in all" if shown < count else f"{title}{'' if count else ': none'}", style="bold"))
