"""Writes the columns of organisations and contexts into their page, from the table of properties."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from graph.properties import PROPERTIES, Property, Searched
from graph.written import with_part, write_or_check

PAGE: Final = Path(__file__).parents[1] / "docs" / "interchange.md"
PART: Final = "the columns of the table in graph/properties.py"
_SEARCH: Final = {Searched.NAME: "as a name", Searched.ABOUT: "beside a name", None: ""}


def written(page: str) -> str:
    """The page with what stands between its marks written anew.

    Raises:
        ValueError: a mark is not there.
    """
    return with_part(page, PART, "".join(f"{line}\n" for type_ in PROPERTIES for line in _section(type_)))


def _section(type_: str) -> Iterator[str]:
    yield f"## Columns of `{type_}s.csv`"
    yield "| column | holds | meaning | search |"
    yield "| --- | --- | --- | --- |"
    yield from map(_line, PROPERTIES[type_])
    yield ""


def _line(one: Property) -> str:
    words = ", ".join(f"`{word}`" for word in one.type.words)
    holds = f"{one.type.said} {words}".strip()
    must = ", required" if one.required else ""
    empty = f"; empty: `{one.default}`" if one.default else ""
    return f"| `{one.name}`{_of(one.kinds)}{must} | {holds}{empty} | {one.meaning} | {_SEARCH[one.searched]} |"


def _of(kinds: tuple[str, ...]) -> str:
    """Which kinds have it, in words; nothing where all do."""
    named = " or ".join(kind.replace("_", " ") for kind in kinds)
    return f" of {'an' if named[0] in 'aeiou' else 'a'} {named}" if named else ""


if __name__ == "__main__":
    write_or_check({PAGE: written(PAGE.read_text(encoding="utf-8"))})
