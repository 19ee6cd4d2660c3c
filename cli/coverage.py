"""``coverage``: how much of what there is do we hold?"""

from typing import Annotated, Any, Final

import typer

from cli.documents import ORGANISATION, footer, tell
from cli.opening import published
from cli.screen import show
from cli.settings import read_settings

FIRST_AT_MOST: Final = 60
_HOLDING: Final = "{ held unconfirmed untied sectorUnknown }"
DOCUMENT: Final = f"""
query Coverage($area: String!, $sector: ID, $asOf: PartialDate, $first: Int!) {{
  coverage(area: $area, sector: $sector, asOf: $asOf) {{
    revision {{ number }} asOf area market {{ code name }} corridor {{ id name }} sector {{ id name }}
    holding {_HOLDING} noShare bias wider estimateCount countryCount blankCount elsewhereCount
    estimates(first: $first) {{
      share whyNot sentence
      estimate {{
        id what count year publisher sector statements {{ evidence {{ url retrieved confidence }} }}
      }}
    }}
    countries(first: $first) {{
      market {{ code name }} whole holding {_HOLDING}
      estimates(first: 5) {{ share whyNot sentence estimate {{ id what count year publisher }} }}
    }}
    elsewhere(first: $first) {ORGANISATION}
  }}
}}
"""
_COUNTS: Final = {"cluster_organisations": "cluster organisations", "regional_clusters": "regional clusters"}


def coverage(
    area: Annotated[
        str, typer.Argument(metavar="AREA", help="A country; a corridor, bloc or region by its id; europe or world.")
    ],
    sector: Annotated[str | None, typer.Option(help="Of this sector only, by its id.")] = None,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="Date on which to stand.")] = None,
    first: Annotated[int, typer.Option("--first", "-n", min=1, max=FIRST_AT_MOST, help="So many in each list.")] = 10,
    json: Annotated[bool, typer.Option("--json", help="Print for programs: the GraphQL answer.")] = False,
) -> None:
    """Show how many cluster organisations of AREA are held, beside what others have published."""
    settings = read_settings()
    variables = {"area": area, "sector": sector and sector.lower(), "asOf": as_of or settings.as_of, "first": first}
    tell(published(settings), DOCUMENT, variables, json, _show)


def _show(found: dict[str, Any]) -> None:
    from rich.text import Text

    place = (found["market"] or found["corridor"] or {"name": found["area"].capitalize()})["name"]
    about = f"{place}, {found['sector']['name']}" if found["sector"] else place
    show(Text(f"{about}: {_held(found['holding'])}", style="bold"))
    if found["estimates"]:
        _title("Published estimates, each for itself", found["estimateCount"], len(found["estimates"]))
    for one in found["estimates"]:
        show(Text(f"  {_compared(found['holding']['held'], one)}"))
        if one["whyNot"]:
            show(Text(f"    {one['sentence']}", style="dim"))
        for said in (statement["evidence"] for statement in one["estimate"]["statements"]):
            show(Text(f"    {said['confidence']}  {said['url'] or ''}".rstrip(), style="dim"))
    if any(one["share"] is not None for one in found["estimates"]):
        show(Text("  Shares are by number: nobody has matched whom an estimate counts with those held.", style="dim"))
    if found["noShare"]:
        wider = f" There are estimates of wider areas: {', '.join(found['wider'])}." if found["wider"] else ""
        show(Text(found["noShare"] + wider))
    if found["countryCount"]:
        _title("By country", found["countryCount"], len(found["countries"]))
    for one in found["countries"]:
        if not _blank(one):
            _country(one)
    if found["blankCount"]:
        named = ", ".join(one["market"]["name"] for one in found["countries"] if _blank(one))
        show(Text(f"  In {found['blankCount']} of these countries none is held{': ' if named else ''}{named}"))
    if found["elsewhereCount"]:
        _title("Present from elsewhere, not counted above", found["elsewhereCount"], len(found["elsewhere"]))
    for one in found["elsewhere"]:
        show(Text(f"  {one['name']}, {one['country']}"))
    show(Text(found["bias"], style="dim"))
    show(Text(footer(found), style="dim"))


def _title(title: str, count: int, shown: int) -> None:
    from rich.text import Text

    show(Text(f"{title}, {count} in all" if shown < count else title, style="bold"))


def _blank(country: dict[str, Any]) -> bool:
    return not country["holding"]["held"] and not country["estimates"]


def _country(one: dict[str, Any]) -> None:
    from rich.text import Text

    from graph.words import label

    part = "" if one["whole"] else " (some regions)"
    show(Text(f"  {one['market']['name']}{part}: {_held(one['holding'])}"))
    for beside in one["estimates"]:
        why = f" – not comparable: {label('Incomparable', beside['whyNot'])}" if beside["whyNot"] else ""
        show(Text(f"    {_compared(one['holding']['held'], beside)}{why}", style="dim"))


def _held(holding: dict[str, Any]) -> str:
    said = f"{holding['held']:,} living cluster organisation{'' if holding['held'] == 1 else 's'} held"
    told = [(holding["unconfirmed"], "unconfirmed"), (holding["untied"], "without a tie")]
    beside = [f"{count:,} {what}" for count, what in told if count]
    if holding["sectorUnknown"]:
        beside.append(f"{holding['sectorUnknown']:,} more of unknown sector")
    return f"{said} ({', '.join(beside)})" if beside else said


def _compared(held: int, beside: dict[str, Any]) -> str:
    """An estimate, and what share of its number is held."""
    one = beside["estimate"]
    share = "" if beside["share"] is None else f"{held:,} held, {beside['share']:.0%} of "
    return f"{share}{one['count']:,} {_COUNTS[one['what']]}, {one['year'] or 'no year'}: {one['publisher']}"
