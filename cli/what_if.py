"""``what-if``: what difference would changes make?"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from cli.asking import MAX_STEPS, askers_given, constraints_given, sector_given
from cli.documents import ORGANISATION, Json, footer, tell
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
from cli.papers import Svg, check_output, write_papers
from cli.reach import score_told
from cli.screen import show
from cli.settings import read_settings
from graph.errors import InputError

if TYPE_CHECKING:
    from graph.snapshot.snapshot import Snapshot

FIRST_AT_MOST: Final = 100
_OPENER: Final = f"{{ organisation {ORGANISATION} formerly {ORGANISATION} successor {ORGANISATION} before after why }}"
_MARKET: Final = "{ market { code name } before after openerBefore { id name } openerAfter { id name } }"
_RESILIENCE: Final = "{ openers best firstDoors independent leaningOn { id name } share }"
_OPENERS: Final = (("New", "new"), ("Gone", "gone"), ("Up", "up"), ("Down", "down"))
_MARKETS: Final = (("Opened", "opened"), ("Closed", "closed"), ("Up", "up"), ("Down", "down"))
DOCUMENT: Final = f"""
query WhatIf(
  $from: [AskerInput!]!, $changes: [ChangeInput!]!, $market: MarketCode, $corridor: ID, $sector: ID,
  $constraints: RouteConstraints, $first: Int!
) {{
  whatIf(
    from: $from, changes: $changes, market: $market, corridor: $corridor, sector: $sector, constraints: $constraints
  ) {{
    revision {{ number }} asOf supposed market {{ code name }} corridor {{ id name }}
    askers {{ organisation {ORGANISATION} kind country {{ code }} askedAs note }}
    doors {{
      exact unchanged newCount goneCount upCount downCount before {_RESILIENCE} after {_RESILIENCE}
      {" ".join(f"{name}(first: $first) {_OPENER}" for _, name in _OPENERS)}
    }}
    reach {{
      exact unchanged openedCount closedCount upCount downCount before after
      {" ".join(f"{name}(first: $first) {_MARKET}" for _, name in _MARKETS)}
    }}
  }}
}}
"""

_PARTS: Final = {"--add": "KIND,FROM,TO[,ROLE]", "--drop": "ORG[,OTHER[,KIND]]", "--merge": "ORG,INTO"}
_SUCH_AS: Final = {"--add": "partner_of,biocat,biom", "--drop": "biocat,biom", "--merge": "biocat,biom"}


def what_if(
    market: Annotated[str | None, typer.Argument(help="Market, by code or name.", show_default=False)] = None,
    add: Annotated[
        list[str] | None, typer.Option(metavar=_PARTS["--add"], help="Suppose a relation; several times.")
    ] = None,
    drop: Annotated[
        list[str] | None,
        typer.Option(metavar=_PARTS["--drop"], help="Without an organisation, or what there is between two."),
    ] = None,
    merge: Annotated[list[str] | None, typer.Option(metavar=_PARTS["--merge"], help="Suppose a merger.")] = None,
    corridor: Annotated[str | None, typer.Option(help="Id of a corridor, instead of a market.")] = None,
    from_: From = None, from_country: FromCountry = None, region: Region = None, sectors: Sectors = None,
    knows: Knows = None, kind: Kind = None, sector: Sector = None, max_steps: MaxSteps = MAX_STEPS,
    min_strength: MinStrength = None, relation_kinds: RelationKinds = None, opener_kinds: OpenerKinds = None,
    avoid: Avoid = None, public_anchor: PublicAnchor = False, as_of: AsOf = None,
    first: Annotated[
        int, typer.Option("--first", "-n", min=1, max=FIRST_AT_MOST, help="In each list.", rich_help_panel=OUTPUT)
    ] = 10,
    json: AsJson = False, svg: Svg = None,
) -> None:  # fmt: skip
    """Show what would be different for you, in MARKET and everywhere. Nothing is stored."""
    from graph.markets import market_code

    check_output(svg, None, json)
    settings = read_settings()
    snapshot = published(settings)
    variables: dict[str, Any] = {
        "market": None if market is None else market_code(market, "MARKET"),
        "corridor": corridor,
        "changes": _changes(snapshot, add or (), drop or (), merge or ()),
        "sector": None if sector is None else sector_given(snapshot, sector, "--sector"),
        "from": askers_given(snapshot, from_ or (), from_country, region, sectors or (), knows or (), kind),
        "constraints": constraints_given(
            snapshot, as_of or settings.as_of, max_steps=max_steps, min_strength=min_strength,
            relation_kinds=relation_kinds, opener_kinds=opener_kinds, avoid=avoid, public_anchor=public_anchor,
        ),
        "first": first,
    }  # fmt: skip
    try:
        write_papers(snapshot, variables, first, svg, None)
        tell(snapshot, DOCUMENT, variables, json, show_difference)
    except InputError as error:
        if error.where == "changes":
            given = [option for option, said in (("--add", add), ("--drop", drop), ("--merge", merge)) if said]
            error.where = " or ".join(given) or error.where
        raise


def _changes(snapshot: "Snapshot", add: Sequence[str], drop: Sequence[str], merge: Sequence[str]) -> list[Json]:
    from queries.reading.naming import organisation
    from queries.routing.grammar import counted
    from queries.routing.supposing import addition_said

    def parts(said: str, option: str, least: int, most: int) -> list[str]:
        found = [part.strip() for part in said.split(",")]
        if not least <= len(found) <= most or not all(found):
            suggestion = f"Write {_PARTS[option]}, such as {_SUCH_AS[option]}."
            refuse(f"{said!r} has {counted(len(found), 'part')}.", "bad_change", option, suggestion, said)
        return found

    made: list[Json] = []
    for said in add:
        made.append({"add": asdict(addition_said(said, "--add"))})
    for said in drop:
        one, *rest = parts(said, "--drop", 1, 3)
        names = dict(zip(("other", "kind"), rest, strict=False))
        made.append({"drop": {"organisation": organisation(snapshot, one, "--drop"), **names}})
    for said in merge:
        ends = (organisation(snapshot, part, "--merge") for part in parts(said, "--merge", 2, 2))
        made.append({"merge": dict(zip(("organisation", "into"), ends, strict=True))})
    return made


def show_difference(found: Json) -> None:
    """Print an answer."""
    from rich.text import Text

    show(Text("What if", style="bold"))
    for sentence in found["supposed"]:
        show(Text(f"  {sentence}"))
    if found["doors"]:
        _doors(found["doors"], (found["market"] or found["corridor"])["name"])
    reach = found["reach"]
    show(Text(f"Everywhere, best scores together: {reach['before']:.2f} → {reach['after']:.2f}", style="bold"))
    for title, name in _MARKETS:
        if reach[name]:
            told = ", ".join(
                f"{one['market']['name']} {score_told(one['before'])} → {score_told(one['after'])}"
                for one in reach[name]
            )
            more = reach[f"{name}Count"] - len(reach[name])
            show(Text(f"  {title}: {told}{f' and {more} more' if more else ''}"))
    show(Text(f"  {reach['unchanged']} unchanged.", style="dim"))
    show(Text(f"Nothing is written. {footer(found)}", style="dim"))


def _leaning(one: Json) -> str:
    """How much door openers hang on few, where there are any."""
    if not one["openers"]:
        return ""
    first = "one organisation" if one["firstDoors"] == 1 else f"{one['firstDoors']} organisations"
    apart = (
        f"ways to {one['independent']} of them share nobody" if one["independent"] > 1 else "all ways share somebody"
    )
    told = f", the best {one['best']:.2f}. Their ways begin with {first}; {apart}"
    return f"{told}. {one['leaningOn']['name']} has {one['share']:.0%} of all they are worth."


def _doors(found: Json, target: str) -> None:
    from rich.text import Text

    show(Text(f"Door openers to {target}", style="bold"))
    for when in ("before", "after"):
        one = found[when]
        show(Text(f"  {when}: {one['openers']}{_leaning(one)}"))
    for title, name in _OPENERS:
        for one in found[name]:
            place = f"{one['organisation']['name']}, {one['organisation']['country']}"
            show(Text(f"  {title}: {score_told(one['before'])} → {score_told(one['after'])}  {place}"))
            if name in ("new", "up"):
                show(Text(f"      {one['why']}", style="dim"))
        if found[f"{name}Count"] > len(found[name]):
            show(Text(f"  … and {found[f'{name}Count'] - len(found[name])} more {name}", style="dim"))
    show(Text(f"  {found['unchanged']} unchanged.", style="dim"))
