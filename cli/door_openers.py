"""``ask``: who can open a door to a market or corridor?"""

from typing import Annotated

import typer

from cli.asking import MAX_STEPS, askers_given, constraints_given, sector_given
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
    Via,
    ViaInOrder,
)
from cli.papers import As, Svg, check_output, write_papers
from cli.screen import show_json
from cli.settings import read_settings

FIRST_AT_MOST = 100
Market = Annotated[str | None, typer.Argument(help="Market, by code or name: KR, or South Korea.", show_default=False)]
Corridor = Annotated[str | None, typer.Option(help="Id of a corridor, instead of a market.")]
First = Annotated[
    int, typer.Option("--first", "-n", help=f"So many door openers, 1 to {FIRST_AT_MOST}.", rich_help_panel=OUTPUT)
]


def ask(
    market: Market = None, corridor: Corridor = None, from_: From = None, from_country: FromCountry = None,
    region: Region = None, sectors: Sectors = None, knows: Knows = None, kind: Kind = None, sector: Sector = None,
    max_steps: MaxSteps = MAX_STEPS, min_strength: MinStrength = None, relation_kinds: RelationKinds = None,
    opener_kinds: OpenerKinds = None, avoid: Avoid = None, via: Via = None, via_in_order: ViaInOrder = None,
    public_anchor: PublicAnchor = False, as_of: AsOf = None, first: First = 10, json: AsJson = False,
    svg: Svg = None, format_: As = None,
) -> None:  # fmt: skip
    """Rank who can open a door to MARKET for you, with the route to each and its sources."""
    from cli.answer import door_openers
    from graph.markets import market_code

    if (market is None) == (corridor is None):
        refuse("Ask about one market or one corridor.", "no_target", "MARKET", "Write `opendoors ask KR --from ORG`.")
    if not 1 <= first <= FIRST_AT_MOST:
        refuse(f"{first} is out of range.", "limit_exceeded", "--first", f"Ask for 1 to {FIRST_AT_MOST}.", first)
    check_output(svg, format_, json)
    settings = read_settings()
    market = None if market is None else market_code(market, "MARKET")
    snapshot = published(settings)
    constraints = constraints_given(
        snapshot, as_of or settings.as_of, max_steps=max_steps, min_strength=min_strength,
        relation_kinds=relation_kinds, opener_kinds=opener_kinds, avoid=avoid, via=via, via_in_order=via_in_order,
        public_anchor=public_anchor,
    )  # fmt: skip
    variables = {
        "market": market,
        "corridor": corridor,
        "sector": None if sector is None else sector_given(snapshot, sector, "--sector"),
        "from": askers_given(snapshot, from_ or (), from_country, region, sectors or (), knows or (), kind),
        "constraints": constraints,
    }
    write_papers(snapshot, variables, first, svg, format_)
    if format_ is not None:
        return
    found = door_openers(snapshot, variables, first)
    if json:
        show_json(found)
        return
    from cli.characters import all_plain
    from cli.documents import tell_notes
    from cli.openers_table import show_openers

    tell_notes(found)
    show_openers(all_plain(found))
