"""``take-stock``: what is on record of us, what have our peers beside that, and what does nobody know?"""

from typing import Annotated, Any, Final

import typer

from cli.documents import ORGANISATION, footer, tell
from cli.opening import published
from cli.screen import show
from cli.settings import read_settings

FIRST_AT_MOST: Final = 20
SHARE_DEFAULT: Final = 0.1
_ENTRY: Final = (
    "{ other { id name } over since until lastHeld role undated inheritedFrom { id } sentence relations(first: 1) "
    "{ id evidence { source { name } url confidence } } }"
)
_MARKET: Final = "{ market { code name } over value freshness lastHeld sentence }"
_LACK: Final = f"{{ what subject {{ id name }} service count of share had sentence examples {ORGANISATION} }}"
DOCUMENT: Final = f"""
query TakeStock($id: ID!, $share: Float!, $asOf: PartialDate, $first: Int!) {{
  takeStock(id: $id, share: $share, asOf: $asOf) {{
    revision {{ number }} asOf askedAs note organisation {ORGANISATION} sectors {{ id name }} languages competences
    marketCount markets(first: $first) {_MARKET} pastMarkets(first: $first) {_MARKET}
    roles {{ role what count pastCount }}
    groups {{ what count pastCount entries(first: $first) {_ENTRY} past(first: $first) {_ENTRY} }}
    comparison {{ basis compared ownCountry near count blank share enough sentence peers(first: 5) {ORGANISATION} }}
    lackCount lacks(first: $first) {_LACK} blanks {_LACK}
    notKnown {{ what count of share sentence }}
  }}
}}
"""


def take_stock(
    id_: Annotated[str, typer.Argument(metavar="ORG", help="An organisation: an id, or an exact name.")],
    share: Annotated[
        float, typer.Option(help="What this share of the peers has and ORG has not is a lack, 0.05 to 1.")
    ] = SHARE_DEFAULT,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="Date on which to stand.")] = None,
    first: Annotated[int, typer.Option("--first", "-n", min=1, max=FIRST_AT_MOST, help="So many in each list.")] = 5,
    json: Annotated[bool, typer.Option("--json", help="Print for programs: the GraphQL answer.")] = False,
) -> None:
    """Show what is on record of ORG, what its peers have beside that, and what is not known of it."""
    from queries.reading.naming import organisation

    settings = read_settings()
    snapshot = published(settings)
    variables = {
        "id": organisation(snapshot, id_, "ORG"), "share": share, "asOf": as_of or settings.as_of, "first": first,
    }  # fmt: skip
    tell(snapshot, DOCUMENT, variables, json, _show)


def _show(found: dict[str, Any]) -> None:
    from rich.text import Text

    show(Text(found["organisation"]["name"], style="bold"))
    sectors = ", ".join(sector["name"] for sector in found["sectors"])
    for title, said in (("Sectors", sectors), *((name.capitalize(), ", ".join(found[name])) for name in _SAID)):
        if said:
            show(Text(f"  {title}: {said}"))
    _list("Markets, freshest first", found["marketCount"], [one["sentence"] for one in found["markets"]])
    _list("Markets of the past", len(found["pastMarkets"]), [one["sentence"] for one in found["pastMarkets"]])
    for group in found["groups"]:
        _group(group)
    _list("Roles", len(found["roles"]), [_role(one) for one in found["roles"]])
    show(Text("Next to its peers", style="bold"), Text(f"  {found['comparison']['sentence']}"))
    for one in (*found["lacks"], *found["blanks"]):
        show(Text(f"  {one['sentence']}"))
    if found["comparison"]["enough"] and not found["lackCount"] and not found["blanks"]:
        show(Text("  It lacks nothing that so many of them have on record."))
    _list("Not known", len(found["notKnown"]), [one["sentence"] for one in found["notKnown"]])
    show(Text(footer(found), style="dim"))


_SAID: Final = ("languages", "competences")


def _group(group: dict[str, Any]) -> None:
    from rich.text import Text

    from queries.reading.recorded import side_told

    told = side_told(group["what"])
    past = f", {group['pastCount']} of the past" if group["pastCount"] else ""
    show(Text(f"{told[0].upper()}{told[1:]}: {group['count']}{past}", style="bold"))
    for entry in group["entries"]:
        show(Text(f"  {entry['sentence']}"))
    for entry in group["past"]:
        show(Text(f"  {entry['sentence']}", style="dim"))


def _role(one: dict[str, Any]) -> str:
    from graph.words import label, labels
    from queries.reading.recorded import side_told

    past = f", {one['pastCount']} of the past" if one["pastCount"] else ""
    words = "InterestRole" if one["role"] in labels()["InterestRole"] else "RelationRole"
    return f"{label(words, one['role'])} ({side_told(one['what'])}): {one['count']}{past}"


def _list(title: str, count: int, lines: list[str]) -> None:
    from rich.text import Text

    if lines:
        show(Text(f"{title}, {count} in all" if len(lines) < count else title, style="bold"))
    for line in lines:
        show(Text(f"  {line}"))
