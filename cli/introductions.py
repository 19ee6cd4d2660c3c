"""``opendoors routes``: the best ways to be introduced by one organisation to another."""

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from cli.answer import STEP
from cli.asking import constraints_given
from cli.documents import DIAGNOSIS, ORGANISATION, Json, tell
from cli.failures import refuse
from cli.opening import published
from cli.screen import console
from cli.settings import read_settings

if TYPE_CHECKING:
    from rich.console import Console

ROUTES_AT_MOST: Final = 10
WORTH: Final = "It would make a route of strength"
ROUTE: Final = f"{{ strength freshest stalest publicShare weakestStep {{ to {{ id }} strength }} steps {STEP} }}"
DOCUMENT: Final = f"""
query Routes($from: AskerInput!, $to: ID!, $constraints: RouteConstraints, $first: Int!) {{
  introductions(from: $from, to: $to, constraints: $constraints, first: $first) {{
    revision {{ number }} asOf exact completeTo to {ORGANISATION} askedTo note
    asker {{ organisation {ORGANISATION} kind country {{ code }} askedAs note }}
    diagnosis {DIAGNOSIS} routes {ROUTE} fallback {ROUTE}
  }}
}}
"""


def routes(
    source: Annotated[str, typer.Argument(metavar="FROM", help="Organisation that asks: an id, or an exact name.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="Organisation to be introduced to.")],
    count: Annotated[int, typer.Option("-k", "--first", help=f"At most so many routes, 1 to {ROUTES_AT_MOST}.")] = 3,
    max_steps: Annotated[int, typer.Option(help="At most so many introductions in a row, 1 to 6.")] = 3,
    min_strength: Annotated[float | None, typer.Option(help="Every step at least so strong, 0 to 1.")] = None,
    avoid: Annotated[list[str] | None, typer.Option(help="Organisation, market or kind to avoid.")] = None,
    as_of: Annotated[str | None, typer.Option(help="As of this date: YYYY, YYYY-MM or YYYY-MM-DD.")] = None,
    json: Annotated[bool, typer.Option("--json", help="For programs: the GraphQL answer's names.")] = False,
) -> None:
    """Rank the routes of introductions from one organisation to another, with a fallback that shares nobody."""
    from queries.reading.naming import organisation

    if not 1 <= count <= ROUTES_AT_MOST:
        refuse(f"{count} is out of range.", "limit_exceeded", "-k", f"Ask for 1 to {ROUTES_AT_MOST}.", count)
    settings = read_settings()
    snapshot = published(settings)
    constraints = constraints_given(
        snapshot, as_of or settings.as_of, max_steps=max_steps, min_strength=min_strength, avoid=avoid
    )
    variables = {
        "from": {"id": organisation(snapshot, source, "FROM")},
        "to": organisation(snapshot, target, "TO"),
        "constraints": constraints,
        "first": count,
    }
    tell(snapshot, DOCUMENT, variables, json, _show)


def _show(found: Json) -> None:
    from rich.text import Text

    from cli.diagnosis import show_diagnosis
    from cli.route_lines import Footnotes, footer, name_of, show_sources

    out = console()
    ends = f"{name_of(found['asker']['organisation'])} to {found['to']['name']}"
    if not found["routes"]:
        out.print(Text(f"No route from {ends} found.", style="bold"))
        show_diagnosis(out, found["diagnosis"], WORTH)
        out.print(footer(found))
        return
    out.print(Text(f"Routes from {ends}", style="bold"))
    notes = Footnotes()
    for rank, route in enumerate(found["routes"], 1):
        _show_route(out, f"{rank:>3}", route, notes)
    if found["fallback"] is not None:
        out.print()
        out.print(Text("If the first fails, sharing nobody with it", style="bold"))
        _show_route(out, "  –", found["fallback"], notes)
    out.print()
    if found["diagnosis"] is not None:
        show_diagnosis(out, found["diagnosis"], WORTH)
    show_sources(out, notes)
    out.print(footer(found))


def _show_route(out: "Console", mark: str, route: Json, notes: Any) -> None:
    from rich.text import Text

    from cli.route_lines import INDENT, indented, route_pieces, wrapped

    out.print()
    for at, line in enumerate(wrapped(list(route_pieces(route["steps"], notes)), out.width - INDENT)):
        out.print(Text(f"{mark} " if at == 0 else " " * INDENT).append_text(line))
    for step in route["steps"]:
        indented(out, step["sentence"])
    weakest = route["weakestStep"]
    known = f", last known to have held {_days(route['stalest'], route['freshest'])}" if route["stalest"] else ""
    strengths = f"strength {_number(route['strength'])}, weakest step {_number(weakest['strength'])}"
    indented(out, f"{strengths}, {route['publicShare']:.0%} public{known}", "dim")


def _days(stalest: str, freshest: str) -> str:
    return f"on {stalest}" if stalest == freshest else f"between {stalest} and {freshest}"


def _number(strength: float) -> str:
    """Two places, or as many as it takes to see that it is not nothing."""
    return f"{strength:.2f}" if strength >= 0.01 else f"{strength:.1g}"
