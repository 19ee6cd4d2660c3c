"""``ask``: who can open a door to a market or corridor?"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.failures import refuse
from cli.opening import published
from cli.screen import note, show_json
from cli.settings import read_settings

if TYPE_CHECKING:
    from graph.snapshot.snapshot import Snapshot
    from queries.routing.constraints import RouteConstraints

FIRST_AT_MOST = 100
ASKER, ROUTE, OUTPUT = "Who asks", "What routes must keep to", "Output"
Market = Annotated[str | None, typer.Argument(help="Market, by code or name: KR, or South Korea.", show_default=False)]
Corridor = Annotated[str | None, typer.Option(help="Id of a corridor, instead of a market.")]
From = Annotated[
    list[str] | None,
    typer.Option("--from", metavar="ORG", help="Organisation by id or exact name; repeatable.", rich_help_panel=ASKER),
]
FromCountry = Annotated[
    str | None,
    typer.Option(metavar="COUNTRY", help="You are not in the graph: where you are based.", rich_help_panel=ASKER),
]
Region = Annotated[str | None, typer.Option(help="ISO 3166-2 region in it, such as DK-84.", rich_help_panel=ASKER)]
Sectors = Annotated[
    list[str] | None, typer.Option(help="Your sectors, by id; commas or repeated.", rich_help_panel=ASKER)
]
Kind = Annotated[
    str | None,
    typer.Option(metavar="KIND", help="What you are; a company by default.", rich_help_panel=ASKER),
]
Knows = Annotated[
    list[str] | None, typer.Option(metavar="ORG", help="Whom you know; repeatable.", rich_help_panel=ASKER)
]
Sector = Annotated[str | None, typer.Option(help="Sector to fit, instead of the asker's own.", rich_help_panel=ROUTE)]
MaxSteps = Annotated[int, typer.Option(help="At most so many introductions in a row, 1 to 6.", rich_help_panel=ROUTE)]
MinStrength = Annotated[
    float | None, typer.Option(help="Every step at least so strong, 0 to 1.", rich_help_panel=ROUTE)
]
RelationKinds = Annotated[
    list[str] | None, typer.Option(metavar="KIND", help="Only relations of these kinds.", rich_help_panel=ROUTE)
]
OpenerKinds = Annotated[
    list[str] | None, typer.Option(metavar="KIND", help="Only door openers of these kinds.", rich_help_panel=ROUTE)
]
Avoid = Annotated[
    list[str] | None, typer.Option(metavar="X", help="Organisation, country or kind to avoid.", rich_help_panel=ROUTE)
]
Via = Annotated[
    list[str] | None, typer.Option(metavar="ORG", help="One of these must be on the route.", rich_help_panel=ROUTE)
]
ViaInOrder = Annotated[
    list[str] | None,
    typer.Option(metavar="ORG", help="All of these must be on the route, in this order.", rich_help_panel=ROUTE),
]
PublicAnchor = Annotated[
    bool, typer.Option("--public-anchor", help="Only through public organisations.", rich_help_panel=ROUTE)
]
AsOf = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Date on which to stand: YYYY, YYYY-MM or YYYY-MM-DD.", rich_help_panel=ROUTE),
]
First = Annotated[
    int, typer.Option("--first", "-n", help=f"So many door openers, 1 to {FIRST_AT_MOST}.", rich_help_panel=OUTPUT)
]
Json = Annotated[
    bool,
    typer.Option(
        "--json", help="Print for programs: the GraphQL answer, lists as plain lists.", rich_help_panel=OUTPUT
    ),
]


def ask(
    market: Market = None, corridor: Corridor = None, from_: From = None, from_country: FromCountry = None,
    region: Region = None, sectors: Sectors = None, knows: Knows = None, kind: Kind = None, sector: Sector = None,
    max_steps: MaxSteps = 3, min_strength: MinStrength = None, relation_kinds: RelationKinds = None,
    opener_kinds: OpenerKinds = None, avoid: Avoid = None, via: Via = None, via_in_order: ViaInOrder = None,
    public_anchor: PublicAnchor = False, as_of: AsOf = None, first: First = 10, json: Json = False,
) -> None:  # fmt: skip
    """Rank who can open a door to MARKET for you, with the route to each and its sources."""
    from cli.answer import door_openers
    from graph.markets import market_code
    from queries.reading.naming import avoided, kind_word, organisation, words
    from queries.routing.constraints import RouteConstraints

    if (market is None) == (corridor is None):
        refuse("Ask about one market or one corridor.", "no_target", "MARKET", "Write `opendoors ask KR --from ORG`.")
    if not 1 <= first <= FIRST_AT_MOST:
        refuse(f"{first} is out of range.", "limit_exceeded", "--first", f"Ask for 1 to {FIRST_AT_MOST}.", first)
    settings = read_settings()
    market = None if market is None else market_code(market, "MARKET")
    snapshot = published(settings)
    constraints = RouteConstraints(
        max_steps=max_steps,
        min_strength=min_strength,
        relation_kinds=frozenset(map(kind_word, words(relation_kinds))) if relation_kinds else None,
        opener_kinds=frozenset(map(kind_word, words(opener_kinds))) if opener_kinds else None,
        avoid=tuple(avoided(snapshot, one, "--avoid") for one in avoid or ()),
        via=tuple(organisation(snapshot, one, "--via") for one in via or ()),
        via_in_order=tuple(organisation(snapshot, one, "--via-in-order") for one in via_in_order or ()),
        public_anchor=public_anchor,
    )
    constraints.check()
    askers = _askers(snapshot, from_ or (), from_country, region, sectors or (), knows or (), kind)
    variables = {
        "market": market,
        "corridor": corridor,
        "sector": None if sector is None else _sector(snapshot, sector, "--sector"),
        "from": askers,
        "constraints": _constraints(constraints, as_of or settings.as_of),
    }
    found = door_openers(snapshot, variables, first)
    if json:
        show_json(found)
        return
    from cli.openers_table import show_openers

    for asker in found["askers"]:
        if asker["note"]:
            note(asker["note"])
    show_openers(found)


def _askers(
    snapshot: "Snapshot",
    named: Sequence[str],
    country: str | None,
    region: str | None,
    sectors: Sequence[str],
    knows: Sequence[str],
    kind: str | None,
) -> list[dict[str, Any]]:
    from graph.kinds import ORGANISATION_KINDS
    from graph.markets import market_code
    from graph.regions import check_region
    from queries.reading.naming import kind_word, organisation, words
    from queries.routing.constraints import check_words

    if named and country is not None:
        refuse(
            "You are one of the graph, or you are not.",
            "two_askers",
            "--from-country",
            "Give --from or --from-country.",
        )
    if country is None:
        for option, value in (("--region", region), ("--sectors", sectors), ("--knows", knows), ("--kind", kind)):
            if value:
                refuse(
                    f"{option} describes who is not in the graph.", "no_country", option, "Give --from-country with it."
                )
        if not named:
            refuse("Nobody asks.", "no_asker", "--from", "Give --from ORG, or --from-country CC.")
        return [{"id": organisation(snapshot, one, "--from")} for one in named]
    outsider: dict[str, Any] = {"country": market_code(country, "--from-country")}
    if region is not None:
        outsider["region"] = check_region(region, "--region")
    if sectors:
        outsider["sectors"] = [_sector(snapshot, one, "--sectors") for one in words(sectors)]
    if knows:
        outsider["knows"] = [organisation(snapshot, one, "--knows") for one in knows]
    if kind is not None:
        outsider["kind"] = kind_word(kind)
        check_words((outsider["kind"],), ORGANISATION_KINDS, "organisation_kind", "--kind")
    return [{"outsider": outsider}]


def _sector(snapshot: "Snapshot", said: str, where: str) -> str:
    """A sector's id as the graph has it."""
    return snapshot.id_of(snapshot.node(said.lower(), "sector", where))


def _constraints(said: "RouteConstraints", as_of: str | None) -> dict[str, Any]:
    """As the schema's input names them; what does not constrain is left out."""
    lists = {
        "relationKinds": None if said.relation_kinds is None else sorted(said.relation_kinds),
        "openerKinds": None if said.opener_kinds is None else sorted(said.opener_kinds),
        "avoid": list(said.avoid) or None,
        "via": list(said.via) or None,
        "viaInOrder": list(said.via_in_order) or None,
        "minStrength": said.min_strength,
        "publicAnchor": said.public_anchor or None,
        "asOf": as_of,
    }
    return {"maxSteps": said.max_steps, **{name: value for name, value in lists.items() if value is not None}}
