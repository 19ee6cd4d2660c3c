"""``brokers``: who lies between most?"""

from typing import Annotated, Any, Final

import typer

from cli.documents import ORGANISATION, footer, tell
from cli.opening import published
from cli.screen import show
from cli.settings import read_settings

FIRST_AT_MOST: Final = 100
MEASURES: Final = ("betweenness", "borders")
DOCUMENT: Final = f"""
query Brokers($market: MarketCode, $sector: ID, $by: BrokerMeasure!, $asOf: PartialDate, $first: Int!) {{
  brokers(market: $market, sector: $sector, by: $by, asOf: $asOf) {{
    revision {{ number }} asOf market {{ code name }} sector {{ id name }} count clusters pairs exact drawn nothing
    brokers(first: $first) {{
      rank organisation {ORGANISATION} share margin partners abroad countries borderPairs fromHome ofOthers sentence
      ties(first: 3) {{ organisation {{ id name country {{ code }} }} strength }}
    }}
  }}
}}
"""


def brokers(
    market: Annotated[str | None, typer.Option(help="Located there only: a country by code or name.")] = None,
    sector: Annotated[str | None, typer.Option(help="Working in this sector only, by its id.")] = None,
    by: Annotated[str, typer.Option(help=f"What they are ranked by: {' or '.join(MEASURES)}.")] = MEASURES[0],
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="Date on which to stand.")] = None,
    first: Annotated[int, typer.Option("--first", "-n", min=1, max=FIRST_AT_MOST, help="So many.")] = 10,
    json: Annotated[bool, typer.Option("--json", help="Print for programs: the GraphQL answer.")] = False,
) -> None:
    """Show who lies between most: on the strongest chains between clusters, and between partners of two countries."""
    if by not in MEASURES:
        from cli.failures import refuse

        refuse(f"{by!r} is no measure.", "unknown_measure", "by", f"It is one of {', '.join(MEASURES)}.", by)
    settings = read_settings()
    variables = {
        "market": market, "sector": sector and sector.lower(), "by": by,
        "asOf": as_of or settings.as_of, "first": first,
    }  # fmt: skip
    tell(published(settings), DOCUMENT, variables, json, _show)


def _show(found: dict[str, Any]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    about = [found[name]["name"] for name in ("market", "sector") if found[name]]
    title = f"Who lies between most{': ' if about else ''}{', '.join(about)}"
    show(Text(f"{title}, {found['count']} in all" if found["count"] > len(found["brokers"]) else title, style="bold"))
    if found["nothing"]:
        show(Text(found["nothing"]))
    for one in found["brokers"]:
        who = one["organisation"]
        show(Text(f"{one['rank']:>3} {who['name']}, {who['country']}"))
        show(Padding(Text(one["sentence"]), (0, 0, 0, 4)))
        ties = [f"{tie['organisation']['name']}, {tie['organisation']['country']}" for tie in one["ties"]]
        if ties:
            show(Padding(Text(f"Strongest ties abroad: {'; '.join(ties)}", style="dim"), (0, 0, 0, 4)))
    if found["drawn"]:
        show(Text(found["drawn"], style="dim"))
    show(Text(footer(found), style="dim"))
