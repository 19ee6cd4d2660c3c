"""``links``: what links clusters, and what might?"""

from typing import Annotated, Any, Final

import typer

from cli.documents import ORGANISATION, RELATION, footer, period, sources, tell
from cli.failures import refuse
from cli.link_matrix import Of, Rows, Table, tell_matrix
from cli.opening import published
from cli.screen import show
from cli.settings import read_settings

FIRST_AT_MOST: Final = 20
DOCUMENT: Final = f"""
query Links($a: ID, $b: ID, $countries: [MarketCode!], $sector: ID, $asOf: PartialDate, $first: Int!) {{
  crossClusterLinks(a: $a, b: $b, countries: $countries, sector: $sector, asOf: $asOf) {{
    revision {{ number }} asOf a {ORGANISATION} b {ORGANISATION} askedA askedB notes
    countries {{ code }} sector {{ id name }}
    oneCount otherCount directCount endedDirectCount sharedCount endedSharedCount
    direct(first: $first) {{ ...direct }} endedDirect(first: $first) {{ ...direct }}
    through(first: $first) {{
      one {{ id name }} partner {{ id name }} other {{ id name }} strength ended
    }}
    shared(first: $first) {{ ...shared }} endedShared(first: $first) {{ ...shared }}
    suggestions(first: $first) {{
      one {{ id name }} other {{ id name }} score sectors {{ id name }}
      partners(first: 3) {{ id name }} contexts(first: 3) {{ id name }}
    }}
  }}
}}
fragment direct on DirectClusterLink {{
  one {ORGANISATION} other {ORGANISATION} strength ended relations(first: 3) {{ worth relation {RELATION} }}
}}
fragment shared on SharedAttachment {{
  place {{ id name }} kind pairs ended oneCount otherCount
  ones(first: 5) {{ cluster {{ id name }} }} others(first: 5) {{ cluster {{ id name }} }}
}}
"""
CLUSTERS: Final = "Clusters by id or exact name, or countries by code or name: at most two in all."


def links(
    ends: Annotated[list[str] | None, typer.Argument(metavar="[END]...", help=CLUSTERS, show_default=False)] = None,
    sector: Annotated[str | None, typer.Option(help="Clusters of this sector only.")] = None,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="Date on which to stand.")] = None,
    first: Annotated[int, typer.Option("--first", "-n", min=1, max=FIRST_AT_MOST, help="So many in each list.")] = 10,
    matrix: Annotated[
        Rows | None, typer.Option(help="Count all links, with these as rows, countries as columns.")
    ] = None,
    of: Annotated[Of, typer.Option(help="What stands in the cells of the matrix.")] = Of.PAIRS,
    format_: Annotated[Table | None, typer.Option("--format", help="Print the whole matrix as a table.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print for programs: the GraphQL answer.")] = False,
) -> None:
    """Show what links two clusters or countries, or all of a sector: directly, through partners, by what they share."""
    from graph.markets import is_market
    from queries.reading.naming import organisation_or_market

    _check_matrix(matrix, ends, of, format_, json)
    settings = read_settings()
    snapshot = published(settings)
    if matrix is not None:
        way = "json" if json else format_
        tell_matrix(snapshot, matrix, of, sector and sector.lower(), as_of or settings.as_of, first, way)
        return
    meant = [organisation_or_market(snapshot, end, "END") for end in ends or ()]
    countries = [end for end in meant if is_market(end)]
    named = [end for end in meant if not is_market(end)]
    if len(named) > 2:
        refuse(f"{len(named)} clusters are named.", "too_many_ends", "END", "Name at most two.", len(named))
    a, b = [*named, None, None][:2]
    variables = {
        "a": a, "b": b, "countries": countries or None, "sector": sector, "asOf": as_of or settings.as_of,
        "first": first,
    }  # fmt: skip
    tell(snapshot, DOCUMENT, variables, json, _show)


def _check_matrix(matrix: Rows | None, ends: list[str] | None, of: Of, format_: Table | None, json: bool) -> None:
    """Refuse what does not go together, before anything is opened."""
    if matrix is not None and ends:
        refuse("A matrix has all countries.", "matrix_of_ends", "END", "Give ends, or --matrix.", ends[0])
    if matrix is None and (of is not Of.PAIRS or format_ is not None):
        where = "--of" if of is not Of.PAIRS else "--format"
        refuse(
            f"{where} is about a matrix.", "no_matrix", where, "Give --matrix countries or --matrix sectors with it."
        )
    if json and format_ is not None:
        refuse("An answer is printed in one way.", "two_formats", "--format", "Give --json or --format.")


def _show(found: dict[str, Any]) -> None:
    from rich.text import Text

    from graph.words import label
    from queries.routing.grammar import counted

    for title, entries, count in (
        ("Direct links", found["direct"], found["directCount"]),
        ("Direct links that have ended", found["endedDirect"], found["endedDirectCount"]),
    ):
        if entries:
            show(Text(f"{title}, {count} in all", style="bold"))
        for one in entries:
            show(Text(f"  {one['one']['name']} – {one['other']['name']}  {one['strength']:.2f}"))
            relations = [part["relation"] for part in one["relations"]]
            for said in relations:
                show(Text(f"    {said['sentence'].removesuffix('.')}, {period(said) or 'undated'}.", style="dim"))
            show(Text(f"    {sources(relations)}", style="dim"))
    if found["through"]:
        show(Text("Through one partner", style="bold"))
    for one in found["through"]:
        names = f"{one['one']['name']} – {one['partner']['name']} – {one['other']['name']}"
        show(Text(f"  {names}  {one['strength']:.2f}"))
    for title, entries in (("Shared", found["shared"]), ("Shared until it ended", found["endedShared"])):
        if entries:
            show(Text(title, style="bold"))
        for one in entries:
            names = ", ".join(met["cluster"]["name"] for met in (*one["ones"], *one["others"]))
            kind = label("NodeKind", one["kind"])
            show(Text(f"  {one['place']['name']} ({kind}, {counted(one['pairs'], 'pair')}): {names}"))
    if found["suggestions"]:
        show(Text("Suggestions, not facts: most in common, and no link known", style="bold"))
    for one in found["suggestions"]:
        common = ", ".join(said["name"] for said in (*one["sectors"], *one["partners"], *one["contexts"]))
        show(Text(f"  {one['one']['name']} – {one['other']['name']}  {one['score']:.2f}  {common}"))
    if not any(found[name] for name in ("direct", "endedDirect", "through", "shared", "endedShared", "suggestions")):
        show(Text("No link is known."))
    show(Text(footer(found), style="dim"))
