"""``strategy``: whose published strategy meets mine?"""

from typing import Annotated, Any, Final

import typer

from cli.asking import askers_given, constraints_given
from cli.documents import ORGANISATION, RELATION, footer, period, sources, tell
from cli.opening import published
from cli.screen import show
from cli.settings import read_settings

FIRST_AT_MOST: Final = 20
DOCUMENT: Final = f"""
query Strategy($from: AskerInput!, $constraints: RouteConstraints, $first: Int!) {{
  strategyMatch(from: $from, constraints: $constraints, first: $first) {{
    revision {{ number }} asOf count asker {ORGANISATION} askedAs note
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

    if (asker is None) == (from_country is None):
        refuse("Nobody asks, or two do.", "no_asker", "ORG", "Give ORG, or --from-country CC with --sectors.")
    settings = read_settings()
    snapshot = published(settings)
    who = askers_given(snapshot, [] if asker is None else [asker], from_country, None, sectors or (), (), None, "ORG")
    constraints = constraints_given(snapshot, as_of or settings.as_of, max_steps=max_steps)
    tell(snapshot, DOCUMENT, {"from": who[0], "constraints": constraints, "first": first}, json, _show)


def _show(found: dict[str, Any]) -> None:
    from rich.text import Text

    from graph.words import label
    from queries.routing.grammar import counted

    who = found["asker"]["name"] if found["asker"] else "you"
    show(Text(f"{counted(found['count'], 'priority', 'priorities')} that suit {who}", style="bold"))
    for rank, match in enumerate(found["matches"], 1):
        pursued = match["priority"]
        show(Text(f"{rank:>3} {match['holder']['name']}: {pursued['priority']['name']}", style="bold"))
        alike: dict[str, list[str]] = {}
        for one in match["reasons"]:
            alike.setdefault(one["kind"], []).append(one["subject"]["name"])
        reasons = (f"{label('StrategyReason', kind)} {'; '.join(names)}" for kind, names in alike.items())
        show(Text(f"    {', '.join(reasons)}"))
        route = match["route"]
        if route is None:
            show(Text(f"    {match['noRoute']}", style="dim"))
        else:
            steps = " → ".join(step["to"]["name"] for step in route["steps"])
            show(Text(f"    {who} → {steps}  {route['strength']:.2f}"))
        show(Text(f"    {period(pursued)}  {sources([pursued['relation']])}".rstrip(), style="dim"))
    show(Text(footer(found), style="dim"))
