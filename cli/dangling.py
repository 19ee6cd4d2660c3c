"""``dangling``: what the store holds and no answer shows, with the reason."""

from dataclasses import asdict
from itertools import islice
from typing import Annotated, Any

import typer

from cli.opening import published
from cli.screen import show, show_json
from cli.settings import read_settings

LISTED_AT_MOST = 10_000
LISTED = 100


def dangling(
    source: Annotated[str | None, typer.Option(help="Of this source only.")] = None,
    first: Annotated[int, typer.Option(min=1, max=LISTED_AT_MOST, help="At most so many of each.")] = LISTED,
    json: Annotated[bool, typer.Option("--json", help="Print for programs.")] = False,
) -> None:
    """List what dropped out of answers: statements whose end has gone, what cannot be computed, mergers in a circle."""
    from graph.snapshot.building import dropped

    snapshot = published(read_settings())
    loose = (one for one in dropped.dangling(snapshot) if source in (None, one.source))
    left_out = (row for row in dropped.unsound(snapshot) if source in (None, row.source))
    said: dict[str, Any] = {
        "revision": snapshot.revision,
        "counts": dropped.count(snapshot),
        "dangling": [asdict(one) for one in islice(loose, first)],
        "leftOut": [asdict(row) for row in islice(left_out, first)],
        "circles": dropped.circles(snapshot)[:first],
    }
    show_json(said) if json else _show(said)


def _show(said: dict[str, Any]) -> None:
    counts = said["counts"]
    if not any(counts.values()):
        show("Nothing has dropped out: answers show all that the store holds.")
        return
    show(f"Statements of which an end has gone, or both are one: {counts['dangling']:,}")
    for one in said["dangling"]:
        show(f"  {one['source']}/{one['where']}  {one['relation']}: {one['why']}")
    show(f"Rows that cannot be computed: {counts['leftOut']:,}")
    for row in said["leftOut"]:
        show(f"  {row['source']}/{row['where']}  {row['type']} {row['name']}: {row['why']}")
    show(f"Organisations that merged in a circle: {counts['inCircles']:,}")
    for members in said["circles"]:
        show(f"  {', '.join(members)}: that cannot be, so none of these mergers counts")
