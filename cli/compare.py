"""``compare``: the graph on two dates: what is new, gone, stronger and weaker, and how much of it nobody has dated."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from cli.asking import part_given
from cli.failures import refuse
from cli.link_matrix import Table
from cli.opening import published
from cli.reach import undated_told
from cli.screen import print_file, show, show_json
from cli.settings import read_settings

if TYPE_CHECKING:
    from exports.graphs.comparison import GraphComparison, Item
    from graph.snapshot.snapshot import Snapshot
    from queries.routing.comparison import FactsUsed

FIRST_AT_MOST: Final = 100
STEPS_AT_MOST: Final = 3


def compare(
    since: Annotated[str, typer.Argument(metavar="EARLIER", help="The earlier date: YYYY, YYYY-MM or YYYY-MM-DD.")],
    as_of: Annotated[str | None, typer.Argument(metavar="[LATER]", help="The later one.", show_default=False)] = None,
    market: Annotated[str | None, typer.Option(help="Organisations in this market only, by code or name.")] = None,
    sector: Annotated[str | None, typer.Option(help="Organisations of this sector only.")] = None,
    around: Annotated[str | None, typer.Option(metavar="ORG", help="Who is near this organisation only.")] = None,
    steps: Annotated[int, typer.Option(min=1, max=STEPS_AT_MOST, help="How near: at most so many ties away.")] = 1,
    first: Annotated[
        int, typer.Option("--first", "-n", min=1, max=FIRST_AT_MOST, help="So many ties in each list.")
    ] = 5,
    format_: Annotated[Table | None, typer.Option("--format", help="Print every change as a table.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print counts for programs.")] = False,
) -> None:
    """Show what is new, gone, stronger and weaker in the graph, or a part of it, from EARLIER to LATER."""
    from exports.graphs.comparison import compare_graphs, comparison_csv

    if json and format_ is not None:
        refuse("An answer is printed in one way.", "two_formats", "--format", "Give --json or --format.")
    settings = read_settings()
    snapshot = published(settings)
    part = part_given(snapshot, market, sector, around, steps)
    found = compare_graphs(snapshot.on_day(as_of or settings.as_of), since, part)
    if format_ is not None:
        print_file(comparison_csv(found))
    elif json:
        show_json(_plain(found))
    else:
        _show(snapshot, found, first)


def _plain(found: "GraphComparison") -> dict[str, Any]:
    return {
        "revision": found.later.revision,
        "since": found.earlier.as_of,
        "asOf": found.later.as_of,
        "part": found.part or None,
        "counts": [count._asdict() for count in found.counts],
        "ties": {"stronger": len(found.ties.up), "weaker": len(found.ties.down), "unchanged": found.ties.unchanged},
        "things": _used(found.things_used),
        "relations": _used(found.relations_used),
    }


def _used(facts: "FactsUsed") -> dict[str, Any]:
    return {"count": facts.count, "undated": facts.undated, "undatedShare": facts.undated_share}


def _show(snapshot: "Snapshot", found: "GraphComparison", first: int) -> None:
    from rich.text import Text

    about = f"{found.part[0].upper()}{found.part[1:]}" if found.part else "The graph"
    show(Text(f"{about}, from {found.earlier.as_of} to {found.later.as_of}", style="bold"))
    show(_table(found))
    ties = found.ties
    told = f"Of the ties there on both, {len(ties.up):,} are stronger, {len(ties.down):,} weaker, {ties.unchanged:,} as"
    show(Text(f"{told} they were."))
    _show_ties(snapshot, "New", [(None, item) for item in ties.new], first)
    _show_ties(snapshot, "Gone", [(item, None) for item in ties.gone], first)
    _show_ties(snapshot, "Stronger", ties.up, first)
    _show_ties(snapshot, "Weaker", ties.down, first)
    show(Text(f"Relations: {undated_told(_used(found.relations_used))}"))
    show(Text(f"Things: {undated_told(_used(found.things_used))}"))
    show(
        Text(f"So what stands for {found.earlier.as_of} is more than is known of it, and what is new is at least that.")
    )
    show(Text(f"Revision {found.later.revision}.", style="dim"))


def _table(found: "GraphComparison") -> Any:
    from rich.table import Table as Grid

    columns = (found.earlier.as_of, found.later.as_of, "new", "gone")
    grid = Grid("", *columns, box=None, padding=(0, 2, 0, 0))
    titles = {"thing": "Things", "relation": "Relations", "tie": "Ties"}
    for what, title in titles.items():
        of_it = [count for count in found.counts if count.what == what]
        sums = (sum(getattr(count, name) for count in of_it) for name in ("before", "after", "new", "gone"))
        grid.add_row(title, *(f"{value:,}" for value in sums), style="bold")
        for one in of_it if what != "tie" else ():
            numbers = (one.before, one.after, one.new, one.gone)
            grid.add_row(f"  {one.kind.replace('_', ' ')}", *(f"{value:,}" for value in numbers))
    return grid


def _show_ties(
    snapshot: "Snapshot", title: str, changed: "Sequence[tuple[Item | None, Item | None]]", first: int
) -> None:
    from rich.text import Text

    if changed:
        show(Text(f"{title} ties{f', {len(changed):,} in all' if len(changed) > first else ''}", style="bold"))
    for before, after in changed[:first]:
        strengths = " → ".join("–" if one is None else f"{one.strength:.2f}" for one in (before, after))
        one = after or before
        if one is not None:
            show(Text(f"  {strengths}  {_name(snapshot, one.source)} – {_name(snapshot, one.target)}"))


def _name(snapshot: "Snapshot", id_: str) -> str:
    node = snapshot.find(id_)
    return id_ if node is None else str(snapshot.record(node)["name"])
