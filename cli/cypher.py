"""``cypher``: saved queries for Neo4j Browser."""

from typing import Annotated

import typer

from cli.screen import print_file, show, show_json


def cypher(
    name: Annotated[
        str | None, typer.Argument(help="Which one; without it, all are listed.", show_default=False)
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print for programs.")] = False,
) -> None:
    """List the saved queries for Neo4j Browser, or print one to be pasted there."""
    from queries.cypher import saved_queries, saved_query

    if name is None:
        listed = [{"name": query.name, "question": query.question} for query in saved_queries()]
        show_json(listed) if json else _show(listed)
        return
    query = saved_query(name)
    if json:
        show_json({"name": query.name, "question": query.question, "text": query.text})
    else:
        print_file(query.text)


def _show(listed: list[dict[str, str]]) -> None:
    from rich.table import Table

    table = Table(box=None)
    table.add_column("name", no_wrap=True)
    table.add_column("question")
    for one in listed:
        table.add_row(one["name"], one["question"])
    show(table)
