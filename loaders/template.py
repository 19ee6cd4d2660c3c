"""Files to fill in: headers, what each column takes, and an example that is loaded by nobody by mistake.

All of it derives from the models of rows, so that it says what a load takes.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from types import NoneType
from typing import Annotated, Any, Final, Literal, get_args, get_origin, get_type_hints

from graph import cells, properties
from graph.dates import PartialDate
from graph.errors import InputError, did_you_mean, nearest
from graph.properties import PROPERTIES, Property, Type
from graph.records import FILE_TYPES, Row
from loaders.columns import KNOWN, REQUIRED, ROWS

USUAL: Final = ("organisations", "relations", "memberships")
"""Files that are written if nobody says which."""
ALSO_CALLED: Final = {"events": "contexts", "projects": "contexts", "programmes": "contexts", "members": "memberships"}
EXAMPLE: Final = "example"
"""Folder of the examples within that of the files: a load reads no folder in a folder."""
PAGE: Final = "README.md"
SIGNATURE: Final = "\ufeff"
"""By which spreadsheets take a file for UTF-8."""

EXAMPLES: Final[Mapping[str, Mapping[str, str]]] = {
    "markets": {"code": "DK", "capital": "Copenhagen"},
    "sectors": {"id": "example-sector", "name": "Example sector"},
    "corridors": {"id": "example-bloc", "kind": "trade_bloc", "name": "Example bloc", "markets": "DK|SE"},
    "organisations": {
        "id": "example-cluster", "name": "Example Cluster (ECX)", "kind": "cluster", "country": "DK",
        "other_names": "acronym:ECX|former:Example Network", "city": "Aarhus", "founded": "2012-05",
        "website": "https://cluster.example", "source_url": "https://cluster.example/about", "retrieved": "2026-01-31",
    },
    "contexts": {
        "id": "example-fair", "name": "Example Fair", "kind": "event", "format": "fair", "start": "2026-05-04",
        "end": "2026-05-06", "country": "DK", "city": "Aarhus",
    },
    "priorities": {
        "id": "example-priority", "organisation": "example-cluster", "name": "Grow in Asia",
        "markets": "KR|JP",
    },
    "services": {
        "id": "example-service", "organisation": "example-cluster", "service": "partner_search", "markets": "KR",
    },
    "estimates": {
        "id": "example-estimate", "region": "DK", "count": "12", "what": "regional_clusters", "publisher": "Example",
    },
    "relations": {"kind": "active_in", "source": "example-cluster", "target": "KR", "since": "2024"},
    "memberships": {
        "member": "Example Foods ApS", "of": "Example Cluster", "since": "2020-03", "kind_of_member": "company",
        "country_of_member": "Denmark",
    },
}  # fmt: skip
"""One sound row of each file; those that refer to others refer to rows here."""

_TYPES: Final = tuple(one for one in vars(properties).values() if isinstance(one, Type) and not one.words)
_OTHER_CELLS: Final[tuple[tuple[Any, str], ...]] = (
    (cells.Reference, "id"),
    (cells.Ids, "list of ids"),
    (cells.MarketOrId, "market, or id"),
    (cells.Region, "region, by ISO 3166-2"),
    (PartialDate, "date"),
)


def stems(asked: Iterable[str]) -> list[str]:
    """The files that are meant, each once, in the order of loading; the usual ones if none is.

    Raises:
        InputError: there is no file of a name (code ``unknown_file``).
    """
    meant = {ALSO_CALLED.get(name, name) for name in asked} or set(USUAL)
    for name in sorted(meant - FILE_TYPES.keys()):
        close = nearest(name, (*FILE_TYPES, *ALSO_CALLED))
        raise InputError(
            f"There is no file {name!r} to fill in.",
            code="unknown_file",
            value=name,
            where="--for",
            nearest=close,
            suggestion=did_you_mean(close, f"There are {', '.join(FILE_TYPES)}."),
        )
    return [stem for stem in FILE_TYPES if stem in meant]


def template(stems: Iterable[str]) -> dict[str, str]:
    """Path within the folder → content of each file to be written, of the files that ``stems`` names."""
    files = {}
    wanted = list(stems)
    for stem in wanted:
        type_ = FILE_TYPES[stem]
        header = ordered(type_)
        files[f"{stem}.csv"] = _csv(header, [])
        files[f"{EXAMPLE}/{stem}.csv"] = _csv(header, [EXAMPLES[stem]])
    files[PAGE] = "\n".join(_page(wanted))
    return files


def ordered(type_: str) -> list[str]:
    """The columns of a type of rows, required ones first, evidence last."""
    evidence = [*Row.model_fields]
    others = [name for name in KNOWN[type_] if name not in (*REQUIRED[type_], *evidence)]
    return [*REQUIRED[type_], *others, *evidence]


def _csv(header: list[str], rows: Iterable[Mapping[str, str]]) -> str:
    out = io.StringIO()
    out.write(SIGNATURE)
    writer = csv.DictWriter(out, header, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _page(stems: list[str]) -> Iterator[str]:
    yield "# Files to fill in"
    yield from (
        "Fill in the CSV files beside this page, below their headers, with any spreadsheet; save them as CSV.",
        "Columns that you have nothing for may be left empty, or out, unless they are required.",
        f"The folder `{EXAMPLE}` shows a row of each file; nothing in it is loaded.",
        "Lists are separated by `|`. Dates are `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. Markets are countries.",
        "Then: `opendoors load FOLDER --as NAME`.",
    )
    for stem in stems:
        type_ = FILE_TYPES[stem]
        yield f"\n## {stem}.csv"
        yield "| column | takes | meaning |"
        yield "| --- | --- | --- |"
        for name in ordered(type_):
            must = " (required)" if name in REQUIRED[type_] else ""
            yield f"| `{name}`{must} | {'; '.join(_takes(type_, name))} | {_meaning(type_, name)} |"
    yield ""


def _entries(type_: str, name: str) -> list[Property]:
    return [one for one in PROPERTIES.get(type_, ()) if one.name == name]


def _takes(type_: str, name: str) -> Iterator[str]:
    """What a column takes, in words; where kinds differ, of each."""
    entries = _entries(type_, name)
    for one in entries:
        of = f" ({', '.join(one.kinds)})" if one.kinds else ""
        yield f"{_with_words(one.type.said, one.type.words)}{of}"
    if not entries:
        yield _said(get_type_hints(ROWS[type_], include_extras=True)[name])


def _said(cell: Any) -> str:
    """What a cell takes, by its annotation."""
    options = [one for one in get_args(cell) if one is not NoneType]
    if NoneType in get_args(cell):
        cell = options[0]
    for known, said in (*((one.cell, one.said) for one in _TYPES), *_OTHER_CELLS):
        if cell == known:
            return said
    if get_origin(cell) is Annotated:
        return _said(get_args(cell)[0])
    if get_origin(cell) is Literal:
        return _with_words("one of", get_args(cell))
    return {int: "whole number", float: "number", str: "text"}[cell]


def _with_words(said: str, words: Iterable[str]) -> str:
    return f"{said} {', '.join(f'`{word}`' for word in words)}".strip()


def _meaning(type_: str, name: str) -> str:
    return " ".join(dict.fromkeys(one.meaning for one in _entries(type_, name)))
