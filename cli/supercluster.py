"""``supercluster``: who belongs to it, and what does it pursue?"""

from typing import Annotated, Any, Final

import typer

from cli.documents import ORGANISATION, RELATION, footer, period, sources, tell
from cli.opening import published
from cli.screen import show
from cli.settings import read_settings

FIRST_AT_MOST: Final = 30
DOCUMENT: Final = f"""
query Supercluster($id: ID!, $asOf: PartialDate, $first: Int!) {{
  supercluster(id: $id, asOf: $asOf) {{
    revision {{ number }} asOf askedAs note organisation {ORGANISATION}
    memberCount partCount endedMemberCount endedPartCount
    members(first: $first) {{ ...belonging }} parts(first: $first) {{ ...belonging }}
    endedMembers(first: 10) {{ ...belonging }} endedParts(first: 10) {{ ...belonging }}
    hubs(first: 5) {{ ...belonging }} belongsTo(first: 5) {{ ...belonging }}
    priorities(first: $first) {{
      priority {{ id name sectors {{ id name }} markets }} holder {{ id name }} status current since until
      relation {RELATION}
    }}
    corridors(first: 10) {{ corridor {{ id name }} memberCount itself {{ id }} }}
  }}
}}
fragment belonging on Membership {{ organisation {ORGANISATION} status since until relations {{ id kind {{ name }} }} }}
"""


def supercluster(
    id_: Annotated[str, typer.Argument(metavar="ORG", help="A supercluster, network or other organisation.")],
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="Date on which to stand.")] = None,
    first: Annotated[int, typer.Option("--first", "-n", min=1, max=FIRST_AT_MOST, help="So many in each list.")] = 20,
    json: Annotated[bool, typer.Option("--json", help="Print for programs: the GraphQL answer.")] = False,
) -> None:
    """Show the members and clusters of ORG, its published strategy with its sources, and its corridors."""
    from queries.reading.naming import organisation

    settings = read_settings()
    snapshot = published(settings)
    variables = {"id": organisation(snapshot, id_, "ORG"), "asOf": as_of or settings.as_of, "first": first}
    tell(snapshot, DOCUMENT, variables, json, _show)


def _show(found: dict[str, Any]) -> None:
    from rich.text import Text

    from graph.words import label

    show(Text(found["organisation"]["name"], style="bold"))
    lists = (
        ("Clusters", "parts", "partCount"),
        ("Members", "members", "memberCount"),
        ("Hubs", "hubs", None),
        ("Belongs to", "belongsTo", None),
        ("Clusters once", "endedParts", "endedPartCount"),
        ("Members once", "endedMembers", "endedMemberCount"),
    )
    for title, name, count in lists:
        if found[name]:
            show(Text(title if count is None else f"{title}, {found[count]} in all", style="bold"))
        for one in found[name]:
            show(Text(f"  {one['organisation']['name']}  {period(one)}".rstrip()))
    if found["priorities"]:
        show(Text("Priorities", style="bold"))
    for one in found["priorities"]:
        about = ", ".join([sector["name"] for sector in one["priority"]["sectors"]] + one["priority"]["markets"])
        show(Text(f"  {one['priority']['name']}: {period(one) or 'undated'}, {label('RelationStatus', one['status'])}"))
        show(Text(f"    {about}  {sources([one['relation']])}", style="dim"))
    if found["corridors"]:
        show(Text("Corridors", style="bold"))
    for one in found["corridors"]:
        how = "itself" if one["itself"] else f"{one['memberCount']} of its members"
        show(Text(f"  {one['corridor']['name']}: {how}"))
    show(Text(footer(found), style="dim"))
