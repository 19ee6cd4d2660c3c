"""``reach``: how far do we come?"""

from collections.abc import Collection
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
from cli.screen import show
from cli.settings import read_settings

if TYPE_CHECKING:
    from rich.text import Text

FIRST_AT_MOST: Final = 300
LINES: Final = 5
"""Lines of a group, if no other number is asked for."""
TIERS: Final = ("strong", "moderate", "weak")
_BY_ITSELF: Final = ("own_network", "reception")
"""How a door is opened for one of several askers of a country: whatever else opens it is there for all of them."""
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
      market {{ code name }} score tier steps how openerCount onlyFromHome isOwn why
      organisation {ORGANISATION} operator {{ id name }}
      asker {{ organisation {{ id name }} }}
    }}
    fromHomeOnly(first: 100) {{ code name }}
    blankSpots(first: 100) {{ market {{ code name }} reason sentence }}
    uninhabited {{ code name }}
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
        int | None,
        typer.Option(
            "--first", "-n", min=1, max=FIRST_AT_MOST, show_default=False, rich_help_panel=OUTPUT,
            help=f"So many lines of each group, {LINES} unless said; with --json so many markets in all.",
        ),
    ] = None,
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
        "first": first if json and first else FIRST_AT_MOST,
        "oneMore": one_more,
    }  # fmt: skip
    tell(snapshot, DOCUMENT, variables, json, lambda found: show_reach(found, first or LINES))


def show_reach(found: dict[str, Any], lines: int) -> None:
    """Print an answer, so many lines of each group."""
    from rich.text import Text

    from queries.routing.wording import HOW

    who = _askers(found)
    show(Text(f"How far {who} come{'' if len(found['askers']) > 1 or who == 'you' else 's'}", style="bold"))
    tiers = ", ".join(f"{found[tier]} {tier}" for tier in TIERS)
    show(Text(f"  {found['marketCount']} markets where somebody there, or there for it, opens the door: {tiers}"))
    home, blank = found["fromHomeOnlyCount"], found["blankCount"]
    show(Text(f"  {home} more where nobody does, but agencies at home may help; {blank} blank spots"))
    if found["leftOut"]:
        show(Text(f"  {found['leftOut']} clusters with fewer ties are left out.", style="dim"))
    several = len(found["askers"]) > 1
    apart = _BY_ITSELF if len({asker["country"] for asker in found["askers"]}) == 1 else tuple(HOW)
    markets = [one for one in found["markets"] if not one["onlyFromHome"]]
    for tier in TIERS:
        _tier([one for one in markets if one["tier"] == tier], apart if several else (), lines)
    _not_open(found)
    for one in found.get("oneMore") or ():
        _new_tie(one)
    if found["comparison"]:
        _comparison(found["comparison"], found["asOf"])
    show(Text(footer(found), style="dim"))


def _askers(found: dict[str, Any]) -> str:
    names = [one["organisation"]["name"] if one["organisation"] else "you" for one in found["askers"]]
    return ", ".join(names) if len(names) <= 3 else f"{len(names)} organisations together"


def _tier(markets: list[Json], apart: Collection[str], lines: int) -> None:
    """The markets of one tier, by how they are opened: the way to the best of them first; ``apart``: for whom it is."""
    from rich.text import Text

    from queries.routing.wording import GROUPS

    groups = [(title, [one for one in markets if one["how"] in hows]) for title, hows in GROUPS]
    for title, group in sorted(groups, key=lambda group: -max((one["score"] for one in group[1]), default=0.0)):
        if group:
            count = "1 market" if len(group) == 1 else f"{len(group)} markets"
            show(Text(f"{group[0]['tier'].capitalize()}: {title[0].lower()}{title[1:]}, {count}", style="bold"))
            _group(group, apart, lines)


def _group(markets: list[Json], apart: Collection[str], lines: int) -> None:
    """One line for what the same agency opens equally well, by its offices; the markets of further lines by name."""
    from rich.text import Text

    alike: dict[tuple[str, ...], list[Json]] = {}
    for one in markets:
        whose = one["asker"]["organisation"] if one["how"] in apart else None
        by = one["operator"] or one["organisation"]
        alike.setdefault((f"{one['score']:.2f}", by["id"], whose["name"] if whose else ""), []).append(one)
    some = list(alike.items())
    for (score, _, whose), those in some[:lines]:
        show(_line(those, score, f"for {whose}: " if whose else ""))
    rest = [one for _, those in some[lines:] for one in those]
    if rest:
        show(Text(f"  … and {len(rest)} more: {', '.join(_name(one) for one in rest)}"))


def _line(those: list[Json], score: str, whose: str) -> "Text":
    from rich.text import Text

    first, line = those[0], Text(f"  {score}  ")
    if len(those) > 1:
        by = first["operator"]
        line.append(f"{whose}{by['name']}, by its offices: " if by else f"{whose}{first['organisation']['name']}: ")
        return line.append(", ".join(_name(one) for one in those), style="bold")
    line.append(f"{_name(first)}: ", style="bold").append(f"{whose}{first['organisation']['name']}")
    steps = "" if first["steps"] == 1 else f"  {first['steps']} steps"
    more = first["openerCount"] - 1
    others = f"  and {more} other{'s' if more > 1 else ''}" if more else ""
    return line.append(f"{steps}{others}", style="dim")


def _name(one: Json) -> str:
    return f"{one['market']['name']} (your own market)" if one["isOwn"] else str(one["market"]["name"])


def _not_open(found: Json) -> None:
    """Where nobody opens the door."""
    from rich.text import Text

    from queries.routing.everywhere import NoDoor
    from queries.routing.wording import WHY_NO_DOOR

    if found["fromHomeOnly"]:
        show(Text(f"Only agencies at home may help: {found['fromHomeOnlyCount']}", style="bold"))
        show(Text(f"  {', '.join(one['name'] for one in found['fromHomeOnly'])}"))
    reasons: dict[str, list[str]] = {}
    for one in found["blankSpots"]:
        reasons.setdefault(one["reason"], []).append(one["market"]["name"])
    if reasons:
        show(Text(f"Blank spots: {found['blankCount']}", style="bold"))
    for reason, names in reasons.items():
        show(Text(f"  {WHY_NO_DOOR[NoDoor(reason)]} {', '.join(names)}"))
    if found["blankCount"] > len(found["blankSpots"]):
        show(Text(f"  … and {found['blankCount'] - len(found['blankSpots'])} more"))
    if found["uninhabited"]:
        empty = ", ".join(one["name"] for one in found["uninhabited"])
        show(Text(f"Left out, as nobody lives there and nobody is known there: {empty}.", style="dim"))


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
