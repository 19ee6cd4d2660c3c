"""``snowball``: which introductions to ask for next."""

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
    FromCountry,
    Kind,
    Knows,
    MaxSteps,
    MinStrength,
    PublicAnchor,
    Region,
    RelationKinds,
    Sector,
    Sectors,
)
from cli.screen import show
from cli.settings import read_settings

WAVES_AT_MOST: Final = 20
DOCUMENT: Final = f"""
query Snowball($from: AskerInput!, $waves: Int!, $sector: ID, $constraints: RouteConstraints) {{
  snowball(from: $from, waves: $waves, sector: $sector, constraints: $constraints) {{
    revision {{ number }} asOf exact candidates leftOut before gain opened noMoreThan guarantee whyNone
    asker {{ organisation {ORGANISATION} kind country {{ code }} askedAs note }}
    waves {{
      number organisation {ORGANISATION} introducer {ORGANISATION} introducerWave gain opened sentence
      markets(first: 10) {{ market {{ code name }} before after }}
      route {{ strength steps {{ to {{ id name }} kind strength sentence }} }}
    }}
  }}
}}
"""


def snowball(
    from_: Annotated[str | None, typer.Option("--from", metavar="ORG", help="Who asks: id or name.")] = None,
    from_country: FromCountry = None, region: Region = None, sectors: Sectors = None, knows: Knows = None,
    kind: Kind = None, sector: Sector = None, max_steps: MaxSteps = MAX_STEPS, min_strength: MinStrength = None,
    relation_kinds: RelationKinds = None, avoid: Avoid = None, public_anchor: PublicAnchor = False, as_of: AsOf = None,
    waves: Annotated[
        int, typer.Option("--waves", "-n", min=1, max=WAVES_AT_MOST, help="So many.", rich_help_panel=OUTPUT)
    ] = 5,
    json: AsJson = False,
) -> None:  # fmt: skip
    """Show whom to ask next for an introduction to whom, and which markets each opens."""
    if from_ is None and from_country is None:
        refuse("Nobody asks.", "no_asker", "--from", "Give --from ORG, or --from-country CC.")
    settings = read_settings()
    snapshot = published(settings)
    named = [] if from_ is None else [from_]
    (asker,) = askers_given(snapshot, named, from_country, region, sectors or (), knows or (), kind)
    variables: dict[str, Any] = {
        "from": asker,
        "waves": waves,
        "sector": None if sector is None else sector_given(snapshot, sector, "--sector"),
        "constraints": constraints_given(
            snapshot, as_of or settings.as_of, max_steps=max_steps, min_strength=min_strength,
            relation_kinds=relation_kinds, avoid=avoid, public_anchor=public_anchor,
        ),
    }  # fmt: skip
    tell(snapshot, DOCUMENT, variables, json, show_waves)


def show_waves(found: dict[str, Any]) -> None:
    """Print an answer."""
    from rich.text import Text

    asker = found["asker"]
    who = asker["organisation"]["name"] if asker["organisation"] else "you"
    show(Text(f"The next introductions for {who}", style="bold"))
    for wave in found["waves"]:
        show(Text(f"  {wave['number']}  +{wave['gain']:.2f}  {wave['sentence']}"))
        for step in wave["route"]["steps"]:
            show(Text(f"             {step['sentence']}", style="dim"))
    if found["whyNone"]:
        show(Text(f"  {found['whyNone']}"))
    if found["waves"]:
        certain = f"No {len(found['waves'])} introductions could do more than +{found['noMoreThan']:.2f}"
        show(Text(f"+{found['gain']:.2f} in all. {certain}; chosen among {found['candidates']}."))
    if found["leftOut"]:
        show(Text(f"{found['leftOut']} more, whose introductions are weaker, are left out.", style="dim"))
    show(Text(footer(found), style="dim"))
