"""Options that several questions take: who asks, what routes must keep to, for whom to print."""

from typing import Annotated

import typer

ASKER, ROUTE, OUTPUT = "Who asks", "What routes must keep to", "Output"
From = Annotated[
    list[str] | None,
    typer.Option("--from", metavar="ORG", help="Organisation by id or exact name; repeatable.", rich_help_panel=ASKER),
]
FromCountry = Annotated[
    str | None,
    typer.Option(metavar="COUNTRY", help="You are not in the graph: where you are based.", rich_help_panel=ASKER),
]
Region = Annotated[
    str | None, typer.Option(help="Region in it, by name or ISO 3166-2 code: Hovedstaden.", rich_help_panel=ASKER)
]
Sectors = Annotated[
    list[str] | None, typer.Option(help="Your sectors, by id or name; commas or repeated.", rich_help_panel=ASKER)
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
AsJson = Annotated[
    bool,
    typer.Option(
        "--json", help="Print for programs: the GraphQL answer, lists as plain lists.", rich_help_panel=OUTPUT
    ),
]
