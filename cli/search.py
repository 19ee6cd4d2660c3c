"""``search``: what is called so?"""

from typing import TYPE_CHECKING, Annotated

import typer

from cli.opening import published
from cli.screen import show, show_json
from cli.settings import read_settings

if TYPE_CHECKING:
    from graph.snapshot.on_day import Day

FIRST = 10


def search(
    text: Annotated[list[str], typer.Argument(help="A name as people type it, the beginning of one, or an id.")],
    first: Annotated[int, typer.Option("--first", "-n", min=1, max=100, help="At most so many.")] = FIRST,
    json: Annotated[bool, typer.Option("--json", help="Print for programs.")] = False,
) -> None:
    """Find organisations, projects, corridors and all else by name; small errors forgiven."""
    from queries.questions.search import search as find

    snapshot = published(read_settings())
    found = find(snapshot, " ".join(text), first=first)
    went = _departures(snapshot.on_day(), [hit.node for hit in found.hits])
    if json:
        hits = [
            {
                "id": hit.id,
                "name": snapshot.record(hit.node)["name"],
                "kind": hit.kind,
                "country": hit.country,
                "gone": hit.status is not None,
                "departure": went.get(hit.node),
                "matchedName": hit.name,
                "field": hit.field,
                "how": hit.how,
                "score": hit.score,
            }
            for hit in found.hits
        ]
        show_json({"revision": snapshot.revision, "totalCount": None if found.capped else found.total, "hits": hits})
        return
    if not found.hits:
        show("Nothing is called so.")
        return
    from rich.table import Table

    from graph.words import label

    table = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
    for column in ("id", "name", "kind", "country"):
        table.add_column(column, no_wrap=column == "id")
    for hit in found.hits:
        name = snapshot.record(hit.node)["name"]
        shown = name if hit.name == name or hit.field == "id" else f"{name} ({hit.name})"
        kind, told = label("NodeKind", hit.kind), went.get(hit.node, hit.status)
        table.add_row(hit.id, shown, f"{kind}, {told}" if told else kind, hit.country or "")
    show(table)
    if found.total > len(found.hits):
        show(f"{len(found.hits)} of {found.total}{' or more' if found.capped else ''}: see more with --first.")


def _departures(day: "Day", nodes: list[int]) -> dict[int, str]:
    """Where those went that are gone on a day."""
    from queries.reading.departure import departure

    organisations = day.sections.range("organisation")
    found = {node: departure(day, node) for node in nodes if node in organisations}
    return {node: one.sentence for node, one in found.items() if one is not None}
