"""``connect``: which ties join these organisations?"""

from typing import Annotated, Any, Final

import typer

from cli.documents import ORGANISATION, RELATION, footer, sources, tell
from cli.opening import published
from cli.screen import show
from cli.settings import read_settings

REACH: Final = 2
_TIE: Final = f"""one {ORGANISATION} other {ORGANISATION} strength strengthOnward strengthBack ended sentence
      relations(first: 3) {{ worth relation {RELATION} otherRelation {RELATION} }}"""
DOCUMENT: Final = f"""
query Connect($organisations: [ID!]!, $reach: Int!, $avoid: [String!], $asOf: PartialDate) {{
  connect(organisations: $organisations, reach: $reach, avoid: $avoid, asOf: $asOf) {{
    revision {{ number }} asOf exact sentence guarantee strength cost atMostTimes reach
    organisations {ORGANISATION} joined {ORGANISATION} apart {ORGANISATION}
    through {{ organisation {ORGANISATION} ties }}
    ties {{
      {_TIE}
    }}
    weakest {{ one {{ id name }} other {{ id name }} strength }}
  }}
}}
"""


def connect(
    organisations: Annotated[
        list[str], typer.Argument(metavar="ORG…", help="Those to be joined, 2 to 20, each by id or exact name.")
    ],
    reach: Annotated[
        int, typer.Option(min=1, max=3, help="Nobody in between is more than so many ties from one of them.")
    ] = REACH,
    avoid: Annotated[
        list[str] | None, typer.Option(metavar="X", help="Organisation, country or kind that is not in between.")
    ] = None,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="Date on which to stand.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print for programs: the GraphQL answer.")] = False,
) -> None:
    """Show the cheapest network of ties that joins organisations, and who is needed in between."""
    from queries.reading.naming import organisation

    settings = read_settings()
    snapshot = published(settings)
    variables = {
        "organisations": [organisation(snapshot, one, "ORG") for one in organisations],
        "reach": reach,
        "avoid": avoid,
        "asOf": as_of or settings.as_of,
    }
    tell(snapshot, DOCUMENT, variables, json, _show)


def _show(found: dict[str, Any]) -> None:
    from rich.text import Text

    show(Text(found["sentence"], style="bold"))
    for tie in found["ties"]:
        show(Text(f"  {tie['strength']:.2f}  {tie['sentence']}"))
        facts = [one for part in tie["relations"] for one in (part["relation"], part["otherRelation"]) if one]
        show(Text(f"        {sources(facts)}".rstrip(), style="dim"))
    if found["ties"]:
        show(Text(f"Their strengths multiply to {found['strength']:.3f}. {found['guarantee']}"))
    show(Text(footer(found), style="dim"))
