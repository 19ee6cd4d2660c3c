"""``reach``: how far do we come?"""

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
from cli.screen import note, show
from cli.settings import read_settings

FIRST_AT_MOST: Final = 300
CHANGES_SHOWN: Final = 10
_CHANGE: Final = (
    "{ market { code name } before after openerBefore { id name country { code } } "
    "openerAfter { id name country { code } } }"
)
COMPARISON: Final = f"""comparison {{
      since openedCount closedCount upCount downCount unchanged facts {{ count undated undatedShare }}
      opened(first: {CHANGES_SHOWN}) {_CHANGE} closed(first: {CHANGES_SHOWN}) {_CHANGE}
      up(first: {CHANGES_SHOWN}) {_CHANGE} down(first: {CHANGES_SHOWN}) {_CHANGE}
    }}"""
ONE_MORE: Final = f"""oneMore {{
      organisation {ORGANISATION} gain opened alike likelihood introducer {ORGANISATION}
      asker {{ organisation {ORGANISATION} }} markets(first: 5) {{ market {{ code name }} before after }}
    }}"""
DOCUMENT: Final = f"""
query Reach(
  $from: [AskerInput!], $clustersOf: MarketCode, $corridor: ID, $sector: ID, $constraints: RouteConstraints,
  $since: PartialDate, $first: Int!, $oneMore: Boolean!
) {{
  reach(
    from: $from, clustersOf: $clustersOf, corridor: $corridor, sector: $sector, constraints: $constraints,
    since: $since
  ) {{
    revision {{ number }} asOf exact leftOut marketCount blankCount strong moderate weak fromHomeOnlyCount
    askers {{ organisation {ORGANISATION} kind country {{ code }} askedAs note }}
    markets(first: $first) {{
      market {{ code name }} score tier steps how openerCount onlyFromHome isOwn organisation {ORGANISATION} why
      asker {{ organisation {{ id name }} }}
    }}
    fromHomeOnly(first: 100) {{ code name }}
    blankSpots(first: 100) {{ market {{ code name }} reason sentence }}
    {ONE_MORE.replace("oneMore {", "oneMore @include(if: $oneMore) {", 1)}
    {COMPARISON}
  }}
}}
"""


def reach(
    from_: From = None,
    clusters_of: Annotated[
        str | None, typer.Option(metavar="COUNTRY", help="All clusters of a country together, instead of --from.")
    ] = None,
    from_country: FromCountry = None, region: Region = None, sectors: Sectors = None, knows: Knows = None,
    kind: Kind = None,
    corridor: Annotated[str | None, typer.Option(help="Only markets on this corridor or bloc, by its id.")] = None,
    sector: Sector = None, max_steps: MaxSteps = MAX_STEPS, min_strength: MinStrength = None,
    relation_kinds: RelationKinds = None, opener_kinds: OpenerKinds = None, avoid: Avoid = None,
    public_anchor: PublicAnchor = False, as_of: AsOf = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Compare with this earlier date.", rich_help_panel=OUTPUT)
    ] = None,
    one_more: Annotated[
        bool, typer.Option("--one-more", help="Which new tie would open most.", rich_help_panel=OUTPUT)
    ] = False,
    first: Annotated[
        int,
        typer.Option("--first", "-n", min=1, max=FIRST_AT_MOST, help="So many markets.", rich_help_panel=OUTPUT),
    ] = 30,
    json: AsJson = False,
) -> None:  # fmt: skip
    """Show the best door opener of every market for you, where there is none, and what one more tie would open."""
    settings = read_settings()
    snapshot = published(settings)
    if clusters_of is not None and (from_ or from_country):
        refuse("You ask, or the clusters of a country do.", "two_askers", "--clusters-of", "Give one of the two.")
    variables: dict[str, Any] = {
        "from": None
        if clusters_of is not None
        else askers_given(snapshot, from_ or (), from_country, region, sectors or (), knows or (), kind),
        "clustersOf": clusters_of,
        "corridor": corridor and corridor.lower(),
        "sector": None if sector is None else sector_given(snapshot, sector, "--sector"),
        "constraints": constraints_given(
            snapshot, as_of or settings.as_of, max_steps=max_steps, min_strength=min_strength,
            relation_kinds=relation_kinds, opener_kinds=opener_kinds, avoid=avoid, public_anchor=public_anchor,
        ),
        "since": since,
        "first": first,
        "oneMore": one_more,
    }  # fmt: skip
    tell(snapshot, DOCUMENT, variables, json, show_reach)


def show_reach(found: dict[str, Any]) -> None:
    """Print an answer."""
    from rich.text import Text

    for asker in found["askers"]:
        if asker["note"]:
            note(asker["note"])
    who = _askers(found)
    show(Text(f"How far {who} come{'' if len(found['askers']) > 1 or who == 'you' else 's'}", style="bold"))
    show(
        Text(
            f"  {found['marketCount']} markets with a door opener: {found['strong']} strong, {found['moderate']} "
            f"moderate, {found['weak']} weak; {found['blankCount']} without"
        )
    )
    if found["leftOut"]:
        show(Text(f"  {found['leftOut']} clusters with fewer ties are left out.", style="dim"))
    _markets(found)
    for one in found.get("oneMore") or ():
        _new_tie(one)
    if found["comparison"]:
        _comparison(found["comparison"], found["asOf"])
    show(Text(footer(found), style="dim"))


def _askers(found: dict[str, Any]) -> str:
    names = [one["organisation"]["name"] if one["organisation"] else "you" for one in found["askers"]]
    return ", ".join(names) if len(names) <= 3 else f"{len(names)} organisations together"


def _markets(found: dict[str, Any]) -> None:
    from rich.text import Text

    several = len(found["askers"]) > 1
    shown = found["markets"]
    for one in (market for market in shown if not market["onlyFromHome"]):
        more = f", {one['openerCount'] - 1} more" if one["openerCount"] > 1 else ""
        own = " (your own market)" if one["isOwn"] else ""
        of = f"for {one['asker']['organisation']['name']}: " if several and one["asker"]["organisation"] else ""
        steps = "1 step" if one["steps"] == 1 else f"{one['steps']} steps"
        line = Text(f"  {one['score']:.2f} {one['tier']:<8} ")
        line.append(f"{one['market']['name']}{own}: ", style="bold")
        line.append(f"{of}{one['organisation']['name']}")
        line.append(f"  {one['how'].replace('_', ' ')}, {steps}{more}", style="dim")
        show(line)
    if len(shown) < found["marketCount"]:
        show(Text(f"  … and {found['marketCount'] - len(shown)} more markets (--first {FIRST_AT_MOST})", style="dim"))
    if found["fromHomeOnly"]:
        show(Text(f"Nobody there, only agencies at home: {found['fromHomeOnlyCount']} markets", style="bold"))
        show(Text(f"  {', '.join(one['name'] for one in found['fromHomeOnly'])}"))
    reasons: dict[str, list[str]] = {}
    for one in found["blankSpots"]:
        reasons.setdefault(one["reason"], []).append(one["market"]["name"])
    if reasons:
        show(Text(f"Blank spots: {found['blankCount']}", style="bold"))
    for reason, names in reasons.items():
        show(Text(f"  {reason.replace('_', ' ')}: {', '.join(names)}"))


def _new_tie(one: dict[str, Any]) -> None:
    from rich.text import Text

    of = one["asker"]["organisation"]
    whose = f" of {of['name']}" if of else ""
    told = f"One more tie{whose}, to {one['organisation']['name']} ({one['organisation']['country']})"
    show(Text(told, style="bold"))
    raised = ", ".join(f"{it['market']['name']} {it['before']:.2f} → {it['after']:.2f}" for it in one["markets"])
    by = f"; {one['introducer']['name']} can introduce" if one["introducer"] else "; nobody is known who can introduce"
    opened = f", opens {one['opened']}" if one["opened"] else ""
    alike = f"; {one['alike']} others would do as much" if one["alike"] else ""
    show(Text(f"  +{one['gain']:.2f} in all{opened}: {raised}{by}{alike}"))


def _comparison(found: dict[str, Any], as_of: str) -> None:
    from rich.text import Text

    show(Text(f"From {found['since']} to {as_of}", style="bold"))
    for title, name in (("new", "opened"), ("gone", "closed"), ("up", "up"), ("down", "down")):
        count, some = found[f"{name}Count"], found[name]
        told = ", ".join(
            f"{one['market']['name']} {score_told(one['before'])} → {score_told(one['after'])}" for one in some
        )
        show(Text(f"  {count} {title}{': ' if told else ''}{told}{', …' if count > len(some) else ''}"))
    show(Text(f"  {found['unchanged']} unchanged. {undated_told(found['facts'])}", style="dim"))


def score_told(score: float | None) -> str:
    """A score, or that there was none."""
    return "–" if score is None else f"{score:.2f}"


def undated_told(facts: dict[str, Any]) -> str:
    """How much of a comparison rests on facts without dates."""
    return (
        f"{facts['undated']} of the {facts['count']} facts used have no dates ({facts['undatedShare']:.0%}): they are "
        "supposed to have held on both."
    )
