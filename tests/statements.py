"""Statements for tests that write to a store."""

from typing import Any

from graph.statements import EntityStatement, Evidence


def organisation(id_: str = "x", source: str = "a", /, **said: Any) -> EntityStatement:
    """What a source says of a Danish cluster that is called by its id, or else as ``said`` has it."""
    properties = {"kind": "cluster", "name": id_, "country": "DK", **said}
    return EntityStatement(source, id_, "organisation", properties, Evidence(locator="organisations.csv:2"))
