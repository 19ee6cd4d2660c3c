"""``strategy``: whose published strategy meets mine?"""

from typing import Annotated, Any, Final

import typer

from cli.documents import ORGANISATION, RELATION, answered, footer, period, sources
from cli.opening import published
from cli.screen import show, show_json
from cli.settings import read_settings

FIRST_AT_MOST: Final = 20
DOCUMENT: Final = f"""
query Strategy($from: AskerInput!, $constraints: RouteConstraints, $first: Int!) {{
  strategyMatch(from: $from, constraints: $constraints, first: $first) {{
    revision {{ number }} asOf count asker {ORGANISATION} askedAs
    matches {{
      holder {ORGANISATION} weight noRoute
      priority {{
        priority {{ id name sectors {{ id name }} markets }} status since until relation {RELATION}
      }}
      reasons {{ kind weight subject {{ id name }} relation {{ id }} }}
      route {{ strength steps {{ from {{ id name }} to {{ id name }} kind strength }} }}
    }}
  }}
}}
"""


def strategy(
    asker: Annotated[str | None, typer.Argument(metavar="[ORG]", help="Who asks.", show_default=False)] = None,
    from_country: Annotated[
        str | None, typer.Option(metavar="CC", help="You are not in the graph: your country.")
    ] = None,
    sectors: Annotated[list[str] | None, typer.Option(help="Then your sectors, by id; commas or repeated.")] = None,
    max_steps: Annotated[int, typer.Option(help="At most so many introductions in a row, 1 to 6.")] = 3,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="Date on which to stand.")] = None,
    first: Annotated[int, typer.Option("--first", "-n", min=1, max=FIRST_AT_MOST, help="At most so many.")] = 10,
    json: Annotated[bool, typer.Option("--json", help="Print for programs: the GraphQL answer.")] = False,
) -> None:
    """Show whose published strategy meets the sectors and interests of ORG, why, and the route in."""
    from cli.failures import refuse
    from queries.reading.naming import organisation, words

    if (asker is None) == (from_country is None):
        refuse("Nobody asks, or two do.", "no_asker", "ORG", "Give ORG, or --from-country CC with --sectors.")
    settings = read_settings()
    snapshot = published(settings)
    given: dict[str, Any]
    if asker is not None:
        given = {"id": organisation(snapshot, asker, "ORG")}
    else:
        given = {"outsider": {"country": from_country, "sectors": words(sectors or ())}}
    constraints = {"maxSteps": max_steps, "asOf": as_of or settings.as_of}
    found = answered(snapshot, DOCUMENT, {"from": given, "constraints": constraints, "first": first})
    if json:
        show_json(found)
        return
    _show(found)


def _show(found: dict[str, Any]) -> None:
    from rich.text import Text

    who = found["asker"]["name"] if found["asker"] else "you"
    show(Text(f"{found['count']} priorities meet {who}", style="bold"))
    for rank, match in enumerate(found["matches"], 1):
        pursued = match["priority"]
        show(Text(f"{rank:>3} {match['holder']['name']}: {pursued['priority']['name']}", style="bold"))
        reasons = ", ".join(f"{one['kind'].replace('_', ' ')} {one['subject']['name']}" for one in match["reasons"])
        show(Text(f"    {reasons}"))
        route = match["route"]
        if route is None:
            show(Text(f"    {match['noRoute']}", style="dim"))
        else:
            steps = " → ".join(step["to"]["name"] for step in route["steps"])
            show(Text(f"    {who} → {steps}  {route['strength']:.2f}"))
        show(Text(f"    {period(pursued)}  {sources([pursued['relation']])}".rstrip(), style="dim"))
    show(Text(footer(found), style="dim"))
