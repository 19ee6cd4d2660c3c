"""Writes what ``docs/exports.md`` says of layers, formats and attributes, from the code."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from exports.graphs.formats import FORMATS, GraphFormat
from exports.graphs.layers import EDGE_ATTRIBUTES
from exports.graphs.nodes import node_attributes
from exports.graphs.view import LAYERS, Attribute, ValueType
from graph.written import with_part, write_or_check

PAGE: Final = Path(__file__).parents[2] / "docs" / "exports.md"
_TYPES: Final = {
    ValueType.TEXT: "text",
    ValueType.TEXTS: "texts",
    ValueType.DATE: "date",
    ValueType.WHOLE: "whole number",
    ValueType.NUMBER: "number",
    ValueType.YES_NO: "yes or no",
}


def written(page: str) -> str:
    """The page with what stands between its marks written anew.

    Raises:
        ValueError: a mark is not there.
    """
    parts = {
        "layers": _table(("layer", "what its edges are"), ((f"`{one}`", said) for one, said in LAYERS.items())),
        "formats": _table(("format", "file", "what it is"), map(_format, FORMATS.values())),
        "attributes of nodes": _attributes(node_attributes()),
    }
    for layer, attributes in EDGE_ATTRIBUTES.items():
        parts[f"attributes of {layer}"] = _attributes(attributes)
    for name, part in parts.items():
        page = with_part(page, name, part)
    return page


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return "".join(f"| {' | '.join(row)} |\n" for row in (head, ("---",) * len(head), *rows))


def _format(one: GraphFormat) -> tuple[str, str, str]:
    return f"`{one.name}`", "several" if one.several else f"one, `{one.suffix}`", one.meaning


def _attributes(of: Iterable[Attribute]) -> str:
    return _table(("attribute", "holds", "meaning"), ((f"`{one.name}`", _TYPES[one.type], one.meaning) for one in of))


if __name__ == "__main__":
    write_or_check({PAGE: written(PAGE.read_text(encoding="utf-8"))})
